//! The passkey that WhatsApp asks for: an explanation, where to confirm it, and waiting for the confirmation.

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
