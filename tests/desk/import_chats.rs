//! Importing lists from workbooks. The program reads them in a process of its own, which may fail without it.

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::app::FileDialogAnswer;
use instance_desk::practice::{Chat, InstanceSeed, Messenger};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::{Gateway, Home, SUPPORT, Window};

/// Opens the list in a file of this name, selected in the dialog.
fn open_list(name: &str, bytes: &[u8]) -> (Gateway, Home, Window) {
    let numbers = [79_123_456_781_u64, 79_123_456_782, 79_123_456_783, 79_123_456_789, 79_031_182_004, 79_031_182_005];
    let chats = numbers.map(|number| Chat::person(format!("{number}@c.us"), "")).to_vec();
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").chats(chats));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    let path: PathBuf = home.dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    home.options.file_dialog = Some(FileDialogAnswer::File(path));
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.settled();
    window.click("Open a list…");
    (gateway, home, window)
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns an archive with this text in its files replaced.
fn changed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        files.push((name, text.replace(from, to)));
    }
    assert!(files.iter().any(|(_, text)| text.contains(to)), "{from} is nowhere");
    archive(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_workbook_is_opened_and_another_sheet_selected() {
    let mut book = Workbook::new();
    let first = book.add_worksheet().set_name("Клиенты").unwrap();
    first.write_string(0, 0, "Телефон").unwrap().write_number(1, 0, 79_123_456_789.0).unwrap();
    let second = book.add_worksheet().set_name("Партнёры").unwrap();
    second.write_number(0, 0, 79_031_182_004.0).unwrap().write_number(1, 0, 79_031_182_005.0).unwrap();
    let (_gateway, _home, mut window) = open_list("Список.xlsx", &book.save_to_buffer().unwrap());
    window.see("Список.xlsx");
    window.see("1 chat");
    window.assert_not_shown("Encoding");
    assert!(window.find(Role::ComboBox, "Column with the chats").unwrap().value.contains("Column 1: Телефон"));
    window.click_on(Role::ComboBox, "Sheet");
    window.click("Партнёры");
    window.click("Select 2 chats");
    window.see("2 selected");
}

#[test]
fn hidden_rows_are_counted_and_left_out_unless_they_are_wanted() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Телефон").unwrap();
    for row in 1..=3 {
        sheet.write_number(row, 0, 79_123_456_780.0 + f64::from(row)).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    let (_gateway, _home, mut window) = open_list("Список.xlsx", &book.save_to_buffer().unwrap());
    window.see("1 row is hidden in this sheet, by a filter or by hand, and is left out");
    window.see("Select 2 chats");
    window.click_on(Role::ComboBox, "Hidden rows");
    window.click("Include");
    window.see("1 row that is hidden in this sheet is included");
    window.click("Select 3 chats");
    window.see("3 selected");
}

#[test]
fn a_token_in_the_name_of_a_file_is_masked() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support"));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    let token = gateway.instance(SUPPORT).api_token_instance;
    let path = home.dir().join(format!("{token}.csv"));
    std::fs::write(&path, "79123456789").unwrap();
    home.options.file_dialog = Some(FileDialogAnswer::File(path));
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.click("Open a list…");
    window.see("Chats from “***.csv”");
    window.assert_not_shown(&token);
}

#[test]
fn a_workbook_that_describes_more_than_fits_into_memory_is_refused() {
    // Each takes gigabytes: a count of texts that is not true, and cells that are repeated.
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "79123456789").unwrap();
    let counted = changed(&book.save_to_buffer().unwrap(), r#"uniqueCount="1""#, r#"uniqueCount="9000000000000""#);
    let row = format!(
        r#"<table:table-row table:number-rows-repeated="60">{}</table:table-row>"#,
        r#"<table:table-cell table:number-columns-repeated="16384" office:value="79123456789"/>"#
    );
    let content = format!(
        r#"<office:spreadsheet><table:table table:name="a">{}</table:table></office:spreadsheet>"#,
        row.repeat(2000)
    );
    let repeated = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ]);
    for (name, bytes) in [("counted.xlsx", counted), ("repeated.ods", repeated)] {
        let (_gateway, _home, mut window) = open_list(name, &bytes);
        window.see("This workbook needs too much memory");
    }
}

#[test]
fn a_workbook_with_a_password_is_named() {
    let file = include_bytes!("../../src/work/chats/import_chats/workbook/samples/password.xlsx");
    let (_gateway, _home, mut window) = open_list("password.xlsx", file);
    window.see("This workbook needs a password");
    assert!(window.find(Role::Button, "Select 0 chats").unwrap().off);
}

#[test]
fn another_sheet_can_be_selected_after_one_that_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Клиенты").unwrap().write_number(0, 0, 79_123_456_789.0).unwrap();
    book.add_worksheet().set_name("Пустой").unwrap();
    let hidden = book.add_worksheet().set_name("Скрытый").unwrap();
    hidden.write_number(0, 0, 79_031_182_004.0).unwrap().set_row_hidden(0).unwrap();
    book.add_worksheet().set_name("Повреждённый").unwrap().write_number(0, 0, 79_031_182_005.0).unwrap();
    let bytes = changed(&book.save_to_buffer().unwrap(), "<v>79031182005</v>", "<v>");
    let (_gateway, _home, mut window) = open_list("Список.xlsx", &bytes);
    let sheet = |window: &mut Window, name: &str| {
        window.click_on(Role::ComboBox, "Sheet");
        window.click(name);
    };
    window.see("Select 1 chat");
    for (refused, why) in [
        ("Пустой", "There is nothing in it"),
        ("Повреждённый", "This is not a workbook of Excel or LibreOffice"),
        ("Скрытый", "Every row of this sheet is hidden. To read them, set “Hidden rows” to “Include”."),
    ] {
        sheet(&mut window, refused);
        window.see(why);
        assert!(window.find(Role::ComboBox, "Sheet").unwrap().value.contains(refused));
        sheet(&mut window, "Клиенты");
        window.see("Select 1 chat");
    }
    sheet(&mut window, "Скрытый");
    window.click_on(Role::ComboBox, "Hidden rows");
    window.click("Include");
    window.click("Select 1 chat");
    window.see("1 selected");
}

/// The program that reads workbooks is a script that never ends, and keeps a pipe open while it runs.
#[cfg(unix)]
#[test]
fn closing_the_list_ends_the_process_that_reads_its_workbook() {
    use std::fs::{File, Permissions, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    const LIMIT: Duration = Duration::from_secs(20);
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support"));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    let [program, pipe, list] = ["reads-for-an-hour", "pipe", "list.xlsx"].map(|name| home.dir().join(name));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    write(&program, format!("#!/bin/sh\nexec 3>'{}'\nexec sleep 3600\n", pipe.display())).unwrap();
    set_permissions(&program, Permissions::from_mode(0o700)).unwrap();
    write(&list, b"PK\x03\x04").unwrap();
    home.options.program = Some(program.into());
    home.options.file_dialog = Some(FileDialogAnswer::File(list));
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.click("Open a list…");
    window.see("Reading the list…");
    let (tell, event) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = File::open(pipe).unwrap();
        tell.send("begun").unwrap();
        pipe.read_to_end(&mut Vec::new()).unwrap();
        tell.send("ended").unwrap();
    });
    assert_eq!(event.recv_timeout(LIMIT), Ok("begun"));
    window.press(Key::Escape);
    window.assert_not_shown("Reading the list…");
    assert_eq!(event.recv_timeout(LIMIT), Ok("ended"));
}
