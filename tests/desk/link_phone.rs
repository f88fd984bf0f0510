//! Linking a phone on either page: a passkey, and codes that expire or never arrive.

use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, TouchPhase, Vec2};
use instance_desk::practice::{Fault, InstanceSeed, Messenger};
use instance_desk::ui::theme::size;
use instance_desk::work::link_phone::Shown;

use crate::common::replace_number::{QR, begin, show_code, to_link};
use crate::common::{Gateway, Home, RESTART, SALES, SUPPORT, WAREHOUSE, Window, answers, texts};

const PASSKEY: &str = "WhatsApp asks this number for a passkey";
pub const TYPED: &str = "PRCT1234";
pub const OTHER_PHONE: &str = "79165550202@c.us";

pub fn on_account(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window
}

/// Scrolls the page by this many points, up if positive.
fn scroll(window: &mut Window, points: f32) {
    window.event(Event::PointerMoved(Pos2::new(400.0, 300.0)));
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: Vec2::new(0.0, points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
}

/// Makes the window as small as it can be.
pub fn smallest(window: &mut Window) {
    window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
}

/// Waits until a text or button lies above the status line and below the tabs.
#[track_caller]
pub fn in_sight(window: &mut Window, text: &str) {
    let end = size::WINDOW_LEAST[1] - size::STATUS_LINE;
    window.until(&format!("{text:?} in sight"), |window| {
        let found = window.items().into_iter().find(|item| item.says(text) && item.role != Role::TextRun)?;
        (found.rect.top() > 60.0 && found.rect.bottom() <= end).then_some(())
    });
}

/// Opens the linking step of a replacement of Sales, with a code.
fn on_replacement(gateway: &Gateway) -> Window {
    let mut window = begin(&Home::of(gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    window
}

pub fn ask_for_typed_code(window: &mut Window) {
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "+7 916 555-02-02");
    window.click("Get a code to type");
}

#[test]
fn a_passkey_is_explained_and_the_linking_finishes_by_itself() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.see(QR);
    let own = "https://console.green-api.com/instance/7105660034/passkey";
    let known = "https://console.green-api.com/instanceList/7105660034";
    for (message, page) in [("", known), ("Confirm it", known), (own, own), ("https://evil.example/", known)] {
        gateway.control.ask_passkey(WAREHOUSE, message);
        window.until("the message", |window| {
            let link = window.model().instances[0].account.link.as_ref()?;
            matches!(&link.progress.shown, Shown::Passkey { message: said } if said == message).then_some(())
        });
        window.see(PASSKEY);
        window.assert_not_shown(QR);
        window.see("passkeyRequired");
        window.click("Open the instance in the console");
        assert_eq!(window.opened().last().unwrap(), page);
        gateway.control.forget_passkey(WAREHOUSE);
        window.click("Show a new QR code");
        window.see(QR);
    }
    gateway.control.ask_passkey(WAREHOUSE, "");
    window.see(PASSKEY);
    window.see("checked every 5 seconds, last at");
    let asked = gateway.times("qr");
    let states = gateway.times("getStateInstance");
    window.until("the state", |_| (gateway.times("getStateInstance") > states + 2).then_some(()));
    assert_eq!(gateway.times("qr"), asked);
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("The phone is linked");
    window.assert_not_shown(PASSKEY);
}

#[test]
fn a_passkey_comes_into_sight_in_the_smallest_window() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    smallest(&mut window);
    window.click("Link a phone…");
    window.see(QR);
    // Up to the state of the instance.
    scroll(&mut window, 2000.0);
    window.until("the state", |window| (window.find(Role::Button, "Restart…")?.rect.top() > 150.0).then_some(()));
    gateway.control.ask_passkey(WAREHOUSE, "");
    window.see(PASSKEY);
    window.until("the heading with what is under it", |window| {
        let heading = window.find(Role::Heading, PASSKEY)?;
        (heading.rect.top() < size::WINDOW_LEAST[1] / 2.0 + 40.0).then_some(())
    });
}

