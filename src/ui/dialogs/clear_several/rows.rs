//! The queues as a table, of which only the visible rows are drawn.

use eframe::egui::{
    CornerRadius, Frame, Id, Margin, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, vec2,
};

use super::words::{RowWords, has_detail, is_left_out};
use crate::model::{Action, ClearSeveral, Instance, Model, Page, SeveralStage, Tab};
use crate::tr;
use crate::ui::instance_options::paint_colour;
use crate::ui::theme::{Tokens, font, radius, size, space};
use crate::ui::widgets::{Badge, RowCursor, VirtualRows, cell_ui, line_under, name_galley, paint_cell};

/// Share of the height of the window that the rows take at most; less in the question, which has more below them.
const HEIGHT: f32 = 0.34;
const HEIGHT_IN_QUESTION: f32 = 0.28;
/// Width below which a row has two lines, in points.
const NARROW: f32 = 480.0;
/// Shares of the width where the messages and the status begin.
const MESSAGES: f32 = 0.42;
const STATUS: f32 = 0.65;
/// Where the second line of a row begins, as a part of its height.
const SECOND_LINE: f32 = 0.52;
/// Share of the width that the name takes at most in front of the id.
const NAME: f32 = 0.26;

/// Draws the queues, those that are left out last. A click on one opens its page once all have ended.
pub fn rows_ui(ui: &mut Ui, model: &Model, several: &ClearSeveral, cursor: &mut RowCursor, actions: &mut Vec<Action>) {
    let mut shown: Vec<_> = several.rows.iter().filter_map(|row| Some((row, model.instance(row.key)?))).collect();
    shown.sort_by_key(|(row, instance)| is_left_out(several, row, instance));
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.raised).stroke(Stroke::new(1.0, t.border));
    let margin = Margin::symmetric(space::S as i8, space::XS as i8);
    frame.corner_radius(CornerRadius::same(radius::CARD)).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let is_tall =
            ui.available_width() < NARROW || shown.iter().any(|(row, instance)| has_detail(several, row, instance));
        let row = if is_tall { size::TALL_ROW } else { size::TABLE_ROW };
        let height = if several.stage() == SeveralStage::Question { HEIGHT_IN_QUESTION } else { HEIGHT };
        let rows = VirtualRows::new("clear-several-rows", shown.len(), height * ui.ctx().content_rect().height());
        let rows = VirtualRows { row, ..rows };
        cursor.index = cursor.index.min(shown.len().saturating_sub(1));
        let rows = VirtualRows { target: cursor.goes_there.then_some(cursor.index), ..rows };
        let (page, ended) = (rows.page(), several.stage() == SeveralStage::Ended);
        rows.show(ui, |ui, index, rect| {
            let Some((row, instance)) = shown.get(index) else { return };
            let words = RowWords::of(several, row, instance);
            let is_at_cursor = index == cursor.index;
            let response = row_ui(ui, rect, instance, &words, is_at_cursor, ended);
            if ended && response.clicked() {
                actions.push(Action::CloseDialog);
                actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
            }
            if index + 1 < shown.len() {
                line_under(ui, rect);
            }
            if is_at_cursor {
                cursor.keys_ui(ui, &response, shown.len(), page);
            }
        });
    });
}

/// Draws a row. Only the one at the cursor can be reached by Tab; the arrows lead to the others.
fn row_ui(ui: &mut Ui, rect: Rect, instance: &Instance, words: &RowWords, is_at_cursor: bool, opens: bool) -> Response {
    let t = Tokens::of(ui);
    let sense = if is_at_cursor { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, ui.scope_id().with(Id::unique(("clear-several", instance.key))), sense);
    if opens && response.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.surface);
    }
    paint_colour(ui, rect.shrink2(vec2(0.0, space::S)), &instance.record.options);
    cells_ui(ui, rect.shrink2(vec2(space::S, 0.0)), instance, words);
    let label = label(instance, words);
    let role = if opens { Role::Link } else { Role::ListItem };
    response.widget_info(|| WidgetInfo::labeled(role, true, &label));
    if opens {
        response.on_hover_text(tr!("clear-several-open-queue"))
    } else if words.is_left_out {
        response.on_hover_text(words.left_out_line())
    } else {
        response
    }
}

/// Draws the cells of a row, in one line or two.
fn cells_ui(ui: &mut Ui, rect: Rect, instance: &Instance, words: &RowWords) {
    if rect.width() < NARROW {
        return narrow_cells_ui(ui, rect, instance, words);
    }
    let t = Tokens::of(ui);
    let messages = MESSAGES * rect.width();
    if words.is_left_out {
        name_ui(ui, rect, instance, messages);
        return paint_cell(ui, rect, messages..rect.width(), &words.left_out_line(), TextStyle::Body, t.muted);
    }
    let (upper, lower) =
        if words.detail.is_empty() { (rect, rect) } else { rect.split_top_bottom_at_fraction(SECOND_LINE) };
    let badge = Badge::new(&words.status, words.tone);
    let status = (rect.width() - badge.width(ui) - 1.0).min(STATUS * rect.width());
    name_ui(ui, upper, instance, messages);
    paint_cell(ui, upper, messages..status, &words.messages, TextStyle::Body, t.text);
    cell_ui(ui, upper, status..rect.width()).add(badge);
    if !words.detail.is_empty() {
        paint_cell(ui, lower, 0.0..rect.width(), &words.detail, TextStyle::Small, t.muted);
    }
}

fn narrow_cells_ui(ui: &mut Ui, rect: Rect, instance: &Instance, words: &RowWords) {
    let t = Tokens::of(ui);
    let (upper, lower) = rect.split_top_bottom_at_fraction(SECOND_LINE);
    if words.is_left_out {
        name_ui(ui, upper, instance, rect.width());
        return paint_cell(ui, lower, 0.0..rect.width(), &words.left_out_line(), TextStyle::Small, t.muted);
    }
    let badge = Badge::new(&words.status, words.tone);
    let status = rect.width() - badge.width(ui) - 1.0;
    name_ui(ui, upper, instance, status - space::S);
    cell_ui(ui, upper, status..rect.width()).add(badge);
    let line = [words.messages.as_str(), &words.detail];
    let line = line.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    paint_cell(ui, lower, 0.0..rect.width(), &line, TextStyle::Small, t.muted);
}

/// Paints the name, without its middle where that leaves no room for the id.
fn name_ui(ui: &Ui, rect: Rect, instance: &Instance, end: f32) {
    let t = Tokens::of(ui);
    let id = instance.id().as_str();
    let id_width = font::text_width(ui, id, TextStyle::Monospace) + space::S;
    let name_width = font::text_width(ui, &instance.record.name, font::strong()) + space::S + 1.0;
    let name_end = name_width.min((end - id_width).max(NAME * rect.width()));
    let strong = font::strong().resolve(ui.style());
    let (name, _) = name_galley(ui, &instance.record.name, strong, t.text, name_end - space::S);
    ui.painter().galley(rect.left_center() - vec2(0.0, name.size().y / 2.0), name, t.text);
    paint_cell(ui, rect, name_end..end, id, TextStyle::Monospace, t.muted);
}

/// Returns the whole row in words, for assistive technology.
fn label(instance: &Instance, words: &RowWords) -> String {
    let parts = [instance.record.name.as_str(), instance.id().as_str(), &words.messages, &words.status, &words.detail];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
