//! A server or a settings file whose texts, numbers and lists are absurdly large: the window stays quick, and what it
//! shows of them short.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::common::{Gateway, Home, SALES, Window, answers};

/// More than any frame of the debug build takes, and much less than laying out the whole text.
const FRAME: Duration = Duration::from_secs(2);

/// Maximum length in bytes of a text for the eye or a screen reader. A message in the queue has two hundred characters.
const LONGEST: usize = 4_000;

const METHODS: [&str; 6] =
    ["showMessagesQueue", "getMessagesCount", "getStateInstance", "getSettings", "getChats", "getContacts"];

fn assert_quick_and_short(window: &mut Window, what: &str) {
    window.settled();
    let before = Instant::now();
    window.step();
    let took = before.elapsed();
    assert!(took < FRAME, "{what}: {took:?}");
    for item in window.items() {
        for text in [&item.label, &item.value] {
            let start: String = text.chars().take(60).collect();
            assert!(text.len() <= LONGEST, "{what}: {} bytes: {start}", text.len());
        }
    }
}

fn visit(home: &Home, what: &str) {
    let mut window = home.open();
    assert_quick_and_short(&mut window, &format!("{what}, queue"));
    for tab in ["Chats", "Account", "Requests"] {
        window.tab(tab);
        assert_quick_and_short(&mut window, &format!("{what}, {tab}"));
    }
}

#[test]
fn a_text_of_any_length_is_shown_shortened() {
    for unit in ["a ", "\u{202e}\u{301}", "👨‍👩‍👧\n"] {
        let gateway = Gateway::pictures();
        let home = Home::of(&gateway, &[SALES]);
        let text = unit.repeat(500_000 / unit.len());
        let body = json!({"chatId": text, "message": text, "fileName": text});
        let chat = json!({"id": text, "name": text, "type": text});
        let bodies = [
            json!([{"type": text, "messageID": text, "body": body}]),
            json!({"count": text}),
            json!({"stateInstance": text}),
            json!({"wid": text, "delaySendMessagesMilliseconds": text, "typeInstance": text}),
            json!([chat, {"id": "79001234567@c.us", "name": text}]),
            json!([chat]),
        ];
        for (method, body) in METHODS.iter().zip(bodies) {
            gateway.control.fault(method, answers(200, &body.to_string()), u32::MAX);
        }
        visit(&home, unit);
    }
}

#[test]
fn deep_wide_and_endless_values_are_survived() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let objects = format!("{}1{}", "{\"count\":".repeat(50_000), "}".repeat(50_000));
    let digits = "9".repeat(500_000);
    let wide = format!("[{}]", vec![r#"{"id":"79001234567@c.us","stateInstance":"blocked"}"#; 20_000].join(","));
    let number = format!(r#"{{"count":{digits},"stateInstance":{digits},"delaySendMessagesMilliseconds":{digits}}}"#);
    let huge =
        r#"{"count":1e999,"stateInstance":-1e-999,"delaySendMessagesMilliseconds":18446744073709551616}"#.to_owned();
    for (what, body) in [("deep", deep), ("objects", objects), ("wide", wide), ("number", number), ("huge", huge)] {
        let gateway = Gateway::pictures();
        let home = Home::of(&gateway, &[SALES]);
        for method in METHODS {
            gateway.control.fault(method, answers(200, &body), u32::MAX);
        }
        visit(&home, what);
    }
}

#[test]
fn a_long_name_in_the_settings_file_is_shown_shortened() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    // A name that the form could not have.
    std::fs::write(home.file(), home.kept().replace("\"Sales\"", &format!("\"{}\"", "Sales ".repeat(100_000))))
        .unwrap();
    visit(&home, "name");
}
