//! Windows: the Credential Manager of the logged-on user. It has no lock of its own.

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

/// Maps the one error specific to Windows, which the library already marks: this kind of logon has no Credential
/// Manager (`ERROR_NO_SUCH_LOGON_SESSION`). Its text contains the code.
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    error.to_string().contains("ERROR_NO_SUCH_LOGON_SESSION").then_some(VaultFailure::Absent)
}

pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

/// Returns `None`: the system itself keeps the credentials.
pub(super) fn owner() -> Option<String> {
    None
}

pub(super) fn name() -> VaultName {
    VaultName::WindowsCredentialManager
}
