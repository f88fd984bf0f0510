//! Editing and removing an instance; and a keyring or a network that is missing.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use instance_desk::green_api::{IdInstance, Messenger};
use instance_desk::practice::{Fault, PracticeInstance};
use instance_desk::store::{Database, Folders, Tables};

use crate::common::form::{ID, TOKEN, fill, fill_url, not_saved, value};
use crate::common::keyring::Keyring;
use crate::common::{DELIVERY, Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window};
use crate::newest_lines::NewestLines as _;

#[test]
fn editing_keeps_the_token_while_its_field_is_empty() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    window.see("Edit ");
    assert_eq!((value(&mut window, "Name"), value(&mut window, ID)), ("Sales".into(), SALES.into()));
    assert_eq!(value(&mut window, TOKEN), "");
    window.fill("Name", "Sales (old number)");
    window.click("Save changes");
    window.until("the row", |window| window.row("Sales (old number), WhatsApp · blocked, waiting: 128"));
    assert_eq!(home.token(SALES).unwrap(), gateway.control.token(SALES).unwrap());

    // A new token replaces the old one.
    window.click("More actions");
    window.click("Edit…");
    window.fill(TOKEN, &"7".repeat(50));
    window.click("Save changes");
    window.see("Not refreshed: the token does not fit this instance");
    assert_eq!(home.token(SALES).unwrap(), "7".repeat(50));
    assert_eq!(window.model().instances.len(), 1);
}

#[test]
fn what_is_pasted_whole_leaves_the_name() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    let support = gateway.instance(SUPPORT);
    let lines = [&support.api_url, &support.id_instance, &support.api_token_instance].map(String::as_str).join("\n");
    window.paste("Name", &lines);
    window.until("its idInstance", |window| (window.shows(SUPPORT)).then_some(()));
    assert_eq!((value(&mut window, "Name"), value(&mut window, ID)), ("Sales".into(), SUPPORT.into()));
    // The focus stays where the user was typing and does not move to the token.
    assert_eq!(window.focused().unwrap().label, "Name");
}

#[test]
fn renaming_an_instance_while_it_is_cleared_loses_nothing() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.until("the request", |_| (gateway.times("clearMessagesQueue") == 1).then_some(()));
    window.click("More actions");
    window.click("Edit…");
    window.fill("Name", "Sales 2");
    window.click("Save changes");
    window.see("Clearing the queue…");
    window.click("Stop waiting");
    window.see("It is not known whether the queue was cleared");
}

#[test]
fn an_instance_at_work_keeps_its_id_instance() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.see("Clearing the queue…");
    window.click("More actions");
    window.click("Edit…");
    edit_to(&mut window, &gateway, WAREHOUSE);
    window.see("Work on this instance is under way: wait for its end, or cancel it.");
    assert_eq!((window.model().instances[0].id().as_str(), home.token(WAREHOUSE)), (SALES, None));
    window.click("Back without saving");
    window.click("Leave without saving");
    window.click("Stop waiting");
    window.see("It is not known whether the queue was cleared");
    window.click("More actions");
    window.click("Edit…");
    edit_to(&mut window, &gateway, WAREHOUSE);
    window.until("the row", |window| window.row("Sales, WhatsApp · not authorized, waiting: 14"));
    window.assert_not_shown("It is not known whether the queue was cleared");
}

#[test]
fn nothing_chosen_on_the_old_id_instance_is_of_the_new_one() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(SALES, "authorized");
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.tab("Chats");
    let chat = |item: &Item| item.role == Role::CheckBox && item.label.contains('@');
    let chat = window.until("a chat", |window| window.items().into_iter().find(chat));
    window.click_on(Role::CheckBox, &chat.label);
    window.see("Archive 1 chat");
    window.click("More actions");
    window.click("Edit…");
    let before = window.model().instances[0].key;
    edit_to(&mut window, &gateway, SUPPORT);
    window.until("the save", |window| (window.model().instances[0].id().as_str() == SUPPORT).then_some(()));
    assert_ne!(window.model().instances[0].key, before);
    window.tab("Chats");
    window.until("its chats", |window| window.model().instances[0].chats.known.value().map(|_| ()));
    window.settled();
    window.assert_not_shown("Archive 1 chat");
}

