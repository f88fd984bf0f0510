//! Connecting an instance, editing it and taking it away again; and a keyring or a network that is not there.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{
    net::TcpListener,
    sync::Arc,
    time::{Duration, Instant},
};

use common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window, answers, keyring::Keyring, texts};
use eframe::egui::{Key, Modifiers, accesskit::Role};
use instance_desk::{
    app::App,
    green_api::InstanceState,
    model::Action,
    practice::{Fault, InstanceSeed, Messenger, PracticeInstance},
};

const ID: &str = "idInstance";
const URL: &str = "apiUrl";
const TOKEN: &str = "apiTokenInstance";

/// Fills the form as a person does who copies one value after the other.
fn fill(window: &mut Window, instance: &PracticeInstance) {
    window.fill("Name", &instance.name);
    window.fill(ID, &instance.id_instance);
    fill_url(window, &instance.api_url);
    window.fill(TOKEN, &instance.api_token_instance);
}

/// The address that was suggested gives way to the right one.
fn fill_url(window: &mut Window, url: &str) {
    let label = if window.shows("apiUrl · suggested") { "apiUrl · suggested" } else { URL };
    window.fill(label, url);
}

fn value(window: &mut Window, label: &str) -> String {
    window.field(label).value
}

#[test]
fn the_first_start_asks_for_an_instance() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    window.see("Connect your first instance");
    assert_eq!(window.focused().unwrap().label, "Name");
    assert!(window.find(Role::Button, "Save instance").unwrap().off);
    assert!(window.find(Role::Button, "Check connection").unwrap().off);

    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Number blocked");
    window.see("128");
    assert_eq!(window.titles().last().unwrap(), "Sales — Instance Desk");
    assert_eq!(home.token(SALES).unwrap(), gateway.control.token(SALES).unwrap());
    assert!(home.kept().contains(SALES));
    assert!(!home.kept().contains(&gateway.control.token(SALES).unwrap()));
}

#[test]
fn what_was_pasted_whole_fills_the_form_from_any_field() {
    let gateway = Gateway::pictures();
    let PracticeInstance { api_url, id_instance, api_token_instance, .. } = gateway.instance(SALES);
    let json =
        format!(r#"{{"apiUrl":"{api_url}","idInstance":{id_instance},"apiTokenInstance":"{api_token_instance}"}}"#);
    let lines = format!("apiTokenInstance: {api_token_instance}\nidInstance: {id_instance}\napiUrl: {api_url}");
    let link = format!("{api_url}/waInstance{id_instance}/getSettings/{api_token_instance}");
    let columns =
        format!("idInstance\t{id_instance}\r\napiUrl\t{api_url}\r\napiTokenInstance\t{api_token_instance}\r\n");
    for text in [json, lines, link, columns] {
        for field in ["Name", ID, URL, TOKEN] {
            let mut window = Home::new().open();
            window.paste(field, &text);
            window.button("Save instance");
            assert_eq!(value(&mut window, "Name"), "", "{text:?} in {field}");
            assert_eq!(value(&mut window, ID), id_instance);
            assert_eq!(value(&mut window, URL), api_url);
            assert_eq!(value(&mut window, TOKEN).chars().count(), api_token_instance.len());
            for _ in 0..3 {
                window.press_with(Modifiers::COMMAND, Key::Z);
            }
            assert!(!window.words().contains(&api_token_instance), "{text:?} in {field}\n{}", window.words());
        }
    }
}

#[test]
fn the_address_is_suggested_until_one_is_written() {
    let mut window = Home::new().open();
    window.fill(ID, SALES);
    assert_eq!(value(&mut window, "apiUrl · suggested"), "https://7103.api.greenapi.com");
    window.fill(ID, SUPPORT);
    assert_eq!(value(&mut window, "apiUrl · suggested"), "https://api.green-api.com");
    fill_url(&mut window, "https://gate.example.com");
    window.fill(ID, SALES);
    assert_eq!(value(&mut window, URL), "https://gate.example.com");
}

#[test]
fn what_cannot_be_right_is_said_beside_the_fields() {
    let mut window = Home::new().open();
    let cases = [
        (ID, "12a", "idInstance is a number of 4 to 20 digits"),
        (ID, "710300451", "idInstance usually has 10 digits"),
        (URL, "ftp://x", "apiUrl is an address such as https://7103.api.greenapi.com"),
        (URL, "http://7103.api.greenapi.com", "apiUrl must begin with https://"),
        (TOKEN, "two words", "apiTokenInstance holds only letters and digits, without spaces"),
        (TOKEN, "short", "apiTokenInstance usually has 50 letters and digits; please compare"),
    ];
    for (field, text, words) in cases {
        if field == URL {
            fill_url(&mut window, text)
        } else {
            window.fill(field, text)
        };
        window.see(words);
    }
}

#[test]
fn the_check_tells_messenger_number_state_and_queue() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Check connection");
    window.see("Connected: WhatsApp, +7");
    window.see("Number blocked · 128 messages in the queue");
    let asked: Vec<String> = gateway.control.requests().into_iter().map(|seen| seen.method).collect();
    assert_eq!(asked, ["getStateInstance", "getSettings", "getMessagesCount"]);
    let token = value(&mut window, TOKEN);
    window.fill(TOKEN, &"7".repeat(50));
    window.see_no_more("Connected: ");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    assert_eq!(value(&mut window, TOKEN), token);
    window.click("Check connection");
    window.see("Connected: WhatsApp, +7");
    // Another name changes nothing that was checked.
    window.fill("Name", "Sales department");
    window.see("Connected: WhatsApp, +7");
    window.click("Save instance");
    window.see("Sales department is saved");
    window.until("the row", |window| window.row("Sales department, WhatsApp · blocked"));
    assert!(home.kept().contains("\"checked\": true"));
}

