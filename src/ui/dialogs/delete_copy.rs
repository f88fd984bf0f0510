//! "Delete this copy?"

use eframe::egui::Ui;

use super::{Choice, foot_ui, title_ui};
use crate::{
    model::{Action, Instance},
    store::SavedQueueId,
    tr,
    ui::{
        theme::{Tokens, font},
        widgets::ActButton,
    },
};

pub fn delete_copy_ui(ui: &mut Ui, instance: &Instance, id: SavedQueueId, first: bool, actions: &mut Vec<Action>) {
    let list = instance.copies.list.iter().flatten();
    let count = list.clone().find(|queue| queue.id == id).map_or(0, |queue| queue.messages);
    title_ui(ui, &tr!("copies-delete-title", count = count));
    ui.label(font::running(tr!("copies-delete-text")));
    let off = instance.sending.uses(id).then(|| tr!("send-copy-in-use"));
    if let Some(off) = &off {
        ui.label(font::running(off).color(Tokens::of(ui).danger));
    }
    let act = ActButton::danger(tr!("copies-delete-act", count = count)).off_because(off);
    match foot_ui(ui, &tr!("copies-keep"), act, first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::DeleteCopy(instance.key, id)),
        Choice::None => {}
    }
}
