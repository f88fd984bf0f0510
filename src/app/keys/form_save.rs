//! Saving the form: the token first, so that no instance is ever listed without its token being stored; then the record
//! on disk. The keyring may ask the user to unlock it, so a save can outlive its form: it then finishes without
//! changing the page, and reports how it ended.

#[cfg(test)]
mod tests;

use tokio::sync::oneshot;

use crate::app::App;
use crate::app::tasks::{Owner, TaskLost};
use crate::explain::{Text, explain_store, explain_vault};
use crate::green_api::{ApiToken, IdInstance, Messenger, redact};
use crate::model::{
    AddFailure, AfterForm, CheckState, Form, FormMode, FormValues, History, Instance, InstanceKey, Page, Query,
    SaveState, Tab, TaskId, TokenState,
};
use crate::store::{Contents, IfUnsaved, InstanceRecord};
use crate::vault::{Vault, VaultFailure};

/// A form being saved.
pub(super) struct Save {
    origin: Origin,
    mode: FormMode,
    /// `None` if the token stays as it is.
    token: Option<ApiToken>,
    /// Whether the token of the listed instance was unknown before. A later read may find the new one.
    was_unread: bool,
    record: InstanceRecord,
    /// The idInstance of an edited instance before the change.
    moved_from: Option<IdInstance>,
    /// The vault that receives the token.
    vault: Vault,
    /// Whether the user no longer waits for it. A token that is written nevertheless is put back.
    given_up: bool,
    /// Receives whether the token is stored after the keyring was given up.
    stored_late: Option<oneshot::Receiver<()>>,
}

/// Where a save comes from, and where its outcome goes.
#[derive(Clone, Copy)]
enum Origin {
    /// `opened` is the value of [`Form::opened`] that the save belongs to.
    Form {
        opened: u64,
        then: AfterForm,
    },
    List(ListedRow),
}

/// A row of a list of instances that is being added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct ListedRow {
    /// The list, by the `opened` of its `AddingInstances`.
    pub list: TaskId,
    pub row: usize,
}

/// Handles the answer of a step.
type StepDone<T> = Box<dyn FnOnce(&mut App, T)>;

impl Save {
    pub(super) fn id(&self) -> &IdInstance {
        &self.record.id_instance
    }

    /// Whether `read` was read only after this save had written it.
    fn has_lost_previous(&self, written: &ApiToken, read: &ApiToken) -> bool {
        self.was_unread && !self.given_up && read.expose() == written.expose()
    }
}

impl App {
    /// Saves the form, with tokens kept until the program is closed and nowhere else.
    pub(in crate::app) fn save_form_for_session(&mut self, values: FormValues, then: AfterForm) {
        self.cancel_save();
        self.use_session_only();
        self.save_form(values, then);
    }

    /// Stops waiting for the save of the open form. The call of the keyring cannot be ended, so its outcome is undone.
    pub(in crate::app) fn cancel_save(&mut self) {
        if !matches!(self.model.form.save, SaveState::Running) {
            return;
        }
        let opened = self.model.form.opened;
        let is_of_form = |save: &&mut Save| matches!(save.origin, Origin::Form { opened: of, .. } if of == opened);
        for save in self.keys.saves.values_mut().filter(is_of_form) {
            save.given_up = true;
        }
        self.model.form.save = SaveState::Not;
    }

