//! Draws a document; only its visible rows are laid out.

use std::collections::HashSet;

use eframe::egui::scroll_area::ScrollAreaOutput;
use eframe::egui::{EventFilter, Id, Key, Rect, Role, ScrollArea, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

use super::JsonDocument;
use super::job::Pen;
use super::row::{RowAct, RowLayout, raw_row_ui, tree_row_ui};
use super::rows::{TreeRows, raw_rows};
use super::search::JsonSearch;
use crate::tr;
use crate::ui::theme::{size, space};
use crate::ui::widgets::{OneStop, scroll_source};

/// The mode in which a body is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum JsonMode {
    /// Coloured, with one member per line; objects and arrays fold.
    #[default]
    Tree,
    /// The text as received.
    Raw,
}

/// View state, discarded with the view: the mode, the folded lines, the search.
#[derive(Debug, Default)]
pub struct JsonViewState {
    pub mode: JsonMode,
    pub(super) search: JsonSearch,
    /// The byte of the body to bring into view in the next frame.
    pub(super) go_to: Option<usize>,
    document: Option<u64>,
    /// The lines whose folding differs from the initial one.
    toggled: HashSet<u32>,
    rows: Option<Rows>,
    /// Scroll offset for the next frame, in points.
    scroll_to: Option<f32>,
}

impl JsonViewState {
    /// Ends the search. Returns whether there was one.
    pub fn end_search(&mut self) -> bool {
        !std::mem::take(&mut self.search).query().is_empty()
    }

    /// Forgets the folding and the rows of another document.
    fn turn_to(&mut self, document: &JsonDocument) {
        if self.document != Some(document.id()) {
            self.document = Some(document.id());
            self.toggled.clear();
            self.rows = None;
        }
    }

    /// Returns the rows for this mode and width, laid out again if either has changed. Unfolds the place to go to.
    fn take_rows(&mut self, document: &JsonDocument, is_tree: bool, columns: usize) -> Rows {
        if let Some(at) = self.go_to
            && is_tree
            && document.unfold_to(at, &mut self.toggled)
        {
            self.rows = None;
        }
        let fitting = self.rows.take_if(|rows| rows.is_tree == is_tree && rows.columns == columns);
        fitting.unwrap_or_else(|| Rows::lay(document, &self.toggled, is_tree, columns))
    }

    fn toggle(&mut self, document: &JsonDocument, rows: &mut Rows, line: u32) {
        if !self.toggled.remove(&line) {
            self.toggled.insert(line);
        }
        rows.tree.follow_toggle(document, &self.toggled, line);
    }

    /// Scrolls by the keys, where there is anything to scroll.
    fn scroll_by_keys(&mut self, ui: &Ui, id: Id, shown: &ScrollAreaOutput<()>, row: f32) {
        let last = shown.content_size.y - shown.inner_rect.height();
        if last <= 1.0 {
            return;
        }
        if let Some(step) = keyboard_scroll(ui, id, shown.inner_rect, row, shown.inner_rect.height() - row) {
            self.scroll_to = Some((shown.state.clamped_offset().y + step).clamp(0.0, last));
            ui.ctx().request_repaint();
        }
    }
}

/// The rows as last laid out, with the mode and width for which they were.
#[derive(Debug)]
struct Rows {
    is_tree: bool,
    columns: usize,
    tree: TreeRows,
    raw: Vec<u32>,
}

impl Rows {
    fn lay(document: &JsonDocument, toggled: &HashSet<u32>, is_tree: bool, columns: usize) -> Self {
        let (mut tree, mut raw) = (TreeRows::default(), Vec::new());
        if is_tree {
            tree = TreeRows::lay(document, toggled, columns);
        } else {
            raw = raw_rows(document.text(), columns);
        }
        Self { is_tree, columns, tree, raw }
    }

    fn count(&self) -> usize {
        self.tree.len().max(self.raw.len())
    }

