//! The notifications that wait to be told to the person's own programs.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{ClearWebhooksQueue, Client, Credentials, Exchange, Failure, GetWebhooksCount};
use crate::work::{Recorder, clear_queue::TRUST_COUNT_AFTER};

/// What is known of them.
#[derive(Debug, Clone)]
pub struct NotificationsSeen {
    /// What the clearing came to; `None` if they were only counted.
    pub cleared: Option<Result<(), Failure>>,
    /// How many are said to wait (the count is known to be wrong at times); `None` where it is not told at all.
    pub count: Result<Option<u64>, Failure>,
    /// When the count was asked for.
    pub at: Timestamp,
    /// The answer to the clearing, else to the count.
    pub exchange: Option<Arc<Exchange>>,
}

/// Asks how many wait.
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
    NotificationsSeen { cleared: None, count, at, exchange: answer.exchange }
}

/// Clears them, and counts again when the count is to be believed: it is told anew every ten seconds
/// (green-api.com/docs/api/queues/GetWebhooksCount).
pub async fn clear_notifications(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
) -> NotificationsSeen {
    let answer = recorder.call(client, credentials, &ClearWebhooksQueue, cancel).await;
    if answer.outcome.as_ref().is_err_and(|failure| !failure.is_outcome_unknown()) {
        let at = answer.at();
        return NotificationsSeen { cleared: Some(answer.outcome), count: Ok(None), at, exchange: answer.exchange };
    }
    tokio::select! {
        () = tokio::time::sleep(client.paced(TRUST_COUNT_AFTER)) => {}
        () = cancel.cancelled() => {}
    }
    let counted = count_notifications(client, credentials, cancel).await;
    NotificationsSeen { cleared: Some(answer.outcome), exchange: answer.exchange, ..counted }
}
