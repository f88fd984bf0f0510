//! Reading the journal: its groups by pages, the search, and the lines of a group.
//!
//! Every query is bounded, so that a page of a million lines takes no longer than a page of a thousand: a search looks
//! at the newest hits only, and no count goes beyond [`MAX_COUNT`].

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::read::{at, columns, read_outcome, read_row};
use super::{JournalId, JournalRow, Outcome};
use crate::green_api::{IdInstance, MutatingMethod};
use crate::store::database::tables::{all, instance};
use crate::store::database::{DatabaseResult, Tables};

/// The greatest number of groups that are counted.
pub const MAX_COUNT: u32 = 10_000;

/// Number of hits of each kind, the newest ones, that a search looks at.
const MAX_HITS: u32 = 2_000;

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
    /// Parts of a chat id, of a chat's name or of the server's words. Parts shorter than three characters find nothing.
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
    /// Number of lines whose outcome is still to come.
    pub fn under_way(&self) -> u32 {
        self.lines.saturating_sub(self.done + self.refused + self.not_sent + self.unknown)
    }
}

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

/// A statement as it is built.
#[derive(Default)]
struct Statement {
    hits: Vec<String>,
    conditions: Vec<String>,
    /// Those of the hits are the first.
    values: Vec<Value>,
    /// The place of the instance, if the groups of one are sought.
    instance: Option<String>,
    /// Number of values of the hits.
    hit_values: usize,
}

impl Tables {
    /// Returns the newest groups that the filter shows, at most `most`.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn journal_page(&mut self, filter: &JournalFilter, most: u32) -> DatabaseResult<JournalPage> {
        let statement = Statement::of(filter);
        let columns = format!(
            "g.id AS group_id, 1 + (SELECT count(*) FROM journal_shared WHERE id = g.id) AS instances,
             g.lines, g.done, g.refused, g.not_sent, g.unknown, g.interrupted, g.seen, g.not_seen,
             g.found_at AS group_found_at,
             ifnull((SELECT begun_at FROM journal WHERE id = g.id), newest.begun_at) AS group_begun_at, {}",
            columns("newest")
        );
        let sql = statement.select(&columns, "JOIN journal newest ON newest.id = g.last", "group_id", most);
        let groups = all(&self.connection, &sql, params_from_iter(&statement.values), read_group)?;
        let sql = statement.select("g.id AS group_id", "", "group_id", MAX_COUNT + 1);
        let sql = format!("SELECT count(*) FROM ({sql})");
        let count = self.connection.query_row(&sql, params_from_iter(&statement.values), |row| row.get(0))?;
        let most_hits: u32 = match statement.count_hits() {
            Some(sql) => self.connection.query_row(&sql, params_from_iter(statement.hit_values()), |row| row.get(0))?,
            None => 0,
        };
        Ok(JournalPage { groups, count, is_cut: most_hits >= MAX_HITS, instances: self.journal_instances()? })
    }

    /// Returns the newest lines of the groups that the filter shows, at most `most`.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn journal_lines(&mut self, filter: &JournalFilter, most: u32) -> DatabaseResult<Vec<JournalRow>> {
        let statement = Statement::of(filter);
        let of_instance = statement.instance.as_ref().map(|value| format!("AND line.instance = {value}"));
        let join = format!("JOIN journal line ON line.part_of = g.id {}", of_instance.unwrap_or_default());
        let sql = statement.select(&columns("line"), &join, "id", most);
        all(&self.connection, &sql, params_from_iter(&statement.values), read_row)
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
        let sql = "SELECT outcome, why, '' AS said, count(*) AS number FROM journal
                   WHERE part_of = ?1 AND outcome <> 'done' GROUP BY outcome, why ORDER BY number DESC";
        all(&self.connection, sql, [group.0], |row| Ok((read_outcome(row)?, row.get("number")?)))
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

impl Statement {
    fn of(filter: &JournalFilter) -> Self {
        let mut this = Self::default();
        if let Some(sought) = &filter.sought {
            this.seek(sought);
            this.hit_values = this.values.len();
        }
        if let Some(instance) = &filter.instance {
            this.instance = Some(this.value(instance.as_str().to_owned()));
        }
        if let Some(since) = filter.since {
            // Ids grow with the time.
            let value = this.value(since.as_millisecond());
            this.conditions.push(format!(
                "g.id >= ifnull((SELECT id FROM journal WHERE begun_at >= {value} ORDER BY begun_at LIMIT 1), {})",
                i64::MAX
            ));
        }
        this.conditions.extend(filter.outcome.map(|outcome| {
            let condition = match outcome {
                OutcomeFilter::Done => "g.done = g.lines",
                OutcomeFilter::Failed => "g.refused + g.not_sent > 0",
                OutcomeFilter::Unknown => "g.unknown > 0",
                OutcomeFilter::UnderWay => "g.lines > g.done + g.refused + g.not_sent + g.unknown",
            };
            condition.to_owned()
        }));
        this
    }