/// Saves the form of an instance with the idInstance and token of another one.
fn edit_to(window: &mut Window, gateway: &Gateway, id: &str) {
    window.fill(ID, id);
    fill_url(window, &gateway.server.api_url());
    window.fill(TOKEN, &gateway.instance(id).api_token_instance);
    window.click("Save changes");
    window.click("Change the instance");
}

#[test]
fn an_edited_id_instance_takes_the_place_of_the_old_one() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let database = Database::new(&Folders::in_dir(home.dir()));
    let sales = IdInstance::parse(SALES).unwrap();
    let of = sales.clone();
    database.run_blocking(move |tables| tables.expect_chats(&of)).unwrap();
    // The token of Sales, first typed with the idInstance of Warehouse.
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    edit_to(&mut window, &gateway, WAREHOUSE);
    window.until("the row", |window| window.row("Sales, WhatsApp · not authorized, waiting: 14"));
    // Saving something else restores nothing.
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Preferences");
    window.settled();
    assert_eq!((home.token(SALES), home.token(WAREHOUSE)), (None, Some(gateway.control.token(WAREHOUSE).unwrap())));
    window.until("what was known of the old one is forgotten", |_| {
        let of = sales.clone();
        let known = move |tables: &mut Tables| Ok((tables.chats(&of, Messenger::WhatsApp)?, tables.last_known()?));
        let (chats, last_known) = database.run_blocking(known).unwrap();
        (chats.is_none() && last_known.iter().all(|(id, _)| *id != sales)).then_some(())
    });
    drop(window);
    let window = home.open();
    let ids: Vec<String> = window.model().instances.iter().map(|instance| instance.id().to_string()).collect();
    assert_eq!(ids, [WAREHOUSE, SUPPORT]);
}

#[test]
fn another_id_instance_is_told_and_asked_about_and_takes_its_own_name() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let sales = gateway.instance(SALES);
    home.keep(&PracticeInstance { name: SALES.to_owned(), ..sales }, &gateway.server.api_url());
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    let pasted = format!(
        "idInstance: {WAREHOUSE}\napiTokenInstance: {}\napiUrl: {}",
        gateway.instance(WAREHOUSE).api_token_instance,
        gateway.server.api_url()
    );
    window.paste(ID, &pasted);
    window.see("Another idInstance than before: it was 7103004512.");
    assert_eq!(value(&mut window, "Name"), WAREHOUSE);
    window.click("Save changes");
    window.see("Change it to the instance 7105660034?");
    window.click("Keep editing");
    assert_eq!(window.model().instances[0].id().as_str(), SALES);
    window.click("Save changes");
    window.click("Change the instance");
    window.until("the row", |window| window.row("7105660034, WhatsApp · not authorized, waiting: 14"));
    let ids: Vec<_> = window.model().instances.iter().map(|one| one.id().to_string()).collect();
    assert_eq!(ids, [WAREHOUSE]);
}

#[test]
fn an_id_instance_edited_to_one_that_is_there_opens_that_one() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    window.fill(ID, SUPPORT);
    window.click("Save changes");
    window.see("Instance 1101822940 is here already");
    assert_eq!(window.model().instances.len(), 2);
    assert!(home.token(SALES).is_some());
}

#[test]
fn removing_asks_and_deletes_the_token() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Remove instance…");
    window.see("Remove ");
    window.see("Its token is deleted from this computer.");
    assert_eq!(window.focused().unwrap().label, "Keep it");
    window.press(Key::Enter);
    window.see_no_more("Its token is deleted from this computer.");
    assert!(home.token(SALES).is_some());

    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    window.until("the file", |_| (!home.kept().contains(SALES)).then_some(()));
    assert_eq!((home.token(SALES), home.token(SUPPORT).is_some()), (None, true));
    assert!(window.row("Support, ").is_some());
    // The instance can be connected again.
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
}

