//! Windows: the Credential Manager of the user who is logged on. It has no lock of its own.

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

/// Windows says one thing of its own, and the library marks it already: no Credential Manager in this kind of logon
/// (`ERROR_NO_SUCH_LOGON_SESSION`). Its text names the code.
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    error.to_string().contains("ERROR_NO_SUCH_LOGON_SESSION").then_some(VaultFailure::Absent)
}

pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    Ok(())
}

pub(super) fn name() -> VaultName {
    VaultName::WindowsCredentialManager
}
