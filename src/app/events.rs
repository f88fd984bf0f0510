//! Applying everything that finished since the last frame: the events of tasks, and what other threads leave to be read.

use std::time::Instant;

use super::App;
use crate::model::{Event, TaskId};

impl App {
    /// Applies every finished promise and event to the model. Returns when the next timed work is due.
    pub fn poll(&mut self) -> Option<Instant> {
        self.heed_closed_questions(Self::poll_all)
    }

    fn poll_all(&mut self) -> Option<Instant> {
        while let Some(event) = self.tasks.next_event() {
            self.on_event(event);
        }
        self.poll_panics();
        self.poll_database_notices();
        self.follow_journal();
        self.do_due(Instant::now());
        self.go_on_clearing_several();
        self.poll_exchanges();
        self.scheduler.next()
    }

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

    fn poll_exchanges(&mut self) {
        let log = self.services.client.log();
        let revision = log.revision();
        if revision != self.exchanges_seen {
            self.exchanges_seen = revision;
            self.model.exchanges = log.newest_first();
            self.model.exchanges_dropped = log.dropped();
        }
    }

    pub(super) fn cancel_of(&mut self, task: Option<TaskId>) {
        if let Some(task) = task {
            self.cancel(task);
        }
    }
}