/// Returns the numbers of saved queues and of journal entries of an instance.
fn records(home: &Home, id: &str) -> (usize, usize) {
    let of = IdInstance::parse(id).unwrap();
    home.ask_beside(move |tables| Ok((tables.saved_queues(Some(&of))?.len(), tables.newest_lines(Some(&of), 9)?.len())))
}

#[test]
fn the_records_of_a_removed_instance_are_deleted_only_if_chosen() {
    for chosen in [false, true] {
        let gateway = Gateway::pictures();
        let home = Home::of(&gateway, &[SALES, SUPPORT]);
        let mut window = home.open();
        window.settled();
        window.click("Clear queue…");
        window.click("Clear 128 messages");
        window.see("The queue is empty");
        window.settled();
        window.click("More actions");
        window.click("Remove instance…");
        let choice = "Also delete its saved copies, journal and results";
        window.see("Otherwise they stay on this computer until their time is over");
        if chosen {
            window.click_on(Role::CheckBox, choice);
        }
        window.click("Remove the instance");
        window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
        window.close_at_last();
        drop(window);
        assert_eq!(records(&home, SALES), if chosen { (0, 0) } else { (1, 1) });
    }
}

#[test]
fn practice_can_be_tried_from_the_first_screen_and_is_kept_nowhere() {
    let home = Home::new();
    let mut window = home.open();
    window.click("Try a practice instance");
    window.see("Practice instances");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.see("Practice: nothing leaves this computer");
    window.settled();
    assert!(!home.kept().contains(SALES));
    assert_eq!(home.token(SALES), None);
    window.open_instance("Support");
    window.click("More actions");
    assert!(!window.has_button("Edit…"));
    window.click("Remove instance…");
    window.see("It comes back the next time the program is started with practice instances.");
    window.click("Remove the instance");
    window.until("the removal", |window| window.row("Support, ").is_none().then_some(()));
}

#[test]
fn practice_asked_for_at_the_start_is_shown_first() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[WAREHOUSE]);
    home.options.practice = true;
    let mut window = home.open();
    window.see("Practice: nothing leaves this computer");
    assert!(window.row("Warehouse, ").is_some());
}

#[test]
fn a_setting_that_is_saved_asks_no_instance_again() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    gateway.go_away();
    let mut window = home.open();
    window.see("Not refreshed: the connection broke");
    window.until("the first looks", |_| (gateway.control.requests().len() >= 6).then_some(()));
    window.settled();
    let asked = gateway.control.requests().len();
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.until("the file", |_| (!home.kept().contains("\"scalePercent\": 100")).then_some(()));
    for _ in 0..20 {
        window.step();
    }
    window.settled();
    assert_eq!(gateway.control.requests().len(), asked);
}

#[test]
fn a_keyring_that_refuses_is_told_and_tried_again() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::new();
    home.options.vault = Some(keyring.vault());
    keyring.take_away();
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Not saved");
    window.see("No token store answers on this computer");
    assert!(window.model().instances.is_empty());
    assert!(!home.kept().contains(SALES));

    keyring.lock();
    window.click("Try again");
    window.see("The system’s token store is locked");
    keyring.open();
    window.click("Try again");
    window.see("Number blocked");
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
}

#[test]
fn without_a_keyring_the_token_can_be_kept_for_the_session() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    keyring.take_away();
    let mut home = Home::new();
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.click("Keep it until I close the program");
    window.see("Number blocked");
    window.see("Tokens are kept until the program is closed");
    drop(window);

    // In the next session the program asks for the token; the instance is still there.
    keyring.open();
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The token of this instance is not on this computer");
    window.until("the row", |window| window.row("Sales, WhatsApp · token missing"));
    window.click("Enter the token…");
    window.see("Its token is not on this computer");
    window.assert_not_shown("Unchanged");
    assert!(window.find(Role::Button, "Check connection").unwrap().off);
    // The user pastes the token next.
    assert_eq!(window.focused().unwrap().label, TOKEN);
    window.event(Event::Paste(gateway.instance(SALES).api_token_instance));
    window.press(Key::Enter);
    window.see("Number blocked");
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
}

