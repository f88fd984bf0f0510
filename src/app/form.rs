//! The form that connects or edits an instance: checking it, saving it, leaving it.

use super::{App, Save, SaveStep};
use crate::{
    explain::{Text, explain_store},
    green_api::{IdInstance, Messenger, redact},
    model::{
        Action, CheckState, Dialog, Event, Form, FormMode, FormValues, Instance, Page, RunId, SaveState, Tab,
        TokenState,
    },
    store::{Contents, InstanceRecord},
    work::check_instance::{self, Check},
};

impl App {
    /// Opens the form with empty fields, or with those of an instance.
    pub(super) fn open_form(&mut self, mode: FormMode) {
        if let FormMode::Edit(key) = mode
            && self.model.instance(key).is_none_or(|instance| instance.practice)
        {
            return;
        }
        self.cancel_check();
        let opened = self.model.form.opened + 1;
        self.model.form = Form { mode, opened, ..Form::default() };
        self.model.page = Page::Form;
        self.model.dialog = None;
    }

    /// Where leaving the form leads: back to the instance, or to the first.
    pub(super) fn leave_form(&mut self) {
        self.cancel_check();
        self.model.form.dirty = false;
        let edited = match self.model.form.mode {
            FormMode::Edit(key) => self.model.instance(key).map(|instance| instance.key),
            FormMode::Add => None,
        };
        let next = edited.or(self.model.instances.first().map(|instance| instance.key));
        if let Some(key) = next {
            self.show(Page::Instance(key, Tab::Queue));
        }
    }

    /// Asks about unsaved text before `then`. True if there is something to ask.
    pub(super) fn asks_about_unsaved(&mut self, then: Action) -> bool {
        let ask = self.model.page == Page::Form && self.model.form.dirty;
        if ask {
            self.model.dialog = Some(Dialog::Unsaved { then: Box::new(then) });
        }
        ask
    }

    /// There is text that was not saved. What is being saved already does not change by it.
    pub(super) fn form_edited(&mut self) {
        let form = &mut self.model.form;
        form.dirty = true;
        if !matches!(form.save, SaveState::Running) {
            form.save = SaveState::Not;
        }
    }

