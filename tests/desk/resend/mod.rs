//! Resending saved messages at the window.

mod choosing;
mod items;
mod numbers;
mod running;
mod unsent;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use instance_desk::green_api::{IdInstance, Messenger, QueuedMessage};
use instance_desk::practice::{InstanceSeed, Messenger as Product};
use instance_desk::store::{Database, Folders, NewSavedQueue, SavedQueueId, WhySaved};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::common::{Gateway, Home, SALES, Window};

pub const CHAT: &str = "79992047718@c.us";
pub const OTHER: &str = "79123456789@c.us";

/// Starts an authorized number that sends one message every 15 s: none leaves the server's queue during a test.
pub fn gateway() -> Gateway {
    Gateway::with(InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("authorized").interval_ms(15_000))
}

/// Creates a message with an id of its own.
pub fn message(kind: &str, body: Value) -> Value {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    json!({"messageID": format!("BAE5{}", NEXT.fetch_add(1, Ordering::Relaxed)), "type": kind, "body": body})
}

pub fn text(chat: &str, words: &str) -> Value {
    message("sendMessage", json!({"chatId": chat, "message": words}))
}

pub fn file(chat: &str) -> Value {
    message("sendFileByUrl", json!({"chatId": chat, "urlFile": "https://files.example/a.pdf", "fileName": "a.pdf"}))
}

/// Creates `count` texts to one chat.
pub fn texts(count: usize) -> Vec<Value> {
    (1..=count).map(|number| text(CHAT, &format!("Order {number}"))).collect()
}

/// Returns a home whose database holds these messages of Sales, saved some hours ago.
pub fn home(gateway: &Gateway, messages: Vec<Value>, hours_ago: i64) -> (Home, SavedQueueId) {
    let home = Home::of(gateway, &[SALES]);
    let queue = save(&home, messages, hours_ago);
    (home, queue)
}

pub fn save(home: &Home, messages: Vec<Value>, hours_ago: i64) -> SavedQueueId {
    save_of(home, Messenger::WhatsApp, messages, hours_ago)
}

pub fn save_of(home: &Home, messenger: Messenger, messages: Vec<Value>, hours_ago: i64) -> SavedQueueId {
    let queue = NewSavedQueue {
        instance: IdInstance::parse(SALES).unwrap(),
        name: "Sales".into(),
        messenger,
        why: WhySaved::BeforeClearing,
        together: None,
        as_of: Timestamp::now() - SignedDuration::from_hours(hours_ago),
        waiting: None,
        messages: Arc::new(messages.into_iter().map(QueuedMessage::read).collect()),
    };
    database(home).run_blocking(move |tables| tables.save_queue(&queue)).unwrap()
}

/// Opens the program's database as a second process would.
pub fn database(home: &Home) -> Database {
    Database::new(&Folders::in_dir(home.dir()))
}

/// Opens the page of the only saved queue.
pub fn open(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.click("Open");
    window.click("Send again…");
    window.see("Select what should still go out");
    window.settled();
    window
}

/// Selects every message that is shown, and confirms.
pub fn send_all(window: &mut Window, count: usize) {
    window.click_on(eframe::egui::accesskit::Role::CheckBox, &format!("Select all {count} shown"));
    window.click(&format!("Send {count} messages again…"));
    window.see("Customers get them as the queue is sent");
    window.click(&format!("Send {count} messages again"));
}

/// Returns the texts that the server was asked to send.
pub fn sent(gateway: &Gateway) -> Vec<String> {
    let bodies = gateway.control.requests_of("sendMessage").into_iter();
    let words = bodies.map(|seen| serde_json::from_str::<Value>(&seen.body).unwrap()["message"].clone());
    words.map(|words| words.as_str().unwrap().to_owned()).collect()
}
