//! The panel that links a phone, the same on the Account page and in the replacement of a number: QR code, code to
//! type, passkey, password. Entry points: [`panel_ui`] draws it, [`restricted`] has the words for a phone that is linked
//! and may not send, [`scroll_to_news`] brings the panel into sight, [`forget_left`] wipes the typed text once it is
//! closed.

mod code;
mod passkey;
mod password;
mod qr;
mod restricted;

use std::mem::{Discriminant, discriminant};
use std::time::Instant;

use eframe::egui::{Align, Context, Ui};
use zeroize::Zeroizing;

use self::qr::QrPicture;
pub use self::restricted::restricted;
use super::failure::{FailureView, failure_card, failure_texts, remedy_act};
use super::replace_number::heading_ui;
use super::theme::{Tokens, font, size, space};
use super::widgets::{ActButton, Banner, Icon, Mark, Tone, icon_ui, link, slot};
use super::{ViewState, labels, text};
use crate::explain::Remedy;
use crate::green_api::{Failure, GetAuthorizationCode, InstanceState, Method as _, Qr};
use crate::model::{Action, Instance, InstanceKey, LinkState, Model, Page, PracticePhone, ReplaceAction, Tab, TaskId};
use crate::tr;
use crate::work::link_phone::{Shown, Way};
use crate::work::replace_number::Step;
use crate::work::restart::Change;

/// The page that the panel is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Account,
    Replacement,
}

impl Place {
    fn ask(self, key: InstanceKey, way: Way) -> Action {
        match self {
            Self::Account => Action::LinkPhone(key, way),
            Self::Replacement => Action::Replace(key, ReplaceAction::Code(way)),
        }
    }

    fn stop(self, key: InstanceKey) -> Action {
        match self {
            Self::Account => Action::StopLinking(key),
            Self::Replacement => Action::Replace(key, ReplaceAction::HideCode),
        }
    }
}

/// View state of one instance's panel, kept between frames.
#[derive(Default)]
pub struct LinkView {
    /// The phone number for a code to type; `None` until the user wants such a code.
    phone: Option<String>,
    /// Whether the field of this number is opening and takes the keyboard focus.
    phone_opens: bool,
    /// Height of this field with its lines and its button when the page was last scrolled to them, in points.
    phone_height: f32,
    picture: QrPicture,
    password: Zeroizing<String>,
    shows_password: bool,
    /// Whether the field of the password is open and has taken the keyboard focus.
    password_open: bool,
    /// The task and its stage for which the page was last scrolled.
    seen: Option<(TaskId, Discriminant<Shown>)>,
}

impl std::fmt::Debug for LinkView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkView").field("seen", &self.seen).finish_non_exhaustive()
    }
}

/// Drops the typed text and the picture once the linking task has ended. A password is also dropped once it is no
/// longer awaited or its page was left.
pub fn forget_left(ctx: &Context, model: &Model, views: &mut std::collections::HashMap<InstanceKey, LinkView>) {
    let shown = model.page.links();
    views.retain(|key, view| {
        let link = model.instance(*key).and_then(|instance| instance.account.link.as_ref());
        let awaited = link.is_some_and(|link| matches!(link.progress.shown, Shown::PasswordAwaited));
        let awaited = awaited && shown == Some(*key);
        if !awaited {
            password::forget(ctx, *key, view);
        }
        link.is_some()
    });
}

/// Scrolls the page to what follows when the panel changes to a code, a passkey or a password: it may be out of sight.
pub fn scroll_to_news(ui: &Ui, instance: &Instance, state: &LinkState, view: &mut ViewState) {
    let seen = &mut view.link.entry(instance.key).or_default().seen;
    let shown = (state.task, discriminant(state.progress.shown(Instant::now())));
    if seen.replace(shown) != Some(shown) {
        ui.scroll_to_cursor(Some(Align::TOP));
    }
}

