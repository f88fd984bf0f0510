//! Runs of an instance whose number is replaced by another one.

use std::time::Duration;

use eframe::egui::Key;
use instance_desk::practice::Fault;

use super::{database, gateway, home, open, send_all, texts};
use crate::common::{Gateway, SALES, Window};

const OLD: &str = "+7\u{a0}999\u{a0}000-11-22";
const NEW: &str = "+7\u{a0}999\u{a0}000-00-02";

/// Links another number, which leaves the state `authorized` whenever it is looked at.
fn link_another(gateway: &Gateway) {
    gateway.control.set_state(SALES, "notAuthorized");
    gateway.control.authorize(SALES, "79990000002@c.us");
}

/// Clicks the button that sends the rest.
fn go_on(window: &mut Window, count: usize) {
    window.settled();
    window.click(&format!("Send the remaining {count}"));
}

#[test]
fn a_run_stops_when_another_number_is_linked_and_goes_on_with_it_only_when_asked() {
    let warning = format!("These messages were being sent from {OLD}. Now {NEW} is linked");
    let gateway = gateway();
    let (mut home, _) = home(&gateway, texts(6), 1);
    home.options.client.silence_timeout = Duration::from_secs(120);
    let mut window = open(&home);
    let answer = gateway.control.hold("sendMessage");
    send_all(&mut window, 6);
    window.until("a message", |_| (gateway.times("sendMessage") == 1).then_some(()));
    link_another(&gateway);
    answer.open();
    window.see("Sending again is paused");
    window.see(&warning);
    assert_eq!(gateway.times("sendMessage"), 1);

    drop(window);
    home.closed();
    let mut window = home.open();
    window.settled();
    window.click("Go on…");
    window.see("Sending again was interrupted");
    window.see(&warning);
    go_on(&mut window, 5);
    window.see("All 6 messages are queued again");
    let runs = database(&home).run_blocking(|tables| tables.resend_runs(None)).unwrap();
    assert_eq!(runs[0].number.as_deref(), Some("79990000002"));
}

#[test]
fn nothing_is_sent_from_a_number_that_was_linked_after_the_question() {
    let meanwhile = format!("Another number has been linked meanwhile: {NEW}");
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    window.click_on(eframe::egui::accesskit::Role::CheckBox, "Select all 2 shown");
    window.click("Send 2 messages again…");
    window.see(&format!("They go out from {OLD}"));
    window.settled();
    link_another(&gateway);
    window.click("Send 2 messages again");
    window.see("Nothing was sent");
    window.see(&meanwhile);
    assert_eq!(gateway.times("sendMessage"), 0);
    window.press(Key::F5);
    window.settled();
    send_selected(&mut window);
    window.see("All 2 messages are queued again");
}

/// Confirms the selection, which is kept until a run begins.
fn send_selected(window: &mut Window) {
    window.click("Send 2 messages again…");
    window.see(&format!("They go out from {NEW}"));
    window.settled();
    window.click("Send 2 messages again");
}

#[test]
fn nothing_is_sent_while_the_settings_name_no_number() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    window.click_on(eframe::egui::accesskit::Role::CheckBox, "Select all 2 shown");
    window.click("Send 2 messages again…");
    window.see(&format!("They go out from {OLD}"));
    window.settled();
    gateway.control.fault("getSettings", Fault::Body(r#"{"wid": ""}"#.to_owned()), u32::MAX);
    window.click("Send 2 messages again");
    window.see("Nothing was sent");
    window.see("Nothing goes out while the number is unknown");
    window.see("The instance does not say which number is linked.");
    assert_eq!(gateway.times("sendMessage"), 0);
}
