//! The password that MAX and Telegram require while a phone is linked: it is typed once and appears nowhere else.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::ui::theme::size;

use crate::common::canary::{Log, files_with};
use crate::common::{DELIVERY, Gateway, Home, WAREHOUSE, Window, answers};

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
    window.click("Show Password");
    window.see(CANARY);
    window.click("Hide Password");
    window.see_no_more(CANARY);
    window.click("Send the password");
    window.see("Validation failed: ***");

    // After sending, the password is gone from the field and from its undo history.
    assert_eq!(window.field("Password").value, "");
    window.focus_field("Password");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.click("Show Password");
    assert_eq!(window.field("Password").value, "");
    window.click("Hide Password");

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
    window.click("Show Password");
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

#[test]
fn the_keyboard_is_in_the_field_when_it_opens_and_after_a_refusal() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
    let end = size::WINDOW_LEAST[1] - size::STATUS_LINE;
    let in_field = |window: &Window| {
        let send = window.find(Role::Button, "Send the password")?;
        let focused = window.focused()?;
        (focused.label == "Password" && send.rect.bottom() <= end).then_some(())
    };
    window.until("the focus", in_field);
    window.type_text("wrong");
    window.press(Key::Enter);
    window.see("The password is wrong");
    window.until("the focus again", in_field);
    window.type_text("right");
    window.press(Key::Enter);
    window.see("The phone is linked");
}

#[test]
fn an_accepted_password_that_links_nothing_can_be_entered_again() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    window.see("checked every 5 seconds, last at");
    let accepts = answers(200, r#"{"status":true,"data":{"status":"success","reason":""}}"#);
    gateway.control.fault("sendAuthorizationPassword", accepts, 1);
    send(&mut window, "right");
    window.see("The password is accepted");
    window.see("the instance still waits for it");
    send(&mut window, "right");
    window.see("The phone is linked");
}

#[test]
fn a_number_that_is_linked_already_is_not_asked_for_its_password() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    gateway.control.fault("sendAuthorizationPassword", refuses("already_registered"), 1);
    send(&mut window, "right");
    window.see("while the state of the instance still says otherwise");
    window.see("To link another phone, use “Unlink the phone…” first.");
    window.see("The state is read every 5 seconds and should show it soon");
    window.see("last at");
    window.assert_not_shown(TITLE);
    window.assert_not_shown("Send the password");
    window.click("Show a new QR code");
    window.see(TITLE);
    send(&mut window, "right");
    window.see("The phone is linked");
}

#[test]
fn whatsapp_is_sent_no_password() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(WAREHOUSE, "pendingPassword");
    let home = Home::of(&gateway, &[WAREHOUSE]);
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window.click("Link a phone…");
    let looked = gateway.times("qr");
    window.until("the codes", |_| (gateway.times("qr") > looked + 2).then_some(()));
    window.see("Waiting for the code");
    window.assert_not_shown("Send the password");
    gateway.control.set_state(WAREHOUSE, "notAuthorized");
    window.see("QR code that links a phone");
}

#[test]
fn a_state_that_cannot_be_read_is_said() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = asked(&gateway, &home);
    window.see("last at");
    gateway.go_away();
    window.see("the connection broke · last answer at");
    window.assert_not_shown("checked every 5 seconds");
    gateway.come_back();
    window.see("checked every 5 seconds, last at");
}
