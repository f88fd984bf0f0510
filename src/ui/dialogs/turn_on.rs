//! "Turn on incoming notifications for Support?"

use eframe::egui::Ui;

use super::{Choice, foot_ui, title_ui};
use crate::{
    model::{Action, Instance},
    tr,
    ui::{
        theme::{Tokens, font},
        widgets::ActButton,
    },
};

pub fn turn_on_ui(ui: &mut Ui, instance: &Instance, first: bool, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("turn-on-title", name = &instance.record.name));
    ui.label(font::running(tr!("turn-on-text")));
    ui.label(font::running(tr!("turn-on-limits")).color(t.muted));
    match foot_ui(ui, &tr!("turn-on-keep"), ActButton::plain(tr!("turn-on-act")), first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::TurnOnIncoming(instance.key)),
        Choice::None => {}
    }
}
