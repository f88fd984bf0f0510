//! Imported lists of chats: pasted text, or a file: a workbook, CSV, a plain list, or a vCard.
//!
//! [`read`] detects how the list is written ([`Shape`]), and turns each line into a chat, a duplicate or a specific
//! mistake. The result is shown; a user who sees that the detection is wrong corrects it in [`Corrections`], and the
//! list is read again. Never panics, whatever the bytes. Takes some seconds at the limits, so it must not run on
//! the drawing thread.

mod beside;
mod cell;
mod encoding;
mod find;
mod foreign;
mod known_chats;
mod own_digits;
mod records;
mod second_number;
#[cfg(test)]
mod tests;
mod vcard;
pub mod workbook;

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

pub use cell::Mistake;
pub use encoding::Encoding;
pub use known_chats::KnownChats;
pub use records::with_line_feeds;

use self::beside::{Beside, Others};
use self::records::{Record, Records};
use self::workbook::Workbook;
use crate::green_api::{ChatId, Doubt, Messenger};
use crate::work::pasted::holds_token;

/// Maximum size in bytes: 32 MiB, as for a server's answer.
pub const MAX_BYTES: usize = 32 << 20;

/// Maximum number of lines that are not blank.
pub const MAX_LINES: usize = 100_000;

/// Maximum size in bytes of a line: [`MAX_LINES`] chats in a row need less.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// Maximum length in bytes of a cell that may name a chat, and of the text that is kept of a cell.
pub const MAX_CELL_BYTES: usize = 200;

/// The input to read.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    Pasted(&'a str),
    /// A file of text: CSV, a plain list, or a vCard.
    File(&'a [u8]),
    Sheet(&'a Workbook),
}

/// The format of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// `None` for pasted text and for workbooks.
    pub encoding: Option<Encoding>,
    pub delimiter: Delimiter,
    /// Whether the first line names the columns.
    pub header: bool,
    pub chats: Cells,
}

/// The delimiter between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// None: each line is one cell.
    Nothing,
    Tab,
    Semicolon,
    Comma,
    Bar,
}

/// The cells that name chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cells {
    /// The cells of one column, counted from 0.
    Column(usize),
    /// All cells: chats in a row.
    Every,
}

/// The user's corrections of the detected shape. Everything else is detected again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// The sheet of a workbook, which [`workbook`] reads.
    pub sheet: Option<usize>,
    /// Ignored for pasted text and for workbooks.
    pub encoding: Option<Encoding>,
    pub delimiter: Option<Delimiter>,
    pub header: Option<bool>,
    pub chats: Option<Cells>,
    /// Ignored for all but workbooks.
    pub hidden_rows: HiddenRows,
}

/// Whether the hidden rows of a sheet belong to the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HiddenRows {
    /// As when a filtered sheet is copied in Excel.
    #[default]
    LeaveOut,
    Include,
}

/// A list after reading.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedList {
    pub shape: Shape,
    /// The columns, for selecting the one with the chats.
    pub columns: Vec<Column>,
    /// The result for each line that is not blank, except lines about the list itself.
    pub entries: Vec<Entry>,
    /// The lines about the list itself: Excel's `sep=;`, and the line that names the columns.
    pub about: Vec<Lines>,
    /// Whether some bytes are invalid in this encoding. The encoding is then a different one, or the file is damaged.
    pub garbled: bool,
}

/// A column, with enough data to recognise it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name in the first line.
    pub title: Option<String>,
    /// Its first few cells that are not blank.
    pub samples: Vec<String>,
}

/// The lines that a row of cells occupies, counted from 1. A quoted cell may contain line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    pub first: usize,
    pub last: usize,
}

/// The result for a line, or with [`Cells::Every`] for a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub lines: Lines,
    /// The original text of the cell, or the beginning of a longer one.
    pub given: String,
    pub found: EntryKind,
}

/// The meaning of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Chat(ChatId),
    /// A chat whose number is probably wrong.
    Doubtful(ChatId, Doubt),
    /// A repetition of the chat in line `of`.
    Duplicate {
        chat: ChatId,
        of: usize,
    },
    Mistake(Mistake),
}

