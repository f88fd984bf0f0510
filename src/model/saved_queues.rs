//! The saved queues of an instance, and saving one.

use std::sync::Arc;

use super::{Beyond, QueueExport, TaskId};
use crate::explain::Text;
use crate::green_api::QueuedMessage;
use crate::store::{DatabaseFailure, SavedQueue, SavedQueueId};
use crate::work::saved_queues::{Report, Saved};

/// The saved queues of one instance.
#[derive(Debug, Default)]
pub struct SavedQueues {
    /// Newest first; `None` until the database has been read.
    pub list: Option<Vec<SavedQueue>>,
    /// Why the list could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The open one, with its messages once they have been read.
    pub open: Option<(SavedQueueId, Option<Arc<Vec<QueuedMessage>>>)>,
    pub saving: Option<Saving>,
    /// The queue export, after the database refused the copy.
    pub export: Option<QueueExport>,
    /// Whether the open one is being written to a file, or the file is being selected.
    pub exporting: bool,
    /// The file with the copy, or why there is none.
    pub exported: Option<Text>,
}

/// Saving the queue. `report` is `None` while it is under way.
#[derive(Debug, Clone)]
pub struct Saving {
    pub task: TaskId,
    /// Whether to clear the queue once the copy is written.
    pub then_clear: bool,
    /// Whether the user knows that not all waiting messages can be saved.
    pub knows_rest: bool,
    pub report: Option<Report>,
}

impl Saving {
    /// Whether the clearing after this copy is stopped, because more messages wait now than a copy can hold, and the
    /// user has not confirmed that.
    pub fn is_stopped_by_rest(&self) -> bool {
        self.then_clear && !self.knows_rest && self.saved().is_some_and(Saved::leaves_rest)
    }

    pub fn saved(&self) -> Option<&Saved> {
        self.report.as_ref()?.outcome.as_ref().ok()
    }
}

impl SavedQueues {
    pub fn is_saving(&self) -> bool {
        self.saving.as_ref().is_some_and(|saving| saving.report.is_none())
            || self.export.as_ref().is_some_and(QueueExport::is_under_way)
    }

    /// Returns how many messages the last copy holds and how many it does not, if that stopped the clearing after it.
    pub fn stopped_by_rest(&self) -> Option<(usize, Beyond)> {
        let saving = self.saving.as_ref().filter(|saving| saving.is_stopped_by_rest()).and_then(Saving::saved);
        let export = self.export.as_ref().filter(|export| export.is_stopped_by_rest());
        let export = export.and_then(QueueExport::saved).map(|(saved, _)| (saved.messages, saved.waiting));
        let (messages, waiting) = saving.map(|saved| (saved.messages, saved.waiting)).or(export)?;
        let rest = |waiting: u64| Beyond::Exactly(waiting.saturating_sub(messages as u64));
        Some((messages, waiting.map_or(Beyond::Unknown, rest)))
    }

    /// Takes the copy that was just saved so that the queue can be cleared: from now on the clearing reports it.
    pub fn take_for_clearing(&mut self) -> Option<Saved> {
        let saving = self.saving.take_if(|saving| saving.then_clear)?;
        saving.report?.outcome.ok()
    }

    /// Drops the result of the last save.
    pub fn forget_saving(&mut self) {
        if !self.is_saving() {
            self.saving = None;
            self.export = None;
        }
    }
}

/// File format of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Csv,
    Json,
}
