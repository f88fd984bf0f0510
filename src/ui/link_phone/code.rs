//! A code to scan or to type, with the instructions for the phone.

use std::time::{Duration, Instant};

use eframe::egui::{FontFamily, Id, RichText, Ui};
use secrecy::ExposeSecret as _;

use super::{
    LinkView, Place, failed_query_ui, practice_ui, queue_warning_ui, restarting, skipped_clearing, waiting_ui,
};
use crate::green_api::Messenger;
use crate::model::{Action, Instance, LinkState, PracticePhone};
use crate::tr;
use crate::ui::countdown::time_left;
use crate::ui::numbers::phone_field_ui;
use crate::ui::replace_number::heading_ui;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, link, optional, slot};
use crate::ui::{ViewState, text};
use crate::work::link_phone::{QrCode, Shown, Way, has_typed_code};

/// Interval at which WhatsApp replaces its code (green-api.com/en/docs/api/account/QR).
const CODE_LIVES: Duration = Duration::from_secs(20);

/// Whether a code to type, for a phone whose camera cannot be used, is offered beside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TypedOffer {
    Wanted,
    Shown,
    /// It is too wide, and is drawn below.
    NoRoom,
}

/// Minimum width, in points, at which there is room for words beside the picture.
const BESIDE: f32 = 440.0;

pub fn code_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    shown: &Shown,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let own = view.link.entry(instance.key).or_default();
    let top = ui.cursor().top();
    let offer = if ui.available_width() < BESIDE {
        // First: scrolling to the focused heading must not move the picture out of sight.
        title_ui(ui, place, state);
        let side = picture_side(ui, top);
        slot(ui, |ui| picture_ui(ui, instance, place, state, (shown, side), own, actions));
        words_ui(ui, instance, place, state, own, actions)
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            ui.vertical(|ui| {
                ui.set_width(size::QR);
                let side = picture_side(ui, top);
                picture_ui(ui, instance, place, state, (shown, side), own, actions);
            });
            let words = ui.vertical(|ui| {
                title_ui(ui, place, state);
                words_ui(ui, instance, place, state, own, actions)
            });
            words.inner
        })
        .inner
    };
    // Under both: beside the picture there is no room for a field.
    if has_typed_code(instance.messenger()) {
        typed_ui(ui, instance, place, (state.progress.way, offer), own, actions);
    }
    practice_buttons_ui(ui, instance, state, actions);
}

/// Draws the buttons for what a practice phone may do with the code.
fn practice_buttons_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, actions: &mut Vec<Action>) {
    let links = match state.progress.way {
        Way::Scan => tr!("link-practice-scan"),
        Way::Type(_) => tr!("link-practice-type"),
    };
    let links = (PracticePhone::Links, ActButton::accent(links));
    let asks = match instance.messenger() {
        Messenger::WhatsApp => (PracticePhone::AsksPasskey, ActButton::plain(tr!("link-practice-passkey"))),
        Messenger::Max | Messenger::Telegram => {
            (PracticePhone::AsksPassword, ActButton::plain(tr!("link-practice-password")))
        }
    };
    let suspended = (PracticePhone::LinksSuspended, ActButton::plain(tr!("link-practice-suspended")));
    practice_ui(ui, instance, [links, asks, suspended], actions);
}

/// Returns the length of the picture's sides, in points: in a low window it is smaller, so that it is wholly in sight
/// while the panel, which begins at `top`, is at the top of the page.
fn picture_side(ui: &Ui, top: f32) -> f32 {
    let room = ui.clip_rect().height() - (ui.cursor().top() - top) - 3.0 * space::XL;
    size::QR.min(room.max(size::QR_LEAST))
}

fn picture_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    (shown, side): (&Shown, f32),
    own: &mut LinkView,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    match shown {
        Shown::Code(code) => {
            if own.picture.show(ui, &code.png, &tr!("link-picture"), side).is_none() {
                ui.label(tr!("link-no-picture"));
            }
            replaced_ui(ui, instance, code);
        }
        Shown::CodeOld => {
            own.picture.forget();
            ui.label(font::running(tr!("link-code-old")).color(t.warning));
        }
        Shown::TypedCode { code, until } => {
            let left = time_left(ui, *until);
            let code = RichText::new(code.expose_secret()).text_style(font::figure()).family(FontFamily::Monospace);
            ui.label(code);
            ui.label(RichText::new(tr!("link-code-lives", time = text::rough_duration(left))).color(t.muted));
        }
        Shown::TypedCodeExpired => {
            ui.label(font::running(tr!("link-code-expired")).color(t.warning));
            let again = ActButton::accent(tr!("link-new-typed-code")).disabled_because(restarting(instance));
            if ui.add(again).clicked() {
                actions.push(place.ask(instance.key, state.progress.way));
            }
        }
        _ => waiting_ui(ui, tr!("link-asking")),
    }
}

