//! The reads of a replacement: the answer to an earlier one ends no act, and the page reads its step whenever it opens.

use eframe::egui::Key;
use instance_desk::green_api::{IdInstance, now};
use instance_desk::model::ReplaceRead;
use instance_desk::practice::Fault;
use instance_desk::store::{DATABASE_NAME, Folders};
use instance_desk::work::replace_number::{Act, Replacement, Step};
use rusqlite::Connection;

use crate::common::replace_number::{at, begin, clear, plan, save, stop};
use crate::common::{Gateway, Home, SALES, Window, answers};

const CLEAR: &str = "clearWebhooksQueue";
const COUNT: &str = "getWebhooksCount";
const SETTINGS: &str = "getSettings";

fn is_reading(window: &Window, read: ReplaceRead) -> bool {
    window.model().shown_instance().unwrap().replace.as_ref().unwrap().reads.is_reading(read)
}

/// Walks from the first step to the one that clears the notifications.
fn to_notifications(window: &mut Window) {
    stop(window);
    save(window);
    clear(window);
}

/// Returns the step whose act is under way, as the next session would find it.
fn flight_on_disk(home: &Home) -> serde_json::Value {
    let (_, body) = home.ask_beside(|tables| tables.open_replacements()).remove(0);
    body["flight"].clone()
}

#[test]
fn a_count_from_before_the_clearing_of_notifications_is_not_its_end() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    let count = gateway.control.hold(COUNT);
    gateway.control.fault(CLEAR, Fault::Hang, 1);
    to_notifications(&mut window);
    window.until("the count is under way", |_| (gateway.times(COUNT) == 1).then_some(()));
    window.click("Delete the notifications…");
    // The clearing waits until it is recorded, and the count is answered meanwhile. The database waits five seconds.
    let busy = Connection::open(Folders::in_dir(home.dir()).data.join(DATABASE_NAME)).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.click("Delete the notifications");
    count.open();
    window.until("the count", |window| (!is_reading(window, ReplaceRead::Notifications)).then_some(()));
    assert_eq!((plan(&window).flight(), gateway.times(CLEAR)), (Some(Step::Notifications), 0));
    drop(busy);
    window.until("the clearing", |_| (gateway.times(CLEAR) == 1).then_some(()));
    assert_eq!(plan(&window).flight(), Some(Step::Notifications));
    assert_eq!(flight_on_disk(&home), "notifications");
    assert!(window.model().shown_instance().unwrap().is_changing_server());
}

#[test]
fn settings_from_before_a_change_of_the_interval_are_not_its_end() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut home = Home::of(&gateway, &[SALES]);
    // After an interrupted change, the settings are read every second.
    home.options.client.pace = 0.1;
    let mut plan_kept = Replacement::new(now());
    plan_kept.begin(Act::Interval { ms: 20_000, before_ms: Some(500) }, now());
    let (id, body) = (IdInstance::parse(SALES).unwrap(), serde_json::to_value(&plan_kept).unwrap());
    home.ask(move |tables| tables.keep_replacement(&id, plan_kept.begun(), None, &body));
    let mut window = home.open();
    window.click("Go on");
    window.see("The current values were read again.");
    window.see("Now: 0.5\u{a0}s");
    window.settled();
    let settings = gateway.hold_all(SETTINGS);
    gateway.control.fault("setSettings", Fault::Hang, 1);
    window.until("a read", |window| is_reading(window, ReplaceRead::Settings).then_some(()));
    window.click("Set to 15\u{a0}s…");
    window.click("Change and restart");
    settings.open();
    window.until("the request", |window| {
        let sent = gateway.times("setSettings") == 1 && !is_reading(window, ReplaceRead::Settings);
        sent.then_some(())
    });
    assert_eq!(plan(&window).flight(), Some(Step::Interval));
    assert_eq!(flight_on_disk(&home), "interval");
}

#[test]
fn notifications_are_counted_whenever_the_page_opens_and_again_by_request() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    to_notifications(&mut window);
    window.see("2 notifications wait, as the server reports it");
    drop(window);
    home.closed();
    gateway.control.fault(COUNT, Fault::DropConnection, 1);
    let mut window = home.open();
    window.click("Go on");
    at(&mut window, Step::Notifications);
    window.see("It is not known yet how many notifications wait");
    window.click("Refresh");
    window.see("2 notifications wait, as the server reports it");
    gateway.control.fault(COUNT, answers(200, r#"{"count":3}"#), 1);
    window.press(Key::F5);
    window.see("3 notifications wait, as the server reports it");
}
