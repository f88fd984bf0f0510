//! Adding several instances at once: reading a list, checking its instances at the gateway's pace, and saving them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use tokio_util::sync::CancellationToken;
use zeroize::{Zeroize as _, Zeroizing};

use super::facts::Fact;
use super::file_dialog::Lists;
use super::import_chats::{sheet_of, source_of};
use super::keys::ListedRow;
use super::tasks::{Lost, Owner, Running, TaskLost};
use super::{App, FileDialogAnswer};
use crate::explain::Text;
use crate::green_api::{ApiToken, Credentials, Detail, Failure, IdInstance, Messenger, Purpose, now, redact};
use crate::model::{
    AddFailure, AddMany, AddManyAction, AddRow, AddingInstances, Dialog, FormMode, FoundInstances, InstanceKey,
    ListNotRead, ListSource, NotRead, Page, Query, Tab, TaskId, TokenState,
};
use crate::store::{InstanceOptions, InstanceRecord};
use crate::work::add_many::{Adding, CheckedState, Known, NextStep, Retry, candidates, check};
use crate::work::chats::import_chats::workbook::Workbook;
use crate::work::chats::import_chats::{Refused, text_of};
use crate::work::pasted::{ListRefused, Pasted, read_many};

/// Maximum number of sheets of a workbook that are searched for instances.
const MAX_SHEETS: usize = 20;

type ListRead = Result<ReadInstances, ListNotRead>;

/// The instances of a list, as they were read.
struct ReadInstances {
    list: Vec<Pasted>,
    /// Number of rows that are hidden in the sheet, and were not read.
    hidden: usize,
}

impl From<Vec<Pasted>> for ReadInstances {
    fn from(list: Vec<Pasted>) -> Self {
        Self { list, hidden: 0 }
    }
}

impl Lost for ListNotRead {
    fn lost() -> Self {
        Self::File(NotRead::Unreadable(Detail::PartFailed))
    }
}

impl App {
    pub(super) fn on_add_many_action(&mut self, action: AddManyAction) {
        match action {
            AddManyAction::Open => self.open_list_of_instances(AddMany::Asking),
            AddManyAction::Read(text) => self.read_pasted_instances(text),
            AddManyAction::OpenFile => self.select_instances_file(),
            AddManyAction::ReadFile(path) => self.read_instances_file(path),
            AddManyAction::Add(rows) => self.add_listed(&rows),
            AddManyAction::Correct(row, token) => self.correct_row(row, token),
            AddManyAction::Retry => self.retry_rows(|_, why| match why {
                AddFailure::Check(_) => Some(Retry::Check),
                AddFailure::Vault(_) | AddFailure::Store(_) => Some(Retry::Save),
            }),
            AddManyAction::AddAnyway(only) => self.retry_rows(|row, why| match why {
                AddFailure::Check(_) => only.is_none_or(|only| only == row).then_some(Retry::Save),
                AddFailure::Vault(_) | AddFailure::Store(_) => None,
            }),
            AddManyAction::ForSession => {
                self.use_session_only();
                self.retry_rows(|_, why| matches!(why, AddFailure::Vault(_)).then_some(Retry::Save));
            }
        }
    }

    /// Shows the dialog. A list that is being added stays.
    fn open_list_of_instances(&mut self, list: AddMany) {
        if self.adding().is_none() {
            self.forget_reading();
            self.model.add_many = list;
        }
        self.model.dialog = Some(Dialog::AddMany);
    }

    fn adding(&mut self) -> Option<&mut AddingInstances> {
        match &mut self.model.add_many {
            AddMany::Adding(adding) => Some(adding),
            AddMany::Asking | AddMany::Reading(_) | AddMany::NotRead(_) | AddMany::Found(_) => None,
        }
    }

    fn forget_reading(&mut self) {
        if let AddMany::Reading(task) = self.model.add_many {
            self.tasks.forget(task);
        }
    }

