//! macOS: the login keychain. The system itself prompts the user to unlock it or to allow access.

use std::error::Error;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};

use super::{VaultFailure, VaultName};

/// Whether a program keeps the entries: the system itself does.
pub(super) const CAN_RESTART: bool = false;

/// Options of a new entry.
pub(super) const MODIFIERS: &[(&str, &str)] = &[];

pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Maps Apple's error codes that have their own failure.
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    VaultFailure::of_keychain(error.downcast_ref::<security_framework::base::Error>()?.code())
}

/// Always succeeds: the keychain has one entry for a service and an account, and does not say which program made it.
pub(super) fn refuse_foreign(_: &Entry) -> Result<(), VaultFailure> {
    Ok(())
}

/// Always succeeds: the system's own search needs nothing unlocked.
pub(super) fn unlock_to_search() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns the error: the system always has a place for entries.
pub(super) fn make_place(error: keyring_core::Error) -> keyring_core::Result<()> {
    Err(error)
}

/// Always succeeds: the system unlocks the keychain itself when an entry is requested, and finds entries while it is
/// locked.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

/// Always succeeds, as above.
pub(super) fn refuse_if_hidden() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns `None`: the system itself keeps the keychain.
pub(super) fn owner() -> Option<String> {
    None
}

pub(super) fn name() -> VaultName {
    VaultName::MacKeychain
}
