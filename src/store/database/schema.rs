//! The tables, and the migration of older files.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::journal::chain;
use super::{DatabaseFailure, DatabaseNotice, DatabaseResult};
use crate::green_api::Detail;
use crate::store::atomic_file::rename;
use crate::store::private;

/// The migration from each version to the next. The file's version (`PRAGMA user_version`) is the number of applied
/// migrations. A released migration never changes: a new version is a new line.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
    include_str!("schema_8.sql"),
    include_str!("schema_9.sql"),
    JOURNAL_CHAIN,
    include_str!("schema_11.sql"),
    include_str!("schema_12.sql"),
    include_str!("schema_13.sql"),
    include_str!("schema_14.sql"),
];

/// The migration that begins the chain of the journal.
const JOURNAL_CHAIN: &str = include_str!("schema_10.sql");

/// The name of a backup that is being written. One for all, so that a start that is killed then leaves one file.
pub(super) const BACKUP_PART: &str = "instance-desk.backup.part";

/// Returns the version stored in the file; 0 for a new file.
pub(super) fn version(connection: &Connection) -> DatabaseResult<u32> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    u32::try_from(version).map_err(|_| DatabaseFailure::Damaged { detail: format!("its version is {version}") })
}

/// Returns the tables that a migration makes.
pub(super) fn tables_made(migration: &str) -> impl Iterator<Item = &str> {
    let definitions = migration.split("CREATE TABLE ").skip(1);
    definitions.filter_map(|definition| definition.split([' ', '(']).next())
}

/// Migrates the file to the newest version, keeping a copy of the original. A migration that fails keeps no copy: the
/// file itself is unchanged.
pub(super) fn migrate(
    connection: &mut Connection,
    folder: &Path,
    migrations: &[&str],
) -> DatabaseResult<Option<DatabaseNotice>> {
    let from = version(connection)?;
    let todo = migrations.get(from as usize..).unwrap_or_default();
    if todo.is_empty() {
        return Ok(None);
    }
    if from == 0 {
        apply(connection, from, todo)?;
        return Ok(None);
    }
    let backup = back_up(connection, folder, from)?;
    if let Err(failure) = apply(connection, from, todo) {
        let _ = std::fs::remove_file(&backup);
        return Err(failure);
    }
    Ok(Some(DatabaseNotice::Upgraded { from, backup }))
}

fn apply(connection: &mut Connection, from: u32, migrations: &[&str]) -> DatabaseResult<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in migrations {
        transaction.execute_batch(step)?;
        if *step == JOURNAL_CHAIN {
            chain::seal(&transaction)?;
        }
    }
    transaction.pragma_update(None, "user_version", from + migrations.len() as u32)?;
    Ok(transaction.commit()?)
}

/// Writes a complete copy of the file beside it, never over another file. The copy has its name only once it is whole.
fn back_up(connection: &Connection, folder: &Path, version: u32) -> DatabaseResult<PathBuf> {
    let backup = (1..1000)
        .map(|number| folder.join(format!("instance-desk.v{version}.backup-{number}.db")))
        .find(|path| path.symlink_metadata().is_err())
        .ok_or(DatabaseFailure::Other { detail: Detail::TooManyCopies })?;
    let part = folder.join(BACKUP_PART);
    let _ = std::fs::remove_file(&part);
    let copy = || -> DatabaseResult<()> {
        create_private(&part).map_err(|error| DatabaseFailure::from_io(&error))?;
        let name = part.to_str().ok_or(DatabaseFailure::Other { detail: Detail::FolderName })?;
        connection.execute("VACUUM INTO ?1", [name])?;
        let sync = std::fs::File::options().write(true).open(&part).and_then(|file| file.sync_all());
        sync.and_then(|()| rename(&part, &backup)).map_err(|error| DatabaseFailure::from_io(&error))
    };
    let copied = copy();
    if copied.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    copied.map(|()| backup)
}

/// Creates an empty file readable only by this user. SQLite fills it, and would itself create a file that others may
/// read.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    private(File::options().write(true).create_new(true)).open(path).map(drop)
}
