//! The thread that owns the file.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};

use super::check::{self, RunningCheck, Suspicion, Timing, Turn};
use super::journal::heads::BETWEEN_WRITES;
use super::open::{NotOpened, Opened};
use super::schema::{self, MIGRATIONS};
use super::session::Session;
use super::{DATABASE_NAME, DatabaseFailure, DatabaseNotice, DatabaseResult, Retention, Tables, open};
use crate::green_api::{Cause, Detail, Waker};

pub(super) type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// Findings for the user, shared with the handles.
#[derive(Clone, Default)]
pub(super) struct Notices {
    list: Arc<Mutex<Vec<DatabaseNotice>>>,
    /// Called for each finding.
    waker: Arc<OnceLock<Waker>>,
}

impl Notices {
    fn push(&self, found: Vec<DatabaseNotice>) {
        let wake = self.waker.get().filter(|_| !found.is_empty());
        self.list.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        if let Some(wake) = wake {
            wake();
        }
    }

    pub fn take(&self) -> Vec<DatabaseNotice> {
        std::mem::take(&mut *self.list.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the waker, unless one is set.
    pub fn wake_by(&self, waker: Waker) {
        let _ = self.waker.set(waker);
    }
}

/// The number of rows that were changed, shared with the handles.
pub(super) type Changes = Arc<AtomicU64>;

/// Time between two applications of the retention.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Time between two attempts to migrate an older file.
const MIGRATION_PAUSE: Duration = Duration::from_secs(60);

/// Time for which jobs no longer wait for a lock that one of them did not get within its whole patience.
const IMPATIENT: Duration = Duration::from_secs(10);

/// The device and inode number of a file.
type FileId = (u64, u64);

/// Returns the identity of the file at this path, if it exists and is not empty.
#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::metadata(path).ok().filter(|file| file.len() > 0)?;
    Some((file.dev(), file.ino()))
}

/// Returns `None`: on Windows an open file cannot be deleted.
#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}

/// Whether SQLite cannot lock a new file in this folder. SQLite reports a refused lock as BUSY.
fn has_no_locks(folder: &Path) -> bool {
    let Ok(file) = tempfile::NamedTempFile::new_in(folder) else { return false };
    let locked = Connection::open(file.path()).and_then(|connection| {
        connection.busy_timeout(Duration::ZERO)?;
        connection.execute_batch("BEGIN EXCLUSIVE")
    });
    locked.is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
}

/// The thread's state: the open file, once a job has requested it.
pub(super) struct Worker {
    // Declared first so that they are dropped before the session: the check and the open tables belong to it.
    /// The check of the open file, unless it was checked before its use.
    check: Option<RunningCheck>,
    /// Makes the check wait while a job is under way.
    turn: Arc<Turn>,
    tables: Option<Tables>,
    session: Option<Session>,
    /// `None`: in memory only.
    folder: Option<PathBuf>,
    patience: Duration,
    /// When a job last waited in vain for a lock.
    locked: Option<Instant>,
    /// The queue of jobs, for the end of a check; gone with the last handle.
    jobs: Weak<Sender<Job>>,
    suspicion: Suspicion,
    migrations: &'static [&'static str],
    /// The identity of the open file.
    file: Option<FileId>,
    /// The last migration that failed, and its time.
    not_migrated: Option<(Instant, DatabaseFailure)>,
    notices: Notices,
    changes: Changes,
    /// `None` until the settings are known.
    retention: Option<Retention>,
    /// The last application of the retention, successful or not.
    retained: Instant,
}

impl Worker {
    pub fn new(folder: PathBuf, patience: Duration) -> Self {
        Self {
            check: None,
            turn: Arc::default(),
            tables: None,
            session: None,
            folder: Some(folder),
            patience,
            locked: None,
            jobs: Weak::new(),
            suspicion: Suspicion::None,
            migrations: MIGRATIONS,
            file: None,
            not_migrated: None,
            notices: Notices::default(),
            changes: Changes::default(),
            retention: None,
            retained: Instant::now(),
        }
    }

    /// Creates a worker in memory, whose data is lost when it is dropped.
    pub fn in_memory() -> Self {
        Self { folder: None, ..Self::new(PathBuf::new(), Duration::ZERO) }
    }

