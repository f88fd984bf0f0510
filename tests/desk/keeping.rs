//! Saving and removing instances while the keyring or the disk fails.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, ViewportCommand, ViewportEvent};
use instance_desk::green_api::{IdInstance, Messenger};
use instance_desk::practice::{Fault, PracticeInstance};
use instance_desk::store::{DATABASE_NAME, Database, Folders};

use crate::common::canary::Log;
use crate::common::form::{TOKEN, fill, not_saved};
use crate::common::keyring::{Keyring, home_with};
use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};
use crate::newest_lines::NewestLines as _;

/// Saves the form of Sales, leaves the keyring waiting for the user, and shows the page of Support meanwhile.
fn saving_in_the_background(gateway: &Gateway, keyring: &Keyring, home: &Home) -> Window {
    keyring.take_away();
    let mut window = home.open();
    window.see("No token store answers on this computer");
    keyring.ask();
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Saving…");
    assert!(window.field(TOKEN).off);
    let row = window.row("Support, ").unwrap();
    window.click(&row);
    window.see_no_more("Saving…");
    window
}

#[test]
fn a_late_save_leaves_the_page_as_it_is() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving_in_the_background(&gateway, &keyring, &home);
    window.click("Add instance");
    window.fill("Name", "Another");
    keyring.open();
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    assert_eq!(window.field("Name").value, "Another");
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
}

#[test]
fn a_late_save_that_fails_is_told_over_every_page() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving_in_the_background(&gateway, &keyring, &home);
    window.click("Add instance");
    keyring.take_away();
    window.see("“Sales” is not saved");
    window.assert_not_shown("Not saved");
    window.click("Close");
    window.see_no_more("“Sales” is not saved");
}

#[test]
fn closing_waits_for_what_is_being_saved() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving_in_the_background(&gateway, &keyring, &home);
    assert!(!window.close());
    keyring.open();
    window.until("the row", |window| window.row("Sales, "));
    window.until("the file", |_| home.kept().contains(SALES).then_some(()));
    window.close_at_last();
}

#[test]
fn a_window_that_is_minimized_while_it_closes_closes_once_all_is_saved() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving_in_the_background(&gateway, &keyring, &home);
    assert!(window.run_minimized(vec![ViewportEvent::Close]).contains(&ViewportCommand::CancelClose));
    keyring.open();
    window.close_minimized();
    assert!(home.kept().contains(SALES));
}

#[test]
fn closing_does_not_wait_for_ever() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving_in_the_background(&gateway, &keyring, &home);
    let from = std::time::Instant::now();
    window.close_at_last();
    assert!(from.elapsed() > std::time::Duration::from_secs(2));
    keyring.open();
}

#[test]
fn a_token_whose_instance_could_not_be_saved_is_taken_back() {
    let gateway = Gateway::pictures();
    let mut home = Home::new();
    // A file occupies the path of the folder.
    let blocked = home.dir().join("taken");
    std::fs::write(&blocked, "").unwrap();
    home.options.data_dir = Some(blocked.clone());
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    not_saved(&mut window);
    assert!(home.token(SALES).is_some());
    window.click("Try a practice instance");
    window.click("Leave without saving");
    window.see("Practice instances");
    window.until("the token is gone", |_| home.token(SALES).is_none().then_some(()));

    // A second attempt, once the folder is there, saves it.
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    not_saved(&mut window);
    std::fs::remove_file(&blocked).unwrap();
    window.click("Try again");
    window.see("Number blocked");
    assert_eq!(home.token(SALES), gateway.control.token(SALES));
}

#[test]
fn adding_an_instance_again_gives_it_the_token_that_it_lacks() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let mut home = Home::of(&gateway, &[SALES]);
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The token of this instance is not on this computer");
    window.click("Add instance");
    fill(&mut window, &PracticeInstance { name: "Another name".into(), ..gateway.instance(SALES) });
    window.click("Save instance");
    window.see("Number blocked");
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
    assert_eq!(window.model().instances.len(), 1);
    assert!(window.row("Sales, ").is_some());
}

fn ask_to_remove(window: &mut Window) {
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
}

#[test]
fn an_instance_can_be_removed_without_its_token() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    let mut window = home.open();
    window.settled();
    keyring.lock_once(SALES);
    ask_to_remove(&mut window);
    window.see("The system’s token store is locked");
    window.click("Remove it here, leave the token");
    window.see("Connect your first instance");
    window.until("the file", |_| (!home.kept().contains(SALES)).then_some(()));
    assert!(keyring.token(SALES).is_some());
}

