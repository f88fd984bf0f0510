//! Resends of saved queues, and the state of each message.
//!
//! A message has one row from the moment it is first selected, and only a `waiting` message may become `sending`. No
//! message can therefore be sent twice, even if the program is killed and regardless of the number of copies running.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use serde::Deserialize;

use super::batch::{self, Claim, RunId};
use super::journal::{self, at, read_why, text};
use super::saved_queues::read_message;
use super::tables::{all, instance, now, small, write};
use super::{DatabaseResult, JournalEntry, JournalId, Outcome, SavedQueueId, Tables, Why};
use crate::green_api::{IdInstance, QueuedMessage};

/// Identifies a resend run. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResendRunId(pub i64);

impl ResendRunId {
    /// Returns the run's name in the journal.
    pub fn in_journal(self) -> String {
        format!("send again {}", self.0)
    }
}

/// The state of a selected message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResendItemState {
    /// Not sent yet.
    Waiting,
    /// Recorded, and possibly sent.
    Sending,
    /// The server accepted it and assigned this id.
    Sent { id_message: String },
    /// The server did not accept it.
    Failed(Why),
    /// Possibly sent. Never resent unless the user asks for it.
    Unknown(Why),
}

/// Number of a run's messages in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ResendCounts {
    pub waiting: u32,
    pub sending: u32,
    pub sent: u32,
    pub failed: u32,
    pub unknown: u32,
}

/// A resend run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResendRun {
    pub id: ResendRunId,
    pub queue: SavedQueueId,
    pub instance: IdInstance,
    pub begun: Timestamp,
    /// Stopped by the user: waiting messages will not be sent.
    pub stopped: bool,
    /// Being sent now, in this session or another one.
    pub under_way: bool,
    pub counts: ResendCounts,
    /// The digits of the number from which it was last to send, if known. An instance may have another one by now.
    pub number: Option<String>,
}

/// A message of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResendItem {
    /// Its position in the saved queue.
    pub position: u32,
    pub state: ResendItemState,
    /// The time at which it entered this state.
    pub changed: Timestamp,
}

/// Whether a message may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendPermit {
    /// It may be sent; holds its journal entry, if it has one.
    May(Option<JournalId>),
    /// It no longer waits and must not be sent.
    No,
}

impl ResendCounts {
    /// Returns the number of selected messages.
    pub fn total(&self) -> u32 {
        self.waiting + self.sending + self.sent + self.failed + self.unknown
    }
}

impl RunId for ResendRunId {
    type Run = ResendRun;
    const RUNS: &'static str = "send_runs";
    const ITEMS: &'static str = "send_items";
    const OPEN: &'static str = "sending";

    fn number(self) -> i64 {
        self.0
    }

    fn read(row: &Row<'_>, under_way: bool) -> rusqlite::Result<ResendRun> {
        Ok(ResendRun {
            id: Self(row.get("id")?),
            queue: SavedQueueId(row.get("queue")?),
            instance: instance(row)?,
            begun: at(row, "begun_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
            stopped: row.get("stopped")?,
            under_way,
            counts: batch::counts(row)?,
            number: row.get("number")?,
        })
    }
}

impl ResendRun {
    /// Whether the program should offer to continue it.
    pub fn is_unfinished(&self) -> bool {
        !self.stopped && self.counts.waiting + self.counts.sending > 0
    }
}

/// The previously selected messages that may be selected for another run.
const MAY_BE_SELECTED: &str =
    "state = 'failed' OR (state = 'waiting' AND (SELECT stopped FROM send_runs r WHERE r.id = send_items.run))";

impl Tables {
    /// Starts a run with these messages of a saved queue. Leaves out messages that were sent, may have been sent, or
    /// wait in another run. Returns `None` if none is left.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_resend_run(&mut self, queue: SavedQueueId, positions: &[u32]) -> DatabaseResult<Option<ResendRunId>> {
        self.begin_run(queue, positions, MAY_BE_SELECTED)
    }