    fn read_pasted_instances(&mut self, text: SecretString) {
        let task = self.tasks.next_id();
        let work = move || read_many(text.expose_secret()).map(Into::into).map_err(ListNotRead::List);
        self.spawn_blocking(Owner::Program, work, move |app, read| app.on_instances_read(task, None, read));
        self.open_list_of_instances(AddMany::Reading(task));
    }

    fn select_instances_file(&mut self) {
        let (task, selected) = (self.tasks.next_id(), self.file_dialogs.ask_for_file(Lists::Instances));
        let work = |_: Running| async move { Ok(selected.await) };
        self.spawn(Owner::Program, work, move |app, selected: Result<FileDialogAnswer, TaskLost>| {
            if !matches!(app.model.add_many, AddMany::Reading(of) if of == task) {
                return;
            }
            match selected {
                Ok(FileDialogAnswer::File(path)) => {
                    app.file_dialogs.remember(&path);
                    app.read_instances_file(path);
                }
                Ok(FileDialogAnswer::NoDialog) => {
                    app.model.add_many = AddMany::NotRead(ListNotRead::File(NotRead::NoDialog));
                }
                Ok(FileDialogAnswer::Cancelled) | Err(TaskLost) => app.model.add_many = AddMany::Asking,
            }
        });
        self.open_list_of_instances(AddMany::Reading(task));
    }

    fn read_instances_file(&mut self, path: PathBuf) {
        let name = path.file_name().map(|name| redact::all(&name.to_string_lossy()));
        let (task, program) = (self.tasks.next_id(), self.services.program.clone());
        let work = move |cancel: &CancellationToken| read_file(&path, &program, cancel);
        self.spawn_reading(Owner::Program, work, move |app, read| app.on_instances_read(task, name, read));
        self.open_list_of_instances(AddMany::Reading(task));
    }

    fn on_instances_read(&mut self, task: TaskId, file: Option<String>, read: ListRead) {
        if !matches!(self.model.add_many, AddMany::Reading(of) if of == task) {
            return;
        }
        self.model.add_many = match read {
            Ok(ReadInstances { list, hidden }) => {
                list.iter().filter_map(|values| values.token.as_ref()).for_each(redact::register);
                let list = candidates(list, |id| self.known(id).map(|(_, known)| known));
                AddMany::Found(FoundInstances { opened: task, file, list, hidden })
            }
            Err(why) => AddMany::NotRead(why),
        };
    }

    /// Returns the listed instance with this idInstance.
    fn known(&self, id: &IdInstance) -> Option<(InstanceKey, Known)> {
        let instance = self.model.instances.iter().find(|instance| instance.id() == id)?;
        let name = instance.record.name.clone();
        let lacks_token = !instance.practice && matches!(instance.token, TokenState::Missing);
        Some((instance.key, if lacks_token { Known::WithoutToken { name } } else { Known::WithToken { name } }))
    }

    fn add_listed(&mut self, wanted: &[(usize, String)]) {
        let AddMany::Found(found) = &self.model.add_many else { return };
        let rows = wanted.iter().filter_map(|(row, name)| {
            let candidate = found.list.get(*row).filter(|candidate| candidate.obstacle().is_none())?.clone();
            Some(AddRow { name: name.trim().to_owned(), candidate, check: None, checked: None })
        });
        let rows: Vec<_> = rows.collect();
        let progress = Adding::new(rows.len());
        self.model.add_many = AddMany::Adding(AddingInstances { opened: found.opened, rows, progress });
        self.go_on_adding();
    }

    /// Checks a row again, with another token.
    fn correct_row(&mut self, at: usize, token: ApiToken) {
        redact::register(&token);
        if let Some(row) = self.adding().and_then(|adding| adding.rows.get_mut(at)) {
            row.candidate.token = Some(token);
        }
        self.retry_rows(|row, why| match why {
            AddFailure::Check(_) => (row == at).then_some(Retry::Check),
            AddFailure::Vault(_) | AddFailure::Store(_) => None,
        });
    }

    fn retry_rows(&mut self, from: impl Fn(usize, &AddFailure) -> Option<Retry>) {
        if let Some(adding) = self.adding() {
            adding.progress.retry(from);
        }
        self.want_keyring();
        self.go_on_adding();
    }

