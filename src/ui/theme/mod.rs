//! The look of the program: every colour, size, margin and font in one place.
//!
//! Views use [`Tokens::of`], the constants of [`space`] and [`size`], and the text styles of [`font`]. They contain no
//! literals for these.

pub mod font;
mod reading_order;
mod style;
mod tokens;

pub use style::apply;
pub use tokens::{Tokens, radius, size, space};
