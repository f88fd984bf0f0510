//! Questions before unlinking the phone and before replacing the token.

use eframe::egui::Ui;

use super::{Choice, foot_ui, step_off, title_ui};
use crate::{
    model::{Action, Instance},
    tr,
    ui::{
        theme::{Tokens, font},
        widgets::ActButton,
    },
    work::replace_number::Act,
};

pub fn logout_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("logout-title", name = &instance.record.name));
    ui.label(font::running(tr!("logout-text")));
    if let Some(count) = instance.waiting().number().filter(|count| *count > 0) {
        ui.label(font::running(tr!("logout-waiting", count = count)).color(t.danger));
    }
    let act = ActButton::danger(tr!("logout-act")).disabled_because(step_off(instance, Act::Unlink));
    match foot_ui(ui, &tr!("logout-keep"), act) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Logout(instance.key)),
        Choice::None => {}
    }
}

pub fn new_token_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("new-token-title", name = &instance.record.name));
    ui.label(font::running(tr!("new-token-consequence")));
    ui.label(font::running(tr!("new-token-elsewhere")).color(t.muted));
    match foot_ui(ui, &tr!("new-token-keep"), ActButton::danger(tr!("new-token-act"))) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::NewToken(instance.key)),
        Choice::None => {}
    }
}
