//! The Requests page: what this run asked of an instance and what came back, for support and for the curious.
//!
//! From outside: [`requests_ui`] and its state. It fills the room that it is given and scrolls by itself.

mod detail;
mod list;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::Ui;

use super::json::{Answers, ExchangeAct};
use crate::green_api::{Exchange, IdInstance};

/// What a click on this page asks for.
pub type RequestsAct = ExchangeAct;

/// What is thrown away with the page: which exchange is open, and how the answers are looked at.
#[derive(Debug, Default)]
pub struct RequestsState {
    open: Option<u64>,
    /// The keyboard is to be where the eye is: on what was just opened, or on the row that was just left.
    focus: Option<u64>,
    answers: Answers,
}

/// The exchanges of `instance`, the newest first, or the one that was opened. `dropped` older ones are kept no more.
pub fn requests_ui(
    ui: &mut Ui,
    exchanges: &[Arc<Exchange>],
    dropped: u64,
    instance: &IdInstance,
    state: &mut RequestsState,
) -> Vec<RequestsAct> {
    let of_instance: Vec<&Arc<Exchange>> = exchanges.iter().filter(|exchange| exchange.instance == *instance).collect();
    let open = state.open.and_then(|id| of_instance.iter().position(|exchange| exchange.id == id));
    match open {
        Some(index) => detail::detail_ui(ui, &of_instance, index, state),
        None => {
            list::list_ui(ui, &of_instance, dropped, state);
            Vec::new()
        }
    }
}
