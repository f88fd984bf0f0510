//! Exports data to a path chosen by the user: a table for a spreadsheet, as a workbook or as CSV, or the JSON as received
//! from the server.
//!
//! Rows are written as they come, so that a million rows need as little memory as ten.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::Value;

use super::DatabaseFailure;
use super::atomic_file::{Access, Existing, Stage, WriteError, parent, write_by};
use super::folders::is_own_file;
use super::workbook::{Cell, SHEET_ROWS, Table, workbook};
use crate::green_api::{Detail, QueuedMessage, is_invisible};

/// Spreadsheet programs recognise UTF-8 only by this mark; without it Cyrillic is garbled.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The separator between two cells. Excel expects the list separator of the system's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvSeparator {
    /// English and many other languages.
    Comma,
    /// Russian and most of Europe, where numbers contain commas.
    Semicolon,
}

/// Reason why a file was not written. An existing file is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportFailure {
    /// The folder is not writable.
    #[error("the folder may not be written")]
    ReadOnly,
    /// The folder does not exist.
    #[error("there is no such folder")]
    NoFolder,
    /// Another program has the file open. Windows does not let it be replaced then.
    #[error("the file is open in another program")]
    InUse,
    /// No space is left, or the quota is used up.
    #[error("the disk is full")]
    DiskFull,
    /// A folder, a pipe or a device has this name.
    #[error("it is not a regular file")]
    NotAFile,
    /// A file of this program has this name, such as its database.
    #[error("it is a file of this program")]
    OwnFile,
    /// The rows come from the database, which failed.
    #[error("the rows could not be read: {0}")]
    Unread(DatabaseFailure),
    /// Any other failure.
    #[error("the file could not be written: {detail}")]
    Other {
        /// The reason.
        detail: Detail,
    },
}

/// Writes the messages as one JSON array, each as received from the server. Blocks.
///
/// # Errors
/// Returns the reason why the file was not written.
pub fn export_json(messages: &[QueuedMessage], path: &Path) -> Result<(), ExportFailure> {
    export_values(messages.iter().map(|message| Ok(&message.raw)), path)
}

/// Writes values as one JSON array. Blocks.
///
/// # Errors
/// Returns the reason why the file was not written, or the first failure among the values.
pub fn export_values(
    values: impl IntoIterator<Item = Result<impl Serialize, ExportFailure>>,
    path: &Path,
) -> Result<(), ExportFailure> {
    save(path, |file| {
        let mut file = BufWriter::new(file);
        let mut json = serde_json::Serializer::pretty(&mut file);
        let mut array = json.serialize_seq(None).map_err(unwritten)?;
        for value in values {
            array.serialize_element(&value?).map_err(unwritten)?;
        }
        array.end().map_err(unwritten)?;
        file.flush().map_err(unwritten)
    })
}

/// Writes a table with these column headers: as CSV if the file is named so, otherwise as a workbook, which goes on in
/// another sheet where one is full. Blocks. Returns the number of sheets; 1 for CSV.
///
/// # Errors
/// Returns the reason why the file was not written, or the first failure among the rows.
pub fn export_table(
    columns: &[String],
    rows: impl IntoIterator<Item = Result<impl IntoIterator<Item = String>, ExportFailure>>,
    separator: CsvSeparator,
    path: &Path,
) -> Result<u32, ExportFailure> {
    if is_csv(path) {
        return save(path, |file| csv(columns, rows, separator, file).map(|()| 1));
    }
    export_workbook(vec![texts(columns, rows)], "", path)
}

/// Whether a file is named as CSV.
pub fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Returns a table in which every cell is a text.
fn texts<'a>(
    columns: &[String],
    rows: impl IntoIterator<Item = Result<impl IntoIterator<Item = String>, ExportFailure>> + 'a,
) -> Table<'a> {
    let rows = rows.into_iter().map(|row| Ok(row?.into_iter().map(Cell::Text).collect()));
    Table { name: None, columns: columns.to_vec(), rows: Box::new(rows) }
}

