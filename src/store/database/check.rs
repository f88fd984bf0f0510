//! The check of the whole file for damage (`PRAGMA quick_check`).
//!
//! A read notices damage only in the pages that it touches, and a write into a damaged file can spread the damage: no read
//! shows that two trees share a page, or that a used page counts as free (sqlite.org/pragma.html, quick_check). Only the
//! check reads every page, which takes seconds with a million lines in the journal. [`timing`] decides when it runs:
//!
//! * before the first use, if the file is small, is of an older version, has shown damage to a job, or has no log;
//! * otherwise during the use, on a thread and a read-only connection of its own. Until it has passed, SQLite keeps
//!   everything that is written in the log. A damaged file is therefore set aside as it was found, with its log.
//!
//! The second check waits while a job reads or writes ([`Turn`]).
//!
//! Neither compares the indexes with their tables, as `integrity_check` does in several times the time.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::open::connect_to_read;
use super::{DatabaseFailure, DatabaseResult};

/// Largest file in bytes that is checked before its first use, which takes some tens of milliseconds.
const SMALL: i64 = 8 << 20;

/// Number of steps of SQLite between two looks at whether a check was stopped, or gives way.
const STEPS: i32 = 1_000;

/// Maximum time for which the check waits at each look, so that it ends even if jobs never pause.
const PATIENCE: Duration = Duration::from_millis(100);

/// Pages in the log from which SQLite writes it into the file; SQLite's own default (sqlite.org/wal.html).
const LOG_PAGES: u32 = 1_000;

/// Earlier knowledge of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suspicion {
    None,
    /// A job has met damage.
    Damaged,
}

/// When the whole file is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timing {
    BeforeUse,
    DuringUse,
}

/// Returns when the file of this connection is checked. `is_older`: it is upgraded next.
pub(super) fn timing(connection: &Connection, suspicion: Suspicion, is_older: bool) -> DatabaseResult<Timing> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let log: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let is_small = number("page_count")?.saturating_mul(number("page_size")?) <= SMALL;
    let is_before = suspicion == Suspicion::Damaged || is_older || is_small || log != "wal";
    Ok(if is_before { Timing::BeforeUse } else { Timing::DuringUse })
}

/// Checks the whole file.
pub(super) fn check(connection: &Connection) -> DatabaseResult<()> {
    let detail: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if detail == "ok" { Ok(()) } else { Err(DatabaseFailure::Damaged { detail }) }
}

/// Keeps everything that this connection writes in the log, also when it is closed.
pub(super) fn hold_log(connection: &Connection) -> DatabaseResult<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(connection.pragma_update(None, "wal_autocheckpoint", 0)?)
}