#[test]
fn a_typed_code_that_ends_at_the_passkey_says_so_too() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    ask_for_typed_code(&mut window);
    window.see(TYPED);
    gateway.control.ask_passkey(WAREHOUSE, "");
    window.see(PASSKEY);
    window.assert_not_shown(TYPED);
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("The phone is linked");
}

#[test]
fn a_passkey_is_part_of_the_replacement() {
    let gateway = Gateway::pictures();
    let mut window = on_replacement(&gateway);
    gateway.control.ask_passkey(SALES, "");
    window.see(PASSKEY);
    window.see("WhatsApp asks for a passkey");
    window.click("Show a new QR code");
    window.see(PASSKEY);
    gateway.control.authorize(SALES, OTHER_PHONE);
    window.see("Is +7\u{a0}916\u{a0}555-02-02 the new number?");
}

#[test]
fn the_guide_explains_the_passkey_while_it_is_awaited() {
    let gateway = Gateway::pictures();
    gateway.control.ask_passkey(WAREHOUSE, "");
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.see(PASSKEY);
    window.press(eframe::egui::Key::F1);
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.until("the link", |window| {
        let link = window.model().instances[0].account.link.as_ref()?;
        matches!(link.progress.shown, Shown::Linked).then_some(())
    });
}

#[test]
fn a_typed_code_that_has_run_out_disappears_and_a_new_one_can_be_had() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    ask_for_typed_code(&mut window);
    window.see(TYPED);
    window.see("The code has expired");
    window.assert_not_shown(TYPED);
    window.click("Get a new code");
    window.see(TYPED);
    assert_eq!(gateway.times("getAuthorizationCode"), 2);
}

#[test]
fn a_qr_code_without_a_successor_disappears_on_both_pages() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(WAREHOUSE, "notAuthorized");
    // One after the other: linking stops in a window that is not drawn for long.
    let account = |gateway: &Gateway| {
        let mut window = on_account(&Home::of(gateway, &[WAREHOUSE]));
        window.click("Link a phone…");
        window.see(QR);
        window
    };
    for open in [account, on_replacement] {
        let mut window = open(&gateway);
        gateway.control.fault("qr", Fault::Hang, u32::MAX);
        window.see("This code is old");
        window.assert_not_shown(QR);
        gateway.control.clear_faults();
    }
}

#[test]
fn a_code_that_is_not_given_leads_to_a_restart_or_a_qr_code() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    gateway.control.fault("getAuthorizationCode", answers(200, "false"), 1);
    ask_for_typed_code(&mut window);
    window.see("GREEN-API gives no code to type");
    window.see("Ask for a code again after that");
    window.button("Restart the instance…");
    window.button("Close");
    window.assert_not_shown("Stop linking");
    gateway.control.fault("getAuthorizationCode", answers(200, r#"{"status":false}"#), 1);
    window.click("Get a code to type");
    window.see("GREEN-API gives no code to type");
    window.click("Show a new QR code");
    window.see(QR);
}

#[test]
fn codes_that_were_asked_for_too_often_are_held_back_while_the_instance_restarts() {
    let gateway = Gateway::pictures();
    gateway.control.set_restart(RESTART);
    gateway.control.set_codes_in_a_row(WAREHOUSE, Duration::from_secs(3600));
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    ask_for_typed_code(&mut window);
    for _ in 0..2 {
        window.see(TYPED);
        window.click("Use the camera instead");
        window.see(QR);
        window.click("Use a code instead of the camera…");
        window.fill("Number of the new phone", "+7 916 555-02-02");
        window.click("Get a code to type");
    }
    window.see("Several codes in a row restart the instance");
    assert!(window.find(Role::Button, "Get a code to type").unwrap().off);
    assert_eq!(gateway.times("getAuthorizationCode"), 3);
    gateway.control.set_state(WAREHOUSE, "notAuthorized");
    window.click("Get a code to type");
    window.see(TYPED);
}

#[test]
fn a_code_to_type_is_still_there_after_its_page_or_the_guide_was_left() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[WAREHOUSE, SUPPORT]);
    // The code is valid for half a minute.
    home.options.client.pace = 0.2;
    let mut window = home.open();
    window.settled();
    window.open_instance("Warehouse");
    window.tab("Account");
    window.click("Link a phone…");
    ask_for_typed_code(&mut window);
    window.see(TYPED);
    for leave in [
        (|window: &mut Window| window.tab("Queue")) as fn(&mut Window),
        |window| window.open_instance("Support"),
        |window| window.click("Journal"),
        |window| window.click("Add instance"),
        |window| window.press(eframe::egui::Key::F1),
    ] {
        leave(&mut window);
        window.see_no_more(TYPED);
        if window.model().help.is_some() {
            window.press(eframe::egui::Key::Escape);
        } else {
            window.open_instance("Warehouse");
            window.tab("Account");
        }
        window.see(TYPED);
    }
    assert_eq!(gateway.times("getAuthorizationCode"), 1);
}

