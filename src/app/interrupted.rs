//! Changes that were under way when the program ended: shown on their instance until the user closes them.

use super::App;
use super::tasks::or_logged;
use crate::model::InstanceKey;
use crate::store::{DatabaseResult, JournalId, JournalRow, Tables};

impl App {
    pub(super) fn list_interrupted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        self.ask_database(key, move |tables| tables.interrupted(&id), move |app, rows| app.on_interrupted(key, rows));
    }

    /// Closes an interrupted change, and records that in the journal. If the record fails, the change is shown again at
    /// the next start.
    pub(super) fn close_interrupted(&mut self, key: InstanceKey, id: JournalId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.interrupted.retain(|row| row.id != id);
        let of = instance.id().clone();
        let close = move |tables: &mut Tables| {
            tables.note_interrupted(id)?;
            tables.interrupted(&of)
        };
        self.ask_database(key, close, move |app, rows| app.on_interrupted(key, rows));
    }

    /// Shows the changes. A failure is also shown with the saved queues, which the same page reads.
    fn on_interrupted(&mut self, key: InstanceKey, rows: DatabaseResult<Vec<JournalRow>>) {
        let rows = or_logged(rows.map(Some), "interrupted changes are shown at the next start");
        if let (Some(rows), Some(instance)) = (rows, self.model.instance_mut(key)) {
            instance.interrupted = rows;
        }
    }
}
