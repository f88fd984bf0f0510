//! The data that grows with use, in one SQLite file: saved queues, the journal of every change to a server, resends of
//! saved queues, archived chats, the progress of number replacements, and the chats last received from each instance.
//!
//! Public interface: [`Database`] is the handle. It sends closures to the one thread that owns the file; a closure
//! receives [`Tables`], whose methods are the operations. [`Database::start`] is for the window, [`Database::run`] for
//! tasks on the runtime, [`Database::run_blocking`] for tests and threads. The first of these calls opens the file.
//!
//! Every commit reaches the disk before it is reported as done (`synchronous=FULL`). The program records each change
//! before making it, at most ten times a second, so the milliseconds of a flush cost nothing, and a power failure
//! cannot cause a message to be sent twice.

mod batch;
mod bulk_archive;
mod chats;
mod check;
mod clear_several;
mod failure;
mod journal;
mod last_known;
mod open;
mod replace_number;
mod resend;
mod retention;
mod saved_queues;
mod schema;
mod session;
mod tables;
#[cfg(test)]
mod tests;
mod worker;

pub use replace_number::EndedReplacement;

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

pub use batch::Claim;
pub use bulk_archive::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, BegunChange, ChatState, ClaimPurpose, EndedChange,
    NewArchiveItem, NewArchiveRun,
};
pub use chats::{ChatList, ChatRow, RowId, RowKind};
pub use clear_several::ClearedTogether;
pub use failure::{DatabaseFailure, DatabaseNotice};
pub use journal::{
    Finding, JOURNAL_REPLACEMENT, JOURNAL_WATCH, JournalAct, JournalEntry, JournalFilter, JournalGroup, JournalId,
    JournalPage, JournalRow, MAX_COUNT, Outcome, OutcomeFilter, ReadBack, Rows, Sought, Verification, Why,
};
pub use last_known::LastKnown;
pub use resend::{ResendCounts, ResendItem, ResendItemState, ResendRun, ResendRunId, SendPermit};
pub use retention::Retention;
pub use saved_queues::{Deletion, NewSavedQueue, PinChange, SavedMessage, SavedQueue, SavedQueueId, WhySaved};
pub use tables::Tables;

use self::worker::{Changes, Job, Notices, Worker};
use super::Folders;
use crate::green_api::Waker;

/// The file's name inside [`Folders::data`].
pub const DATABASE_NAME: &str = "instance-desk.db";

/// Maximum wait while another copy of the program is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The result of a job.
pub type DatabaseResult<T> = Result<T, DatabaseFailure>;

/// The database. Clones share its thread, which ends with the last clone.
#[derive(Clone)]
pub struct Database {
    jobs: Arc<mpsc::Sender<Job>>,
    notices: Notices,
    changes: Changes,
    /// When the job under way began.
    busy: Busy,
    path: PathBuf,
}

/// When the job under way began, shared with the handles.
#[derive(Clone, Default)]
struct Busy(Arc<Mutex<Option<Instant>>>);

impl Busy {
    fn set(&self, since: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }
}

impl Database {
    /// Creates the database in [`Folders::data`]. Opens nothing yet: the first job opens the file, on the database's
    /// thread.
    pub fn new(folders: &Folders) -> Self {
        Self::with_patience(folders, PATIENCE)
    }

    /// Like [`Database::new`], waiting at most `patience` while another copy of the program is writing.
    pub fn with_patience(folders: &Folders, patience: Duration) -> Self {
        Self::with_worker(Worker::new(folders.data.clone(), patience))
    }

    /// Creates a database in memory, which leaves nothing behind: for practice.
    pub fn in_memory() -> Self {
        Self::with_worker(Worker::in_memory())
    }