    /// Returns the row that contains the byte `at` of the body.
    fn row_of(&self, document: &JsonDocument, at: usize) -> usize {
        if self.is_tree {
            let line = document.line_at(at) as u32;
            let first = self.tree.partition_point(|row| row.line < line);
            let within = document.characters_before(line as usize, at) as u32;
            let rows = &self.tree[first..];
            first + rows.partition_point(|row| row.line == line && row.from <= within).saturating_sub(1)
        } else {
            self.raw.partition_point(|start| *start as usize <= at).saturating_sub(1)
        }
    }
}

/// The layout follows the width in steps of this many columns, so that a large body is not laid out again for every
/// point while the window is being resized.
const COLUMN_STEP: usize = 4;

/// Draws the document, scrolling within at most `height` points. Returns a text to copy.
pub fn json_view(
    ui: &mut Ui,
    id: Id,
    document: &JsonDocument,
    state: &mut JsonViewState,
    height: f32,
) -> Option<String> {
    state.turn_to(document);
    let font = TextStyle::Monospace.resolve(ui.style());
    let column = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0')).max(1.0);
    let row_height = ui.text_style_height(&TextStyle::Monospace) + space::XS;
    let is_tree = state.mode == JsonMode::Tree && document.is_json();
    let gutter = if is_tree && document.folds() { size::ICON } else { 0.0 };
    let room = ui.available_width() - gutter - ui.spacing().scroll.allocated_width();
    let columns = ((room / column) as usize / COLUMN_STEP * COLUMN_STEP).max(COLUMN_STEP);

    let mut rows = state.take_rows(document, is_tree, columns);
    let goes = state.go_to.take();
    if let Some(at) = goes {
        let all = rows.count() as f32 * row_height;
        let top = rows.row_of(document, at) as f32 * row_height;
        let last = (all - height).max(0.0);
        state.scroll_to = Some((top - height / 2.0).clamp(0.0, last));
    }

    let pen = Pen::new(ui, state.search.places_in(document), state.search.current());
    let mut area =
        ScrollArea::vertical().id_salt(id).max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    area = area.scroll_source(scroll_source(ui, id, place));
    if let Some(offset) = state.scroll_to.take() {
        area = area.vertical_scroll_offset(offset);
    }
    let (mut act, stop) = (None, OneStop(id));
    let draw_rows = |ui: &mut Ui, range: std::ops::Range<usize>| {
        for index in range {
            let full = vec2(ui.available_width(), row_height);
            let (rect, _) = ui.allocate_exact_size(full, Sense::hover());
            let place = RowLayout { rect, gutter, column, columns, stop };
            let of_row = if is_tree {
                let (row, next) = (rows.tree[index], rows.tree.get(index + 1));
                tree_row_ui(ui, id, document, &state.toggled, &pen, &place, row, next)
            } else {
                let next = rows.raw.get(index + 1);
                raw_row_ui(ui, document, &pen, &place, rows.raw[index], next)
            };
            act = act.take().or(of_row);
        }
    };
    let shown = ui
        .scope(|ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            area.show_rows(ui, row_height, rows.count(), draw_rows)
        })
        .inner;
    stop.end(ui.ctx());
    if goes.is_some() {
        // In a low window the view itself may be scrolled away.
        ui.scroll_to_rect(shown.inner_rect, None);
    }
    state.scroll_by_keys(ui, id.with("scroll"), &shown, row_height);
    let copied = match act {
        Some(RowAct::Toggle(line)) => {
            state.toggle(document, &mut rows, line);
            ui.ctx().request_repaint();
            None
        }
        Some(RowAct::Copy(text)) => Some(text),
        None => None,
    };
    state.rows = Some(rows);
    copied
}

/// Makes the scroll area reachable by keyboard. Returns the distance that the pressed key scrolls it, in points.
fn keyboard_scroll(ui: &Ui, id: Id, rect: Rect, row: f32, page: f32) -> Option<f32> {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, tr!("json-scrolls")));
    if !response.has_focus() {
        return None;
    }
    let keeps_arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps_arrows));
    // Farther than any body reaches, yet exact enough to add to.
    let all = 1e9;
    let steps = [
        (Key::ArrowDown, row),
        (Key::ArrowUp, -row),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::End, all),
        (Key::Home, -all),
    ];
    ui.input(|input| steps.into_iter().find(|(key, _)| input.key_pressed(*key)).map(|(_, step)| step))
}