    pub(in crate::app) fn save_form(&mut self, values: FormValues, then: AfterForm) {
        if matches!(self.model.form.save, SaveState::Running) {
            return;
        }
        let mode = self.model.form.mode;
        let edited = self.edited(mode);
        let key = edited.map(|instance| instance.key);
        let mut others = self.model.instances.iter().filter(|other| Some(other.key) != key);
        if let Some(known) = others.find(|other| *other.id() == values.id_instance) {
            return self.save_known(known.key, values);
        }
        let checked = match &self.model.form.check {
            CheckState::Done(check) => check.outcome.as_ref().ok(),
            CheckState::Not | CheckState::Running(_) => None,
        };
        // The vault stores a token under its idInstance, so a new idInstance needs the token written again.
        let moved = edited.filter(|instance| *instance.id() != values.id_instance);
        let is_token_taken = values.token.is_some() && edited.is_some_and(Instance::is_being_removed);
        if moved.is_some_and(Instance::is_working) || is_token_taken {
            self.model.form.save = SaveState::StoreFailed(Text::new("form-working"));
            return;
        }
        let token = match (values.token, moved.map(|instance| &instance.token)) {
            (None, Some(TokenState::Ready(token))) => Some(token.clone()),
            (None, Some(_)) => {
                self.model.form.save = SaveState::TokenNeeded;
                return;
            }
            (token, _) => token,
        };
        let moved_from = moved.map(|instance| instance.id().clone());
        let edited = edited.map(|instance| &instance.record);
        let messenger = checked
            .map(|checked| checked.messenger)
            .or(edited.filter(|record| record.id_instance == values.id_instance).map(|record| record.messenger))
            .or(Messenger::guess(&values.id_instance))
            .unwrap_or(Messenger::WhatsApp);
        let unchanged = edited.is_some_and(|record| {
            token.is_none() && record.api_url == values.api_url && record.id_instance == values.id_instance
        });
        let name = values.name.trim();
        let record = InstanceRecord {
            name: if name.is_empty() { values.id_instance.as_str().to_owned() } else { name.to_owned() },
            id_instance: values.id_instance,
            messenger,
            api_url: values.api_url,
            checked: checked.is_some() || (unchanged && edited.is_some_and(|record| record.checked)),
            options: values.options,
        };
        self.start_save(mode, then, token, record, moved_from);
    }

    /// Opens an instance that is already listed. If its token is not available, stores the typed one for it.
    fn save_known(&mut self, key: InstanceKey, values: FormValues) {
        let Some(known) = self.model.instance(key) else { return };
        let has_token = known.practice || matches!(known.token, TokenState::Ready(_));
        let record = known.record.clone();
        match values.token.filter(|_| !has_token) {
            Some(token) => self.start_save(FormMode::Edit(key), AfterForm::OpenInstance, Some(token), record, None),
            None => {
                self.model.form.dirty = false;
                self.show(Page::Instance(key, Tab::Queue));
            }
        }
        self.notice(Text::new("notice-already-here").with("id", values.id_instance.as_str()));
    }

    fn start_save(
        &mut self,
        mode: FormMode,
        then: AfterForm,
        token: Option<ApiToken>,
        record: InstanceRecord,
        moved_from: Option<IdInstance>,
    ) {
        if self.keys.orphan.as_ref() == Some(&record.id_instance) {
            self.keys.orphan = None;
        }
        self.drop_orphan();
        let origin = Origin::Form { opened: self.model.form.opened, then };
        self.model.form.save = SaveState::Running;
        let save = self.new_save(origin, mode, token, record, moved_from);
        match save.token.clone() {
            Some(token) => {
                redact::register(&token);
                self.write_token(save, token, Self::on_token_written);
            }
            None => self.store_record(save),
        }
    }

    /// Saves an instance of a list, or only its token if it is listed already. [`App::on_row_saved`] gets the outcome.
    pub(in crate::app) fn save_row(
        &mut self,
        of: ListedRow,
        known: Option<InstanceKey>,
        record: InstanceRecord,
        token: ApiToken,
    ) {
        self.keys.orphan.take_if(|orphan| *orphan == record.id_instance);
        let mode = known.map_or(FormMode::Add, FormMode::Edit);
        let save = self.new_save(Origin::List(of), mode, Some(token.clone()), record, None);
        redact::register(&token);
        self.write_token(save, token, Self::on_token_written);
    }

    fn new_save(
        &self,
        origin: Origin,
        mode: FormMode,
        token: Option<ApiToken>,
        record: InstanceRecord,
        moved_from: Option<IdInstance>,
    ) -> Save {
        let is_known = |token: &TokenState| matches!(token, TokenState::Ready(_) | TokenState::Missing);
        let was_unread = self.listed(&record.id_instance).is_some_and(|instance| !is_known(&instance.token));
        let vault = self.keys.vault().clone();
        Save { origin, mode, token, was_unread, record, moved_from, vault, given_up: false, stored_late: None }
    }

