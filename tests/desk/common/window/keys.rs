//! The keyboard: keys, typed and pasted text, and the control that has the focus.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};

use super::Window;
use crate::common::Item;

impl Window {
    #[track_caller]
    pub fn focus_field(&mut self, label: &str) {
        let role = self.field(label).role;
        self.bring_into_view(role, label);
        self.node(role, label).unwrap().focus();
        self.step();
    }

    /// Replaces the content of a field.
    #[track_caller]
    pub fn fill(&mut self, label: &str, text: &str) {
        self.focus_field(label);
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.event(if text.is_empty() { key(Key::Delete) } else { Event::Text(text.to_owned()) });
        self.step();
    }

    /// Pastes into a field.
    #[track_caller]
    pub fn paste(&mut self, label: &str, text: &str) {
        self.focus_field(label);
        self.harness.event(Event::Paste(text.to_owned()));
        self.step();
    }

    /// Types into the control that has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.event(Event::Text(text.to_owned()));
    }

    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.step();
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step();
    }

    /// Returns the control that has the focus.
    pub fn focused(&self) -> Option<Item> {
        self.items().into_iter().find(|item| item.focused && item.role != Role::Window)
    }

    /// Whether the control with the focus is wholly in sight.
    pub fn sees_focus(&self) -> bool {
        let focused = self.ctx().memory(|memory| memory.focused()).and_then(|id| self.ctx().read_response(id));
        focused.is_none_or(|focused| focused.interact_rect.expand(1.0).contains_rect(focused.rect))
    }

    /// Takes the focus away, as another window or desktop does.
    pub fn unfocus(&mut self) {
        self.harness.input_mut().focused = false;
    }
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}
