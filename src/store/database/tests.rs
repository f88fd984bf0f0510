//! Cases that cannot be produced through the public interface: an older version, and a panicking job.

use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::worker::Worker;
use super::*;
use crate::green_api::{Detail, IdInstance, QueuedMessage};

const OLD: &[&str] = &["CREATE TABLE journal (id INTEGER PRIMARY KEY, note TEXT); \
                        CREATE TABLE send_runs (id INTEGER PRIMARY KEY, session TEXT); \
                        CREATE TABLE archive_runs (id INTEGER PRIMARY KEY, session TEXT);"];
const NEW: &[&str] = &[
    OLD[0],
    "ALTER TABLE journal ADD COLUMN session TEXT; ALTER TABLE journal ADD COLUMN outcome TEXT DEFAULT 'done';",
];
const WRONG: &[&str] = &[OLD[0], "ALTER TABLE journal ADD COLUMN session TEXT", "this is no SQL"];

/// Creates an older file with one row. Uses a connection of its own, because the older file lacks the tables that the
/// current program reads after opening.
fn old_file(dir: &TempDir) {
    let connection = rusqlite::Connection::open(dir.path().join(DATABASE_NAME)).unwrap();
    connection.execute_batch(OLD[0]).unwrap();
    connection.execute_batch("INSERT INTO journal (note) VALUES ('kept'); PRAGMA user_version = 1").unwrap();
}

fn note(tables: &mut Tables) -> DatabaseResult<String> {
    Ok(tables.connection.query_row("SELECT note FROM journal", [], |row| row.get(0))?)
}

#[test]
fn an_older_file_is_copied_before_it_is_brought_up() {
    let dir = TempDir::new().unwrap();
    old_file(&dir);
    let database = Database::with_worker(Worker::with_migrations(dir.path().to_path_buf(), NEW));
    assert_eq!(database.run_blocking(note).unwrap(), "kept");
    let backup = dir.path().join("instance-desk.v1.backup-1.db");
    assert_eq!(database.take_notices(), [DatabaseNotice::Upgraded { from: 1, backup: backup.clone() }]);
    let copy = rusqlite::Connection::open(&backup).unwrap();
    assert_eq!(schema::version(&copy).unwrap(), 1);
    assert_eq!(copy.query_row("SELECT note FROM journal", [], |row| row.get::<_, String>(0)).unwrap(), "kept");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_copy_of_the_program_writes_nothing_into_a_file_that_a_newer_version_has_upgraded() {
    let dir = TempDir::new().unwrap();
    old_file(&dir);
    let database = Database::with_worker(Worker::with_migrations(dir.path().to_path_buf(), NEW));
    assert_eq!(database.run_blocking(note).unwrap(), "kept");
    let newer = rusqlite::Connection::open(dir.path().join(DATABASE_NAME)).unwrap();
    newer.execute_batch("PRAGMA user_version = 3").unwrap();
    for _ in 0..2 {
        let written = database.run_blocking(|tables| Ok(tables.connection.execute("DELETE FROM journal", [])?));
        assert_eq!(written, Err(DatabaseFailure::Newer { version: 3 }));
    }
    let rows = newer.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, u32>(0));
    assert_eq!(rows.unwrap(), 1);
}

#[test]
fn a_database_in_use_on_another_computer_is_left_alone() {
    let dir = TempDir::new().unwrap();
    let mark = std::fs::File::create(dir.path().join("running-abcdef@office-2")).unwrap();
    mark.lock().unwrap();
    let database = Database::with_worker(Worker::with_migrations(dir.path().to_path_buf(), NEW));
    let failure = DatabaseFailure::OtherComputer { computer: "office-2".to_owned() };
    assert_eq!(database.run_blocking(|_| Ok(())), Err(failure));
    assert!(!dir.path().join(DATABASE_NAME).exists());
    drop(mark);
    assert_eq!(database.run_blocking(|_| Ok(())), Ok(()));
}

#[test]
fn a_step_that_fails_leaves_the_older_file_as_it_was() {
    let dir = TempDir::new().unwrap();
    old_file(&dir);
    let database = Database::with_worker(Worker::with_migrations(dir.path().to_path_buf(), WRONG));
    for _ in 0..3 {
        assert!(matches!(database.run_blocking(note), Err(DatabaseFailure::Other { .. })));
        let left =
            std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(left.into_iter().all(|name| !name.contains("backup")), "no copy is left of an upgrade that failed");
    }
    let file = rusqlite::Connection::open(dir.path().join(DATABASE_NAME)).unwrap();
    assert_eq!(schema::version(&file).unwrap(), 1);
    assert!(file.prepare("SELECT session FROM journal").is_err());
}

