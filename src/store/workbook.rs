//! Writes tables as a workbook.

use std::any::Any;
use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use jiff::civil::DateTime;
use rust_xlsxwriter::utility::cell_autofit_width;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::export::{ExportFailure, unwritten};

/// Number of rows in a sheet of a workbook (support.microsoft.com, Excel specifications and limits).
pub(super) const SHEET_ROWS: usize = 1_048_576;

/// Maximum width of a column of a workbook in pixels.
const MAX_WIDTH: u32 = 400;

/// A cell of a workbook. None is a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No digit of it is lost.
    Text(String),
    Number(f64),
    /// A moment by this computer's clock.
    Time(DateTime),
}

/// A table of a workbook, on sheets of its own.
pub struct Table<'a> {
    /// The name of its sheets; `None` for the library's.
    pub name: Option<String>,
    pub columns: Vec<String>,
    pub rows: Box<dyn Iterator<Item = Result<Vec<Cell>, ExportFailure>> + 'a>,
}

/// Writes tables as a workbook, each on at least one sheet and with at most `most` rows in a sheet, the header included.
/// `times` is the number format of moments. Rows wait in nameless files in the folder `scratch`. Returns the number of
/// sheets.
pub(super) fn workbook(
    tables: Vec<Table<'_>>,
    times: &str,
    most: usize,
    scratch: &Path,
    to: impl Write + Send,
) -> Result<u32, ExportFailure> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(scratch).map_err(failed)?;
    let mut sheets = 0;
    for table in tables {
        let mut rows = table.rows.peekable();
        let mut of_table = 0;
        while of_table == 0 || rows.peek().is_some() {
            let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
            of_table += 1;
            if let Some(name) = &table.name {
                let name = if of_table == 1 { name.clone() } else { format!("{name} {of_table}") };
                sheet.set_name(name).map_err(failed)?;
            }
            write_sheet(sheet, &table.columns, times, &mut rows.by_ref().take(most - 1))?;
        }
        sheets += of_table;
    }
    let mut to = BufWriter::new(to);
    checked(|| workbook.save_to_writer(&mut to))?;
    to.flush().map_err(unwritten)?;
    Ok(sheets)
}

/// Writes the header and the rows of a sheet, and makes its columns wide enough.
fn write_sheet(
    sheet: &mut Worksheet,
    columns: &[String],
    times: &str,
    rows: &mut dyn Iterator<Item = Result<Vec<Cell>, ExportFailure>>,
) -> Result<(), ExportFailure> {
    let times = Format::new().set_num_format(times);
    let mut widths = checked(|| head(sheet, columns))?;
    for (number, row) in (1..).zip(rows) {
        for ((column, cell), width) in (0..).zip(row?).zip(&mut widths) {
            let written = checked(|| write_cell(sheet, (number, column), cell, &times))?;
            *width = written.max(*width);
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_autofit_width(column, width.min(MAX_WIDTH)).map_err(failed)?;
    }
    Ok(())
}

/// Writes a cell. Returns its width in pixels.
fn write_cell(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, times: &Format) -> Result<u32, XlsxError> {
    match cell {
        Cell::Text(text) => {
            let text = shortened(text);
            let width = cell_autofit_width(&text);
            sheet.write_string(row, column, text)?;
            Ok(width)
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, number)?;
            Ok(cell_autofit_width(&number.to_string()))
        }
        Cell::Time(at) => {
            sheet.write_datetime_with_format(row, column, excel_time(at)?, times)?;
            Ok(cell_autofit_width("0000-00-00 00:00:00"))
        }
    }
}

/// Returns a moment to the second. Workbooks know no year before 1900.
fn excel_time(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| part.unsigned_abs();
    let day = ExcelDateTime::from_ymd(at.year().max(1900).unsigned_abs(), part(at.month()), part(at.day()))?;
    day.and_hms(part(at.hour()).into(), part(at.minute()), part(at.second()))
}

/// Writes the first row of a sheet, which stays in sight. Returns the widths of its cells in pixels.
fn head(sheet: &mut Worksheet, columns: &[String]) -> Result<Vec<u32>, XlsxError> {
    let bold = Format::new().set_bold();
    for (column, title) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(columns.iter().map(|title| cell_autofit_width(title)).collect())
}

fn failed(error: XlsxError) -> ExportFailure {
    match error {
        XlsxError::TempFileError(_, error) | XlsxError::IoError(error) => unwritten(error),
        error => unwritten(first_cause(&error)),
    }
}

/// Calls the library, which panics where a row cannot be written to its nameless file, for example because the disk is
/// full. Any other panic goes on.
fn checked<T>(call: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, ExportFailure> {
    panic::catch_unwind(AssertUnwindSafe(call)).map_or_else(
        |panic| match unwritten_row(panic.as_ref()) {
            Some(error) => Err(unwritten(error)),
            None => panic::resume_unwind(panic),
        },
        |called| called.map_err(failed),
    )
}

/// Returns the failure of the system that the payload of a panic of the library contains; `None` for any other panic.
/// Such a panic is no fault of the program and needs no report.
pub fn unwritten_row(panic: &(dyn Any + Send)) -> Option<io::Error> {
    const BEFORE_CODE: [&str; 2] = [
        // `XML_WRITE_ERROR` of the library; then the code of `io::Error`.
        "Couldn't write to xml file: Os { code: ",
        // The end of the rows, which flushes them.
        "called `Result::unwrap()` on an `Err` value: Os { code: ",
    ];
    let words = panic.downcast_ref::<String>()?;
    let rest = BEFORE_CODE.iter().find_map(|before| words.strip_prefix(before))?;
    let code = rest.split(',').next()?.parse().ok()?;
    Some(io::Error::from_raw_os_error(code))
}

/// Returns the failure of the system behind an error, or else the error itself in words.
fn first_cause(error: &(impl Error + 'static)) -> io::Error {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.map_or_else(|| io::Error::other(error.to_string()), |cause| io::Error::new(cause.kind(), cause.to_string()))
}

/// Returns as much of a text as a cell of a workbook can hold. Only a message's JSON is longer, which can be saved alone.
fn shortened(mut text: String) -> String {
    /// In UTF-16 units (support.microsoft.com, Excel specifications and limits).
    const MAX_CELL: usize = 32_767;
    let mut left = MAX_CELL;
    let end = text.char_indices().find(|(_, character)| {
        let fits = left.checked_sub(character.len_utf16());
        left = fits.unwrap_or_default();
        fits.is_none()
    });
    if let Some((end, _)) = end {
        text.truncate(end);
    }
    text
}
