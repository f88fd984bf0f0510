//! Everything by keyboard alone: Tab reaches every control, and no task needs a pointer.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use instance_desk::model::Page;
use instance_desk::practice::{Fault, Language, PracticeInstance, World};
use instance_desk::ui::theme::size;

use crate::common::{Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window};

/// Presses Tab until the focus returns to the first control, and returns the controls in order.
pub fn tab_round(window: &mut Window) -> Vec<Item> {
    let mut round: Vec<Item> = Vec::new();
    for _ in 0..200 {
        window.press(Key::Tab);
        let Some(item) = window.focused() else { continue };
        let what = format!("{:?} in sight", item.label);
        window.until(&what, |window| window.sees_focus().then_some(()));
        if round.first().is_some_and(|first| first.id == item.id) {
            return round;
        }
        round.push(item);
    }
    panic!("Tab never came back: {:?}", round.iter().map(|item| &item.label).collect::<Vec<_>>());
}

/// Fails unless the controls follow one another from left to right in every row, for Tab and for a screen reader.
#[track_caller]
fn assert_left_to_right(window: &Window) {
    let items: Vec<Item> =
        window.items().into_iter().filter(|item| item.is_operable() && item.rect.is_positive()).collect();
    for pair in items.windows(2) {
        let [one, next] = [&pair[0], &pair[1]];
        let is_one_row = (one.rect.center().y - next.rect.center().y).abs() < 4.0;
        let is_apart = !one.rect.shrink(1.0).intersects(next.rect.shrink(1.0));
        let goes_back = is_one_row && is_apart && next.rect.left() < one.rect.left();
        assert!(!goes_back, "{:?} comes before {:?} to its left", one.label, next.label);
    }
}

/// Whether this is a row of a table of messages or requests, of which Tab reaches one.
pub fn is_table_row(item: &Item) -> bool {
    let starts = item.label.starts_with(|first: char| first.is_ascii_digit());
    item.role == Role::Button && starts && item.label.contains(' ')
}

/// Whether this is a row of the sidebar.
fn is_in_sidebar(item: &Item) -> bool {
    item.rect.right() <= size::SIDEBAR
}

/// Fails unless Tab reaches every enabled control.
#[track_caller]
fn assert_all_reached(window: &mut Window) {
    window.settled();
    assert_left_to_right(window);
    let round = tab_round(window);
    let seen: Vec<_> = round.iter().map(|item| (item.role, item.label.clone())).collect();
    let mut items = window.items();
    // Tab reaches one row of a table; the arrows lead from there to the others, see tests/desk/chats.rs.
    let is_row = |item: &Item| item.role == Role::CheckBox && item.label.contains('@');
    assert_eq!(items.iter().any(is_row), round.iter().any(is_row), "no row of the table is reached");
    items.retain(|item| !is_row(item) && !is_in_sidebar(item) && !is_table_row(item));
    let in_sidebar = round.iter().filter(|item| is_in_sidebar(item)).count();
    assert_eq!(in_sidebar, 1, "the sidebar is one stop");
    let items = items.into_iter();
    let missed: Vec<_> = items
        .filter(|item| item.is_operable() && !item.off && !seen.contains(&(item.role, item.label.clone())))
        .map(|item| (item.role, item.label))
        .collect();
    assert!(missed.is_empty(), "Tab does not reach {missed:?}, only {seen:?}");
}

/// Presses Tab until this control has the focus.
#[track_caller]
pub fn tab_to(window: &mut Window, role: Role, label: &str) {
    for _ in 0..200 {
        if window.focused().is_some_and(|item| item.role == role && item.label == label) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab never came to {label:?}: {}", window.words());
}

/// Presses Tab until this control has the focus, then Enter.
#[track_caller]
pub fn tab_and_enter(window: &mut Window, role: Role, label: &str) {
    tab_to(window, role, label);
    window.press(Key::Enter);
}

#[test]
fn tab_reaches_every_control_of_every_page() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT, SALES, WAREHOUSE]).open();
    window.until("all rows", |window| window.row("Warehouse, WhatsApp · not authorized, waiting: 14"));
    assert_all_reached(&mut window);
    window.tab("Chats");
    assert_all_reached(&mut window);
    window.fill("chatId or phone number", "79992047718");
    window.click("Archive");
    window.see("Check the number");
    assert_all_reached(&mut window);
    window.tab("Requests");
    window.see("GET getSettings");
    assert_all_reached(&mut window);
    window.open_instance("Sales");
    window.tab("Queue");
    window.see("128");
    assert_all_reached(&mut window);
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Language");
    assert_all_reached(&mut window);
    window.click("Licences of the libraries and fonts…");
    window.see("Copy all");
    assert_all_reached(&mut window);
    window.press(Key::Escape);
    window.see("Language");
    window.press_with(Modifiers::COMMAND, Key::N);
    window.see("Add an instance");
    assert_all_reached(&mut window);
    window.press(Key::F1);
    window.see("User guide");
    assert_all_reached(&mut window);
}

#[test]
fn a_queue_is_cleared_without_a_pointer() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    tab_and_enter(&mut window, Role::Button, "Clear queue…");
    window.see("Clear 128 messages from the queue?");
    window.until("the focus", |window| (window.focused()?.label == "Keep the queue").then_some(()));
    tab_and_enter(&mut window, Role::Button, "Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    assert_eq!(gateway.times("clearMessagesQueue"), 1);
}