    /// Starts a run with those of these messages whose outcome is unknown, at the user's request: they may arrive
    /// twice. The other messages stay in their earlier run.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_resend_run_once_more(
        &mut self,
        queue: SavedQueueId,
        positions: &[u32],
    ) -> DatabaseResult<Option<ResendRunId>> {
        let sql = "SELECT place FROM send_items WHERE queue = ?1 AND state = 'unknown'";
        let unknown: Vec<u32> = all(&self.connection, sql, [queue.0], |row| row.get(0))?;
        let positions: Vec<u32> = positions.iter().copied().filter(|position| unknown.contains(position)).collect();
        self.begin_run(queue, &positions, "state = 'unknown'")
    }

    fn begin_run(
        &mut self,
        queue: SavedQueueId,
        positions: &[u32],
        may_be_selected: &str,
    ) -> DatabaseResult<Option<ResendRunId>> {
        let transaction = write(&mut self.connection)?;
        let sql =
            "INSERT INTO send_runs (queue, instance, begun_at) SELECT id, instance, ?2 FROM saved_queues WHERE id = ?1";
        if transaction.execute(sql, params![queue.0, now()])? == 0 {
            return Ok(None);
        }
        let run = transaction.last_insert_rowid();
        let mut selected = 0;
        {
            let mut insert = transaction.prepare(&format!(
                "INSERT INTO send_items (queue, place, run, state, changed_at)
                 SELECT queue, place, ?3, 'waiting', ?4 FROM saved_messages WHERE queue = ?1 AND place = ?2
                 ON CONFLICT (queue, place) DO UPDATE SET run = ?3, state = 'waiting', changed_at = ?4, why = '', said = ''
                 WHERE {may_be_selected}"
            ))?;
            for position in positions {
                selected += insert.execute(params![queue.0, position, run, now()])?;
            }
        }
        if selected == 0 {
            return Ok(None);
        }
        transaction.commit()?;
        Ok(Some(ResendRunId(run)))
    }

    /// Returns the runs of one instance or of all, the newest first.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn resend_runs(&mut self, of: Option<&IdInstance>) -> DatabaseResult<Vec<ResendRun>> {
        self.runs::<ResendRunId>(of)
    }

    /// Returns the messages of a run, in the order of sending.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn resend_items(&mut self, run: ResendRunId) -> DatabaseResult<Vec<ResendItem>> {
        all(&self.connection, "SELECT * FROM send_items WHERE run = ?1 ORDER BY place", [run.0], |row| {
            let changed = at(row, "changed_at")?.unwrap_or(Timestamp::UNIX_EPOCH);
            Ok(ResendItem { position: small(row, "place")?, state: read_state(row)?, changed })
        })
    }

    /// Claims a run to continue it from this number, until [`Tables::release_resend_run`] or the end of
    /// this session. The run is no longer stopped. Messages that an earlier claim left `sending` become unknown.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn claim_resend_run(&mut self, run: ResendRunId, number: &str) -> DatabaseResult<Claim<ResendRun>> {
        self.claim(run, |transaction| {
            let sql = "UPDATE send_runs SET stopped = 0, number = ?2 WHERE id = ?1";
            transaction.execute(sql, params![run.0, number])?;
            // A user who continues the run has seen which messages were interrupted.
            journal::note_run(transaction, &run.in_journal())
        })
    }

    /// Releases a run that this session has claimed. Messages still `sending` were given up and become unknown.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn release_resend_run(&mut self, run: ResendRunId) -> DatabaseResult<()> {
        self.release(run)
    }

    /// Marks a run as stopped by the user. Waiting messages stay, but the program no longer offers to continue.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn stop_resend_run(&mut self, run: ResendRunId) -> DatabaseResult<()> {
        self.stop(run)
    }

    /// Returns the next waiting message of a run.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn next_to_send(&mut self, run: ResendRunId) -> DatabaseResult<Option<(u32, QueuedMessage)>> {
        let sql = "SELECT i.place, m.raw FROM send_items i JOIN saved_messages m USING (queue, place)
                   WHERE i.run = ?1 AND i.state = 'waiting' ORDER BY i.place LIMIT 1";
        let mut statement = self.connection.prepare(sql)?;
        Ok(statement.query_row([run.0], |row| Ok((small(row, "place")?, read_message(row)?))).optional()?)
    }

    /// Records that a message is about to be sent, here and with this entry in the journal.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn begin_send(
        &mut self,
        run: ResendRunId,
        position: u32,
        entry: Option<&JournalEntry>,
    ) -> DatabaseResult<SendPermit> {
        let transaction = write(&mut self.connection)?;
        let begun = transaction.execute(
            "UPDATE send_items SET state = 'sending', changed_at = ?3
             WHERE run = ?1 AND place = ?2 AND state = 'waiting'",
            params![run.0, position, now()],
        )?;
        if begun == 0 {
            return Ok(SendPermit::No);
        }
        let line = entry.map(|entry| journal::begin(&transaction, &self.own, entry, None)).transpose()?;
        transaction.commit()?;
        Ok(SendPermit::May(line))
    }

    /// Records the outcome of sending a message, here and in the journal.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_send(
        &mut self,
        run: ResendRunId,
        position: u32,
        state: &ResendItemState,
        journal: Option<(JournalId, &Outcome)>,
    ) -> DatabaseResult<ResendCounts> {
        let transaction = write(&mut self.connection)?;
        let (id_message, why) = state.details();
        transaction.execute(
            "UPDATE send_items SET state = ?3, id_message = ?4, why = ?5, said = ?6, changed_at = ?7
             WHERE run = ?1 AND place = ?2",
            params![run.0, position, state.word(), id_message, why.name, why.said, now()],
        )?;
        if let Some((id, outcome)) = journal {
            journal::end(&transaction, id, outcome)?;
        }
        let counts = batch::claimed(&transaction, run)?.map(|run| run.counts).unwrap_or_default();
        transaction.commit()?;
        Ok(counts)
    }
}

impl ResendItemState {
    fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent { .. } => "sent",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
        }
    }

    fn details(&self) -> (&str, Why) {
        match self {
            Self::Waiting | Self::Sending => ("", Why::default()),
            Self::Sent { id_message } => (id_message, Why::default()),
            Self::Failed(why) | Self::Unknown(why) => ("", why.clone()),
        }
    }
}

/// Reads the columns of an item's state.
pub(super) fn read_state(row: &Row<'_>) -> rusqlite::Result<ResendItemState> {
    let word: String = row.get("state")?;
    Ok(match word.as_str() {
        "waiting" => ResendItemState::Waiting,
        "sending" => ResendItemState::Sending,
        "sent" => ResendItemState::Sent { id_message: text(row, "id_message")? },
        "failed" => ResendItemState::Failed(read_why(row)?),
        _ => ResendItemState::Unknown(read_why(row)?),
    })
}
