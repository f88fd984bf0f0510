//! The common part of resends and archive runs: claims, requests left open, and counts.
//!
//! A session claims the run that it continues, because two runs at once for one instance would exceed its rate limit.
//! Claims of an ended session are free again.
//!
//! The counts of a run are stored when it is released, so that a list of runs reads no items. Triggers delete them when
//! they become wrong (`schema_8.sql`); from then until a run of this instance is released or stopped, they are counted.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params};
use serde::de::DeserializeOwned;

use super::tables::{Own, all, now, odd, readable, write};
use super::{DatabaseResult, Tables, Why};
use crate::green_api::IdInstance;

/// Outcome of trying to claim a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim<T> {
    /// Claimed until it is released or this session ends. Holds the run's data.
    Claimed(T),
    /// This run, or another one of its kind at this instance, is under way.
    Busy,
    /// The run no longer exists.
    Gone,
}

/// The id of a run, and the differences between the two kinds in the database.
pub(super) trait RunId: Copy {
    type Run;
    /// The table of runs.
    const RUNS: &'static str;
    /// The table of their chats or messages.
    const ITEMS: &'static str;
    /// The state of an item whose request was begun.
    const OPEN: &'static str;

    fn number(self) -> i64;

    /// Reads a row, with its [`counts`].
    fn read(row: &Row<'_>, under_way: bool) -> rusqlite::Result<Self::Run>;

    /// Returns the SQL of further counts of the run `this`, beside those of its states.
    fn more_counts() -> String {
        String::new()
    }
}

impl Tables {
    /// Returns the runs of one instance or of all, the newest first. Skips unreadable rows.
    pub(super) fn runs<R: RunId>(&self, of: Option<&IdInstance>) -> DatabaseResult<Vec<R::Run>> {
        let (sql, own) = (statement::<R>("?1 IS NULL OR instance = ?1"), Some(&self.own));
        readable(&self.connection, &sql, [of.map(IdInstance::as_str)], "runs", |row| read::<R>(own, row))
    }

    /// Returns one run; `None` if it does not exist.
    pub(super) fn run<R: RunId>(&self, run: R) -> DatabaseResult<Option<R::Run>> {
        select(&self.connection, Some(&self.own), run)
    }

