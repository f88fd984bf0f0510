//! Saved queues: written before clearing, viewed, exported to files, deleted.

use instance_desk::practice::Fault;
use instance_desk::store::{DATABASE_NAME, Folders};
use rusqlite::Connection;

use crate::common::{Gateway, Home, SALES, Window};

const CLEAR: &str = "clearMessagesQueue";

fn queue(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window
}

fn database(home: &Home) -> std::path::PathBuf {
    Folders::in_dir(home.dir()).data.join(DATABASE_NAME)
}

#[test]
fn a_copy_is_written_before_the_queue_is_cleared_and_is_there_at_the_next_start() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = queue(&home);
    window.click("Clear queue…");
    window.see("Save a copy first (128 of 128 can be saved)");
    window.click("Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    window.see("All 128 messages are saved on this computer");
    assert_eq!(gateway.times(CLEAR), 1);
    drop(window);

    let mut window = queue(&home);
    window.see("Saved copies");
    window.see("before clearing");
    window.click("Open");
    window.until("the first message", |window| window.row("1. Text, +7\u{a0}912\u{a0}345-67-89"));
    window.fill("Search in the copy", "PRICES");
    window.until("what was found", |window| window.row("1. File, +7\u{a0}926\u{a0}700-11-52"));
    window.fill("Search in the copy", "+7 (912) 345");
    window.until("by its number", |window| window.row("1. Text, +7\u{a0}912\u{a0}345-67-89"));
    window.fill("Search in the copy", "no such words");
    window.see("Nothing found");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(database(&home)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_copy_whose_row_makes_no_sense_is_counted() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = queue(&home);
    for _ in 0..2 {
        window.click("Save a copy");
        window.see("All 128 messages are saved on this computer");
        window.click("Close");
    }
    drop(window);
    home.closed();
    let odd = "UPDATE saved_queues SET messages = -5 WHERE id = 1";
    Connection::open(database(&home)).unwrap().execute(odd, []).unwrap();
    let mut window = queue(&home);
    window.see("1 saved copy cannot be read");
    window.see("Saved copies");
    window.button("Open");
}

#[test]
fn without_a_copy_the_count_is_to_be_typed() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = queue(&home);
    window.click("Clear queue…");
    window.click_on(eframe::egui::accesskit::Role::CheckBox, "Save a copy first (128 of 128 can be saved)");
    window.see("To clear without a copy, type 128");
    window.fill("To clear without a copy, type 128", "128");
    window.click("Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    window.settled();
    window.assert_not_shown("Saved copies");
}

#[test]
fn a_copy_that_cannot_be_written_stops_the_clearing() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    // A folder occupies the path of the database.
    let path = database(&home);
    std::fs::create_dir_all(path.join("in the way")).unwrap();
    let mut window = queue(&home);
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.see("The copy was not saved, so the queue was not cleared");
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));

    window.button("Keep the queue");
    window.click("Keep the queue");
    window.settled();
    assert_eq!(gateway.times(CLEAR), 0);
}

#[test]
fn what_the_server_counts_but_does_not_list_is_not_cleared_unknown() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    for (listed, rest, shown) in [
        ("[]", "I know that 128 messages cannot be saved", "The server counts 128 messages, but lists none"),
        (
            r#"[{"type":"sendMessage"}]"#,
            "I know that 127 messages cannot be saved",
            "Not cleared: by now more messages wait than a copy can hold",
        ),
    ] {
        let mut window = queue(&home);
        gateway.control.fault("showMessagesQueue", Fault::Body(listed.to_owned()), u32::MAX);
        window.click("Refresh");
        window.settled();
        window.click("Clear queue…");
        if listed != "[]" {
            // The list has one message; saving the copy reveals that the count differs.
            window.click("Clear 1 message or more");
        }
        window.see(shown);
        window.see(rest);
        assert_eq!(gateway.times(CLEAR), 0);
        window.click("Keep the queue");
        gateway.come_back();
    }
}

#[test]
fn a_queue_that_has_emptied_meanwhile_leaves_no_copy() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = queue(&home);
    for (method, body) in [("showMessagesQueue", "[]"), ("getMessagesCount", r#"{"count":0}"#)] {
        gateway.control.fault(method, Fault::Body(body.to_owned()), u32::MAX);
    }
    window.click("Save a copy");
    window.see("There was nothing to save: the queue is empty");
    window.assert_not_shown("Open the copy");
    window.settled();
    window.assert_not_shown("Saved copies");
    assert!(home.ask_beside(|tables| tables.saved_queues(None)).is_empty());
}

#[test]
fn a_copy_made_by_hand_is_kept_written_to_files_and_deleted_after_a_question() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    home.options.exports = Some(home.dir().to_owned());
    let mut window = queue(&home);
    window.click("Save a copy");
    window.see("All 128 messages are saved on this computer");
    window.see("saved separately");
    window.click("Keep for good");
    window.button("Keep for a time");
    window.click("Open");
    window.click("Save as JSON…");
    let said = window.see("Written to ");
    let path = said.trim_start_matches("Written to ").to_owned();
    let written: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(written.as_array().unwrap().len(), 128);
    assert_eq!(gateway.control.queue(SALES).len(), 128);

    window.click("Delete…");
    window.see("Delete the copy of 128 messages?");
    window.click("Delete the copy of 128 messages");
    window.see_no_more("Saved copies");
    assert_eq!(gateway.times(CLEAR), 0);
}
