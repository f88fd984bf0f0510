//! Archiving and unarchiving one chat at the window, with every possible answer of the server.

use std::time::Duration;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, Quota};
use serde_json::json;

use crate::common::{DELIVERY, Gateway, Home, SUPPORT, WAREHOUSE, Window, answers};

pub const FIELD: &str = "chatId or phone number";
/// Chats of Support: one open, one in the archive, and one without an incoming message yet.
pub const OPEN: &str = "79123456789@c.us";
pub const ARCHIVED: &str = "79031182004@c.us";
pub const SILENT: &str = "79992047718@c.us";

/// Opens the Chats page of an instance.
pub fn chats(gateway: &Gateway, id: &str) -> Window {
    chats_of(gateway, &Home::of(gateway, &[id]))
}

pub fn chats_of(_: &Gateway, home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window
}

/// Enters a chat and clicks the button.
pub fn act(window: &mut Window, chat: &str, act: &str) {
    window.fill(FIELD, chat);
    window.click(act);
}

/// Returns the methods of the requests that change a chat, in order.
pub fn changes(gateway: &Gateway) -> Vec<String> {
    let all = gateway.control.requests().into_iter();
    all.filter(|seen| seen.verb == "POST" && seen.method.ends_with("rchiveChat")).map(|seen| seen.method).collect()
}

pub fn is_archived(gateway: &Gateway, chat: &str) -> bool {
    gateway.control.chat(SUPPORT, chat).unwrap().archived
}

#[test]
fn a_chat_is_archived_and_read_back() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    window.fill(FIELD, "+7 (912) 345-67-89");
    window.see("Will be sent as");
    window.see(OPEN);
    window.see("· person");
    window.click("Archive");
    window.see("Archived: 79123456789@c.us");
    window.see("Checked on the server");
    window.see("The answer is empty");
    assert!(is_archived(&gateway, OPEN));
    let sent = gateway.only("archiveChat");
    assert_eq!((sent.verb.as_str(), sent.body.as_str()), ("POST", r#"{"chatId":"79123456789@c.us"}"#));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    window.click("Close");
    window.see_no_more("Archived: ");
}

#[test]
fn a_chat_is_unarchived_and_read_back() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, ARCHIVED, "Unarchive");
    window.see("Unarchived: 79031182004@c.us");
    window.see("Checked on the server");
    assert!(!is_archived(&gateway, ARCHIVED));
    assert_eq!(changes(&gateway), ["unarchiveChat"]);
}

#[test]
fn enter_archives_and_a_group_is_told_apart() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    window.fill(FIELD, "120363043968066561@g.us");
    window.see("· group");
    window.press(Key::Enter);
    window.see("Archived: 120363043968066561@g.us");
    assert_eq!(changes(&gateway), ["archiveChat"]);
}

#[test]
fn a_number_that_is_hardly_right_is_doubted_and_sent_as_it_says() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    for (typed, sent, words) in [
        ("9123456780", "9123456780@c.us", "Please check: the country code seems to be missing"),
        ("12@lid", "12@lid", "Please check: too few digits for an id that ends in @lid"),
        ("84951234567", "84951234567@c.us", "Please check: it begins with 8; write + and the country code"),
        ("+8 912 345-67-80", "79123456780@c.us", "Please check: no country has the code +8, so it is read as +7"),
    ] {
        window.fill(FIELD, typed);
        window.see(sent);
        window.see(words);
    }
    window.click("Archive");
    window.until("the request", |_| (changes(&gateway) == ["archiveChat"]).then_some(()));
    assert_eq!(gateway.only("archiveChat").body, r#"{"chatId":"79123456780@c.us"}"#);
    // A complete number or a known chat raises no doubt.
    for sure in ["8 (495) 123-45-67", "8 800 555-35-35", "+49 171 / 1234567", "+8 912 345-67-89"] {
        window.fill(FIELD, sure);
        window.see("Will be sent as");
        window.see_no_more("Please check");
    }
}

