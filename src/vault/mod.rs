//! Storage for each instance's apiTokenInstance: the operating system's keyring, or this program's memory.
//!
//! Public interface: [`Vault`] reads, writes and deletes tokens by idInstance. Each call blocks: a keyring may prompt the
//! user to unlock it and wait as long as the prompt is open, so the window calls it on a blocking thread.
//! [`VaultFailure`] says why a call failed; [`VaultName`] is the store's familiar name.
//!
//! Only "no such entry" of an unlocked keyring means that there is no token. Everything else is a failure: the token
//! may well exist, so nothing may be forgotten or overwritten because of it.

mod failure;
mod memory;
mod name;
mod scope;
mod system;
#[cfg(test)]
mod tests;

#[cfg_attr(windows, path = "platform/windows.rs")]
#[cfg_attr(target_os = "macos", path = "platform/mac.rs")]
#[cfg_attr(all(unix, not(target_os = "macos")), path = "platform/secret_service.rs")]
mod platform;

pub use failure::VaultFailure;
pub use memory::MemoryVault;
pub use name::VaultName;
pub use scope::VaultScope;
pub use system::SystemVault;

use std::sync::Arc;
use std::time::{Duration, Instant};

use keyring_core::CredentialStore;

use crate::green_api::{ApiToken, IdInstance};

/// A store for tokens. Clones share the same store.
///
/// The `start_…` calls return a promise at once; its value is set before `waker` is called. Dropping the promise
/// abandons the wait (for an unlock prompt, say), not the call. The system's keyring receives one call at a time, so
/// later calls queue behind an open prompt, and share its result when it is dismissed.
#[derive(Clone, Debug)]
pub enum Vault {
    /// The operating system's keyring: Credential Manager, Keychain, or a Secret Service.
    System(SystemVault),
    /// This program's memory: tokens are lost when it ends.
    Memory(MemoryVault),
}

impl Vault {
    /// Creates a vault over the entries of `scope` in the operating system's keyring. Sends it no request yet.
    pub fn system(scope: VaultScope) -> Self {
        Self::System(SystemVault::with(scope, system::Keyring::default()))
    }

    /// Creates a vault over the keyring that `open` connects to; every new connection calls it. For tests, instead of
    /// the system's own.
    pub fn over(open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static) -> Self {
        Self::scoped_over(VaultScope::of_user(), open)
    }

    /// Like [`Vault::over`], with the entries of `scope`.
    pub fn scoped_over(
        scope: VaultScope,
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
    ) -> Self {
        Self::System(SystemVault::with(scope, system::Keyring::over(open)))
    }

    /// Like [`Vault::over`], over a keyring that is given up when it does not answer within `limit`.
    pub fn over_with_limit(
        limit: Duration,
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
    ) -> Self {
        let keyring = system::Keyring { limit, ..system::Keyring::over(open) };
        Self::System(SystemVault::with(VaultScope::of_user(), keyring))
    }

    /// Creates an empty vault in memory, for a session that stores nothing.
    pub fn memory() -> Self {
        Self::Memory(MemoryVault::default())
    }

    /// Whether it keeps the tokens of one data folder apart from all others.
    pub fn is_of_folder(&self) -> bool {
        match self {
            Self::System(vault) => vault.is_of_folder(),
            Self::Memory(_) => false,
        }
    }

    /// Returns the token of this instance; `None` if an unlocked vault has none. Blocks.
    pub fn read(&self, id_instance: &IdInstance) -> Result<Option<ApiToken>, VaultFailure> {
        self.read_wanted_at(id_instance, Instant::now())
    }

    /// Like [`Vault::read`], for a token that the user wanted at `wanted`. A prompt that the user has dismissed since
    /// is not shown again: the call fails as that one did.
    pub fn read_wanted_at(&self, id_instance: &IdInstance, wanted: Instant) -> Result<Option<ApiToken>, VaultFailure> {
        match self {
            Self::System(vault) => vault.read(id_instance, wanted),
            Self::Memory(vault) => Ok(vault.read(id_instance)),
        }
    }

    /// Stores this token for this instance, replacing an older one. Blocks.
    pub fn write(&self, id_instance: &IdInstance, token: &ApiToken) -> Result<(), VaultFailure> {
        self.write_watched(id_instance, token, || ())
    }

    /// Like [`Vault::write`]. A call that is given up with [`VaultFailure::NoAnswer`] cannot be ended, so `stored_late`
    /// is called if it stores the token after all.
    pub fn write_watched(
        &self,
        id_instance: &IdInstance,
        token: &ApiToken,
        stored_late: impl FnOnce() + Send + 'static,
    ) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.write(id_instance, token, stored_late),
            Self::Memory(vault) => {
                vault.write(id_instance, token);
                Ok(())
            }
        }
    }

    /// Deletes the token of this instance; a missing one counts as deleted. Blocks.
    pub fn delete(&self, id_instance: &IdInstance) -> Result<(), VaultFailure> {
        self.delete_watched(id_instance, || ())
    }

    /// Like [`Vault::delete`]. As with [`Vault::write_watched`], `deleted_late` is called if a call that was given up
    /// deletes the token after all.
    pub fn delete_watched(
        &self,
        id_instance: &IdInstance,
        deleted_late: impl FnOnce() + Send + 'static,
    ) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.delete(id_instance, deleted_late),
            Self::Memory(vault) => {
                vault.delete(id_instance);
                Ok(())
            }
        }
    }

    /// Checks that the vault exists and is unlocked, without an unlock prompt. Blocks.
    pub fn probe(&self) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.probe(),
            Self::Memory(_) => Ok(()),
        }
    }

    /// Returns the store's familiar name. Blocks: on Linux it queries the session bus for the owner of the keyring
    /// service.
    pub fn name(&self) -> VaultName {
        match self {
            Self::System(_) => platform::name(),
            Self::Memory(_) => VaultName::Memory,
        }
    }
}