    pub(super) fn check_form(&mut self, values: FormValues) {
        self.cancel_check();
        let token = values.token.or_else(|| match self.model.form.mode {
            FormMode::Edit(key) => match &self.model.instance(key)?.token {
                TokenState::Ready(token) => Some(token.clone()),
                _ => None,
            },
            FormMode::Add => None,
        });
        let Some(token) = token else { return };
        redact::register(&token);
        let guess = Messenger::guess(&values.id_instance).unwrap_or(Messenger::WhatsApp);
        let (run, cancel) = self.new_run();
        self.model.form.check = CheckState::Running(run);
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let check = check_instance::run(&client, values.api_url, values.id_instance, token, guess, &cancel).await;
            let _ = sender.send(Event::Check(run, Box::new(check)));
            waker();
        });
    }

    pub(super) fn cancel_check(&mut self) {
        if let CheckState::Running(run) = self.model.form.check {
            self.cancel(run);
            self.model.form.check = CheckState::Not;
        }
    }

    pub(super) fn take_check(&mut self, run: RunId, check: Box<Check>) {
        self.cancels.remove(&run);
        if matches!(self.model.form.check, CheckState::Running(now) if now == run) {
            self.model.form.check = CheckState::Done(check);
        }
    }

    /// Saves: the token first, so that no instance is ever listed whose token went nowhere.
    pub(super) fn save_form(&mut self, mut values: FormValues, add_another: bool) {
        if !self.saves.is_empty() {
            return;
        }
        let mode = self.model.form.mode;
        let edited = match mode {
            FormMode::Edit(key) => self.model.instance(key),
            FormMode::Add => None,
        };
        let key = edited.map(|instance| instance.key);
        let mut others = self.model.instances.iter().filter(|other| Some(other.key) != key);
        if let Some(known) = others.find(|other| *other.id() == values.id_instance) {
            let key = known.key;
            self.model.form.dirty = false;
            self.show(Page::Instance(key, Tab::Queue));
            self.notice(Text::new("notice-already-here").with("id", values.id_instance.as_str()));
            return;
        }
        let checked = match &self.model.form.check {
            CheckState::Done(check) => check.outcome.as_ref().ok(),
            _ => None,
        };
        // The vault knows a token by its idInstance: with a new one it must be written again.
        let moved = edited.filter(|instance| *instance.id() != values.id_instance);
        if let Some(instance) = moved.filter(|_| values.token.is_none()) {
            let TokenState::Ready(token) = &instance.token else {
                self.model.form.save = SaveState::StoreFailed(Text::new("form-needs-token"));
                return;
            };
            values.token = Some(token.clone());
        }
        let moved_from = moved.map(|instance| instance.id().clone());
        let edited = edited.map(|instance| &instance.record);
        let messenger = checked
            .map(|checked| checked.messenger)
            .or(edited.filter(|record| record.id_instance == values.id_instance).map(|record| record.messenger))
            .or(Messenger::guess(&values.id_instance))
            .unwrap_or(Messenger::WhatsApp);
        let unchanged = edited.is_some_and(|record| {
            values.token.is_none() && record.api_url == values.api_url && record.id_instance == values.id_instance
        });
        let record = InstanceRecord {
            id_instance: values.id_instance.clone(),
            name: name_or_id(&values),
            messenger,
            api_url: values.api_url.clone(),
            checked: checked.is_some() || (unchanged && edited.is_some_and(|record| record.checked)),
        };
        let step = match &values.token {
            Some(token) => {
                redact::register(token);
                let id = record.id_instance.clone();
                SaveStep::Vault(self.vault.start_write(id, token.clone(), self.waker.clone()))
            }
            None => self.store_step(&record, None),
        };
        self.model.form.save = SaveState::Running;
        self.saves.push(Save { values, mode, add_another, record, moved_from, step });
    }

    fn store_step(&self, record: &InstanceRecord, moved_from: Option<&IdInstance>) -> SaveStep {
        let (record, moved_from) = (record.clone(), moved_from.cloned());
        let put = move |contents: &mut Contents| match &moved_from {
            Some(old) => contents.replace_instance(old, record),
            None => contents.put_instance(record),
        };
        SaveStep::Store(Box::new(self.store.start_change(put, self.waker.clone())))
    }

    pub(super) fn settle_saves(&mut self) {
        for mut save in std::mem::take(&mut self.saves) {
            match save.step {
                SaveStep::Vault(promise) => match promise.try_take() {
                    Ok(Ok(())) => {
                        save.step = self.store_step(&save.record, save.moved_from.as_ref());
                        self.saves.push(save);
                    }
                    Ok(Err(failure)) => self.model.form.save = SaveState::VaultFailed(failure),
                    Err(promise) => self.saves.push(Save { step: SaveStep::Vault(promise), ..save }),
                },
                SaveStep::Store(promise) => match promise.try_take() {
                    Ok(Ok(_)) => {
                        if let Some(old) = save.moved_from {
                            // Nobody waits for it: a token left behind opens nothing that is listed.
                            drop(self.vault.start_delete(old, self.waker.clone()));
                        }
                        self.saved(save.values, save.mode, save.add_another, save.record);
                    }
                    Ok(Err(failure)) => {
                        self.model.form.save = SaveState::StoreFailed(explain_store(&failure));
                    }
                    Err(promise) => self.saves.push(Save { step: SaveStep::Store(Box::new(promise)), ..save }),
                },
            }
        }
    }

    fn saved(&mut self, values: FormValues, mode: FormMode, add_another: bool, record: InstanceRecord) {
        let key = match mode {
            FormMode::Edit(key) if self.model.instance(key).is_some() => key,
            _ => self.new_key(),
        };
        let said = if record.checked { "notice-saved" } else { "notice-saved-unchecked" };
        self.notice(Text::new(said).with("name", &record.name));
        let token = values.token.map(TokenState::Ready);
        match self.model.instance_mut(key) {
            // The same instance under another name or address: what is known of it and what runs stays.
            Some(known) if *known.id() == record.id_instance => {
                known.record = record;
                known.token = token.unwrap_or_else(|| known.token.clone());
            }
            known => {
                let mut instance = Instance::new(key, record, false);
                instance.token = token.unwrap_or_default();
                match known {
                    Some(known) => *known = instance,
                    None => self.model.instances.push(instance),
                }
            }
        }
        self.model.form.dirty = false;
        if add_another {
            self.open_form(FormMode::Add);
            self.look(key, &[crate::model::Look::State, crate::model::Look::Count]);
        } else {
            self.model.form = Form { opened: self.model.form.opened + 1, ..Form::default() };
            self.show(Page::Instance(key, Tab::Queue));
        }
    }
}

fn name_or_id(values: &FormValues) -> String {
    let name = values.name.trim();
    if name.is_empty() { values.id_instance.as_str().to_owned() } else { name.to_owned() }
}
