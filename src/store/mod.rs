//! Data on disk: the settings and the list of instances in one small versioned file, the data that grows with use in a
//! database. Never a token.
//!
//! Public interface: [`Store::open`] reads `instance-desk.json` and reports problems with it; [`Store::change`] applies
//! a change to the file's current content and saves it; [`Database`] is the other file; [`export_csv`], [`export_json`]
//! and [`export_table`] write data to a path chosen by the user; [`Folders`] holds the locations. Nothing here is
//! fatal: a damaged file yields the readable part and a [`StoreWarning`], and is kept aside before it is replaced.
//!
//! Two copies of the program do not undo each other's changes: a change holds a lock file, reads the file again, and
//! merges by idInstance.

mod atomic_file;
mod contents;
mod database;
mod export;
mod failure;
mod file;
mod folders;
mod instance;
mod lock;
mod quarantine;
mod read;
mod settings;
#[cfg(test)]
mod tests;

pub use contents::Contents;
pub use database::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, BegunChange, ChatList, ChatRow, ChatState, Claim,
    ClaimPurpose, DATABASE_NAME, Database, DatabaseFailure, DatabaseNotice, DatabaseResult, Deletion, EndedChange,
    JournalEntry, JournalId, JournalRow, LastKnown, NewArchiveItem, NewArchiveRun, NewSavedQueue, Outcome, PinChange,
    ResendCounts, ResendItem, ResendItemState, ResendRun, ResendRunId, Retention, RowId, RowKind, SavedMessage,
    SavedQueue, SavedQueueId, SendPermit, Tables, Why, WhySaved,
};
pub use export::{CsvSeparator, ExportFailure, csv, export_csv, export_json, export_table};
pub use failure::{InstanceFault, StoreFailure, StoreWarning};
pub use folders::{Folders, create_private_dir, must_be_file};
pub use instance::InstanceRecord;
pub use settings::{LanguageChoice, LatestVersion, Settings, ThemeChoice, Updates, WindowPlace};

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::file::StoreFile;

/// The file's name inside [`Folders::config`].
pub const FILE_NAME: &str = "instance-desk.json";

/// The data loaded at a start of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The settings, each valid.
    pub settings: Settings,
    /// The instances in the user's order.
    pub instances: Vec<InstanceRecord>,
    /// Problems found in the file.
    pub warnings: Vec<StoreWarning>,
}

/// The file with settings and instances. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    folders: Folders,
    file: Arc<StoreFile>,
    /// The last contents read whole or written: the base of a change when the file is missing or damaged.
    last: Arc<Mutex<Contents>>,
}

impl Store {
    /// Reads the file, which need not exist. Blocks briefly.
    pub fn open(folders: Folders) -> (Self, Loaded) {
        let file = StoreFile::new(folders.config.join(FILE_NAME));
        let contents = file.open();
        let loaded = Loaded {
            settings: contents.settings.clone(),
            instances: contents.instances.clone(),
            warnings: contents.warnings().to_vec(),
        };
        let store = Self { folders, file: Arc::new(file), last: Arc::new(Mutex::new(contents)) };
        (store, loaded)
    }

    /// Reads only the settings, for code that only needs the user's language. Changes nothing on disk.
    pub fn peek(folders: &Folders) -> Settings {
        StoreFile::new(folders.config.join(FILE_NAME)).peek()
    }

    /// The program's folders.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The path of the file, for display to the user.
    pub fn path(&self) -> PathBuf {
        self.folders.config.join(FILE_NAME)
    }

    /// Applies `change` to the file's current content, saves it whole, and returns the new contents.
    ///
    /// Waits up to five seconds for another copy of the program. Blocks.
    ///
    /// # Errors
    /// Returns the reason why the change was not saved.
    pub fn change(&self, change: impl FnOnce(&mut Contents)) -> Result<Contents, StoreFailure> {
        // Locked first and held throughout, so that changes within this program run one after another, in the order in
        // which they were requested.
        let mut last = self.last();
        let contents = self.file.change(&last, change)?;
        *last = contents.clone();
        Ok(contents)
    }

    fn last(&self) -> MutexGuard<'_, Contents> {
        // The contents are replaced as a whole, so a panicking change leaves the earlier ones intact.
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
