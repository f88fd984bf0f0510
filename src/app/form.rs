//! The form that connects or edits an instance: opening, checking and leaving it.

use super::App;
use crate::green_api::{Messenger, redact};
use crate::model::{
    Action, CheckState, Dialog, Event, Form, FormMode, FormValues, Page, SaveState, Tab, TaskId, TokenState,
};
use crate::work::check_instance::{self, Check};

impl App {
    /// Opens the form with empty fields, or with those of an instance.
    pub(super) fn open_form(&mut self, mode: FormMode) {
        if let FormMode::Edit(key) = mode
            && self.model.instance(key).is_none_or(|instance| instance.practice)
        {
            return;
        }
        self.cancel_check();
        self.drop_orphan();
        let opened = self.model.form.opened + 1;
        self.model.form = Form { mode, opened, ..Form::default() };
        self.leave_linking();
        self.model.page = Page::Form;
        self.model.dialog = None;
    }

    /// Leaves the form for the edited instance, or for the first one.
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

    /// Asks about unsaved text before `then`. Returns whether it asked. A save under way continues and is not asked
    /// about.
    pub(super) fn asks_about_unsaved(&mut self, then: Action) -> bool {
        let form = &self.model.form;
        let ask = self.model.page == Page::Form && form.dirty && !matches!(form.save, SaveState::Running);
        if ask {
            self.model.dialog = Some(Dialog::Unsaved { then: Box::new(then) });
        }
        ask
    }

    /// Records that there is unsaved text. A save under way is not affected.
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
        let (task, cancel) = self.new_task();
        self.model.form.check = CheckState::Running(task);
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let check = check_instance::run(&client, values.api_url, values.id_instance, token, guess, &cancel).await;
            let _ = sender.send(Event::Check(task, Box::new(check)));
            waker();
        });
    }

    pub(super) fn cancel_check(&mut self) {
        if let CheckState::Running(task) = self.model.form.check {
            self.cancel(task);
            self.model.form.check = CheckState::Not;
        }
    }

    pub(super) fn on_check(&mut self, task: TaskId, check: Box<Check>) {
        self.cancels.remove(&task);
        if matches!(self.model.form.check, CheckState::Running(now) if now == task) {
            self.model.form.check = CheckState::Done(check);
        }
    }
}
