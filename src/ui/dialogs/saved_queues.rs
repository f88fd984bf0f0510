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

pub fn delete_saved_queue_ui(ui: &mut Ui, instance: &Instance, id: SavedQueueId, actions: &mut Vec<Action>) {
    let list = instance.saved_queues.list.iter().flatten();
    let count = list.clone().find(|queue| queue.id == id).map_or(0, |queue| queue.messages);
    title_ui(ui, &tr!("saved-queues-delete-title", count = count));
    ui.label(font::running(tr!("saved-queues-delete-text")));
    let off = instance.resend.uses(id).then(|| tr!("resend-copy-in-use"));
    if let Some(off) = &off {
        ui.label(font::running(off).color(Tokens::of(ui).danger));
    }
    let act = ActButton::danger(tr!("saved-queues-delete-act", count = count)).disabled_because(off);
    match foot_ui(ui, &tr!("saved-queues-keep"), act) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::DeleteSavedQueue(instance.key, id)),
        Choice::None => {}
    }
}