#[test]
fn a_known_chat_is_named_by_the_spelling_that_it_has() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, "7103004599", "Brazil")
        .chats(vec![Chat::person("554784170000@c.us", "Ana"), Chat::person("5215512340000@c.us", "Eva")]);
    let gateway = Gateway::with(seed);
    let mut window = chats(&gateway, "7103004599");
    window.see("Ana");
    window.fill(FIELD, "+55 47 9 8417-0000");
    window.see("among the chats this number is written as 554784170000@c.us");
    window.fill(FIELD, "+52 55 1234-0000");
    window.see("among the chats this number is written as 5215512340000@c.us");
    window.fill(FIELD, "554784170000");
    window.see("· Ana");
    window.see_no_more("Please check");
}

#[test]
fn what_nobody_sees_is_dropped_from_a_chat_id() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    for put in [Window::fill, Window::paste] {
        window.fill(FIELD, "");
        put(&mut window, FIELD, "\u{feff}7912\u{200b}345\u{a0}67\u{2060}89\u{200e}@c.us");
        window.see("79123456789@c.us");
        assert_eq!(window.field(FIELD).value, "7912345 6789@c.us");
    }
}

#[test]
fn what_is_no_chat_id_says_which_part_is_wrong_and_cannot_be_sent() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    let wrong = [
        ("12345", "5 digits are too few: enter the number with its country code"),
        ("7912345678901234", "16 digits are too many"),
        ("7912x456789", "“x” is not allowed in one (character 5)"),
        ("\u{feff}79\u{200b}12х456789", "Cyrillic “х” is not allowed in one (character 5)"),
        ("09123456789", "A number begins with its country code, not with 0"),
        ("79123456789@c.ru", "@c.ru is not known: an id ends in @c.us, @g.us or @lid"),
        ("status@broadcast", "@broadcast is a status or a channel; only chats can be archived"),
    ];
    for (typed, words) in wrong {
        window.fill(FIELD, typed);
        window.see(words);
        assert!(["Archive", "Unarchive"].iter().all(|act| window.find(Role::Button, act).unwrap().off), "{typed}");
        window.press(Key::Enter);
    }
    window.fill(FIELD, "");
    window.see("A phone number with its country code, or an id such as ");
    assert!(window.find(Role::Button, "Archive").unwrap().off);
    window.settled();
    assert!(changes(&gateway).is_empty());
}

#[test]
fn an_archived_chat_is_unarchived_and_archived_again_in_this_order() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, ARCHIVED, "Archive");
    window.see("Already archived: 79031182004@c.us");
    window.see("There is nothing to do. If the phone shows otherwise, unarchive and archive again.");
    assert_eq!(changes(&gateway), ["archiveChat"]);
    window.click("Unarchive and archive again");
    window.see("Archived: 79031182004@c.us");
    window.see("Checked on the server");
    assert_eq!(changes(&gateway), ["archiveChat", "unarchiveChat", "archiveChat"]);
    assert!(is_archived(&gateway, ARCHIVED));
}

#[test]
fn when_unarchiving_fails_nothing_is_archived_again() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, ARCHIVED, "Archive");
    window.see("Already archived: ");
    gateway.control.fault("unarchiveChat", answers(400, r#"{"statusCode":400,"message":"UnarchiveChatError: x"}"#), 1);
    window.click("Unarchive and archive again");
    window.see("an error that this program does not know");
    window.settled();
    assert_eq!(changes(&gateway), ["archiveChat", "unarchiveChat"]);
    assert!(is_archived(&gateway, ARCHIVED));
}

#[test]
fn a_chat_that_is_not_in_the_archive_needs_nothing() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, OPEN, "Unarchive");
    window.see("It was not archived: 79123456789@c.us");
    assert!(!window.has_button("Unarchive and archive again"));
}