    /// Writes `token` into the vault as a step of a save, unless the save is dropped meanwhile.
    fn write_token(
        &mut self,
        mut save: Save,
        token: ApiToken,
        on_done: impl FnOnce(&mut Self, Save, Result<(), VaultFailure>) + 'static,
    ) {
        let (vault, id) = (save.vault.clone(), save.id().clone());
        let (sender, stored_late) = oneshot::channel();
        save.stored_late = Some(stored_late);
        let write = move || vault.write_watched(&id, &token, || _ = sender.send(()));
        let on_done = |app: &mut Self, save, written| {
            app.learn_of_vault(&written);
            on_done(app, save, written);
        };
        self.do_step(save, |app, done| app.spawn_blocking(Owner::Program, write, done), on_done);
    }

    /// Does one step of a save. A dropped save ends with its step.
    fn do_step<T>(
        &mut self,
        save: Save,
        spawn: impl FnOnce(&mut Self, StepDone<T>) -> TaskId,
        on_done: impl FnOnce(&mut Self, Save, T) + 'static,
    ) {
        let id = self.tasks.next_id();
        let done: StepDone<T> = Box::new(move |app, done| {
            if let Some(save) = app.keys.saves.remove(&id) {
                on_done(app, save, done);
            }
        });
        let task = spawn(self, done);
        self.tasks.keep_window_open(task);
        self.keys.saves.insert(task, save);
    }

    fn on_token_written(&mut self, save: Save, written: Result<(), VaultFailure>) {
        match written {
            // A later save of the same instance decides.
            Ok(()) if save.given_up && self.keys.is_saving(save.id()) => {}
            Ok(()) if save.given_up => self.store_failed(save, Text::new("form-not-saved")),
            Ok(()) if self.is_busy_meanwhile(&save) => self.store_failed(save, Text::new("form-working")),
            Ok(()) => self.store_record(save),
            Err(failure) => {
                let is_given_up = failure == VaultFailure::NoAnswer;
                self.not_saved(&save, SaveState::VaultFailed(failure));
                if is_given_up {
                    self.undo_if_stored_late(save);
                }
            }
        }
    }

    /// Undoes a write that was reported as failed, if the keyring stores the token after all: the user may never save
    /// the form again.
    fn undo_if_stored_late(&mut self, mut save: Save) {
        let Some(stored_late) = save.stored_late.take() else { return };
        self.spawn(
            Owner::Program,
            |_| async move { stored_late.await.map_err(|_| TaskLost) },
            move |app, stored: Result<(), TaskLost>| match stored {
                Ok(()) if app.keys.is_saving(save.id()) => {}
                Ok(()) if app.is_open(&save) => app.keys.orphan = Some(save.id().clone()),
                Ok(()) => app.store_failed(Save { given_up: true, ..save }, Text::new("form-not-saved")),
                Err(TaskLost) => {}
            },
        );
    }

    fn store_record(&mut self, save: Save) {
        let (record, moved_from) = (save.record.clone(), save.moved_from.clone());
        let put = move |contents: &mut Contents| match &moved_from {
            Some(old) => contents.replace_instance(old, record.clone()),
            None => contents.put_instance(record.clone()),
        };
        self.do_step(
            save,
            |app, done| app.ask_store(Owner::Program, IfUnsaved::Forget, put, done),
            |app, save, changed| match changed {
                Ok(_) => app.saved(save),
                Err(failure) => app.store_failed(save, explain_store(&failure)),
            },
        );
    }

    /// Whether work began, while the keyring was busy, on the instance that this save replaces with another one.
    fn is_busy_meanwhile(&self, save: &Save) -> bool {
        save.moved_from.is_some() && self.edited(save.mode).is_some_and(Instance::is_working)
    }

