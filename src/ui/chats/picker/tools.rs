//! What stands above the table: searching, filtering, lists from outside, and what is done with the chosen chats.

use eframe::egui::{Align, ComboBox, Key, Layout, Modifiers, RichText, Ui, Vec2, ViewportCommand};

use super::{PickerView, Which, age, search_id};
use crate::{
    model::{Action, ChatsAction, Found, Instance},
    tr,
    ui::{
        theme::{Tokens, size, space},
        widgets::{ActButton, Field, link},
    },
};

/// The filter is so wide.
const FILTER: f32 = 168.0;

pub fn tools_ui(ui: &mut Ui, instance: &Instance, found: &Found, view: &mut PickerView, actions: &mut Vec<Action>) {
    let archives = instance.messenger().has_archive();
    let row = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if archives {
            if link(ui, tr!("chats-open-csv")).clicked() {
                actions.push(Action::Chats(instance.key, ChatsAction::OpenList));
            }
            if link(ui, tr!("chats-paste-list")).clicked() {
                actions.push(Action::Chats(instance.key, ChatsAction::PasteList));
                // What was copied comes by itself, where the system gives it.
                ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
            }
        }
        filter_ui(ui, instance, view);
        let hint = tr!("chats-search", count = found.list().rows.len());
        let field = Field::bare(&hint, search_id(instance.key)).show(ui, &mut view.typed);
        // Down leads from the field into the table.
        if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
            view.go_to_cursor = true;
        }
    });
    if archives {
        chosen_ui(ui, instance, found, view, actions);
    }
}

fn filter_ui(ui: &mut Ui, instance: &Instance, view: &mut PickerView) {
    let t = Tokens::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
        let combo = ComboBox::from_id_salt(("chats-filter", instance.key));
        let combo = combo.width(FILTER).selected_text(name(view.which)).show_ui(ui, |ui| {
            let mut entries = vec![Which::All];
            if instance.messenger().has_archive() {
                entries.extend([Which::NotArchived, Which::Archived]);
            }
            entries.extend([Which::People, Which::Groups]);
            if instance.messenger().has_archive() {
                entries.push(Which::Chosen);
            }
            if instance.chats.runs.current.is_some() {
                entries.extend([Which::Run, Which::RunFailed]);
            }
            for which in entries {
                ui.selectable_value(&mut view.which, which, name(which));
            }
        });
        combo.response.accessible_name(tr!("chats-filter"));
    });
}

fn name(which: Which) -> String {
    match which {
        Which::All => tr!("chats-filter-all"),
        Which::NotArchived => tr!("chats-filter-not-archived"),
        Which::Archived => tr!("chats-filter-archived"),
        Which::People => tr!("chats-filter-people"),
        Which::Groups => tr!("chats-filter-groups"),
        Which::Chosen => tr!("chats-filter-chosen"),
        Which::Run => tr!("chats-filter-run"),
        Which::RunFailed => tr!("chats-filter-run-failed"),
    }
}

/// How many are chosen, and the acts on them.
fn chosen_ui(ui: &mut Ui, instance: &Instance, found: &Found, view: &mut PickerView, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let count = view.chosen.len();
    let layout = Layout::right_to_left(Align::Center).with_main_wrap(true);
    let row = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, layout, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if count > 0 {
            let off = off_because(instance);
            let mut plan = |archives| {
                let chosen = view.chosen.clone();
                actions.push(Action::Chats(instance.key, ChatsAction::Plan { archives, chosen }));
            };
            let archive = ActButton::accent(tr!("chats-archive-many", count = count)).off_because(off.clone());
            if ui.add(archive).clicked() {
                plan(true);
            }
            if ui.add(ActButton::plain(tr!("chats-unarchive-many")).off_because(off)).clicked() {
                plan(false);
            }
            let chosen = tr!("chats-chosen", count = count);
            ui.label(RichText::new(chosen).color(t.muted));
            if link(ui, tr!("chats-choose-none")).clicked() {
                view.chosen = Default::default();
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if link(ui, tr!("chats-choose-shown", count = found.count())).clicked() {
                super::table::choose_shown(view, found);
            }
            if let Some(age) = age(instance) {
                ui.label(RichText::new(age).color(t.muted));
            }
        });
    });
}

fn off_because(instance: &Instance) -> Option<String> {
    if instance.credentials().is_none() {
        Some(tr!("token-missing"))
    } else if instance.chats.runs.is_running() {
        Some(tr!("chats-run-off-running"))
    } else {
        None
    }
}
