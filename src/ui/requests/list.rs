//! The list of exchanges: one row each, opened by a click or a key. Only the visible rows are drawn.

use std::sync::Arc;

use eframe::egui::{Align2, Rect, Response, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use super::RequestsState;
use crate::green_api::Exchange;
use crate::tr;
use crate::ui::json::{status_text, status_tone};
use crate::ui::text::{bytes, clock_time, duration};
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{
    Badge, Icon, PAGE_END, VirtualRows, card, cell_ui, heading, icon_ui, line_under, paint_cell, paint_cells, table_row,
};

/// Width below which a status is shown as its number alone, in points.
const NARROW: f32 = 680.0;
/// Width below which the time and the verb are under the method, in points.
const NARROWEST: f32 = 520.0;
/// Height of a row of two lines, in points.
const TWO_LINES: f32 = 48.0;

/// Left edges of the columns whose place does not depend on the width, in points.
const VERB: f32 = 80.0;
const METHOD: f32 = 150.0;

/// Whether a row has one line or two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Two,
}

impl Lines {
    fn within(width: f32) -> Self {
        if width < NARROWEST { Self::Two } else { Self::One }
    }
}

/// Width of the number of newer exchanges, before the status, in points.
const NEWS: f32 = 90.0;

/// Positions of the other columns: left edges of left-aligned columns, right edges of right-aligned ones.
struct Columns {
    status: f32,
    duration_end: f32,
    size_end: f32,
    mark: f32,
}

impl Columns {
    fn within(width: f32) -> Self {
        // The mark that opens the row, with the scroll bar to its right.
        let mark = width - space::M - size::ICON;
        let size_end = mark - space::M;
        let duration_end = size_end - 84.0;
        let status = duration_end - if width < NARROW { 132.0 } else { 270.0 };
        Self { status, duration_end, size_end, mark }
    }
}

pub(super) fn list_ui(ui: &mut Ui, exchanges: &[&Arc<Exchange>], dropped: u64, state: &mut RequestsState) {
    card(ui, |ui| {
        if exchanges.is_empty() {
            empty_ui(ui);
        } else {
            rows_ui(ui, exchanges, dropped, state);
        }
        if dropped > 0 {
            let text = RichText::new(tr!("requests-dropped", count = dropped));
            ui.label(text.color(Tokens::of(ui).muted));
        }
    });
}

fn empty_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(space::XL);
        heading(ui, &tr!("requests-empty-title"));
        ui.label(font::running(tr!("requests-empty-text")).color(t.muted));
        ui.add_space(space::XL);
    });
}

fn rows_ui(ui: &mut Ui, all: &[&Arc<Exchange>], dropped: u64, state: &mut RequestsState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    // A newer one has a higher id. If the held ones were dropped, all are new.
    let held_back = state.held.and_then(|newest| all.iter().position(|exchange| exchange.id <= newest)).unwrap_or(0);
    let exchanges = &all[held_back..];
    heads_ui(ui, held_back);
    let below = if dropped > 0 { size::HIT } else { 0.0 };
    let height = (ui.available_height() - below - PAGE_END).max(3.0 * size::TABLE_ROW);
    let rows = VirtualRows::new("requests", exchanges.len(), height);
    let rows = match Lines::within(ui.available_width()) {
        Lines::One => rows.whole(),
        Lines::Two => VirtualRows { row: TWO_LINES, ..rows }.whole(),
    };
    let RequestsState { open, focus, cursor, held, .. } = state;
    let shown = rows.show_as_one_stop(ui, cursor, |ui, index, rect, sense| {
        let exchange = exchanges[index];
        let response = row_ui(ui, rect, exchange, sense);
        if *focus == Some(exchange.id) {
            *focus = None;
            response.request_focus();
        }
        if response.clicked() {
            *open = Some(exchange.id);
            *focus = Some(exchange.id);
        }
        response
    });
    *held = exchanges.first().filter(|_| shown.must_stay(ui)).map(|newest| newest.id);
    if held.is_none() && held_back > 0 {
        ui.ctx().request_repaint();
    }
}

