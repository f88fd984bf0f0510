//! The Requests page: the requests that this session made for an instance and their answers, for support and for
//! curious users.
//!
//! Entry points: [`requests_ui`] and its state. The page fills the space that it is given and handles its own
//! scrolling.

mod detail;
mod list;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::Ui;

use super::json::{Answers, ExchangeAct};
use super::widgets::RowCursor;
use crate::green_api::{Exchange, IdInstance};

/// An act requested by a click on this page.
pub type RequestsAct = ExchangeAct;

/// Throw-away state of the page: the open exchange, and how the answers are viewed.
#[derive(Debug, Default)]
pub struct RequestsState {
    open: Option<u64>,
    /// The exchange to focus: the one just opened, or the row just left, so that the focus is where the user looks.
    focus: Option<u64>,
    cursor: RowCursor,
    /// The newest exchange shown, while the list keeps its place: the pointer is over it, or it is scrolled.
    held: Option<u64>,
    answers: Answers,
}

/// Draws the exchanges of `instance`, newest first, or the open one. `dropped` counts the older ones that are no longer
/// kept.
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
        Some(index) => {
            state.held = None;
            detail::detail_ui(ui, &of_instance, index, state)
        }
        None => {
            list::list_ui(ui, &of_instance, dropped, state);
            Vec::new()
        }
    }
}
