//! Tables: cells of a spreadsheet or a CSV file, with names in the first row or in the first column.

use std::collections::HashSet;

use super::keys::{KeyKind, kind};
use super::words::{is_usual_id, is_usual_token};
use super::{Part, Pasted, holds_token, link};
use crate::green_api::IdInstance;
use crate::work::chats::import_chats::{Delimiter, rows};

/// Maximum number of rows above the one that names the columns.
const MAX_ABOVE: usize = 20;

/// Maximum number of columns that are read.
const MAX_COLUMNS: usize = 60;

type Row = Vec<String>;

/// Returns an instance for each row below the names of the columns; none if the text is no such table.
pub(super) fn read(text: &str) -> Vec<Pasted> {
    let delimiters = [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma, Delimiter::Bar];
    let mut best: Vec<Pasted> = Vec::new();
    for delimiter in delimiters {
        let rows: Vec<Row> = rows(text, delimiter, MAX_COLUMNS);
        let found = below_head(&rows);
        let found = if found.is_empty() { beside_head(&rows) } else { found };
        let whole = |list: &[Pasted]| list.iter().filter(|values| values.is_whole()).count();
        if whole(&found) > whole(&best) || best.is_empty() {
            best = found;
        }
    }
    best
}

/// Reads a table whose names are in its first column.
fn beside_head(rows: &[Row]) -> Vec<Pasted> {
    let names: Vec<KeyKind> = rows.iter().filter_map(|row| kind(row.first()?)).collect();
    let once = |sought| names.iter().filter(|kind| **kind == sought).count() == 1;
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns < 3 || rows.len() > MAX_COLUMNS || !once(KeyKind::IdInstance) {
        return Vec::new();
    }
    let cell = |row: &Row, column: usize| row.get(column).cloned().unwrap_or_default();
    let turned: Vec<Row> = (0..columns).map(|column| rows.iter().map(|row| cell(row, column)).collect()).collect();
    below_head(&turned)
}

fn below_head(rows: &[Row]) -> Vec<Pasted> {
    let Some(head) = rows.iter().take(MAX_ABOVE).position(is_head) else { return Vec::new() };
    let below = &rows[head + 1..];
    let table = Table::new(&rows[head], below);
    // Several instances in a row are read as a text.
    if table.has_two(KeyKind::IdInstance, is_usual_id) || table.has_two(KeyKind::Token, is_usual_token) {
        return Vec::new();
    }
    let columns = table.columns();
    let list = below.iter().filter(|row| !is_head(row)).flat_map(|row| {
        let ids = row
            .iter()
            .zip(0..)
            .filter(|(cell, at)| table.kind_of(*at) == Some(KeyKind::IdInstance) && is_usual_id(cell));
        let own = columns.read(row);
        let is_other = |id: &IdInstance| own.as_ref().and_then(|own| own.id_instance.as_ref()) != Some(id);
        let others = ids.filter_map(|(cell, _)| IdInstance::parse(cell).ok()).filter(is_other);
        let others: Vec<Pasted> = others.map(|id| Pasted { id_instance: Some(id), ..Pasted::default() }).collect();
        own.into_iter().chain(others)
    });
    let list: Vec<Pasted> = list.collect();
    if list.iter().any(|values| values.id_instance.is_some() || values.token.is_some()) { list } else { Vec::new() }
}

/// Whether a row names columns: two different ones of an instance, one of which is not just any column.
fn is_head(row: &Row) -> bool {
    let kinds: Vec<KeyKind> =
        row.iter().filter_map(|cell| kind(cell)).filter(|kind| *kind != KeyKind::Foreign).collect();
    let has = |kind| kinds.contains(&kind);
    kinds.iter().any(|kind| *kind != kinds[0]) && (has(KeyKind::IdInstance) || has(KeyKind::Token))
}

/// Indices of the columns.
#[derive(Debug)]
struct Columns {
    id_instance: Option<usize>,
    token: Option<usize>,
    /// With what the name of the column says of its addresses.
    api_url: Option<(usize, KeyKind)>,
    name: Option<usize>,
}

/// The names of the columns, and the rows below them.
struct Table<'a> {
    head: &'a Row,
    below: &'a [Row],
    width: usize,
}

impl<'a> Table<'a> {
    fn new(head: &'a Row, below: &'a [Row]) -> Self {
        let width = below.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default().min(MAX_COLUMNS);
        Self { head, below, width }
    }

