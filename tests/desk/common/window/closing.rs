//! The place of the window, and its end.

use std::time::Instant;

use eframe::egui::{self, Rect, ViewportId};

use super::{PATIENCE, Window};

impl Window {
    /// Moves the window to this position on the screen, as a window manager does.
    pub fn place(&mut self, place: Rect) {
        let viewport = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        viewport.inner_rect = Some(place);
        viewport.outer_rect = Some(place);
        self.harness.set_size(place.size());
        self.ids = None;
        self.step();
    }

    /// Requests that the window close, as the close button of its frame does. Returns whether it closes.
    pub fn close(&mut self) -> bool {
        let viewport = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.step();
        let output = &self.harness.output().viewport_output[&ViewportId::ROOT];
        !output.commands.contains(&egui::ViewportCommand::CancelClose)
    }

    /// Runs the program without drawing, as eframe does while the window is minimized, after these events of the window.
    /// Returns what the program requests of the window.
    pub fn run_minimized(&mut self, events: Vec<egui::ViewportEvent>) -> Vec<egui::ViewportCommand> {
        let info = egui::ViewportInfo { minimized: Some(true), events, ..Default::default() };
        let mut input = egui::RawInput::default();
        input.viewports.insert(ViewportId::ROOT, info);
        let ctx = self.harness.ctx.clone();
        let desk = self.harness.state_mut().desk.as_mut().unwrap();
        let mut output = ctx.run_logic(&input, |ctx| desk.poll(ctx));
        output.viewport_commands.remove(&ViewportId::ROOT).unwrap_or_default()
    }

    /// Runs the program without drawing until `look`, which gets what it requests of the window, returns a value.
    #[track_caller]
    pub fn until_minimized<T>(&mut self, what: &str, look: impl Fn(&[egui::ViewportCommand]) -> Option<T>) -> T {
        let from = Instant::now();
        loop {
            if let Some(found) = look(&self.run_minimized(Vec::new())) {
                return found;
            }
            assert!(from.elapsed() < PATIENCE, "{what}: it never came to the minimized window");
            self.bell.wait();
        }
    }

    /// Runs the program without drawing until it closes the window.
    #[track_caller]
    pub fn close_minimized(&mut self) {
        self.until_minimized("the close", |asked| asked.contains(&egui::ViewportCommand::Close).then_some(()));
    }

    /// Requests that the window close until it does.
    #[track_caller]
    pub fn close_at_last(&mut self) {
        self.until_with("the close", |window| window.close().then_some(()));
    }
}
