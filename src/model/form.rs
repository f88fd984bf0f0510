//! The form that connects or edits an instance, as far as it is not text being typed.

use super::{InstanceKey, TaskId};
use crate::{
    explain::Text,
    green_api::{ApiToken, ApiUrl, IdInstance},
    vault::VaultFailure,
    work::check_instance::Check,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormMode {
    #[default]
    Add,
    Edit(InstanceKey),
}

/// What the form holds, once each field can be read.
#[derive(Debug, Clone)]
pub struct FormValues {
    pub name: String,
    pub api_url: ApiUrl,
    pub id_instance: IdInstance,
    /// `None` when editing and the token is to stay as it is.
    pub token: Option<ApiToken>,
}

#[derive(Debug, Clone, Default)]
pub enum CheckState {
    #[default]
    Not,
    Running(TaskId),
    Done(Box<Check>),
}

/// Why saving did not work.
#[derive(Debug, Clone, Default)]
pub enum SaveState {
    #[default]
    Not,
    /// The keyring or the disk is at work.
    Running,
    /// The idInstance of a token that is not at hand was changed.
    TokenNeeded,
    VaultFailed(VaultFailure),
    /// The disk refuses it, or what is under way stands against it.
    StoreFailed(Text),
}

#[derive(Debug, Clone, Default)]
pub struct Form {
    pub mode: FormMode,
    pub check: CheckState,
    pub save: SaveState,
    /// There is text that was not saved.
    pub dirty: bool,
    /// Rises when the text fields are to be filled anew.
    pub opened: u64,
}
