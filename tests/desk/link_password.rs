//! The password that MAX and Telegram require while a phone is linked: it is typed once and appears nowhere else.

use eframe::egui::{Key, Modifiers};

use crate::common::{
    DELIVERY, Gateway, Home, Window, answers,
    canary::{Log, files_with},
};

/// The password that must not appear anywhere.
const CANARY: &str = "Canary \"7\" über";
const TITLE: &str = "MAX waits for the account’s password";

fn asked(gateway: &Gateway, home: &Home) -> Window {
    gateway.control.set_state(DELIVERY, "notAuthorized");
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window.click("Link a phone…");
    window.see("QR code that links a phone");
    gateway.control.ask_password(DELIVERY);
    window.see(TITLE);
    window
}

fn send(window: &mut Window, password: &str) {
    window.fill("Password", password);
    window.click("Send the password");
}

fn refuses(reason: &str) -> instance_desk::practice::Fault {
    answers(200, &format!(r#"{{"status":false,"data":{{"status":"fail","reason":"{reason}"}}}}"#))
}

#[test]
fn it_links_the_number_and_stands_nowhere() {
    let log = Log::listen();
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);

    // The server echoes the password, as it echoes a token.
    let echo = serde_json::json!({"message": format!("Validation failed: {CANARY}")}).to_string();
    gateway.control.fault("sendAuthorizationPassword", answers(400, &echo), 1);
    window.fill("Password", CANARY);
    window.assert_not_shown(CANARY);
    window.click("Show");
    window.see(CANARY);
    window.click("Hide");
    window.see_no_more(CANARY);
    window.click("Send the password");
    window.see("Validation failed: ***");

    // After sending, the password is gone from the field and from its undo history.
    assert_eq!(window.field("Password").value, "");
    window.focus_field("Password");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.click("Show");
    assert_eq!(window.field("Password").value, "");
    window.click("Hide");

    send(&mut window, CANARY);
    window.see("The phone is linked");
    let sent = gateway.control.requests_of("sendAuthorizationPassword");
    assert_eq!(sent.len(), 2);
    let body = serde_json::json!({"password": CANARY}).to_string();
    assert!(sent.iter().all(|seen| seen.body == body));

    window.tab("Requests");
    window.see("sendAuthorizationPassword");
    window.assert_not_shown("über");
    window.click("Journal");
    window.settled();
    window.assert_not_shown("über");
    assert!(!format!("{:?}", window.model()).contains("über"));
    assert!(window.copied().is_empty());
    drop(window);
    home.closed();
    assert_eq!(files_with(home.dir(), "über"), Vec::<String>::new());
    log.assert_without("über");
}

#[test]
fn every_refusal_says_why() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    send(&mut window, "wrong");
    window.see("The password is wrong");
    for (reason, words) in [
        ("rate_limit_exceeded", "Too many wrong passwords"),
        ("already_registered", "already linked"),
        ("odd_reason", "odd_reason"),
        ("timeout", "The password came too late"),
        ("authorization_not_started", "No linking waits for a password"),
    ] {
        gateway.control.fault("sendAuthorizationPassword", refuses(reason), 1);
        send(&mut window, "right");
        window.see(words);
    }
    // The linking has ended: a new code is shown, and still the reason.
    gateway.control.set_state(DELIVERY, "notAuthorized");
    window.see("QR code that links a phone");
    window.see("No linking waits for a password");
}

#[test]
fn a_password_that_was_not_sent_is_gone_when_the_page_is_left() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    window.fill("Password", CANARY);
    window.tab("Queue");
    window.tab("Account");
    window.click("Enter the password…");
    window.click("Show");
    assert_eq!(window.field("Password").value, "");
    window.focus_field("Password");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.field("Password").value, "");
    assert_eq!(gateway.times("sendAuthorizationPassword"), 0);
}

#[test]
fn enter_sends_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    window.fill("Password", CANARY);
    window.press(Key::Enter);
    window.see("The phone is linked");
    assert_eq!(gateway.times("sendAuthorizationPassword"), 1);
}
