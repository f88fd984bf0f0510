//! The journal as it is shown: the requests to servers that change something, newest first.

use super::TaskId;
use crate::green_api::IdInstance;
use crate::store::{DatabaseFailure, JournalRow};

#[derive(Debug, Default)]
pub struct Journal {
    /// `None` until the database has been read.
    pub rows: Option<Vec<JournalRow>>,
    pub failure: Option<DatabaseFailure>,
    /// The instance whose lines are shown; `None` for all.
    pub of: Option<IdInstance>,
    /// Every instance that has a line, removed ones included.
    pub instances: Vec<IdInstance>,
    /// Whether there are older lines.
    pub has_more: bool,
    /// The read in flight.
    pub asking: Option<TaskId>,
}
