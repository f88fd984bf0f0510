//! The form that connects or edits an instance, without the text being typed.

use super::{InstanceKey, Page, TaskId};
use crate::explain::Text;
use crate::green_api::{ApiToken, ApiUrl, Failure, IdInstance};
use crate::store::InstanceOptions;
use crate::vault::VaultFailure;
use crate::work::check_instance::Check;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormMode {
    #[default]
    Add,
    Edit(InstanceKey),
}

/// The page to show once the form is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterForm {
    OpenInstance,
    /// An empty form.
    AddAnother,
}

/// The values of the form, once every field is valid.
#[derive(Debug, Clone)]
pub struct FormValues {
    pub name: String,
    pub api_url: ApiUrl,
    pub id_instance: IdInstance,
    /// `None` when editing, if the token stays as it is.
    pub token: Option<ApiToken>,
    pub options: InstanceOptions,
}

/// Reason to ask before the form is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveDoubt {
    /// The instance had this other idInstance.
    OtherInstance(IdInstance),
    /// The server has just refused these values.
    Refused,
}

#[derive(Debug, Clone, Default)]
pub enum CheckState {
    #[default]
    Not,
    Running(TaskId),
    Done(Box<Check>),
}

/// State of saving the form, or why it failed.
#[derive(Debug, Clone, Default)]
pub enum SaveState {
    #[default]
    Not,
    /// The keyring or the disk is being written.
    Running,
    /// The idInstance was changed, and its token is not available.
    TokenNeeded,
    VaultFailed(VaultFailure),
    /// The disk refused the change, or work under way prevents it.
    StoreFailed(Text),
}

#[derive(Debug, Clone, Default)]
pub struct Form {
    pub mode: FormMode,
    pub check: CheckState,
    pub save: SaveState,
    /// Whether there is unsaved text.
    pub dirty: bool,
    /// Incremented to fill the text fields again.
    pub opened: u64,
    /// The page to return to when the form is left without saving.
    pub from: Option<Page>,
}

impl Form {
    /// Whether the server has just refused the values.
    pub fn is_refused(&self) -> bool {
        match &self.check {
            CheckState::Done(check) => check.outcome.as_ref().is_err_and(Failure::refuses_instance),
            CheckState::Not | CheckState::Running(_) => false,
        }
    }
}
