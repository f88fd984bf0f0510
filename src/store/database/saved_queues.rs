//! Copies of sending queues, each message whole as the server gave it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};

use super::tables::{instance, now, odd, time, write};
use super::{DatabaseResult, ResendItemState, Tables, resend};
use crate::green_api::{IdInstance, Messenger, QueuedMessage, join_repeats};

/// Names a saved queue. Never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SavedQueueId(pub i64);

/// Why a queue was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhySaved {
    /// The queue was about to be cleared.
    BeforeClearing,
    /// Somebody asked for a copy.
    ByHand,
}

/// A queue to be saved.
#[derive(Clone, Debug)]
pub struct NewSavedQueue {
    pub instance: IdInstance,
    /// What the instance is called now.
    pub name: String,
    pub messenger: Messenger,
    pub why: WhySaved,
    /// When the server showed these messages.
    pub as_of: Timestamp,
    /// How many waited in all, if that is known: the server shows the first 500.
    pub waiting: Option<u64>,
    pub messages: Arc<Vec<QueuedMessage>>,
}

/// A saved queue without its messages.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedQueue {
    pub id: SavedQueueId,
    pub instance: IdInstance,
    /// What the instance was called then.
    pub name: String,
    pub messenger: Messenger,
    pub why: WhySaved,
    pub saved: Timestamp,
    /// When the server showed these messages.
    pub as_of: Timestamp,
    /// How many waited in all, if that was known.
    pub waiting: Option<u64>,
    /// How many were saved.
    pub messages: u32,
    /// Kept until it is deleted by hand.
    pub pinned: bool,
}

/// A message of a saved queue.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedMessage {
    /// Its place in the queue, from 1.
    pub position: u32,
    pub message: QueuedMessage,
    /// How far it is with sending again; `None` if it was never chosen.
    pub item: Option<ResendItemState>,
}

impl SavedMessage {
    /// Takes in a repeat, and its place if that was sent again and this was not.
    fn join(&mut self, repeat: Self) {
        self.message.listed += repeat.message.listed;
        if progress(repeat.item.as_ref()) > progress(self.item.as_ref()) {
            (self.position, self.item) = (repeat.position, repeat.item);
        }
    }
}

/// Orders states by how certainly the message has left.
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

/// What came of deleting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    Deleted,
    /// Messages of it are still to be sent again. That has to be stopped first.
    InUse,
    /// There was none.
    Gone,
}

/// The queues that a run is still to send from, so that they are not deleted.
const IN_USE: &str = "SELECT r.queue FROM send_runs r JOIN send_items i ON i.run = r.id
    WHERE i.state = 'sending' OR (i.state = 'waiting' AND NOT r.stopped)";

/// What is over its time for so long is so by more than one reading of the clock.
const SURELY_OVER: SignedDuration = SignedDuration::from_hours(24);

