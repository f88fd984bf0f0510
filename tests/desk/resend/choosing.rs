//! Selecting messages: none beforehand, by chat, by kind, one by one; and those that cannot be selected.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Pos2, Rect, Vec2};
use instance_desk::practice::{Fault, InstanceSeed, Messenger as Product};
use instance_desk::store::LanguageChoice;
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};
use instance_desk::ui::theme::size;
use serde_json::json;

use super::running::press_nth;
use super::{CHAT, OTHER, file, gateway, home, message, open, save, send_all, sent, text, texts};
use crate::common::{Gateway, SALES, Window};

/// Picks an entry of a drop-down list.
fn pick(window: &mut Window, list: &str, entry: &str) {
    window.click_on(Role::ComboBox, list);
    window.click(entry);
}

fn boxes(window: &Window) -> Vec<String> {
    let items = window.items().into_iter();
    items.filter(|item| item.role == Role::CheckBox && item.label.contains(". ")).map(|item| item.label).collect()
}

#[test]
fn a_row_opens_to_its_whole_message_and_is_not_selected_by_that() {
    let gateway = gateway();
    let long = format!("Order 1\n{}the end of it", "many words ".repeat(40));
    let (home, _) = home(&gateway, vec![text(CHAT, &long), text(CHAT, "Order 2")], 1);
    let mut window = open(&home);
    let row = boxes(&window).into_iter().find(|row| row.starts_with("1. ")).unwrap();
    let labels = |window: &Window| {
        let items = window.items().into_iter().filter(|item| item.role == Role::Label);
        items.filter(|item| item.label.contains("the end of it")).count()
    };
    assert_eq!(labels(&window), 0);
    let end = |window: &Window| {
        let rect = window.find(Role::CheckBox, &row).unwrap().rect;
        Rect::from_center_size(Pos2::new(rect.right() - size::ICON / 2.0, rect.center().y), Vec2::ZERO).center()
    };
    let at = end(&window);
    window.click_at(at);
    window.until("the whole message", |window| (labels(window) == 1).then_some(()));
    assert!(!window.find(Role::CheckBox, &row).unwrap().selected);
    let at = end(&window);
    window.click_at(at);
    window.until("it closed", |window| (labels(window) == 0).then_some(()));
    // By keys, the menu of the row opens it.
    window.click_secondary(Role::CheckBox, &row);
    window.click("Show the whole message");
    window.until("the whole message", |window| (labels(window) == 1).then_some(()));
    window.assert_not_shown("1 message selected");
}

#[test]
fn what_is_chosen_by_chat_by_kind_and_by_hand_is_sent_and_nothing_else() {
    let gateway = gateway();
    let messages =
        vec![text(CHAT, "one"), file(CHAT), text(OTHER, "two"), file(OTHER), text(CHAT, "three"), text(CHAT, "four")];
    let (home, _) = home(&gateway, messages, 1);
    let mut window = open(&home);
    assert!(window.items().iter().all(|item| item.role != Role::CheckBox || !item.selected), "nothing is chosen");
    assert!(window.find(Role::Button, "Send again…").unwrap().off);

    // Select one file by its kind and its chat.
    pick(&mut window, "Kind", "File · 2");
    pick(&mut window, "Chat", "+7\u{a0}912\u{a0}345-67-89 · 2");
    assert_eq!(boxes(&window).len(), 1);
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.see("1 message selected");
    window.see("One every 15\u{a0}s: about 15\u{a0}s");
    // Select texts by search, and deselect one in its row.
    pick(&mut window, "Kind", "All kinds");
    pick(&mut window, "Chat", "All chats");
    window.fill("Search these messages", "T");
    window.fill("Search these messages", "four");
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.fill("Search these messages", "three");
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.see("3 messages selected");
    window.click_on(Role::CheckBox, "5. Text, +7\u{a0}999\u{a0}204-77-18: three");
    window.see("2 messages selected");

    window.click("Send 2 messages again…");
    window.see("1 file · 1 text, to 2 chats");
    assert_eq!(window.focused().unwrap().label, "Do not send");
    window.click("Do not send");
    assert!(gateway.control.queue(SALES).is_empty());
    window.click("Send 2 messages again…");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
    assert_eq!(sent(&gateway), ["four"]);
    assert_eq!(gateway.times("sendFileByUrl"), 1);
    window.settled();
    // A sent message says so and no longer has a check box.
    assert_eq!(boxes(&window).len(), 1, "the search still shows one");
    window.fill("Search these messages", "");
    assert_eq!(boxes(&window).len(), 4);
    window.see("6. Text, +7\u{a0}999\u{a0}204-77-18: four. Queued again, idMessage ");
}

