//! Where an instance's apiTokenInstance is kept: the operating system's keyring, or this program's memory.
//!
//! From outside: [`Vault`] reads, writes and deletes tokens by idInstance, and each call either blocks or is started on a
//! thread of its own, because a keyring may ask the user to unlock it and wait as long as the prompt is open;
//! [`VaultFailure`] says why a call did not succeed; [`VaultName`] is what people call the store.
//!
//! Only "no such entry" of an unlocked keyring means that there is no token. Everything else is a failure: the token may
//! well be there, so nothing may be forgotten or overwritten because of it.

mod failure;
mod memory;
mod name;
mod start;
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
pub use system::SystemVault;

use std::sync::Arc;

use keyring_core::CredentialStore;
use poll_promise::Promise;

use crate::green_api::{ApiToken, IdInstance, Waker};

/// A place for tokens. Clones share the same place.
///
/// The `start_…` calls give a promise at once; its value is there before `waker` is called. Dropping the promise abandons
/// the wait (for an unlock prompt, say), not the call. The system's keyring is asked one thing at a time, so later calls
/// queue up behind an open prompt, and share its answer when it is dismissed.
#[derive(Clone, Debug)]
pub enum Vault {
    /// The operating system's keyring: Credential Manager, Keychain, or a Secret Service.
    System(SystemVault),
    /// The memory of this program: tokens are gone when it ends.
    Memory(MemoryVault),
}

impl Vault {
    /// The operating system's keyring. Nothing is asked of it yet.
    pub fn system() -> Self {
        Self::System(SystemVault::default())
    }

    /// A keyring reached by `open`, which every new connection calls: for tests, in place of the system's own.
    pub fn over(open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static) -> Self {
        let keyring = system::Keyring { open: Box::new(open), refuse_if_locked: Box::new(|| Ok(())) };
        Self::System(SystemVault::with(keyring))
    }

    /// An empty vault in memory, for a session that keeps nothing.
    pub fn memory() -> Self {
        Self::Memory(MemoryVault::default())
    }

    /// The token of this instance; `None` when an unlocked vault has none. Blocks.
    pub fn read(&self, id_instance: &IdInstance) -> Result<Option<ApiToken>, VaultFailure> {
        match self {
            Self::System(vault) => vault.read(id_instance),
            Self::Memory(vault) => Ok(vault.read(id_instance)),
        }
    }

    /// Keeps this token for this instance, in place of an older one. Blocks.
    pub fn write(&self, id_instance: &IdInstance, token: &ApiToken) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.write(id_instance, token),
            Self::Memory(vault) => {
                vault.write(id_instance, token);
                Ok(())
            }
        }
    }

    /// Deletes the token of this instance; one that is not there counts as deleted. Blocks.
    pub fn delete(&self, id_instance: &IdInstance) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.delete(id_instance),
            Self::Memory(vault) => {
                vault.delete(id_instance);
                Ok(())
            }
        }
    }

    /// Whether the vault is there and unlocked, found out without an unlock prompt. Blocks.
    pub fn probe(&self) -> Result<(), VaultFailure> {
        match self {
            Self::System(vault) => vault.probe(),
            Self::Memory(_) => Ok(()),
        }
    }

    /// What people call this store. Blocks: on Linux the session bus is asked who answers for the keyring.
    pub fn name(&self) -> VaultName {
        match self {
            Self::System(_) => platform::name(),
            Self::Memory(_) => VaultName::Memory,
        }
    }

    /// Whether tokens last no longer than this run of the program.
    pub fn kept_for_session_only(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    /// [`Vault::read`] on a thread of its own.
    pub fn start_read(&self, id_instance: IdInstance, waker: Waker) -> Promise<Result<Option<ApiToken>, VaultFailure>> {
        let vault = self.clone();
        start::start(waker, move || vault.read(&id_instance))
    }

    /// [`Vault::write`] on a thread of its own.
    pub fn start_write(
        &self,
        id_instance: IdInstance,
        token: ApiToken,
        waker: Waker,
    ) -> Promise<Result<(), VaultFailure>> {
        let vault = self.clone();
        start::start(waker, move || vault.write(&id_instance, &token))
    }

    /// [`Vault::delete`] on a thread of its own.
    pub fn start_delete(&self, id_instance: IdInstance, waker: Waker) -> Promise<Result<(), VaultFailure>> {
        let vault = self.clone();
        start::start(waker, move || vault.delete(&id_instance))
    }

    /// [`Vault::probe`] on a thread of its own.
    pub fn start_probe(&self, waker: Waker) -> Promise<Result<(), VaultFailure>> {
        let vault = self.clone();
        start::start(waker, move || vault.probe())
    }

    /// [`Vault::name`] on a thread of its own.
    pub fn start_name(&self, waker: Waker) -> Promise<Result<VaultName, VaultFailure>> {
        let vault = self.clone();
        start::start(waker, move || Ok(vault.name()))
    }
}
