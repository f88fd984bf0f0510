//! Linking a phone from the Account page.

use eframe::egui::Ui;

use super::state::{can_link, link_off};
use crate::green_api::InstanceState;
use crate::model::{Action, Instance, LinkState};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::link_phone::{Place, panel_ui, queue_warning_ui, restricted, scroll_to_news, tries_again, undone};
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, card};
use crate::ui::{ViewState, labels};
use crate::work::link_phone::{Shown, Way};

pub fn link_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(state) = shown(instance) else { return };
    scroll_to_news(ui, instance, state, view);
    match &state.progress.shown {
        Shown::Linked => linked_ui(ui, instance, state, actions),
        Shown::Failed(_) => panel_ui(ui, instance, Place::Account, state, view, actions),
        // The warning is part of these, beside the code.
        Shown::Asking | Shown::Code(_) | Shown::CodeOld | Shown::TypedCode { .. } | Shown::TypedCodeExpired => {
            card(ui, |ui| panel_ui(ui, instance, Place::Account, state, view, actions));
        }
        Shown::NoTypedCode
        | Shown::Passkey { .. }
        | Shown::PasswordAwaited
        | Shown::UnknownType { .. }
        | Shown::Stopped => {
            queue_warning_ui(ui, instance, actions);
            card(ui, |ui| panel_ui(ui, instance, Place::Account, state, view, actions));
        }
    }
}

/// Scrolls the page to the state when a phone was linked: the state is as new as the banner under it.
pub fn scroll_to_state(ui: &Ui, instance: &Instance, view: &mut ViewState) {
    if let Some(state) = shown(instance).filter(|state| matches!(state.progress.shown, Shown::Linked)) {
        scroll_to_news(ui, instance, state, view);
    }
}

/// Returns the linking that this page shows. During a replacement only its own page does, which counts the queue.
fn shown(instance: &Instance) -> Option<&LinkState> {
    instance.account.link.as_ref().filter(|_| !instance.is_being_replaced())
}

/// Whether the panel or banner has a button that links a phone. The page then has no other.
pub fn offers_link(instance: &Instance) -> bool {
    let Some(state) = shown(instance) else { return false };
    if let Shown::Failed(failure) = &state.progress.shown {
        return tries_again(instance, state, failure);
    }
    !matches!(state.progress.shown, Shown::Linked) || instance.state.value() != Some(&InstanceState::Authorized)
}

/// Whether the banner has a button that unlinks the phone. The page then has no other.
pub fn offers_unlink(instance: &Instance) -> bool {
    let is_linked = shown(instance).is_some_and(|state| matches!(state.progress.shown, Shown::Linked));
    is_linked && instance.state.value() == Some(&InstanceState::Blocked) && restricted(instance).is_some()
}

/// Says that a phone was linked, now or before according to the server. The newest state decides whether it still is,
/// and whether it may send.
fn linked_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, actions: &mut Vec<Action>) {
    let key = instance.key;
    let newest = instance.state.value();
    let (banner, next) = match (newest, restricted(instance)) {
        (Some(InstanceState::Authorized), _) => {
            (Banner::new(Tone::Good, Mark::Done, tr!("link-done"), labels::works(instance)), None)
        }
        (newest, Some(banner)) => {
            let unlink = ActButton::plain(tr!("account-logout")).disabled_because(link_off(instance));
            let is_blocked = newest == Some(&InstanceState::Blocked);
            (banner, is_blocked.then_some((unlink, Action::AskLogout(key))))
        }
        (newest, None) => not_linked(instance, state, newest),
    };
    banner.show_closable(ui, Some(Action::StopLinking(key)), actions, |ui, actions| {
        actions.extend(next.and_then(|(button, action)| ui.add(button).clicked().then_some(action)));
    });
}

/// Returns the words for a phone that the newest state does not show as linked, and the button that links one.
fn not_linked(
    instance: &Instance,
    state: &LinkState,
    newest: Option<&InstanceState>,
) -> (Banner, Option<(ActButton, Action)>) {
    let link = |button: ActButton| (button, Action::LinkPhone(instance.key, Way::Scan));
    let banner = |title: String, text: String| Banner::new(Tone::Wait, Mark::Warning, title, text);
    if !state.progress.was_seen() {
        let again = link(ActButton::plain(tr!("replace-number-link-ask-again")).disabled_because(look_only(instance)));
        return (banner(tr!("replace-number-link-already"), tr!("link-already-text")), Some(again));
    }
    let next =
        can_link(newest).then(|| link(ActButton::plain(tr!("account-link")).disabled_because(link_off(instance))));
    let (title, text) = undone(instance);
    (banner(title, text), next)
}
