//! The heads of the chain, in a file beside the database. They detect an older copy in the database's place, although
//! the chain of that copy is whole.
//!
//! The file has the newest record of the chain. Where the database lacks that record, or has another in its place, the
//! head stays in the file and the new one is added, so that [`Tables::verify_journal`] goes on finding it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::JournalId;
use super::chain::{Hash, anchor, as_hash, last};
use crate::store::atomic_file::{Access, Existing, write};
use crate::store::database::{DatabaseResult, Tables};
use crate::store::{must_be_file, open_unleased};

/// The file's name beside the database.
const FILE_NAME: &str = "journal-heads.json";

/// Time between two writes of the file while the database is open: a run appends twenty records a second.
pub(in crate::store::database) const BETWEEN_WRITES: Duration = Duration::from_secs(1);

/// Maximum number of heads: one for each time the database was replaced.
const MAX_HEADS: usize = 20;

/// Maximum size of the file that is read: several times that of [`MAX_HEADS`].
const MAX_BYTES: u64 = 64 * 1024;

/// A record of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    seq: i64,
    /// The highest line so far.
    pub line: i64,
    hash: String,
    /// When it was the newest record.
    pub at: Timestamp,
}

/// The newest head that this session has written, and when.
#[derive(Debug, Default)]
pub(in crate::store::database) struct KeptHead(Option<(i64, Instant)>);

impl Tables {
    /// Writes the newest record into the file, at most once in `pause`. A failure is no reason to refuse a change: the
    /// file is then older than it could be.
    pub(in crate::store::database) fn keep_head(&mut self, pause: Duration) {
        let is_due = self.own.head.0.is_none_or(|(_, at)| at.elapsed() >= pause);
        if !is_due || self.own.folder().as_os_str().is_empty() {
            return;
        }
        match self.write_head() {
            Ok(seq) => self.own.head = KeptHead(Some((seq, Instant::now()))),
            Err(failure) => tracing::warn!("the head of the journal was not read: {failure}"),
        }
    }

    /// Returns the number of the newest record.
    fn write_head(&self) -> DatabaseResult<i64> {
        let (head, folder) = (last(&self.connection)?, self.own.folder());
        if head.seq == 0 || self.own.head.0.is_some_and(|(seq, _)| seq == head.seq) {
            return Ok(head.seq);
        }
        let mut heads = lost(&self.connection, folder)?;
        heads.truncate(MAX_HEADS - 1);
        heads.push(Head { seq: head.seq, line: head.line, hash: hex(&head.hash), at: Timestamp::now() });
        let bytes = serde_json::to_vec(&heads).unwrap_or_default();
        if let Err(failed) = write(&path(folder), &bytes, Access::Private, Existing::Replace) {
            tracing::warn!("the head of the journal was not written: {}", failed.error);
        }
        Ok(head.seq)
    }
}

/// Returns the heads that the chain lacks. Those before its anchor were deleted with their lines.
pub(super) fn lost(connection: &Connection, folder: &Path) -> DatabaseResult<Vec<Head>> {
    let from = anchor(connection)?.seq;
    let mut lost = Vec::new();
    for head in read(folder) {
        let sql = "SELECT hash FROM journal_chain WHERE seq = ?1";
        let hash: Option<Hash> = connection.query_row(sql, [head.seq], |row| as_hash(row, "hash")).optional()?;
        if head.seq > from && hash.is_none_or(|hash| hex(&hash) != head.hash) {
            lost.push(head);
        }
    }
    Ok(lost)
}

/// Deletes the file after a damaged database was set aside, which a notice reports.
pub(in crate::store::database) fn forget(folder: &Path) {
    let _ = std::fs::remove_file(path(folder));
}

/// Returns the heads in the file; none if it cannot be read.
fn read(folder: &Path) -> Vec<Head> {
    if folder.as_os_str().is_empty() {
        return Vec::new();
    }
    let path = path(folder);
    let mut bytes = Vec::new();
    let read = must_be_file(&path)
        .and_then(|()| open_unleased(File::options().read(true), &path)?.take(MAX_BYTES).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::warn!("the head of the journal was not read: {error}");
            Vec::new()
        }
        _ => serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join(FILE_NAME)
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Head {
    pub fn id(&self) -> JournalId {
        JournalId(self.line)
    }
}
