//! Finding chats, selecting many of them, and importing lists.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use instance_desk::app::FileDialogAnswer;
use instance_desk::green_api::{IdInstance, Messenger as Kind};
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger};

use crate::common::{DELIVERY, Gateway, Home, Item, SUPPORT, Window};

const FIELD: &str = "chatId or phone number";

/// Returns eight chats: one archived, one a group, one known only by its number, two with names that are hard to find.
pub fn seed() -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").chats(vec![
        Chat::person("79123456789@c.us", "Ирина Соколова"),
        Chat::group("120363043968066561@g.us", "Склад Юг"),
        Chat::person("79031182004@c.us", "").archived(),
        Chat::person("77012204518@c.us", "Семён Ёлкин"),
        Chat::person("971502204518@c.us", "مطعم الورد"),
        Chat { unread: 2, ..Chat::person("447700900123@c.us", "Zoë Reed") },
        Chat::person("380672204518@c.us", "Коваль Пётр"),
        Chat::person("79992047718@c.us", "").silent(),
    ])
}

fn chats(gateway: &Gateway, home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.settled();
    let _ = gateway;
    window
}

pub fn opened() -> (Gateway, Home, Window) {
    let gateway = Gateway::with(seed());
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = chats(&gateway, &home);
    window.until("the rows", |window| (!rows(window).is_empty()).then_some(()));
    (gateway, home, window)
}

/// Returns the rows of the table, in their order.
fn rows(window: &Window) -> Vec<Item> {
    let is_row = |item: &Item| item.role == Role::CheckBox && item.label.contains('@');
    window.items().into_iter().filter(is_row).collect()
}

/// Returns the first part of each row's label.
fn names(window: &Window) -> Vec<String> {
    rows(window).into_iter().map(|row| row.label.split(", ").next().unwrap().to_owned()).collect()
}

fn selected(window: &Window) -> Vec<String> {
    let selected = rows(window).into_iter().filter(|row| row.selected);
    selected.map(|row| row.label.split(", ").next().unwrap().to_owned()).collect()
}

#[track_caller]
fn search(window: &mut Window, text: &str, found: &[&str]) {
    window.fill("Search 8 chats", text);
    window.until(text, |window| (names(window) == found).then_some(()));
}

fn filter(window: &mut Window, which: &str) {
    window.click_on(Role::ComboBox, "Which chats are shown");
    window.click(which);
}

#[track_caller]
fn click_row(window: &mut Window, start: &str) {
    let is_it = |item: &Item| item.label.starts_with(start);
    let row = window.until(start, |window| rows(window).into_iter().find(is_it));
    window.click_on(Role::CheckBox, &row.label);
}

#[test]
fn chats_are_found_by_name_number_and_id() {
    let (gateway, _home, mut window) = opened();
    assert_eq!(names(&window)[..3], ["Ирина Соколова", "Склад Юг", "+7\u{a0}903\u{a0}118-20-04"]);
    search(&mut window, "соколова", &["Ирина Соколова"]);
    search(&mut window, "елкин", &["Семён Ёлкин"]);
    search(&mut window, "ZOE", &["Zoë Reed"]);
    search(&mut window, "+7 (912)", &["Ирина Соколова"]);
    search(&mut window, "@g.us", &["Склад Юг"]);
    search(&mut window, "الورد", &["مطعم الورد"]);
    window.fill("Search 8 chats", "nobody");
    window.see("No chats match");
    search(&mut window, "zoë reed", &["Zoë Reed"]);
    window.see("2 unread");
    assert_eq!(gateway.times("getChats"), 1, "finding asks nobody");
}

