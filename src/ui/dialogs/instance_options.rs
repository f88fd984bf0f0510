//! The tags, the colour and the access of an instance.

use eframe::egui::Ui;

use super::{body_ui, foot_ui, safe_button, title_ui};
use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::instance_options::{OptionsDraft, options_ui, tags_id};
use crate::ui::widgets::ActButton;

const SALT: &str = "options-dialog";

pub fn instance_options_ui(
    ui: &mut Ui,
    instance: &Instance,
    draft: &mut Option<OptionsDraft>,
    actions: &mut Vec<Action>,
) {
    let draft = draft.get_or_insert_with(|| OptionsDraft::of(&instance.record.options));
    body_ui(ui, |ui| {
        title_ui(ui, &tr!("instance-options-title", name = &instance.record.name));
        options_ui(ui, draft, SALT);
    });
    if foot_ui(ui, &tr!("cancel"), ActButton::accent(tr!("instance-options-save")), actions) {
        actions.push(Action::SetOptions(instance.key, draft.options()));
        actions.push(Action::CloseDialog);
    }
    // The focus begins in a field: nothing is changed before it is saved.
    ui.data_mut(|data| data.insert_temp(safe_button(), tags_id(SALT)));
}
