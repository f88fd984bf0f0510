//! One instance, as the program knows it now.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::{Account, Chats, Known, Query, ReplaceState, Resend, SavedQueues, TaskId};
use crate::green_api::{
    ApiToken, ChatId, CheckedNumber, Credentials, Delivery, Exchange, Failure, IdInstance, InstanceSettings,
    InstanceState, MessageKind, Messenger, Moment, QueuedMessage, now,
};
use crate::store::{InstanceRecord, JournalRow};
use crate::vault::VaultFailure;
use crate::work::replace_number::Act;
use crate::work::saved_queues::Saved;
use crate::work::{archive_chat, clear_queue, restart};

/// Identifies an instance in this session. An instance that is removed and added again gets another key, so that a late
/// answer never reaches the wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InstanceKey(pub u64);

/// The token of an instance, as far as it is known.
#[derive(Debug, Clone, Default)]
pub enum TokenState {
    #[default]
    NotRead,
    /// Since this moment.
    Reading(Instant),
    Ready(ApiToken),
    /// The keyring has none.
    Missing,
    /// The keyring could not be read; the instance stays.
    Unreadable(VaultFailure),
}

/// The number of waiting messages: one value for the badge, the header, the page and every button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    Unknown,
    Exactly(u64),
    /// The list is full and there is no count.
    AtLeast(u64),
}

impl Waiting {
    /// Returns the count, exact or a lower bound; `None` if unknown.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Unknown => None,
            Self::Exactly(number) | Self::AtLeast(number) => Some(number),
        }
    }

    /// Returns how many of the messages do not fit into a copy of `most` messages.
    pub fn beyond_copy(self, most: usize) -> Beyond {
        match self {
            Self::Exactly(number) if number > most as u64 => Beyond::Exactly(number - most as u64),
            Self::AtLeast(_) => Beyond::Unknown,
            Self::Unknown | Self::Exactly(_) => Beyond::Nothing,
        }
    }
}

/// Number of waiting messages that no copy can hold. The server lists the first 500 only, and sometimes fewer than it
/// counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    Nothing,
    Exactly(u64),
    /// There is no count.
    Unknown,
}

/// A clearing that is under way or has ended.
#[derive(Debug, Clone)]
pub struct ClearState {
    pub task: TaskId,
    /// Number of messages that waited when the user confirmed it.
    pub before: Waiting,
    /// The copy that was saved just before, for this clearing.
    pub copy: Option<Saved>,
    pub progress: clear_queue::ClearProgress,
    /// When the last report arrived.
    pub at: Timestamp,
}

/// Archiving a chat: under way, or its report.
#[derive(Debug, Clone)]
pub enum ArchiveState {
    /// `rereads`: it only reads the chat after an earlier act.
    Running {
        task: TaskId,
        act: archive_chat::ArchiveAct,
        chat: ChatId,
        rereads: bool,
    },
    Ended(Box<archive_chat::Report>),
}

/// Whether the messenger knows a number.
#[derive(Debug, Clone)]
pub struct NumberCheck {
    pub chat: ChatId,
    /// `None` while the query is in flight.
    pub outcome: Option<Result<CheckedNumber, Failure>>,
    pub exchange: Option<Arc<Exchange>>,
}

/// An act that restarts the number: under way, or how it ended.
#[derive(Debug, Clone)]
pub struct RestartState {
    pub task: TaskId,
    pub change: restart::Change,
    pub progress: restart::RestartProgress,
    pub since: Instant,
}

/// Summary of the waiting messages, computed once when the list arrives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueSummary {
    /// See [`QueueSummary::kinds`].
    pub kinds: Vec<(MessageKind, u64)>,
    pub chats: usize,
    pub listed: usize,
    /// Number of messages that the list repeats.
    pub repeated: usize,
    /// Whether the list shows as many items as it can.
    full: bool,
}

impl QueueSummary {
    fn of(messages: &[QueuedMessage]) -> Self {
        let chats: HashSet<&str> = messages.iter().filter_map(QueuedMessage::chat_id).collect();
        Self {
            kinds: Self::kinds(messages),
            chats: chats.len(),
            listed: messages.len(),
            repeated: messages.iter().filter(|message| message.listed > 1).count(),
            full: clear_queue::is_full(messages),
        }
    }

