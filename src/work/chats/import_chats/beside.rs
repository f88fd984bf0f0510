//! Judges the digits beside a number in its row.
//!
//! A number is taken without a doubt only if no digits of its row may belong to it or be another number. Digits of another
//! column are known as something else by its heading, or because most rows have some there, unless a known chat has them.

use super::find::{EVIDENT, NAMED, SURE, is_of_company, points, title_points};
use super::records::{Record, is_blank};
use super::{
    Cells, Corrections, Delimiter, ImportedList, KnownChats, MAX_COLUMNS, Mistake, cell, known_chats, own_digits,
    second_number,
};
use crate::green_api::{ChatId, Messenger};

/// Minimum digits of a second number behind a comma, which people put between two numbers.
const LEAST_DIGITS: usize = 5;

/// Minimum digits of a number as dialled within a city. Fewer may be an extension.
const LEAST_LOCAL_DIGITS: usize = 7;

/// The columns beside that of the chats, as most rows have them.
pub(super) struct Beside<'k> {
    messenger: Messenger,
    pub known: &'k KnownChats<'k>,
    /// The column of the chats, if it was detected.
    chats: Option<usize>,
    /// Whether the cells are delimited by a sign that people also put between a number and its extension.
    has_commas: bool,
    /// Number of cells in most rows.
    width: usize,
    /// Whether most rows have digits in a column.
    regular: Vec<bool>,
    /// Whether most rows have digits in a column that may be mobile numbers of Russia without their code.
    national: Vec<bool>,
    /// The meaning of the headings.
    headings: Vec<Heading>,
    /// Whether the column before the chats has their country code.
    pub has_code: bool,
}

/// The meaning of the digits of another column than that of the chats, by its heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Missing,
    /// They are none of a chat's number.
    Other,
    /// They may be the numbers of the chats.
    Rival,
}

/// The meaning of other digits in a row.
pub(super) enum Others {
    /// Another number, or an extension.
    Sure(Mistake),
    /// They may belong to the number.
    Perhaps,
}

impl<'k> Beside<'k> {
    /// Examines the first rows below the heading. `list` has the shape and the names of the columns.
    pub fn new(
        list: &ImportedList,
        rows: &[Record<'_>],
        corrections: &Corrections,
        messenger: Messenger,
        known: &'k KnownChats<'k>,
    ) -> Self {
        let chats = match list.shape.chats {
            Cells::Column(column) if column < MAX_COLUMNS => Some(column),
            Cells::Column(_) | Cells::Every => None,
        };
        let mut widths: Vec<usize> = rows.iter().map(width).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or_default();
        let has_digits = |row: &&Record<'_>, at: usize| {
            row.cells.get(at).is_some_and(|cell| cell::digits_in(&cell::visible(cell)) > 0)
        };
        let is_national =
            |row: &&Record<'_>, at: usize| own_digits::is_national_with_nine(&own_digits::digits(&row.cell_at(at)));
        let is_most = |is: &dyn Fn(&&Record<'_>, usize) -> bool, at| {
            rows.len() > 1 && own_digits::is_most(rows.iter().filter(|row| is(row, at)).count(), rows.len())
        };
        let title = |column: usize| list.columns.get(column).and_then(|column| column.title.as_deref());
        let named = chats.and_then(title).map_or(0, title_points);
        let headings: Vec<Heading> = (0..list.columns.len())
            .map(|at| match title(at) {
                None => Heading::Missing,
                Some(title) if is_of_company(title) => Heading::Other,
                Some(title) if named < NAMED || title_points(title) == 1 => Heading::Rival,
                Some(_) => Heading::Other,
            })
            .collect();
        Self {
            messenger,
            known,
            has_commas: list.shape.delimiter == Delimiter::Comma,
            regular: (0..usual).map(|at| is_most(&has_digits, at)).collect(),
            national: (0..usual).map(|at| is_most(&is_national, at)).collect(),
            width: usual.max(headings.len()),
            has_code: chats.is_some_and(|chats| {
                let is_evident = |row: &&Record<'_>| points(&row.cell_at(chats), messenger) >= EVIDENT;
                let are_evident = own_digits::is_most(rows.iter().filter(is_evident).count(), rows.len());
                !are_evident && own_digits::is_code_before(rows, chats, chats.checked_sub(1).and_then(title))
            }),
            headings,
            // A column that the user has chosen is the one.
            chats: chats.filter(|_| corrections.chats.is_none()),
        }
    }

