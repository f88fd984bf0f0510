//! Reports of tasks.

use std::sync::Arc;

use super::{FoundChats, InstanceKey, ListSource, NotRead, ReadList, ReplaceReport, RunStep};
use crate::explain::Text;
use crate::green_api::Failure;
use crate::store::{ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, DatabaseResult};
use crate::work::bulk_archive::{ArchiveProgress, Plan, Verifying};
use crate::work::chats::{ChatList, Load};
use crate::work::{clear_queue, link_phone, resend, restart};

/// Identifies a task, so that a late report from an earlier click can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaskId(pub u64);

#[derive(Debug)]
pub enum Event {
    /// The answer of a task is ready.
    Answered(TaskId),
    Clear(InstanceKey, TaskId, Box<clear_queue::ClearProgress>),
    Restart(InstanceKey, TaskId, Box<restart::RestartProgress>),
    Link(InstanceKey, TaskId, Box<link_phone::LinkProgress>),
    Replace(InstanceKey, TaskId, Box<ReplaceReport>),
    /// Whether messages can be resent now.
    ResendReady(InstanceKey, TaskId, Box<resend::Readiness>),
    ResendProgress(InstanceKey, TaskId, Box<resend::ResendProgress>),
    /// The run was not begun.
    ResendNotBegun(InstanceKey, TaskId, Box<resend::NotBegun>),
    Chats(InstanceKey, Box<ChatsEvent>),
}

/// Reports of work on many chats.
#[derive(Debug)]
pub enum ChatsEvent {
    /// The list that an earlier session stored.
    Recalled(Option<Arc<ChatList>>),
    Loaded(TaskId, Load),
    /// The list, rebuilt after an act or a run of this program changed the archived state of chats.
    Patched(Arc<ChatList>),
    Found(TaskId, FoundChats),
    Import(ImportEvent),
    Run(RunEvent),
}

/// Events of reading a list of chats from a file or the clipboard.
#[derive(Debug)]
pub enum ImportEvent {
    /// The user selected the file of this name.
    FileSelected(TaskId, String),
    /// `None`: the user selected no file.
    Read(TaskId, Option<ListRead>),
}

/// Events of the runs that archive many chats.
#[derive(Debug)]
pub enum RunEvent {
    Past(DatabaseResult<Vec<ArchiveRun>>),
    Planned(TaskId, Result<Plan, Failure>),
    /// A run was stored and is started at once; `None` if there was nothing to do.
    Begun(TaskId, DatabaseResult<Option<WrittenRun>>),
    /// A run was read, for display; `None` if it no longer exists.
    Opened(DatabaseResult<Option<WrittenRun>>),
    Progress(TaskId, ArchiveProgress),
    Verifying(TaskId, Verifying, ArchiveCounts),
    /// The run after verification, and the step in which that ended.
    Compared(WrittenRun, RunStep),
    /// The database holds that this run is stopped.
    Stopped(ArchiveRunId),
    /// `None`: no file was selected.
    Exported(Option<Text>),
}

/// Source of a list, and the result of reading it.
pub type ListRead = (Option<Arc<ListSource>>, Result<Arc<ReadList>, NotRead>);

/// A run with its chats.
pub type WrittenRun = (ArchiveRun, Vec<ArchiveItem>);
