//! The number of waiting messages where list and count do not suffice: unknown is not zero, and old is not fresh.

use eframe::egui::accesskit::Role;
use instance_desk::practice::{Fault, InstanceSeed, Messenger};

use crate::common::{Gateway, Home, SALES, Window, answers, texts};

const LIST: &str = "showMessagesQueue";
const COUNT: &str = "getMessagesCount";
const UNREAD: &str = "Not refreshed: the server is not available now";

/// Opens the queue page of a blocked number with `count` messages.
fn blocked(count: usize) -> (Gateway, Window) {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(count));
    let gateway = Gateway::with(seed);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    (gateway, window)
}

fn waits(window: &Window, number: &str) -> bool {
    window.row(&format!("Sales, WhatsApp · blocked, waiting: {number}")).is_some()
}

/// Asserts that the number is unknown, and that nothing says zero.
fn assert_unknown(window: &Window) {
    assert!(waits(window, "—"));
    window.assert_not_shown("The queue is empty");
    assert!(!window.items().iter().any(|item| item.label == "0"));
    assert!(window.find(Role::Button, "Clear queue…").is_some_and(|button| button.off));
}

/// Clears 3 messages while a method fails. Without a copy, list and count are read only afterwards.
fn clear_without(method: &str) -> (Gateway, Window) {
    let (gateway, mut window) = blocked(3);
    window.click("Clear queue…");
    window.settled();
    window.click_on(Role::CheckBox, "Save a copy first (3 of 3 can be saved)");
    window.fill("To clear without a copy, type 3", "3");
    gateway.control.fault(method, Fault::BadGateway, 1);
    window.click("Clear 3 messages");
    window.see("Request accepted, but the queue is not yet known to be empty");
    window.settled();
    (gateway, window)
}

#[test]
fn a_cleared_queue_whose_count_could_not_be_read_is_not_said_to_be_empty() {
    let (_gateway, mut window) = clear_without(COUNT);
    window.see("The list is empty, but the count could not be read.");
    assert_unknown(&window);
    window.click("Close");
    window.see_no_more("Request accepted, but the queue is not yet known to be empty");
    assert_unknown(&window);
    window.click("Refresh");
    window.see("The queue is empty");
    assert!(waits(&window, "0"));
}

#[test]
fn a_cleared_queue_whose_list_could_not_be_read_does_not_show_what_was_cleared() {
    let (_gateway, mut window) = clear_without(LIST);
    window.see("The list could not be read again.");
    assert_unknown(&window);
    window.click("Check again");
    window.see("The queue is empty: 3 before, 0 now");
    assert!(waits(&window, "0"));
}

#[test]
fn an_empty_list_without_its_count_is_unknown_and_says_why() {
    let (gateway, mut window) = blocked(0);
    window.see("The queue is empty");
    gateway.control.fault(COUNT, Fault::BadGateway, 1);
    window.click("Refresh");
    window.see(UNREAD);
    assert_unknown(&window);
    window.click("Refresh");
    window.see_no_more(UNREAD);
    window.see("The queue is empty");
}

#[test]
fn a_message_that_is_listed_twice_is_one_message_in_every_place() {
    let items: Vec<_> = texts(14).into_iter().chain(texts(2)).collect();
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(items));
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.see("GREEN-API lists 2 of these messages more than once; each waits and is counted once");
    assert!(waits(&window, "14"));
    window.click("Save a copy");
    window.see("All 14 messages are saved on this computer");
    let copies = home.ask_beside(|tables| tables.saved_queues(None));
    assert_eq!((copies[0].messages, copies[0].waiting), (14, Some(14)));
    // A count alone, later than the list.
    gateway.control.fault(LIST, Fault::BadGateway, 1);
    gateway.control.advance(std::time::Duration::from_secs(15));
    window.click("Refresh");
    window.settled();
    assert!(waits(&window, "14"), "{}", window.words());
    window.click("Clear queue…");
    window.see("Save a copy first (14 of 14 can be saved)");
    window.click("Clear 14 messages");
    window.see("The queue is empty: 14 before, 0 now");
    window.see("All 14 messages are saved on this computer");
}

#[test]
fn a_count_that_failed_meanwhile_says_nothing_about_a_full_list() {
    let (gateway, mut window) = blocked(600);
    window.see("The first 500 of 600 messages");
    gateway.control.fault(COUNT, Fault::BadGateway, 1);
    window.click("Refresh");
    window.see("500 messages or more; GREEN-API shows only the first 500");
    assert!(waits(&window, "500+"));
    window.click("Clear queue…");
    window.see("The first 500 of 600 messages");
    window.see("Clear 600 messages from the queue?");
}

#[test]
fn only_a_list_that_leaves_messages_out_is_called_the_first_ones() {
    let (gateway, mut window) = blocked(600);
    window.see("The first 500 of 600 messages");
    window.see("500+");
    // A server that lists more than 500.
    let list = serde_json::to_string(&texts(600)).unwrap();
    gateway.control.fault(LIST, Fault::Body(list.clone()), 1);
    window.refresh_and_settle(&gateway);
    assert!(waits(&window, "600"));
    window.assert_not_shown("The first ");
    assert!(!window.items().iter().any(|item| item.label.ends_with('+')));
    gateway.control.fault(LIST, Fault::Body(list), 1);
    gateway.control.fault(COUNT, answers(404, "{}"), 1);
    window.refresh_and_settle(&gateway);
    assert!(waits(&window, "600+"));
    window.see("600 messages or more");
}
