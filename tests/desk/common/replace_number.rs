//! Walks through the replacement of a number, step by step.

use instance_desk::work::replace_number::{Replacement, Step};

use super::{Home, Window};

/// The wid of the new number.
pub const NEW: &str = "79161234567@c.us";

pub const QR: &str = "QR code that links a phone";

/// Begins a replacement from the warning over the queue of a blocked number and stops at its first step.
pub fn begin(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.click("Replace number…");
    window.see("Pause everything that sends through this instance");
    window
}

pub fn plan(window: &Window) -> &Replacement {
    let instance = window.model().shown_instance().unwrap();
    &instance.replace.as_ref().unwrap().plan
}

/// Waits until the replacement is at this step.
#[track_caller]
pub fn at(window: &mut Window, wanted: Step) {
    window.until(&format!("{wanted:?}"), |window| (plan(window).step() == wanted).then_some(()));
    window.settled();
}

#[track_caller]
pub fn stop(window: &mut Window) {
    window.click("I have paused them");
    at(window, Step::Save);
}

#[track_caller]
pub fn save(window: &mut Window) {
    window.click("Save 128 messages");
    at(window, Step::Clear);
}

#[track_caller]
pub fn clear(window: &mut Window) {
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    at(window, Step::Notifications);
}

#[track_caller]
pub fn clear_notifications(window: &mut Window) {
    window.click("Delete the notifications…");
    window.click("Delete the notifications");
}

#[track_caller]
pub fn skip(window: &mut Window) {
    let before = plan(window).step();
    window.click("Skip this step…");
    window.click("Skip it");
    window.until("the next step", |window| (!plan(window).is_open(before)).then_some(()));
}

#[track_caller]
pub fn unlink(window: &mut Window) {
    window.click("Unlink the old number…");
    window.click("Unlink the phone");
    at(window, Step::Link);
}

/// Walks from the first step to the one that links the phone.
#[track_caller]
pub fn to_link(window: &mut Window) {
    stop(window);
    save(window);
    clear(window);
    skip(window);
    unlink(window);
}

#[track_caller]
pub fn show_code(window: &mut Window) {
    window.click("Count the queue and show the code");
    window.see(QR);
}

#[track_caller]
pub fn confirm(window: &mut Window) {
    window.click("Yes, this is the new number");
    window.until("the number is linked", |window| plan(window).is_done(Step::Link).then_some(()));
    window.settled();
}
