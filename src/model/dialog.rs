//! Questions that wait for an answer. Closing one by any route means "no".

use super::{Action, InstanceKey, SendOrder};
use crate::{
    store::{SavedQueueId, SendRunId},
    work::{replace_number::Step, restart::Change},
};

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
    /// Leave a step of replacing the number undone?
    SkipStep(InstanceKey, Step),
    /// Clear what was saved in the step before?
    ClearSaved(InstanceKey),
    /// Clear what waits for the person's own programs?
    ClearNotifications(InstanceKey),
    /// Give the replacement up?
    EndReplacing(InstanceKey),
    /// Send these messages again?
    SendAgain(InstanceKey, SendOrder),
    StopSending(InstanceKey, SendRunId),
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
            | Self::SkipStep(of, _)
            | Self::ClearSaved(of)
            | Self::ClearNotifications(of)
            | Self::EndReplacing(of)
            | Self::SendAgain(of, _)
            | Self::StopSending(of, _)
            | Self::List(of)
            | Self::ArchiveChats(of)
            | Self::UndoChats(of) => *of == key,
            Self::Unsaved { .. } | Self::Quit => false,
        }
    }
}