#[test]
fn an_upgrade_that_fails_is_not_tried_again_with_every_job() {
    let dir = TempDir::new().unwrap();
    old_file(&dir);
    let mut worker = Worker::with_migrations(dir.path().to_path_buf(), WRONG);
    let first = worker.run(note).unwrap_err();
    // Were it tried, it would fail for want of a backup.
    fill_backups(&dir);
    assert_eq!(worker.run(note).unwrap_err(), first);
}

fn fill_backups(dir: &TempDir) {
    for number in 1..1000 {
        std::fs::write(dir.path().join(format!("instance-desk.v1.backup-{number}.db")), "taken").unwrap();
    }
}

#[test]
fn without_a_backup_nothing_is_brought_up() {
    let dir = TempDir::new().unwrap();
    old_file(&dir);
    fill_backups(&dir);
    let database = Database::with_worker(Worker::with_migrations(dir.path().to_path_buf(), NEW));
    assert!(database.run_blocking(note).is_err());
    let file = rusqlite::Connection::open(dir.path().join(DATABASE_NAME)).unwrap();
    assert_eq!(schema::version(&file).unwrap(), 1);
}

#[test]
fn a_job_that_panics_harms_only_itself() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let entry = JournalEntry {
        instance: IdInstance::parse("7103004512").unwrap(),
        method: "reboot",
        asked: String::new(),
        run: None,
    };
    let panicked = database.run_blocking::<()>(move |tables| {
        let transaction = tables::write(&mut tables.connection)?;
        journal::begin(&transaction, &tables.own, &entry, None)?;
        panic!("on purpose");
    });
    assert!(matches!(panicked, Err(DatabaseFailure::Other { .. })));
    let page = database.run_blocking(|tables| tables.journal_page(&JournalFilter::default(), 10)).unwrap();
    assert_eq!(page.groups, []);
}

fn queue(messages: usize) -> NewSavedQueue {
    NewSavedQueue {
        instance: IdInstance::parse("7103004512").unwrap(),
        name: String::new(),
        messenger: crate::green_api::Messenger::Max,
        why: WhySaved::ByHand,
        together: None,
        as_of: jiff::Timestamp::now(),
        waiting: None,
        messages: Arc::new(vec![QueuedMessage::read(serde_json::json!({"message": "x".repeat(4000)})); messages]),
    }
}

#[cfg(unix)] // Windows does not delete an open file
#[test]
fn what_is_saved_after_the_file_was_deleted_or_emptied_is_there_at_the_next_start() {
    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    let files = || std::fs::read_dir(&folders.data).unwrap().map(|entry| entry.unwrap().path());
    let of_database = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(DATABASE_NAME) && !name.ends_with(".lock") && !name.contains("damaged")
    };
    let delete: fn(&std::path::Path) = |path| std::fs::remove_file(path).unwrap();
    // Except the log's index, which SQLite has in memory.
    let empty: fn(&std::path::Path) = |path| {
        if !path.to_string_lossy().ends_with("-shm") {
            std::fs::File::create(path).unwrap();
        }
    };
    for spoil in [delete, empty] {
        let database = Database::new(&folders);
        let save = || database.run_blocking(|tables| tables.save_queue(&queue(3)));
        save().unwrap();
        files().filter(of_database).for_each(|path| spoil(&path));
        let saved = save().unwrap();
        drop(database);
        let database = Database::new(&folders);
        let messages = database.run_blocking(move |tables| tables.saved_messages(saved)).unwrap();
        assert_eq!(messages.len(), 3);
    }
}

