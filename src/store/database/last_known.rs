//! The values last received from each instance, with their times, for display at a start without a network.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::tables::{Tables, instance, readable};
use super::{DatabaseResult, tables};
use crate::green_api::{IdInstance, InstanceState};

/// The stored values of an instance, each with the time at which it was received.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastKnown {
    pub state: Option<(InstanceState, Timestamp)>,
    /// Number of waiting messages.
    pub waiting: Option<(u64, Timestamp)>,
}

impl Tables {
    pub fn keep_last_known(&mut self, of: &IdInstance, known: &LastKnown) -> DatabaseResult<()> {
        let state = known.state.as_ref().and_then(|(state, at)| Some((state.name()?, at.as_millisecond())));
        let waiting = known.waiting.and_then(|(count, at)| Some((i64::try_from(count).ok()?, at.as_millisecond())));
        self.connection.execute(
            "INSERT OR REPLACE INTO last_known (instance, state, state_at, waiting, waiting_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                of.as_str(),
                state.map(|(name, _)| name),
                state.map(|(_, at)| at),
                waiting.map(|(count, _)| count),
                waiting.map(|(_, at)| at)
            ],
        )?;
        Ok(())
    }

    /// Returns the values of every instance that has any.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn last_known(&mut self) -> DatabaseResult<Vec<(IdInstance, LastKnown)>> {
        let read = |row: &Row<'_>| Ok((instance(row)?, read_row(row)?));
        readable(&self.connection, "SELECT * FROM last_known", [], "last known states", read)
    }

    pub fn forget_last_known(&mut self, of: &IdInstance) -> DatabaseResult<()> {
        self.connection.execute("DELETE FROM last_known WHERE instance = ?1", [of.as_str()])?;
        Ok(())
    }
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<LastKnown> {
    let state: Option<String> = row.get("state")?;
    let waiting: Option<i64> = row.get("waiting")?;
    Ok(LastKnown {
        state: match state {
            Some(name) => Some((InstanceState::from_name(&name), tables::time(row, "state_at")?)),
            None => None,
        },
        waiting: match waiting.and_then(|count| u64::try_from(count).ok()) {
            Some(count) => Some((count, tables::time(row, "waiting_at")?)),
            None => None,
        },
    })
}