/// Lets SQLite write the log into the file, which is intact.
pub(super) fn release_log(connection: &Connection) -> DatabaseResult<()> {
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Whether a job is under way, during which the check waits.
#[derive(Debug, Default)]
pub(super) struct Turn {
    is_job: Mutex<bool>,
    changed: Condvar,
}

/// A job under way.
pub(super) struct JobTurn(Arc<Turn>);

impl Turn {
    pub fn of_job(self: &Arc<Self>) -> JobTurn {
        *self.lock() = true;
        JobTurn(self.clone())
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_job.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end of the job, unless the check is stopped.
    fn give_way(&self, is_stopped: &AtomicBool) {
        let waits = |is_job: &mut bool| *is_job && !is_stopped.load(Ordering::Acquire);
        drop(self.changed.wait_timeout_while(self.lock(), PATIENCE, waits));
    }

    /// Wakes the check, which is stopped.
    fn wake(&self) {
        let _state = self.lock();
        self.changed.notify_all();
    }
}

impl Drop for JobTurn {
    fn drop(&mut self) {
        *self.0.lock() = false;
        self.0.changed.notify_all();
    }
}

/// A check during the use of the file. Dropping it stops it and closes its connection.
pub(super) struct RunningCheck {
    is_stopped: Arc<AtomicBool>,
    turn: Arc<Turn>,
    outcome: Arc<OnceLock<DatabaseResult<()>>>,
    thread: Option<JoinHandle<()>>,
}

impl RunningCheck {
    /// Begins to check the file, and calls `ended` once the outcome is there. The check waits for jobs that have `turn`.
    pub fn begin(path: PathBuf, turn: Arc<Turn>, ended: impl FnOnce() + Send + 'static) -> Self {
        let (is_stopped, outcome) = (Arc::new(AtomicBool::new(false)), Arc::new(OnceLock::new()));
        let (stop, place, way) = (is_stopped.clone(), outcome.clone(), turn.clone());
        let work = move || {
            let checked = connect(&path, stop, way).and_then(|connection| check(&connection));
            let _ = place.set(checked);
            ended();
        };
        let thread = thread::Builder::new().name("database check".to_owned()).spawn(work);
        if let Err(error) = &thread {
            tracing::warn!("the database is not checked, so it stays as it is, beside its log: {error}");
        }
        Self { is_stopped, turn, outcome, thread: thread.ok() }
    }

    /// Returns the outcome; `None` while the check is under way.
    pub fn outcome(&self) -> Option<DatabaseResult<()>> {
        self.outcome.get().cloned()
    }
}

impl Drop for RunningCheck {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::Release);
        self.turn.wake();
        // Windows renames the file only once its connection is closed.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn connect(path: &Path, stop: Arc<AtomicBool>, turn: Arc<Turn>) -> DatabaseResult<Connection> {
    let mut connection = connect_to_read(path)?;
    let look = move || {
        turn.give_way(&stop);
        stop.load(Ordering::Acquire)
    };
    connection.progress_handler(STEPS, Some(look))?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_large_file_that_nothing_speaks_against_is_used_before_its_check() {
        let dir = tempfile::TempDir::new().unwrap();
        let file = Connection::open(dir.path().join("file.db")).unwrap();
        let when = |suspicion, is_older| timing(&file, suspicion, is_older).unwrap();
        file.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE a (b)").unwrap();
        assert_eq!(when(Suspicion::None, false), Timing::BeforeUse, "small");
        file.execute("INSERT INTO a VALUES (zeroblob(9000000))", []).unwrap();
        assert_eq!(when(Suspicion::None, false), Timing::DuringUse);
        assert_eq!(when(Suspicion::Damaged, false), Timing::BeforeUse);
        assert_eq!(when(Suspicion::None, true), Timing::BeforeUse);
        file.execute_batch("PRAGMA journal_mode = delete").unwrap();
        assert_eq!(when(Suspicion::None, false), Timing::BeforeUse, "without a log it would be written into");
    }

    /// Creates a database with a table of this many rows. It is deleted with the folder.
    fn file_with_rows(rows: u32) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("file.db");
        let rows = format!(
            "CREATE TABLE a (b); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {rows})
             INSERT INTO a SELECT i FROM n"
        );
        Connection::open(&path).unwrap().execute_batch(&rows).unwrap();
        (dir, path)
    }

    #[test]
    fn a_check_waits_while_a_job_is_under_way() {
        let (_dir, path) = file_with_rows(100_000);
        let turn = Arc::new(Turn::default());
        let job = turn.of_job();
        let (sender, ended) = std::sync::mpsc::channel();
        let check = RunningCheck::begin(path, turn, move || sender.send(()).unwrap());
        assert!(ended.recv_timeout(PATIENCE).is_err(), "it has more than one look");
        drop(job);
        ended.recv().unwrap();
        assert_eq!(check.outcome(), Some(Ok(())));
    }

    #[test]
    fn a_check_ends_although_jobs_never_do() {
        let (_dir, path) = file_with_rows(2_000);
        let turn = Arc::new(Turn::default());
        let _job = turn.of_job();
        let (sender, ended) = std::sync::mpsc::channel();
        let check = RunningCheck::begin(path, turn.clone(), move || sender.send(()).unwrap());
        ended.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(check.outcome(), Some(Ok(())));
    }

    #[test]
    fn a_check_that_is_stopped_ends_and_finds_nothing() {
        let (_dir, path) = file_with_rows(100_000);
        let stopped = connect(&path, Arc::new(AtomicBool::new(true)), Arc::default()).unwrap();
        assert!(matches!(check(&stopped), Err(DatabaseFailure::Other { .. })));
        let going_on = connect(&path, Arc::default(), Arc::default()).unwrap();
        assert_eq!(check(&going_on), Ok(()));
    }
}
