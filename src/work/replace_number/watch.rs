//! Counting the queue while no phone is linked, so that no code is shown while messages are waiting.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::green_api::{Client, Credentials, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue, now};
use crate::work::queue_reading::{QueueReading, Waiting};

/// Interval between two counts of the queue.
pub const BETWEEN_COUNTS: Duration = Duration::from_secs(15);

/// Maximum age of a usable count; beyond it the next one is overdue.
const COUNT_HOLDS: SignedDuration = SignedDuration::from_secs(45);

/// The result of a count.
#[derive(Debug, Clone, PartialEq)]
pub enum Counted {
    /// The list is empty, and so is the count where there is one.
    Empty,
    Waiting(u64),
    /// The list is empty, the count is not.
    Disputed(u64),
    Unknown(Failure),
}

impl Counted {
    fn new(list: &[QueuedMessage], count: &Result<u64, Failure>) -> Self {
        let reading = QueueReading::together(list, Some(count.as_ref().copied()));
        match (reading.waiting().number(), count) {
            (Some(0), _) => Self::Empty,
            (Some(waiting), _) if !reading.is_disputed() => Self::Waiting(waiting),
            (Some(count), _) | (None, &Ok(count)) => Self::Disputed(count),
            (None, Err(failure)) => Self::Unknown(failure.clone()),
        }
    }
}

/// A count of the queue, with the answers that it was made from and the times of their requests.
#[derive(Debug, Clone)]
pub struct QueueSeen {
    pub counted: Counted,
    /// When it was requested.
    pub at: Timestamp,
    pub list: (Result<Arc<Vec<QueuedMessage>>, Failure>, Timestamp),
    pub count: Option<(Result<u64, Failure>, Timestamp)>,
}

impl QueueSeen {
    /// Returns the result of a count that failed.
    pub fn unread(failure: Failure) -> Self {
        let at = now();
        Self { counted: Counted::Unknown(failure.clone()), at, list: (Err(failure), at), count: None }
    }
}

/// Reads the list, and also the count unless the list alone shows the number.
pub async fn count(client: &Client, credentials: &Credentials, cancel: &CancellationToken) -> QueueSeen {
    let at = now();
    let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
    let listed_at = answer.at();
    let list = match answer.outcome {
        Ok(list) => Arc::new(list),
        Err(failure) => {
            let list = (Err(failure.clone()), listed_at);
            return QueueSeen { counted: Counted::Unknown(failure), at, list, count: None };
        }
    };
    let seen = |counted, count| QueueSeen { counted, at, list: (Ok(list.clone()), listed_at), count };
    if let Waiting::Exactly(listed) = QueueReading::together(&list, None).waiting() {
        return seen(Counted::Waiting(listed), None);
    }
    let answer = client.call(credentials, &GetMessagesCount, cancel).await;
    let counted_at = answer.at();
    seen(Counted::new(&list, &answer.outcome), Some((answer.outcome, counted_at)))
}

/// Decides whether a code may be shown: only after a count of zero that was requested after the code was wanted.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    last: Option<(Counted, Timestamp)>,
    wanted: Option<Timestamp>,
}

impl Watch {
    /// Records that a code is wanted from now on.
    pub fn want_code(&mut self, now: Timestamp) {
        self.wanted = Some(now);
    }

    pub fn want_no_code(&mut self) {
        self.wanted = None;
    }

    pub fn wants_code(&self) -> bool {
        self.wanted.is_some()
    }

    /// Applies a count, unless a newer one is known.
    pub fn take(&mut self, counted: Counted, at: Timestamp) {
        if self.last.as_ref().is_none_or(|(_, last)| *last <= at) {
            self.last = Some((counted, at));
        }
    }

    /// Returns the newest count, and when it was requested.
    pub fn last(&self) -> Option<(&Counted, Timestamp)> {
        self.last.as_ref().map(|(counted, at)| (counted, *at))
    }

    /// Returns the number of messages that have arrived since the queue was emptied.
    pub fn arrived(&self) -> Option<u64> {
        match self.last.as_ref()?.0 {
            Counted::Waiting(count) => Some(count),
            Counted::Empty | Counted::Disputed(_) | Counted::Unknown(_) => None,
        }
    }

    /// Discards the last count, because the queue is being cleared again.
    pub fn forget(&mut self) {
        self.last = None;
    }

    pub fn shows_code(&self, now: Timestamp) -> bool {
        let (Some((Counted::Empty, at)), Some(wanted)) = (&self.last, self.wanted) else { return false };
        *at >= wanted && now.duration_since(*at) <= COUNT_HOLDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::{Detail, ErrorReply};

    #[test]
    fn only_an_empty_list_and_a_count_of_zero_are_empty() {
        let lost = || Failure::ConnectionLost { cause: Detail::words("reset") };
        let missing = || Failure::NotFound(ErrorReply { status: 404, text: String::new() });
        for (listed, count, counted) in [
            (0, Ok(0), Counted::Empty),
            (0, Ok(3), Counted::Disputed(3)),
            (0, Err(missing()), Counted::Empty),
            (0, Err(lost()), Counted::Unknown(lost())),
            (500, Ok(3000), Counted::Waiting(3000)),
            (500, Ok(499), Counted::Waiting(500)),
            (500, Err(lost()), Counted::Waiting(500)),
        ] {
            let list = vec![QueuedMessage::read(serde_json::json!({"type": "sendMessage"})); listed];
            assert_eq!(Counted::new(&list, &count), counted, "{listed}, {count:?}");
        }
    }
}
