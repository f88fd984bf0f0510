//! One instance, as the program knows it now.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{
    Account, Chats, ExportedQueue, Known, Query, QueueSummary, Removal, ReplaceState, Resend, SavedQueues, Tab, TaskId,
};
use crate::green_api::{
    ApiToken, ChatId, CheckedNumber, Credentials, Delivery, Exchange, Failure, IdInstance, InstanceSettings,
    InstanceState, Messenger, Moment, QueuedMessage, now,
};
use crate::store::{ClearedTogether, InstanceRecord, JournalRow};
use crate::vault::VaultFailure;
use crate::work::queue_reading::{Trust, Waiting};
use crate::work::replace_number::Act;
use crate::work::saved_queues::Saved;
use crate::work::standstill::Standstill;
use crate::work::watch::Course;
use crate::work::{archive_chat, clear_queue, restart};

/// Identifies an instance in this session. An instance that is removed and added again gets another key, so that a late
/// answer never reaches the wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// A clearing from the user's consent on: under way, stopped, or ended.
#[derive(Debug, Clone)]
pub struct ClearState {
    /// Identifies this clearing, whichever part of it is under way.
    pub task: TaskId,
    /// The task of the part that is under way or was last.
    pub running: Option<TaskId>,
    /// Number of messages that waited when the user confirmed it.
    pub before: Waiting,
    /// The clearing of several queues that it is part of.
    pub together: Option<ClearedTogether>,
    /// The copy in a file, after the database refused one.
    pub file: Option<ExportedQueue>,
    pub progress: clear_queue::ClearProgress,
    /// When the last report arrived.
    pub at: Timestamp,
}

impl ClearState {
    pub fn new(
        task: TaskId,
        before: Waiting,
        together: Option<ClearedTogether>,
        machine: clear_queue::ClearQueue,
    ) -> Self {
        let progress = clear_queue::ClearProgress::new(machine);
        Self { task, running: None, before, together, file: None, progress, at: now() }
    }

    /// Returns the copy that was saved for this clearing.
    pub fn copy(&self) -> Option<&Saved> {
        self.progress.copy.as_ref()?.as_ref().ok()
    }

    /// Whether the queue was kept: nothing left the program.
    pub fn is_kept(&self) -> bool {
        self.progress.machine.ending() == Some(&clear_queue::ClearEnding::Kept)
    }
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

/// One instance.
#[derive(Debug)]
pub struct Instance {
    pub key: InstanceKey,
    pub record: InstanceRecord,
    /// Whether it exists in memory only.
    pub practice: bool,
    /// The tab that was left last; `None` if none was.
    pub tab: Option<Tab>,
    pub token: TokenState,
    pub removal: Option<Removal>,
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
    pub(super) standstill: Standstill,
    /// The number of waiting messages over the last hour, as far as this session has seen.
    pub course: Course,
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

impl Instance {
    pub fn new(key: InstanceKey, record: InstanceRecord) -> Self {
        Self {
            key,
            record,
            practice: false,
            tab: None,
            token: TokenState::NotRead,
            removal: None,
            wanted: Vec::new(),
            state: Known::default(),
            state_since: None,
            suspended_until: Known::default(),
            settings: Known::default(),
            count: Known::default(),
            queue: Known::default(),
            summary: QueueSummary::default(),
            standstill: Standstill::default(),
            course: Course::default(),
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

    /// Returns the digits of the linked number, or of the one that was linked last.
    pub fn number(&self) -> Option<String> {
        self.settings.value()?.number()
    }

    /// Returns the number with which a run was made, if another one is linked now.
    pub fn other_number<'a>(&self, made: Option<&'a str>) -> Option<&'a str> {
        let linked = self.number()?;
        made.filter(|number| *number != linked)
    }

    /// Returns why the server answers nothing about this instance, if that is its newest answer.
    pub fn refusal(&self) -> Option<&Failure> {
        let failures = [&self.state.failure, &self.count.failure].into_iter().flatten();
        failures.into_iter().find(|failure| failure.refuses_instance())
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
            TokenState::NotRead | TokenState::Reading(_) | TokenState::Missing | TokenState::Unreadable(_) => None,
        }
    }

    /// Whether the token is available. Views ask this in each frame, so it copies nothing.
    pub fn has_token(&self) -> bool {
        matches!(self.token, TokenState::Ready(_))
    }

    /// Drops the list and the count from before the last clearing, unless the server refused it: they must never return.
    pub fn forget_cleared(&mut self) {
        let Some(progress) = self.clear.as_ref().map(|clear| &clear.progress) else { return };
        let refused = matches!(progress.machine.ending(), Some(clear_queue::ClearEnding::Refused(_)));
        let Some(clearing) = progress.clearing.as_ref().filter(|_| !refused) else { return };
        self.count.forget_before(clearing.at);
        self.queue.forget_before(clearing.at);
        self.record_queue();
    }

    /// Summarizes the list. Called when one arrives.
    pub fn record_queue(&mut self) {
        self.summary = self.queue.value().map(|list| QueueSummary::of(list)).unwrap_or_default();
        self.record_waiting();
        self.record_queued();
    }

    /// Records which messages of the open saved queue still wait on the server. Called when a list or that queue
    /// arrives.
    pub fn record_queued(&mut self) {
        self.resend.revision += 1;
        if let Some(list) = self.queue.value() {
            self.resend.record_queued(list);
        }
    }

    /// Records since when nothing has left. Called when a list or a count arrives.
    pub fn record_waiting(&mut self) {
        let reading = self.queue_reading();
        self.standstill.observe(&reading, self.queue.value().and_then(|list| list.first()));
        if let Some((number, at)) = reading.waiting().number().zip(reading.at())
            && reading.trust() != Trust::Recalled
        {
            self.course.record(at, number);
        }
    }

