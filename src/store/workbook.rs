//! Writes a table as a workbook.

use std::any::Any;
use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use rust_xlsxwriter::utility::cell_autofit_width;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::export::{ExportFailure, unwritten};

/// Number of rows in a sheet of a workbook (support.microsoft.com, Excel specifications and limits).
pub(super) const SHEET_ROWS: usize = 1_048_576;

/// Maximum width of a column of a workbook in pixels.
const MAX_WIDTH: u32 = 400;

/// Writes a table as a workbook with at most `most` rows in a sheet, the header included. Every cell is a text: none is a
/// formula, and no number loses digits. Rows wait in nameless files in the folder `scratch`. Returns the number of sheets.
pub(super) fn workbook(
    columns: &[String],
    rows: impl IntoIterator<Item = Result<impl IntoIterator<Item = String>, ExportFailure>>,
    most: usize,
    scratch: &Path,
    to: impl Write + Send,
) -> Result<u32, ExportFailure> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(scratch).map_err(failed)?;
    let mut rows = rows.into_iter().peekable();
    let mut sheets = 0;
    while sheets == 0 || rows.peek().is_some() {
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        let mut widths = checked(|| head(sheet, columns))?;
        for (number, row) in (1..).zip(rows.by_ref().take(most - 1)) {
            for ((column, cell), width) in (0..).zip(row?).zip(&mut widths) {
                let cell = shortened(cell);
                *width = cell_autofit_width(&cell).max(*width);
                checked(|| sheet.write_string(number, column, cell).map(drop))?;
            }
        }
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_autofit_width(column, width.min(MAX_WIDTH)).map_err(failed)?;
        }
        sheets += 1;
    }
    let mut to = BufWriter::new(to);
    checked(|| workbook.save_to_writer(&mut to))?;
    to.flush().map_err(unwritten)?;
    Ok(sheets)
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
