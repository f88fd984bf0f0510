//! Judges the digits beside a number in its row.
//!
//! A number is taken without a doubt only if no digits of its row may belong to it or be another number. Digits of another
//! column are known as something else by its heading, or because most rows have some there.

use std::borrow::Cow;

use super::find::{EVIDENT, SURE, is_of_company, points};
use super::records::{Record, is_blank};
use super::{Cells, Corrections, Delimiter, ImportedList, MAX_COLUMNS, Mistake, cell, own_digits};
use crate::green_api::{ChatId, Messenger, country_code_length, number_in_link};

/// Minimum digits of a second number behind a comma, which people put between two numbers.
const LEAST_DIGITS: usize = 5;

/// Minimum digits of a number as dialled within a city. Fewer may be an extension.
const LEAST_LOCAL_DIGITS: usize = 7;

/// The columns beside that of the chats, as most rows have them.
pub(super) struct Beside {
    messenger: Messenger,
    /// The column of the chats, if it was detected.
    chats: Option<usize>,
    /// Whether the cells are delimited by a sign that people also put between a number and its extension.
    has_commas: bool,
    /// Number of cells in most rows.
    width: usize,
    /// Whether most rows have digits in a column.
    regular: Vec<bool>,
    titled: Vec<bool>,
    /// Whether the column before the chats has their country code.
    pub has_code: bool,
    first_groups: FirstGroups,
}

/// The groups of digits with which numbers without a plus begin.
enum FirstGroups {
    /// Most numbers begin with this one, so it is the country code.
    Code(String),
    /// Most begin with a larger one than the row above: those of entries or flats.
    Ascending,
    Other,
}

/// The meaning of other digits in a row.
pub(super) enum Others {
    /// Another number, or an extension.
    Sure(Mistake),
    /// They may belong to the number.
    Perhaps,
}

impl Beside {
    /// Examines the first rows below the heading. `list` has the shape and the names of the columns.
    pub fn new(list: &ImportedList, rows: &[Record<'_>], corrections: &Corrections, messenger: Messenger) -> Self {
        let chats = match list.shape.chats {
            Cells::Column(column) if column < MAX_COLUMNS => Some(column),
            Cells::Column(_) | Cells::Every => None,
        };
        let titled: Vec<bool> = list.columns.iter().map(|column| column.title.is_some()).collect();
        let mut widths: Vec<usize> = rows.iter().map(width).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or_default();
        let has_digits = |row: &&Record<'_>, at: usize| {
            row.cells.get(at).is_some_and(|cell| cell::digits_in(&cell::visible(cell)) > 0)
        };
        let is_regular = |at| {
            rows.len() > 1 && own_digits::is_most(rows.iter().filter(|row| has_digits(row, at)).count(), rows.len())
        };
        let title = |column: usize| list.columns.get(column).and_then(|column| column.title.as_deref());
        Self {
            messenger,
            has_commas: list.shape.delimiter == Delimiter::Comma,
            regular: (0..usual).map(is_regular).collect(),
            width: usual.max(titled.len()),
            has_code: chats.is_some_and(|chats| {
                let is_evident = |row: &&Record<'_>| points(&row.cell_at(chats), messenger) >= EVIDENT;
                let are_evident = own_digits::is_most(rows.iter().filter(is_evident).count(), rows.len());
                !are_evident && own_digits::is_code_before(rows, chats, chats.checked_sub(1).and_then(title))
            }),
            first_groups: chats.map_or(FirstGroups::Other, |chats| first_groups(rows, chats)),
            titled,
            // A column that the user has chosen is the one.
            chats: chats.filter(|_| corrections.chats.is_none()),
        }
    }

    /// Whether some digits of a cell may not belong to its number.
    pub fn has_others_within(&self, chat: &ChatId, cell: &str) -> bool {
        let first = || cell::first_group(cell);
        match &self.first_groups {
            FirstGroups::Code(code) if first().is_some_and(|first| first == *code) => false,
            FirstGroups::Ascending if first().is_some() && !cell::is_evident(cell, chat) => true,
            FirstGroups::Code(_) | FirstGroups::Ascending | FirstGroups::Other => {
                let is_of_company = || is_of_company(cell) && !cell::is_evident(cell, chat);
                cell::has_other_digits(chat, cell) || is_of_company()
            }
        }
    }

    /// Returns the cell with the digits beside it that may be another number, an extension or a part of its own, and
    /// their meaning.
    pub fn others(&self, record: &Record<'_>, chat: &ChatId, given: &str) -> Option<(String, Others)> {
        let chats = self.chats?;
        let row = Row { chats, chat, given, is_shifted: width(record) > self.width };
        (0..record.cells.len().min(MAX_COLUMNS)).filter(|at| *at != chats).find_map(|at| {
            let is_titled = self.titled.get(at).is_some_and(|is_titled| *is_titled);
            if is_titled && !(row.is_shifted && at > chats) {
                return None;
            }
            let other = record.cell_at(at);
            let meaning = self.meaning(&row, at, &other)?;
            Some((row.with(at, &other), meaning))
        })
    }

