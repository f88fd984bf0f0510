//! Opens the file: checks that it is ours and, unless that takes long, that it is intact ([`super::check`]), and settles
//! what an ended session left unfinished.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, MAIN_DB, OpenFlags};

use super::check::{self, Suspicion, Timing};
use super::journal::heads;
use super::session::{Claims, Session, other_computer};
use super::{DATABASE_NAME, DatabaseFailure, DatabaseNotice, DatabaseResult, PATIENCE, Tables, schema};
use crate::green_api::Detail;
use crate::store::atomic_file::rename;
use crate::store::{create_private_dir, is_link, lock, must_be_file};

/// Reason why the database was not opened.
pub(super) enum NotOpened {
    /// An older file was not migrated. Each attempt copies the whole file.
    NotMigrated(DatabaseFailure),
    Other(DatabaseFailure),
}

impl From<DatabaseFailure> for NotOpened {
    fn from(failure: DatabaseFailure) -> Self {
        Self::Other(failure)
    }
}

/// An open database.
pub(super) struct Opened {
    pub tables: Tables,
    /// The findings for the user.
    pub notices: Vec<DatabaseNotice>,
    /// Whether the file is still to be checked.
    pub check: Timing,
}

/// Opens the database of this folder, or creates one. Only one copy of the program does this at a time.
pub(super) fn open(
    folder: &Path,
    patience: Duration,
    migrations: &[&str],
    suspicion: Suspicion,
    session: &mut Option<Session>,
) -> Result<Opened, NotOpened> {
    create_private_dir(folder).map_err(|error| DatabaseFailure::from_io(&error))?;
    let lock = folder.join("instance-desk.db.lock");
    let opening = lock::lock(&lock, patience).map_err(DatabaseFailure::from)?;
    if let Some(computer) = other_computer(folder).map_err(|error| DatabaseFailure::from_io(&error))? {
        return Err(DatabaseFailure::OtherComputer { computer }.into());
    }
    let path = folder.join(DATABASE_NAME);
    for part in ["-journal", "-wal", "-shm"] {
        let part = beside(&path, part);
        // SQLite would wait for ever for a pipe, and follows no link.
        must_be_file(&part).map_err(|error| DatabaseFailure::from_io(&error))?;
        if is_link(&part) {
            return Err(DatabaseFailure::NotAFile.into());
        }
    }
    let mut notices = Vec::new();
    let connected = if is_emptied(&path) {
        Err(DatabaseFailure::Damaged { detail: "it is empty".to_owned() })
    } else {
        connect(&path, patience, migrations, suspicion)
    };
    let (mut connection, check) = match connected {
        Err(DatabaseFailure::Damaged { .. }) => {
            let kept_as =
                quarantine(&path).map_err(|error| DatabaseFailure::NotKept { detail: Detail::of_io(&error) })?;
            notices.push(DatabaseNotice::Damaged { kept_as });
            heads::forget(folder);
            connect(&path, patience, migrations, Suspicion::None)?
        }
        Err(DatabaseFailure::Locked) if opening.is_none() => return Err(DatabaseFailure::NoLocks.into()),
        other => other?,
    };
    let is_older = schema::version(&connection)? > 0;
    let not_migrated = if is_older { NotOpened::NotMigrated } else { NotOpened::Other };
    notices.extend(schema::migrate(&mut connection, folder, migrations).map_err(not_migrated)?);
    let session = match session {
        Some(session) => session,
        None => session.insert(Session::begin(folder).map_err(|error| DatabaseFailure::from_io(&error))?),
    };
    let mut tables = Tables::new(connection, folder, &session.name, session.claimed.clone());
    tables.settle_left_overs()?;
    // That of a large file takes too long.
    if check == Timing::BeforeUse {
        tables.regroup_at_once();
        tables.connection.busy_timeout(patience).map_err(DatabaseFailure::from)?;
    }
    Ok(Opened { tables, notices, check })
}

/// Opens a database without a file, visible to no other process.
pub(super) fn open_in_memory(migrations: &[&str]) -> DatabaseResult<Opened> {
    let mut connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let nowhere = Path::new("");
    schema::migrate(&mut connection, nowhere, migrations)?;
    let tables = Tables::new(connection, nowhere, "in memory", Claims::default());
    Ok(Opened { tables, notices: Vec::new(), check: Timing::BeforeUse })
}

/// Size in bytes below which SQLite takes a file for an empty one: its smallest page (sqlite.org/fileformat.html).
const SMALLEST: u64 = 512;