/// Writes tables as a workbook, each on sheets of its own. `times` is the number format of moments, as Excel writes it in
/// English. Blocks. Returns the number of sheets.
///
/// # Errors
/// Returns the reason why the file was not written, or the first failure among the rows.
pub fn export_workbook(tables: Vec<Table<'_>>, times: &str, path: &Path) -> Result<u32, ExportFailure> {
    save(path, |file| workbook(tables, times, SHEET_ROWS, parent(path), file))
}

/// Writes a table as CSV: every cell is quoted, and no cell is a formula.
fn csv(
    columns: &[String],
    rows: impl IntoIterator<Item = Result<impl IntoIterator<Item = String>, ExportFailure>>,
    separator: CsvSeparator,
    mut to: impl Write,
) -> Result<(), ExportFailure> {
    let failed = |error: csv::Error| {
        let words = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => unwritten(error),
            _ => unwritten(io::Error::other(words)),
        }
    };
    to.write_all(BYTE_ORDER_MARK).map_err(unwritten)?;
    let mut table = WriterBuilder::new()
        .delimiter(if separator == CsvSeparator::Comma { b',' } else { b';' })
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(to);
    table.write_record(columns).map_err(failed)?;
    for row in rows {
        table.write_record(row?.into_iter().map(harmless)).map_err(failed)?;
    }
    table.flush().map_err(unwritten)
}

pub(super) fn unwritten(error: impl Into<io::Error>) -> ExportFailure {
    WriteError { stage: Stage::Write, error: error.into() }.into()
}

/// Returns the cells of a message: number, type, chatId, phone, text, file name, link, caption, and the message as
/// received.
pub fn message_cells(number: usize, message: &QueuedMessage) -> [String; 9] {
    let kind = ["type", "typeMessage"].iter().find_map(|key| message.raw.get(key).and_then(Value::as_str));
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        number.to_string(),
        text(kind),
        text(message.chat_id()),
        phone(message),
        text(message.text()),
        text(message.file_name()),
        text(message.file_url().or_else(|| message.link())),
        text(message.caption()),
        message.raw.to_string(),
    ]
}

/// Returns the digits of a person's chat; empty for groups and channels.
fn phone(message: &QueuedMessage) -> String {
    let digits = message.chat_id().and_then(|chat| chat.strip_suffix("@c.us"));
    digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or_default().to_owned()
}

/// Makes a cell harmless. A cell that begins like a formula would be evaluated, and could fetch or run something; a
/// leading apostrophe makes it text (owasp.org/www-community/attacks/CSV_Injection).
fn harmless(cell: String) -> String {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // A program that trims or cleans cells would find the formula behind spaces and control characters.
    let is_unseen = |character: char| character.is_whitespace() || character.is_control() || is_invisible(character);
    let visible = cell.trim_start_matches(is_unseen);
    if cell.starts_with(BEGINNINGS) || visible.starts_with(BEGINNINGS) { format!("'{cell}") } else { cell }
}

