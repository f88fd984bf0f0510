//! Reports of tasks.

use super::InstanceKey;
use crate::store::ArchiveCounts;
use crate::work::bulk_archive::{ArchiveProgress, Verifying};
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
    /// Whether messages can be resent now.
    ResendReady(InstanceKey, TaskId, Box<resend::Readiness>),
    ResendProgress(InstanceKey, TaskId, Box<resend::ResendProgress>),
    BulkArchive(InstanceKey, TaskId, Box<ArchiveProgress>),
    Verify(InstanceKey, TaskId, Box<(Verifying, ArchiveCounts)>),
}
