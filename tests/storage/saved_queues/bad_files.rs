//! A database file that is damaged, foreign, of a newer version, or no database at all.

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use instance_desk::store::{DATABASE_NAME, Database, DatabaseFailure, DatabaseNotice, Folders};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{database, queue, save, text};

/// Closes a database and waits until its thread has released the file.
fn close(database: Database) {
    let path = database.path().to_owned();
    drop(database);
    let folder = path.parent().unwrap().to_owned();
    let is_open = || {
        let names = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name());
        names.into_iter().any(|name| name.to_string_lossy().starts_with("running-"))
    };
    let asked = std::time::Instant::now();
    while is_open() {
        assert!(asked.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn notices(database: &Database) -> Vec<DatabaseNotice> {
    database.run_blocking(|_| Ok(())).unwrap();
    database.take_notices()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names.retain(|name| name.contains("damaged"));
    names
}

#[test]
fn a_damaged_file_is_kept_aside_told_and_a_new_one_begun() {
    let (dir, database) = database();
    save(&database, (0..500).map(text).collect());
    close(database);
    let folders = Folders::in_dir(dir.path());
    let path = folders.data.join(DATABASE_NAME);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xAA);

    for (number, damaged) in
        [bytes, b"This is no database at all, but a text that is long enough.".to_vec()].into_iter().enumerate()
    {
        std::fs::write(&path, &damaged).unwrap();
        let database = Database::new(&folders);
        let kept_as = path.with_file_name(format!("{DATABASE_NAME}.damaged-{}", number + 1));
        assert_eq!(notices(&database), [DatabaseNotice::Damaged { kept_as: kept_as.clone() }]);
        assert_eq!(notices(&database), [], "told once");
        assert_eq!(std::fs::read(&kept_as).unwrap(), damaged, "never deleted, never changed");
        assert_eq!(database.run_blocking(|tables| tables.saved_queues(None)).unwrap(), []);
        save(&database, vec![text(1)]);
        close(database);
    }
    let database = Database::new(&folders);
    assert_eq!(notices(&database), []);
    assert_eq!(database.run_blocking(|tables| tables.saved_queues(None)).unwrap().len(), 1);
    assert_eq!(names(&folders.data).len(), 2);
}

/// Returns a message that fills a page of the file.
fn long(number: usize) -> Value {
    json!({"messageID": number, "body": {"message": "x".repeat(4_000)}})
}

/// Returns the place in the file of the first page of this table or index.
fn first_page(path: &Path, name: &str) -> usize {
    let file = Connection::open(path).unwrap();
    let sql = "SELECT (rootpage - 1) * page_size FROM sqlite_schema, pragma_page_size WHERE name = ?1";
    file.query_row(sql, [name], |row| row.get::<_, u32>(0)).unwrap() as usize
}

#[test]
fn a_large_file_is_used_at_once_and_a_damaged_one_is_told_and_never_written() {
    let (dir, database) = database();
    save(&database, (0..2_500).map(long).collect());
    close(database);
    let folders = Folders::in_dir(dir.path());
    let path = folders.data.join(DATABASE_NAME);
    let index = first_page(&path, "saved_queues_of_instance");
    let intact = std::fs::read(&path).unwrap();
    let middle = intact.len() / 2;
    let filled = |place: usize, bytes: usize| {
        let mut damaged = intact.clone();
        damaged[place..place + bytes].fill(0xAA);
        damaged
    };
    let kinds = [
        ("header", filled(0, 100)),
        ("list of tables", filled(100, 3_000)),
        ("page in the middle", filled(middle, 4_096)),
        ("index", filled(index, 4_096)),
        ("cut off", intact[..middle].to_vec()),
    ];
    for (number, (kind, damaged)) in (1..).zip(kinds) {
        std::fs::write(&path, &damaged).unwrap();
        let database = Database::new(&folders);
        let (wake, woken) = mpsc::channel();
        database.wake_by(Arc::new(move || wake.send(()).unwrap()));
        // More than SQLite collects in its log, perhaps before the damage is found.
        let _ = database.run_blocking(|tables| tables.save_queue(&queue((0..1_500).map(long).collect())));
        database.run_blocking(|_| Ok(())).unwrap();
        woken.recv_timeout(Duration::from_secs(60)).expect(kind);
        let kept_as = path.with_file_name(format!("{DATABASE_NAME}.damaged-{number}"));
        assert_eq!(database.take_notices(), [DatabaseNotice::Damaged { kept_as: kept_as.clone() }], "{kind}");
        assert!(std::fs::read(&kept_as).unwrap() == damaged, "{kind}: it is as it was");
        save(&database, vec![text(1)]);
        close(database);
    }
}

#[test]
fn a_large_damaged_file_that_is_closed_before_its_check_has_ended_is_as_it_was() {
    let (dir, database) = database();
    save(&database, (0..2_500).map(long).collect());
    close(database);
    let folders = Folders::in_dir(dir.path());
    let path = folders.data.join(DATABASE_NAME);
    let mut damaged = std::fs::read(&path).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 4_096].fill(0xAA);
    std::fs::write(&path, &damaged).unwrap();
    let database = Database::new(&folders);
    save(&database, vec![text(1)]);
    assert!(database.close(Duration::from_secs(30)));
    let kept_as = path.with_file_name(format!("{DATABASE_NAME}.damaged-1"));
    // On a fast computer the check has ended.
    let file = if kept_as.exists() { kept_as } else { path };
    assert!(std::fs::read(file).unwrap() == damaged);
}

