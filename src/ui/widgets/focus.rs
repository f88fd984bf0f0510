//! The focus ring: one solid ring around the focused control, drawn over everything.

use eframe::egui::{Context, CornerRadius, Id, LayerId, Order, Stroke, StrokeKind, Theme};

use crate::ui::theme::{Tokens, radius, size};

/// Draws the ring around the focused widget. Called once, after everything else is drawn.
pub fn paint_focus_ring(ctx: &Context) {
    let Some(response) = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let (rect, seen) = (response.rect, response.interact_rect);
    if !seen.is_positive() {
        return;
    }
    let reach = size::FOCUS_GAP + size::FOCUS_RING;
    let t = Tokens::of_theme(Theme::from_dark_mode(ctx.global_style().visuals.dark_mode));
    let layer = LayerId::new(Order::Tooltip, Id::unique("focus-ring"));
    // A partly scrolled-away control keeps its ring within its visible part.
    let painter = ctx.layer_painter(layer).with_clip_rect(seen.expand(reach));
    painter.rect_stroke(
        rect.expand(size::FOCUS_GAP),
        CornerRadius::same(radius::CONTROL + size::FOCUS_GAP as u8),
        Stroke::new(size::FOCUS_RING, t.accent),
        StrokeKind::Outside,
    );
}
