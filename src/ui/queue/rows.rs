//! The list of waiting messages. Only the visible rows are laid out; one row can be open.

use eframe::egui::{
    Label, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, TextWrapMode, Ui, UiBuilder, Vec2,
    WidgetInfo, WidgetText,
};

use serde_json::Value;

use crate::{
    green_api::{QueuedMessage, redact},
    model::{Action, Instance},
    tr,
    ui::{
        json::{JsonDocument, JsonViewState, json_view},
        labels, text,
        theme::{Tokens, size, space},
        widgets::{Icon, link, menu_item, row_menu, table_head},
    },
};

/// The open row, and the height of its details as last drawn.
#[derive(Debug, Default)]
pub struct RowsState {
    open: Option<Open>,
    details_height: f32,
}

/// The message of the open row. Its JSON is parsed once.
#[derive(Debug)]
struct Open {
    index: usize,
    raw: Value,
    json: JsonDocument,
    view: JsonViewState,
}

impl Open {
    fn new(index: usize, message: &QueuedMessage) -> Self {
        Self {
            index,
            raw: message.raw.clone(),
            json: JsonDocument::parse(&redact::all(&pretty(message))),
            view: JsonViewState::default(),
        }
    }
}

/// Rows shown before the list scrolls.
const ROWS_SEEN: f32 = 8.0;

/// Maximum height that an open row adds to the list, in points.
const MAX_DETAILS: f32 = 420.0;

/// Height beyond which the JSON of an open row scrolls, in points.
const MAX_JSON: f32 = 220.0;

/// Maximum characters shown of a message. No message is longer (green-api.com/en/docs/api/sending/SendMessage), and
/// laying out millions of letters would freeze the window.
const MAX_TEXT: usize = 20_000;

/// Left edges of the columns, and the right edge of the table.
struct Columns {
    number: f32,
    kind: f32,
    to: f32,
    content: f32,
    end: f32,
}

impl Columns {
    fn within(width: f32) -> Self {
        if width < 620.0 {
            Self { number: 22.0, kind: 58.0, to: 130.0, content: 280.0, end: width }
        } else {
            Self { number: 22.0, kind: 62.0, to: 148.0, content: 340.0, end: width }
        }
    }
}

pub fn rows_ui(ui: &mut Ui, instance: &Instance, messages: &[QueuedMessage], state: &mut RowsState) -> Vec<Action> {
    let mut actions = Vec::new();
    // After a refresh, another message may have this index.
    state.open.take_if(|open| messages.get(open.index).is_none_or(|message| message.raw != open.raw));
    ui.spacing_mut().item_spacing.y = 0.0;
    head_ui(ui);
    let row = size::TABLE_ROW;
    let details = if state.open.is_some() { state.details_height } else { 0.0 };
    let total = messages.len() as f32 * row + details;
    let height = (ROWS_SEEN * row + details.min(MAX_DETAILS)).min(total);
    ScrollArea::vertical()
        .id_salt(("queue-rows", instance.key))
        .max_height(height)
        // The page scrolls too, so the remaining height of the window does not limit the list.
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show_viewport(ui, |ui, seen| {
            ui.set_height(total);
            // Returns the offset of a row, including the details under an open row above it.
            let opened = state.open.as_ref().map(|open| open.index);
            let place = |index: usize| {
                let below = opened.is_some_and(|open| index > open);
                index as f32 * row + if below { details } else { 0.0 }
            };
            let first = messages.len().min(((seen.top() - details).max(0.0) / row) as usize);
            for (index, message) in messages.iter().enumerate().skip(first) {
                let y = place(index);
                if y > seen.bottom() {
                    break;
                }
                let width = ui.available_width();
                let rect = Rect::from_min_size(ui.max_rect().left_top() + Vec2::new(0.0, y), Vec2::new(width, row));
                let open = opened == Some(index);
                let response = row_ui(ui, rect, index, message, instance, open, &mut actions);
                if response.clicked() {
                    state.open = if open { None } else { Some(Open::new(index, message)) };
                }
                if let Some(open) = state.open.as_mut().filter(|open| open.index == index) {
                    let rect = Rect::from_min_size(rect.left_bottom(), Vec2::new(width, details.max(40.0)));
                    let height = details_ui(ui, rect, message, instance, open, &mut actions);
                    if (height - state.details_height).abs() > 0.5 {
                        state.details_height = height;
                        ui.ctx().request_repaint();
                    }
                }
            }
        });
    actions
}

fn head_ui(ui: &mut Ui) {
    table_head(ui, |width| {
        let columns = Columns::within(width);
        [
            (columns.number, tr!("queue-column-number")),
            (columns.kind, tr!("queue-column-kind")),
            (columns.to, tr!("queue-column-to")),
            (columns.content, tr!("queue-column-content")),
        ]
    });
}

fn line_under(ui: &Ui, rect: Rect) {
    let t = Tokens::of(ui);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.border));
}

fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    index: usize,
    message: &QueuedMessage,
    instance: &Instance,
    open: bool,
    actions: &mut Vec<Action>,
) -> Response {
    let t = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(index), Sense::click());
    if response.hovered() || open {
        ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 1.0)), 4.0, t.raised);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let number = text::number(index as i64 + 1);
    let kind = labels::kind_word(&message.kind);
    let to = labels::recipient(message, instance.messenger());
    let content = labels::content(message);
    let note = note(message, instance);
    let columns = Columns::within(rect.width());
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    let mark = Rect::from_center_size(rect.left_center() + Vec2::new(8.0, 0.0), Vec2::splat(12.0));
    icon.paint(ui.painter(), mark, t.faint);
    let note_width = note_ui(ui, rect, &note);
    let cell = |from: f32, to: f32, text: &str, colour| {
        let galley = WidgetText::from(text::on_a_line(text)).into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            (to - from - space::S).max(8.0),
            TextStyle::Body,
        );
        let at = rect.left_center() + Vec2::new(from, -galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, colour);
    };
    cell(columns.number, columns.kind, &number, t.muted);
    cell(columns.kind, columns.to, &kind, t.muted);
    cell(columns.to, columns.content, &to, t.text);
    cell(columns.content, columns.end - note_width, &content, t.text);
    if !open {
        line_under(ui, rect);
    }
    let name = format!("{number}. {kind}, {to}: {content}");
    let name = if note.is_empty() { name } else { format!("{name}. {note}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &name));
    let copied = |text: String, actions: &mut Vec<Action>| actions.push(Action::Copy(text));
    row_menu(&response, |ui| {
        if menu_item(ui, tr!("queue-copy-content")) {
            copied(full_text(message), actions);
        }
        if let Some(chat) = message.chat_id()
            && menu_item(ui, tr!("queue-copy-chat"))
        {
            copied(chat.to_owned(), actions);
        }
        if menu_item(ui, tr!("queue-copy-row")) {
            copied(format!("{number}\t{kind}\t{to}\t{content}"), actions);
        }
        if menu_item(ui, tr!("queue-copy-json")) {
            copied(pretty(message), actions);
        }
    });
    response
}

/// Returns the notes on a message: that it blocks the queue, and how often it is listed.
fn note(message: &QueuedMessage, instance: &Instance) -> String {
    let blocks = instance.blocking_message().is_some_and(|first| first.ids == message.ids);
    let blocks = blocks.then(|| tr!("queue-note-blocking"));
    blocks.into_iter().chain(labels::repeated(message)).collect::<Vec<_>>().join(" · ")
}

/// Paints a note at the end of a row. Returns the width it takes.
fn note_ui(ui: &Ui, rect: Rect, note: &str) -> f32 {
    if note.is_empty() {
        return 0.0;
    }
    let t = Tokens::of(ui);
    let most = rect.width() / 3.0;
    let galley = WidgetText::from(note).into_galley(ui, Some(TextWrapMode::Truncate), most, TextStyle::Small);
    let size = galley.size();
    let at = rect.right_center() - Vec2::new(size.x + space::S, size.y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, t.warning);
    size.x + space::L
}

/// Draws the whole message and its JSON. Returns the height used.
fn details_ui(
    ui: &mut Ui,
    rect: Rect,
    message: &QueuedMessage,
    instance: &Instance,
    open: &mut Open,
    actions: &mut Vec<Action>,
) -> f32 {
    let t = Tokens::of(ui);
    let columns = Columns::within(rect.width());
    let inner = Rect::from_min_max(
        rect.min + Vec2::new(columns.kind, space::S),
        rect.right_top() + Vec2::new(-space::S, f32::INFINITY),
    );
    let used = ui
        .scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            let text: String = full_text(message).chars().take(MAX_TEXT).collect();
            ui.add(Label::new(redact::all(&text)).wrap().selectable(true));
            if let Some(chat) = message.chat_id() {
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(tr!("queue-detail-to")).color(t.muted));
                    ui.label(labels::recipient(message, instance.messenger()));
                    ui.label(RichText::new(labels::one_line(chat)).text_style(TextStyle::Monospace).color(t.muted));
                });
            }
            let id = ui.scope_id().with("json");
            let copied = json_view(ui, id, &open.json, &mut open.view, MAX_JSON);
            actions.extend(copied.map(Action::Copy));
            if link(ui, tr!("queue-copy-json")).clicked() {
                actions.push(Action::Copy(pretty(message)));
            }
        })
        .response
        .rect;
    let whole = Rect::from_min_max(rect.min, rect.right_top() + Vec2::new(0.0, used.height() + 2.0 * space::S));
    line_under(ui, whole);
    whole.height()
}

/// Returns the text of a message as a person wrote it, with its line breaks; for other kinds, the text of the table
/// cell.
fn full_text(message: &QueuedMessage) -> String {
    message.text().map_or_else(|| labels::content(message), str::to_owned)
}

fn pretty(message: &QueuedMessage) -> String {
    serde_json::to_string_pretty(&message.raw).unwrap_or_else(|_| message.raw.to_string())
}
