//! Runs the whole program in a test: a practice server, the program's data, and a user at its window.

pub mod canary;
pub mod form;
pub mod keyring;
pub mod replace_number;
pub mod tree;
mod window;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use instance_desk::app::{ReleaseSource, StartOptions};
use instance_desk::green_api::{ApiToken, ApiUrl, ClientOptions, IdInstance, Messenger};
use instance_desk::practice::{
    self, Clock, Control, Fault, Gate, InstanceSeed, PracticeInstance, PracticeServer, Seen, World,
};
use instance_desk::store::{
    Database, DatabaseResult, FILE_NAME, Folders, InstanceOptions, InstanceRecord, JournalEntry, LanguageChoice, Store,
    Tables, WatchChoice,
};
use instance_desk::vault::Vault;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub use tree::Item;
pub use window::{PATIENCE, Window};

/// The factor by which the server's clock is sped up and the program's waits for it are shortened.
pub const FASTER: u32 = 50;

/// A restart that ends only when a test moves the server's clock forward by it. No message of the queue expires.
pub const RESTART: Duration = Duration::from_secs(12 * 3600);

pub const SALES: &str = "7103004512";
pub const SUPPORT: &str = "1101822940";
pub const DELIVERY: &str = "3100077318";
pub const WAREHOUSE: &str = "7105660034";

/// The gateway: a practice server on a runtime of its own, stopped when dropped.
pub struct Gateway {
    pub server: PracticeServer,
    pub control: Control,
    _runtime: Runtime,
}

impl Gateway {
    /// Starts a server with the instances of the screenshots, on a fast clock and without limits.
    pub fn pictures() -> Self {
        Self::of(World::pictures())
    }

    /// Starts a server with one instance, on a fast clock and without limits.
    pub fn with(seed: InstanceSeed) -> Self {
        Self::of(World::empty().with(seed))
    }

    /// Starts a server with these instances, on a fast clock and without limits.
    pub fn of(world: World) -> Self {
        let gateway = Self::at_true_pace(world.with_clock(Clock::faster(FASTER)));
        gateway.control.set_limits(false);
        gateway
    }

    /// Starts a server at real speed: the computer's clock, and every limit enforced.
    pub fn at_true_pace(world: World) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = PracticeServer::start(runtime.handle(), anywhere, world.with_fixed_tokens()).unwrap();
        let control = server.control();
        Self { server, control, _runtime: runtime }
    }

    pub fn instance(&self, id: &str) -> PracticeInstance {
        self.server.instances().into_iter().find(|instance| instance.id_instance == id).unwrap()
    }

    /// Holds back every answer of a method until the gate is opened.
    pub fn hold_all(&self, method: &str) -> Gate {
        let gate = Gate::default();
        self.control.fault(method, Fault::Hold(gate.clone()), u32::MAX);
        gate
    }

    /// Counts the requests of a method that have reached the server.
    pub fn times(&self, method: &str) -> usize {
        self.control.requests_of(method).len()
    }

    /// Returns the only request of a method; fails if there is not exactly one.
    pub fn only(&self, method: &str) -> Seen {
        let mut all = self.control.requests_of(method);
        assert_eq!(all.len(), 1, "{method} reached the server {} times", all.len());
        all.remove(0)
    }

    /// Drops every connection from now on, without an answer.
    pub fn go_away(&self) {
        self.control.fault(practice::ANY_METHOD, Fault::DropConnection, u32::MAX);
    }

    pub fn come_back(&self) {
        self.control.clear_faults();
    }
}

/// Returns `count` texts in the format of showMessagesQueue, each to a different chat.
pub fn texts(count: usize) -> Vec<Value> {
    let text = |n: usize| {
        let body = json!({"chatId": format!("{}@c.us", 79_000_000_000 + n as u64), "message": format!("Order {n}")});
        json!({"messageID": format!("BAE5{n:012X}"), "type": "sendMessage", "body": body})
    };
    (0..count).map(text).collect()
}

/// Returns a fault that answers with this status and JSON.
pub fn answers(status: u16, body: &str) -> Fault {
    Fault::Status { status, content_type: "application/json; charset=utf-8".to_owned(), body: body.to_owned() }
}

