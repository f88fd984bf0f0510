//! The sending queue of an instance: first in, first out, one message per interval while the account is authorized.
//! Each message is kept for 24 hours (`green-api.com/docs/api/send-messages-delay`).

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;

const RETENTION: Duration = Duration::from_secs(24 * 60 * 60);
/// Maximum number of messages returned by showMessagesQueue.
const SHOWN: usize = 500;
/// Refresh interval of getMessagesCount.
const COUNT_REFRESH: Duration = Duration::from_secs(10);

/// A message waiting to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    pub since: Duration,
    /// The message in the form of showMessagesQueue: `messageID`, `idMessage` or `messagesIDs`, `type`, `body`.
    pub item: Value,
}

/// Another program that keeps sending through the instance.
#[derive(Clone, Debug)]
pub struct Feed {
    pub every: Duration,
    pub next: Duration,
    /// Queue items, sent in turn.
    pub items: Vec<Value>,
    pub turn: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Queue {
    items: VecDeque<Queued>,
    feed: Option<Feed>,
    last_left: Duration,
    counted: Option<(Duration, usize)>,
}

impl Queue {
    pub fn new(items: VecDeque<Queued>, feed: Option<Feed>, last_left: Duration) -> Self {
        Self { items, feed, last_left, counted: None }
    }

    pub fn push(&mut self, item: Value, now: Duration) {
        self.items.push_back(Queued { since: now, item });
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn items(&self) -> impl Iterator<Item = &Value> {
        self.items.iter().map(|queued| &queued.item)
    }

    /// Removes the message with this id and returns whether it existed.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.items.len();
        self.items.retain(|queued| id_of(&queued.item).is_none_or(|waiting| waiting != id));
        self.items.len() < before
    }

    /// Empties the queue, except for the first `keep` messages.
    pub fn clear(&mut self, keep: usize) {
        self.items.truncate(keep);
    }

    /// Advances the queue to `now` and returns the messages sent meanwhile, each with its time. `moving_since`: the
    /// time since which the account has been authorized, `None` while it is not.
    pub fn run(&mut self, now: Duration, moving_since: Option<Duration>, interval: Duration) -> Vec<Queued> {
        let mut sent = Vec::new();
        loop {
            let arrival = self.feed.as_ref().map(|feed| feed.next).filter(|at| *at <= now);
            let departure = self
                .items
                .front()
                .zip(moving_since)
                .map(|(first, moving)| first.since.max(moving).max(self.last_left + interval))
                .filter(|at| *at <= now);
            match (arrival, departure) {
                (Some(arrival), leaves) if leaves.is_none_or(|leaves| arrival <= leaves) => self.feed_one(arrival),
                (_, Some(at)) => {
                    let Some(first) = self.items.pop_front() else {
                        break;
                    };
                    if at < first.since + RETENTION {
                        self.last_left = at;
                        sent.push(Queued { since: at, item: first.item });
                    }
                }
                _ => break,
            }
        }
        self.items.retain(|queued| now < queued.since + RETENTION);
        sent
    }

    fn feed_one(&mut self, at: Duration) {
        let Some(feed) = &mut self.feed else { return };
        let mut item = feed.items.get(feed.turn % feed.items.len().max(1)).cloned().unwrap_or_default();
        feed.turn += 1;
        feed.next = at + feed.every.max(Duration::from_millis(1));
        let key = if item.get("idMessage").is_some() { "idMessage" } else { "messageID" };
        item[key] = json!(message_id(at, feed.turn));
        self.push(item, at);
    }

    /// Returns the count that getMessagesCount returns at `now`: up to ten seconds old.
    fn reported_count(&mut self, now: Duration) -> usize {
        match self.counted {
            Some((at, count)) if now < at + COUNT_REFRESH => count,
            _ => {
                self.counted = Some((now, self.len()));
                self.len()
            }
        }
    }
}

/// Returns the key of an item's id (`green-api.com/telegram/docs/api/queues/ShowMessagesQueue`).
pub fn id_key(messenger: Messenger) -> &'static str {
    match messenger {
        Messenger::WhatsApp | Messenger::Max => "messageID",
        Messenger::Telegram => "idMessage",
    }
}

