//! The head of a table: the names of the columns, with a line under them.

use eframe::egui::{Align2, Sense, Stroke, Ui, Vec2};

use crate::ui::theme::{Tokens, font, size};

/// Draws the head. `columns` returns the left edge and the name of each column for the width of the table.
pub fn table_head<const N: usize>(ui: &mut Ui, columns: impl FnOnce(f32) -> [(f32, String); N]) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::HIT), Sense::hover());
    let font = font::small_strong().resolve(ui.style());
    for (x, name) in columns(rect.width()) {
        let at = rect.left_center() + Vec2::new(x, -3.0);
        ui.painter().text(at, Align2::LEFT_CENTER, name, font.clone(), t.muted);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.border));
}
