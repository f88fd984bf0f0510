//! Saving a sending queue as the server shows it now: in the database, or in a file that the user chooses.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::queue_reading::{Beyond, QueueReading, TRUST_COUNT_AFTER, Waiting};
use crate::green_api::{
    Client, Credentials, Detail, Exchange, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue,
};
use crate::store::{
    ClearedTogether, Database, DatabaseFailure, ExportFailure, NewSavedQueue, SavedQueueId, WhySaved, export_json,
};

/// A queue that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// `None` if there was nothing to save: an empty copy is not stored.
    pub id: Option<SavedQueueId>,
    pub messages: usize,
    /// The ids of the messages; `None` if the server returned one of them without an id.
    pub ids: Option<BTreeSet<String>>,
    /// Total number of messages that were waiting; `None` if neither the list nor the count shows it.
    pub waiting: Option<u64>,
}

impl Saved {
    /// Returns how many of the waiting messages were not saved.
    pub fn beyond(&self) -> Beyond {
        beyond(self.messages, self.waiting)
    }

    /// Whether no message waits, as far as list and count show it.
    pub fn found_nothing(&self) -> bool {
        self.messages == 0 && self.waiting == Some(0)
    }
}

/// A queue that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFile {
    pub path: PathBuf,
    pub messages: usize,
    /// Total number of messages that were waiting; `None` if neither the list nor the count shows it.
    pub waiting: Option<u64>,
}

impl SavedFile {
    /// Returns how many of the waiting messages were not saved.
    pub fn beyond(&self) -> Beyond {
        beyond(self.messages, self.waiting)
    }
}

fn beyond(messages: usize, waiting: Option<u64>) -> Beyond {
    waiting.map_or(Beyond::Unknown, |waiting| Waiting::Exactly(waiting).beyond_copy(messages))
}

/// Why no file was written. An existing file is left unchanged.
#[derive(Debug, Clone, PartialEq)]
pub enum FileNotSaved {
    /// The queue could not be read.
    Unread(Failure),
    /// The file could not be written.
    Unwritten(ExportFailure),
}

/// Why the queue was not saved. Nothing of it is kept then.
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

/// Reads the queue and saves every message that the server shows; `name` is the name of the instance, and `together`
/// marks a copy for a clearing of several queues.
pub async fn run(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    name: &str,
    why: WhySaved,
    together: Option<ClearedTogether>,
    cancel: &CancellationToken,
) -> Report {
    let (read, listing) = read(client, credentials, cancel).await;
    let seen = match read {
        Ok(seen) => seen,
        Err(failure) => return Report { outcome: Err(NotSaved::Unread(failure)), listing },
    };
    let (waiting, Seen { messages, as_of, .. }) = (seen.waiting(), seen);
    let (shown, ids) = (messages.len(), QueuedMessage::ids_of(&messages));
    if shown == 0 {
        return Report { outcome: Ok(Saved { id: None, messages: 0, ids, waiting }), listing };
    }
    let queue = NewSavedQueue {
        instance: credentials.id_instance.clone(),
        name: name.to_owned(),
        messenger: credentials.messenger,
        why,
        together,
        as_of,
        waiting,
        messages,
    };
    let saved = database.run(move |tables| tables.save_queue(&queue)).await;
    let outcome = saved.map(|id| Saved { id: Some(id), messages: shown, ids, waiting }).map_err(NotSaved::Unwritten);
    Report { outcome, listing }
}

/// Reads the queue and writes every message that the server shows into this file, as JSON. The file is on disk when
/// this returns.
pub async fn run_to_file(
    client: &Client,
    credentials: &Credentials,
    path: PathBuf,
    cancel: &CancellationToken,
) -> Result<SavedFile, FileNotSaved> {
    let (read, _) = read(client, credentials, cancel).await;
    let seen = read.map_err(FileNotSaved::Unread)?;
    let (waiting, messages) = (seen.waiting(), seen.messages);
    let shown = messages.len();
    let to = path.clone();
    let written = tokio::task::spawn_blocking(move || export_json(&messages, &to)).await;
    match written {
        Ok(Ok(())) => Ok(SavedFile { path, messages: shown, waiting }),
        Ok(Err(failure)) => Err(FileNotSaved::Unwritten(failure)),
        Err(_) => Err(FileNotSaved::Unwritten(ExportFailure::Other { detail: Detail::PartFailed })),
    }
}

