//! The in-memory vault.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::green_api::{ApiToken, IdInstance};

/// Tokens in this program's memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryVault {
    tokens: Arc<Mutex<BTreeMap<IdInstance, ApiToken>>>,
}

impl MemoryVault {
    pub(super) fn read(&self, id_instance: &IdInstance) -> Option<ApiToken> {
        self.tokens().get(id_instance).cloned()
    }

    pub(super) fn write(&self, id_instance: &IdInstance, token: &ApiToken) {
        self.tokens().insert(id_instance.clone(), token.clone());
    }

    pub(super) fn delete(&self, id_instance: &IdInstance) {
        self.tokens().remove(id_instance);
    }

    fn tokens(&self) -> MutexGuard<'_, BTreeMap<IdInstance, ApiToken>> {
        // The map is consistent after every one of these calls, so a panic in another thread did no damage.
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