impl From<WriteError> for ExportFailure {
    fn from(failed: WriteError) -> Self {
        match (failed.stage, failed.error.kind()) {
            _ if failed.is_in_use() => Self::InUse,
            (Stage::Create, io::ErrorKind::NotFound) => Self::NoFolder,
            (_, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => Self::ReadOnly,
            (_, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Self::DiskFull,
            // FAT refuses the characters of a name only when the file gets it.
            (Stage::Replace, io::ErrorKind::InvalidInput) => {
                Self::Other { detail: Detail::of_io(&io::ErrorKind::InvalidFilename.into()) }
            }
            _ => Self::Other { detail: Detail::of_io(&failed.error) },
        }
    }
}

/// Writes a file chosen by the user, readable by those whom its folder or the replaced file allows.
fn save<T>(path: &Path, fill: impl FnOnce(&mut File) -> Result<T, ExportFailure>) -> Result<T, ExportFailure> {
    // The new file would replace the device or the pipe, and the data would not arrive there.
    if path.metadata().is_ok_and(|existing| !existing.is_file()) {
        return Err(ExportFailure::NotAFile);
    }
    if is_own_file(path) {
        return Err(ExportFailure::OwnFile);
    }
    write_by(path, Access::Inherited, Existing::Replace, fill)
}

#[cfg(test)]
mod tests {
    use calamine::{DataType, Reader};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::green_api::Cause;

    fn message(raw: Value) -> QueuedMessage {
        QueuedMessage::read(raw)
    }

    #[test]
    fn a_name_that_the_drive_refuses_is_called_that() {
        let failed = WriteError { stage: Stage::Replace, error: io::ErrorKind::InvalidInput.into() };
        let ExportFailure::Other { detail: Detail::Reported { cause, .. } } = failed.into() else {
            panic!("another failure");
        };
        assert_eq!(cause, Cause::BadName);
    }

    const COLUMNS: [&str; 9] = ["№", "Тип", "chatId", "Телефон", "Текст", "Файл", "Ссылка", "Подпись", "JSON"];

    fn columns() -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    fn cells(messages: &[QueuedMessage]) -> impl Iterator<Item = Result<[String; 9], ExportFailure>> {
        (1..).zip(messages).map(|(number, message)| Ok(message_cells(number, message)))
    }

    fn table(messages: &[QueuedMessage], separator: CsvSeparator) -> Vec<u8> {
        let mut bytes = Vec::new();
        csv(&columns(), cells(messages), separator, &mut bytes).unwrap();
        bytes
    }

    /// Returns a workbook with at most this number of rows in a sheet.
    fn book(messages: &[QueuedMessage], most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        workbook(vec![texts(&columns(), cells(messages))], "", most, &std::env::temp_dir(), &mut bytes).unwrap();
        bytes
    }

    /// Returns the cells of a workbook, and the formulas in it.
    fn of_workbook(bytes: Vec<u8>) -> (Vec<Vec<String>>, usize) {
        let mut book = calamine::Xlsx::new(io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("Sheet1").unwrap();
        let cells =
            range.rows().map(|row| row.iter().map(|cell| cell.get_string().unwrap_or_default().to_owned()).collect());
        (cells.collect(), book.worksheet_formula("Sheet1").unwrap().used_cells().count())
    }

    fn rows(table: &[u8], delimiter: u8) -> Vec<Vec<String>> {
        let table = table.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(table);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_message_has_its_cells() {
        let file = message(json!({"messageID": "1", "type": "sendFileByUrl", "body": {
            "chatId": "79992047718@c.us", "urlFile": "https://files.example/счёт.pdf", "fileName": "счёт.pdf",
            "caption": "=HYPERLINK(\"https://bad.example\")"}}));
        let group = message(json!({"type": "sendMessage", "body": {"chatId": "120363@g.us", "message": "Привет"}}));
        let rows = rows(&table(&[file.clone(), group], CsvSeparator::Semicolon), b';');
        assert_eq!(rows[0], COLUMNS);
        assert_eq!(
            rows[1][..8],
            [
                "1",
                "sendFileByUrl",
                "79992047718@c.us",
                "79992047718",
                "",
                "счёт.pdf",
                "https://files.example/счёт.pdf",
                "'=HYPERLINK(\"https://bad.example\")"
            ]
        );
        assert_eq!(serde_json::from_str::<Value>(&rows[1][8]).unwrap(), file.raw);
        assert_eq!(rows[2][2..5], ["120363@g.us", "", "Привет"]);
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("queue.json");
        let messages = [message(json!({"type": "sendMessage", "body": {"message": "a"}})), message(json!("odd"))];
        std::fs::write(&path, "old").unwrap();
        export_json(&messages, &path).unwrap();
        let written: Vec<Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(written, messages.map(|message| message.raw));
        let nowhere = dir.path().join("missing").join("queue.csv");
        let export = |path: &Path| export_table(&columns(), cells(&[]), CsvSeparator::Comma, path);
        assert_eq!(export(&nowhere), Err(ExportFailure::NoFolder));
        // A folder at the file's path cannot be replaced.
        assert!(export(dir.path()).is_err());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
    }

    #[test]
    fn a_full_sheet_is_followed_by_another_with_the_same_head() {
        let messages: Vec<_> = (0..5).map(|number| message(json!({"type": number.to_string()}))).collect();
        for (most, expected) in [(3, vec![3, 3, 2]), (6, vec![6]), (7, vec![6])] {
            let mut book = calamine::Xlsx::new(io::Cursor::new(book(&messages, most))).unwrap();
            let sheets: Vec<_> = book.worksheets().into_iter().map(|(_, range)| range).collect();
            assert_eq!(sheets.iter().map(|range| range.height()).collect::<Vec<_>>(), expected);
            assert!(sheets.iter().all(|range| range.get((0, 1)).is_some_and(|cell| cell == COLUMNS[1])));
            let types = sheets.iter().flat_map(|range| range.rows().skip(1).map(|row| row[1].to_string()));
            assert_eq!(types.collect::<Vec<_>>(), ["0", "1", "2", "3", "4"]);
        }
    }

    #[test]
    fn a_workbook_has_a_sheet_for_each_table_with_numbers_and_moments_as_such() {
        let at = jiff::civil::date(2026, 11, 29).at(9, 52, 7, 0);
        let table = |name: &str, rows: Vec<Vec<Cell>>| Table {
            name: Some(name.to_owned()),
            columns: vec!["A".to_owned(), "B".to_owned()],
            rows: Box::new(rows.into_iter().map(Ok)),
        };
        let row = |number: f64| vec![Cell::Number(number), Cell::Time(at)];
        let tables = vec![table("Сводка", vec![row(1.5)]), table("Запросы", vec![row(7.0), row(8.0)])];
        let mut bytes = Vec::new();
        let sheets = workbook(tables, "dd.mm.yyyy hh:mm:ss", 2, &std::env::temp_dir(), &mut bytes).unwrap();
        let mut book = calamine::Xlsx::new(io::Cursor::new(bytes)).unwrap();
        assert_eq!((sheets, book.sheet_names()), (3, ["Сводка", "Запросы", "Запросы 2"].map(str::to_owned).to_vec()));
        let cells = |book: &mut calamine::Xlsx<_>, name: &str| {
            let range = book.worksheet_range(name).unwrap();
            (range.get((1, 0)).unwrap().get_float(), range.get((1, 1)).unwrap().get_datetime())
        };
        for (name, number) in [("Сводка", 1.5), ("Запросы", 7.0), ("Запросы 2", 8.0)] {
            let (read, moment) = cells(&mut book, name);
            assert_eq!(read, Some(number), "{name}");
            let moment = moment.filter(|at| at.is_datetime()).map(|at| at.to_ymd_hms_milli());
            assert_eq!(moment, Some((2026, 11, 29, 9, 52, 7, 0)), "{name}");
        }
    }

    #[test]
    fn rows_that_cannot_be_read_leave_the_old_file() {
        let dir = tempfile::TempDir::new().unwrap();
        let failure = || ExportFailure::Unread(DatabaseFailure::Locked);
        for name in ["table.csv", "table.xlsx", "table.json"] {
            let path = dir.path().join(name);
            std::fs::write(&path, "old").unwrap();
            let rows = [Ok(["a".to_owned()]), Err(failure())];
            let saved = match name {
                "table.json" => export_values(rows, &path),
                _ => export_table(&["A".to_owned()], rows, CsvSeparator::Comma, &path).map(drop),
            };
            assert_eq!(saved, Err(failure()), "{name}");
            assert_eq!(std::fs::read(&path).unwrap(), b"old");
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3, "no temporary file is left");
    }

    #[test]
    fn the_name_of_the_file_decides_between_a_workbook_and_csv() {
        let dir = tempfile::TempDir::new().unwrap();
        let messages = [message(json!({"type": "sendMessage", "body": {
            "chatId": "79992047718@c.us", "message": "😀".repeat(20_000)}}))];
        for (name, front) in [("queue.CSV", BYTE_ORDER_MARK), ("queue.xlsx", b"PK"), ("queue", b"PK")] {
            let path = dir.path().join(name);
            export_table(&columns(), cells(&messages), CsvSeparator::Comma, &path).unwrap();
            assert!(std::fs::read(&path).unwrap().starts_with(front), "{name}");
        }
        let (cells, _) = of_workbook(std::fs::read(dir.path().join("queue.xlsx")).unwrap());
        assert_eq!(cells[0], COLUMNS);
        assert_eq!((cells[1][3].as_str(), cells[1][4].chars().count()), ("79992047718", 16_383));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_a_socket_or_a_device_is_not_replaced() {
        let dir = tempfile::TempDir::new().unwrap();
        let [socket, pipe, device] = ["socket", "pipe", "device"].map(|name| dir.path().join(name));
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/full", &device).unwrap();
        for path in [socket, pipe, device] {
            let before = path.metadata().unwrap().file_type();
            let saved = export_json(&[], &path);
            assert_eq!(saved, Err(ExportFailure::NotAFile), "{path:?}");
            assert_eq!(path.metadata().unwrap().file_type(), before, "{path:?}");
        }
    }

    #[test]
    fn no_file_of_the_program_is_replaced() {
        let dir = tempfile::TempDir::new().unwrap();
        std::fs::create_dir(dir.path().join("data")).unwrap();
        let own = [
            "instance-desk.json",
            "instance-desk.lock",
            "instance-desk.2026-11-29.log",
            "data/instance-desk.db",
            "data/instance-desk.db-wal",
            "data/journal-heads.json",
        ];
        for name in own {
            std::fs::write(dir.path().join(name), "own").unwrap();
        }
        for name in own {
            let path = dir.path().join(name);
            assert_eq!(export_json(&[], &path), Err(ExportFailure::OwnFile), "{name}");
            assert_eq!(std::fs::read(&path).unwrap(), b"own", "{name}");
        }
        let beside = dir.path().join("queue.json");
        for _ in 0..2 {
            assert_eq!(export_json(&[], &beside), Ok(()));
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_and_none_is_a_formula(
            texts in prop::collection::vec("[=+\\-@\t\r\n\"',;а-яa-z0-9 ＝\u{7f}\u{9f}\u{200b}\u{feff}]{0,12}", 1..5),
            comma: bool,
        ) {
            let messages: Vec<_> = texts.iter()
                .map(|text| message(json!({"type": "sendMessage", "body": {"chatId": text, "message": text}})))
                .collect();
            let (separator, delimiter) =
                if comma { (CsvSeparator::Comma, b',') } else { (CsvSeparator::Semicolon, b';') };
            let rows = rows(&table(&messages, separator), delimiter);
            prop_assert_eq!(rows.len(), texts.len() + 1);
            for (row, text) in rows[1..].iter().zip(&texts) {
                for cell in row {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                    let visible = cell.trim_start_matches([' ', '\u{7f}', '\u{9f}', '\u{200b}', '\u{feff}']);
                    prop_assert!(!visible.starts_with(['=', '+', '-', '@']), "{cell:?}");
                }
                let shown = &row[4];
                prop_assert!(shown == text || shown.strip_prefix('\'') == Some(text), "{shown:?} {text:?}");
            }
            let (cells, formulas) = of_workbook(book(&messages, SHEET_ROWS));
            prop_assert_eq!(formulas, 0);
            let shown: Vec<_> = cells[1..].iter().map(|row| row[4].as_str()).collect();
            prop_assert_eq!(shown, texts);
        }
    }
}
