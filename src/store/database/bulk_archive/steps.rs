//! Writes of a run in progress.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::ArchiveRunId;
use super::state::ChatState;
use crate::store::database::journal::read_back::record_chats;
use crate::store::database::journal::text;
use crate::store::database::tables::{now, small, write};
use crate::store::database::{DatabaseResult, JournalEntry, JournalId, Outcome, ReadBack, Tables, Why, journal};

/// A chat recorded as being requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunChange {
    pub position: u32,
    pub chat: String,
    /// Its journal entry.
    pub journal: JournalId,
}

/// The result of requesting a change to a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedChange {
    pub position: u32,
    pub state: ChatState,
    pub journal: JournalId,
    pub outcome: Outcome,
}

impl Tables {
    /// Records the results of these chats and that the next waiting one is about to be requested, in one transaction,
    /// so that the rate needs only one commit per chat. Returns `None` if no chat waits; the request may be sent only
    /// after this.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn next_to_archive(
        &mut self,
        run: ArchiveRunId,
        ended: &[EndedChange],
        entry: impl FnOnce(&str) -> JournalEntry,
    ) -> DatabaseResult<Option<BegunChange>> {
        let transaction = write(&mut self.connection)?;
        for ended in ended {
            end(&transaction, run, ended)?;
        }
        let next = transaction
            .prepare_cached(
                "UPDATE archive_items SET state = 'changing', asked = asked + 1, changed_at = ?2
                 WHERE run = ?1 AND place = (SELECT place FROM archive_items WHERE run = ?1 AND state = 'waiting'
                    ORDER BY place LIMIT 1)
                 RETURNING place, chat, name",
            )?
            .query_row(params![run.0, now()], |row| Ok((small(row, "place")?, text(row, "chat")?, text(row, "name")?)))
            .optional()?;
        let begun = match next {
            None => None,
            Some((position, chat, named)) => {
                let journal = journal::begin(&transaction, &self.own, &entry(&chat), Some(named))?;
                Some(BegunChange { position, chat, journal })
            }
        };
        transaction.commit()?;
        Ok(begun)
    }

    /// Records the results of these chats without starting another request.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_changes(&mut self, run: ArchiveRunId, ended: &[EndedChange]) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        for ended in ended {
            end(&transaction, run, ended)?;
        }
        Ok(transaction.commit()?)
    }

    /// Records what reading back or verifying found: the new states of chats, and in the journal whether each chat that
    /// was `read` is archived.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn find_chats(
        &mut self,
        run: ArchiveRunId,
        found: &[(u32, ChatState)],
        read: &[(String, bool)],
    ) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        let sql = "SELECT instance FROM archive_runs WHERE id = ?1";
        if let Some(of) = transaction.query_row(sql, [run.0], |row| row.get::<_, String>(0)).optional()? {
            let read = read.iter().map(|(chat, is_archived)| (chat.clone(), ReadBack::of_chat(*is_archived)));
            record_chats(&transaction, (&of, &run.in_journal()), &read.collect::<Vec<_>>())?;
        }
        for (position, state) in found {
            set_state(&transaction, run, *position, state)?;
        }
        Ok(transaction.commit()?)
    }

    /// Records that no chat is left to request.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn end_archive_run(&mut self, run: ArchiveRunId) -> DatabaseResult<()> {
        self.connection.execute("UPDATE archive_runs SET ended_at = ?2 WHERE id = ?1", params![run.0, now()])?;
        Ok(())
    }

    /// Records that the whole run was compared with the server's list of chats.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn verified_archive_run(&mut self, run: ArchiveRunId) -> DatabaseResult<()> {
        self.connection.execute("UPDATE archive_runs SET verified_at = ?2 WHERE id = ?1", params![run.0, now()])?;
        Ok(())
    }

    /// Sets the chats that the server did not change back to waiting, except invalid ones. Returns their number; 0
    /// while the run is under way.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn retry_failed_chats(&mut self, run: ArchiveRunId) -> DatabaseResult<usize> {
        if self.archive_run(run)?.is_some_and(|run| run.under_way) {
            return Ok(0);
        }
        Ok(self.connection.execute(
            "UPDATE archive_items SET state = 'waiting', asked = 0, why = '', said = '', changed_at = ?2
             WHERE run = ?1 AND state IN ('failed', 'no incoming message', 'not in contacts')",
            params![run.0, now()],
        )?)
    }
}

fn end(transaction: &Transaction<'_>, run: ArchiveRunId, ended: &EndedChange) -> DatabaseResult<()> {
    set_state(transaction, run, ended.position, &ended.state)?;
    journal::end(transaction, ended.journal, &ended.outcome)
}

fn set_state(connection: &Connection, run: ArchiveRunId, position: u32, state: &ChatState) -> DatabaseResult<()> {
    let none = Why::default();
    let why = state.why().unwrap_or(&none);
    connection
        .prepare_cached(
            "UPDATE archive_items SET state = ?3, why = ?4, said = ?5, changed_at = ?6 WHERE run = ?1 AND place = ?2",
        )?
        .execute(params![run.0, position, state.word(), why.name, why.said, now()])?;
    Ok(())
}
