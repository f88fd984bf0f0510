//! The events of tasks.

use super::App;
use crate::model::{Event, TaskId};

impl App {
    /// Applies an event, unless it is from an earlier click or its instance is gone.
    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::Answered(task) => self.on_answered(task),
            Event::Clear(key, task, progress) => self.on_clear(key, task, *progress),
            Event::Restart(key, task, progress) => self.on_restart(key, task, *progress),
            Event::Link(key, task, progress) => self.on_link(key, task, *progress),
            Event::ResendReady(key, task, ready) => self.on_resend_ready(key, task, *ready),
            Event::ResendProgress(key, task, progress) => self.on_resend_progress(key, task, *progress),
            Event::BulkArchive(key, task, progress) => self.on_bulk_archive(key, task, *progress),
            Event::Verify(key, task, report) => self.on_verify(key, task, report.0, report.1),
        }
    }

    pub(super) fn cancel_of(&mut self, task: Option<TaskId>) {
        if let Some(task) = task {
            self.cancel(task);
        }
    }
}
