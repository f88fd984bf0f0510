//! The heading of a step, on which the keyboard focus lands when a step removes its controls.

use eframe::egui::Ui;

use crate::ui::widgets::{heading, landing};

/// Draws the heading of a step.
pub fn heading_ui(ui: &mut Ui, text: String) {
    let heading = heading(ui, &text);
    landing(ui.ctx(), heading.id);
}
