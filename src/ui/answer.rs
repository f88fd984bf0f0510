//! An exchange within a page: drawn by [`super::json`], with its clicks turned into actions.

use std::sync::Arc;

use eframe::egui::Ui;

use super::ViewState;
use super::json::{ExchangeAct, ExchangeStyle, exchange_ui};
use crate::green_api::Exchange;
use crate::model::Action;

pub fn answer_ui(
    ui: &mut Ui,
    exchange: &Arc<Exchange>,
    view: &mut ViewState,
    style: ExchangeStyle,
    actions: &mut Vec<Action>,
) {
    actions.extend(exchange_ui(ui, exchange, &mut view.answers, style).map(act));
}

pub fn act(act: ExchangeAct) -> Action {
    match act {
        ExchangeAct::Copy(text) | ExchangeAct::CopyCurl(text) => Action::Copy(text),
    }
}