    fn with_worker(mut worker: Worker) -> Self {
        let (path, notices, changes) = (worker.path(), worker.notices(), worker.changes());
        let (jobs, queue) = mpsc::channel::<Job>();
        let jobs = Arc::new(jobs);
        worker.take_jobs_from(Arc::downgrade(&jobs));
        let busy = Busy::default();
        let at_work = busy.clone();
        // Without the thread the queue is dropped, and every job is refused.
        let _ = thread::Builder::new().name("database".to_owned()).spawn(move || {
            loop {
                at_work.set(None);
                let next = queue.recv_timeout(worker.retention_due());
                at_work.set(Some(Instant::now()));
                match next {
                    Ok(job) => job(&mut worker),
                    Err(RecvTimeoutError::Timeout) => worker.apply_due_retention(),
                    Err(RecvTimeoutError::Disconnected) => return worker.close(),
                }
            }
        });
        Self { jobs, notices, changes, busy, path }
    }

    /// Returns the path of the file, for display to the user.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the findings from opening and checking the file that were not returned before.
    pub fn take_notices(&self) -> Vec<DatabaseNotice> {
        self.notices.take()
    }

    /// Calls this on the database's thread for each further finding.
    pub fn wake_by(&self, waker: Waker) {
        self.notices.wake_by(waker);
    }

    /// Returns a number that differs after a job has changed anything.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Returns when the job under way began.
    pub fn busy_since(&self) -> Option<Instant> {
        *self.busy.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the file, and deletes old records now, after each later opening, and once a day.
    pub fn set_retention(&self, retention: Retention) {
        // Without its thread the database reports a failure wherever it is used.
        let _ = self.jobs.send(Box::new(move |worker: &mut Worker| worker.set_retention(retention)));
    }

    /// Queues a job; `deliver` receives its outcome on the database's thread. Jobs run one after another, in the order
    /// in which they were queued. If that thread is not running, `deliver` is dropped.
    pub fn queue<T>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
        deliver: impl FnOnce(DatabaseResult<T>) + Send + 'static,
    ) {
        let _ = self.send(job, deliver);
    }

    /// Queues a job whose failure calls for no action of the user. The failure is logged with its consequence.
    pub fn queue_logged(
        &self,
        consequence: &'static str,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<()> + Send + 'static,
    ) {
        let log = move |failure: DatabaseFailure| tracing::warn!("{failure}, so {consequence}");
        if let Err(failure) = self.send(job, move |outcome| outcome.unwrap_or_else(log)) {
            log(failure);
        }
    }

    /// Runs a job and waits for it without blocking a thread of the runtime. Jobs run one after another on the
    /// database's thread, in the order in which they were queued; it opens the file if it is not open.
    ///
    /// # Errors
    /// Returns the failure of the job or of opening the database.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> DatabaseResult<T> {
        let (sender, outcome) = oneshot::channel();
        self.send(job, move |outcome| {
            // The caller may have stopped waiting; the job is done nevertheless.
            let _ = sender.send(outcome);
        })?;
        outcome.await.unwrap_or_else(|_| Err(DatabaseFailure::gone()))
    }

    /// Runs a job and waits for it. Must not be called on the drawing thread or a runtime thread.
    ///
    /// # Errors
    /// Returns the failure of the job or of opening the database.
    pub fn run_blocking<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> DatabaseResult<T> {
        let (sender, outcome) = mpsc::sync_channel(1);
        self.send(job, move |outcome| {
            let _ = sender.send(outcome);
        })?;
        outcome.recv().unwrap_or_else(|_| Err(DatabaseFailure::gone()))
    }

    /// Runs the jobs queued so far, then closes the file; a later job opens it again. Waits for this at most `limit`, and
    /// returns whether it was enough.
    pub fn close(&self, limit: Duration) -> bool {
        let (sender, closed) = mpsc::channel();
        let close: Job = Box::new(move |worker| {
            worker.close();
            let _ = sender.send(());
        });
        self.jobs.send(close).is_ok() && closed.recv_timeout(limit).is_ok()
    }

    /// Queues a job. Jobs run one after another, in the order in which they were sent.
    fn send<T>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
        deliver: impl FnOnce(DatabaseResult<T>) + Send + 'static,
    ) -> DatabaseResult<()> {
        let job: Job = Box::new(move |worker| deliver(worker.run(job)));
        self.jobs.send(job).map_err(|_| DatabaseFailure::gone())
    }
}
