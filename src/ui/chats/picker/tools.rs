//! The controls above the table: search, filter, imported lists, and the acts on the selected chats.

use eframe::egui::{Align, ComboBox, Key, Layout, Modifiers, RichText, TextStyle, Ui, Vec2};

use super::{ChatFilter, PickerView, age, search_id};
use crate::green_api::ArchiveDirection;
use crate::model::{Action, ChatsAction, FoundChats, Instance};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Field, drop_down, link, slot};

/// Width of the filter, in points.
const FILTER: f32 = 168.0;

pub fn tools_ui(
    ui: &mut Ui,
    instance: &Instance,
    found: &FoundChats,
    view: &mut PickerView,
    actions: &mut Vec<Action>,
) {
    let row = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        lists_ui(ui, instance, actions);
        filter_ui(ui, instance, view);
        let hint = tr!("chats-search", count = found.list().rows.len());
        let field = Field::bare(&hint, search_id(instance.key)).show(ui, &mut view.typed);
        // The Down key leads from the field into the table.
        if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
            (view.cursor.goes_there, view.cursor.by_key) = (true, true);
        }
    });
    if instance.messenger().has_archive() {
        selection_ui(ui, instance, found, view, actions);
    }
}

/// Draws the links that import chats. In a right-to-left layout they are on the right.
pub fn lists_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if !instance.messenger().has_archive() {
        return;
    }
    if link(ui, tr!("chats-open-list")).clicked() {
        actions.push(Action::Chats(instance.key, ChatsAction::OpenList));
    }
    if link(ui, tr!("chats-paste-list")).clicked() {
        actions.push(Action::Chats(instance.key, ChatsAction::PasteList));
        // Pastes the copied text at once, where the system allows it.
        actions.push(Action::Paste);
    }
}

fn filter_ui(ui: &mut Ui, instance: &Instance, view: &mut PickerView) {
    let t = Tokens::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
        let combo = ComboBox::from_id_salt(("chats-filter", instance.key));
        let combo = combo.width(FILTER).selected_text(name(view.which));
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
        let (button, selected) =
            drop_down(ui, combo, &view.which, entries.into_iter().map(|which| (which, name(which))));
        button.accessible_name(tr!("chats-filter"));
        view.which = selected.unwrap_or(view.which);
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
    let unarchive = ActButton::plain(tr!("chats-unarchive-many")).disabled_because(off);
    let all = tr!("chats-choose-shown", count = found.count());
    let (selected, none) = (tr!("chats-chosen", count = count), tr!("chats-choose-none"));
    let links = [(&all, TextStyle::Button), (&selected, TextStyle::Body), (&none, TextStyle::Button)];
    let links: f32 = links.into_iter().map(|(text, style)| font::text_width(ui, text, style)).sum();
    let needed = links + archive.width(ui) + unarchive.width(ui) + 8.0 * space::M;
    let row = Vec2::new(ui.available_width(), size::CONTROL);
    let right = Layout::right_to_left(Align::Center);
    if count == 0 || needed <= ui.available_width() {
        ui.allocate_ui_with_layout(row, right, |ui| {
            slot(ui, |ui| {
                if count > 0 {
                    acts_ui(ui, instance, archive, unarchive, view, actions);
                    count_ui(ui, &selected, &none, view);
                }
            });
            all_ui(ui, instance, found, &all, view);
        });
        return;
    }
    ui.allocate_ui_with_layout(row, right, |ui| {
        count_ui(ui, &selected, &none, view);
        all_ui(ui, instance, found, &all, view);
    });
    ui.allocate_ui_with_layout(row, right, |ui| acts_ui(ui, instance, archive, unarchive, view, actions));
}

fn acts_ui(
    ui: &mut Ui,
    instance: &Instance,
    archive: ActButton,
    unarchive: ActButton,
    view: &PickerView,
    actions: &mut Vec<Action>,
) {
    let mut plan = |direction| {
        let selected = view.selected.clone();
        actions.push(Action::Chats(instance.key, ChatsAction::Plan { direction, selected }));
    };
    if ui.add(archive).clicked() {
        plan(ArchiveDirection::Archive);
    }
    if ui.add(unarchive).clicked() {
        plan(ArchiveDirection::Unarchive);
    }
    ui.add_space(space::S);
}

fn count_ui(ui: &mut Ui, selected: &str, none: &str, view: &mut PickerView) {
    ui.label(RichText::new(selected).color(Tokens::of(ui).muted));
    if link(ui, none).clicked() {
        view.selected = Default::default();
    }
}

fn all_ui(ui: &mut Ui, instance: &Instance, found: &FoundChats, all: &str, view: &mut PickerView) {
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        if link(ui, all).clicked() {
            super::table::select_shown(view, found);
        }
        if let Some(age) = age(instance) {
            ui.label(RichText::new(age).color(Tokens::of(ui).muted));
        }
    });
}

fn disabled_because(instance: &Instance) -> Option<String> {
    if let Some(off) = look_only(instance) {
        Some(off)
    } else if instance.credentials().is_none() {
        Some(tr!("token-missing"))
    } else if instance.chats.runs.is_running() {
        Some(tr!("chats-run-off-running"))
    } else {
        None
    }
}
