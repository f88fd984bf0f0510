//! What grows with use, in one SQLite file: saved queues, the journal of everything that changes a server, what of a
//! saved queue was sent again, which chats were archived, where the replacements of numbers stand, and the chats that
//! each instance last told.
//!
//! From outside: [`Database`] is the handle. It hands closures to the one thread that owns the file, and a closure is
//! given [`Tables`], whose methods are the operations. [`Database::start`] is for the window, [`Database::run`] for
//! what runs on the runtime, [`Database::run_blocking`] for tests and threads. The file is opened by the first of them.
//!
//! Every commit reaches the disk before it is answered (`synchronous=FULL`): the program writes before it acts, ten
//! times a second at most, so that the milliseconds of a flush cost nothing and a power failure cannot make it send a
//! message twice.

mod bulk_archive;
mod chats;
mod claim;
mod failure;
mod journal;
mod last_known;
mod open;
mod replace_number;
mod resend;
mod saved_queues;
mod schema;
mod session;
mod tables;
#[cfg(test)]
mod tests;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use poll_promise::Promise;
use tokio::sync::oneshot;

pub use bulk_archive::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, BegunChange, ChatState, EndedChange, NewArchiveItem,
    NewArchiveRun,
};
pub use chats::{ChatList, ChatRow, RowId, RowKind};
pub use claim::Claim;
pub use failure::{DatabaseFailure, DatabaseNotice};
pub use journal::{JournalEntry, JournalId, JournalRow, Outcome, Why};
pub use last_known::LastKnown;
pub use resend::{ResendCounts, ResendItem, ResendItemState, ResendRun, ResendRunId, SendPermit};
pub use saved_queues::{Deletion, NewSavedQueue, SavedMessage, SavedQueue, SavedQueueId, WhySaved};
pub use tables::Tables;

use self::worker::{Job, Worker};
use super::Folders;
use crate::green_api::Waker;

/// The file's name inside [`Folders::data`].
pub const DATABASE_NAME: &str = "instance-desk.db";

/// What a job comes to.
pub type DatabaseResult<T> = Result<T, DatabaseFailure>;

/// The database. Clones share its thread, which ends with the last of them.
#[derive(Clone, Debug)]
pub struct Database {
    jobs: mpsc::Sender<Job>,
    path: PathBuf,
}

impl Database {
    /// The database in [`Folders::data`]. Nothing is opened yet: the first job does that, on the database's thread.
    pub fn new(folders: &Folders) -> Self {
        Self::with_patience(folders, Duration::from_secs(5))
    }

    /// The same, waiting at most so long for another copy of the program that is writing.
    pub fn with_patience(folders: &Folders, patience: Duration) -> Self {
        Self::with_worker(Worker::new(folders.data.clone(), patience))
    }

    /// One in memory alone, which leaves nothing behind: for practice.
    pub fn in_memory() -> Self {
        Self::with_worker(Worker::in_memory())
    }

    fn with_worker(mut worker: Worker) -> Self {
        let path = worker.path();
        let (jobs, queue) = mpsc::channel::<Job>();
        // Without the thread the queue is dropped, and every job is refused.
        let _ = thread::Builder::new().name("database".to_owned()).spawn(move || {
            for job in queue {
                job(&mut worker);
            }
        });
        Self { jobs, path }
    }

    /// The file itself, for "where is it kept".
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a job. The value is in the promise before `waker` is called.
    pub fn start<T: Send + 'static>(
        &self,
        waker: Waker,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> Promise<DatabaseResult<T>> {
        let (sender, promise) = Promise::new();
        let sent = self.send(job, move |outcome| {
            sender.send(outcome);
            waker();
        });
        match sent {
            Ok(()) => promise,
            Err(failure) => Promise::from_ready(Err(failure)),
        }
    }

    /// Does a job and waits for it without keeping a thread of the runtime.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> DatabaseResult<T> {
        let (sender, outcome) = oneshot::channel();
        self.send(job, move |outcome| {
            // Whoever waited may be gone; the job is done all the same.
            let _ = sender.send(outcome);
        })?;
        outcome.await.unwrap_or_else(|_| Err(DatabaseFailure::gone()))
    }

    /// Does a job and waits for it. Never on the thread that draws, nor on one of the runtime.
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

    /// Jobs are done one after the other, in the order they were sent.
    fn send<T>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
        deliver: impl FnOnce(DatabaseResult<T>) + Send + 'static,
    ) -> DatabaseResult<()> {
        let job: Job = Box::new(move |worker| deliver(worker.run(job)));
        self.jobs.send(job).map_err(|_| DatabaseFailure::gone())
    }
}
