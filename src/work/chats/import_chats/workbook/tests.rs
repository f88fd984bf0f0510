//! Tests how workbooks are read.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use tokio_util::sync::CancellationToken;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::green_api::{Doubt, Messenger};
use crate::work::chats::import_chats::{
    self, Corrections, Delimiter, EntryKind, HiddenRows, KnownChats, Mistake, Source,
};

/// Returns a zip archive with these files.
pub(in crate::work::chats::import_chats) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns a document of LibreOffice with this table.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="Лист1">{rows}</table:table>
        </office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

#[test]
fn numbers_of_excel_are_written_in_full() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let (scientific, date) = (Format::new().set_num_format("0.00E+00"), Format::new().set_num_format("dd.mm.yyyy"));
    sheet.write_number(1, 1, 79_123_456_789.0).unwrap();
    sheet.write_number_with_format(2, 1, 79_031_182_004.0, &scientific).unwrap();
    sheet.write_number(3, 1, 120_363_043_968_066_561.0).unwrap();
    sheet.write_number(4, 1, 79_123_456_789.5).unwrap();
    sheet.write_string(5, 1, "7,91235E+10").unwrap();
    sheet.write_formula(6, 1, Formula::new("=79000000000+1").set_result("79000000001")).unwrap();
    sheet.write_datetime_with_format(7, 1, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &date).unwrap();
    sheet.write_string(8, 1, "\"two\nlines\"\tand more").unwrap();
    sheet.write_boolean(9, 1, true).unwrap();
    let read = read(&book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!((read.sheets, read.sheet), (vec!["Sheet1".to_owned()], 0));
    let expected = [
        "",
        "\t79123456789",
        "\t79031182004",
        "\t120363043968067000",
        "\t79123456789.5",
        "\t7,91235E+10",
        "\t79000000001",
        "\t2026-01-31",
        "\t\"\"\"two lines\"\" and more\"",
        "\tTRUE",
    ];
    assert_eq!(read.text.split('\n').collect::<Vec<_>>(), expected);
}

#[test]
fn a_list_in_a_workbook_has_the_numbers_of_its_rows() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Скрытый").unwrap().set_hidden(true);
    let sheet = book.add_worksheet();
    sheet.set_name("Клиенты").unwrap().set_active(true);
    for (row, (name, phone)) in [("Иванов", 79_123_456_789.0), ("Петров", 79_123_500_000.0)].into_iter().enumerate()
    {
        sheet.write_string(row as u32 + 3, 0, name).unwrap().write_number(row as u32 + 3, 1, phone).unwrap();
    }
    sheet.write_string(2, 0, "Имя").unwrap().write_string(2, 1, "Телефон").unwrap();
    // One cell far away costs nothing.
    sheet.write_string(1_000_000, 0, "end").unwrap();
    let workbook = read(&book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!((workbook.sheet, workbook.sheets.len()), (1, 2));
    let list = import_chats::read(
        Source::Sheet(&workbook),
        Messenger::WhatsApp,
        &KnownChats::default(),
        &Corrections::default(),
        &CancellationToken::new(),
    )
    .unwrap();
    assert_eq!((list.shape.delimiter, list.shape.encoding, list.shape.header), (Delimiter::Tab, None, true));
    let found: Vec<_> = list.entries.iter().map(|entry| (entry.lines.first, entry.found.clone())).collect();
    assert!(matches!(&found[0], (4, EntryKind::Chat(chat)) if chat.as_str() == "79123456789@c.us"), "{found:?}");
    // Excel showed 7.91235E+10, and only that was saved.
    assert!(matches!(&found[1], (5, EntryKind::Doubtful(_, Doubt::Zeros))), "{found:?}");
    assert!(matches!(&found[2], (1_000_001, EntryKind::Mistake(Mistake::ChatId(_)))), "{found:?}");
}

