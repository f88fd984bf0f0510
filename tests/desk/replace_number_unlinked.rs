//! The new phone is unlinked again, or never tells its number: what is said then, and how it goes on.

use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use instance_desk::store::{DATABASE_NAME, Folders};
use instance_desk::work::replace_number::Step;

use crate::common::replace_number::{NEW, QR, at, begin, confirm, plan, save, show_code, skip, stop, to_link, unlink};
use crate::common::{Gateway, Home, SALES, WAREHOUSE, Window, answers};
use crate::link_phone::on_account;

const SET: &str = "Set to 15\u{a0}s…";

/// Logs the phone out on its own side.
fn unlinked(gateway: &Gateway) {
    gateway.control.set_state(SALES, "notAuthorized");
}

/// Goes to the question whose number it is.
fn asked(gateway: &Gateway) -> Window {
    // The step of the interval does not pass by itself.
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut window = begin(&Home::of(gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    window
}

fn links_again(gateway: &Gateway, window: &mut Window) {
    window.see("The phone is no longer linked");
    window.see("It was linked, and the state is now “Not authorized”.");
    window.assert_not_shown("the new number?");
    show_code(window);
    gateway.control.authorize(SALES, NEW);
    confirm(window);
    window.assert_not_shown("The phone is no longer linked");
}

#[test]
fn a_phone_that_is_unlinked_while_its_number_is_asked_about_can_be_linked_again() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    unlinked(&gateway);
    links_again(&gateway, &mut window);
}

#[test]
fn a_yes_counts_for_a_number_that_is_still_linked() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    let held = gateway.control.hold("getStateInstance");
    window.click("Yes, this is the new number");
    window.see("Checking that the number is still linked…");
    unlinked(&gateway);
    held.open();
    links_again(&gateway, &mut window);
}

#[test]
fn the_end_is_not_reported_for_a_phone_that_is_unlinked() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    confirm(&mut window);
    skip(&mut window);
    at(&mut window, Step::SendAgain);
    window.settled();
    gateway.control.fault("getStateInstance", Fault::BadGateway, u32::MAX);
    window.click("Finish");
    window.see("One last look at the new number");
    window.see("Finished, nothing sent from the copies");
    unlinked(&gateway);
    gateway.control.clear_faults();
    window.see("The phone is no longer linked");
    assert_eq!((plan(&window).step(), plan(&window).ended()), (Step::Link, None));
    window.assert_not_shown("The number is replaced");
    window.assert_not_shown("Finished, nothing sent");
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    window.click("Yes, this is the new number");
    at(&mut window, Step::SendAgain);
    window.click("Finish");
    window.see("The number is replaced");
}

#[test]
fn unlinked_after_the_yes_is_noticed_without_a_click() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    confirm(&mut window);
    unlinked(&gateway);
    links_again(&gateway, &mut window);
}

#[test]
fn a_phone_that_is_unlinked_while_the_interval_is_changed_can_be_linked_again() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    confirm(&mut window);
    window.click(SET);
    // The server never applies the change.
    let held = gateway.control.hold("getSettings");
    window.click("Change and restart");
    window.see("The instance is restarting…");
    unlinked(&gateway);
    window.see("The phone is no longer linked");
    assert_eq!(plan(&window).step(), Step::Link);
    assert!(window.find(Role::Button, "Count the queue and show the code").unwrap().off);
    assert!(!window.find(Role::Button, "Back").unwrap().off);
    window.click("Stop waiting");
    held.open();
    links_again(&gateway, &mut window);
}

#[test]
fn the_interval_of_a_number_that_is_not_linked_is_said_to_hold_for_the_next_one() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    skip(&mut window);
    at(&mut window, Step::Interval);
    window.see("No phone is linked now.");
    window.assert_not_shown("The number stops for up to 5 minutes");
    window.button(SET);
}

#[test]
fn an_end_that_cannot_be_checked_is_not_reported() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    confirm(&mut window);
    skip(&mut window);
    at(&mut window, Step::SendAgain);
    window.settled();
    gateway.go_away();
    window.click("Finish");
    window.see("One last look at the new number");
    window.button("Try again");
    window.assert_not_shown("The number is replaced");
    gateway.come_back();
    window.see("The number is replaced");
}

