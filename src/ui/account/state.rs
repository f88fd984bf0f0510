//! The state in plain words, what it means, and the acts on the number as a whole.

use eframe::egui::{Label, RichText, Ui};

use super::link_phone;
use crate::explain::Remedy;
use crate::green_api::{InstanceState, Logout as LogoutCall, Messenger, Method as _};
use crate::model::{Action, Instance, Logout, PracticePhone};
use crate::tr;
use crate::ui::failure::{FailureView, failure_card, remedy_act};
use crate::ui::labels::change_off;
use crate::ui::link_phone::practice_ui;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, optional, slot, state_mark};
use crate::ui::{ViewState, labels, text};
use crate::work::link_phone::Way;
use crate::work::restart::Change;

pub fn state_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let state = instance.state.value();
    let (word, _) = labels::state_badge(state, instance.messenger());
    let old = instance.state.at().filter(|_| instance.state.is_old());
    ui.horizontal(|ui| {
        state_mark(ui, labels::state_shape(state), old.is_some());
        let word = font::styled(word, font::subtitle());
        let word = if old.is_some() { word.color(t.muted) } else { word };
        ui.add(Label::new(word).wrap());
    });
    // The meaning at that time may no longer apply.
    let meaning = match old {
        Some(at) => tr!("meaning-as-of", time = text::age(at)),
        None => labels::with_suspension_end(instance, meaning(instance)),
    };
    slot(ui, |ui| {
        // The progress of the restart is shown above.
        if state != Some(&InstanceState::Starting) || !instance.is_restarting() {
            ui.label(font::running(meaning).color(t.muted));
        }
    });
    facts_ui(ui, instance);
    ui.add_space(space::XS);
    let off = link_off(instance);
    ui.horizontal_wrapped(|ui| {
        let link = ActButton::accent(labels::link_name(instance)).disabled_because(off.clone());
        let links = can_link(state) && !link_phone::offers_link(instance) && !instance.is_being_replaced();
        if optional(ui, links, |ui| ui.add(link)) {
            actions.push(Action::LinkPhone(instance.key, Way::Scan));
        }
        if ui.add(ActButton::plain(tr!("account-reboot")).disabled_because(off.clone())).clicked() {
            actions.push(Action::AskRestart(instance.key, Change::Reboot));
        }
        let off = off.or_else(|| state.is_none().then(|| tr!("account-off-unknown")));
        let logout = ActButton::plain(tr!("account-logout")).disabled_because(off);
        if optional(ui, may_have_phone(instance) && !link_phone::offers_unlink(instance), |ui| ui.add(logout)) {
            actions.push(Action::AskLogout(instance.key));
        }
        let replace = ActButton::plain(tr!("replace-number-entry"));
        crate::ui::replace_number::entry_ui(ui, instance, replace, actions);
    });
    slot(ui, |ui| practice_suspension_ui(ui, instance, actions));
}

/// Lets the account of a practice instance be suspended, since its messenger never does so by itself.
fn practice_suspension_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let act = match instance.state.value() {
        Some(InstanceState::Authorized) => {
            let name = tr!("practice-suspend", messenger = instance.messenger().name());
            (PracticePhone::IsSuspended, ActButton::plain(name))
        }
        Some(InstanceState::Suspended) => (PracticePhone::IsReleased, ActButton::plain(tr!("practice-release"))),
        _ => return,
    };
    practice_ui(ui, instance, [act], actions);
}

/// Returns why no phone can be linked now, nor anything else be changed about the number.
pub fn link_off(instance: &Instance) -> Option<String> {
    let working = change_off(instance);
    working.or_else(|| (!instance.has_token()).then(|| tr!("token-missing")))
}

/// Whether a phone can be linked in this state.
pub fn can_link(state: Option<&InstanceState>) -> bool {
    state.is_some_and(InstanceState::awaits_phone)
}

/// Whether there may be a phone to unlink. While the instance starts, only its number shows one.
fn may_have_phone(instance: &Instance) -> bool {
    let state = instance.state.value();
    !can_link(state) && (state != Some(&InstanceState::Starting) || instance.number().is_some())
}

fn meaning(instance: &Instance) -> String {
    use InstanceState as S;
    let messenger = instance.messenger();
    match instance.state.value() {
        None => tr!("meaning-unknown"),
        Some(S::Authorized) => labels::works(instance),
        Some(S::NotAuthorized) => tr!("meaning-not-authorized"),
        Some(S::Blocked) if messenger == Messenger::Max => tr!("meaning-unavailable"),
        Some(S::Blocked) => tr!("meaning-blocked", messenger = messenger.name()),
        Some(S::Starting) => tr!("meaning-starting"),
        Some(S::SleepMode) => tr!("meaning-sleep"),
        Some(state @ S::Suspended) if labels::restricts(state, messenger) => {
            tr!("meaning-restricted", messenger = messenger.name())
        }
        Some(S::Suspended) => tr!("meaning-suspended"),
        Some(S::PendingCode) => tr!("meaning-pending-code", messenger = messenger.name()),
        Some(S::PendingPassword) => tr!("meaning-pending-password", messenger = messenger.name()),
        Some(S::BeingCreated) => tr!("meaning-being-created"),
        Some(S::Other(raw)) => tr!("meaning-other", state = raw),
    }
}

fn facts_ui(ui: &mut Ui, instance: &Instance) {
    let t = Tokens::of(ui);
    let number = instance.number().map(|digits| text::phone(&digits));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(tr!("account-number")).color(t.muted));
        ui.label(number.unwrap_or_else(|| "—".to_owned()));
        ui.add_space(space::L);
        ui.label(RichText::new(tr!("account-messenger")).color(t.muted));
        ui.label(instance.messenger().name());
    });
}

/// Shows the progress and outcome of unlinking the phone.
pub fn logout_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(Logout { outcome, exchange }) = &instance.account.logout else { return };
    let key = instance.key;
    match outcome {
        None => {
            Banner::new(Tone::Wait, Mark::Waiting, tr!("logout-running"), "").show(ui, |_| {});
        }
        Some(Ok(())) => {
            let banner = Banner::new(Tone::Good, Mark::Done, tr!("logout-done"), tr!("logout-done-text"));
            banner.show_closable(ui, Some(Action::CloseLogout(key)), actions, |_, _| {});
        }
        Some(Err(failure)) => {
            let told = FailureView::other(failure, LogoutCall::NAME, instance);
            let close = Some(Action::CloseLogout(key));
            let remedy = failure_card(ui, told, exchange.as_ref(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::AskLogout(key)),
                other => remedy_act(other, key),
            }));
        }
    }
}