/// Why a list was refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    #[error("there is nothing in it")]
    Empty,
    /// See [`MAX_BYTES`].
    #[error("{bytes} bytes are too many")]
    TooLarge { bytes: usize },
    /// See [`MAX_LINES`].
    #[error("there are too many lines")]
    TooManyLines,
    /// See [`MAX_LINE_BYTES`].
    #[error("a line is too long")]
    LongLine,
    /// A workbook that opens with a password only.
    #[error("the workbook is encrypted")]
    Password,
    /// A file that begins like a workbook, and is a different one or damaged; or a web page that is named like one.
    #[error("it is no workbook, or it is damaged")]
    NoWorkbook,
    /// A workbook that needs too much memory or time.
    #[error("the workbook is too large")]
    HugeWorkbook,
    /// All rows of the sheet that have anything to read are hidden.
    #[error("all rows are hidden")]
    AllHidden,
    #[error("it is a folder")]
    Folder,
    /// A picture, a document, an archive …
    #[error("it is no text")]
    NotText,
    /// A table in Microsoft's old format for exchange, `.slk`.
    #[error("it is SYLK")]
    Sylk,
    /// Data of a program.
    #[error("it is JSON")]
    Json,
    /// A link to a spreadsheet of Google Drive, `.gsheet`, which its synchronised folder has instead of the sheet.
    #[error("it is a link to a spreadsheet of Google")]
    GoogleSheet,
    /// An exported chat of WhatsApp, or copied messages.
    #[error("it consists of messages")]
    Messages,
    /// The text contains an instance's token: it was copied for another purpose, and must not be shown to anyone.
    #[error("it holds a token")]
    Token,
}

impl Source<'_> {
    /// Returns why there is nothing in it to read.
    fn nothing(&self) -> Refused {
        match self {
            Self::Sheet(Workbook { hidden: Some(hidden), .. }) if !hidden.is_empty() => Refused::AllHidden,
            Self::Pasted(_) | Self::File(_) | Self::Sheet(_) => Refused::Empty,
        }
    }
}

impl ImportedList {
    /// Returns the chats, each once, in order, without the doubtful ones.
    pub fn chats(&self) -> impl Iterator<Item = &ChatId> {
        self.entries.iter().filter_map(|entry| match &entry.found {
            EntryKind::Chat(chat) => Some(chat),
            EntryKind::Doubtful(..) | EntryKind::Duplicate { .. } | EntryKind::Mistake(_) => None,
        })
    }

    /// Returns the doubtful chats.
    pub fn doubtful(&self) -> impl Iterator<Item = &ChatId> {
        self.entries.iter().filter_map(|entry| match &entry.found {
            EntryKind::Doubtful(chat, _) => Some(chat),
            EntryKind::Chat(_) | EntryKind::Duplicate { .. } | EntryKind::Mistake(_) => None,
        })
    }
}

impl EntryKind {
    /// Returns the chat that a line names, or a duplicate if `first_lines` already contains the chat.
    fn first(chat: ChatId, doubt: Option<Doubt>, line: usize, first_lines: &mut HashMap<ChatId, usize>) -> Self {
        if let Some(of) = first_lines.get(&chat) {
            return Self::Duplicate { chat, of: *of };
        }
        first_lines.insert(chat.clone(), line);
        match doubt {
            Some(doubt) => Self::Doubtful(chat, doubt),
            None => Self::Chat(chat),
        }
    }
}

impl Delimiter {
    /// All delimiters, in menu order.
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Tab, Self::Semicolon, Self::Comma, Self::Bar];

    /// Returns the delimiter's character.
    pub fn character(self) -> Option<char> {
        match self {
            Self::Nothing => None,
            Self::Tab => Some('\t'),
            Self::Semicolon => Some(';'),
            Self::Comma => Some(','),
            Self::Bar => Some('|'),
        }
    }
}

/// Reads a list for an instance of this messenger, whose chats may be known. Once it is cancelled, it ends before the next cell, and its answer
/// means nothing.
pub fn read(
    source: Source<'_>,
    messenger: Messenger,
    known: &KnownChats<'_>,
    corrections: &Corrections,
    cancel: &CancellationToken,
) -> Result<ImportedList, Refused> {
    let text = decode(source, corrections)?;
    match read_text(&text, messenger, known, corrections, cancel) {
        Ok(list) if list.chats().chain(list.doubtful()).next().is_some() => Ok(list),
        Ok(list) if list.entries.is_empty() && list.about.is_empty() => Err(source.nothing()),
        other => foreign::format(&text.text).map_or(other, Err),
    }
}

