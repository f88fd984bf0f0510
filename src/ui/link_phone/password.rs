//! The password of two-step verification. It is treated like a token: wiped once it is sent or no longer awaited, also
//! from egui's memory of typed text.

use std::time::Instant;

use eframe::egui::{Context, Id, Key, Ui};
use secrecy::SecretString;
use zeroize::Zeroize as _;

use super::{LinkView, Place, looked_ui, stop_ui, waiting_ui};
use crate::green_api::{Failure, Method as _, PasswordRefusal, SendAuthorizationPassword};
use crate::model::{Action, Instance, InstanceKey, LinkState, PasswordState};
use crate::tr;
use crate::ui::ViewState;
use crate::ui::answer::answer_ui;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::json::ExchangeStyle;
use crate::ui::labels::change_off;
use crate::ui::replace_number::heading_ui;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, Banner, Field, Mark, Tone, divider, forget_typed, slot};
use crate::work::link_phone::Way;

/// Width of the field, in points.
const FIELD: f32 = 320.0;

fn field_id(key: InstanceKey) -> Id {
    Id::unique(("link-password", key))
}

/// Wipes the password, and the text that egui keeps of it for Ctrl+Z.
pub fn forget(ctx: &Context, key: InstanceKey, view: &mut LinkView) {
    view.password.zeroize();
    view.shows_password = false;
    view.password_open = false;
    forget_typed(ctx, field_id(key));
}

pub fn password_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    slot(ui, |ui| {
        if is_already_linked(&state.password) {
            heading_ui(ui, tr!("link-title"));
            refused_ui(ui, instance, state, actions);
            ui.label(font::running(tr!("password-already-linked")));
            return;
        }
        heading_ui(ui, tr!("password-title", messenger = instance.messenger().name()));
        ui.label(font::running(tr!("password-text")).color(t.muted));
        entering_ui(ui, instance, state, view.link.entry(instance.key).or_default(), actions);
    });
    looked_ui(ui, instance, state);
    ui.horizontal_wrapped(|ui| {
        if ui.add(ActButton::plain(tr!("link-new-code"))).clicked() {
            actions.push(place.ask(instance.key, Way::Scan));
        }
    });
    stop_ui(ui, instance, place, actions);
    if instance.practice {
        ui.label(font::running(tr!("password-practice")).color(t.muted));
    }
    refusal_ui(ui, state, view, actions);
}

/// Whether the password was refused because the number is linked already, so that no other one helps.
fn is_already_linked(password: &PasswordState) -> bool {
    let PasswordState::Failed { failure: Failure::PasswordRefused { reason, .. }, .. } = password else { return false };
    *reason == PasswordRefusal::AlreadyRegistered
}

/// Draws the field, or the progress of the password that was sent.
fn entering_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, own: &mut LinkView, actions: &mut Vec<Action>) {
    match &state.password {
        PasswordState::Sending => return waiting_ui(ui, tr!("password-sending")),
        PasswordState::Accepted { until } => {
            let left = until.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                ui.ctx().request_repaint_after(left);
                return waiting_ui(ui, tr!("password-accepted"));
            }
            ui.label(font::running(tr!("password-still-awaited")).color(Tokens::of(ui).warning));
        }
        PasswordState::NotSent | PasswordState::Failed { .. } => refused_ui(ui, instance, state, actions),
    }
    field_ui(ui, instance, own, actions);
}

/// Says why the last password was refused.
pub fn refused_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, actions: &mut Vec<Action>) {
    let PasswordState::Failed { failure, .. } = &state.password else { return };
    let texts = failure_texts(&FailureView::other(failure, SendAuthorizationPassword::NAME, instance));
    let (title, text) = (&texts.title, &texts.text);
    Banner::new(Tone::Bad, Mark::Failed, title, text).show_closable(ui, None, actions, |_, _| {});
}

/// Draws the server's answer to the refused password.
pub fn refusal_ui(ui: &mut Ui, state: &LinkState, view: &mut ViewState, actions: &mut Vec<Action>) {
    if let PasswordState::Failed { exchange: Some(exchange), .. } = &state.password {
        divider(ui);
        answer_ui(ui, exchange, view, ExchangeStyle::Quiet, actions);
    }
}

fn field_ui(ui: &mut Ui, instance: &Instance, own: &mut LinkView, actions: &mut Vec<Action>) {
    let id = field_id(instance.key);
    let field = ui.scope(|ui| {
        ui.set_max_width(FIELD);
        Field::new(&tr!("password-field"), id).secret(&mut own.shows_password).show(ui, &mut own.password)
    });
    let entered = field.inner.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let missing = own.password.is_empty().then(|| tr!("password-missing"));
    let off = missing.or_else(|| change_off(instance));
    let may_send = off.is_none();
    let send = ui.add(ActButton::accent(tr!("password-send")).disabled_because(off));
    if !std::mem::replace(&mut own.password_open, true) {
        field.inner.request_focus();
        ui.scroll_to_rect(field.response.rect.union(send.rect), None);
    }
    if may_send && (entered || send.clicked()) {
        actions.push(Action::SendPassword(instance.key, SecretString::from(own.password.as_str())));
        forget(ui.ctx(), instance.key, own);
    }
}