    /// Counts the messages of each kind, the most frequent first. Kinds that are not known here count as one.
    pub fn kinds<'a>(messages: impl IntoIterator<Item = &'a QueuedMessage>) -> Vec<(MessageKind, u64)> {
        let mut kinds: Vec<(MessageKind, u64)> = Vec::new();
        for message in messages {
            let is_same = |kind: &MessageKind| match (kind, &message.kind) {
                (MessageKind::Other(_), MessageKind::Other(_)) => true,
                (kind, other) => kind == other,
            };
            match kinds.iter_mut().find(|(kind, _)| is_same(kind)) {
                Some((_, number)) => *number += 1,
                None => kinds.push((message.kind.clone(), 1)),
            }
        }
        kinds.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        kinds
    }

    /// Whether the list shows as many items as it can.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Returns how many messages a copy can hold: fewer than 500 where a full list repeats some.
    pub fn copy_holds(&self) -> usize {
        if self.full { self.listed } else { clear_queue::MAX_LISTED }
    }
}

/// One instance.
#[derive(Debug)]
pub struct Instance {
    pub key: InstanceKey,
    pub record: InstanceRecord,
    /// Whether it exists in memory only.
    pub practice: bool,
    pub token: TokenState,
    /// Queries to send once the token is available.
    pub wanted: Vec<Query>,
    pub state: Known<InstanceState>,
    /// Start of the current state, as far as this session has seen.
    pub state_since: Option<Timestamp>,
    /// End of the suspension as last reported by the server; the inner value is `None` if the server names no end.
    pub suspended_until: Known<Option<Moment>>,
    pub settings: Known<InstanceSettings>,
    pub count: Known<u64>,
    pub queue: Known<Arc<Vec<QueuedMessage>>>,
    pub summary: QueueSummary,
    /// The last number of waiting messages, and since when it has not fallen.
    not_fallen: Option<(u64, Timestamp)>,
    /// Ids of the first waiting message, and since when it has been the first.
    first: Option<(Vec<String>, Timestamp)>,
    pub clear: Option<ClearState>,
    pub archive: Option<ArchiveState>,
    pub number_check: Option<NumberCheck>,
    pub restart: Option<RestartState>,
    pub account: Account,
    pub chats: Chats,
    pub saved_queues: SavedQueues,
    /// The replacement of its number, if one was begun.
    pub replace: Option<ReplaceState>,
    pub resend: Resend,
    /// Changes that were under way when the program ended, oldest first, until they are closed.
    pub interrupted: Vec<JournalRow>,
}

/// Maximum age of the value that `getMessagesCount` returns.
const COUNT_REFRESH: SignedDuration = SignedDuration::from_secs(10);

impl Instance {
    pub fn new(key: InstanceKey, record: InstanceRecord) -> Self {
        Self {
            key,
            record,
            practice: false,
            token: TokenState::NotRead,
            wanted: Vec::new(),
            state: Known::default(),
            state_since: None,
            suspended_until: Known::default(),
            settings: Known::default(),
            count: Known::default(),
            queue: Known::default(),
            summary: QueueSummary::default(),
            not_fallen: None,
            first: None,
            clear: None,
            archive: None,
            number_check: None,
            restart: None,
            account: Account::default(),
            chats: Chats::default(),
            saved_queues: SavedQueues::default(),
            replace: None,
            resend: Resend::default(),
            interrupted: Vec::new(),
        }
    }

    pub fn id(&self) -> &IdInstance {
        &self.record.id_instance
    }

    pub fn messenger(&self) -> Messenger {
        self.record.messenger
    }

    /// Returns the credentials for requests, once the token is available.
    pub fn credentials(&self) -> Option<Credentials> {
        match &self.token {
            TokenState::Ready(token) => Some(Credentials {
                messenger: self.record.messenger,
                api_url: self.record.api_url.clone(),
                id_instance: self.record.id_instance.clone(),
                token: token.clone(),
            }),
            _ => None,
        }
    }

    /// Returns the number of waiting messages, from the more reliable of list and count.
    ///
    /// The list is exact below 500, while the count lags ten seconds. The count takes precedence in three cases: it is
    /// newer than the list by more than its lag; the list is full, unless the count is below 500 and so contradicts it;
    /// or the list is empty, because a message that is being handed over is in the count only. An empty list in turn
    /// overrules a count that is older by more than its lag.
    pub fn waiting(&self) -> Waiting {
        // The list was just seen to be empty, but the count may still be from before the clearing: neither zero nor the
        // old number is certain.
        if self.clear.as_ref().is_some_and(|clear| clear.progress.machine.phase() == clear_queue::ClearPhase::Checking)
        {
            return Waiting::Unknown;
        }
        let list = self.queue.value().map(|list| list.len() as u64).zip(self.queue.at());
        let count = self.count.value().copied().zip(self.count.at());
        let full = self.summary.is_full();
        match (list, count) {
            (None, None) => Waiting::Unknown,
            (None, Some((count, _))) => Waiting::Exactly(count),
            (Some((listed, at)), Some((count, counted_at)))
                if counted_at.duration_since(at) > COUNT_REFRESH
                    || (full && count >= clear_queue::MAX_LISTED as u64)
                    || (listed == 0 && at.duration_since(counted_at) <= COUNT_REFRESH) =>
            {
                Waiting::Exactly(count)
            }
            (Some((listed, _)), _) if full => Waiting::AtLeast(listed),
            (Some((listed, _)), _) => Waiting::Exactly(listed),
        }
    }

