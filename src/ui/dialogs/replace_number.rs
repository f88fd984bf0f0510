//! Questions in a replacement: skipping a step, clearing saved messages, deleting notifications, and abandoning the
//! replacement.

use eframe::egui::Ui;

use super::clear_queue::refusal_words;
use super::{Look, Question, step_off};
use crate::model::{Action, Instance, ReplaceAction};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::queue::clearing_label;
use crate::ui::replace_number::{consequence, skip_title};
use crate::ui::text;
use crate::ui::widgets::ActButton;
use crate::work::replace_number::{Act, Step};

pub fn skip_ui(ui: &mut Ui, instance: &Instance, step: Step, actions: &mut Vec<Action>) {
    let waiting = instance.whole_queue();
    let waits = waiting.number().is_some_and(|count| count > 0) && matches!(step, Step::Clear | Step::Save);
    let act = ActButton::plain(tr!("replace-number-skip-act"));
    let action = Action::Replace(instance.key, ReplaceAction::Skip(step));
    Question::about(instance, skip_title(step))
        .add(Look::Plain, consequence(instance, step))
        .add(Look::Danger, waits.then(|| tr!("replace-number-clear-skip-count", count = waiting)))
        .ask(ui, &tr!("replace-number-skip-keep"), act, action, actions);
}

/// Asks whether to clear a queue whose messages are already saved. Once any other message waits, this is no longer the
/// right question.
pub fn clear_saved_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(replacing) = &instance.replace else { return };
    let count = instance.waiting().number().unwrap_or(0);
    let at = replacing.plan.copies().last().map(|copy| text::age(copy.at)).unwrap_or_default();
    let covered = replacing.covers(instance);
    let saved = if covered {
        tr!("replace-number-clear-saved-text", count = count, time = at)
    } else {
        tr!("replace-number-clear-unsaved")
    };
    let asking = instance.queue.is_asking().then(|| tr!("queue-loading"));
    let off = asking.or_else(|| (!covered).then(|| tr!("replace-number-clear-unsaved")));
    let under_way = instance.clear.as_ref().and_then(clearing_label);
    let off = look_only(instance).or(off).or(under_way).or_else(|| step_off(instance, Act::Clear { before: None }));
    let refused = refusal_words(instance).map(|(what, why)| text::sentences([what.as_str(), &why]));
    let act = ActButton::danger(tr!("queue-clear-button", count = count)).disabled_because(off);
    Question::about(instance, tr!("replace-number-clear-saved-title", count = count))
        .add(Look::Plain, saved)
        .add(Look::Plain, tr!("clear-queue-text"))
        .add(Look::Danger, refused)
        .ask(ui, &tr!("clear-queue-keep"), act, Action::Clear(instance.key), actions);
}

/// Asks whether to delete the notifications that wait for the user's own programs.
pub fn clear_notifications_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let seen = instance.replace.as_ref().and_then(|replacing| replacing.notifications.as_ref());
    let before = seen.and_then(|seen| seen.count.as_ref().ok().copied().flatten());
    let act = ActButton::danger(tr!("replace-number-notifications-act")).disabled_because(look_only(instance));
    let action = Action::Replace(instance.key, ReplaceAction::Act(Act::ClearNotifications { before }));
    Question::about(instance, tr!("replace-number-notifications-title"))
        .add(Look::Strong, before.map(|count| tr!("replace-number-notifications-count", count = count)))
        .add(Look::Plain, (before != Some(0)).then(|| tr!("replace-number-notifications-gone")))
        .add(Look::Muted, tr!("replace-number-notifications-final"))
        .ask(ui, &tr!("replace-number-notifications-keep"), act, action, actions);
}

pub fn end_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let act = ActButton::plain(tr!("replace-number-end-act"));
    let action = Action::Replace(instance.key, ReplaceAction::End);
    Question::about(instance, tr!("replace-number-end-title")).add(Look::Plain, tr!("replace-number-end-text")).ask(
        ui,
        &tr!("replace-number-end-keep"),
        act,
        action,
        actions,
    );
}