#[test]
fn an_unknown_chat_offers_to_check_its_number() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, "+7 900 000-00-01", "Archive");
    window.see("Not archived: the instance does not know this chat");
    window.see("ArchiveChatError: chat with id 79000000001@c.us not found");
    gateway.control.fault("checkWhatsapp", answers(200, r#"{"existsWhatsapp":false}"#), 1);
    window.click("Check the number");
    window.see("is not in WhatsApp");
    window.see("Check the country code and every digit");
    gateway.control.fault("checkWhatsapp", answers(200, r#"{"existsWhatsapp":true}"#), 1);
    window.click("Check the number");
    window.see("is in WhatsApp");
    gateway.control.fault("checkWhatsapp", Fault::CheckLimit, 1);
    window.click("Check the number");
    window.see("Number not checked: WhatsApp allows no more checks for now");
    let asked = gateway.control.requests_of("checkWhatsapp").remove(0);
    assert_eq!(asked.body, r#"{"phoneNumber":79000000001}"#);
}

#[test]
fn every_refusal_has_its_words_and_the_servers_own() {
    let plain = |status: u16, text: &str| Fault::Status {
        status,
        content_type: "text/plain; charset=utf-8".to_owned(),
        body: text.to_owned(),
    };
    let json = |text: &str| answers(400, &json!({"statusCode": 400, "message": text}).to_string());
    let expired = "Instance account is expired. Renew your instance from personal area";
    let conversion = "interface conversion: interface {} is bool, not string";
    let cases = [
        (plain(400, expired), "Not archived: the instance is not paid for", expired),
        (json(expired), "Not archived: the instance is not paid for", expired),
        (
            Fault::Quota(Quota::Correspondents),
            "Not archived: the plan’s limit is reached",
            "CORRESPONDENTS_QUOTE_EXCEEDED",
        ),
        (plain(500, conversion), "Not archived: the server could not read the request", conversion),
        (
            json("Validation failed. Details: 'chatId' is required"),
            "Not archived: the server found an error in the request",
            "'chatId' is required",
        ),
        (plain(400, "instance in starting process try later"), "Not archived: the instance is restarting", "try later"),
        (answers(401, ""), "Not archived: the token does not fit this instance", "The answer is empty"),
        (Fault::RateLimited, "Not archived: too many requests", "The answer is empty"),
    ];
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    let number = cases.len();
    for (fault, words, said) in cases {
        gateway.control.fault("archiveChat", fault, 1);
        act(&mut window, OPEN, "Archive");
        window.see(words);
        window.see(said);
        window.click("Close");
        window.see_no_more(words);
    }
    assert_eq!(changes(&gateway).len(), number);
    assert!(!is_archived(&gateway, OPEN));
}

#[test]
fn without_a_usable_answer_the_chat_is_read_back_and_nothing_is_sent_again() {
    let cases = [
        (Fault::Html, "Checked on the server: the chat has not changed.", false),
        (Fault::FilterPage(403), "Checked on the server: the chat has not changed.", false),
        (Fault::DropConnection, "Checked on the server: the chat has not changed.", false),
        (Fault::DropAfterEffect, "Checked on the server: the chat is archived.", true),
        (answers(500, r#"{"statusCode":500,"message":"Internal server error"}"#), "the chat has not changed.", false),
    ];
    for (fault, words, archived) in cases {
        let gateway = Gateway::pictures();
        let mut window = chats(&gateway, SUPPORT);
        gateway.control.fault("archiveChat", fault, 1);
        act(&mut window, OPEN, "Archive");
        window.see("It is not known whether this was done");
        window.see(words);
        assert_eq!(changes(&gateway), ["archiveChat"]);
        assert_eq!(is_archived(&gateway, OPEN), archived);
    }
}

#[test]
fn a_server_that_never_answers_is_given_up_and_the_outcome_is_unknown() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.silence_timeout = Duration::from_secs(4);
    let mut window = chats_of(&gateway, &home);
    gateway.control.fault("archiveChat", Fault::Hang, 1);
    act(&mut window, OPEN, "Archive");
    window.see("Archiving 79123456789@c.us…");
    assert!(window.find(Role::Button, "Archive").unwrap().off);
    window.see("It is not known whether this was done");
    window.see("The request was sent, but nothing came back within ");
    assert_eq!(changes(&gateway), ["archiveChat"]);
}

#[test]
fn archiving_can_be_cancelled_and_is_then_unknown() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.fault("archiveChat", Fault::Hang, 1);
    act(&mut window, OPEN, "Archive");
    window.until("the request", |_| (changes(&gateway).len() == 1).then_some(()));
    window.click("Stop waiting");
    window.see("It is not known whether this was done");
    window.see("You stopped waiting after the request was sent.");
    window.settled();
    assert_eq!(changes(&gateway), ["archiveChat"]);
}

#[test]
fn when_the_chat_cannot_be_read_back_that_is_said() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.fault("getContactInfo", Fault::BadGateway, u32::MAX);
    act(&mut window, OPEN, "Archive");
    window.see("The server accepted the request, but the chat could not be checked afterwards");
    window.assert_not_shown("Archived: ");
    gateway.control.clear_faults();
    window.click("Check again");
    window.see("Checked on the server");
    window.see("Archived: ");
    gateway.control.fault("getContactInfo", Fault::BadGateway, u32::MAX);
    gateway.control.fault("unarchiveChat", Fault::DropConnection, 1);
    window.click("Unarchive");
    window.see("The chat could not be checked on the server either.");
}

#[test]
fn an_instance_without_a_phone_archives_nothing() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, WAREHOUSE);
    act(&mut window, OPEN, "Archive");
    window.see("Not archived: no phone is linked to the instance");
    window.see("instance is starting or not authorized");
}

#[test]
fn max_says_that_it_has_no_archive_and_sends_nothing() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, DELIVERY);
    window.see("MAX has no archive");
    window.see("GREEN-API cannot archive MAX chats. In the app on the phone, a chat can be muted or deleted.");
    assert!(!window.has_button("Archive") && !window.has_button("Unarchive"));
    assert!(!window.items().iter().any(|item| item.is_field() && item.label == FIELD));
    assert!(changes(&gateway).is_empty());
}