/// Draws the panel of a linking task. Draws nothing once the phone is linked: the page itself shows the next step.
pub fn panel_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    match state.progress.shown(Instant::now()) {
        Shown::Linked => {}
        Shown::Failed(failure) => failed_ui(ui, instance, place, state, failure, view, actions),
        Shown::Passkey { message } => passkey::passkey_ui(ui, instance, place, state, message, view, actions),
        Shown::UnknownType { name, message } => {
            passkey::unknown_type_ui(ui, instance, place, state, (name, message), view, actions);
        }
        Shown::PasswordAwaited => password::password_ui(ui, instance, place, state, view, actions),
        Shown::Stopped => {
            let (title, text) = (tr!("link-stopped"), tr!("link-stopped-text"));
            ended_ui(ui, instance, place, title, text, actions, |_, _| {});
        }
        Shown::NoTypedCode => no_typed_code_ui(ui, instance, place, state, actions),
        shown @ (Shown::Asking
        | Shown::Code(_)
        | Shown::CodeOld
        | Shown::TypedCode { .. }
        | Shown::TypedCodeExpired) => {
            password::refused_ui(ui, instance, state, actions);
            code::code_ui(ui, instance, place, state, shown, view, actions);
            password::refusal_ui(ui, state, view, actions);
        }
    }
}

fn failed_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    failure: &Failure,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let key = instance.key;
    let told = failure_view(instance, state, failure);
    let remedy = failure_card(ui, told, state.progress.exchange.as_ref(), view, actions, Some(place.stop(key)));
    actions.extend(remedy.and_then(|remedy| match remedy {
        Remedy::TryAgain => Some(place.ask(key, state.progress.way)),
        other => remedy_act(other, key),
    }));
}

fn failure_view<'a>(instance: &Instance, state: &LinkState, failure: &'a Failure) -> FailureView<'a> {
    let method = if state.progress.way == Way::Scan { Qr::NAME } else { GetAuthorizationCode::NAME };
    FailureView::other(failure, method, instance)
}

/// Whether the panel of a linking task that failed offers to begin it again.
pub fn tries_again(instance: &Instance, state: &LinkState, failure: &Failure) -> bool {
    failure_view(instance, state, failure).remedies().contains(&Remedy::TryAgain)
}

/// Draws a linking task that cannot continue: the reason, and a button for a QR code.
fn ended_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    title: String,
    text: String,
    actions: &mut Vec<Action>,
    more: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let t = Tokens::of(ui);
    heading_ui(ui, title);
    ui.label(font::running(text).color(t.muted));
    ui.horizontal_wrapped(|ui| {
        let again = ActButton::accent(tr!("link-new-code")).disabled_because(labels::look_only(instance));
        if ui.add(again).clicked() {
            actions.push(place.ask(instance.key, Way::Scan));
        }
        more(ui, actions);
    });
    leave_ui(ui, instance, place, tr!("close"), actions);
}

/// Says that getAuthorizationCode returned no code: a restart or a QR code helps.
fn no_typed_code_ui(ui: &mut Ui, instance: &Instance, place: Place, state: &LinkState, actions: &mut Vec<Action>) {
    let restarting = restarting(instance);
    let text = if instance.state.value() == Some(&InstanceState::Starting) {
        tr!("link-no-typed-code-starting")
    } else {
        tr!("link-no-typed-code-text")
    };
    ended_ui(ui, instance, place, tr!("link-no-typed-code"), text, actions, |ui, actions| {
        let working = labels::change_off(instance);
        let off = restarting.clone().or(working);
        if ui.add(ActButton::plain(tr!("link-restart")).disabled_because(off)).clicked() {
            actions.push(Action::AskRestart(instance.key, Change::Reboot));
        }
        if ui.add(ActButton::plain(tr!("link-use-code")).disabled_because(restarting)).clicked() {
            actions.push(place.ask(instance.key, state.progress.way));
        }
    });
}

