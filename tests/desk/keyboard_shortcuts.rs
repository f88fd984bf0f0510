//! The shortcuts: what they do, and that they do nothing behind a dialog.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::model::{Page, Tab};

use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, Window};
use crate::keyboard::{is_table_row, tab_and_enter, tab_to};

#[test]
fn ctrl_f_goes_to_the_search_of_the_page_or_does_nothing() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let find = |window: &mut Window| window.press_with(Modifiers::COMMAND, Key::F);
    let focus_on = |window: &mut Window, label: &str| {
        window.until(label, |window| window.focused().filter(|item| item.label.starts_with(label)));
    };
    tab_to(&mut window, Role::Button, "Clear queue…");
    find(&mut window);
    focus_on(&mut window, "Clear queue…");
    window.click("Save a copy");
    window.click("Open the copy");
    window.see("Search in the copy");
    find(&mut window);
    focus_on(&mut window, "Search in the copy");
    window.click("Send again…");
    window.see("Search these messages");
    find(&mut window);
    focus_on(&mut window, "Search these messages");
    window.press_with(Modifiers::COMMAND, Key::Num4);
    let row = window.until("a request", |window| window.items().into_iter().find(is_table_row)).label;
    tab_and_enter(&mut window, Role::Button, &row);
    window.see("Search in the answer");
    find(&mut window);
    focus_on(&mut window, "Search in the answer");
}

#[test]
fn the_shortcuts_lead_where_they_say() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    let key = window.model().instances[0].key;
    let page = |window: &Window| window.model().page;
    for (digit, tab) in
        [(Key::Num2, Tab::Chats), (Key::Num3, Tab::Account), (Key::Num4, Tab::Requests), (Key::Num1, Tab::Queue)]
    {
        window.press_with(Modifiers::COMMAND, digit);
        assert_eq!(page(&window), Page::Instance(key, tab));
    }
    for (modifiers, refresh) in [(Modifiers::COMMAND, Key::R), (Modifiers::NONE, Key::F5)] {
        window.settled();
        let before = gateway.times("showMessagesQueue");
        window.press_with(modifiers, refresh);
        window.settled();
        assert_eq!(gateway.times("showMessagesQueue"), before + 1);
    }
    window.press_with(Modifiers::COMMAND, Key::Comma);
    assert_eq!(page(&window), Page::Preferences);
    window.press_with(Modifiers::COMMAND, Key::N);
    assert_eq!(page(&window), Page::Form);
    // The form is left for the page it was opened from.
    window.press(Key::Escape);
    assert_eq!(page(&window), Page::Preferences);

    window.press_with(Modifiers::COMMAND, Key::K);
    window.until("the list", |window| window.focused().filter(|item| item.label.starts_with("Sales, ")));
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.until("Support", |window| (window.titles().last()?.as_str() == "Support — Instance Desk").then_some(()));
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.press_with(Modifiers::COMMAND, Key::K);
    window.until("the list", |window| window.focused().filter(|item| item.label.starts_with("Sales, ")));
}

#[test]
fn no_shortcut_works_behind_a_dialog_and_esc_closes_the_dialog_alone() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("Clear queue…");
    window.button("Clear 128 messages");
    window.settled();
    let asked = gateway.control.requests().len();
    for key in [Key::N, Key::Comma, Key::R, Key::Num2, Key::K] {
        window.press_with(Modifiers::COMMAND, key);
    }
    window.press(Key::F5);
    window.see("Clear 128 messages from the queue?");
    window.settled();
    assert_eq!(gateway.control.requests().len(), asked);
    window.press(Key::Escape);
    window.see_no_more("Clear 128 messages from the queue?");
    window.see("Number blocked");

    // With text in a form, the first Esc asks and the second withdraws the question.
    window.press_with(Modifiers::COMMAND, Key::N);
    window.see("Add an instance");
    window.type_text("Half a name");
    window.press(Key::Escape);
    window.see("Leave without saving?");
    window.press(Key::Escape);
    window.see_no_more("Leave without saving?");
    assert_eq!(window.field("Name").value, "Half a name");
}

#[test]
fn max_has_the_same_keys() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[DELIVERY]).open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.see("MAX has no archive");
    assert!(!window.has_button("Archive"), "Enter has nothing to press");
    window.press_with(Modifiers::COMMAND, Key::Num1);
    window.see("messages waiting");
    window.assert_not_shown("MAX has no archive");
}
