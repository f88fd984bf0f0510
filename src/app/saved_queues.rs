//! Saved queues: saving one, and acting on stored ones.

use std::sync::Arc;

use poll_promise::Promise;

use super::App;
use super::file_dialog::SaveLocation;
use super::tasks::Owner;
use crate::explain::{Text, explain_export, explain_notice};
use crate::green_api::QueuedMessage;
use crate::model::{Beyond, Dialog, Event, ExportFormat, InstanceKey, Query, SaveDialog, Saving, TaskId};
use crate::store::{
    CsvSeparator, DatabaseResult, Deletion, ExportFailure, PinChange, Retention, SavedMessage, SavedQueue,
    SavedQueueId, WhySaved, export_csv, export_json,
};
use crate::ui::text::{Language, language};
use crate::work::saved_queues;

/// A request to the database, in flight.
pub(super) enum SavedQueueCall {
    List(Promise<DatabaseResult<Vec<SavedQueue>>>),
    Messages(SavedQueueId, Promise<DatabaseResult<Vec<SavedMessage>>>),
    Changed(Promise<DatabaseResult<()>>),
    Deleted(Promise<DatabaseResult<Deletion>>),
    Exported(Promise<Result<Option<SaveLocation>, ExportFailure>>),
}

/// Number of days for which the journal, runs and replacements are kept.
const HISTORY_DAYS: u16 = 365;

impl SavedQueueCall {
    fn is_ready(&self) -> bool {
        match self {
            Self::List(promise) => promise.ready().is_some(),
            Self::Messages(_, promise) => promise.ready().is_some(),
            Self::Changed(promise) => promise.ready().is_some(),
            Self::Deleted(promise) => promise.ready().is_some(),
            Self::Exported(promise) => promise.ready().is_some(),
        }
    }
}

