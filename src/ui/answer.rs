//! An exchange within a page: drawn by [`super::json`], its clicks turned into actions.

use std::sync::Arc;

use eframe::egui::Ui;

use super::{
    ViewState,
    json::{ExchangeAct, Look, exchange_ui},
};
use crate::{green_api::Exchange, model::Action};

pub fn answer_ui(ui: &mut Ui, exchange: &Arc<Exchange>, view: &mut ViewState, look: Look, actions: &mut Vec<Action>) {
    match exchange_ui(ui, exchange, &mut view.answers, look) {
        Some(ExchangeAct::Copy(text) | ExchangeAct::CopyCurl(text)) => actions.push(Action::Copy(text)),
        None => {}
    }
}