#[test]
fn a_workbook_of_excel_97_is_read() {
    let file = include_bytes!("samples/clients.xls");
    let first = read(file, None).unwrap();
    assert_eq!((first.sheets, first.sheet), (vec!["Клиенты".to_owned(), "Второй".to_owned()], 0));
    let expected = [
        "Имя\tТелефон\tДата",
        "Иванов\t79123456789\t2026-01-31",
        "Петров\t8 903 118-20-04",
        "Группа\t120363043968067000",
    ];
    assert_eq!(first.text.split('\n').collect::<Vec<_>>(), expected);
    assert_eq!(read(file, Some(1)).unwrap().text, "79031182005");
    assert_eq!(read(file, Some(2)), Err(Refused::Empty));
}

#[test]
fn a_document_of_libreoffice_is_read() {
    let rows = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Телефон</text:p></table:table-cell>
        </table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell office:value-type="float" office:value="7.9123456789E+10"><text:p>7,91E+10</text:p>
        </table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048572"><table:table-cell/></table:table-row>"#;
    let rows = rows.replace("\n        ", "");
    assert_eq!(read(&ods(&rows), None).unwrap().text, "Телефон\n\n\n79123456789");
}

/// Returns the visible lines of a sheet and the hidden rows.
fn visible(bytes: &[u8], sheet: Option<usize>) -> (Vec<String>, Option<Vec<u32>>) {
    let workbook = read(bytes, sheet).unwrap();
    (workbook.visible_text().split('\n').map(str::to_owned).collect(), workbook.hidden.clone())
}

#[test]
fn rows_that_a_filter_of_excel_has_hidden_are_left_out() {
    let mut book = rust_xlsxwriter::Workbook::new();
    // Another sheet without hidden rows, whose name must be escaped.
    book.add_worksheet().set_name("Tom & \"Co\"").unwrap().write_string(1, 0, "all").unwrap();
    let sheet = book.add_worksheet().set_name("A & B").unwrap();
    for (row, (city, phone)) in [
        ("City", "Phone"),
        ("Kazan", "79031182001"),
        ("Omsk", "79031182002"),
        ("Kazan", "79031182003"),
        ("", "79031182004"),
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write_string(row as u32, 0, city).unwrap().write_string(row as u32, 1, phone).unwrap();
    }
    sheet.autofilter(0, 0, 4, 1).unwrap();
    sheet.filter_column(0, &rust_xlsxwriter::FilterCondition::new().add_list_filter("Kazan")).unwrap();
    sheet.set_row_hidden(9).unwrap(); // without text
    let bytes = book.save_to_buffer().unwrap();
    let (lines, hidden) = visible(&bytes, Some(1));
    assert_eq!(lines, ["City\tPhone", "Kazan\t79031182001", "", "Kazan\t79031182003", ""]);
    assert_eq!(hidden, Some(vec![2, 4]));
    assert_eq!(visible(&bytes, None), (vec![String::new(), "all".to_owned()], Some(Vec::new())));
}

#[test]
fn rows_without_numbers_are_hidden_where_they_are() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_number(0, 0, 1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let rows = r#"<sheetData><row hidden="1"><c><v>1</v></c></row><row><c><v>2</v></c></row><row r="5" hidden="true"/>
        <row hidden="0"><c><v>3</v></c></row><row hidden="1"><c><v>4</v></c></row></sheetData>"#;
    let changed = with_file(&bytes, "xl/worksheets/sheet1.xml", &|sheet| {
        let (front, rest) = sheet.split_once("<sheetData>").unwrap();
        let (_, back) = rest.split_once("</sheetData>").unwrap();
        format!("{front}{rows}{back}")
    });
    assert_eq!(visible(&changed, None), (["", "2", "", "", "", "3", ""].map(str::to_owned).to_vec(), Some(vec![0, 6])));
    // Without the list of its sheets, a workbook that is read nevertheless says nothing of hidden rows.
    assert_eq!(hidden_rows::of_xlsx(&archive(&[("xl/other.xml", "")]), "Sheet1"), None);
}

