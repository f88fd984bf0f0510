//! A keyring that can be locked and taken away.

use std::any::Any;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use instance_desk::vault::{Vault, VaultScope};
use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, Entry, Error, mock};

use crate::common::{Gateway, Home};

/// The service name under which the program keeps its tokens.
const SERVICE: &str = "instance-desk";

pub struct Keyring {
    store: Arc<CredentialStore>,
    mood: Arc<(Mutex<Mood>, Condvar)>,
    connections: Arc<AtomicUsize>,
}

/// A connection to a keyring, whose calls its mood holds back.
#[derive(Debug)]
struct Connection {
    store: Arc<CredentialStore>,
    mood: Arc<(Mutex<Mood>, Condvar)>,
}

impl CredentialStoreApi for Connection {
    fn vendor(&self) -> String {
        self.store.vendor()
    }

    fn id(&self) -> String {
        self.store.id()
    }

    fn build(&self, service: &str, user: &str, options: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        let (mood, change) = &*self.mood;
        let hangs = |mood: &mut Mood| matches!(mood, Mood::Hanging);
        let mut mood = change.wait_while(mood.lock().unwrap(), hangs).unwrap();
        if matches!(*mood, Mood::AfterNext) {
            *mood = Mood::Hanging;
        }
        self.store.build(service, user, options)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The state in which a new connection finds the keyring.
#[derive(Clone, Copy, Debug, Default)]
enum Mood {
    #[default]
    Open,
    Away,
    Locked,
    Asking,
    /// Hangs after the next call.
    AfterNext,
    Hanging,
}

impl Keyring {
    pub fn new() -> Self {
        Self { store: mock::Store::new().unwrap(), mood: Arc::default(), connections: Arc::default() }
    }

    /// Returns a vault that has not connected yet.
    pub fn vault(&self) -> Vault {
        self.vault_of(VaultScope::of_user())
    }

    /// Returns a vault over the entries of a data folder.
    pub fn vault_of_folder(&self, folder: &Path) -> Vault {
        self.vault_of(VaultScope::of_folder(folder))
    }

    fn vault_of(&self, scope: VaultScope) -> Vault {
        Vault::scoped_over(scope, self.connect())
    }

    /// Returns a vault that gives the keyring up when it does not answer within `limit`.
    pub fn vault_with_limit(&self, limit: Duration) -> Vault {
        Vault::over_with_limit(limit, self.connect())
    }

    fn connect(&self) -> impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + use<> {
        let (store, mood, connections) = (self.store.clone(), self.mood.clone(), self.connections.clone());
        move || {
            connections.fetch_add(1, Ordering::SeqCst);
            let (now, change) = &*mood;
            let asks = |mood: &mut Mood| matches!(mood, Mood::Asking);
            let now = *change.wait_while(now.lock().unwrap(), asks).unwrap();
            match now {
                Mood::Away => Err(Error::NoDefaultStore),
                Mood::Locked => Err(Error::NoStorageAccess("locked".into())),
                Mood::Open | Mood::Asking | Mood::AfterNext | Mood::Hanging => {
                    Ok(Arc::new(Connection { store: store.clone(), mood: mood.clone() }))
                }
            }
        }
    }

    /// Returns the number of times that a connection was requested. A locked keyring prompts the user each time.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Makes new connections find no keyring.
    pub fn take_away(&self) {
        self.set(Mood::Away);
    }

    /// Makes new connections find the keyring locked.
    pub fn lock(&self) {
        self.set(Mood::Locked);
    }

    /// Makes new connections wait until the user answers the system's prompt.
    pub fn ask(&self) {
        self.set(Mood::Asking);
    }

    /// Makes every call hang but the next one.
    pub fn hang_after_next(&self) {
        self.set(Mood::AfterNext);
    }

    /// Makes the keyring available and unlocked.
    pub fn open(&self) {
        self.set(Mood::Open);
    }

    fn set(&self, now: Mood) {
        let (mood, change) = &*self.mood;
        *mood.lock().unwrap() = now;
        change.notify_all();
    }

    /// Makes the next access to this instance's token find the keyring locked, even on an existing connection.
    pub fn lock_once(&self, id: &str) {
        let entry = self.entry(id);
        let credential: &mock::Cred = entry.as_any().downcast_ref().unwrap();
        credential.set_error(Error::NoStorageAccess("locked".into()));
    }

    pub fn put(&self, id: &str, token: &str) {
        self.entry(id).set_password(token).unwrap();
    }

    pub fn token(&self, id: &str) -> Option<String> {
        self.entry(id).get_password().ok()
    }

    fn entry(&self, id: &str) -> Entry {
        self.store.build(SERVICE, id, None).unwrap()
    }
}

/// Returns a home that knows these instances and whose tokens are in `keyring`.
pub fn home_with(gateway: &Gateway, keyring: &Keyring, ids: &[&str]) -> Home {
    let mut home = Home::of(gateway, ids);
    for id in ids {
        keyring.put(id, &gateway.instance(id).api_token_instance);
    }
    home.options.vault = Some(keyring.vault());
    home
}
