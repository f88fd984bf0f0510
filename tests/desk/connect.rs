//! Connecting an instance: typing into the form, checking it, saving it, leaving it.

use std::net::TcpListener;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportCommand, ViewportEvent};
use instance_desk::app::App;
use instance_desk::green_api::InstanceState;
use instance_desk::model::{Action, Waiting};
use instance_desk::practice::{Fault, InstanceSeed, Messenger, PracticeInstance, V3Path};
use serde_json::json;

use crate::common::form::{ID, TOKEN, URL, fill, fill_url, value};
use crate::common::keyring::Keyring;
use crate::common::{Gateway, Home, SALES, SUPPORT, Window, answers, texts};

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
fn a_token_is_no_name() {
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    let mut window = Home::new().open();
    fill(&mut window, &PracticeInstance { name: format!("Sales{}", sales.api_token_instance), ..sales });
    window.see("This looks like a token, not a name");
    assert!(window.find(Role::Button, "Save instance").unwrap().off);
    window.fill("Name", "Warehouse of the Moscow region No 12, second floor, the left entrance");
    window.button("Save instance");
}

#[test]
fn an_address_with_a_token_is_not_saved() {
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    let mut window = Home::new().open();
    let api_url = format!("{}/instance/{}", sales.api_url, sales.api_token_instance);
    fill(&mut window, &PracticeInstance { api_url, ..sales.clone() });
    window.see("apiUrl holds a token");
    assert!(window.find(Role::Button, "Save instance").unwrap().off);
    fill_url(&mut window, &sales.api_url);
    window.button("Save instance");
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
        (ID, "12", "idInstance is a number of 4 to 20 digits"),
        (ID, "1101а22940", "idInstance has digits only, but character 5 is Cyrillic “а”"),
        (ID, "1101 822", "idInstance has digits only, but character 5 is a space"),
        (ID, "710300451", "idInstance usually has 10 or 12 digits"),
        (URL, "ftp://x", "apiUrl is an address such as https://7103.api.greenapi.com"),
        (URL, "http://7103.api.greenapi.com", "apiUrl must begin with https://"),
        (URL, "https://7103.аpi.greenapi.com", "An apiUrl cannot hold character 14: Cyrillic “а”"),
        (
            TOKEN,
            "two words",
            "apiTokenInstance has only letters and digits, without spaces, but character 4 is a space",
        ),
        (TOKEN, "d75b/", "without spaces, but character 5 is “/”"),
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
    assert_eq!(asked, ["getStateInstance", "getSettings", "showMessagesQueue"]);
    let token = value(&mut window, TOKEN);
    window.fill(TOKEN, &"7".repeat(50));
    window.see_no_more("Connected: ");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    assert_eq!(value(&mut window, TOKEN), token);
    window.click("Check connection");
    window.see("Connected: WhatsApp, +7");
    // Another name does not invalidate the check.
    window.fill("Name", "Sales department");
    window.see("Connected: WhatsApp, +7");
    window.click("Save instance");
    window.see("“Sales department” is saved");
    window.until("the row", |window| window.row("Sales department, WhatsApp · blocked"));
    assert!(home.kept().contains("\"checked\": true"));
}

#[test]
fn the_check_explains_each_failure() {
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    // A local address where nothing listens: bound, then released.
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
            "GREEN-API has nothing at this address",
            "idInstance, apiUrl or the messenger set for this instance may be wrong",
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
        (Fault::GatewayPage(403), "idInstance or apiUrl is wrong"),
        (Fault::FilterPage(403), "a web page came instead of an answer"),
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
        gateway.control.set_v3(V3Path::Required);
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
    let (ring, rung) = mpsc::channel();
    let mut app = App::start(&home.options, Arc::new(move || ring.send(()).unwrap_or_default())).unwrap();
    let until = |app: &mut App, state: Option<InstanceState>| {
        let from = Instant::now();
        while gateway.times("getStateInstance") == 0 || app.model().instances[0].state.value() != state.as_ref() {
            assert!(from.elapsed() < Duration::from_secs(30));
            // The program rings for what is new to it; the server's count of requests needs another look.
            let _ = rung.recv_timeout(Duration::from_millis(15));
            app.poll();
        }
    };
    until(&mut app, None);
    let key = app.model().instances[0].key;
    app.update(Action::CancelQueries(key));
    let sales = &app.model().instances[0];
    assert!(!sales.is_asking() && sales.query_failure().is_none());
    app.update(Action::Refresh(key));
    until(&mut app, Some(InstanceState::Blocked));
}

#[test]
fn what_is_kept_of_an_instance_tells_whether_it_was_checked() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let mut window = home.open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    // Its page queries the instance at once, so a remark about the check would come too late.
    assert_eq!(window.see("“Sales” is saved"), "“Sales” is saved");
    window.settled();
    assert!(home.kept().contains("\"checked\": false"));

    window.click("Add instance");
    fill(&mut window, &gateway.instance(SUPPORT));
    window.click("Check connection");
    window.see("Connected: WhatsApp");
    window.click("Save instance");
    window.see("“Support” is saved");
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
fn a_minimized_window_that_is_closed_asks_about_unsaved_text_and_is_shown() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    assert_eq!(window.run_minimized(Vec::new()), []);
    window.click("Add instance");
    window.fill(ID, SUPPORT);
    let close = vec![ViewportEvent::Close];
    let requested = window.run_minimized(close.clone());
    for command in [ViewportCommand::CancelClose, ViewportCommand::Minimized(false), ViewportCommand::Focus] {
        assert!(requested.contains(&command), "{command:?} is missing in {requested:?}");
    }
    window.see("Leave without saving?");
    window.press(Key::Escape);
    window.see_no_more("Leave without saving?");
    assert_eq!(value(&mut window, ID), SUPPORT);
    window.click("Preferences");
    window.click("Leave without saving");
    window.run_minimized(close);
    window.close_minimized();
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
    window.close_at_last();

    window.click("Add instance");
    assert_eq!(value(&mut window, ID), "");
}

#[test]
fn a_token_that_cannot_be_read_may_be_entered_anew() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::of(&gateway, &[SALES]);
    keyring.put(SALES, &gateway.instance(SALES).api_token_instance);
    keyring.lock();
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The token store cannot be read now");
    window.click("Enter the token…");
    window.see("Leave the token field empty to keep the token");
    assert_eq!(window.focused().unwrap().label, TOKEN);
}

#[test]
fn the_check_counts_the_waiting_messages_as_the_queue_page_does() {
    let message = |id: &str| json!({"type": "sendMessage", "messageID": id, "body": {"chatId": "79123456789@c.us"}});
    let queue = ["A1", "A2", "A2", "A3", "A3"].map(message);
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(queue.to_vec());
    let gateway = Gateway::with(seed);
    let mut window = Home::new().open();
    fill(&mut window, &gateway.instance(SALES));
    window.click("Check connection");
    window.see("3 messages in the queue");
    window.click("Save instance");
    window.see("messages waiting");
    window.settled();
    assert_eq!(window.model().instances[0].waiting(), Waiting::Exactly(3));
}
