//! What long work reports.

use std::sync::Arc;

use super::{FoundChats, InstanceKey, ListSource, NotRead, QueueExportStep, ReadList, ReplaceReport, RunStep};
use crate::{
    explain::Text,
    green_api::Failure,
    store::{ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, DatabaseResult},
    work::{
        archive_chat,
        bulk_archive::{ArchiveProgress, Plan, Verifying},
        chats::{ChatList, Load},
        check_instance, clear_queue, link_phone, resend, restart, saved_queues, updates,
    },
};

/// Names one piece of work. A report of an earlier click is told from one of the present by it, and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaskId(pub u64);

#[derive(Debug)]
pub enum Event {
    Clear(InstanceKey, TaskId, Box<clear_queue::ClearProgress>),
    Archive(InstanceKey, TaskId, Box<archive_chat::Report>),
    Restart(InstanceKey, TaskId, Box<restart::RestartProgress>),
    Link(InstanceKey, TaskId, Box<link_phone::LinkProgress>),
    Saved(InstanceKey, TaskId, Box<saved_queues::Report>),
    Replace(InstanceKey, TaskId, Box<ReplaceReport>),
    /// Whether messages may be sent again now.
    ResendReady(InstanceKey, TaskId, Box<resend::Readiness>),
    ResendProgress(InstanceKey, TaskId, Box<resend::ResendProgress>),
    /// The run never began.
    ResendNotBegun(InstanceKey, TaskId, Box<resend::NotBegun>),
    /// `None`: nowhere was chosen.
    ExportQueue(InstanceKey, TaskId, Option<Box<QueueExportStep>>),
    Chats(InstanceKey, Box<ChatsEvent>),
    Check(TaskId, Box<check_instance::Check>),
    /// The latest version of the program.
    Release(Result<updates::Release, updates::NotKnown>),
    /// A folder was not opened: why not, in the system's words.
    FolderNotOpened(String),
}

/// What work on many chats reports.
#[derive(Debug)]
pub enum ChatsEvent {
    /// What was kept of an earlier run of the program.
    Recalled(Option<Arc<ChatList>>),
    Loaded(TaskId, Load),
    /// A run has changed so much of the list that it had to be made anew.
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
    /// A run was written down, to be carried on at once; `None` if there was nothing to do.
    Begun(TaskId, DatabaseResult<Option<WrittenRun>>),
    /// A run was read, to be shown; `None` if it is not there any more.
    Opened(DatabaseResult<Option<WrittenRun>>),
    Progress(TaskId, ArchiveProgress),
    Verifying(TaskId, Verifying, ArchiveCounts),
    /// The run after verifying, which has ended so.
    Compared(WrittenRun, RunStep),
    /// The run is marked as stopped in the database.
    Stopped(ArchiveRunId),
    /// `None`: nowhere was chosen.
    Exported(Option<Text>),
}

/// Where a list is from, and what came of reading it.
pub type ListRead = (Option<Arc<ListSource>>, Result<Arc<ReadList>, NotRead>);

/// A run with its chats.
pub type WrittenRun = (ArchiveRun, Vec<ArchiveItem>);
