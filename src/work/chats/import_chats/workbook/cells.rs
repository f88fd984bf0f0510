//! The cells of a sheet as text.

use std::collections::BTreeSet;
use std::ops::Range;

use calamine::{DataType, ExcelDateTime};

use crate::work::chats::import_chats::records::is_separator;
use crate::work::chats::import_chats::{MAX_BYTES, MAX_CELL_BYTES, Refused};

/// The cells of a sheet, in the file's order.
#[derive(Debug, Default)]
pub(super) struct SheetText {
    /// Row, column and text.
    cells: Vec<(u32, u32, String)>,
}

impl SheetText {
    /// Adds a cell; an empty one is ignored. A formula has the value that was computed when the file was saved.
    pub fn add(&mut self, (row, column): (u32, u32), value: &impl DataType) {
        let text = one_line(&text(value));
        if !text.is_empty() {
            self.cells.push((row, column, text));
        }
    }

    /// Whether no cell has text.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns the rows with text that are within these ranges, in order. The ranges are in order, too.
    pub fn rows_within(&self, ranges: &[Range<u32>]) -> Vec<u32> {
        let is_within = |row: &u32| {
            let next = ranges.partition_point(|range| range.end <= *row);
            ranges.get(next).is_some_and(|range| range.contains(row))
        };
        let rows: BTreeSet<u32> = self.cells.iter().map(|(row, ..)| *row).filter(is_within).collect();
        rows.into_iter().collect()
    }

    /// Returns one line for each row from the first row of the sheet on, so that the numbers of lines are those of rows.
    pub fn into_lines(mut self) -> Result<String, Refused> {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let (mut lines, mut row, mut column) = (String::new(), 0, 0);
        for (own_row, own_column, text) in self.cells {
            while row < own_row {
                lines.push('\n');
                (row, column) = (row + 1, 0);
            }
            while column < own_column {
                lines.push('\t');
                column += 1;
            }
            if text.starts_with('"') {
                lines.extend(["\"", &text.replace('"', "\"\""), "\""]);
            } else {
                lines.push_str(&text);
            }
            if lines.len() > MAX_BYTES {
                return Err(Refused::HugeWorkbook);
            }
        }
        Ok(lines)
    }
}

/// Returns the beginning of a text, with its line breaks and tabs as spaces.
fn one_line(text: &str) -> String {
    // A longer cell names no chat, and is refused for its length.
    let text = &text[..text.floor_char_boundary(2 * MAX_CELL_BYTES)];
    text.trim().replace(|character: char| character.is_control() || is_separator(character), " ")
}

fn text(value: &impl DataType) -> String {
    if let Some(text) = value.get_string().or_else(|| value.get_datetime_iso()).or_else(|| value.get_duration_iso()) {
        text.to_owned()
    } else if let Some(date) = value.get_datetime() {
        date_text(date)
    } else if let Some(number) = value.get_int() {
        number.to_string()
    } else if let Some(number) = value.get_float() {
        number_text(number)
    } else if let Some(error) = value.get_error() {
        error.to_string()
    } else {
        value.get_bool().map_or_else(String::new, |value| if value { "TRUE".into() } else { "FALSE".into() })
    }
}

/// Writes a number in full, as a spreadsheet program does: 79123456789 and not 7.9123456789E+10. These programs keep
/// fifteen digits, so the others are zeros.
fn number_text(number: f64) -> String {
    const DIGITS: usize = 15;
    if number.fract() != 0.0 || !number.is_finite() {
        return number.to_string();
    }
    let rounded = format!("{number:.*e}", DIGITS - 1);
    let power = rounded.split_once('e').and_then(|(digits, power)| Some((digits, power.parse::<usize>().ok()?)));
    match power {
        Some((digits, power)) if (DIGITS..40).contains(&power) => {
            let digits: String = digits.chars().filter(|character| *character != '.').collect();
            digits + &"0".repeat(power + 1 - DIGITS)
        }
        Some((_, 40..)) => rounded,
        _ => format!("{number:.0}"),
    }
}

/// Writes a date: a number of days, or a plain number where there is no such date.
fn date_text(date: ExcelDateTime) -> String {
    /// The day after 9999-12-31.
    const END: f64 = 2_958_466.0;
    if !date.is_datetime() || !(0.0..END).contains(&date.as_f64()) {
        return number_text(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time =
        if (hour, minute, second) == (0, 0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
