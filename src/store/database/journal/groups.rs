//! Reading the journal: its groups by pages, the lines of a group, and all lines for a file.
//!
//! Every query of a page is bounded, so that a page of a million lines takes no longer than a page of a thousand: a search
//! looks at the newest hits only, and no count goes beyond [`MAX_COUNT`]. The exception: a search reads the names of all
//! stored chats once.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params, params_from_iter};

use super::read::{at, columns, read_outcome, read_row};
use super::statement::Statement;
use super::{JournalId, JournalRow, Outcome};
use crate::green_api::{IdInstance, MutatingMethod};
use crate::store::database::open::connect_to_read;
use crate::store::database::tables::{all, instance, write};
use crate::store::database::{Database, DatabaseFailure, DatabaseResult, Tables};

/// The greatest number of groups that are counted.
pub const MAX_COUNT: u32 = 10_000;

/// The selection of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalFilter {
    pub instance: Option<IdInstance>,
    pub since: Option<Timestamp>,
    pub outcome: Option<OutcomeFilter>,
    pub sought: Option<Sought>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeFilter {
    /// Everything was done.
    Done,
    /// Anything was refused or not sent.
    Failed,
    /// The outcome of anything is unknown.
    Unknown,
    UnderWay,
}

/// A search. Finds what contains any of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Parts of a chat id, of a chat's name then or now, or of the server's words. Parts shorter than three characters find
    /// nothing.
    pub texts: Vec<String>,
    /// The methods that the search names in the user's language.
    pub methods: Vec<MutatingMethod>,
    /// The instances that the search names.
    pub instances: Vec<IdInstance>,
}

/// The lines of a run that asked for the same change, or a single line. Only a clearing of several queues has lines of
/// several instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalGroup {
    /// The id of its first line.
    pub id: JournalId,
    /// When its first line was written.
    pub begun: Timestamp,
    pub newest: JournalRow,
    /// Number of instances.
    pub instances: u32,
    /// Number of lines.
    pub lines: u32,
    pub done: u32,
    pub refused: u32,
    pub not_sent: u32,
    pub unknown: u32,
    /// How many of the unknown ones the end of the program cut off.
    pub interrupted: u32,
    /// Number of lines that change a chat and whose chat was read afterwards and found as it was asked for.
    pub seen: u32,
    /// Number of those whose chat was found otherwise.
    pub not_seen: u32,
    /// The newest reading of any line.
    pub found_at: Option<Timestamp>,
}

impl JournalGroup {
    /// Returns the number of lines whose outcome is still to come.
    pub fn under_way(&self) -> u32 {
        self.lines.saturating_sub(self.done + self.refused + self.not_sent + self.unknown)
    }
}

/// A group, with why any of its lines was not done and the number of lines of each reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalAct {
    pub group: JournalGroup,
    pub reasons: Vec<(Outcome, u32)>,
}

/// Everything of a kind in the journal, read one by one.
pub type Rows<'a, T> = &'a mut dyn Iterator<Item = DatabaseResult<T>>;

/// A page of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalPage {
    /// Newest first.
    pub groups: Vec<JournalGroup>,
    /// Number of all groups that the filter shows; [`MAX_COUNT`] + 1 if there are more.
    pub count: u32,
    /// Whether a search has older hits that were not looked at.
    pub is_cut: bool,
    /// Every instance with a line, removed ones included.
    pub instances: Vec<IdInstance>,
}

impl Database {
    /// Lets `read` read every group that the filter shows, and every line of them, both the newest first and as they are at
    /// one moment. Blocks. Must not be called on the drawing thread or a runtime thread.
    ///
    /// A first job corrects the groups, unless another program writes. `read` has a connection of its own and blocks no
    /// job of the database.
    ///
    /// # Errors
    /// Fails if the database cannot be opened. What cannot be read is a failure that `read` receives.
    pub fn whole_journal<T>(
        &self,
        filter: &JournalFilter,
        read: impl FnOnce(Rows<'_, JournalAct>, Rows<'_, JournalRow>) -> T,
    ) -> DatabaseResult<T> {
        // Also brings the file up to this version.
        self.run_blocking(|tables| {
            tables.regroup_at_once();
            Ok(())
        })?;
        let mut connection = connect_to_read(self.path())?;
        let connection = connection.transaction()?;
        let statement = Statement::new(filter, &connection)?;
        let mut groups = connection.prepare(&statement.select_groups(&group_columns()))?;
        let groups = groups.query_map(params_from_iter(&statement.values), read_group)?;
        let mut acts = groups.map(|group| {
            let group = group?;
            // A single line has its reason in its outcome.
            let has_reasons = group.lines > 1 && group.done < group.lines;
            let reasons = if has_reasons { reasons(&connection, group.id)? } else { Vec::new() };
            Ok(JournalAct { group, reasons })
        });
        let mut lines = connection.prepare(&statement.select_lines())?;
        let lines = lines.query_map(params_from_iter(&statement.values), read_row)?;
        Ok(read(&mut acts, &mut lines.map(|line| Ok(line?))))
    }
}

