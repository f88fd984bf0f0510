//! The working state of each instance: values that a feature remembers between answers, and no view reads.
//!
//! All that a view reads lies in the model, and nowhere else. The ids of tasks lie there too, beside what the tasks are
//! for, because a late answer is recognized by them.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;

use super::bulk_archive::BulkArchive;
use super::chats::ChatSearch;
use super::journal::Unread;
use super::replace_number::ReplaceNumber;
use crate::model::InstanceKey;
use crate::store::LastKnown;
use crate::work::watch::Alerts;

/// The working state of one instance, a field for each feature that has any.
#[derive(Debug, Default)]
pub(super) struct InstanceParts {
    pub bulk_archive: BulkArchive,
    pub chats: ChatSearch,
    /// The values in the database, as far as this session knows.
    pub last_known: LastKnown,
    pub replace_number: ReplaceNumber,
    /// The troubles that the watch has seen; `None` before the first observation.
    pub alerts: Option<Alerts>,
    /// Acts whose result the journal still lacks, and when they ended.
    pub unread: Vec<(Unread, Timestamp)>,
    /// The last observation of the watch, for the journal.
    pub last_seen: Option<Value>,
}

/// The working state of every instance.
#[derive(Debug, Default)]
pub(super) struct Parts(HashMap<InstanceKey, InstanceParts>);

impl Parts {
    /// Returns the working state of a listed instance.
    pub fn of(&mut self, key: InstanceKey) -> &mut InstanceParts {
        self.0.entry(key).or_default()
    }

    /// Drops the working state of an instance that is no longer listed.
    pub fn forget(&mut self, key: InstanceKey) {
        self.0.remove(&key);
    }
}
