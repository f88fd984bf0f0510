//! Finds rows while the user types.

mod letters;
mod query;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use self::letters::Letters;
use self::query::Query;
use super::fold::fold_into;
use crate::store::{ChatList, ChatRow, RowKind};

/// The filter that determines which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Filter {
    #[default]
    All,
    /// Chats that are not known to be archived; no contacts without a chat.
    NotArchived,
    Archived,
    People,
    Groups,
}

/// The order of the rows shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The most active first, as the server lists them.
    #[default]
    Activity,
    /// By name, then those without one by number.
    Name,
    /// By number, which groups those of a country; then those without one.
    Number,
}

/// The text, filter and order that determine the rows shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The text as typed. Words are found in any order, each in the name, the number or the id.
    pub text: String,
    pub filter: Filter,
    pub sort: Sort,
}

/// An index that finds rows of one list. Built once per list, away from the drawing thread; a query then takes a few
/// milliseconds for a hundred thousand rows.
pub struct Finder {
    list: Arc<ChatList>,
    /// The searched text, row by row: name, id, and the number where the id does not contain it.
    text: String,
    /// The end of each row in `text`.
    ends: Vec<usize>,
    letters: Letters,
    /// The filters that show each row, one bit each: the rows themselves are too far apart in memory to read.
    shown_by: Vec<u8>,
    by_name: Vec<u32>,
    by_number: Vec<u32>,
    /// The last query and the rows that its words found: a longer text is searched only among them.
    last: Option<(Query, Vec<u32>)>,
}

/// The end mark of each part of a row. No folded text contains it.
const END: char = '\n';

impl Finder {
    /// Builds the index. Takes some tenths of a second for a hundred thousand rows.
    pub fn new(list: Arc<ChatList>) -> Self {
        let rows = list.rows.as_slice();
        let mut text = String::with_capacity(rows.len() * 48);
        let mut names: Vec<Range<usize>> = Vec::with_capacity(rows.len());
        let mut ends = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id.as_str();
            let digits = row.digits.as_deref().filter(|digits| !id.contains(digits));
            let start = text.len();
            fold_into(row.name.as_deref().unwrap_or_default(), &mut text);
            // A name that begins with a quotation mark or an emoji is sorted by its first letter.
            let letters = text[start..].find(char::is_alphanumeric).unwrap_or_default();
            names.push(start + letters..text.len());
            text.push(END);
            for part in [Some(id), digits].into_iter().flatten() {
                fold_into(part, &mut text);
                text.push(END);
            }
            ends.push(text.len());
        }
        let name = |row: usize| names.get(row).and_then(|name| text.get(name.clone())).unwrap_or_default();
        let number = |row: usize| rows.get(row).and_then(|row| row.digits.as_deref());
        let last_if = |nothing: bool| u8::from(nothing);
        let by_number = sorted(rows.len(), |row| (last_if(number(row).is_none()), number(row)));
        let by_name = sorted(rows.len(), |row| {
            let (name, number) = (name(row), number(row));
            (last_if(name.is_empty()), name, last_if(number.is_none()), number)
        });
        let starts = [0].into_iter().chain(ends.iter().copied());
        let letters = Letters::new(starts.zip(&ends).map(|(start, end)| text.get(start..*end).unwrap_or_default()));
        let shown_by = rows
            .iter()
            .map(|row| Filter::ALL.into_iter().filter(|filter| filter.shows(row)).map(Filter::bit).sum())
            .collect();
        Self { text, ends, letters, shown_by, by_name, by_number, last: None, list }
    }

    /// Returns the indexed list.
    pub fn list(&self) -> &Arc<ChatList> {
        &self.list
    }

    /// Returns the indices of the rows to show, in display order.
    pub fn find(&mut self, view: &View) -> Vec<u32> {
        let query = Query::new(&view.text);
        let found = match self.last.take() {
            Some((last, found)) if last == query => found,
            Some((last, found)) if query.narrows(&last) => self.search(&query, found),
            _ => self.search(&query, (0..self.ends.len()).map(|row| row as u32).collect()),
        };
        let shown = self.arrange(&found, view);
        self.last = Some((query, found));
        shown
    }

    /// Keeps the rows that contain every word of the query.
    fn search(&self, query: &Query, mut rows: Vec<u32>) -> Vec<u32> {
        let needle = |needle: &String| (self.letters.needed(needle), memmem::Finder::new(needle).into_owned());
        let terms: Vec<Vec<_>> = query.terms().iter().map(|needles| needles.iter().map(needle).collect()).collect();
        rows.retain(|row| {
            terms.iter().all(|needles| {
                needles.iter().any(|(needed, finder)| {
                    self.letters.may_hold(*row, *needed)
                        && (needed.is_all || finder.find(self.text_of(*row as usize)).is_some())
                })
            })
        });
        rows
    }

    fn text_of(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// Filters and sorts the rows found.
    fn arrange(&self, found: &[u32], view: &View) -> Vec<u32> {
        let bit = view.filter.bit();
        let shows = |row: &u32| self.shown_by.get(*row as usize).is_some_and(|filters| filters & bit != 0);
        let order = match view.sort {
            Sort::Activity => return found.iter().copied().filter(shows).collect(),
            Sort::Name => &self.by_name,
            Sort::Number => &self.by_number,
        };
        let mut is_shown = vec![false; self.ends.len()];
        for row in found.iter().filter(|row| shows(row)) {
            if let Some(is_shown) = is_shown.get_mut(*row as usize) {
                *is_shown = true;
            }
        }
        order.iter().copied().filter(|row| is_shown.get(*row as usize).copied().unwrap_or_default()).collect()
    }
}

impl Filter {
    /// All filters, in menu order.
    pub const ALL: [Self; 5] = [Self::All, Self::NotArchived, Self::Archived, Self::People, Self::Groups];

    /// Whether the filter shows this row.
    pub fn shows(self, row: &ChatRow) -> bool {
        match self {
            Self::All => true,
            Self::NotArchived => row.listed && row.archived != Some(true),
            Self::Archived => row.archived == Some(true),
            Self::People => row.kind == RowKind::Person,
            Self::Groups => row.kind == RowKind::Group,
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Returns the indices of the rows ordered by key; equal keys keep their order.
fn sorted<K: Ord>(rows: usize, key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows).map(|row| row as u32).collect();
    order.sort_by_key(|row| key(*row as usize));
    order
}
