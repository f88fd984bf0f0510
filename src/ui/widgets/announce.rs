//! Announcements by assistive technology.

use eframe::egui::accesskit::Live;
use eframe::egui::{Response, Ui};

/// Lets a screen reader read this text when it appears or changes, once it has said what it is saying.
pub fn announce(ui: &Ui, text: &Response) {
    ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(Live::Polite));
}
