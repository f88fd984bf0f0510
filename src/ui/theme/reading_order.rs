//! Right-to-left scripts. egui shapes each word correctly but places words from left to right in every script, so a name
//! of two Arabic words would read backwards.
//!
//! The words are moved in what is painted, after every view has drawn: a text itself stays in the order in which it was
//! written, for screen readers, the clipboard and searches, and no view can forget it.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use eframe::egui::accesskit::{Node, Role, TextPosition, TextSelection, TreeUpdate};
use eframe::egui::epaint::text::{Galley, PlacedRow, Row};
use eframe::egui::{Context, FullOutput, Plugin, Rect, Shape};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// A plugin that paints every text in visual order, except in the field that has the focus: egui places its cursor in
/// the order in which the text is written.
#[derive(Default)]
pub(super) struct ReadingOrder {
    /// The texts of the last frame that were reordered, by the address of the galley in egui's own cache: that galley,
    /// which keeps the address taken, and the painted one.
    painted: HashMap<usize, [Arc<Galley>; 2]>,
}

impl Plugin for ReadingOrder {
    fn debug_name(&self) -> &'static str {
        "reading order"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let edited = output.platform_output.ime.as_ref().map_or(Rect::NOTHING, |ime| ime.rect.expand(1.0));
        let before = mem::take(&mut self.painted);
        for clipped in &mut output.shapes {
            self.reorder(&mut clipped.shape, edited, &before);
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            tell_as_written(update);
        }
    }
}

impl ReadingOrder {
    fn reorder(&mut self, shape: &mut Shape, edited: Rect, before: &HashMap<usize, [Arc<Galley>; 2]>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.reorder(shape, edited, before)),
            Shape::Text(text) if text.galley.text().chars().any(is_right_to_left) => {
                if edited.intersects(text.visual_bounding_rect()) {
                    return;
                }
                let key = Arc::as_ptr(&text.galley).addr();
                let pair = before.get(&key).cloned().unwrap_or_else(|| {
                    let mut painted = Galley::clone(&text.galley);
                    reorder(&mut painted);
                    [text.galley.clone(), Arc::new(painted)]
                });
                text.galley = pair[1].clone();
                self.painted.insert(key, pair);
            }
            _ => {}
        }
    }
}

