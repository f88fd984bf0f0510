//! The user guide inside the program: `assets/help`, with its sections at the side and a search.
//!
//! From outside: [`help_ui`] draws it from the [`HelpView`] that a window keeps, [`head_ui`] its head.

mod blocks;
mod contents;
mod guide;
#[cfg(test)]
mod guide_tests;
mod page;
mod pictures;
mod search;

pub use page::{HelpView, head_ui, help_ui};
pub use search::search_id;
