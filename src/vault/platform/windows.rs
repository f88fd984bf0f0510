//! Windows: the Credential Manager of the logged-on user. It has no lock of its own.

use std::error::Error;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};

use super::{VaultFailure, VaultName};

/// Whether a program keeps the entries: the system itself does.
pub(super) const CAN_RESTART: bool = false;

/// Options of an entry when it is written: it stays on this computer, and does not roam with the user's profile.
pub(super) const MODIFIERS: &[(&str, &str)] = &[("persistence", "Local")];

pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Maps the one error specific to Windows that has its own failure. Its text contains the code.
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    VaultFailure::of_windows(&error.to_string())
}

/// Always succeeds: the Credential Manager has one entry of a name, and does not say which program made it.
pub(super) fn refuse_foreign(_: &Entry) -> Result<(), VaultFailure> {
    Ok(())
}

/// Always succeeds: the Credential Manager has no lock.
pub(super) fn unlock_to_search() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns the error: the system always has a place for entries.
pub(super) fn make_place(error: keyring_core::Error) -> keyring_core::Result<()> {
    Err(error)
}

/// Always succeeds: the Credential Manager has no lock.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

/// Always succeeds, as above.
pub(super) fn refuse_if_hidden() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns `None`: the system itself keeps the credentials.
pub(super) fn owner() -> Option<String> {
    None
}

pub(super) fn name() -> VaultName {
    VaultName::WindowsCredentialManager
}