/// Says how often WhatsApp replaces the shown code. The server does not say how old a code is, so none is counted down.
fn replaced_ui(ui: &mut Ui, instance: &Instance, code: &QrCode) {
    let t = Tokens::of(ui);
    let dies_in = code.until.saturating_duration_since(Instant::now());
    ui.ctx().request_repaint_after(dies_in);
    if instance.messenger() == Messenger::WhatsApp {
        let words = tr!("link-code-replaced", time = text::rough_duration(CODE_LIVES));
        ui.vertical_centered(|ui| ui.label(RichText::new(words).color(t.muted)));
    }
}

fn title_ui(ui: &mut Ui, place: Place, state: &LinkState) {
    let scans = state.progress.way == Way::Scan;
    heading_ui(
        ui,
        match (place, scans) {
            (Place::Account, _) => tr!("link-title"),
            (Place::Replacement, true) => tr!("replace-number-link-title"),
            (Place::Replacement, false) => tr!("replace-number-link-title-type"),
        },
    );
}

/// Draws the instructions, and what else can be done. Returns whether a code to type was offered.
fn words_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    own: &LinkView,
    actions: &mut Vec<Action>,
) -> TypedOffer {
    let t = Tokens::of(ui);
    if place == Place::Account {
        slot(ui, |ui| queue_warning_ui(ui, instance, actions));
    }
    failed_query_ui(ui, instance, state);
    let scans = state.progress.way == Way::Scan;
    let steps = match (instance.messenger(), scans) {
        (Messenger::Max, _) => tr!("link-steps-max"),
        (Messenger::Telegram, _) => tr!("link-steps-telegram"),
        (Messenger::WhatsApp, false) => tr!("link-steps-type"),
        (Messenger::WhatsApp, true) => tr!("link-steps-scan"),
    };
    ui.label(font::running(steps).color(t.muted));
    let offers_typed = scans && own.phone.is_none() && has_typed_code(instance.messenger());
    let typed = ActButton::plain(tr!("link-use-code-instead"));
    let has_room = typed.width(ui) <= ui.available_width();
    let wants_typed = optional(ui, offers_typed && has_room, |ui| ui.add(typed));
    let stop = match place {
        Place::Account => tr!("link-stop"),
        Place::Replacement => {
            if skipped_clearing(instance) {
                ui.label(font::running(tr!("replace-number-link-not-counted")).color(t.danger));
            } else {
                ui.label(font::running(tr!("replace-number-link-counted")).color(t.muted));
            }
            tr!("replace-number-link-hide")
        }
    };
    if link(ui, stop).clicked() {
        actions.push(place.stop(instance.key));
    }
    match (wants_typed, has_room) {
        (true, _) => TypedOffer::Wanted,
        (false, true) => TypedOffer::Shown,
        (false, false) => TypedOffer::NoRoom,
    }
}

/// Draws the number for a code to type, or the way back to the code for the camera.
fn typed_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    (way, offer): (Way, TypedOffer),
    own: &mut LinkView,
    actions: &mut Vec<Action>,
) {
    if way != Way::Scan {
        if link(ui, tr!("link-use-camera")).clicked() {
            own.phone = None;
            actions.push(place.ask(instance.key, Way::Scan));
        }
        return;
    }
    let Some(phone) = &mut own.phone else {
        let wants_typed = match offer {
            TypedOffer::Wanted => true,
            TypedOffer::Shown => false,
            TypedOffer::NoRoom => ui.add(ActButton::plain(tr!("link-use-code-instead"))).clicked(),
        };
        // Drawn from the next frame on: the button has the focus until it is gone.
        if wants_typed {
            own.phone = Some(String::new());
            own.phone_opens = true;
            own.phone_height = 0.0;
        }
        return;
    };
    let drawn = ui.scope(|ui| {
        let (field, number) = phone_field_ui(ui, Id::unique(("link-phone", instance.key)), phone);
        if std::mem::take(&mut own.phone_opens) {
            field.request_focus();
        }
        let off = number.is_none().then(|| tr!("link-phone-wrong")).or_else(|| restarting(instance));
        let asked = ui.add(ActButton::plain(tr!("link-use-code")).disabled_because(off)).clicked();
        if let (true, Some(number)) = (asked, number) {
            actions.push(place.ask(instance.key, Way::Type(number)));
        }
    });
    let rect = drawn.response.rect;
    if rect.height() > std::mem::replace(&mut own.phone_height, rect.height()) {
        ui.scroll_to_rect(rect, None);
    }
}
