//! Why the database did not do what was asked, and what was found when it was opened.

use std::io;
use std::path::PathBuf;

use rusqlite::{Error, ErrorCode, ffi};

use crate::green_api::redact;
use crate::store::StoreFailure;

/// Why nothing was read or written. What was committed before is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseFailure {
    /// The folder or the file may not be written.
    #[error("the database may not be written")]
    ReadOnly,
    /// There is no space left, or no quota.
    #[error("the disk is full")]
    DiskFull,
    /// Another copy of the program was writing for too long.
    #[error("another copy of the program is using the database")]
    Locked,
    /// A newer version of the program has written it. It is left as it is.
    #[error("the database has the newer version {version}")]
    Newer {
        /// The version that it says it has.
        version: u32,
    },
    /// It was found damaged while it was in use. The next job keeps it aside and begins a new one.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What SQLite said.
        detail: String,
    },
    /// It is damaged and could not be kept aside, so no new one was begun.
    #[error("the database is damaged and could not be kept aside: {detail}")]
    NotKept {
        /// Why not, in the system's words.
        detail: String,
    },
    /// Anything else, in SQLite's or the system's words, redacted.
    #[error("the database failed: {detail}")]
    Other {
        /// What was said.
        detail: String,
    },
}

/// What was found when the file was opened, and should be told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseNotice {
    /// It was damaged. It is kept under this name, and a new one was begun.
    Damaged { kept_as: PathBuf },
    /// It was brought up from this older version; a copy from before is kept under this name.
    Upgraded { from: u32, backup: PathBuf },
}

impl DatabaseFailure {
    /// A failure known by its words only. They are redacted here.
    pub(super) fn other(detail: &str) -> Self {
        Self::Other { detail: redact::all(detail) }
    }

    /// The thread did not start.
    pub(super) fn gone() -> Self {
        Self::other("the database's thread is not running")
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
            StoreFailure::Locked => Self::Locked,
            StoreFailure::Other { detail } => Self::Other { detail },
        }
    }
}

impl From<Error> for DatabaseFailure {
    fn from(error: Error) -> Self {
        let Some(sqlite) = error.sqlite_error() else {
            return Self::other(&error.to_string());
        };
        match (sqlite.code, sqlite.extended_code) {
            // SQLite says so where the shared memory beside the file finds no room (sqlite.org/rescode.html).
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Locked,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
                Self::Damaged { detail: redact::all(&error.to_string()) }
            }
            _ => Self::other(&error.to_string()),
        }
    }
}