#[test]
fn a_phone_that_is_unlinked_before_its_number_is_read_is_not_said_to_be_linked() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    let nameless = r#"{"phone":"","stateInstance":"authorized","logoutProcess":false}"#;
    gateway.control.fault("getWaSettings", answers(200, nameless), u32::MAX);
    gateway.control.authorize(SALES, NEW);
    window.see("A phone is linked. Reading its number…");
    unlinked(&gateway);
    window.see("The phone is no longer linked");
    window.assert_not_shown("The server says that a phone is linked already");
    window.settled();
    let read = gateway.times("getWaSettings");
    // The queue is still counted, so time passes.
    let counted = gateway.times("showMessagesQueue");
    window.until("two counts", |_| (gateway.times("showMessagesQueue") >= counted + 2).then_some(()));
    assert_eq!(gateway.times("getWaSettings"), read);
    gateway.control.clear_faults();
    links_again(&gateway, &mut window);
}

#[test]
fn a_number_that_is_never_told_is_not_asked_for_without_end_and_leaves_a_way_back() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    // Half an hour in a few seconds.
    home.options.client.pace = 1.0 / 400.0;
    let mut window = begin(&home);
    (0..4).for_each(|_| skip(&mut window));
    unlink(&mut window);
    let nameless = r#"{"phone":"","stateInstance":"authorized","logoutProcess":false}"#;
    gateway.control.fault("getWaSettings", answers(200, nameless), u32::MAX);
    gateway.control.authorize(SALES, NEW);
    window.click("Count the queue and show the code");
    window.see("A phone is linked. Reading its number…");
    window.see("The server has not given the number for a long time");
    let read = gateway.times("getWaSettings");
    let counted = gateway.times("showMessagesQueue");
    window.until("two counts", |_| (gateway.times("showMessagesQueue") >= counted + 2).then_some(()));
    assert_eq!(gateway.times("getWaSettings"), read);
    window.click("Back");
    at(&mut window, Step::Unlink);
    window.click("Go on");
    window.click("Ask for the number again");
    window.see("A phone is linked. Reading its number…");
    gateway.control.clear_faults();
    confirm(&mut window);
}

#[test]
fn the_result_of_unlinking_is_gone_once_a_phone_is_linked() {
    let gateway = Gateway::pictures();
    let mut window = asked(&gateway);
    window.click("Leave for now");
    window.tab("Account");
    window.see("Authorized");
    window.assert_not_shown("The phone is unlinked");
}

#[test]
fn only_the_last_result_of_linking_and_unlinking_is_shown() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window.see(QR);
    gateway.control.authorize(WAREHOUSE, NEW);
    window.see("The phone is linked");
    window.settled();
    window.click("Unlink the phone…");
    window.click("Unlink the phone");
    window.see("The phone is unlinked");
    window.settled();
    window.assert_not_shown("The phone is linked");
    window.assert_not_shown("The phone is no longer linked");
    window.click("Link a phone…");
    window.see(QR);
    window.assert_not_shown("The phone is unlinked");
}

#[test]
fn the_line_of_the_step_says_how_the_phone_is_linked() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    window.see("Scan the code with the new phone");
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "+7 916 123-45-67");
    window.click("Get a code to type");
    window.see("Valid for another ");
    window.see("Type the code on the new phone");
    window.assert_not_shown("Scan the code with the new phone");
    window.assert_not_shown(QR);
    gateway.control.authorize(SALES, NEW);
    window.see("Say whether it is the new number");
}

#[test]
fn an_open_replacement_that_could_not_be_read_is_not_overwritten() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    stop(&mut window);
    save(&mut window);
    window.settled();
    drop(window);
    let place = Folders::in_dir(home.dir()).data.join(DATABASE_NAME);
    let aside = home.dir().join("aside");
    std::fs::rename(&place, &aside).unwrap();
    // A folder occupies the path of the database.
    std::fs::create_dir(&place).unwrap();
    let mut window = home.open();
    window.settled();
    window.click("Replace number…");
    stop(&mut window);
    window.see("This step cannot be remembered");
    std::fs::remove_dir(&place).unwrap();
    std::fs::rename(&aside, &place).unwrap();
    window.click("Try again");
    at(&mut window, Step::Clear);
    window.see("128 of 128 saved on this computer");
    window.assert_not_shown("This step cannot be remembered");
    let open = home.ask_beside(|tables| tables.open_replacements());
    assert_eq!((open.len(), &open[0].1["step"]), (1, &serde_json::json!("clear")));
}
