//! The journal: every change that this program requested from a server, written before the request, again when its
//! outcome is known, and once more when the result was read back.
//!
//! [`groups`] lists it, [`statement`] searches it, [`read_back`] adds what the server showed afterwards. [`chain`] makes a
//! later alteration visible, [`heads`] an older copy of the whole file; [`verify`] looks for either.

pub(super) mod chain;
mod groups;
pub(super) mod heads;
mod read;
pub(super) mod read_back;
mod statement;
mod verify;

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params};
use serde_json::Value;

use self::chain::Part;
pub use self::groups::{JournalAct, JournalFilter, JournalGroup, JournalPage, MAX_COUNT, OutcomeFilter, Rows, Sought};
pub(super) use self::read::{at, read_why, text};
use self::read::{columns, read_row};
pub use self::read_back::ReadBack;
pub use self::verify::{Finding, Verification};
use super::tables::{Own, all, now, readable, write};
use super::{ClearedTogether, DatabaseResult, Tables};
use crate::green_api::{Failure, FailureOutcome, IdInstance, MutatingMethod, redact};

/// Identifies a journal entry; later entries have higher numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JournalId(pub i64);

/// The method of an entry about a change that the watch saw. No such method exists: nothing was requested.
pub const JOURNAL_WATCH: &str = "watch";

/// The method of an entry about an ended replacement of a number. No such method exists: its requests have their own lines.
pub const JOURNAL_REPLACEMENT: &str = "replaceNumber";

/// A change about to be requested.
#[derive(Clone, Debug)]
pub struct JournalEntry {
    pub instance: IdInstance,
    /// The method's name as in the path.
    pub method: &'static str,
    /// The body of the request, or a description; redacted when written. Contains no text of a customer's message.
    pub asked: String,
    /// The run it belongs to, such as `send again 7`; `None` for a single change.
    pub run: Option<String>,
}

/// Reason why something failed, in a form that outlives the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The name of a [`Failure`], or one of the constants here. Screens have texts for it.
    pub name: String,
    /// The server's own words, redacted; empty if there are none.
    pub said: String,
}

/// The outcome of a requested change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not known yet: the request is in progress, in this session or another one.
    UnderWay,
    Done,
    /// The server did not make the change.
    Refused(Why),
    /// The request never left this computer.
    NotSent(Why),
    /// Possibly done: no usable response arrived, or the program ended first.
    Unknown(Why),
}

/// A row of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    pub id: JournalId,
    pub begun: Timestamp,
    /// `None` while the change is under way, and if the program ended meanwhile.
    pub ended: Option<Timestamp>,
    pub instance: IdInstance,
    pub method: MutatingMethod,
    pub asked: String,
    pub run: Option<String>,
    pub outcome: Outcome,
    /// The system's user who ran the program; empty if it is not known.
    pub who: String,
    /// The name of the chat then; empty if it had none.
    pub named: String,
    /// The name of the chat in the stored list of chats; empty if it has none there.
    pub known: String,
    /// The result of reading back, and its time.
    pub found: Option<(ReadBack, Timestamp)>,
}

impl JournalRow {
    /// Returns the name that the chat had then, or else its name now; empty if it has none.
    pub fn chat_name(&self) -> &str {
        if self.named.is_empty() { &self.known } else { &self.named }
    }
}

impl Why {
    /// The program ended before the response arrived.
    pub const PROGRAM_ENDED: &'static str = "ProgramEnded";
    /// The server could not fetch the file: its link has expired.
    pub const LINK_EXPIRED: &'static str = "LinkExpired";
    /// The messenger or the method does not accept such a message.
    pub const NOT_SENDABLE: &'static str = "NotSendable";

    /// Creates a reason with a name and without the server's words.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), said: String::new() }
    }

    /// Extracts the parts of a failure that are stored.
    pub fn of(failure: &Failure) -> Self {
        let said = match failure {
            // The words of this failure list customers' numbers.
            Failure::Quota(_) => "",
            failure => failure.server_text().unwrap_or_default(),
        };
        Self { name: failure.name().to_owned(), said: redact::all(said) }
    }
}

