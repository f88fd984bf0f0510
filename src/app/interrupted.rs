//! Changes that were under way when the program ended: shown on their instance until the user closes them.

use super::App;
use super::tasks::{Owner, or_logged};
use crate::model::InstanceKey;
use crate::store::{DatabaseResult, JournalId, JournalRow, Tables};

impl App {
    /// Lists the changes of all instances, so that the page of all names those with a change whose outcome is not known.
    pub(super) fn list_all_interrupted(&mut self) {
        self.ask_database(
            Owner::Program,
            |tables| tables.interrupted(None),
            |app, rows| {
                let rows = or_logged(rows, "the page of all instances does not show interrupted changes");
                for instance in app.model.instances.iter_mut().filter(|instance| !instance.practice) {
                    let is_own = |row: &&JournalRow| row.instance == *instance.id();
                    instance.interrupted = rows.iter().filter(is_own).cloned().collect();
                }
            },
        );
    }

    pub(super) fn list_interrupted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        self.ask_database(
            key,
            move |tables| tables.interrupted(Some(&id)),
            move |app, rows| app.on_interrupted(key, rows),
        );
    }

    /// Closes an interrupted change, and records that in the journal. If the record fails, the change is shown again at
    /// the next start.
    pub(super) fn close_interrupted(&mut self, key: InstanceKey, id: JournalId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.interrupted.retain(|row| row.id != id);
        let of = instance.id().clone();
        let close = move |tables: &mut Tables| {
            tables.note_interrupted(id)?;
            tables.interrupted(Some(&of))
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