/// Draws the heads of the columns. `held_back` counts the newer exchanges that are not shown yet.
fn heads_ui(ui: &mut Ui, held_back: usize) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::HIT), Sense::hover());
    let columns = Columns::within(rect.width());
    let answer = (columns.status..columns.duration_end, tr!("requests-head-answer"));
    let starts = match Lines::within(rect.width()) {
        Lines::One => vec![
            (0.0..METHOD, tr!("requests-head-time")),
            (METHOD..columns.status, tr!("requests-head-method")),
            answer,
        ],
        Lines::Two => vec![(0.0..columns.status, tr!("requests-head-method")), answer],
    };
    for (across, text) in starts {
        paint_cell(ui, rect, across, &text, font::small_strong(), Tokens::of(ui).muted);
    }
    let mut news = cell_ui(ui, rect, columns.status - NEWS..columns.status);
    if held_back > 0 {
        let text = font::styled(tr!("requests-held-back", count = held_back), font::small_strong());
        news.label(text.color(Tokens::of(&news).accent));
    }
    write_before(ui, rect, columns.duration_end, tr!("requests-head-duration"), font::small_strong());
    write_before(ui, rect, columns.size_end, tr!("requests-head-size"), font::small_strong());
    line_under(ui, rect);
}

fn row_ui(ui: &mut Ui, rect: Rect, exchange: &Exchange, sense: Sense) -> Response {
    let response = table_row(ui, rect, exchange.id, sense);
    let t = Tokens::of(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.raised);
    }
    let columns = Columns::within(rect.width());
    let (at, took) = (clock_time(exchange.at), duration(exchange.duration));
    let (verb, bytes) = (exchange.verb.as_str(), bytes(exchange.body_bytes));
    let status = status_text(exchange).unwrap_or_else(|| tr!("json-no-answer"));
    response.widget_info(|| {
        let name = format!("{at} {verb} {}: {status}, {took}, {bytes}", exchange.method);
        WidgetInfo::labeled(Role::Button, true, name)
    });

    paint_method(ui, rect, exchange, &at, columns.status);
    let shown_status = match exchange.status {
        Some(status) if rect.width() < NARROW => status.to_string(),
        _ => status,
    };
    cell_ui(ui, rect, columns.status..rect.width()).add(Badge::new(shown_status, status_tone(exchange)));
    write_before(ui, rect, columns.duration_end, took, TextStyle::Body);
    write_before(ui, rect, columns.size_end, bytes, TextStyle::Body);
    let mark = rect.left_center() + Vec2::new(columns.mark + size::ICON / 2.0, 0.0);
    icon_ui(ui, Icon::ChevronRight, Rect::from_center_size(mark, Vec2::splat(size::ICON)), t.muted);
    line_under(ui, rect);
    response
}

/// Paints the time, the verb and the method up to `end`.
fn paint_method(ui: &Ui, rect: Rect, exchange: &Exchange, at: &str, end: f32) {
    let t = Tokens::of(ui);
    let verb = exchange.verb.as_str();
    match Lines::within(rect.width()) {
        Lines::One => {
            let texts = [(at, t.muted), (verb, t.muted), (exchange.method, t.text)];
            paint_cells(ui, rect, &[0.0, VERB, METHOD, end], texts);
        }
        Lines::Two => {
            let [method, under] =
                size::CELL_LINES.map(|part| rect.translate(Vec2::new(0.0, (part - 0.5) * rect.height())));
            paint_cell(ui, method, 0.0..end, exchange.method, TextStyle::Body, t.text);
            paint_cell(ui, under, 0.0..end, &format!("{at} · {verb}"), TextStyle::Small, t.muted);
        }
    }
}

/// Paints a text that ends at `end`.
fn write_before(ui: &Ui, row: Rect, end: f32, text: String, style: TextStyle) {
    let at = row.left_center() + Vec2::new(end, 0.0);
    ui.painter().text(at, Align2::RIGHT_CENTER, text, style.resolve(ui.style()), Tokens::of(ui).muted);
}
