//! Removing an instance: its token first, then its record.

use super::super::App;
use crate::explain::{Text, explain_vault};
use crate::green_api::IdInstance;
use crate::model::{Dialog, FormMode, InstanceKey, Page, Removing, Tab};
use crate::vault::VaultFailure;

impl App {
    pub(in crate::app) fn ask_remove(&mut self, key: InstanceKey) {
        self.model.removing = self.is_being_removed(key).then_some(Removing { key, failure: None });
        self.model.dialog = Some(Dialog::Remove(key));
    }

    pub(in crate::app) fn remove(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.is_working()) else { return };
        if instance.practice {
            self.forget(key);
            return;
        }
        if !self.is_being_removed(key) {
            let id = instance.id().clone();
            self.keys.forget_in_session(&id);
            let vault = self.keys.vault_to_delete_from(key).clone();
            self.drop_saves(key);
            let deletion = self.spawn_blocking(
                key,
                move || vault.delete(&id),
                move |app, deleted| {
                    app.on_token_deleted(key, deleted);
                },
            );
            self.tasks.keep_window_open(deletion);
            if let Some(instance) = self.model.instance_mut(key) {
                instance.removal = Some(deletion);
            }
        }
        self.model.removing = Some(Removing { key, failure: None });
    }

    fn is_being_removed(&self, key: InstanceKey) -> bool {
        self.model.instance(key).is_some_and(|instance| instance.removal.is_some())
    }

    /// Removes an instance from the list, here and on disk. Its token is already deleted, or stays in the keyring.
    pub(in crate::app) fn remove_here(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.practice) else { return };
        let id = instance.id().clone();
        self.forget_kept(id.clone());
        self.change_store(move |contents| {
            contents.remove_instance(&id);
        });
        self.forget(key);
    }

    /// Deletes the last known values of an instance that is no longer listed, and ends the work that would resume if it
    /// were added again.
    pub(in crate::app) fn forget_kept(&mut self, id: IdInstance) {
        self.forget_last_known(id.clone());
        self.stop_all_resends(id.clone());
        self.end_kept_replacement(id);
    }

    fn on_token_deleted(&mut self, key: InstanceKey, deleted: Result<(), VaultFailure>) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.removal = None;
        }
        match deleted {
            Ok(()) => self.remove_here(key),
            Err(failure) => self.not_removed(key, failure),
        }
    }

    /// Reports the failure in the question if it is still open, otherwise in an error notice.
    fn not_removed(&mut self, key: InstanceKey, failure: VaultFailure) {
        self.effects.close = None;
        if matches!(self.model.dialog, Some(Dialog::Remove(of)) if of == key) {
            self.model.removing = Some(Removing { key, failure: Some(failure) });
        } else if let Some(instance) = self.model.instance(key) {
            let what = Text::new("trouble-not-removed").with("name", &instance.record.name);
            self.report_error(what, explain_vault(&failure).texts());
        }
    }

    /// Removes an instance from the model with all its queries and tasks. If it was shown, its neighbour is shown
    /// instead.
    fn forget(&mut self, key: InstanceKey) {
        self.stop_all_of(key);
        let Some(index) = self.model.instances.iter().position(|instance| instance.key == key) else { return };
        let was_shown = self.is_shown(key);
        self.model.instances.remove(index);
        let next = self.model.instances.get(index).or(self.model.instances.last());
        match next.map(|instance| instance.key) {
            Some(next) if was_shown => self.show(Page::Instance(next, Tab::Queue)),
            None if was_shown || self.model.page != Page::Form => self.open_form(FormMode::Add),
            _ => {}
        }
    }

    /// Cancels all queries and tasks of an instance, and closes its dialog.
    pub(in crate::app) fn stop_all_of(&mut self, key: InstanceKey) {
        self.cancel_queries(key);
        self.cancel_tasks(key);
        self.tasks.forget_all_of(key);
        self.model.removing.take_if(|removing| removing.key == key);
        self.model.dialog.take_if(|dialog| dialog.instance() == Some(key));
    }
}