#[test]
fn a_number_that_is_unlinked_again_does_not_work() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.see(QR);
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("The phone is linked");
    window.settled();
    gateway.control.set_state(WAREHOUSE, "notAuthorized");
    window.click("Refresh");
    window.see("The phone is no longer linked");
    window.assert_not_shown("The number works");
    // The only button of this name is the banner's, until the banner is closed.
    let next = window.find(Role::Button, "Link a phone…").unwrap();
    let said = window.items().into_iter().find(|item| item.says("The phone is no longer linked")).unwrap();
    assert!(next.rect.top() > said.rect.top(), "the banner has no button");
    window.click("Close");
    window.see_no_more("The phone is no longer linked");
    window.click("Link a phone…");
    window.see(QR);
}

#[test]
fn a_number_that_is_suspended_at_once_ends_the_linking_with_words_of_its_own() {
    for (messenger, state, words) in [
        (Messenger::WhatsApp, "suspended", "The phone is linked, but WhatsApp has suspended sending from it"),
        (Messenger::WhatsApp, "yellowCard", "The phone is linked, but WhatsApp has suspended sending from it"),
        (Messenger::Max, "suspended", "The phone is linked, but MAX has restricted its account"),
        (Messenger::Telegram, "suspended", "The phone is linked, but Telegram has restricted its account"),
    ] {
        let gateway = Gateway::with(InstanceSeed::new(messenger, SALES, "Office").state("notAuthorized"));
        let mut window = on_account(&Home::of(&gateway, &[SALES]));
        window.click("Link a phone…");
        window.see(QR);
        // At the passkey `qr` is no longer asked: only the state ends the linking.
        if messenger == Messenger::WhatsApp {
            gateway.control.ask_passkey(SALES, "");
            window.see(PASSKEY);
        }
        gateway.control.link_into(SALES, OTHER_PHONE, state);
        window.see(words);
        window.see("The restriction lasts until ");
        window.assert_not_shown(QR);
        gateway.control.set_state(SALES, "authorized");
        window.click("Refresh");
        window.see("The number works, and its queue is empty");
        window.assert_not_shown(words);
    }
}

#[test]
fn a_phone_that_is_linked_between_the_state_and_the_code_is_seen_at_once() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::Max, SALES, "Office").state("notAuthorized"));
    let mut window = on_account(&Home::of(&gateway, &[SALES]));
    let (state, asked) = (gateway.control.hold("getStateInstance"), gateway.times("getStateInstance"));
    window.click("Link a phone…");
    window.until("the state", |_| (gateway.times("getStateInstance") > asked).then_some(()));
    gateway.control.link_into(SALES, OTHER_PHONE, "blocked");
    state.open();
    window.see("The phone is linked, but its account is unavailable");
}