/// Returns why no code to type can be requested now. While the instance starts, several requests in a row restart the instance
/// (github.com/green-api/issues/issues/460), and one more would do so again.
fn restarting(instance: &Instance) -> Option<String> {
    let starting = (instance.state.value() == Some(&InstanceState::Starting)).then(|| tr!("link-off-starting"));
    labels::look_only(instance).or(starting)
}

/// Draws the link that stops linking while no code is shown. In a replacement the foot of the page has this control.
fn stop_ui(ui: &mut Ui, instance: &Instance, place: Place, actions: &mut Vec<Action>) {
    leave_ui(ui, instance, place, tr!("link-stop"), actions);
}

fn leave_ui(ui: &mut Ui, instance: &Instance, place: Place, name: String, actions: &mut Vec<Action>) {
    if place == Place::Account && link(ui, name).clicked() {
        actions.push(place.stop(instance.key));
    }
}

/// Returns the words for a phone that was linked and, by the newest state, is not any more.
pub fn undone(instance: &Instance) -> (String, String) {
    let (word, _) = labels::state_badge(instance.state.value(), instance.messenger());
    (tr!("link-undone"), tr!("link-undone-text", state = word))
}

/// Warns that the waiting messages are sent as soon as the phone is linked. The user must know this before linking it.
pub fn queue_warning_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let count = instance.whole_queue();
    if count.number().is_none_or(|count| count == 0) {
        return;
    }
    Banner::new(Tone::Bad, Mark::Warning, tr!("link-waiting", count = count), tr!("link-waiting-text", count = count))
        .show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("link-see-queue"))).clicked() {
                actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
            }
        });
}

/// Draws a line that says what is awaited. Its mark is static: a spinner would redraw the window 60 times a second.
fn waiting_ui(ui: &mut Ui, words: String) {
    let t = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (place, _) =
            ui.allocate_exact_size(eframe::egui::vec2(size::ICON, font::LINE), eframe::egui::Sense::hover());
        icon_ui(ui, Icon::Clock, place, t.muted);
        ui.vertical(|ui| ui.label(font::running(words).color(t.muted)));
    });
}

/// Says when the state was last read, or why it cannot be read now.
fn looked_ui(ui: &mut Ui, instance: &Instance, state: &LinkState) {
    let at = state.progress.state_at.map(text::clock_time);
    slot(ui, |ui| {
        let Some(failure) = state.progress.failed_query() else {
            let words = at.map_or_else(|| tr!("passkey-waiting-first"), |time| tr!("passkey-waiting", time = time));
            return waiting_ui(ui, words);
        };
        let reason = failure_texts(&FailureView::about(failure, instance)).title;
        let words = match at {
            Some(time) => tr!("link-not-looked", reason = &reason, time = time),
            None => reason,
        };
        ui.label(font::running(words).color(Tokens::of(ui).warning));
    });
}

/// Says why the last query failed, while linking goes on.
fn failed_query_ui(ui: &mut Ui, instance: &Instance, state: &LinkState) {
    slot(ui, |ui| {
        let Some(failure) = state.progress.failed_query() else { return };
        let reason = failure_texts(&FailureView::about(failure, instance)).title;
        ui.label(font::running(tr!("link-asks-again", reason = reason)).color(Tokens::of(ui).warning));
    });
}

/// Draws the buttons that operate the simulated phone of a practice instance.
pub fn practice_ui<const N: usize>(
    ui: &mut Ui,
    instance: &Instance,
    phones: [(PracticePhone, ActButton); N],
    actions: &mut Vec<Action>,
) {
    if !instance.practice {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (phone, button) in phones {
            if ui.add(button).clicked() {
                actions.push(Action::UsePracticePhone(instance.key, phone));
            }
        }
    });
}

/// Whether clearing the queue was skipped in the replacement: then its messages are sent once the phone is linked.
fn skipped_clearing(instance: &Instance) -> bool {
    instance.replace.as_ref().is_some_and(|replacing| replacing.plan.is_skipped(Step::Clear))
}
