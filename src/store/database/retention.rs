//! Retention: deletes records that are older than the user wants them kept, and the files set aside beside the
//! database.
//!
//! The worker runs it after each opening of the file and once a day. Nothing is deleted that the program still offers
//! to continue, undo or acknowledge.

use std::path::Path;
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use super::journal::chain;
use super::schema::BACKUP_PART;
use super::tables::{all, write};
use super::{DATABASE_NAME, DatabaseResult, Tables};
use crate::green_api::IdInstance;

/// Maximum age of each kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Saved queues that are not pinned, and files that contain such queues: backups and damaged databases.
    pub saved_queues: SignedDuration,
    /// The journal, archive runs and replacements, once they are over.
    pub history: SignedDuration,
}

/// Time between two readings of the clock that confirm each other: a wrong clock at one start deletes nothing.
const CONFIRMED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Distance from the last reading beyond which the clock may have been set wrong.
const FAR: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Time for which nothing is deleted after such a distance, before the day that confirms the reading.
const HOLD: SignedDuration = SignedDuration::from_hours(6 * 24);

/// An earlier time was written by a wrong clock, because this program did not exist: 2025-01-01 in milliseconds.
pub(super) const FIRST: i64 = 1_735_689_600_000;

/// Maximum number of journal rows and of runs deleted at a time, so that no other job waits for long.
const MAX_ROWS: u32 = 20_000;
const MAX_RUNS: u32 = 20;

/// The tables with a column `instance`, except the journal and those of [`Tables::forget_chats`] and [`Tables::forget_last_known`].
/// Their parts are deleted with them.
const HISTORY: [&str; 3] = ["saved_queues", "archive_runs", "replacements"];

impl Tables {
    /// Deletes what is older than `retention` allows. Returns the number of deleted saved queues.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn apply_retention(&mut self, now: Timestamp, retention: &Retention) -> DatabaseResult<usize> {
        let transaction = write(&mut self.connection)?;
        let reading = confirm(&transaction, now)?;
        transaction.commit()?;
        if matches!(reading, Reading::Doubtful) {
            return Ok(0);
        }
        let pruned = self.prune_queues(now, retention.saved_queues)?;
        let transaction = write(&mut self.connection)?;
        let confirmed = reading.confirmed();
        if let Some(confirmed) = confirmed {
            delete_history(&transaction, confirmed.saturating_sub(retention.history).unwrap_or(Timestamp::MIN))?;
        }
        transaction.commit()?;
        if let Some(confirmed) = confirmed {
            delete_files(self.own.folder(), confirmed.saturating_sub(retention.saved_queues).unwrap_or(Timestamp::MIN));
        }
        Ok(pruned)
    }

    /// Deletes all records of an instance that was removed: its saved queues, runs, replacements and journal.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn forget_history(&mut self, of: &IdInstance) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        for table in HISTORY {
            transaction.execute(&format!("DELETE FROM {table} WHERE instance = ?1"), [of.as_str()])?;
        }
        let sql = "SELECT id FROM journal WHERE instance = ?1";
        let lines: Vec<i64> = all(&transaction, sql, [of.as_str()], |row| row.get(0))?;
        chain::delete(&transaction, &lines)?;
        Ok(transaction.commit()?)
    }
}

/// A reading of the clock, compared with the last one.
enum Reading {
    /// The clock was set far ahead or back, or the time after that has not passed yet.
    Doubtful,
    Likely,
    /// This earlier time has certainly passed: two readings, at least a day apart, say so.
    Confirms(Timestamp),
}

impl Reading {
    fn confirmed(&self) -> Option<Timestamp> {
        match self {
            Self::Confirms(passed) => Some(*passed),
            Self::Doubtful | Self::Likely => None,
        }
    }
}

