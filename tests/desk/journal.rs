//! The journal: requests to servers, written before they leave and when the response arrives.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Pos2};
use instance_desk::app::FileDialogAnswer;
use instance_desk::green_api::{IdInstance, Messenger};
use instance_desk::model::NoticeKind;
use instance_desk::practice::Fault;
use instance_desk::store::{
    ChatList, ChatRow, DATABASE_NAME, Folders, JournalEntry, LanguageChoice, Outcome, RowId, Why,
};
use rusqlite::Connection;

use crate::common::{Gateway, Home, Item, SALES, SUPPORT, Window};

#[test]
fn each_change_stands_in_the_journal_with_what_came_of_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("Nothing has been changed yet");

    window.open_instance("Support");
    window.tab("Chats");
    window.fill("chatId or phone number", "79123456789@c.us");
    window.click("Archive");
    window.see("Archived: ");
    gateway.control.fault("unarchiveChat", Fault::DropAfterEffect, 1);
    window.click("Unarchive");
    window.see("It is not known whether this was done");
    window.click("Journal");
    window.see("Today,\u{a0}");
    // The chats were loaded meanwhile, and with them the name.
    window.see("Archiving “Ирина Соколова”, Support · 1101822940: Seen archived at ");
    window.assert_not_shown("archiveChat");
    let unarchiving = window.see("Unarchiving “Ирина Соколова”, Support · 1101822940: Not known: no answer came");
    window.click_on(Role::DisclosureTriangle, &unarchiving);
    window.see("unarchiveChat");
    window.see("{\"chatId\":\"79123456789@c.us\"}");
    // First in words: what, where, why, and what was read back.
    window.see("Support · 1101822940");
    window.see("Ирина Соколова · +7\u{a0}912\u{a0}345-67-89 · 79123456789@c.us");
    window.see("No answer came");
    window.see("the chat was not archived");
    assert!(!window.words().contains(&home.token(SUPPORT).unwrap()));
    drop(window);

    // It is still there in the next session.
    let mut window = home.open();
    window.click("Journal");
    window.see("Unarchiving ");
}

#[test]
fn a_damaged_database_is_told_and_kept_aside() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let data = Folders::in_dir(home.dir()).data;
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join(DATABASE_NAME), "this was never a database, or it was and is no more").unwrap();
    let mut window = home.open();
    window.see("Saved copies and the journal");
    let told = window.see("was damaged, and a new one was started. The old one is kept as ");
    let kept = told.rsplit(" as ").next().unwrap().to_owned();
    assert!(std::fs::read_to_string(kept).unwrap().starts_with("this was never"));
}

#[test]
fn a_database_that_was_moved_while_the_program_was_closed_is_missed() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let missing = "Saved copies and the journal";
    let mut window = home.open();
    window.settled();
    window.assert_not_shown(missing);
    window.tab("Account");
    window.until("the page is stored", |_| home.kept().contains("lastPage").then_some(()));
    drop(window);
    home.closed();
    let data = Folders::in_dir(home.dir()).data;
    std::fs::rename(&data, home.dir().join("moved")).unwrap();
    let mut window = home.open();
    window.see(missing);
    window.see("The database of saved queues and the journal is no longer in its place");
}

/// Writes changes into the journal of a closed program.
fn write(home: &Home, count: usize) {
    home.ask(move |tables| {
        for number in 0..count {
            let id = tables.begin_entry(&entry(number))?;
            tables.end_entry(id, &Outcome::Done)?;
        }
        Ok(())
    });
}

fn entry(number: usize) -> JournalEntry {
    let instance = IdInstance::parse(SALES).unwrap();
    let asked = format!("{{\"chatId\":\"{}@c.us\"}}", 79_000_000_000 + number as u64);
    JournalEntry { instance, method: "archiveChat", asked, run: None }
}

/// Returns how many entries are drawn.
fn drawn(window: &Window) -> usize {
    window.items().into_iter().filter(|item| item.role == Role::DisclosureTriangle).count()
}