#[test]
fn chats_are_filtered_and_sorted() {
    let (_gateway, _home, mut window) = opened();
    filter(&mut window, "Archived");
    window.until("the archived one", |window| (names(window) == ["+7\u{a0}903\u{a0}118-20-04"]).then_some(()));
    filter(&mut window, "Groups");
    window.until("the group", |window| (names(window) == ["Склад Юг"]).then_some(()));
    filter(&mut window, "Not archived");
    window.until("the others", |window| (names(window).len() == 7).then_some(()));
    filter(&mut window, "People");
    window.until("people", |window| (names(window).len() == 7 && !window.shows("Склад Юг")).then_some(()));
    filter(&mut window, "All");
    window.click("Name");
    window.until("Latin letters first", |window| (names(window)[0] == "Zoë Reed").then_some(()));
    window.click("Chat");
    window.until("numbers", |window| (names(window)[0] == "Коваль Пётр").then_some(()));
    window.click("Chat");
    window.until("activity", |window| (names(window)[0] == "Ирина Соколова").then_some(()));
}

#[test]
fn what_is_chosen_outlives_a_search_a_filter_and_a_new_list() {
    let (gateway, _home, mut window) = opened();
    click_row(&mut window, "Ирина");
    search(&mut window, "коваль", &["Коваль Пётр"]);
    click_row(&mut window, "Коваль");
    window.see("2 selected");
    window.fill("Search 8 chats", "");
    filter(&mut window, "Groups");
    window.click("Select 1 shown");
    window.see("3 selected");
    filter(&mut window, "Selected");
    window.until("three", |window| (selected(window) == ["Ирина Соколова", "Склад Юг", "Коваль Пётр"]).then_some(()));
    // The server renews its list once a minute; in a test fifty times as often.
    let asked = gateway.times("getChats");
    window.until("another list", |window| {
        let due = window.model().instances[0].chats.known.at()?;
        (jiff::Timestamp::now().duration_since(due).as_secs_f64() > 1.3).then_some(())
    });
    window.press(Key::F5);
    window.until("the second", |_| (gateway.times("getChats") > asked).then_some(()));
    window.settled();
    window.until("the same", |window| (selected(window).len() == 3).then_some(()));
    window.click("Select none");
    window.see_no_more("3 selected");
    // With nothing selected, "Selected" would show nothing.
    window.until("all chats", |window| (names(window).len() > 3).then_some(()));
}

#[test]
fn a_list_that_was_just_told_is_not_asked_for_again() {
    let gateway = Gateway::with(seed());
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.pace = 1.0;
    let mut window = chats(&gateway, &home);
    window.until("the rows", |window| (!rows(window).is_empty()).then_some(()));
    window.press(Key::F5);
    window.see("The server renews this list once a minute");
    window.tab("Queue");
    window.tab("Chats");
    window.settled();
    assert_eq!(gateway.times("getChats"), 1);
}

#[test]
fn ranges_are_chosen_with_shift_and_rows_with_the_keys() {
    let (_gateway, _home, mut window) = opened();
    window.press_with(Modifiers::COMMAND, Key::F);
    window.until("the focus", |window| window.focused().filter(|item| item.label == "Search 8 chats"));
    window.press(Key::ArrowDown);
    window.until("the first row", |window| window.focused().filter(|item| item.label.starts_with("Ирина")));
    window.press(Key::Space);
    window.see("1 selected");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.until("the third row", |window| window.focused().filter(|item| item.label.starts_with("+7")));
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    window.see("4 selected");
    window.press(Key::End);
    window.until("the last row", |window| window.focused().filter(|item| item.label.contains("79992047718")));
    window.press(Key::Space);
    window.see("5 selected");
    window.press(Key::Home);
    window.press_with(Modifiers::COMMAND, Key::A);
    window.see("8 selected");
    window.click("Select none");
    click_row(&mut window, "Склад");
    let row = rows(&window).into_iter().find(|row| row.label.starts_with("Zoë")).unwrap();
    window.click_with(Modifiers::SHIFT, row.rect.center());
    window.see("5 selected");
    window.until("the range", |window| (selected(window).len() == 5).then_some(()));
}

#[test]
fn the_single_form_says_whose_chat_it_is() {
    let (_gateway, _home, mut window) = opened();
    window.fill(FIELD, "+7 (912) 345-67-89");
    window.see("· Ирина Соколова");
    let row = rows(&window).into_iter().find(|row| row.label.starts_with("Коваль")).unwrap();
    window.click_secondary(Role::CheckBox, &row.label);
    window.click("Put into the field above");
    assert_eq!(window.field(FIELD).value, "380672204518@c.us");
    window.see("· Коваль Пётр");
    window.click_secondary(Role::CheckBox, &row.label);
    window.click("Copy chatId");
    window.until("the copy", |window| (window.copied().last()? == "380672204518@c.us").then_some(()));
}

