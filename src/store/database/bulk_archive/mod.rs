//! Runs that archive or unarchive chats, and the state of each chat.
//!
//! A run has one row for each chat. Only a `waiting` chat may become `changing`, and it waits again only after it was
//! read back. No chat is therefore requested twice without need, even if the program is killed.

mod state;
mod steps;

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use self::state::read_state;
use super::batch::{self, Claim, RunId};
use super::journal::{at, text};
use super::tables::{all, instance, now, small, write};
use super::{DatabaseResult, Tables, Why};
use crate::green_api::{ArchiveDirection, IdInstance};

pub use state::{ArchiveCounts, ChatState};
pub use steps::{BegunChange, EndedChange};

/// Identifies a run that archives or unarchives. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArchiveRunId(pub i64);

impl ArchiveRunId {
    /// Returns the run's name in the journal.
    pub fn in_journal(self) -> String {
        format!("archive chats {}", self.0)
    }
}

/// A run to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArchiveRun {
    pub instance: IdInstance,
    pub direction: ArchiveDirection,
    /// The digits of the linked number, if known.
    pub number: Option<String>,
    /// The chats in request order, each once.
    pub chats: Vec<NewArchiveItem>,
}

/// A chat of a run to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArchiveItem {
    /// The id as it is sent; an invalid id as entered.
    pub chat: String,
    /// The name as displayed.
    pub name: String,
    /// Whether it is archived now, if known.
    pub was: Option<bool>,
    /// [`ChatState::Waiting`], or a state known without a request.
    pub state: ChatState,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveRun {
    pub id: ArchiveRunId,
    pub instance: IdInstance,
    pub direction: ArchiveDirection,
    /// The run that it undoes.
    pub undoes: Option<ArchiveRunId>,
    pub begun: Timestamp,
    /// The time at which no chat was left to request; `None` before, and after a chat waits again.
    pub ended: Option<Timestamp>,
    /// The time of the last comparison with the server's list of chats.
    pub verified: Option<Timestamp>,
    /// Stopped by the user: waiting chats will not be requested.
    pub stopped: bool,
    /// Being continued or verified now, in this session or another one.
    pub under_way: bool,
    pub counts: ArchiveCounts,
    /// The digits of the number that was linked when it began, if known. An instance may have another one by now.
    pub number: Option<String>,
    /// Number of its changes that can still be undone.
    pub to_undo: u32,
}

/// A chat of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveItem {
    /// Position in request order, from 1.
    pub position: u32,
    /// The id as it is sent; an invalid id as entered.
    pub chat: String,
    /// The name as displayed when the run began.
    pub name: String,
    /// Whether it was archived before, if known.
    pub was: Option<bool>,
    /// Number of requests begun for it since it was selected or retried.
    pub asked: u32,
    pub state: ChatState,
    /// The time at which it entered this state.
    pub changed: Timestamp,
}

/// The purpose of claiming a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPurpose {
    /// Continue it: it is no longer stopped, ended or verified.
    CarryOn,
    /// Compare it with the server's list.
    Verify,
}

impl ArchiveRun {
    /// Whether the program should offer to continue it.
    pub fn is_unfinished(&self) -> bool {
        // The last requests may have been cut off too: those chats are still to read back.
        !self.stopped && (self.counts.left() > 0 || (self.ended.is_none() && self.counts.unknown > 0))
    }
}

/// Whether the run of `item` changed it, and no other run has undone or will undo this.
const CAN_BE_UNDONE: &str = "item.state = 'changed' AND NOT EXISTS (
    SELECT 1 FROM archive_runs other JOIN archive_items undone ON undone.run = other.id
    WHERE other.undoes = item.run AND undone.chat = item.chat AND (undone.state IN ('changed', 'already so', 'found so')
        OR (undone.state IN ('waiting', 'changing', 'unknown') AND NOT other.stopped)))";

impl RunId for ArchiveRunId {
    type Run = ArchiveRun;
    const RUNS: &'static str = "archive_runs";
    const ITEMS: &'static str = "archive_items";
    const OPEN: &'static str = "changing";

    fn number(self) -> i64 {
        self.0
    }