/// Returns an archive in which `change` was made to this file.
fn with_file(bytes: &[u8], name: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let text = std::io::read_to_string(&mut file).unwrap();
        let own = file.name().unwrap().into_owned();
        files.push((own.clone(), if own == name { change(&text) } else { text }));
    }
    archive(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn hidden_rows_of_libreoffice_are_left_out() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |attributes: &str, text: &str| format!("<table:table-row {attributes}>{}</table:table-row>", cell(text));
    let rows = [
        row("", "one"),
        row(r#"table:visibility="filter""#, "two"),
        row(r#"table:visibility="collapse" table:number-rows-repeated="2""#, "three"),
        row(r#"table:visibility="visible""#, "five"),
    ];
    let (lines, hidden) = visible(&ods(&rows.concat()), None);
    assert_eq!((lines, hidden), (["one", "", "", "", "five"].map(str::to_owned).to_vec(), Some(vec![1, 2, 3])));
}

#[test]
fn hidden_rows_of_excel_97_are_left_out() {
    let (lines, hidden) = visible(include_bytes!("samples/filtered.xls"), Some(1));
    assert_eq!(lines, ["Имя\tТелефон", "Иванов\t79123456789", "", "", "Смирнов\t79261112233"]);
    assert_eq!(hidden, Some(vec![2, 3]));
    assert_eq!(visible(include_bytes!("samples/filtered.xls"), Some(0)).1, Some(Vec::new()));
    assert_eq!(visible(include_bytes!("samples/clients.xls"), None).1, Some(Vec::new()));
}

#[test]
fn a_list_has_the_hidden_rows_only_if_they_are_wanted() {
    let workbook = read(include_bytes!("samples/filtered.xls"), Some(1)).unwrap();
    let lines = |hidden_rows| {
        let corrections = Corrections { hidden_rows, ..Corrections::default() };
        let list = import_chats::read(
            Source::Sheet(&workbook),
            Messenger::WhatsApp,
            &KnownChats::default(),
            &corrections,
            &CancellationToken::new(),
        )
        .unwrap();
        list.entries.iter().map(|entry| entry.lines.first).collect::<Vec<_>>()
    };
    assert_eq!(lines(HiddenRows::LeaveOut), [2, 5]);
    assert_eq!(lines(HiddenRows::Include), [2, 3, 4, 5]);
    let all = Workbook { hidden: Some((0..5).collect()), ..workbook };
    let refused = import_chats::read(
        Source::Sheet(&all),
        Messenger::WhatsApp,
        &KnownChats::default(),
        &Corrections::default(),
        &CancellationToken::new(),
    );
    assert_eq!(refused.unwrap_err(), import_chats::Refused::AllHidden);
}

#[test]
fn what_cannot_be_read_is_named() {
    assert_eq!(read(include_bytes!("samples/password.xlsx"), None), Err(Refused::Password));
    let document = archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>")]);
    for bytes in [b"PK\x03\x04 and so on".as_slice(), COMPOUND_FILE, &document] {
        assert_eq!(read(bytes, None), Err(Refused::NoWorkbook));
    }
    let page = b"\r\n<HTML><table><tr><td>79123456789</td></tr></table></html>";
    let page = import_chats::read(
        Source::File(page),
        Messenger::WhatsApp,
        &KnownChats::default(),
        &Corrections::default(),
        &CancellationToken::new(),
    );
    assert_eq!(page.unwrap_err(), Refused::NoWorkbook);
}

#[test]
fn a_sheet_that_is_mostly_empty_is_no_larger_than_a_list() {
    let mut text = SheetText::default();
    for row in 0..3000 {
        text.add((row, 16_383), &calamine::Data::Float(79_123_456_789.0));
    }
    assert_eq!(text.into_lines(), Err(Refused::HugeWorkbook));
}

#[test]
fn hidden_rows_that_cannot_be_read_are_unknown_and_others_are_in_order() {
    assert_eq!(in_order(|| panic!("a library met a damaged file")), None);
    assert_eq!(in_order(|| Some(vec![4..5, 1..3])), Some(vec![1..3, 4..5]));
}

#[test]
fn a_workbook_that_begins_with_an_empty_sheet_is_read_from_the_next_visible_one() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap();
    book.add_worksheet().set_hidden(true).write(0, 0, "79031182004").unwrap();
    book.add_worksheet().write(0, 0, "79123456789").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let found = read(&bytes, None).unwrap();
    assert_eq!((found.sheet, found.text.as_str()), (2, "79123456789"));
    assert_eq!(read(&bytes, Some(0)).unwrap().text, "");
}
