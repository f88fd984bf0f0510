//! Saving a sending queue as the server shows it now: in the database, or in a file of somebody's choice.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::clear_queue::LIST_MOST;
use crate::green_api::{Client, Credentials, Exchange, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue};
use crate::store::{Database, DatabaseFailure, ExportFailure, NewSavedQueue, SavedQueueId, WhySaved, export_json};

/// A queue that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub id: SavedQueueId,
    pub messages: usize,
    /// Which; `None` if the server gave one of them no id.
    pub ids: Option<BTreeSet<String>>,
    /// How many waited in all; `None` if the server shows no more and does not tell.
    pub waiting: Option<u64>,
}

impl Saved {
    /// More waited than could be saved, or that is not known.
    pub fn leaves_rest(&self) -> bool {
        leaves_rest(self.messages, self.waiting)
    }
}

/// A queue that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFile {
    pub path: PathBuf,
    pub messages: usize,
    /// How many waited in all; `None` if the server shows no more and does not tell.
    pub waiting: Option<u64>,
}

impl SavedFile {
    /// More waited than could be saved, or that is not known.
    pub fn leaves_rest(&self) -> bool {
        leaves_rest(self.messages, self.waiting)
    }
}

fn leaves_rest(messages: usize, waiting: Option<u64>) -> bool {
    waiting.is_none_or(|waiting| waiting > messages as u64)
}

/// Why no file was written. One that was there before is as it was.
#[derive(Debug, Clone, PartialEq)]
pub enum FileNotSaved {
    /// The queue could not be read.
    Unread(Failure),
    /// The file could not be written.
    Unwritten(ExportFailure),
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
    let (read, listing) = read(client, credentials, cancel).await;
    let Seen { messages, waiting, as_of } = match read {
        Ok(seen) => seen,
        Err(failure) => return Report { outcome: Err(NotSaved::Unread(failure)), listing },
    };
    let (shown, ids) = (messages.len(), QueuedMessage::ids_of(&messages));
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
    let outcome = saved.map(|id| Saved { id, messages: shown, ids, waiting }).map_err(NotSaved::Unwritten);
    Report { outcome, listing }
}

/// Reads the queue and writes every message that the server shows into this file, as JSON. It is on the disk when this
/// returns.
pub async fn run_to_file(
    client: &Client,
    credentials: &Credentials,
    path: PathBuf,
    cancel: &CancellationToken,
) -> Result<SavedFile, FileNotSaved> {
    let (read, _) = read(client, credentials, cancel).await;
    let Seen { messages, waiting, .. } = read.map_err(FileNotSaved::Unread)?;
    let shown = messages.len();
    let to = path.clone();
    let written = tokio::task::spawn_blocking(move || export_json(&messages, &to)).await;
    match written {
        Ok(Ok(())) => Ok(SavedFile { path, messages: shown, waiting }),
        Ok(Err(failure)) => Err(FileNotSaved::Unwritten(failure)),
        Err(error) => Err(FileNotSaved::Unwritten(ExportFailure::Other { detail: error.to_string() })),
    }
}

/// What the server shows of a queue.
struct Seen {
    messages: Arc<Vec<QueuedMessage>>,
    waiting: Option<u64>,
    as_of: Timestamp,
}

async fn read(
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
) -> (Result<Seen, Failure>, Option<Arc<Exchange>>) {
    let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
    let as_of = Timestamp::now();
    let messages = match answer.outcome {
        Ok(messages) => Arc::new(messages),
        Err(failure) => return (Err(failure), answer.exchange),
    };
    let shown = messages.len();
    let waiting = if shown < LIST_MOST {
        Some(shown as u64)
    } else {
        let count = client.call(credentials, &GetMessagesCount, cancel).await;
        // The count lags ten seconds: fewer than are seen is not true any more.
        count.outcome.ok().filter(|count| *count >= shown as u64)
    };
    (Ok(Seen { messages, waiting, as_of }), answer.exchange)
}
