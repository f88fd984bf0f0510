//! Questions before unlinking the phone and before replacing the token.

use eframe::egui::Ui;

use super::{Look, Question, step_off};
use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::widgets::ActButton;
use crate::work::replace_number::Act;

pub fn logout_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let waiting = instance.whole_queue();
    let waits = waiting.number().is_some_and(|count| count > 0);
    let state = &instance.state;
    let is_unsure = state.is_asking() && (state.value().is_none() || state.is_old());
    let asking = is_unsure.then(|| tr!("account-off-unknown"));
    let off = look_only(instance).or_else(|| step_off(instance, Act::Unlink)).or(asking);
    let act = ActButton::danger(tr!("logout-act")).disabled_because(off);
    Question::about(instance, tr!("logout-title", name = &instance.record.name))
        .add(Look::Plain, tr!("logout-text"))
        .add(Look::Danger, waits.then(|| tr!("logout-waiting", count = waiting)))
        .ask(ui, &tr!("logout-keep"), act, Action::Logout(instance.key), actions);
}

pub fn new_token_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let act = ActButton::danger(tr!("new-token-act")).disabled_because(look_only(instance));
    Question::about(instance, tr!("new-token-title", name = &instance.record.name))
        .add(Look::Plain, tr!("new-token-consequence"))
        .add(Look::Muted, tr!("new-token-elsewhere"))
        .ask(ui, &tr!("new-token-keep"), act, Action::NewToken(instance.key), actions);
}
