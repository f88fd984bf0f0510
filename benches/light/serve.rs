//! The worlds that the real window is measured with.

use std::io::Write as _;
use std::net::Ipv4Addr;

use instance_desk::practice::{Chat, InstanceSeed, Language, Messenger, PracticeServer, World};
use serde_json::json;

/// The list of chats that the program must hold.
const CHATS: usize = 100_000;

/// The longest sending interval (green-api.com/en/docs/api/account/SetSettings).
const LONGEST_INTERVAL_MS: u64 = 600_000;

const NAMES: [&str; 4] = ["Мария Кузнецова", "Emma Miller", "Артём Фёдоров", "José Großmann"];

/// Serves a world until the process is killed.
pub fn serve(name: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = PracticeServer::start(runtime.handle(), (Ipv4Addr::LOCALHOST, 0).into(), world(name)).unwrap();
    // The limits would measure the pauses between calls.
    server.control().set_limits(name != "one");
    let mut out = std::io::stdout();
    writeln!(out, "{}", server.announcement()).unwrap();
    out.flush().unwrap();
    runtime.block_on(std::future::pending())
}

fn world(name: &str) -> World {
    match name {
        "one" => World::empty().with(InstanceSeed::new(Messenger::WhatsApp, "7103000001", "One")),
        "office" => World::empty().with(large()).with(unlinked()),
        "many" => World::many(200, Language::English),
        _ => panic!("one | office | many"),
    }
}

/// Returns an instance with a hundred thousand chats, and a few messages that wait for the longest interval.
fn large() -> InstanceSeed {
    let message = |number: usize| {
        let body = json!({"chatId": format!("{}@c.us", 79_000_000_000 + number), "message": format!("Order {number}")});
        json!({"messageID": format!("BAE5{number:012X}"), "type": "sendMessage", "body": body})
    };
    InstanceSeed::new(Messenger::WhatsApp, "7103000001", "Large")
        .interval_ms(LONGEST_INTERVAL_MS)
        .queue((0..3).map(message).collect())
        .chats((0..CHATS).map(chat).collect())
}

fn unlinked() -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, "7103000002", "Unlinked").state("notAuthorized")
}

fn chat(number: usize) -> Chat {
    let id = format!("{}@c.us", 79_000_000_000 + number * 7919);
    let chat = Chat::person(id, format!("{} {number}", NAMES[number % NAMES.len()]));
    if number.is_multiple_of(5) { chat.archived() } else { chat }
}
