//! A server whose every value is absurd: the window goes on, and no number is made up.

use eframe::egui::{Key, Modifiers};
use instance_desk::store::LanguageChoice;
use serde_json::{Value, json};

use crate::common::{Gateway, Home, SALES, SUPPORT, Window, answers};

/// Numbers that a count, a time or an interval cannot be.
fn absurd() -> Vec<Value> {
    let text = |number: &str| serde_json::from_str(number).unwrap();
    let mut values: Vec<Value> =
        ["-1", "-0.0", "1.5", "1e308", "-1e308", "9223372036854775807", "18446744073709551615"]
            .into_iter()
            .chain(["253402300799", "253402300800", "-62135596801", "253402300800000", "-9223372036854775808"])
            .map(text)
            .collect();
    values.extend([json!("-5"), json!("9999-12-31T23:59:59Z"), json!([]), json!({}), json!(true), Value::Null]);
    values
}

/// Answers every read with objects in which this value is wherever a number or a time may be.
fn answer_with(gateway: &Gateway, value: &Value) {
    let set = |method: &str, body: Value| gateway.control.fault(method, answers(200, &body.to_string()), u32::MAX);
    gateway.control.clear_faults();
    set("getMessagesCount", json!({"count": value}));
    set("getStateInstance", json!({"stateInstance": "authorized", "suspendedUntil": value, "timestamp": value}));
    set(
        "getSettings",
        json!({"wid": value, "delaySendMessagesMilliseconds": value, "incomingWebhook": value, "suspendedUntil": value}),
    );
    let body = json!({"chatId": "79001234567@c.us", "message": value, "quotedMessageId": value});
    set("showMessagesQueue", json!([{"type": "sendMessage", "messageID": value, "timestamp": value, "body": body}]));
    let chat = json!({"id": "79001234567@c.us", "name": value, "archive": value, "ephemeralExpiration": value, "timestamp": value, "lastMessageTime": value, "unreadCount": value});
    set("getChats", json!([chat, {"id": value}, value]));
    set("getContacts", json!([{"id": "79001234567@c.us", "name": value, "type": value}, value]));
    set("getStateInstanceHistory", json!([{"timestamp": value, "stateInstance": value}]));
}

fn look_at_everything(window: &mut Window) {
    for name in ["Sales", "Support"] {
        window.open_instance(name);
        for tab in [Key::Num1, Key::Num2, Key::Num3, Key::Num4] {
            window.press_with(Modifiers::COMMAND, tab);
            window.press(Key::F5);
            window.settled();
        }
    }
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
}

#[test]
fn absurd_numbers_and_times_are_shown_as_unknown_in_both_languages() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES, SUPPORT]);
    for (index, value) in absurd().iter().enumerate() {
        home.options.language = Some(if index % 2 == 0 { LanguageChoice::En } else { LanguageChoice::Ru });
        answer_with(&gateway, value);
        let mut window = home.open();
        window.settled();
        look_at_everything(&mut window);
        let words = window.words();
        for made_up in ["NaN", "inf", "-1 ", "panicked", "18,446,744", "9,223,372"] {
            assert!(!words.contains(made_up), "{value}: {made_up:?} in\n{words}");
        }
        assert!(window.model().lasting_notices.is_empty(), "{value}: {:?}", window.model().lasting_notices);
        drop(window);
        home.closed();
    }
}

#[test]
fn a_message_without_a_recipient_is_no_status_for_everybody() {
    let gateway = Gateway::pictures();
    let queue = json!([{"messageID": "A1", "type": "sendMessage", "body": {"message": "Lost"}}, null]);
    gateway.control.fault("showMessagesQueue", answers(200, &queue.to_string()), u32::MAX);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.see("1. Text, No recipient: Lost");
    window.assert_not_shown("everybody");
}
