//! Closing the window: the ways to end that `src/platform/exit` names lead here, and from here to `App::close`.
//!
//! Runs in eframe's `logic`, because eframe draws no frame while the window is minimized or covered.

use std::time::Instant;

use eframe::egui::{Context, ViewportCommand};

use super::DesktopApp;
use crate::model::Action;
use crate::platform::{ExitRequest, ExitRequests};

impl DesktopApp {
    /// Asks before closing if there is something to lose, and closes once everything is saved.
    pub(super) fn follow_closing(&mut self, ctx: &Context) {
        while let Some(request) = self.exit_requests.as_ref().and_then(ExitRequests::next) {
            match request {
                ExitRequest::Ask => self.ask_to_end(ctx, Action::AskQuit),
                ExitRequest::Now => self.app.update(Action::Quit),
            }
        }
        let is_requested = ctx.input(|input| input.viewport().close_requested());
        if is_requested {
            self.ask_to_end(ctx, Action::AskClose);
        }
        let may_close = self.app.may_close();
        if let Some(latest) = self.app.window.effects.close {
            if may_close {
                ctx.send_viewport_cmd(ViewportCommand::Close);
            } else {
                ctx.request_repaint_after(latest.saturating_duration_since(Instant::now()));
            }
        }
        if is_requested && !may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    /// Begins to close, unless closing has begun. A question that must be answered first is brought forward.
    pub(super) fn ask_to_end(&mut self, ctx: &Context, ask: Action) {
        if self.app.window.effects.close.is_none() {
            self.app.update(ask);
        }
        let effects = &self.app.window.effects;
        if effects.close.is_none() && !effects.put_aside {
            self.come_forward(ctx);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use crate::app::{App, ReleaseSource, StartOptions};
    use crate::green_api::Waker;
    use crate::vault::Vault;

    #[test]
    fn the_end_waits_for_what_is_queued_for_the_database() {
        let dir = tempfile::tempdir().unwrap();
        let options = StartOptions {
            data_dir: Some(dir.path().to_owned()),
            vault: Some(Vault::memory()),
            releases: ReleaseSource(None),
            ..StartOptions::default()
        };
        let waker: Waker = Arc::new(|| ());
        let app = App::start(&options, waker.clone()).unwrap();
        let is_done = Arc::new(AtomicBool::new(false));
        let done = is_done.clone();
        // A slow disk, and a job behind it.
        drop(app.services.database.start(waker.clone(), |_| {
            thread::sleep(Duration::from_millis(300));
            Ok(())
        }));
        drop(app.services.database.start(waker, move |_| {
            done.store(true, Ordering::Relaxed);
            Ok(())
        }));
        drop(app);
        assert!(is_done.load(Ordering::Relaxed));
    }
}
