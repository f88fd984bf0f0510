//! Adding several instances at once: what is found in a list, what is doubtful, what is saved and what is not.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use instance_desk::app::FileDialogAnswer;
use instance_desk::model::Page;
use instance_desk::practice::{Fault, Gate, Language, PracticeInstance, World};
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::common::canary::{Log, files_with};
use crate::common::form::ID;
use crate::common::keyring::Keyring;
use crate::common::{Gateway, Home, Window, answers};

/// Starts a server with this number of instances. Returns them, too.
fn office(count: usize) -> (Gateway, Vec<PracticeInstance>) {
    let gateway = Gateway::of(World::many(count, Language::English));
    let instances = gateway.server.instances();
    (gateway, instances)
}

/// Returns a row of a spreadsheet.
fn row(instance: &PracticeInstance) -> String {
    let PracticeInstance { name, api_url, id_instance, api_token_instance, .. } = instance;
    format!("{name}\t{id_instance}\t{api_token_instance}\t{api_url}")
}

fn table(rows: impl IntoIterator<Item = String>) -> String {
    let head = "Город\tidInstance\tapiTokenInstance\tapiUrl".to_owned();
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\r\n")
}

/// Opens the program and pastes a list into its form.
fn paste_list(home: &Home, list: &str) -> Window {
    let mut window = home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::N);
    window.paste(ID, list);
    window
}