fn read_text(
    text: &encoding::Text<'_>,
    messenger: Messenger,
    known: &KnownChats<'_>,
    corrections: &Corrections,
    cancel: &CancellationToken,
) -> Result<ImportedList, Refused> {
    let (separator, body, line) = records::separator_line(&text.text);
    let found = find::shape(body, messenger, text.delimiter.or(separator), corrections);
    let shape = Shape {
        encoding: text.encoding,
        delimiter: found.delimiter,
        header: corrections.header.unwrap_or(found.header),
        chats: corrections.chats.unwrap_or(found.chats),
    };
    let mut list =
        ImportedList { shape, columns: Vec::new(), entries: Vec::new(), about: Vec::new(), garbled: text.garbled };
    if line > 1 {
        list.about.push(Lines { first: 1, last: 1 });
    }
    let records = || Records::new(body, line, shape.delimiter).filter(|record| !record.is_blank());
    let above = found.titles + usize::from(shape.header);
    // A number that cannot be read is named, even if its row seems to be a title or a heading.
    let seeming = found.titles + usize::from(shape.header && corrections.header.is_none());
    let unread = || records().take(seeming).filter(own_digits::has_number);
    for (at, record) in records().take(above).enumerate() {
        if at >= seeming || !own_digits::has_number(&record) {
            list.about.push(record.lines);
        }
        if at == found.titles {
            list.name_columns(&record);
        }
    }
    let first: Vec<Record<'_>> = records().skip(above).take(find::SAMPLE).collect();
    let beside = Beside::new(&list, &first, corrections, messenger, known);
    list.read_records(unread().chain(records().skip(above)), &beside, cancel)?;
    Ok(list)
}

/// Returns the rows of a table that are not blank, with the first `columns` cells of each.
pub fn rows(text: &str, delimiter: Delimiter, columns: usize) -> Vec<Vec<String>> {
    let (_, body, line) = records::separator_line(text);
    let rows = Records::new(body, line, delimiter).filter(|record| !record.is_blank());
    rows.map(|record| record.cells.into_iter().take(columns).map(Cow::into_owned).collect()).collect()
}

/// Returns the text of a file that may hold any text.
///
/// # Errors
/// Returns the reason why the file is no text.
pub fn text_of(bytes: &[u8]) -> Result<String, Refused> {
    check_size(bytes.len())?;
    let text = encoding::decode(bytes, None)?.text.into_owned();
    if text.contains('\0') { Err(Refused::NotText) } else { Ok(text) }
}

/// Returns the text of the source, if it can be a list.
fn decode<'a>(source: Source<'a>, corrections: &Corrections) -> Result<encoding::Text<'a>, Refused> {
    let mut text = match source {
        Source::Pasted(text) => check_size(text.len()).map(|()| encoding::Text::pasted(text)),
        Source::File(bytes) => check_size(bytes.len()).and_then(|()| encoding::decode(bytes, corrections.encoding)),
        Source::Sheet(workbook) => Ok(encoding::Text {
            text: match corrections.hidden_rows {
                HiddenRows::LeaveOut => workbook.visible_text(),
                HiddenRows::Include => Cow::Borrowed(&workbook.text),
            },
            delimiter: Some(Delimiter::Tab),
            ..encoding::Text::pasted("")
        }),
    }?;
    if let Some(lines) = with_line_feeds(&text.text) {
        text.text = Cow::Owned(lines);
    }
    if let Some(numbers) = vcard::numbers(&text.text) {
        (text.text, text.delimiter) = (Cow::Owned(numbers), Some(Delimiter::Nothing));
    }
    if text.text.contains('\0') {
        return Err(Refused::NotText);
    }
    if holds_token(&text.text) {
        return Err(Refused::Token);
    }
    if text.text.split(['\n', '\r']).any(|line| line.len() > MAX_LINE_BYTES) {
        return Err(foreign::format(&text.text).unwrap_or(Refused::LongLine));
    }
    Ok(text)
}

fn check_size(bytes: usize) -> Result<(), Refused> {
    if bytes > MAX_BYTES { Err(Refused::TooLarge { bytes }) } else { Ok(()) }
}

