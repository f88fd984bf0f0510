//! Turns the pieces of a row into coloured text.

use std::ops::Range;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, TextStyle, Ui};

use super::pretty::{Piece, PieceKind};
use super::rows::columns_of;
use crate::ui::theme::Tokens;

/// Colours, font and marked matches for writing rows.
pub(super) struct Pen<'a> {
    tokens: &'static Tokens,
    font: FontId,
    /// The matches, in order, in bytes of the body.
    found: &'a [Range<usize>],
    /// The current one of the matches.
    current: Option<&'a Range<usize>>,
}

impl<'a> Pen<'a> {
    pub fn new(ui: &Ui, found: &'a [Range<usize>], current: usize) -> Self {
        Self {
            tokens: Tokens::of(ui),
            font: TextStyle::Monospace.resolve(ui.style()),
            found,
            current: found.get(current),
        }
    }

    /// Returns the text of the pieces' characters in the range `within`.
    pub fn write(&self, pieces: &[Piece<'_>], within: Range<usize>) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = f32::INFINITY;
        let mut passed = 0;
        for piece in pieces {
            let count = piece.text.chars().count();
            let from = within.start.clamp(passed, passed + count) - passed;
            let to = within.end.clamp(passed, passed + count) - passed;
            passed += count;
            if from < to {
                let (from, to) = (byte_of(&piece.text, from), byte_of(&piece.text, to));
                self.piece(&mut job, piece, from..to);
            }
        }
        job
    }

    fn piece(&self, job: &mut LayoutJob, piece: &Piece<'_>, part: Range<usize>) {
        let colour = self.colour(piece.kind);
        let Some(source) = &piece.source else {
            self.append(job, &piece.text[part], colour, None);
            return;
        };
        let mut at = part.start;
        let first = self.found.partition_point(|f| f.end <= source.start + at);
        for found in &self.found[first..] {
            let start = found.start.saturating_sub(source.start).clamp(at, part.end);
            let end = found.end.saturating_sub(source.start).clamp(at, part.end);
            if start == part.end {
                break;
            }
            self.append(job, &piece.text[at..start], colour, None);
            self.append(job, &piece.text[start..end], colour, Some(found));
            at = end;
        }
        self.append(job, &piece.text[at..part.end], colour, None);
    }

    fn append(&self, job: &mut LayoutJob, text: &str, colour: Color32, found: Option<&Range<usize>>) {
        if text.is_empty() {
            return;
        }
        let t = self.tokens;
        let (color, background) = match found {
            None => (colour, Color32::TRANSPARENT),
            Some(found) if Some(found) == self.current => (t.on_accent, t.accent),
            Some(_) => (t.text, t.warning_soft),
        };
        let format = TextFormat { font_id: self.font.clone(), color, background, ..TextFormat::default() };
        // A row stays one row, even if the body contains control characters.
        let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        job.append(&shown, 0.0, format);
    }

    fn colour(&self, kind: PieceKind) -> Color32 {
        let t = self.tokens;
        match kind {
            PieceKind::Key => t.info,
            PieceKind::String => t.accent,
            PieceKind::Number | PieceKind::Literal => t.warning,
            PieceKind::Punctuation | PieceKind::Plain => t.text,
            PieceKind::Added => t.muted,
        }
    }
}

/// Returns where the character with this number begins, in bytes.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// Returns how many characters of the pieces fit into `columns` with room left for `…`; `None` if all of them fit.
pub(super) fn fitting(pieces: &[Piece<'_>], columns: usize) -> Option<usize> {
    let mut used = 0;
    let mut fit = 0;
    for character in super::rows::characters(pieces) {
        used += columns_of(character);
        if used > columns {
            return Some(fit);
        }
        if used < columns {
            fit += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::json::JsonDocument;
    use eframe::egui;

    #[test]
    fn found_places_are_marked_across_pieces_and_rows_are_parts() {
        egui::__run_test_ui(|ui| {
            let document = JsonDocument::parse(r#"{"name":"Анна"}"#);
            let found = document.find(r#"e":"а"#);
            let pieces = document.pieces(1);
            let pen = Pen::new(ui, &found, 0);
            let job = pen.write(&pieces, 0..usize::MAX);
            assert_eq!(job.text, r#""name": "Анна""#);
            let marked: String = job
                .sections
                .iter()
                .filter(|section| section.format.background != Color32::TRANSPARENT)
                .map(|section| &job.text[section.byte_range.start.0..section.byte_range.end.0])
                .collect();
            assert_eq!(marked, r#"e":"А"#);
            assert_eq!(pen.write(&pieces, 9..12).text, "Анн");
        });
    }

    #[test]
    fn a_summary_is_cut_with_room_for_the_mark() {
        let document = JsonDocument::parse(r#"{"a":1,"b":2}"#);
        let summary = document.summary(0, 100);
        assert_eq!(fitting(&summary, 18), None);
        assert_eq!(fitting(&summary, 17), Some(16));
    }
}
