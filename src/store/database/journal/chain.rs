//! The hash chain of the journal: each write of a line appends a record, whose hash covers the record before it and the
//! written values.
//!
//! A record is added in the transaction that writes the line, so two copies of the program and a crash keep the chain
//! whole. A text that is written over or deleted leaves its digest in its record, so the chain stays verifiable; the
//! oldest records go with their lines, and the hash of the last one that went is the anchor.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use sha2::{Digest, Sha256};

use super::JournalId;
use crate::store::database::DatabaseResult;
use crate::store::database::tables::all;

pub(super) type Hash = [u8; 32];

/// The part of a line that is written at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Begun,
    Ended,
    /// The result of reading back.
    Found,
}

/// A place in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub seq: i64,
    /// The highest line so far.
    pub line: i64,
    pub hash: Hash,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Begun, Self::Ended, Self::Found];

    pub fn word(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Ended => "ended",
            Self::Found => "found",
        }
    }

    /// Returns the columns that are written with this part.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Begun => &["begun_at", "session", "who", "instance", "method", "asked", "run", "named"],
            Self::Ended => &["ended_at", "outcome", "why", "said"],
            Self::Found => &["found_at", "found"],
        }
    }
}

impl ToSql for Part {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

/// Appends the record of a write. Must run in the same transaction as the write.
pub(super) fn append(connection: &Connection, line: JournalId, part: Part) -> DatabaseResult<()> {
    let last = last(connection)?;
    let hash = hash(&last.hash, last.seq + 1, line.0, part, &digest(connection, line, part)?);
    connection
        .prepare_cached("INSERT INTO journal_chain (seq, line, part, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![last.seq + 1, line.0, part, hash])?;
    Ok(())
}

/// Keeps the digest of what a part of a line says, before it is written over or deleted.
pub(super) fn retire(connection: &Connection, line: JournalId, part: Part) -> DatabaseResult<()> {
    let is_there: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM journal_chain WHERE line = ?1 AND part = ?2 AND digest IS NULL)")?
        .query_row(params![line.0, part], |row| row.get(0))?;
    if is_there {
        let digest = digest(connection, line, part)?;
        connection
            .prepare_cached("UPDATE journal_chain SET digest = ?3 WHERE line = ?1 AND part = ?2 AND digest IS NULL")?
            .execute(params![line.0, part, digest])?;
    }
    Ok(())
}

/// Deletes lines, and the records before the first one that is still needed.
pub(in crate::store::database) fn delete(connection: &Connection, lines: &[i64]) -> DatabaseResult<()> {
    for line in lines {
        for part in Part::ALL {
            retire(connection, JournalId(*line), part)?;
        }
        connection.prepare_cached("DELETE FROM journal WHERE id = ?1")?.execute([line])?;
    }
    trim(connection)
}

/// Deletes the records before the first one whose line is still there, and moves the anchor there.
fn trim(connection: &Connection) -> DatabaseResult<()> {
    let sql = "SELECT seq FROM journal_chain WHERE EXISTS (SELECT 1 FROM journal WHERE id = line) ORDER BY seq LIMIT 1";
    let first: Option<i64> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    let first = first.unwrap_or(i64::MAX);
    let sql = "SELECT seq, hash FROM journal_chain WHERE seq < ?1 ORDER BY seq DESC LIMIT 1";
    let last = connection.query_row(sql, [first], |row| Ok((row.get(0)?, as_hash(row, "hash")?))).optional()?;
    let Some((seq, hash)): Option<(i64, Hash)> = last else { return Ok(()) };
    let sql = "SELECT max(line) FROM journal_chain WHERE seq < ?1";
    let line: i64 = connection.query_row(sql, [first], |row| row.get(0))?;
    connection.execute(
        "INSERT INTO journal_anchor (id, seq, line, hash) VALUES (1, ?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET seq = ?1, line = max(line, ?2), hash = ?3",
        params![seq, line, hash],
    )?;
    connection.execute("DELETE FROM journal_chain WHERE seq < ?1", [first])?;
    Ok(())
}

/// Adds records for lines that an earlier version of the program has written.
pub(in crate::store::database) fn seal(connection: &Connection) -> DatabaseResult<()> {
    let lines: Vec<(i64, bool)> =
        all(connection, "SELECT id, outcome IS NOT NULL FROM journal ORDER BY id", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    for (line, has_ended) in lines {
        append(connection, JournalId(line), Part::Begun)?;
        if has_ended {
            append(connection, JournalId(line), Part::Ended)?;
        }
    }
    Ok(())
}

/// Returns where the chain begins.
pub(super) fn anchor(connection: &Connection) -> DatabaseResult<Link> {
    let sql = "SELECT seq, line, hash FROM journal_anchor";
    let anchor = connection.query_row(sql, [], link).optional()?;
    Ok(anchor.unwrap_or(Link { seq: 0, line: 0, hash: [0; 32] }))
}

/// Returns the newest record of the chain.
pub(super) fn last(connection: &Connection) -> DatabaseResult<Link> {
    let last = connection
        .prepare_cached("SELECT seq, line, hash FROM journal_chain ORDER BY seq DESC LIMIT 1")?
        .query_row([], link)
        .optional()?;
    last.map_or_else(|| anchor(connection), Ok)
}

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link { seq: row.get("seq")?, line: row.get("line")?, hash: as_hash(row, "hash")? })
}

/// Reads a hash; zeros for bytes that are none, which no record has.
pub(super) fn as_hash(row: &Row<'_>, column: &str) -> rusqlite::Result<Hash> {
    Ok(row.get_ref(column)?.as_bytes().ok().and_then(|bytes| bytes.try_into().ok()).unwrap_or_default())
}

/// Returns the hash of a record.
pub(super) fn hash(before: &Hash, seq: i64, line: i64, part: Part, digest: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_le_bytes());
    hash.update(line.to_le_bytes());
    hash.update(part.word());
    hash.update(digest);
    hash.finalize().into()
}

fn digest(connection: &Connection, line: JournalId, part: Part) -> DatabaseResult<Hash> {
    let sql = format!("SELECT {} FROM journal WHERE id = ?1", part.columns().join(", "));
    Ok(connection.prepare_cached(&sql)?.query_row([line.0], |row| digest_of(row, part))?)
}

/// Returns the digest of a part of a line. The row has the columns of that part under their names.
pub(super) fn digest_of(row: &Row<'_>, part: Part) -> rusqlite::Result<Hash> {
    let mut digest = Sha256::new();
    for column in part.columns() {
        let number;
        let (kind, bytes): (u8, &[u8]) = match row.get_ref(*column)? {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(value) => {
                number = value.to_le_bytes();
                (1, &number)
            }
            ValueRef::Real(value) => {
                number = value.to_le_bytes();
                (2, &number)
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(blob) => (4, blob),
        };
        digest.update([kind]);
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    Ok(digest.finalize().into())
}
