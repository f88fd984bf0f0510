//! The Account page: settings that restart the number, linking and unlinking a phone, a new token, past states.

use std::time::{Duration, Instant};

use eframe::egui::Key;
use instance_desk::practice::Fault;
use instance_desk::work::restart;
use serde_json::json;

use crate::common::replace_number::QR;
use crate::common::{DELIVERY, Gateway, Home, RESTART, SALES, SUPPORT, WAREHOUSE, Window, answers};
use crate::link_phone::{OTHER_PHONE, in_sight, on_account, smallest};

fn account(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window
}

#[test]
fn the_sending_interval_is_changed_after_a_question_and_seen_to_hold() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[SUPPORT]));
    window.click("Change…");
    window.fill("Seconds", "0.1");
    window.see("From 0.5 to 600 seconds");
    window.fill("Seconds", "15");
    window.click("Change the interval…");
    window.see("The number stops for up to 5 minutes");
    assert_eq!(window.focused().unwrap().label, "Leave it as it is");
    window.press(Key::Escape);
    window.settled();
    assert_eq!(gateway.times("setSettings"), 0);

    gateway.control.set_restart(RESTART);
    window.click("Change…");
    window.fill("Seconds", "15");
    window.click("Change the interval…");
    window.click("Change and restart");
    window.see("The instance is restarting…");
    gateway.control.advance(RESTART);
    window.see("The sending interval is 15\u{a0}s");
    assert_eq!(gateway.only("setSettings").body, r#"{"delaySendMessagesMilliseconds":15000}"#);
    assert_eq!(gateway.control.setting(SUPPORT, "delaySendMessagesMilliseconds").unwrap(), json!(15000));
}

#[test]
fn a_restart_is_asked_for_once_and_waited_for() {
    let gateway = Gateway::pictures();
    gateway.control.set_restart(RESTART);
    let mut window = account(&Home::of(&gateway, &[SUPPORT]));
    window.click("Restart…");
    window.see("It does not lift a block and does not link a phone.");
    window.click("Restart the instance");
    window.see("The instance is restarting…");
    gateway.control.advance(RESTART);
    window.see("The instance has restarted");
    assert_eq!(gateway.times("reboot"), 1);
}

#[test]
fn a_restart_is_looked_at_once_more_when_its_time_is_up() {
    let gateway = Gateway::pictures();
    gateway.control.set_restart(RESTART);
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.pace = 1.0 / 1000.0;
    let mut window = account(&home);
    let reboot = gateway.control.hold("reboot");
    window.click("Restart…");
    window.click("Restart the instance");
    window.see("The instance is restarting…");
    window.until("the request", |_| (gateway.times("reboot") == 1).then_some(()));
    let state = gateway.hold_all("getStateInstance");
    reboot.open();
    let begun = Instant::now();
    let longest = restart::LONGEST.mul_f64(home.options.client.pace);
    window.until("its time is up", |_| (begun.elapsed() > longest).then_some(()));
    gateway.control.advance(RESTART);
    state.open();
    window.see("The instance has restarted");
}

#[test]
fn a_restart_without_an_answer_is_done_once_it_was_seen_to_begin() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[SUPPORT]));
    gateway.control.set_restart(RESTART);
    for (times, before, is_known, fault, end) in [
        (1, "authorized", true, Fault::BadGateway, "It is not known whether this was done"),
        (2, "authorized", true, Fault::DropAfterEffect, "The instance has restarted"),
        (3, "starting", true, Fault::BadGateway, "It is not known whether this was done"),
        (4, "starting", false, Fault::BadGateway, "It is not known whether this was done"),
        (5, "starting", false, Fault::DropConnection, "It is not known whether this was done"),
        (6, "authorized", false, Fault::DropAfterEffect, "The instance has restarted"),
    ] {
        if is_known {
            gateway.control.set_state(SUPPORT, before);
            window.click("Refresh");
            window.settled();
        }
        // Otherwise the page still shows `authorized`, the state after the last restart.
        gateway.control.set_state(SUPPORT, before);
        gateway.control.fault("reboot", fault, 1);
        window.click("Restart…");
        window.click("Restart the instance");
        window.see("The instance is restarting…");
        window.until("the state after it", |_| {
            let requests = gateway.control.requests();
            let after = requests.split(|seen| seen.method == "reboot").nth(times)?;
            after.iter().filter(|seen| seen.method == "getStateInstance").find_map(|seen| seen.status)
        });
        gateway.control.set_state(SUPPORT, "authorized");
        window.see(end);
    }
    assert_eq!(gateway.times("reboot"), 6);
}

#[test]
fn a_restart_is_not_done_while_only_a_state_from_before_it_is_known() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.pace = 1.0 / 1000.0;
    let mut window = account(&home);
    let reboot = gateway.control.hold("reboot");
    window.click("Restart…");
    window.click("Restart the instance");
    window.until("the request", |_| (gateway.times("reboot") == 1).then_some(()));
    // The number works on for a moment. Then the server answers nothing about it.
    gateway.control.set_state(SUPPORT, "authorized");
    gateway.control.fault("getStateInstance", Fault::Delay(Duration::ZERO), 1);
    gateway.control.fault("getStateInstance", Fault::BadGateway, u32::MAX);
    reboot.open();
    window.see("After 5 minutes the change is still not visible");
}