impl Outcome {
    /// Converts the result of a call that changes something.
    pub fn of<T>(result: &Result<T, Failure>) -> Self {
        let Err(failure) = result else { return Self::Done };
        match failure.traits().outcome {
            FailureOutcome::Unknown => Self::Unknown(Why::of(failure)),
            FailureOutcome::NotSent => Self::NotSent(Why::of(failure)),
            FailureOutcome::Refused => Self::Refused(Why::of(failure)),
        }
    }

    fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::UnderWay => return None,
            Self::Done => "done",
            Self::Refused(_) => "refused",
            Self::NotSent(_) => "not sent",
            Self::Unknown(_) => "unknown",
        })
    }

    pub fn why(&self) -> Option<&Why> {
        match self {
            Self::UnderWay | Self::Done => None,
            Self::Refused(why) | Self::NotSent(why) | Self::Unknown(why) => Some(why),
        }
    }

    /// Returns the server's own words; empty if there are none.
    pub fn said(&self) -> &str {
        self.why().map_or("", |why| &why.said)
    }
}

impl Tables {
    /// Records a change about to be requested. The request may be sent only after this.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_entry(&mut self, entry: &JournalEntry) -> DatabaseResult<JournalId> {
        let transaction = write(&mut self.connection)?;
        let id = begin(&transaction, &self.own, entry, None)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Records the outcome of a change.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_entry(&mut self, id: JournalId, outcome: &Outcome) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        end(&transaction, id, outcome)?;
        Ok(transaction.commit()?)
    }

    /// Returns the changes of one instance or of all that were under way when the program ended and that the user has not
    /// acknowledged, the oldest first. Changes of a run are reported with that run while it can be continued: always
    /// for runs that archive, and for a resend as long as any message waits in it. A clearing of several queues cannot
    /// be continued. The last clearing of a queue is among them if it was done and not read again.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn interrupted(&mut self, of: Option<&IdInstance>) -> DatabaseResult<Vec<JournalRow>> {
        let columns = columns("journal");
        let sql = format!(
            "SELECT {columns} FROM journal
             WHERE (?1 IS NULL OR instance = ?1) AND outcome = 'unknown' AND why = ?2 AND ended_at IS NULL
             ORDER BY id"
        );
        let values = params![of.map(IdInstance::as_str), Why::PROGRAM_ENDED];
        let mut rows = all(&self.connection, &sql, values, read_row)?;
        let over = self.resend_runs(of)?.into_iter().filter(|run| run.counts.waiting == 0);
        let over: HashSet<String> = over.map(|run| run.id.in_journal()).collect();
        rows.retain(|row| row.run.as_ref().is_none_or(|run| ClearedTogether::is_run(run) || over.contains(run)));
        rows.extend(self.cleared_and_not_read(of)?);
        rows.sort_by_key(|row| row.id);
        Ok(rows)
    }

    /// Returns the last clearing of each queue, if an ended session did not read the queue again afterwards.
    fn cleared_and_not_read(&self, of: Option<&IdInstance>) -> DatabaseResult<Vec<JournalRow>> {
        let columns = columns("journal");
        // The method is written out, so that SQLite uses its partial index.
        let sql = format!(
            "SELECT {columns}, session FROM journal
             WHERE id IN (SELECT max(id) FROM journal
                          WHERE method = 'clearMessagesQueue' AND (?1 IS NULL OR instance = ?1) GROUP BY instance)
                 AND outcome = 'done' AND found_at IS NULL"
        );
        let values = [of.map(IdInstance::as_str)];
        let read = |row: &Row<'_>| Ok((row.get::<_, String>("session")?, read_row(row)?));
        let rows = readable(&self.connection, &sql, values, "clearings", read)?;
        let is_over = |session: &str| !self.own.is_alive(session);
        Ok(rows.into_iter().filter(|(session, _)| is_over(session)).map(|(_, row)| row).collect())
    }

    /// Records that the user knows the program ended during this change. Its outcome stays unknown.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn note_interrupted(&mut self, id: JournalId) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        note(&transaction, "id = ?1", id.0)?;
        Ok(transaction.commit()?)
    }
}