/// Returns the ids that are saved, in their order.
fn saved(home: &Home) -> Vec<String> {
    let kept: serde_json::Value = serde_json::from_str(&home.kept()).unwrap_or_default();
    let instances = kept["instances"].as_array().cloned().unwrap_or_default();
    instances.iter().map(|record| record["idInstance"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn thirty_are_reviewed_checked_and_added_and_two_that_fail_are_kept_apart() {
    let (gateway, office) = office(31);
    let home = Home::of(&gateway, &[&office[0].id_instance]);
    let known = PracticeInstance { name: "Known".into(), ..office[0].clone() };
    let wrong = PracticeInstance { api_token_instance: "0".repeat(50), ..office[3].clone() };
    let gone = PracticeInstance { id_instance: "7107999999".into(), ..office[5].clone() };
    let odd = PracticeInstance { name: "Odd".into(), api_token_instance: "short1".into(), ..office[6].clone() };
    let mut rows: Vec<String> = office[1..30].iter().map(row).collect();
    (rows[2], rows[4], rows[5]) = (row(&wrong), row(&gone), row(&odd));
    rows.extend([row(&known), row(&office[1])]);
    let mut window = paste_list(&home, &table(rows));
    window.see("31 instances found");
    window.see("3 of them are doubtful");
    window.see("apiTokenInstance usually has 50 letters and digits");
    window.see(&format!("Already in this program as “{}”", office[0].name));
    window.see("Listed again");
    window.see(&format!("127.0.0.1 · apiTokenInstance ••••{}", &office[1].api_token_instance[46..]));
    assert_eq!(saved(&home), [office[0].id_instance.clone()]);
    // The list is longer than what is drawn, so rows near its top are changed.
    let odd_row =
        format!("Odd, {}, apiTokenInstance usually has 50 letters and digits; please compare", odd.id_instance);
    window.click_on(Role::CheckBox, &odd_row);
    window.fill(&format!("Name of {}", office[2].id_instance), "Renamed");
    let before = gateway.times("getStateInstance");
    window.click("Add 28 instances");
    window.see("26 of 28 instances added");
    window.see("the token does not fit this instance");
    window.see("idInstance or apiUrl is wrong");
    assert!(gateway.times("getStateInstance") >= before + 28);
    assert_eq!(saved(&home).len(), 27);

    gateway.control.clear_faults();
    window.click("Try 2 again");
    window.see("26 of 28 instances added");
    window.click(&format!("Add “{}” anyway", wrong.name));
    window.see("27 of 28 instances added");
    window.click("Close");
    window.see("Instances added: 27, not added: 1");
    drop(window);

    let mut window = home.open();
    window.settled();
    assert_eq!(window.model().instances.len(), 28);
    for instance in &office[1..30] {
        let is_left_out =
            [&gone.name, &odd.name].contains(&&instance.name) || instance.id_instance == office[5].id_instance;
        if is_left_out || instance.id_instance == office[6].id_instance || instance.id_instance == office[3].id_instance
        {
            continue;
        }
        assert_eq!(home.token(&instance.id_instance).unwrap(), instance.api_token_instance, "{}", instance.name);
    }
    assert_eq!(home.token(&office[3].id_instance).unwrap(), "0".repeat(50));
    assert_eq!(home.token(&odd.id_instance), None);
    assert!(home.kept().contains("Renamed") && !home.kept().contains("Odd"));
}

#[test]
fn eight_are_checked_at_once_and_closing_keeps_what_was_added() {
    let (gateway, office) = office(20);
    let home = Home::new();
    let gate = Gate::default();
    for instance in &office[2..] {
        gateway.control.fault_for(&instance.id_instance, "getStateInstance", Fault::Hold(gate.clone()), 1);
    }
    let mut window = paste_list(&home, &table(office.iter().map(row)));
    window.click("Add 20 instances");
    window.see("Added: 2 · not added: 0 · left: 18");
    let asked = |gateway: &Gateway| {
        let held = gateway.control.requests_of("getStateInstance");
        held.iter().filter(|seen| office[2..].iter().any(|it| it.id_instance == seen.id_instance)).count()
    };
    window.until("eight checks", |_| (asked(&gateway) == 8).then_some(()));
    window.see("When you close this, added instances stay");
    window.press(Key::Escape);
    window.see("Instances added: 2, not added: 18");
    window.until("what was added", |window| (window.model().page == Page::AllInstances).then_some(()));
    gate.open();
    window.settled();
    let two = [office[0].id_instance.clone(), office[1].id_instance.clone()];
    window.until("both in the file", |_| (saved(&home) == two).then_some(()));
    assert_eq!(asked(&gateway), 8);
    drop(window);
    let mut window = home.open();
    window.settled();
    assert_eq!(window.model().instances.len(), 2);
}

#[test]
fn a_list_that_is_closed_adds_nothing() {
    let (gateway, office) = office(3);
    let home = Home::new();
    let mut window = paste_list(&home, &table(office.iter().map(row)));
    window.see("3 instances found");
    window.press(Key::Escape);
    window.see_no_more("3 instances found");
    assert_eq!((saved(&home), gateway.control.requests().len()), (Vec::new(), 0));
    assert!(office.iter().all(|instance| home.token(&instance.id_instance).is_none()));
    // The form is as it was.
    assert_eq!(window.field(ID).value, "");
}

#[test]
fn one_instance_with_several_numbers_fills_the_form() {
    let (_gateway, office) = office(2);
    let PracticeInstance { api_url, id_instance, api_token_instance, .. } = &office[0];
    let list = json!([{"idInstance": id_instance, "apiTokenInstance": api_token_instance, "apiUrl": api_url, "settings": {"id": 12345}}]);
    let mut window = paste_list(&Home::new(), &list.to_string());
    assert_eq!(&window.field(ID).value, id_instance);
    window.assert_not_shown("instances found");
}

#[test]
fn of_two_tokens_for_one_instance_one_can_be_selected() {
    let (_gateway, office) = office(3);
    let home = Home::new();
    let other = PracticeInstance { name: "Other".into(), api_token_instance: "1".repeat(50), ..office[0].clone() };
    let first = PracticeInstance { name: "First".into(), ..office[0].clone() };
    let foreign = PracticeInstance { api_url: "https://gate.example".into(), ..office[2].clone() };
    let mut window = paste_list(&home, &table([row(&other), row(&first), row(&office[1]), row(&foreign)]));
    window.see("The list has another token, too");
    let label = |name: &str| {
        format!("{name}, {}, The list has another token, too: check which one is right", first.id_instance)
    };
    assert!(window.has_button("Add 1 instance"));
    window.click_on(Role::CheckBox, &label("Other"));
    window.button("Add 2 instances");
    window.click("Select none");
    assert!(window.find(Role::Button, "Add instances").unwrap().off);
    // The right token, and a server that is not GREEN-API's, are selected one by one.
    window.click("Select all");
    window.button("Add 1 instance");
    window.click_on(Role::CheckBox, &label("First"));
    window.click("Add 2 instances");
    window.see("2 instances are added");
    window.see("All instances");
    assert_eq!(home.token(&first.id_instance).unwrap(), first.api_token_instance);
}

#[test]
fn a_token_that_this_computer_lacks_is_added_to_its_instance() {
    let (gateway, office) = office(3);
    let mut home = Home::of(&gateway, &[&office[0].id_instance, &office[1].id_instance]);
    home.vault = instance_desk::vault::Vault::memory();
    home.options.vault = Some(home.vault.clone());
    let mut window = home.open();
    window.until("no tokens", |window| {
        let missing = |instance: &instance_desk::model::Instance| {
            matches!(instance.token, instance_desk::model::TokenState::Missing)
        };
        window.model().instances.iter().all(missing).then_some(())
    });
    window.press_with(Modifiers::COMMAND, Key::N);
    window.paste(ID, &table(office.iter().map(row)));
    window.see("but its token is not on this computer");
    window.click("Add 3 instances");
    window.see("3 instances are added");
    assert_eq!(window.model().instances.len(), 3);
    assert_eq!(home.token(&office[0].id_instance).unwrap(), office[0].api_token_instance);
}

#[test]
fn a_keyring_that_refuses_is_asked_once_and_the_tokens_can_stay_in_memory() {
    let (_gateway, office) = office(5);
    let keyring = Keyring::new();
    let mut home = Home::new();
    home.options.vault = Some(keyring.vault());
    keyring.lock();
    let mut window = paste_list(&home, &table(office.iter().map(row)));
    window.button("Add 5 instances");
    // The start has tried the keyring.
    window.until("the start", |window| (!window.model().vault.asking).then_some(()));
    let before = keyring.connections();
    window.click("Add 5 instances");
    window.see("0 of 5 instances added");
    assert!(keyring.connections() <= before + 2, "{} prompts", keyring.connections() - before);
    window.click("Keep it until I close the program");
    window.see("5 instances are added");
    assert_eq!(saved(&home).len(), 5);
}

#[test]
fn a_refused_token_is_corrected_in_its_row_and_leaves_no_trace() {
    const FIELD: &str = "New apiTokenInstance";
    let (gateway, office) = office(3);
    let home = Home::of(&gateway, &[]);
    let log = Log::listen();
    let wrong = |at: usize| PracticeInstance { api_token_instance: "0".repeat(50), ..office[at].clone() };
    let mut window = paste_list(&home, &table([row(&office[0]), row(&wrong(1)), row(&wrong(2))]));
    window.click("Add 3 instances");
    window.see("1 of 3 instances added");
    let tokens = [1, 2].map(|at| office[at].api_token_instance.clone());
    let correct = |window: &mut Window, at: usize| window.click(&format!("Correct the token of “{}”", office[at].name));
    correct(&mut window, 1);
    assert!(window.find(Role::Button, "Check again").unwrap().off, "nothing is typed");
    // In two steps, each of which Ctrl+Z could take back.
    window.fill(FIELD, &tokens[0]);
    window.fill(FIELD, "another");
    window.assert_not_shown(&tokens[0]);

    // Ctrl+Z brings nothing back in the field of another row, nor in the same field opened again.
    for at in [2, 1, 1] {
        correct(&mut window, at);
        window.focus_field(FIELD);
        window.click(&format!("Show {FIELD}"));
        for _ in 0..3 {
            window.press_with(Modifiers::COMMAND, Key::Z);
        }
        assert_eq!(window.field(FIELD).value, "");
    }

    // A token may be pasted with a line break and spaces around it.
    window.paste(FIELD, &format!(" {}\n", tokens[0]));
    window.click(&format!("Hide {FIELD}"));
    window.click("Check again");
    window.see("2 of 3 instances added");
    correct(&mut window, 2);
    window.fill(FIELD, &tokens[1]);
    window.click("Check again");
    window.see("3 instances are added");
    window.until("all", |_| (saved(&home).len() == 3).then_some(()));
    assert_eq!(window.model().page, Page::AllInstances);
    for token in &tokens {
        assert!(!window.words().contains(token));
        assert!(!format!("{:?}", window.model()).contains(token));
    }
    drop(window);
    home.closed();
    for token in &tokens {
        log.assert_without(token);
        assert_eq!(files_with(home.dir(), token), Vec::<String>::new());
    }
}

#[test]
fn a_list_is_opened_from_a_file() {
    let (_gateway, office) = office(3);
    let json = json!(office.iter().map(|it| json!({"idInstance": it.id_instance, "token": it.api_token_instance, "apiUrl": it.api_url, "name": it.name})).collect::<Vec<_>>());
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Notes").unwrap();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(["Название", "ID инстанса", "Токен", "Адрес API"]) {
        sheet.write_string(0, column, head).unwrap();
    }
    for (line, it) in (1..).zip(&office) {
        sheet.write_string(line, 0, &it.name).unwrap();
        sheet.write_number(line, 1, it.id_instance.parse::<f64>().unwrap()).unwrap();
        sheet.write_string(line, 2, &it.api_token_instance).unwrap();
        sheet.write_string(line, 3, &it.api_url).unwrap();
    }
    let csv = table(office.iter().map(row)).replace('\t', ";");
    let files = [
        ("instances.json", json.to_string().into_bytes()),
        ("Инстансы.csv", csv.into_bytes()),
        ("Инстансы.xlsx", book.save_to_buffer().unwrap()),
    ];
    for (name, bytes) in files {
        let mut home = Home::new();
        let path: PathBuf = home.dir().join(name);
        std::fs::write(&path, bytes).unwrap();
        home.options.file_dialog = Some(FileDialogAnswer::File(path));
        let mut window = home.open();
        window.click("Add several…");
        window.see("You see what was found before anything is saved");
        window.click("Open a file…");
        window.see("3 instances found");
        window.see(&format!("From “{name}”"));
        window.click("Add 3 instances");
        window.see("3 instances are added");
        assert_eq!(
            window.model().instances.iter().map(|it| it.record.name.clone()).collect::<Vec<_>>(),
            office.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_list_whose_instances_are_all_hidden_says_so() {
    let (_gateway, office) = office(2);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "ID инстанса").unwrap();
    sheet.write_string(0, 1, "Токен").unwrap();
    for (line, it) in (1..).zip(&office) {
        sheet.write_string(line, 0, &it.id_instance).unwrap();
        sheet.write_string(line, 1, &it.api_token_instance).unwrap();
        sheet.set_row_hidden(line).unwrap();
    }
    let mut home = Home::new();
    let path: PathBuf = home.dir().join("Инстансы.xlsx");
    std::fs::write(&path, book.save_to_buffer().unwrap()).unwrap();
    home.options.file_dialog = Some(FileDialogAnswer::File(path));
    let mut window = home.open();
    window.click("Add several…");
    window.click("Open a file…");
    window.see("All rows with instances are hidden in this sheet");
}

#[test]
fn a_text_that_is_no_list_is_refused_with_the_reason() {
    let mut window = Home::new().open();
    window.click("Add several…");
    window.see("Copy a list of instances in any program");
    for (text, words) in [
        ("Please connect the instances".to_owned(), "There is no instance in it"),
        ("7".repeat(50_000_000), "The list is too long: it can have up to 2 MB"),
        (
            (0..501).map(|at| format!("{} {:0>50}\n", 7_107_000_000_u64 + at, at)).collect(),
            "A list can have up to 500 instances",
        ),
    ] {
        window.event(Event::Paste(text));
        window.see(words);
        assert!(window.find(Role::Button, "Add instances").unwrap().off);
    }
}

#[test]
fn a_failure_of_the_network_fails_all_and_all_can_be_added_anyway() {
    let (gateway, office) = office(3);
    let home = Home::new();
    gateway.control.fault("getStateInstance", answers(500, "{}"), u32::MAX);
    let mut window = paste_list(&home, &table(office.iter().map(row)));
    window.click("Add 3 instances");
    window.see("0 of 3 instances added");
    window.click("Add 3 anyway");
    window.see("3 instances are added");
    assert!(!home.kept().contains("\"checked\": true"));
}

#[test]
fn tokens_of_a_list_reach_neither_log_nor_file_nor_undo() {
    let (_gateway, office) = office(3);
    let home = Home::new();
    let log = Log::listen();
    let list = table(office.iter().map(row));
    let mut window = paste_list(&home, &list);
    window.see("3 instances found");
    let name = format!("Name of {}", office[0].id_instance);
    // A list in the field of a name is a list, too.
    window.paste(&name, &list);
    window.see("3 instances found");
    window.focus_field(&name);
    for _ in 0..3 {
        window.press_with(Modifiers::COMMAND, Key::Z);
    }
    let nowhere = |window: &Window| {
        for instance in &office {
            let token = &instance.api_token_instance;
            assert!(!window.words().contains(token));
            assert!(!format!("{:?}", window.model()).contains(token));
            assert_eq!(files_with(home.dir(), token), Vec::<String>::new());
        }
    };
    nowhere(&window);
    window.fill(&name, &office[1].api_token_instance);
    assert!(window.find(Role::Button, "Add 3 instances").unwrap().off);
    window.fill(&name, "First");
    window.click("Add 3 instances");
    window.see("3 instances are added");
    nowhere(&window);
    drop(window);
    home.closed();
    for instance in &office {
        log.assert_without(&instance.api_token_instance);
        assert_eq!(files_with(home.dir(), &instance.api_token_instance), Vec::<String>::new());
    }
}
