//! Leaving a step of a replacement undone, clearing what is saved, and giving the whole of it up.

use eframe::egui::Ui;

use super::{Choice, foot_ui, step_off, title_ui};
use crate::{
    model::{Action, Instance, Replace},
    tr,
    ui::{
        replace::{consequence, skip_title},
        text,
        theme::{Tokens, font},
        widgets::ActButton,
    },
    work::replace_number::{Act, Step},
};

pub fn skip_ui(ui: &mut Ui, instance: &Instance, step: Step, first: bool, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &skip_title(step));
    ui.label(font::running(consequence(step)));
    let count = instance.waiting().number().filter(|count| *count > 0 && matches!(step, Step::Clear | Step::Save));
    if let Some(count) = count {
        ui.label(font::running(tr!("replace-clear-skip-count", count = count)).color(t.danger));
    }
    match foot_ui(ui, &tr!("replace-skip-keep"), ActButton::plain(tr!("replace-skip-act")), first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Replace(instance.key, Replace::Skip(step))),
        Choice::None => {}
    }
}

/// What waits is saved already. As soon as anything else waits, this is not the right question any more.
pub fn clear_saved_ui(ui: &mut Ui, instance: &Instance, first: bool, actions: &mut Vec<Action>) {
    let Some(replacing) = &instance.replace else { return };
    let count = instance.waiting().number().unwrap_or(0);
    title_ui(ui, &tr!("replace-clear-saved-title", count = count));
    let at = replacing.plan.copies().last().map(|copy| text::age(copy.at)).unwrap_or_default();
    let covered = replacing.covers(instance);
    if covered {
        ui.label(font::running(tr!("replace-clear-saved-text", count = count, time = at)));
    } else {
        ui.label(font::running(tr!("replace-clear-unsaved")));
    }
    ui.label(font::running(tr!("clear-text")));
    let asking = instance.queue.asking.then(|| tr!("queue-loading"));
    let off = asking.or_else(|| (!covered).then(|| tr!("replace-clear-unsaved")));
    let off = off.or_else(|| step_off(instance, Act::Clear { before: None }));
    let act = ActButton::danger(tr!("queue-clear-button", count = count)).off_because(off);
    match foot_ui(ui, &tr!("clear-keep"), act, first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Clear(instance.key)),
        Choice::None => {}
    }
}

/// What waits for the person's own programs is deleted.
pub fn clear_notifications_ui(ui: &mut Ui, instance: &Instance, first: bool, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let seen = instance.replace.as_ref().and_then(|replacing| replacing.notifications.as_ref());
    let before = seen.and_then(|seen| seen.count.as_ref().ok().copied().flatten());
    title_ui(ui, &tr!("replace-notifications-title"));
    if let Some(count) = before {
        ui.label(font::styled(tr!("replace-notifications-count", count = count), font::strong()));
    }
    ui.label(font::running(tr!("replace-notifications-gone")));
    ui.label(font::running(tr!("replace-notifications-final")).color(t.muted));
    let act = ActButton::danger(tr!("replace-notifications-act"));
    match foot_ui(ui, &tr!("replace-notifications-keep"), act, first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => {
            actions.push(Action::Replace(instance.key, Replace::Act(Act::ClearNotifications { before })));
        }
        Choice::None => {}
    }
}

pub fn end_ui(ui: &mut Ui, instance: &Instance, first: bool, actions: &mut Vec<Action>) {
    title_ui(ui, &tr!("replace-end-title"));
    ui.label(font::running(tr!("replace-end-text")));
    match foot_ui(ui, &tr!("replace-end-keep"), ActButton::plain(tr!("replace-end-act")), first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Replace(instance.key, Replace::End)),
        Choice::None => {}
    }
}
