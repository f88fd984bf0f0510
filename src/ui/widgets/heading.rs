//! Headings, which assistive technology recognizes and can jump to.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{FontId, Galley, Response, Role, Sense, TextStyle, Ui, WidgetInfo};

use super::{Sight, landing, name_galley};
use crate::ui::theme::{Tokens, font};

/// Maximum number of lines of a title: a long name in it must not fill the window.
const TITLE_LINES: usize = 3;

/// Draws the title of a page. The focus lands on it.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let style = font::title().resolve(ui.style());
    title_in(ui, text, style)
}

/// Draws the title of a page that is nothing but a form.
pub fn large_title(ui: &mut Ui, text: &str) -> Response {
    let style = FontId { size: 24.0, ..font::title().resolve(ui.style()) };
    title_in(ui, text, style)
}

fn title_in(ui: &mut Ui, text: &str, style: FontId) -> Response {
    let (galley, sight) = wrapped(ui, text, style, TITLE_LINES);
    let response = draw(ui, text, galley, sight, 1);
    landing(ui.ctx(), response.id);
    response
}

/// Draws the name of an instance as the title of its page, on one line. The focus lands on it.
pub fn name_title(ui: &mut Ui, name: &str) -> Response {
    let style = font::title().resolve(ui.style());
    let (galley, sight) = name_galley(ui, name, style, Tokens::of(ui).text, ui.available_width());
    let response = draw(ui, name, galley, sight, 1);
    landing(ui.ctx(), response.id);
    response
}

/// Draws the heading of a part of a page, or of a question.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    part_heading(ui, text, font::subtitle())
}

/// Draws the heading of a card that has no larger text.
pub fn card_heading(ui: &mut Ui, text: &str) -> Response {
    part_heading(ui, text, font::strong())
}

fn part_heading(ui: &mut Ui, text: &str, style: TextStyle) -> Response {
    let (galley, sight) = wrapped(ui, text, style.resolve(ui.style()), usize::MAX);
    draw(ui, text, galley, sight, 2)
}

/// Lays a text out in at most `lines` lines, cut off at the end of the last one.
fn wrapped(ui: &Ui, text: &str, style: FontId, lines: usize) -> (Arc<Galley>, Sight) {
    let mut job = LayoutJob::simple(text.to_owned(), style, Tokens::of(ui).text, ui.available_width());
    job.wrap.max_rows = lines;
    let galley = ui.painter().layout_job(job);
    let sight = if galley.elided { Sight::Partial } else { Sight::Whole };
    (galley, sight)
}

fn draw(ui: &mut Ui, text: &str, galley: Arc<Galley>, sight: Sight, level: usize) -> Response {
    // Not a Label: egui would underline a focused one like a link.
    // Tab passes a heading by, unless the focus has landed on it.
    let has_focus = ui.memory(|memory| memory.has_focus(ui.next_auto_id()));
    let sense = if has_focus { Sense::focusable_noninteractive() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(galley.size(), sense);
    ui.painter().galley(rect.min, galley, Tokens::of(ui).text);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_level(level));
    match sight {
        Sight::Whole => response,
        Sight::Partial => response.on_hover_text(text),
    }
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