/// Whether a character belongs to a right-to-left script, or joins or separates letters of one.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || matches!(character, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a character may be in the middle of a word of a right-to-left script without belonging to the script.
fn joins(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

fn reorder(galley: &mut Galley) {
    let pixels = galley.pixels_per_point;
    for rows in galley.rows.split_inclusive_mut(|row| row.ends_with_newline) {
        reorder_paragraph(rows, pixels);
    }
}

fn reorder_paragraph(rows: &mut [PlacedRow], pixels: f32) {
    let orders: Vec<Vec<usize>> = rows.iter().map(|row| glyphs_as_written(row)).collect();
    let letters = rows.iter().zip(&orders).flat_map(|(row, order)| order.iter().map(|&at| row.glyphs[at].chr));
    let isolated = Isolated::new(letters);
    let bidi = BidiInfo::new(&isolated.text, None);
    let Some(paragraph) = bidi.paragraphs.first().filter(|_| bidi.has_rtl()) else { return };
    let mut places = isolated.places.as_slice();
    for (row, order) in rows.iter_mut().zip(orders) {
        let (of_row, rest) = places.split_at(order.len());
        places = rest;
        let (Some(&first), Some(&last)) = (of_row.first(), of_row.last()) else { continue };
        let end = last + isolated.text[last..].chars().next().map_or(0, char::len_utf8);
        let levels = bidi.reordered_levels(paragraph, first..end);
        let levels: Vec<Level> = of_row.iter().map(|&place| levels[place]).collect();
        let row = Arc::make_mut(&mut row.row);
        for (&at, _) in order.iter().zip(&levels).filter(|(_, level)| level.is_rtl()) {
            mirror(row, at);
        }
        let visual: Vec<usize> = BidiInfo::reorder_visual(&levels).into_iter().map(|index| order[index]).collect();
        place(row, &visual, pixels);
    }
}

/// Returns the places of letters in the order in which they are written. egui has them as they are painted, so a word of
/// a right-to-left script is backwards, and it repeats the letters of such a word after it, without a width.
fn as_written(letters: &[(char, f32)]) -> Vec<usize> {
    let is_letter = |at: usize| matches!(bidi_class(letters[at].0), BidiClass::R | BidiClass::AL);
    let is_of_word = |at: &usize| is_right_to_left(letters[*at].0) || joins(letters[*at].0);
    let mut order: Vec<usize> = (0..letters.len()).filter(|&at| letters[at].1 != 0.0 || !is_letter(at)).collect();
    for word in order.chunk_by_mut(|one, next| is_of_word(one) && is_of_word(next)) {
        // A number in Arabic digits is no word.
        if word.iter().any(|&at| is_letter(at)) {
            word.reverse();
        }
    }
    order
}

fn glyphs_as_written(row: &Row) -> Vec<usize> {
    let letters: Vec<(char, f32)> = row.glyphs.iter().map(|glyph| (glyph.chr, glyph.advance_width)).collect();
    as_written(&letters)
}

/// Puts the letters of the text runs into the order in which they are written, for assistive technology.
fn tell_as_written(update: &mut TreeUpdate) {
    let mut lengths = HashMap::new();
    for (id, node) in update.nodes.iter_mut().filter(|(_, node)| node.role() == Role::TextRun) {
        if let Some(length) = tell_run_as_written(node) {
            lengths.insert(*id, length);
        }
    }
    let within = |position: TextPosition| {
        let most = lengths.get(&position.node).copied().unwrap_or(usize::MAX);
        TextPosition { character_index: position.character_index.min(most), ..position }
    };
    for (_, node) in update.nodes.iter_mut().filter(|_| !lengths.is_empty()) {
        if let Some(&TextSelection { anchor, focus }) = node.text_selection() {
            node.set_text_selection(TextSelection { anchor: within(anchor), focus: within(focus) });
        }
    }
}

/// Returns the new number of characters of a run that had to be changed.
fn tell_run_as_written(run: &mut Node) -> Option<usize> {
    let text = run.value().filter(|text| text.chars().any(is_right_to_left))?;
    let (widths, positions) = (run.character_widths()?, run.character_positions()?);
    let letters: Vec<(char, f32)> = text.chars().zip(widths.iter().copied()).collect();
    let order = as_written(&letters);
    let text: Vec<char> = order.iter().map(|&at| letters[at].0).collect();
    let widths: Vec<f32> = order.iter().map(|&at| letters[at].1).collect();
    let positions: Vec<f32> = order.iter().filter_map(|&at| positions.get(at).copied()).collect();
    let starts = (1..text.len()).filter(|&at| text[at].is_alphanumeric() && !text[at - 1].is_alphanumeric());
    run.set_word_starts(starts.filter_map(|at| u8::try_from(at).ok()).collect::<Vec<u8>>());
    run.set_character_lengths(text.iter().map(|letter| letter.len_utf8() as u8).collect::<Vec<u8>>());
    run.set_character_widths(widths);
    run.set_character_positions(positions);
    run.set_value(text.iter().collect::<String>());
    Some(text.len())
}

/// A paragraph with each name in it isolated from the sentence around it: what is between quotation marks, and the
/// parts between middle dots. The interface runs from left to right, even where a sentence begins with such a name.
struct Isolated {
    text: String,
    /// The place of each character of the paragraph in `text`, in bytes.
    places: Vec<usize>,
}

impl Isolated {
    fn new(letters: impl Iterator<Item = char>) -> Self {
        const FIRST_STRONG_ISOLATE: char = '\u{2068}';
        const POP_ISOLATE: char = '\u{2069}';
        let mut isolated = Self { text: String::new(), places: Vec::new() };
        let letters: Vec<char> = letters.collect();
        let is_dot = |at: usize| letters.get(at..at + 3) == Some(&[' ', '·', ' ']);
        if (0..letters.len()).any(is_dot) {
            isolated.text.push(FIRST_STRONG_ISOLATE);
        }
        let mut quotes = 0_usize;
        for (at, &letter) in letters.iter().enumerate() {
            let is_end = matches!(letter, '”' | '»') && quotes > 0;
            if is_end || quotes == 0 && is_dot(at) {
                isolated.text.push(POP_ISOLATE);
            }
            isolated.places.push(isolated.text.len());
            isolated.text.push(without_commands(letter));
            let is_start = matches!(letter, '“' | '«');
            if is_start || quotes == 0 && at >= 2 && is_dot(at - 2) {
                isolated.text.push(FIRST_STRONG_ISOLATE);
            }
            quotes = quotes + usize::from(is_start) - usize::from(is_end);
        }
        isolated
    }
}

/// Replaces a character that ends a paragraph or commands a direction: a name must not turn the sentence around it.
fn without_commands(letter: char) -> char {
    match letter {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{200b}',
        '\r' | '\n' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}' => ' ',
        _ => letter,
    }
}

