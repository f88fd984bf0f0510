//! What leads to the page from the other pages of an instance.

use eframe::egui::Ui;

use super::words::title;
use crate::{
    green_api::{InstanceState, Messenger},
    model::{Action, Instance, Replace},
    tr,
    ui::widgets::{ActButton, Banner, Mark, Tone},
    work::replace_number::Step,
};

/// The replacement that was begun, with the way back to it.
pub fn banner_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(replacing) = instance.replace.as_ref().filter(|replacing| replacing.is_open()) else { return };
    let step = replacing.plan.step();
    let told = tr!("replace-banner", step = step.number(), count = Step::COUNT);
    Banner { tone: Tone::Wait, mark: Mark::Warning, title: &told, text: &title(step) }.show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("replace-go-on"))).clicked() {
            actions.push(Action::Replace(instance.key, Replace::Open));
        }
    });
}

/// The button that begins one, where that is what to do: not while one is open, and of MAX not as the first advice.
pub fn entry_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let state = instance.state.value();
    let advised = instance.messenger() != Messenger::Max
        && matches!(state, Some(InstanceState::Blocked | InstanceState::NotAuthorized));
    let open = instance.replace.as_ref().is_some_and(|replacing| replacing.is_open());
    if advised && !open && ui.add(ActButton::plain(tr!("replace-entry"))).clicked() {
        actions.push(Action::Replace(instance.key, Replace::Open));
    }
}
