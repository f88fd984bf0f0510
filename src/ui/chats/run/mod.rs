//! A run that archives many chats: how far it is, what holds it up, what came of it, and those of earlier.

mod card;
mod past;
pub mod words;

pub use card::run_ui;
pub use past::past_ui;

/// What is remembered between frames.
#[derive(Debug, Default)]
pub struct RunView {
    /// The list of earlier runs is open.
    past_open: bool,
}
