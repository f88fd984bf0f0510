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
    /// Returns the instance that it asks about.
    pub fn instance(&self) -> Option<InstanceKey> {
        match self {
            Self::Clear(key)
            | Self::Remove(key)
            | Self::Restart(key, _)
            | Self::Logout(key)
            | Self::DeleteSavedQueue(key, _)
            | Self::NewToken(key)
            | Self::SkipStep(key, _)
            | Self::ClearSaved(key)
            | Self::ClearNotifications(key)
            | Self::EndReplacement(key)
            | Self::Resend(key, _)
            | Self::StopResend(key, _)
            | Self::ImportChats(key)
            | Self::BulkArchive(key)
            | Self::UndoBulkArchive(key) => Some(*key),
            Self::Unsaved { .. } | Self::Quit => None,
        }
    }
}