#[test]
fn what_may_arrive_twice_says_so_and_is_chosen_only_by_itself() {
    let gateway = gateway();
    let messages = texts(4);
    let (home, _) = home(&gateway, messages.clone(), 2);
    let mut window = open(&home);
    let row =
        |position: usize, mark: &str| format!("{position}. Text, +7\u{a0}999\u{a0}204-77-18: Order {position}{mark}");
    gateway.control.fault("sendMessage", Fault::DropAfterEffect, 1);
    for position in [1, 2] {
        window.click_on(Role::CheckBox, &row(position, ""));
    }
    window.click("Send 2 messages again…");
    window.click("Send 2 messages again");
    window.see("1 queued again · 1 not known");
    window.settled();
    drop(window);
    home.closed();

    // Another copy of the same messages; one of them is still in the server's queue.
    let waits = json!([messages[2]]).to_string();
    gateway.control.fault("showMessagesQueue", Fault::Body(waits), u32::MAX);
    save(&home, messages, 1);
    let mut window = home.open();
    window.settled();
    press_nth(&mut window, "Open", 0);
    window.click("Send again…");
    window.see(&row(1, ". May have been queued again from another copy"));
    window.see(&row(3, ". Still in the queue"));
    window.see("2 messages were queued again from another copy, or may have been");
    window.see("1 message still waits in GREEN-API’s queue");
    window.see("3 that may arrive twice must be selected one by one");
    window.click_on(Role::CheckBox, "Select 1 shown");
    window.see("1 message selected");
    window.click("Send 1 message again…");
    window.see("Customers get them as the queue is sent");
    window.see_no_more("1 message was queued again from another copy");
    window.click("Do not send");
    window.click_on(Role::CheckBox, &row(2, ". Queued again from another copy"));
    window.click("Send 2 messages again…");
    window.see("1 message was queued again from another copy, or may have been");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
    assert_eq!(sent(&gateway), ["Order 1", "Order 2", "Order 2", "Order 4"]);
}

#[test]
fn rows_are_chosen_by_keyboard_too() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    let row = |position: usize| format!("{position}. Text, +7\u{a0}999\u{a0}204-77-18: Order {position}");
    window.click_on(Role::CheckBox, &row(1));
    window.see("1 message selected");
    while window.focused().is_none_or(|item| item.label != row(1)) {
        window.press(Key::Tab);
    }
    window.press(Key::ArrowDown);
    window.until("the second row", |window| window.focused().filter(|item| item.label == row(2)));
    window.press(Key::Space);
    window.see("2 messages selected");
    window.press(Key::Space);
    window.see("1 message selected");
}