#[test]
fn a_locked_keyring_at_start_keeps_the_instance_and_is_tried_again() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::of(&gateway, &[SALES]);
    keyring.put(SALES, &gateway.instance(SALES).api_token_instance);
    keyring.lock();
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The system’s token store is locked");
    assert!(window.row("Sales, WhatsApp · token cannot be read, waiting: —").is_some());
    window.see("The token store cannot be read now");
    assert!(window.find(Role::Button, "Clear queue…").unwrap().off);
    assert_eq!(gateway.control.requests().len(), 0);
    keyring.open();
    window.click("Try again");
    window.see("Number blocked");
    window.see_no_more("The system’s token store is locked");
}

#[test]
fn a_token_that_cannot_be_deleted_keeps_its_instance() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::of(&gateway, &[SALES]);
    keyring.put(SALES, &gateway.instance(SALES).api_token_instance);
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.settled();
    keyring.lock_once(SALES);
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.see("The system’s token store is locked");
    assert_eq!(window.model().instances.len(), 1);
    assert!(home.kept().contains(SALES));
    window.click("Try again");
    window.see("Connect your first instance");
    assert_eq!(keyring.token(SALES), None);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let gateway = Gateway::pictures();
    let mut home = Home::new();
    // A file occupies the path of the folder.
    let blocked = home.dir().join("taken");
    std::fs::write(&blocked, "").unwrap();
    home.options.data_dir = Some(blocked);
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    not_saved(&mut window);
    assert!(window.model().instances.is_empty());
}

#[test]
fn with_the_network_away_at_start_nothing_is_zero() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, DELIVERY]);
    gateway.go_away();
    let mut window = home.open();
    window.see("Not refreshed: the connection broke");
    window.settled();
    assert!(window.row("Sales, WhatsApp · not known yet, waiting: —").is_some());
    assert!(window.row("Delivery bot, MAX · not known yet, waiting: —").is_some());
    assert!(window.find(Role::Button, "Clear queue…").unwrap().off);
    assert!(!window.items().iter().any(|item| item.label == "0"));
    window.assert_not_shown("The queue is empty");

    gateway.come_back();
    window.click("Refresh");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.see_no_more("Not refreshed");
}

#[test]
fn when_the_network_goes_the_last_values_stay_with_their_time() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    gateway.go_away();
    window.press(Key::F5);
    window.see("messages waiting, as of ");
    window.settled();
    assert!(window.row("Sales, WhatsApp · blocked, as of ").is_some());
    window.see("Number blocked");
}

#[test]
fn the_token_is_told_to_nobody_unless_it_is_shown() {
    let gateway = Gateway::pictures();
    let token = gateway.instance(SALES).api_token_instance;
    let mut window = Home::new().open();
    fill(&mut window, &gateway.instance(SALES));
    assert!(!window.words().contains(&token), "{}", window.words());
    window.click("Show apiTokenInstance");
    window.button("Hide apiTokenInstance");
    assert_eq!(value(&mut window, TOKEN), token);
    window.click("Hide apiTokenInstance");
    window.button("Show apiTokenInstance");
    assert!(!window.words().contains(&token));
}

#[test]
fn values_that_the_server_refuses_are_saved_only_after_a_question() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    let sales = gateway.instance(SALES);
    let token = sales.api_token_instance.replace(|digit: char| digit.is_ascii_digit(), "0");
    fill(&mut window, &PracticeInstance { api_token_instance: token, ..sales });
    window.click("Check connection");
    window.until("the answer", |window| window.model().form.is_refused().then_some(()));
    window.click("Save instance");
    window.see("Save although the server refuses it?");
    window.click("Keep editing");
    window.see_no_more("Save although the server refuses it?");
    assert!(window.model().instances.is_empty());
    window.click("Save instance");
    window.click("Save anyway");
    window.see("“Sales” is saved");
    // Its form opens at the value that is refused.
    window.click("Edit instance…");
    window.until("the token", |window| window.focused().filter(|item| item.label == TOKEN));
}
