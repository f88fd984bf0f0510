//! The way of the focus: where it goes when a question or a page opens or closes, and where F6 and the arrows lead.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Vec2};
use instance_desk::ui::theme::{size, space};
use instance_desk::work::replace_number::Step;

use crate::common::replace_number::{at, begin, plan};
use crate::common::{Gateway, Home, Item, SALES, SUPPORT, Window};
use crate::keyboard::{is_table_row, tab_and_enter, tab_round, tab_to};

/// Waits until the focus is on the heading of this step, where a repeated key does nothing.
#[track_caller]
fn at_heading(window: &mut Window, step: Step) {
    at(window, step);
    window.until("the heading", |window| window.focused().filter(|item| item.role == Role::Heading));
    for key in [Key::Enter, Key::Space, Key::Enter] {
        window.press(key);
    }
    window.settled();
    assert_eq!((plan(window).step(), plan(window).is_open(step)), (step, true));
    assert!(window.model().dialog.is_none());
}

#[test]
fn a_key_pressed_twice_does_nothing_in_the_next_step_of_a_replacement() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    tab_and_enter(&mut window, Role::Button, "I have paused them");
    at_heading(&mut window, Step::Save);
    tab_and_enter(&mut window, Role::Button, "Save 128 messages");
    for step in [Step::Clear, Step::Notifications, Step::Unlink] {
        at_heading(&mut window, step);
        tab_and_enter(&mut window, Role::Button, "Skip this step…");
        tab_and_enter(&mut window, Role::Button, "Skip it");
    }
    at_heading(&mut window, Step::Link);
    let changing = ["clearMessagesQueue", "clearWebhooksQueue", "logout", "setSettings", "qr"];
    assert_eq!(changing.map(|method| gateway.times(method)), [0; 5]);
    // With the pointer the focus does not move.
    window.click("Back");
    window.click("Go on");
    at(&mut window, Step::Link);
    assert_ne!(window.focused().map(|item| item.role), Some(Role::Heading));
}

#[test]
fn the_focus_returns_from_a_question_and_lands_on_the_heading_of_a_new_page() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let focus_on = |window: &mut Window, role: Role, label: &str| {
        let is_it = |item: &Item| item.role == role && item.label == label;
        window.until(label, |window| window.focused().filter(is_it));
    };
    tab_and_enter(&mut window, Role::Button, "Clear queue…");
    focus_on(&mut window, Role::Button, "Keep the queue");
    // The guide covers the question, which has the focus again afterwards.
    window.press(Key::F1);
    window.see("User guide");
    window.press(Key::Escape);
    focus_on(&mut window, Role::Button, "Keep the queue");
    window.press(Key::Escape);
    focus_on(&mut window, Role::Button, "Clear queue…");
    tab_and_enter(&mut window, Role::Button, "More actions");
    window.button("Remove instance…");
    window.press(Key::ArrowDown);
    window.press(Key::Escape);
    focus_on(&mut window, Role::Button, "More actions");

    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.press(Key::Tab);
    tab_to(&mut window, Role::TextInput, "chatId or phone number");
    window.press_with(Modifiers::COMMAND, Key::Num3);
    focus_on(&mut window, Role::Heading, "Sales");
    // A control that an answer replaces passes its focus to the heading.
    window.settled();
    // A heading is passed by on the way.
    assert!(tab_round(&mut window).iter().all(|item| item.role != Role::Heading));

    // The tab that leads to the page keeps the focus.
    tab_and_enter(&mut window, Role::Tab, "Queue");
    window.see("messages waiting");
    focus_on(&mut window, Role::Tab, "Queue");
    window.press(Key::F1);
    window.press(Key::Tab);
    window.press(Key::Escape);
    focus_on(&mut window, Role::Tab, "Queue");
}

#[test]
fn escape_leads_from_a_question_to_the_button_that_was_clicked() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let opener = |window: &mut Window| {
        window.press(Key::Escape);
        window.until("the button", |window| window.focused().filter(|item| item.label == "Clear queue…"));
    };
    let keeps = |window: &mut Window| {
        window.until("the safe button", |window| window.focused().filter(|item| item.label == "Keep the queue"));
    };
    window.click("Clear queue…");
    keeps(&mut window);
    opener(&mut window);
    window.click("Clear queue…");
    keeps(&mut window);
    window.press(Key::F1);
    window.see("User guide");
    window.press(Key::Escape);
    keeps(&mut window);
    opener(&mut window);
}

