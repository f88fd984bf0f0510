//! Replacing a number when things go wrong: the wrong phone, a server that is not ready, a network that goes away.

use std::time::{Duration, Instant};

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::app::FileDialogAnswer;
use instance_desk::practice::{Fault, InstanceSeed, Messenger};
use instance_desk::store::{DATABASE_NAME, Folders};
use instance_desk::work::clear_queue::TRUST_COUNT_AFTER;
use instance_desk::work::replace_number::Step;
use jiff::Timestamp;
use serde_json::Value;

use crate::common::replace_number::{
    NEW, QR, at, begin, clear_notifications, confirm, plan, save, show_code, stop, to_link, unlink,
};
use crate::common::{self, Gateway, Home, SALES, SUPPORT, Window, answers, texts};

const OLD: &str = "79851112233@c.us";

#[test]
fn while_other_work_goes_on_a_step_is_off_on_every_page() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    gateway.control.fault("reboot", Fault::Hang, 1);
    window.open_instance("Sales");
    window.tab("Account");
    window.click("Restart…");
    window.click("Restart the instance");
    window.see("Asking the instance to restart…");
    window.tab("Queue");
    window.click("Clear queue…");
    let is_off = |window: &Window| window.find(Role::Button, "Clear 128 messages").filter(|button| button.off);
    window.until("the button is off", is_off);
    window.click("Keep the queue");
    window.click("Stop waiting");
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.until("the step", |window| {
        let plan = &window.model().instances[0].replace.as_ref().unwrap().plan;
        plan.is_done(Step::Clear).then_some(())
    });
    assert_eq!(gateway.times("clearMessagesQueue"), 1);
}

#[test]
fn the_wrong_number_is_unlinked_again() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.authorize(SALES, OLD);
    window.see("+7\u{a0}985\u{a0}111-22-33 is the number that was linked before");
    window.click("No, unlink it again");
    at(&mut window, Step::Unlink);
    assert!(plan(&window).is_open(Step::Unlink) && plan(&window).is_open(Step::Link));
    unlink(&mut window);
    assert_eq!(gateway.times("logout"), 2);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    confirm(&mut window);
}

#[test]
fn as_many_messages_as_were_saved_are_not_the_same_messages() {
    let gateway = Gateway::pictures();
    let six = texts(6);
    let waits = |messages: &[Value]| {
        gateway.control.set_state(SUPPORT, "authorized");
        gateway.control.advance(std::time::Duration::from_secs(60));
        gateway.control.set_state(SUPPORT, "notAuthorized");
        messages.iter().for_each(|message| gateway.control.enqueue(SUPPORT, message.clone()));
    };
    waits(&six[..3]);
    let mut window = begin(&Home::of(&gateway, &[SUPPORT]));
    stop(&mut window);
    window.click("Save 3 messages");
    at(&mut window, Step::Clear);
    window.click("Clear 3 messages…");
    window.see("All 3 are saved on this computer");
    window.click("Keep the queue");
    waits(&six[3..]);
    window.click("Clear 3 messages…");
    window.see("The copy may not hold every message that is waiting now");
    window.assert_not_shown("All 3 are saved on this computer");
    window.click("Keep the queue");
    window.click("Clear 3 messages…");
    window.see("Save a copy first (3 of 3 can be saved)");
    window.click("Clear 3 messages");
    at(&mut window, Step::Notifications);
    assert_eq!(plan(&window).copies().len(), 1);
    assert_eq!(gateway.times("clearMessagesQueue"), 1);
}

#[test]
fn a_copy_of_a_part_is_no_copy_of_the_queue() {
    let gateway =
        Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(128)));
    let listed = serde_json::to_string(&texts(100)).unwrap();
    gateway.control.fault("showMessagesQueue", answers(200, &listed), u32::MAX);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    window.see("100 messages or more wait");
    window.click("Save 100 messages");
    at(&mut window, Step::Clear);
    window.click("Clear 100+ messages…");
    window.see("Clear 100 messages or more from the queue?");
    window.assert_not_shown("are saved on this computer, ");
    window.click("Keep the queue");
    window.click("Skip this step…");
    window.see("100+ messages wait now.");
}

#[test]
fn the_same_number_can_be_kept_and_is_said_to_be_the_same() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.authorize(SALES, OLD);
    window.click("Yes, keep this number");
    window.see("+7\u{a0}985\u{a0}111-22-33 is linked again");
}

#[test]
fn a_suspended_phone_can_be_kept_and_is_said_to_be_suspended() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.link_into(SALES, NEW, "suspended");
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    window.see("The phone is linked, but WhatsApp has suspended sending from it");
    window.see("The restriction lasts until ");
    window.assert_not_shown("The instance sends from this number from now on.");
    window.assert_not_shown(QR);
    confirm(&mut window);
    window.see("+7\u{a0}916\u{a0}123-45-67 is linked");
}