    /// Returns the chat that a cell names, and whether some digits of the cell may not belong to it. The number of a known
    /// chat is read whatever is before it.
    pub fn read(&self, cell: &str) -> Result<(ChatId, bool), Mistake> {
        let with_others = |chat: ChatId| {
            let has_others = cell::has_other_digits(&chat, cell);
            (chat, has_others)
        };
        match cell::read(cell, self.messenger) {
            Ok(chat) if self.known.contains(chat.as_str()) => Ok(with_others(chat)),
            read @ (Ok(_) | Err(Mistake::ChatId(_) | Mistake::OtherDigits | Mistake::Date)) => {
                let known = self.known.at_end_of(cell, self.messenger).map(|chat| (chat, false));
                known.map_or_else(|| read.map(with_others), Ok)
            }
            Err(mistake) => Err(mistake),
        }
    }

    /// Returns the cell with the digits beside it that may be another number, an extension or a part of its own, and
    /// their meaning.
    pub fn others(&self, record: &Record<'_>, chat: &ChatId, given: &str) -> Option<(String, Others)> {
        let chats = self.chats?;
        let row = Row { record, chats, chat, given, is_shifted: width(record) > self.width };
        (0..record.cells.len().min(MAX_COLUMNS)).filter(|at| *at != chats).find_map(|at| {
            let other = record.cell_at(at);
            // "доб." and "12" may be cells of their own.
            let with_next = || format!("{other} {}", record.cell_at(at + 1));
            let is_extension =
                if cell::digits_in(&other) > 0 { cell::is_extension(&other) } else { cell::is_extension(&with_next()) };
            let meaning = match self.headings.get(at) {
                _ if is_extension => Some(Others::Sure(Mistake::Extension)),
                Some(Heading::Other) if !row.is_shifted || at < chats => None,
                _ if self.known.has_other_in(&other, chat) => Some(Others::Sure(Mistake::Several)),
                _ if known_chats::is_same(&other, chat) => None,
                Some(Heading::Rival) if !row.is_shifted || at < chats => {
                    self.is_rival(chat, given, &other).then_some(Others::Sure(Mistake::Several))
                }
                _ => self.meaning(&row, at, &other),
            }?;
            Some((row.with(at, &other), meaning))
        })
    }

    /// Whether the digits of a cell below a rival heading may be a number as well as those of the chat.
    fn is_rival(&self, chat: &ChatId, given: &str, other: &str) -> bool {
        own_digits::is_national_with_nine(&own_digits::digits(other)) || self.is_number(chat, given, other)
    }

    /// Whether the digits of another cell may be a number as well as those of the chat. Digits without a gap may be the
    /// number of an order or of a company, if those of the chat are evident.
    fn is_number(&self, chat: &ChatId, given: &str, other: &str) -> bool {
        let seen = second_number::without_dates_and_links(other);
        let digits = cell::digits_in(&seen);
        if digits < LEAST_LOCAL_DIGITS {
            return false;
        }
        if is_of_company(&seen) {
            return second_number::is_in(&seen);
        }
        // One that cannot be read would be lost.
        let is_read = |chat: ChatId| !cell::is_doubted(&chat, &seen);
        let is_unread = || !cell::read(&seen, self.messenger).is_ok_and(is_read) && second_number::is_in(&seen);
        if !cell::is_digits(&seen) && is_unread() {
            return true;
        }
        let points = points(&seen, self.messenger);
        let is_likely = if cell::is_evident(given, chat) {
            points >= SURE && second_number::is_grouped(&seen)
        } else {
            points >= SURE || points > 0 && digits >= own_digits::NATIONAL_DIGITS
        };
        points >= EVIDENT || is_likely || is_as_dialled(chat, &seen)
    }