/// Turns a bracket around, as it has to be in a right-to-left script.
fn mirror(row: &mut Row, at: usize) {
    let glyph = &row.glyphs[at];
    if !"()[]{}<>«»‹›".contains(glyph.chr) || glyph.uv_rect.is_nothing() {
        return;
    }
    let first = glyph.first_vertex as usize;
    // The corners of a glyph are left top, right top, left bottom and right bottom.
    if let Some([left_top, right_top, left_bottom, right_bottom]) = row.visuals.mesh.vertices.get_mut(first..first + 4)
    {
        mem::swap(&mut left_top.uv, &mut right_top.uv);
        mem::swap(&mut left_bottom.uv, &mut right_bottom.uv);
    }
}

/// Moves the glyphs of a row so that they are in this order from left to right.
fn place(row: &mut Row, visual: &[usize], pixels: f32) {
    let starts = starts(row);
    let mut x = starts[0];
    for block in visual.chunk_by(|one, next| *next == one + 1) {
        let (first, end) = (block[0], block[block.len() - 1] + 1);
        let shift = ((x - starts[first]) * pixels).round() / pixels;
        x += starts[end] - starts[first];
        for &at in block {
            let glyph = &mut row.glyphs[at];
            glyph.pos.x += shift;
            let corners = glyph.first_vertex as usize..glyph.first_vertex as usize + 4;
            if !glyph.uv_rect.is_nothing()
                && let Some(corners) = row.visuals.mesh.vertices.get_mut(corners)
            {
                corners.iter_mut().for_each(|corner| corner.pos.x += shift);
            }
        }
    }
}