    /// Handles a record that was not written although its token is already in the vault. A listed instance keeps its
    /// previous token, so the vault gets that one back. The token of an unlisted instance is kept while the form may
    /// still be saved.
    fn store_failed(&mut self, save: Save, why: Text) {
        let listed = self.listed(save.id()).map(|instance| (instance.key, instance.token.clone()));
        match (&save.token, listed) {
            (None, _) => {}
            (Some(_), None) if self.is_open(&save) => self.keys.orphan = Some(save.id().clone()),
            (Some(_), None) => self.delete_token(save.vault.clone(), save.id().clone()),
            // Saved for this session meanwhile: its token belongs in no keyring.
            (Some(_), Some((key, _))) if save.given_up && self.keys.unkept.contains(&key) => {
                self.delete_token(save.vault.clone(), save.id().clone());
            }
            (Some(new), Some((_, TokenState::Ready(read)))) if save.has_lost_previous(new, &read) => {
                self.not_put_back(&save, Vec::new());
            }
            (Some(_), Some((_, TokenState::Ready(before)))) => {
                return self.write_token(save, before, |app, save, back| app.on_put_back(&save, back, why));
            }
            (Some(_), Some((_, TokenState::Missing))) => {
                let (vault, id) = (save.vault.clone(), save.id().clone());
                return self.do_step(
                    save,
                    |app, done| app.spawn_blocking(Owner::Program, move || vault.delete(&id), done),
                    |app, save, back| app.on_put_back(&save, back, why),
                );
            }
            // The vault's previous entry could not be read, so it cannot be restored.
            (Some(_), Some((_, TokenState::NotRead | TokenState::Reading(_) | TokenState::Unreadable(_)))) => {
                self.not_put_back(&save, Vec::new());
            }
        }
        self.not_saved(&save, SaveState::StoreFailed(why));
    }

    /// Ends a save whose vault has its previous entry again, or could not get it back.
    fn on_put_back(&mut self, save: &Save, back: Result<(), VaultFailure>, why: Text) {
        if let Err(failure) = back {
            self.not_put_back(save, explain_vault(&failure).texts());
        }
        self.not_saved(save, SaveState::StoreFailed(why));
    }

    /// Reports that the new token is in the vault although nothing else of the form was saved.
    fn not_put_back(&mut self, save: &Save, why: Vec<Text>) {
        self.report_error(Text::new("trouble-token-not-back").with("name", &save.record.name), why);
    }

    /// Returns the listed instance with this idInstance.
    fn listed(&self, id: &IdInstance) -> Option<&Instance> {
        self.model.instances.iter().find(|instance| !instance.practice && instance.id() == id)
    }

    /// Returns the instance that a form edits, if it still exists.
    fn edited(&self, mode: FormMode) -> Option<&Instance> {
        match mode {
            FormMode::Edit(key) => self.model.instance(key),
            FormMode::Add => None,
        }
    }

    /// Whether the form on the screen waits for this save.
    fn is_open(&self, save: &Save) -> bool {
        let Origin::Form { opened, .. } = save.origin else { return false };
        self.model.page == Page::Form && self.model.form.opened == opened && !save.given_up
    }

    fn not_saved(&mut self, save: &Save, failed: SaveState) {
        if save.given_up {
            return;
        }
        if let Origin::List(of) = save.origin {
            return self.on_row_saved(of, Err(failure_of(failed)));
        }
        self.window.effects.close = None;
        if self.is_open(save) {
            self.model.form.save = failed;
            return;
        }
        let why = match failed {
            SaveState::VaultFailed(failure) => explain_vault(&failure).texts(),
            SaveState::StoreFailed(why) => vec![why],
            SaveState::Not | SaveState::Running | SaveState::TokenNeeded => Vec::new(),
        };
        self.report_error(Text::new("trouble-not-saved").with("name", &save.record.name), why);
    }

