//! Steps of linking that are taken outside this program: an explanation, the way to the console, and waiting for the
//! number to be linked. They are the passkey that WhatsApp asks for, and any step that this program does not know.

use eframe::egui::Ui;

use super::{Place, looked_ui, practice_ui, stop_ui};
use crate::green_api::console;
use crate::model::{Action, Instance, LinkState, PracticePhone};
use crate::tr;
use crate::ui::ViewState;
use crate::ui::answer::answer_ui;
use crate::ui::json::ExchangeStyle;
use crate::ui::replace_number::heading_ui;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, divider};
use crate::work::link_phone::Way;

pub fn passkey_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    message: &str,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    heading_ui(ui, tr!("passkey-title"));
    ui.label(font::running(tr!("passkey-text")).color(t.muted));
    for step in [tr!("passkey-step-phone"), tr!("passkey-step-console"), tr!("passkey-step-confirm")] {
        ui.label(font::running(step));
    }
    elsewhere_ui(ui, instance, place, state, message, view, actions);
}

/// Names the unknown type of a reply of `qr`, with its message.
pub fn unknown_type_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    (name, message): (&str, &str),
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    heading_ui(ui, tr!("link-unknown-type", name = name));
    if !message.is_empty() {
        ui.label(font::running(tr!("link-unknown-type-said", message = message)));
    }
    ui.label(font::running(tr!("link-unknown-type-text")).color(Tokens::of(ui).muted));
    elsewhere_ui(ui, instance, place, state, message, view, actions);
}

/// Draws the way to the console, or to its page that `message` names, and the reading of the state.
fn elsewhere_ui(
    ui: &mut Ui,
    instance: &Instance,
    place: Place,
    state: &LinkState,
    message: &str,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        if ui.add(ActButton::accent(tr!("passkey-console"))).clicked() {
            let page = console::page_in(message).unwrap_or_else(|| console::instance_page(instance.id()));
            actions.push(Action::OpenLink(page));
        }
        if ui.add(ActButton::plain(tr!("link-new-code"))).clicked() {
            actions.push(place.ask(instance.key, Way::Scan));
        }
    });
    looked_ui(ui, instance, state);
    stop_ui(ui, instance, place, actions);
    let confirms = (PracticePhone::Links, ActButton::plain(tr!("passkey-practice")));
    practice_ui(ui, instance, [confirms], actions);
    if let Some(exchange) = &state.progress.exchange {
        ui.add_space(space::XS);
        divider(ui);
        answer_ui(ui, exchange, view, ExchangeStyle::Quiet, actions);
    }
}
