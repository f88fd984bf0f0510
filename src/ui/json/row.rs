//! One row of a document.

use std::borrow::Cow;
use std::collections::HashSet;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Button, Id, Label, Layout, Rect, Response, Role, Ui, UiBuilder, WidgetInfo};

use super::JsonDocument;
use super::job::{Pen, fitting};
use super::pretty::{Piece, PieceKind, added};
use super::rows::{INDENT_COLUMNS, TreeRow, columns_at, indent, is_folded};
use crate::green_api::without_lone_surrogates;
use crate::tr;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Icon, OneStop, icon_ui};

/// Position of a row, and width of a character.
pub(super) struct RowLayout {
    pub rect: Rect,
    /// Width reserved for the fold mark.
    pub gutter: f32,
    pub column: f32,
    pub columns: usize,
    /// The rows that fold.
    pub stop: OneStop,
}

pub(super) enum RowAct {
    /// Fold or unfold the object or array that this line opens.
    Toggle(u32),
    Copy(String),
}

/// An unfolded array with more items than this shows their number.
const FEW_ITEMS: u32 = 10;

#[expect(clippy::too_many_arguments, reason = "one row, one call")]
pub(super) fn tree_row_ui(
    ui: &mut Ui,
    id: Id,
    document: &JsonDocument,
    toggled: &HashSet<u32>,
    pen: &Pen<'_>,
    place: &RowLayout,
    row: TreeRow,
    next: Option<&TreeRow>,
) -> Option<RowAct> {
    let line = row.line as usize;
    let found = document.lines.get(line)?;
    let left = place.gutter + (indent(found.depth) * INDENT_COLUMNS) as f32 * place.column;
    let text_rect = place.rect.with_min_x(place.rect.left() + left);
    let opens = found.closes_at > row.line;
    let job = if is_folded(document, toggled, line) {
        folded_job(document, pen, line, columns_at(found.depth, place.columns))
    } else {
        let to = next.filter(|next| next.line == row.line).map_or(usize::MAX, |next| next.from as usize);
        let mut pieces = document.pieces(line);
        if opens && to == usize::MAX && found.count > FEW_ITEMS {
            pieces.push(items_piece(" ", found.count, ""));
        }
        pen.write(&pieces, row.from as usize..to)
    };
    let mut act = None;
    let response = if opens && row.from == 0 {
        let response = fold_ui(ui, id.with(row.line), place, left, job, !is_folded(document, toggled, line));
        if response.clicked() {
            act = Some(RowAct::Toggle(row.line));
        }
        response
    } else {
        text_ui(ui, text_rect, job)
    };
    act.or_else(|| copy_menu(&response, || value_text(document.value_source(line))))
}

pub(super) fn raw_row_ui(
    ui: &mut Ui,
    document: &JsonDocument,
    pen: &Pen<'_>,
    place: &RowLayout,
    start: u32,
    next: Option<&u32>,
) -> Option<RowAct> {
    let start = start as usize;
    let end = next.map_or(document.text().len(), |next| *next as usize);
    let text = document.text().get(start..end)?.trim_end_matches(['\r', '\n']);
    let piece = Piece { kind: PieceKind::Plain, text: Cow::Borrowed(text), source: Some(start..start + text.len()) };
    let response = text_ui(ui, place.rect, pen.write(&[piece], 0..usize::MAX));
    copy_menu(&response, || text.to_owned())
}

/// Returns the text of a folded line: as much of its content as there is room for, or the number of its items.
fn folded_job(document: &JsonDocument, pen: &Pen<'_>, line: usize, columns: usize) -> LayoutJob {
    let found = &document.lines[line];
    let is_array = document.value_source(line).starts_with('[');
    if is_array && found.count > FEW_ITEMS {
        let mut pieces = document.pieces(line);
        pieces.push(items_piece(" ", found.count, " "));
        pieces.extend(document.pieces(found.closes_at as usize));
        return pen.write(&pieces, 0..usize::MAX);
    }
    let mut pieces = document.summary(line, columns);
    match fitting(&pieces, columns) {
        None => pen.write(&pieces, 0..usize::MAX),
        Some(fit) => {
            let mut job = pen.write(&pieces, 0..fit);
            pieces.clear();
            let rest = pen.write(&[added("…")], 0..1);
            if let Some(section) = rest.sections.first() {
                job.append(&rest.text, 0.0, section.format.clone());
            }
            job
        }
    }
}

fn items_piece(before: &str, count: u32, after: &str) -> Piece<'static> {
    added(format!("{before}{}{after}", tr!("json-items", count = count)))
}

/// Draws a row that folds or unfolds its content when it is clicked anywhere in its width.
fn fold_ui(ui: &mut Ui, id: Id, place: &RowLayout, left: f32, job: LayoutJob, is_open: bool) -> Response {
    let response = ui.interact(place.rect, id, place.stop.sense(ui, id));
    place.stop.add(ui, &response, false);
    let t = Tokens::of(ui);
    if response.hovered() {
        ui.painter().rect_filled(place.rect, 0.0, t.raised);
    }
    if response.gained_focus() {
        ui.scroll_to_rect(place.rect, None);
    }
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let mark = Rect::from_min_max(
        place.rect.left_top() + eframe::egui::vec2(left - place.gutter, 0.0),
        place.rect.left_bottom() + eframe::egui::vec2(left, 0.0),
    );
    icon_ui(ui, icon, mark.shrink(2.0), t.muted);
    let name = job.text.clone();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = place.rect.center().y - galley.size().y / 2.0;
    let at = eframe::egui::pos2(place.rect.left() + left, top);
    ui.painter().galley(at, galley, t.text);
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(is_open));
    response
}

/// Draws text that can be selected and copied.
fn text_ui(ui: &mut Ui, rect: Rect, job: LayoutJob) -> Response {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    // The room is already allocated, so the row's own ui must not allocate more.
    ui.new_child(builder).add(Label::new(job).extend().selectable(true))
}

fn copy_menu(response: &Response, text: impl FnOnce() -> String) -> Option<RowAct> {
    let mut act = None;
    response.context_menu(|ui| {
        if ui.add(Button::new(tr!("json-copy-value"))).clicked() {
            act = Some(RowAct::Copy(text()));
            ui.close();
        }
    });
    act
}

/// Returns a string's text without quotes and escapes; everything else unchanged.
fn value_text(source: &str) -> String {
    serde_json::from_str(&without_lone_surrogates(source)).unwrap_or_else(|_| source.to_owned())
}

#[cfg(test)]
mod tests {
    use super::value_text;

    #[test]
    fn a_text_is_copied_without_escapes_and_half_an_emoji_as_a_mark() {
        assert_eq!(value_text(r#""Lena \ud83d\n\"x\" \ud83d\ude00""#), "Lena \u{fffd}\n\"x\" \u{1f600}");
        assert_eq!(value_text(r#"{"a": 1.0}"#), r#"{"a": 1.0}"#);
    }
}
