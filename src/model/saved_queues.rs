//! The saved queues of an instance, and saving one.

use std::sync::Arc;

use super::{ExportOutcome, TaskId};
use crate::green_api::QueuedMessage;
use crate::store::{DatabaseFailure, SavedQueue, SavedQueueId};
use crate::work::saved_queues::Report;

/// The saved queues of one instance.
#[derive(Debug, Default)]
pub struct SavedQueues {
    /// Newest first; `None` until the database has been read.
    pub list: Option<Vec<SavedQueue>>,
    /// Number of saved queues that are not listed, because their rows make no sense.
    pub unlisted: usize,
    /// Why the list could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The open one, with its messages once they have been read.
    pub open: Option<(SavedQueueId, Option<Arc<Vec<QueuedMessage>>>)>,
    pub saving: Option<Saving>,
    /// Whether the open one is being written to a file, or the file is being selected.
    pub exporting: bool,
    pub exported: Option<ExportOutcome>,
}

/// Saving the queue by hand. `report` is `None` while it is under way.
#[derive(Debug, Clone)]
pub struct Saving {
    pub task: TaskId,
    pub report: Option<Report>,
}

impl SavedQueues {
    /// Whether a copy is being saved by hand.
    pub fn is_saving(&self) -> bool {
        self.saving.as_ref().is_some_and(|saving| saving.report.is_none())
    }

    /// Drops the result of the last save.
    pub fn forget_saving(&mut self) {
        self.saving.take_if(|saving| saving.report.is_some());
    }
}

/// File format of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A workbook, or CSV if the user names the file so.
    Table,
    Json,
}
