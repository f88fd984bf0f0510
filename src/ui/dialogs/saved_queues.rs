//! "Delete this copy?"

use eframe::egui::Ui;

use super::{Look, Question};
use crate::model::{Action, Instance};
use crate::store::SavedQueueId;
use crate::tr;
use crate::ui::widgets::ActButton;

pub fn delete_saved_queue_ui(ui: &mut Ui, instance: &Instance, id: SavedQueueId, actions: &mut Vec<Action>) {
    let list = instance.saved_queues.list.iter().flatten();
    let count = list.clone().find(|queue| queue.id == id).map_or(0, |queue| queue.messages);
    let off = instance.resend.uses(id).then(|| tr!("resend-copy-in-use"));
    let act = ActButton::danger(tr!("saved-queues-delete-act", count = count)).disabled_because(off.clone());
    Question::about(instance, tr!("saved-queues-delete-title", count = count))
        .add(Look::Plain, tr!("saved-queues-delete-text"))
        .add(Look::Danger, off)
        .ask(ui, &tr!("saved-queues-keep"), act, Action::DeleteSavedQueue(instance.key, id), actions);
}
