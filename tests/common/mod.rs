//! The whole program in a test: a practice server, what the program keeps, and a person at its window.
#![allow(dead_code, unused_imports, reason = "each test file uses its part")]

pub mod canary;
pub mod form;
pub mod keyring;
pub mod replace_number;
mod tree;
mod window;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use instance_desk::{
    app::{ReleaseSource, StartOptions},
    green_api::{ApiToken, ApiUrl, ClientOptions, IdInstance, Messenger},
    practice::{self, Clock, Control, Fault, InstanceSeed, PracticeInstance, PracticeServer, Seen, World},
    store::{
        Database, DatabaseResult, FILE_NAME, Folders, InstanceRecord, JournalEntry, LanguageChoice, Store, Tables,
    },
    vault::Vault,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub use tree::Item;
pub use window::Window;

/// So many times faster than in life the server's clock runs, and so many times shorter the program waits on it.
pub const FASTER: u32 = 50;

pub const SALES: &str = "7103004512";
pub const SUPPORT: &str = "1101822940";
pub const DELIVERY: &str = "3100077318";
pub const WAREHOUSE: &str = "7105660034";

/// GREEN-API's part: a practice server on a runtime of its own, stopped when dropped.
pub struct Gateway {
    pub server: PracticeServer,
    pub control: Control,
    _runtime: Runtime,
}

impl Gateway {
    /// The instances of the pictures, on a fast clock and without limits.
    pub fn pictures() -> Self {
        Self::of(World::pictures())
    }

    /// One instance, on a fast clock and without limits.
    pub fn with(seed: InstanceSeed) -> Self {
        Self::of(World::empty().with(seed))
    }

    fn of(world: World) -> Self {
        let gateway = Self::at_true_pace(world.with_clock(Clock::faster(FASTER)));
        gateway.control.set_limits(false);
        gateway
    }

    /// As in life: the computer's clock, and every limit kept.
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

    /// How often a method has reached the server.
    pub fn times(&self, method: &str) -> usize {
        self.control.requests_of(method).len()
    }

    /// The one request of a method.
    pub fn only(&self, method: &str) -> Seen {
        let mut all = self.control.requests_of(method);
        assert_eq!(all.len(), 1, "{method} reached the server {} times", all.len());
        all.remove(0)
    }

    /// From now on nothing is answered.
    pub fn go_away(&self) {
        self.control.fault(practice::ANY_METHOD, Fault::DropConnection, u32::MAX);
    }

    pub fn come_back(&self) {
        self.control.clear_faults();
    }
}

/// So many texts as showMessagesQueue gives them, to a chat each.
pub fn texts(count: usize) -> Vec<Value> {
    let text = |n: usize| {
        let body = json!({"chatId": format!("{}@c.us", 79_000_000_000 + n as u64), "message": format!("Order {n}")});
        json!({"messageID": format!("BAE5{n:012X}"), "type": "sendMessage", "body": body})
    };
    (0..count).map(text).collect()
}

/// A fault that answers with this status and JSON.
pub fn answers(status: u16, body: &str) -> Fault {
    Fault::Status { status, content_type: "application/json; charset=utf-8".to_owned(), body: body.to_owned() }
}

/// What outlives a run of the program: its folder and its vault. Removed when dropped.
#[derive(Clone)]
pub struct Home {
    dir: Arc<TempDir>,
    pub vault: Vault,
    pub options: StartOptions,
}

impl Home {
    /// Nothing kept yet; in English.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::memory();
        let options = StartOptions {
            data_dir: Some(dir.path().to_owned()),
            language: Some(LanguageChoice::En),
            vault: Some(vault.clone()),
            // Nobody is asked for newer versions, but by the tests of it.
            releases: ReleaseSource(None),
            client: ClientOptions {
                connect_timeout: Duration::from_secs(5),
                silence_timeout: Duration::from_secs(10),
                pace: 1.0 / f64::from(FASTER),
                ..ClientOptions::default()
            },
            ..StartOptions::default()
        };
        Self { dir: Arc::new(dir), vault, options }
    }

    /// Connected to these instances of the gateway, as if they had been added and checked.
    pub fn of(gateway: &Gateway, ids: &[&str]) -> Self {
        let home = Self::new();
        for id in ids {
            let instance = gateway.instance(id);
            home.keep(&instance, &instance.api_url);
        }
        home
    }

    /// Keeps an instance, reached at this address.
    pub fn keep(&self, instance: &PracticeInstance, api_url: &str) {
        let record = InstanceRecord {
            id_instance: IdInstance::parse(&instance.id_instance).unwrap(),
            name: instance.name.clone(),
            messenger: serde_json::from_value::<Messenger>(instance.messenger.into()).unwrap(),
            api_url: ApiUrl::parse(api_url).unwrap(),
            checked: true,
        };
        let token = ApiToken::parse(&instance.api_token_instance).unwrap();
        self.vault.write(&record.id_instance, &token).unwrap();
        let (store, _) = Store::open(Folders::in_dir(self.dir.path()));
        store.change(|contents| contents.put_instance(record)).unwrap();
    }

    /// The token kept for an instance.
    pub fn token(&self, id: &str) -> Option<String> {
        let token = self.vault.read(&IdInstance::parse(id).unwrap()).unwrap();
        token.map(|token| token.expose().to_owned())
    }

    pub fn file(&self) -> PathBuf {
        self.dir.path().join(FILE_NAME)
    }

    /// The settings file, once it is there.
    pub fn kept(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap_or_default()
    }

    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    fn database(&self) -> Database {
        Database::new(&Folders::in_dir(self.dir()))
    }

    /// Asks the database without the program.
    pub fn ask<T: Send + 'static>(&self, job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static) -> T {
        let answer = self.database().run_blocking(job).unwrap();
        self.closed();
        answer
    }

    /// The same while the program has it open.
    pub fn ask_beside<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
    ) -> T {
        self.database().run_blocking(job).unwrap()
    }

    /// Waits until no run of the program holds the database open.
    pub fn closed(&self) {
        let data = Folders::in_dir(self.dir()).data;
        let is_mark = |name: std::ffi::OsString| name.to_string_lossy().starts_with("running-");
        let asked = std::time::Instant::now();
        while std::fs::read_dir(&data).is_ok_and(|entries| entries.flatten().any(|entry| is_mark(entry.file_name()))) {
            assert!(asked.elapsed() < Duration::from_secs(10), "somebody holds the database open");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// As a run of the program leaves it that ends during this change.
    pub fn leave_under_way(&self, id: &str, method: &'static str, asked: &str) {
        let (instance, asked) = (IdInstance::parse(id).unwrap(), asked.to_owned());
        self.ask(move |tables| tables.begin_entry(&JournalEntry { instance, method, asked, run: None }));
    }

    /// Starts the program and opens its window.
    pub fn open(&self) -> Window {
        Window::open(&self.options)
    }
}
