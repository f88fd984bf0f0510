//! The table of the shown chats. Only the visible rows are drawn, for any number of chats.

use std::sync::Arc;

use eframe::egui::{Align2, Key, Modifiers, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::PickerView;
use super::columns::Columns;
use super::row::{RowShown, row_ui};
use crate::model::{Action, FoundChats, Instance};
use crate::tr;
use crate::ui::chats::ChatsView;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Icon, TABLE_MARGIN, VirtualRows, icon_ui, line_under, paint_tick, table_card};
use crate::work::chats::Sort;

/// Selects every shown chat.
pub fn select_shown(view: &mut PickerView, found: &FoundChats) {
    Arc::make_mut(&mut view.selected).extend(found.shown().map(|row| row.id.clone()));
}

/// Selects the chats between two indices, both included.
pub fn select_range(view: &mut PickerView, found: &FoundChats, from: usize, to: usize) {
    let selected = Arc::make_mut(&mut view.selected);
    selected.extend((from.min(to)..=from.max(to)).filter_map(|index| found.at(index)).map(|row| row.id.clone()));
}

pub fn table_ui(
    ui: &mut Ui,
    instance: &Instance,
    found: &FoundChats,
    view: &mut ChatsView,
    height: f32,
    actions: &mut Vec<Action>,
) {
    table_card(ui, |ui| {
        let ticks = instance.messenger().has_archive();
        let columns = Columns::within(ui.available_width(), ticks, instance.chats.runs.current.is_some());
        head_ui(ui, &columns, found, &mut view.picker, ticks);
        if found.count() == 0 {
            nothing_ui(ui);
            return;
        }
        rows_ui(ui, instance, found, view, &columns, height - size::HIT - 2.0 * TABLE_MARGIN, actions);
    });
}

fn nothing_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        ui.label(eframe::egui::RichText::new(tr!("chats-nothing-found")).color(t.muted));
    });
    ui.add_space(space::M);
}

/// Draws the column headers. A click on one sorts by it; a second click sorts by activity again.
fn head_ui(ui: &mut Ui, columns: &Columns, found: &FoundChats, view: &mut PickerView, ticks: bool) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::HIT), Sense::hover());
    if ticks {
        let place = Rect::from_min_max(rect.min, pos2(rect.left() + columns.name - space::XS, rect.bottom()));
        let response = ui.interact(place, ui.scope_id().with("all"), Sense::click());
        let all = view.are_all_selected(found);
        paint_tick(ui, rect, columns.tick, all);
        if response.clicked() {
            if all {
                let selected = Arc::make_mut(&mut view.selected);
                found.shown().for_each(|row| {
                    selected.remove(&row.id);
                });
            } else {
                select_shown(view, found);
            }
        }
        let name = tr!("chats-choose-shown", count = found.count());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, all, &name));
        response.on_hover_text(name);
    }
    let name = [(columns.name, columns.name_end(), tr!("chats-head-name"), Sort::Name)];
    let chat = columns.chat.map(|chat| (chat, columns.chat_end(), tr!("chats-head-chat"), Sort::Number));
    let heads = name.into_iter().chain(chat);
    for (from, to, name, sort) in heads {
        let place = rect.with_min_x(rect.left() + from).with_max_x(rect.left() + to - space::S);
        let response = sort_ui(ui, place, &name, view.sort == sort);
        if response.clicked() {
            view.sort = if view.sort == sort { Sort::Activity } else { sort };
        }
    }
    if let Some(result) = columns.result {
        let at = pos2(rect.left() + result, rect.center().y);
        let font = font::small_strong().resolve(ui.style());
        ui.painter().text(at, Align2::LEFT_CENTER, tr!("chats-head-result"), font, t.muted);
    }
    line_under(ui, rect);
}

fn sort_ui(ui: &Ui, place: Rect, name: &str, sorted: bool) -> Response {
    let t = Tokens::of(ui);
    let response = ui.interact(place, ui.scope_id().with(("head", name)), Sense::click());
    let colour = if response.hovered() || sorted { t.text } else { t.muted };
    let font = font::small_strong().resolve(ui.style());
    let text = ui.painter().text(place.left_center(), Align2::LEFT_CENTER, name, font, colour);
    if sorted {
        let at = pos2(text.right() + space::M, place.center().y);
        icon_ui(ui, Icon::ChevronDown, Rect::from_center_size(at, Vec2::splat(size::SMALL_ICON)), colour);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, sorted, name));
    response.on_hover_text(tr!("chats-head-hint"))
}

fn rows_ui(
    ui: &mut Ui,
    instance: &Instance,
    found: &FoundChats,
    view: &mut ChatsView,
    columns: &Columns,
    height: f32,
    actions: &mut Vec<Action>,
) {
    let count = found.count();
    let picker = &mut view.picker;
    picker.cursor.index = picker.cursor.index.min(count.saturating_sub(1));
    let begins_at_top = picker.begins_anew();
    let target = picker.cursor.goes_there.then_some(picker.cursor.index);
    let rows = VirtualRows::new(("chats-rows", instance.key), count, height).whole();
    let rows = VirtualRows { begins_at_top, target, ..rows };
    let page = rows.page();
    let table = rows.show(ui, |ui, index, rect| {
        let Some(chat) = found.at(index) else { return };
        let shown = RowShown { instance, chat, index, is_imported: found.is_imported(index), columns };
        let response = row_ui(ui, rect, &shown, view, actions);
        let picker = &mut view.picker;
        if response.clicked() && instance.messenger().has_archive() {
            click(ui, picker, found, index);
        }
        if index == picker.cursor.index {
            keys_ui(ui, &response, picker, found, page);
        }
    });
    if std::mem::take(&mut view.picker.cursor.by_key) {
        ui.scroll_to_rect(table.rect, None);
    }
}

/// Selects or deselects the row; with Shift, selects all rows from the last clicked one.
fn click(ui: &Ui, view: &mut PickerView, found: &FoundChats, index: usize) {
    let Some(row) = found.at(index) else { return };
    match view.anchor.filter(|_| ui.input(|input| input.modifiers.shift)) {
        Some(anchor) => select_range(view, found, anchor, index),
        None => {
            let selected = Arc::make_mut(&mut view.selected);
            if !selected.remove(&row.id) {
                selected.insert(row.id.clone());
            }
            view.anchor = Some(index);
        }
    }
    // The keys then continue from here.
    (view.cursor.index, view.cursor.goes_there) = (index, true);
}

/// Handles the keys while the row at the cursor has the keyboard focus, as in a list of files. `page` is the number of
/// rows that a page key moves by.
fn keys_ui(ui: &Ui, row: &Response, view: &mut PickerView, found: &FoundChats, page: usize) {
    let from = view.cursor.index;
    match view.cursor.keys_ui(ui, row, found.count(), page) {
        Some(Modifiers::SHIFT) => {
            let from = *view.anchor.get_or_insert(from);
            select_range(view, found, from, view.cursor.index);
        }
        Some(_) => view.anchor = None,
        None => {}
    }
    if row.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        select_shown(view, found);
    }
}