    /// Returns the meaning of another cell, unless its digits are surely none of a number.
    fn meaning(&self, row: &Row<'_>, at: usize, other: &str) -> Option<Others> {
        let is_regular = !row.is_shifted && self.regular.get(at).is_some_and(|is_regular| *is_regular);
        let is_national =
            || own_digits::is_national_with_nine(&own_digits::digits(other)) && (!is_regular || self.national[at]);
        if self.is_number(row.chat, row.given, other) || is_national() {
            return Some(Others::Sure(Mistake::Several));
        }
        let seen = second_number::without_dates_and_links(other);
        let digits = cell::digits_in(&seen);
        if digits == 0 || is_of_company(&seen) {
            return None;
        }
        let is_bare = !seen.contains(char::is_alphabetic);
        let is_behind = row.is_next(at) && digits < LEAST_LOCAL_DIGITS;
        let may_be_extension = is_behind && (self.has_commas || row.may_be_fixed() && digits == seen.trim().len());
        // `79123456789,,12` may be dialled so.
        let is_behind_pause = self.has_commas && may_be_extension && at > 1 && row.chats == 0 && row.is_last(at);
        let may_be_own = if at + 1 == row.chats && matches!(digits, 1..=3) {
            is_bare && self.is_code(row, at, other)
        } else if may_be_extension && is_bare {
            !is_regular || row.is_fixed() || is_behind_pause
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
        let least = if self.has_commas { LEAST_DIGITS } else { LEAST_LOCAL_DIGITS };
        cell.split(|character| !second_number::is_part(character)).any(|group| cell::digits_in(group) >= least)
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
    record: &'r Record<'r>,
    chats: usize,
    chat: &'r ChatId,
    given: &'r str,
    /// Whether it has more cells than most, so that its cells may be under the wrong heading.
    is_shifted: bool,
}

impl Row<'_> {
    /// Whether a cell is the next one behind the number that is not blank.
    fn is_next(&self, at: usize) -> bool {
        at > self.chats && (self.chats + 1..at).all(|between| is_blank(&self.record.cell_at(between)))
    }

    /// Whether all cells behind this one are blank.
    fn is_last(&self, at: usize) -> bool {
        width(self.record) == at + 1
    }

    /// Returns the number and another cell, in their order.
    fn with(&self, at: usize, other: &str) -> String {
        let (first, second) = if at < self.chats { (other, self.given) } else { (self.given, other) };
        format!("{}, {}", first.trim(), second.trim())
    }

    /// Whether the number is a fixed one of Russia or Kazakhstan, which may have an extension.
    fn is_fixed(&self) -> bool {
        let digits = self.chat.phone_digits().unwrap_or_default();
        digits.len() == 11 && ["73", "74", "78", "771", "772"].into_iter().any(|code| digits.starts_with(code))
    }

    /// Whether the number may be a fixed one. Those of the USA do not show it.
    fn may_be_fixed(&self) -> bool {
        self.is_fixed() || self.chat.phone_digits().is_some_and(|digits| digits.starts_with('1'))
    }
}

/// Whether another cell has a number as dialled within the country: `(903) 123-45-67`, or `052-765-4321` outside Russia,
/// where a company's number may begin with 0.
fn is_as_dialled(chat: &ChatId, other: &str) -> bool {
    let digits: String = other.chars().filter(char::is_ascii_digit).collect();
    let is_number = other.trim().chars().all(|it| it.is_ascii_digit() || it.is_whitespace() || "-()./".contains(it));
    let area = other.trim().trim_start_matches('(').find(|character: char| !character.is_ascii_digit());
    let has_area = digits.len() == 10 && area == Some(3);
    let is_of_russia = chat.phone_digits().is_none_or(|digits| digits.starts_with('7'));
    let has_zero = digits.starts_with('0') && !digits.starts_with("00") && matches!(digits.len(), 9..=12);
    is_number && (has_area || has_zero && !is_of_russia)
}

/// Returns the number of cells up to the last one that is not blank.
fn width(row: &Record<'_>) -> usize {
    row.cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
}