/// A queue as the server shows it.
struct Seen {
    messages: Arc<Vec<QueuedMessage>>,
    reading: QueueReading,
    as_of: Timestamp,
}

impl Seen {
    fn new(messages: Vec<QueuedMessage>, count: Result<u64, &Failure>, as_of: Timestamp) -> Self {
        let reading = QueueReading::together(&messages, Some(count));
        Self { messages: Arc::new(messages), reading, as_of }
    }

    /// Returns the total number of waiting messages, by the larger of list and count; `None` if unknown.
    fn waiting(&self) -> Option<u64> {
        self.reading.unlisted().or(self.reading.waiting().exact())
    }

    /// Whether the list would have to show more messages if the count were right.
    fn is_contradicted(&self) -> bool {
        self.reading.unlisted().is_some()
    }
}

/// Reads list and count. If they contradict each other, reads both once more after the time by which the count lags.
async fn read(
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
) -> (Result<Seen, Failure>, Option<Arc<Exchange>>) {
    let mut is_second = false;
    loop {
        let list = client.call(credentials, &ShowMessagesQueue, cancel).await;
        let as_of = Timestamp::now();
        let messages = match list.outcome {
            Ok(messages) => messages,
            Err(failure) => return (Err(failure), list.exchange),
        };
        let count = client.call(credentials, &GetMessagesCount, cancel).await.outcome;
        let seen = Seen::new(messages, count.as_ref().copied(), as_of);
        if is_second || !seen.is_contradicted() {
            return (Ok(seen), list.exchange);
        }
        is_second = true;
        tokio::select! {
            () = tokio::time::sleep(client.paced(TRUST_COUNT_AFTER)) => {}
            () = cancel.cancelled() => return (Err(Failure::Cancelled { sent: false }), list.exchange),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::ErrorReply;

    #[test]
    fn what_waits_is_the_larger_of_list_and_count() {
        let unread = &Failure::ConnectionLost { cause: Detail::words("reset") };
        let missing = &Failure::NotFound(ErrorReply { status: 404, text: String::new() });
        let message = || QueuedMessage::read(serde_json::json!({"type": "sendMessage"}));
        for (shown, count, waiting, contradicted) in [
            (0, Ok(0), Some(0), false),
            (0, Ok(1), Some(1), true),
            (0, Ok(128), Some(128), true),
            (0, Err(unread), None, false),
            (0, Err(missing), Some(0), false),
            (3, Ok(3), Some(3), false),
            (3, Ok(2), Some(3), false),
            (3, Ok(4), Some(3), false),
            (3, Ok(128), Some(128), true),
            (3, Err(unread), Some(3), false),
            (500, Ok(501), Some(501), false),
            (500, Ok(499), None, false),
            (500, Err(unread), None, false),
        ] {
            let messages = (0..shown).map(|_| message()).collect();
            let seen = Seen::new(messages, count, Timestamp::UNIX_EPOCH);
            assert_eq!((seen.waiting(), seen.is_contradicted()), (waiting, contradicted), "{shown}, {count:?}");
        }
    }

    #[test]
    fn a_message_that_the_list_repeats_is_saved_and_counted_once() {
        for (shown, repeats, count, waiting, contradicted) in [
            (9, 1, 9, Some(9), false),
            (9, 1, 10, Some(9), false),
            (8, 2, 10, Some(8), false),
            (8, 2, 12, Some(10), true),
            (497, 3, 500, Some(497), false),
            (497, 3, 3000, Some(2997), false),
            (497, 3, 498, None, false),
        ] {
            let message = || QueuedMessage::read(serde_json::json!({"type": "sendMessage"}));
            let mut messages: Vec<_> = (0..shown).map(|_| message()).collect();
            messages[0].listed += repeats;
            let seen = Seen::new(messages, Ok(count), Timestamp::UNIX_EPOCH);
            assert_eq!(
                (seen.waiting(), seen.is_contradicted()),
                (waiting, contradicted),
                "{shown} + {repeats}, {count}"
            );
            let leaves_rest = waiting.is_none_or(|waiting| waiting > shown as u64);
            assert_eq!(beyond(shown, seen.waiting()) != Beyond::Nothing, leaves_rest);
        }
    }
}
