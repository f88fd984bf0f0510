//! Writing the queue to a file of the user's choice before it is cleared, when the database refuses the copy.

use jiff::Timestamp;

use super::App;
use super::file_dialog::{SaveLocation, file_name};
use super::saved_queues::queue_name;
use super::tasks::Running;
use crate::model::{ExportedQueue, InstanceKey, TaskId};
use crate::store::ExportFailure;
use crate::work::clear_queue::Selected;
use crate::work::saved_queues::{self, FileNotSaved};

impl App {
    /// Asks where to write the file.
    pub(super) fn select_export(&mut self, key: InstanceKey, task: TaskId) {
        let Some(instance) = self.model.instance(key) else { return };
        // The name is unique, so that no other file is replaced without asking.
        let name = file_name(instance, Timestamp::now(), "json", queue_name);
        let place = self.file_dialogs.ask_for_place(name);
        let work = |running: Running| async move {
            tokio::select! {
                place = place => place,
                // The user closed the question behind the file dialog, so a later answer is ignored.
                () = running.cancel.cancelled() => Ok(None),
            }
        };
        let selecting = self.spawn(key, work, move |app, place| app.on_export_selected(key, task, place));
        if let Some(clear) = self.clearing(key, task) {
            clear.running = Some(selecting);
        }
    }

    fn on_export_selected(
        &mut self,
        key: InstanceKey,
        task: TaskId,
        place: Result<Option<SaveLocation>, ExportFailure>,
    ) {
        match place {
            Ok(Some(place)) => self.write_export(key, task, place),
            Ok(None) => {
                if let Some(clear) = self.clearing(key, task) {
                    clear.progress.machine.selected(Selected::Nothing);
                }
            }
            Err(failure) => self.on_exported(key, task, Err(FileNotSaved::Unwritten(failure))),
        }
    }

    /// Writes the queue to the file as the server shows it now.
    fn write_export(&mut self, key: InstanceKey, task: TaskId, place: SaveLocation) {
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else { return };
        let client = self.services.client.clone();
        let Some(clear) = self.clearing(key, task) else { return };
        clear.progress.machine.selected(Selected::File);
        if clear.is_kept() {
            return;
        }
        let dialog = place.dialog;
        let work = |running: Running| async move {
            let written = saved_queues::run_to_file(&client, &credentials, place.path, &running.cancel).await;
            written.map(|file| ExportedQueue { file, dialog })
        };
        let writing = self.spawn(key, work, move |app, outcome| app.on_exported(key, task, outcome));
        if let Some(clear) = self.clearing(key, task) {
            clear.running = Some(writing);
        }
    }
}
