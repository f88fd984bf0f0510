//! The open database, as the jobs see it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior};

use super::claim::RunId;
use super::{DatabaseNotice, DatabaseResult, session};
use crate::green_api::IdInstance;

/// The operations, for the time of one job. They stand in the files of their subjects.
pub struct Tables {
    pub(super) connection: Connection,
    pub(super) own: Own,
    notices: Vec<DatabaseNotice>,
}

/// What this run of the program is, and has in hand.
pub(super) struct Own {
    /// The name of its session.
    pub session: String,
    folder: PathBuf,
    /// The runs that it is carrying on. Known here too, since a full disk may keep a release from being written.
    pub claimed: BTreeSet<RunId>,
}

impl Own {
    /// Whether a run of the program is still there.
    fn is_alive(&self, session: &str) -> bool {
        session == self.session || session::is_alive(&self.folder, session)
    }

    /// Whether the run of the program that has taken this run is still carrying it on.
    pub fn is_under_way(&self, run: RunId, session: &str) -> bool {
        if session == self.session { self.claimed.contains(&run) } else { self.is_alive(session) }
    }
}

impl Tables {
    pub(super) fn new(connection: Connection, folder: &Path, session: &str, notices: Vec<DatabaseNotice>) -> Self {
        let own = Own { session: session.to_owned(), folder: folder.to_path_buf(), claimed: BTreeSet::new() };
        Self { connection, own, notices }
    }

    /// What was found when the file was opened; each is given once.
    pub fn take_notices(&mut self) -> Vec<DatabaseNotice> {
        std::mem::take(&mut self.notices)
    }

    /// What an ended run of the program began and never ended is unknown from now on.
    pub(super) fn settle_left_overs(&mut self) -> DatabaseResult<()> {
        let named: Vec<String> = {
            let sql = "SELECT session FROM journal WHERE outcome IS NULL
                       UNION SELECT session FROM send_runs WHERE session IS NOT NULL
                       UNION SELECT session FROM archive_runs WHERE session IS NOT NULL";
            let mut statement = self.connection.prepare(sql)?;
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        let gone: Vec<String> = named.into_iter().filter(|session| !self.own.is_alive(session)).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let now = now();
        let transaction = write(&mut self.connection)?;
        for session in &gone {
            super::journal::settle(&transaction, session)?;
            super::resend::settle(&transaction, session, now)?;
            super::bulk_archive::settle(&transaction, session, now)?;
        }
        Ok(transaction.commit()?)
    }
}

/// A transaction that may write: it waits for other writers at its beginning, not in its middle.
pub(super) fn write(connection: &mut Connection) -> DatabaseResult<Transaction<'_>> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Milliseconds since 1970.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// A column of milliseconds.
pub(super) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(column)?).map_err(|error| odd(Type::Integer, error))
}

/// The column `instance`.
pub(super) fn instance(row: &Row<'_>) -> rusqlite::Result<IdInstance> {
    let text: String = row.get("instance")?;
    IdInstance::parse(&text).map_err(|error| odd(Type::Text, error))
}

/// A value that this program did not write.
pub(super) fn odd(kind: Type, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(error))
}