impl App {
    /// Saves the queue as the server shows it now. A copy [`WhySaved::BeforeClearing`] is followed by the clearing.
    pub(super) fn save_queue(&mut self, key: InstanceKey, why: WhySaved) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.saved_queues.is_saving() || instance.is_clearing() {
            return;
        }
        let name = instance.record.name.clone();
        // The question was about this number, and also about the rest if not all of it can be saved.
        let knows_rest = instance.beyond_copy().1 != Beyond::Nothing;
        let (task, cancel) = self.new_task();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.saved_queues.export = None;
        instance.saved_queues.saving =
            Some(Saving { task, then_clear: why == WhySaved::BeforeClearing, knows_rest, report: None });
        let (database, client) = (self.database_of(key), self.client.clone());
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = saved_queues::run(&database, &client, &credentials, &name, why, &cancel).await;
            let _ = sender.send(Event::Saved(key, task, Box::new(report)));
            waker();
        });
    }

    /// Applies the outcome of a save. A failed copy stops the clearing, so that nothing is lost that could have been
    /// kept. A queue that has grown beyond the limit of a copy since the question stops it too, and the user is asked
    /// again.
    pub(super) fn on_saved(&mut self, key: InstanceKey, task: TaskId, report: saved_queues::Report) {
        self.cancels.remove(&task);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(saving) = instance.saved_queues.saving.as_mut().filter(|saving| saving.task == task) else { return };
        let saved = report.outcome.is_ok();
        saving.report = Some(report.clone());
        let stopped = saving.is_stopped_by_rest();
        let clears = saved && saving.then_clear && !stopped;
        self.notify_saved(key, task, &report);
        if saved {
            self.list_saved_queues(key);
        }
        if stopped {
            self.fetch(key, &[Query::Count, Query::Queue]);
        }
        if clears {
            self.close_dialog_of(key);
            self.clear_as_asked(key);
        }
    }

    /// Cancels the clearing when the user closes its question while the copy is being written.
    pub(super) fn forget_clearing(&mut self) {
        if let Some(Dialog::Clear(key)) = self.model.dialog {
            let saving = self.model.instance_mut(key).and_then(|instance| instance.saved_queues.saving.as_mut());
            if let Some(saving) = saving {
                saving.then_clear = false;
            }
            self.forget_queue_export(key);
        }
    }

    pub(super) fn close_dialog_of(&mut self, key: InstanceKey) {
        if self.model.dialog.as_ref().is_some_and(|dialog| dialog.instance() == Some(key)) {
            self.model.dialog = None;
        }
    }

    pub(super) fn list_saved_queues(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.saved_queues(Some(&id)));
        self.saved_queue_calls.push((key, SavedQueueCall::List(promise)));
    }

    pub(super) fn open_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.saved_queues.open = Some((id, None));
        instance.saved_queues.exported = None;
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.saved_messages(id));
        self.saved_queue_calls.push((key, SavedQueueCall::Messages(id, promise)));
    }

    pub(super) fn close_saved_queue(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.saved_queues.open = None;
            instance.saved_queues.exported = None;
        }
    }

    pub(super) fn pin_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId, pin: PinChange) {
        let promise =
            self.database_of(key).start(self.waker.clone(), move |tables| tables.pin_queue(id, pin).map(|_| ()));
        self.saved_queue_calls.push((key, SavedQueueCall::Changed(promise)));
    }

    pub(super) fn delete_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId) {
        self.model.dialog = None;
        self.close_saved_queue(key);
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.delete_queue(id));
        self.saved_queue_calls.push((key, SavedQueueCall::Deleted(promise)));
    }

    /// Writes the open copy to a file of the user's choice.
    pub(super) fn export_saved_queue(&mut self, key: InstanceKey, form: ExportFormat) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.saved_queues.exporting) else {
            return;
        };
        let Some((id, Some(messages))) = &instance.saved_queues.open else { return };
        let messages = messages.clone();
        let kind = match form {
            ExportFormat::Csv => "csv",
            ExportFormat::Json => "json",
        };
        let place = self.ask_for_place(format!("queue-{}-{}.{kind}", instance.id(), id.0));
        let separator = match language() {
            Language::English => CsvSeparator::Comma,
            Language::Russian => CsvSeparator::Semicolon,
        };
        let (sender, promise) = Promise::new();
        let (runtime, waker) = (self.runtime.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let place = place.await;
            // The disk may be slow, so a blocking thread writes the file.
            runtime.spawn_blocking(move || {
                let written = place.and_then(|place| {
                    if let Some(place) = &place {
                        match form {
                            ExportFormat::Csv => export_csv(&messages, separator, &place.path)?,
                            ExportFormat::Json => export_json(&messages, &place.path)?,
                        }
                    }
                    Ok(place)
                });
                sender.send(written);
                waker();
            });
        });
        self.saved_queue_calls.push((key, SavedQueueCall::Exported(promise)));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.saved_queues.exporting = true;
            instance.saved_queues.exported = None;
        }
    }

    pub(super) fn poll_saved_queues(&mut self) {
        self.poll_database_notices();
        let done: Vec<_> = self.saved_queue_calls.extract_if(.., |(_, call)| call.is_ready()).collect();
        for (key, call) in done {
            let Some(instance) = self.model.instance_mut(key) else { continue };
            let saved_queues = &mut instance.saved_queues;
            match call {
                SavedQueueCall::List(promise) => match promise.try_take() {
                    Ok(Ok(list)) => {
                        saved_queues.list = Some(list);
                        saved_queues.failure = None;
                        self.notify_saved_queues(key);
                    }
                    Ok(Err(failure)) => saved_queues.failure = Some(failure),
                    Err(_) => {}
                },
                SavedQueueCall::Messages(id, promise) => match promise.try_take() {
                    Ok(Ok(messages)) => {
                        let messages: Vec<QueuedMessage> = messages.into_iter().map(|saved| saved.message).collect();
                        if let Some((_, place)) = saved_queues.open.as_mut().filter(|(open, _)| *open == id) {
                            *place = Some(Arc::new(messages));
                        }
                    }
                    Ok(Err(failure)) => saved_queues.failure = Some(failure),
                    Err(_) => {}
                },
                SavedQueueCall::Changed(promise) => {
                    if let Ok(Err(failure)) = promise.try_take() {
                        saved_queues.failure = Some(failure);
                    }
                    self.list_saved_queues(key);
                }
                SavedQueueCall::Deleted(promise) => {
                    match promise.try_take() {
                        Ok(Ok(Deletion::InUse)) => {
                            self.report_error(
                                Text::new("resend-copy-in-use"),
                                vec![Text::new("resend-elsewhere-text")],
                            );
                        }
                        Ok(Err(failure)) => saved_queues.failure = Some(failure),
                        Ok(Ok(Deletion::Deleted | Deletion::Gone)) | Err(_) => {}
                    }
                    self.list_saved_queues(key);
                }
                SavedQueueCall::Exported(promise) => {
                    saved_queues.exporting = false;
                    saved_queues.exported = promise.try_take().ok().and_then(|written| match written {
                        Ok(place) => place.map(exported),
                        Err(failure) => Some(explain_export(&failure)),
                    });
                }
            }
        }
    }

    /// Deletes old records now and from then on, as the settings say. Opens the database before it is needed.
    pub(super) fn apply_retention(&mut self) {
        let days = |days: u16| jiff::SignedDuration::from_hours(24 * i64::from(days));
        let saved_queues = days(self.model.settings.saved_queue_days);
        self.database.set_retention(Retention { saved_queues, history: days(HISTORY_DAYS) });
        // Wakes the window once the file is open, to show what was found. A failure is reported where the database is
        // used.
        self.ask_database(Owner::Program, |_| Ok(()), |_, _| {});
    }

    /// Shows what was found while the database was opened, whenever that was.
    fn poll_database_notices(&mut self) {
        for notice in self.database.take_notices() {
            self.report_error(Text::new("trouble-database"), vec![explain_notice(&notice)]);
        }
    }
}

pub(super) fn exported(place: SaveLocation) -> Text {
    let said = match place.dialog {
        SaveDialog::Missing => "saved-queues-exported-no-dialog",
        SaveDialog::Available => "saved-queues-exported",
    };
    Text::new(said).with("path", place.path.display().to_string())
}