#[test]
fn what_cannot_be_sent_is_listed_with_its_reason_in_both_languages() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = gateway();
        let messages = vec![
            message("ForwardMessages", json!({"chatId": CHAT, "chatIdFrom": CHAT, "messages": ["3EB0"]})),
            message("sendTextStatus", json!({"message": "Sale"})),
            message("sendLink", json!({"chatId": CHAT, "urlLink": "https://a.example"})),
            message("sendHologram", json!({"chatId": CHAT})),
            message("sendMessage", json!({"chatId": CHAT})),
        ];
        let (mut home, _) = home(&gateway, messages, 1);
        home.options.language = Some(choice);
        let mut window = home.open();
        window.settled();
        window.click(&instance_desk::tr!("saved-queues-open"));
        window.click(&instance_desk::tr!("resend-button"));
        window.see(&instance_desk::tr!("resend-none"));
        let reasons = [
            instance_desk::tr!("resend-not-forward"),
            instance_desk::tr!("resend-not-status"),
            instance_desk::tr!("resend-not-outdated"),
            instance_desk::tr!("resend-not-unknown-kind"),
            instance_desk::tr!("resend-not-incomplete", member = "message"),
        ];
        for reason in reasons {
            let told: Vec<_> = window.items().into_iter().filter(|item| item.label.contains(&reason)).collect();
            assert!(told.iter().any(|item| item.role == Role::ListItem), "the row says {reason:?}");
            assert!(told.iter().any(|item| item.role == Role::Label), "so does the card above");
        }
        window.see(&instance_desk::tr!("resend-choose-nothing"));
        assert!(boxes(&window).is_empty());
    }
}

#[test]
fn every_word_of_a_kind_and_a_state_is_whole_in_the_smallest_window() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = gateway();
        let url = "https://a.example/b";
        let repeated = text(CHAT, "a");
        let messages = vec![
            text(CHAT, "go 1"),
            text(CHAT, "go 2"),
            text(CHAT, "go 3"),
            file(CHAT),
            text("123@c.us", "a"),
            text("1@g.us", "a"),
            text("1@lid", "a"),
            repeated.clone(),
            repeated,
            message("ForwardMessages", json!({"chatId": CHAT, "chatIdFrom": CHAT, "messages": []})),
            message("sendMediaStatus", json!({"urlFile": url, "fileName": "a"})),
            message("sendVoiceStatus", json!({"urlFile": url, "fileName": "a"})),
        ];
        let (mut home, _) = home(&gateway, messages.clone(), 16 * 24);
        home.options.language = Some(choice);
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        window.settled();
        window.click(&tr!("saved-queues-open"));
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-text"));
        // The last message is in the table.
        window.see("12. ");
        assert_no_word_cut(&window);
        gateway.control.fault(
            "sendMessage",
            Fault::Status { status: 400, content_type: "text/plain".into(), body: "Validation failed".into() },
            1,
        );
        gateway.control.fault("sendMessage", Fault::DropAfterEffect, 1);
        window.fill(&tr!("resend-search"), "go");
        window.click_on(Role::CheckBox, &tr!("resend-choose-shown", count = 3));
        window.click(&tr!("resend-act-ask", count = 3));
        window.click(&tr!("resend-act", count = 3));
        window.see(&format!("{}, idMessage", tr!("resend-state-sent")));
        window.settled();
        window.fill(&tr!("resend-search"), "");
        window.see("12. ");
        assert_no_word_cut(&window);
        drop(window);
        home.closed();

        // In another copy, the same messages are marked as queued again.
        save(&home, messages, 1);
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        window.settled();
        press_nth(&mut window, &tr!("saved-queues-open"), 0);
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-mark-elsewhere"));
        assert_no_word_cut(&window);
    }
}

/// Fails if anything but the content of a message ends in an ellipsis.
#[track_caller]
fn assert_no_word_cut(window: &Window) {
    let content = tr!("content-forward", count = 0, from = CHAT);
    let cut: Vec<_> = window.cut_off().into_iter().filter(|text| *text != content).collect();
    assert_eq!(cut, [""; 0]);
}

#[test]
fn old_messages_and_links_that_may_have_expired_are_marked() {
    let gateway = gateway();
    let (home, _) = home(&gateway, vec![text(CHAT, "old"), file(CHAT)], 16 * 24);
    let mut window = open(&home);
    window.see("2 messages are older than 24 hours");
    window.see("The link of 1 file may have expired");
    window.see("old. Older than 24 h");
    window.see("a.pdf. Link may have expired");
    send_all(&mut window, 2);
    window.see("All 2 messages are queued again");
}

