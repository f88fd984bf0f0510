//! Turns a typed failure into text ids: what happened, why, and what to do.
//!
//! [`explain`] handles failures of GREEN-API, [`explain_vault`] those of the keyring; [`explain_store`],
//! [`explain_database`] and similar functions handle those of the disk. Nothing here formats or translates: the
//! interface does.

mod context;
mod failure;
mod journal;
mod resend;
mod store;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod vault;

pub use context::{Act, Context, Remedy};
pub use failure::explain;
pub use journal::{explain_outcome, outcome_in_brief};
pub use resend::{explain_item, explain_not_sendable, explain_wrong_recipient};
pub use store::{explain_database, explain_export, explain_notice, explain_store, explain_warning};
pub use text::{Arg, Text, detail_text};
pub use vault::explain_vault;

/// A failure explained in three texts, and its remedies.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The title: one sentence.
    pub what: Text,
    pub why: Text,
    pub todo: Text,
    /// Remedies, the most useful first.
    pub remedies: Vec<Remedy>,
}

impl Explained {
    /// Returns the three texts in order.
    pub fn texts(self) -> Vec<Text> {
        vec![self.what, self.why, self.todo]
    }
}
