//! The tables, and how an older file is brought up to them.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{DatabaseFailure, DatabaseNotice, DatabaseResult};

/// What leads from each version to the next; the file's version (`PRAGMA user_version`) is how many were applied.
/// Never changed once released: a new version is a new line.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
];

/// The version that the file says it has; 0 for a new one.
pub(super) fn version(connection: &Connection) -> DatabaseResult<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings the file up to the last version, keeping a copy of it as it was.
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
    let notice = match from {
        0 => None,
        from => Some(DatabaseNotice::Upgraded { from, backup: back_up(connection, folder, from)? }),
    };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in todo {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", from + todo.len() as u32)?;
    transaction.commit()?;
    Ok(notice)
}

/// A whole copy of the file beside it, never over another one.
fn back_up(connection: &Connection, folder: &Path, version: u32) -> DatabaseResult<PathBuf> {
    let backup = (1..1000).map(|number| folder.join(format!("instance-desk.v{version}.backup-{number}.db")));
    for path in backup {
        match create_private(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(DatabaseFailure::from_io(&error)),
        }
        let name = path.to_str().ok_or_else(|| DatabaseFailure::other("the folder's name is no text"))?;
        if let Err(error) = connection.execute("VACUUM INTO ?1", [name]) {
            let _ = std::fs::remove_file(&path);
            return Err(error.into());
        }
        return Ok(path);
    }
    Err(DatabaseFailure::other("too many backups are kept already"))
}

/// An empty file for this user alone: SQLite fills it, and would make one that others may read.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