#[test]
fn the_check_explains_each_failure() {
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    // An address of this computer where nobody listens: taken, and given back.
    let nowhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let right = || sales.clone();
    let cases = [
        (
            PracticeInstance { api_token_instance: "0".repeat(50), ..right() },
            "the token does not fit this instance",
            "Copy apiTokenInstance from the console again.",
        ),
        (
            PracticeInstance { id_instance: "7103004513".into(), ..right() },
            "idInstance or apiUrl is wrong",
            "Each instance has an apiUrl of its own",
        ),
        (
            PracticeInstance { api_url: format!("{}/wrong", sales.api_url), ..right() },
            "the server does not know this request",
            "apiUrl may lead to another server",
        ),
        (
            PracticeInstance { api_url: format!("http://{nowhere}"), ..right() },
            "no connection to the server",
            "Check the network and apiUrl, then try again.",
        ),
    ];
    let mut window = Home::new().open();
    for (instance, what, more) in cases {
        fill(&mut window, &instance);
        window.click("Check connection");
        window.see(&format!("Instance not checked: {what}"));
        window.see(more);
        window.button("Save instance");
    }
    let faults = [
        (Fault::Html, "a web page came instead of an answer"),
        (Fault::BadGateway, "the server is not available now"),
        (Fault::DropConnection, "the connection broke"),
        (answers(200, r#"{"code":401,"description":"Unauthorized"}"#), "the token does not fit this instance"),
    ];
    fill(&mut window, &sales);
    for (fault, what) in faults {
        gateway.control.fault("getStateInstance", fault, 1);
        window.click("Check connection");
        window.see(&format!("Instance not checked: {what}"));
    }
    window.click("Check connection");
    window.see("Connected: WhatsApp");
}

#[test]
fn a_check_can_be_cancelled() {
    let gateway = Gateway::pictures();
    let mut window = Home::new().open();
    fill(&mut window, &gateway.instance(SALES));
    gateway.control.fault("getStateInstance", Fault::Hang, 1);
    window.click("Check connection");
    window.see("Asking the instance…");
    window.click("Cancel");
    window.see_no_more("Asking the instance…");
    window.button("Check connection");
}

#[test]
fn the_messenger_is_found_whatever_the_digits_suggest() {
    let cases = [(Messenger::Max, "1101822940", "MAX"), (Messenger::WhatsApp, "3100077318", "WhatsApp")];
    for (messenger, id, name) in cases {
        let seed = InstanceSeed::new(messenger, id, "Office").state("notAuthorized").queue(texts(2));
        let gateway = Gateway::with(seed);
        gateway.control.set_strict_v3(true);
        let home = Home::new();
        let mut window = home.open();
        fill(&mut window, &gateway.instance(id));
        window.click("Check connection");
        window.see(&format!("Connected: {name}"));
        window.click("Save instance");
        window.until("the row", |window| window.row(&format!("Office, {name} · not authorized, waiting: 2")));
        drop(window);
        let mut window = home.open();
        window.until("the row", |window| window.row(&format!("Office, {name} · not authorized, waiting: 2")));
    }
}

#[test]
fn an_instance_saved_without_a_check_learns_its_messenger() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::Max, "1101822940", "Office"));
    let home = Home::new();
    let mut window = home.open();
    fill(&mut window, &gateway.instance("1101822940"));
    window.click("Save instance");
    window.until("the row", |window| window.row("Office, MAX · authorized"));
    window.until("the file", |_| home.kept().contains("\"max\"").then_some(()));
}

