//! Replacing a number step by step: what ticks a step, what hides the code, what is remembered.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod common;

use common::{Gateway, Home, SALES, Window, texts};
use eframe::egui::Key;
use instance_desk::work::replace_number::Step;
use serde_json::json;

const NEW: &str = "79161234567@c.us";

/// At the first step, from the warning over the queue of a blocked number.
fn begin(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.click("Replace number…");
    window.see("Pause everything that sends through this instance");
    window
}

fn step(window: &Window) -> Step {
    let instance = window.model().shown_instance().unwrap();
    instance.replace.as_ref().unwrap().plan.step()
}

#[track_caller]
fn at(window: &mut Window, wanted: Step) {
    window.until(&format!("{wanted:?}"), |window| (step(window) == wanted).then_some(()));
}

fn stop(window: &mut Window) {
    window.click("They are paused");
    at(window, Step::Save);
}

fn save(window: &mut Window) {
    window.click("Save 128 messages");
    at(window, Step::Clear);
}

fn clear(window: &mut Window) {
    window.settled();
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    at(window, Step::Notifications);
}

fn skip(window: &mut Window) {
    window.click("Skip this step…");
    window.click("Skip it");
}

fn unlink(window: &mut Window) {
    window.click("Unlink the old number…");
    window.click("Unlink the phone");
    at(window, Step::Link);
}

fn to_link(window: &mut Window) {
    stop(window);
    save(window);
    clear(window);
    skip(window);
    unlink(window);
}

fn show_code(window: &mut Window) {
    window.click("Count the queue and show the code");
    window.see("QR code that links a phone");
}

#[test]
fn the_whole_way() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    window.assert_not_shown("Replacing the number");
    stop(&mut window);
    window.see("CRM and bots are paused, you said");
    save(&mut window);
    window.see("128 of 128 saved on this computer");
    assert_eq!(gateway.times("clearMessagesQueue"), 0);
    window.settled();
    window.click("Clear 128 messages…");
    window.see("All 128 are saved on this computer");
    assert_eq!(window.focused().unwrap().label, "Keep the queue");
    window.press(Key::Escape);
    window.step();
    assert_eq!((gateway.times("clearMessagesQueue"), step(&window)), (0, Step::Clear));
    clear(&mut window);
    window.see("128 before, 0 now");
    window.click("Clear the notifications");
    at(&mut window, Step::Unlink);
    window.see("0 before, cleared, ");
    window.see("+7\u{a0}985\u{a0}111-22-33 is linked now");
    unlink(&mut window);
    window.see("+7\u{a0}985\u{a0}111-22-33 was unlinked");
    assert_eq!(gateway.times("qr"), 0, "no code is asked for before it is wanted");
    show_code(&mut window);
    window.see("Queue counted before this code was shown: 0");
    window.see("New code in ");
    gateway.control.authorize(SALES, NEW);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    assert_eq!(step(&window), Step::Link);
    window.click("Yes, this is the new number");
    at(&mut window, Step::Interval);
    window.see("+7\u{a0}916\u{a0}123-45-67 is linked");
    window.settled();
    window.see("Now: 0.5\u{a0}s");
    window.click("Set to 15\u{a0}s…");
    window.click("Change and restart");
    at(&mut window, Step::SendAgain);
    window.see("Sending interval 0.5\u{a0}s → 15\u{a0}s");
    assert_eq!(gateway.control.setting(SALES, "delaySendMessagesMilliseconds").unwrap(), json!(15000));
    window.see("128 messages, ");
    window.button("See the copy");
    window.click("Finish");
    window.see("The number is replaced");
    let once = ["clearMessagesQueue", "logout", "setSettings", "clearWebhooksQueue"];
    assert_eq!(once.map(|method| gateway.times(method)), [1; 4]);
    window.click("Show the queue");
    window.settled();
    window.assert_not_shown("Replacing the number");
}

#[test]
fn messages_that_arrive_again_hide_the_code_until_they_are_cleared() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    for message in texts(2) {
        gateway.control.enqueue(SALES, message);
    }
    window.see("2 messages wait again");
    window.see("Something still produces them");
    window.assert_not_shown("QR code that links a phone");
    window.click("Clear the queue again…");
    window.see("Save a copy first (2 of 2 can be saved)");
    window.click("Clear 2 messages");
    at(&mut window, Step::Link);
    window.see("2 before, 0 now");
    assert_eq!(gateway.times("clearMessagesQueue"), 2);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    window.click("Yes, this is the new number");
    at(&mut window, Step::Interval);
    skip(&mut window);
    // What was saved each time can be sent again.
    window.see("128 messages, ");
    window.see("2 messages, ");
}
