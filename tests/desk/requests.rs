//! The requests and responses of this session; and no secret appears anywhere in the window.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::practice::{Fault, InstanceSeed, Messenger};

use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, Window, answers};

/// Returns the rows of the list, from the top.
fn rows(window: &Window) -> Vec<String> {
    let items = window.items().into_iter();
    let rows = items
        .filter(|item| item.role == Role::Button && [" GET ", " POST "].iter().any(|verb| item.label.contains(verb)));
    rows.map(|row| row.label).collect()
}

/// Opens the list and returns its rows.
#[track_caller]
fn open_rows(window: &mut Window) -> Vec<String> {
    window.tab("Requests");
    window.until("rows", |window| Some(rows(window)).filter(|rows| !rows.is_empty()))
}

/// Opens the list and then the row that contains `text`.
#[track_caller]
fn open_row(window: &mut Window, text: &str) {
    let row = open_rows(window).into_iter().find(|row| row.contains(text)).unwrap();
    window.click(&row);
}

fn archive(window: &mut Window, chat: &str) {
    window.tab("Chats");
    window.fill("chatId or phone number", chat);
    window.click("Archive");
    window.settled();
}

#[test]
fn exchanges_stand_newest_first_and_open_to_request_and_answer() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    // Opening the page requests the list of chats.
    window.tab("Chats");
    window.see("Search 2,481 chats");
    archive(&mut window, "79123456789@c.us");
    archive(&mut window, "79992047718@c.us");
    let rows = open_rows(&mut window);
    let starts = [
        "GET getSettings: 200 OK",
        "POST archiveChat: 400 Bad Request",
        "POST getContactInfo: 200 OK",
        "POST archiveChat: 200 OK",
    ];
    for (row, start) in rows.iter().zip(starts) {
        assert!(row.contains(start), "{row} is not {start}");
    }
    assert_eq!(rows.len(), gateway.control.requests().len());

    window.click(&rows[1]);
    window.see("/waInstance1101822940/archiveChat/***");
    window.see("\"chatId\": \"79992047718@c.us\"");
    window.see("ArchiveChatError: cannot archive chat cause last message not found in chat");
    window.click("Headers");
    window.see("content-type: text/plain; charset=utf-8");
    window.click("Newer");
    window.see("\"typeInstance\": \"whatsapp\"");
    assert!(!window.has_button("Newer"));
    window.click("All requests");
    window.until("the list", |window| (self::rows(window) == rows).then_some(()));
}

#[test]
fn curl_names_the_token_and_everything_can_be_copied() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    archive(&mut window, "79123456789@c.us");
    open_row(&mut window, "POST archiveChat");
    window.click("Copy as curl");
    window.see("Copied");
    let url = format!("{}/waInstance1101822940/archiveChat/", gateway.server.api_url());
    let command = format!(
        "curl -X POST '{url}'\"$TOKEN\" -H 'Content-Type: application/json' --data-raw '{{\"chatId\":\"79123456789@c.us\"}}'"
    );
    assert_eq!(window.copied(), [command]);

    window.click("All requests");
    open_row(&mut window, "GET getSettings");
    window.click("Copy");
    let copied: serde_json::Value = serde_json::from_str(window.copied().last().unwrap()).unwrap();
    assert_eq!(copied["typeInstance"], "whatsapp");
}

#[test]
fn words_are_searched_for_in_an_answer() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    open_row(&mut window, "showMessagesQueue");
    window.fill("Search in the answer", "price-november");
    window.see("1 of ");
    window.press(Key::Enter);
    window.see("2 of ");
    window.fill("Search in the answer", "nothing of the kind");
    window.see("Nothing found");
}

#[test]
fn each_instance_has_its_own_and_none_is_said_plainly() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, DELIVERY]);
    home.vault.delete(&DELIVERY.parse().unwrap()).unwrap();
    let mut window = home.open();
    window.settled();
    assert_eq!(open_rows(&mut window).len(), 4);
    window.open_instance("Delivery bot");
    window.see("No requests yet");
    window.see("Requests since the program was opened appear here, newest first");
}

#[test]
fn a_request_without_an_answer_says_so() {
    let gateway = Gateway::pictures();
    gateway.control.fault("getSettings", Fault::DropConnection, 1);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    open_row(&mut window, "GET getSettings: No answer");
    window.see("No answer came");
}

const WEBHOOK_TOKEN: &str = "webhook-canary-5c1e77d2";

/// The secrets that must not appear anywhere, in every spelling a text can contain.
struct Canaries(Vec<String>);

impl Canaries {
    fn of(gateway: &Gateway) -> Self {
        let token = gateway.control.token(SUPPORT).unwrap();
        let percent: String = token.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let escaped: String = token.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        // Half of the token would be enough to find it in a log.
        Self(vec![token[..25].to_owned(), token[25..].to_owned(), percent, escaped, WEBHOOK_TOKEN.to_owned()])
    }

