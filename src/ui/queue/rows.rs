//! The list of waiting messages. Only the visible rows are laid out; one row can be open.

use std::sync::Arc;

use eframe::egui::{
    Rect, Response, RichText, Role, Sense, TextStyle, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, WidgetText,
};

use crate::green_api::{QueuedMessage, redact};
use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::json::{JsonDocument, JsonViewState, json_view};
use crate::ui::labels;
use crate::ui::long_text::LongText;
use crate::ui::message_cells::{MessageCells, NARROW_TABLE};
use crate::ui::text;
use crate::ui::theme::{Tokens, size, space};
use crate::ui::widgets::{
    Icon, RowCursor, VirtualRows, line_under, link, menu_item, paint_cells, paint_raised, row_menu, table_head,
    table_row,
};

/// The open row, and the height of its details as last drawn.
#[derive(Debug, Default)]
pub struct RowsState {
    open: Option<Open>,
    details_height: f32,
    cursor: RowCursor,
}

/// The message of the open row. Its text is redacted once, and its JSON parsed once.
#[derive(Debug)]
struct Open {
    index: usize,
    /// The list that the row is in.
    list: Arc<Vec<QueuedMessage>>,
    /// The whole text, redacted.
    text: LongText,
    json: JsonDocument,
    view: JsonViewState,
}

impl Open {
    fn new(index: usize, list: &Arc<Vec<QueuedMessage>>) -> Option<Self> {
        let message = list.get(index)?;
        Some(Self {
            index,
            list: list.clone(),
            text: LongText::of_message(message),
            json: JsonDocument::parse(&redact::all(&pretty(message))),
            view: JsonViewState::default(),
        })
    }

    /// Whether the row holds the same message in this list. After a refresh, another one may have its place.
    fn is_in(&mut self, list: &Arc<Vec<QueuedMessage>>) -> bool {
        if Arc::ptr_eq(&self.list, list) {
            return true;
        }
        let before = std::mem::replace(&mut self.list, list.clone());
        let [before, now] = [&before, list].map(|list| list.get(self.index).map(|message| &message.raw));
        before.is_some() && before == now
    }
}

/// Rows shown before the list scrolls.
const ROWS_SEEN: f32 = 8.0;

/// Maximum height that an open row adds to the list, in points.
const MAX_DETAILS: f32 = 420.0;

/// Height beyond which the JSON of an open row scrolls, in points.
const MAX_JSON: f32 = 220.0;

/// Returns the left edges of the columns, and the right edge of the table.
fn columns(width: f32) -> [f32; 5] {
    let [kind, to, content] = if width < NARROW_TABLE { [58.0, 159.0, 302.0] } else { [62.0, 163.0, 345.0] };
    [22.0, kind, to, content, width]
}

pub fn rows_ui(
    ui: &mut Ui,
    instance: &Instance,
    messages: &Arc<Vec<QueuedMessage>>,
    state: &mut RowsState,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let RowsState { open, details_height, cursor } = state;
    open.take_if(|open| !open.is_in(messages));
    ui.spacing_mut().item_spacing.y = 0.0;
    table_head(ui, columns, MessageCells::heads());
    let details = if open.is_some() { *details_height } else { 0.0 };
    let height = ROWS_SEEN * size::TABLE_ROW + details.min(MAX_DETAILS);
    let opened = open.as_ref().map(|open| open.index);
    let rows = VirtualRows::new(("queue-rows", instance.key), messages.len(), height);
    let rows = VirtualRows { open: opened.map(|open| (open, details)), ..rows };
    rows.show_as_one_stop(ui, cursor, |ui, index, rect, sense| {
        let is_open = opened == Some(index);
        let row = Row { index, rect, sense, message: &messages[index], is_open };
        let response = row_ui(ui, &row, instance, &mut actions);
        if response.clicked() {
            *open = if is_open { None } else { Open::new(index, messages) };
        }
        if let Some(open) = open.as_mut().filter(|open| open.index == index) {
            let rect = Rect::from_min_size(rect.left_bottom(), Vec2::new(rect.width(), details.max(40.0)));
            let height = details_ui(ui, rect, row.message, instance, open, &mut actions);
            if (height - *details_height).abs() > 0.5 {
                *details_height = height;
                ui.ctx().request_repaint();
            }
        }
        response
    });
    actions
}

/// A row to draw.
struct Row<'a> {
    index: usize,
    rect: Rect,
    sense: Sense,
    message: &'a QueuedMessage,
    is_open: bool,
}

fn row_ui(ui: &mut Ui, row: &Row<'_>, instance: &Instance, actions: &mut Vec<Action>) -> Response {
    let Row { index, rect, sense, message, is_open: open } = *row;
    let t = Tokens::of(ui);
    let response = table_row(ui, rect, index, sense);
    if response.hovered() || open {
        paint_raised(ui, rect);
    }
    let cells = MessageCells::new(index as i64 + 1, message, instance);
    let note = note(message, instance);
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    let mark = Rect::from_center_size(rect.left_center() + Vec2::new(8.0, 0.0), Vec2::splat(size::SMALL_ICON));
    icon.paint(ui.painter(), mark, t.faint);
    let [number, kind, to, content, end] = columns(rect.width());
    let edges = [number, kind, to, content, end - note_ui(ui, rect, &note)];
    paint_cells(ui, rect, &edges, cells.texts(t, t.text));
    if !open {
        line_under(ui, rect);
    }
    let name = text::sentences([cells.name().as_str(), &note]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &name));
    row_menu(&response, |ui| {
        cells.copy_menu(ui, message, "", actions);
        if menu_item(ui, tr!("queue-copy-json")) {
            actions.push(Action::Copy(pretty(message)));
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
    let [_, left, ..] = columns(rect.width());
    let inner = Rect::from_min_max(
        rect.min + Vec2::new(left, space::S),
        rect.right_top() + Vec2::new(-space::S, f32::INFINITY),
    );
    let used = ui
        .scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            open.text.show(ui);
            if let Some(chat) = message.chat_id() {
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(tr!("queue-detail-to")).color(t.muted));
                    ui.label(labels::recipient(message, instance));
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

fn pretty(message: &QueuedMessage) -> String {
    serde_json::to_string_pretty(&message.raw).unwrap_or_else(|_| message.raw.to_string())
}
