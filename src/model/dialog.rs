//! Questions that wait for an answer. Closing one by any route means "no".

use super::{Action, AfterForm, FormValues, InstanceKey, ResendOrder, SaveDoubt};
use crate::store::{ResendRunId, SavedQueueId};
use crate::work::replace_number::Step;
use crate::work::restart::Change;

#[derive(Debug, Clone)]
pub enum Dialog {
    /// A list of instances to add.
    AddMany,
    Clear(InstanceKey),
    /// Clear several queues? Also shows how far they are, and the result.
    ClearSeveral,
    Remove(InstanceKey),
    /// Set the tags, the colour and the access.
    Options(InstanceKey),
    Restart(InstanceKey, Change),
    Logout(InstanceKey),
    DeleteSavedQueue(InstanceKey, SavedQueueId),
    NewToken(InstanceKey),
    /// An imported list of chats.
    ImportChats(InstanceKey),
    /// The dry run of archiving many chats.
    BulkArchive(InstanceKey),
    UndoBulkArchive(InstanceKey),
    /// Leave a step of replacing the number undone?
    SkipStep(InstanceKey, Step),
    /// Clear the queue that was saved in the previous step?
    ClearSaved(InstanceKey),
    /// Delete the notifications that wait for the user's own programs?
    ClearNotifications(InstanceKey),
    /// Give up the replacement?
    EndReplacement(InstanceKey),
    /// Resend these messages?
    Resend(InstanceKey, ResendOrder),
    StopResend(InstanceKey, ResendRunId),
    /// The form has unsaved text; `then` is the action that it holds up.
    Unsaved {
        then: Box<Action>,
    },
    /// Save the form in spite of this?
    SaveForm {
        values: Box<FormValues>,
        then: AfterForm,
        doubt: SaveDoubt,
    },
    /// The watch is on; end the program or watch on without a window?
    Close,
    /// Work is under way; close the window anyway?
    Quit,
}

impl Dialog {
    /// Returns the instance that the dialog is about.
    pub fn instance(&self) -> Option<InstanceKey> {
        match self {
            Self::Clear(key)
            | Self::Remove(key)
            | Self::Options(key)
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
            Self::AddMany
            | Self::ClearSeveral
            | Self::Unsaved { .. }
            | Self::SaveForm { .. }
            | Self::Close
            | Self::Quit => None,
        }
    }
}