/// Ends the session once the list is stored, which happens after it is shown.
pub fn close_with_stored_chats(home: &Home, mut window: Window) {
    let id = IdInstance::parse(SUPPORT).unwrap();
    window.until("the stored list", |_| {
        let id = id.clone();
        home.ask_beside(move |tables| tables.chats(&id, Kind::WhatsApp)).filter(|list| list.chats_at.is_some())
    });
    drop(window);
    home.closed();
}

#[test]
fn the_chats_are_there_at_the_next_start_without_a_network() {
    let (gateway, home, window) = opened();
    close_with_stored_chats(&home, window);
    gateway.go_away();
    let mut window = home.open();
    window.tab("Chats");
    // Above them the page says that they could not be refreshed, so not all are in sight.
    window.button("Select all 8 shown");
    window.see("as of ");
    window.see("Ирина Соколова");
    gateway.come_back();
    window.settled();
    window.press(Key::F5);
    window.settled();
    window.see_no_more("as of ");
}

#[test]
fn a_list_that_cannot_be_told_says_why() {
    let gateway = Gateway::with(seed());
    let home = Home::of(&gateway, &[SUPPORT]);
    gateway.control.fault("getChats", Fault::Html, u32::MAX);
    let mut window = chats(&gateway, &home);
    // The contacts arrived and are shown.
    window.until("the contacts", |window| (rows(window).len() >= 5).then_some(()));
    window.until("the reason", |window| window.model().instances[0].chats.known.failure.clone());
    window.see("Try again");
}

#[test]
fn contacts_that_are_not_listed_are_no_failure_beside_the_chats() {
    let gateway = Gateway::with(seed());
    let home = Home::of(&gateway, &[SUPPORT]);
    gateway.control.fault("getContacts", Fault::Body("[]".to_owned()), u32::MAX);
    let mut window = chats(&gateway, &home);
    window.until("the chats", |window| (rows(window).len() >= 5).then_some(()));
    window.settled();
    assert_eq!(gateway.times("getContacts"), 1);
    window.assert_not_shown("the list is empty");
    assert_eq!(window.model().instances[0].chats.known.failure, None);
}

#[test]
fn practice_leaves_nothing_in_the_database() {
    let home = Home::practice();
    let mut window = home.open();
    window.open_instance("Support");
    window.tab("Chats");
    window.until("the rows", |window| (!rows(window).is_empty()).then_some(()));
    window.settled();
    let id = IdInstance::parse(SUPPORT).unwrap();
    assert_eq!(home.ask_beside(move |tables| tables.chats(&id, Kind::WhatsApp)), None);
}

#[test]
fn the_chats_of_max_are_shown_for_reading() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[DELIVERY]);
    let mut window = chats(&gateway, &home);
    window.see("MAX has no archive");
    window.until("a search", |window| window.items().into_iter().find(Item::is_field));
    for act in ["Archive", "Unarchive", "Paste a list…", "Open a list…"] {
        assert!(!window.has_button(act), "{act}");
    }
    assert!(rows(&window).is_empty(), "nothing can be chosen");
}

#[test]
fn a_pasted_list_is_read_and_chosen() {
    let (_gateway, _home, mut window) = opened();
    window.click("Paste a list…");
    window.see("Copy phone numbers or chatIds in any program");
    assert!(window.find(Role::Button, "Select 0 chats").unwrap().off);
    let list = "+7 912 345-67-89\n77012204518@c.us\n79123456789\n12345\n79990000001@c.us\n";
    window.event(Event::Paste(list.to_owned()));
    window.see("2 chats");
    window.see("1 number is not among the chats");
    window.see("1 line repeats a chat");
    window.see("1 line is not a chat and is left out");
    window.see("The same chat as in line 1");
    window.see("5 digits are too few");
    window.click("Select 2 chats");
    window.see("2 selected");
    window.until("both", |window| (selected(window) == ["Ирина Соколова", "Семён Ёлкин"]).then_some(()));
    // The next list replaces this one.
    window.click("Paste a list…");
    window.event(Event::Paste("380672204518".to_owned()));
    window.click("Select 1 chat");
    window.see("1 selected");
    window.until("the new one", |window| (selected(window) == ["Коваль Пётр"]).then_some(()));
}