fn millis(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl Tables {
    /// Saves all of it or nothing.
    pub fn save_queue(&mut self, queue: &NewSavedQueue) -> DatabaseResult<SavedQueueId> {
        let transaction = write(&mut self.connection)?;
        transaction.execute(
            "INSERT INTO saved_queues (instance, name, messenger, why, saved_at, as_of, waiting, messages)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                queue.instance.as_str(),
                queue.name,
                messenger_word(queue.messenger),
                queue.why.word(),
                now(),
                queue.as_of.as_millisecond(),
                queue.waiting.map(|waiting| i64::try_from(waiting).unwrap_or(i64::MAX)),
                i64::try_from(queue.messages.len()).unwrap_or(i64::MAX),
            ],
        )?;
        let id = transaction.last_insert_rowid();
        {
            let mut insert =
                transaction.prepare("INSERT INTO saved_messages (queue, place, raw) VALUES (?1, ?2, ?3)")?;
            // What the server repeats is written as often, after all others, so that places are the numbers that are shown.
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

    /// The saved queues of one instance or of all, the newest first.
    pub fn saved_queues(&mut self, of: Option<&IdInstance>) -> DatabaseResult<Vec<SavedQueue>> {
        let sql = "SELECT * FROM saved_queues WHERE ?1 IS NULL OR instance = ?1 ORDER BY id DESC";
        let mut statement = self.connection.prepare(sql)?;
        let queues = statement.query_map([of.map(IdInstance::as_str)], read_queue)?;
        Ok(queues.collect::<Result<_, _>>()?)
    }

    /// One saved queue; `None` if it was deleted.
    pub fn saved_queue(&mut self, id: SavedQueueId) -> DatabaseResult<Option<SavedQueue>> {
        let mut statement = self.connection.prepare("SELECT * FROM saved_queues WHERE id = ?1")?;
        Ok(statement.query_row([id.0], read_queue).optional()?)
    }

    /// The messages of a saved queue in their order, each once; none if it was deleted. A repeated message has the place
    /// of the repeat that was sent, if one was.
    pub fn saved_messages(&mut self, id: SavedQueueId) -> DatabaseResult<Vec<SavedMessage>> {
        let sql = "SELECT m.place, m.raw, i.state, i.id_message, i.why, i.said
                   FROM saved_messages m LEFT JOIN send_items i ON i.queue = m.queue AND i.place = m.place
                   WHERE m.queue = ?1 ORDER BY m.place";
        let mut statement = self.connection.prepare(sql)?;
        let items = statement.query_map([id.0], read_saved)?.collect::<Result<Vec<_>, _>>()?;
        Ok(join_repeats(items, |saved| &saved.message, SavedMessage::join))
    }

    /// What was sent from the other saved queues of its instance, or may have been.
    pub fn sent_elsewhere(&mut self, id: SavedQueueId) -> DatabaseResult<Vec<SavedMessage>> {
        let sql = "SELECT i.place, m.raw, i.state, i.id_message, i.why, i.said
                   FROM saved_queues this
                   JOIN saved_queues other ON other.instance = this.instance AND other.id <> this.id
                   JOIN send_items i ON i.queue = other.id AND i.state IN ('sending', 'sent', 'unknown')
                   JOIN saved_messages m ON m.queue = i.queue AND m.place = i.place
                   WHERE this.id = ?1";
        let mut statement = self.connection.prepare(sql)?;
        let messages = statement.query_map([id.0], read_saved)?;
        Ok(messages.collect::<Result<_, _>>()?)
    }

    /// Keeps a saved queue until it is deleted by hand, or no longer. False if it is gone.
    pub fn pin_queue(&mut self, id: SavedQueueId, pinned: bool) -> DatabaseResult<bool> {
        Ok(self.connection.execute("UPDATE saved_queues SET pinned = ?2 WHERE id = ?1", params![id.0, pinned])? > 0)
    }

    /// Deletes a saved queue, and what is known of sending it again. The journal keeps its lines.
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

    /// Deletes what was saved longer ago than `kept`, is not pinned, and is not still to be sent again. Gives how many.
    ///
    /// The clock may be wrong at one start: a copy goes only if it was over its time a day ago already, and at every
    /// start since.
    pub fn prune_queues(&mut self, now: Timestamp, kept: SignedDuration) -> DatabaseResult<usize> {
        let (now, kept, day) = (now.as_millisecond(), millis(kept), millis(SURELY_OVER));
        let transaction = write(&mut self.connection)?;
        let is_over = "NOT pinned AND saved_at < ?1 - ?2";
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
    Ok(SavedQueue {
        id: SavedQueueId(row.get("id")?),
        instance: instance(row)?,
        name: row.get("name")?,
        messenger: read_messenger(row)?,
        why: if why == WhySaved::BeforeClearing.word() { WhySaved::BeforeClearing } else { WhySaved::ByHand },
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

/// The column `raw`.
pub(super) fn read_message(row: &Row<'_>) -> rusqlite::Result<QueuedMessage> {
    let raw: String = row.get("raw")?;
    let raw = serde_json::from_str(&raw).map_err(|error| odd(Type::Text, error))?;
    Ok(QueuedMessage::read(raw))
}

/// As the file of settings writes it.
fn messenger_word(messenger: Messenger) -> String {
    messenger.name().to_ascii_lowercase()
}

fn read_messenger(row: &Row<'_>) -> rusqlite::Result<Messenger> {
    let word: String = row.get("messenger")?;
    let word: StrDeserializer<'_, ValueError> = word.as_str().into_deserializer();
    Messenger::deserialize(word).map_err(|error| odd(Type::Text, error))
}
