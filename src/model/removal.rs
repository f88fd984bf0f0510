//! The removal of an instance from the list.

use super::TaskId;
use crate::vault::VaultFailure;

/// A removal, from the confirmed question to the deletion of the token.
#[derive(Debug, Clone)]
pub enum Removal {
    /// The token is being deleted. The system may ask the user to unlock its token store.
    Deleting { task: TaskId, history: History },
    /// The instance was kept meanwhile: a token that is deleted nevertheless is put back.
    Keeping,
    /// The token could not be deleted; nothing was removed.
    Failed(VaultFailure),
}

/// The treatment of the saved queues, runs, replacements and journal of a removed instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum History {
    /// They stay until the retention deletes them.
    #[default]
    Keep,
    Delete,
}

impl Removal {
    /// Whether the token is being deleted or put back.
    pub fn is_running(&self) -> bool {
        match self {
            Self::Deleting { .. } | Self::Keeping => true,
            Self::Failed(_) => false,
        }
    }
}
