//! Clearing more than a copy can hold: it needs a separate consent, and a new one when the number changes.

use std::time::Duration;

use eframe::egui::accesskit::Role;
use instance_desk::practice::{Gate, InstanceSeed, Messenger};

use crate::common::{Gateway, Home, SALES, Window, answers, texts};

const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";

/// Opens the queue page of a blocked number with `count` messages.
fn blocked(count: usize) -> (Gateway, Window) {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(count));
    let gateway = Gateway::with(seed);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    (gateway, window)
}

#[test]
fn with_500_or_fewer_nothing_is_asked_separately() {
    let (gateway, mut window) = blocked(500);
    window.click("Clear queue…");
    window.settled();
    window.see("Save a copy first (500 of 500 can be saved)");
    window.assert_not_shown("I know that");
    window.click("Clear 500 messages");
    window.see("All 500 messages are saved on this computer");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn the_tick_is_for_one_number_and_falls_when_it_changes() {
    let (gateway, mut window) = blocked(600);
    gateway.control.enqueue(SALES, texts(1).remove(0));
    gateway.control.advance(Duration::from_secs(15)); // the count lags
    // The dialog opens with the known values; the new count arrives while the user reads it.
    let answers = [LIST, "getMessagesCount"].map(|method| gateway.control.hold(method));
    window.click("Clear queue…");
    window.click_on(Role::CheckBox, "I know that 100 messages cannot be saved");
    window.button("Clear 600 messages");
    answers.iter().for_each(Gate::open);
    window.see("Clear 601 messages from the queue?");
    let tick = window.find(Role::CheckBox, "I know that 101 messages cannot be saved").unwrap();
    assert!(!tick.selected);
    window.see_no_more("The count has just changed");
    assert!(window.find(Role::Button, "Clear 601 messages").unwrap().off);
    window.click_on(Role::CheckBox, "I know that 101 messages cannot be saved");
    window.click("Clear 601 messages");
    window.see("500 of 601 messages are saved on this computer; the server shows no more");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn without_a_copy_the_typed_count_is_enough() {
    let (gateway, mut window) = blocked(600);
    window.click("Clear queue…");
    window.settled();
    window.click_on(Role::CheckBox, "Save a copy first (500 of 600 can be saved)");
    window.assert_not_shown("I know that");
    window.see("The list shows the first 500; 100 more messages are cleared unseen.");
    window.fill("To clear without a copy, type 600", "600");
    window.click("Clear 600 messages");
    window.see("The queue is empty: 600 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn a_queue_that_grows_beyond_a_copy_after_the_answer_is_asked_about_again() {
    let (gateway, mut window) = blocked(450);
    window.click("Clear queue…");
    window.settled();
    for message in texts(550).split_off(450) {
        gateway.control.enqueue(SALES, message);
    }
    gateway.control.advance(Duration::from_secs(15)); // the count lags
    window.click("Clear 450 messages");
    window.see("Not cleared: by now more messages wait than a copy can hold");
    window.see("Clear 550 messages from the queue?");
    window.settled();
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 550));
    window.click_on(Role::CheckBox, "I know that 50 messages cannot be saved");
    window.click("Clear 550 messages");
    window.see("500 of 550 messages are saved on this computer; the server shows no more");
    assert_eq!(gateway.times(CLEAR), 1);
}

/// Opens the queue page of a blocked number with 128 messages, of which the server always lists 100.
fn partly_listed() -> (Gateway, Window) {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(128));
    let gateway = Gateway::with(seed);
    let listed = serde_json::to_string(&texts(100)).unwrap();
    gateway.control.fault(LIST, answers(200, &listed), u32::MAX);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    (gateway, window)
}

#[test]
fn the_button_names_what_is_cleared_where_the_list_shows_less_than_is_counted() {
    let (gateway, mut window) = partly_listed();
    window.click("Clear queue…");
    window.see("Clear 100 messages or more from the queue?");
    window.settled();
    window.click("Clear 100 messages or more");
    window.see("Not cleared: by now more messages wait than a copy can hold");
    window.see("Clear 128 messages from the queue?");
    window.see("Save a copy first (100 of 128 can be saved)");
    window.settled();
    window.click_on(Role::CheckBox, "I know that 28 messages cannot be saved");
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
    window.click("Clear 128 messages");
    window.see("The queue is not empty: 128 before, 100 now");
    window.see("100 of 128 messages are saved on this computer; the server shows no more");
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (1, 0));
}

#[test]
fn without_a_copy_it_is_said_that_more_may_be_cleared_than_the_list_shows() {
    let (gateway, mut window) = partly_listed();
    window.click("Clear queue…");
    window.settled();
    window.click_on(Role::CheckBox, "Save a copy first (the first 100 can be saved)");
    window.see("The list shows the first 100; there may be more, and they are cleared unseen.");
    window.fill("To clear without a copy, type 100", "100");
    window.click("Clear 100 messages or more");
    window.see("The queue is not empty: 100+ before, 100 now");
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (1, 0));
}

#[test]
fn a_copy_corrects_the_number_from_before_it() {
    let (gateway, mut window) = blocked(128);
    window.click("Clear queue…");
    window.settled();
    texts(130).split_off(128).into_iter().for_each(|message| {
        gateway.control.enqueue(SALES, message);
    });
    gateway.control.advance(Duration::from_secs(15)); // the count lags
    window.click("Clear 128 messages");
    window.see("The queue is empty: 130 before, 0 now");
}
