//! The two ways in which the model changes: the user's actions, and what finished meanwhile.

use std::time::Instant;

use super::App;
use super::tasks::{Owner, TaskLost};
use crate::explain::Text;
use crate::green_api::redact;
use crate::model::{Action, Dialog, InstanceKey, Page, Query};
use crate::work::clear_queue::{CopyPlace, Rest};

/// The console, which shows apiUrl, idInstance and apiTokenInstance.
const CONSOLE: &str = "https://console.green-api.com/";

/// Number of bytes above which redacting a text would delay a frame.
const LARGE_TEXT: usize = 256 << 10;

/// Whether an action leads from the guide to something else, which closes the guide.
fn leads_away(action: &Action) -> bool {
    matches!(
        action,
        Action::Show(_)
            | Action::OpenForm(_)
            | Action::AskRemove(_)
            | Action::TryPractice
            | Action::OpenAnnounced(_)
            | Action::AskClose
            | Action::AskQuit
    )
}

impl App {
    /// Applies everything that finished since the last frame: the reports and answers of tasks, and what other threads
    /// leave to be read. Does the timed work that is due.
    pub fn poll(&mut self) {
        let asked = self.model.asks_to_clear();
        while let Some(report) = self.tasks.next_report() {
            report(self);
        }
        self.poll_panics();
        self.poll_database_notices();
        self.follow_database(Instant::now());
        self.follow_journal();
        self.do_due(Instant::now());
        self.go_on_clearing_several();
        self.poll_exchanges();
        self.heed_closed_questions(asked);
    }

    fn poll_exchanges(&mut self) {
        let log = self.services.client.log();
        let revision = log.revision();
        if revision != self.exchanges_seen {
            self.exchanges_seen = revision;
            self.model.exchanges = log.newest_first();
            self.model.exchanges_dropped = log.dropped();
        }
    }

