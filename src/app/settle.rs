//! Taking in what finished since the last frame.

use std::time::Instant;

use super::App;

impl App {
    /// Takes every finished promise and report into the model. Gives the moment at which something is due by itself.
    pub fn settle(&mut self) -> Option<Instant> {
        while let Ok(event) = self.events.try_recv() {
            self.take_event(event);
        }
        self.settle_panics();
        self.settle_tokens();
        self.settle_looks();
        self.load_wanted_chats();
        self.settle_saves();
        self.settle_removals();
        self.settle_chores();
        self.settle_changes();
        self.settle_account();
        self.settle_copies();
        self.settle_replacements();
        self.settle_sending();
        self.settle_interrupted();
        self.settle_journal();
        self.settle_last_known();
        let next_look = self.start_due_looks();
        let next_replace = self.tick_replacements();
        let next_stop = self.stop_unseen_linking();
        let next_notice = self.settle_notices();
        self.settle_exchanges();
        let next_release = self.ask_due_release();
        [next_look, next_replace, next_stop, next_notice, next_release].into_iter().flatten().min()
    }

    fn settle_exchanges(&mut self) {
        let log = self.client.log();
        let revision = log.revision();
        if revision != self.exchanges_seen {
            self.exchanges_seen = revision;
            self.model.exchanges = log.newest_first();
            self.model.exchanges_dropped = log.dropped();
        }
    }
}
