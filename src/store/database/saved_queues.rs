//! Saved copies of sending queues, with each message exactly as received from the server.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};

use super::retention::FIRST;
use super::tables::{all, instance, now, odd, readable, time, write};
use super::{ClearedTogether, DatabaseResult, ResendItemState, Tables, resend};
use crate::green_api::{IdInstance, Messenger, QueuedMessage, join_repeats};

/// Identifies a saved queue. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SavedQueueId(pub i64);

/// Reason why a queue was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhySaved {
    /// The queue was about to be cleared.
    BeforeClearing,
    /// The user asked for a copy.
    ByHand,
}

/// A change of a saved queue's pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinChange {
    /// Keep the queue until the user deletes it.
    Pin,
    Unpin,
}

/// A queue to save.
#[derive(Clone, Debug)]
pub struct NewSavedQueue {
    pub instance: IdInstance,
    /// The instance's current name.
    pub name: String,
    pub messenger: Messenger,
    pub why: WhySaved,
    /// The clearing of several queues that it is saved for.
    pub together: Option<ClearedTogether>,
    /// When the server returned these messages.
    pub as_of: Timestamp,
    /// Total number of waiting messages, if known: the server returns only the first 500.
    pub waiting: Option<u64>,
    pub messages: Arc<Vec<QueuedMessage>>,
}

/// A saved queue without its messages.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedQueue {
    pub id: SavedQueueId,
    pub instance: IdInstance,
    /// The instance's name at that time.
    pub name: String,
    pub messenger: Messenger,
    pub why: WhySaved,
    /// The clearing of several queues that it was saved for.
    pub together: Option<ClearedTogether>,
    pub saved: Timestamp,
    /// When the server returned these messages.
    pub as_of: Timestamp,
    /// Total number of waiting messages, if it was known.
    pub waiting: Option<u64>,
    /// Number of saved messages.
    pub messages: u32,
    /// Kept until the user deletes it.
    pub pinned: bool,
}

/// A message of a saved queue.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedMessage {
    /// Its position in the queue, from 1.
    pub position: u32,
    pub message: QueuedMessage,
    /// Its resend state; `None` if it was never selected.
    pub item: Option<ResendItemState>,
}

impl SavedMessage {
    /// Merges a repeat into this message. Adopts the repeat's position and state if its resend got further.
    fn join(&mut self, repeat: Self) {
        self.message.listed += repeat.message.listed;
        if progress(repeat.item.as_ref()) > progress(self.item.as_ref()) {
            (self.position, self.item) = (repeat.position, repeat.item);
        }
    }
}

/// Orders states by how certain it is that the message was sent.
fn progress(item: Option<&ResendItemState>) -> u8 {
    match item {
        None => 0,
        Some(ResendItemState::Failed(_)) => 1,
        Some(ResendItemState::Waiting) => 2,
        Some(ResendItemState::Sending) => 3,
        Some(ResendItemState::Unknown(_)) => 4,
        Some(ResendItemState::Sent { .. }) => 5,
    }
}

/// Outcome of deleting a saved queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    Deleted,
    /// Some of its messages are waiting to be resent. The resend must be stopped first.
    InUse,
    /// The saved queue does not exist.
    Gone,
}

/// The queues from which a run will still send, which must not be deleted.
const IN_USE: &str = "SELECT r.queue FROM send_runs r JOIN send_items i ON i.run = r.id
    WHERE i.state = 'sending' OR (i.state = 'waiting' AND NOT r.stopped)";

/// Time a queue must have been overdue before it is deleted, so that more than one reading of the clock confirms it.
const SURELY_OVER: SignedDuration = SignedDuration::from_hours(24);

