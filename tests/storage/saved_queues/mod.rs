//! Saved queues and the journal in a real file: written whole or not at all, with a message when the file cannot be
//! used.

mod bad_files;
mod clear_several;
mod journal;
mod journal_chain;
mod journal_hostile;
mod queues;
mod retention;
mod runs;
#[cfg(unix)]
mod unwritable;

use std::sync::Arc;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger, QueuedMessage,
};
use instance_desk::practice::{InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{Database, Folders, JournalEntry, NewSavedQueue, SavedQueueId, WhySaved};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const SALES: &str = "7103004512";

pub fn id(text: &str) -> IdInstance {
    IdInstance::parse(text).unwrap()
}

/// Returns a folder with a database that is not opened yet.
pub fn database() -> (TempDir, Database) {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    (dir, database)
}

pub fn text(number: usize) -> Value {
    json!({"messageID": format!("BAE5{number}"), "type": "sendMessage",
        "body": {"chatId": "79992047718@c.us", "message": format!("Заказ {number} ✓"), "linkPreview": false}})
}

pub fn queue(messages: Vec<Value>) -> NewSavedQueue {
    NewSavedQueue {
        instance: id(SALES),
        name: "Отдел продаж".into(),
        messenger: Messenger::WhatsApp,
        why: WhySaved::BeforeClearing,
        together: None,
        as_of: Timestamp::from_second(1_790_000_000).unwrap(),
        waiting: Some(3_000),
        messages: Arc::new(messages.into_iter().map(QueuedMessage::read).collect()),
    }
}

pub fn save(database: &Database, messages: Vec<Value>) -> SavedQueueId {
    database.run_blocking(move |tables| tables.save_queue(&queue(messages))).unwrap()
}

pub fn entry(method: &'static str, asked: &str) -> JournalEntry {
    JournalEntry { instance: id(SALES), method, asked: asked.to_owned(), run: None }
}

/// Starts an instance on a practice server without limits that sends nothing from its queue.
pub async fn practice(messages: Vec<Value>) -> (PracticeServer, Client, Credentials) {
    let seed = InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("notAuthorized").queue(messages);
    let world = World::empty().with(seed).with_fixed_tokens();
    let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
    server.control().set_limits(false);
    let options = ClientOptions { pace: 0.0, ..ClientOptions::default() };
    let client = Client::with_options(ExchangeLog::new(), &options);
    let credentials = Credentials {
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse(&server.api_url()).unwrap(),
        id_instance: id(SALES),
        token: ApiToken::parse(&InstanceSeed::fixed_token(SALES)).unwrap(),
    };
    (server, client, credentials)
}
