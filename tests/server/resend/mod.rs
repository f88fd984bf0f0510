//! Resending saved messages: what is sent, what pauses it, and what is never sent without a click.

mod messages;
mod pauses;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger, QueuedMessage,
};
use instance_desk::practice::{Control, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{Database, Folders, NewSavedQueue, ResendItemState, ResendRunId, SavedQueueId, WhySaved};
use instance_desk::work::resend::{self, ResendPhase, ResendProgress, Signals, Terms};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

const SALES: &str = "7103004512";
const DELIVERY: &str = "3100077318";
const NEWS: &str = "4100033187";
const WAREHOUSE: &str = "7105660034";
const CHAT: &str = "79992047718@c.us";

/// A database and a client of an instance on a practice server.
struct Desk {
    _dir: TempDir,
    _server: PracticeServer,
    control: Control,
    database: Database,
    client: Client,
    credentials: Credentials,
    queue: SavedQueueId,
}

impl Desk {
    /// Creates a desk with these messages saved.
    async fn with(messages: Vec<Value>) -> Self {
        Self::at(SALES, Product::WhatsApp, Messenger::WhatsApp, messages).await
    }

    async fn at(id: &str, product: Product, messenger: Messenger, messages: Vec<Value>) -> Self {
        // No message leaves before an hour has passed, so that they can be read in the queue.
        let seed = InstanceSeed::new(product, id, "").interval_ms(3_600_000);
        let world = World::empty().with(seed).with_fixed_tokens();
        let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
        server.control().set_limits(false);
        let credentials = Credentials {
            messenger,
            api_url: ApiUrl::parse(&server.api_url()).unwrap(),
            id_instance: IdInstance::parse(id).unwrap(),
            token: ApiToken::parse(&InstanceSeed::fixed_token(id)).unwrap(),
        };
        let options = ClientOptions { pace: 0.0, ..ClientOptions::default() };
        let client = Client::with_options(ExchangeLog::new(), &options);
        let dir = TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        let queue = save(&database, &credentials, messages).await;
        Self { _dir: dir, control: server.control(), _server: server, database, client, credentials, queue }
    }

    /// Selects every message and begins a run.
    async fn begin(&self) -> Option<ResendRunId> {
        self.begin_from(self.queue, false).await
    }

    async fn begin_from(&self, queue: SavedQueueId, twice: bool) -> Option<ResendRunId> {
        let positions = (1..=1000).collect();
        resend::begin(&self.database, queue, positions, self.credentials.messenger, twice).await.unwrap()
    }

    /// Continues a run and returns its reports.
    async fn send(&self, run: ResendRunId, signals: &Signals) -> Vec<ResendProgress> {
        let reports = Mutex::new(Vec::new());
        let report = |progress| reports.lock().unwrap().push(progress);
        let terms = terms(Duration::from_secs(15), Timestamp::now());
        resend::run(&self.database, &self.client, &self.credentials, run, terms, signals, report).await;
        reports.into_inner().unwrap()
    }

    /// Continues a run and returns its final phase.
    async fn ends(&self, run: ResendRunId) -> ResendPhase {
        self.send(run, &Signals::default()).await.pop().unwrap().phase
    }

    async fn states(&self, run: ResendRunId) -> Vec<ResendItemState> {
        let items = self.database.run(move |tables| tables.resend_items(run)).await.unwrap();
        items.into_iter().map(|item| item.state).collect()
    }

    fn bodies(&self) -> Vec<Value> {
        self.control.queue(self.credentials.id_instance.as_str()).into_iter().map(|item| item["body"].clone()).collect()
    }
}

/// The number of a new instance of the practice server.
const NUMBER: &str = "79990001122";

/// Returns terms under which messages are sent from [`NUMBER`].
fn terms(interval: Duration, can_send_at: Timestamp) -> Terms {
    Terms { interval, journal: true, number: NUMBER.to_owned(), can_send_at }
}

async fn save(database: &Database, credentials: &Credentials, messages: Vec<Value>) -> SavedQueueId {
    let queue = NewSavedQueue {
        instance: credentials.id_instance.clone(),
        name: String::new(),
        messenger: credentials.messenger,
        why: WhySaved::ByHand,
        together: None,
        as_of: Timestamp::now(),
        waiting: None,
        messages: Arc::new(messages.into_iter().map(QueuedMessage::read).collect()),
    };
    database.run(move |tables| tables.save_queue(&queue)).await.unwrap()
}

fn text(number: usize) -> Value {
    json!({"messageID": format!("BAE5{number}"), "type": "sendMessage", "body": {"chatId": CHAT, "message": format!("Order {number}")}})
}

fn texts(count: usize) -> Vec<Value> {
    (1..=count).map(text).collect()
}
