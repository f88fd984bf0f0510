//! macOS: the login keychain. The system itself prompts the user to unlock it or to allow access.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;

use super::{VaultFailure, VaultName};

/// Returns the store that the keyring library sets up once; if that succeeded, this cannot fail later.
pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    // A failure here shows as the missing store below.
    let _ = keyring::Entry::store_status();
    keyring_core::get_default_store().ok_or(keyring_core::Error::NoDefaultStore)
}

/// Maps Apple's error codes that have their own failure (SecBase.h).
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

/// Always succeeds: the system unlocks the keychain itself when an entry is requested, and finds entries while it is
/// locked.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns `None`: the system itself keeps the keychain.
pub(super) fn owner() -> Option<String> {
    None
}

pub(super) fn name() -> VaultName {
    VaultName::MacKeychain
}
