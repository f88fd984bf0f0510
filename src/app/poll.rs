//! Polling: applying everything that finished since the last frame.

use std::time::Instant;

use super::App;

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
        self.poll_exchanges();
        self.scheduler.next()
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
}
