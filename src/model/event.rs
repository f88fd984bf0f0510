//! What long work reports.

use super::{ElsewhereStep, InstanceKey, ReplaceReport};
use crate::work::{archive_chat, check_instance, clear_queue, link_phone, restart, save_queue, send_again};

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
    Check(RunId, Box<check_instance::Check>),
}
