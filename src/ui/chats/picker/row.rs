//! One chat in the table.

use eframe::egui::{Rect, Response, Role, Sense, TextStyle, Ui, WidgetInfo};

use super::columns::Columns;
use crate::green_api::ArchiveDirection;
use crate::model::{Action, Instance};
use crate::store::{ChatRow, ChatState};
use crate::tr;
use crate::ui::chats::ChatsView;
use crate::ui::chats::bulk_archive::labels::state_word;
use crate::ui::labels::look_only;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Badge, cell_ui, line_under, menu_act, menu_item, paint_cell, paint_tick, row_menu};
use crate::work::archive_chat::ArchiveAct;

/// A row with everything needed to draw it.
pub struct RowShown<'a> {
    pub instance: &'a Instance,
    pub chat: &'a ChatRow,
    /// Index among the shown chats.
    pub index: usize,
    pub is_imported: bool,
    pub columns: &'a Columns,
}

pub fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    shown: &RowShown<'_>,
    view: &mut ChatsView,
    actions: &mut Vec<Action>,
) -> Response {
    let t = Tokens::of(ui);
    let RowShown { instance, chat, columns, .. } = shown;
    let ticks = instance.messenger().has_archive();
    // Only one row of the table can be reached by Tab; the arrows lead to the others.
    let sense = if shown.index == view.picker.cursor.index { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, ui.scope_id().with(("chat", &chat.id)), sense);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.raised);
    }
    let selected = view.picker.selected.contains(&chat.id);
    if ticks {
        paint_tick(ui, rect, columns.tick, selected);
    }
    let name = chat.shown();
    let old = instance.chats.known.is_old();
    let id = chat.id.as_str();
    let colour = if old { t.muted } else { t.text };
    paint_cell(ui, rect, columns.name..columns.name_end(), &name, TextStyle::Body, colour);
    if let Some(chat) = columns.chat {
        paint_cell(ui, rect, chat..columns.chat_end(), id, TextStyle::Monospace, t.muted);
    }
    let known = known(shown);
    if let Some(at) = columns.known {
        let end = columns.result.unwrap_or(columns.end);
        paint_cell(ui, rect, at..end, &known, TextStyle::Small, t.muted);
    }
    let state = instance.chats.runs.state_of(id);
    let result = state.map(|(run, state)| state_word(state, run.run.direction));
    if let (Some(at), Some((word, tone))) = (columns.result, &result) {
        cell_ui(ui, rect, at..columns.end).add(Badge::new(word, *tone));
    }
    line_under(ui, rect);
    response.widget_info(|| {
        let result = result.as_ref().map(|(word, _)| word.as_str()).unwrap_or_default();
        let parts = [name.as_ref(), id, known.as_str(), result];
        let label = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        if ticks {
            WidgetInfo::selected(Role::CheckBox, true, selected, label)
        } else {
            WidgetInfo::labeled(Role::Button, true, label)
        }
    });
    row_menu(&response, |ui| menu_ui(ui, shown, view, actions));
    let hint =
        state.and_then(|(run, state)| crate::ui::chats::bulk_archive::labels::state_hint(state, run.run.direction));
    let left_out = columns.chat.is_none().then(|| id.to_owned());
    let hint: Vec<String> = left_out.into_iter().chain(hint).collect();
    if hint.is_empty() { response } else { response.on_hover_text_at_pointer(hint.join("\n")) }
}

fn menu_ui(ui: &mut Ui, shown: &RowShown<'_>, view: &mut ChatsView, actions: &mut Vec<Action>) {
    let (instance, chat) = (shown.instance, shown.chat);
    if menu_item(ui, tr!("chats-copy-id")) {
        actions.push(Action::Copy(chat.id.as_str().to_owned()));
    }
    if let Some(name) = &chat.name
        && menu_item(ui, tr!("chats-copy-name"))
    {
        actions.push(Action::Copy(name.clone()));
    }
    let Some(id) = chat.id.chat_id().filter(|_| instance.messenger().has_archive()) else { return };
    if menu_item(ui, tr!("chats-into-form")) {
        view.draft = id.as_str().to_owned();
    }
    let state = instance.chats.runs.state_of(id.as_str());
    if state.is_some_and(|(run, state)| *state == ChatState::NotSeen && run.run.direction == ArchiveDirection::Archive)
        && !instance.is_archiving()
        && menu_act(ui, tr!("remedy-archive-again"), look_only(instance))
    {
        let act = ArchiveAct::ArchiveAgain;
        actions.push(Action::Archive { key: instance.key, chat: id.clone(), act });
    }
}

/// Returns what else is known about the chat, in a word or two.
fn known(shown: &RowShown<'_>) -> String {
    if shown.is_imported {
        return tr!("chats-known-outside");
    }
    let of_run = shown.instance.chats.runs.archived(shown.chat.id.as_str());
    match (of_run.or(shown.chat.archived), shown.chat.unread) {
        (Some(true), _) => tr!("chats-known-archived"),
        (_, Some(unread)) if unread > 0 => tr!("chats-known-unread", count = unread),
        _ => String::new(),
    }
}