#[test]
fn the_form_of_tags_opens_at_its_field() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("More actions");
    window.click("Tags and colour…");
    window.until("the field", |window| window.focused().filter(|item| item.label == "Tags"));
}

#[test]
fn with_the_pointer_the_focus_does_not_move_by_itself() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("Clear queue…");
    window.click("Keep the queue");
    window.tab("Account");
    window.settled();
    assert_eq!(window.focused().map(|item| item.label), None);
}

#[test]
fn f6_leads_from_the_sidebar_to_the_page_and_back_and_arrows_along_the_sidebar() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    let focus_on = |window: &mut Window, label: &str| {
        window.until(label, |window| window.focused().filter(|item| item.label.starts_with(label)));
    };
    window.press(Key::F6);
    focus_on(&mut window, "Sales, ");
    window.press(Key::End);
    focus_on(&mut window, "Preferences");
    window.press(Key::ArrowUp);
    focus_on(&mut window, "Help");
    window.press(Key::Home);
    focus_on(&mut window, "All instances");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    focus_on(&mut window, "Support, ");
    window.press(Key::Enter);
    window.until("Support", |window| (window.titles().last()?.as_str() == "Support — Instance Desk").then_some(()));
    focus_on(&mut window, "Support, ");
    window.press(Key::F6);
    window.until("the title", |window| window.focused().filter(|item| item.role == Role::Heading));
    window.press(Key::F6);
    focus_on(&mut window, "Support, ");
}

#[test]
fn the_arrows_lead_along_a_table_that_is_one_stop_of_tab() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let rows = tab_round(&mut window).into_iter().filter(is_table_row).count();
    assert_eq!(rows, 1);
    let first = window.row("1. ").unwrap();
    tab_to(&mut window, Role::Button, &first);
    for (key, row) in [(Key::ArrowDown, "2. "), (Key::End, "128. "), (Key::ArrowUp, "127. "), (Key::Home, "1. ")] {
        window.press(key);
        window.until(row, |window| window.focused().filter(|item| item.label.starts_with(row)));
        window.until("it in sight", |window| window.sees_focus().then_some(()));
    }
}

#[test]
fn the_wheel_over_a_table_scrolls_the_page_first() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    let place = |window: &Window, start: &str| {
        window.items().into_iter().find(|item| item.label.starts_with(start)).map(|item| item.rect)
    };
    let turn = |window: &mut Window, at: Pos2, points: f32| (0..30).for_each(|_| window.scroll_at(at, points));
    let screen = window.ctx().content_rect();
    let first = place(&window, "1. ").unwrap();
    // What is below the table comes into sight, and the table has not scrolled.
    turn(&mut window, first.center(), 150.0);
    let answer = place(&window, "showMessagesQueue").unwrap();
    assert!(screen.contains_rect(answer), "{answer:?}");
    assert!(place(&window, "1. ").is_some());
    turn(&mut window, screen.left_center() + Vec2::new(size::SIDEBAR + space::S, 0.0), -150.0);
    assert_eq!(place(&window, "1. "), Some(first));
    // After a click the table keeps the wheel.
    window.click_at(first.left_center() + Vec2::new(40.0, 0.0));
    turn(&mut window, first.center(), 150.0);
    assert!(place(&window, "1. ").is_none());
}

#[test]
fn the_focus_stays_in_a_dialog() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    window.click("Clear queue…");
    window.button("Clear 128 messages");
    window.settled();
    let mut seen: Vec<String> = tab_round(&mut window).into_iter().map(|item| item.label).collect();
    seen.sort();
    let copy = "Save a copy first (128 of 128 can be saved)";
    assert_eq!(seen, ["Clear 128 messages", "Keep the queue", copy]);
    assert_eq!(gateway.times("clearMessagesQueue"), 0);
}

#[test]
fn the_wheel_scrolls_the_list_of_instances_away_from_the_row_with_the_focus() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    for number in 0..40 {
        let mut instance = gateway.instance(SALES);
        instance.id_instance = (7_103_100_000_u64 + number).to_string();
        instance.name = format!("Branch {number}");
        home.keep(&instance, &instance.api_url);
    }
    let mut window = home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::K);
    window.press(Key::ArrowDown);
    let top = |window: &Window| {
        let row = window.items().into_iter().find(|item| item.label.starts_with("Branch 1, ")).unwrap();
        assert!(row.focused);
        row.rect
    };
    let before = top(&window);
    window.scroll_at(before.center(), 300.0);
    assert!(top(&window).top() < before.top() - 200.0, "{:?} {before:?}", top(&window));
}
