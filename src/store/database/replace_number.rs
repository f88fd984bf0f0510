//! Progress of number replacements. Stored as opaque JSON; `work::replace_number` owns the format.

use jiff::Timestamp;
use rusqlite::params;
use serde_json::Value;

use super::tables::{instance, now, odd, readable, write};
use super::{DatabaseResult, JOURNAL_REPLACEMENT, JournalEntry, Outcome, Tables, journal};
use crate::green_api::IdInstance;

/// A replacement that has ended.
#[derive(Clone, Debug)]
pub struct EndedReplacement {
    pub at: Timestamp,
    /// JSON for the journal.
    pub record: String,
    /// The old number and the new one, for the search in the journal.
    pub numbers: String,
}

impl Tables {
    /// Stores the progress of an instance's open replacement, or starts one. `ended` closes it, and is recorded in the
    /// journal.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn keep_replacement(
        &mut self,
        of: &IdInstance,
        begun: Timestamp,
        ended: Option<&EndedReplacement>,
        body: &Value,
    ) -> DatabaseResult<()> {
        let (body, ended_at) = (body.to_string(), ended.map(|ended| ended.at.as_millisecond()));
        let transaction = write(&mut self.connection)?;
        let changed = transaction.execute(
            "UPDATE replacements SET begun_at = ?2, ended_at = ?3, body = ?4 WHERE instance = ?1 AND ended_at IS NULL",
            params![of.as_str(), begun.as_millisecond(), ended_at, body],
        )?;
        if changed == 0 {
            transaction.execute(
                "INSERT INTO replacements (instance, begun_at, ended_at, body) VALUES (?1, ?2, ?3, ?4)",
                params![of.as_str(), begun.as_millisecond(), ended_at, body],
            )?;
        }
        if let Some(ended) = ended {
            let asked = ended.record.clone();
            let entry = JournalEntry { instance: of.clone(), method: JOURNAL_REPLACEMENT, asked, run: None };
            let line = journal::begin(&transaction, &self.own, &entry, Some(ended.numbers.clone()))?;
            journal::end(&transaction, line, &Outcome::Done)?;
        }
        Ok(transaction.commit()?)
    }

    /// Closes the open replacement of an instance that was removed from the list.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_replacement(&mut self, of: &IdInstance) -> DatabaseResult<()> {
        let sql = "UPDATE replacements SET ended_at = ?2 WHERE instance = ?1 AND ended_at IS NULL";
        self.connection.execute(sql, params![of.as_str(), now()])?;
        Ok(())
    }

    /// Returns the open replacements, at most one per instance.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn open_replacements(&mut self) -> DatabaseResult<Vec<(IdInstance, Value)>> {
        let sql = "SELECT instance, body FROM replacements WHERE ended_at IS NULL ORDER BY id";
        readable(&self.connection, sql, [], "replacements", |row| {
            let body: String = row.get("body")?;
            let body = serde_json::from_str(&body).map_err(|error| odd(rusqlite::types::Type::Text, error))?;
            Ok((instance(row)?, body))
        })
    }
}