#[test]
fn a_blocked_phone_is_unlinked_again() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.ask_passkey(SALES, "");
    window.see("WhatsApp asks for a passkey");
    gateway.control.link_into(SALES, NEW, "blocked");
    window.see("The phone is linked, but its number is blocked");
    window.assert_not_shown(QR);
    window.assert_not_shown("The old number is still linked");
    window.settled();
    window.click("Unlink it again");
    at(&mut window, Step::Unlink);
    unlink(&mut window);
    assert_eq!(gateway.times("logout"), 2);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    confirm(&mut window);
}

#[test]
fn another_device_of_the_same_number_is_the_same_number() {
    for (old, again) in [("79851112233:3@c.us", OLD), (OLD, "79851112233:12@c.us")] {
        let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").wid(old).state("blocked"));
        // Without getWaSettings the number is read from `wid`, which may name a device.
        gateway.control.fault("getWaSettings", answers(404, r#"{"statusCode":404,"message":"Not Found"}"#), u32::MAX);
        let mut window = begin(&Home::of(&gateway, &[SALES]));
        window.click("I have paused them");
        at(&mut window, Step::Unlink);
        window.see("+7\u{a0}985\u{a0}111-22-33 is linked now");
        unlink(&mut window);
        show_code(&mut window);
        gateway.control.authorize(SALES, again);
        window.see("+7\u{a0}985\u{a0}111-22-33 is the number that was linked before");
        window.click("Yes, keep this number");
        window.see("+7\u{a0}985\u{a0}111-22-33 is linked again");
    }
}

#[test]
fn a_phone_that_is_linked_already_is_asked_about_without_a_code() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    gateway.control.authorize(SALES, NEW);
    window.click("Count the queue and show the code");
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    window.assert_not_shown(QR);
    confirm(&mut window);
}

#[test]
fn a_server_that_says_already_logged_is_asked_for_the_state() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    let already = r#"{"type":"alreadyLogged","message":"instance account already authorized"}"#;
    gateway.control.fault("qr", answers(200, already), 1);
    window.click("Count the queue and show the code");
    window.until("qr is asked", |_| (gateway.times("qr") == 1).then_some(()));
    let read = gateway.times("getWaSettings");
    window.until("the state is read", |_| (gateway.times("getWaSettings") > read + 1).then_some(()));
    window.assert_not_shown("the new number?");
    window.assert_not_shown(QR);
    window.see("The server says that a phone is linked already");
    window.click("Ask for a code again");
    window.see(QR);
    gateway.control.authorize(SALES, NEW);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
}

#[test]
fn the_old_number_that_is_still_linked_gives_no_code() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    common::replace_number::clear(&mut window);
    common::replace_number::skip(&mut window);
    common::replace_number::skip(&mut window);
    window.click("Count the queue and show the code");
    window.see("The old number is still linked");
    assert_eq!(gateway.times("qr"), 0);
    window.click("Back");
    at(&mut window, Step::Unlink);
    unlink(&mut window);
    show_code(&mut window);
}

#[test]
fn the_code_is_awaited_while_the_server_cleans_up() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    let cleaning = r#"{"phone":"","stateInstance":"notAuthorized","logoutProcess":true}"#;
    gateway.control.fault("getWaSettings", answers(200, cleaning), 3);
    window.click("Count the queue and show the code");
    window.see("The server is still unlinking the old number");
    assert_eq!(gateway.times("qr"), 0);
    window.see(QR);
}

#[test]
fn an_expired_instance_is_told() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    let expired = r#"{"statusCode":400,"message":"Bad Request. Account is expired"}"#;
    gateway.control.fault("qr", answers(400, expired), u32::MAX);
    window.click("Count the queue and show the code");
    window.see("the instance is not paid for");
    window.button("Open the console");
    window.assert_not_shown(QR);
    // The program tries again by itself, too.
    window.click("Try again");
    gateway.control.clear_faults();
    window.see(QR);
}

#[test]
fn while_the_network_is_away_no_code_stands_there() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.go_away();
    window.see("The queue could not be counted");
    window.assert_not_shown(QR);
    gateway.come_back();
    window.see(QR);
    window.assert_not_shown("The queue could not be counted");
}

#[test]
fn a_restart_is_awaited_before_there_is_a_code() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    gateway.control.set_state(SALES, "starting");
    let refused = r#"{"statusCode":400,"message":"instance in starting process try later"}"#;
    gateway.control.fault("qr", answers(400, refused), 2);
    window.click("Count the queue and show the code");
    window.see("Waiting for the code. The first one may take a few minutes.");
    gateway.control.set_state(SALES, "notAuthorized");
    window.see(QR);
}

#[test]
fn a_clearing_that_is_refused_ticks_nothing() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    gateway.control.fault("clearMessagesQueue", Fault::NotCleared, 1);
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    window.see("Copy for support");
    window.settled();
    assert!(plan(&window).is_open(Step::Clear) && plan(&window).flight().is_none());
    common::replace_number::clear(&mut window);
    window.see("128 before, 0 now");
}

