//! Questions before leaving something unfinished: text that is not saved, or work that is still running.

use eframe::egui::Ui;

use super::{Choice, foot_ui, title_ui};
use crate::{
    model::{Action, Instance, Model},
    tr,
    ui::{theme::font, widgets::ActButton},
};

pub fn unsaved_ui(ui: &mut Ui, then: &Action, actions: &mut Vec<Action>) {
    title_ui(ui, &tr!("unsaved-title"));
    ui.label(font::running(tr!("unsaved-text")));
    match foot_ui(ui, &tr!("unsaved-keep"), ActButton::danger(tr!("unsaved-drop"))) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::DropUnsaved(Box::new(then.clone()))),
        Choice::None => {}
    }
}

pub fn quit_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let names = |of: fn(&Instance) -> bool| {
        let names: Vec<&str> =
            model.instances.iter().filter(|one| of(one)).map(|one| one.record.name.as_str()).collect();
        names.join(", ")
    };
    let (works, unkept) = (model.is_working(), model.has_unkept_token());
    title_ui(ui, &if unkept && !works { tr!("quit-token-title") } else { tr!("quit-title") });
    if works {
        ui.label(font::running(tr!("quit-text", names = names(Instance::is_working))));
    }
    if unkept {
        let names = names(|instance| instance.account.has_unkept_token());
        ui.label(font::running(tr!("quit-token-text", names = names)));
    }
    if model.instances.iter().any(|instance| instance.resend.is_sending()) {
        ui.label(font::running(tr!("resend-quit")));
    }
    match foot_ui(ui, &tr!("quit-stay"), ActButton::danger(tr!("quit-act"))) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Quit),
        Choice::None => {}
    }
}
