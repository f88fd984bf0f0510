//! The journal as it is shown: what was asked of servers, newest first.

use crate::{
    green_api::IdInstance,
    store::{DatabaseFailure, JournalRow},
};

#[derive(Debug, Default)]
pub struct Journal {
    /// `None` until the database was read.
    pub rows: Option<Vec<JournalRow>>,
    pub failure: Option<DatabaseFailure>,
    /// Of this instance only; of all, if `None`.
    pub of: Option<IdInstance>,
    /// Every instance that has a line, removed ones included.
    pub instances: Vec<IdInstance>,
    /// Older lines are there.
    pub has_more: bool,
    pub asking: bool,
}