/// The data that outlives a session of the program: its folder and its vault. Removed when the last clone is dropped.
#[derive(Clone)]
pub struct Home {
    dir: Arc<TempDir>,
    pub vault: Vault,
    pub options: StartOptions,
}

impl Home {
    /// Creates an empty home; the language is English.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::memory();
        let options = StartOptions {
            data_dir: Some(dir.path().to_owned()),
            language: Some(LanguageChoice::En),
            vault: Some(vault.clone()),
            // Only the tests of the update check ask for newer versions.
            releases: ReleaseSource(None),
            client: ClientOptions {
                connect_timeout: Duration::from_secs(5),
                silence_timeout: Duration::from_secs(10),
                pace: 1.0 / f64::from(FASTER),
                ..ClientOptions::default()
            },
            // The running process is the test.
            program: Some(env!("CARGO_BIN_EXE_instance-desk").into()),
            ..StartOptions::default()
        };
        Self { dir: Arc::new(dir), vault, options }
    }

    /// Creates a home that starts with the practice instances of the program. Their server enforces every limit at real
    /// speed, so the program waits as long as for a user.
    pub fn practice() -> Self {
        let mut home = Self::new();
        home.options.practice = true;
        home.options.client.pace = 1.0;
        home
    }

    /// Creates a home with these instances of the gateway, as if they had been added and checked.
    pub fn of(gateway: &Gateway, ids: &[&str]) -> Self {
        let home = Self::new();
        for id in ids {
            let instance = gateway.instance(id);
            home.keep(&instance, &instance.api_url);
        }
        home
    }

    /// Saves an instance that is reached at this address. The user has answered that nothing shall be watched.
    pub fn keep(&self, instance: &PracticeInstance, api_url: &str) {
        let record = InstanceRecord {
            id_instance: IdInstance::parse(&instance.id_instance).unwrap(),
            name: instance.name.clone(),
            messenger: serde_json::from_value::<Messenger>(instance.messenger.into()).unwrap(),
            api_url: ApiUrl::parse(api_url).unwrap(),
            checked: true,
            options: InstanceOptions::default(),
        };
        let token = ApiToken::parse(&instance.api_token_instance).unwrap();
        self.vault.write(&record.id_instance, &token).unwrap();
        let (store, _) = Store::open(Folders::in_dir(self.dir.path()));
        store
            .change(move |contents| {
                contents.put_instance(record.clone());
                contents.settings.watch.choice = WatchChoice::Off;
            })
            .unwrap();
    }

    /// Returns the token kept for an instance.
    pub fn token(&self, id: &str) -> Option<String> {
        let token = self.vault.read(&IdInstance::parse(id).unwrap()).unwrap();
        token.map(|token| token.expose().to_owned())
    }

    pub fn file(&self) -> PathBuf {
        self.dir.path().join(FILE_NAME)
    }

    /// Reads the settings file; empty if it does not exist.
    pub fn kept(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap_or_default()
    }

    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    fn database(&self) -> Database {
        Database::new(&Folders::in_dir(self.dir()))
    }

    /// Runs a database job while the program is closed.
    pub fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static) -> T {
        let answer = self.database().run_blocking(job).unwrap();
        self.closed();
        answer
    }

    /// Runs a database job while the program has the database open.
    pub fn ask_beside<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> T {
        self.database().run_blocking(job).unwrap()
    }

    /// Waits until no session of the program holds the database open.
    pub fn closed(&self) {
        let data = Folders::in_dir(self.dir()).data;
        let is_mark = |name: std::ffi::OsString| name.to_string_lossy().starts_with("running-");
        let asked = std::time::Instant::now();
        while std::fs::read_dir(&data).is_ok_and(|entries| entries.flatten().any(|entry| is_mark(entry.file_name()))) {
            assert!(asked.elapsed() < Duration::from_secs(10), "somebody holds the database open");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Leaves a journal entry as a session does that ends while this change is under way.
    pub fn leave_under_way(&self, id: &str, method: &'static str, asked: &str) {
        let (instance, asked) = (IdInstance::parse(id).unwrap(), asked.to_owned());
        self.ask(move |tables| tables.begin_entry(&JournalEntry { instance, method, asked, run: None }));
    }

    /// Starts the program and opens its window.
    pub fn open(&self) -> Window {
        Window::open(&self.options, self.dir.clone())
    }
}
