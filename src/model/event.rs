//! What long work reports.

use super::InstanceKey;
use crate::work::{archive_chat, check_instance, clear_queue, turn_on_incoming};

/// Names one piece of work. A report of an earlier click is told from one of the present by it, and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunId(pub u64);

#[derive(Debug)]
pub enum Event {
    Clear(InstanceKey, RunId, Box<clear_queue::Progress>),
    Archive(InstanceKey, RunId, Box<archive_chat::Report>),
    TurnOn(InstanceKey, RunId, Box<turn_on_incoming::Progress>),
    Check(RunId, Box<check_instance::Check>),
}
