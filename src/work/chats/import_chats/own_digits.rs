//! Detects the columns beside the numbers whose digits are not a part of them: the numbers of rows or flats, dates, sums.
//!
//! Without its delimiter, the row `1⇥9123456701` would be a number of the USA.

use super::records::Record;
use super::{MAX_COLUMNS, cell};
use crate::green_api::{Messenger, is_invisible, plain_digit};

/// Maximum digits of such a cell. One with more may be a phone number.
const MOST_DIGITS: usize = 9;

/// Digits of a number that is written without its area code.
const LOCAL_DIGITS: usize = 7;

/// Digits of a number that is written with its area code, but without the country's.
pub(super) const NATIONAL_DIGITS: usize = 10;

/// Countries other than Russia and those with the code 1 where numbers of ten digits begin with 9.
pub(super) const WITH_NINE: [&str; 3] = ["63", "91", "98"];

/// Whether most rows with a chat in the column `chats` have digits in another column that are not a part of its number.
/// `rows` and `points` are those below the heading.
pub(super) fn has_own_digits<'t>(
    rows: &[Record<'_>],
    points: &[Vec<u32>],
    chats: usize,
    title: impl Fn(usize) -> Option<&'t str>,
) -> bool {
    let is_chat = |points: &Vec<u32>| points.get(chats).is_some_and(|points| *points > 0);
    let rows: Vec<&Record<'_>> = rows.iter().zip(points).filter(|(_, points)| is_chat(points)).map(|it| it.0).collect();
    let columns = points.iter().map(Vec::len).max().unwrap_or_default();
    let is_own = |column: usize| {
        let values: Vec<String> =
            rows.iter().filter_map(|row| own_digits(row.cells.get(column)?)).filter(|own| !own.is_empty()).collect();
        let title = title(column).map(str::trim).filter(|title| !title.is_empty());
        is_most(values.len(), rows.len()) && !(column < chats && is_code(&values, title, &rows, chats))
    };
    let is_spread = || is_most(rows.iter().filter(|row| is_spread(row, chats)).count(), rows.len());
    (0..columns).any(|column| column != chats && is_own(column)) && !is_spread()
}

/// Returns the digits of a cell that may be the number of a row or a flat, a date or a sum.
fn own_digits(cell: &str) -> Option<String> {
    let digits = digits(cell);
    (digits.len() <= MOST_DIGITS && !cell.contains(['+', '(', '@'])).then_some(digits)
}

/// Whether the column before the numbers has their country code.
pub(super) fn is_code_before(rows: &[Record<'_>], chats: usize, title: Option<&str>) -> bool {
    let Some(before) = chats.checked_sub(1) else { return false };
    let rows: Vec<&Record<'_>> = rows.iter().filter(|row| !digits_at(row, chats).is_empty()).collect();
    let values: Vec<String> = rows.iter().filter_map(|row| own_digits(row.cells.get(before)?)).collect();
    values.iter().all(|value| matches!(value.len(), 1..=3)) && is_code(&values, title, &rows, chats)
}

/// Whether the values of a column are the country code of the numbers in the column `chats`.
fn is_code(values: &[String], title: Option<&str>, rows: &[&Record<'_>], chats: usize) -> bool {
    let Some(first) = values.first() else { return false };
    if title.is_some_and(is_of_country) {
        return true;
    }
    let is_nearly_all =
        |is: &dyn Fn(&str) -> bool| values.iter().filter(|value| is(value)).count() * 10 >= values.len() * 9;
    // Whatever these are, a Russian number without its code becomes itself.
    if is_nearly_all(&|value| matches!(value, "7" | "8")) {
        return true;
    }
    if first.len() > 3 || !is_nearly_all(&|value| value == first) {
        return false;
    }
    match title {
        Some(title) => is_of_code(title),
        None => is_code_alone(first, rows, chats),
    }
}

/// Whether a value that all rows have is a country code, without a heading that says so. It may be an entrance, a
/// quantity, or the flat of several people.
fn is_code_alone(code: &str, rows: &[&Record<'_>], chats: usize) -> bool {
    let is_most_of = |is: &dyn Fn(&str) -> bool| {
        is_most(rows.iter().filter(|row| row.cells.get(chats).is_some_and(|cell| is(cell))).count(), rows.len())
    };
    let is_doubted = |cell: &str| cell::read(cell, Messenger::WhatsApp).is_ok_and(|chat| cell::is_doubted(&chat, cell));
    let has_nine = |cell: &str| is_national_with_nine(&digits(cell));
    // A number that is sure without the code would be that of another country.
    let is_likely = || code != "1" && (!is_most_of(&has_nine) || WITH_NINE.contains(&code));
    !is_most_of(&is_doubted) || rows.len() > 2 && is_likely()
}

/// Whether these are the digits of a mobile number of Russia without its code, or of the same length elsewhere.
pub(super) fn is_national_with_nine(digits: &str) -> bool {
    digits.len() == NATIONAL_DIGITS && digits.starts_with('9')
}

/// Whether a heading names a country's code.
pub(super) fn is_of_country(title: &str) -> bool {
    let title = title.to_lowercase();
    ["country", "стран"].iter().any(|part| title.contains(part))
}

/// Whether a heading may name a country's code.
fn is_of_code(title: &str) -> bool {
    let title = title.to_lowercase();
    ["code", "код", "prefix", "vorwahl"].iter().any(|part| title.contains(part))
}

/// Whether the number begins in the cells before, as in `8912⇥345-67-01` and `912⇥345-67-01`.
fn is_spread(row: &Record<'_>, chats: usize) -> bool {
    let before: Vec<String> = (0..chats).map(|at| digits_at(row, at)).filter(|digits| !digits.is_empty()).collect();
    let first = before.first().map_or("", String::as_str);
    let total = before.iter().map(String::len).sum::<usize>() + LOCAL_DIGITS;
    let is_whole = total == NATIONAL_DIGITS + 1 && first.starts_with(['7', '8']);
    digits_at(row, chats).len() == LOCAL_DIGITS && (is_whole || total == NATIONAL_DIGITS && first.len() == 3)
}

/// Whether the cell of a column has as many digits as a number with its area code.
pub(super) fn is_with_area_code(row: &Record<'_>, column: usize) -> bool {
    digits_at(row, column).len() >= NATIONAL_DIGITS
}

/// Whether any cell of a row may have a number, even if only as dialled within its country.
pub(super) fn has_number(row: &Record<'_>) -> bool {
    /// Those of Belarus, Kyrgyzstan and Uzbekistan.
    const LEAST_DIGITS: usize = 9;
    (0..row.cells.len().min(MAX_COLUMNS)).any(|column| digits_at(row, column).len() >= LEAST_DIGITS)
}

fn digits_at(row: &Record<'_>, column: usize) -> String {
    row.cells.get(column).map_or_else(String::new, |cell| digits(cell))
}

pub(super) fn digits(cell: &str) -> String {
    let seen = cell.chars().filter(|character| !is_invisible(*character));
    seen.map(plain_digit).filter(char::is_ascii_digit).take(2 * NATIONAL_DIGITS).collect()
}

pub(super) fn is_most(part: usize, all: usize) -> bool {
    2 * part > all
}