#[test]
fn what_an_instance_was_asked_can_be_given_up() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    gateway.control.fault("getStateInstance", Fault::Hang, 1);
    let mut app = App::start(&home.options, Arc::new(|| {})).unwrap();
    let until = |app: &mut App, state: Option<InstanceState>| {
        let from = Instant::now();
        while gateway.times("getStateInstance") == 0 || app.model().instances[0].state.value() != state.as_ref() {
            assert!(from.elapsed() < Duration::from_secs(30));
            std::thread::sleep(Duration::from_millis(5));
            app.settle();
        }
    };
    until(&mut app, None);
    let key = app.model().instances[0].key;
    app.update(Action::CancelLooks(key));
    let sales = &app.model().instances[0];
    assert!(!sales.is_asking() && sales.look_failure().is_none());
    app.update(Action::Refresh(key));
    until(&mut app, Some(InstanceState::Blocked));
}

#[test]
fn an_instance_saved_without_a_check_says_so() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Sales is saved, not checked");
    window.settled();
    assert!(home.kept().contains("\"checked\": false"));

    window.click("Add instance");
    fill(&mut window, &gateway.instance(SUPPORT));
    window.click("Check connection");
    window.see("Connected: WhatsApp");
    window.click("Save instance");
    let said = window.see("Support is saved");
    assert!(!said.contains("not checked"), "{said}");
    assert!(home.kept().contains("\"checked\": true"));
}

#[test]
fn one_can_be_saved_and_the_next_typed_at_once() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save and add another");
    window.see("Add an instance");
    assert_eq!(value(&mut window, ID), "");
    assert_eq!(value(&mut window, TOKEN), "");
    fill(&mut window, &gateway.instance(SUPPORT));
    window.click("Save and add another");
    window.until("the row", |window| window.row("Support, WhatsApp · authorized"));
    window.see("Add an instance");
    window.click("Back without saving");
    window.see("Number blocked");
    assert!(home.token(SALES).is_some() && home.token(SUPPORT).is_some());
}

#[test]
fn an_instance_without_a_name_is_called_by_its_id() {
    let gateway = Gateway::pictures();
    let mut window = Home::new().open();
    fill(&mut window, &PracticeInstance { name: " ".into(), ..gateway.instance(SALES) });
    window.press(Key::Enter);
    window.until("the row", |window| window.row("7103004512, WhatsApp · blocked"));
}

#[test]
fn adding_an_instance_again_opens_the_one_that_is_there() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT, SALES]).open();
    window.settled();
    window.click("Add instance");
    fill(&mut window, &PracticeInstance { name: "Another name".into(), ..gateway.instance(SALES) });
    window.click("Save instance");
    window.see("Instance 7103004512 is here already");
    window.see("Number blocked");
    assert_eq!(window.model().instances.len(), 2);
    assert!(window.row("Another name").is_none());
}