#[test]
fn a_late_answer_for_an_instance_that_is_gone_is_dropped() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support")
        .chats(vec![instance_desk::practice::Chat::person(OPEN, "Ирина")]);
    let gateway = Gateway::with(seed);
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.hold("archiveChat");
    act(&mut window, OPEN, "Archive");
    window.until("the request", |_| (changes(&gateway).len() == 1).then_some(()));
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.see("Connect your first instance");
    // The removal ends the wait for the answer, which is then unknown.
    window.until("its end", |window| {
        window.model().exchanges.iter().any(|exchange| exchange.method == "archiveChat").then_some(())
    });
    window.assert_not_shown("Archived: ");
}

#[test]
fn a_chat_whose_change_is_unknown_is_read_again_never_sent_again() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    gateway.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    gateway.control.fault("getContactInfo", Fault::BadGateway, 1);
    act(&mut window, OPEN, "Archive");
    window.see("The chat could not be checked on the server either.");
    window.click("Check again");
    window.see("Checked on the server: the chat is archived.");
    window.see("It is not known whether this was done");
    assert_eq!(changes(&gateway), ["archiveChat"]);
}

#[test]
fn where_the_plan_allows_no_more_reading_of_a_chat_the_limit_is_named_and_the_list_is_read() {
    for (fault, limit) in [
        (Fault::Quota(Quota::Flat), "chat lookups (getContactInfo) a month, and "),
        (Fault::CheckLimit, "Too many numbers were checked. The limit usually lasts about 2\u{a0}hours."),
    ] {
        for (archiving, ending) in [
            (Fault::DropAfterEffect, "Checked on the server: the chat is archived."),
            (Fault::Delay(Duration::ZERO), "Checked on the server"),
        ] {
            let gateway = Gateway::pictures();
            let mut home = Home::of(&gateway, &[SUPPORT]);
            home.options.client.pace = 1.0 / 100.0;
            let mut window = chats_of(&gateway, &home);
            gateway.control.fault("archiveChat", archiving, 1);
            gateway.control.fault("getContactInfo", fault.clone(), u32::MAX);
            act(&mut window, OPEN, "Archive");
            let why = window.see("The chat could not be checked. ");
            assert!(why.contains(limit), "{why}");
            window.see(ending);
            assert_eq!(changes(&gateway), ["archiveChat"]);
        }
    }
}

#[test]
fn a_chat_that_was_taken_out_and_is_not_back_is_told() {
    let gateway = Gateway::pictures();
    let mut window = chats(&gateway, SUPPORT);
    act(&mut window, ARCHIVED, "Archive");
    window.see("Already archived: ");
    gateway.control.fault("archiveChat", answers(400, r#"{"statusCode":400,"message":"ArchiveChatError: x"}"#), 1);
    window.click("Unarchive and archive again");
    window.see("79031182004@c.us was taken out of the archive first and is not back in it");
    assert_eq!(changes(&gateway), ["archiveChat", "unarchiveChat", "archiveChat"]);
    assert!(!is_archived(&gateway, ARCHIVED));
}
