//! The operating system's keyring, one call at a time.

use std::fmt;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

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
    keyring: Arc<Keyring>,
    turn: Mutex<Turn>,
}

/// Access to a keyring: the system's, or a mock in tests.
pub(super) struct Keyring {
    pub open: Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>,
    pub refuse_if_locked: Box<dyn Fn() -> Result<(), VaultFailure> + Send + Sync>,
    /// Returns the process that provides the keyring, on systems where that may change.
    pub owner: Box<dyn Fn() -> Option<String> + Send + Sync>,
    /// Time between two checks of the owner while a call waits.
    pub poll: Duration,
    /// Maximum time of a call: the user may have to find and answer a prompt.
    pub limit: Duration,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            open: Box::new(platform::open),
            refuse_if_locked: Box::new(platform::refuse_if_locked),
            owner: Box::new(platform::owner),
            poll: Duration::from_secs(1),
            limit: Duration::from_secs(180),
        }
    }
}

/// State used by one call at a time.
#[derive(Default)]
struct Turn {
    /// The open keyring. Dropped after a failure so that the next call reconnects: the keyring may have been started,
    /// restarted or unlocked since, and a retry must not require restarting this program.
    connection: Option<Connection>,
    /// The last refusal and its time.
    refused: Option<(Instant, VaultFailure)>,
}

/// An open keyring, and its owner at that time.
struct Connection {
    store: Arc<CredentialStore>,
    owner: Option<String>,
}

/// Reason why a call brought nothing.
enum Failed {
    /// The owner of the keyring changed while the call waited. Its prompt died with it.
    Restarted,
    Vault(VaultFailure),
}

impl From<VaultFailure> for Failed {
    fn from(failure: VaultFailure) -> Self {
        Self::Vault(failure)
    }
}

impl Default for SystemVault {
    fn default() -> Self {
        Self::with(Keyring::default())
    }
}

impl fmt::Debug for SystemVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemVault")
    }
}

impl SystemVault {
    pub(super) fn with(keyring: Keyring) -> Self {
        Self { shared: Arc::new(Shared { keyring: Arc::new(keyring), turn: Mutex::default() }) }
    }

    pub(super) fn read(&self, id_instance: &IdInstance) -> Result<Option<ApiToken>, VaultFailure> {
        let secret = self.entry(id_instance.as_str(), Entry::get_password)?;
        secret
            .map(zeroize::Zeroizing::new)
            .map(|secret| ApiToken::parse(&secret).map_err(|_| VaultFailure::Unreadable))
            .transpose()
    }

    pub(super) fn write(&self, id_instance: &IdInstance, token: &ApiToken) -> Result<(), VaultFailure> {
        let token = token.clone();
        self.entry(id_instance.as_str(), move |entry| entry.set_password(token.expose()))?
            .ok_or_else(|| VaultFailure::other("the entry vanished while it was written"))
    }

    pub(super) fn delete(&self, id_instance: &IdInstance) -> Result<(), VaultFailure> {
        self.entry(id_instance.as_str(), Entry::delete_credential).map(|_deleted_or_missing| ())
    }

    pub(super) fn probe(&self) -> Result<(), VaultFailure> {
        self.entry(NOBODY, Entry::get_password).map(|_| ())
    }