#[test]
fn a_full_database_saves_all_or_nothing() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let small = queue(1);
    database
        .run_blocking(move |tables| {
            tables.save_queue(&small)?;
            let pages: u32 = tables.connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
            // Returns the same error as a full disk, in the middle of the messages.
            tables.connection.pragma_update_and_check(None, "max_page_count", pages + 10, |_| Ok(()))?;
            Ok(())
        })
        .unwrap();
    let large = queue(100);
    let failure = database.run_blocking(move |tables| tables.save_queue(&large)).unwrap_err();
    assert_eq!(failure, DatabaseFailure::DiskFull);
    let count = |table: &'static str| {
        database.run_blocking(move |tables| {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok(tables.connection.query_row(&sql, [], |row| row.get::<_, u32>(0))?)
        })
    };
    assert_eq!((count("saved_queues"), count("saved_messages")), (Ok(1), Ok(1)));
}

#[test]
fn a_large_file_gets_its_log_once_it_was_checked() {
    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    let database = Database::new(&folders);
    database.run_blocking(|tables| tables.save_queue(&queue(2_500))).unwrap();
    assert!(database.close(Duration::from_secs(30)));
    let log_pages = || {
        let read = |tables: &mut Tables| {
            Ok(tables.connection.pragma_query_value(None, "wal_autocheckpoint", |row| row.get::<_, u32>(0))?)
        };
        database.run_blocking(read).unwrap()
    };
    let begun = std::time::Instant::now();
    while log_pages() == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
    }
    database.run_blocking(|tables| tables.save_queue(&queue(1))).unwrap();
    assert!(database.close(Duration::from_secs(30)));
    assert!(!folders.data.join(format!("{DATABASE_NAME}-wal")).exists(), "it is in the file");
    assert_eq!(database.take_notices(), []);
}

#[test]
fn the_check_of_a_large_file_waits_for_the_job_under_way() {
    let dir = TempDir::new().unwrap();
    let mut worker = Worker::new(dir.path().to_owned(), Duration::from_millis(100));
    let (jobs, checked) = mpsc::channel();
    let jobs = Arc::new(jobs);
    worker.take_jobs_from(Arc::downgrade(&jobs));
    worker.run(|tables| tables.save_queue(&queue(2_500))).unwrap();
    worker.close();
    // The job opens the file, and with that the check begins.
    let is_checked = worker.run(|_| Ok(checked.recv_timeout(Duration::from_millis(200)).is_ok()));
    assert_eq!(is_checked, Ok(false));
    assert!(checked.recv().is_ok());
}

#[test]
fn the_acts_and_the_lines_of_the_journal_are_those_of_one_moment() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let begin = || {
        let instance = IdInstance::parse("7103004512").unwrap();
        let entry = JournalEntry { instance, method: "reboot", asked: String::new(), run: None };
        database.run_blocking(move |tables| tables.begin_entry(&entry)).unwrap();
    };
    begin();
    let read = database.whole_journal(&JournalFilter::default(), |acts, lines| {
        let acts = acts.count();
        begin();
        (acts, lines.count())
    });
    assert_eq!(read, Ok((1, 1)));
}

#[test]
fn one_replacement_of_an_instance_is_open_and_an_ended_one_stays_in_the_file() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let (sales, support) = (IdInstance::parse("7103004512").unwrap(), IdInstance::parse("1101822940").unwrap());
    let begun = jiff::Timestamp::UNIX_EPOCH;
    let keep = |of: &IdInstance, ended: Option<jiff::Timestamp>, step: u8| {
        let ended = ended.map(|at| EndedReplacement { at, record: "{}".to_owned(), numbers: String::new() });
        let (of, body) = (of.clone(), serde_json::json!({ "step": step }));
        database.run_blocking(move |tables| tables.keep_replacement(&of, begun, ended.as_ref(), &body)).unwrap();
    };
    keep(&sales, None, 1);
    keep(&support, None, 1);
    keep(&sales, None, 2);
    let open = |database: &Database| database.run_blocking(|tables| tables.open_replacements()).unwrap();
    let two = serde_json::json!({ "step": 2 });
    assert_eq!(open(&database)[0], (sales.clone(), two));
    assert_eq!(open(&database).len(), 2);
    keep(&sales, Some(jiff::Timestamp::now()), 3);
    assert_eq!(open(&database).iter().map(|(of, _)| of).collect::<Vec<_>>(), [&support]);
    let page = database.run_blocking(|tables| tables.journal_page(&JournalFilter::default(), 9)).unwrap();
    let [entry] = &page.groups[..] else { panic!("{page:?}") };
    assert_eq!((entry.newest.method.name(), &entry.newest.outcome), (JOURNAL_REPLACEMENT, &Outcome::Done));
    keep(&sales, None, 1);
    let rows = database.run_blocking(|tables| {
        let sql = "SELECT count(*), count(ended_at) FROM replacements WHERE instance = '7103004512'";
        Ok(tables.connection.query_row(sql, [], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)))?)
    });
    assert_eq!(rows.unwrap(), (2, 1));
}

