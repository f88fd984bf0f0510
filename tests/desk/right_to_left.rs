//! Names in right-to-left scripts, on every page and in every question: painted in visual order, and passed to
//! assistive technology and copied as they are written.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, World};
use instance_desk::tr;
use serde_json::json;

use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

/// Names of two words: of an instance that is blocked, of one that works, of a person, a group, a tag and a text.
const BLOCKED: &str = "מסעדת הורד";
const WORKING: &str = "مطعم الورد";
const PERSON: &str = "שרה כהן";
const GROUP: &str = "قسم المبيعات";
const TAG: &str = "סניף מרכז";
const TEXT: &str = "שלום וברכה";
const NAMES: [&str; 6] = [BLOCKED, WORKING, PERSON, GROUP, TAG, TEXT];

const PERSONS_CHAT: &str = "79001234567@c.us";
const GROUPS_CHAT: &str = "120363043968066561@g.us";

fn backwards(text: &str) -> String {
    text.chars().rev().collect()
}

fn gateway() -> Gateway {
    let message = |n: usize, chat: &str| {
        let body = json!({"chatId": chat, "message": TEXT});
        json!({"messageID": format!("BAE5{n:012X}"), "type": "sendMessage", "body": body})
    };
    let queue = vec![message(1, PERSONS_CHAT), message(2, GROUPS_CHAT), message(3, "79990001122@c.us")];
    let chats = vec![Chat::person(PERSONS_CHAT, PERSON), Chat::group(GROUPS_CHAT, GROUP)];
    let blocked = InstanceSeed::new(Messenger::WhatsApp, SALES, BLOCKED).state("blocked");
    let working = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, WORKING).interval_ms(600_000).chats(chats);
    Gateway::of(World::empty().with(blocked.queue(queue.clone())).with(working.queue(queue)))
}

/// Fails if one of the names is painted or passed on with its words in the wrong order, or if one of `shown` is not there.
#[track_caller]
fn assert_names(window: &mut Window, place: &str, shown: &[&str]) {
    window.settled();
    window.step();
    let (items, rows) = (window.items(), window.painted_rows());
    for name in NAMES {
        let (first, second) = name.split_once(' ').unwrap();
        for item in &items {
            for text in [&item.label, &item.value] {
                let is_whole = text.contains(name) || !text.contains(first) || !text.contains(second);
                assert!(is_whole, "{place}: {:?} is told as {text:?}", item.role);
            }
        }
        let [painted, first, second] = [name, first, second].map(backwards);
        for row in &rows {
            let is_whole = row.contains(&painted) || !row.contains(&first) || !row.contains(&second);
            assert!(is_whole, "{place}: {name:?} is painted as {row:?}");
        }
        if shown.contains(&name) {
            assert!(items.iter().any(|item| item.says(name)), "{place}: {name:?} is told nowhere");
            assert!(rows.iter().any(|row| row.contains(&painted)), "{place}: {name:?} is painted nowhere: {rows:?}");
        }
    }
}

/// Opens a question, checks the names in it, and closes it with Escape.
#[track_caller]
fn question(window: &mut Window, role: Role, act: &str, shown: &[&str]) {
    window.click_on(role, act);
    window.until(act, |window| window.model().dialog.as_ref().map(|_| ()));
    assert_names(window, act, shown);
    window.press(Key::Escape);
    window.until("no question", |window| window.model().dialog.is_none().then_some(()));
}

fn more(window: &mut Window, entry: &str) {
    window.click(&tr!("header-more"));
    assert_names(window, "the menu", &[WORKING]);
    window.click(entry);
}

