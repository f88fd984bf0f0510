//! The statements that select groups and lines by a filter, and what a search finds.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;

use super::groups::{JournalFilter, OutcomeFilter, Sought};
use super::read::columns;
use crate::green_api::IdInstance;
use crate::store::database::DatabaseResult;

/// Number of hits of each kind, the newest ones, that a search looks at.
const MAX_HITS: u32 = 2_000;

/// Number of chats that a search finds by their present names.
const MAX_CHATS: usize = 200;

/// A statement as it is built.
#[derive(Default)]
pub(super) struct Statement {
    hits: Vec<String>,
    conditions: Vec<String>,
    /// Those of the hits are the first.
    pub values: Vec<Value>,
    /// The place of the instance, if the groups of one are sought.
    instance: Option<String>,
    /// Number of values of the hits.
    hit_values: usize,
    /// Whether more chats have the sought name than [`MAX_CHATS`].
    has_more_chats: bool,
}

impl Statement {
    /// Creates the statement for a filter. A search reads the present names of the chats.
    ///
    /// # Errors
    /// Fails if the chats cannot be read.
    pub fn new(filter: &JournalFilter, connection: &Connection) -> DatabaseResult<Self> {
        let mut this = Self::default();
        if let Some(sought) = &filter.sought {
            this.seek(sought);
            this.seek_chats(chats_named(connection, filter.instance.as_ref(), &sought.texts)?);
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
        Ok(this)
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

    /// Adds the groups of the newest lines about these chats.
    fn seek_chats(&mut self, mut chats: Vec<(String, String)>) {
        self.has_more_chats = chats.len() > MAX_CHATS;
        chats.truncate(MAX_CHATS);
        if chats.is_empty() {
            return;
        }
        let value = self.value(json!(chats).to_string());
        self.hits.push(format!(
            "SELECT part_of FROM journal WHERE id IN (
                 SELECT line.id FROM json_each({value}) named
                 CROSS JOIN journal line ON line.instance = named.value ->> 0 AND line.chat = named.value ->> 1
                 ORDER BY line.id DESC LIMIT {MAX_HITS})"
        ));
    }

    /// Whether the search has older hits that are not looked at.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn is_cut(&self, connection: &Connection) -> DatabaseResult<bool> {
        if self.hits.is_empty() {
            return Ok(false);
        }
        let counts = self.hits.iter().map(|hits| format!("SELECT count(*) AS number FROM ({hits})"));
        let sql = format!("SELECT max(number) FROM ({})", counts.collect::<Vec<_>>().join(" UNION ALL "));
        let values = params_from_iter(&self.values[..self.hit_values]);
        let most: u32 = connection.query_row(&sql, values, |row| row.get(0))?;
        Ok(most >= MAX_HITS || self.has_more_chats)
    }

    /// Adds a value. Returns its place in the statement.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Returns the SQL that selects all lines of the groups, the newest first. It reads the lines in their order, because
    /// a sorter would write them to the disk.
    pub fn select_lines(&self) -> String {
        let of_hits = (!self.hits.is_empty()).then(|| format!("line.part_of IN ({})", self.hits.join(" UNION ")));
        let of_instance = self.instance.as_ref().map(|value| format!("line.instance = {value}"));
        let filter = self.filter(of_hits.into_iter().chain(of_instance));
        let columns = columns("line");
        format!(
            "SELECT {columns} FROM journal line CROSS JOIN journal_groups g ON g.id = line.part_of {filter}
             ORDER BY line.id DESC"
        )
    }

    /// Returns the SQL that selects these columns of all groups `g`, each with its line `newest`, the newest first. It reads
    /// the groups in their order, as [`Self::select_lines`] does the lines.
    pub fn select_groups(&self, columns: &str) -> String {
        let of_hits = (!self.hits.is_empty()).then(|| format!("g.id IN ({})", self.hits.join(" UNION ")));
        let filter = self.filter(of_hits.into_iter().chain(self.of_instance()));
        format!(
            "SELECT {columns} FROM journal_groups g CROSS JOIN journal newest ON newest.id = g.last {filter}
             ORDER BY g.id DESC"
        )
    }

    /// Returns the condition that a group `g` has a line of the instance, if the groups of one are sought.
    fn of_instance(&self) -> Option<String> {
        self.instance.as_ref().map(|value| {
            let shared = format!("SELECT 1 FROM journal_shared WHERE instance = {value} AND id = g.id");
            format!("(g.instance = {value} OR EXISTS ({shared}))")
        })
    }

    /// Returns the condition of a query for the groups `g`, with conditions of its own.
    fn filter(&self, own: impl IntoIterator<Item = String>) -> String {
        let conditions: Vec<String> = self.conditions.iter().cloned().chain(own).collect();
        if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) }
    }

    /// Returns the SQL that selects these columns, `group_id` among them, of the groups `g`, joined with another table:
    /// the `most` newest groups.
    pub fn select(&self, columns: &str, join: &str, most: u32) -> String {
        let select = |from: &str, own: Option<String>| {
            let filter = self.filter(own);
            format!("SELECT {columns} {from} {join} {filter} ORDER BY group_id DESC LIMIT {most}")
        };
        const GROUPS: &str = "FROM journal_groups g";
        const SHARED: &str = "FROM journal_shared s CROSS JOIN journal_groups g ON g.id = s.id";
        match &self.instance {
            _ if !self.hits.is_empty() => {
                // A cross join looks each hit up, instead of looking for a hit with each group.
                let hits = self.hits.join(" UNION ");
                let selected = select("FROM hits CROSS JOIN journal_groups g ON g.id = hits.id", self.of_instance());
                format!("WITH hits (id) AS MATERIALIZED ({hits}) {selected}")
            }
            None => select(GROUPS, None),
            Some(value) => {
                // Each half reads its index in order; one query for both would sort all groups of the instance.
                let own = select(GROUPS, Some(format!("g.instance = {value}")));
                let shared = select(SHARED, Some(format!("s.instance = {value}")));
                format!("SELECT * FROM ({own}) UNION ALL SELECT * FROM ({shared}) ORDER BY group_id DESC LIMIT {most}")
            }
        }
    }
}

/// Returns the instances and ids of the chats whose present names contain one of these texts in any case, at most one
/// more than [`MAX_CHATS`].
fn chats_named(
    connection: &Connection,
    of: Option<&IdInstance>,
    texts: &[String],
) -> DatabaseResult<Vec<(String, String)>> {
    let texts: Vec<String> = texts.iter().filter(|text| is_long(text)).map(|text| text.to_lowercase()).collect();
    let mut found = Vec::new();
    if texts.is_empty() {
        return Ok(found);
    }
    let sql = "SELECT instance, id, name FROM chats WHERE name IS NOT NULL AND (?1 IS NULL OR instance = ?1)";
    let mut chats = connection.prepare(sql)?;
    let mut chats = chats.query([of.map(IdInstance::as_str)])?;
    while let Some(chat) = chats.next()?
        && found.len() <= MAX_CHATS
    {
        let name = chat.get_ref("name")?.as_str().unwrap_or_default().to_lowercase();
        if texts.iter().any(|text| name.contains(text)) {
            found.push((chat.get("instance")?, chat.get("id")?));
        }
    }
    Ok(found)
}

/// Whether a text is long enough for a search: the index has parts of this length.
fn is_long(text: &str) -> bool {
    text.chars().nth(2).is_some()
}

/// Returns a text as the phrase of a search; `None` if it is too short for one.
fn phrase(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|character| *character != '\0').collect();
    is_long(&text).then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}
