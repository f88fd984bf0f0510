//! A copy that the database refuses can be written to a file that the user selects; only then is the queue cleared.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use instance_desk::app::FileDialogAnswer;
use instance_desk::practice::{Fault, InstanceSeed, Messenger};
use instance_desk::store::{DATABASE_NAME, Folders};
use instance_desk::work::clear_queue::Stop;
use serde_json::Value;

use crate::common::{Gateway, Home, SALES, Window, texts};

const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";

/// Returns a home whose database cannot be opened: a folder occupies its path.
fn without_database(gateway: &Gateway) -> Home {
    let home = Home::of(gateway, &[SALES]);
    std::fs::create_dir_all(Folders::in_dir(home.dir()).data.join(DATABASE_NAME).join("in the way")).unwrap();
    home
}

/// Opens the confirmation and makes the copy fail.
fn refused(home: &Home, act: &str) -> Window {
    let mut window = home.open();
    window.settled();
    window.click("Clear queue…");
    window.click(act);
    window.see("The copy was not saved, so the queue was not cleared");
    assert!(window.items().iter().any(|item| item.label == "Try again" && !item.off));
    window.button("Keep the queue");
    window
}

fn written(path: &Path) -> Vec<Value> {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn the_queue_is_cleared_once_the_chosen_file_is_whole() {
    let gateway = Gateway::pictures();
    let queue = gateway.control.queue(SALES);
    let mut home = without_database(&gateway);
    let path = home.dir().join("Очередь продаж.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(path.clone()));
    let mut window = refused(&home, "Clear 128 messages");
    assert_eq!(gateway.times(CLEAR), 0);
    window.click("Save elsewhere…");
    window.see("The queue is empty: 128 before, 0 now");
    let told = window.see("All 128 messages are saved on this computer");
    assert!(told.contains(&format!("Written to {}", path.display())), "{told}");
    assert_eq!(written(&path), queue);
    let (cleared, listed) = (gateway.only(CLEAR), gateway.control.requests_of(LIST));
    assert!(listed.iter().any(|seen| seen.at < cleared.at && seen.status == Some(200)));
    assert_eq!(gateway.control.queue(SALES).len(), 0);
    window.settled();
}

#[test]
fn a_dialog_that_is_cancelled_leaves_the_question_open() {
    let gateway = Gateway::pictures();
    let mut home = without_database(&gateway);
    home.options.file_dialog = Some(FileDialogAnswer::Cancelled);
    let mut window = refused(&home, "Clear 128 messages");
    window.click("Save elsewhere…");
    window.see_no_more("Select a place in the system’s dialog…");
    window.button("Save elsewhere…");
    window.settled();
    window.click("Keep the queue");
    window.settled();
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
}

#[test]
fn without_a_dialog_the_folder_for_downloads_is_used_and_named() {
    let gateway = Gateway::pictures();
    let queue = gateway.control.queue(SALES);
    let mut home = without_database(&gateway);
    let folder = home.dir().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    home.options.exports = Some(folder.clone());
    home.options.file_dialog = Some(FileDialogAnswer::NoDialog);
    let mut window = refused(&home, "Clear 128 messages");
    window.click("Save elsewhere…");
    window.see("The queue is empty: 128 before, 0 now");
    let told = window.see("This system has no file dialog, so it was written to ");
    let files = files(&folder);
    assert_eq!(files.len(), 1);
    assert!(told.contains(files[0].to_str().unwrap()), "{told}");
    assert_eq!(written(&files[0]), queue);
}

#[test]
fn a_file_that_cannot_be_written_clears_nothing() {
    let gateway = Gateway::pictures();
    let mut home = without_database(&gateway);
    home.options.file_dialog = Some(FileDialogAnswer::File(home.dir().join("no such folder").join("queue.json")));
    let mut window = refused(&home, "Clear 128 messages");
    window.click("Save elsewhere…");
    window.see("The file was not written: the folder is not there. Select another one.");
    window.settled();
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
    window.button("Save elsewhere…");
}

#[test]
fn a_queue_that_cannot_be_read_is_written_nowhere_and_not_cleared() {
    let gateway = Gateway::pictures();
    let mut home = without_database(&gateway);
    let path = home.dir().join("queue.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(path.clone()));
    let mut window = refused(&home, "Clear 128 messages");
    gateway.control.fault(LIST, Fault::CutBody, 1);
    window.click("Save elsewhere…");
    window.until("the file's turn", |window| {
        let stop = window.model().instances[0].clear.as_ref()?.progress.machine.stop();
        matches!(stop, Some(Stop::FileNotSaved(_))).then_some(())
    });
    window.settled();
    assert_eq!((gateway.times(CLEAR), path.exists()), (0, false));
}

#[test]
fn closing_the_question_while_the_file_is_written_keeps_the_queue() {
    let gateway = Gateway::pictures();
    let mut home = without_database(&gateway);
    let path = home.dir().join("queue.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(path.clone()));
    let mut window = refused(&home, "Clear 128 messages");
    let list = gateway.control.hold(LIST);
    window.click("Save elsewhere…");
    window.see("Saving a copy…");
    window.click("Keep the queue");
    list.open();
    window.see("All 128 messages are saved on this computer");
    window.see("Written to ");
    window.settled();
    assert_eq!((gateway.times(CLEAR), written(&path).len()), (0, 128));
    window.click("Close");
    window.see_no_more("Written to ");
}

#[test]
fn what_a_file_cannot_hold_is_asked_about_as_well() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(600));
    let gateway = Gateway::with(seed);
    let mut home = without_database(&gateway);
    let path = home.dir().join("queue.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(path.clone()));
    let mut window = home.open();
    window.settled();
    window.click("Clear queue…");
    window.settled();
    window.click_on(Role::CheckBox, "I know that 100 messages cannot be saved");
    window.click("Clear 600 messages");
    window.see("The copy was not saved, so the queue was not cleared");
    window.click_on(Role::CheckBox, "I know that 100 messages cannot be saved");
    window.until("the button off", |window| window.find(Role::Button, "Save elsewhere…").filter(|button| button.off));
    window.click_on(Role::CheckBox, "I know that 100 messages cannot be saved");
    window.click("Save elsewhere…");
    window.see("500 of 600 messages are saved on this computer; the server shows no more");
    assert_eq!((gateway.times(CLEAR), written(&path).len()), (1, 500));
}

#[test]
fn a_saved_queue_is_saved_as_a_file_where_somebody_says() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    let path = home.dir().join("for the archive.csv");
    home.options.file_dialog = Some(FileDialogAnswer::File(path.clone()));
    let mut window = home.open();
    window.settled();
    window.click("Save a copy");
    window.see("saved separately");
    window.click("Open");
    window.click("Save as a table…");
    window.see(&format!("Written to {}", path.display()));
    assert_eq!(std::fs::read_to_string(&path).unwrap().matches("\r\n").count(), 129);
    drop(window);

    home.options.file_dialog = Some(FileDialogAnswer::Cancelled);
    let mut window = home.open();
    window.settled();
    window.click("Open");
    window.click("Save as JSON…");
    window.button("Save as JSON…");
    window.assert_not_shown("Written to ");
    drop(window);

    home.options.file_dialog = Some(FileDialogAnswer::NoDialog);
    home.options.exports = Some(home.dir().to_owned());
    let mut window = home.open();
    window.settled();
    window.click("Open");
    window.click("Save as JSON…");
    let told = window.see("This system has no file dialog, so it was written to ");
    let path = told.rsplit("written to ").next().unwrap();
    assert_eq!(written(Path::new(path)), gateway.control.queue(SALES));
}
