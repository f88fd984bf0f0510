//! The journal: every change that this program requested from a server, written before the request and again when its
//! outcome is known.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::tables::{all, instance, now, time};
use super::{DatabaseResult, Tables};
use crate::green_api::{Failure, FailureOutcome, IdInstance, MutatingMethod, redact};

/// Identifies a journal entry; later entries have higher numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JournalId(pub i64);

/// The method of an entry about a change that the watch saw. No such method exists: nothing was requested.
pub const JOURNAL_WATCH: &str = "watch";

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
    /// `None` while the change is under way and, if the program ended meanwhile, until the user has acknowledged that.
    pub ended: Option<Timestamp>,
    pub instance: IdInstance,
    pub method: MutatingMethod,
    pub asked: String,
    pub run: Option<String>,
    pub outcome: Outcome,
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

    fn why(&self) -> Option<&Why> {
        match self {
            Self::UnderWay | Self::Done => None,
            Self::Refused(why) | Self::NotSent(why) | Self::Unknown(why) => Some(why),
        }
    }
}

impl Tables {
    /// Records a change about to be requested. The request may be sent only after this.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_entry(&mut self, entry: &JournalEntry) -> DatabaseResult<JournalId> {
        begin(&self.connection, &self.own.session, entry)
    }

    /// Records the outcome of a change.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_entry(&mut self, id: JournalId, outcome: &Outcome) -> DatabaseResult<()> {
        end(&self.connection, id, outcome)
    }

    /// Returns the newest rows of one instance or of all, at most `most`. For the next page, pass the last id as
    /// `before`.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn journal(
        &mut self,
        of: Option<&IdInstance>,
        before: Option<JournalId>,
        most: u32,
    ) -> DatabaseResult<Vec<JournalRow>> {
        let sql = "SELECT * FROM journal WHERE (?1 IS NULL OR instance = ?1) AND (?2 IS NULL OR id < ?2)
                   ORDER BY id DESC LIMIT ?3";
        let before = before.map(|id| id.0);
        all(&self.connection, sql, params![of.map(IdInstance::as_str), before, most], read_row)
    }

    /// Returns the changes of this instance that were under way when the program ended and that the user has not
    /// acknowledged, the oldest first. Changes of a run are reported with that run while it can be continued: always
    /// for runs that archive, and for a resend as long as any message waits in it.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn interrupted(&mut self, of: &IdInstance) -> DatabaseResult<Vec<JournalRow>> {
        let sql = "SELECT * FROM journal
                   WHERE instance = ?1 AND outcome = 'unknown' AND why = ?2 AND ended_at IS NULL ORDER BY id";
        let mut rows = all(&self.connection, sql, [of.as_str(), Why::PROGRAM_ENDED], read_row)?;
        let over = self.resend_runs(Some(of))?.into_iter().filter(|run| run.counts.waiting == 0);
        let over: HashSet<String> = over.map(|run| run.id.in_journal()).collect();
        rows.retain(|row| row.run.as_ref().is_none_or(|run| over.contains(run)));
        Ok(rows)
    }

    /// Records that the user knows the program ended during this change. Its outcome stays unknown.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn note_interrupted(&mut self, id: JournalId) -> DatabaseResult<()> {
        let sql = "UPDATE journal SET ended_at = ?2 WHERE id = ?1 AND outcome = 'unknown' AND ended_at IS NULL";
        self.connection.execute(sql, params![id.0, now()])?;
        Ok(())
    }

    /// Returns every instance with a row, including removed ones.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn journal_instances(&mut self) -> DatabaseResult<Vec<IdInstance>> {
        all(&self.connection, "SELECT DISTINCT instance FROM journal ORDER BY instance", [], instance)
    }
}

pub(super) fn begin(connection: &Connection, session: &str, entry: &JournalEntry) -> DatabaseResult<JournalId> {
    connection.execute(
        "INSERT INTO journal (begun_at, session, instance, method, asked, run) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![now(), session, entry.instance.as_str(), entry.method, redact::all(&entry.asked), entry.run],
    )?;
    Ok(JournalId(connection.last_insert_rowid()))
}

pub(super) fn end(connection: &Connection, id: JournalId, outcome: &Outcome) -> DatabaseResult<()> {
    let why = outcome.why().cloned().unwrap_or_default();
    connection.execute(
        "UPDATE journal SET ended_at = ?2, outcome = ?3, why = ?4, said = ?5 WHERE id = ?1",
        params![id.0, now(), outcome.word(), why.name, why.said],
    )?;
    Ok(())
}

/// Marks the changes that this ended session left under way as unknown.
pub(super) fn settle(transaction: &Transaction<'_>, session: &str) -> DatabaseResult<()> {
    transaction.execute(
        "UPDATE journal SET outcome = 'unknown', why = ?2 WHERE session = ?1 AND outcome IS NULL",
        [session, Why::PROGRAM_ENDED],
    )?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    let outcome: Option<String> = row.get("outcome")?;
    let ended: Option<i64> = row.get("ended_at")?;
    let why = read_why(row)?;
    Ok(JournalRow {
        id: JournalId(row.get("id")?),
        begun: time(row, "begun_at")?,
        ended: ended.map(|_| time(row, "ended_at")).transpose()?,
        instance: instance(row)?,
        method: MutatingMethod::from_name(&row.get::<_, String>("method")?),
        asked: row.get("asked")?,
        run: row.get("run")?,
        outcome: match outcome.as_deref() {
            None => Outcome::UnderWay,
            Some("done") => Outcome::Done,
            Some("refused") => Outcome::Refused(why),
            Some("not sent") => Outcome::NotSent(why),
            Some(_) => Outcome::Unknown(why),
        },
    })
}

/// Reads the columns `why` and `said`.
pub(super) fn read_why(row: &Row<'_>) -> rusqlite::Result<Why> {
    Ok(Why { name: row.get("why")?, said: row.get("said")? })
}
