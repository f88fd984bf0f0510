//! The warning banner over a queue that is not being sent: what the state means for the waiting messages.

use eframe::egui::Ui;
use jiff::Timestamp;

use crate::green_api::{InstanceState, Messenger};
use crate::model::{Action, Instance, Page, Tab, Waiting};
use crate::tr;
use crate::ui::labels::change_off;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone};
use crate::ui::{labels, text};
use crate::work::restart::{Change, LONGEST};

/// Says how an instance that was not sending was. The state is not asserted: it may have changed since.
pub fn old_state_ui(ui: &mut Ui, instance: &Instance, at: Timestamp, acts: impl FnOnce(&mut Ui)) {
    let state = instance.state.value();
    if state == Some(&InstanceState::Authorized) {
        return;
    }
    let state = labels::state_word(state, instance.messenger());
    let title = tr!("warning-old", state = state, time = text::age(at));
    Banner::new(Tone::Plain, Mark::Warning, title, tr!("warning-old-text")).show(ui, acts);
}

pub fn warning_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    use InstanceState as S;
    let Some(state) = instance.state.value() else { return };
    if let Some(at) = instance.state.at().filter(|_| instance.state.is_old()) {
        return old_state_ui(ui, instance, at, |_| {});
    }
    let waiting = instance.waiting();
    let waits = waiting.number().is_some_and(|number| number > 0);
    let messenger = instance.messenger().name();
    let max = instance.messenger() == Messenger::Max;
    let starting_for = instance.state_lasts().filter(|lasts| *state == S::Starting && *lasts > LONGEST);
    let restricted = labels::restricts(state, instance.messenger());
    let mut tone = Tone::Wait;
    let (title, text) = match state {
        S::Authorized if instance.is_not_moving() && waits => {
            (tr!("warning-not-moving", count = waiting), tr!("warning-not-moving-text"))
        }
        S::Authorized => return,
        S::Blocked if !max => {
            tone = Tone::Bad;
            match waiting {
                Waiting::Unknown => (tr!("warning-blocked"), tr!("warning-blocked-text")),
                _ if waits => (tr!("warning-blocked-waiting", count = waiting), tr!("warning-blocked-text")),
                _ => (tr!("warning-blocked"), tr!("warning-blocked-empty-text")),
            }
        }
        S::Blocked => {
            tone = Tone::Bad;
            (tr!("warning-unavailable"), tr!("warning-unavailable-text"))
        }
        S::NotAuthorized if waits => (
            tr!("warning-not-authorized-waiting", count = waiting),
            tr!("warning-not-authorized-text", count = waiting),
        ),
        S::NotAuthorized => (tr!("warning-not-authorized"), tr!("warning-not-authorized-empty-text")),
        S::Starting => match starting_for {
            Some(lasts) => {
                let time = text::rough_duration(lasts);
                (tr!("warning-starting-long", time = &time), tr!("warning-starting-long-text"))
            }
            // The progress of the restart is shown above.
            None if instance.is_restarting() => return,
            None => (tr!("warning-starting"), tr!("warning-starting-text")),
        },
        S::Suspended if restricted => (labels::restricted_title(instance), tr!("warning-restricted-text")),
        S::Suspended => (tr!("warning-suspended"), tr!("warning-suspended-text")),
        S::PendingCode => (tr!("warning-pending-code", messenger = messenger), tr!("warning-pending-text")),
        S::PendingPassword => (tr!("warning-pending-password", messenger = messenger), tr!("warning-pending-text")),
        S::BeingCreated => (tr!("warning-being-created"), tr!("warning-being-created-text")),
        S::SleepMode => (tr!("warning-sleep"), tr!("warning-sleep-text")),
        S::Other(raw) => (tr!("warning-other", state = raw), tr!("warning-other-text")),
    };
    let awaits_phone = matches!(state, S::NotAuthorized | S::PendingCode | S::PendingPassword);
    let links = awaits_phone && !instance.is_being_replaced();
    let restarts = matches!(state, S::Authorized | S::Suspended) && !restricted || starting_for.is_some();
    let text = labels::with_suspension_end(instance, text);
    Banner::new(tone, Mark::Warning, title, text).show(ui, |ui| {
        let replace = ActButton::plain(tr!("replace-number-entry"));
        crate::ui::replace_number::advised_entry_ui(ui, instance, replace, actions);
        if links && ui.add(ActButton::plain(labels::link_name(instance))).clicked() {
            actions.push(Action::Show(Page::Instance(instance.key, Tab::Account)));
        }
        if restarts {
            let off = change_off(instance);
            if ui.add(ActButton::plain(tr!("account-reboot")).disabled_because(off)).clicked() {
                actions.push(Action::AskRestart(instance.key, Change::Reboot));
            }
        }
    });
}
