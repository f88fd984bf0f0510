//! macOS: the login keychain. The system itself asks the user to unlock it or to allow this program in.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;

use super::{VaultFailure, VaultName};

/// The store that the keyring library sets up once; this cannot fail later when it did not fail first.
pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    // Its outcome says nothing that the missing store does not say.
    let _ = keyring::Entry::store_status();
    keyring_core::get_default_store().ok_or(keyring_core::Error::NoDefaultStore)
}

/// Apple's codes that have a meaning of their own (SecBase.h).
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    let code = error.downcast_ref::<security_framework::base::Error>()?.code();
    match code {
        -25308 => Some(VaultFailure::Locked),                // errSecInteractionNotAllowed
        -128 | -25293 => Some(VaultFailure::Denied),         // errSecUserCanceled, errSecAuthFailed
        -61 | -25244 | -25292 => Some(VaultFailure::Denied), // no write permission, invalid owner edit, read only
        -25291 | -25294 | -25295 | -25307 => Some(VaultFailure::Absent), // not available, no or invalid keychain, no default
        _ => None,
    }
}

/// The system unlocks the keychain itself when an entry is asked for, and finds entries while it is locked.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

pub(super) fn name() -> VaultName {
    VaultName::MacKeychain
}