    /// Records the start of a new state, and drops the end of an earlier suspension. `before` is the state known until
    /// now. A state recalled from an earlier session starts when this session first reads it.
    pub fn record_state(&mut self, before: Option<InstanceState>) {
        let changed = self.state.value() != before.as_ref();
        if changed || (self.state_since.is_none() && !self.state.is_recalled()) {
            self.state_since = self.state.at();
        }
        if changed {
            self.suspended_until.forget_before(now());
            self.suspended_until.failure = None;
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

    /// Whether nothing leaves the queue: the state does not let it, or nothing has left it for long.
    pub fn is_not_moving(&self) -> bool {
        match self.delivery() {
            None => false,
            Some(Delivery::Everything | Delivery::SavedContacts | Delivery::Unknown) => {
                let interval = self.settings.value().and_then(|settings| settings.sending_interval);
                interval.is_some_and(|interval| self.standstill.is_long(&self.queue_reading(), interval))
            }
            Some(Delivery::Nothing) => true,
        }
    }

    /// Returns the message that may hold up all others: the first of an authorized queue, if it has been the first for
    /// long (green-api/issues #941).
    pub fn blocking_message(&self) -> Option<&QueuedMessage> {
        let interval = self.settings.value()?.sending_interval?;
        let stuck = self.standstill.first_is_stuck(&self.queue_reading(), interval);
        let authorized = self.state.value() == Some(&InstanceState::Authorized);
        self.queue.value()?.first().filter(|_| stuck && authorized)
    }

    pub fn is_asking(&self) -> bool {
        let rereads = [self.state.asking, self.settings.asking, self.count.asking, self.queue.asking];
        let asks = rereads.into_iter().chain([self.suspended_until.asking]).flatten().next().is_some();
        asks || self.chats.is_asking() || !self.wanted.is_empty()
    }

    /// Returns the task of a query, while it is in flight.
    pub fn asking_mut(&mut self, query: Query) -> &mut Option<TaskId> {
        match query {
            Query::State => &mut self.state.asking,
            Query::Settings => &mut self.settings.asking,
            Query::Count => &mut self.count.asking,
            Query::Queue => &mut self.queue.asking,
            Query::SuspendedUntil => &mut self.suspended_until.asking,
        }
    }

    /// Returns the failure of the last query, if it failed.
    pub fn failure_mut(&mut self, query: Query) -> &mut Option<Failure> {
        match query {
            Query::State => &mut self.state.failure,
            Query::Settings => &mut self.settings.failure,
            Query::Count => &mut self.count.failure,
            Query::Queue => &mut self.queue.failure,
            Query::SuspendedUntil => &mut self.suspended_until.failure,
        }
    }

    /// Returns the clearing whose request has left, or did not leave because it failed.
    pub fn cleared(&self) -> Option<&ClearState> {
        self.clear.as_ref().filter(|clear| !clear.progress.machine.is_revocable() && !clear.is_kept())
    }

    /// Returns the clearing whose request may still be stopped from leaving.
    pub fn revocable_clearing(&self) -> Option<&ClearState> {
        self.clear.as_ref().filter(|clear| clear.progress.machine.is_revocable())
    }

    /// Whether the queue is being emptied: the request has left, and its result is not known yet.
    pub fn is_emptying(&self) -> bool {
        self.cleared().is_some_and(|clear| clear.progress.machine.is_under_way())
    }

    /// Whether a clearing is under way, from the copy to the last recount.
    pub fn is_clearing(&self) -> bool {
        self.clear.as_ref().is_some_and(|clear| clear.progress.machine.is_under_way())
    }

    pub fn is_archiving(&self) -> bool {
        matches!(self.archive, Some(ArchiveState::Running { .. }))
    }

    pub fn is_restarting(&self) -> bool {
        self.restart.as_ref().is_some_and(|on| !matches!(on.progress.phase, restart::RestartPhase::Ended(_)))
    }

    /// Whether its token is being deleted or put back.
    pub fn is_being_removed(&self) -> bool {
        self.removal.as_ref().is_some_and(Removal::is_running)
    }

    /// Whether a replacement of its number has begun and not ended. A phone is then linked by a step of it.
    pub fn is_being_replaced(&self) -> bool {
        self.replace.as_ref().is_some_and(ReplaceState::is_open)
    }

    /// Whether work on it is under way. Nothing else may begin meanwhile that needs it whole.
    pub fn is_working(&self) -> bool {
        self.is_changing_server() || self.is_being_removed()
    }

    /// Whether a change on the server is under way.
    pub fn is_changing_server(&self) -> bool {
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

    /// Returns why the last queries failed: the most important failure. That of the count matters only if the list alone
    /// does not show the number.
    pub fn query_failure(&self) -> Option<(&Failure, Option<&Arc<Exchange>>)> {
        let count = self.count.failed();
        let count = count.filter(|_| self.queue.value().is_some() && self.waiting() == Waiting::Unknown);
        self.queue.failed().or(count).or(self.state.failed()).or(self.settings.failed())
    }

    /// Whether more messages may wait than the list shows.
    pub fn list_is_cut(&self) -> bool {
        self.summary.is_full() && self.waiting().exact().is_none_or(|number| number > self.summary.listed() as u64)
    }

    /// Returns when any of its values was last read.
    pub fn checked_at(&self) -> Option<Timestamp> {
        [self.state.at(), self.settings.at(), self.count.at(), self.queue.at()].into_iter().flatten().max()
    }
}
