//! The rows in which a document is drawn: its lines without the folded ones, with long lines broken into several rows.

use std::collections::{HashMap, HashSet};
use std::ops::{Deref, Range};

use super::JsonDocument;
use super::pretty::Piece;

/// A row of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TreeRow {
    pub line: u32,
    /// Start within its line, in characters.
    pub from: u32,
}

/// Maximum number of indent steps; deeper lines are not indented further.
const DEEPEST_INDENT: usize = 24;
/// Minimum number of columns of a line, at any depth.
const FEWEST_COLUMNS: usize = 24;
/// Width of an indent step, in columns.
pub(super) const INDENT_COLUMNS: usize = 2;

/// Returns the number of indent steps of a line at `depth`.
pub(super) fn indent(depth: u32) -> usize {
    (depth as usize).min(DEEPEST_INDENT)
}

/// Returns how many of `columns` are left at `depth`.
pub(super) fn columns_at(depth: u32, columns: usize) -> usize {
    columns.saturating_sub(indent(depth) * INDENT_COLUMNS).max(FEWEST_COLUMNS)
}

/// Returns the columns that a character takes in a monospaced font: other scripts and emoji come from wider fonts.
pub(super) fn columns_of(character: char) -> usize {
    match u32::from(character) {
        0..0x1100 | 0x2000..0x2c00 => 1,
        _ => 2,
    }
}

/// The rows of a tree. Folding and unfolding a line lays out only the rows under it, and those only once.
#[derive(Debug, Default)]
pub(super) struct TreeRows {
    rows: Vec<TreeRow>,
    /// The rows that were hidden by folding a line, by this line.
    hidden: HashMap<u32, Vec<TreeRow>>,
    columns: usize,
}

impl TreeRows {
    /// Lays out a tree in which the folding of the lines in `toggled` differs from the initial one.
    pub fn lay(document: &JsonDocument, toggled: &HashSet<u32>, columns: usize) -> Self {
        let rows = tree_rows(document, toggled, columns, 0..document.lines.len());
        Self { rows, hidden: HashMap::new(), columns }
    }

    /// Applies the folding or unfolding of a visible `line`, which `toggled` has already.
    pub fn follow_toggle(&mut self, document: &JsonDocument, toggled: &HashSet<u32>, line: u32) {
        let Some(found) = document.lines.get(line as usize) else { return };
        let first = self.rows.partition_point(|row| row.line < line);
        let last = self.rows.partition_point(|row| row.line <= found.closes_at);
        if is_folded(document, toggled, line as usize) {
            let hidden = replace(&mut self.rows, first..last, vec![TreeRow { line, from: 0 }]);
            self.hidden.insert(line, hidden);
        } else {
            let lines = line as usize..(found.closes_at as usize).saturating_add(1);
            let lay = || tree_rows(document, toggled, self.columns, lines);
            let shown = self.hidden.remove(&line).unwrap_or_else(lay);
            replace(&mut self.rows, first..last, shown);
        }
    }
}

/// Replaces a range of rows. Returns the replaced ones, which are not copied if all are replaced.
fn replace(rows: &mut Vec<TreeRow>, range: Range<usize>, by: Vec<TreeRow>) -> Vec<TreeRow> {
    if range == (0..rows.len()) { std::mem::replace(rows, by) } else { rows.splice(range, by).collect() }
}

impl Deref for TreeRows {
    type Target = [TreeRow];

    fn deref(&self) -> &[TreeRow] {
        &self.rows
    }
}

/// Returns the rows of these lines of a tree in which the folding of the lines in `toggled` differs from the initial one.
fn tree_rows(document: &JsonDocument, toggled: &HashSet<u32>, columns: usize, lines: Range<usize>) -> Vec<TreeRow> {
    let mut rows = Vec::with_capacity(lines.len().min(1 << 16));
    let mut line = lines.start;
    while let Some(found) = document.lines.get(line).filter(|_| line < lines.end) {
        rows.push(TreeRow { line: line as u32, from: 0 });
        if is_folded(document, toggled, line) {
            line = found.closes_at as usize + 1;
            continue;
        }
        let width = columns_at(found.depth, columns);
        // A character takes at most as many columns as bytes; the viewer adds a space and an array index.
        let longest = document.line_end(line) - found.start as usize + 12;
        if longest > width {
            let pieces = document.pieces(line);
            let breaks = breaks(characters(&pieces), width);
            rows.extend(breaks.map(|from| TreeRow { line: line as u32, from: from as u32 }));
        }
        line += 1;
    }
    rows
}

/// Whether `line` opens an object or array that is folded.
pub(super) fn is_folded(document: &JsonDocument, toggled: &HashSet<u32>, line: usize) -> bool {
    document
        .lines
        .get(line)
        .is_some_and(|found| found.closes_at as usize > line && found.begins_folded != toggled.contains(&(line as u32)))
}

/// Returns where the rows of the body as received begin, in bytes.
pub(super) fn raw_rows(text: &str, columns: usize) -> Vec<u32> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        rows.push(start as u32);
        if line.len() > columns {
            let mut used = 0;
            for (at, character) in line.trim_end_matches(['\r', '\n']).char_indices() {
                let width = columns_of(character);
                if used + width > columns {
                    rows.push((start + at) as u32);
                    used = 0;
                }
                used += width;
            }
        }
        start += line.len();
    }
    rows
}