#[test]
fn a_list_names_a_known_chat_by_any_spelling() {
    let (_gateway, _home, mut window) = opened();
    window.click("Paste a list…");
    window.event(Event::Paste("+8 912 345-67-89\n+8 912 345-67-80\n8 (903) 118-20-04\n84951234567\n".to_owned()));
    window.see("2 chats");
    window.see("2 numbers look wrong");
    window.see("no country has the code +8, so it is read as +7");
    window.see("it begins with 8; write + and the country code");
    window.click("Select 2 chats");
    window.until("both", |window| (selected(window) == ["Ирина Соколова", "+7\u{a0}903\u{a0}118-20-04"]).then_some(()));
}

#[test]
fn a_number_that_looks_wrong_is_added_but_not_chosen() {
    let (_gateway, _home, mut window) = opened();
    window.click("Paste a list…");
    window.event(Event::Paste("9123456788\n+7 (912) 345-67-8\nи так далее\n".to_owned()));
    window.see("2 numbers look wrong");
    window.see("the country code seems to be missing");
    window.see("10 digits, while numbers of this country have 11");
    window.see("“и” is not allowed in one");
    window.click("Show in the table");
    window.until("both are there", |window| (rows(window).len() == 10).then_some(()));
    assert!(selected(&window).is_empty());
    window.see("not in your chats");
    window.click("Paste a list…");
    window.event(Event::Paste("9123456789 ✅\n9123456788".to_owned()));
    window.click("Select 1 chat");
    window.until("the sure one", |window| (selected(window) == ["Ирина Соколова"]).then_some(()));
}

#[test]
fn a_huge_list_is_named_and_forgotten_when_it_is_cancelled() {
    let (_gateway, _home, mut window) = opened();
    for (unit, size, word) in [
        ("7", 3 << 20, "Longer than any chatId or number; only its beginning is shown"),
        ("\"", 3 << 20, "Longer than any chatId or number; only its beginning is shown"),
        (",", 31 << 20, "A line in it is longer than 4 MB. Put one chat on each line."),
        ("7", 33 << 20, "It can have up to 32 MB"),
    ] {
        window.click("Paste a list…");
        window.event(Event::Paste(unit.repeat(size)));
        window.see(word);
        let longest = window.items().iter().map(|item| item.label.len()).max();
        assert!(longest < Some(1_000), "{unit}: {longest:?}");
        window.press(Key::Escape);
        window.until("no list is kept", |window| window.model().instances[0].chats.reading.is_none().then_some(()));
    }
}

#[test]
fn connection_data_are_no_list_and_are_not_shown() {
    let (gateway, _home, mut window) = opened();
    let instance = gateway.instance(SUPPORT);
    let lines = [&instance.api_url, &instance.id_instance, &instance.api_token_instance].map(String::as_str).join("\n");
    window.click("Paste a list…");
    for text in [lines.as_str(), &instance.api_token_instance] {
        window.event(Event::Paste(text.to_owned()));
        window.see("These are an instance’s connection data, not a list of chats");
        assert!(!window.words().contains(&instance.api_token_instance), "{}", window.words());
        assert!(window.find(Role::Button, "Select 0 chats").unwrap().off);
    }
    window.event(Event::Paste("+7 912 345-67-89".to_owned()));
    window.click("Select 1 chat");
}

