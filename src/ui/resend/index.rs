//! The counts of a saved queue on the page, computed when its messages change and not in every frame.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::recipients;
use super::selection::Filter;
use crate::explain::{Text, explain_item, explain_not_sendable};
use crate::green_api::MessageKind;
use crate::model::Instance;
use crate::store::{ResendItemState, SavedQueueId};
use crate::ui::labels;
use crate::work::resend::{Overview, ResendCandidate};

/// Maximum number of the server's own words that are shown.
const MAX_SAID: usize = 3;

/// The choices of the filter, the messages that pass it, and the counts of the page.
#[derive(Debug, Default)]
pub struct Index {
    /// The queue, and the revision of the messages that the counts belong to.
    of: Option<(SavedQueueId, u64)>,
    /// The minute in which the counts were made: messages grow old.
    minute: i64,
    pub kinds: Vec<(MessageKind, u64)>,
    /// chatId, its words, and the number of messages to it.
    pub chats: Vec<(String, String, u64)>,
    filter: Option<Filter>,
    pub shown: Vec<usize>,
    /// The messages that one checkbox selects of the shown ones.
    pub all: Group,
    /// The messages that may be selected.
    pub may: BTreeSet<u32>,
    pub warnings: Warnings,
    /// Whether any message can be sent.
    pub any_sendable: bool,
    /// Whether a message has a state, or something to know before it is selected.
    pub has_states: bool,
    /// Why messages are never sent.
    pub not_sendable: Vec<(Text, usize)>,
    pub failed: Failed,
    pub unknown: Group,
}

/// The warnings before messages are selected.
#[derive(Debug, Default)]
pub struct Warnings {
    pub by_hand: ByHand,
    /// Number of messages that have waited for more than a day.
    pub old: usize,
    /// Number of files whose link may have expired.
    pub links: usize,
}

/// Messages that are selected by hand only, by reason.
#[derive(Debug, Default)]
pub struct ByHand {
    /// Number of messages whose recipient cannot be right.
    pub wrong: usize,
    /// Their recipients.
    pub who: String,
    /// Number of messages that left from another saved queue.
    pub elsewhere: usize,
    /// Number of messages that wait in the server's queue.
    pub queued: usize,
}

/// Messages that failed.
#[derive(Debug, Default)]
pub struct Failed {
    pub group: Group,
    pub reasons: Vec<(Text, usize)>,
    /// The server's own words, as many as are helpful.
    pub said: Vec<String>,
}

/// Messages with an act for all of them.
#[derive(Debug, Default)]
pub struct Group {
    /// The indices of all of them.
    pub indices: Vec<usize>,
    /// The positions of those that one act selects; the others are selected by hand.
    pub once: Vec<u32>,
    /// Number of messages that may arrive twice.
    pub twice: usize,
    /// Number of messages whose recipient cannot be right.
    pub wrong: usize,
}

impl Index {
    /// Computes what has changed. Returns whether the messages have.
    pub fn bring_up(&mut self, overview: &Overview, instance: &Instance, filter: &Filter) -> bool {
        let now = Timestamp::now();
        let (of, minute) = (Some((overview.queue.id, instance.resend.revision)), now.as_second() / 60);
        let has_changed = self.of != of;
        if has_changed || self.minute != minute {
            *self = Self { of, minute, ..Self::default() };
            self.count_choices(overview, instance);
            self.count_messages(overview, now);
        }
        if self.filter.as_ref() != Some(filter) {
            self.filter = Some(filter.clone());
            let candidates = overview.candidates.iter().enumerate();
            let shown = candidates.filter(|(_, candidate)| filter.lets_through(candidate, instance));
            self.shown = shown.map(|(index, _)| index).collect();
            let may_be_selected = |index: &usize| overview.candidates[*index].may_be_selected();
            self.all = Group::new(overview, self.shown.iter().copied().filter(may_be_selected));
        }
        has_changed
    }

