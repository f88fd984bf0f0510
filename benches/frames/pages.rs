//! The journal, the sidebar, the queue and the resend page, each with as much as it ever shows.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::NodeT as _;
use instance_desk::green_api::{IdInstance, Messenger, QueuedMessage, now};
use instance_desk::model::Model;
use instance_desk::practice::{InstanceSeed, Language, Messenger as Product, PracticeServer, World};
use instance_desk::store::{
    DATABASE_NAME, Database, Folders, JournalFilter, NewSavedQueue, OutcomeFilter, Sought, WhySaved,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{Desk, measure, opened, wait, wheel};

/// Number of lines of the journal.
const JOURNAL: usize = 1_000_000;
const INSTANCES: usize = 200;
/// Maximum number of messages of a queue that the server lists at once.
const MESSAGES: usize = 500;
/// The longest message that GREEN-API accepts, in letters.
const LONGEST: usize = 20_000;

const ID: &str = "7103000000";

/// Returns the messages of a queue, the first of which is the longest possible.
fn messages() -> Vec<Value> {
    let text = |number: usize| match number {
        0 => "Заказ готов. ".repeat(LONGEST / 13),
        _ => format!("Order {number}"),
    };
    let message = |number: usize| {
        let body = json!({"chatId": format!("{}@c.us", 79_000_000_000 + number), "message": text(number)});
        json!({"messageID": format!("BAE5{number:012X}"), "type": "sendMessage", "body": body})
    };
    (0..MESSAGES).map(message).collect()
}

pub fn started(runtime: &Runtime, seeds: impl IntoIterator<Item = InstanceSeed>) -> PracticeServer {
    let world = seeds.into_iter().fold(World::empty(), World::with).with_fixed_tokens();
    PracticeServer::start(runtime.handle(), ([127, 0, 0, 1], 0).into(), world).unwrap()
}

pub fn one() -> InstanceSeed {
    InstanceSeed::new(Product::WhatsApp, ID, "Support")
}

/// Clicks the first control whose name begins with `name`, and draws the page that it leads to.
fn click(harness: &mut Desk, name: &str) {
    let is_it = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.role() != Role::Label && node.label().is_some_and(|label| label.starts_with(name))
    };
    let node = harness.root().children_recursive().find(is_it);
    node.unwrap_or_else(|| panic!("there is no {name:?}")).click_accesskit();
    harness.run_steps(3);
}

/// Measures the page at rest and while it scrolls under the pointer.
pub fn measure_page(harness: &mut Desk, name: &str, x: f32) -> bool {
    harness.hover_at(vec2(x, 500.0).to_pos2());
    harness.step();
    let good = measure(harness, &format!("{name}, resting"), |_, _| {});
    good & measure(harness, &format!("{name}, scrolling"), |harness, number| {
        wheel(harness, vec2(0.0, if number % 50 < 40 { -99.0 } else { 360.0 }));
    })
}

/// Writes a journal: single changes, and a run at the end, which is its newest entry.
fn write_journal(dir: &Path) {
    let folders = Folders::in_dir(dir);
    Database::new(&folders).run_blocking(|_| Ok(())).unwrap();
    let file = Connection::open(folders.data.join(DATABASE_NAME)).unwrap();
    let lines = format!(
        "PRAGMA synchronous = off;
         BEGIN;
         INSERT INTO journal (begun_at, session, instance, method, asked, run)
         WITH RECURSIVE line (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM line WHERE number < {JOURNAL} - 1)
         SELECT 1790000000000 + number, 'bench', '{ID}', 'archiveChat',
             json_object('chatId', (79000000000 + number * 7919 % 1000000000) || '@c.us'),
             CASE WHEN number >= {JOURNAL} * 4 / 5 THEN 'archive chats 1' END
         FROM line;
         UPDATE journal SET outcome = 'done', ended_at = begun_at;
         COMMIT;"
    );
    file.execute_batch(&lines).unwrap();
}

/// Measures how long the database takes to open the page, to search and to narrow. Returns whether each is fast enough.
fn measure_reading(dir: &Path) -> bool {
    const LIMIT: Duration = Duration::from_millis(100);
    let database = Database::new(&Folders::in_dir(dir));
    let search = |text: &str| {
        let sought = Sought { texts: vec![text.to_owned()], ..Sought::default() };
        JournalFilter { sought: Some(sought), ..JournalFilter::default() }
    };
    let filters = [
        ("opening", JournalFilter::default()),
        ("a number", search("79000007919")),
        ("four digits", search("0791")),
        ("what every line has", search("790")),
        ("nothing", search("nowhere")),
        ("failures", JournalFilter { outcome: Some(OutcomeFilter::Failed), ..JournalFilter::default() }),
    ];
    let mut good = true;
    for (name, filter) in filters {
        let read = || {
            let filter = filter.clone();
            let begun = Instant::now();
            database_page(&database, filter);
            begun.elapsed()
        };
        read();
        let took = read();
        println!("journal, {name}: {took:.1?}");
        good &= took <= LIMIT;
    }
    good
}

