//! Claims of runs by sessions: two runs at once for one instance would exceed its rate limit.
//!
//! A claimed run names the session that continues it. Claims of an ended session are free again.

use rusqlite::{Transaction, params};

use super::tables::{Own, now, write};
use super::{ArchiveRunId, DatabaseResult, ResendRunId, Tables, bulk_archive, resend};

/// Outcome of trying to claim a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim<T> {
    /// Claimed until it is released or this session ends. Holds the run's data.
    Claimed(T),
    /// This run, or another one of its kind at this instance, is under way.
    Busy,
    /// The run no longer exists.
    Gone,
}

/// A run of either kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RunId {
    Send(ResendRunId),
    Archive(ArchiveRunId),
}

impl RunId {
    fn table(self) -> &'static str {
        match self {
            Self::Send(_) => "send_runs",
            Self::Archive(_) => "archive_runs",
        }
    }

    fn number(self) -> i64 {
        match self {
            Self::Send(run) => run.0,
            Self::Archive(run) => run.0,
        }
    }

    /// Returns another run of the same kind.
    fn with_number(self, number: i64) -> Self {
        match self {
            Self::Send(_) => Self::Send(ResendRunId(number)),
            Self::Archive(_) => Self::Archive(ArchiveRunId(number)),
        }
    }
}

/// Claims a run for this session. Add it to [`Own::claimed`] once the transaction is committed.
pub(super) fn claim(transaction: &Transaction<'_>, own: &Own, run: RunId) -> DatabaseResult<Claim<()>> {
    let table = run.table();
    let sql = format!(
        "SELECT other.id, other.session FROM {table} other JOIN {table} this USING (instance)
         WHERE this.id = ?1 AND other.session IS NOT NULL"
    );
    let holders: Vec<(i64, String)> = {
        let mut statement = transaction.prepare(&sql)?;
        statement.query_map([run.number()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
    };
    if holders.iter().any(|(number, session)| own.is_under_way(run.with_number(*number), session)) {
        return Ok(Claim::Busy);
    }
    let sql = format!("UPDATE {table} SET session = ?2 WHERE id = ?1");
    let taken = transaction.execute(&sql, params![run.number(), own.session])?;
    Ok(if taken == 0 { Claim::Gone } else { Claim::Claimed(()) })
}

impl Tables {
    /// Releases a run that this session has claimed. Requests left open were given up; their outcome is unknown.
    pub(super) fn release(&mut self, run: RunId) -> DatabaseResult<()> {
        self.own.claimed.remove(&run);
        let transaction = write(&mut self.connection)?;
        let sql = format!("UPDATE {} SET session = NULL WHERE id = ?1 AND session = ?2", run.table());
        if transaction.execute(&sql, params![run.number(), self.own.session])? > 0 {
            match run {
                RunId::Send(run) => resend::settle_run(&transaction, run, now())?,
                RunId::Archive(run) => bulk_archive::settle_run(&transaction, run, now())?,
            }
        }
        Ok(transaction.commit()?)
    }
}
