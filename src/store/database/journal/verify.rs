//! Verifying the journal: compares every line with its records in the chain, a batch at a time, so that the changes that
//! are under way are recorded meanwhile.

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::JournalId;
use super::chain::{Hash, Link, Part, anchor, as_hash, digest_of, hash};
use super::heads;
use crate::store::database::tables::all;
use crate::store::database::{DatabaseResult, Tables};

/// Number of records in a batch, during which no change is recorded.
const BATCH: u32 = 2_000;

/// Maximum number of findings.
const MAX_FINDINGS: usize = 50;

/// A fault of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Its values differ from the written ones.
    Altered(JournalId),
    /// It is gone, and the program did not delete it.
    Missing(JournalId),
    /// It was not written by this version of the program.
    Foreign(JournalId),
    /// The whole database was replaced by an older one or a new one: this line was its newest at that time.
    Replaced(JournalId, Timestamp),
}

/// A verification, as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// `None` before the first batch.
    reached: Option<Link>,
    /// Number of lines that were found as they were written.
    pub lines: u64,
    /// Number of lines that the program itself deleted, with their instance or after their time, and whose records are
    /// still there.
    pub deleted: u64,
    /// The first faults, in the order of the lines.
    pub findings: Vec<Finding>,
    /// Whether the whole journal was verified.
    pub is_over: bool,
}

/// A record of the chain, beside what its line says now.
struct Record {
    seq: i64,
    line: i64,
    part: Part,
    /// Stored when the line was written over or deleted.
    kept: Option<Hash>,
    /// `None`: the line is gone.
    now: Option<Hash>,
    hash: Hash,
}

impl Tables {
    /// Verifies the next batch.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn verify_journal(&mut self, mut so_far: Verification) -> DatabaseResult<Verification> {
        if so_far.reached.is_none() {
            self.regroup()?;
        }
        let anchor = anchor(&self.connection)?;
        // The retention may have dropped records meanwhile.
        let from = so_far.reached.filter(|reached| reached.seq >= anchor.seq).unwrap_or(anchor);
        let records = self.records(from.seq)?;
        let mut reached = from;
        for record in &records {
            so_far.check(&mut reached, record);
        }
        so_far.is_over = records.len() < BATCH as usize;
        let until = if so_far.is_over { i64::MAX } else { reached.line };
        let after = so_far.reached.map_or(0, |reached| reached.line);
        for line in self.without_record(after, until)?.into_iter().map(JournalId) {
            if !so_far.findings.contains(&Finding::Altered(line)) {
                so_far.find(Finding::Foreign(line));
            }
        }
        let given: i64 = self.connection.query_row(
            "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)",
            [],
            |row| row.get(0),
        )?;
        if so_far.is_over && given > reached.line && so_far.findings.is_empty() {
            so_far.find(Finding::Missing(JournalId(reached.line + 1)));
        }
        if so_far.is_over {
            let lost = heads::lost(&self.connection, self.own.folder())?;
            // Where the newest records were cut off, that was found above.
            for head in lost.into_iter().filter(|head| given <= reached.line || given < head.line) {
                if !so_far.findings.contains(&Finding::Altered(head.id())) {
                    so_far.find(Finding::Replaced(head.id(), head.at));
                }
            }
        }
        so_far.reached = Some(reached);
        Ok(so_far)
    }

    fn records(&self, after: i64) -> DatabaseResult<Vec<Record>> {
        let written: Vec<&str> = Part::ALL.iter().flat_map(|part| part.columns()).copied().collect();
        let sql = format!(
            "SELECT chain.seq, chain.line, chain.part, chain.digest, chain.hash, {}, journal.id AS is_there
             FROM journal_chain chain LEFT JOIN journal ON journal.id = chain.line
             WHERE chain.seq > ?1 ORDER BY chain.seq LIMIT ?2",
            written.join(", ")
        );
        all(&self.connection, &sql, params![after, BATCH], read)
    }

    /// Returns the lines in this range, without its first, that lack a record for what they say.
    fn without_record(&self, after: i64, until: i64) -> DatabaseResult<Vec<i64>> {
        let sql = "SELECT id FROM journal WHERE id > ?1 AND id <= ?2 AND (
                       NOT EXISTS (SELECT 1 FROM journal_chain WHERE line = id AND part = 'begun' AND digest IS NULL)
                       OR (outcome IS NOT NULL AND NOT EXISTS (
                           SELECT 1 FROM journal_chain WHERE line = id AND part = 'ended' AND digest IS NULL))
                       OR (found <> '' AND NOT EXISTS (
                           SELECT 1 FROM journal_chain WHERE line = id AND part = 'found' AND digest IS NULL)))
                   ORDER BY id LIMIT ?3";
        all(&self.connection, sql, params![after, until, MAX_FINDINGS as u32], |row| row.get(0))
    }
}

impl Verification {
    fn check(&mut self, reached: &mut Link, record: &Record) {
        let line = JournalId(record.line);
        let begins = record.part == Part::Begun;
        match (record.kept.or(record.now), record.now) {
            (None, _) => self.find(Finding::Missing(line)),
            (Some(digest), now) => {
                let is_next = record.seq == reached.seq + 1;
                let expected = hash(&reached.hash, record.seq, record.line, record.part, &digest);
                if !is_next {
                    self.find(Finding::Missing(JournalId(reached.line.max(1))));
                } else if expected != record.hash {
                    self.find(Finding::Altered(line));
                } else if begins && now.is_none() {
                    self.deleted += 1;
                } else if begins {
                    self.lines += 1;
                }
            }
        }
        *reached = Link { seq: record.seq, line: reached.line.max(record.line), hash: record.hash };
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Record> {
    let word = row.get_ref("part")?;
    let part = Part::ALL.into_iter().find(|part| word.as_bytes() == Ok(part.word().as_bytes())).unwrap_or(Part::Begun);
    let is_there = row.get::<_, Option<i64>>("is_there")?.is_some();
    Ok(Record {
        seq: row.get("seq")?,
        line: row.get("line")?,
        part,
        kept: (row.get_ref("digest")? != ValueRef::Null).then(|| as_hash(row, "digest")).transpose()?,
        now: is_there.then(|| digest_of(row, part)).transpose()?,
        hash: as_hash(row, "hash")?,
    })
}
