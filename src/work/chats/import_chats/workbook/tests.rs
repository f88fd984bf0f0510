//! Tests how workbooks are read.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::green_api::{Doubt, Messenger};
use crate::work::chats::import_chats::{self, Corrections, Delimiter, EntryKind, Mistake, Source};

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
    let list = import_chats::read(Source::Sheet(&workbook), Messenger::WhatsApp, &Corrections::default()).unwrap();
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

#[test]
fn what_cannot_be_read_is_named() {
    assert_eq!(read(include_bytes!("samples/password.xlsx"), None), Err(Refused::Password));
    let document = archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>")]);
    for bytes in [b"PK\x03\x04 and so on".as_slice(), COMPOUND_FILE, &document] {
        assert_eq!(read(bytes, None), Err(Refused::NoWorkbook));
    }
    let page = b"\r\n<HTML><table><tr><td>79123456789</td></tr></table></html>";
    let page = import_chats::read(Source::File(page), Messenger::WhatsApp, &Corrections::default());
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
