//! The remedies for a chat without an incoming message: turning notifications on, and the restart that follows.

use eframe::egui::Key;
use instance_desk::practice::Fault;
use serde_json::json;

use super::archive_chat::{OPEN, SILENT, act, changes, chats, chats_of};
use crate::common::{Gateway, Home, RESTART, SUPPORT, answers};

#[test]
fn without_an_incoming_message_the_remedy_follows_the_setting() {
    let cases = [
        (Some("no"), "They are off for this instance.", true),
        (Some("yes"), "They are on for this instance now.", false),
        (None, "or they wrote while incoming notifications were off.", false),
    ];
    for (setting, words, offered) in cases {
        let gateway = Gateway::pictures();
        let mut window = chats(&gateway, SUPPORT);
        // The setting has changed since the page was opened: the program must read the settings again.
        match setting {
            Some(value) => gateway.control.set_setting(SUPPORT, "incomingWebhook", value),
            None => gateway.control.fault("getSettings", Fault::BadGateway, u32::MAX),
        }
        act(&mut window, SILENT, "Archive");
        window.see("Not archived: the instance has seen no incoming message in this chat");
        let why = window.see("Either nobody has written from this number yet");
        assert!(why.contains(words), "{why}");
        window.see("ArchiveChatError: cannot archive chat cause last message not found in chat");
        assert_eq!(window.has_button("Turn on incoming notifications…"), offered, "{setting:?}");
        assert!(window.has_button("Check the number"));
        assert_eq!(changes(&gateway), ["archiveChat"]);
    }
}

#[test]
fn the_remedy_of_a_silent_chat_runs_to_its_end() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, SILENT, "Archive");
    window.click("Turn on incoming notifications…");
    window.see("Turn on incoming notifications for ");
    window.see("The number stops for up to 5 minutes while the instance restarts");
    assert_eq!(window.focused().unwrap().label, "Leave them off");
    window.press(Key::Enter);
    window.see_no_more("Turn on incoming notifications for ");
    assert_eq!(gateway.times("setSettings"), 0);

    gateway.control.set_restart(RESTART);
    let state = gateway.hold_all("getStateInstance");
    window.click("Turn on incoming notifications…");
    window.click("Turn on and restart");
    window.see("The instance is restarting…");
    assert_eq!(gateway.control.state(SUPPORT).unwrap(), "starting");
    // The progress says it; the state does not say it once more.
    window.tab("Queue");
    window.see("The instance is restarting…");
    window.assert_not_shown("Waiting messages are kept, and go out afterwards");
    window.tab("Account");
    window.see("The instance is restarting…");
    window.assert_not_shown("The instance is restarting, for up to 5 minutes");
    window.tab("Chats");
    gateway.control.advance(RESTART);
    state.open();
    window.see("Incoming notifications are on");
    window.see("From now on, a chat can be archived once somebody has written in it.");
    assert_eq!(gateway.only("setSettings").body, r#"{"incomingWebhook":"yes"}"#);
    assert_eq!(gateway.control.setting(SUPPORT, "incomingWebhook").unwrap(), json!("yes"));
    assert_eq!(gateway.control.state(SUPPORT).unwrap(), "authorized");

    // Turning notifications on does not fix the existing chat; a message that arrives now does.
    window.click("Archive");
    let why = window.see("Either nobody has written from this number yet");
    assert!(why.contains("They are on for this instance now."), "{why}");
    gateway.control.receive(SUPPORT, SILENT, SILENT, "Добрый день!");
    window.click("Archive");
    window.see("Archived: 79992047718@c.us");
}

#[test]
fn waiting_for_the_restart_can_be_stopped_and_is_then_unknown() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.set_restart(RESTART);
    act(&mut window, SILENT, "Archive");
    window.click("Turn on incoming notifications…");
    window.click("Turn on and restart");
    window.see("The instance is restarting…");
    window.click("Stop waiting");
    window.see("It is not known whether this was done");
    window.settled();
    assert_eq!(gateway.times("setSettings"), 1);
}

#[test]
fn a_restart_that_does_not_end_is_given_up_after_five_minutes() {
    let gateway = Gateway::pictures();
    gateway.control.set_restart(RESTART);
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.pace /= 20.0;
    let mut window = chats_of(&gateway, &home);
    act(&mut window, SILENT, "Archive");
    window.click("Turn on incoming notifications…");
    window.click("Turn on and restart");
    window.see("After 5 minutes the change is still not visible");
    assert_eq!(gateway.times("setSettings"), 1);
}

#[test]
fn a_refused_setting_is_told_and_asked_again_only_by_hand() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, SILENT, "Archive");
    gateway.control.fault("setSettings", answers(200, r#"{"saveSettings":false}"#), 1);
    window.click("Turn on incoming notifications…");
    window.click("Turn on and restart");
    window.see("Settings not changed: the server refused");
    window.see("\"saveSettings\": false");
    window.settled();
    assert_eq!(gateway.times("setSettings"), 1);
}

#[test]
fn a_yes_that_did_nothing_is_seen_through() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.fault("archiveChat", Fault::ArchiveDoesNothing, 1);
    act(&mut window, OPEN, "Archive");
    window.see("Accepted, but 79123456789@c.us is not archived");
    window.assert_not_shown("Archived: 79123456789@c.us");
    // The chat is not archived yet, so the first half has nothing to do; the second is still sent.
    window.click("Unarchive and archive again");
    window.see("Archived: 79123456789@c.us");
    assert_eq!(changes(&gateway), ["archiveChat", "unarchiveChat", "archiveChat"]);
}

#[test]
fn a_setting_that_holds_on_a_number_that_does_not_work_says_both() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, SILENT, "Archive");
    gateway.control.set_restart(RESTART);
    window.click("Turn on incoming notifications…");
    window.click("Turn on and restart");
    window.see("The instance is restarting…");
    gateway.control.set_setting(SUPPORT, "incomingWebhook", "yes");
    gateway.control.set_state(SUPPORT, "notAuthorized");
    window.see("The number is not working: check its state");
    window.assert_not_shown("Chats can be archived once somebody has written");
}
