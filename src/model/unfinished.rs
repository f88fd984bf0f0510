//! Runs that have not reached their end: cut off with the program, or paused. None goes on by itself.

use super::{ArchiveRuns, Instance};
use crate::green_api::ArchiveDirection;
use crate::store::{ArchiveRun, SavedQueueId};

/// A run that the user can continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    Archive(ArchiveDirection),
    /// It resends messages of this saved queue.
    Resend(SavedQueueId),
}

impl ArchiveRuns {
    /// Returns the run that can be continued. `None` while one is under way here.
    pub fn unfinished(&self) -> Option<&ArchiveRun> {
        self.past.iter().flatten().find(|run| !self.is_running() && run.is_unfinished() && !run.under_way)
    }
}

impl Instance {
    /// Returns the run that can be continued, if there is one.
    pub fn unfinished(&self) -> Option<Unfinished> {
        let archive = self.chats.runs.unfinished().map(|run| Unfinished::Archive(run.direction));
        let resend = self.resend.unfinished().filter(|run| !run.under_way);
        archive.or_else(|| resend.map(|run| Unfinished::Resend(run.queue)))
    }

    /// Whether a change or a run was cut off that the user should look at.
    pub fn was_interrupted(&self) -> bool {
        !self.interrupted.is_empty() || self.unfinished().is_some()
    }
}