    /// Returns the meaning of another cell, unless its digits are surely none of a number.
    fn meaning(&self, row: &Row<'_>, at: usize, other: &str) -> Option<Others> {
        let seen = cell::visible(other);
        let digits = cell::digits_in(&seen);
        let is_address = seen.contains("://") && number_in_link(&seen).is_none();
        if digits == 0 || is_address || cell::is_date(seen.trim()) || is_of_company(&seen) {
            return None;
        }
        let points = if digits < LEAST_LOCAL_DIGITS { 0 } else { points(other, self.messenger) };
        // Digits without a gap may be the number of an order or of a company.
        let is_spaced = || seen.trim().contains([' ', '-', '.', '(']) && !seen.contains(char::is_alphabetic);
        let is_likely = points >= SURE && (!cell::is_evident(row.given, row.chat) || is_spaced());
        if points >= EVIDENT || is_likely || row.is_as_dialled(&seen) {
            return Some(Others::Sure(Mistake::Several));
        }
        let is_bare = !seen.contains(char::is_alphabetic);
        let is_regular = !row.is_shifted && self.regular.get(at).is_some_and(|is_regular| *is_regular);
        let may_be_extension = at == row.chats + 1 && self.has_commas && digits < LEAST_LOCAL_DIGITS;
        let may_be_own = if at + 1 == row.chats && matches!(digits, 1..=3) {
            is_bare && self.is_code(row, at, other)
        } else if may_be_extension && is_bare {
            !is_regular || row.is_fixed_in_russia()
        } else {
            !is_regular && (may_be_extension || self.has_number(&seen))
        };
        let joined = || match cell::read(&row.with(at, other), self.messenger) {
            Err(mistake @ (Mistake::Several | Mistake::Extension)) => Some(Others::Sure(mistake)),
            _ => (is_bare || self.has_number(&seen)).then_some(Others::Perhaps),
        };
        may_be_own.then(joined).flatten()
    }

    /// Whether a cell has digits, parted only by what people put between those of a number, that may be one.
    fn has_number(&self, cell: &str) -> bool {
        let is_part =
            |character: char| character.is_ascii_digit() || character.is_whitespace() || "-()./".contains(character);
        let least = if self.has_commas { LEAST_DIGITS } else { LEAST_LOCAL_DIGITS };
        let mut groups = cell.split(|character| !is_part(character));
        groups.any(|group| cell::digits_in(group) >= least && !cell::is_date(group.trim()))
    }

    /// Whether the digits in the cell before a number may be its country code.
    fn is_code(&self, row: &Row<'_>, at: usize, before: &str) -> bool {
        let whole = row.with(at, before).replacen(',', "", 1);
        let is_sure = |chat: ChatId| chat.doubt(&whole, |_| false).is_none();
        let is_number = row.chat.phone_digits().is_some() && !cell::is_evident(row.given, row.chat);
        is_number && cell::read(&whole, self.messenger).is_ok_and(is_sure)
    }
}

/// A row with its number.
struct Row<'r> {
    chats: usize,
    chat: &'r ChatId,
    given: &'r str,
    /// Whether it has more cells than most, so that its cells may be under the wrong heading.
    is_shifted: bool,
}

impl Row<'_> {
    /// Returns the number and another cell, in their order.
    fn with(&self, at: usize, other: &str) -> String {
        let (first, second) = if at < self.chats { (other, self.given) } else { (self.given, other) };
        format!("{}, {}", first.trim(), second.trim())
    }

    /// Whether another cell has a number as dialled within the country: `(903) 123-45-67`, or `052-765-4321` outside Russia,
    /// where a company's number may begin with 0.
    fn is_as_dialled(&self, other: &str) -> bool {
        let digits: String = other.chars().filter(char::is_ascii_digit).collect();
        let is_number =
            other.trim().chars().all(|it| it.is_ascii_digit() || it.is_whitespace() || "-()./".contains(it));
        let area = other.trim().trim_start_matches('(').find(|character: char| !character.is_ascii_digit());
        let has_area = digits.len() == 10 && area == Some(3);
        let is_of_russia = self.chat.phone_digits().is_none_or(|digits| digits.starts_with('7'));
        let has_zero = digits.starts_with('0') && !digits.starts_with("00") && matches!(digits.len(), 9..=12);
        is_number && (has_area || has_zero && !is_of_russia)
    }

    /// Whether the number is a fixed one of Russia, which may have an extension.
    fn is_fixed_in_russia(&self) -> bool {
        let digits = self.chat.phone_digits().unwrap_or_default();
        digits.len() == 11 && ["73", "74", "78"].into_iter().any(|code| digits.starts_with(code))
    }
}

/// Returns the first groups of the numbers of a column.
fn first_groups(rows: &[Record<'_>], chats: usize) -> FirstGroups {
    /// Maximum entries or flats that are left out between two rows.
    const STEP: u16 = 10;
    let cells = || rows.iter().map(|row| row.cell_at(chats));
    let firsts: Vec<String> = cells().filter_map(|cell| cell::first_group(&cell)).collect();
    let is_most = |count: usize| rows.len() > 2 && own_digits::is_most(count, rows.len());
    let values = || firsts.iter().filter_map(|first| first.parse::<u16>().ok());
    let is_next = |(above, below): &(u16, u16)| above < below && below - above <= STEP;
    if is_most(values().zip(values().skip(1)).filter(is_next).count() + 1) {
        return FirstGroups::Ascending;
    }
    let Some(code) = firsts.first() else { return FirstGroups::Other };
    let has_nine = |cell: &str| {
        let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
        digits.strip_prefix(code.as_str()).is_some_and(own_digits::is_national_with_nine)
    };
    let is_likely =
        || own_digits::WITH_NINE.contains(&&**code) || !is_most(cells().filter(|cell| has_nine(cell)).count());
    // `495 222-33-44 12` begins with the code of a city.
    let may_be_code = || {
        let length =
            |cell: Cow<'_, str>| country_code_length(&cell.chars().filter(char::is_ascii_digit).collect::<String>());
        cells().all(|cell| !cell.starts_with(code.as_str()) || code.len() <= length(cell))
    };
    let is_code = is_most(firsts.iter().filter(|first| *first == code).count()) && is_likely() && may_be_code();
    if is_code { FirstGroups::Code(code.clone()) } else { FirstGroups::Other }
}

/// Returns the number of cells up to the last one that is not blank.
fn width(row: &Record<'_>) -> usize {
    row.cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
}
