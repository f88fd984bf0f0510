//! Counting the queue while no phone is linked, so that no code is shown while messages are waiting.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::green_api::{Client, Credentials, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue, now};
use crate::work::clear_queue::is_full;

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

/// A count of the queue, with the readings that it was made from.
#[derive(Debug, Clone)]
pub struct QueueSeen {
    pub counted: Counted,
    /// When it was requested.
    pub at: Timestamp,
    pub list: Option<(Arc<Vec<QueuedMessage>>, Timestamp)>,
    pub count: Option<(u64, Timestamp)>,
}

/// Reads the list, and also the count unless the list is conclusive.
///
/// The list is exact below 500 and shows a message at once; a message just being handed over to the sender appears only
/// in the count.
pub async fn count(client: &Client, credentials: &Credentials, cancel: &CancellationToken) -> QueueSeen {
    let at = now();
    let mut seen = QueueSeen { counted: Counted::Empty, at, list: None, count: None };
    let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
    let asked = answer.at();
    let (listed, full) = match answer.outcome {
        Ok(list) => {
            let listed = (list.len() as u64, is_full(&list));
            seen.list = Some((Arc::new(list), asked));
            listed
        }
        Err(failure) => return QueueSeen { counted: Counted::Unknown(failure), ..seen },
    };
    if listed > 0 && !full {
        return QueueSeen { counted: Counted::Waiting(listed), ..seen };
    }
    let answer = client.call(credentials, &GetMessagesCount, cancel).await;
    let asked = answer.at();
    seen.counted = match answer.outcome {
        Ok(count) => {
            seen.count = Some((count, asked));
            match (listed, count) {
                (0, 0) => Counted::Empty,
                (0, count) => Counted::Disputed(count),
                (listed, count) => Counted::Waiting(count.max(listed)),
            }
        }
        Err(_) if listed > 0 => Counted::Waiting(listed),
        // MAX and the business interface may lack the method; the list alone then decides.
        Err(Failure::NotFound(_) | Failure::NotAvailable { .. }) => Counted::Empty,
        Err(failure) => Counted::Unknown(failure),
    };
    seen
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

    /// Number of messages that have arrived since the queue was emptied.
    pub fn arrived(&self) -> Option<u64> {
        match self.last {
            Some((Counted::Waiting(count), _)) => Some(count),
            _ => None,
        }
    }

    /// Discards the last count, because the queue is being cleared again.
    pub fn forget(&mut self) {
        self.last = None;
    }

    pub fn shows_code(&self, now: Timestamp) -> bool {
        match (&self.last, self.wanted) {
            (Some((Counted::Empty, at)), Some(wanted)) => *at >= wanted && now.duration_since(*at) <= COUNT_HOLDS,
            _ => false,
        }
    }
}
