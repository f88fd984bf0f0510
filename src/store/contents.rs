//! The contents of the file: the data this program understands, and the data it only preserves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::instance::id_instance_in;
use super::{InstanceOptions, InstanceRecord, LastPage, Settings, StoreWarning};
use crate::green_api::IdInstance;

/// The version that this program writes.
pub(super) const VERSION: u64 = 1;

/// The contents of the file. Changed inside [`Store::change`](super::Store::change).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The settings.
    pub settings: Settings,
    /// The instances in the user's order, each idInstance once.
    pub instances: Vec<InstanceRecord>,
    pub(super) kept: Kept,
    pub(super) warnings: Vec<StoreWarning>,
}

/// The file's objects as read, so that keys of a later version or added by hand are written back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    pub top: Map<String, Value>,
    pub settings: Map<String, Value>,
    pub instances: BTreeMap<IdInstance, Map<String, Value>>,
    /// Entries of the list that this program cannot read.
    pub strange: Vec<Value>,
}

impl Contents {
    /// Returns these contents without the warnings that an earlier reading gave.
    pub(super) fn warned_since(mut self, before: &Self) -> Self {
        self.warnings.retain(|warning| !before.warnings.contains(warning));
        self
    }

    /// Returns the warnings from the last time the file was read that were not given the time before.
    pub fn warnings(&self) -> &[StoreWarning] {
        &self.warnings
    }

    /// Returns the instance with this idInstance.
    pub fn instance(&self, id_instance: &IdInstance) -> Option<&InstanceRecord> {
        self.instances.iter().find(|record| record.id_instance == *id_instance)
    }

    /// Replaces the instance with the same idInstance, or appends this one.
    pub fn put_instance(&mut self, record: InstanceRecord) {
        self.kept.forget_strange(&record.id_instance);
        let place = self.instances.iter_mut().find(|known| known.id_instance == record.id_instance);
        match place {
            Some(known) => *known = record,
            None => self.instances.push(record),
        }
    }

    /// Puts these instances after all others, in this order.
    pub fn arrange(&mut self, ids: &[IdInstance]) {
        self.instances.sort_by_key(|record| ids.iter().position(|id| *id == record.id_instance));
    }

    /// Sets the options of an instance, if it is listed.
    pub fn set_options(&mut self, id: &IdInstance, options: InstanceOptions) {
        if let Some(known) = self.instances.iter_mut().find(|known| known.id_instance == *id) {
            known.options = options;
        }
    }

    /// Replaces an instance by another whose idInstance differs, at the same position.
    pub fn replace_instance(&mut self, old: &IdInstance, record: InstanceRecord) {
        let index = self.instances.iter().position(|known| known.id_instance == *old);
        self.remove_instance(old);
        let is_new = self.instance(&record.id_instance).is_none();
        self.put_instance(record);
        if let Some(index) = index.filter(|_| is_new) {
            self.instances[index..].rotate_right(1);
        }
    }

    /// Removes this instance and everything that the file keeps about it.
    pub fn remove_instance(&mut self, id_instance: &IdInstance) -> Option<InstanceRecord> {
        let is_last_page = |page: &mut LastPage| matches!(page, LastPage::Instance { id, .. } if id == id_instance);
        self.settings.last_page.take_if(is_last_page);
        self.kept.forget_strange(id_instance);
        self.kept.instances.remove(id_instance);
        let index = self.instances.iter().position(|record| record.id_instance == *id_instance)?;
        Some(self.instances.remove(index))
    }

    /// Serialises the whole file.
    pub(super) fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut settings = self.kept.settings.clone();
        self.settings.write(&mut settings)?;

        let mut written = BTreeSet::new();
        let mut instances = Vec::with_capacity(self.instances.len());
        for record in &self.instances {
            if !written.insert(&record.id_instance) {
                continue;
            }
            let kept = self.kept.instances.get(&record.id_instance);
            let mut entry = kept.cloned().unwrap_or_default();
            record.write(&mut entry)?;
            instances.push(Value::Object(entry));
        }
        instances.extend(self.kept.strange.iter().cloned());

        let mut top = self.kept.top.clone();
        top.insert("version".to_owned(), VERSION.into());
        top.insert("settings".to_owned(), settings.into());
        top.insert("instances".to_owned(), instances.into());
        let mut bytes = serde_json::to_vec_pretty(&top)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Kept {
    /// Drops unreadable entries with this instance's idInstance: they are superseded.
    fn forget_strange(&mut self, id_instance: &IdInstance) {
        self.strange.retain(|entry| {
            let named = entry.as_object().and_then(id_instance_in);
            named.as_ref() != Some(id_instance)
        });
    }
}
