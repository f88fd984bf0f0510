//! The saved queues of an instance, and saving one.

use std::sync::Arc;

use super::{Beyond, QueueExport, TaskId};
use crate::{
    explain::Text,
    green_api::QueuedMessage,
    store::{DatabaseFailure, SavedQueue, SavedQueueId},
    work::saved_queues::{Report, Saved},
};

/// What is known of the saved queues of one instance.
#[derive(Debug, Default)]
pub struct SavedQueues {
    /// Newest first; `None` until the database was read.
    pub list: Option<Vec<SavedQueue>>,
    /// Why it could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The one that is looked at, with its messages once they were read.
    pub open: Option<(SavedQueueId, Option<Arc<Vec<QueuedMessage>>>)>,
    pub saving: Option<Saving>,
    /// The same into a file, after the database has refused.
    pub export: Option<QueueExport>,
    /// The open one is being written to a file, or its place is being chosen.
    pub exporting: bool,
    /// Where one was written to, or why not.
    pub exported: Option<Text>,
}

/// Saving the queue: under way (`report` is `None`), or what came of it.
#[derive(Debug, Clone)]
pub struct Saving {
    pub task: TaskId,
    /// The queue is to be cleared once the copy is written.
    pub then_clear: bool,
    /// Whoever asked knows that not all that waits can be saved.
    pub knows_rest: bool,
    pub report: Option<Report>,
}

impl Saving {
    /// The queue was to be cleared after this copy, but now more waits than a copy can hold, and nobody has said that
    /// they know it.
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

    /// The last copy was to be followed by clearing, but more waits than it could hold: how many it holds, and how many
    /// it does not.
    pub fn stopped_by_rest(&self) -> Option<(usize, Beyond)> {
        let saving = self.saving.as_ref().filter(|saving| saving.is_stopped_by_rest()).and_then(Saving::saved);
        let export = self.export.as_ref().filter(|export| export.is_stopped_by_rest());
        let export = export.and_then(QueueExport::saved).map(|(saved, _)| (saved.messages, saved.waiting));
        let (messages, waiting) = saving.map(|saved| (saved.messages, saved.waiting)).or(export)?;
        let rest = |waiting: u64| Beyond::Exactly(waiting.saturating_sub(messages as u64));
        Some((messages, waiting.map_or(Beyond::Unknown, rest)))
    }

    /// What was just saved so that the queue can be cleared: from now on the clearing tells of it.
    pub fn take_for_clearing(&mut self) -> Option<Saved> {
        let saving = self.saving.take_if(|saving| saving.then_clear)?;
        saving.report?.outcome.ok()
    }

    /// Lets go of how the last saving ended.
    pub fn forget_saving(&mut self) {
        if !self.is_saving() {
            self.saving = None;
            self.export = None;
        }
    }
}

/// In which form a copy is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Csv,
    Json,
}
