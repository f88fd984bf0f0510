//! The operating system's keyring, one call at a time.

use std::collections::HashMap;
use std::fmt;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use keyring_core::{CredentialStore, Entry, Error};

use super::scope::SERVICE;
use super::{VaultFailure, VaultScope, platform};
use crate::green_api::{ApiToken, Detail, IdInstance};

/// A user name that no instance can have: an idInstance consists of digits.
const NOBODY: &str = "probe";

/// The operating system's keyring. Clones share one connection to it.
#[derive(Clone)]
pub struct SystemVault {
    scope: VaultScope,
    shared: Arc<Shared>,
}

struct Shared {
    keyring: Arc<Keyring>,
    turn: Mutex<Turn>,
}

/// Access to a keyring: the system's, or a mock in tests.
pub(super) struct Keyring {
    pub open: Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>,
    /// Unlocks, with a prompt, what a search would not look into.
    pub unlock_to_search: Box<dyn Fn() -> Result<(), VaultFailure> + Send + Sync>,
    /// Refuses while the place for new entries is locked.
    pub refuse_if_locked: Box<dyn Fn() -> Result<(), VaultFailure> + Send + Sync>,
    /// Refuses while a locked place may have an entry that was not found.
    pub refuse_if_hidden: Box<dyn Fn() -> Result<(), VaultFailure> + Send + Sync>,
    /// Returns the process that provides the keyring, on systems where that may change.
    pub owner: Box<dyn Fn() -> Option<String> + Send + Sync>,
    /// Whether a program keeps the entries, so that a connection ends when the program is restarted.
    pub can_restart: bool,
    /// Options of a new entry, in the words of the store's library.
    pub modifiers: HashMap<&'static str, &'static str>,
    /// Time between two checks of the owner while a call waits.
    pub poll: Duration,
    /// Maximum time of a call: the user may have to find and answer a prompt.
    pub limit: Duration,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            open: Box::new(platform::open),
            unlock_to_search: Box::new(platform::unlock_to_search),
            refuse_if_locked: Box::new(platform::refuse_if_locked),
            refuse_if_hidden: Box::new(platform::refuse_if_hidden),
            owner: Box::new(platform::owner),
            can_restart: platform::CAN_RESTART,
            modifiers: HashMap::from_iter(platform::MODIFIERS.iter().copied()),
            poll: Duration::from_secs(1),
            limit: Duration::from_secs(180),
        }
    }
}

impl Keyring {
    /// Returns a keyring that is never locked and over which no other program has power, for tests.
    pub fn over(open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static) -> Self {
        Self {
            open: Box::new(open),
            unlock_to_search: Box::new(|| Ok(())),
            refuse_if_locked: Box::new(|| Ok(())),
            refuse_if_hidden: Box::new(|| Ok(())),
            owner: Box::new(|| None),
            can_restart: true,
            modifiers: HashMap::new(),
            ..Self::default()
        }
    }
}

/// State used by one call at a time.
#[derive(Default)]
struct Turn {
    /// The open keyring. Dropped after a failure so that the next call reconnects: the keyring may have been started,
    /// restarted or unlocked since, and a retry must not require restarting this program.
    connection: Option<Connection>,
    /// The last refusal that may have been the answer to a prompt, and its time.
    refused: Option<(Instant, VaultFailure)>,
}

/// An open keyring, and its owner at that time.
struct Connection {
    store: Arc<CredentialStore>,
    owner: Option<String>,
}

/// A change of an entry, perhaps by a call that was left behind.
enum Change {
    Awaited,
    /// The caller has the failure, and this is called if the change is made nevertheless.
    GivenUp(Box<dyn FnOnce() + Send>),
    Made,
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

impl fmt::Debug for SystemVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemVault")
    }
}

impl SystemVault {
    pub(super) fn with(scope: VaultScope, keyring: Keyring) -> Self {
        Self { scope, shared: Arc::new(Shared { keyring: Arc::new(keyring), turn: Mutex::default() }) }
    }

    pub(super) fn is_of_folder(&self) -> bool {
        self.scope != VaultScope::of_user()
    }