#[test]
fn a_panic_while_the_file_is_opened_is_a_failure_and_the_thread_goes_on() {
    let dir = TempDir::new().unwrap();
    // No deadline can be that late.
    let database = Database::with_patience(&Folders::in_dir(dir.path()), Duration::MAX);
    for _ in 0..2 {
        let outcome = database.run_blocking(|_| Ok(()));
        assert_eq!(outcome, Err(DatabaseFailure::Other { detail: Detail::PartFailed }));
    }
}

#[test]
fn closing_runs_what_is_queued_and_a_later_job_opens_the_file_again() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let (finish, gate) = mpsc::channel::<()>();
    let (done, outcomes) = mpsc::channel();
    let hold = move |_: &mut Tables| {
        let _ = gate.recv();
        Ok(Vec::new())
    };
    let deliver = |done: mpsc::Sender<_>| move |outcome| done.send(outcome).unwrap();
    database.queue(hold, deliver(done.clone()));
    database.queue(|tables| tables.interrupted(Some(&IdInstance::parse("7103004512").unwrap())), deliver(done));
    assert!(!database.close(Duration::ZERO));
    finish.send(()).unwrap();
    assert!(database.close(Duration::from_secs(30)));
    assert!(outcomes.iter().collect::<Vec<_>>() == [Ok(Vec::new()), Ok(Vec::new())]);
    let files = std::fs::read_dir(database.path().parent().unwrap()).unwrap();
    let names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.starts_with("running-") || name.ends_with("-wal")), "{names:?}");
    database.run_blocking(|_| Ok(())).unwrap();
}

#[test]
fn an_error_of_the_drive_begins_no_session() {
    let dir = TempDir::new().unwrap();
    let [folder, aside] = ["data", "aside"].map(|name| dir.path().join(name));
    let database = Database::with_worker(Worker::new(folder.clone(), Duration::from_millis(100)));
    let session = |tables: &mut Tables| Ok(tables.own.session.clone());
    let before = database.run_blocking(session).unwrap();
    // A path through a file gives an error other than "not found".
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    assert!(database.run_blocking(session).is_err());
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    assert_eq!(database.run_blocking(session).unwrap(), before);
    assert!(folder.join(&before).exists());
}

/// Writes one line into the journal.
fn begin_line(database: &Database) -> DatabaseResult<()> {
    let instance = IdInstance::parse("7103004512").unwrap();
    let entry = JournalEntry { instance, method: "reboot", asked: String::new(), run: None };
    database.run_blocking(move |tables| tables.begin_entry(&entry).map(drop))
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_heads_keeps_no_job_waiting_and_stays() {
    use std::os::unix::fs::FileTypeExt;
    let dir = TempDir::new().unwrap();
    let heads = dir.path().join("data/journal-heads.json");
    std::fs::create_dir(dir.path().join("data")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&heads).status().unwrap().success());
    let database = Database::new(&Folders::in_dir(dir.path()));
    database.queue(
        |tables| {
            let instance = IdInstance::parse("7103004512").unwrap();
            tables.begin_entry(&JournalEntry { instance, method: "reboot", asked: String::new(), run: None })
        },
        |begun| assert!(begun.is_ok()),
    );
    assert!(database.close(Duration::from_secs(20)));
    assert!(heads.metadata().unwrap().file_type().is_fifo());
}

