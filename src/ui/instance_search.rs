//! Finding instances by what is typed: in their names, ids, linked numbers, tags and states.

use std::collections::HashMap;

use super::labels;
use crate::green_api::sought_digits;
use crate::model::{Instance, InstanceKey};
use crate::store::InstanceRecord;

/// The texts of the instances in lower case.
#[derive(Debug, Default)]
pub struct FoldedTexts(HashMap<InstanceKey, Folded>);

#[derive(Debug)]
struct Folded {
    /// The name and the tags that were folded.
    of: (String, Vec<String>),
    name: String,
    tags: String,
}

impl Folded {
    fn new(record: &InstanceRecord) -> Self {
        let (name, tags) = (record.name.to_lowercase(), record.options.tags.join("\n").to_lowercase());
        Self { of: (record.name.clone(), record.options.tags.clone()), name, tags }
    }

    fn is_of(&self, record: &InstanceRecord) -> bool {
        self.of.0 == record.name && self.of.1 == record.options.tags
    }
}

impl FoldedTexts {
    /// Folds the texts that are new or have changed.
    pub fn bring_up(&mut self, instances: &[Instance]) {
        if self.0.len() > instances.len() {
            self.0.clear();
        }
        for instance in instances {
            if self.0.get(&instance.key).is_none_or(|known| !known.is_of(&instance.record)) {
                self.0.insert(instance.key, Folded::new(&instance.record));
            }
        }
    }

    /// Returns the name in lower case, to sort by.
    pub fn name(&self, key: InstanceKey) -> &str {
        self.0.get(&key).map(|folded| folded.name.as_str()).unwrap_or_default()
    }

    /// Whether an instance has this text, which is in lower case, in its name, id, linked number, tags or state.
    pub fn holds(&self, instance: &Instance, sought: &str) -> bool {
        sought.is_empty()
            || instance.id().as_str().contains(sought)
            || self
                .0
                .get(&instance.key)
                .is_some_and(|folded| folded.name.contains(sought) || folded.tags.contains(sought))
            || labels::state_badge(instance.state.value(), instance.messenger()).0.to_lowercase().contains(sought)
            || has_number(instance, sought)
    }
}

fn has_number(instance: &Instance, sought: &str) -> bool {
    let digits = sought_digits(sought);
    !digits.is_empty() && instance.number().is_some_and(|number| digits.iter().any(|digits| number.contains(digits)))
}
