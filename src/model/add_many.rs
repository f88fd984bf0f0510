//! Adding several instances at once, from a list that was pasted or opened.

use std::path::PathBuf;

use secrecy::SecretString;

use super::{NotRead, TaskId};
use crate::explain::Text;
use crate::green_api::{ApiToken, Failure, IdInstance};
use crate::vault::VaultFailure;
use crate::work::add_many::{Adding, Candidate, CheckedState, Step};
use crate::work::pasted::ListRefused;

/// The list in the dialog, and how far it is.
#[derive(Debug, Clone, Default)]
pub enum AddMany {
    /// Nothing was pasted or opened yet.
    #[default]
    Asking,
    Reading(TaskId),
    NotRead(ListNotRead),
    Found(FoundInstances),
    Adding(AddingInstances),
}

/// Why a list was not read.
#[derive(Debug, Clone, PartialEq)]
pub enum ListNotRead {
    List(ListRefused),
    File(NotRead),
}

/// The instances of a list, before anything is saved.
#[derive(Debug, Clone)]
pub struct FoundInstances {
    /// Differs for each list, so that names and ticks are not carried over.
    pub opened: TaskId,
    /// Name of its file; `None` if it was pasted.
    pub file: Option<String>,
    pub list: Vec<Candidate>,
    /// Number of rows that are hidden in its sheet, and were not read.
    pub hidden: usize,
}

/// The instances that are being added.
#[derive(Debug, Clone)]
pub struct AddingInstances {
    pub opened: TaskId,
    pub rows: Vec<AddRow>,
    pub progress: Adding<AddFailure>,
}

#[derive(Debug, Clone)]
pub struct AddRow {
    /// Its name as the user wants it; empty for its idInstance.
    pub name: String,
    pub candidate: Candidate,
    pub check: Option<TaskId>,
    /// The gateway's answer.
    pub checked: Option<CheckedState>,
}

impl AddingInstances {
    /// Returns the instances that are new in the program, in the order of the list.
    pub fn added_in_order(&self) -> Vec<IdInstance> {
        let rows = self.rows.iter().zip(self.progress.steps());
        let is_new = |(row, step): &(&AddRow, &Step<AddFailure>)| matches!(step, Step::Added) && row.candidate.is_new();
        rows.filter(is_new).filter_map(|(row, _)| row.candidate.id_instance.clone()).collect()
    }
}

/// Why an instance was not added.
#[derive(Debug, Clone)]
pub enum AddFailure {
    Check(Failure),
    Vault(VaultFailure),
    /// The disk refused it, or the instance is in use.
    Store(Text),
}

/// The user's actions in the dialog.
#[derive(Debug, Clone)]
pub enum AddManyAction {
    /// Open the dialog for a list.
    Open,
    /// Read a list that was pasted; it contains tokens.
    Read(SecretString),
    /// Select a file with a list in the system's dialog.
    OpenFile,
    ReadFile(PathBuf),
    /// Check and save these instances of the list, each by its index, under this name.
    Add(Vec<(usize, String)>),
    /// Check an instance again, with a corrected token.
    Correct(usize, ApiToken),
    /// Begin everything again that has failed.
    Retry,
    /// Add the instances whose check has failed: this one, or all.
    AddAnyway(Option<usize>),
    /// Keep tokens until the program is closed, and add what the keyring refused.
    ForSession,
}
