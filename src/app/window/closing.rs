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

    use eframe::egui::{Context, RawInput, ViewportCommand};

    use crate::app::tests::Bench;
    use crate::app::{App, DesktopApp, ReleaseSource, StartOptions};
    use crate::green_api::{ChatId, Messenger, Waker};
    use crate::model::{ArchiveState, Dialog, TaskId};
    use crate::platform::{ExitRequest, ExitRequests};
    use crate::store::Tables;
    use crate::vault::Vault;
    use crate::work::archive_chat::ArchiveAct;

    /// Polls as eframe does for a window that is not drawn, and returns the commands for it.
    fn poll(desk: &mut DesktopApp, ctx: &Context) -> Vec<ViewportCommand> {
        let mut output = ctx.run_ui(RawInput::default(), |ui| desk.poll(ui.ctx()));
        output.textures_delta.clear();
        output.viewport_output.into_values().flat_map(|viewport| viewport.commands).collect()
    }

    /// Quit in the menu and in the Dock of macOS asks. A signal does not: it needs no user at the window.
    #[test]
    fn the_system_that_ends_the_program_asks_only_where_the_user_is_at_the_window() {
        let (mut bench, key) = Bench::with_instance();
        let chat = ChatId::parse("79992047718", Messenger::WhatsApp).unwrap();
        let running = ArchiveState::Running { task: TaskId(99), act: ArchiveAct::Archive, chat, rereads: false };
        bench.app.model.instance_mut(key).unwrap().archive = Some(running);
        let waker: Waker = Arc::new(|| ());
        let (request, requests) = ExitRequests::new(&waker);
        let ctx = Context::default();
        let mut desk = DesktopApp::new(bench.app, &ctx).with_exit_requests(requests);

        request(ExitRequest::Ask);
        let commands = poll(&mut desk, &ctx);
        assert!(matches!(desk.app().model().dialog, Some(Dialog::Quit)));
        assert!(commands.contains(&ViewportCommand::Minimized(false)) && commands.contains(&ViewportCommand::Focus));
        assert!(!commands.contains(&ViewportCommand::Close), "it closes without an answer");

        request(ExitRequest::Now);
        assert!(poll(&mut desk, &ctx).contains(&ViewportCommand::Close));
    }

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
        let app = App::start(&options, waker).unwrap();
        let is_done = Arc::new(AtomicBool::new(false));
        let done = is_done.clone();
        // A slow disk, and a job behind it.
        let slow = |_: &mut Tables| {
            thread::sleep(Duration::from_millis(300));
            Ok(())
        };
        app.services.database.queue(slow, |_| ());
        app.services.database.queue(|_| Ok(()), move |_| done.store(true, Ordering::Relaxed));
        drop(app);
        assert!(is_done.load(Ordering::Relaxed));
    }
}