#[test]
fn unsaved_text_is_asked_about_by_every_way_out() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let row = window.row("Sales, ").unwrap();
    window.click("Add instance");
    window.press(Key::Escape);
    window.see("Number blocked");

    window.click("Add instance");
    window.fill(ID, SUPPORT);
    let ways: [&dyn Fn(&mut Window); 6] = [
        &|window| window.click(&row),
        &|window| window.click("Preferences"),
        &|window| window.click("Back without saving"),
        &|window| window.press(Key::Escape),
        &|window| window.press_with(Modifiers::COMMAND, Key::Comma),
        &|window| assert!(!window.close()),
    ];
    for way in ways {
        way(&mut window);
        window.see("Leave without saving?");
        assert_eq!(window.focused().unwrap().label, "Keep editing");
        window.press(Key::Escape);
        window.see_no_more("Leave without saving?");
        assert_eq!(value(&mut window, ID), SUPPORT);
    }
    window.click("Preferences");
    window.click("Leave without saving");
    window.see("Appearance");
    assert!(window.close());

    window.click("Add instance");
    assert_eq!(value(&mut window, ID), "");
}

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

    // A new token takes its place.
    window.click("More actions");
    window.click("Edit…");
    window.fill(TOKEN, &"7".repeat(50));
    window.click("Save changes");
    window.see("Not refreshed: the token does not fit this instance");
    assert_eq!(home.token(SALES).unwrap(), "7".repeat(50));
    assert_eq!(window.model().instances.len(), 1);
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
    window.click("Cancel");
    window.see("It is not known whether the queue was cleared");
}

#[test]
fn an_edited_id_instance_takes_the_place_of_the_old_one() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    // The token of Sales, typed with the id of Warehouse at first.
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    window.fill(ID, WAREHOUSE);
    fill_url(&mut window, &gateway.server.api_url());
    window.fill(TOKEN, &gateway.instance(WAREHOUSE).api_token_instance);
    window.click("Save changes");
    window.until("the row", |window| window.row("Sales, WhatsApp · not authorized, waiting: 14"));
    // A save of something else brings nothing back.
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Preferences");
    window.settled();
    assert_eq!((home.token(SALES), home.token(WAREHOUSE)), (None, Some(gateway.control.token(WAREHOUSE).unwrap())));
    drop(window);
    let window = home.open();
    let ids: Vec<String> = window.model().instances.iter().map(|instance| instance.id().to_string()).collect();
    assert_eq!(ids, [WAREHOUSE, SUPPORT]);
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
    window.click("Remove Sales");
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    window.until("the file", |_| (!home.kept().contains(SALES)).then_some(()));
    assert_eq!((home.token(SALES), home.token(SUPPORT).is_some()), (None, true));
    assert!(window.row("Support, ").is_some());
    // It can be connected again.
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
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
    window.click("Remove Support");
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

    // At the next start the token is asked for; the instance is still there.
    keyring.open();
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The token of this instance is not on this computer");
    window.until("the row", |window| window.row("Sales, WhatsApp · token missing, waiting: —"));
    window.click("Enter the token…");
    window.see("Leave the token field empty to keep the token");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    window.click("Save changes");
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
    window.click("Remove Sales");
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
    // A file stands where the folder should be.
    let blocked = home.dir().join("taken");
    std::fs::write(&blocked, "").unwrap();
    home.options.data_dir = Some(blocked);
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Not saved");
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
    window.assert_not_shown("Nothing waits");

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
    assert!(window.row("Sales, WhatsApp · blocked, waiting: 128").is_some());
    window.see("Number blocked");
}

#[test]
fn the_token_is_told_to_nobody_unless_it_is_shown() {
    let gateway = Gateway::pictures();
    let token = gateway.instance(SALES).api_token_instance;
    let mut window = Home::new().open();
    fill(&mut window, &gateway.instance(SALES));
    assert!(!window.words().contains(&token), "{}", window.words());
    window.click("Show");
    window.button("Hide");
    assert_eq!(value(&mut window, TOKEN), token);
    window.click("Hide");
    window.button("Show");
    assert!(!window.words().contains(&token));
}
