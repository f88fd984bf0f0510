//! Questions that wait for an answer. Closing one by any route means "no".

use super::{Action, InstanceKey};
use crate::{store::SavedQueueId, work::restart::Change};

#[derive(Debug, Clone)]
pub enum Dialog {
    Clear(InstanceKey),
    Remove(InstanceKey),
    Restart(InstanceKey, Change),
    Logout(InstanceKey),
    DeleteCopy(InstanceKey, SavedQueueId),
    NewToken(InstanceKey),
    /// A list of chats from outside.
    List(InstanceKey),
    /// The dry run of archiving many chats.
    ArchiveChats(InstanceKey),
    UndoChats(InstanceKey),
    /// The form has unsaved text; `then` is what was wanted.
    Unsaved {
        then: Box<Action>,
    },
    /// Something runs; close the window all the same?
    Quit,
}

impl Dialog {
    /// Whether it asks about this instance.
    pub fn is_of(&self, key: InstanceKey) -> bool {
        match self {
            Self::Clear(of)
            | Self::Remove(of)
            | Self::Restart(of, _)
            | Self::Logout(of)
            | Self::DeleteCopy(of, _)
            | Self::NewToken(of)
            | Self::List(of)
            | Self::ArchiveChats(of)
            | Self::UndoChats(of) => *of == key,
            Self::Unsaved { .. } | Self::Quit => false,
        }
    }
}
