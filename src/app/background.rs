//! The program without its window: closing it while the watch goes on, notifications, and the start at login.

use std::io;

use super::App;
use super::tasks::{Lost, Owner};
use crate::explain::Text;
use crate::green_api::Detail;
use crate::model::{Announcement, Dialog, InstanceKey, Page, Tab};
use crate::platform::StartAtLogin;
use crate::store::{OnClose, WatchSettings};

/// Maximum number of notifications that the window shows instead of the system.
const MAX_NOT_SHOWN: usize = 3;

impl Lost for Option<io::Result<bool>> {
    fn lost() -> Self {
        None
    }
}

impl App {
    /// Closes the window. While the watch is on, the user decides once whether it goes on without the window.
    pub(super) fn ask_to_close(&mut self) {
        let watch = self.model.settings.watch;
        match watch.on_close {
            _ if watch.choice.interval().is_none() => self.ask_to_quit(),
            OnClose::Ask => self.model.dialog = Some(Dialog::Close),
            OnClose::Quit => self.ask_to_quit(),
            OnClose::KeepWatching => self.window.effects.put_aside = true,
        }
    }

    pub(super) fn close_as(&mut self, on_close: OnClose) {
        self.model.dialog = None;
        self.set_watch(WatchSettings { on_close, ..self.model.settings.watch });
        self.ask_to_close();
    }

    /// Opens the instance that a notification is about, or the overview after one about several.
    pub(super) fn open_announced(&mut self, key: Option<InstanceKey>) {
        self.model.watch.not_shown.retain(|one| one.instance != key);
        match key {
            Some(key) if self.model.instance(key).is_none() => {}
            Some(key) => self.ask_to_show(Page::Instance(key, Tab::Queue)),
            None => self.ask_to_show(Page::AllInstances),
        }
    }

    /// Shows a notification in the window, because the system does not.
    pub(super) fn show_here(&mut self, announcement: Announcement) {
        let shown = &mut self.model.watch.not_shown;
        shown.retain(|one| announcement.instance.is_none() || one.instance != announcement.instance);
        shown.insert(0, announcement);
        shown.truncate(MAX_NOT_SHOWN);
    }

    pub(super) fn close_announced(&mut self, index: usize) {
        if index < self.model.watch.not_shown.len() {
            self.model.watch.not_shown.remove(index);
        }
    }

    pub(super) fn read_start_at_login(&mut self) {
        self.ask_login(|_| Ok(()));
    }

    pub(super) fn set_start_at_login(&mut self, on: bool) {
        self.ask_login(move |login| if on { login.turn_on() } else { login.turn_off() });
    }

    /// Does something with the system's record of programs to start, and reads it.
    fn ask_login(&mut self, act: impl FnOnce(&StartAtLogin) -> io::Result<()> + Send + 'static) {
        let Some(login) = self.services.login.clone() else { return };
        let work = move || Some(act(&login).and_then(|()| login.is_on()));
        self.spawn_blocking(Owner::Program, work, |app, is_on| match is_on {
            Some(Ok(is_on)) => app.model.watch.starts_at_login = Some(is_on),
            Some(Err(error)) => {
                let why = Text::new("watch-login-failed-why").with("why", &Detail::of_io(&error));
                app.report_error(Text::new("watch-login-failed"), vec![why]);
            }
            // The panic is reported.
            None => {}
        });
    }
}