#[test]
fn a_file_is_read_as_it_is_and_can_be_read_otherwise() {
    let gateway = Gateway::with(seed());
    let mut home = Home::of(&gateway, &[SUPPORT]);
    let path = home.dir().join("clients.csv");
    std::fs::write(&path, "Имя;Телефон;Второй\r\nИрина;79123456789;79990000002\r\nПётр;380672204518;\r\n").unwrap();
    home.options.file_dialog = Some(FileDialogAnswer::File(path));
    let mut window = chats(&gateway, &home);
    window.until("the rows", |window| (!rows(window).is_empty()).then_some(()));
    window.click("Open a list…");
    window.see("Chats from “clients.csv”");
    window.see("2 chats");
    assert!(window.find(Role::ComboBox, "Encoding").unwrap().value.contains("UTF-8"));
    assert!(window.find(Role::ComboBox, "Column with the chats").unwrap().value.contains("Column 2: Телефон"));
    window.click_on(Role::ComboBox, "Column with the chats");
    window.click("Column 3: Второй");
    window.see("0 chats");
    window.see("1 number is not among the chats");
    window.see("1 line is not a chat and is left out");
    window.click("Cancel");
    window.see_no_more("Chats from “clients.csv”");
    window.assert_not_shown("selected");
}

#[test]
fn without_a_file_dialog_a_list_is_pasted() {
    let gateway = Gateway::with(seed());
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.file_dialog = Some(FileDialogAnswer::NoDialog);
    let mut window = chats(&gateway, &home);
    window.until("the rows", |window| (!rows(window).is_empty()).then_some(()));
    window.click("Open a list…");
    // Nothing can be dropped on a window of Wayland.
    window.see("Copy the list and paste it here");
    window.event(Event::Paste("79123456789".to_owned()));
    window.click("Select 1 chat");
    window.see("1 selected");
}

/// A file as the window system passes it when dropped.
#[test]
fn a_file_that_is_dropped_on_the_window_is_read() {
    let (_gateway, home, mut window) = opened();
    let path = home.dir().join("book.xlsx");
    std::fs::write(&path, b"PK\x03\x04rest").unwrap();
    window.drop_files([path]);
    window.see("This is not a workbook of Excel or LibreOffice");
    assert!(window.find(Role::Button, "Select 0 chats").unwrap().off);
    window.press(Key::Escape);
    window.drop_files([home.dir().to_owned()]);
    window.see("This is a folder. Drop the file itself.");
}

#[test]
fn a_list_can_be_brought_where_the_instance_tells_no_chats() {
    let gateway = Gateway::with(seed());
    gateway.control.fault("getContacts", Fault::BadGateway, u32::MAX);
    gateway.control.fault("getChats", Fault::BadGateway, u32::MAX);
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = chats(&gateway, &home);
    window.see("502");
    window.click("Paste a list…");
    window.event(Event::Paste("79123456789\n79031182004".to_owned()));
    window.see("The chats of this instance are not loaded, so there is nothing to compare with");
    window.click("Show in the table");
    window.click("Select all 2 shown");
    window.see("2 selected");
    window.button("Archive 2 chats…");
}

#[test]
fn a_number_without_chats_takes_a_list_too() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support"));
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = chats(&gateway, &home);
    window.see("Not refreshed: the list is empty");
    let path = home.dir().join("clients.csv");
    std::fs::write(&path, "79123456789\r\n").unwrap();
    window.drop_files([path.clone(), home.dir().join("more.csv")]);
    window.see("Only the first of these files is opened");
    window.click("Show in the table");
    window.click("Select 1 shown");
    window.see("1 selected");
}

#[test]
fn a_list_is_compared_with_chats_that_are_loaded_later() {
    let gateway = Gateway::with(seed());
    gateway.control.fault("getContacts", Fault::BadGateway, u32::MAX);
    gateway.control.fault("getChats", Fault::BadGateway, 1);
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = chats(&gateway, &home);
    window.see("502");
    let gate = gateway.control.hold("getChats");
    window.click("Try again");
    window.click("Paste a list…");
    window.event(Event::Paste("79123456789\n78451234561".to_owned()));
    window.see("2 numbers are not among the chats");
    gate.open();
    window.see("1 number is not among the chats");
    window.see("not among the chats and contacts");
    window.click("Select 1 chat");
    window.see("1 selected");
}
