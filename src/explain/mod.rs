//! From a typed failure to what happened, why, and what to do, as text ids.

mod disk;
mod keyring;
mod text;

pub use disk::{explain_store, explain_warning};
pub use keyring::explain_vault;
pub use text::{Arg, Text};

/// A failure in three parts, and what the program can do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    pub what: Text,
    pub why: Text,
    pub todo: Text,
    pub remedies: Vec<()>,
}
