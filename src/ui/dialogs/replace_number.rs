//! Questions in a replacement: skipping a step, clearing saved messages, deleting notifications, and abandoning the
//! replacement.

use eframe::egui::Ui;

use super::{Choice, foot_ui, step_off, title_ui};
use crate::{
    model::{Action, Instance, ReplaceAction},
    tr,
    ui::{
        replace_number::{consequence, skip_title},
        text,
        theme::{Tokens, font},
        widgets::ActButton,
    },
    work::replace_number::{Act, Step},
};

pub fn skip_ui(ui: &mut Ui, instance: &Instance, step: Step, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &skip_title(step));
    ui.label(font::running(consequence(step)));
    let count = instance.waiting().number().filter(|count| *count > 0 && matches!(step, Step::Clear | Step::Save));
    if let Some(count) = count {
        ui.label(font::running(tr!("replace-number-clear-skip-count", count = count)).color(t.danger));
    }
    match foot_ui(ui, &tr!("replace-number-skip-keep"), ActButton::plain(tr!("replace-number-skip-act"))) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Replace(instance.key, ReplaceAction::Skip(step))),
        Choice::None => {}
    }
}

/// Asks whether to clear a queue whose messages are already saved. Once any other message waits, this is no longer the
/// right question.
pub fn clear_saved_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(replacing) = &instance.replace else { return };
    let count = instance.waiting().number().unwrap_or(0);
    title_ui(ui, &tr!("replace-number-clear-saved-title", count = count));
    let at = replacing.plan.copies().last().map(|copy| text::age(copy.at)).unwrap_or_default();
    let covered = replacing.covers(instance);
    if covered {
        ui.label(font::running(tr!("replace-number-clear-saved-text", count = count, time = at)));
    } else {
        ui.label(font::running(tr!("replace-number-clear-unsaved")));
    }
    ui.label(font::running(tr!("clear-queue-text")));
    let asking = instance.queue.asking.then(|| tr!("queue-loading"));
    let off = asking.or_else(|| (!covered).then(|| tr!("replace-number-clear-unsaved")));
    let off = off.or_else(|| step_off(instance, Act::Clear { before: None }));
    let act = ActButton::danger(tr!("queue-clear-button", count = count)).disabled_because(off);
    match foot_ui(ui, &tr!("clear-queue-keep"), act) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Clear(instance.key)),
        Choice::None => {}
    }
}

/// Asks whether to delete the notifications that wait for the user's own programs.
pub fn clear_notifications_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let seen = instance.replace.as_ref().and_then(|replacing| replacing.notifications.as_ref());
    let before = seen.and_then(|seen| seen.count.as_ref().ok().copied().flatten());
    title_ui(ui, &tr!("replace-number-notifications-title"));
    if let Some(count) = before {
        ui.label(font::styled(tr!("replace-number-notifications-count", count = count), font::strong()));
    }
    ui.label(font::running(tr!("replace-number-notifications-gone")));
    ui.label(font::running(tr!("replace-number-notifications-final")).color(t.muted));
    let act = ActButton::danger(tr!("replace-number-notifications-act"));
    match foot_ui(ui, &tr!("replace-number-notifications-keep"), act) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => {
            actions.push(Action::Replace(instance.key, ReplaceAction::Act(Act::ClearNotifications { before })));
        }
        Choice::None => {}
    }
}

pub fn end_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    title_ui(ui, &tr!("replace-number-end-title"));
    ui.label(font::running(tr!("replace-number-end-text")));
    match foot_ui(ui, &tr!("replace-number-end-keep"), ActButton::plain(tr!("replace-number-end-act"))) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Replace(instance.key, ReplaceAction::End)),
        Choice::None => {}
    }
}