    #[track_caller]
    fn assert_none_in(&self, text: &str) {
        let lower = text.to_lowercase();
        for canary in &self.0 {
            assert!(!lower.contains(canary.as_str()), "a secret stands in\n{text}");
        }
    }

    fn assert_none_in_files(&self, dir: &Path) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.assert_none_in_files(&path);
            } else {
                self.assert_none_in(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
            }
        }
    }
}

#[test]
fn no_secret_stands_anywhere_in_the_window_its_copies_or_its_files() {
    let chat = instance_desk::practice::Chat::person("79123456789@c.us", "Ирина");
    let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support")
        .setting("webhookUrl", "https://example.com/hook")
        .setting("webhookUrlToken", WEBHOOK_TOKEN)
        .chats(vec![chat]);
    let gateway = Gateway::with(seed);
    let canaries = Canaries::of(&gateway);
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();

    // Answers that echo the address, which contains the token, and a server that puts the token everywhere it can.
    let token = gateway.control.token(SUPPORT).unwrap();
    let echoes = [
        answers(
            400,
            &format!(
                r#"{{"statusCode":400,"path":"/waInstance{SUPPORT}/archiveChat/{token}","message":"Validation failed. Details: {token}"}}"#
            ),
        ),
        answers(500, &format!("cannot reach http://x/waInstance{SUPPORT}/archiveChat/{token}?a=b")),
        answers(200, &format!(r#"{{"apiTokenInstance":"{token}","text":"{}"}}"#, token.to_uppercase())),
        Fault::DropConnection,
    ];
    for echo in echoes {
        gateway.control.fault("archiveChat", echo, 1);
        archive(&mut window, "79123456789@c.us");
        canaries.assert_none_in(&window.words());
    }
    gateway.control.set_setting(SUPPORT, "incomingWebhook", "no");
    gateway.control.fault(
        "getStateInstance",
        answers(404, &format!("Cannot GET /waInstance{SUPPORT}/getStateInstance/{token}")),
        1,
    );
    gateway.control.fault("showMessagesQueue", answers(400, &format!("<a href='/waInstance{SUPPORT}/x/{token}'>")), 1);
    window.press(Key::F5);
    window.settled();

    for tab in ["Queue", "Chats"] {
        window.tab(tab);
        window.settled();
        if window.has_button("Copy for support") {
            window.click("Copy for support");
        }
        canaries.assert_none_in(&window.words());
    }
    // Nothing more may arrive: a new row would move the others.
    window.until("the chats", |window| window.model().instances[0].chats.known.asking.is_none().then_some(()));
    let rows = open_rows(&mut window);
    assert!(rows.len() >= 12, "{rows:?}");
    // Walk from the newest to the oldest with "Older", because two rows may have the same name.
    let newest = window.items().into_iter().find(|item| item.label == rows[0]).unwrap();
    window.click_at(newest.rect.center());
    // More rows may arrive meanwhile.
    let mut walked = 0;
    loop {
        window.see("Request");
        for look in ["Tree", "Raw", "Headers"] {
            if window.has_button(look) {
                window.click(look);
                window.step();
                canaries.assert_none_in(&window.words());
            }
            if window.has_button("Copy") {
                window.click("Copy");
            }
        }
        window.click("Copy as curl");
        walked += 1;
        if !window.has_button("Older") {
            break;
        }
        window.click("Older");
    }
    assert!(walked >= rows.len(), "{walked} of {}", rows.len());

    window.click("More actions");
    window.click("Edit…");
    window.field("apiTokenInstance");
    canaries.assert_none_in(&window.words());
    // The form's own check; its field shows the value as typed until it is known to be a token.
    window.click("Check connection");
    window.see("Connected: WhatsApp");
    canaries.assert_none_in(&window.words());
    window.press(Key::Escape);
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Preferences");
    canaries.assert_none_in(&window.words());

    assert!(window.copied().len() > 20);
    canaries.assert_none_in(&window.copied().join("\n"));
    canaries.assert_none_in(&window.titles().join("\n"));
    canaries.assert_none_in_files(home.dir());
}

/// Proves that the search above works: it finds a token that is shown on purpose.
#[test]
fn the_search_for_secrets_finds_one_that_is_shown() {
    let gateway = Gateway::pictures();
    let canaries = Canaries::of(&gateway);
    let mut window = Home::new().open();
    window.fill("apiTokenInstance", &gateway.control.token(SUPPORT).unwrap());
    canaries.assert_none_in(&window.words());
    window.click("Show apiTokenInstance");
    window.button("Hide apiTokenInstance");
    let shown = window.words();
    assert!(std::panic::catch_unwind(|| canaries.assert_none_in(&shown)).is_err());
}
