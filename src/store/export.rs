//! Exports messages to a path chosen by the user: a table for a spreadsheet, or the JSON as received from the server.

use std::io;
use std::path::Path;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde_json::Value;

use super::atomic_file::{Access, Existing, Stage, WriteError, write};
use crate::green_api::{QueuedMessage, is_invisible};

/// The columns of the table. Names that also exist in the console are spelled as there.
const COLUMNS: [&str; 9] = ["number", "type", "chatId", "phone", "text", "fileName", "link", "caption", "raw"];

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
    /// Any other failure, in the system's words.
    #[error("the file could not be written: {detail}")]
    Other {
        /// The message from the system.
        detail: String,
    },
}

/// Writes the messages as a table. Blocks.
///
/// # Errors
/// Returns the reason why the file was not written.
pub fn export_csv(messages: &[QueuedMessage], separator: CsvSeparator, path: &Path) -> Result<(), ExportFailure> {
    save(path, csv(messages, separator))
}

/// Writes the messages as one JSON array, each as received from the server. Blocks.
///
/// # Errors
/// Returns the reason why the file was not written.
pub fn export_json(messages: &[QueuedMessage], path: &Path) -> Result<(), ExportFailure> {
    let array: Vec<&Value> = messages.iter().map(|message| &message.raw).collect();
    save(path, serde_json::to_vec_pretty(&array).map_err(io::Error::from))
}

/// Writes any table. Blocks.
///
/// # Errors
/// Returns the reason why the file was not written.
pub fn export_table(
    columns: &[String],
    rows: impl IntoIterator<Item = impl IntoIterator<Item = String>>,
    separator: CsvSeparator,
    path: &Path,
) -> Result<(), ExportFailure> {
    save(path, table(columns, rows, separator))
}

/// Formats the messages' table as bytes.
///
/// # Errors
/// Returns the error of the CSV writer.
pub fn csv(messages: &[QueuedMessage], separator: CsvSeparator) -> io::Result<Vec<u8>> {
    table(&COLUMNS, (1..).zip(messages).map(|(number, message)| cells(number, message)), separator)
}

/// Formats a table as bytes: every cell is quoted, and no cell is a formula.
fn table(
    columns: &[impl AsRef<[u8]>],
    rows: impl IntoIterator<Item = impl IntoIterator<Item = String>>,
    separator: CsvSeparator,
) -> io::Result<Vec<u8>> {
    let mut table = WriterBuilder::new()
        .delimiter(if separator == CsvSeparator::Comma { b',' } else { b';' })
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    table.write_record(columns)?;
    for row in rows {
        table.write_record(row.into_iter().map(harmless))?;
    }
    table.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn cells(number: usize, message: &QueuedMessage) -> [String; 9] {
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

/// The digits of a person's chat; empty for groups and channels.
fn phone(message: &QueuedMessage) -> String {
    let digits = message.chat_id().and_then(|chat| chat.strip_suffix("@c.us"));
    digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or_default().to_owned()
}

/// Makes a cell harmless. A cell that begins like a formula would be evaluated, and could fetch or run something; a
/// leading apostrophe makes it text (owasp.org/www-community/attacks/CSV_Injection).
fn harmless(cell: String) -> String {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // A program that trims cells would find the formula behind spaces.
    let visible = cell.trim_start_matches(|character: char| character.is_whitespace() || is_invisible(character));
    if cell.starts_with(BEGINNINGS) || visible.starts_with(BEGINNINGS) { format!("'{cell}") } else { cell }
}

impl From<WriteError> for ExportFailure {
    fn from(failed: WriteError) -> Self {
        match (failed.stage, failed.error.kind()) {
            _ if failed.is_in_use() => Self::InUse,
            (Stage::Create, io::ErrorKind::NotFound) => Self::NoFolder,
            (_, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => Self::ReadOnly,
            (_, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Self::DiskFull,
            _ => Self::Other { detail: failed.error.to_string() },
        }
    }
}

/// Writes a file chosen by the user, readable by those whom its folder or the replaced file allows.
fn save(path: &Path, bytes: io::Result<Vec<u8>>) -> Result<(), ExportFailure> {
    let bytes = bytes.map_err(|error| ExportFailure::Other { detail: error.to_string() })?;
    // The new file would replace the device or the pipe, and the data would not arrive there.
    if path.metadata().is_ok_and(|existing| !existing.is_file()) {
        return Err(ExportFailure::Other { detail: "it is not a regular file".to_owned() });
    }
    Ok(write(path, &bytes, Access::Inherited, Existing::Replace)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn message(raw: Value) -> QueuedMessage {
        QueuedMessage::read(raw)
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
        let rows = rows(&csv(&[file.clone(), group], CsvSeparator::Semicolon).unwrap(), b';');
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
        assert_eq!(export_csv(&[], CsvSeparator::Comma, &nowhere), Err(ExportFailure::NoFolder));
        // A folder at the file's path cannot be replaced.
        assert!(export_csv(&[], CsvSeparator::Comma, dir.path()).is_err());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
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
            assert!(matches!(saved, Err(ExportFailure::Other { .. })), "{path:?}: {saved:?}");
            assert_eq!(path.metadata().unwrap().file_type(), before, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_and_none_is_a_formula(
            texts in prop::collection::vec("[=+\\-@\t\r\n\"',;а-яa-z0-9 ＝\u{200b}\u{feff}]{0,12}", 1..5),
            comma: bool,
        ) {
            let messages: Vec<_> = texts.iter()
                .map(|text| message(json!({"type": "sendMessage", "body": {"chatId": text, "message": text}})))
                .collect();
            let (separator, delimiter) =
                if comma { (CsvSeparator::Comma, b',') } else { (CsvSeparator::Semicolon, b';') };
            let rows = rows(&csv(&messages, separator).unwrap(), delimiter);
            prop_assert_eq!(rows.len(), texts.len() + 1);
            for (row, text) in rows[1..].iter().zip(&texts) {
                for cell in row {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                    let visible = cell.trim_start_matches([' ', '\u{200b}', '\u{feff}']);
                    prop_assert!(!visible.starts_with(['=', '+', '-', '@']), "{cell:?}");
                }
                let shown = &row[4];
                prop_assert!(shown == text || shown.strip_prefix('\'') == Some(text), "{shown:?} {text:?}");
            }
        }
    }
}