    fn read(row: &Row<'_>, under_way: bool) -> rusqlite::Result<ArchiveRun> {
        Ok(ArchiveRun {
            id: Self(row.get("id")?),
            instance: instance(row)?,
            direction: direction(row)?,
            undoes: row.get::<_, Option<i64>>("undoes")?.map(Self),
            begun: at(row, "begun_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
            ended: at(row, "ended_at")?,
            verified: at(row, "verified_at")?,
            stopped: row.get("stopped")?,
            under_way,
            counts: batch::counts(row)?,
            number: row.get("number")?,
            to_undo: batch::counts::<HashMap<String, u32>>(row)?.remove("to undo").unwrap_or_default(),
        })
    }

    fn more_counts() -> String {
        format!("UNION ALL SELECT 'to undo', count(*) FROM archive_items item WHERE run = this.id AND {CAN_BE_UNDONE}")
    }
}

impl Tables {
    /// Starts a run. Leaves out repeated chats.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_archive_run(&mut self, new: &NewArchiveRun) -> DatabaseResult<ArchiveRunId> {
        let transaction = write(&mut self.connection)?;
        let run = insert_run(&transaction, &new.instance, new.direction, None, new.number.as_deref())?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO archive_items (run, place, chat, name, was, state, why, said, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (run, chat) DO NOTHING",
            )?;
            let (none, now) = (Why::default(), now());
            for (position, item) in (1_u32..).zip(&new.chats) {
                let why = item.state.why().unwrap_or(&none);
                let word = item.state.word();
                insert
                    .execute(params![run.0, position, item.chat, item.name, item.was, word, why.name, why.said, now])?;
            }
        }
        transaction.commit()?;
        Ok(run)
    }

    /// Stores the digits of the number whose chats a run changes, unless one is stored.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn number_archive_run(&mut self, run: ArchiveRunId, number: &str) -> DatabaseResult<()> {
        let sql = "UPDATE archive_runs SET number = ?2 WHERE id = ?1 AND number IS NULL";
        self.connection.execute(sql, params![run.0, number])?;
        Ok(())
    }

    /// Starts a run that undoes the changes of this one and nothing else, with the `number` that is linked now. Leaves out
    /// chats that another such run has undone or will undo. Returns `None` if no chat is left.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn undo_archive_run(
        &mut self,
        run: ArchiveRunId,
        number: Option<&str>,
    ) -> DatabaseResult<Option<ArchiveRunId>> {
        let transaction = write(&mut self.connection)?;
        let sql = "SELECT instance, archives FROM archive_runs WHERE id = ?1";
        let undone = transaction.query_row(sql, [run.0], |row| Ok((instance(row)?, direction(row)?)));
        let Some((instance, undone)) = undone.optional()? else { return Ok(None) };
        let undo = insert_run(&transaction, &instance, undone.opposite(), Some(run), number)?;
        let selected = transaction.execute(
            &format!(
                "INSERT INTO archive_items (run, place, chat, name, was, state, changed_at)
                 SELECT ?2, row_number() OVER (ORDER BY place), chat, name, ?3, 'waiting', ?4 FROM archive_items item
                 WHERE run = ?1 AND {CAN_BE_UNDONE}"
            ),
            params![run.0, undo.0, undone.archived(), now()],
        )?;
        if selected == 0 {
            return Ok(None);
        }
        transaction.commit()?;
        Ok(Some(undo))
    }

    /// Returns the runs of one instance or of all, the newest first.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn archive_runs(&mut self, of: Option<&IdInstance>) -> DatabaseResult<Vec<ArchiveRun>> {
        self.runs::<ArchiveRunId>(of)
    }

    /// Returns one run; `None` if it does not exist.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn archive_run(&mut self, run: ArchiveRunId) -> DatabaseResult<Option<ArchiveRun>> {
        self.run(run)
    }

    /// Returns the chats of a run, in request order.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn archive_items(&mut self, run: ArchiveRunId) -> DatabaseResult<Vec<ArchiveItem>> {
        read_items(&self.connection, run, &[])
    }

    /// Returns the chats of a run in any of these states, regardless of their causes, in request order.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn archive_items_in(&mut self, run: ArchiveRunId, states: &[ChatState]) -> DatabaseResult<Vec<ArchiveItem>> {
        if states.is_empty() {
            return Ok(Vec::new());
        }
        read_items(&self.connection, run, states)
    }

    /// Claims a run until [`Tables::release_archive_run`] or the end of this session. Chats whose request an earlier
    /// claim left open become unknown.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn claim_archive_run(&mut self, run: ArchiveRunId, purpose: ClaimPurpose) -> DatabaseResult<Claim<ArchiveRun>> {
        self.claim(run, |transaction| {
            if purpose == ClaimPurpose::CarryOn {
                transaction.execute(
                    "UPDATE archive_runs SET stopped = 0, ended_at = NULL, verified_at = NULL WHERE id = ?1",
                    [run.0],
                )?;
            }
            Ok(())
        })
    }

    /// Releases a run that this session has claimed.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn release_archive_run(&mut self, run: ArchiveRunId) -> DatabaseResult<()> {
        self.release(run)
    }

    /// Marks a run as stopped by the user. Waiting chats stay, but the program no longer offers to continue. Returns
    /// whether it is stopped: one that another copy of the program carries on goes on.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn stop_archive_run(&mut self, run: ArchiveRunId) -> DatabaseResult<bool> {
        let is_stopped = !self.is_elsewhere(run)?;
        if is_stopped {
            self.stop(run)?;
        }
        Ok(is_stopped)
    }
}

fn insert_run(
    transaction: &Transaction<'_>,
    instance: &IdInstance,
    direction: ArchiveDirection,
    undoes: Option<ArchiveRunId>,
    number: Option<&str>,
) -> DatabaseResult<ArchiveRunId> {
    transaction.execute(
        "INSERT INTO archive_runs (instance, archives, undoes, begun_at, number) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![instance.as_str(), direction.archived(), undoes.map(|run| run.0), now(), number],
    )?;
    Ok(ArchiveRunId(transaction.last_insert_rowid()))
}

fn direction(row: &Row<'_>) -> rusqlite::Result<ArchiveDirection> {
    row.get("archives").map(ArchiveDirection::towards)
}

/// Reads the chats in any of these states, or all chats if `states` is empty. A chat is read as far as it can be: one bad
/// value must not stop the others of its run.
fn read_items(connection: &Connection, run: ArchiveRunId, states: &[ChatState]) -> DatabaseResult<Vec<ArchiveItem>> {
    let words: Vec<String> = states.iter().map(|state| format!("'{}'", state.word())).collect();
    let filter = if words.is_empty() { String::new() } else { format!("AND state IN ({})", words.join(", ")) };
    let sql = format!("SELECT * FROM archive_items WHERE run = ?1 {filter} ORDER BY place");
    all(connection, &sql, [run.0], |row| {
        Ok(ArchiveItem {
            position: small(row, "place")?,
            chat: text(row, "chat")?,
            name: text(row, "name")?,
            was: row.get("was")?,
            asked: small(row, "asked")?,
            state: read_state(row)?,
            changed: at(row, "changed_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
        })
    })
}
