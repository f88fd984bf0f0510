//! The notifications waiting for the user's own programs.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{ClearWebhooksQueue, Client, Credentials, Exchange, Failure, GetWebhooksCount, now};
use crate::store::ReadBack;
use crate::work::Recorder;
use crate::work::clear_queue::TRUST_COUNT_AFTER;

/// The result of counting or clearing the notifications.
#[derive(Debug, Clone)]
pub struct NotificationsSeen {
    /// The result of the clearing; `None` if they were only counted.
    pub cleared: Option<Result<(), Failure>>,
    /// Number of notifications reported as waiting (the count is known to be wrong at times); `None` where the server
    /// has no count.
    pub count: Result<Option<u64>, Failure>,
    /// When the count was requested.
    pub at: Timestamp,
    /// When the clearing was answered, or else the count.
    pub answered: Instant,
    /// The answer to the clearing, or else to the count.
    pub exchange: Option<Arc<Exchange>>,
}

impl NotificationsSeen {
    /// Keeps the count that was known before a clearing that the server refused: it changed nothing.
    pub fn after(self, known: Option<&Self>) -> Self {
        let is_refused = matches!(&self.cleared, Some(Err(failure)) if !failure.is_outcome_unknown());
        match known.filter(|_| is_refused) {
            Some(known) => Self { count: known.count.clone(), at: known.at, ..self },
            None => self,
        }
    }

    /// Returns the result of a count that failed.
    pub fn unread(failure: Failure) -> Self {
        Self { cleared: None, count: Err(failure), at: now(), answered: Instant::now(), exchange: None }
    }
}

/// Requests the number of waiting notifications.
pub async fn count_notifications(
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
) -> NotificationsSeen {
    let answer = client.call(credentials, &GetWebhooksCount, cancel).await;
    let at = answer.at();
    let count = match answer.outcome {
        Ok(count) => Ok(Some(count)),
        Err(Failure::NotFound(_) | Failure::NotAvailable { .. }) => Ok(None),
        Err(failure) => Err(failure),
    };
    NotificationsSeen { cleared: None, count, at, answered: Instant::now(), exchange: answer.exchange }
}

/// Clears the notifications, and counts again once the count can be trusted: it is updated every ten seconds
/// (green-api.com/docs/api/queues/GetWebhooksCount).
pub async fn clear_notifications(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
) -> NotificationsSeen {
    let answer = recorder.call(client, credentials, &ClearWebhooksQueue, cancel).await;
    let answered = Instant::now();
    if answer.outcome.as_ref().is_err_and(|failure| !failure.is_outcome_unknown()) {
        let at = answer.at();
        let (cleared, exchange) = (Some(answer.outcome), answer.exchange);
        return NotificationsSeen { cleared, count: Ok(None), at, answered, exchange };
    }
    tokio::select! {
        () = tokio::time::sleep(client.paced(TRUST_COUNT_AFTER)) => {}
        () = cancel.cancelled() => {}
    }
    let counted = count_notifications(client, credentials, cancel).await;
    if let Ok(Some(count)) = counted.count {
        recorder.read_back(credentials, &ClearWebhooksQueue, ReadBack::Notifications(count));
    }
    NotificationsSeen { cleared: Some(answer.outcome), answered, exchange: answer.exchange, ..counted }
}