#[test]
fn the_pages_of_an_instance() {
    let gateway = gateway();
    let mut window = Home::of(&gateway, &[SUPPORT, SALES]).open();
    assert_names(&mut window, "the queue", &[BLOCKED, WORKING, TEXT]);
    question(&mut window, Role::Button, &tr!("queue-clear"), &[WORKING]);
    window.click(&tr!("saved-queues-save"));
    window.click(&tr!("saved-queues-open-it"));
    assert_names(&mut window, "a copy", &[WORKING, TEXT]);
    window.click(&tr!("resend-button"));
    window.see(&tr!("resend-text"));
    assert_names(&mut window, "sending again", &[WORKING, TEXT]);
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.see(PERSON);
    assert_names(&mut window, "chats", &[WORKING, PERSON, GROUP]);
    window.fill(&tr!("chats-field"), PERSONS_CHAT);
    assert_names(&mut window, "a chat", &[PERSON]);
    window.press_with(Modifiers::COMMAND, Key::Num1);
    assert_names(&mut window, "the queue, with names", &[WORKING, GROUP, TEXT]);
    window.press_with(Modifiers::COMMAND, Key::Num3);
    for act in [tr!("account-reboot"), tr!("account-logout"), tr!("new-token")] {
        question(&mut window, Role::Button, &act, &[WORKING]);
    }
    window.press_with(Modifiers::COMMAND, Key::Num4);
    assert_names(&mut window, "requests", &[WORKING]);
    more(&mut window, &tr!("header-remove"));
    assert_names(&mut window, "removing", &[WORKING]);
    window.press(Key::Escape);
    more(&mut window, &tr!("instance-options-menu"));
    assert_names(&mut window, "the options", &[WORKING]);
    window.fill(&tr!("instance-options-tags"), TAG);
    window.click(&tr!("instance-options-save"));
    more(&mut window, &tr!("header-edit"));
    window.see(&tr!("form-check"));
    // The field that has the focus is painted as it is typed.
    window.press(Key::Tab);
    assert_names(&mut window, "the form", &[WORKING]);
    window.press(Key::Escape);
    window.press_with(Modifiers::COMMAND, Key::Num0);
    assert_names(&mut window, "all instances", &[BLOCKED, WORKING, TAG]);
    window.press_with(Modifiers::COMMAND, Key::Comma);
    assert_names(&mut window, "preferences", &[BLOCKED]);
}

#[test]
fn archiving_a_group_its_requests_and_the_journal() {
    let gateway = gateway();
    let mut window = Home::of(&gateway, &[SUPPORT, SALES]).open();
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.see(GROUP);
    window.fill(&tr!("chats-field"), GROUPS_CHAT);
    window.click(&tr!("chats-archive"));
    window.until("the archived group", |_| (gateway.times("archiveChat") == 1).then_some(()));
    assert_names(&mut window, "an archived group", &[WORKING, GROUP]);
    gateway.control.fault("archiveChat", Fault::Body(r#"{"archived": false}"#.to_owned()), 1);
    window.fill(&tr!("chats-field"), PERSONS_CHAT);
    window.click(&tr!("chats-archive"));
    window.until("the refused chat", |_| (gateway.times("archiveChat") == 2).then_some(()));
    assert_names(&mut window, "a refused chat", &[WORKING, PERSON]);
    window.click(&tr!("sidebar-journal"));
    window.see(&tr!("today"));
    assert_names(&mut window, "the journal", &[GROUP]);
}

#[test]
fn a_replacement_several_queues_and_a_list_of_instances() {
    let gateway = gateway();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.click(&tr!("replace-number-entry"));
    window.button(&tr!("replace-number-stop-act"));
    assert_names(&mut window, "a replacement", &[BLOCKED]);
    window.click(&tr!("replace-number-stop-act"));
    window.click(&tr!("replace-number-give-up"));
    assert_names(&mut window, "the question whether to end it", &[BLOCKED]);
    window.click(&tr!("replace-number-end-act"));
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.click_on(Role::CheckBox, &tr!("all-instances-select-shown", count = 2));
    assert_names(&mut window, "selected instances", &[BLOCKED, WORKING]);
    let messages = tr!("saved-queues-count", count = 6);
    window.click(&tr!("clear-several-open", queues = 2, messages = &messages));
    window.button(&tr!("clear-several-act", queues = 2, messages = &messages));
    assert_names(&mut window, "several queues", &[BLOCKED, WORKING]);
    window.press(Key::Escape);
    window.press_with(Modifiers::COMMAND, Key::N);
    window.click(&tr!("form-several"));
    let row = |name: &str, id: &str| format!("{name};{id};{};https://3500.api.green-api.com", "0".repeat(50));
    let rows = [row(PERSON, "3100077318"), row(TAG, SALES)].join("\n");
    window.event(Event::Paste(format!("name;idInstance;token;apiUrl\n{rows}")));
    window.see(&tr!("add-many-found", count = 2));
    assert_names(&mut window, "a list of instances", &[PERSON]);
}
