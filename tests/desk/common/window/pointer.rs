//! The pointer: clicks, the wheel, and files that are dropped.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Modifiers, Pos2};

use super::Window;
use crate::common::Item;

/// A file that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Window {
    /// Waits for a button and clicks it with the pointer.
    #[track_caller]
    pub fn click(&mut self, label: &str) {
        self.click_on(Role::Button, label);
    }

    /// Waits for a control of this role and name, for example a tab, and clicks it with the pointer.
    #[track_caller]
    pub fn click_on(&mut self, role: Role, label: &str) {
        self.click_by(egui::PointerButton::Primary, role, label);
    }

    /// Like `click_on`, with the secondary mouse button.
    #[track_caller]
    pub fn click_secondary(&mut self, role: Role, label: &str) {
        self.click_by(egui::PointerButton::Secondary, role, label);
    }

    #[track_caller]
    fn click_by(&mut self, button: egui::PointerButton, role: Role, label: &str) {
        let pos = self.aim_at(role, label);
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        }
        self.step();
    }

    /// Moves the pointer to the control. An answer that came just before may still move the page, and answers wait from
    /// then on, so the control is where the pointer is when this returns.
    #[track_caller]
    fn aim_at(&mut self, role: Role, label: &str) -> Pos2 {
        self.until_with(&format!("{label:?} under the pointer"), |window| {
            window.operable(role, label);
            window.bring_into_view(role, label);
            let pos = window.node(role, label)?.rect().center();
            window.harness.hover_at(pos);
            window.step();
            window.find(role, label).filter(|item| !item.off && item.rect.center() == pos).map(|_| pos)
        })
    }

    /// Clicks twice at the same position, before a frame can be drawn between the clicks.
    #[track_caller]
    pub fn click_twice(&mut self, label: &str) {
        self.button(label);
        let node = self.node(Role::Button, label).unwrap();
        node.click();
        node.click();
        self.step();
    }

    /// Clicks at this position.
    pub fn click_at(&mut self, pos: Pos2) {
        self.harness.hover_at(pos);
        self.harness.drag_at(pos);
        self.harness.drop_at(pos);
        self.step();
    }

    /// Moves the pointer to this position.
    pub fn point_at(&mut self, pos: Pos2) {
        self.harness.hover_at(pos);
        self.step();
    }

    /// Clicks at this position with modifier keys held down.
    pub fn click_with(&mut self, modifiers: Modifiers, pos: Pos2) {
        let button = |pressed| Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers };
        self.harness.hover_at(pos);
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(button(true));
        self.harness.event(button(false));
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.step();
    }

    /// Turns the mouse wheel over the page until it has scrolled down by this many points, up if negative.
    pub fn scroll(&mut self, points: f32) {
        self.scroll_at(self.harness.ctx.content_rect().center(), points);
    }

    /// Turns the mouse wheel at this position.
    pub fn scroll_at(&mut self, pos: Pos2, points: f32) {
        self.harness.hover_at(pos);
        self.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        (0..6).for_each(|_| self.step());
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, files: impl IntoIterator<Item = PathBuf>) {
        let files = files.into_iter().map(|path| Arc::new(Dropped(path)) as Arc<dyn egui::DroppedFile + Send + Sync>);
        self.harness.input_mut().dropped_files.extend(files);
        self.step();
    }

    #[track_caller]
    pub fn tab(&mut self, label: &str) {
        self.click_on(Role::Tab, label);
    }

    /// Opens an instance's page from the sidebar.
    #[track_caller]
    pub fn open_instance(&mut self, name: &str) {
        let start = format!("{name}, ");
        let is_row = |item: &Item| item.role == Role::Button && item.label.starts_with(&start);
        let row = |window: &Self| window.items().into_iter().find(is_row);
        // The full name of a row changes as answers arrive, so match its beginning.
        let at = self.until_with(name, |window| {
            let before = row(window)?;
            window.node(before.role, &before.label)?.scroll_to_me();
            window.harness.run_steps(4);
            row(window).filter(|now| now.rect == before.rect).map(|now| now.rect.center())
        });
        self.click_at(at);
    }
}