    fn columns(&self) -> Columns {
        let named = (0..self.width).find(|column| self.kind_of(*column) == Some(KeyKind::Name));
        Columns {
            id_instance: self.best(KeyKind::IdInstance, is_usual_id, is_usual_id),
            token: self.best(KeyKind::Token, is_usual_token, is_usual_token),
            api_url: self.addresses(),
            name: named.or_else(|| (0..self.width).find(|column| self.tells_apart(*column))),
        }
    }

    /// Returns the column of the addresses. Only a name can say that any host serves the API.
    fn addresses(&self) -> Option<(usize, KeyKind)> {
        let named = |kind| self.best(kind, is_address, |_| false).map(|column| (column, kind));
        let has_any = |(column, _): &(usize, KeyKind)| self.cells(*column).any(is_address);
        let of_api = named(KeyKind::ApiUrl);
        let others =
            [named(KeyKind::Host), self.best(KeyKind::ApiUrl, |_| false, is_sure_address).map(|c| (c, KeyKind::Host))];
        of_api.filter(has_any).or_else(|| others.into_iter().flatten().find(has_any)).or(of_api)
    }

    /// Whether a row has two different values in columns of this name.
    fn has_two(&self, sought: KeyKind, is_such: fn(&str) -> bool) -> bool {
        let columns: Vec<usize> = (0..self.width).filter(|column| self.kind_of(*column) == Some(sought)).collect();
        let values = |row: &'a Row| columns.iter().filter_map(|column| row.get(*column)).map(|cell| cell.trim());
        self.below.iter().any(|row| values(row).filter(|cell| is_such(cell)).collect::<HashSet<_>>().len() > 1)
    }

    fn kind_of(&self, column: usize) -> Option<KeyKind> {
        self.head.get(column).and_then(|name| kind(name))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> {
        let cells = self.below.iter().filter_map(move |row| row.get(column));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Returns the column that is named so and has most such values. If no such column has any, the unnamed one in
    /// which most rows have one for sure.
    fn best(&self, sought: KeyKind, is_such: fn(&str) -> bool, is_sure: fn(&str) -> bool) -> Option<usize> {
        let count = |column: usize, is: fn(&str) -> bool| self.cells(column).filter(|cell| is(cell)).count();
        let most = |kind, is| {
            let columns = (0..self.width).rev().filter(move |column| self.kind_of(*column) == kind);
            columns.max_by_key(|column| count(*column, is))
        };
        let (named, unnamed) = (most(Some(sought), is_such), most(None, is_sure));
        let holding = unnamed.filter(|column| 2 * count(*column, is_sure) > self.below.len());
        named.filter(|column| count(*column, is_such) > 0).or(holding).or(named)
    }

    /// Whether a column of unknown meaning has words that tell the rows apart. Rows may be repeated; groups are.
    fn tells_apart(&self, column: usize) -> bool {
        let cells: Vec<&str> = self.cells(column).collect();
        let different = cells.iter().collect::<HashSet<_>>().len();
        self.kind_of(column).is_none()
            && 2 * cells.len() > self.below.len()
            && 5 * different >= 4 * cells.len()
            && cells.into_iter().all(is_words)
    }
}

/// Whether a cell below no name is an address: other columns have dates, and hosts of other sites.
fn is_sure_address(cell: &str) -> bool {
    link::read_call(cell).is_some() || link::read_usual_gateway(cell).is_some_and(|url| !url.is_loopback())
}

fn is_address(cell: &str) -> bool {
    link::read_call(cell).is_some() || link::read_gateway(cell).is_some()
}

fn is_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !holds_token(cell) && !is_address(cell)
}

impl Columns {
    /// Reads a row; `None` if it is about no instance.
    fn read(&self, row: &Row) -> Option<Pasted> {
        let cell = |column: Option<usize>| {
            let cell = column.and_then(|column| row.get(column))?.trim();
            cell.chars().any(char::is_alphanumeric).then_some(cell)
        };
        let mut found = Pasted::default();
        for (column, kind) in [
            (self.id_instance, KeyKind::IdInstance),
            (self.token, KeyKind::Token),
            self.api_url.map_or((None, KeyKind::Host), |(column, kind)| (Some(column), kind)),
            (self.name, KeyKind::Name),
        ] {
            if let Some(cell) = cell(column) {
                found.fill_from(Pasted::of_label(kind, cell));
            }
        }
        // A call in the column of the address may give what the other columns do not.
        found.unreadable.retain(|part| match part {
            Part::IdInstance => found.id_instance.is_none(),
            Part::Token => found.token.is_none(),
            Part::ApiUrl => found.api_url.is_none(),
        });
        let is_any = cell(self.id_instance).is_some() || cell(self.token).is_some() || found.is_whole();
        is_any.then_some(found)
    }
}
