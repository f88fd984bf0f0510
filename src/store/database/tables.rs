//! The open database, as seen by jobs.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Params, Row, Transaction, TransactionBehavior};

use super::journal::heads::KeptHead;
use super::session::{self, Claims};
use super::{ArchiveRunId, DatabaseResult, ResendRunId, batch, journal};
use crate::green_api::IdInstance;

/// The operations available to a job. They are implemented in the files of their subjects.
pub struct Tables {
    pub(super) connection: Connection,
    pub(super) own: Own,
}

/// This session's identity and claims.
pub(super) struct Own {
    /// This session's name.
    pub session: String,
    /// The system's name of the user, for the journal; empty if the system names none.
    pub user: String,
    folder: PathBuf,
    pub claimed: Claims,
    /// The head of the journal's chain in its file.
    pub head: KeptHead,
}

impl Own {
    /// Whether a session is live.
    pub fn is_alive(&self, session: &str) -> bool {
        session == self.session || session::is_alive(&self.folder, session)
    }

    /// Returns the folder of the file; empty in memory.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the session that claimed this run is still continuing it.
    pub fn is_under_way(&self, run: (&'static str, i64), session: &str) -> bool {
        if session == self.session {
            self.claimed.with(|claimed| claimed.contains(&run))
        } else {
            self.is_alive(session)
        }
    }
}

impl Tables {
    pub(super) fn new(connection: Connection, folder: &Path, session: &str, claimed: Claims) -> Self {
        let own = Own {
            session: session.to_owned(),
            user: session::user(),
            folder: folder.to_path_buf(),
            claimed,
            head: KeptHead::default(),
        };
        Self { connection, own }
    }

    /// Whether a table has used up its ids, which SQLite reports as a full disk (sqlite.org/autoinc.html). Only another
    /// program makes it so.
    pub(super) fn has_no_ids(&self) -> bool {
        let sql = "SELECT max(seq) FROM sqlite_sequence";
        self.connection.query_row(sql, [], |row| row.get(0)).is_ok_and(|highest: i64| highest == i64::MAX)
    }

    /// Marks everything that ended sessions left unfinished as unknown.
    pub(super) fn settle_left_overs(&mut self) -> DatabaseResult<()> {
        let sql = "SELECT session FROM journal WHERE outcome IS NULL
                   UNION SELECT session FROM send_runs WHERE session IS NOT NULL
                   UNION SELECT session FROM archive_runs WHERE session IS NOT NULL";
        // Bytes that are no text name no session.
        let mut gone: Vec<Vec<u8>> = all(&self.connection, sql, [], |row| Ok(row.get_ref(0)?.as_bytes()?.to_vec()))?;
        gone.retain(|session| !str::from_utf8(session).is_ok_and(|session| self.own.is_alive(session)));
        if gone.is_empty() {
            return Ok(());
        }
        let transaction = write(&mut self.connection)?;
        for session in &gone {
            let session = &ToSqlOutput::Borrowed(ValueRef::Text(session));
            journal::settle(&transaction, session)?;
            batch::settle::<ResendRunId>(&transaction, session, None)?;
            batch::settle::<ArchiveRunId>(&transaction, session, None)?;
        }
        Ok(transaction.commit()?)
    }
}

/// Starts a transaction that may write. It waits for other writers at its start, not in its middle.
pub(super) fn write(connection: &mut Connection) -> DatabaseResult<Transaction<'_>> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Returns all rows of a query.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> DatabaseResult<Vec<T>> {
    Ok(connection.prepare(sql)?.query_map(values, read)?.collect::<Result<_, _>>()?)
}

/// Returns the readable rows of a query. Skips the others, which are `named`; the log has their number.
pub(super) fn readable<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    named: &str,
    mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> DatabaseResult<Vec<T>> {
    let rows = all(connection, sql, values, |row| Ok(read(row)))?;
    let count = rows.len();
    let readable: Vec<T> = rows.into_iter().flatten().collect();
    if readable.len() < count {
        tracing::warn!("{} {named} are unreadable, and were skipped", count - readable.len());
    }
    Ok(readable)
}

/// Returns the current time in milliseconds since 1970.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// Reads a column of milliseconds.
pub(super) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(column)?).map_err(|error| odd(Type::Integer, error))
}

/// Reads a position or another small number; the nearest possible one in place of what only another program writes.
pub(super) fn small(row: &Row<'_>, column: &str) -> rusqlite::Result<u32> {
    Ok(row.get::<_, i64>(column)?.clamp(0, u32::MAX.into()) as u32)
}

/// Reads the column `instance`.
pub(super) fn instance(row: &Row<'_>) -> rusqlite::Result<IdInstance> {
    let text: String = row.get("instance")?;
    IdInstance::parse(&text).map_err(|error| odd(Type::Text, error))
}

/// Returns the error for a value that this program did not write.
pub(super) fn odd(kind: Type, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(error))
}