impl JsonDocument {
    /// Unfolds everything in which the byte `at` is hidden. Returns whether anything was folded.
    pub(super) fn unfold_to(&self, at: usize, toggled: &mut HashSet<u32>) -> bool {
        let line = self.line_at(at);
        let mut depth = self.lines.get(line).map_or(0, |line| line.depth);
        let mut was_folded = false;
        for above in (0..line).rev() {
            if depth == 0 {
                break;
            }
            let found = self.lines[above];
            if found.depth < depth {
                depth = found.depth;
                if is_folded(self, toggled, above) {
                    was_folded = true;
                    if !toggled.remove(&(above as u32)) {
                        toggled.insert(above as u32);
                    }
                }
            }
        }
        was_folded
    }

    /// Returns the number of characters of the pretty `line` before the byte `at` of the body.
    pub(super) fn characters_before(&self, line: usize, at: usize) -> usize {
        let mut passed = 0;
        for piece in self.pieces(line) {
            if let Some(source) = &piece.source
                && source.end > at
            {
                let within = at.saturating_sub(source.start);
                return passed + piece.text.get(..within).map_or(0, |part| part.chars().count());
            }
            passed += piece.text.chars().count();
        }
        passed
    }
}

pub(super) fn characters<'a>(pieces: &'a [Piece<'_>]) -> impl Iterator<Item = char> + 'a {
    pieces.iter().flat_map(|piece| piece.text.chars())
}

/// Returns the indices of the characters that begin a new row.
fn breaks(characters: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = usize> {
    let mut used = 0;
    characters.enumerate().filter_map(move |(index, character)| {
        used += columns_of(character);
        let is_full = used > columns;
        if is_full {
            used = columns_of(character);
        }
        is_full.then_some(index)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, from: u32) -> TreeRow {
        TreeRow { line, from }
    }

    #[test]
    fn long_lines_take_several_rows_and_nothing_is_lost() {
        let text = format!(r#"["{}"]"#, "ж".repeat(40));
        let document = JsonDocument::parse(&text);
        let rows = TreeRows::lay(&document, &HashSet::new(), 26);
        assert_eq!(rows[..], [row(0, 0), row(1, 0), row(1, 24), row(2, 0)]);
    }

    #[test]
    fn items_of_long_arrays_begin_folded_and_can_be_opened() {
        let text = format!("[{}]", [r#"{"a":1}"#; 12].join(","));
        let document = JsonDocument::parse(&text);
        assert_eq!(TreeRows::lay(&document, &HashSet::new(), 80).len(), 14);
        let opened = HashSet::from([1]);
        let rows = TreeRows::lay(&document, &opened, 80);
        assert_eq!(rows[..4], [row(0, 0), row(1, 0), row(2, 0), row(3, 0)]);
        assert_eq!(rows.len(), 16);
        let all_folded = HashSet::from([0]);
        assert_eq!(TreeRows::lay(&document, &all_folded, 80)[..], [row(0, 0)]);
    }

    #[test]
    fn a_line_that_is_folded_or_unfolded_gives_the_rows_of_a_new_layout() {
        let item = format!(r#"{{"a":[1,{{}},[2]],"long":"{}"}}"#, "ж".repeat(40));
        for text in [format!("[{}]", [item.as_str(); 12].join(",")), format!(r#"{{"b":[{item},{item}"#)] {
            let document = JsonDocument::parse(&text);
            let (mut toggled, mut random) = (HashSet::new(), fastrand::Rng::with_seed(7));
            let mut rows = TreeRows::lay(&document, &toggled, 40);
            for _ in 0..500 {
                let lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
                let line = lines[random.usize(..lines.len())];
                if document.lines[line as usize].closes_at > line {
                    if !toggled.remove(&line) {
                        toggled.insert(line);
                    }
                    rows.follow_toggle(&document, &toggled, line);
                }
                assert_eq!(rows[..], TreeRows::lay(&document, &toggled, 40)[..], "{line} of {text}");
            }
        }
    }

    #[test]
    fn hidden_rows_are_kept_until_they_are_shown_again() {
        let document = JsonDocument::parse(&format!("[{}]", [r#"{"a":1}"#; 12].join(",")));
        let mut rows = TreeRows::lay(&document, &HashSet::new(), 80);
        rows.follow_toggle(&document, &HashSet::from([0]), 0);
        assert_eq!((rows.len(), rows.hidden[&0].len()), (1, 14));
        rows.follow_toggle(&document, &HashSet::new(), 0);
        assert_eq!((rows.len(), rows.hidden.len()), (14, 0));
    }

    #[test]
    fn raw_rows_break_at_lines_and_at_the_width() {
        assert_eq!(raw_rows("ab\r\ncdefg\n\nx", 3), [0, 4, 7, 10, 11]);
        assert_eq!(raw_rows("жжж", 2), [0, 4]);
        assert!(raw_rows("", 3).is_empty());
    }
}
