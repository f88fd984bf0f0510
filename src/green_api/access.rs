//! The requests that an instance may get: all, or only those that change nothing.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};

use super::IdInstance;

/// The requests that an instance may get.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    #[default]
    Full,
    /// Nothing that changes the server is sent.
    LookOnly,
}

/// The instances that are set to look only. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Accesses(Arc<RwLock<HashSet<IdInstance>>>);

impl Accesses {
    pub fn set(&self, instance: &IdInstance, access: Access) {
        let mut look_only = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match access {
            Access::Full => look_only.remove(instance),
            Access::LookOnly => look_only.insert(instance.clone()),
        };
    }

    pub fn of(&self, instance: &IdInstance) -> Access {
        let look_only = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if look_only.contains(instance) { Access::LookOnly } else { Access::Full }
    }
}
