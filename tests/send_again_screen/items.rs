//! Queue items as GREEN-API really has them: listed twice.

use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use serde_json::json;

use crate::{
    common::{Home, SALES},
    gateway, sent, texts,
};

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
    window.see("Nothing waits to be sent");
    window.click("Open the copy");
    window.see(first);
    window.click("Send again…");
    window.see(first);
    window.click_on(Role::CheckBox, "Choose all 2 that are shown");
    window.click("Send 2 messages again…");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
    assert_eq!(sent(&gateway), ["Order 1", "Order 2"]);
}
