//! Saving a sending queue as the server shows it now.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::clear_queue::LIST_MOST;
use crate::green_api::{Client, Credentials, Exchange, Failure, GetMessagesCount, ShowMessagesQueue};
use crate::store::{Database, DatabaseFailure, NewSavedQueue, SavedQueueId, WhySaved};

/// A queue that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub id: SavedQueueId,
    pub messages: usize,
    /// How many waited in all; `None` if the server shows no more and does not tell.
    pub waiting: Option<u64>,
}

/// Why it was not saved. Nothing of it is kept then.
#[derive(Debug, Clone, PartialEq)]
pub enum NotSaved {
    /// The queue could not be read.
    Unread(Failure),
    /// The copy could not be written.
    Unwritten(DatabaseFailure),
}

/// The result, with the answer that the copy was made from.
#[derive(Debug, Clone)]
pub struct Report {
    pub outcome: Result<Saved, NotSaved>,
    pub listing: Option<Arc<Exchange>>,
}

/// Reads the queue and saves every message that the server shows; `name` is what the instance is called.
pub async fn run(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    name: &str,
    why: WhySaved,
    cancel: &CancellationToken,
) -> Report {
    let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
    let as_of = Timestamp::now();
    let messages = match answer.outcome {
        Ok(messages) => Arc::new(messages),
        Err(failure) => return Report { outcome: Err(NotSaved::Unread(failure)), listing: answer.exchange },
    };
    let shown = messages.len();
    let waiting = if shown < LIST_MOST {
        Some(shown as u64)
    } else {
        let count = client.call(credentials, &GetMessagesCount, cancel).await;
        // The count lags ten seconds: fewer than are seen is not true any more.
        count.outcome.ok().filter(|count| *count >= shown as u64)
    };
    let queue = NewSavedQueue {
        instance: credentials.id_instance.clone(),
        name: name.to_owned(),
        messenger: credentials.messenger,
        why,
        as_of,
        waiting,
        messages,
    };
    let saved = database.run(move |tables| tables.save_queue(&queue)).await;
    let outcome = saved.map(|id| Saved { id, messages: shown, waiting }).map_err(NotSaved::Unwritten);
    Report { outcome, listing: answer.exchange }
}