#[test]
fn damage_that_is_met_in_use_is_told_and_found_at_the_next_job() {
    let (_dir, database) = database();
    save(&database, (0..500).map(text).collect());
    let path = database.path().to_owned();
    let failure = database.run_blocking(move |tables| {
        // Another program overwrites the file and its log while they are open.
        let length = std::fs::metadata(&path).unwrap().len();
        std::fs::write(&path, vec![0x55; length as usize]).unwrap();
        std::fs::write(path.with_extension("db-wal"), "").unwrap();
        let _ = tables.saved_queues(None);
        Err::<(), _>(DatabaseFailure::Damaged { detail: "seen".into() })
    });
    assert!(matches!(failure, Err(DatabaseFailure::Damaged { .. })));
    assert!(matches!(notices(&database).as_slice(), [DatabaseNotice::Damaged { .. }]));
}

#[test]
fn somebody_elses_database_is_kept_aside_whole() {
    let songs = "CREATE TABLE songs (title TEXT)";
    // Another program may have a journal, too.
    let diary = "CREATE TABLE journal (day TEXT)";
    let view = "CREATE TABLE songs (title TEXT); CREATE VIEW journal AS SELECT title FROM songs";
    let foreign = [(songs, 0), (songs, 1), (songs, 6), (songs, -1), (songs, i32::MIN), (diary, 12), (view, 3)];
    for (tables, version) in foreign {
        let dir = TempDir::new().unwrap();
        let folders = Folders::in_dir(dir.path());
        std::fs::create_dir_all(&folders.data).unwrap();
        let path = folders.data.join(DATABASE_NAME);
        let tables = format!("{tables}; PRAGMA user_version = {version}");
        Connection::open(&path).unwrap().execute_batch(&tables).unwrap();
        let before = std::fs::read(&path).unwrap();
        let database = Database::new(&folders);
        let kept = notices(&database);
        let [DatabaseNotice::Damaged { kept_as }] = kept.as_slice() else { panic!("{version}: {kept:?}") };
        assert!(std::fs::read(kept_as).unwrap() == before, "{version}");
    }
}

#[test]
fn an_emptied_or_deleted_file_is_told_and_its_log_kept() {
    let empty: fn(&Path) = |path| drop(std::fs::File::create(path).unwrap());
    let delete: fn(&Path) = |path| std::fs::remove_file(path).unwrap();
    let cut: fn(&Path) = |path| std::fs::write(path, "S").unwrap();
    for (spoil, has_log, left) in
        [(empty, true, ""), (delete, true, ""), (empty, false, ""), (cut, true, "S"), (cut, false, "S")]
    {
        let dir = TempDir::new().unwrap();
        let folders = Folders::in_dir(dir.path());
        std::fs::create_dir_all(&folders.data).unwrap();
        let path = folders.data.join(DATABASE_NAME);
        let (_other, database) = database();
        save(&database, vec![text(1)]);
        // The log of a program that was killed.
        let log = std::fs::read(database.path().with_extension("db-wal")).unwrap();
        assert!(!log.is_empty());
        std::fs::copy(database.path(), &path).unwrap();
        if has_log {
            std::fs::write(path.with_extension("db-wal"), &log).unwrap();
        }
        spoil(&path);
        let database = Database::new(&folders);
        let kept_as = path.with_file_name(format!("{DATABASE_NAME}.damaged-1"));
        assert_eq!(notices(&database), [DatabaseNotice::Damaged { kept_as: kept_as.clone() }]);
        assert_eq!(std::fs::read_to_string(kept_as).unwrap(), left);
        let kept_log = path.with_file_name(format!("{DATABASE_NAME}.damaged-1-wal"));
        assert_eq!(std::fs::read(kept_log).ok(), has_log.then_some(log));
        save(&database, vec![text(1)]);
    }
}