/// Begins to remove Sales, and leaves the keyring waiting for the user.
fn removing(keyring: &Keyring, home: &Home) -> Window {
    keyring.take_away();
    let mut window = home.open();
    window.see("No token store answers on this computer");
    keyring.ask();
    ask_to_remove(&mut window);
    window.until("the button", |window| window.find(Role::Button, "Remove the instance").filter(|button| button.off));
    window
}

#[test]
fn an_instance_that_is_kept_while_its_token_is_being_deleted_keeps_both() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES, SUPPORT]);
    let mut window = removing(&keyring, &home);
    window.click("Keep it");
    // Until the keyring answers, it is not known whether the token is still there.
    window.click("More actions");
    window.click("Remove instance…");
    window.until("the button", |window| window.find(Role::Button, "Remove the instance").filter(|button| button.off));
    window.press(Key::Escape);
    keyring.open();
    window.until("the end", |window| window.model().instances[0].removal.is_none().then_some(()));
    assert_eq!(window.model().instances.len(), 2);
    assert!(home.kept().contains(SALES));
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
    ask_to_remove(&mut window);
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    assert_eq!(keyring.token(SALES), None);
}

#[test]
fn nothing_begins_on_an_instance_whose_token_is_being_deleted() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    let window = removing(&keyring, &home);
    let sales = &window.model().instances[0];
    assert!(sales.is_working() && !sales.is_changing_server());
    keyring.open();
}

#[test]
fn closing_waits_for_a_removal_and_asks_nothing() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES, SUPPORT]);
    let mut window = removing(&keyring, &home);
    assert!(!window.close());
    window.assert_not_shown("Close while work is under way?");
    keyring.open();
    window.close_at_last();
    assert!(!home.kept().contains(SALES));
    assert_eq!(keyring.token(SALES), None);
}

#[test]
fn a_token_that_cannot_be_deleted_is_told_while_the_program_waits_to_close() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    let mut window = removing(&keyring, &home);
    assert!(!window.close());
    keyring.take_away();
    window.button("Remove it here, leave the token");
    assert_eq!(window.model().instances.len(), 1);
}

/// Saves Sales with the idInstance of Warehouse; the keyring asks the user for permission.
fn edit_while_the_keyring_asks(window: &mut Window, gateway: &Gateway, name: &str) {
    window.click("More actions");
    window.click("Edit…");
    window.fill("Name", name);
    window.fill("idInstance", WAREHOUSE);
    window.fill(TOKEN, &gateway.instance(WAREHOUSE).api_token_instance);
    window.click("Save changes");
    window.click("Change the instance");
    window.see("Saving…");
    window.open_instance("Sales");
}

/// Drops the connection; the user must allow the next one.
fn disconnect(window: &mut Window, keyring: &Keyring) {
    keyring.lock_once(SALES);
    ask_to_remove(window);
    window.see("The system’s token store is locked");
    window.press(Key::Escape);
    keyring.ask();
}

#[test]
fn an_id_instance_saved_twice_is_listed_once() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    let mut window = home.open();
    window.settled();
    disconnect(&mut window, &keyring);
    edit_while_the_keyring_asks(&mut window, &gateway, "First");
    edit_while_the_keyring_asks(&mut window, &gateway, "Second");
    keyring.open();
    window.until("both saves", |window| {
        let saved = window.model().notices.iter().filter(|notice| notice.text.id.starts_with("notice-saved"));
        (saved.count() == 2).then_some(())
    });
    let ids: Vec<&str> = window.model().instances.iter().map(|instance| instance.id().as_str()).collect();
    assert_eq!(ids, [WAREHOUSE]);
}

#[test]
fn work_that_begins_while_the_keyring_asks_keeps_the_id_instance() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    let mut window = home.open();
    window.settled();
    disconnect(&mut window, &keyring);
    edit_while_the_keyring_asks(&mut window, &gateway, "Sales");
    gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.see("Clearing the queue…");
    keyring.open();
    window.see("“Sales” is not saved");
    window.see("Work on this instance is under way: wait for its end, or cancel it.");
    window.until("the token is taken back", |_| keyring.token(WAREHOUSE).is_none().then_some(()));
    assert_eq!(window.model().instances[0].id().as_str(), SALES);
    window.see("Clearing the queue…");
}

#[test]
fn an_instance_at_work_is_not_removed() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.see("Clearing the queue…");
    window.click("More actions");
    window.click("Remove instance…");
    window.until("the button", |window| window.find(Role::Button, "Remove the instance").filter(|button| button.off));
}

