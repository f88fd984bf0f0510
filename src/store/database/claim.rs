//! Which runs are being carried on, and by whom: two at once for one instance would go past its pace.
//!
//! A run that is carried on names the session of the program that does so. What an ended program held is free again.

use rusqlite::{Transaction, params};

use super::tables::{Own, now, write};
use super::{ArchiveRunId, DatabaseResult, ResendRunId, Tables, bulk_archive, resend};

/// Whether a run may be carried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim<T> {
    /// It is held until it is released, or this program ends. Holds what the run is.
    Claimed(T),
    /// It or another run of its kind at this instance is under way.
    Busy,
    /// It is not there any more.
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

    /// Another run of the same kind.
    fn with_number(self, number: i64) -> Self {
        match self {
            Self::Send(_) => Self::Send(ResendRunId(number)),
            Self::Archive(_) => Self::Archive(ArchiveRunId(number)),
        }
    }
}

/// Takes a run for this program. Once the transaction is committed, [`Own::claimed`] must be told.
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
    /// Lets a run go that this program has taken. What it was still asking for was given up, and is unknown.
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
