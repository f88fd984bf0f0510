//! Settings of the program, and brief notices.

use std::time::{Duration, Instant};

use super::App;
use crate::explain::{Text, explain_store};
use crate::model::{ErrorNotice, Notice};
use crate::store::{Contents, Settings};

/// Time for which a notice is shown.
const NOTICE: Duration = Duration::from_secs(4);

impl App {
    /// Changes settings in the model and on disk.
    pub(super) fn change_settings(&mut self, change: impl Fn(&mut Settings) + Send + 'static) {
        change(&mut self.model.settings);
        self.use_language();
        self.change_store(move |contents| change(&mut contents.settings));
    }

    pub(super) fn change_store(&mut self, change: impl FnOnce(&mut Contents) + Send + 'static) {
        self.changes.push(self.store.start_change(change, self.waker.clone()));
    }

    pub(super) fn poll_changes(&mut self) {
        let done: Vec<_> = self.changes.extract_if(.., |promise| promise.ready().is_some()).collect();
        for promise in done {
            match promise.try_take() {
                Ok(Ok(contents)) => {
                    self.model.unsaved = None;
                    self.on_contents(&contents);
                }
                Ok(Err(failure)) => self.model.unsaved = Some(explain_store(&failure)),
                Err(_) => {}
            }
        }
        if self.changes.is_empty() {
            self.removed.clear();
        }
    }

    pub(super) fn notice(&mut self, text: Text) {
        self.model.notices.push(Notice { text, until: Instant::now() + NOTICE });
    }

    /// Shows a failure that belongs to no page, until the user closes it. Stops a pending close of the window, so that
    /// the failure is seen.
    pub(super) fn report_error(&mut self, what: Text, why: Vec<Text>) {
        self.effects.close = None;
        self.model.errors.push(ErrorNotice { what, why, folder: None });
    }

    /// Removes expired notices. Returns when the next one expires.
    pub(super) fn poll_notices(&mut self) -> Option<Instant> {
        let now = Instant::now();
        self.model.notices.retain(|notice| notice.until > now);
        self.model.notices.iter().map(|notice| notice.until).min()
    }
}
