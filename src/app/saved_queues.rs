//! Saved queues: saving one by hand, and acting on stored ones.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::facts::{ActEnd, News};
use super::file_dialog::{SaveLocation, file_name};
use super::tasks::{Lost, Running};
use crate::explain::{Text, explain_export, explain_notice};
use crate::green_api::QueuedMessage;
use crate::model::{
    ExportFormat, ExportOutcome, InstanceKey, LastingNotice, NoticeKind, SaveDialog, SavedQueues, Saving, TaskId,
};
use crate::store::{
    CsvSeparator, DatabaseNotice, DatabaseResult, Deletion, ExportFailure, PinChange, Retention, SavedMessage,
    SavedQueue, SavedQueueId, WhySaved, export_json, export_table, message_cells,
};
use crate::tr;
use crate::ui::message_columns;
use crate::ui::text::{Language, language};
use crate::work::saved_queues::{self, Report};

/// The file that was written; `None` if the user selected none.
type Exported = Result<Option<SaveLocation>, ExportFailure>;

impl App {
    /// Saves the queue by hand, as the server shows it now.
    pub(super) fn save_queue(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        if instance.saved_queues.is_saving() || instance.is_clearing() {
            return;
        }
        let (Some(credentials), name) = (instance.credentials(), instance.record.name.clone()) else { return };
        let (database, client) = (self.database_of(key), self.services.client.clone());
        let work = |task: Running| async move {
            saved_queues::run(&database, &client, &credentials, &name, WhySaved::ByHand, None, &task.cancel).await
        };
        let next = self.tasks.next_id();
        let task = self.spawn(key, work, move |app, report| app.on_saved(key, next, report));
        self.forget_saving(key);
        if let Some(saved_queues) = self.saved_queues(key) {
            saved_queues.saving = Some(Saving { task, report: None });
        }
    }

    fn on_saved(&mut self, key: InstanceKey, task: TaskId, report: Report) {
        let Some(saved_queues) = self.saved_queues(key) else { return };
        if let Some(saving) = saved_queues.saving.as_mut().filter(|saving| saving.task == task) {
            saving.report = Some(report.clone());
        }
        self.tell(key, &News::End(ActEnd::Saved(&report.outcome)));
    }

    /// Lists the copy that was just saved.
    pub(super) fn list_new_copy(&mut self, key: InstanceKey, news: &News<'_>) {
        match news {
            News::End(ActEnd::Saved(_)) => self.list_saved_queues(key),
            News::End(
                ActEnd::SavedQueuesListed
                | ActEnd::Cleared(_)
                | ActEnd::Restarted(..)
                | ActEnd::LoggedOut(_)
                | ActEnd::Linked,
            )
            | News::Fact(..) => {}
        }
    }

    fn saved_queues(&mut self, key: InstanceKey) -> Option<&mut SavedQueues> {
        Some(&mut self.model.instance_mut(key)?.saved_queues)
    }

    pub(super) fn list_saved_queues(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        self.ask_database(
            key,
            move |tables| {
                let (list, count) = (tables.saved_queues(Some(&id))?, tables.saved_queue_count(&id)?);
                let unlisted = count.saturating_sub(list.len());
                Ok((list, unlisted))
            },
            move |app, list| app.on_saved_queues_listed(key, list),
        );
    }

    fn on_saved_queues_listed(&mut self, key: InstanceKey, list: DatabaseResult<(Vec<SavedQueue>, usize)>) {
        let Some(saved_queues) = self.saved_queues(key) else { return };
        match list {
            Ok((list, unlisted)) => {
                saved_queues.list = Some(list);
                saved_queues.unlisted = unlisted;
                saved_queues.failure = None;
                self.tell(key, &News::End(ActEnd::SavedQueuesListed));
            }
            Err(failure) => saved_queues.failure = Some(failure),
        }
    }

