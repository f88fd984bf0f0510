//! Headings, which assistive technology recognizes and can jump to.

use eframe::egui::{Response, RichText, Role, Sense, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText};

use super::landing;
use crate::ui::theme::{Tokens, font};

/// Draws the title of a page on one line, cut off where the room ends. The focus lands on it.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let response = draw(ui, text, font::title(), TextWrapMode::Truncate, 1);
    landing(ui.ctx(), response.id);
    response
}

/// Draws the title of a page that is nothing but a form.
pub fn large_title(ui: &mut Ui, text: &str) -> Response {
    let words = font::styled(text, font::title()).size(24.0);
    let response = draw_words(ui, text, words, TextWrapMode::Truncate, 1);
    landing(ui.ctx(), response.id);
    response
}

/// Draws the heading of a part of a page, or of a question.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    draw(ui, text, font::subtitle(), TextWrapMode::Wrap, 2)
}

/// Draws the heading of a card that has no larger text.
pub fn card_heading(ui: &mut Ui, text: &str) -> Response {
    draw(ui, text, font::strong(), TextWrapMode::Wrap, 2)
}

fn draw(ui: &mut Ui, text: &str, style: TextStyle, wrap: TextWrapMode, level: usize) -> Response {
    draw_words(ui, text, font::styled(text, style), wrap, level)
}

fn draw_words(ui: &mut Ui, text: &str, words: RichText, wrap: TextWrapMode, level: usize) -> Response {
    // Not a Label: egui would underline a focused one like a link.
    let galley = WidgetText::from(words).into_galley(ui, Some(wrap), ui.available_width(), TextStyle::Body);
    // Tab passes a heading by, unless the focus has landed on it.
    let has_focus = ui.memory(|memory| memory.has_focus(ui.next_auto_id()));
    let sense = if has_focus { Sense::focusable_noninteractive() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(galley.size(), sense);
    let is_cut = galley.elided;
    ui.painter().galley(rect.min, galley, Tokens::of(ui).text);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_level(level));
    if is_cut { response.on_hover_text(text) } else { response }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;

    #[test]
    fn headings_are_headings_with_their_level() {
        let draw = |ui: &mut Ui| {
            title(ui, "A page");
            large_title(ui, "A form");
            heading(ui, "A part of it");
            card_heading(ui, "A card");
        };
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui(draw);
        harness.run();
        for (words, level) in [("A page", 1), ("A form", 1), ("A part of it", 2), ("A card", 2)] {
            let heading = harness.get_by_role_and_label(Role::Heading, words);
            assert_eq!(heading.accesskit_node().level(), Some(level), "{words}");
        }
    }
}
