//! Rows of cells, as spreadsheet programs write them.
//!
//! A custom parser, because no line may get lost in another line's cell: a quotation mark that is not closed at the end
//! of a cell is an ordinary character, and each row knows its lines.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

use super::{Delimiter, Lines, MAX_LINE_BYTES, MAX_LINES, cell};
use crate::green_api::is_invisible;

/// Maximum line breaks in a quoted cell. With more of them the opening mark was closed by an unrelated one far below,
/// and the cell is not a quoted one.
const MAX_BREAKS: usize = 30;

/// A row.
pub(super) struct Record<'a> {
    pub lines: Lines,
    pub cells: Vec<Cow<'a, str>>,
}

impl Record<'_> {
    /// Whether the row has no visible characters.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| is_blank(cell))
    }

    /// Returns the cells that are not blank, each with the extension that the delimiter may have cut off its number.
    pub fn seen_cells(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let is_part = |at: &usize| {
            at.checked_sub(1).is_some_and(|before| cell::has_extension_in(&self.cells[before], &self.cells[*at]))
        };
        let is_seen = move |at: &usize| !is_blank(&self.cells[*at]) && !is_part(at);
        (0..self.cells.len()).filter(is_seen).map(|at| self.cell_at(at))
    }

    /// Returns the cell at an index, with the extension that the delimiter may have cut off its number, as in
    /// `+7 812 999-00-00, доб. 5`. Empty if the row has no such cell.
    pub fn cell_at(&self, at: usize) -> Cow<'_, str> {
        let cell = self.cells.get(at).map_or("", |cell| &**cell);
        match self.cells.get(at.saturating_add(1)) {
            Some(next) if cell::has_extension_in(cell, next) => Cow::Owned(format!("{cell}, {}", next.trim())),
            Some(_) | None => Cow::Borrowed(cell),
        }
    }
}

/// Whether this cell has no visible characters.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|character| character.is_whitespace() || is_invisible(character))
}

/// An iterator over the rows of a text, without blank lines. A row may still consist of blank cells.
pub(super) struct Records<'a> {
    rest: &'a str,
    line: usize,
    delimiter: Option<char>,
}

impl<'a> Records<'a> {
    /// Creates the iterator. `line` is the number of the text's first line.
    pub fn new(text: &'a str, line: usize, delimiter: Delimiter) -> Self {
        Self { rest: text, line, delimiter: delimiter.character() }
    }

    /// Returns the first lines of a text, without the blank ones among them: enough for `rows` rows, if no line is very
    /// long.
    pub fn sample(text: &'a str, rows: usize) -> String {
        let (mut records, mut sample) = (Self::new(text, 1, Delimiter::Nothing), String::new());
        for _ in 0..rows * (MAX_BREAKS + 1) {
            records.skip_blank_lines();
            let (line, rest) = records.rest.split_at(records.rest.find(['\n', '\r']).unwrap_or(records.rest.len()));
            if line.is_empty() || sample.len() > MAX_LINE_BYTES {
                break;
            }
            sample.extend([line, "\n"]);
            records.rest = rest;
        }
        sample
    }

    /// Consumes the blank lines at the beginning. There may be millions of them.
    fn skip_blank_lines(&mut self) {
        let mut seen = self.rest;
        loop {
            let before = seen.len();
            seen = seen.trim_start().trim_start_matches(is_invisible);
            if seen.len() == before {
                break;
            }
        }
        let blank = &self.rest[..self.rest.len() - seen.len()];
        let end = if seen.is_empty() { blank.len() } else { blank.rfind(['\n', '\r']).map_or(0, |last| last + 1) };
        self.line += line_breaks(&blank[..end]);
        self.rest = &self.rest[end..];
    }

    /// Consumes the cell at the beginning, up to the delimiter or the end of the line.
    fn cell(&mut self) -> Cow<'a, str> {
        if let Some((cell, length, breaks)) = self.quoted() {
            self.rest = &self.rest[length..];
            self.line += breaks;
            return cell;
        }
        let end = self.rest.find(|character| self.ends_cell(character)).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        Cow::Borrowed(cell)
    }

    /// Returns the quoted cell at the beginning, if any: its text, its length in bytes, and the number of line breaks
    /// in it.
    fn quoted(&self) -> Option<(Cow<'a, str>, usize, usize)> {
        let inner = self.rest.strip_prefix('"')?;
        let mut from = 0;
        let mut doubled = false;
        let close = loop {
            let mark = from + inner[from..].find('"')?;
            if !inner[mark + 1..].starts_with('"') {
                break mark;
            }
            doubled = true;
            from = mark + 2;
        };
        if inner[close + 1..].chars().next().is_some_and(|next| !self.ends_cell(next)) {
            return None;
        }
        let text = &inner[..close];
        let breaks = line_breaks(text);
        if breaks > MAX_BREAKS {
            return None;
        }
        let text = if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) };
        Some((text, close + 2, breaks))
    }

    fn ends_cell(&self, character: char) -> bool {
        Some(character) == self.delimiter || matches!(character, '\n' | '\r')
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        self.skip_blank_lines();
        if self.rest.is_empty() {
            return None;
        }
        let first = self.line;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            match self.rest.chars().next() {
                // A longer row is refused for its number of cells, or only its first ones are used.
                Some(next) if Some(next) == self.delimiter && cells.len() <= MAX_LINES => {
                    self.rest = &self.rest[next.len_utf8()..];
                }
                _ => break,
            }
        }
        let last = self.line;
        // Skips the rest of a row that was too long.
        let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
        self.rest = &self.rest[end..];
        self.rest =
            self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\n', '\r'])).unwrap_or(self.rest);
        self.line += 1;
        Some(Record { lines: Lines { first, last }, cells })
    }
}

/// Whether a character separates lines in some programs without being a line break of spreadsheet programs: vertical tab,
/// form feed, next line, and Unicode's separators of lines and paragraphs.
pub(super) fn is_separator(character: char) -> bool {
    matches!(character, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Returns the text of a list with line feeds in the place of other separators, unless it has line breaks: the others are
/// then within its lines.
pub fn with_line_feeds(text: &str) -> Option<String> {
    let is_one_line = !text.contains(['\n', '\r']) && text.contains(is_separator);
    is_one_line.then(|| text.replace(is_separator, "\n"))
}

fn line_breaks(text: &str) -> usize {
    let count = |byte: u8| memchr_iter(byte, text.as_bytes()).count();
    let (feeds, returns) = (count(b'\n'), count(b'\r'));
    // A line feed after a carriage return is not a second line break.
    let pairs = if feeds.min(returns) == 0 { 0 } else { memmem::find_iter(text.as_bytes(), "\r\n").count() };
    feeds + returns - pairs
}

/// Reads Excel's own first line, `sep=;`, which gives the delimiter. Returns the delimiter, the text after the line,
/// and the number of that text's first line.
pub(super) fn separator_line(text: &str) -> (Option<Delimiter>, &str, usize) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim_matches(['"', ' ']);
    let told = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..));
    let delimiter = told.and_then(|told| {
        Delimiter::ALL.into_iter().find(|delimiter| {
            let mut characters = told.chars();
            delimiter.character().is_some_and(|it| characters.next() == Some(it)) && characters.next().is_none()
        })
    });
    match delimiter {
        Some(_) => {
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
            (delimiter, rest, 2)
        }
        None => (None, text, 1),
    }
}
