//! Writing the queue to a file of the user's choice, when the database refused the copy.

use crate::work::saved_queues::SavedFile;

/// The system's dialog that asks where to save a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveDialog {
    Available,
    /// The file is saved in the downloads folder.
    Missing,
}

/// A queue in a file.
#[derive(Debug, Clone)]
pub struct ExportedQueue {
    pub file: SavedFile,
    pub dialog: SaveDialog,
}