/// Returns where each glyph begins, and where the last one ends. A mark begins where its letter does.
fn starts(row: &Row) -> Vec<f32> {
    let glyphs = &row.glyphs;
    let end = glyphs.iter().map(|glyph| glyph.max_x()).fold(f32::NEG_INFINITY, f32::max);
    let mut starts = vec![end; glyphs.len() + 1];
    for (at, glyph) in glyphs.iter().enumerate().rev() {
        starts[at] = if glyph.advance_width > 0.0 { glyph.pos.x } else { starts[at + 1] };
    }
    starts
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
    use eframe::egui::{FontData, FontFamily, Id, Label, RichText, Ui};
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    use proptest::prelude::*;

    use super::*;
    use crate::ui::widgets::Field;

    fn harness(draw: impl FnMut(&mut Ui) + 'static) -> Harness<'static> {
        let setup = |ctx: &Context| {
            crate::ui::theme::apply(ctx);
            let boxes = FontData::from_static(include_bytes!("../../../tests/fonts/right_to_left.ttf"));
            let family = InsertFontFamily { family: FontFamily::Proportional, priority: FontPriority::Lowest };
            ctx.add_font(FontInsert::new("boxes", boxes, vec![family]));
        };
        Harness::builder().with_size([300.0, 100.0]).with_context_setup(setup).allow_missing_glyphs().build_ui(draw)
    }

    /// Returns the rows of every painted text, as an eye reads them from left to right.
    fn rows(harness: &Harness<'_>) -> Vec<String> {
        let mut rows = Vec::new();
        for clipped in &harness.output().shapes {
            let Shape::Text(text) = &clipped.shape else { continue };
            for row in &text.galley.rows {
                let mut glyphs = row.glyphs.clone();
                glyphs.retain(|glyph| glyph.advance_width > 0.0);
                glyphs.sort_by(|one, other| one.pos.x.total_cmp(&other.pos.x));
                rows.push(glyphs.into_iter().map(|glyph| glyph.chr).collect::<String>());
            }
        }
        rows
    }

    /// Returns what is painted of a text; fails if a screen reader gets anything else than the text.
    #[track_caller]
    fn painted(text: &'static str) -> Vec<String> {
        let mut harness = harness(move |ui| {
            ui.add(Label::new(RichText::new(text)).wrap());
        });
        harness.run();
        harness.get_by_label(text);
        rows(&harness)
    }

    fn backwards(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn words_of_right_to_left_scripts_run_from_the_right() {
        for name in ["مطعم الورد", "שלום עולם", "مطعم (الورد)"] {
            assert_eq!(painted(name), [backwards(name)]);
        }
    }

    #[test]
    fn numbers_and_latin_words_keep_their_own_order() {
        let [restaurant, rose] = ["مطعم", "الورد"].map(backwards);
        assert_eq!(painted("مطعم الورد 12 Main Street"), [format!("Main Street 12 {rose} {restaurant}")]);
        assert_eq!(painted("VIP مطعم الورد 5"), [format!("VIP 5 {rose} {restaurant}")]);
    }

    #[test]
    fn a_sentence_of_the_interface_runs_from_left_to_right_around_a_name() {
        let name = backwards("שלום עולם");
        assert_eq!(painted("“שלום עולם”: 5 messages wait"), [format!("“{name}”: 5 messages wait")]);
        assert_eq!(painted("Очистить «שלום עולם» (5)?"), [format!("Очистить «{name}» (5)?")]);
        assert_eq!(painted("שלום עולם · 7103"), [format!("{name} · 7103")]);
    }

    #[test]
    fn a_name_cannot_turn_the_sentence_around_it() {
        assert_eq!(painted("“\u{202e}שלום” waits"), [format!("“{}” waits", backwards("שלום"))]);
    }

    #[test]
    fn each_row_and_each_paragraph_has_its_own_order() {
        let [one, other] = ["שלום שלום שלום שלום שלום שלום שלום שלום שלום", "VIP"];
        let rows = painted("שלום שלום שלום שלום שלום שלום שלום שלום שלום\nVIP עולם");
        assert!(rows.len() > 2, "{rows:?}");
        assert_eq!(rows.last().map(String::as_str), Some(format!("{other} {}", backwards("עולם")).as_str()));
        let wrapped: String = rows[..rows.len() - 1].concat();
        assert_eq!(wrapped.replace(' ', ""), backwards(one).replace(' ', ""));
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["Ирина Соколова", "Hello, world!", "Очистить «Продажи»?", "a · b"] {
            assert_eq!(painted(text), [text]);
        }
    }

    #[test]
    fn a_screen_reader_gets_a_selectable_text_as_it_is_written() {
        let text = "Name: שלום עולם (5)";
        let mut harness = harness(move |ui| {
            ui.add(Label::new(text).selectable(true));
        });
        harness.run();
        harness.get_by_label(text);
        let run = harness.get_by_role(Role::TextRun);
        assert_eq!(run.accesskit_node().data().value(), Some(text));
    }

    #[test]
    fn letters_are_painted_side_by_side() {
        let mut harness = harness(|ui| {
            ui.label("מטעם: VIP (5) שלום עולם");
        });
        harness.run();
        let shapes = &harness.output().shapes;
        let text =
            shapes.iter().find_map(|clipped| if let Shape::Text(text) = &clipped.shape { Some(text) } else { None });
        let row = &text.expect("a text").galley.rows[0];
        let mut glyphs = row.glyphs.clone();
        glyphs.retain(|glyph| glyph.advance_width > 0.0);
        glyphs.sort_by(|one, other| one.pos.x.total_cmp(&other.pos.x));
        for pair in glyphs.windows(2) {
            assert!((pair[0].max_x() - pair[1].pos.x).abs() <= 1.0, "{pair:?}");
        }
        // What is painted is where the letter is.
        for glyph in glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
            let corner = row.visuals.mesh.vertices[glyph.first_vertex as usize].pos;
            assert!((corner.x - glyph.pos.x - glyph.uv_rect.offset.x).abs() <= 1.0, "{glyph:?} at {corner:?}");
        }
    }

    #[test]
    fn the_field_that_has_the_focus_shows_its_text_as_it_is_written() {
        let mut text = "שלום עולם".to_owned();
        let mut harness = harness(move |ui| {
            Field::bare("Name", Id::unique("name")).show(ui, &mut text);
        });
        harness.run();
        assert_eq!(rows(&harness)[0], backwards("שלום עולם"));
        harness.get_by_role(Role::TextInput).focus();
        harness.run();
        assert_eq!(rows(&harness)[0], format!("{} {}", backwards("שלום"), backwards("עולם")));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_letter_is_lost_or_painted_twice(text in "[a-zא-ת0-9مطع +().«»·\u{202e}]{0,24}") {
            let shown = text.clone();
            let mut harness = harness(move |ui| {
                ui.label(&shown);
            });
            harness.run();
            let mut painted: Vec<char> = rows(&harness).concat().chars().filter(|letter| letter.is_alphanumeric()).collect();
            let mut all: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            painted.sort_unstable();
            all.sort_unstable();
            prop_assert_eq!(painted, all);
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let mut harness = harness(move |ui| {
                ui.label(&text);
            });
            harness.run();
        }
    }
}
