//! A viewer for the server's answers: bodies as a folding tree or as received, and an exchange around them.
//!
//! Entry points: [`exchange_ui`] draws an exchange with its answer, from the [`Answers`] that a page keeps in its view
//! state. [`JsonDocument`] and [`json_view`] are for a body alone.

mod cache;
mod document;
#[cfg(test)]
mod document_tests;
mod exchange;
mod job;
mod links;
mod pretty;
mod read;
mod row;
mod rows;
mod search;
mod search_bar;
mod token;
mod view;
#[cfg(test)]
pub(in crate::ui) mod view_tests;

pub use cache::{JsonCache, Part};
pub use document::JsonDocument;
pub use exchange::{Answers, ExchangeAct, ExchangeState, ExchangeStyle, exchange_ui, status_text, status_tone};
pub use search_bar::search_bar_ui;
pub use view::{JsonMode, JsonViewState, json_view};
