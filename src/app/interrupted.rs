//! Changes that were under way when the program ended: shown on their instance until the user closes them.

use poll_promise::Promise;

use super::App;
use crate::model::InstanceKey;
use crate::store::{DatabaseResult, JournalId, JournalRow};

/// A read of the interrupted changes from the journal. A failure is shown with the saved queues, which are read at the
/// same time.
pub(super) type InterruptedCall = Promise<DatabaseResult<Vec<JournalRow>>>;

impl App {
    pub(super) fn list_interrupted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.interrupted(&id));
        self.interrupted_calls.push((key, promise));
    }

    /// Closes an interrupted change, and records that in the journal. If the record fails, the change is shown again at
    /// the next start.
    pub(super) fn close_interrupted(&mut self, key: InstanceKey, id: JournalId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.interrupted.retain(|row| row.id != id);
        let of = instance.id().clone();
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| {
            tables.note_interrupted(id)?;
            tables.interrupted(&of)
        });
        self.interrupted_calls.push((key, promise));
    }

    pub(super) fn poll_interrupted(&mut self) {
        let done: Vec<_> = self.interrupted_calls.extract_if(.., |(_, promise)| promise.ready().is_some()).collect();
        for (key, promise) in done {
            if let (Ok(Ok(rows)), Some(instance)) = (promise.try_take(), self.model.instance_mut(key)) {
                instance.interrupted = rows;
            }
        }
    }
}
