//! Retention: old records are deleted, except those that the program still offers to continue or acknowledge.

use instance_desk::green_api::ArchiveDirection;
use instance_desk::store::{
    ArchiveRunId, ChatState, DatabaseResult, NewArchiveItem, NewArchiveRun, Outcome, Retention, Tables,
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use rusqlite::Connection;

use super::{SALES, database, entry, id, queue, save, text};
use crate::newest_lines::NewestLines as _;

const RETENTION: Retention =
    Retention { saved_queues: SignedDuration::from_hours(24 * 30), history: SignedDuration::from_hours(24 * 365) };

fn days(from: Timestamp, days: i64) -> Timestamp {
    from + (24 * days).hours()
}

fn run(tables: &mut Tables, chats: usize) -> ArchiveRunId {
    let chat = |number| NewArchiveItem {
        chat: format!("7999204{number:04}@c.us"),
        name: "Анна".into(),
        was: None,
        state: ChatState::Waiting,
    };
    let new = NewArchiveRun {
        instance: id(SALES),
        direction: ArchiveDirection::Archive,
        number: None,
        chats: (0..chats).map(chat).collect(),
    };
    tables.begin_archive_run(&new).unwrap()
}

#[test]
fn what_is_over_goes_after_a_year_and_what_can_be_continued_stays() {
    let (_dir, database) = database();
    let now = Timestamp::now();
    let (left, rows) = database
        .run_blocking(move |tables| {
            let done = tables.begin_entry(&entry("archiveChat", "an old one"))?;
            tables.end_entry(done, &Outcome::Done)?;
            tables.begin_entry(&entry("archiveChat", "under way"))?;
            let (over, _stopped, unfinished) = (run(tables, 1), run(tables, 1), run(tables, 1));
            tables.end_archive_run(over)?;
            tables.stop_archive_run(_stopped)?;
            for day in (0..364).step_by(30).chain([364, 365, 366]) {
                tables.apply_retention(days(now, day), &RETENTION)?;
            }
            assert_eq!(tables.archive_runs(None)?.len(), 3, "the readings of the clock prove 365 days, not more");
            tables.apply_retention(days(now, 368), &RETENTION)?;
            let left: Vec<_> = tables.archive_runs(None)?.iter().map(|run| run.id).collect();
            assert_eq!(left, [unfinished]);
            assert!(tables.archive_items(over)?.is_empty());
            Ok((left, tables.newest_lines(None, 10)?))
        })
        .unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(rows.iter().map(|row| row.asked.as_str()).collect::<Vec<_>>(), ["under way"]);
}

#[test]
fn a_clock_far_ahead_at_one_start_deletes_nothing() {
    let (_dir, database) = database();
    let now = Timestamp::now();
    let rows = database
        .run_blocking(move |tables| {
            let done = tables.begin_entry(&entry("archiveChat", "recent"))?;
            tables.end_entry(done, &Outcome::Done)?;
            for at in [now, days(now, 4000), days(now, 4000) + 1.hours(), now, days(now, 2)] {
                tables.apply_retention(at, &RETENTION)?;
            }
            tables.newest_lines(None, 10)
        })
        .unwrap();
    assert_eq!(rows.len(), 1);
}

#[test]
fn a_clock_that_is_set_wrong_again_and_again_deletes_no_copy() {
    for days_ahead in [[365, 730, 731], [1130, 1132, 1135]] {
        let (_dir, database) = database();
        save(&database, vec![text(1)]);
        let now = Timestamp::now();
        let deleted = database.run_blocking(move |tables| {
            tables.apply_retention(now, &RETENTION)?;
            days_ahead
                .iter()
                .map(|day| tables.apply_retention(days(now, *day), &RETENTION))
                .sum::<DatabaseResult<usize>>()
        });
        assert_eq!(deleted.unwrap(), 0, "{days_ahead:?}");
    }
}

#[test]
fn a_clock_far_ahead_at_the_first_reading_deletes_no_copy() {
    let (_dir, database) = database();
    save(&database, vec![text(1)]);
    let ahead = days(Timestamp::now(), 400);
    let starts = [0, 25, 50].map(|hours| ahead + hours.hours());
    let deleted = database.run_blocking(move |tables| {
        starts.into_iter().map(|at| tables.apply_retention(at, &RETENTION)).sum::<DatabaseResult<usize>>()
    });
    assert_eq!(deleted.unwrap(), 0);
}

#[test]
fn a_long_absence_delays_the_deletion_by_a_week() {
    let (_dir, database) = database();
    save(&database, vec![text(1)]);
    let now = Timestamp::now();
    let deleted = database.run_blocking(move |tables| {
        let starts = [0, 100, 103, 107, 109].map(|day| tables.apply_retention(days(now, day), &RETENTION));
        starts.into_iter().collect::<DatabaseResult<Vec<_>>>()
    });
    assert_eq!(deleted.unwrap(), [0, 0, 0, 0, 1]);
}

#[test]
fn a_copy_from_before_the_program_existed_was_dated_by_a_wrong_clock() {
    let (_dir, database) = database();
    save(&database, vec![text(1)]);
    Connection::open(database.path()).unwrap().execute("UPDATE saved_queues SET saved_at = 0", []).unwrap();
    let now = Timestamp::now();
    let deleted = database.run_blocking(move |tables| {
        let starts = [0, 2, 4].map(|day| tables.apply_retention(days(now, day), &RETENTION));
        starts.into_iter().sum::<DatabaseResult<usize>>()
    });
    assert_eq!(deleted.unwrap(), 0);
}

#[test]
fn files_set_aside_go_with_the_copies_and_other_files_stay() {
    let (_dir, database) = database();
    let folder = database.path().parent().unwrap().to_owned();
    database.run_blocking(|_| Ok(())).unwrap();
    let set_aside = ["instance-desk.db.damaged-1", "instance-desk.db.damaged-1-wal", "instance-desk.v3.backup-1.db"];
    let others = ["instance-desk.db.damaged-x", "instance-desk.v3.backup-1.db.txt", "notes.db"];
    for name in set_aside.iter().chain(&others) {
        std::fs::write(folder.join(name), "x").unwrap();
    }
    let there = move || set_aside.iter().chain(&others).filter(|name| folder.join(name).exists()).count();
    let now = Timestamp::now();
    for (day, left) in [(0, 6), (20, 6), (29, 6), (31, 6), (33, 3)] {
        database.run_blocking(move |tables| tables.apply_retention(days(now, day), &RETENTION)).unwrap();
        assert_eq!(there(), left, "day {day}");
    }
}

#[test]
fn retention_is_applied_when_the_file_is_opened() {
    let (dir, first) = database();
    first
        .run_blocking(|tables| {
            let done = tables.begin_entry(&entry("archiveChat", "old"))?;
            tables.end_entry(done, &Outcome::Done)
        })
        .unwrap();
    let path = first.path().to_owned();
    let connection = Connection::open(&path).unwrap();
    let year = days(Timestamp::now(), -400).as_millisecond();
    connection.execute("UPDATE journal SET begun_at = ?1", [year]).unwrap();
    let yesterday = days(Timestamp::now(), -2).as_millisecond();
    connection.execute("INSERT INTO retention_clock (id, at) VALUES (1, ?1)", [yesterday]).unwrap();
    let second = instance_desk::store::Database::new(&instance_desk::store::Folders::in_dir(dir.path()));
    second.set_retention(RETENTION);
    assert_eq!(second.run_blocking(|tables| tables.newest_lines(None, 10)).unwrap(), []);
}

#[test]
fn a_removed_instance_leaves_no_record_if_the_user_wants_so() {
    let (_dir, database) = database();
    database
        .run_blocking(|tables| {
            tables.save_queue(&queue(vec![text(1)]))?;
            run(tables, 1);
            tables.begin_entry(&entry("archiveChat", "asked"))?;
            tables.keep_replacement(&id(SALES), Timestamp::now(), None, &serde_json::json!({}))?;
            tables.forget_history(&id("1101822940"))?;
            assert_eq!(tables.saved_queues(None)?.len(), 1, "the history of another instance stays");
            tables.forget_history(&id(SALES))?;
            assert_eq!(tables.saved_queues(None)?, []);
            assert_eq!(tables.archive_runs(None)?, []);
            assert_eq!(tables.newest_lines(None, 10)?, []);
            assert_eq!(tables.open_replacements()?, []);
            Ok(())
        })
        .unwrap();
}
