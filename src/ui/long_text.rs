//! A long text in parts, of which only the visible ones are drawn: a screen reader gets each letter of what is drawn.

use std::ops::Range;

use eframe::egui::{Label, TextStyle, Ui};

use super::message_cells::full_text;
use super::widgets::{RowHeights, keyed};
use crate::green_api::{QueuedMessage, redact};

/// Letters up to which a text is drawn as one.
const SHORT: usize = 2_000;

/// Lines of a part.
const LINES: usize = 20;

/// Maximum characters shown of a message. No message is longer (green-api.com/en/docs/api/sending/SendMessage), and
/// laying out millions of letters would freeze the window.
const MAX_TEXT: usize = 20_000;

/// A text, and where its parts begin at the width at which it was drawn.
#[derive(Debug)]
pub struct LongText {
    text: String,
    width: f32,
    /// In bytes.
    parts: Vec<Range<usize>>,
    heights: RowHeights,
}

impl LongText {
    /// Creates the whole text of a message, redacted.
    pub fn of_message(message: &QueuedMessage) -> Self {
        let text: String = full_text(message).chars().take(MAX_TEXT).collect();
        Self::new(redact::all(&text))
    }

    fn new(text: String) -> Self {
        Self { text, width: 0.0, parts: Vec::new(), heights: RowHeights::default() }
    }

    pub fn show(&mut self, ui: &mut Ui) {
        if self.text.len() <= SHORT {
            ui.add(Label::new(&self.text).wrap().selectable(true));
            return;
        }
        let width = ui.available_width();
        if self.width != width {
            self.width = width;
            self.parts = parts(&self.text, &line_lengths(ui, &self.text, width));
        }
        let usual = LINES as f32 * ui.text_style_height(&TextStyle::Body);
        let Self { text, parts, heights, .. } = self;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            heights.show(ui, parts.len(), usual, |ui, index| {
                let part = text[parts[index].clone()].trim_end_matches('\n');
                keyed(ui, index, |ui| ui.add(Label::new(part).wrap().selectable(true)));
            });
        });
    }
}

/// Returns the number of characters in each line of a text of this width.
fn line_lengths(ui: &Ui, text: &str, width: f32) -> Vec<usize> {
    let font = TextStyle::Body.resolve(ui.style());
    let colour = ui.visuals().text_color();
    let galley = ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, colour, width));
    galley.rows.iter().map(|row| row.char_count_including_newline().0).collect()
}

/// Cuts a text between its lines.
fn parts(text: &str, lines: &[usize]) -> Vec<Range<usize>> {
    let mut rest = text.char_indices();
    let mut start = 0;
    let cut = lines.chunks(LINES).map(|lines| {
        let end = rest
            .nth(lines.iter().sum::<usize>().saturating_sub(1))
            .map_or(text.len(), |(at, last)| at + last.len_utf8());
        std::mem::replace(&mut start, end)..end
    });
    cut.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_lines_and_whole() {
        let text = "жук\n".repeat(50);
        let found = parts(&text, &[4; 50]);
        assert_eq!(found, [0..140, 140..280, 280..350]);
        for (text, letters) in [("ab", 2), ("", 0)] {
            assert!(parts(text, &[letters]).into_iter().eq(std::iter::once(0..letters)), "{text:?}");
        }
    }
}
