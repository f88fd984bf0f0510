//! A server or a settings file with absurd content: the window stays intact for eyes and screen readers.

use std::path::Path;

use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use serde_json::json;

use crate::common::{Gateway, Home, SALES, SUPPORT, Window, answers};

fn assert_speakable(window: &Window) {
    for item in window.items() {
        assert!(!item.label.contains('\0') && !item.value.contains('\0'), "{:?} {:?}", item.label, item.value);
    }
}

/// A NUL would end the window for screen readers: it is not allowed in text on the accessibility bus.
#[test]
fn a_nul_in_any_text_leaves_the_window_speakable() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    std::fs::write(home.file(), home.kept().replace("\"Sales\"", "\"Sal\\u0000es\"")).unwrap();
    let item = json!({"type": "a\0b", "messageID": "1", "body": {"chatId": "7\0@c.us", "message": "one\0two"}});
    gateway.control.fault("showMessagesQueue", answers(200, &json!([item]).to_string()), u32::MAX);
    gateway.control.fault("getStateInstance", answers(200, r#"{"stateInstance":"c\u0000d"}"#), u32::MAX);
    let chats = r#"[{"id":"79001234567@c.us","name":"e\u0000f"},{"id":"g\u0000h"}]"#;
    gateway.control.fault("getChats", answers(200, chats), u32::MAX);
    let mut window = home.open();
    window.see("Sal es");
    window.settled();
    assert_speakable(&window);
    // The whole text and the JSON of the message.
    let row =
        window.until("the message", |window| window.items().into_iter().find(|item| item.label.starts_with("1. ")));
    assert_eq!(row.label, "1. a b, 7 @c.us: one two");
    window.click_on(Role::Button, &row.label);
    window.see("Copy JSON");
    assert_speakable(&window);
    window.tab("Chats");
    window.see("e f");
    assert_speakable(&window);
    assert_eq!(window.titles().last().unwrap(), "Sal es — Instance Desk");
}

/// The direction of text that such a character reverses would go on in the title bar and in the taskbar.
#[test]
fn no_name_turns_the_title_of_the_window_around() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    std::fs::write(home.file(), home.kept().replace("\"Sales\"", "\"\u{202e}Sales\u{2066}\"")).unwrap();
    let mut window = home.open();
    window.settled();
    assert_eq!(window.titles().last().unwrap(), "Sales — Instance Desk");
}

/// Half an emoji, as when a server cuts a name to a length in UTF-16.
#[test]
fn half_an_emoji_in_one_name_hides_no_list() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    gateway.control.fault("getChats", Fault::HalfEmoji, u32::MAX);
    gateway.control.fault("getContacts", Fault::HalfEmoji, u32::MAX);
    let item =
        r#"[{"type":"sendMessage","messageID":"1","body":{"chatId":"79001234567@c.us","message":"Lena \ud83d"}}]"#;
    gateway.control.fault("showMessagesQueue", answers(200, item), u32::MAX);
    let mut window = home.open();
    let row =
        window.until("the message", |window| window.items().into_iter().find(|item| item.label.starts_with("1. ")));
    assert!(row.label.ends_with("Lena \u{fffd}"), "{}", row.label);
    window.click_on(Role::Button, &row.label);
    window.see("Copy JSON");
    window.tab("Chats");
    window.until("the names", |window| window.items().into_iter().find(|item| item.label.contains('\u{fffd}')));
    let exchange = window.model().exchanges.iter().find(|exchange| exchange.method == "getChats").cloned().unwrap();
    assert!(exchange.failure.is_none() && exchange.body.text().contains("\\ud83d"), "{:?}", exchange.failure);
}

/// Only a queued message is kept as it came, because it may be resent.
#[test]
fn a_token_that_the_server_echoes_is_neither_shown_nor_kept() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let token = gateway.instance(SALES).api_token_instance;
    let item =
        json!({"type": token, "messageID": "1", "body": {"chatId": token, "message": format!("It is {token}.")}});
    gateway.control.fault("showMessagesQueue", answers(200, &json!([item]).to_string()), u32::MAX);
    let state = json!({"stateInstance": token}).to_string();
    gateway.control.fault("getStateInstance", answers(200, &state), u32::MAX);
    let chats = json!([{"id": "79001234567@c.us", "name": token}, {"id": token}]).to_string();
    gateway.control.fault("getChats", answers(200, &chats), u32::MAX);
    let mut window = home.open();
    window.see("1. ***, ***: It is ***.");
    window.settled();
    window.click_on(Role::Button, "1. ***, ***: It is ***.");
    window.see("Copy JSON");
    window.assert_not_shown(&token);
    window.tab("Chats");
    window.see("***");
    window.assert_not_shown(&token);
    window.settled();
    drop(window);
    home.closed();
    assert_holds_not(home.dir(), token.as_bytes());
}

fn assert_holds_not(folder: &Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_holds_not(&path, secret);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{}", path.display());
        }
    }
}

#[test]
fn a_web_page_of_the_network_is_not_the_servers_answer_and_blames_no_field() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    gateway.control.fault("getStateInstance", Fault::FilterPage(403), 1);
    window.click("Refresh");
    window.see("Something between this computer and GREEN-API answered");
    window.see("Not GREEN-API’s answer");
    window.assert_not_shown("The server’s answer");
    window.assert_not_shown("Edit instance…");
    gateway.control.fault("getStateInstance", Fault::GatewayPage(404), 1);
    window.click("Refresh");
    window.see("GREEN-API has nothing at this address");
    window.see("The server’s answer");
    window.button("Edit instance…");
}

/// The Hangul filler and the empty Braille cell are names of real people in WhatsApp.
#[test]
fn a_name_in_which_nothing_is_seen_is_no_name() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let chats = json!([
        {"id": "79161234501@c.us", "name": "\u{3164}"},
        {"id": "79161234502@c.us", "name": "\u{2800}\u{200e} "},
        {"id": "79161234503@c.us", "name": "\u{17b4}\u{1d159}\u{e0020}"},
        {"id": "79161234504@c.us", "name": "\u{200e}Anna"},
    ]);
    gateway.control.fault("getChats", answers(200, &chats.to_string()), u32::MAX);
    gateway.control.fault("getContacts", answers(200, &chats.to_string()), u32::MAX);
    let item = json!({"type": "\u{200b} ", "messageID": "1", "body": {"chatId": "79161234501@c.us", "message": "one"}});
    gateway.control.fault("showMessagesQueue", answers(200, &json!([item]).to_string()), u32::MAX);
    let mut window = home.open();
    window.see("1. Unknown, ");
    window.tab("Chats");
    window.see("+7\u{a0}916\u{a0}123-45-01, 79161234501@c.us");
    window.see("+7\u{a0}916\u{a0}123-45-02, 79161234502@c.us");
    window.see("+7\u{a0}916\u{a0}123-45-03, 79161234503@c.us");
    window.see("Anna, 79161234504@c.us");
}

#[test]
fn a_state_in_which_nothing_is_seen_is_no_state() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    gateway.control.fault("getStateInstance", answers(200, "{\"stateInstance\": \"\u{3164}\"}"), u32::MAX);
    let mut window = home.open();
    window.see("Not refreshed: the answer cannot be understood");
    window.see("Not known yet");
}
