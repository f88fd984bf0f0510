//! Reading back: what the server showed after a change, in the line of that change.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use super::chain::{self, Part};
use super::{JournalEntry, JournalId, JournalRow};
use crate::green_api::{IdInstance, InstanceState, MutatingMethod, redact};
use crate::store::database::tables::{all, now, write};
use crate::store::database::{DatabaseResult, Tables};

/// The state of the server when the result of a change was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadBack {
    /// No message waits in the queue.
    Empty,
    /// This number of messages waits.
    Waiting(u64),
    Archived,
    NotArchived,
    State(InstanceState),
    /// The sending interval in the settings.
    Interval(Duration),
    IncomingOn,
    IncomingOff,
    /// This number of incoming notifications waits.
    Notifications(u64),
}

impl ReadBack {
    /// Returns the result of reading a chat.
    pub fn of_chat(is_archived: bool) -> Self {
        if is_archived { Self::Archived } else { Self::NotArchived }
    }

    /// Returns the words that are stored and exported, which do not depend on the language.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::Waiting(count) => format!("waiting {count}"),
            Self::Archived => "archived".to_owned(),
            Self::NotArchived => "not archived".to_owned(),
            Self::State(state) => redact::all(&format!("state {}", state.name().unwrap_or_default())),
            Self::Interval(interval) => format!("interval {}", interval.as_millis()),
            Self::IncomingOn => "incoming on".to_owned(),
            Self::IncomingOff => "incoming off".to_owned(),
            Self::Notifications(count) => format!("notifications {count}"),
        }
    }

    /// Reads what `words` wrote; `None` for what a newer version has written.
    pub(super) fn read(words: &str) -> Option<Self> {
        Some(match words {
            "empty" => Self::Empty,
            "archived" => Self::Archived,
            "not archived" => Self::NotArchived,
            "incoming on" => Self::IncomingOn,
            "incoming off" => Self::IncomingOff,
            other => match other.split_once(' ')? {
                ("waiting", count) => Self::Waiting(count.parse().ok()?),
                ("notifications", count) => Self::Notifications(count.parse().ok()?),
                ("interval", ms) => Self::Interval(Duration::from_millis(ms.parse().ok()?)),
                ("state", "") => Self::State(InstanceState::BeingCreated),
                ("state", name) => Self::State(InstanceState::from_name(name)),
                _ => return None,
            },
        })
    }
}

impl JournalRow {
    /// Whether the server showed afterwards what the change asked for; `None` if that was not read, or if the method
    /// has no trace that can be read.
    pub fn is_seen(&self) -> Option<bool> {
        let (found, _) = self.found.as_ref()?;
        Some(match (&self.method, found) {
            (MutatingMethod::ClearMessagesQueue, found) => *found == ReadBack::Empty,
            (MutatingMethod::ClearWebhooksQueue, found) => *found == ReadBack::Notifications(0),
            (MutatingMethod::ArchiveChat, found) => *found == ReadBack::Archived,
            (MutatingMethod::UnarchiveChat, found) => *found == ReadBack::NotArchived,
            (MutatingMethod::SetSettings, found) => asked_setting(&self.asked)? == *found,
            (MutatingMethod::Reboot, ReadBack::State(state)) => *state == InstanceState::Authorized,
            (MutatingMethod::Logout, ReadBack::State(state)) => state.awaits_phone(),
            (
                MutatingMethod::GetAuthorizationCode | MutatingMethod::SendAuthorizationPassword,
                ReadBack::State(state),
            ) => state.has_phone(),
            (_, _) => return None,
        })
    }
}

/// Returns how the settings look if they are as this request asked; `None` for settings that are not read back.
fn asked_setting(asked: &str) -> Option<ReadBack> {
    let asked: Value = serde_json::from_str(asked).ok()?;
    if let Some(ms) = asked.get("delaySendMessagesMilliseconds").and_then(Value::as_u64) {
        return Some(ReadBack::Interval(Duration::from_millis(ms)));
    }
    match asked.get("incomingWebhook")?.as_str()? {
        "yes" => Some(ReadBack::IncomingOn),
        "no" => Some(ReadBack::IncomingOff),
        _ => None,
    }
}

impl Tables {
    /// Records what the server showed afterwards, in the newest line of this session that asked for the same; if the
    /// entry asks for nothing, in the newest line of its method. Does nothing if there is none.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn read_back(&mut self, entry: &JournalEntry, found: &ReadBack) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        let sql =
            "SELECT id FROM journal WHERE session = ?1 AND instance = ?2 AND method = ?3 AND (?4 = '' OR asked = ?4)
                   ORDER BY id DESC LIMIT 1";
        let asked = redact::all(&entry.asked);
        let line = transaction
            .query_row(sql, params![self.own.session, entry.instance.as_str(), entry.method, asked], |row| row.get(0))
            .optional()?;
        if let Some(line) = line {
            record(&transaction, JournalId(line), found)?;
        }
        Ok(transaction.commit()?)
    }

    /// Records what the server showed afterwards, in this line.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn read_back_line(&mut self, line: JournalId, found: &ReadBack) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        record(&transaction, line, found)?;
        Ok(transaction.commit()?)
    }

    /// Records what the server showed after a run: in the newest line of each method that the run has called.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn read_back_run(&mut self, of: &IdInstance, run: &str, found: &ReadBack) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        let sql = "SELECT last FROM journal_groups WHERE instance = ?1 AND run = ?2";
        for line in all(&transaction, sql, [of.as_str(), run], |row| row.get(0))? {
            record(&transaction, JournalId(line), found)?;
        }
        Ok(transaction.commit()?)
    }
}

/// Records what the server showed of chats, each in the newest line of this run that is about it. A chat without a
/// line is left out.
pub(in crate::store::database) fn record_chats(
    transaction: &Transaction<'_>,
    (of, run): (&str, &str),
    chats: &[(String, ReadBack)],
) -> DatabaseResult<()> {
    if chats.is_empty() {
        return Ok(());
    }
    let sql = "SELECT chat, max(journal.id) FROM journal_groups g JOIN journal ON part_of = g.id
               WHERE g.instance = ?1 AND g.run = ?2 AND chat IS NOT NULL GROUP BY chat";
    let lines = all(transaction, sql, [of, run], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let lines: HashMap<String, i64> = lines.into_iter().collect();
    for (chat, found) in chats {
        if let Some(line) = lines.get(chat) {
            record(transaction, JournalId(*line), found)?;
        }
    }
    Ok(())
}

fn record(transaction: &Transaction<'_>, line: JournalId, found: &ReadBack) -> DatabaseResult<()> {
    chain::retire(transaction, line, Part::Found)?;
    transaction.prepare_cached("UPDATE journal SET found = ?2, found_at = ?3 WHERE id = ?1")?.execute(params![
        line.0,
        found.words(),
        now()
    ])?;
    chain::append(transaction, line, Part::Found)
}
