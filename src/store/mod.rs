//! Data on disk: the settings and the list of instances in one small versioned file, the data that grows with use in a
//! database. Never a token.
//!
//! Public interface: [`Store::open`] reads `instance-desk.json` and reports problems with it; [`Store::queue`] applies
//! a change to the file's current content and saves it; [`Database`] is the other file; [`export_json`] and
//! [`export_table`] write data to a path chosen by the user; [`Folders`] holds the locations. Nothing here is
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
mod list_settings;
mod lock;
mod quarantine;
mod read;
mod salvage;
#[cfg(all(test, unix))]
pub(crate) mod scene;
mod settings;
#[cfg(test)]
mod tests;
mod watch_settings;
mod workbook;
mod worker;

pub use contents::Contents;
pub use database::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, BegunChange, ChatList, ChatRow, ChatState, Claim,
    ClaimPurpose, ClearedTogether, DATABASE_NAME, Database, DatabaseFailure, DatabaseNotice, DatabaseResult, Deletion,
    EndedChange, EndedReplacement, Finding, JOURNAL_REPLACEMENT, JOURNAL_WATCH, JournalAct, JournalEntry,
    JournalFilter, JournalGroup, JournalId, JournalPage, JournalRow, LastKnown, MAX_COUNT, NewArchiveItem,
    NewArchiveRun, NewSavedQueue, Outcome, OutcomeFilter, PinChange, ReadBack, ResendCounts, ResendItem,
    ResendItemState, ResendRun, ResendRunId, Retention, RowId, RowKind, Rows, SavedMessage, SavedQueue, SavedQueueId,
    SendPermit, Sought, Tables, Verification, Why, WhySaved,
};
pub use export::{
    CsvSeparator, ExportFailure, export_json, export_table, export_values, export_workbook, is_csv, message_cells,
};
pub use failure::{InstanceFault, StoreFailure, StoreWarning};
#[cfg(all(test, target_os = "linux"))]
pub(crate) use folders::Lease;
pub use folders::{
    Folders, create_private_dir, ends_soon, is_not_a_file, make_private, must_be_file, open_unleased, private,
};
pub use instance::{InstanceColour, InstanceOptions, InstanceRecord, MAX_TAG, MAX_TAGS, tags};
pub use list_settings::{LastPage, ListSettings, SortBy, SortOrder, StateFilter, Tab};
pub use settings::{LanguageChoice, LatestVersion, Settings, ThemeChoice, Updates, WindowPlace};
pub use watch_settings::{Notify, OnClose, QuietHours, WatchChoice, WatchInterval, WatchSettings};
pub use workbook::{Cell, Table, unwritten_row};
pub use worker::IfUnsaved;

use std::path::PathBuf;
use std::sync::mpsc;

use self::file::StoreFile;
use self::folders::is_link;
use self::worker::{Job, SettingsWorker};
use crate::green_api::Detail;

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

/// The file with settings and instances. Clones share its thread, which ends with the last clone.
#[derive(Clone, Debug)]
pub struct Store {
    folders: Folders,
    changes: mpsc::Sender<Job>,
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
        (Self { folders, changes: SettingsWorker::start(file, contents) }, loaded)
    }

    /// Reads only the settings, for code that only needs the user's language. Changes nothing on disk.
    pub fn peek(folders: &Folders) -> Settings {
        StoreFile::new(folders.config.join(FILE_NAME)).peek()
    }

    /// Returns the program's folders.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Returns the path of the file, for display to the user.
    pub fn path(&self) -> PathBuf {
        self.folders.config.join(FILE_NAME)
    }

    /// Queues a change of the file's current content. `deliver` receives the new contents on the store's thread, once
    /// they are saved whole. Changes are saved one after another, in the order in which they were queued.
    ///
    /// A change waits up to five seconds for another copy of the program. If it panics, or the store's thread is not
    /// running, `deliver` is dropped.
    pub fn queue(
        &self,
        if_unsaved: IfUnsaved,
        change: impl Fn(&mut Contents) + Send + 'static,
        deliver: impl FnOnce(Result<Contents, StoreFailure>) + Send + 'static,
    ) {
        // Without the thread, the job is dropped here.
        let _ = self.changes.send(Box::new(move |worker| deliver(worker.change(if_unsaved, Box::new(change)))));
    }

    /// Like [`Store::queue`] with [`IfUnsaved::Forget`], and waits for the outcome. Must not be called on the drawing
    /// thread.
    ///
    /// # Errors
    /// Returns the reason why the change was not saved.
    pub fn change(&self, change: impl Fn(&mut Contents) + Send + 'static) -> Result<Contents, StoreFailure> {
        let (sender, changed) = mpsc::sync_channel(1);
        self.queue(IfUnsaved::Forget, change, move |outcome| {
            let _ = sender.send(outcome);
        });
        changed.recv().unwrap_or_else(|_| Err(StoreFailure::Other { detail: Detail::PartFailed }))
    }
}
