//! Writing the queue to a file of the user's choice before it is cleared, when the database refuses the copy.

use jiff::Zoned;

use super::App;
use crate::model::{Beyond, Event, InstanceKey, Query, QueueExport, QueueExportStep, SaveDialog, TaskId};
use crate::work::saved_queues::{self, FileNotSaved};

impl App {
    /// Asks for a file, writes the queue to it as the server shows it then, and clears the queue once the file is on
    /// the disk.
    pub(super) fn export_queue(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.saved_queues.is_saving() || instance.is_clearing() {
            return;
        }
        let knows_rest = instance.beyond_copy().1 != Beyond::Nothing;
        // The name is unique, so that no other file is replaced without asking.
        let name = format!("queue-{}-{}.json", instance.id(), Zoned::now().strftime("%Y-%m-%d-%H%M%S"));
        let place = self.ask_for_place(name);
        let (task, cancel) = self.new_task();
        let Some(instance) = self.model.instance_mut(key) else { return };
        let step = QueueExportStep::Selecting;
        instance.saved_queues.export = Some(QueueExport { task, then_clear: true, knows_rest, step });
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = |step: Option<QueueExportStep>| {
                let _ = sender.send(Event::ExportQueue(key, task, step.map(Box::new)));
                waker();
            };
            let place = tokio::select! {
                place = place => place,
                // The user closed the question behind the file dialog, so a later answer is ignored.
                () = cancel.cancelled() => return,
            };
            match place {
                Ok(None) => report(None),
                Err(failure) => {
                    let outcome = Err(FileNotSaved::Unwritten(failure));
                    report(Some(QueueExportStep::Ended { dialog: SaveDialog::Missing, outcome }));
                }
                Ok(Some(place)) => {
                    let dialog = place.dialog;
                    report(Some(QueueExportStep::Writing));
                    let outcome = saved_queues::run_to_file(&client, &credentials, place.path, &cancel).await;
                    report(Some(QueueExportStep::Ended { dialog, outcome }));
                }
            }
        });
    }

    /// Applies a progress report. The rules are those of a copy in the database: nothing is cleared that was not saved,
    /// nor more than the question was about.
    pub(super) fn on_queue_export(&mut self, key: InstanceKey, task: TaskId, step: Option<QueueExportStep>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(export) = instance.saved_queues.export.as_mut().filter(|export| export.task == task) else {
            return;
        };
        let Some(step) = step else {
            instance.saved_queues.export = None;
            self.cancels.remove(&task);
            return;
        };
        export.step = step;
        if export.is_under_way() {
            return;
        }
        let stopped = export.is_stopped_by_rest();
        let clears = export.then_clear && export.saved().is_some() && !stopped;
        if clears {
            // The file replaces the copy that the database refused.
            instance.saved_queues.saving = None;
        }
        self.cancels.remove(&task);
        if stopped {
            self.fetch(key, &[Query::Count, Query::Queue]);
        }
        if clears {
            self.close_dialog_of(key);
            self.clear_unrecorded(key);
        }
    }

    /// Cancels the clearing when its question is closed while the file is being selected or written. A file that is
    /// being written is finished.
    pub(super) fn forget_queue_export(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(export) = instance.saved_queues.export.as_mut() else { return };
        export.then_clear = false;
        if matches!(export.step, QueueExportStep::Selecting) {
            let task = export.task;
            instance.saved_queues.export = None;
            self.cancel(task);
        }
    }
}