    /// Carries out an action. Actions change the model or start work only here.
    pub fn update(&mut self, action: Action) {
        let asked = self.model.asks_to_clear();
        if self.model.help.is_some() && leads_away(&action) {
            // A question under the guide cannot be answered, so leaving the guide cancels it.
            if self.model.dialog.is_some() {
                self.close_dialog();
            }
            self.model.help = None;
        }
        match action {
            Action::Show(page) => self.ask_to_show(page),
            Action::OpenHelp => self.open_help(),
            Action::CloseHelp => self.model.help = None,
            Action::OpenLink(address) => self.window.effects.open = Some(address),
            Action::Refresh(key) => self.refresh_everything(key),
            Action::ArrangeInstances(list) => self.change_settings(move |settings| settings.list = list.clone()),
            Action::CheckAll => self.check_all(),
            Action::CancelQueries(key) => self.stop_asking(key),

            Action::OpenForm(mode) => self.ask_to_open_form(mode),
            Action::CheckForm(values) => self.check_form(values),
            Action::CancelCheck => self.cancel_check(),
            Action::FormEdited => self.form_changed(),
            Action::FormRenamed => self.form_renamed(),
            Action::SaveForm { values, then } => self.ask_to_save_form(values, then),
            Action::SaveDoubted { values, then } => self.save_doubted(values, then),
            Action::SaveForSession { values, then } => self.save_form_for_session(values, then),
            Action::CancelSave => self.cancel_save(),
            Action::LeaveForm => self.ask_to_leave_form(),
            Action::DropUnsaved(then) => self.drop_unsaved(*then),
            Action::AddMany(action) => self.on_add_many_action(action),
            Action::SetOptions(key, options) => self.set_options(key, options),
            Action::AskRemove(key) => self.ask_remove(key),
            Action::Remove(key, history) => self.remove(key, history),
            Action::RemoveHere(key, history) => self.remove_here(key, history),
            Action::TryPractice => self.ask_to_try_practice(),

            Action::AskClear(key) => self.ask_clear(key),
            Action::Clear(key) => drop(self.clear(key, CopyPlace::Nowhere, Rest::NotExpected, None)),
            Action::SaveAndClear(key, rest) => drop(self.clear(key, CopyPlace::Database, rest, None)),
            Action::ExportQueue(key) => self.export_queue(key),
            Action::SaveQueue(key) => self.save_queue(key),
            Action::CloseSaved(key) => self.forget_saving(key),
            Action::ListSavedQueues(key) => self.list_stored(key),
            Action::OpenSavedQueue(key, id) => self.open_saved_queue(key, id),
            Action::CloseSavedQueue(key) => self.close_saved_queue(key),
            Action::PinSavedQueue(key, id, pin) => self.pin_saved_queue(key, id, pin),
            Action::DeleteSavedQueue(key, id) => self.delete_saved_queue(key, id),
            Action::ExportSavedQueue(key, form) => self.export_saved_queue(key, form),
            Action::AskResend(key, order) => self.ask_resend(key, order),
            Action::Resend(key, order) => self.resend(key, order),
            Action::ContinueResend(key, run) => self.continue_resend(key, run),
            Action::PauseResend(key) => self.pause_resend(key),
            Action::GiveUpResend(key) => self.give_up_resend(key),
            Action::StopResend(key, run) => self.stop_resend(key, run),
            Action::CloseResendResult(key) => self.close_resend_result(key),
            Action::ReadResend(key) => self.read_resend(key),
            Action::Ask(dialog) => self.model.dialog = Some(dialog),
            Action::CancelClear(key) => self.cancel_clearing(key),
            Action::CheckAgain(key) => self.check_again(key),
            Action::CloseClearResult(key) => self.close_clear_result(key),
            Action::AskClearSeveral(keys) => self.ask_clear_several(keys),
            Action::ClearSeveral => self.clear_several(),
            Action::StopClearSeveral => self.stop_clear_several(),

            Action::Archive { key, chat, act } => self.archive(key, chat, act),
            Action::CancelArchive(key) => self.cancel_archive(key),
            Action::CheckChat(key) => self.check_chat(key),
            Action::CloseArchive(key) => self.close_archive(key),
            Action::CheckNumber(key, chat) => self.check_number(key, chat),
            Action::Chats(key, action) => self.on_chats_action(key, action),
            Action::AskRestart(key, change) => self.model.dialog = Some(Dialog::Restart(key, change)),
            Action::Restart(key, change) => self.restart_as_asked(key, change),
            Action::CancelRestart(key) => self.cancel_restart(key),
            Action::CloseRestart(key) => self.close_restart(key),

            Action::AskLogout(key) => self.ask_logout(key),
            Action::Logout(key) => self.logout_as_asked(key),
            Action::CloseLogout(key) => self.close_logout(key),
            Action::Replace(key, what) => self.replace(key, what),
            Action::LinkPhone(key, way) => self.link_phone_as_asked(key, way),
            Action::StopLinking(key) => self.stop_linking(key),
            Action::SendPassword(key, password) => self.send_password(key, password),
            Action::UsePracticePhone(key, phone) => self.use_practice_phone(key, phone),
            Action::AskNewToken(key) => self.model.dialog = Some(Dialog::NewToken(key)),
            Action::NewToken(key) => self.new_token(key),
            Action::KeepNewToken(key) => self.keep_new_token(key),
            Action::CloseInterrupted(key, id) => self.close_interrupted(key, id),
            Action::ReadJournal(choice) => self.read_journal(choice),
            Action::OlderJournal => self.read_older(),
            Action::OpenGroup(id) => self.open_group(id),
            Action::MoreOfGroup => self.read_more_of_group(),
            Action::VerifyJournal => self.verify_journal(),
            Action::CloseJournalCheck => self.close_journal_check(),
            Action::SaveJournal(file) => self.save_journal(file),
            Action::CopyNewToken(key) => self.copy_new_token(key),
            Action::CloseNewToken(key) => self.close_new_token(key),
            Action::History(key) => self.ask_history(key),

            Action::Copy(text) => self.copy_redacted(text),
            Action::Paste => self.window.effects.paste = true,
            Action::OneListAtATime => self.notice(Text::new("notice-one-list")),
            Action::OpenConsole => self.window.effects.open = Some(CONSOLE.to_owned()),
            Action::CloseDialog => self.close_dialog(),
            Action::CloseWarnings => self.close_warnings(),
            Action::OpenFolder(folder) => self.open_folder(folder),
            Action::CloseNotice(index) => self.close_notice(index),

            Action::SetLanguage(language) => self.change_settings(move |settings| settings.language = language),
            Action::SetTheme(theme) => self.change_settings(move |settings| settings.theme = theme),
            Action::SetWatch(watch) => self.set_watch(watch),
            Action::SetStartAtLogin(on) => self.set_start_at_login(on),
            Action::OpenAnnounced(key) => self.open_announced(key),
            Action::CloseAnnounced(index) => self.close_announced(index),
            Action::SetScale(percent) => self.set_scale(percent),
            Action::SetSavedQueueDays(days) => self.set_saved_queue_days(days),
            Action::SetHistoryDays(days) => self.set_history_days(days),
            Action::WindowPlaced(place) => self.change_settings(move |settings| settings.window = Some(place)),
            Action::AllowUpdates(allowed) => self.allow_updates(allowed),
            Action::OpenRelease => self.open_release(),
            Action::SkipRelease(version) => self.change_updates(move |updates| updates.skipped = Some(version.clone())),
            Action::CloseRelease => self.close_release(),
            Action::RetryVault => self.retry_vault(),
            Action::UseKeyringAgain => self.use_keyring_again(),
            Action::AskClose => self.ask_to_close(),
            Action::CloseAs(on_close) => self.close_as(on_close),
            Action::AskQuit => self.ask_to_quit(),
            Action::Quit => self.quit(),
        }
        self.heed_closed_questions(asked);
        self.go_on_clearing_several();
    }