#[test]
fn a_session_without_keyring_loses_and_leaves_no_token() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    keyring.take_away();
    let mut window = home.open();
    window.see("No token store answers on this computer");
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.click("Keep it until I close the program");
    window.see("Number blocked");
    // A token in the keyring is not missing merely because the keyring is not in use now.
    window.open_instance("Support");
    window.see("No token store answers on this computer");
    window.assert_not_shown("The token of this instance is not on this computer");

    // Removing an instance includes its token in the keyring.
    ask_to_remove(&mut window);
    window.see("No token store answers on this computer");
    window.button("Remove it here, leave the token");
    window.press(Key::Escape);
    keyring.open();
    ask_to_remove(&mut window);
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    assert_eq!(keyring.token(SUPPORT), None);

    // The keyring is used again and receives the token of the session.
    window.click("Preferences");
    assert_eq!(keyring.token(SALES), None);
    window.click("Use Secret Service again");
    window.until("the token", |_| (keyring.token(SALES) == gateway.control.token(SALES)).then_some(()));
    window.see("The token is kept in Secret Service only");
}

#[test]
fn a_start_without_a_network_shows_what_was_last_known() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT, SALES]);
    let mut window = home.open();
    window.open_instance("Sales");
    window.see("This number is blocked, and 128 messages still wait to be sent");
    window.settled();
    window.close_at_last();
    drop(window);

    gateway.go_away();
    let mut window = home.open();
    window.open_instance("Sales");
    window.see("messages waiting, as of ");
    window.see("Number blocked");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, as of "));
    window.see("Not refreshed");
    let clear = window.find(Role::Button, "Clear queue…").unwrap();
    assert!(clear.off, "nothing is cleared that was counted by an earlier run");

    window.settled();
    gateway.come_back();
    // F5 requests nothing while a query is under way.
    window.settled();
    window.press(Key::F5);
    window.see_no_more("messages waiting, as of ");
    window.button("Clear queue…");
}

#[test]
fn the_log_names_what_the_database_did_not_store_for_the_next_start() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    std::fs::create_dir_all(Folders::in_dir(home.dir()).data.join(DATABASE_NAME).join("in the way")).unwrap();
    let log = Log::listen();
    let mut window = home.open();
    window.until("the log", |_| log.contains("so the next start shows older values").then_some(()));
}

#[test]
fn what_was_last_known_goes_with_its_instance() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT, SALES]);
    let database = Database::new(&Folders::in_dir(home.dir()));
    let id = |id| IdInstance::parse(id).unwrap();
    database
        .run_blocking(move |tables| {
            tables.expect_chats(&id(SUPPORT))?;
            tables.expect_chats(&id(SALES))
        })
        .unwrap();
    let mut window = home.open();
    window.open_instance("Sales");
    window.see("128");
    window.settled();
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.until("only Support is kept", |_| {
        let kept = database.run_blocking(|tables| tables.last_known()).unwrap();
        let ids: Vec<_> = kept.iter().map(|(id, _)| id.as_str()).collect();
        let chats = |of| database.run_blocking(move |tables| tables.chats(&id(of), Messenger::WhatsApp)).unwrap();
        (ids == [SUPPORT] && chats(SALES).is_none() && chats(SUPPORT).is_some()).then_some(())
    });
}

/// Returns every file below a folder, of any kind.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn nothing_of_practice_is_in_any_file() {
    let home = Home::practice();
    let mut window = home.open();
    window.open_instance("Delivery bot");
    window.click("Save a copy");
    window.see("saved on this computer");
    window.click("Open");
    window.click("Send again…");
    let row = window.until("a message", |window| {
        let rows = window.items().into_iter().filter(|item| item.role == Role::CheckBox && item.label.contains(". "));
        rows.map(|row| row.label).next_back()
    });
    window.click_on(Role::CheckBox, &row);
    window.click("Send 1 message again…");
    window.click("Send 1 message again");
    window.see("1 message is queued again");
    window.settled();
    for file in files(home.dir()) {
        let bytes = std::fs::read(&file).unwrap();
        let holds = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(!holds(DELIVERY) && !holds("Delivery bot") && !holds("messageID"), "{}", file.display());
    }
    let kept = home.ask_beside(|tables| {
        let lines = tables.newest_lines(None, 1)?.len();
        Ok((tables.saved_queues(None)?.len(), tables.resend_runs(None)?.len(), tables.archive_runs(None)?.len(), lines))
    });
    assert_eq!(kept, (0, 0, 0, 0));
}
