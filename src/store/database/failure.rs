//! Failures of the database, and notices from opening it.

use std::io;
use std::path::PathBuf;

use rusqlite::{Error, ErrorCode, ffi};

use crate::green_api::{Detail, redact};
use crate::store::StoreFailure;

/// Reason why nothing was read or written. Earlier commits are unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseFailure {
    /// The folder or the file is not writable.
    #[error("the database may not be written")]
    ReadOnly,
    /// No space is left, or the quota is used up.
    #[error("the disk is full")]
    DiskFull,
    /// Another copy of the program was writing for too long.
    #[error("another copy of the program is using the database")]
    Locked,
    /// Written by a newer version of the program. The file is left unchanged.
    #[error("the database has the newer version {version}")]
    Newer {
        /// The file's version.
        version: u32,
    },
    /// A folder, a pipe or a device has the name of one of its files.
    #[error("the database is not a regular file")]
    NotAFile,
    /// A session on another computer uses the file. SQLite's log works on one computer only
    /// (sqlite.org/wal.html).
    #[error("the database is in use on the computer {computer}")]
    OtherComputer {
        /// The computer's name.
        computer: String,
    },
    /// The file system of the folder has no locks, without which SQLite does not open the file.
    #[error("the file system of the database has no locks")]
    NoLocks,
    /// Found damaged while in use. The next job keeps the damaged file aside and starts a new one.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// The message from SQLite.
        detail: String,
    },
    /// The file is damaged and could not be kept aside, so no new one was started.
    #[error("the database is damaged and could not be kept aside: {detail}")]
    NotKept {
        /// The reason.
        detail: Detail,
    },
    /// Any other failure.
    #[error("the database failed: {detail}")]
    Other {
        /// The reason.
        detail: Detail,
    },
}

/// A finding from opening the file, reported once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseNotice {
    /// The file was damaged. It is kept under this name, and a new one was started.
    Damaged { kept_as: PathBuf },
    /// The open file was deleted, moved or renamed, alone or with its folder. A new one was started under this name.
    Vanished { path: PathBuf },
    /// The file was upgraded from this older version; a copy of the original is kept under this name.
    Upgraded { from: u32, backup: PathBuf },
    /// Saved queues were older than the user keeps them, and were deleted.
    CopiesDeleted { count: usize },
}

impl DatabaseFailure {
    /// Creates a failure known only by the words of SQLite.
    fn other(detail: &str) -> Self {
        Self::Other { detail: Detail::words(detail) }
    }

    /// Creates the failure of a statement that does not suit what is in the database.
    fn changed(error: &Error) -> Self {
        tracing::warn!("the database is not as this program writes it: {}", redact::all(&error.to_string()));
        Self::Other { detail: Detail::Changed }
    }

    /// Returns the failure of a thread of the database that did not start, or of a job that panicked.
    pub(super) fn gone() -> Self {
        Self::Other { detail: Detail::PartFailed }
    }

    pub(super) fn from_io(error: &io::Error) -> Self {
        StoreFailure::from_io(error).into()
    }
}

impl From<StoreFailure> for DatabaseFailure {
    fn from(failure: StoreFailure) -> Self {
        match failure {
            StoreFailure::ReadOnly => Self::ReadOnly,
            StoreFailure::DiskFull => Self::DiskFull,
            StoreFailure::NotAFile => Self::NotAFile,
            // A lock file is opened, never replaced.
            StoreFailure::Locked | StoreFailure::InUse => Self::Locked,
            StoreFailure::Other { detail } => Self::Other { detail },
        }
    }
}

impl From<Error> for DatabaseFailure {
    fn from(error: Error) -> Self {
        let Some(sqlite) = error.sqlite_error() else {
            return match error {
                Error::InvalidColumnType(..)
                | Error::InvalidColumnName(_)
                | Error::FromSqlConversionFailure(..)
                | Error::Utf8Error(..)
                | Error::IntegralValueOutOfRange(..) => Self::changed(&error),
                _ => Self::other(&error.to_string()),
            };
        };
        match (sqlite.code, sqlite.extended_code) {
            // SQLite's code when the shared memory beside the file finds no room (sqlite.org/rescode.html).
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Locked,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
                Self::Damaged { detail: redact::all(&error.to_string()) }
            }
            // SQLite's code for statements that do not suit the tables, such as one that makes a table which is there.
            (ErrorCode::Unknown | ErrorCode::SchemaChanged | ErrorCode::ConstraintViolation, _) => {
                Self::changed(&error)
            }
            _ => Self::other(&error.to_string()),
        }
    }
}
