//! The least size for which anything is laid out.

use eframe::egui::{Context, Plugin, RawInput, Rect, Vec2};

use super::theme::size;

/// A plugin that lays out a smaller window as if it had [`size::LAYOUT_LEAST`]; the window shows the upper left part.
///
/// A window manager that tiles ignores the smallest size that the program asks for. Beside and below parts of a fixed
/// size, such a window leaves less than nothing, which ends a debug build of egui.
#[derive(Debug)]
pub struct LeastSize;

impl Plugin for LeastSize {
    fn debug_name(&self) -> &'static str {
        "least size"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        let larger = |window: Rect| Rect::from_min_size(window.min, window.size().max(Vec2::from(size::LAYOUT_LEAST)));
        input.screen_rect = input.screen_rect.map(larger);
    }
}
