//! Writing the queue to a file of the user's choice, when the database refused the copy.

use super::TaskId;
use crate::work::saved_queues::{FileNotSaved, SavedFile};

#[derive(Debug, Clone)]
pub struct QueueExport {
    pub task: TaskId,
    /// Whether to clear the queue once the file is written.
    pub then_clear: bool,
    /// Whether the user knows that not all waiting messages can be saved.
    pub knows_rest: bool,
    pub step: QueueExportStep,
}

/// The system's dialog that asks where to save a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveDialog {
    Available,
    /// The file is saved in the downloads folder.
    Missing,
}

/// Progress of a queue export.
#[derive(Debug, Clone)]
pub enum QueueExportStep {
    /// The system's dialog asks for a file.
    Selecting,
    Writing,
    Ended {
        dialog: SaveDialog,
        outcome: Result<SavedFile, FileNotSaved>,
    },
}

impl QueueExport {
    pub fn is_under_way(&self) -> bool {
        matches!(self.step, QueueExportStep::Selecting | QueueExportStep::Writing)
    }

    pub fn saved(&self) -> Option<(&SavedFile, SaveDialog)> {
        match &self.step {
            QueueExportStep::Ended { dialog, outcome: Ok(saved) } => Some((saved, *dialog)),
            _ => None,
        }
    }

    pub fn failure(&self) -> Option<&FileNotSaved> {
        match &self.step {
            QueueExportStep::Ended { outcome: Err(failure), .. } => Some(failure),
            _ => None,
        }
    }

    /// Like [`super::Saving::is_stopped_by_rest`].
    pub fn is_stopped_by_rest(&self) -> bool {
        self.then_clear && !self.knows_rest && self.saved().is_some_and(|(saved, _)| saved.leaves_rest())
    }
}
