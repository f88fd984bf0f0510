//! A saved queue as shown to the user who selects what to resend.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::{NotSendable, WrongRecipient, request, wrong_recipient};
use crate::green_api::{MessageKind, QueuedMessage};
use crate::store::{DatabaseResult, ResendItemState, ResendRun, SavedQueue, SavedQueueId, Tables};

/// Age after which a message is old: GREEN-API itself would have dropped it
/// (green-api.com/docs/api/send-messages-delay).
pub const OLD: SignedDuration = SignedDuration::from_hours(24);

/// Lifetime of the link of an uploaded file (green-api.com/en/docs/api/sending/SendFileByUpload).
pub const LINK_LIVES: SignedDuration = SignedDuration::from_hours(15 * 24);

/// A saved message, and what can be done with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResendCandidate {
    /// Its position in the saved queue, from 1.
    pub position: u32,
    pub message: QueuedMessage,
    /// Why it is never sent; `None` if it can be.
    pub not_sendable: Option<NotSendable>,
    /// Why its recipient cannot be right; `None` if it may be.
    pub wrong_recipient: Option<WrongRecipient>,
    /// The earliest moment at which it is known to have been waiting. Queued messages carry no time: this is when a
    /// copy first saw it.
    pub seen: Timestamp,
    /// Its state in a run; `None` if it was never selected.
    pub state: Option<ResendItemState>,
    /// Whether it waits in a stopped run, and so is not going to be sent.
    pub stopped: bool,
    /// Its outcome in another saved queue.
    pub elsewhere: Option<LeftElsewhere>,
    /// Whether it still waits in the server's own queue, by the list that was read last.
    pub queued: bool,
}

/// The outcome of the same message, by its id, that left from another saved queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftElsewhere {
    Sent,
    /// It may have been sent.
    Unknown,
}

/// A saved queue, its messages, and their states in the runs that sent from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    pub queue: SavedQueue,
    pub candidates: Vec<ResendCandidate>,
}

impl ResendCandidate {
    /// Whether it may be selected: it can be sent, was not sent, and does not already wait to be sent.
    pub fn may_be_selected(&self) -> bool {
        self.not_sendable.is_none()
            && match &self.state {
                None | Some(ResendItemState::Failed(_)) => true,
                Some(ResendItemState::Waiting) => self.stopped,
                Some(ResendItemState::Sending | ResendItemState::Sent { .. } | ResendItemState::Unknown(_)) => false,
            }
    }

    /// Whether it is selected only one by one, never together with others: it may arrive twice, or cannot arrive.
    pub fn is_chosen_by_hand(&self) -> bool {
        self.may_arrive_twice() || self.wrong_recipient.is_some()
    }

    /// Whether it left already, may have left, or will leave without a resend. A user who selects it anyway knows that
    /// it may arrive twice.
    pub fn may_arrive_twice(&self) -> bool {
        self.elsewhere.is_some() || self.queued
    }

    /// Whether it has waited for more than a day.
    pub fn is_old(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen) > OLD
    }

    /// Whether there is something to say of it.
    pub fn has_state(&self, now: Timestamp) -> bool {
        let is_marked = self.wrong_recipient.is_some() || self.elsewhere.is_some() || self.queued;
        is_marked || self.not_sendable.is_some() || self.state.is_some() || self.is_old(now)
    }

    /// Whether it is a file and older than the lifetime of an uploaded file's link.
    pub fn link_may_have_expired(&self, now: Timestamp) -> bool {
        self.message.kind == MessageKind::File && now.duration_since(self.seen) > LINK_LIVES
    }
}

/// Reads a saved queue with everything known about resending it; `None` if it was deleted.
pub fn overview(tables: &mut Tables, id: SavedQueueId) -> DatabaseResult<Option<Overview>> {
    let Some(queue) = tables.saved_queue(id)? else { return Ok(None) };
    let mut stopped = HashMap::new();
    for run in tables.resend_runs(Some(&queue.instance))?.into_iter().filter(|run: &ResendRun| run.queue == id) {
        for item in tables.resend_items(run.id)? {
            stopped.insert(item.position, run.stopped);
        }
    }
    let earlier = seen_earlier(tables, &queue)?;
    let left = left_elsewhere(tables, id)?;
    let candidate = |saved: crate::store::SavedMessage| ResendCandidate {
        position: saved.position,
        not_sendable: request(&saved.message, queue.messenger).err(),
        wrong_recipient: wrong_recipient(&saved.message, queue.messenger),
        seen: saved.message.ids.first().and_then(|id| earlier.get(id)).copied().unwrap_or(queue.as_of),
        stopped: stopped.get(&saved.position).copied().unwrap_or(false),
        elsewhere: saved.message.ids.iter().find_map(|id| left.get(id)).copied(),
        queued: false,
        message: saved.message,
        state: saved.item,
    };
    let candidates = tables.saved_messages(id)?.into_iter().map(candidate).collect();
    Ok(Some(Overview { queue, candidates }))
}

