//! From a typed failure to what happened, why, and what to do, as text ids.
//!
//! [`explain`] is for what GREEN-API answers, [`explain_vault`] for the keyring, [`explain_store`], [`explain_database`]
//! and their like for the disk. Nothing here formats or translates: the interface does.

mod context;
mod failure;
mod resend;
mod store;
#[cfg(test)]
mod tests;
mod text;
mod vault;

pub use context::{Act, Context, Remedy};
pub use failure::explain;
pub use resend::{explain_item, explain_not_sendable, explain_wrong_recipient};
pub use store::{explain_database, explain_export, explain_notice, explain_store, explain_warning};
pub use text::{Arg, Text};
pub use vault::explain_vault;

/// A failure in three parts, and what the program can do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The title: one sentence.
    pub what: Text,
    pub why: Text,
    pub todo: Text,
    /// The most useful first.
    pub remedies: Vec<Remedy>,
}

impl Explained {
    /// The three parts in their order.
    pub fn texts(self) -> Vec<Text> {
        vec![self.what, self.why, self.todo]
    }
}
