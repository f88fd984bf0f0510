//! The list of exchanges: one row each, opened by a click or a key. Only the visible rows are drawn.

use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Color32, FontId, Layout, Pos2, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, TextStyle,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::RequestsState;
use crate::{
    green_api::Exchange,
    tr,
    ui::{
        json::{status_text, status_tone},
        text::{bytes, clock_time, duration},
        theme::{Tokens, font, size, space},
        widgets::{Badge, Icon, card, icon_ui},
    },
};

/// Width below which a status is shown as its number alone, in points.
const NARROW: f32 = 680.0;

/// Column positions in a row: left edges of left-aligned columns, right edges of right-aligned ones.
struct Columns {
    time: f32,
    verb: f32,
    method: f32,
    status: f32,
    duration_end: f32,
    size_end: f32,
    mark: f32,
    is_narrow: bool,
}

impl Columns {
    fn within(rect: Rect) -> Self {
        let is_narrow = rect.width() < NARROW;
        // The mark that opens the row, with the scroll bar to its right.
        let mark = rect.right() - space::M - size::ICON;
        let size_end = mark - space::M;
        let duration_end = size_end - 84.0;
        Self {
            time: rect.left(),
            verb: rect.left() + 80.0,
            method: rect.left() + 150.0,
            status: duration_end - if is_narrow { 132.0 } else { 270.0 },
            duration_end,
            size_end,
            mark,
            is_narrow,
        }
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
        ui.label(font::styled(tr!("requests-empty-title"), font::subtitle()));
        ui.label(RichText::new(tr!("requests-empty-text")).color(t.muted));
        ui.add_space(space::XL);
    });
}

fn rows_ui(ui: &mut Ui, exchanges: &[&Arc<Exchange>], dropped: u64, state: &mut RequestsState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    heads_ui(ui);
    let line_under = if dropped > 0 { size::HIT } else { 0.0 };
    let height = (ui.available_height() - line_under).max(3.0 * size::TABLE_ROW);
    ScrollArea::vertical().id_salt("requests").max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        size::TABLE_ROW,
        exchanges.len(),
        |ui, range| {
            for exchange in &exchanges[range] {
                let response = row_ui(ui, exchange);
                if state.focus == Some(exchange.id) {
                    state.focus = None;
                    response.request_focus();
                }
                if response.clicked() {
                    state.open = Some(exchange.id);
                    state.focus = Some(exchange.id);
                }
            }
        },
    );
}

fn heads_ui(ui: &mut Ui) {
    let full = vec2(ui.available_width(), size::HIT);
    let (rect, _) = ui.allocate_exact_size(full, Sense::hover());
    let columns = Columns::within(rect);
    let font = font::small_strong().resolve(ui.style());
    let muted = Tokens::of(ui).muted;
    let starts = [
        (columns.time, tr!("requests-head-time")),
        (columns.method, tr!("requests-head-method")),
        (columns.status, tr!("requests-head-answer")),
    ];
    let ends = [(columns.duration_end, tr!("requests-head-duration")), (columns.size_end, tr!("requests-head-size"))];
    for (x, text) in starts {
        write(ui, pos2(x, rect.center().y), Align2::LEFT_CENTER, text, &font, muted);
    }
    for (x, text) in ends {
        write(ui, pos2(x, rect.center().y), Align2::RIGHT_CENTER, text, &font, muted);
    }
    line_under(ui, rect);
}

fn row_ui(ui: &mut Ui, exchange: &Exchange) -> Response {
    let full = vec2(ui.available_width(), size::TABLE_ROW);
    let (rect, _) = ui.allocate_exact_size(full, Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(exchange.id), Sense::click());
    let t = Tokens::of(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.raised);
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    let columns = Columns::within(rect);
    let y = rect.center().y;
    let body = TextStyle::Body.resolve(ui.style());
    let (at, took) = (clock_time(exchange.at), duration(exchange.duration));
    let (verb, size) = (exchange.verb.as_str(), bytes(exchange.body_bytes));
    let status = status_text(exchange).unwrap_or_else(|| tr!("json-no-answer"));
    response.widget_info(|| {
        let name = format!("{at} {verb} {}: {status}, {took}, {size}", exchange.method);
        WidgetInfo::labeled(Role::Button, true, name)
    });

    let start = Align2::LEFT_CENTER;
    write(ui, pos2(columns.time, y), start, at, &body, t.muted);
    write(ui, pos2(columns.verb, y), start, verb, &body, t.muted);
    write(ui, pos2(columns.method, y), start, exchange.method, &body, t.text);
    let shown_status = match exchange.status {
        Some(status) if columns.is_narrow => status.to_string(),
        _ => status,
    };
    let cell = UiBuilder::new().max_rect(rect.with_min_x(columns.status)).layout(Layout::left_to_right(Align::Center));
    ui.new_child(cell).add(Badge::new(shown_status, status_tone(exchange)));
    let end = Align2::RIGHT_CENTER;
    write(ui, pos2(columns.duration_end, y), end, took, &body, t.muted);
    write(ui, pos2(columns.size_end, y), end, size, &body, t.muted);
    let mark = Vec2::splat(size::ICON);
    let mark = Rect::from_min_size(pos2(columns.mark, y - mark.y / 2.0), mark);
    icon_ui(ui, Icon::ChevronRight, mark, t.muted);
    line_under(ui, rect);
    response
}

fn write(ui: &Ui, at: Pos2, align: Align2, text: impl ToString, font: &FontId, colour: Color32) {
    ui.painter().text(at, align, text, font.clone(), colour);
}

fn line_under(ui: &Ui, rect: Rect) {
    let border = Tokens::of(ui).border;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, border));
}
