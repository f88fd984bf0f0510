//! What long work reports.

use std::sync::Arc;

use super::{ElsewhereStep, Found, InstanceKey, ListSource, NotRead, ReadList, ReplaceReport, RunStep};
use crate::{
    explain::Text,
    green_api::Failure,
    store::{ArchiveCounts, ArchiveItem, ArchiveRun, DatabaseResult},
    work::{
        archive_chat,
        archive_chats::{Plan, Progress, Verifying},
        chat_list::{ChatList, Load},
        check_instance, clear_queue, link_phone, releases, restart, save_queue, send_again,
    },
};

/// Names one piece of work. A report of an earlier click is told from one of the present by it, and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunId(pub u64);

#[derive(Debug)]
pub enum Event {
    Clear(InstanceKey, RunId, Box<clear_queue::Progress>),
    Archive(InstanceKey, RunId, Box<archive_chat::Report>),
    Restart(InstanceKey, RunId, Box<restart::Progress>),
    Link(InstanceKey, RunId, Box<link_phone::Progress>),
    Saved(InstanceKey, RunId, Box<save_queue::Report>),
    Replace(InstanceKey, RunId, Box<ReplaceReport>),
    /// Whether messages may be sent again now.
    SendReady(InstanceKey, RunId, Box<send_again::Readiness>),
    SendProgress(InstanceKey, RunId, Box<send_again::Progress>),
    /// The run never began.
    SendNotBegun(InstanceKey, RunId, Box<send_again::NotBegun>),
    /// `None`: nowhere was chosen.
    Elsewhere(InstanceKey, RunId, Option<Box<ElsewhereStep>>),
    Chats(InstanceKey, Box<ChatsEvent>),
    Check(RunId, Box<check_instance::Check>),
    /// The latest version of the program.
    Release(Result<releases::Release, releases::NotKnown>),
    /// A folder was not opened: why not, in the system's words.
    FolderNotOpened(String),
}

/// What work on many chats reports.
#[derive(Debug)]
pub enum ChatsEvent {
    /// What was kept of an earlier run of the program.
    Recalled(Option<Arc<ChatList>>),
    Loaded(RunId, Load),
    /// A run has changed so much of the list that it had to be made anew.
    Patched(Arc<ChatList>),
    Found(RunId, Found),

    /// A file was chosen, by this name.
    Chosen(RunId, String),
    /// `None`: no file was chosen.
    Read(RunId, Option<ListRead>),

    Past(DatabaseResult<Vec<ArchiveRun>>),
    Planned(RunId, Result<Plan, Failure>),
    /// A run was written down, to be carried on at once; `None` if there was nothing to do.
    Begun(RunId, DatabaseResult<Option<WrittenRun>>),
    /// A run was read, to be shown; `None` if it is not there any more.
    Opened(DatabaseResult<Option<WrittenRun>>),
    Progress(RunId, Progress),
    Verifying(RunId, Verifying, ArchiveCounts),
    /// The run after verifying, which has ended so.
    Compared(WrittenRun, RunStep),
    Stopped,
    /// `None`: nowhere was chosen.
    Exported(Option<Text>),
}

/// Where a list is from, and what came of reading it.
pub type ListRead = (Option<Arc<ListSource>>, Result<Arc<ReadList>, NotRead>);

/// A run with its chats.
pub type WrittenRun = (ArchiveRun, Vec<ArchiveItem>);
