//! Writing the queue to a file of somebody's choice, when the database refused the copy.

use super::TaskId;
use crate::work::saved_queues::{FileNotSaved, SavedFile};

#[derive(Debug, Clone)]
pub struct QueueExport {
    pub task: TaskId,
    /// The queue is to be cleared once the file is written.
    pub then_clear: bool,
    /// Whoever asked knows that not all that waits can be saved.
    pub knows_rest: bool,
    pub step: QueueExportStep,
}

/// How far it is.
#[derive(Debug, Clone)]
pub enum QueueExportStep {
    /// The system's dialog asks where to.
    Selecting,
    /// `fell_back`: there is no such dialog here, so it goes into the folder for downloads.
    Writing {
        fell_back: bool,
    },
    Ended {
        fell_back: bool,
        outcome: Result<SavedFile, FileNotSaved>,
    },
}

impl QueueExport {
    pub fn is_under_way(&self) -> bool {
        matches!(self.step, QueueExportStep::Selecting | QueueExportStep::Writing { .. })
    }

    /// What was written, and whether for want of a dialog.
    pub fn saved(&self) -> Option<(&SavedFile, bool)> {
        match &self.step {
            QueueExportStep::Ended { fell_back, outcome: Ok(saved) } => Some((saved, *fell_back)),
            _ => None,
        }
    }

    pub fn failure(&self) -> Option<&FileNotSaved> {
        match &self.step {
            QueueExportStep::Ended { outcome: Err(failure), .. } => Some(failure),
            _ => None,
        }
    }

    /// As [`super::Saving::is_stopped_by_rest`].
    pub fn is_stopped_by_rest(&self) -> bool {
        self.then_clear && !self.knows_rest && self.saved().is_some_and(|(saved, _)| saved.leaves_rest())
    }
}
