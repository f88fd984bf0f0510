//! Carrying out what a person asked for.

use super::App;
use crate::{
    explain::Text,
    green_api::redact,
    model::{Action, ArchiveState, CheckState, Dialog, InstanceKey, Look, Page, RestartState, RunId, TokenChange},
    work::{link_phone::Shown, replace_number::Act},
};

/// The console, where apiUrl, idInstance and apiTokenInstance are.
const CONSOLE: &str = "https://console.green-api.com/";

/// Whether an action leads from the guide to something else: it is closed then.
fn leads_away(action: &Action) -> bool {
    matches!(
        action,
        Action::Show(_) | Action::OpenForm(_) | Action::AskRemove(_) | Action::TryPractice | Action::AskQuit
    )
}

impl App {
    /// The one place where actions change the model or start work.
    pub fn update(&mut self, action: Action) {
        if self.model.help.is_some() && leads_away(&action) {
            // Nobody can answer a question that lies under the guide: leaving it so means "no".
            if self.model.dialog.is_some() {
                self.update(Action::CloseDialog);
            }
            self.model.help = None;
        }
        match action {
            Action::Show(page) => {
                if page != self.model.page && !self.asks_about_unsaved(Action::Show(page)) {
                    self.show(page);
                }
            }
            Action::OpenHelp => self.open_help(),
            Action::CloseHelp => self.model.help = None,
            Action::OpenLink(address) => self.effects.open = Some(address),
            Action::Refresh(key) => {
                self.refresh(key);
                self.read_sending(key);
                self.renew_chats(key);
            }
            Action::CancelLooks(key) => {
                self.cancel_looks(key);
                self.cancel_loading_chats(key);
            }

            Action::OpenForm(mode) => {
                if !self.asks_about_unsaved(Action::OpenForm(mode)) {
                    self.open_form(mode);
                }
            }
            Action::CheckForm(values) => self.check_form(values),
            Action::CancelCheck => self.cancel_check(),
            Action::FormEdited => {
                self.cancel_check();
                self.model.form.check = CheckState::Not;
                self.form_edited();
            }
            Action::FormRenamed => self.form_edited(),
            Action::SaveForm { values, add_another } => self.save_form(values, add_another),
            Action::SaveForSession { values, add_another } => {
                self.use_session_only();
                self.save_form(values, add_another);
            }
            Action::LeaveForm => {
                if !self.asks_about_unsaved(Action::LeaveForm) {
                    self.leave_form();
                }
            }
            Action::DropUnsaved(then) => {
                self.model.dialog = None;
                self.model.form.dirty = false;
                self.update(*then);
            }
            Action::AskRemove(key) => self.ask_remove(key),
            Action::Remove(key) => self.remove(key),
            Action::RemoveHere(key) => self.remove_here(key),
            Action::TryPractice => {
                if !self.asks_about_unsaved(Action::TryPractice) {
                    self.try_practice();
                }
            }

            Action::AskClear(key) => {
                // The number in the dialog must be fresh: it is asked again as the dialog opens.
                self.look(key, &[Look::Count, Look::Queue]);
                if let Some(instance) = self.model.instance_mut(key) {
                    instance.copies.forget_saving();
                }
                self.model.dialog = Some(Dialog::Clear(key));
            }
            Action::Clear(key) => {
                self.model.dialog = None;
                self.clear_as_asked(key);
            }
            Action::SaveAndClear(key) => {
                // The copy is to hold what is cleared.
                self.pause_sending(key);
                if !self.does_as_step(key, Act::Save { then_clear: true }) {
                    self.save_copy(key, true);
                }
            }
            Action::SaveElsewhere(key) => self.save_elsewhere(key),
            Action::SaveCopy(key) => self.save_copy(key, false),
            Action::CloseSaved(key) => {
                if let Some(instance) = self.model.instance_mut(key) {
                    instance.copies.forget_saving();
                }
            }
            Action::ListCopies(key) => {
                self.list_copies(key);
                self.list_interrupted(key);
            }
            Action::OpenCopy(key, id) => self.open_copy(key, id),
            Action::CloseCopy(key) => self.close_copy(key),
            Action::PinCopy(key, id, pinned) => self.pin_copy(key, id, pinned),
            Action::DeleteCopy(key, id) => self.delete_copy(key, id),
            Action::ExportCopy(key, form) => self.export_copy(key, form),
            Action::AskSendAgain(key, order) => self.ask_send_again(key, order),
            Action::SendAgain(key, order) => {
                self.model.dialog = None;
                self.send_again(key, order);
            }
            Action::GoOnSending(key, run) => self.go_on_sending(key, run),
            Action::PauseSending(key) => self.pause_sending(key),
            Action::GiveUpSending(key) => self.give_up_sending(key),
            Action::StopSending(key, run) => {
                self.model.dialog = None;
                self.stop_sending(key, run);
            }
            Action::CloseSendResult(key) => self.close_send_result(key),
            Action::ReadSending(key) => self.read_sending(key),
            Action::Ask(dialog) => self.model.dialog = Some(dialog),
            Action::CancelClear(key) => {
                let run = self.model.instance(key).and_then(|instance| instance.clear.as_ref()).map(|clear| clear.run);
                self.cancel_of(run);
            }
            Action::LookAgain(key) => self.look_again(key),
            Action::CloseClearResult(key) => {
                if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_clearing()) {
                    instance.clear = None;
                }
            }

            Action::Archive { key, chat, direction } => self.archive(key, chat, direction),
            Action::CancelArchive(key) => {
                let run = self.archive_run(key);
                self.cancel_of(run);
            }
            Action::LookAtChat(key) => self.look_at_chat(key),
            Action::CloseArchive(key) => {
                if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_archiving()) {
                    instance.archive = None;
                    instance.number_check = None;
                }
            }
            Action::CheckNumber(key, chat) => self.check_number(key, chat),
            Action::Chats(key, action) => self.act_on_chats(key, action),
            Action::AskRestart(key, change) => self.model.dialog = Some(Dialog::Restart(key, change)),
            Action::Restart(key, change) => {
                self.model.dialog = None;
                if !self.restarts_as_step(key, change) {
                    self.restart(key, change);
                }
            }
            Action::CancelRestart(key) => {
                let on = self.model.instance(key).and_then(|instance| instance.restart.as_ref());
                let run = on.map(|RestartState { run, .. }| *run);
                self.cancel_of(run);
            }
            Action::CloseRestart(key) => {
                if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_restarting()) {
                    instance.restart = None;
                }
            }

            Action::AskLogout(key) => {
                self.look(key, &[Look::Count, Look::Queue]);
                self.model.dialog = Some(Dialog::Logout(key));
            }
            Action::Logout(key) => {
                self.model.dialog = None;
                if !self.does_as_step(key, Act::Unlink) {
                    self.logout(key);
                }
            }
            Action::CloseLogout(key) => {
                if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) {
                    instance.account.logout = None;
                }
            }
            Action::Replace(key, what) => self.replace(key, what),
            Action::LinkPhone(key, way) => self.link_phone(key, way),
            Action::StopLinking(key) => self.stop_linking(key),
            Action::SendPassword(key, password) => self.send_password(key, password),
            Action::UsePracticePhone(key, phone) => self.use_practice_phone(key, phone),
            Action::AskNewToken(key) => self.model.dialog = Some(Dialog::NewToken(key)),
            Action::NewToken(key) => {
                self.model.dialog = None;
                self.new_token(key);
            }
            Action::KeepNewToken(key) => self.keep_new_token(key),
            Action::CloseInterrupted(key, id) => self.close_interrupted(key, id),
            Action::ReadJournal(of) => self.read_journal(of),
            Action::OlderJournal => self.read_older(),
            Action::CopyNewToken(key) => {
                let change = self.model.instance(key).and_then(|instance| instance.account.token.as_ref());
                if let Some(TokenChange::NotKept { token, .. }) = change {
                    self.effects.copy = Some(token.expose().to_owned());
                    self.notice(Text::new("notice-copied"));
                }
            }
            Action::CloseNewToken(key) => self.close_new_token(key),
            Action::History(key) => self.ask_history(key),

            Action::Copy(text) => {
                self.effects.copy = Some(redact::all(&text));
                self.notice(Text::new("notice-copied"));
            }
            Action::Notice(text) => self.notice(text),
            Action::OpenConsole => self.effects.open = Some(CONSOLE.to_owned()),
            Action::CloseDialog => {
                self.forget_clearing();
                self.model.dialog = None;
                self.model.removing = None;
            }
            Action::CloseWarnings => {
                self.model.warnings.clear();
                self.model.unsaved = None;
            }
            Action::OpenFolder(folder) => self.open_folder(folder),
            Action::CloseTrouble(place) => {
                if place < self.model.troubles.len() {
                    self.model.troubles.remove(place);
                }
            }

            Action::SetLanguage(language) => self.change_settings(move |settings| settings.language = language),
            Action::SetTheme(theme) => self.change_settings(move |settings| settings.theme = theme),
            Action::SetScale(percent) => {
                self.change_settings(move |settings| settings.scale_percent = percent.clamp(50, 200));
            }
            Action::SetSavedQueueDays(days) => {
                self.change_settings(move |settings| settings.saved_queue_days = days);
            }
            Action::WindowPlaced(place) => self.change_settings(move |settings| settings.window = Some(place)),
            Action::AllowUpdates(allowed) => self.allow_updates(allowed),
            Action::OpenRelease => self.open_release(),
            Action::SkipRelease(version) => self.change_updates(move |updates| updates.skipped = Some(version.clone())),
            Action::CloseRelease => self.close_release(),
            Action::RetryVault => self.retry_vault(),
            Action::UseKeyringAgain => self.use_keyring_again(),
            Action::AskQuit => {
                if self.model.is_working() || self.model.has_unkept_token() {
                    self.model.dialog = Some(Dialog::Quit);
                } else if !self.asks_about_unsaved(Action::Quit) {
                    self.close();
                }
            }
            Action::Quit => {
                self.model.dialog = None;
                self.close();
            }
        }
    }

    /// Shows a page. Opening an instance asks how it is now.
    pub(super) fn show(&mut self, page: Page) {
        let before = self.model.shown_instance().map(|instance| instance.key);
        if page != self.model.page {
            self.leave_linking();
        }
        self.cancel_check();
        self.drop_orphan();
        self.model.page = page;
        self.model.dialog = None;
        if page == Page::Journal {
            self.read_journal(self.model.journal.of.clone());
        }
        let opened = self.model.shown_instance().map(|instance| instance.key).filter(|key| before != Some(*key));
        if let Some(key) = opened {
            self.list_interrupted(key);
            self.list_copies(key);
            self.list_runs(key);
            self.refresh(key);
        }
        if let Page::SendAgain(key, queue) = page {
            self.open_sending(key, queue);
            self.look(key, &[Look::State, Look::Settings]);
        }
        if let Page::Instance(key, _) = page {
            self.look_at_chats(key);
        }
    }

    /// Opens the guide over the page. A code that links a phone is hidden, as when its page is left; a passkey is awaited
    /// further, for the guide explains it.
    fn open_help(&mut self) {
        if self.model.help.is_none() {
            if !self.awaits_passkey() {
                self.leave_linking();
            }
            self.model.help = Some(self.model.topic());
        }
    }

    fn awaits_passkey(&self) -> bool {
        let link = self.model.shown_instance().and_then(|instance| instance.account.link.as_ref());
        link.is_some_and(|link| matches!(link.progress.shown, Shown::Passkey { .. }))
    }

    fn archive_run(&self, key: InstanceKey) -> Option<RunId> {
        match self.model.instance(key)?.archive.as_ref()? {
            ArchiveState::Running { run, .. } => Some(*run),
            ArchiveState::Ended(_) => None,
        }
    }
}