    /// Runs `act` on this user's entry; `None` if an unlocked keyring has no such entry.
    fn entry<T: Send + 'static>(
        &self,
        user: &str,
        act: impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static,
    ) -> Result<Option<T>, VaultFailure> {
        self.entry_asked_at(Instant::now(), user, act)
    }

    /// Like `entry`, for a call made at `asked` that may have waited for its turn since.
    pub(super) fn entry_asked_at<T: Send + 'static>(
        &self,
        asked: Instant,
        user: &str,
        act: impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static,
    ) -> Result<Option<T>, VaultFailure> {
        let mut turn = self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Calls that waited while the user dismissed the prompt share its result: twenty instances must not prompt
        // twenty times.
        if let Some((at, failure)) = &turn.refused
            && *at >= asked
        {
            return Err(failure.clone());
        }
        let outcome = self.entry_in_turn(&mut turn, user, &Arc::new(act));
        if let Err(failure @ (VaultFailure::Locked | VaultFailure::Denied | VaultFailure::NoAnswer)) = &outcome {
            turn.refused = Some((Instant::now(), failure.clone()));
        }
        outcome
    }

    fn entry_in_turn<T: Send + 'static>(
        &self,
        turn: &mut Turn,
        user: &str,
        act: &Arc<impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static>,
    ) -> Result<Option<T>, VaultFailure> {
        let kept = turn.connection.take();
        let was_kept = kept.is_some();
        let outcome = match self.ask(kept, user, act) {
            // A new connection helps if the keyring was restarted, since the last call or during this one. All keyring
            // calls here can safely be repeated.
            Err(Failed::Restarted) => self.ask(None, user, act),
            Err(Failed::Vault(VaultFailure::Absent | VaultFailure::Other { .. })) if was_kept => {
                self.ask(None, user, act)
            }
            outcome => outcome,
        };
        match outcome {
            Ok((connection, value)) => {
                turn.connection = Some(connection);
                Ok(value)
            }
            Err(Failed::Vault(failure)) => Err(failure),
            Err(Failed::Restarted) => Err(VaultFailure::NoAnswer),
        }
    }

    /// Calls the keyring on a thread of its own, which is left behind if no answer comes: neither the libraries nor the
    /// systems can end a call.
    fn ask<T: Send + 'static>(
        &self,
        kept: Option<Connection>,
        user: &str,
        act: &Arc<impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static>,
    ) -> Result<(Connection, Option<T>), Failed> {
        let keyring = &self.shared.keyring;
        let mut owner = kept.as_ref().map_or_else(|| (keyring.owner)(), |kept| kept.owner.clone());
        let (sender, answer) = mpsc::channel();
        let call = {
            let (keyring, user, act, owner) = (keyring.clone(), user.to_owned(), act.clone(), owner.clone());
            move || {
                // The caller may have stopped waiting.
                let _ = sender.send(keyring.call(kept, owner, &user, &*act));
            }
        };
        let thread = thread::Builder::new().name("keyring".to_owned()).spawn(call);
        thread.map_err(|error| VaultFailure::other(&error.to_string()))?;
        let asked = Instant::now();
        loop {
            match answer.recv_timeout(keyring.poll) {
                Ok(done) => return Ok(done?),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(VaultFailure::other("a call of the keyring panicked").into());
                }
                Err(RecvTimeoutError::Timeout) => {
                    let now = (keyring.owner)();
                    // The call itself may have started the keyring.
                    if owner.is_some() && now != owner {
                        return Err(Failed::Restarted);
                    }
                    owner = now;
                    if asked.elapsed() >= keyring.limit {
                        return Err(VaultFailure::NoAnswer.into());
                    }
                }
            }
        }
    }
}

impl Keyring {
    fn call<T>(
        &self,
        kept: Option<Connection>,
        owner: Option<String>,
        user: &str,
        act: &impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<(Connection, Option<T>), VaultFailure> {
        let connection = match kept {
            Some(connection) => connection,
            None => {
                let store = (self.open)().map_err(|error| VaultFailure::from_keyring(&error))?;
                Connection { store, owner }
            }
        };
        let outcome = connection.store.build(SERVICE, user, None).and_then(|entry| act(&entry));
        match outcome {
            Ok(value) => Ok((connection, Some(value))),
            Err(Error::NoEntry) => {
                // Some keyrings find nothing while locked; "no entry" counts only from an unlocked keyring.
                (self.refuse_if_locked)()?;
                Ok((connection, None))
            }
            Err(error) => Err(VaultFailure::from_keyring(&error)),
        }
    }
}
