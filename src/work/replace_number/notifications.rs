//! The notifications waiting for the user's own programs.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{ClearWebhooksQueue, Client, Credentials, Exchange, Failure, GetWebhooksCount};
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
    /// The answer to the clearing, or else to the count.
    pub exchange: Option<Arc<Exchange>>,
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
    NotificationsSeen { cleared: None, count, at, exchange: answer.exchange }
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