#[test]
fn only_visible_entries_are_drawn_and_every_one_is_reached() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    write(&home, 250);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("Archiving +7\u{a0}900\u{a0}000-02-49");
    assert!((5..40).contains(&drawn(&window)), "{}", drawn(&window));
    // The button brings in the rest, and stays below the last one.
    window.click("Show older");
    window.until("the rest", |window| window.model().journal.list.as_ref().filter(|list| list.read == 250).map(drop));
    assert!((5..40).contains(&drawn(&window)), "{}", drawn(&window));
    for _ in 0..20 {
        window.scroll(2_000.0);
    }
    window.see("Archiving +7\u{a0}900\u{a0}000-00-00");
    window.scroll(-20_000.0);
    let is_entry = |item: &Item| item.role == Role::DisclosureTriangle;
    while !window.focused().is_some_and(|item| is_entry(&item)) {
        window.press(Key::Tab);
    }
    let focus_on = |window: &mut Window, number: usize| {
        let name = format!("-{:02}-{:02}, ", number / 100, number % 100);
        window.until(&name, |window| window.focused().filter(|focused| focused.label.contains(&name)));
        window.until("it in sight", |window| window.sees_focus().then_some(()));
    };
    // All entries are one stop of Tab; the arrow keys lead on from the last one that is in sight.
    for number in (0..250).rev().take(30) {
        focus_on(&mut window, number);
        window.press(Key::ArrowDown);
    }
    for (key, number) in [(Key::End, 0), (Key::ArrowUp, 1), (Key::Home, 249), (Key::ArrowDown, 248)] {
        window.press(key);
        focus_on(&mut window, number);
    }
    window.press(Key::Enter);
    window.see("{\"chatId\":\"79000000248@c.us\"}");
    window.press(Key::Enter);
    window.see_no_more("{\"chatId\":\"79000000248@c.us\"}");
    window.press(Key::Tab);
    assert!(!window.focused().is_some_and(|item| is_entry(&item)), "one stop");
}

#[test]
fn an_open_journal_is_renewed_when_a_change_is_recorded_and_by_key() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    let answer = gateway.control.hold("archiveChat");
    window.tab("Chats");
    window.fill("chatId or phone number", "79123456789@c.us");
    window.click("Archive");
    window.until("the request", |_| (gateway.times("archiveChat") == 1).then_some(()));
    window.click("Journal");
    window.see(": Under way");
    answer.open();
    window.see(": Seen archived at ");
    window.assert_not_shown(": Under way");

    home.ask_beside(|tables| tables.begin_entry(&entry(7)));
    window.press(Key::F5);
    window.see(": Under way");
}

#[test]
fn an_entry_under_the_pointer_stays_when_new_ones_appear_above_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    write(&home, 60);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("Archiving +7\u{a0}900\u{a0}000-00-59");
    let top = |window: &Window, number: &str| {
        let items = window.items().into_iter().filter(|item| item.role == Role::DisclosureTriangle);
        items.filter(|item| item.label.contains(number)).map(|item| item.rect).next().unwrap()
    };
    (0..4).for_each(|_| window.step());
    let before = top(&window, "-00-57");
    window.event(Event::PointerMoved(before.center()));
    (0..4).for_each(|_| window.step());
    for number in 70..73 {
        home.ask_beside(move |tables| tables.begin_entry(&entry(number)));
    }
    window.press(Key::F5);
    window.until("the new ones", |window| window.model().journal.list.as_ref().filter(|list| list.read > 60).map(drop));
    (0..4).for_each(|_| window.step());
    let now = top(&window, "-00-57");
    assert!((now.top() - before.top()).abs() < 1.0, "from {before:?} to {now:?}");
    // The page returns to its top once the pointer leaves it.
    window.event(Event::PointerMoved(Pos2::new(before.center().x, 3.0)));
    window.until("the newest one in sight", |window| (top(window, "-00-57").top() > before.top() + 60.0).then_some(()));
}