    fn refresh_everything(&mut self, key: InstanceKey) {
        self.want_keyring();
        self.refresh(key);
        self.read_shown_step(key);
        self.read_resend(key);
        self.renew_chats(key);
    }

    fn stop_asking(&mut self, key: InstanceKey) {
        self.cancel_queries(key);
        self.cancel_loading_chats(key);
    }

    /// Reads what the database has for the Queue page: the saved queues, and the changes that were interrupted.
    fn list_stored(&mut self, key: InstanceKey) {
        self.list_saved_queues(key);
        self.list_interrupted(key);
    }

    pub(super) fn ask_to_show(&mut self, page: Page) {
        if page != self.model.page && !self.asks_about_unsaved(Action::Show(page)) {
            self.show(page);
            // At once: a program that is killed opens there, too.
            self.remember_page();
        }
    }

    /// Closes the open question, which means "no".
    fn close_dialog(&mut self) {
        self.forget_list();
        self.keep_instance();
        self.heed_closed_clearing();
        self.model.dialog = None;
    }

    /// Copies a text without its secrets. A large one, such as an answer, is redacted off the drawing thread.
    fn copy_redacted(&mut self, text: String) {
        if text.len() <= LARGE_TEXT {
            return self.copy(redact::all(&text));
        }
        let task = self.tasks.next_id();
        let redact = move || Ok(redact::all(&text));
        self.spawn_blocking(Owner::Program, redact, move |app, redacted: Result<String, TaskLost>| {
            if let Some(text) = redacted.ok().filter(|_| app.window.copying == Some(task)) {
                app.copy(text);
            }
        });
        self.window.copying = Some(task);
    }

    pub(super) fn copy(&mut self, text: String) {
        self.window.copying = None;
        self.window.effects.copy = Some(text);
        self.notice(Text::new("notice-copied"));
    }

    pub(super) fn ask_to_quit(&mut self) {
        if self.model.is_changing_server() || self.model.has_unkept_token() {
            self.model.dialog = Some(Dialog::Quit);
        } else if !self.asks_about_unsaved(Action::Quit) {
            self.close();
        }
    }

    fn quit(&mut self) {
        self.model.dialog = None;
        self.close();
    }

    /// Shows a page. Opening an instance refreshes its values.
    pub(super) fn show(&mut self, page: Page) {
        let before = self.model.shown_instance().map(|instance| instance.key);
        self.cancel_check();
        self.drop_orphan();
        self.leave_for(page);
        self.model.dialog = None;
        if page == Page::Preferences {
            self.read_start_at_login();
            self.read_route();
        }
        if page == Page::Journal {
            self.open_journal();
        }
        let opened = self.model.shown_instance().map(|instance| instance.key).filter(|key| before != Some(*key));
        if let Some(key) = opened {
            self.list_interrupted(key);
            self.list_saved_queues(key);
            self.list_resend_runs(key);
            self.refresh(key);
        }
        if let Page::Replace(key) = page {
            self.read_shown_step(key);
        }
        if let Page::Resend(key, queue) = page {
            self.open_resend(key, queue);
            self.fetch(key, &[Query::State, Query::Settings]);
        }
        if let Page::Instance(key, _) = page {
            self.open_chats(key);
        }
    }

    /// Sets the page. A code that links a phone stays valid for a while.
    pub(super) fn leave_for(&mut self, page: Page) {
        let before = std::mem::replace(&mut self.model.page, page);
        if let Page::Instance(key, tab) = before
            && let Some(instance) = self.model.instance_mut(key)
        {
            instance.tab = Some(tab);
        }
        if before != page
            && let Some(key) = before.links()
        {
            self.time_unseen_linking(key);
        }
    }

    /// Opens the guide over the page. Nothing of the page is lost: linking a phone goes on, because the guide explains
    /// it.
    fn open_help(&mut self) {
        self.model.help.get_or_insert(self.model.topic());
    }
}
