//! Settings of the program, and brief notices.

use std::time::{Duration, Instant};

use super::App;
use super::scheduler::Due;
use super::tasks::{Owner, TaskLost};
use crate::explain::{Text, explain_store};
use crate::green_api::{DEFAULT_HOST, Route};
use crate::model::{LastingNotice, Notice, NoticeKind};
use crate::store::{Contents, IfUnsaved, Settings, StoreFailure};

/// Time for which a notice is shown.
const NOTICE: Duration = Duration::from_secs(4);

impl App {
    /// Changes settings in the model and on disk.
    pub(super) fn change_settings(&mut self, change: impl Fn(&mut Settings) + Send + 'static) {
        change(&mut self.model.settings);
        self.use_language();
        self.change_store(move |contents| change(&mut contents.settings));
    }

    pub(super) fn set_scale(&mut self, percent: u16) {
        self.change_settings(move |settings| settings.scale_percent = percent.clamp(50, 200));
    }

    pub(super) fn set_saved_queue_days(&mut self, days: u16) {
        self.change_settings(move |settings| settings.saved_queue_days = days);
        self.apply_retention();
    }

    pub(super) fn set_history_days(&mut self, days: u16) {
        self.change_settings(move |settings| settings.history_days = days);
        self.apply_retention();
    }

    /// Finds which way requests go, for Preferences. This may have to read the desktop's settings first.
    pub(super) fn read_route(&mut self) {
        let client = self.services.client.clone();
        let read = |_| async move { Ok(client.proxies().await.route("https", DEFAULT_HOST)) };
        self.spawn(Owner::Program, read, |app, route: Result<Route, TaskLost>| app.model.route = route.ok());
    }

    /// Changes the settings file. A change that cannot be saved is saved with the next one.
    pub(super) fn change_store(&mut self, change: impl Fn(&mut Contents) + Send + 'static) {
        self.keys.changes += 1;
        let task = self.ask_store(Owner::Program, IfUnsaved::Retry, change, Self::on_change);
        self.tasks.keep_window_open(task);
    }

    fn on_change(&mut self, changed: Result<Contents, StoreFailure>) {
        self.keys.changes -= 1;
        match changed {
            Ok(contents) => {
                // Earlier contents may still have an instance that a later change removes.
                if self.keys.changes == 0 {
                    self.on_contents(&contents);
                }
            }
            Err(failure) => self.model.unsaved = Some(explain_store(&failure)),
        }
    }

    /// Shows a notice for a while. The same text again renews its time.
    pub(super) fn notice(&mut self, text: Text) {
        self.model.notices.retain(|notice| notice.text != text);
        self.model.notices.push(Notice { text, until: None });
    }

    /// Removes the notices with these texts: they no longer hold.
    pub(super) fn withdraw_notices(&mut self, ids: &[&str]) {
        self.model.notices.retain(|notice| !ids.contains(&notice.text.id));
    }

    /// Begins the time of the notices that were drawn: one that was not drawn yet does not disappear.
    pub(super) fn notices_drawn(&mut self, now: Instant) {
        let new = self.model.notices.iter_mut().filter(|notice| notice.until.is_none());
        if new.map(|notice| notice.until = Some(now + NOTICE)).count() > 0 {
            self.plan_drop_notices();
        }
    }

    /// Shows a failure that belongs to no page, until the user closes it. Stops a pending close of the window, so that
    /// the failure is seen.
    pub(super) fn report_error(&mut self, what: Text, why: Vec<Text>) {
        self.window.effects.close = None;
        self.model.lasting_notices.push(LastingNotice { kind: NoticeKind::Failure, what, why, folder: None });
    }

    pub(super) fn close_notice(&mut self, index: usize) {
        if index < self.model.lasting_notices.len() {
            self.model.lasting_notices.remove(index);
        }
    }

    pub(super) fn close_warnings(&mut self) {
        self.model.warnings.clear();
        self.model.unsaved = None;
    }

    /// Removes expired notices.
    pub(super) fn drop_notices(&mut self, now: Instant) {
        self.model.notices.retain(|notice| notice.until.is_none_or(|until| until > now));
        self.plan_drop_notices();
    }

    fn plan_drop_notices(&mut self) {
        // Every notice is shown equally long, so the first one expires first.
        if let Some(until) = self.model.notices.first().and_then(|first| first.until) {
            self.scheduler.at(until, Due::Notice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::Bench;

    #[test]
    fn a_notice_disappears_some_time_after_it_was_drawn() {
        let mut app = Bench::new().app;
        app.notice(Text::new("notice-no-paste"));
        app.drop_notices(Instant::now() + 10 * NOTICE);
        assert_eq!(app.model.notices.len(), 1, "it was not drawn yet");
        let drawn = Instant::now();
        app.notices_drawn(drawn);
        app.notices_drawn(drawn + NOTICE / 2);
        app.drop_notices(drawn + NOTICE / 2);
        assert_eq!(app.model.notices.len(), 1);
        app.drop_notices(drawn + NOTICE);
        assert!(app.model.notices.is_empty());
    }

    #[test]
    fn the_same_notice_again_is_shown_once_and_longer() {
        let mut app = Bench::new().app;
        let drawn = Instant::now();
        for text in ["notice-copied", "notice-no-paste", "notice-copied"] {
            app.notice(Text::new(text));
            app.notices_drawn(drawn);
        }
        app.notice(Text::new("notice-copied"));
        app.notices_drawn(drawn + NOTICE / 2);
        let shown = |app: &App| app.model.notices.iter().map(|notice| notice.text.id).collect::<Vec<_>>();
        assert_eq!(shown(&app), ["notice-no-paste", "notice-copied"]);
        app.drop_notices(drawn + NOTICE);
        assert_eq!(shown(&app), ["notice-copied"]);
    }
}