    fn saved(&mut self, save: Save) {
        let is_open = self.is_open(&save);
        let Save { mode, origin, token, record, .. } = save;
        if matches!(origin, Origin::Form { .. }) {
            self.notice(Text::new("notice-saved").with("name", &record.name));
        }
        let (key, was_shown) = self.list_saved(mode, token, record);
        self.use_access(key);
        self.plan_watch();
        let then = match origin {
            Origin::Form { then, .. } => then,
            Origin::List(of) => return self.on_row_saved(of, Ok(key)),
        };
        if is_open {
            self.model.form.dirty = false;
            match then {
                AfterForm::AddAnother => self.open_form(FormMode::Add),
                AfterForm::OpenInstance => {
                    self.model.form = Form { opened: self.model.form.opened + 1, ..Form::default() };
                    return self.show(Page::Instance(key, Tab::Queue));
                }
            }
        }
        if was_shown {
            self.show(Page::Instance(key, Tab::Queue));
        } else if self.model.shown().is_some_and(|(shown, _)| shown.key == key) {
            self.refresh(key);
        } else {
            self.fetch(key, &[Query::State, Query::Count]);
        }
    }

    /// Applies a saved record to the listed instance, or lists a new one. Returns its key, and whether the page shows
    /// the instance in whose place it is.
    fn list_saved(&mut self, mode: FormMode, token: Option<ApiToken>, record: InstanceRecord) -> (InstanceKey, bool) {
        let is_it = |instance: &&Instance| !instance.practice && *instance.id() == record.id_instance;
        let listed = self.edited(mode).or_else(|| self.listed(&record.id_instance));
        // Another idInstance is another instance: known values and late answers of the previous one do not apply to it.
        let (known, before) = match listed {
            Some(listed) if is_it(&listed) => (Some(listed.key), None),
            listed => (None, listed.map(|listed| (listed.key, listed.id().clone()))),
        };
        let was_shown = before.as_ref().is_some_and(|(before, _)| self.is_shown(*before));
        let key = known.unwrap_or_else(|| self.keys.new_key());
        if self.model.vault.session_only && known.is_none() {
            self.keys.unkept.insert(key);
        }
        let token = token.map(TokenState::Ready);
        if let Some(known) = self.model.instance_mut(key) {
            // The same instance under another name or address: its known values and its tasks stay.
            known.record = record;
            known.token = token.unwrap_or_else(|| known.token.clone());
            self.cancel_queries(key);
        } else {
            let mut instance = Instance::new(key, record);
            instance.token = token.unwrap_or_default();
            match before {
                Some((before, id)) => self.exchange(before, &id, instance),
                None => self.model.instances.push(instance),
            }
        }
        (key, was_shown)
    }

    /// Replaces an instance whose idInstance was edited, and which is no longer listed, with the new one.
    fn exchange(&mut self, before: InstanceKey, id: &IdInstance, instance: Instance) {
        self.stop_all_of(before);
        self.keys.forget_in_session(id);
        self.delete_token(self.keys.vault_to_delete_from(before).clone(), id.clone());
        let name = instance.record.name.clone();
        self.forget_stored(id.clone(), name, History::Keep);
        if let Some(place) = self.model.instance_mut(before) {
            *place = instance;
        }
        self.parts.forget(before);
    }

    /// Drops the saves of a removed instance.
    pub(super) fn drop_saves(&mut self, key: InstanceKey) {
        let dropped: Vec<_> = self.keys.saves.extract_if(|_, save| save.mode == FormMode::Edit(key)).collect();
        if dropped.iter().any(|(_, save)| self.is_open(save)) {
            self.model.form.save = SaveState::Not;
        }
        for (_, save) in dropped {
            if let Origin::List(of) = save.origin {
                self.on_row_saved(of, Err(AddFailure::Store(Text::new("form-not-saved"))));
            }
        }
    }
}

/// Returns why a row of a list was not saved.
fn failure_of(failed: SaveState) -> AddFailure {
    match failed {
        SaveState::VaultFailed(failure) => AddFailure::Vault(failure),
        SaveState::StoreFailed(why) => AddFailure::Store(why),
        SaveState::Not | SaveState::Running | SaveState::TokenNeeded => AddFailure::Store(Text::new("form-not-saved")),
    }
}
