//! Panics of threads that do not draw: reported in the window, which keeps running.

use std::path::PathBuf;

use super::App;
use crate::explain::Text;
use crate::model::{ErrorNotice, Event};
use crate::platform;

impl App {
    /// Shows an error notice for a new crash report. While one is shown, further reports only lie in the same folder.
    pub(super) fn poll_panics(&mut self) {
        let mut folder = None;
        while let Some(report) = self.panics.as_ref().and_then(platform::Panics::next) {
            folder = report.parent().map(PathBuf::from);
        }
        if folder.is_some() && !self.model.errors.iter().any(|trouble| trouble.folder == folder) {
            let (what, why) = (Text::new("crash-part"), vec![Text::new("crash-part-text")]);
            self.model.errors.push(ErrorNotice { what, why, folder });
        }
    }

    /// Shows a folder in the system's file manager. Runs on a blocking thread, because that may take time.
    pub(super) fn open_folder(&self, folder: PathBuf) {
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn_blocking(move || {
            if let Err(error) = platform::open_folder(&folder) {
                let _ = sender.send(Event::FolderNotOpened(error.to_string()));
                waker();
            }
        });
    }
}