#[cfg(unix)] // Windows neither deletes nor moves an open file
#[test]
fn a_file_that_vanishes_while_it_is_open_is_told_once() {
    let delete: fn(&Path) = |folder| std::fs::remove_dir_all(folder).unwrap();
    let rename: fn(&Path) = |folder| std::fs::rename(folder, folder.with_extension("moved")).unwrap();
    let replace: fn(&Path) = |folder| {
        std::fs::rename(folder, folder.with_extension("moved")).unwrap();
        std::fs::create_dir(folder).unwrap();
    };
    for spoil in [delete, rename, replace] {
        let (_dir, database) = database();
        save(&database, vec![text(1)]);
        let path = database.path().to_owned();
        spoil(path.parent().unwrap());
        assert_eq!(notices(&database), [DatabaseNotice::Vanished { path }]);
        assert_eq!(notices(&database), [], "told once");
        save(&database, vec![text(2)]);
        // Another start sees that the new file is in use.
        let folder = database.path().parent().unwrap();
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with("running-")).count(), 1);
        close(database);
    }
}

#[test]
fn a_newer_version_is_told_and_left_as_it_is() {
    let (dir, database) = database();
    save(&database, vec![text(1)]);
    close(database);
    let folders = Folders::in_dir(dir.path());
    let path = folders.data.join(DATABASE_NAME);
    // The version may still be in the log that the newer program left when it was killed.
    let newer = Connection::open(&path).unwrap();
    newer.execute_batch("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99").unwrap();
    let copies = TempDir::new().unwrap();
    let there = Folders::in_dir(copies.path());
    std::fs::create_dir_all(&there.data).unwrap();
    let copy = there.data.join(DATABASE_NAME);
    for suffix in ["", "-wal"] {
        std::fs::copy(format!("{}{suffix}", path.display()), format!("{}{suffix}", copy.display())).unwrap();
    }
    let before = (std::fs::read(&copy).unwrap(), std::fs::read(copy.with_extension("db-wal")).unwrap());
    let database = Database::new(&there);
    for _ in 0..2 {
        let failure = database.run_blocking(|tables| tables.saved_queues(None)).unwrap_err();
        assert_eq!(failure, DatabaseFailure::Newer { version: 99 });
    }
    let after = (std::fs::read(&copy).unwrap(), std::fs::read(copy.with_extension("db-wal")).unwrap());
    assert!(before == after, "it is left as it is");
    assert_eq!(names(&there.data), [""; 0]);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_said_and_left() {
    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    std::fs::create_dir_all(folders.data.join(DATABASE_NAME)).unwrap();
    let failure = Database::new(&folders).run_blocking(|tables| tables.saved_queues(None)).unwrap_err();
    assert_eq!(failure, DatabaseFailure::NotAFile);
    assert!(folders.data.join(DATABASE_NAME).is_dir());
}

#[test]
fn a_copy_of_the_program_that_writes_for_too_long_is_said() {
    let (dir, first) = database();
    save(&first, vec![text(1)]);
    let patient = Database::with_patience(&Folders::in_dir(dir.path()), Duration::from_millis(150));
    assert_eq!(patient.run_blocking(|tables| tables.saved_queues(None)).unwrap().len(), 1);
    let other = Connection::open(first.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let attempt = || patient.run_blocking(|tables| tables.save_queue(&super::queue(vec![text(2)])));
    assert_eq!(attempt().unwrap_err(), DatabaseFailure::Locked);
    assert_eq!(patient.run_blocking(|tables| tables.saved_queues(None)).unwrap().len(), 1, "reading goes on");
    other.execute_batch("COMMIT").unwrap();
    attempt().unwrap();
}