#[test]
fn an_older_database_is_upgraded_with_good_news() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let data = Folders::in_dir(home.dir()).data;
    std::fs::create_dir_all(&data).unwrap();
    let oldest = Connection::open(data.join(DATABASE_NAME)).unwrap();
    oldest.execute_batch(include_str!("../../src/store/database/schema_1.sql")).unwrap();
    oldest.pragma_update(None, "user_version", 1).unwrap();
    drop(oldest);
    let mut window = home.open();
    window.see("Saved copies and the journal were upgraded");
    window.see("A copy from before is kept as ");
    assert_eq!(window.model().lasting_notices[0].kind, NoticeKind::Success);
    window.button("Open the folder");
}

#[test]
fn a_run_is_one_entry_with_all_its_requests_and_an_interrupted_one_says_so() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    home.ask(|tables| {
        for number in 0..432 {
            let id = tables.begin_entry(&JournalEntry { run: Some("archive chats 1".to_owned()), ..entry(number) })?;
            let ended = Outcome::Unknown(Why::named(Why::PROGRAM_ENDED));
            tables.end_entry(id, &if number == 7 { ended } else { Outcome::Done })?;
        }
        Ok(())
    });
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("1 entry");
    let run = window.see(" Archiving 432 chats, Sales · 7103004512: Interrupted, done: 431 of 432");
    window.click_on(Role::DisclosureTriangle, &run);
    window.see("431 done, 1 not known");
    window.see("The program ended before the answer came");
    window.see("{\"chatId\":\"79000000431@c.us\"}");
    assert!(window.items().len() < 200, "only the visible requests are drawn");
    for _ in 0..20 {
        window.scroll(2_000.0);
    }
    window.click("Show 232 older requests");
    for _ in 0..20 {
        window.scroll(2_000.0);
    }
    window.click("Show 32 older requests");
    for _ in 0..20 {
        window.scroll(2_000.0);
    }
    window.see("{\"chatId\":\"79000000000@c.us\"}");
}

#[test]
fn a_search_and_filters_narrow_the_journal_and_a_file_has_what_is_shown() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    write(&home, 3);
    home.ask(|tables| tables.begin_entry(&JournalEntry { method: "reboot", asked: String::new(), ..entry(0) }));
    let file = home.dir().join("journal.csv");
    home.options.file_dialog = Some(FileDialogAnswer::File(file.clone()));
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("4 entries");
    window.fill("Search numbers, chats, words", "8 (900) 000-00-01");
    window.see("1 entry");
    window.see(" Archiving +7\u{a0}900\u{a0}000-00-01, Sales");
    window.assert_not_shown("Restarting the instance");
    window.fill("Search numbers, chats, words", "restart");
    window.see(" Restarting the instance, Sales");
    window.see("1 entry");
    window.fill("Search numbers, chats, words", "nowhere");
    window.see("Nothing found");
    window.fill("Search numbers, chats, words", "");
    window.see("4 entries");
    window.click_on(Role::ComboBox, "Outcome");
    window.click_on(Role::Button, "Done");
    window.see("3 entries");
    window.click_on(Role::ComboBox, "Save as…");
    window.click_on(Role::Button, "CSV");
    window.see("journal.csv");
    let table = std::fs::read_to_string(&file).unwrap();
    let rows: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert!(rows[0].starts_with("\"Line\",\"Time\",\"Instance\",\"idInstance\",\"Change\",\"chatId\""), "{}", rows[0]);
    assert_eq!(rows.len(), 4, "the restart is not shown");
    assert!(rows[1].contains("\"Sales\",\"7103004512\"") && rows[1].contains("\"79000000002@c.us\""), "{}", rows[1]);
    assert!(!table.contains(&home.token(SALES).unwrap()));
}

