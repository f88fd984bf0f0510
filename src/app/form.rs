//! The form that connects or edits an instance: opening, checking and leaving it.

use super::App;
use super::tasks::{Owner, Running};
use crate::green_api::{Failure, Messenger, redact};
use crate::model::{
    Action, AfterForm, CheckState, Dialog, Form, FormMode, FormValues, Page, SaveDoubt, SaveState, TokenState,
};
use crate::work::check_instance::{self, Check};

impl App {
    pub(super) fn ask_to_open_form(&mut self, mode: FormMode) {
        if !self.asks_about_unsaved(Action::OpenForm(mode)) {
            self.open_form(mode);
        }
    }

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
        let from = if self.model.page == Page::Form { self.model.form.from } else { Some(self.model.page) };
        self.model.form = Form { mode, opened, from, ..Form::default() };
        self.leave_for(Page::Form);
        self.model.dialog = None;
    }

    pub(super) fn ask_to_leave_form(&mut self) {
        if !self.asks_about_unsaved(Action::LeaveForm) {
            self.leave_form();
        }
    }

    /// Discards the unsaved text and does what it held up.
    pub(super) fn drop_unsaved(&mut self, then: Action) {
        self.model.dialog = None;
        self.model.form.dirty = false;
        self.update(then);
    }

    /// Leaves the form for the page it was opened from, or else for the edited instance or the first one.
    fn leave_form(&mut self) {
        self.cancel_check();
        self.model.form.dirty = false;
        if let Some(from) = self.model.form.from.filter(|from| self.model.has_page(*from)) {
            return self.show(from);
        }
        let edited = match self.model.form.mode {
            FormMode::Edit(key) => self.model.instance(key).map(|instance| instance.key),
            FormMode::Add => None,
        };
        let next = edited.or(self.model.instances.first().map(|instance| instance.key));
        if let Some(key) = next {
            let tab = self.model.instance(key).and_then(|instance| instance.tab).unwrap_or_default();
            self.show(Page::Instance(key, tab));
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

    /// Records that a value has changed that a check depends on.
    pub(super) fn form_changed(&mut self) {
        self.cancel_check();
        self.model.form.check = CheckState::Not;
        self.form_renamed();
    }

    /// Records that there is unsaved text. A save under way is not affected.
    pub(super) fn form_renamed(&mut self) {
        let form = &mut self.model.form;
        form.dirty = true;
        if !matches!(form.save, SaveState::Running) {
            form.save = SaveState::Not;
        }
    }

    /// Saves the form, or asks first.
    pub(super) fn ask_to_save_form(&mut self, values: FormValues, then: AfterForm) {
        match self.doubt_of(&values) {
            Some(doubt) => self.model.dialog = Some(Dialog::SaveForm { values: Box::new(values), then, doubt }),
            None => self.save_form(values, then),
        }
    }

    pub(super) fn save_doubted(&mut self, values: FormValues, then: AfterForm) {
        self.model.dialog = None;
        self.save_form(values, then);
    }

    fn doubt_of(&self, values: &FormValues) -> Option<SaveDoubt> {
        let before = match self.model.form.mode {
            FormMode::Edit(key) => self.model.instance(key).map(|instance| instance.id().clone()),
            FormMode::Add => None,
        };
        let is_known = self.model.instances.iter().any(|instance| *instance.id() == values.id_instance);
        match before.filter(|_| !is_known) {
            Some(before) => Some(SaveDoubt::OtherInstance(before)),
            None => self.model.form.is_refused().then_some(SaveDoubt::Refused),
        }
    }

    pub(super) fn check_form(&mut self, values: FormValues) {
        self.cancel_check();
        let token = values.token.or_else(|| match self.model.form.mode {
            FormMode::Edit(key) => match &self.model.instance(key)?.token {
                TokenState::Ready(token) => Some(token.clone()),
                TokenState::NotRead | TokenState::Reading(_) | TokenState::Missing | TokenState::Unreadable(_) => None,
            },
            FormMode::Add => None,
        });
        let Some(token) = token else { return };
        redact::register(&token);
        let guess = Messenger::guess(&values.id_instance).unwrap_or(Messenger::WhatsApp);
        let client = self.services.client.clone();
        let work = |task: Running| async move {
            Ok(check_instance::run(&client, values.api_url, values.id_instance, token, guess, &task.cancel).await)
        };
        let task = self.spawn(Owner::Program, work, |app, checked: Result<Check, Failure>| {
            let check = checked.unwrap_or_else(|lost| Check { outcome: Err(lost), exchange: None });
            app.model.form.check = CheckState::Done(Box::new(check));
        });
        self.model.form.check = CheckState::Running(task);
    }

    /// Ends a check. Its answer is dropped.
    pub(super) fn cancel_check(&mut self) {
        if let CheckState::Running(task) = self.model.form.check {
            self.tasks.forget(task);
            self.model.form.check = CheckState::Not;
        }
    }
}
