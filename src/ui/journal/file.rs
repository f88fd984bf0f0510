//! The lines of the journal as they are written to a file.

use serde_json::{Value, json};

use super::labels::{chat_id, outcome, read_back_at, title};
use crate::explain::explain_outcome;
use crate::store::{JournalRow, Outcome};
use crate::tr;
use crate::ui::text::{self, say};

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
        row.found.as_ref().map(|(found, at)| read_back_at(found, *at)).unwrap_or_default(),
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
