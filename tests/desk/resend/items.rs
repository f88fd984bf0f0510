//! Real queue items of GREEN-API: listed twice, to impossible recipients, and one that blocks the queue.

use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use serde_json::json;

use super::{CHAT, gateway, home, open, sent, text, texts};
use crate::common::{Home, SALES};

#[test]
fn a_message_that_is_listed_twice_is_shown_once_with_a_note_and_sent_once() {
    let gateway = gateway();
    let home = Home::of(&gateway, &[SALES]);
    let list = texts(2);
    let list = json!([list[0], list[0], list[1]]).to_string();
    gateway.control.fault("showMessagesQueue", Fault::Body(list), u32::MAX);
    let mut window = home.open();
    window.settled();
    window.see("GREEN-API lists 1 of these messages more than once");
    let first = "1. Text, +7\u{a0}999\u{a0}204-77-18: Order 1. Listed 2 times";
    window.click_on(Role::Button, first);
    window.see("2. Text, +7\u{a0}999\u{a0}204-77-18: Order 2");
    window.assert_not_shown("3. Text");
    window.click("Save a copy");
    window.see("All 2 messages are saved on this computer");
    window.settled();
    gateway.control.clear_faults();
    window.click("Refresh");
    window.see("The queue is empty");
    window.click("Open the copy");
    window.see(first);
    window.click("Send again…");
    window.see(first);
    window.click_on(Role::CheckBox, "Select all 2 shown");
    window.click("Send 2 messages again…");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
    assert_eq!(sent(&gateway), ["Order 1", "Order 2"]);
}

#[test]
fn recipients_that_cannot_be_right_are_named_and_chosen_by_hand_only() {
    let gateway = gateway();
    let wrong =
        ["0202220000@g.us", "791234567891582555047@g.us", "9123456789@c.us", "12@lid", "null@c.us", "undefined"];
    let mut messages: Vec<_> = wrong.iter().map(|chat| text(chat, chat)).collect();
    messages.push(text(CHAT, "right"));
    let (home, _) = home(&gateway, messages, 1);
    let mut window = open(&home);
    window.see(
        "6 messages have a recipient that cannot be right (0202220000@g.us, 791234567891582555047@g.us, \
         9123456789@c.us, 12@lid, null@c.us…). GREEN-API takes such messages, and they can block the queue.",
    );
    window.see("6 whose recipient cannot be right must be selected one by one");
    for why in ["No group has such an id", "Not an international number", "Too short for a lid", "Not a chatId"] {
        window.see(why);
    }
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.see("1 message selected");
    window.click("Send 1 message again…");
    window.see("Customers get them as the queue is sent");
    window.see_no_more("1 message has a recipient that cannot be right");
    window.click("Do not send");
    let by_hand = window.items().into_iter().find(|item| item.label.starts_with("3. Text")).unwrap();
    window.click_on(Role::CheckBox, &by_hand.label);
    window.click("Send 2 messages again…");
    window.see("1 message has a recipient that cannot be right (9123456789@c.us).");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
    assert_eq!(sent(&gateway), ["9123456789@c.us", "right"]);
}

#[test]
fn a_device_of_a_person_is_sent_to_as_the_person() {
    let gateway = gateway();
    let (home, _) = home(&gateway, vec![text("79992047718:3@c.us", "Order 1")], 1);
    let mut window = open(&home);
    window.see("1. Text, +7\u{a0}999\u{a0}204-77-18: Order 1");
    window.assert_not_shown("a recipient that cannot be right");
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.click("Send 1 message again…");
    window.click("Send 1 message again");
    window.see("1 message is queued again");
    assert_eq!(gateway.only("sendMessage").body, format!(r#"{{"chatId":"{CHAT}","message":"Order 1"}}"#));
}