    fn count_choices(&mut self, overview: &Overview, instance: &Instance) {
        for candidate in &overview.candidates {
            let message = &candidate.message;
            match self.kinds.iter_mut().find(|(kind, _)| *kind == message.kind) {
                Some((_, number)) => *number += 1,
                None => self.kinds.push((message.kind.clone(), 1)),
            }
            let Some(chat) = message.chat_id() else { continue };
            match self.chats.iter_mut().find(|(id, _, _)| id == chat) {
                Some((_, _, number)) => *number += 1,
                None => self.chats.push((chat.to_owned(), labels::recipient(message, instance), 1)),
            }
        }
        self.kinds.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        self.chats.sort_by_key(|(_, _, number)| std::cmp::Reverse(*number));
    }

    fn count_messages(&mut self, overview: &Overview, now: Timestamp) {
        let candidates = &overview.candidates;
        let may: Vec<&ResendCandidate> = candidates.iter().filter(|one| one.may_be_selected()).collect();
        self.may = may.iter().map(|one| one.position).collect();
        self.warnings = Warnings {
            by_hand: ByHand::of(&may),
            old: may.iter().filter(|one| one.is_old(now)).count(),
            links: may.iter().filter(|one| one.link_may_have_expired(now)).count(),
        };
        self.any_sendable = candidates.iter().any(|one| one.not_sendable.is_none());
        self.has_states = candidates.iter().any(|one| one.has_state(now) || labels::repeated(&one.message).is_some());
        let reasons = candidates.iter().filter_map(|one| one.not_sendable);
        self.not_sendable = counted(reasons.map(|why| explain_not_sendable(why, overview.queue.messenger)));
        self.failed = Failed::of(overview);
        self.unknown = Group::in_state(overview, |state| matches!(state, ResendItemState::Unknown(_)));
    }
}

impl ByHand {
    pub fn of(messages: &[&ResendCandidate]) -> Self {
        let wrong: Vec<_> = messages.iter().filter(|one| one.wrong_recipient.is_some()).collect();
        Self {
            wrong: wrong.len(),
            who: recipients(wrong.iter().map(|one| &one.message)),
            elsewhere: messages.iter().filter(|one| one.elsewhere.is_some()).count(),
            queued: messages.iter().filter(|one| one.queued).count(),
        }
    }
}

impl Failed {
    fn of(overview: &Overview) -> Self {
        let group = Group::in_state(overview, |state| matches!(state, ResendItemState::Failed(_)));
        let states = group.indices.iter().filter_map(|index| overview.candidates[*index].state.as_ref());
        let reasons = counted(states.clone().filter_map(explain_item));
        let mut said: Vec<String> = Vec::new();
        for state in states {
            if let ResendItemState::Failed(why) = state
                && said.len() < MAX_SAID
                && !why.said.is_empty()
                && !said.contains(&why.said)
            {
                said.push(why.said.clone());
            }
        }
        Self { group, reasons, said }
    }
}

impl Group {
    fn new(overview: &Overview, indices: impl Iterator<Item = usize>) -> Self {
        let indices: Vec<usize> = indices.collect();
        let candidates = || indices.iter().map(|index| &overview.candidates[*index]);
        Self {
            once: candidates().filter(|one| !one.is_chosen_by_hand()).map(|one| one.position).collect(),
            twice: candidates().filter(|one| one.may_arrive_twice()).count(),
            wrong: candidates().filter(|one| one.wrong_recipient.is_some()).count(),
            indices,
        }
    }

    fn in_state(overview: &Overview, is: fn(&ResendItemState) -> bool) -> Self {
        let candidates = overview.candidates.iter().enumerate();
        Self::new(overview, candidates.filter(|(_, one)| one.state.as_ref().is_some_and(is)).map(|(index, _)| index))
    }
}

/// Counts equal reasons, the most frequent first.
fn counted(reasons: impl Iterator<Item = Text>) -> Vec<(Text, usize)> {
    let mut counted: Vec<(Text, usize)> = Vec::new();
    for reason in reasons {
        match counted.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => counted.push((reason, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
}
