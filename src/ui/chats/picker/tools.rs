//! The controls above the table: search, filter, imported lists, and the acts on the selected chats.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{ComboBox, Id, Key, Modifiers, RichText, TextStyle, Ui};

use super::{ChatFilter, PickerView, age};
use crate::green_api::ArchiveDirection;
use crate::model::{Action, ChatsAction, FoundChats, Instance};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Field, drop_down, link, report_search, row_with_end};
use crate::work::chats::RowId;

/// Width of the filter, in points, and in a window that is no wider than the smallest one.
const FILTER: f32 = 168.0;
const FILTER_NARROW: f32 = 130.0;

pub fn tools_ui(
    ui: &mut Ui,
    instance: &Instance,
    found: &FoundChats,
    view: &mut PickerView,
    actions: &mut Vec<Action>,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let PickerView { typed, cursor, which, .. } = view;
        row_with_end(
            ui,
            size::CONTROL,
            |ui| {
                let hint = tr!("chats-search", count = found.list().rows.len());
                let field = Field::search(&hint, Id::unique(("chats-search", instance.key))).show(ui, typed);
                report_search(ui.ctx(), field.id);
                // The Down key leads from the field into the table.
                if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
                    (cursor.goes_there, cursor.by_key) = (true, true);
                }
            },
            |ui| {
                filter_ui(ui, instance, which);
                lists_ui(ui, instance, actions);
            },
        );
    });
    if instance.messenger().has_archive() {
        selection_ui(ui, instance, found, view, actions);
    }
}

/// Draws the links that import chats.
pub fn lists_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if !instance.messenger().has_archive() {
        return;
    }
    if link(ui, tr!("chats-paste-list")).clicked() {
        actions.push(Action::Chats(instance.key, ChatsAction::PasteList));
        // Pastes the copied text at once, where the system allows it.
        actions.push(Action::Paste);
    }
    if link(ui, tr!("chats-open-list")).clicked() {
        actions.push(Action::Chats(instance.key, ChatsAction::OpenList));
    }
}

fn filter_ui(ui: &mut Ui, instance: &Instance, which: &mut ChatFilter) {
    let t = Tokens::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
        let is_narrow = ui.ctx().content_rect().width() <= size::WINDOW_LEAST[0];
        let width = if is_narrow { FILTER_NARROW } else { FILTER };
        let combo = ComboBox::from_id_salt(("chats-filter", instance.key));
        let combo = combo.width(width).selected_text(name(*which));
        let mut entries = vec![ChatFilter::All];
        if instance.messenger().has_archive() {
            entries.extend([ChatFilter::NotArchived, ChatFilter::Archived]);
        }
        entries.extend([ChatFilter::People, ChatFilter::Groups]);
        if instance.messenger().has_archive() {
            entries.push(ChatFilter::Selected);
        }
        if instance.chats.runs.current.is_some() {
            entries.extend([ChatFilter::Run, ChatFilter::RunFailed]);
        }
        let (button, selected) = drop_down(ui, combo, &*which, entries.into_iter().map(|entry| (entry, name(entry))));
        button.accessible_name(tr!("chats-filter"));
        *which = selected.unwrap_or(*which);
    });
}

fn name(which: ChatFilter) -> String {
    match which {
        ChatFilter::All => tr!("chats-filter-all"),
        ChatFilter::NotArchived => tr!("chats-filter-not-archived"),
        ChatFilter::Archived => tr!("chats-filter-archived"),
        ChatFilter::People => tr!("chats-filter-people"),
        ChatFilter::Groups => tr!("chats-filter-groups"),
        ChatFilter::Selected => tr!("chats-filter-chosen"),
        ChatFilter::Run => tr!("chats-filter-run"),
        ChatFilter::RunFailed => tr!("chats-filter-run-failed"),
    }
}

/// Draws the number of selected chats and the acts on them: side by side, or in two rows where there is no room.
fn selection_ui(
    ui: &mut Ui,
    instance: &Instance,
    found: &FoundChats,
    view: &mut PickerView,
    actions: &mut Vec<Action>,
) {
    let count = view.selected.len();
    let off = disabled_because(instance);
    let archive = ActButton::accent(tr!("chats-archive-many", count = count)).disabled_because(off.clone());
    let unarchive = ActButton::plain(tr!("chats-unarchive-many", count = count)).disabled_because(off);
    let all = tr!("chats-choose-shown", count = found.count());
    let (selected, none) = (tr!("chats-chosen", count = count), tr!("chats-choose-none"));
    let links = [(&all, TextStyle::Button), (&selected, TextStyle::Body), (&none, TextStyle::Button)];
    let links: f32 = links.into_iter().map(|(text, style)| font::text_width(ui, text, style)).sum();
    let needed = links + archive.width(ui) + unarchive.width(ui) + 8.0 * space::M;
    let in_one_row = needed <= ui.available_width();
    let chosen = view.selected.clone();
    let acts = |ui: &mut Ui| acts_ui(ui, instance, archive, unarchive, &chosen);
    let all = |ui: &mut Ui| all_ui(ui, instance, &all);
    let ((is_all, (is_none, act)), acts) = if count == 0 {
        (row_with_end(ui, size::CONTROL, all, |_| (false, None)), None)
    } else if in_one_row {
        let end = |ui: &mut Ui| (count_ui(ui, &selected, &none), acts(ui));
        (row_with_end(ui, size::CONTROL, all, end), None)
    } else {
        let first = row_with_end(ui, size::CONTROL, all, |ui| (count_ui(ui, &selected, &none), None));
        (first, row_with_end(ui, size::CONTROL, |_| {}, acts).1)
    };
    if is_all {
        super::table::select_shown(view, found);
    }
    if is_none {
        view.deselect();
    }
    actions.extend(act.or(acts));
}

fn acts_ui(
    ui: &mut Ui,
    instance: &Instance,
    archive: ActButton,
    unarchive: ActButton,
    selected: &Arc<HashSet<RowId>>,
) -> Option<Action> {
    let unarchive = ui.add(unarchive).clicked().then_some(ArchiveDirection::Unarchive);
    let archive = ui.add(archive).clicked().then_some(ArchiveDirection::Archive);
    let plan = |direction| ChatsAction::Plan { direction, selected: selected.clone() };
    unarchive.or(archive).map(|direction| Action::Chats(instance.key, plan(direction)))
}

/// Says how many are selected. Returns whether none is wanted.
fn count_ui(ui: &mut Ui, selected: &str, none: &str) -> bool {
    ui.label(RichText::new(selected).color(Tokens::of(ui).muted));
    link(ui, none).clicked()
}

/// Draws the link that selects all that are shown. Returns whether it was clicked.
fn all_ui(ui: &mut Ui, instance: &Instance, all: &str) -> bool {
    let clicked = link(ui, all).clicked();
    if let Some(age) = age(instance) {
        ui.label(RichText::new(age).color(Tokens::of(ui).muted));
    }
    clicked
}

fn disabled_because(instance: &Instance) -> Option<String> {
    if let Some(off) = look_only(instance) {
        Some(off)
    } else if !instance.has_token() {
        Some(tr!("token-missing"))
    } else if instance.chats.runs.is_running() {
        Some(tr!("chats-run-off-running"))
    } else {
        None
    }
}