    /// Claims a run for this session and applies `change` to it. Items that an earlier claim left open become unknown.
    pub(super) fn claim<R: RunId>(
        &mut self,
        run: R,
        change: impl FnOnce(&Transaction<'_>) -> DatabaseResult<()>,
    ) -> DatabaseResult<Claim<R::Run>> {
        let transaction = write(&mut self.connection)?;
        let runs = R::RUNS;
        let sql = format!(
            "SELECT other.id, other.session FROM {runs} other JOIN {runs} this USING (instance)
             WHERE this.id = ?1 AND other.session IS NOT NULL"
        );
        let holder = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        // A session that is no text is over.
        let holders: Vec<(i64, String)> = readable(&transaction, &sql, [run.number()], "sessions", holder)?;
        if holders.iter().any(|(other, session)| self.own.is_under_way((runs, *other), session)) {
            return Ok(Claim::Busy);
        }
        let sql = format!("UPDATE {runs} SET session = ?2 WHERE id = ?1");
        transaction.execute(&sql, params![run.number(), self.own.session])?;
        change(&transaction)?;
        settle_items::<R>(&transaction, run.number())?;
        let Some(claimed) = claimed(&transaction, run)? else { return Ok(Claim::Gone) };
        transaction.commit()?;
        self.own.claimed.with(|claims| claims.insert((runs, run.number())));
        Ok(Claim::Claimed(claimed))
    }

    /// Releases a run that this session has claimed. Requests left open were given up; their outcome is unknown.
    pub(super) fn release<R: RunId>(&mut self, run: R) -> DatabaseResult<()> {
        self.own.claimed.with(|claims| claims.remove(&(R::RUNS, run.number())));
        let transaction = write(&mut self.connection)?;
        settle::<R>(&transaction, &self.own.session, Some(run.number()))?;
        Ok(transaction.commit()?)
    }

    /// Whether another copy of the program carries this run on.
    pub(super) fn is_elsewhere<R: RunId>(&self, run: R) -> DatabaseResult<bool> {
        let sql = format!("SELECT session FROM {} WHERE id = ?1 AND session IS NOT NULL", R::RUNS);
        let holder: Option<String> = self.connection.query_row(&sql, [run.number()], |row| row.get(0)).optional()?;
        let is_live = |session: &String| self.own.is_under_way((R::RUNS, run.number()), session);
        Ok(holder.filter(|session| *session != self.own.session).as_ref().is_some_and(is_live))
    }

    /// Marks a run as stopped by the user.
    pub(super) fn stop<R: RunId>(&mut self, run: R) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        transaction.execute(&format!("UPDATE {} SET stopped = 1 WHERE id = ?1", R::RUNS), [run.number()])?;
        store_counts::<R>(&transaction, run.number())?;
        Ok(transaction.commit()?)
    }
}

/// Releases the run with this number, or all runs, that the session has claimed.
pub(super) fn settle<R: RunId>(
    transaction: &Transaction<'_>,
    session: impl ToSql,
    run: Option<i64>,
) -> DatabaseResult<()> {
    let set = "SET session = NULL WHERE session = ?1 AND (?2 IS NULL OR id = ?2) RETURNING id";
    let sql = format!("UPDATE {} {set}", R::RUNS);
    for run in all(transaction, &sql, params![session, run], |row| row.get(0))? {
        settle_items::<R>(transaction, run)?;
        store_counts::<R>(transaction, run)?;
    }
    Ok(())
}

/// Returns a run that this session has claimed.
pub(super) fn claimed<R: RunId>(transaction: &Transaction<'_>, run: R) -> DatabaseResult<Option<R::Run>> {
    select(transaction, None, run)
}

/// Returns the run with this number, if there is one.
fn select<R: RunId>(connection: &Connection, own: Option<&Own>, run: R) -> DatabaseResult<Option<R::Run>> {
    let sql = statement::<R>("id = ?1");
    Ok(connection.prepare(&sql)?.query_row([run.number()], |row| read::<R>(own, row)).optional()?)
}

/// Returns the SQL that selects runs, the newest first.
fn statement<R: RunId>(filter: &str) -> String {
    let (runs, count) = (R::RUNS, count::<R>());
    format!(
        "SELECT *, CASE WHEN json_valid(counts) THEN counts ELSE ({count}) END AS counted FROM {runs} this WHERE {filter} ORDER BY id DESC"
    )
}

/// Reads a run. Without `own`, every claimed run is under way.
fn read<R: RunId>(own: Option<&Own>, row: &Row<'_>) -> rusqlite::Result<R::Run> {
    let (id, session) = (row.get("id")?, row.get::<_, Option<String>>("session")?);
    let is_live = |session: String| own.is_none_or(|own| own.is_under_way((R::RUNS, id), &session));
    R::read(row, session.is_some_and(is_live))
}

/// Reads the column `counted`.
pub(super) fn counts<C: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<C> {
    serde_json::from_str(&row.get::<_, String>("counted")?).map_err(|error| odd(Type::Text, error))
}

/// Returns the SQL that counts the items of the run `this`.
fn count<R: RunId>() -> String {
    let (items, more) = (R::ITEMS, R::more_counts());
    format!(
        "SELECT json_group_object(state, number)
         FROM (SELECT state, count(*) AS number FROM {items} WHERE run = this.id GROUP BY state {more})"
    )
}

/// Marks what a run was requesting as unknown.
fn settle_items<R: RunId>(transaction: &Transaction<'_>, run: i64) -> DatabaseResult<()> {
    let (items, open) = (R::ITEMS, R::OPEN);
    let sql =
        format!("UPDATE {items} SET state = 'unknown', why = ?2, changed_at = ?3 WHERE run = ?1 AND state = '{open}'");
    transaction.execute(&sql, params![run, Why::PROGRAM_ENDED, now()])?;
    Ok(())
}

/// Stores the counts of this run and of all others at its instance that have none and are not claimed.
fn store_counts<R: RunId>(transaction: &Transaction<'_>, run: i64) -> DatabaseResult<()> {
    let (runs, count) = (R::RUNS, count::<R>());
    let sql = format!(
        "UPDATE {runs} AS this SET counts = ({count})
         WHERE instance = (SELECT instance FROM {runs} WHERE id = ?1) AND counts IS NULL AND session IS NULL"
    );
    transaction.execute(&sql, [run])?;
    Ok(())
}