fn millis(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl Tables {
    /// Saves the whole queue or nothing.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn save_queue(&mut self, queue: &NewSavedQueue) -> DatabaseResult<SavedQueueId> {
        let transaction = write(&mut self.connection)?;
        transaction.execute(
            "INSERT INTO saved_queues (instance, name, messenger, why, saved_at, as_of, waiting, messages,
                cleared_together_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                queue.instance.as_str(),
                queue.name,
                messenger_word(queue.messenger),
                queue.why.word(),
                now(),
                queue.as_of.as_millisecond(),
                queue.waiting.map(|waiting| i64::try_from(waiting).unwrap_or(i64::MAX)),
                i64::try_from(queue.messages.len()).unwrap_or(i64::MAX),
                queue.together.map(|together| together.0.as_millisecond()),
            ],
        )?;
        let id = transaction.last_insert_rowid();
        {
            let mut insert =
                transaction.prepare("INSERT INTO saved_messages (queue, place, raw) VALUES (?1, ?2, ?3)")?;
            // Repeats are written as often as the server listed them, after all other messages, so that positions equal
            // the numbers on screen.
            let repeats = queue.messages.iter().flat_map(|message| {
                let repeats = message.listed.saturating_sub(1);
                std::iter::repeat_n(message, repeats as usize)
            });
            let items = queue.messages.iter().chain(repeats);
            for (position, message) in (1_i64..).zip(items) {
                insert.execute(params![id, position, message.raw.to_string()])?;
            }
        }
        transaction.commit()?;
        Ok(SavedQueueId(id))
    }

    /// Returns the saved queues of one instance or of all, the newest first. Skips unreadable rows.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn saved_queues(&mut self, of: Option<&IdInstance>) -> DatabaseResult<Vec<SavedQueue>> {
        let sql = "SELECT * FROM saved_queues WHERE ?1 IS NULL OR instance = ?1 ORDER BY id DESC";
        readable(&self.connection, sql, [of.map(IdInstance::as_str)], "saved queues", read_queue)
    }

    /// Returns the number of saved queues of this instance, including those whose rows make no sense.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn saved_queue_count(&mut self, of: &IdInstance) -> DatabaseResult<usize> {
        let sql = "SELECT count(*) FROM saved_queues WHERE instance = ?1";
        let count: i64 = self.connection.query_row(sql, [of.as_str()], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Returns one saved queue; `None` if it was deleted.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn saved_queue(&mut self, id: SavedQueueId) -> DatabaseResult<Option<SavedQueue>> {
        let sql = "SELECT * FROM saved_queues WHERE id = ?1";
        Ok(self.connection.query_row(sql, [id.0], read_queue).optional()?)
    }

    /// Returns the messages of a saved queue in order, each once; none if it was deleted. A repeated message has the
    /// position of the repeat that was sent, if any.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn saved_messages(&mut self, id: SavedQueueId) -> DatabaseResult<Vec<SavedMessage>> {
        let sql = "SELECT m.place, m.raw, i.state, i.id_message, i.why, i.said
                   FROM saved_messages m LEFT JOIN send_items i ON i.queue = m.queue AND i.place = m.place
                   WHERE m.queue = ?1 ORDER BY m.place";
        let items = all(&self.connection, sql, [id.0], read_saved)?;
        Ok(join_repeats(items, |saved| &saved.message, SavedMessage::join))
    }

    /// Returns the messages that were or may have been sent from other saved queues of the same instance.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn sent_elsewhere(&mut self, id: SavedQueueId) -> DatabaseResult<Vec<SavedMessage>> {
        let sql = "SELECT i.place, m.raw, i.state, i.id_message, i.why, i.said
                   FROM saved_queues this
                   JOIN saved_queues other ON other.instance = this.instance AND other.id <> this.id
                   JOIN send_items i ON i.queue = other.id AND i.state IN ('sending', 'sent', 'unknown')
                   JOIN saved_messages m ON m.queue = i.queue AND m.place = i.place
                   WHERE this.id = ?1";
        all(&self.connection, sql, [id.0], read_saved)
    }

    /// Pins a saved queue, so that it is kept until the user deletes it, or unpins it. Returns `false` if it does not
    /// exist.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn pin_queue(&mut self, id: SavedQueueId, change: PinChange) -> DatabaseResult<bool> {
        Ok(self
            .connection
            .execute("UPDATE saved_queues SET pinned = ?2 WHERE id = ?1", params![id.0, change == PinChange::Pin])?
            > 0)
    }

    /// Deletes a saved queue and the records of its resends. The journal keeps its rows.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn delete_queue(&mut self, id: SavedQueueId) -> DatabaseResult<Deletion> {
        let transaction = write(&mut self.connection)?;
        let in_use: bool = transaction.query_row(&format!("SELECT ?1 IN ({IN_USE})"), [id.0], |row| row.get(0))?;
        if in_use {
            return Ok(Deletion::InUse);
        }
        let deleted = transaction.execute("DELETE FROM saved_queues WHERE id = ?1", [id.0])?;
        transaction.commit()?;
        Ok(if deleted > 0 { Deletion::Deleted } else { Deletion::Gone })
    }

    /// Deletes queues that were saved longer ago than `kept` by a clock that may have been right, are not pinned, and have no message waiting to be resent.
    /// Returns their number.
    ///
    /// The clock may be wrong at one start, so a copy is deleted only if it was already overdue a day ago, and at every
    /// start since.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn prune_queues(&mut self, now: Timestamp, kept: SignedDuration) -> DatabaseResult<usize> {
        let (now, kept, day) = (now.as_millisecond(), millis(kept), millis(SURELY_OVER));
        let transaction = write(&mut self.connection)?;
        let is_over = format!("NOT pinned AND saved_at >= {FIRST} AND saved_at < ?1 - ?2");
        transaction.execute(
            &format!(
                "UPDATE saved_queues SET over_since = CASE WHEN {is_over} THEN min(ifnull(over_since, ?1), ?1) END
                 WHERE over_since IS NOT NULL OR {is_over}"
            ),
            [now, kept],
        )?;
        let sql = format!("DELETE FROM saved_queues WHERE over_since <= ?1 - ?2 AND id NOT IN ({IN_USE})");
        let deleted = transaction.execute(&sql, [now, day])?;
        transaction.commit()?;
        Ok(deleted)
    }
}