    /// Begins the next checks and saves, or ends the list.
    fn go_on_adding(&mut self) {
        while let Some(adding) = self.adding() {
            let list = adding.opened;
            match adding.progress.next_step() {
                Some(NextStep::Check(row)) => self.check_row(ListedRow { list, row }),
                Some(NextStep::Save(row)) => self.save_checked(ListedRow { list, row }),
                None => break,
            }
        }
        self.end_adding();
    }

    /// Returns a row, unless its list is gone.
    fn row(&mut self, of: ListedRow) -> Option<&mut AddRow> {
        self.adding().filter(|adding| adding.opened == of.list)?.rows.get_mut(of.row)
    }

    /// Returns what a row is checked and saved with. For a listed instance, the address is the one it has.
    fn record_of_row(&mut self, of: ListedRow) -> Option<(InstanceRecord, ApiToken, Option<InstanceKey>)> {
        let row = self.row(of)?;
        let (name, candidate, checked) = (row.name.clone(), row.candidate.clone(), row.checked.clone());
        let (id_instance, token) = (candidate.id_instance?, candidate.token?);
        let known = self.known(&id_instance).and_then(|(key, _)| self.model.instance(key));
        if let Some(known) = known {
            return Some((known.record.clone(), token, Some(known.key)));
        }
        let messenger = checked.as_ref().map(|checked| checked.messenger).or(Messenger::guess(&id_instance));
        let record = InstanceRecord {
            name: if name.is_empty() { id_instance.as_str().to_owned() } else { name },
            id_instance,
            messenger: messenger.unwrap_or(Messenger::WhatsApp),
            api_url: candidate.api_url?,
            checked: checked.is_some(),
            options: InstanceOptions::default(),
        };
        Some((record, token, None))
    }

    fn check_row(&mut self, of: ListedRow) {
        let Some((record, token, _)) = self.record_of_row(of) else { return };
        let InstanceRecord { messenger, api_url, id_instance, .. } = record;
        let credentials = Credentials { messenger, api_url, id_instance, token };
        let client = self.services.client.with_purpose(Purpose::Routine);
        let work = |task: Running| async move { check(&client, credentials, &task.cancel).await };
        let task = self.spawn(Owner::Program, work, move |app, checked: Result<CheckedState, Failure>| {
            app.on_row_checked(of, checked);
        });
        if let Some(row) = self.row(of) {
            row.check = Some(task);
        }
    }

    fn on_row_checked(&mut self, of: ListedRow, checked: Result<CheckedState, Failure>) {
        let Some(row) = self.row(of) else { return };
        row.check = None;
        row.checked = checked.as_ref().ok().cloned();
        if let Some(adding) = self.adding() {
            adding.progress.on_checked(of.row, checked.map(drop).map_err(AddFailure::Check));
        }
        self.go_on_adding();
    }

    fn save_checked(&mut self, of: ListedRow) {
        let Some((record, token, known)) = self.record_of_row(of) else { return };
        let is_taken = known.and_then(|key| self.model.instance(key));
        if is_taken.is_some_and(|known| known.is_being_removed() || matches!(known.token, TokenState::Ready(_))) {
            // It was added, or is being removed, since the list was read.
            let why = Text::new("notice-already-here").with("id", record.id_instance.as_str());
            return self.on_row_saved(of, Err(AddFailure::Store(why)));
        }
        self.save_row(of, known, record, token);
    }

    /// Handles the end of a save.
    pub(super) fn on_row_saved(&mut self, of: ListedRow, saved: Result<InstanceKey, AddFailure>) {
        let checked = self.row(of).and_then(|row| row.checked.clone());
        if let Some(adding) = self.adding().filter(|adding| adding.opened == of.list) {
            adding.progress.on_saved(of.row, saved.clone().map(drop));
            if let Err(AddFailure::Vault(why)) = &saved
                && !why.is_of_one_entry()
            {
                adding.progress.fail_unsaved(|| AddFailure::Vault(why.clone()));
            }
        }
        if let Ok(key) = saved {
            match checked {
                Some(checked) => {
                    self.learn(key, Fact::State(checked.state), now());
                    self.fetch(key, &[Query::Count]);
                }
                None => self.plan_queries([key]),
            }
        }
        self.go_on_adding();
    }