    /// Reads a token for a user who wanted it at `wanted`.
    pub(super) fn read(&self, id_instance: &IdInstance, wanted: Instant) -> Result<Option<ApiToken>, VaultFailure> {
        let secret = self.entry_wanted_at(wanted, &self.scope.service, id_instance.as_str(), Entry::get_password)?;
        secret
            .map(zeroize::Zeroizing::new)
            .map(|secret| ApiToken::parse(&secret).map_err(|_| VaultFailure::Unreadable))
            .transpose()
    }

    pub(super) fn write(
        &self,
        id_instance: &IdInstance,
        token: &ApiToken,
        stored_late: impl FnOnce() + Send + 'static,
    ) -> Result<(), VaultFailure> {
        let token = token.clone();
        let store = move |entry: &Entry| {
            let set = || entry.set_password(token.expose());
            set().or_else(|error| platform::make_place(error).and_then(|()| set()))
        };
        let written = self.change(id_instance, store, stored_late)?;
        written.ok_or(VaultFailure::Other { detail: Detail::EntryVanished })
    }

    pub(super) fn delete(
        &self,
        id_instance: &IdInstance,
        deleted_late: impl FnOnce() + Send + 'static,
    ) -> Result<(), VaultFailure> {
        self.change(id_instance, Entry::delete_credential, deleted_late)?;
        Ok(())
    }

    /// Changes the entry of an instance; `None` if an unlocked keyring has no such entry. `made_late` is called if the
    /// change is made after the call was given up.
    fn change(
        &self,
        id_instance: &IdInstance,
        act: impl Fn(&Entry) -> keyring_core::Result<()> + Send + Sync + 'static,
        made_late: impl FnOnce() + Send + 'static,
    ) -> Result<Option<()>, VaultFailure> {
        let change = Arc::new(Mutex::new(Change::Awaited));
        let end = change.clone();
        let act = move |entry: &Entry| {
            act(entry)?;
            let mut end = end.lock().unwrap_or_else(PoisonError::into_inner);
            if let Change::GivenUp(made_late) = std::mem::replace(&mut *end, Change::Made) {
                made_late();
            }
            Ok(())
        };
        match self.entry(&self.scope.service, id_instance, act) {
            Err(VaultFailure::NoAnswer) => {
                let mut change = change.lock().unwrap_or_else(PoisonError::into_inner);
                // It may have been made just now.
                if matches!(*change, Change::Made) {
                    return Ok(Some(()));
                }
                *change = Change::GivenUp(Box::new(made_late));
                Err(VaultFailure::NoAnswer)
            }
            changed => changed,
        }
    }

    pub(super) fn probe(&self) -> Result<(), VaultFailure> {
        self.entry_wanted_at(Instant::now(), SERVICE, NOBODY, Entry::get_password).map(|_| ())
    }

