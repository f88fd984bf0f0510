//! Reading the lines of the journal. A line that something else has altered is read as far as it can be: one bad value
//! must not hide the rest of the journal. [`super::verify`] names such a line.

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::read_back::ReadBack;
use super::{JournalId, JournalRow, Outcome, Why};
use crate::green_api::{IdInstance, MutatingMethod};
use crate::store::database::tables::instance;

/// Returns the columns that [`read_row`] reads, of the table or alias `of`. Without the name of the index SQLite would
/// read all chats of the instance for each line.
pub(super) fn columns(of: &str) -> String {
    const READ: [&str; 14] = [
        "id", "begun_at", "ended_at", "instance", "method", "asked", "run", "outcome", "why", "said", "who", "named",
        "found", "found_at",
    ];
    let read = READ.map(|column| format!("{of}.{column}")).join(", ");
    format!(
        "{read}, (SELECT chats.name FROM chats INDEXED BY chats_by_id
         WHERE chats.instance = {of}.instance AND chats.id = {of}.chat) AS known"
    )
}

pub(super) fn read_row(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    let (outcome, ended) = (read_outcome(row)?, at(row, "ended_at")?);
    let found = ReadBack::read(&text(row, "found")?);
    Ok(JournalRow {
        id: JournalId(row.get("id")?),
        begun: at(row, "begun_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
        // For an interrupted change, this column holds the time at which the user acknowledged it.
        ended: ended.filter(|_| outcome.why().is_none_or(|why| why.name != Why::PROGRAM_ENDED)),
        instance: legible_instance(row)?,
        method: MutatingMethod::from_name(&text(row, "method")?),
        asked: text(row, "asked")?,
        run: row.get_ref("run")?.as_bytes_or_null().ok().flatten().map(lossy),
        outcome,
        who: text(row, "who")?,
        named: text(row, "named")?,
        known: text(row, "known")?,
        found: found.zip(at(row, "found_at")?),
    })
}

/// Reads the columns `outcome`, `why` and `said`.
pub(super) fn read_outcome(row: &Row<'_>) -> rusqlite::Result<Outcome> {
    let why = read_why(row)?;
    Ok(match row.get_ref("outcome")?.as_bytes().unwrap_or_default() {
        b"" => Outcome::UnderWay,
        b"done" => Outcome::Done,
        b"refused" => Outcome::Refused(why),
        b"not sent" => Outcome::NotSent(why),
        _ => Outcome::Unknown(why),
    })
}

/// Reads the columns `why` and `said`.
pub(in crate::store::database) fn read_why(row: &Row<'_>) -> rusqlite::Result<Why> {
    Ok(Why { name: text(row, "why")?, said: text(row, "said")? })
}

/// Reads a time; `None` if there is none, or if no calendar has it.
pub(in crate::store::database) fn at(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
}

/// Reads an idInstance; zeros for one that is no idInstance.
fn legible_instance(row: &Row<'_>) -> rusqlite::Result<IdInstance> {
    instance(row).or_else(|failed| IdInstance::parse("00000").map_err(|_| failed))
}

/// Reads a text, with a mark in place of bytes that are no text.
pub(in crate::store::database) fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => lossy(bytes),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => String::new(),
    })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
