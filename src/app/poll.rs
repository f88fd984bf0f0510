//! Polling: applying everything that finished since the last frame.

use std::time::Instant;

use super::App;

impl App {
    /// Applies every finished promise and event to the model. Returns when the next timed work is due.
    pub fn poll(&mut self) -> Option<Instant> {
        while let Ok(event) = self.events.try_recv() {
            self.on_event(event);
        }
        self.poll_panics();
        self.poll_tokens();
        self.poll_queries();
        self.load_wanted_chats();
        self.poll_form_save();
        self.poll_removals();
        self.poll_vault_cleanup();
        self.poll_changes();
        self.poll_account();
        self.poll_saved_queues();
        self.poll_replacements();
        self.poll_resend();
        self.poll_interrupted();
        self.poll_journal();
        self.poll_last_known();
        let next_query = self.start_due_queries();
        let next_replace = self.tick_replacements();
        let next_stop = self.stop_unseen_linking();
        let next_notice = self.poll_notices();
        self.poll_exchanges();
        let next_release = self.ask_due_release();
        [next_query, next_replace, next_stop, next_notice, next_release].into_iter().flatten().min()
    }

    fn poll_exchanges(&mut self) {
        let log = self.client.log();
        let revision = log.revision();
        if revision != self.exchanges_seen {
            self.exchanges_seen = revision;
            self.model.exchanges = log.newest_first();
            self.model.exchanges_dropped = log.dropped();
        }
    }
}