    /// Returns how many of the waiting messages a copy can hold, and how many it cannot.
    pub fn beyond_copy(&self) -> (usize, Beyond) {
        match self.saved_queues.stopped_by_rest() {
            Some(stopped) => stopped,
            // A copy is made from the list, and the list is empty: it would hold none of the messages that the count
            // reports.
            None if self.is_disputed() => (0, Beyond::Exactly(self.waiting().number().unwrap_or(0))),
            None => (self.summary.copy_holds(), self.waiting().beyond_copy(self.summary.copy_holds())),
        }
    }

    /// Whether the list is empty and the count is not, which leaves it unknown whether anything waits.
    pub fn is_disputed(&self) -> bool {
        self.queue.value().is_some_and(|list| list.is_empty())
            && self.waiting().number().is_some_and(|number| number > 0)
    }

    /// Whether the list is empty and the count is recent enough to date from before the queue was emptied.
    pub fn count_may_lag(&self) -> bool {
        let ages = self.queue.at().zip(self.count.at());
        self.is_disputed()
            && !self.is_clearing()
            && ages.is_some_and(|(listed, counted)| counted.duration_since(listed) <= COUNT_REFRESH)
    }

    /// Returns when the number of waiting messages was read.
    pub fn waiting_at(&self) -> Option<Timestamp> {
        self.queue.at().max(self.count.at())
    }

    /// Whether the last query of the queue failed, so that the shown number is old.
    pub fn waiting_is_old(&self) -> bool {
        self.queue.is_old() || (self.queue.value().is_none() && self.count.is_old())
    }

    /// Whether the number of waiting messages is known from an earlier session only.
    pub fn waiting_is_recalled(&self) -> bool {
        self.queue.value().is_none() && self.count.is_recalled()
    }

    /// Summarizes the list. Called when one arrives.
    pub fn record_queue(&mut self) {
        self.summary = self.queue.value().map(|list| QueueSummary::of(list)).unwrap_or_default();
        self.note_first();
        self.record_waiting();
        self.record_queued();
    }

    /// Records since when the first message has been the first.
    fn note_first(&mut self) {
        let first = self.queue.value().and_then(|list| list.first()).filter(|first| !first.ids.is_empty());
        let ids = first.map(|first| first.ids.clone());
        let since = self.first.take().filter(|(last, _)| Some(last) == ids.as_ref()).map(|(_, since)| since);
        self.first = ids.zip(since.or(self.queue.at()));
    }

    /// Records which messages of the open saved queue still wait on the server. Called when a list or that queue
    /// arrives.
    pub fn record_queued(&mut self) {
        if let Some(list) = self.queue.value() {
            self.resend.record_queued(list);
        }
    }

    /// Records since when the number has not fallen. Called when a list or a count arrives.
    ///
    /// A growing number keeps that moment, since new messages can arrive while none leaves. An empty queue resets it:
    /// nothing in it is stuck.
    pub fn record_waiting(&mut self) {
        let Some(number) = self.waiting().number() else { return };
        self.not_fallen = match self.not_fallen {
            Some((last, since)) if number >= last && number > 0 => Some((number, since)),
            _ => Some((number, now())),
        };
    }

    /// Records the start of a new state, and drops the end of an earlier suspension. `before` is the state known until
    /// now.
    pub fn record_state(&mut self, before: Option<InstanceState>) {
        if self.state.value() != before.as_ref() {
            self.state_since = self.state.at();
            self.suspended_until.forget_before(now());
        }
    }

    /// Returns which messages leave the queue now; `None` while the state is unknown.
    pub fn delivery(&self) -> Option<Delivery> {
        self.state.value().map(|state| state.delivery(self.messenger()))
    }

