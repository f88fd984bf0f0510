//! Carries out a clearing from the moment at which it may be sent: clears, lists, and counts.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::{ClearQueue, Next};
use crate::green_api::{
    ClearMessagesQueue, Client, Credentials, Exchange, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue,
};
use crate::work::Recorder;

/// Progress of a clearing. Each report holds everything known up to then.
#[derive(Debug, Clone)]
pub struct ClearProgress {
    pub machine: ClearQueue,
    /// The answer to the clearing, if any.
    pub clearing: Option<Arc<Exchange>>,
    /// The newest answers of the recount: by list and by number.
    pub listing: Option<Arc<Exchange>>,
    pub counting: Option<Arc<Exchange>>,
    /// The values read by the recount and their times; they update the one value that every screen reads.
    pub list: Option<(Arc<Vec<QueuedMessage>>, Timestamp)>,
    pub count: Option<(u64, Timestamp)>,
}

impl ClearProgress {
    /// Creates the progress of a `machine` that has not started yet.
    pub fn new(machine: ClearQueue) -> Self {
        Self { machine, clearing: None, listing: None, counting: None, list: None, count: None }
    }
}

/// Continues a clearing whose copy is saved. Reports when the request leaves and after each step. Returns when the
/// machine has ended; `cancel` ends the waiting.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    mut progress: ClearProgress,
    cancel: &CancellationToken,
    report: impl Fn(ClearProgress) + Send + Sync,
) {
    loop {
        match progress.machine.next(Instant::now()) {
            Next::Clear => {
                let consent = progress.machine.consent().clone();
                let may_leave = || {
                    let is_taken = consent.take();
                    if is_taken {
                        report(progress.clone());
                    }
                    is_taken
                };
                let answer = recorder.call_if(client, credentials, &ClearMessagesQueue, cancel, may_leave).await;
                progress.clearing = answer.exchange;
                progress.machine.cleared(answer.outcome, Instant::now());
            }
            Next::List => {
                let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
                if let Ok(list) = &answer.outcome {
                    progress.list = Some((Arc::new(list.clone()), answer.at()));
                }
                progress.listing = answer.exchange;
                progress.machine.listed(answer.outcome.as_deref().map_err(Failure::clone));
            }
            Next::WaitUntil(until) => {
                tokio::select! {
                    () = tokio::time::sleep_until(until.into()) => {}
                    () = cancel.cancelled() => progress.machine.counted(Err(Failure::Cancelled { sent: false })),
                }
            }
            Next::Count => {
                let answer = client.call(credentials, &GetMessagesCount, cancel).await;
                progress.count = answer.outcome.as_ref().ok().map(|count| (*count, answer.at()));
                progress.counting = answer.exchange;
                progress.machine.counted(answer.outcome);
            }
            Next::Record(_) | Next::Save | Next::SelectFile | Next::WriteFile | Next::Ask | Next::Ended => return,
        }
        report(progress.clone());
    }
}
