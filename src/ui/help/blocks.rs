//! Draws the blocks of the guide. A paragraph is one text, which is selected and read out as a whole; a paragraph with
//! links alternates texts and links.

use std::ops::Range;

use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Label, Response, RichText, Ui, Vec2};

use super::guide::{Paragraph, TextKind};
use super::search::GuideSearch;
use crate::ui::theme::{Tokens, font, space};

/// Width reserved for the number or the dot of an item.
const MARK: f32 = 24.0;

/// Draws a heading that assistive technology recognizes and can jump to.
pub fn heading_ui(ui: &mut Ui, text: &str, block: usize, search: &GuideSearch) -> Response {
    let mut job = LayoutJob::default();
    let font_id = font::subtitle().resolve(ui.style());
    let format = TextFormat { font_id, color: Tokens::of(ui).text, ..TextFormat::default() };
    append(ui, &mut job, text, 0..text.len(), &format, block, search);
    let response = ui.add(Label::new(job).wrap().selectable(true));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(2);
        node.set_label(text);
    });
    response
}

/// Draws a paragraph. Returns the target of a clicked link.
pub fn paragraph_ui(ui: &mut Ui, paragraph: &Paragraph, block: usize, search: &GuideSearch) -> Option<String> {
    if paragraph.depth == 0 {
        return words_ui(ui, paragraph, block, search);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space((paragraph.depth - 1) as f32 * MARK);
        let left = ui.cursor().left();
        if let Some(mark) = &paragraph.mark {
            ui.label(font::running(mark).color(Tokens::of(ui).muted));
        }
        ui.add_space((left + MARK - ui.cursor().left()).max(space::XS));
        ui.vertical(|ui| words_ui(ui, paragraph, block, search)).inner
    })
    .inner
}

fn words_ui(ui: &mut Ui, paragraph: &Paragraph, block: usize, search: &GuideSearch) -> Option<String> {
    let has_links = paragraph.runs.iter().any(|run| matches!(run.kind, TextKind::Link(_)));
    if !has_links {
        let mut job = LayoutJob::default();
        for run in &paragraph.runs {
            let format = format(ui, &run.kind);
            append(ui, &mut job, &paragraph.text, run.within.clone(), &format, block, search);
        }
        ui.add(Label::new(job).wrap().selectable(true));
        return None;
    }
    let mut goes = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        // A row of controls is higher, and its words would be lower than the number of the item.
        ui.set_row_height(font::LINE);
        for run in &paragraph.runs {
            match &run.kind {
                TextKind::Link(to) => {
                    let text = paragraph.text.get(run.within.clone()).unwrap_or_default();
                    if ui.link(RichText::new(text).line_height(Some(font::LINE))).clicked() {
                        goes = Some(to.clone());
                    }
                }
                kind => {
                    let mut job = LayoutJob::default();
                    let format = format(ui, kind);
                    append(ui, &mut job, &paragraph.text, run.within.clone(), &format, block, search);
                    ui.add(Label::new(job).wrap().selectable(true));
                }
            }
        }
    });
    goes
}

fn format(ui: &Ui, kind: &TextKind) -> TextFormat {
    use eframe::egui::TextStyle;
    let style = match kind {
        TextKind::Plain | TextKind::Link(_) => TextStyle::Body,
        TextKind::Strong => font::strong(),
        TextKind::Code => TextStyle::Monospace,
    };
    let font_id = style.resolve(ui.style());
    TextFormat { font_id, color: Tokens::of(ui).text, line_height: Some(font::LINE), ..TextFormat::default() }
}

/// Appends a part of a block's text, with the search matches in it marked.
fn append(
    ui: &Ui,
    job: &mut LayoutJob,
    text: &str,
    within: Range<usize>,
    format: &TextFormat,
    block: usize,
    search: &GuideSearch,
) {
    let t = Tokens::of(ui);
    let mut at = within.start;
    let mut write = |part: Range<usize>, colours: Option<(Color32, Color32)>| {
        let (color, background) = colours.unwrap_or((format.color, Color32::TRANSPARENT));
        let part = text.get(part).unwrap_or_default();
        if !part.is_empty() {
            job.append(part, 0.0, TextFormat { color, background, ..format.clone() });
        }
    };
    for (place, is_current) in search.places_in(block) {
        let from = place.within.start.clamp(at, within.end);
        let to = place.within.end.clamp(at, within.end);
        write(at..from, None);
        write(from..to, Some(if is_current { (t.on_accent, t.accent) } else { (t.text, t.warning_soft) }));
        at = to;
    }
    write(at..within.end, None);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::Shape;
    use egui_kittest::Harness;

    use super::*;
    use crate::ui::help::guide::{Block, read};

    #[test]
    fn the_number_the_words_and_the_links_of_an_item_are_on_one_line() {
        let blocks = read("1. Press\n2. See [there](#two) again\n");
        let mut harness = Harness::builder()
            .with_size(Vec2::new(400.0, 200.0))
            .with_context_setup(crate::ui::theme::apply)
            .build_ui(|ui| {
                for (place, block) in blocks.iter().enumerate() {
                    if let Block::Text(paragraph) = block {
                        paragraph_ui(ui, paragraph, place, &GuideSearch::default());
                    }
                }
            });
        harness.run();
        let baselines: Vec<(String, f32)> = harness
            .output()
            .shapes
            .iter()
            .filter_map(|clipped| match &clipped.shape {
                Shape::Text(text) => Some(text),
                _ => None,
            })
            .map(|text| {
                let row = text.galley.rows.iter().find(|row| !row.glyphs.is_empty()).unwrap();
                (text.galley.text().to_owned(), text.pos.y + row.pos.y + row.glyphs.first().unwrap().pos.y)
            })
            .collect();
        let line = |words: &str| baselines.iter().find(|(text, _)| text.trim() == words).expect(words).1.round();
        assert_eq!(line("1."), line("Press"));
        for words in ["See", "there", "again"] {
            assert_eq!(line("2."), line(words), "{words}: {baselines:?}");
        }
    }
}