    /// Adds the groups of the newest hits.
    fn seek(&mut self, sought: &Sought) {
        let texts: Vec<String> = sought.texts.iter().filter_map(|text| phrase(text)).collect();
        // Without any hit the list is empty.
        self.hits.push("SELECT NULL".to_owned());
        if !texts.is_empty() {
            let value = self.value(texts.join(" OR "));
            self.hits.push(format!(
                "SELECT part_of FROM journal WHERE id IN (SELECT rowid FROM journal_search
                 WHERE journal_search MATCH {value} ORDER BY rowid DESC LIMIT {MAX_HITS})"
            ));
        }
        let methods = sought.methods.iter().map(|method| ("journal_groups", "method", method.name()));
        let of_instances = ["journal_groups", "journal_shared"]
            .into_iter()
            .flat_map(|table| sought.instances.iter().map(move |instance| (table, "instance", instance.as_str())));
        for (table, column, value) in methods.chain(of_instances) {
            let value = self.value(value.to_owned());
            self.hits.push(format!(
                "SELECT * FROM (SELECT id FROM {table} WHERE {column} = {value} ORDER BY id DESC LIMIT {MAX_HITS})"
            ));
        }
    }

    /// Returns the SQL of the greatest number of hits of one kind; `None` without a search.
    fn count_hits(&self) -> Option<String> {
        let counts: Vec<String> =
            self.hits.iter().map(|hits| format!("SELECT count(*) AS number FROM ({hits})")).collect();
        (!counts.is_empty()).then(|| format!("SELECT max(number) FROM ({})", counts.join(" UNION ALL ")))
    }

    fn hit_values(&self) -> &[Value] {
        &self.values[..self.hit_values]
    }

    /// Adds a value. Returns its place in the statement.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Returns the SQL that selects these columns of the groups `g`, joined with another table: the `most` rows with the
    /// highest values of the column `order`.
    fn select(&self, columns: &str, join: &str, order: &str, most: u32) -> String {
        let select = |from: &str, own: Option<String>| {
            let conditions: Vec<String> = self.conditions.iter().cloned().chain(own).collect();
            let filter =
                if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
            format!("SELECT {columns} {from} {join} {filter} ORDER BY {order} DESC LIMIT {most}")
        };
        const GROUPS: &str = "FROM journal_groups g";
        const SHARED: &str = "FROM journal_shared s CROSS JOIN journal_groups g ON g.id = s.id";
        match &self.instance {
            _ if !self.hits.is_empty() => {
                // A cross join looks each hit up, instead of looking for a hit with each group.
                let hits = self.hits.join(" UNION ");
                let own = self.instance.as_ref().map(|value| {
                    let shared = format!("SELECT 1 FROM journal_shared WHERE instance = {value} AND id = g.id");
                    format!("(g.instance = {value} OR EXISTS ({shared}))")
                });
                let selected = select("FROM hits CROSS JOIN journal_groups g ON g.id = hits.id", own);
                format!("WITH hits (id) AS MATERIALIZED ({hits}) {selected}")
            }
            None => select(GROUPS, None),
            Some(value) => {
                // Each half reads its index in order; one query for both would sort all groups of the instance.
                let own = select(GROUPS, Some(format!("g.instance = {value}")));
                let shared = select(SHARED, Some(format!("s.instance = {value}")));
                format!("SELECT * FROM ({own}) UNION ALL SELECT * FROM ({shared}) ORDER BY {order} DESC LIMIT {most}")
            }
        }
    }
}

/// Returns a text as the phrase of a search; `None` if it is too short for one.
fn phrase(text: &str) -> Option<String> {
    /// The length of the parts that the index has.
    const PART: usize = 3;
    let text: String = text.chars().filter(|character| *character != '\0').collect();
    (text.chars().count() >= PART).then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}

fn read_group(row: &Row<'_>) -> rusqlite::Result<JournalGroup> {
    Ok(JournalGroup {
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
    })
}
