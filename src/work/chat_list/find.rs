//! Finding rows while typing.

mod query;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use self::query::Query;
use super::fold::fold_into;
use crate::store::{ChatList, ChatRow, RowKind};

/// Which rows are shown.
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

/// In which order they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The most lively first, as the server lists them.
    #[default]
    Activity,
    /// By name, then those without one by number.
    Name,
    /// By number, so that those of a country stand together; then those without one.
    Number,
}

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// As typed. Words are found in any order, each in the name, the number or the id.
    pub text: String,
    pub filter: Filter,
    pub sort: Sort,
}

/// Finds rows of one list. Made once for it, away from the thread that draws; afterwards a question takes a few
/// milliseconds at a hundred thousand rows.
pub struct Finder {
    list: Arc<ChatList>,
    /// What is searched, row by row: name, id, and the number where the id does not hold it.
    text: String,
    /// Where each row ends in `text`.
    ends: Vec<usize>,
    by_name: Vec<u32>,
    by_number: Vec<u32>,
    by_id: Vec<u32>,
    /// The last question with the rows that its words found: a longer text is searched among them only.
    last: Option<(Query, Vec<u32>)>,
}

/// Ends each part of a row. No folded text holds it.
const END: char = '\n';

impl Finder {
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
            // One that begins with a quotation mark or an emoji stands where its first letter belongs.
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
        let by_id = sorted(rows.len(), |row| rows.get(row).map(|row| row.id.as_str()));
        Self { text, ends, by_name, by_number, by_id, last: None, list }
    }

    /// The list that it finds in.
    pub fn list(&self) -> &Arc<ChatList> {
        &self.list
    }

    /// The row with this id.
    pub fn row_of(&self, id: &str) -> Option<u32> {
        let at = self.by_id.binary_search_by(|row| self.row(*row).map(|row| row.id.as_str()).cmp(&Some(id))).ok()?;
        self.by_id.get(at).copied()
    }

    /// The numbers of the rows to show, in the order to show them.
    pub fn find(&mut self, view: &View) -> Vec<u32> {
        let query = Query::new(&view.text);
        let found = match self.last.take() {
            Some((last, found)) if last == query => found,
            Some((last, found)) if query.narrows(&last) => self.narrow(&query, found),
            _ => self.search(&query),
        };
        let shown = self.arrange(&found, view);
        self.last = Some((query, found));
        shown
    }

    fn row(&self, row: u32) -> Option<&ChatRow> {
        self.list.rows.get(row as usize)
    }

    /// All rows that have every word of it, in their own order.
    fn search(&self, query: &Query) -> Vec<u32> {
        let mut terms = query.terms().iter();
        // The first term is the longest: it leaves the fewest rows for the others.
        let Some(first) = terms.next() else {
            return (0..self.ends.len()).map(|row| row as u32).collect();
        };
        let mut found = Vec::new();
        for needle in first {
            self.rows_with(needle, &mut found);
        }
        if first.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        terms.for_each(|needles| self.keep_those_with(needles, &mut found));
        found
    }

    fn narrow(&self, query: &Query, mut found: Vec<u32>) -> Vec<u32> {
        query.terms().iter().for_each(|needles| self.keep_those_with(needles, &mut found));
        found
    }

    /// One pass over the whole text.
    fn rows_with(&self, needle: &str, found: &mut Vec<u32>) {
        let finder = memmem::Finder::new(needle);
        let (mut from, mut row) = (0, 0);
        while let Some(at) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            while self.ends.get(row).is_some_and(|end| *end <= at) {
                row += 1;
            }
            let Some(end) = self.ends.get(row) else { return };
            found.push(row as u32);
            from = *end;
        }
    }

    fn keep_those_with(&self, needles: &[String], found: &mut Vec<u32>) {
        let finders: Vec<_> = needles.iter().map(memmem::Finder::new).collect();
        found.retain(|row| {
            let text = self.text_of(*row as usize);
            finders.iter().any(|finder| finder.find(text).is_some())
        });
    }

    fn text_of(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// Filters and sorts what was found.
    fn arrange(&self, found: &[u32], view: &View) -> Vec<u32> {
        let shows = |row: &u32| self.row(*row).is_some_and(|row| view.filter.shows(row));
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
    /// Whether it shows this row.
    pub fn shows(self, row: &ChatRow) -> bool {
        match self {
            Self::All => true,
            Self::NotArchived => row.listed && row.archived != Some(true),
            Self::Archived => row.archived == Some(true),
            Self::People => row.kind == RowKind::Person,
            Self::Groups => row.kind == RowKind::Group,
        }
    }
}

/// The numbers of the rows in the order of their keys; of equal keys in their own order.
fn sorted<K: Ord>(rows: usize, key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows).map(|row| row as u32).collect();
    order.sort_by_key(|row| key(*row as usize));
    order
}