/// Compares a reading of the clock with the stored one, which lies ahead during a hold, or with the newest record.
fn confirm(transaction: &Transaction<'_>, now: Timestamp) -> DatabaseResult<Reading> {
    let stored: Option<i64> =
        transaction.query_row("SELECT at FROM retention_clock", [], |row| row.get(0)).optional()?;
    let last = if stored.is_some() { stored } else { newest_record(transaction)? };
    let passed =
        last.and_then(|last| Timestamp::from_millisecond(last).ok()).map(|last| (last, now.duration_since(last)));
    let (reading, kept) = match passed {
        None => (Reading::Likely, Some(now)),
        Some((_, passed)) if passed > FAR => (Reading::Doubtful, Some(now.saturating_add(HOLD).unwrap_or(now))),
        Some((last, passed)) if passed >= CONFIRMED_AFTER => (Reading::Confirms(last), Some(now)),
        Some((_, passed)) if passed < -HOLD => (Reading::Doubtful, Some(now)),
        Some((_, passed)) if passed.is_negative() => (Reading::Doubtful, None),
        Some(_) => (Reading::Likely, None),
    };
    let (reading, kept) = match (stored, reading) {
        (None, Reading::Confirms(_)) => (Reading::Likely, kept),
        (None, reading) => (reading, kept.or(Some(now))),
        (Some(_), reading) => (reading, kept),
    };
    if let Some(kept) = kept {
        let sql = "INSERT OR REPLACE INTO retention_clock (id, at) VALUES (1, ?1)";
        transaction.execute(sql, [kept.as_millisecond()])?;
    }
    Ok(reading)
}

/// Returns the time of the newest saved queue or line of the journal, in milliseconds.
fn newest_record(transaction: &Transaction<'_>) -> DatabaseResult<Option<i64>> {
    let sql = "SELECT max(at) FROM (SELECT max(saved_at) AS at FROM saved_queues
               UNION ALL SELECT max(begun_at) FROM journal) WHERE at >= ?1";
    Ok(transaction.query_row(sql, [FIRST], |row| row.get(0))?)
}

/// Deletes the ended records from before `limit`. A change that was interrupted is kept until the user has acknowledged
/// it; an unfinished run, until it is stopped or ended. Resends are deleted with their saved queue only, because they
/// keep its messages from being sent twice.
fn delete_history(transaction: &Transaction<'_>, limit: Timestamp) -> DatabaseResult<()> {
    let limit = limit.as_millisecond();
    let sql =
        "SELECT id FROM journal WHERE begun_at >= ?3 AND begun_at < ?1 AND outcome IS NOT NULL AND ended_at IS NOT NULL
               ORDER BY begun_at LIMIT ?2";
    let lines: Vec<i64> = all(transaction, sql, params![limit, MAX_ROWS, FIRST], |row| row.get(0))?;
    chain::delete(transaction, &lines)?;
    transaction.execute(
        "DELETE FROM archive_runs WHERE id IN (
            SELECT id FROM archive_runs
            WHERE begun_at >= ?3 AND begun_at < ?1 AND session IS NULL AND (stopped OR ended_at < ?1) ORDER BY id LIMIT ?2)",
        params![limit, MAX_RUNS, FIRST],
    )?;
    transaction.execute("DELETE FROM replacements WHERE ended_at < ?1", [limit])?;
    Ok(())
}

/// Deletes backups and damaged databases last written before `limit`. A file that cannot be deleted is tried again the
/// next time.
fn delete_files(folder: &Path, limit: Timestamp) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_old = || entry.metadata().and_then(|data| data.modified()).is_ok_and(|at| at < SystemTime::from(limit));
        if entry.file_name().to_str().is_some_and(is_set_aside) && is_old() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether the program set this file aside: a backup from before a migration, or a damaged database with its log.
fn is_set_aside(name: &str) -> bool {
    let damaged = name.strip_prefix(DATABASE_NAME).and_then(|rest| rest.strip_prefix(".damaged-"));
    let backup = name.strip_prefix("instance-desk.v").and_then(|rest| rest.strip_suffix(".db"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name == BACKUP_PART
        || damaged.is_some_and(|number| digits(number.strip_suffix("-wal").unwrap_or(number)))
        || backup
            .and_then(|rest| rest.split_once(".backup-"))
            .is_some_and(|(from, number)| digits(from) && digits(number))
}
