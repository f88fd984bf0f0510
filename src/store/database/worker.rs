//! The thread that owns the file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::schema::MIGRATIONS;
use super::session::Session;
use super::{DATABASE_NAME, DatabaseFailure, DatabaseResult, Tables, open};

pub(super) type Job = Box<dyn FnOnce(&mut Worker) + Send>;

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

/// The thread's state: the open file, once a job has requested it.
pub(super) struct Worker {
    // Declared first so that it is dropped before the session: open tables belong to it.
    tables: Option<Tables>,
    session: Option<Session>,
    /// `None`: in memory only.
    folder: Option<PathBuf>,
    patience: Duration,
    migrations: &'static [&'static str],
    /// The identity of the open file.
    file: Option<FileId>,
}

impl Worker {
    pub fn new(folder: PathBuf, patience: Duration) -> Self {
        Self { tables: None, session: None, folder: Some(folder), patience, migrations: MIGRATIONS, file: None }
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

    /// Runs one job. Opens the file first if it is not open, failed to open last time, or no longer exists: anything
    /// written into a deleted file is lost.
    pub fn run<T>(&mut self, job: impl FnOnce(&mut Tables) -> DatabaseResult<T>) -> DatabaseResult<T> {
        if self.folder.is_some() && file_id(&self.path()) != self.file {
            self.tables = None;
        }
        let tables = match &mut self.tables {
            Some(tables) => tables,
            None => {
                let opened = match &self.folder {
                    Some(folder) => open::open(folder, self.patience, self.migrations, &mut self.session)?,
                    None => open::open_in_memory(self.migrations)?,
                };
                self.file = file_id(&self.path());
                self.tables.insert(opened)
            }
        };
        match catch_unwind(AssertUnwindSafe(|| job(tables))) {
            Ok(Err(failure @ DatabaseFailure::Damaged { .. })) => {
                // The next job reopens the file and finds the cause.
                self.tables = None;
                Err(failure)
            }
            Ok(outcome) => outcome,
            Err(_) => {
                self.tables = None;
                Err(DatabaseFailure::other("a job of the database panicked"))
            }
        }
    }
}