/// Whether the file is empty or missing although it was written before. SQLite would delete its log then, which may hold
/// all of it.
fn is_emptied(path: &Path) -> bool {
    let size = |path: &Path| std::fs::metadata(path).map(|file| file.len());
    match size(path) {
        Ok(bytes) => bytes < SMALLEST && path.is_file(),
        Err(error) => {
            error.kind() == io::ErrorKind::NotFound && size(&beside(path, "-wal")).is_ok_and(|bytes| bytes > 0)
        }
    }
}

/// Connects to a file of this program that is not of a newer version, and returns when it is checked. Creates a missing
/// file.
fn connect(
    path: &Path,
    patience: Duration,
    migrations: &[&str],
    suspicion: Suspicion,
) -> DatabaseResult<(Connection, Timing)> {
    match schema::create_private(path) {
        Ok(()) => connect_existing(path, patience, migrations, suspicion).inspect_err(|_| {
            // An empty file counts as emptied later.
            if is_emptied(path) {
                let _ = std::fs::remove_file(path);
            }
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if !path.is_file() {
                return Err(DatabaseFailure::NotAFile);
            }
            connect_existing(path, patience, migrations, suspicion)
        }
        Err(error) => Err(DatabaseFailure::from_io(&error)),
    }
}

fn connect_existing(
    path: &Path,
    patience: Duration,
    migrations: &[&str],
    suspicion: Suspicion,
) -> DatabaseResult<(Connection, Timing)> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(patience)?;
    // Until the file is known to be ours and intact, nothing is written into it, not even the content of its log.
    check::hold_log(&connection)?;
    // A damaged page is noticed when it is read, not only when its cells are.
    connection.pragma_update(None, "cell_size_check", true)?;
    let version = schema::version(&connection)?;
    if version as usize > migrations.len() {
        return Err(DatabaseFailure::Newer { version });
    }
    // SQLite opens a read-only file without an error.
    if connection.is_readonly(MAIN_DB)? {
        return Err(DatabaseFailure::ReadOnly);
    }
    let timing = check::timing(&connection, suspicion, (version as usize) < migrations.len())?;
    if timing == Timing::BeforeUse {
        check::check(&connection)?;
    }
    check_ours(&connection, version, migrations)?;
    if timing == Timing::BeforeUse {
        check::release_log(&connection)?;
    }
    // A file system without shared memory keeps the older kind of log, which works equally well.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    // On macOS only this flushes the drive's own cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A customer's message must not remain in the file after it was deleted.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok((connection, timing))
}

/// Opens a second connection to the open database, which only reads.
pub(super) fn connect_to_read(path: &Path) -> DatabaseResult<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Checks that the file is of this program.
fn check_ours(connection: &Connection, version: u32, migrations: &[&str]) -> DatabaseResult<()> {
    let mut parts = connection.prepare("SELECT name, type FROM sqlite_schema")?;
    let parts = parts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let parts = parts.collect::<Result<HashSet<(String, String)>, _>>()?;
    let has_table = |name: &str| parts.contains(&(name.to_owned(), "table".to_owned()));
    let mut made = migrations.iter().take(version as usize).flat_map(|migration| schema::tables_made(migration));
    if (version == 0 && !parts.is_empty()) || !made.all(has_table) {
        return Err(DatabaseFailure::Damaged { detail: "it is not a database of this program".to_owned() });
    }
    Ok(())
}

/// Returns the path with `suffix` appended to its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Renames a damaged file, together with its log, to an unused name. Of a missing file, an empty one has that name.
///
/// The log is moved first: left beside a new file it would corrupt that one.
fn quarantine(path: &Path) -> io::Result<PathBuf> {
    for number in 1..1000 {
        let kept = beside(path, &format!(".damaged-{number}"));
        if kept.symlink_metadata().is_ok() || beside(&kept, "-wal").symlink_metadata().is_ok() {
            continue;
        }
        let log = beside(path, "-wal");
        match std::fs::metadata(&log).map(|log| log.len()) {
            Ok(0) => std::fs::remove_file(&log)?,
            Ok(_) => rename(&log, &beside(&kept, "-wal"))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        match rename(path, &kept) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => schema::create_private(&kept)?,
            renamed => renamed?,
        }
        // The time it was set aside, from which its retention counts.
        let _ = File::options().write(true).open(&kept).and_then(|file| file.set_modified(SystemTime::now()));
        // The log's index, which SQLite recreates when needed.
        let _ = std::fs::remove_file(beside(path, "-shm"));
        return Ok(kept);
    }
    Err(Detail::TooManyCopies.into())
}