/// Returns the ids of messages that left from other saved queues of the same instance, or may have.
pub(super) fn left_elsewhere(
    tables: &mut Tables,
    queue: SavedQueueId,
) -> DatabaseResult<HashMap<String, LeftElsewhere>> {
    let mut left = HashMap::new();
    for saved in tables.sent_elsewhere(queue)? {
        let sent = matches!(saved.item, Some(ResendItemState::Sent { .. }));
        for id in saved.message.ids {
            let known = left.entry(id).or_insert(LeftElsewhere::Unknown);
            if sent {
                *known = LeftElsewhere::Sent;
            }
        }
    }
    Ok(left)
}

/// Returns when earlier copies saw the messages of this one. No message waits in a queue for longer than a day, so a
/// copy from before that cannot have seen them.
fn seen_earlier(tables: &mut Tables, queue: &SavedQueue) -> DatabaseResult<HashMap<String, Timestamp>> {
    let mut seen = HashMap::new();
    for copy in tables.saved_queues(Some(&queue.instance))? {
        let before = queue.as_of.duration_since(copy.as_of);
        if before <= SignedDuration::ZERO || before > OLD {
            continue;
        }
        for saved in tables.saved_messages(copy.id)? {
            for id in saved.message.ids {
                let first = seen.entry(id).or_insert(copy.as_of);
                *first = copy.as_of.min(*first);
            }
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::green_api::{IdInstance, Messenger};
    use crate::store::{Database, Folders, NewSavedQueue, Why, WhySaved};

    fn now() -> Timestamp {
        Timestamp::from_second(1_790_000_000).unwrap()
    }

    fn copy(hours_ago: i64, ids: &[&str]) -> NewSavedQueue {
        let message = |id: &&str| {
            let body = json!({"chatId": "79992047718@c.us", "urlFile": "https://f.example/a.pdf", "fileName": "a.pdf"});
            QueuedMessage::read(json!({"messageID": id, "type": "sendFileByUrl", "body": body}))
        };
        NewSavedQueue {
            instance: IdInstance::parse("7103004512").unwrap(),
            name: String::new(),
            messenger: Messenger::WhatsApp,
            why: WhySaved::ByHand,
            together: None,
            as_of: now() - SignedDuration::from_hours(hours_ago),
            waiting: None,
            messages: Arc::new(ids.iter().map(message).collect()),
        }
    }

    #[test]
    fn a_message_is_as_old_as_the_first_copy_that_saw_it() {
        let dir = tempfile::TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        let found = database.run_blocking(|tables| {
            // A message from long ago can have the same id only by chance.
            tables.save_queue(&copy(100, &["a"]))?;
            tables.save_queue(&copy(40, &["a", "b"]))?;
            tables.save_queue(&copy(30, &["b"]))?;
            let id = tables.save_queue(&copy(20, &["a", "b", "c"]))?;
            overview(tables, id)
        });
        let candidates = found.unwrap().unwrap().candidates;
        let hours: Vec<_> = candidates.iter().map(|one| now().duration_since(one.seen).as_hours()).collect();
        assert_eq!(hours, [40, 40, 20]);
        assert_eq!(candidates.iter().map(|one| one.is_old(now())).collect::<Vec<_>>(), [true, true, false]);
        assert!(!candidates[0].link_may_have_expired(now()));
        assert!(candidates[0].link_may_have_expired(now() + LINK_LIVES));
    }

    #[test]
    fn what_was_sent_or_may_have_been_or_waits_is_not_to_be_chosen() {
        let dir = tempfile::TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        let choosable = |stop: bool| {
            let found = database.run_blocking(move |tables| {
                let id = tables.save_queue(&copy(1, &["a", "b", "c", "d", "e"]))?;
                let run = tables.begin_resend_run(id, &[1, 2, 3, 4])?.unwrap();
                tables.end_send(run, 1, &ResendItemState::Sent { id_message: "3EB0".into() }, None)?;
                tables.end_send(run, 2, &ResendItemState::Failed(Why::default()), None)?;
                tables.end_send(run, 3, &ResendItemState::Unknown(Why::default()), None)?;
                if stop {
                    tables.stop_resend_run(run)?;
                }
                overview(tables, id)
            });
            found.unwrap().unwrap().candidates.iter().map(ResendCandidate::may_be_selected).collect::<Vec<_>>()
        };
        assert_eq!(choosable(false), [false, true, false, false, true]);
        assert_eq!(choosable(true), [false, true, false, true, true], "what waited in a stopped run may be chosen");
        let other = database.run_blocking(|tables| {
            let id = tables.save_queue(&copy(1, &["a", "b", "c", "d", "e"]))?;
            overview(tables, id)
        });
        let elsewhere: Vec<_> = other.unwrap().unwrap().candidates.iter().map(|one| one.elsewhere).collect();
        assert_eq!(
            elsewhere,
            [Some(LeftElsewhere::Sent), None, Some(LeftElsewhere::Unknown), None, None],
            "in another copy"
        );
        let none = database.run_blocking(|tables| overview(tables, SavedQueueId(99))).unwrap();
        assert_eq!(none, None, "a deleted one");
    }
}