/// Records that the user knows of the interrupted changes that `which` selects with this value.
fn note(transaction: &Transaction<'_>, which: &str, value: impl ToSql) -> DatabaseResult<()> {
    let sql = format!("SELECT id FROM journal WHERE {which} AND outcome = 'unknown' AND ended_at IS NULL");
    for line in all(transaction, &sql, [value], |row| row.get(0))? {
        chain::retire(transaction, JournalId(line), Part::Ended)?;
        transaction.execute("UPDATE journal SET ended_at = ?2 WHERE id = ?1", params![line, now()])?;
        chain::append(transaction, JournalId(line), Part::Ended)?;
    }
    Ok(())
}

/// Records that the user knows which changes of this run were interrupted.
pub(super) fn note_run(transaction: &Transaction<'_>, run: &str) -> DatabaseResult<()> {
    note(transaction, "run = ?1", run)
}

/// Writes a line. The caller's transaction makes it and its record in the chain one. `named` is the name of the chat;
/// without it, the line has the name in the stored list of chats.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    own: &Own,
    entry: &JournalEntry,
    named: Option<String>,
) -> DatabaseResult<JournalId> {
    let named = named.filter(|name| !name.is_empty()).map_or_else(|| name_of_chat(transaction, entry), Ok)?;
    let asked = redact::all(&entry.asked);
    let id = transaction
        .prepare_cached(
            "INSERT INTO journal (begun_at, session, who, instance, method, asked, run, named)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        )?
        .query_row(
            params![
                now(),
                own.session,
                own.user,
                entry.instance.as_str(),
                entry.method,
                asked,
                entry.run,
                redact::all(&named)
            ],
            |row| row.get(0),
        )?;
    chain::append(transaction, JournalId(id), Part::Begun)?;
    Ok(JournalId(id))
}

/// Returns the stored name of the chat that the request is about; empty if there is none.
fn name_of_chat(connection: &Connection, entry: &JournalEntry) -> DatabaseResult<String> {
    let asked: Value = serde_json::from_str(&entry.asked).unwrap_or_default();
    let Some(chat) = asked.get("chatId").and_then(Value::as_str) else { return Ok(String::new()) };
    let name: Option<Option<String>> = connection
        .prepare_cached("SELECT name FROM chats INDEXED BY chats_by_id WHERE instance = ?1 AND id = ?2")?
        .query_row([entry.instance.as_str(), chat], |row| row.get(0))
        .optional()?;
    Ok(name.flatten().unwrap_or_default())
}

pub(super) fn end(transaction: &Transaction<'_>, id: JournalId, outcome: &Outcome) -> DatabaseResult<()> {
    let why = outcome.why().cloned().unwrap_or_default();
    chain::retire(transaction, id, Part::Ended)?;
    let ended = transaction
        .prepare_cached("UPDATE journal SET ended_at = ?2, outcome = ?3, why = ?4, said = ?5 WHERE id = ?1")?
        .execute(params![id.0, now(), outcome.word(), why.name, why.said])?;
    // The line was deleted meanwhile, with its instance.
    if ended == 0 {
        return Ok(());
    }
    chain::append(transaction, id, Part::Ended)
}

/// Marks the changes that this ended session left under way as unknown.
pub(super) fn settle(transaction: &Transaction<'_>, session: impl ToSql) -> DatabaseResult<()> {
    let sql = "UPDATE journal SET outcome = 'unknown', why = ?2 WHERE session = ?1 AND outcome IS NULL RETURNING id";
    for line in all(transaction, sql, params![session, Why::PROGRAM_ENDED], |row| row.get(0))? {
        chain::append(transaction, JournalId(line), Part::Ended)?;
    }
    Ok(())
}
