//! The journal as it is written to a file: its lines as CSV or JSON, or a workbook with a summary of the acts before them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::labels::{chat_id, how_many, outcome, outcome_of_all, read_back_at, read_back_of_all, span, title, why};
use crate::explain::explain_outcome;
use crate::green_api::IdInstance;
use crate::store::{Cell, ExportFailure, JournalAct, JournalGroup, JournalRow, Outcome, Rows, Table};
use crate::tr;
use crate::ui::text::{self, say};

/// Returns the tables of the workbook: one row for each act, then one for each request. `name` returns the name of an
/// instance.
pub fn journal_tables<'a>(
    acts: Rows<'a, JournalAct>,
    lines: Rows<'a, JournalRow>,
    name: &'a dyn Fn(&IdInstance) -> String,
) -> Vec<Table<'a>> {
    let acts = acts.map(|act| act.map(|act| act_cells(&act, name)).map_err(ExportFailure::Unread));
    let lines = lines.map(|line| line.map(|line| line_cells(&line, name)).map_err(ExportFailure::Unread));
    vec![
        Table { name: Some(tr!("journal-sheet-acts")), columns: act_columns(), rows: Box::new(acts) },
        Table { name: Some(tr!("journal-sheet-requests")), columns: line_columns(), rows: Box::new(lines) },
    ]
}

fn act_columns() -> Vec<String> {
    let heads = [
        tr!("journal-column-time"),
        tr!("journal-column-seconds"),
        tr!("journal-column-who"),
        tr!("journal-column-instance"),
        "idInstance".to_owned(),
        tr!("journal-column-change"),
        tr!("journal-column-name"),
        tr!("journal-column-number"),
        tr!("journal-column-outcome"),
        tr!("journal-done"),
        tr!("journal-refused"),
        tr!("journal-not-sent"),
        tr!("journal-unknown"),
        tr!("journal-column-why"),
        tr!("journal-column-found"),
    ];
    heads.to_vec()
}

fn act_cells(act: &JournalAct, name: &dyn Fn(&IdInstance) -> String) -> Vec<Cell> {
    let group = &act.group;
    let row = &group.newest;
    let (begun, ended) = span(group);
    let counts = [group.done, group.refused, group.not_sent, group.unknown];
    let mut cells = vec![moment(begun), seconds(begun, ended), Cell::Text(row.who.clone())];
    cells.extend(instances(group, name).map(Cell::Text));
    cells.extend([
        Cell::Text(title(row, group.lines)),
        Cell::Text(if group.lines == 1 { chat_words(row) } else { String::new() }),
        how_many(row, group.lines).map_or_else(empty, |count| Cell::Number(count as f64)),
        Cell::Text(outcome_of_all(group).0),
    ]);
    cells.extend(counts.map(|count| Cell::Number(count.into())));
    cells
        .extend([why(group, &act.reasons), read_back_of_all(group)].map(|words| Cell::Text(words.unwrap_or_default())));
    cells
}

/// Returns the name and the id of the instance of a group; the number of its instances if there are several.
fn instances(group: &JournalGroup, name: &dyn Fn(&IdInstance) -> String) -> [String; 2] {
    let of = &group.newest.instance;
    match group.instances {
        0 | 1 => [name(of), of.to_string()],
        several => [tr!("journal-instances", count = several), String::new()],
    }
}

/// Returns the name of a line's chat with its number or id; empty if it names none.
fn chat_words(row: &JournalRow) -> String {
    let chat = chat_id(row).map(|chat| text::chat(&chat)).unwrap_or_default();
    let parts = [row.chat_name().to_owned(), chat];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn line_columns() -> Vec<String> {
    let mut heads = journal_columns();
    heads.insert(2, tr!("journal-column-seconds"));
    heads
}

/// Returns the cells of [`journal_row`] with its numbers and its time as such, and how long the request took.
fn line_cells(row: &JournalRow, name: &dyn Fn(&IdInstance) -> String) -> Vec<Cell> {
    let texts = journal_row(row, &name(&row.instance)).into_iter().skip(2).map(Cell::Text);
    let own = [Cell::Number(row.id.0 as f64), moment(row.begun), seconds(row.begun, row.ended)];
    own.into_iter().chain(texts).collect()
}

fn moment(at: Timestamp) -> Cell {
    Cell::Time(text::civil(at))
}

/// Returns how long something took; an empty cell while it is under way.
fn seconds(begun: Timestamp, ended: Option<Timestamp>) -> Cell {
    ended.map_or_else(empty, |ended| Cell::Number(ended.duration_since(begun).as_secs_f64().max(0.0)))
}

fn empty() -> Cell {
    Cell::Text(String::new())
}

/// Returns the heads of the columns of [`journal_row`].
pub fn journal_columns() -> Vec<String> {
    let heads = [
        tr!("journal-column-line"),
        tr!("journal-column-time"),
        tr!("journal-column-instance"),
        "idInstance".to_owned(),
        tr!("journal-column-change"),
        "chatId".to_owned(),
        tr!("journal-column-name"),
        tr!("journal-column-outcome"),
        tr!("journal-column-why"),
        tr!("journal-column-said"),
        tr!("journal-column-found"),
        tr!("journal-column-who"),
        tr!("journal-column-request"),
    ];
    heads.to_vec()
}

/// Returns the cells of a line. `name` is the name of its instance.
pub fn journal_row(row: &JournalRow, name: &str) -> [String; 13] {
    let request = format!("{} {}", row.method.name(), row.asked);
    [
        row.id.0.to_string(),
        text::date_time(row.begun),
        name.to_owned(),
        row.instance.to_string(),
        title(row, 1),
        chat_id(row).unwrap_or_default(),
        row.chat_name().to_owned(),
        outcome(&row.outcome).0,
        explain_outcome(&row.outcome).map(|text| say(&text)).unwrap_or_default(),
        row.outcome.said().to_owned(),
        read_back_at(row).unwrap_or_default(),
        row.who.clone(),
        request.trim_end().to_owned(),
    ]
}

/// Returns a line as JSON, with names that do not depend on the language.
pub fn journal_value(row: &JournalRow, name: &str) -> Value {
    let word = match &row.outcome {
        Outcome::UnderWay => "underWay",
        Outcome::Done => "done",
        Outcome::Refused(_) => "refused",
        Outcome::NotSent(_) => "notSent",
        Outcome::Unknown(_) => "unknown",
    };
    let why = row.outcome.why();
    json!({
        "line": row.id.0,
        "begun": row.begun.to_string(),
        "ended": row.ended.map(|at| at.to_string()),
        "idInstance": row.instance.as_str(),
        "instance": name,
        "method": row.method.name(),
        "request": serde_json::from_str::<Value>(&row.asked).unwrap_or_else(|_| Value::from(row.asked.as_str())),
        "chatName": row.chat_name(),
        "run": row.run,
        "outcome": word,
        "failure": why.map(|why| why.name.as_str()),
        "serverWords": why.map(|why| why.said.as_str()),
        "readBack": row.found.as_ref().map(|(found, at)| json!({"found": found.words(), "at": at.to_string()})),
        "user": row.who,
    })
}