impl Tables {
    /// Returns the newest groups that the filter shows, at most `most`.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn journal_page(&mut self, filter: &JournalFilter, most: u32) -> DatabaseResult<JournalPage> {
        let statement = Statement::new(filter, &self.connection)?;
        let newest = "LEFT JOIN journal newest ON newest.id = g.last AND newest.part_of = g.id";
        let sql = statement.select(&group_columns(), newest, most);
        let read = |connection: &Connection| {
            all(connection, &sql, params_from_iter(&statement.values), |row| Ok(read_group(row)))
        };
        let mut groups = read(&self.connection)?;
        if groups.iter().any(Result::is_err) {
            self.regroup()?;
            groups = read(&self.connection)?;
        }
        let groups = groups.into_iter().collect::<Result<_, _>>()?;
        let sql = statement.select("g.id AS group_id", "", MAX_COUNT + 1);
        let sql = format!("SELECT count(*) FROM ({sql})");
        let count = self.connection.query_row(&sql, params_from_iter(&statement.values), |row| row.get(0))?;
        let (is_cut, instances) = (statement.is_cut(&self.connection)?, self.journal_instances()?);
        Ok(JournalPage { groups, count, is_cut, instances })
    }

    /// Returns the newest lines of one group, at most `most`.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn lines_of_group(&mut self, group: JournalId, most: u32) -> DatabaseResult<Vec<JournalRow>> {
        let columns = columns("journal");
        let sql = format!("SELECT {columns} FROM journal WHERE part_of = ?1 ORDER BY id DESC LIMIT ?2");
        all(&self.connection, &sql, params![group.0, most], read_row)
    }

    /// Returns why lines of a group were not done, the most frequent reason first, each with the number of its lines.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn reasons_of_group(&mut self, group: JournalId) -> DatabaseResult<Vec<(Outcome, u32)>> {
        reasons(&self.connection, group)
    }

    /// Corrects groups that differ from their lines and would hide some. Only another program makes them so. Reads the whole
    /// journal.
    ///
    /// # Errors
    /// Fails if the database cannot be read or written.
    pub(in crate::store::database) fn regroup(&mut self) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        let before = transaction.total_changes();
        transaction.execute_batch(include_str!("regroup.sql"))?;
        let corrected = transaction.total_changes() - before;
        if corrected > 0 {
            tracing::warn!("groups of the journal differed from their lines: {corrected} corrections");
        }
        Ok(transaction.commit()?)
    }

    /// Corrects groups as [`Tables::regroup`] does, but does not wait for another program that writes. A failure is in the
    /// log. The busy timeout is zero afterwards.
    pub(in crate::store::database) fn regroup_at_once(&mut self) {
        let is_set = self.connection.busy_timeout(Duration::ZERO).map_err(DatabaseFailure::from);
        if let Err(failure) = is_set.and_then(|()| self.regroup()) {
            tracing::warn!("groups of the journal were not compared with their lines: {failure}");
        }
    }

    /// Returns every instance with a line, except what is no idInstance. Reads one row of the index for each.
    fn journal_instances(&self) -> DatabaseResult<Vec<IdInstance>> {
        let sql = "WITH RECURSIVE known (instance) AS (
                       SELECT min(instance) FROM journal_groups
                       UNION ALL
                       SELECT (SELECT min(instance) FROM journal_groups WHERE instance > known.instance) FROM known
                       WHERE known.instance IS NOT NULL)
                   SELECT instance FROM known WHERE instance IS NOT NULL
                   UNION SELECT instance FROM journal_shared";
        let named = all(&self.connection, sql, [], |row| Ok(instance(row).ok()))?;
        Ok(named.into_iter().flatten().collect())
    }
}

/// Returns the columns that [`read_group`] reads, of the group `g` and its line `newest`.
fn group_columns() -> String {
    format!(
        "g.id AS group_id, 1 + (SELECT count(*) FROM journal_shared WHERE id = g.id) AS instances,
         g.lines, g.done, g.refused, g.not_sent, g.unknown, g.interrupted, g.seen, g.not_seen,
         g.found_at AS group_found_at,
         ifnull((SELECT begun_at FROM journal WHERE id = g.id), newest.begun_at) AS group_begun_at, {}",
        columns("newest")
    )
}

/// Returns why lines of a group were not done, the most frequent reason first, each with the number of its lines.
fn reasons(connection: &Connection, group: JournalId) -> DatabaseResult<Vec<(Outcome, u32)>> {
    let sql = "SELECT outcome, why, '' AS said, count(*) AS number FROM journal
               WHERE part_of = ?1 AND outcome <> 'done' GROUP BY outcome, why ORDER BY number DESC";
    all(connection, sql, [group.0], |row| Ok((read_outcome(row)?, row.get("number")?)))
}

/// Reads a group.
///
/// # Errors
/// Fails if its numbers contradict each other, or if its newest line is none of its lines.
fn read_group(row: &Row<'_>) -> rusqlite::Result<JournalGroup> {
    let group = JournalGroup {
        id: JournalId(row.get("group_id")?),
        begun: at(row, "group_begun_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
        newest: read_row(row)?,
        instances: row.get("instances")?,
        lines: row.get("lines")?,
        done: row.get("done")?,
        refused: row.get("refused")?,
        not_sent: row.get("not_sent")?,
        unknown: row.get("unknown")?,
        interrupted: row.get("interrupted")?,
        seen: row.get("seen")?,
        not_seen: row.get("not_seen")?,
        found_at: at(row, "group_found_at")?,
    };
    let ended = [group.done, group.refused, group.not_sent, group.unknown].map(i64::from).iter().sum();
    if group.lines == 0 || ended > i64::from(group.lines) {
        return Err(rusqlite::Error::IntegralValueOutOfRange(0, ended));
    }
    Ok(group)
}
