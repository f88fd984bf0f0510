//! The parts of a table: the names of its columns, its rows and their cells. See [`super::VirtualRows`] for which rows
//! are drawn.

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;

use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Frame, Layout, Margin, Rect, Response, Sense, Stroke, TextStyle,
    TextWrapMode, Ui, UiBuilder, Vec2, WidgetText,
};

use super::paint_box;
use crate::ui::theme::{Tokens, font, radius, size, space};

/// Margin around a table in its card, in points.
pub const TABLE_MARGIN: f32 = space::S;

/// Draws the card around a table that fills the rest of its page.
pub fn table_card(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(TABLE_MARGIN as i8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui);
        });
}

/// Draws the head. `edges` returns the left edges of the columns for the width of the table.
pub fn table_head<const N: usize>(
    ui: &mut Ui,
    edges: impl Fn(f32) -> [f32; N],
    names: impl IntoIterator<Item = String>,
) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::HIT), Sense::hover());
    let font = font::small_strong().resolve(ui.style());
    let edges = edges(rect.width());
    let ends = edges.into_iter().skip(1).chain([rect.width()]);
    for ((x, end), name) in edges.into_iter().zip(ends).zip(names) {
        let at = rect.left_center() + Vec2::new(x, -3.0);
        // A long name does not touch the next one.
        let cell = rect.with_min_x(rect.left() + x).with_max_x(rect.left() + end - space::XS);
        ui.painter().with_clip_rect(cell.intersect(ui.clip_rect())).text(
            at,
            Align2::LEFT_CENTER,
            name,
            font.clone(),
            t.muted,
        );
    }
    line_under(ui, rect);
}

/// Returns the response of a row. `sense`: whether Tab reaches it.
pub fn table_row(ui: &Ui, rect: Rect, key: impl Hash + Debug, sense: Sense) -> Response {
    ui.interact(rect, ui.scope_id().with(key), sense)
}

/// Paints the ground of a row of a message that is open or under the pointer.
pub fn paint_raised(ui: &Ui, row: Rect) {
    ui.painter().rect_filled(row.shrink2(Vec2::new(0.0, 1.0)), 4.0, Tokens::of(ui).raised);
}

/// Paints the text of a cell, truncated where there is no room. `across` is the cell's distance from the row's left
/// edge.
pub fn paint_cell(ui: &Ui, row: Rect, across: Range<f32>, text: &str, style: TextStyle, colour: Color32) {
    let room = (across.end - across.start - space::S).max(8.0);
    let text = WidgetText::from(text);
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), room, style);
    let at = row.left_center() + Vec2::new(across.start, -galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, colour);
}

/// Paints texts, each between its edge and the next.
pub fn paint_cells<'a>(ui: &Ui, row: Rect, edges: &[f32], cells: impl IntoIterator<Item = (&'a str, Color32)>) {
    for (edges, (text, colour)) in edges.windows(2).zip(cells) {
        paint_cell(ui, row, edges[0]..edges[1], text, TextStyle::Body, colour);
    }
}

/// Returns the ui of a cell that holds a widget.
pub fn cell_ui(ui: &mut Ui, row: Rect, across: Range<f32>) -> Ui {
    let cell = Rect::from_x_y_ranges(row.left() + across.start..=row.left() + across.end, row.y_range());
    ui.new_child(UiBuilder::new().max_rect(cell).layout(Layout::left_to_right(Align::Center)))
}

/// Paints the checkbox of a row, `left` points from its left edge.
pub fn paint_tick(ui: &Ui, row: Rect, left: f32, checked: bool) {
    let center = row.left_center() + Vec2::new(left + size::ICON / 2.0, 0.0);
    paint_box(ui, Rect::from_center_size(center, Vec2::splat(size::ICON)), checked);
}

/// Paints the line that separates a row from the next one.
pub fn line_under(ui: &Ui, row: Rect) {
    let t = Tokens::of(ui);
    ui.painter().hline(row.x_range(), row.bottom() - 0.5, Stroke::new(1.0, t.border));
}
