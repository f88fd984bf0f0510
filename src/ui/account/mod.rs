//! The Account page: the state of the number and the possible steps, the settings that matter here, linking and
//! unlinking the phone, a new token, past states.

mod history;
mod link_phone;
mod settings;
mod state;
mod token;

use eframe::egui::{IdSalt, Ui};

pub use settings::typed_interval;

use super::ViewState;
use super::failure::query_failure_ui;
use super::widgets::{card, page, slot};
use crate::model::{Action, Instance, Tab};

/// View state of one instance's page, kept between frames.
#[derive(Debug, Default)]
pub struct AccountView {
    /// The sending interval being typed, in seconds.
    interval: Option<String>,
    shows_history: bool,
}

pub fn account_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    page(ui, IdSalt::new(("account", instance.key)), |ui| {
        slot(ui, |ui| super::token_banner::token_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::replace_number::banner_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::interrupted::interrupted_ui(ui, instance, Tab::Account, &mut actions));
        slot(ui, |ui| super::chats::unfinished_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::restart::restart_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| token::outcome_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| state::logout_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| query_failure_ui(ui, instance, view, &mut actions));
        link_phone::scroll_to_state(ui, instance, view);
        card(ui, |ui| state::state_ui(ui, instance, &mut actions));
        slot(ui, |ui| link_phone::link_ui(ui, instance, view, &mut actions));
        card(ui, |ui| settings::settings_ui(ui, instance, view, &mut actions));
        card(ui, |ui| token::token_ui(ui, instance, &mut actions));
        history::history_ui(ui, instance, view, &mut actions);
    });
    actions
}
