//! Questions that wait for an answer. Closing one by any route means "no".

use super::{Action, InstanceKey, ResendOrder};
use crate::{
    store::{ResendRunId, SavedQueueId},
    work::{replace_number::Step, restart::Change},
};

#[derive(Debug, Clone)]
pub enum Dialog {
    Clear(InstanceKey),
    Remove(InstanceKey),
    Restart(InstanceKey, Change),
    Logout(InstanceKey),
    DeleteSavedQueue(InstanceKey, SavedQueueId),
    NewToken(InstanceKey),
    /// A list of chats from outside.
    ImportChats(InstanceKey),
    /// The dry run of archiving many chats.
    BulkArchive(InstanceKey),
    UndoBulkArchive(InstanceKey),
    /// Leave a step of replacing the number undone?
    SkipStep(InstanceKey, Step),
    /// Clear what was saved in the step before?
    ClearSaved(InstanceKey),
    /// Clear what waits for the person's own programs?
    ClearNotifications(InstanceKey),
    /// Give the replacement up?
    EndReplacement(InstanceKey),
    /// Send these messages again?
    Resend(InstanceKey, ResendOrder),
    StopResend(InstanceKey, ResendRunId),
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
            | Self::DeleteSavedQueue(of, _)
            | Self::NewToken(of)
            | Self::SkipStep(of, _)
            | Self::ClearSaved(of)
            | Self::ClearNotifications(of)
            | Self::EndReplacement(of)
            | Self::Resend(of, _)
            | Self::StopResend(of, _)
            | Self::ImportChats(of)
            | Self::BulkArchive(of)
            | Self::UndoBulkArchive(of) => *of == key,
            Self::Unsaved { .. } | Self::Quit => false,
        }
    }
}
