//! The banner and buttons that lead to the page from the other pages of an instance.

use eframe::egui::Ui;

use super::labels::title;
use crate::green_api::{InstanceState, Messenger};
use crate::model::{Action, Instance, ReplaceAction};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, optional};
use crate::work::replace_number::Step;

/// Draws the banner of an open replacement, with a button that leads back to it.
pub fn banner_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(replacing) = instance.replace.as_ref().filter(|replacing| replacing.is_open()) else { return };
    let step = replacing.plan.step();
    let told = tr!("replace-number-banner", step = step.number(), count = Step::COUNT);
    Banner::new(Tone::Wait, Mark::Warning, told, title(step)).show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("replace-number-go-on"))).clicked() {
            actions.push(Action::Replace(instance.key, ReplaceAction::Open));
        }
    });
}

/// Draws the button `begin`, which begins a replacement, where replacing is the first thing to do. Not shown for MAX, whose
/// blocks are often temporary.
pub fn advised_entry_ui(ui: &mut Ui, instance: &Instance, begin: ActButton, actions: &mut Vec<Action>) {
    let state = instance.state.value();
    let stands = matches!(state, Some(InstanceState::Blocked | InstanceState::NotAuthorized));
    if stands && instance.messenger() != Messenger::Max {
        entry_ui(ui, instance, begin, actions);
    }
}

/// Draws the button `begin`, which begins a replacement, unless one is open.
pub fn entry_ui(ui: &mut Ui, instance: &Instance, begin: ActButton, actions: &mut Vec<Action>) {
    let begin = begin.disabled_because(look_only(instance));
    if optional(ui, !instance.is_being_replaced(), |ui| ui.add(begin)) {
        actions.push(Action::Replace(instance.key, ReplaceAction::Open));
    }
}