#[test]
fn a_number_that_is_blocked_at_once_is_to_be_unlinked() {
    for (messenger, words) in [
        (Messenger::WhatsApp, "WhatsApp lets it neither send nor receive. Unlink it, then link another number."),
        (Messenger::Telegram, "Telegram lets it neither send nor receive. Unlink it, then link another number."),
        (Messenger::Max, "The phone is linked, but its account is unavailable"),
    ] {
        let gateway = Gateway::with(InstanceSeed::new(messenger, SALES, "Office").state("notAuthorized"));
        let mut window = on_account(&Home::of(&gateway, &[SALES]));
        window.click("Link a phone…");
        window.see(QR);
        if messenger == Messenger::WhatsApp {
            gateway.control.ask_passkey(SALES, "");
            window.see(PASSKEY);
        }
        gateway.control.link_into(SALES, OTHER_PHONE, "blocked");
        window.see(words);
        window.assert_not_shown(QR);
        window.settled();
        let said = window.items().into_iter().find(|item| item.says(words)).unwrap();
        // The only button of this name is the banner's.
        let next = window.find(Role::Button, "Unlink the phone…").unwrap();
        assert!(next.rect.bottom() > said.rect.top(), "the banner has no button");
        window.click_at(next.rect.center());
        window.click("Unlink the phone");
        window.see("The phone is unlinked");
        assert_eq!(gateway.control.state(SALES).as_deref(), Some("notAuthorized"));
    }
}

#[test]
fn the_field_for_a_number_is_in_sight_with_its_doubt_and_its_button() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    smallest(&mut window);
    window.click("Link a phone…");
    window.see(QR);
    window.click("Use a code instead of the camera…");
    in_sight(&mut window, "Number of the new phone");
    in_sight(&mut window, "Get a code to type");
    window.fill("Number of the new phone", "+8 495 123-45-67");
    let doubt = window.see("Please check");
    for text in ["Will be linked as", &doubt, "Get a code to type"] {
        in_sight(&mut window, text);
    }
    window.fill("Number of the new phone", "8");
    window.see_no_more("Will be linked as");
}

#[test]
fn the_number_that_will_be_linked_is_shown_under_the_field() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "+8 (916) 555 02 02");
    window.see("Will be linked as +7\u{a0}916\u{a0}555-02-02");
}

#[test]
fn the_heading_stands_over_the_picture_where_there_is_no_room_beside_it() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.place(Rect::from_min_size(Pos2::ZERO, Vec2::new(480.0, 640.0)));
    window.click("Link a phone…");
    window.see(QR);
    let top = |name: &str| window.items().into_iter().find(|item| item.label == name).unwrap().rect.top();
    assert!(top("Link a phone") < top(QR));
}

#[test]
fn a_passkey_comes_into_sight_in_the_replacement_too() {
    let gateway = Gateway::pictures();
    let mut window = on_replacement(&gateway);
    smallest(&mut window);
    scroll(&mut window, 2000.0);
    gateway.control.ask_passkey(SALES, "");
    window.see(PASSKEY);
    in_sight(&mut window, PASSKEY);
    in_sight(&mut window, "Open the instance in the console");
}

#[test]
fn one_waiting_message_is_spoken_of_as_one() {
    for (count, queue, account) in [
        (1, "It goes out as soon as a phone is linked", "It can get a new number blocked"),
        (21, "They go out as soon as a phone is linked", "They can get a new number blocked"),
    ] {
        let seed = InstanceSeed::new(Messenger::WhatsApp, WAREHOUSE, "Warehouse");
        let gateway = Gateway::with(seed.state("notAuthorized").queue(texts(count)));
        let home = Home::of(&gateway, &[WAREHOUSE]);
        let mut window = home.open();
        window.settled();
        window.see(queue);
        window.tab("Account");
        window.click("Link a phone…");
        window.see(account);
    }
}