#[test]
fn a_search_finds_an_instance_and_a_chat_by_the_names_that_they_have_now() {
    const SEARCH: &str = "Search numbers, chats, words";
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    write(&home, 3);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Edit…");
    window.fill("Name", "Branch North");
    window.click("Save changes");
    home.ask_beside(|tables| {
        let (of, id) = (entry(1).instance, RowId::of_server("79000000001@c.us", Messenger::WhatsApp));
        let chat = ChatRow { name: Some("Павел Орлов".to_owned()), ..ChatRow::unlisted(id) };
        tables.expect_chats(&of)?;
        tables.keep_chats(&of, &ChatList { rows: vec![chat], ..ChatList::default() })
    });
    window.click("Journal");
    window.see("3 entries");
    window.fill(SEARCH, "павел");
    window.see("1 entry");
    window.see(" Archiving “Павел Орлов”, Branch North");
    window.fill(SEARCH, "branch nor");
    window.see("3 entries");
    window.fill(SEARCH, "павел петров");
    window.see("Nothing found");
}

#[test]
fn an_altered_line_is_named_when_the_journal_is_verified() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    write(&home, 9);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.click("Verify");
    window.see("The journal is as it was written: 9 lines");
    let file = Folders::in_dir(home.dir()).data.join(DATABASE_NAME);
    let behind = Connection::open(file).unwrap();
    behind
        .execute_batch("UPDATE journal SET outcome = 'refused' WHERE id = 4; DELETE FROM journal WHERE id = 6")
        .unwrap();
    window.click("Verify");
    window.see("The journal is not as it was written");
    window.see("Line 4 was altered.");
    window.see("Line 6 is missing.");
    window.click("Close");
    window.see_no_more("The journal is not as it was written");
}

#[test]
fn an_empty_journal_says_that_practice_leaves_no_entries() {
    let mut window = Home::practice().open();
    window.settled();
    window.click("Journal");
    window.see("Practice instances leave no entries");
    window.assert_not_shown("Nothing has been changed yet");
}

/// Saves the journal as a workbook named like this, and returns its sheets by name.
fn saved_workbook(window: &mut Window, [save, workbook]: [&str; 2], file: &Path) -> Xlsx<BufReader<File>> {
    let _ = std::fs::remove_file(file);
    window.click_on(Role::ComboBox, save);
    window.click_on(Role::Button, workbook);
    window.until("the file", |_| file.exists().then_some(()));
    calamine::open_workbook(file).unwrap()
}

#[test]
fn a_workbook_sums_up_the_acts_before_the_requests_with_times_and_numbers_as_such() {
    let gateway = Gateway::pictures();
    for (language, sheets, words) in [
        (
            LanguageChoice::En,
            ["Summary", "Requests"],
            ["Journal", "Save as…", "Excel workbook (.xlsx)", "Change", "Archiving 3 chats"],
        ),
        (
            LanguageChoice::Ru,
            ["Сводка", "Запросы"],
            ["Журнал", "Сохранить как…", "Книга Excel (.xlsx)", "Изменение", "Архивация: 3 чата"],
        ),
    ] {
        let mut home = Home::of(&gateway, &[SALES]);
        home.ask(|tables| {
            for number in 0..3 {
                let run = Some("archive chats 1".to_owned());
                let id = tables.begin_entry(&JournalEntry { run, ..entry(number) })?;
                let why = Why::named("LastMessageNotFound");
                tables.end_entry(id, &if number == 0 { Outcome::Refused(why) } else { Outcome::Done })?;
            }
            tables.begin_entry(&JournalEntry { method: "reboot", asked: String::new(), ..entry(0) })
        });
        let file = home.dir().join("journal.xlsx");
        home.options.file_dialog = Some(FileDialogAnswer::File(file.clone()));
        home.options.language = Some(language);
        let mut window = home.open();
        window.settled();
        let [journal, save, workbook, change, run] = words;
        window.click(journal);
        let mut book = saved_workbook(&mut window, [save, workbook], &file);
        assert_eq!(book.sheet_names(), sheets);
        let [acts, requests] = sheets.map(|sheet| book.worksheet_range(sheet).unwrap());
        assert_eq!((acts.height(), requests.height()), (3, 5), "one row for each act, one for each request");
        let column = acts.rows().next().unwrap().iter().position(|head| head == change).unwrap();
        let act = acts.rows().find(|row| row[column] == run).unwrap();
        assert!(act.iter().any(|cell| *cell == "Sales"), "{act:?}");
        let numbers: Vec<f64> = act.iter().filter_map(Data::get_float).skip(1).collect();
        assert_eq!(numbers, [3.0, 2.0, 1.0, 0.0, 0.0], "how many, and with each outcome");
        let reboot = acts.rows().skip(1).find(|row| row[column] != run).unwrap();
        let numbers: Vec<f64> = reboot.iter().filter_map(Data::get_float).collect();
        assert_eq!(numbers, [0.0, 0.0, 0.0, 1.0], "no number of chats or messages, and one unknown outcome");
        assert!(act[0].is_datetime() && requests.get((1, 1)).unwrap().is_datetime());
        let lines: Vec<_> = requests.rows().skip(1).map(|row| row[0].get_float()).collect();
        assert_eq!(lines, [4.0, 3.0, 2.0, 1.0].map(Some));
    }
}

