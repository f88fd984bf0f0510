//! The thread that owns the file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::schema::MIGRATIONS;
use super::session::Session;
use super::{DATABASE_NAME, DatabaseFailure, DatabaseResult, Tables, open};

pub(super) type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// The device and the number of a file.
type FileId = (u64, u64);

/// Which file is at this path, if there is one and something is in it.
#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::metadata(path).ok().filter(|file| file.len() > 0)?;
    Some((file.dev(), file.ino()))
}

/// Windows lets nobody delete a file that is open.
#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}

/// What the thread holds: the open file, once a job has asked for it.
pub(super) struct Worker {
    // Closed before the session ends: what is open belongs to it.
    tables: Option<Tables>,
    session: Option<Session>,
    /// `None`: in memory alone.
    folder: Option<PathBuf>,
    patience: Duration,
    migrations: &'static [&'static str],
    /// Which file is open.
    file: Option<FileId>,
}

impl Worker {
    pub fn new(folder: PathBuf, patience: Duration) -> Self {
        Self { tables: None, session: None, folder: Some(folder), patience, migrations: MIGRATIONS, file: None }
    }

    /// In memory alone: it is gone with this.
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

    /// Does one job, opening the file first if that is still to be done, failed the last time, or the file is no longer
    /// there: what is written into one that was deleted is kept nowhere.
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
                // The next job opens it again, and finds what is wrong.
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