#[test]
fn unlinking_says_what_becomes_of_the_queue_and_leads_to_linking() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[SALES]));
    window.click("Unlink the phone…");
    window.see("128 messages wait. They go out from whichever number is linked next.");
    assert_eq!(window.focused().unwrap().label, "Keep it linked");
    window.press(Key::Enter);
    window.settled();
    assert_eq!(gateway.times("logout"), 0);

    window.click("Unlink the phone…");
    window.click("Unlink the phone");
    window.see("The phone is unlinked");
    window.see("Not authorized");
    assert_eq!((gateway.times("logout"), gateway.control.queue(SALES).len()), (1, 128));
    window.button("Link a phone…");
}

#[test]
fn a_phone_is_linked_by_a_picture_and_what_waits_is_told_before() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.see("14 messages wait and go out as soon as the phone is linked");
    window.see("QR code that links a phone");
    window.button("See the queue");
    gateway.control.authorize(WAREHOUSE, "79165550202@c.us");
    window.see("The phone is linked");
    window.see("Authorized");
}

#[test]
fn a_phone_is_linked_by_a_code_to_type() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "9165550202");
    window.see("Please check: the country code seems to be missing");
    window.fill("Number of the new phone", "7916х");
    window.see("Cyrillic “х” is not allowed in one (character 5)");
    window.fill("Number of the new phone", "+7 916 555-02-02\u{2060}");
    window.see_no_more("Please check");
    assert_eq!(window.field("Number of the new phone").value, "+7 916 555-02-02");
    window.click("Get a code to type");
    window.see("Valid for another ");
    assert_eq!(gateway.only("getAuthorizationCode").body, r#"{"phoneNumber":79165550202}"#);
    window.click("Stop linking");
    window.button("Link a phone…");
}

#[test]
fn a_new_token_is_kept_and_used_at_once() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let before = home.token(SUPPORT).unwrap();
    let mut window = account(&home);
    window.click("Change the token…");
    window.see("GREEN-API makes a new token");
    assert_eq!(window.focused().unwrap().label, "Keep the old token");
    window.click("Change the token");
    window.see("The token is changed");
    let after = home.token(SUPPORT).unwrap();
    assert_ne!(before, after);
    assert_eq!(gateway.control.token(SUPPORT).unwrap(), after);
    assert!(!window.words().contains(&after) && !window.words().contains(&before));
    window.click("Refresh");
    window.settled();
    assert_eq!(gateway.control.requests().last().unwrap().status, Some(200));
}

#[test]
fn a_token_that_was_not_changed_stays() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let before = home.token(SUPPORT).unwrap();
    gateway.control.fault("updateApiToken", answers(200, r#"{"code":401,"description":"Unauthorized"}"#), 1);
    let mut window = account(&home);
    window.click("Change the token…");
    window.click("Change the token");
    window.see("Copy for support");
    window.settled();
    assert_eq!(home.token(SUPPORT).unwrap(), before);
    assert_eq!(gateway.times("updateApiToken"), 1);
}

/// The library says "connection closed before message completed", which helps only support.
#[test]
fn a_broken_connection_is_told_in_words_and_copied_as_it_was_reported() {
    const REPORTED: &str = "connection closed before message completed";
    let gateway = Gateway::pictures();
    gateway.control.fault("updateApiToken", Fault::DropConnection, 1);
    let mut window = account(&Home::of(&gateway, &[SUPPORT]));
    window.click("Change the token…");
    window.click("Change the token");
    window.see("the other side closed the connection");
    window.assert_not_shown(REPORTED);
    window.click("Copy for support");
    window.until("the copy", |window| window.copied().last()?.contains(REPORTED).then_some(()));
}

#[test]
fn past_states_are_asked_for_only_when_they_are_wanted() {
    let gateway = Gateway::pictures();
    let mut window = account(&Home::of(&gateway, &[SALES]));
    assert_eq!(gateway.times("getStateInstanceHistory"), 0);
    window.click("Show");
    window.see("Hide");
    window.until("the answer", |_| (gateway.times("getStateInstanceHistory") == 1).then_some(()));
    window.settled();
}

#[test]
fn max_has_no_code_to_type_and_changes_its_token_in_the_console() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(DELIVERY, "notAuthorized");
    let mut window = account(&Home::of(&gateway, &[DELIVERY]));
    window.see("For this messenger the token is changed in the console");
    window.click("Link a phone…");
    window.see("Open MAX on the phone.");
    assert!(!window.has_button("Use a code instead of the camera…"));
}

#[test]
fn the_words_for_a_suspended_phone_are_in_sight_wherever_the_page_was_scrolled() {
    for scrolled in [-2000.0, 2000.0] {
        let gateway = Gateway::pictures();
        let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
        smallest(&mut window);
        window.click("Link a phone…");
        window.see(QR);
        window.scroll(scrolled);
        gateway.control.link_into(WAREHOUSE, OTHER_PHONE, "suspended");
        in_sight(&mut window, "The phone is linked, but WhatsApp has suspended sending from it");
        in_sight(&mut window, "WhatsApp has suspended sending from this number");
    }
}