#[test]
fn a_number_that_is_not_authorized_gets_nothing_to_send() {
    let seed = InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("notAuthorized").interval_ms(15_000);
    let gateway = Gateway::with(seed);
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    window.see("The number does not send now: not authorized");
    window.click_on(Role::CheckBox, "Select all 2 shown");
    window.see("The number sends nothing now");
    assert!(window.find(Role::Button, "Send 2 messages again…").unwrap().off);
    gateway.control.authorize(SALES, "79851112233@c.us");
    window.click("Refresh");
    window.button("Send 2 messages again…");
    // The state is queried again on confirmation.
    window.click("Send 2 messages again…");
    window.button("Send 2 messages again");
    window.settled();
    gateway.control.set_state(SALES, "blocked");
    window.click("Send 2 messages again");
    window.see("Nothing was sent");
    window.see("The number does not send now: blocked");
    assert_eq!(gateway.times("sendMessage"), 0);
}

#[test]
fn a_suspended_whatsapp_number_gets_nothing_to_send() {
    let seed = InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("suspended").interval_ms(15_000);
    let gateway = Gateway::with(seed);
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    window.see("The number does not send now: suspended");
    window.see("go out from this number when the restriction ends");
    window.see("The restriction lasts until");
    window.assert_not_shown("whichever number is linked next");
    window.click_on(Role::CheckBox, "Select all 2 shown");
    window.see("The number sends nothing now");
    assert!(window.find(Role::Button, "Send 2 messages again…").unwrap().off);
}

#[test]
fn a_number_that_is_suspended_meanwhile_keeps_what_it_would_send() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    window.click_on(Role::CheckBox, "Select all 2 shown");
    window.click("Send 2 messages again…");
    window.button("Send 2 messages again");
    window.settled();
    gateway.control.set_state(SALES, "suspended");
    window.click("Send 2 messages again");
    let why = window.see("The number does not send now: suspended");
    assert!(why.contains("go out from this number when the restriction ends"), "{why}");
}

#[test]
fn a_copy_of_an_empty_queue_says_so_and_offers_nothing_to_send() {
    let gateway = gateway();
    let (home, _) = home(&gateway, Vec::new(), 1);
    let mut window = home.open();
    window.settled();
    window.click("Open");
    window.see("The queue was empty when this copy was made");
    window.assert_not_shown("Send again…");
    window.assert_not_shown("Nothing found");
}

#[test]
fn a_copy_that_is_gone_is_told() {
    let gateway = gateway();
    let (home, queue) = home(&gateway, texts(1), 1);
    let mut window = home.open();
    window.settled();
    window.click("Open");
    window.button("Send again…");
    super::database(&home).run_blocking(move |tables| tables.delete_queue(queue)).unwrap();
    window.click("Send again…");
    window.see("This copy no longer exists");
    window.click("Back to the queue");
    window.see("The queue is empty");
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let gateway = gateway();
    let mut messages = texts(2);
    messages.push(message("sendMessage", json!({"chatId": "79123456789@c.us", "message": "Order 3"})));
    let (home, _) = home(&gateway, messages, 1);
    let mut window = open(&home);
    window.see("3. Text, +7\u{a0}912\u{a0}345-67-89: Order 3");
    for typed in [
        "8 912 345-67-89",
        "+7 (912) 345",
        "89123456789",
        "8\u{2011}912\u{2011}345\u{2011}67\u{2011}89",
        "+7\u{2009}(912)\u{2009}345\u{2212}67\u{2212}89",
        "\u{ff0b}7 912 345-67-89",
        "\u{202a}+7 912 345-67-89\u{202c}",
        "tel:+79123456789",
        "79123456789@c.us",
    ] {
        window.fill("Search these messages", typed);
        window.see("3. Text, +7\u{a0}912\u{a0}345-67-89: Order 3");
        window.see_no_more("1. Text, ");
    }
}
