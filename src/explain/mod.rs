//! From a typed failure to what happened, why, and what to do, as text ids.

mod text;

pub use text::{Arg, Text};
