//! What long work reports.

use super::{ElsewhereStep, InstanceKey};
use crate::work::{archive_chat, check_instance, clear_queue, link_phone, restart, save_queue};

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
    /// `None`: nowhere was chosen.
    Elsewhere(InstanceKey, RunId, Option<Box<ElsewhereStep>>),
    Check(RunId, Box<check_instance::Check>),
}
