//! The user guide inside the program: what opens it, where it opens, what it covers, and the way back. Also the
//! licences, which open from Preferences.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::model::{Page, Topic};
use instance_desk::store::LanguageChoice;
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};

use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

/// Returns the topmost visible heading of the text.
fn section(window: &Window) -> String {
    let headings = window.items().into_iter().filter(|item| item.role == Role::Heading);
    // Below the header.
    let top = 60.0;
    let mut below: Vec<_> = headings.filter(|heading| heading.rect.top() > top).collect();
    below.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
    below.first().map(|heading| heading.label.clone()).unwrap_or_default()
}

#[track_caller]
fn assert_opens_at(window: &mut Window, topic: Topic, heading: &str) {
    let page = window.model().page;
    window.press(Key::F1);
    window.see("User guide");
    assert_eq!(window.model().help, Some(topic));
    window.until(heading, |window| (section(window) == heading).then_some(()));
    window.press(Key::Escape);
    window.see_no_more("User guide");
    assert_eq!(window.model().page, page);
}

#[test]
fn it_opens_at_the_section_of_the_page_and_leads_back() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    assert_opens_at(&mut window, Topic::Clear, "Clear the queue safely");
    window.tab("Chats");
    assert_opens_at(&mut window, Topic::Archive, "Archive chats");
    window.tab("Account");
    assert_opens_at(&mut window, Topic::Account, "Look after an account");
    window.tab("Requests");
    assert_opens_at(&mut window, Topic::Journal, "Journal and requests");
    window.click("Preferences");
    assert_opens_at(&mut window, Topic::Preferences, "Preferences");
    window.open_instance("Sales");
    window.tab("Account");
    window.click("Replace number…");
    assert_opens_at(&mut window, Topic::Replace, "A number was blocked: replace it");
}

#[test]
fn a_question_waits_under_it_and_nothing_is_decided() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    window.click("Clear queue…");
    window.see("Clear 128 messages from the queue?");
    window.press(Key::F1);
    window.see("User guide");
    assert!(!window.has_button("Keep the queue"));
    window.press(Key::Escape);
    window.button("Keep the queue");
    assert!(window.model().dialog.is_some());
    // Leaving for another page answers no.
    window.press(Key::F1);
    window.see("User guide");
    window.open_instance("Support");
    window.see_no_more("User guide");
    assert!(window.model().dialog.is_none());
    assert_eq!(gateway.times("clearMessagesQueue"), 0);
}

#[test]
fn what_was_typed_into_the_form_is_still_there() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.press_with(Modifiers::COMMAND, Key::N);
    window.fill("Name", "Night shift");
    window.press(Key::F1);
    window.see("User guide");
    assert_eq!(window.model().page, Page::Form);
    window.click("Back");
    assert_eq!(window.field("Name").value, "Night shift");
    // The program asks about the unsaved text when the guide leads to another page.
    window.press(Key::F1);
    window.see("User guide");
    window.click("Journal");
    window.see(&tr!("unsaved-drop"));
}

#[test]
fn sections_links_and_words_lead_there() {
    let mut window = Home::new().open();
    window.click("Help");
    window.see("Connect an instance");
    window.click("Keys");
    window.until("the last section", |window| (section(window) == "Keys").then_some(()));
    window.click_on(Role::Link, "the next section");
    window.until("its section", |window| (section(window) == "Send saved messages again").then_some(()));

    window.press_with(Modifiers::COMMAND, Key::F);
    assert_eq!(window.focused().unwrap().label, "Find in the guide");
    window.type_text("secret SERVICE");
    window.see("1 of 1");
    window.press(Key::Escape);
    window.see_no_more("1 of 1");
    window.see("User guide");
    assert_eq!(window.focused().unwrap().label, "Find in the guide");
    window.press(Key::Escape);
    window.see_no_more("User guide");
}

#[test]
fn a_link_of_the_web_opens_in_the_browser() {
    let mut window = Home::new().open();
    window.press(Key::F1);
    window.click_on(Role::Link, "GREEN-API console");
    assert_eq!(window.opened(), ["https://console.green-api.com/"]);
}

#[test]
fn its_pictures_say_what_they_show_in_both_languages() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let mut home = Home::new();
        home.options.language = Some(choice);
        let mut window = home.open();
        window.press(Key::F1);
        window.see(&tr!("help-title"));
        let pictures: Vec<_> = window.items().into_iter().filter(|item| item.role == Role::Image).collect();
        assert!(pictures.len() >= 8, "{} pictures", pictures.len());
        assert!(pictures.iter().all(|picture| picture.label.len() > 20 && picture.rect.width() > 400.0));
    }
}

#[test]
fn the_licences_can_be_read_searched_and_copied() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click("Licences of the libraries and fonts…");
    window.see("Copyright 2016 The Inter Project Authors");
    window.assert_not_shown("serde_json 1");
    window.press_with(Modifiers::COMMAND, Key::F);
    assert_eq!(window.focused().unwrap().label, "Search the licences");
    window.type_text("serde_json 1");
    window.see("serde_json 1");
    window.see("1 of 2");
    window.press(Key::Escape);
    window.see_no_more("1 of 2");
    assert_eq!(window.model().page, Page::Licences);
    assert_eq!(window.focused().unwrap().label, "Search the licences");
    window.click("Copy all");
    let copied = window.until("the licences are copied", |window| window.copied().last().cloned());
    for part in ["SIL OPEN FONT LICENSE", "serde_json 1.", "Permission is hereby granted, free of charge"] {
        assert!(copied.contains(part), "{part} was not copied");
    }
    window.press(Key::Escape);
    window.see("Language");
    assert_eq!(window.model().page, Page::Preferences);
    window.click("Licences of the libraries and fonts…");
    window.click("Back");
    window.see("Language");
}
