//! The user guide inside the program: `assets/help`, with its sections at the side and a search.
//!
//! Entry points: [`help_ui`] draws the guide from the [`HelpView`] that a window keeps, [`head_ui`] draws its head.

mod blocks;
mod contents;
mod guide;
#[cfg(test)]
mod guide_tests;
mod page;
mod pictures;
mod search;

pub use page::{HelpView, head_ui, help_ui};
