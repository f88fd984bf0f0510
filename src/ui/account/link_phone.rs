//! Linking a phone from the Account page.

use eframe::egui::Ui;

use super::state::{can_link, link_off};
use crate::green_api::InstanceState;
use crate::model::{Action, Instance, LinkState, Page, Tab};
use crate::tr;
use crate::ui::link_phone::{Place, panel_ui, scroll_to_news};
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, card};
use crate::ui::{ViewState, labels};
use crate::work::link_phone::{Shown, Way};

pub fn link_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(state) = &instance.account.link else { return };
    scroll_to_news(ui, instance, state, view);
    match &state.progress.shown {
        Shown::Linked => linked_ui(ui, instance, state, actions),
        Shown::Failed(_) => panel_ui(ui, instance, Place::Account, state, view, actions),
        Shown::Asking
        | Shown::Code(_)
        | Shown::CodeOld
        | Shown::TypedCode { .. }
        | Shown::TypedCodeExpired
        | Shown::NoTypedCode
        | Shown::Passkey { .. }
        | Shown::PasswordAwaited
        | Shown::Stopped => {
            waiting_ui(ui, instance, actions);
            card(ui, |ui| panel_ui(ui, instance, Place::Account, state, view, actions));
        }
    }
}

/// Says that a phone was linked, now or before according to the server. The newest state decides whether it still is.
fn linked_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, actions: &mut Vec<Action>) {
    let key = instance.key;
    let was_seen = state.progress.state == Some(InstanceState::Authorized);
    let (tone, mark, title, text) = match instance.state.value() {
        Some(InstanceState::Authorized) => (Tone::Good, Mark::Done, tr!("link-done"), tr!("link-done-text")),
        _ if !was_seen => (Tone::Wait, Mark::Warning, tr!("replace-number-link-already"), tr!("link-already-text")),
        now => {
            let (word, _) = labels::state_badge(now, instance.messenger());
            (Tone::Wait, Mark::Warning, tr!("link-undone"), tr!("link-undone-text", state = word))
        }
    };
    let close = Some(Action::StopLinking(key));
    let next = match instance.state.value() {
        Some(InstanceState::Authorized) => None,
        _ if !was_seen => Some(ActButton::plain(tr!("replace-number-link-ask-again"))),
        now => can_link(now).then(|| ActButton::plain(tr!("account-link")).disabled_because(link_off(instance))),
    };
    Banner::new(tone, mark, title, text).show_closable(ui, close, actions, |ui, actions| {
        if next.is_some_and(|next| ui.add(next).clicked()) {
            actions.push(Action::LinkPhone(key, Way::Scan));
        }
    });
}

/// Warns that the waiting messages are sent as soon as the phone is linked. The user must know this before scanning
/// the code.
fn waiting_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(count) = instance.waiting().number().filter(|count| *count > 0) else { return };
    Banner::new(Tone::Bad, Mark::Warning, tr!("link-waiting", count = count), tr!("link-waiting-text", count = count))
        .show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("link-see-queue"))).clicked() {
                actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
            }
        });
}
