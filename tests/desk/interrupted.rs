//! Changes that were under way when the program ended: shown where they belong until they are closed.

use eframe::egui::accesskit::Role;
use instance_desk::green_api::{ApiToken, IdInstance};
use instance_desk::practice::Fault;
use instance_desk::store::{Database, Folders, JournalEntry, Outcome, Why};

use crate::common::form::TOKEN;
use crate::common::{Gateway, Home, SALES, SUPPORT, Window};
use crate::newest_lines::NewestLines as _;

const CLEARING: &str = "The program ended while clearing this queue, on ";

fn open(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window
}

#[test]
fn a_clearing_is_told_on_the_queue_until_it_is_closed() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    home.leave_under_way(SALES, "clearMessagesQueue", "");
    let mut window = open(&home);
    window.see(CLEARING);
    window.see("It is not known whether it was carried out; the queue was read again.");
    window.tab("Account");
    window.see_no_more(CLEARING);
    window.open_instance("Support");
    window.tab("Queue");
    window.settled();
    window.assert_not_shown(CLEARING);
    window.click("Journal");
    let entry = window.see(" Clearing the sending queue, Sales · 7103004512: Interrupted");
    window.click_on(Role::DisclosureTriangle, &entry);
    window.see("The program ended before the answer came");

    // A notice that was not closed is shown again.
    drop(window);
    home.closed();
    let mut window = open(&home);
    window.open_instance("Sales");
    window.tab("Queue");
    window.see(CLEARING);
    window.click("Close");
    window.see_no_more(CLEARING);
    drop(window);
    home.closed();
    let mut window = open(&home);
    window.click("Journal");
    window.see(" Clearing the sending queue, Sales · 7103004512: Interrupted");
    window.open_instance("Sales");
    window.settled();
    window.assert_not_shown(CLEARING);
    let row = home_row(window, &home);
    assert_eq!(row.0, Outcome::Unknown(Why::named(Why::PROGRAM_ENDED)));
    assert!(!row.1, "the time at which it was closed is not its end");
    assert_eq!(gateway.times("clearMessagesQueue"), 0);
}

/// Closes the program and returns the outcome of the last change in the journal, and whether its end was recorded.
fn home_row(window: Window, home: &Home) -> (Outcome, bool) {
    drop(window);
    home.closed();
    let row = home.ask(|tables| Ok(tables.newest_lines(None, 1)?.remove(0)));
    (row.outcome, row.ended.is_some())
}

/// Leaves a clearing in the journal that was answered, as a session does that ends before the queue is read again.
fn leave_cleared(home: &Home, id: &str) {
    let instance = IdInstance::parse(id).unwrap();
    home.ask(move |tables| {
        let entry = JournalEntry { instance, method: "clearMessagesQueue", asked: String::new(), run: None };
        let line = tables.begin_entry(&entry)?;
        tables.end_entry(line, &Outcome::Done)
    });
}

#[test]
fn a_clearing_that_was_not_read_again_is_told_until_the_queue_is_read() {
    const CLEARED: &str = "and the program ended before it was read again";
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT, SALES]);
    leave_cleared(&home, SUPPORT);
    gateway.control.fault_for(SUPPORT, "showMessagesQueue", Fault::DropConnection, u32::MAX);
    let mut window = open(&home);
    window.see(CLEARED);
    window.see("It is not yet known to be empty.");
    assert!(window.row("Support, ").unwrap().ends_with("Something was interrupted"));
    gateway.come_back();
    window.click("Check again");
    window.see("It was read again at ");
    window.see(": it is empty.");
    drop(window);
    home.closed();
    let mut window = open(&home);
    window.assert_not_shown(CLEARED);
    window.click("Journal");
    window.see("Clearing the sending queue, Support · 1101822940: Seen empty at ");
}

