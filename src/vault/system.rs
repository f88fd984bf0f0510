//! The operating system's keyring, one call at a time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use keyring_core::{CredentialStore, Entry, Error};

use super::{VaultFailure, platform};
use crate::green_api::{ApiToken, IdInstance};

/// The service name of this program's entries in the keyring; their user is the idInstance.
const SERVICE: &str = "instance-desk";

/// A user name that no instance can have: an idInstance consists of digits.
const NOBODY: &str = "probe";

/// The operating system's keyring. Clones share one connection to it.
#[derive(Clone)]
pub struct SystemVault {
    shared: Arc<Shared>,
}

struct Shared {
    keyring: Keyring,
    turn: Mutex<Turn>,
}

/// Access to a keyring: the system's, or a mock in tests.
pub(super) struct Keyring {
    pub open: Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>,
    pub refuse_if_locked: Box<dyn Fn() -> Result<(), VaultFailure> + Send + Sync>,
}

/// State used by one call at a time.
#[derive(Default)]
struct Turn {
    /// The open keyring. Dropped after a failure so that the next call reconnects: the keyring may have been started,
    /// restarted or unlocked since, and a retry must not require restarting this program.
    store: Option<Arc<CredentialStore>>,
    /// The last refusal and its time.
    refused: Option<(Instant, VaultFailure)>,
}

impl Default for SystemVault {
    fn default() -> Self {
        Self::with(Keyring { open: Box::new(platform::open), refuse_if_locked: Box::new(platform::refuse_if_locked) })
    }
}

impl fmt::Debug for SystemVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemVault")
    }
}

impl SystemVault {
    pub(super) fn with(keyring: Keyring) -> Self {
        Self { shared: Arc::new(Shared { keyring, turn: Mutex::default() }) }
    }

    pub(super) fn read(&self, id_instance: &IdInstance) -> Result<Option<ApiToken>, VaultFailure> {
        let secret = self.entry(id_instance.as_str(), Entry::get_password)?;
        secret
            .map(zeroize::Zeroizing::new)
            .map(|secret| ApiToken::parse(&secret).map_err(|_| VaultFailure::Unreadable))
            .transpose()
    }

    pub(super) fn write(&self, id_instance: &IdInstance, token: &ApiToken) -> Result<(), VaultFailure> {
        self.entry(id_instance.as_str(), |entry| entry.set_password(token.expose()))?
            .ok_or_else(|| VaultFailure::other("the entry vanished while it was written"))
    }

    pub(super) fn delete(&self, id_instance: &IdInstance) -> Result<(), VaultFailure> {
        self.entry(id_instance.as_str(), Entry::delete_credential).map(|_deleted_or_missing| ())
    }

    pub(super) fn probe(&self) -> Result<(), VaultFailure> {
        self.entry(NOBODY, Entry::get_password).map(|_| ())
    }

    /// Runs `act` on this user's entry; `None` if an unlocked keyring has no such entry.
    fn entry<T>(&self, user: &str, act: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<Option<T>, VaultFailure> {
        self.entry_asked_at(Instant::now(), user, act)
    }

    /// Like `entry`, for a call made at `asked` that may have waited for its turn since.
    pub(super) fn entry_asked_at<T>(
        &self,
        asked: Instant,
        user: &str,
        act: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultFailure> {
        let mut turn = self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Calls that waited while the user dismissed the prompt share its result: twenty instances must not prompt
        // twenty times.
        if let Some((at, failure)) = &turn.refused
            && *at >= asked
        {
            return Err(failure.clone());
        }
        let outcome = self.entry_in_turn(&mut turn, user, act);
        if let Err(failure) = &outcome {
            turn.store = None;
            if matches!(failure, VaultFailure::Locked | VaultFailure::Denied) {
                turn.refused = Some((Instant::now(), failure.clone()));
            }
        }
        outcome
    }

    fn entry_in_turn<T>(
        &self,
        turn: &mut Turn,
        user: &str,
        act: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultFailure> {
        let kept = turn.store.take();
        let was_kept = kept.is_some();
        let outcome = self.entry_of(turn, kept, user, &act);
        match outcome {
            // The keyring may have been restarted since the last call, and a new connection fixes that. All keyring
            // calls here can safely be repeated.
            Err(VaultFailure::Absent | VaultFailure::Other { .. }) if was_kept => self.entry_of(turn, None, user, &act),
            outcome => outcome,
        }
    }

    fn entry_of<T>(
        &self,
        turn: &mut Turn,
        kept: Option<Arc<CredentialStore>>,
        user: &str,
        act: &impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultFailure> {
        let keyring = &self.shared.keyring;
        let store = match kept {
            Some(store) => store,
            None => (keyring.open)().map_err(|error| VaultFailure::from_keyring(&error))?,
        };
        let outcome = store.build(SERVICE, user, None).and_then(|entry| act(&entry));
        match outcome {
            Ok(value) => {
                turn.store = Some(store);
                Ok(Some(value))
            }
            Err(Error::NoEntry) => {
                // Some keyrings find nothing while locked; "no entry" counts only from an unlocked keyring.
                (keyring.refuse_if_locked)()?;
                turn.store = Some(store);
                Ok(None)
            }
            Err(error) => Err(VaultFailure::from_keyring(&error)),
        }
    }
}