    #[cfg(test)]
    pub fn with_migrations(folder: PathBuf, migrations: &'static [&'static str]) -> Self {
        Self { migrations, ..Self::new(folder, Duration::from_millis(100)) }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.as_deref().map(|folder| folder.join(DATABASE_NAME)).unwrap_or_default()
    }

    pub fn take_jobs_from(&mut self, jobs: Weak<Sender<Job>>) {
        self.jobs = jobs;
    }

    pub fn notices(&self) -> Notices {
        self.notices.clone()
    }

    pub fn changes(&self) -> Changes {
        self.changes.clone()
    }

    /// Returns the time until the retention is due.
    pub fn retention_due(&self) -> Duration {
        DAY.saturating_sub(self.retained.elapsed())
    }

    pub fn set_retention(&mut self, retention: Retention) {
        self.retention = Some(retention);
        self.apply_due_retention();
    }

    /// Deletes old records. A failure is reported by the jobs of the user, and the next day tries again.
    pub fn apply_due_retention(&mut self) {
        if let Err(failure) = self.run(|_| Ok(())).and_then(|()| self.apply_retention()) {
            tracing::warn!("old records were not deleted: {failure}");
        }
    }

    fn apply_retention(&mut self) -> DatabaseResult<()> {
        self.retained = Instant::now();
        let (Some(tables), Some(retention)) = (&mut self.tables, self.retention) else { return Ok(()) };
        let deleted = tables.apply_retention(Timestamp::now(), &retention)?;
        self.note_deleted(deleted);
        Ok(())
    }

    /// Notes how many saved queues have outlived their time and were deleted.
    fn note_deleted(&self, count: usize) {
        if count > 0 {
            self.notices.push(vec![DatabaseNotice::CopiesDeleted { count }]);
        }
    }

    /// Runs one job. A panic, in the job or while the file is opened, is a failure, and the thread goes on.
    pub fn run<T>(&mut self, job: impl FnOnce(&mut Tables) -> DatabaseResult<T>) -> DatabaseResult<T> {
        let (turn, patience) = (self.turn.of_job(), self.present_patience());
        let mut outcome = catch_unwind(AssertUnwindSafe(|| job(self.tables()?)));
        drop(turn);
        if let Ok(Err(failure)) = &mut outcome
            && let Some(cause) = self.cause(failure)
        {
            *failure = cause;
        }
        match &mut outcome {
            Err(_) => self.forget_file(),
            // The next job reopens the file, and checks it.
            Ok(Err(failure @ DatabaseFailure::Damaged { .. })) => {
                self.suspect();
                // SQLite calls a file damaged that the drive does not read (sqlite.org/rescode.html,
                // SQLITE_IOERR_CORRUPTFS). It is closed now: reading it would end SQLite's locks.
                if let Err(error) = File::open(self.path()).and_then(|mut file| io::copy(&mut file, &mut io::sink())) {
                    *failure = DatabaseFailure::from_io(&error);
                }
            }
            Ok(Err(DatabaseFailure::Locked | DatabaseFailure::NoLocks)) if !patience.is_zero() => {
                self.locked = Some(Instant::now());
            }
            Ok(_) => {}
        }
        if let Some(tables) = &mut self.tables {
            let changes = tables.connection.total_changes();
            if self.changes.swap(changes, Ordering::AcqRel) != changes {
                tables.keep_head(BETWEEN_WRITES);
            }
        }
        outcome.unwrap_or_else(|_| Err(DatabaseFailure::gone()))
    }

    /// Returns how long a job waits for a lock on the file: after one has waited in vain, none does for a while, so that
    /// those behind it are answered.
    fn present_patience(&self) -> Duration {
        let waited = self.locked.is_some_and(|at| at.elapsed() < IMPATIENT);
        if waited { Duration::ZERO } else { self.patience }
    }

    /// Returns the cause of a failure for which SQLite has a code that says less or something else.
    fn cause(&self, failure: &DatabaseFailure) -> Option<DatabaseFailure> {
        match failure {
            DatabaseFailure::DiskFull => {
                let has_no_ids = self.tables.as_ref().is_some_and(Tables::has_no_ids);
                has_no_ids.then_some(DatabaseFailure::Other { detail: Detail::Changed })
            }
            DatabaseFailure::Locked => has_no_locks(self.folder.as_ref()?).then_some(DatabaseFailure::NoLocks),
            // Often the log beside the file could not be created.
            DatabaseFailure::Other { detail: Detail::Reported { cause: Cause::CannotOpen, .. } } => {
                let tried = tempfile::tempfile_in(self.folder.as_ref()?);
                tried.err().map(|error| DatabaseFailure::from_io(&error))
            }
            _ => None,
        }
    }

    /// Returns the open file. Opens it if it is not open, failed to open last time, or no longer exists: anything
    /// written into a deleted file is lost.
    fn tables(&mut self) -> DatabaseResult<&mut Tables> {
        if self.folder.is_some() && file_id(&self.path()) != self.file {
            self.forget_file();
        }
        let tables = match self.tables.take() {
            Some(tables) => tables,
            None => self.open()?,
        };
        tables.connection.busy_timeout(self.present_patience())?;
        // Another copy of the program, a newer version, may have migrated the file meanwhile.
        let version = schema::version(&tables.connection)?;
        if version as usize > self.migrations.len() {
            return Err(DatabaseFailure::Newer { version });
        }
        Ok(self.tables.insert(tables))
    }

    /// Closes the file. The next job opens it again.
    fn forget_file(&mut self) {
        self.check = None;
        self.tables = None;
    }

    /// Closes a file that has shown damage. It is checked before its next use.
    fn suspect(&mut self) {
        self.suspicion = Suspicion::Damaged;
        self.forget_file();
    }

    /// Applies the outcome of a check during the use of the file. A damaged file is set aside now.
    fn on_checked(&mut self) {
        let Some(outcome) = self.check.as_ref().and_then(RunningCheck::outcome) else { return };
        self.check = None;
        let released = match (outcome, &self.tables) {
            (Ok(()), Some(tables)) => check::release_log(&tables.connection),
            (Ok(()), None) => Ok(()),
            (Err(DatabaseFailure::Damaged { .. }), _) => {
                self.suspect();
                self.run(|_| Ok(()))
            }
            (Err(failure), _) => Err(failure),
        };
        if let Err(failure) = released {
            tracing::warn!("the check of the database did not pass, so it stays as it is, beside its log: {failure}");
        }
    }

    /// Closes the file, if it is open.
    pub fn close(&mut self) {
        self.check = None;
        if let Some(mut tables) = self.tables.take() {
            tables.keep_head(Duration::ZERO);
        }
        self.session = None;
    }

    /// Opens the file, and deletes old records.
    fn open(&mut self) -> DatabaseResult<Tables> {
        if let Some((at, failure)) = &self.not_migrated
            && at.elapsed() < MIGRATION_PAUSE
        {
            return Err(failure.clone());
        }
        // An error of the drive is no proof.
        let has_vanished = self.file.is_some() && matches!(self.path().try_exists(), Ok(false));
        if has_vanished && self.session.as_ref().is_some_and(Session::has_lost_mark) {
            self.session = None;
        }
        let opened = match &self.folder {
            Some(folder) => {
                open::open(folder, self.present_patience(), self.migrations, self.suspicion, &mut self.session)
            }
            None => Ok(open::open_in_memory(self.migrations)?),
        };
        let Opened { mut tables, notices, check } = opened.map_err(|reason| match reason {
            NotOpened::NotMigrated(failure) => {
                self.not_migrated = Some((Instant::now(), failure.clone()));
                failure
            }
            NotOpened::Other(failure) => failure,
        })?;
        self.suspicion = Suspicion::None;
        if has_vanished && notices.is_empty() {
            self.notices.push(vec![DatabaseNotice::Vanished { path: self.path() }]);
        }
        self.notices.push(notices);
        self.file = file_id(&self.path());
        self.retained = Instant::now();
        if let Some(retention) = self.retention {
            match tables.apply_retention(Timestamp::now(), &retention) {
                Ok(deleted) => self.note_deleted(deleted),
                Err(failure) => tracing::warn!("old records were not deleted: {failure}"),
            }
        }
        if check == Timing::DuringUse {
            self.check = Some(self.begin_check());
        }
        Ok(tables)
    }

    fn begin_check(&self) -> RunningCheck {
        let jobs = self.jobs.clone();
        let ended = move || {
            if let Some(jobs) = jobs.upgrade() {
                let _ = jobs.send(Box::new(Self::on_checked));
            }
        };
        RunningCheck::begin(self.path(), self.turn.clone(), ended)
    }
}
