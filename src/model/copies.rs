//! The saved queues of an instance, and saving one.

use std::sync::Arc;

use super::RunId;
use crate::{
    explain::Text,
    green_api::QueuedMessage,
    store::{DatabaseFailure, SavedQueue, SavedQueueId},
    work::save_queue::Report,
};

/// What is known of the saved queues of one instance.
#[derive(Debug, Default)]
pub struct Copies {
    /// Newest first; `None` until the database was read.
    pub list: Option<Vec<SavedQueue>>,
    /// Why it could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The one that is looked at, with its messages once they were read.
    pub open: Option<(SavedQueueId, Option<Arc<Vec<QueuedMessage>>>)>,
    pub saving: Option<Saving>,
    /// Where one was written to, or why not.
    pub exported: Option<Text>,
}

/// Saving the queue: under way (`report` is `None`), or what came of it.
#[derive(Debug, Clone)]
pub struct Saving {
    pub run: RunId,
    /// The queue is to be cleared once the copy is written.
    pub then_clear: bool,
    pub report: Option<Report>,
}

impl Copies {
    pub fn is_saving(&self) -> bool {
        self.saving.as_ref().is_some_and(|saving| saving.report.is_none())
    }
}

/// In which form a copy is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    Csv,
    Json,
}