    pub(super) fn open_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId) {
        let Some(saved_queues) = self.saved_queues(key) else { return };
        saved_queues.open = Some((id, None));
        saved_queues.exported = None;
        self.ask_database(
            key,
            move |tables| tables.saved_messages(id),
            move |app, messages| app.on_saved_messages(key, id, messages),
        );
    }

    fn on_saved_messages(&mut self, key: InstanceKey, id: SavedQueueId, read: DatabaseResult<Vec<SavedMessage>>) {
        let Some(saved_queues) = self.saved_queues(key) else { return };
        match read {
            Ok(messages) => {
                let messages: Vec<QueuedMessage> = messages.into_iter().map(|saved| saved.message).collect();
                if let Some((_, place)) = saved_queues.open.as_mut().filter(|(open, _)| *open == id) {
                    *place = Some(Arc::new(messages));
                }
            }
            Err(failure) => saved_queues.failure = Some(failure),
        }
    }

    pub(super) fn close_saved_queue(&mut self, key: InstanceKey) {
        if let Some(saved_queues) = self.saved_queues(key) {
            saved_queues.open = None;
            saved_queues.exported = None;
        }
    }

    pub(super) fn pin_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId, pin: PinChange) {
        self.ask_database(
            key,
            move |tables| tables.pin_queue(id, pin),
            move |app, pinned| app.on_saved_queue_changed(key, pinned),
        );
    }

    pub(super) fn delete_saved_queue(&mut self, key: InstanceKey, id: SavedQueueId) {
        self.model.dialog = None;
        self.close_saved_queue(key);
        self.ask_database(
            key,
            move |tables| tables.delete_queue(id),
            move |app, deleted| {
                if matches!(deleted, Ok(Deletion::InUse)) {
                    app.report_error(Text::new("resend-copy-in-use"), vec![Text::new("resend-elsewhere-text")]);
                }
                app.on_saved_queue_changed(key, deleted);
            },
        );
    }

    fn on_saved_queue_changed<T>(&mut self, key: InstanceKey, changed: DatabaseResult<T>) {
        if let (Err(failure), Some(saved_queues)) = (changed, self.saved_queues(key)) {
            saved_queues.failure = Some(failure);
        }
        self.list_saved_queues(key);
    }

    /// Writes the open copy to a file of the user's choice.
    pub(super) fn export_saved_queue(&mut self, key: InstanceKey, form: ExportFormat) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.saved_queues.exporting) else {
            return;
        };
        let Some((id, Some(messages))) = &instance.saved_queues.open else { return };
        let messages = messages.clone();
        let saved = instance.saved_queues.list.iter().flatten().find(|queue| queue.id == *id).map(|queue| queue.saved);
        let kind = match form {
            ExportFormat::Table => "xlsx",
            ExportFormat::Json => "json",
        };
        let name = file_name(instance, saved.unwrap_or_else(Timestamp::now), kind, queue_name);
        let place = self.file_dialogs.ask_for_place(name);
        let (columns, separator) = (message_columns(), csv_separator());
        let write = move |place: &SaveLocation| match form {
            ExportFormat::Table => {
                let rows = (1..).zip(messages.iter()).map(|(number, message)| Ok(message_cells(number, message)));
                export_table(&columns, rows, separator, &place.path).map(drop)
            }
            ExportFormat::Json => export_json(&messages, &place.path),
        };
        let work = |_| async move {
            let Some(place) = place.await? else { return Ok(None) };
            // The disk may be slow, so a blocking thread writes the file.
            let written = tokio::task::spawn_blocking(move || write(&place).map(|()| Some(place))).await;
            written.unwrap_or_else(|_| Err(Lost::lost()))
        };
        self.spawn(key, work, move |app, written| app.on_saved_queue_exported(key, written));
        if let Some(saved_queues) = self.saved_queues(key) {
            saved_queues.exporting = true;
            saved_queues.exported = None;
        }
    }

    fn on_saved_queue_exported(&mut self, key: InstanceKey, written: Exported) {
        let told = written.transpose().map(|written| self.exported(written));
        let Some(saved_queues) = self.saved_queues(key) else { return };
        saved_queues.exporting = false;
        saved_queues.exported = told;
    }

    /// Returns the outcome of writing a file, and begins the next dialog in its folder.
    pub(super) fn exported(&mut self, written: Result<SaveLocation, ExportFailure>) -> ExportOutcome {
        let place = match written {
            Ok(place) => place,
            Err(failure) => return not_exported(explain_export(&failure)),
        };
        self.file_dialogs.remember(&place.path);
        let said = match place.dialog {
            SaveDialog::Missing => "saved-queues-exported-no-dialog",
            SaveDialog::Available => "saved-queues-exported",
        };
        let told = Text::new(said).with("path", place.path.display().to_string());
        ExportOutcome { told, folder: place.path.parent().map(Path::to_owned) }
    }

    /// Deletes old records now and from then on, as the settings say. Opens the database before it is needed.
    pub(super) fn apply_retention(&mut self) {
        let days = |days: u16| jiff::SignedDuration::from_hours(24 * i64::from(days));
        let saved_queues = days(self.model.settings.saved_queue_days);
        let history = days(self.model.settings.history_days);
        self.services.database.set_retention(Retention { saved_queues, history });
    }

    /// Shows the notices from opening the database, at the start or later.
    pub(super) fn poll_database_notices(&mut self) {
        for notice in self.services.database.take_notices() {
            let told = explain_notice(&notice);
            match notice {
                DatabaseNotice::CopiesDeleted { .. } => self.notice(told),
                DatabaseNotice::Damaged { .. } | DatabaseNotice::Vanished { .. } => {
                    self.report_error(Text::new("trouble-database"), vec![told]);
                }
                DatabaseNotice::Upgraded { backup, .. } => self.model.lasting_notices.push(LastingNotice {
                    kind: NoticeKind::Success,
                    what: Text::new("trouble-upgraded"),
                    why: vec![told],
                    folder: backup.parent().map(Path::to_owned),
                }),
            }
        }
    }
}

pub(super) fn not_exported(told: Text) -> ExportOutcome {
    ExportOutcome { told, folder: None }
}

/// Returns the name of a file with a queue, without its extension.
pub(super) fn queue_name(name: &str, time: &str) -> String {
    tr!("file-name-queue", name = name, time = time)
}

/// Returns the separator that spreadsheet programs expect where this language is used.
pub(super) fn csv_separator() -> CsvSeparator {
    match language() {
        Language::English => CsvSeparator::Comma,
        Language::Russian => CsvSeparator::Semicolon,
    }
}
