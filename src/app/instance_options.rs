//! The user's settings of an instance: its tags, its colour, and whether it is looked at only.

use super::App;
use crate::model::InstanceKey;
use crate::store::{Contents, InstanceOptions};

impl App {
    /// Changes the options of an instance in the model and on disk. The access holds from the next request on.
    pub(super) fn set_options(&mut self, key: InstanceKey, options: InstanceOptions) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.record.options = options.clone();
        let (id, practice) = (instance.id().clone(), instance.practice);
        self.use_access(key);
        if !practice {
            self.change_store(move |contents| contents.set_options(&id, options.clone()));
        }
    }

    /// Takes over the options that another copy of the program has set.
    pub(super) fn adopt_options(&mut self, contents: &Contents) {
        let kept = |id: &_| contents.instances.iter().find(|record| record.id_instance == *id);
        let mut changed = Vec::new();
        for instance in self.model.instances.iter_mut().filter(|instance| !instance.practice) {
            let Some(record) = kept(&instance.record.id_instance) else { continue };
            if instance.record.options != record.options {
                instance.record.options.clone_from(&record.options);
                changed.push(instance.key);
            }
        }
        for key in changed {
            self.use_access(key);
        }
    }

    /// Sets what the client may ask this instance.
    pub(super) fn use_access(&self, key: InstanceKey) {
        if let Some(instance) = self.model.instance(key) {
            self.services.client.set_access(instance.id(), instance.record.options.access);
        }
    }
}
