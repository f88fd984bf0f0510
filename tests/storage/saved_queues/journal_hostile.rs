//! A journal that something else has altered: each alteration is named, nothing else is lost, and the program goes on
//! recording.

use std::path::PathBuf;
use std::time::Duration;

use instance_desk::store::{
    DATABASE_NAME, Database, DatabaseNotice, DatabaseResult, Finding, Folders, JournalFilter, JournalId, Outcome,
    OutcomeFilter, Retention,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use tempfile::TempDir;

use super::journal_chain::{find, page, run, tamper, verify};
use super::{SALES, database, entry, id};

/// Writes nine lines.
fn nine() -> (TempDir, Database) {
    let (dir, database) = database();
    run(&database, "archive chats 1", 9, |_| Some(Outcome::Done));
    (dir, database)
}

fn line(number: i64) -> JournalId {
    JournalId(number)
}

/// Checks that the other lines are there and that the program can record another.
fn goes_on(database: &Database, lines: usize) {
    let read = database.run_blocking(|tables| tables.lines_of_group(JournalId(1), 100)).unwrap();
    assert_eq!(read.len(), lines);
    assert_eq!(page(database, JournalFilter::default()).groups.last().unwrap().id, JournalId(1));
    let file = database.whole_journal(&JournalFilter::default(), |_, lines| lines.filter(Result::is_ok).count());
    assert_eq!(file, Ok(lines));
    run(database, "archive chats 2", 1, |_| Some(Outcome::Done));
    assert_eq!(page(database, JournalFilter::default()).groups[0].done, 1);
}

/// Returns the numbers of lines and of done ones of each entry in a file of the journal.
fn exported(database: &Database) -> DatabaseResult<Vec<(u32, u32)>> {
    database.whole_journal(&JournalFilter::default(), |acts, _| {
        acts.map(|act| act.map(|act| (act.group.lines, act.group.done))).collect::<DatabaseResult<Vec<_>>>()
    })?
}

fn close(database: Database) {
    assert!(database.close(Duration::from_secs(30)));
}

/// Opens the database once more, which must not take it for damaged.
fn again(dir: &TempDir, database: Database) -> Database {
    close(database);
    let database = Database::new(&Folders::in_dir(dir.path()));
    database.run_blocking(|_| Ok(())).unwrap();
    let damaged = |notice: &DatabaseNotice| matches!(notice, DatabaseNotice::Damaged { .. });
    assert!(!database.take_notices().iter().any(damaged));
    database
}

#[test]
fn deleted_lines_are_missing_at_the_end_and_in_the_middle() {
    let (dir, database) = nine();
    tamper(&dir, "DELETE FROM journal WHERE id IN (4, 9)");
    let database = again(&dir, database);
    assert_eq!(verify(&database).findings, [Finding::Missing(line(4)), Finding::Missing(line(9))]);
    goes_on(&database, 7);
}

#[test]
fn two_swapped_lines_are_both_altered() {
    let (dir, database) = nine();
    tamper(
        &dir,
        "UPDATE journal SET id = -1 WHERE id = 3; UPDATE journal SET id = 3 WHERE id = 6;
        UPDATE journal SET id = 6 WHERE id = -1",
    );
    let database = again(&dir, database);
    assert_eq!(verify(&database).findings, [Finding::Altered(line(3)), Finding::Altered(line(6))]);
    goes_on(&database, 9);
}

#[test]
fn an_older_copy_in_the_place_of_the_database_is_told_and_stays_told() {
    let (dir, database) = nine();
    close(database);
    let file: PathBuf = Folders::in_dir(dir.path()).data.join(DATABASE_NAME);
    let older = dir.path().join("older.db");
    std::fs::copy(&file, &older).unwrap();
    let database = again(&dir, Database::new(&Folders::in_dir(dir.path())));
    run(&database, "archive chats 1", 4, |_| Some(Outcome::Done));
    assert_eq!(verify(&database).findings, []);
    close(database);
    std::fs::copy(&older, &file).unwrap();

    let is_told = |database: &Database| {
        let findings = verify(database).findings;
        assert!(matches!(findings[..], [Finding::Replaced(JournalId(13), _)]), "{findings:?}");
    };
    let database = again(&dir, Database::new(&Folders::in_dir(dir.path())));
    is_told(&database);
    goes_on(&database, 9);
    run(&database, "archive chats 3", 9, |_| Some(Outcome::Done));
    is_told(&database);
    let database = again(&dir, database);
    is_told(&database);
}

#[test]
fn bad_bytes_in_a_line_hide_nothing_and_are_named() {
    for change in [
        "said = CAST(x'ff00fe' AS TEXT)",
        "asked = CAST(x'7b22636861744964223a22fe00' AS TEXT)",
        "named = 'a' || char(0) || 'b'",
        "who = CAST(x'c3' AS TEXT), why = CAST(x'80' AS TEXT)",
        "instance = 'no number'",
        "instance = CAST(x'ff' AS TEXT), method = CAST(x'ff' AS TEXT)",
        "outcome = CAST(x'ff' AS TEXT)",
        "begun_at = 9223372036854775807, ended_at = -9223372036854775808",
        "found = CAST(x'ff' AS TEXT), found_at = 1",
        "run = CAST(x'ff' AS TEXT)",
        "session = CAST(x'ff' AS TEXT), outcome = NULL",
    ] {
        let (dir, database) = nine();
        tamper(&dir, &format!("UPDATE journal SET {change} WHERE id = 9"));
        let database = again(&dir, database);
        let findings = verify(&database).findings;
        assert!(
            matches!(findings[..], [Finding::Altered(JournalId(9)) | Finding::Foreign(JournalId(9))]),
            "{findings:?}"
        );
        assert_eq!(find(&database, "79000000003"), 1, "{change}");
        goes_on(&database, 9);
    }
}

#[test]
fn numbers_of_a_group_that_make_no_sense_hide_no_line() {
    let whole = |database: &Database, change: &str| {
        let done = JournalFilter { outcome: Some(OutcomeFilter::Done), ..JournalFilter::default() };
        for filter in [JournalFilter::default(), done] {
            let groups = page(database, filter).groups;
            let [group] = &groups[..] else { panic!("{change}: {groups:?}") };
            assert_eq!((group.lines, group.done, group.under_way()), (9, 9, 0), "{change}");
        }
        goes_on(database, 9);
    };
    for set in [
        "done = -5",
        "lines = -1",
        "lines = 9223372036854775807",
        "refused = 4294967295, unknown = 4294967295",
        "last = 999",
    ] {
        let (dir, database) = nine();
        let change = format!("UPDATE journal_groups SET {set}");
        tamper(&dir, &change);
        whole(&database, &change);
    }
    for change in [
        "UPDATE journal_groups SET interrupted = -1, seen = 9223372036854775807",
        "UPDATE journal_groups SET instance = 'no number', method = 'unknown'",
        "UPDATE journal_groups SET id = 777",
        "DELETE FROM journal_groups",
        "UPDATE journal SET part_of = 777",
        "UPDATE journal SET part_of = NULL WHERE id > 4",
        "UPDATE journal SET method = 'unknown' WHERE id = 5",
    ] {
        let (dir, database) = nine();
        tamper(&dir, change);
        whole(&again(&dir, database), change);
    }
}

#[test]
fn a_file_of_the_journal_waits_for_no_other_program_that_writes() {
    let (dir, database) = nine();
    let file = Connection::open(Folders::in_dir(dir.path()).data.join(DATABASE_NAME)).unwrap();
    file.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(exported(&database), Ok(vec![(9, 9)]));
    file.execute_batch("ROLLBACK; UPDATE journal_groups SET done = 4").unwrap();
    assert_eq!(exported(&database), Ok(vec![(9, 9)]), "the groups are corrected once no other program writes");
}

#[test]
fn bad_bytes_in_the_records_are_named_and_the_next_change_is_recorded() {
    let (dir, database) = nine();
    tamper(
        &dir,
        "UPDATE journal_chain SET hash = x'00ff' WHERE seq = 18; UPDATE journal_chain SET digest = x'01' WHERE seq = 5",
    );
    let database = again(&dir, database);
    assert_eq!(verify(&database).findings, [Finding::Altered(line(3)), Finding::Altered(line(9))]);
    goes_on(&database, 9);
    assert_eq!(verify(&database).findings, [Finding::Altered(line(3)), Finding::Altered(line(9))]);
}

#[test]
fn a_line_with_a_huge_text_is_named_and_read_whole() {
    let (dir, database) = nine();
    tamper(&dir, "UPDATE journal SET said = replace(hex(zeroblob(4000000)), '0', 'x') WHERE id = 9");
    let database = again(&dir, database);
    assert_eq!(verify(&database).findings, [Finding::Altered(line(9))]);
    assert_eq!(find(&database, "79000000003"), 1);
    goes_on(&database, 9);
}

#[test]
fn altered_lines_are_deleted_in_their_time_and_the_search_goes_on() {
    let (dir, database) = nine();
    tamper(&dir, "UPDATE journal SET asked = '{\"chatId\":\"somebody else\"}', named = 'x' WHERE id IN (2, 5)");
    let database = again(&dir, database);
    database
        .run_blocking(|tables| {
            let line = tables.begin_entry(&entry("reboot", ""))?;
            tables.end_entry(line, &Outcome::Done)
        })
        .unwrap();
    let nothing = Retention { saved_queues: SignedDuration::ZERO, history: SignedDuration::ZERO };
    for days in 1..4 {
        let at = Timestamp::now() + SignedDuration::from_hours(24 * days);
        database.run_blocking(move |tables| tables.apply_retention(at, &nothing)).unwrap();
    }
    let database = again(&dir, database);
    assert_eq!(page(&database, JournalFilter::default()).count, 0);
    run(&database, "archive chats 2", 9, |_| Some(Outcome::Done));
    assert_eq!(find(&database, "79000000003"), 1);
    database.run_blocking(|tables| tables.forget_history(&id(SALES))).unwrap();
    assert_eq!(find(&database, "79000000003"), 0);
}
