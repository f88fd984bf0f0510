//! A summary of the messages that wait.

use std::collections::HashSet;

use crate::green_api::{MessageKind, QueuedMessage};
use crate::work::queue_reading::{self, Listed};

/// Summary of the waiting messages, computed once when the list arrives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueSummary {
    /// See [`QueueSummary::kinds`].
    pub kinds: Vec<(MessageKind, u64)>,
    pub chats: usize,
    /// Number of messages that the list repeats.
    pub repeated: usize,
    pub(super) length: Listed,
}

impl QueueSummary {
    pub(super) fn of(messages: &[QueuedMessage]) -> Self {
        let chats: HashSet<&str> = messages.iter().filter_map(QueuedMessage::chat_id).collect();
        Self {
            kinds: Self::kinds(messages),
            chats: chats.len(),
            repeated: messages.iter().filter(|message| message.listed > 1).count(),
            length: Listed::of(messages),
        }
    }

    /// Counts the messages of each kind, the most frequent first. Statuses count as one kind, and so do the kinds that are
    /// not known here: each has one word.
    pub fn kinds<'a>(messages: impl IntoIterator<Item = &'a QueuedMessage>) -> Vec<(MessageKind, u64)> {
        let is_status = |kind: &MessageKind| {
            matches!(kind, MessageKind::TextStatus | MessageKind::MediaStatus | MessageKind::VoiceStatus)
        };
        let mut kinds: Vec<(MessageKind, u64)> = Vec::new();
        for message in messages {
            let is_same = |kind: &MessageKind| match (kind, &message.kind) {
                (MessageKind::Other(_), MessageKind::Other(_)) => true,
                (kind, other) => kind == other || (is_status(kind) && is_status(other)),
            };
            match kinds.iter_mut().find(|(kind, _)| is_same(kind)) {
                Some((_, number)) => *number += 1,
                None => kinds.push((message.kind.clone(), 1)),
            }
        }
        kinds.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        kinds
    }

    /// Returns the number of messages in the list.
    pub fn listed(&self) -> usize {
        self.length.messages as usize
    }

    /// Whether the list shows as many items as it can.
    pub fn is_full(&self) -> bool {
        self.length.full
    }

    /// Returns how many messages a copy can hold: fewer than 500 where a full list repeats some.
    pub fn copy_holds(&self) -> usize {
        if self.is_full() { self.listed() } else { queue_reading::MAX_LISTED }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn statuses_are_one_kind() {
        let statuses = [MessageKind::TextStatus, MessageKind::MediaStatus, MessageKind::VoiceStatus];
        let mut messages = vec![QueuedMessage::read(json!({ "type": "sendMessage" })); 2];
        messages.extend(statuses.map(|kind| QueuedMessage { kind, ..QueuedMessage::read(json!({})) }));
        let kinds = QueueSummary::kinds(&messages);
        assert_eq!(kinds, [(MessageKind::TextStatus, 3), (MessageKind::Text, 2)]);
    }

    #[test]
    fn kinds_that_are_not_known_here_are_one_kind() {
        let read = |kind: &str| QueuedMessage::read(json!({ "type": kind }));
        let kinds = QueueSummary::kinds(&["sendHologram", "sendMessage", "", "sendScent"].map(read));
        assert_eq!(kinds, [(MessageKind::Other("sendHologram".into()), 3), (MessageKind::Text, 1)]);
    }
}
