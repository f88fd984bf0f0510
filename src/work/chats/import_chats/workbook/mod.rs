//! Workbooks of Excel and LibreOffice, read as text.
//!
//! A small file can describe a sheet of any size, and calamine allocates what the file describes. [`read_apart`]
//! therefore starts this program a second time; [`serve`] reads the file in that process, with limited memory and time.

mod cells;
mod hidden_rows;
mod process;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};

pub use process::{MEMORY, read_apart, serve};

use self::cells::SheetText;
use self::hidden_rows::RowRanges;
use super::Refused;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// The names of the sheets, of the first [`MAX_SHEETS`] ones.
    pub sheets: Vec<String>,
    /// The index of the sheet that was read.
    pub sheet: usize,
    /// One line for each row, with tabs between the cells. Contains no other tabs and line breaks.
    pub text: String,
    /// The rows with text that a filter or the user has hidden, counted from 0; `None` if they are not known, as in .xlsb
    /// files.
    pub hidden: Option<Vec<u32>>,
}

impl Workbook {
    /// Returns the number of hidden rows, as far as they are known.
    pub fn hidden_count(&self) -> usize {
        self.hidden.as_ref().map_or(0, Vec::len)
    }

    /// Returns the text in which hidden rows are blank lines, so that the others keep their numbers.
    pub fn visible_text(&self) -> Cow<'_, str> {
        let Some(hidden) = self.hidden.as_ref().filter(|rows| !rows.is_empty()) else {
            return Cow::Borrowed(&self.text);
        };
        let mut hidden = hidden.iter().peekable();
        let visible = self.text.split('\n').zip(0..).map(|(line, row)| match hidden.next_if_eq(&&row) {
            Some(_) => "",
            None => line,
        });
        Cow::Owned(visible.collect::<Vec<_>>().join("\n"))
    }
}

/// Maximum number of sheets to choose from.
const MAX_SHEETS: usize = 200;

/// Whether these bytes begin like a workbook: xlsx and ods are zip archives, xls and encrypted files compound files.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(COMPOUND_FILE)
}

const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";

type Bytes<'a> = Cursor<&'a [u8]>;

/// An open workbook of any format.
enum Book<'a> {
    Xlsx(Xlsx<Bytes<'a>>),
    Xls(Xls<Bytes<'a>>),
    Ods(Ods<Bytes<'a>>),
    Xlsb(Xlsb<Bytes<'a>>),
}

/// Reads the sheet at this index, or the first visible one that has text. Allocates as much memory as the file describes.
fn read(bytes: &[u8], sheet: Option<usize>) -> Result<Workbook, Refused> {
    let mut book = Book::open(bytes)?;
    let mut sheets = book.sheets();
    sheets.truncate(MAX_SHEETS);
    let first = sheets.iter().position(|sheet| sheet.visible == SheetVisible::Visible);
    let mut index = sheet.or(first).unwrap_or_default();
    let mut text = book.cells(&sheets.get(index).ok_or(Refused::Empty)?.name)?;
    // A workbook may begin with an empty sheet. One that the user has selected is read even so.
    while sheet.is_none() && text.is_empty() {
        let next = (index + 1..).zip(&sheets[index + 1..]).find(|(_, next)| next.visible == SheetVisible::Visible);
        let Some((next, found)) = next else { break };
        (index, text) = (next, book.cells(&found.name)?);
    }
    let hidden = book.hidden_rows(bytes, &sheets[index].name).map(|hidden| text.rows_within(&hidden));
    Ok(Workbook {
        sheets: sheets.into_iter().map(|sheet| sheet.name.chars().take(100).collect()).collect(),
        sheet: index,
        text: text.into_lines()?,
        hidden,
    })
}

impl<'a> Book<'a> {
    /// Opens a workbook by its content: names of files often have the wrong ending.
    fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let bytes = || Cursor::new(bytes);
        // Encrypted files of Excel are compound files, too.
        match Xlsx::new(bytes()) {
            Ok(book) => return Ok(Self::Xlsx(book)),
            Err(XlsxError::Password) => return Err(Refused::Password),
            Err(_) => {}
        }
        match Xls::new(bytes()) {
            Ok(book) => return Ok(Self::Xls(book)),
            Err(XlsError::Password) => return Err(Refused::Password),
            Err(_) => {}
        }
        match Ods::new(bytes()) {
            Ok(book) => return Ok(Self::Ods(book)),
            Err(OdsError::Password) => return Err(Refused::Password),
            Err(_) => {}
        }
        Xlsb::new(bytes()).map(Self::Xlsb).map_err(|_| Refused::NoWorkbook)
    }

    fn all_sheets(&self) -> &[Sheet] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
        }
    }

    /// Returns the sheets with cells, hidden ones included.
    fn sheets(&self) -> Vec<Sheet> {
        self.all_sheets().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
    }

    /// Returns the hidden rows in order; `None` if they cannot be read, which is no reason to refuse the cells.
    fn hidden_rows(&self, bytes: &[u8], sheet: &str) -> Option<RowRanges> {
        in_order(|| self.hidden_rows_as_listed(bytes, sheet))
    }

    fn hidden_rows_as_listed(&self, bytes: &[u8], sheet: &str) -> Option<RowRanges> {
        match self {
            Self::Xlsx(_) => hidden_rows::of_xlsx(bytes, sheet),
            Self::Xls(_) => {
                let index = self.all_sheets().iter().position(|other| other.name == sheet)?;
                hidden_rows::of_xls(bytes, index)
            }
            Self::Ods(_) => hidden_rows::of_ods(bytes, sheet),
            Self::Xlsb(_) => None,
        }
    }

    fn cells(&mut self, sheet: &str) -> Result<SheetText, Refused> {
        let mut text = SheetText::default();
        let range = match self {
            // Cell by cell: a single cell in the last corner of the sheet costs nothing then.
            Self::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Refused::NoWorkbook)?;
                while let Some(cell) = cells.next_cell().map_err(|_| Refused::NoWorkbook)? {
                    text.add(cell.get_position(), cell.get_value());
                }
                return Ok(text);
            }
            Self::Xls(book) => book.worksheet_range(sheet).map_err(|_| Refused::NoWorkbook)?,
            Self::Ods(book) => book.worksheet_range(sheet).map_err(|_| Refused::NoWorkbook)?,
            Self::Xlsb(book) => book.worksheet_range(sheet).map_err(|_| Refused::NoWorkbook)?,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            text.add((first_row + row as u32, first_column + column as u32), value);
        }
        Ok(text)
    }
}

/// Returns the ranges that `read` finds, in order; `None` if it finds none or panics.
fn in_order(read: impl FnOnce() -> Option<RowRanges>) -> Option<RowRanges> {
    let mut rows = catch_unwind(AssertUnwindSafe(read)).ok().flatten()?;
    rows.sort_unstable_by_key(|range| range.start);
    Some(rows)
}