#[test]
fn a_count_from_a_moment_after_an_interrupted_clearing_is_read_again() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    leave_cleared(&home, SUPPORT);
    let mut window = home.open();
    let counts = || {
        let counts = gateway.control.requests_of("getMessagesCount");
        counts.iter().filter(|seen| seen.id_instance == SUPPORT).count()
    };
    window.until("two counts", |_| (counts() >= 2).then_some(()));
}

#[test]
fn what_waits_is_not_said_to_be_read_when_it_is_not() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    home.leave_under_way(SALES, "clearMessagesQueue", "");
    gateway.go_away();
    let mut window = open(&home);
    window.see("It is not known whether it was carried out, nor what is in the queue now.");
    gateway.come_back();
    window.click("Refresh");
    window.see("It is not known whether it was carried out; the queue was read again.");
}

#[test]
fn a_change_of_a_program_that_is_still_there_is_not_interrupted() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let other = Database::new(&Folders::in_dir(home.dir()));
    let entry = JournalEntry {
        instance: IdInstance::parse(SALES).unwrap(),
        method: "clearMessagesQueue",
        asked: String::new(),
        run: None,
    };
    other.run_blocking(move |tables| tables.begin_entry(&entry)).unwrap();
    let mut window = open(&home);
    window.click("Journal");
    window.see("Under way");
    window.open_instance("Sales");
    window.settled();
    window.assert_not_shown(CLEARING);
    drop((window, other));
    home.closed();
    open(&home).see(CLEARING);
}

#[test]
fn each_change_is_told_on_its_page() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let chat = r#"{"chatId":"79123456789@c.us"}"#;
    for (method, asked) in [
        ("archiveChat", chat),
        ("unarchiveChat", chat),
        ("logout", ""),
        ("reboot", ""),
        ("setSettings", r#"{"delaySendMessagesMilliseconds":15000}"#),
        ("updateApiToken", ""),
        ("getAuthorizationCode", r#"{"phoneNumber":79165550202}"#),
    ] {
        home.leave_under_way(SUPPORT, method, asked);
    }
    // A change that belongs to a run is reported with that run.
    let instance = IdInstance::parse(SUPPORT).unwrap();
    let run = Some("send again 7".to_owned());
    let entry = JournalEntry { instance, method: "sendMessage", asked: String::new(), run };
    home.ask(move |tables| tables.begin_entry(&entry));

    let mut window = open(&home);
    window.assert_not_shown("The program ended while");
    window.tab("Chats");
    window.see("The program ended while archiving 79123456789@c.us, on ");
    window.see("The program ended while unarchiving 79123456789@c.us, on ");
    window.see_no_more("The program ended while unlinking");
    window.tab("Account");
    for (what, now) in [
        ("unlinking the phone", "It is not known whether it was carried out; the state was read again."),
        ("restarting the instance", "the state was read again."),
        ("changing the settings", "the settings were read again."),
        ("changing the token", "The token kept here works. Nothing needs to be done."),
        ("asking for getAuthorizationCode", "the state was read again."),
    ] {
        window.see(&format!("The program ended while {what}, on "));
        window.see(now);
    }
    window.see_no_more("archiving");
    window.assert_not_shown("sendMessage");
    assert!(!window.has_button("Enter the token…"));
}

#[test]
fn after_a_change_of_the_token_that_may_have_been_made_the_new_one_is_asked_for() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    home.leave_under_way(SUPPORT, "updateApiToken", "");
    // The server has changed the token, so the stored one no longer works.
    let dead = ApiToken::parse(&"7".repeat(50)).unwrap();
    home.vault.write(&IdInstance::parse(SUPPORT).unwrap(), &dead).unwrap();
    let mut window = open(&home);
    window.tab("Account");
    window.see("The program ended while changing the token, on ");
    window.see("If it was, the token kept here no longer works: see the new one in the console and enter it here.");
    window.click("Enter the token…");
    window.fill(TOKEN, &gateway.instance(SUPPORT).api_token_instance);
    window.click("Save changes");
    window.settled();
    window.tab("Account");
    window.see("The token kept here works. Nothing needs to be done.");
}