impl ImportedList {
    /// Reads rows of cells below the headings.
    fn read_records<'r>(
        &mut self,
        records: impl Iterator<Item = Record<'r>>,
        beside: &Beside<'_>,
        cancel: &CancellationToken,
    ) -> Result<(), Refused> {
        let mut first_lines: HashMap<ChatId, usize> = HashMap::new();
        for record in records {
            self.sample(&record);
            let cells: Vec<Cow<'_, str>> = match self.shape.chats {
                Cells::Column(column) => vec![self.with_country_code(&record, column, beside.has_code)],
                Cells::Every => record.seen_cells().collect(),
            };
            for cell in cells {
                if cancel.is_cancelled() {
                    return Ok(());
                }
                if self.entries.len() == MAX_LINES {
                    return Err(Refused::TooManyLines);
                }
                let (given, found) = match beside.read(&cell) {
                    Ok((chat, _)) if beside.known.has_other_in(&cell, &chat) => {
                        (cell.into_owned(), EntryKind::Mistake(Mistake::Several))
                    }
                    Ok((chat, has_others)) => {
                        let doubt = cell::doubt(&chat, &cell, has_others, |_| false);
                        let (given, doubt) = match beside.others(&record, &chat, &cell) {
                            Some((given, Others::Sure(mistake))) => (given, Err(mistake)),
                            Some((given, Others::Perhaps)) if doubt.is_none() => (given, Ok(Some(Doubt::OtherDigits))),
                            Some((_, Others::Perhaps)) | None => (cell.into_owned(), Ok(doubt)),
                        };
                        let first = |doubt| EntryKind::first(chat, doubt, record.lines.first, &mut first_lines);
                        (given, doubt.map_or_else(EntryKind::Mistake, first))
                    }
                    Err(mistake) => (cell.into_owned(), EntryKind::Mistake(mistake)),
                };
                self.entries.push(Entry { lines: record.lines, given: beginning(&given).to_owned(), found });
            }
        }
        Ok(())
    }

    /// Returns the cell of a column with the country's code that the cell before it has, as in `+49;15123345678`. Bare
    /// digits are a code under a heading that says so, or if the whole column `has_code`.
    fn with_country_code<'r>(&self, record: &'r Record<'_>, column: usize, has_code: bool) -> Cow<'r, str> {
        let cell = record.cell_at(column);
        let code = || {
            let before = column.checked_sub(1)?;
            let (code, is_of_country) = (record.cells.get(before)?.trim(), has_code || self.is_of_country(before));
            let digits = code.strip_prefix('+').or_else(|| code.strip_prefix("00"));
            let digits = digits.or_else(|| is_of_country.then_some(code))?;
            let is_code = matches!(digits.len(), 1..=3) && digits.bytes().all(|byte| byte.is_ascii_digit());
            let has_code = cell.contains(['+', '@']) || cell.trim_start().starts_with("00");
            (is_code && !has_code && !cell.trim_start().starts_with(digits)).then_some(digits)
        };
        match code().filter(|_| cell.contains(|character: char| character.is_ascii_digit())) {
            Some(code) => Cow::Owned(format!("+{code} {}", cell.trim())),
            None => cell,
        }
    }

    /// Whether the heading of a column names a country's code.
    fn is_of_country(&self, column: usize) -> bool {
        let title = self.columns.get(column).and_then(|column| column.title.as_deref());
        title.is_some_and(own_digits::is_of_country)
    }

    fn name_columns(&mut self, record: &Record<'_>) {
        for (at, cell) in record.cells.iter().enumerate().take(MAX_COLUMNS) {
            let title = Some(beginning(cell.trim()).to_owned()).filter(|title| !title.is_empty());
            self.column(at).title = title;
        }
    }

    fn sample(&mut self, record: &Record<'_>) {
        for (at, cell) in record.cells.iter().enumerate().take(MAX_COLUMNS) {
            let samples = &mut self.column(at).samples;
            if samples.len() < 3 && !records::is_blank(cell) {
                samples.push(cell.chars().take(80).collect());
            }
        }
    }

    fn column(&mut self, at: usize) -> &mut Column {
        if self.columns.len() <= at {
            self.columns.resize_with(at + 1, Column::default);
        }
        &mut self.columns[at]
    }
}

/// Returns the text that is kept of a cell.
fn beginning(cell: &str) -> &str {
    &cell[..cell.floor_char_boundary(MAX_CELL_BYTES)]
}

/// Maximum number of columns that are offered and searched for chats.
const MAX_COLUMNS: usize = 200;
