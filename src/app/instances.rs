//! The list of instances: practice instances, instances that another copy of the program added, and removal.

use std::net::{Ipv4Addr, SocketAddr};

use super::App;
use crate::explain::{Text, explain_vault};
use crate::green_api::{ApiToken, ApiUrl, IdInstance, Messenger, redact};
use crate::model::{Dialog, FormMode, Instance, InstanceKey, Page, Removing, Tab, TokenState};
use crate::practice::{PracticeInstance, PracticeServer, World};
use crate::store::{Contents, InstanceRecord};
use crate::vault::VaultFailure;

impl App {
    /// Starts the practice server and shows its instances, which live in memory only.
    pub(super) fn try_practice(&mut self) {
        if self.practice.is_none() {
            let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            match PracticeServer::start(&self.runtime, anywhere, World::pictures()) {
                Ok(server) => self.practice = Some(server),
                Err(error) => {
                    self.report_error(Text::new("notice-no-practice").with("detail", error.to_string()), Vec::new());
                    return;
                }
            }
        }
        let found = self.practice.as_ref().map(PracticeServer::instances).unwrap_or_default();
        let (mut first, mut new) = (None, Vec::new());
        for practice in found {
            let Some((record, token)) = record_of(practice) else { continue };
            if let Some(known) = self.model.instances.iter().find(|instance| *instance.id() == record.id_instance) {
                first = first.or(known.practice.then_some(known.key));
                continue;
            }
            redact::register(&token);
            let key = self.new_key();
            let mut instance = Instance::new(key, record);
            instance.practice = true;
            instance.token = TokenState::Ready(token);
            self.model.instances.push(instance);
            new.push(key);
            first = first.or(Some(key));
        }
        self.plan_queries(new);
        if let Some(key) = first {
            self.show(Page::Instance(key, Tab::Queue));
        }
    }

    pub(super) fn remove(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.is_working()) else { return };
        if instance.practice {
            self.forget(key);
            return;
        }
        if !self.is_being_removed(key) {
            let id = instance.id().clone();
            let vault = self.vault_to_delete_from(key, &id);
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
    pub(super) fn remove_here(&mut self, key: InstanceKey) {
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
    pub(super) fn forget_kept(&mut self, id: IdInstance) {
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
    pub(super) fn stop_all_of(&mut self, key: InstanceKey) {
        self.cancel_queries(key);
        self.cancel_tasks(key);
        self.tasks.forget_all_of(key);
        self.model.removing.take_if(|removing| removing.key == key);
        self.model.dialog.take_if(|dialog| dialog.instance() == Some(key));
    }

    /// Whether the page is about this instance, its form included.
    pub(super) fn is_shown(&self, key: InstanceKey) -> bool {
        match self.model.page {
            Page::Instance(shown, _) | Page::Replace(shown) | Page::Resend(shown, _) => shown == key,
            Page::Form => self.model.form.mode == FormMode::Edit(key),
            Page::Journal | Page::Preferences | Page::Licences => false,
        }
    }

    pub(super) fn ask_remove(&mut self, key: InstanceKey) {
        self.model.removing = self.is_being_removed(key).then_some(Removing { key, failure: None });
        self.model.dialog = Some(Dialog::Remove(key));
    }

    /// Lists the instances that another copy of the program has added to the file.
    pub(super) fn on_contents(&mut self, contents: &Contents) {
        let is_known = |id: &IdInstance| {
            self.model.instances.iter().any(|instance| instance.id() == id)
                || self.saves.values().any(|save| save.id() == id)
        };
        let new = contents.instances.iter().filter(|record| !is_known(&record.id_instance));
        let new: Vec<_> = new.cloned().collect();
        self.list(new);
    }
}

fn record_of(practice: PracticeInstance) -> Option<(InstanceRecord, ApiToken)> {
    let record = InstanceRecord {
        id_instance: IdInstance::parse(&practice.id_instance).ok()?,
        name: practice.name,
        messenger: serde_json::from_value::<Messenger>(practice.messenger.into()).ok()?,
        api_url: ApiUrl::parse(&practice.api_url).ok()?,
        checked: true,
    };
    Some((record, ApiToken::parse(&practice.api_token_instance).ok()?))
}