/// Returns the id of an item that is a single message.
pub fn id_of(item: &Value) -> Option<&Value> {
    item.get("messageID").or_else(|| item.get("idMessage"))
}

/// Creates an id in WhatsApp's form; `number` distinguishes ids created at the same time.
pub fn message_id(at: Duration, number: usize) -> String {
    format!("3EB0{:012X}{:04X}", at.as_micros() & 0xFFFF_FFFF_FFFF, number & 0xFFFF)
}

/// `green-api.com/docs/api/queues/ClearMessagesQueue`
pub fn clear(call: &mut Call) -> Result<Answer, Refusal> {
    let keep = usize::from(call.stuck_message);
    call.instance.queue.clear(keep);
    Ok(Answer::ok(json!({"isCleared": true})))
}

/// `green-api.com/docs/api/queues/ShowMessagesQueue`
pub fn show(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(call.instance.queue.items().take(SHOWN).cloned().collect()))
}

/// `green-api.com/docs/api/queues/GetMessagesCount`
pub fn count(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!({"count": call.instance.queue.reported_count(call.now)})))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    fn queue(messages: usize) -> Queue {
        let items = (0..messages).map(|n| Queued { since: s(100), item: json!(n) }).collect();
        Queue::new(items, None, s(100))
    }

    #[test]
    fn one_message_leaves_an_interval() {
        let mut queue = queue(4);
        assert!(queue.run(s(114), Some(s(0)), s(15)).is_empty());
        let sent = queue.run(s(131), Some(s(0)), s(15));
        assert_eq!(sent.iter().map(|queued| queued.since).collect::<Vec<_>>(), [s(115), s(130)]);
        assert_eq!(queue.len(), 2);
    }

    #[test]
    fn after_a_pause_the_next_goes_at_once() {
        let mut queue = queue(0);
        queue.push(json!("late"), s(500));
        assert_eq!(queue.run(s(500), Some(s(0)), s(15)).len(), 1);
    }

    #[test]
    fn nothing_moves_without_an_account_and_all_expires_after_a_day() {
        let mut queue = queue(3);
        assert!(queue.run(s(100 + 86_399), None, s(1)).is_empty());
        assert_eq!(queue.len(), 3);
        queue.run(s(100 + 86_400), None, s(1));
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn a_backlog_starts_when_the_account_is_authorized() {
        let mut queue = queue(2);
        let sent = queue.run(s(1001), Some(s(1000)), s(15));
        assert_eq!(sent.len(), 1, "the first at once, the second an interval later");
        assert_eq!(sent[0].since, s(1000));
    }

    #[test]
    fn what_expired_before_its_turn_is_not_sent() {
        let mut queue = queue(3);
        let sent = queue.run(s(300_000), Some(s(0)), s(60_000));
        assert_eq!(sent.iter().map(|queued| queued.since).collect::<Vec<_>>(), [s(60_100)]);
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn a_feed_as_fast_as_the_interval_keeps_the_length_and_refills_nothing_after_a_clear() {
        let item = json!({"type": "sendMessage", "body": {}});
        let mut queue = queue(6);
        queue.feed = Some(Feed { every: s(3), next: s(103), items: vec![item], turn: 0 });
        queue.run(s(160), Some(s(0)), s(3));
        assert_eq!(queue.len(), 6);
        queue.clear(0);
        queue.run(s(200), Some(s(0)), s(3));
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn the_count_lags_ten_seconds() {
        let mut queue = queue(3);
        assert_eq!(queue.reported_count(s(100)), 3);
        queue.clear(0);
        assert_eq!(queue.reported_count(s(109)), 3);
        assert_eq!(queue.reported_count(s(110)), 0);
    }
}