#[test]
fn what_appears_by_itself_is_announced() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let announced = |window: &mut Window, text: &str| {
        window.until(text, |window| window.items().into_iter().find(|item| item.announced && item.says(text)));
    };
    announced(&mut window, "This number is blocked");
    window.click(SALES);
    announced(&mut window, "Copied");
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    announced(&mut window, "The queue is empty: 128 before, 0 now");
}

#[test]
fn a_list_that_opens_is_chosen_from_and_left_without_a_pointer() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    window.tab("Chats");
    window.settled();
    let filter = "Which chats are shown";
    window.until("the chats", |window| window.find(Role::ComboBox, filter));
    for (chooses, shown) in [(Some(Key::Enter), "Not archived"), (Some(Key::Space), "Archived"), (None, "Archived")] {
        tab_and_enter(&mut window, Role::ComboBox, filter);
        window.button("Groups");
        window.press(Key::ArrowDown);
        window.until("an entry", |window| window.focused().filter(|item| item.role == Role::Button));
        for _ in 0..if shown == "Archived" { 2 } else { 1 } {
            window.press(Key::ArrowDown);
            window.step();
        }
        window.press(chooses.unwrap_or(Key::Escape));
        window.until("the list is closed", |window| (!window.has_button("Groups")).then_some(()));
        window.until("the keyboard is back", |window| window.focused().filter(|item| item.label == filter));
        assert_eq!(window.find(Role::ComboBox, filter).unwrap().value, shown);
    }
}

#[test]
fn a_chat_is_archived_without_a_pointer() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    tab_and_enter(&mut window, Role::Tab, "Chats");
    window.see("chatId or phone number");
    tab_to(&mut window, Role::TextInput, "chatId or phone number");
    window.type_text("79123456789");
    window.press(Key::Enter);
    window.see("Archived: 79123456789@c.us");
    assert_eq!(gateway.times("archiveChat"), 1);

    tab_to(&mut window, Role::Button, "Unarchive");
    window.press(Key::Space);
    window.see("Unarchived: 79123456789@c.us");
}

#[test]
fn an_instance_is_added_without_a_pointer() {
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    let mut window = Home::new().open();
    window.see("Connect your first instance");
    window.type_text("Sales");
    tab_to(&mut window, Role::TextInput, "idInstance");
    window.type_text(SALES);
    tab_to(&mut window, Role::TextInput, "apiUrl · suggested");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.type_text(&sales.api_url);
    tab_to(&mut window, Role::PasswordInput, "apiTokenInstance");
    window.type_text(&sales.api_token_instance);
    tab_and_enter(&mut window, Role::Button, "Check connection");
    window.see("Connected: WhatsApp");
    tab_and_enter(&mut window, Role::Button, "Save instance");
    window.see("Number blocked");
}

#[test]
fn a_list_of_instances_is_reviewed_and_added_by_key() {
    let gateway = Gateway::of(World::many(14, Language::English));
    let mut window = Home::new().open();
    tab_and_enter(&mut window, Role::Button, "Add several…");
    window.see("Copy a list of instances in any program");
    assert_eq!(window.focused().unwrap().label, "Cancel");
    let office = gateway.server.instances();
    let row = |it: &PracticeInstance| format!("{}\t{}\t{}", it.id_instance, it.api_token_instance, it.api_url);
    window.event(Event::Paste(office.iter().map(row).collect::<Vec<_>>().join("\n")));
    window.see("14 instances found");
    assert_eq!(window.focused().unwrap().label, "Cancel");
    // Tab leads to rows that are not drawn yet.
    tab_to(&mut window, Role::CheckBox, &office[13].id_instance);
    window.press(Key::Space);
    tab_and_enter(&mut window, Role::Button, "Add 13 instances");
    window.see("13 instances are added");
    assert_eq!(window.model().page, Page::AllInstances);
}

#[test]
fn a_row_opens_by_key_and_its_menu_too() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[WAREHOUSE]).open();
    window.settled();
    let row = window.row("1. ").unwrap();
    tab_and_enter(&mut window, Role::Button, &row);
    window.button("Copy JSON");
    window.press_with(Modifiers::SHIFT, Key::F10);
    window.button("Copy chatId");
    tab_and_enter(&mut window, Role::Button, "Copy chatId");
    let chat = gateway.control.queue(WAREHOUSE)[0]["body"]["chatId"].as_str().unwrap().to_owned();
    window.until("the copy", |window| (window.copied().last() == Some(&chat)).then_some(()));
}

#[test]
fn the_menu_of_an_instance_opens_by_key_and_esc_closes_it() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    tab_and_enter(&mut window, Role::Button, "More actions");
    window.button("Remove instance…");
    window.press(Key::Escape);
    window.until("the menu closed", |window| (!window.has_button("Remove instance…")).then_some(()));
    window.see("Number blocked");

    tab_and_enter(&mut window, Role::Button, "More actions");
    tab_and_enter(&mut window, Role::Button, "Remove instance…");
    window.see("Its token is deleted from this computer.");
    assert_eq!(window.focused().unwrap().label, "Keep it");
}

#[test]
fn enter_in_the_form_of_a_chat_sends_nothing_while_one_is_under_way() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    gateway.control.fault("archiveChat", Fault::Hang, 1);
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.fill("chatId or phone number", "79123456789");
    window.press(Key::Enter);
    window.see("Archiving 79123456789@c.us…");
    // The request waits until it is in the journal.
    window.until("the request", |_| (gateway.times("archiveChat") > 0).then_some(()));
    window.focus_field("chatId or phone number");
    window.press(Key::Enter);
    window.click("Stop waiting");
    window.settled();
    assert_eq!(gateway.times("archiveChat"), 1);
}
