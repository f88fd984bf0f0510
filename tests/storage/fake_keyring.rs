//! Secret Services with states that no real one can be brought into.
#![cfg(target_os = "linux")]

use std::collections::HashMap;
use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "/org/freedesktop/secrets";
const FIRST: &str = "/org/freedesktop/secrets/collection/first";
const SECOND: &str = "/org/freedesktop/secrets/collection/second";
const ITEM: &str = "/org/freedesktop/secrets/collection/first/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/1";

fn path(path: &'static str) -> OwnedObjectPath {
    ObjectPath::from_static_str_unchecked(path).into()
}

/// A service whose searches for an instance find `items`, all of them locked.
struct Service {
    collections: Vec<OwnedObjectPath>,
    items: Vec<OwnedObjectPath>,
}

/// The path that stands for "none".
const NONE: &str = "/";

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    fn open_session(&self, algorithm: &str, _input: OwnedValue) -> (OwnedValue, OwnedObjectPath) {
        let output = if algorithm == "plain" { Value::from("") } else { Value::from(vec![2u8; 128]) };
        (output.try_into().unwrap(), path("/org/freedesktop/secrets/session/one"))
    }

    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path(if self.collections.is_empty() { NONE } else { FIRST })
    }

    fn create_collection(
        &self,
        _properties: HashMap<String, OwnedValue>,
        alias: &str,
    ) -> (OwnedObjectPath, OwnedObjectPath) {
        assert_eq!(alias, "default");
        (path(NONE), path(PROMPT))
    }

    fn search_items(&self, attributes: HashMap<String, String>) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        let is_instance = attributes["username"].bytes().all(|byte| byte.is_ascii_digit());
        (Vec::new(), if is_instance { self.items.clone() } else { Vec::new() })
    }

    fn unlock(&self, _objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        (Vec::new(), path(PROMPT))
    }

    #[zbus(property)]
    fn collections(&self) -> Vec<OwnedObjectPath> {
        self.collections.clone()
    }
}

struct Collection {
    locked: bool,
}

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    #[zbus(property)]
    fn locked(&self) -> bool {
        self.locked
    }
}

/// A prompt that is dismissed as soon as it is shown.
struct Prompt;

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    async fn prompt(&self, _window: &str, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) {
        let mut file = File::options().create(true).append(true).open(counter()).unwrap();
        file.write_all(b"x").unwrap();
        Self::completed(&emitter, true, Value::from("").try_into().unwrap()).await.unwrap();
    }

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: OwnedValue) -> zbus::Result<()>;
}

fn counter() -> PathBuf {
    PathBuf::from(env::var_os("HOME").unwrap()).join("prompts")
}

/// Returns the number of prompts that were shown.
pub fn prompts() -> usize {
    fs::read(counter()).map_or(0, |shown| shown.len())
}

/// Serves two databases, as KeePassXC does, of which the second is locked and the first is the default.
pub fn serve_keepassxc() -> ! {
    serve(Service { collections: vec![path(FIRST), path(SECOND)], items: Vec::new() }, false)
}

/// Serves one locked collection with one item.
pub fn serve_locked() -> ! {
    serve(Service { collections: vec![path(FIRST)], items: vec![path(ITEM)] }, true)
}

/// Serves no collection at all, as a keyring does in which nothing was ever stored.
pub fn serve_empty() -> ! {
    serve(Service { collections: Vec::new(), items: Vec::new() }, true)
}

/// Serves one locked collection in which nothing is found, as KWallet does until the wallet is open.
pub fn serve_closed_wallet() -> ! {
    serve(Service { collections: vec![path(FIRST)], items: Vec::new() }, true)
}

fn serve(service: Service, is_first_locked: bool) -> ! {
    let connection = zbus::blocking::connection::Builder::session()
        .and_then(|bus| bus.serve_at(SERVICE, service))
        .and_then(|bus| bus.serve_at(FIRST, Collection { locked: is_first_locked }))
        .and_then(|bus| bus.serve_at(SECOND, Collection { locked: true }))
        .and_then(|bus| bus.serve_at(PROMPT, Prompt))
        .and_then(|bus| bus.name("org.freedesktop.secrets"))
        .and_then(|bus| bus.build());
    let _connection = connection.unwrap();
    loop {
        std::thread::park();
    }
}