    /// Returns the end of the suspension; `None` if the account is not suspended or no end is known.
    pub fn suspension_ends(&self) -> Option<&Moment> {
        let suspended = self.state.value() == Some(&InstanceState::Suspended);
        self.suspended_until.value()?.as_ref().filter(|_| suspended)
    }

    /// Returns how long the current state has lasted, as far as this session has seen.
    pub fn state_lasts(&self) -> Option<Duration> {
        let span = self.state_since.map(|since| now().duration_since(since));
        span.and_then(|span| Duration::try_from(span).ok())
    }

    /// Whether nothing leaves the queue: the state does not let it, or the number has not fallen for three sending
    /// intervals.
    pub fn is_not_moving(&self) -> bool {
        match self.delivery() {
            None => false,
            Some(Delivery::Everything | Delivery::SavedContacts | Delivery::Unknown) => {
                let interval = self.settings.value().and_then(|settings| settings.sending_interval);
                let (Some((_, since)), Some(interval)) = (self.not_fallen, interval) else { return false };
                let span = self.waiting_at().map(|at| at.duration_since(since));
                span.is_some_and(|span| span > SignedDuration::try_from(interval * 3).unwrap_or(SignedDuration::MAX))
            }
            Some(Delivery::Nothing) => true,
        }
    }

    /// Returns the message that may hold up all others: the first of an authorized queue that does not move, if it has
    /// been the first for three sending intervals (green-api/issues #941).
    pub fn blocking_message(&self) -> Option<&QueuedMessage> {
        let interval = self.settings.value()?.sending_interval?;
        let (_, since) = self.first.as_ref()?;
        let long = self.queue.at()?.duration_since(*since) > SignedDuration::try_from(interval * 3).ok()?;
        let stuck = long && self.is_not_moving() && self.state.value() == Some(&InstanceState::Authorized);
        self.queue.value()?.first().filter(|_| stuck)
    }

    pub fn is_asking(&self) -> bool {
        let rereads = [self.state.asking, self.settings.asking, self.count.asking, self.queue.asking];
        let asks = rereads.contains(&true) || self.suspended_until.asking;
        asks || self.chats.is_asking() || !self.wanted.is_empty()
    }

    /// Whether a clearing is under way, up to its last recount.
    pub fn is_clearing(&self) -> bool {
        self.clear.as_ref().is_some_and(|clear| clear.progress.machine.ending().is_none())
    }

    pub fn is_archiving(&self) -> bool {
        matches!(self.archive, Some(ArchiveState::Running { .. }))
    }

    pub fn is_restarting(&self) -> bool {
        self.restart.as_ref().is_some_and(|on| !matches!(on.progress.phase, restart::RestartPhase::Ended(_)))
    }

    /// Whether a change on the server is under way.
    pub fn is_working(&self) -> bool {
        self.is_clearing()
            || self.is_archiving()
            || self.is_restarting()
            || self.account.is_working()
            || self.saved_queues.is_saving()
            || self.chats.runs.is_running()
            || self.replace.as_ref().is_some_and(ReplaceState::is_working)
            || self.resend.is_sending()
    }

    /// Whether an act must wait because it would be a step of the open replacement: a step begins only when nothing
    /// else is under way.
    pub fn holds_up(&self, act: Act) -> bool {
        self.is_working() && self.replace.as_ref().is_some_and(|replacing| replacing.is_step(act))
    }

    /// Returns why the last queries failed: the most important failure. A missing count is left out, because the list
    /// shows the number too.
    pub fn query_failure(&self) -> Option<(&Failure, Option<&Arc<Exchange>>)> {
        let queue = self.queue.failure.as_ref().map(|failure| (failure, self.queue.exchange.as_ref()));
        let state = self.state.failure.as_ref().map(|failure| (failure, self.state.exchange.as_ref()));
        let settings = self.settings.failure.as_ref().map(|failure| (failure, self.settings.exchange.as_ref()));
        queue.or(state).or(settings)
    }

    /// Returns when any of its values was last read.
    pub fn checked_at(&self) -> Option<Timestamp> {
        [self.state.at(), self.settings.at(), self.count.at(), self.queue.at()].into_iter().flatten().max()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn kinds_that_are_not_known_here_are_one_kind() {
        let read = |kind: &str| QueuedMessage::read(json!({ "type": kind }));
        let kinds = QueueSummary::kinds(&["sendHologram", "sendMessage", "", "sendScent"].map(read));
        assert_eq!(kinds, [(MessageKind::Other("sendHologram".into()), 3), (MessageKind::Text, 1)]);
    }
}