impl WhySaved {
    fn word(self) -> &'static str {
        match self {
            Self::BeforeClearing => "before clearing",
            Self::ByHand => "by hand",
        }
    }
}

fn read_queue(row: &Row<'_>) -> rusqlite::Result<SavedQueue> {
    let waiting: Option<i64> = row.get("waiting")?;
    let why: String = row.get("why")?;
    let together: Option<i64> = row.get("cleared_together_at")?;
    Ok(SavedQueue {
        id: SavedQueueId(row.get("id")?),
        instance: instance(row)?,
        name: row.get("name")?,
        messenger: read_messenger(row)?,
        why: if why == WhySaved::BeforeClearing.word() { WhySaved::BeforeClearing } else { WhySaved::ByHand },
        together: together.map(|_| time(row, "cleared_together_at").map(ClearedTogether)).transpose()?,
        saved: time(row, "saved_at")?,
        as_of: time(row, "as_of")?,
        waiting: waiting.and_then(|waiting| u64::try_from(waiting).ok()),
        messages: row.get("messages")?,
        pinned: row.get("pinned")?,
    })
}

fn read_saved(row: &Row<'_>) -> rusqlite::Result<SavedMessage> {
    let item = match row.get::<_, Option<String>>("state")? {
        Some(_) => Some(resend::read_state(row)?),
        None => None,
    };
    Ok(SavedMessage { position: row.get("place")?, message: read_message(row)?, item })
}

/// Reads the column `raw`. A text that is no JSON is a message of no kind, without a recipient.
pub(super) fn read_message(row: &Row<'_>) -> rusqlite::Result<QueuedMessage> {
    let raw = String::from_utf8_lossy(row.get_ref("raw")?.as_bytes()?);
    Ok(QueuedMessage::read(serde_json::from_str(&raw).unwrap_or_else(|_| raw.into())))
}

/// Returns the messenger's name as in the settings file.
fn messenger_word(messenger: Messenger) -> String {
    messenger.name().to_ascii_lowercase()
}

fn read_messenger(row: &Row<'_>) -> rusqlite::Result<Messenger> {
    let word: String = row.get("messenger")?;
    let word: StrDeserializer<'_, ValueError> = word.as_str().into_deserializer();
    Messenger::deserialize(word).map_err(|error| odd(Type::Text, error))
}