#[test]
fn a_message_that_stays_keeps_the_step_open() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    gateway.control.fault("clearMessagesQueue", Fault::StuckMessage, 1);
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    window.see("The queue is not empty: 128 before, 1 now");
    assert!(plan(&window).is_open(Step::Clear));
    window.settled();
    // The count is of the one message by then.
    gateway.control.advance(TRUST_COUNT_AFTER);
    window.press(Key::F5);
    window.settled();
    // The remaining message is in no copy of its own, so the question offers one.
    window.click("Clear 1 message…");
    window.see("Save a copy first (1 of 1 can be saved)");
    window.click("Clear 1 message");
    at(&mut window, Step::Notifications);
}

#[test]
fn a_logout_whose_answer_is_lost_is_found_out_by_the_state() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    common::replace_number::clear(&mut window);
    common::replace_number::skip(&mut window);
    gateway.control.fault("logout", Fault::DropAfterEffect, 1);
    unlink(&mut window);
    window.see("+7\u{a0}985\u{a0}111-22-33 was unlinked");
    assert_eq!(gateway.times("logout"), 1);
}

#[test]
fn a_logout_that_is_refused_is_told() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    common::replace_number::clear(&mut window);
    common::replace_number::skip(&mut window);
    gateway.control.fault("logout", answers(200, r#"{"isLogout":false}"#), 1);
    window.click("Unlink the old number…");
    window.click("Unlink the phone");
    window.see("Copy for support");
    assert!(plan(&window).is_open(Step::Unlink) && plan(&window).flight().is_none());
    unlink(&mut window);
}

#[test]
fn notifications_are_asked_for_once_a_minute() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    stop(&mut window);
    save(&mut window);
    common::replace_number::clear(&mut window);
    let soon = r#"{"isCleared":false,"reason":"Too many requests","leftTime":200}"#;
    gateway.control.fault("clearWebhooksQueue", answers(200, soon), 1);
    clear_notifications(&mut window);
    window.see("It can be asked once a minute: again in ");
    let button = window.items().into_iter().find(|item| item.label == "Delete the notifications…").unwrap();
    assert!(button.off);
    // Nothing was cleared, so what was known holds.
    window.see("2 notifications wait, as the server reports it");
    clear_notifications(&mut window);
    at(&mut window, Step::Unlink);
    assert_eq!(gateway.times("clearWebhooksQueue"), 2);
}

#[test]
fn notifications_that_still_wait_keep_the_step_open() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    stop(&mut window);
    save(&mut window);
    common::replace_number::clear(&mut window);
    window.see("2 notifications wait, as the server reports it");
    gateway.control.fault("getWebhooksCount", answers(200, r#"{"count":3}"#), 1);
    clear_notifications(&mut window);
    window.see("The server still counts 3");
    assert!(plan(&window).is_open(Step::Notifications));
    // The minute until the next clearing began with this one, not with the count that followed.
    let model = window.model();
    let count = model.exchanges.iter().filter(|exchange| exchange.method == "getWebhooksCount").max_by_key(|e| e.at);
    let since_count = Duration::try_from(Timestamp::now().duration_since(count.unwrap().at)).unwrap();
    let counted = Instant::now().checked_sub(since_count).unwrap();
    let free = model.instances[0].replace.as_ref().unwrap().notifications_free.unwrap();
    assert!(free < counted + Duration::from_secs(60).mul_f64(home.options.client.pace));
}

#[test]
fn a_code_to_type_is_hidden_too_when_a_message_arrives() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "9161234567");
    window.see("Please check: the country code seems to be missing");
    window.fill("Number of the new phone", "+7 916 123-45-67");
    window.click("Get a code to type");
    window.see("Valid for another ");
    assert_eq!(gateway.only("getAuthorizationCode").body, r#"{"phoneNumber":79161234567}"#);
    for message in common::texts(1) {
        gateway.control.enqueue(SALES, message);
    }
    window.see("1 message waits again");
    window.assert_not_shown("Valid for another ");
    window.assert_not_shown("PRCT");
}

#[test]
fn without_a_database_the_copy_goes_to_a_file_and_the_way_goes_on() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    let place = Folders::in_dir(home.dir()).data.join(DATABASE_NAME);
    std::fs::create_dir_all(place.join("in the way")).unwrap();
    let file = home.dir().join("queue.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(file.clone()));
    let mut window = home.open();
    window.settled();
    window.click("Replace number…");
    window.click("Go on without");
    stop(&mut window);
    common::replace_number::skip(&mut window);
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    window.see("The copy was not saved, so the queue was not cleared");
    assert!(plan(&window).step() == Step::Clear && plan(&window).is_skipped(Step::Save));
    window.click("Save elsewhere…");
    at(&mut window, Step::Notifications);
    window.see("128 before, 0 now");
    assert!(file.exists());
    assert_eq!(gateway.times("clearMessagesQueue"), 1);
}
