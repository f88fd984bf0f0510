//! Rows with something at their end.

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, Vec2, pos2};

/// Draws a row of this height: `end` at its right edge, and `start` in the room that is left of it. In this order, so
/// that Tab and a screen reader go from left to right too.
pub fn row_with_end<S, E>(
    ui: &mut Ui,
    height: f32,
    start: impl FnOnce(&mut Ui) -> S,
    end: impl FnOnce(&mut Ui) -> E,
) -> (S, E) {
    let (id, gap) = (ui.unique_id().with(ui.next_auto_id()), ui.spacing().item_spacing.x);
    let place = Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), height));
    // The width of the end is known from the previous pass; the first pass is drawn again.
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let known_width = known.unwrap_or(0.0);
    let split = place.right() - known_width;
    let room = if known_width > 0.0 { split - gap } else { split };
    let mut part = |name: &str, from: f32, to: f32| {
        let part = Rect::from_min_max(pos2(from, place.top()), pos2(to.max(from), place.bottom()));
        let layout = Layout::left_to_right(Align::Center);
        ui.new_child(UiBuilder::new().max_rect(part).layout(layout).scope_id(id.with(name)))
    };
    let mut left = part("start", place.left(), room);
    let started = start(&mut left);
    let mut right = part("end", split, place.right());
    let ended = end(&mut right);
    let drawn = right.min_rect();
    // Wider than the row in the first pass, which must not widen the page.
    let bottom = place.bottom().max(left.min_rect().bottom()).max(drawn.bottom());
    ui.advance_cursor_after_rect(place.with_max_y(bottom));
    let width = if drawn.width() > 0.0 { drawn.right() - split } else { 0.0 };
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("the end of a row changed its width");
    }
    (started, ended)
}

/// Begins a new row in a wrapped layout if this one has no room for a part of this width.
pub fn break_row(ui: &mut Ui, width: f32) {
    let is_first = ui.cursor().left() <= ui.max_rect().left();
    if !is_first && width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme;
    use crate::ui::widgets::ActButton;

    #[test]
    fn the_end_of_a_row_is_at_its_right_edge_and_comes_last() {
        let mut harness =
            Harness::builder().with_size([400.0, 100.0]).with_context_setup(theme::apply).build_ui(|ui| {
                let width = ui.available_width();
                row_with_end(
                    ui,
                    theme::size::CONTROL,
                    |ui| ui.add(ActButton::plain("first")),
                    |ui| {
                        ui.add(ActButton::plain("second"));
                        ui.add(ActButton::plain("third"))
                    },
                );
                assert_eq!(ui.available_width(), width);
            });
        harness.run();
        let rect = |name: &str| harness.get_by_label(name).rect();
        assert!(rect("first").right() < rect("second").left());
        assert!(rect("second").right() < rect("third").left());
        let edge = harness.ctx.content_rect().right();
        assert!((0.0..=16.0).contains(&(edge - rect("third").right())), "{:?}", rect("third"));
    }
}
