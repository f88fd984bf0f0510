//! Files that the user asked for: where they are, or why there is none. The queue is one when the database refused the
//! copy.

use std::path::PathBuf;

use crate::explain::Text;
use crate::work::saved_queues::SavedFile;

/// The system's dialog that asks where to save a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveDialog {
    Available,
    /// The file is saved in the downloads folder.
    Missing,
}

/// The outcome of writing a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOutcome {
    /// The path of the file, or why there is none.
    pub told: Text,
    /// The folder of the file, if it was written.
    pub folder: Option<PathBuf>,
}

/// A queue in a file.
#[derive(Debug, Clone)]
pub struct ExportedQueue {
    pub file: SavedFile,
    pub dialog: SaveDialog,
}
