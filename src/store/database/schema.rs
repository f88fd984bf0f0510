//! The tables, and the migration of older files.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{DatabaseFailure, DatabaseNotice, DatabaseResult};

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
];

/// Returns the version stored in the file; 0 for a new file.
pub(super) fn version(connection: &Connection) -> DatabaseResult<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Migrates the file to the newest version, keeping a copy of the original.
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

/// Writes a complete copy of the file beside it, never over another file.
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

/// Creates an empty file readable only by this user. SQLite fills it, and would itself create a file that others may
/// read.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