#[test]
fn a_workbook_has_the_acts_that_are_shown_with_why_and_how_many_messages() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES, SUPPORT]);
    home.ask(|tables| {
        let support = || IdInstance::parse(SUPPORT).unwrap();
        let refused = || Outcome::Refused(Why::named("LastMessageNotFound"));
        let clear = |asked: &str| JournalEntry { method: "clearMessagesQueue", asked: asked.to_owned(), ..entry(0) };
        let (archive, together) = (Some("archive chats 1".to_owned()), Some("clear queues 1".to_owned()));
        for (entry, outcome) in [
            (JournalEntry { instance: support(), ..entry(1) }, Outcome::Done),
            (JournalEntry { run: archive.clone(), ..entry(1) }, refused()),
            (JournalEntry { run: archive, ..entry(2) }, Outcome::Done),
            (clear(r#"{"waiting":128,"copied":120}"#), Outcome::Done),
            (JournalEntry { run: together.clone(), ..clear("") }, Outcome::Done),
            (JournalEntry { run: together, instance: support(), ..clear("") }, Outcome::Done),
        ] {
            let id = tables.begin_entry(&entry)?;
            tables.end_entry(id, &outcome)?;
        }
        Ok(())
    });
    let file = home.dir().join("journal.xlsx");
    home.options.file_dialog = Some(FileDialogAnswer::File(file.clone()));
    let mut window = home.open();
    window.settled();
    let acts = |window: &mut Window| {
        let mut book = saved_workbook(window, ["Save as…", "Excel workbook (.xlsx)"], &file);
        let acts = book.worksheet_range("Summary").unwrap();
        let rows = acts.rows().skip(1).map(|row| row.iter().map(Data::to_string).collect());
        rows.collect::<Vec<Vec<String>>>()
    };
    window.click("Journal");
    window.see("4 entries");
    let all = acts(&mut window);
    // The instance and its id, the act, its chat, and how many.
    let told: Vec<[&str; 5]> = all.iter().map(|row| [3, 4, 5, 6, 7].map(|column| row[column].as_str())).collect();
    assert_eq!(
        told,
        [
            ["2 instances", "", "Clearing 2 sending queues", "", ""],
            ["Sales", SALES, "Clearing the sending queue: 128 messages, 120 of them saved", "", "128"],
            ["Sales", SALES, "Archiving 2 chats", "", "2"],
            ["Support", SUPPORT, "Archiving +7\u{a0}900\u{a0}000-00-01", "+7\u{a0}900\u{a0}000-00-01", "1",],
        ]
    );
    assert_eq!(all[2][13], "The instance has seen no incoming message in this chat:\u{a0}1");
    window.click_on(Role::ComboBox, "Instance");
    window.click_on(Role::Button, &format!("Sales · {SALES}"));
    window.see("3 entries");
    assert_eq!(acts(&mut window), all[..3]);
    window.fill("Search numbers, chats, words", "8 (900) 000-00-01");
    window.see("1 entry");
    assert_eq!(acts(&mut window), all[2..3]);
}