    /// Ends a list in which nothing is left to do: at once if all of it is added, or if its dialog is closed.
    fn end_adding(&mut self) {
        let is_open = self.asks_about_list();
        let Some(adding) = self.adding().filter(|adding| adding.progress.is_at_rest()) else { return };
        let (added, all) = (adding.progress.added(), adding.rows.len());
        if is_open && added < all {
            return;
        }
        let new = adding.added_in_order();
        self.model.add_many = AddMany::Asking;
        self.arrange(new);
        self.notice(match all - added {
            0 => Text::new("add-many-added").with("count", added),
            left => Text::new("add-many-added-some").with("count", added).with("left", left),
        });
        // The form from which the list was opened is empty.
        let is_at_form = self.model.page == Page::Form && self.model.form.mode == FormMode::Add;
        if is_open || (is_at_form && self.model.dialog.is_none() && added > 0) {
            self.model.dialog = None;
            let only = self.model.instances.first().filter(|_| !self.model.has_overview());
            let page = only.map_or(Page::AllInstances, |only| Page::Instance(only.key, Tab::Queue));
            self.ask_to_show(page);
        }
    }

    /// Puts new instances into the order of their list: they were saved in that of their answers.
    fn arrange(&mut self, ids: Vec<IdInstance>) {
        self.model.instances.sort_by_key(|instance| ids.iter().position(|id| id == instance.id()));
        self.change_store(move |contents| contents.arrange(&ids));
    }

    fn asks_about_list(&self) -> bool {
        matches!(self.model.dialog, Some(Dialog::AddMany))
    }

    /// Drops the list whose dialog is closed. An instance that is being saved is saved.
    pub(super) fn heed_closed_list(&mut self) {
        if self.asks_about_list() || matches!(self.model.add_many, AddMany::Asking) {
            return;
        }
        self.forget_reading();
        let Some(adding) = self.adding() else {
            self.model.add_many = AddMany::Asking;
            return;
        };
        adding.progress.stop();
        let checks: Vec<_> = adding.rows.iter_mut().filter_map(|row| row.check.take()).collect();
        checks.into_iter().for_each(|task| self.tasks.forget(task));
        self.end_adding();
    }
}

fn read_file(path: &Path, program: &OsStr, cancel: &CancellationToken) -> ListRead {
    let source = source_of(path, program, cancel).map_err(ListNotRead::File)?;
    let (bytes, first) = match source {
        ListSource::Pasted(text) => return read_many(&text).map(Into::into).map_err(ListNotRead::List),
        ListSource::File(mut bytes) => {
            let text = text_of(&bytes).map(Zeroizing::new);
            bytes.zeroize();
            let text = text.map_err(|refused| ListNotRead::File(NotRead::Refused(refused)))?;
            return read_many(&text).map(Into::into).map_err(ListNotRead::List);
        }
        ListSource::Workbook(bytes, first) => (bytes, first),
    };
    let read = |sheet: &Workbook| {
        let text = Zeroizing::new(sheet.visible_text().into_owned());
        let list = read_many(&text).map_err(|why| match why {
            ListRefused::Nothing if sheet.hidden_count() > 0 && read_many(&sheet.text).is_ok() => {
                ListNotRead::File(NotRead::Refused(Refused::AllHidden))
            }
            why => ListNotRead::List(why),
        })?;
        Ok(ReadInstances { list, hidden: sheet.hidden_count() })
    };
    let others = (0..first.sheets.len().min(MAX_SHEETS)).filter(|sheet| *sheet != first.sheet);
    let mut outcome = read(&first);
    for sheet in others {
        if cancel.is_cancelled() || !matches!(outcome, Err(ListNotRead::List(ListRefused::Nothing))) {
            break;
        }
        if let Ok(ListSource::Workbook(_, other)) = sheet_of(bytes.clone(), Some(sheet), program, cancel) {
            outcome = read(&other);
        }
    }
    outcome
}