    /// Runs `act` on the entry of an instance; `None` if an unlocked keyring has no such entry.
    fn entry<T: Send + 'static>(
        &self,
        service: &str,
        id_instance: &IdInstance,
        act: impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static,
    ) -> Result<Option<T>, VaultFailure> {
        self.entry_wanted_at(Instant::now(), service, id_instance.as_str(), act)
    }

    /// Like `entry`, for a user who wanted it at `wanted`.
    pub(super) fn entry_wanted_at<T: Send + 'static>(
        &self,
        wanted: Instant,
        service: &str,
        user: &str,
        act: impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static,
    ) -> Result<Option<T>, VaultFailure> {
        let mut turn = self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // A prompt that was dismissed answers all that was wanted before: twenty instances must not prompt twenty times.
        if let Some((at, failure)) = &turn.refused
            && *at >= wanted
        {
            return Err(failure.clone());
        }
        let outcome = self.entry_in_turn(&mut turn, service, user, &Arc::new(act));
        match &outcome {
            // A probe shows no prompt, so its refusal is no answer of the user.
            Ok(_) | Err(VaultFailure::Locked | VaultFailure::Denied) if user == NOBODY => {}
            Ok(_) => turn.refused = None,
            Err(failure @ (VaultFailure::Locked | VaultFailure::Denied | VaultFailure::NoAnswer)) => {
                turn.refused = Some((Instant::now(), failure.clone()));
            }
            Err(_) => {}
        }
        outcome
    }

    fn entry_in_turn<T: Send + 'static>(
        &self,
        turn: &mut Turn,
        service: &str,
        user: &str,
        act: &Arc<impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static>,
    ) -> Result<Option<T>, VaultFailure> {
        let kept = turn.connection.take();
        let may_have_ended = kept.is_some() && self.shared.keyring.can_restart;
        let outcome = match self.ask(kept, service, user, act) {
            // A new connection helps if the keyring was restarted, since the last call or during this one. All keyring
            // calls here can safely be repeated.
            Err(Failed::Restarted) => self.ask(None, service, user, act),
            Err(Failed::Vault(VaultFailure::Absent | VaultFailure::Other { .. })) if may_have_ended => {
                self.ask(None, service, user, act)
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
    /// systems can end a call. Nor can they end the question for the owner, so a thread asks that too.
    fn ask<T: Send + 'static>(
        &self,
        kept: Option<Connection>,
        service: &str,
        user: &str,
        act: &Arc<impl Fn(&Entry) -> keyring_core::Result<T> + Send + Sync + 'static>,
    ) -> Result<(Connection, Option<T>), Failed> {
        let keyring = &self.shared.keyring;
        let (sender, answer) = mpsc::channel();
        let (owner_sender, owners) = mpsc::channel();
        let call = {
            let (keyring, act, owner_sender) = (keyring.clone(), act.clone(), owner_sender.clone());
            let (service, user) = (service.to_owned(), user.to_owned());
            move || {
                let owner = kept.as_ref().map_or_else(|| (keyring.owner)(), |kept| kept.owner.clone());
                // The caller may have stopped waiting.
                let _ = owner_sender.send(owner.clone());
                let _ = sender.send(keyring.call(kept, owner, [&service, &user], &*act));
            }
        };
        spawn("keyring", call)?;
        let asked = Instant::now();
        let mut owner = None;
        loop {
            match answer.recv_timeout(keyring.poll) {
                Ok(done) => return Ok(done?),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(VaultFailure::Other { detail: Detail::PartFailed }.into());
                }
                Err(RecvTimeoutError::Timeout) => {
                    // One question for the owner at a time.
                    if let Ok(now) = owners.try_recv() {
                        // The call itself may have started the keyring.
                        if owner.is_some() && now != owner {
                            return Err(Failed::Restarted);
                        }
                        owner = now;
                        let (keyring, owner_sender) = (keyring.clone(), owner_sender.clone());
                        spawn("keyring owner", move || drop(owner_sender.send((keyring.owner)())))?;
                    }
                    if asked.elapsed() >= keyring.limit {
                        return Err(VaultFailure::NoAnswer.into());
                    }
                }
            }
        }
    }
}

/// Runs `work` on a thread of its own.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), VaultFailure> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map(drop).map_err(|error| VaultFailure::other(&error.to_string()))
}

impl Keyring {
    fn call<T>(
        &self,
        kept: Option<Connection>,
        owner: Option<String>,
        [service, user]: [&str; 2],
        act: &impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<(Connection, Option<T>), VaultFailure> {
        let connection = match kept {
            Some(connection) => connection,
            None => {
                let store = (self.open)().map_err(|error| VaultFailure::from_keyring(&error))?;
                Connection { store, owner }
            }
        };
        // A probe shows no prompt.
        if user != NOBODY {
            (self.unlock_to_search)()?;
        }
        let entry = connection.store.build(service, user, Some(&self.modifiers));
        if let Ok(entry) = &entry {
            platform::refuse_foreign(entry)?;
        }
        match entry.and_then(|entry| act(&entry)) {
            Ok(value) => Ok((connection, Some(value))),
            Err(Error::NoEntry) => {
                // Some keyrings find nothing while locked; "no entry" counts only from an unlocked keyring. A probe looks
                // for nothing.
                let refuse = if user == NOBODY { &self.refuse_if_locked } else { &self.refuse_if_hidden };
                refuse()?;
                Ok((connection, None))
            }
            Err(error) => Err(VaultFailure::from_keyring(&error)),
        }
    }
}
