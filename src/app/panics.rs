//! Panics of threads that do not draw: reported in the window, which keeps running.

use std::path::PathBuf;

use super::App;
use super::tasks::{Owner, TaskLost};
use crate::explain::Text;
use crate::green_api::Detail;
use crate::model::{LastingNotice, NoticeKind};
use crate::platform;

impl App {
    /// Shows a lasting notice for a new crash report. While one is shown, further reports only lie in the same folder.
    pub(super) fn poll_panics(&mut self) {
        let mut folder = None;
        while let Some(report) = self.services.panics.as_ref().and_then(platform::Panics::next) {
            folder = report.parent().map(PathBuf::from);
        }
        if folder.is_some() && !self.model.lasting_notices.iter().any(|notice| notice.folder == folder) {
            let (what, why) = (Text::new("crash-part"), vec![Text::new("crash-part-text")]);
            self.model.lasting_notices.push(LastingNotice { kind: NoticeKind::Failure, what, why, folder });
        }
    }

    /// Shows a folder in the system's file manager.
    pub(super) fn open_folder(&mut self, folder: PathBuf) {
        self.spawn_blocking(
            Owner::Program,
            move || Ok(platform::open_folder(&folder)),
            |app, opened: Result<_, TaskLost>| {
                if let Ok(Err(error)) = opened {
                    app.report_error(Text::new("crash-not-opened").with("why", &Detail::of(&error)), Vec::new());
                }
            },
        );
    }
}
