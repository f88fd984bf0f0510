//! A run that archives many chats: its progress, the reason for a pause, its results, and earlier runs.

mod card;
pub mod labels;
mod past;
mod results;
mod unfinished;

pub use card::run_ui;
pub use past::past_ui;
pub use results::{result_columns, result_rows};
pub use unfinished::unfinished_ui;

use eframe::egui::{Rect, Ui, Vec2};

use crate::model::Instance;
use crate::store::ArchiveRunId;
use crate::ui::steady::LastInput;

/// View state kept between frames.
#[derive(Debug, Default)]
pub struct RunView {
    /// Whether the list of earlier runs is open.
    past_open: bool,
    /// The run that was last brought into view.
    brought: Option<ArchiveRunId>,
    /// Height of its card when it was last drawn.
    height: f32,
    /// Whether the card is kept in view as it grows: until the user scrolls away from it.
    kept: bool,
}

impl RunView {
    /// Brings the card into view when a run begins or is opened by the user, and keeps it in view as it grows.
    pub fn bring_into_view(&mut self, ui: &Ui, instance: &Instance, card: Rect) {
        let current = instance.chats.runs.current.as_ref();
        let shown = current.filter(|current| current.is_running() || self.past_open).map(|current| current.run.id);
        let is_new = shown.is_some() && shown != self.brought;
        // The control that the pointer may be about to press stays under it.
        let is_aimed = LastInput::of(ui.ctx()) == LastInput::Moved && ui.rect_contains_pointer(ui.clip_rect());
        let grows = card.height() > self.height && !is_aimed;
        if grows || card.height() < self.height {
            self.height = card.height();
        }
        if is_new {
            self.brought = shown;
            self.kept = true;
        } else if ui.input(|input| input.smooth_scroll_delta() != Vec2::ZERO) {
            self.kept = ui.clip_rect().contains_rect(card);
        }
        if is_new || self.kept && grows {
            ui.scroll_to_rect(card, None);
        }
    }
}