#[test]
fn a_database_that_another_program_has_changed_is_said_to_be_changed() {
    let changed = DatabaseFailure::Other { detail: Detail::Changed };
    for (change, is_opened) in [
        ("PRAGMA user_version = 12", false),
        ("UPDATE sqlite_sequence SET seq = 9223372036854775807", true),
        ("ALTER TABLE journal RENAME COLUMN asked TO requested", true),
        ("CREATE TRIGGER no BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no'); END", true),
    ] {
        let dir = TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        begin_line(&database).unwrap();
        assert!(database.close(Duration::from_secs(20)));
        let file = rusqlite::Connection::open(database.path()).unwrap();
        file.execute_batch(change).unwrap();
        drop(file);
        assert_eq!(database.run_blocking(|_| Ok(())).is_ok(), is_opened, "{change}");
        assert_eq!(begin_line(&database), Err(changed.clone()), "{change}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_part_is_said_and_left() {
    for part in ["-journal", "-wal", "-shm"] {
        let dir = TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        let [link, target] = [dir.path().join(format!("data/{DATABASE_NAME}{part}")), dir.path().join("target")];
        std::fs::create_dir(dir.path().join("data")).unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert_eq!(database.run_blocking(|_| Ok(())), Err(DatabaseFailure::NotAFile), "{part}");
        std::fs::write(&target, "someone's").unwrap();
        assert_eq!(database.run_blocking(|_| Ok(())), Err(DatabaseFailure::NotAFile), "{part}");
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "someone's");
        std::fs::remove_file(link).unwrap();
        assert_eq!(database.run_blocking(|_| Ok(())), Ok(()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_log_that_cannot_be_created_is_said_to_lack_room_or_rights() {
    const FOLDER: &str = "INSTANCE_DESK_NO_ROOM";
    const NAME: &str = "store::database::tests::a_log_that_cannot_be_created_is_said_to_lack_room_or_rights";
    // A drive on which no further file has room.
    const MOUNT: &str = r#"mount -t tmpfs -o size=8m,nr_inodes=6 tmpfs "$0" || exit 99; exec "$@""#;
    if let Some(folder) = std::env::var_os(FOLDER) {
        let folder = Path::new(&folder);
        let database = Database::with_worker(Worker::new(folder.to_owned(), Duration::from_millis(100)));
        begin_line(&database).unwrap();
        assert!(database.close(Duration::from_secs(20)));
        let filled = (0..10).map(|number| std::fs::File::create(folder.join(format!("filler-{number}"))));
        assert!(filled.into_iter().any(|file| file.is_err()));
        assert_eq!(begin_line(&database), Err(DatabaseFailure::DiskFull));
        return;
    }
    let dir = TempDir::new().unwrap();
    let mut command = std::process::Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", MOUNT]).arg(dir.path());
    command.arg(std::env::current_exe().unwrap()).args(["--exact", NAME, "--nocapture"]).env(FOLDER, dir.path());
    // 1: `unshare` is missing its permission; 99: so is `mount`.
    if let Ok(status) = command.status() {
        assert!(status.success() || matches!(status.code(), Some(1 | 99)), "{status}");
    }
}

#[test]
fn after_a_job_that_waited_in_vain_for_another_program_the_next_ones_do_not_wait() {
    const PATIENCE: Duration = Duration::from_millis(300);
    let dir = TempDir::new().unwrap();
    let database = Database::with_worker(Worker::new(dir.path().to_owned(), PATIENCE));
    begin_line(&database).unwrap();
    let other = rusqlite::Connection::open(dir.path().join(DATABASE_NAME)).unwrap();
    let times = |database: &Database| {
        [(); 10].map(|()| {
            let asked = Instant::now();
            assert_eq!(begin_line(database), Err(DatabaseFailure::Locked));
            asked.elapsed()
        })
    };
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let open = times(&database);
    drop(database);
    // It is opened with every job.
    other.execute_batch("ROLLBACK; PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE").unwrap();
    let closed = times(&Database::with_worker(Worker::new(dir.path().to_owned(), PATIENCE)));
    for [first, next @ ..] in [open, closed] {
        assert!(first >= PATIENCE, "{first:?}");
        assert!(next.iter().any(|time| *time < PATIENCE), "{next:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_the_drive_does_not_read_is_not_called_damaged() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(DATABASE_NAME);
    let mut worker = Worker::new(dir.path().to_owned(), Duration::ZERO);
    let damaged = || DatabaseFailure::Damaged { detail: "database disk image is malformed".to_owned() };
    assert_eq!(worker.run(|_| Err::<(), _>(damaged())), Err(damaged()));
    let unread = worker.run(|_| {
        // A folder is opened, and not read.
        std::fs::remove_file(&path).and_then(|()| std::fs::create_dir(&path)).unwrap();
        Err::<(), _>(damaged())
    });
    assert_eq!(unread, Err(DatabaseFailure::NotAFile));
}
