//! Adding several instances at once: what a list of them says, and the order in which they are checked and saved.
//!
//! [`candidates`] judges a list that [`read_many`] has read. [`Adding`] decides what happens next; the caller checks an
//! instance by [`check`], keeps its token and saves it.
//!
//! [`read_many`]: crate::work::pasted::read_many

mod candidate;
mod machine;
#[cfg(test)]
mod tests;

pub use candidate::{AddressOrigin, Candidate, Known, ListDoubt, candidates};
pub use machine::{Adding, MAX_CHECKS, NextStep, Retry, Step};

pub use crate::work::check_instance::{CheckedState, check_state as check};