fn database_page(database: &Database, filter: JournalFilter) {
    database.run_blocking(move |tables| tables.journal_page(&filter, 200)).unwrap();
}

pub fn measure_journal(runtime: &Runtime) -> bool {
    let dir = TempDir::new().unwrap();
    write_journal(dir.path());
    println!("journal: {JOURNAL} requests");
    let mut good = measure_reading(dir.path());
    let server = started(runtime, [one()]);
    let mut harness = opened(&server, dir.path());
    click(&mut harness, "Journal");
    let shown = |model: &Model| model.journal.list.as_ref().map_or(0, |list| list.read);
    wait(&mut harness, "the journal", |model| shown(model) > 0);
    good &= measure_page(&mut harness, "journal", 700.0);
    for _ in 0..100 {
        wheel(&harness, vec2(0.0, 100_000.0));
        harness.step();
    }
    let run = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::DisclosureTriangle;
    harness.root().children_recursive().find(run).unwrap().click_accesskit();
    wait(&mut harness, "the requests", |model| model.journal.open.as_ref().is_some_and(|open| !open.lines.is_empty()));
    good & measure_page(&mut harness, "journal, with an open run", 700.0)
}

pub fn measure_sidebar(runtime: &Runtime) -> bool {
    let seed = |number: usize| {
        let queue = messages().into_iter().skip(1).take(number % 3).collect();
        let id = format!("{}", 7_103_000_000_usize + number);
        InstanceSeed::new(Product::WhatsApp, &id, &format!("Branch {number}")).queue(queue)
    };
    let server = started(runtime, (0..INSTANCES).map(seed));
    let dir = TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    wait(&mut harness, "the states", |model| model.instances.iter().all(|one| one.state.value().is_some()));
    click(&mut harness, "Preferences");
    println!("sidebar: {INSTANCES} instances");
    measure_page(&mut harness, "sidebar", 100.0)
}

/// Measures the page of all instances, with 200 in differing states.
pub fn measure_all_instances(runtime: &Runtime) -> bool {
    let world = World::many(INSTANCES, Language::English).with_fixed_tokens();
    let server = PracticeServer::start(runtime.handle(), ([127, 0, 0, 1], 0).into(), world).unwrap();
    let dir = TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    wait(&mut harness, "the states", |model| model.instances.iter().all(|one| one.state.value().is_some()));
    click(&mut harness, "All instances");
    println!("all instances: {INSTANCES}");
    measure_page(&mut harness, "all instances", 700.0)
}

pub fn measure_queue(runtime: &Runtime) -> bool {
    let server = started(runtime, [one().queue(messages())]);
    let dir = TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    wait(&mut harness, "the queue", |model| model.instances[0].queue.value().is_some());
    harness.run_steps(3);
    println!("queue: {MESSAGES} messages, an open one of {LONGEST} letters");
    click(&mut harness, "1. ");
    measure_page(&mut harness, "queue", 700.0)
}

pub fn measure_resend(runtime: &Runtime) -> bool {
    let server = started(runtime, [one()]);
    let dir = TempDir::new().unwrap();
    let saved = NewSavedQueue {
        instance: IdInstance::parse(ID).unwrap(),
        name: "Support".to_owned(),
        messenger: Messenger::WhatsApp,
        why: WhySaved::ByHand,
        together: None,
        as_of: now(),
        waiting: None,
        messages: Arc::new(messages().into_iter().map(QueuedMessage::read).collect()),
    };
    let database = Database::new(&Folders::in_dir(dir.path()));
    database.run_blocking(move |tables| tables.save_queue(&saved)).unwrap();
    drop(database);
    let mut harness = opened(&server, dir.path());
    wait(&mut harness, "the saved queue", |model| {
        let instance = &model.instances[0];
        instance.saved_queues.list.as_ref().is_some_and(|list| !list.is_empty()) && instance.queue.value().is_some()
    });
    harness.run_steps(3);
    click(&mut harness, "Open");
    wait(&mut harness, "the copy", |model| matches!(model.instances[0].saved_queues.open, Some((_, Some(_)))));
    harness.run_steps(3);
    click(&mut harness, "Send again");
    wait(&mut harness, "the messages", |model| model.instances[0].resend.overview().is_some());
    harness.run_steps(3);
    println!("resend: {MESSAGES} messages");
    let good = measure_page(&mut harness, "resend", 700.0);
    wheel(&harness, vec2(0.0, 100_000.0));
    harness.run_steps(3);
    click(&mut harness, "Select all");
    good & measure_page(&mut harness, "resend, with all selected", 700.0)
}
