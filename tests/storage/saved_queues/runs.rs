//! Stored runs: their claims, and the counts in a list of runs.

use std::path::Path;
use std::time::Duration;

use instance_desk::green_api::ArchiveDirection;
use instance_desk::store::{
    ArchiveCounts, ArchiveRun, ArchiveRunId, ChatState, Claim, ClaimPurpose, Database, Folders, NewArchiveItem,
    NewArchiveRun, ResendCounts, ResendItemState, ResendRunId, Tables, Why,
};
use rusqlite::Connection;

use super::{SALES, database, id, save, text};

fn begin(tables: &mut Tables, chats: usize) -> ArchiveRunId {
    let chat = |number| NewArchiveItem {
        chat: format!("7999204{number:04}@c.us"),
        name: "Анна".into(),
        was: None,
        state: ChatState::Waiting,
    };
    let chats = (0..chats).map(chat).collect();
    let new = NewArchiveRun { instance: id(SALES), direction: ArchiveDirection::Archive, number: None, chats };
    tables.begin_archive_run(&new).unwrap()
}

/// Claims the run, sets its first chats to these states, and releases it.
fn carry_on(tables: &mut Tables, run: ArchiveRunId, states: &[ChatState]) {
    assert!(matches!(tables.claim_archive_run(run, ClaimPurpose::CarryOn).unwrap(), Claim::Claimed(_)));
    let found: Vec<_> = (1..).zip(states.iter().cloned()).collect();
    tables.find_chats(run, &found, &[]).unwrap();
    tables.release_archive_run(run).unwrap();
}

fn run(database: &Database, job: impl FnOnce(&mut Tables) + Send + 'static) {
    let job = |tables: &mut Tables| {
        job(tables);
        Ok(())
    };
    database.run_blocking(job).unwrap();
}

#[test]
fn a_claimed_run_that_cannot_be_read_is_not_under_way() {
    let (_dir, database) = database();
    let path = database.path().to_owned();
    run(&database, move |tables| {
        let run = begin(tables, 1);
        let file = Connection::open(path).unwrap();
        file.execute_batch("UPDATE archive_runs SET number = CAST(x'ff' AS TEXT)").unwrap();
        tables.claim_archive_run(run, ClaimPurpose::Verify).unwrap_err();
        file.execute_batch("UPDATE archive_runs SET number = NULL").unwrap();
        let claimed = tables.claim_archive_run(run, ClaimPurpose::Verify).unwrap();
        assert!(matches!(claimed, Claim::Claimed(ArchiveRun { under_way: true, .. })), "{claimed:?}");
    });
}

#[test]
fn a_run_and_its_items_are_read_as_far_as_they_can_be() {
    let (_dir, database) = database();
    let path = database.path().to_owned();
    let queue = save(&database, (0..2).map(text).collect());
    run(&database, move |tables| {
        let first = begin(tables, 3);
        let resend = tables.begin_resend_run(queue, &[1, 2]).unwrap().unwrap();
        begin(tables, 1);
        let file = Connection::open(path).unwrap();
        for odd in ["begun_at = 9223372036854775807", "ended_at = 9223372036854775807", "counts = 'x'"] {
            file.execute_batch(&format!("UPDATE archive_runs SET {odd} WHERE id <> {}", first.0)).unwrap();
            let runs = tables.archive_runs(None).unwrap();
            assert_eq!(runs.iter().map(|run| run.counts.waiting).collect::<Vec<_>>(), [1, 3], "{odd}");
        }
        // A run of no instance is in no list.
        file.execute_batch(&format!("UPDATE archive_runs SET instance = 'no number' WHERE id <> {}", first.0)).unwrap();
        let runs = tables.archive_runs(None).unwrap();
        assert_eq!(runs.iter().map(|run| run.id).collect::<Vec<_>>(), [first]);
        file.execute_batch(
            "UPDATE archive_items SET changed_at = 9223372036854775807 WHERE place = 2;
             UPDATE send_items SET changed_at = 9223372036854775807 WHERE place = 2",
        )
        .unwrap();
        // Otherwise a run would end, or count as compared, without this item.
        assert_eq!(tables.archive_items(first).unwrap().len(), 3);
        assert_eq!(tables.archive_items_in(first, &[ChatState::Waiting]).unwrap().len(), 3);
        assert_eq!(tables.resend_items(resend).unwrap().len(), 2);
        file.execute_batch("UPDATE send_runs SET begun_at = 9223372036854775807, counts = '{'").unwrap();
        assert_eq!(tables.resend_runs(None).unwrap()[0].counts.waiting, 2);
        tables.interrupted(None).unwrap();
    });
}

#[test]
fn a_session_that_is_none_blocks_no_run() {
    for session in ["CAST(x'ff' AS TEXT)", "''", "'.'"] {
        let (dir, database) = database();
        let path = database.path().to_owned();
        let queue = save(&database, (0..2).map(text).collect());
        run(&database, move |tables| {
            let [odd, other] = [(); 2].map(|()| begin(tables, 1));
            tables.begin_resend_run(queue, &[1, 2]).unwrap().unwrap();
            let file = Connection::open(path).unwrap();
            let change = format!(
                "UPDATE archive_runs SET session = {session} WHERE id = {};
                 UPDATE archive_items SET state = 'changing' WHERE run = {0};
                 UPDATE send_runs SET session = {session}",
                odd.0
            );
            file.execute_batch(&change).unwrap();
            carry_on(tables, other, &[ChatState::Changed]);
        });
        assert!(database.close(Duration::from_secs(30)));
        let database = Database::new(&Folders::in_dir(dir.path()));
        run(&database, move |tables| {
            let runs = tables.archive_runs(None).unwrap();
            let states: Vec<_> = runs.iter().map(|run| (run.under_way, run.counts.unknown)).collect();
            assert_eq!(states, [(false, 0), (false, 1)], "{session}: the request of the first was cut off");
            let resends = tables.resend_runs(None).unwrap();
            assert_eq!(resends.iter().map(|run| run.under_way).collect::<Vec<_>>(), [false], "{session}");
        });
    }
}

#[test]
fn a_run_stays_under_way_while_the_file_is_reopened() {
    let (_dir, database) = database();
    let claimed = database.run_blocking(|tables| {
        let run = begin(tables, 1);
        assert!(matches!(tables.claim_archive_run(run, ClaimPurpose::CarryOn)?, Claim::Claimed(_)));
        Ok(run)
    });
    let claimed = claimed.unwrap();
    database.run_blocking::<()>(|_| panic!("on purpose")).unwrap_err();
    run(&database, move |tables| {
        assert!(tables.archive_runs(None).unwrap()[0].under_way);
        let again = tables.claim_archive_run(claimed, ClaimPurpose::CarryOn).unwrap();
        assert_eq!(again, Claim::Busy);
        tables.release_archive_run(claimed).unwrap();
        assert!(!tables.archive_runs(None).unwrap()[0].under_way);
    });
}

#[test]
fn a_list_of_released_runs_reads_no_items() {
    let (_dir, database) = database();
    let path = database.path().to_owned();
    run(&database, move |tables| {
        let done = begin(tables, 3);
        carry_on(tables, done, &[ChatState::Changed, ChatState::NotInContacts, ChatState::AlreadySo]);
        let undo = tables.undo_archive_run(done, None).unwrap().unwrap();
        carry_on(tables, undo, &[ChatState::Failed(Why::default())]);
        let listed = tables.archive_runs(None).unwrap();
        Connection::open(path).unwrap().execute_batch("DELETE FROM archive_items").unwrap();
        assert_eq!(tables.archive_runs(None).unwrap(), listed);
        assert_eq!((listed[0].counts.failed, listed[1].counts.total(), listed[1].to_undo), (1, 3, 1));
    });
}

type Counted = (Vec<(ArchiveRunId, ArchiveCounts, u32)>, Vec<(ResendRunId, ResendCounts)>);

fn counts(tables: &mut Tables) -> Counted {
    let archive_runs = tables.archive_runs(None).unwrap().into_iter().map(|run| (run.id, run.counts, run.to_undo));
    let resends = tables.resend_runs(None).unwrap().into_iter().map(|run| (run.id, run.counts));
    (archive_runs.collect(), resends.collect())
}

/// Asserts that the listed counts are those in a copy of the file without stored ones.
fn assert_counts(tables: &mut Tables, path: &Path) {
    let (_dir, copy) = database();
    std::fs::create_dir_all(copy.path().parent().unwrap()).unwrap();
    Connection::open(path).unwrap().execute("VACUUM INTO ?1", [copy.path().to_str()]).unwrap();
    let file = Connection::open(copy.path()).unwrap();
    file.execute_batch("UPDATE archive_runs SET counts = NULL; UPDATE send_runs SET counts = NULL").unwrap();
    let counted = copy.run_blocking(|tables| Ok(counts(tables))).unwrap();
    assert_eq!(counts(tables), counted);
}

#[test]
fn stored_counts_are_those_of_the_items_after_every_change() {
    let (_dir, database) = database();
    let path = database.path().to_owned();
    let queue = save(&database, (0..3).map(text).collect());
    run(&database, move |tables| {
        let check = |tables: &mut Tables| assert_counts(tables, &path);
        let changed = begin(tables, 4);
        check(tables);
        carry_on(tables, changed, &[ChatState::Changed, ChatState::Changed, ChatState::NotInContacts]);
        check(tables);
        assert_eq!(tables.retry_failed_chats(changed).unwrap(), 1);
        check(tables);
        tables.stop_archive_run(changed).unwrap();
        let undo = tables.undo_archive_run(changed, None).unwrap().unwrap();
        check(tables);
        carry_on(tables, undo, &[ChatState::Changed]);
        check(tables);
        tables.stop_archive_run(undo).unwrap();
        check(tables);
        tables.claim_archive_run(undo, ClaimPurpose::CarryOn).unwrap();
        check(tables);
        tables.find_chats(undo, &[(2, ChatState::Changed)], &[]).unwrap();
        check(tables);
        tables.release_archive_run(undo).unwrap();
        check(tables);
        Connection::open(&path).unwrap().execute("DELETE FROM archive_runs WHERE id = ?1", [undo.0]).unwrap();
        check(tables);

        let first = tables.begin_resend_run(queue, &[1, 2]).unwrap().unwrap();
        tables.claim_resend_run(first, "79990001122").unwrap();
        tables.end_send(first, 1, &ResendItemState::Failed(Why::default()), None).unwrap();
        tables.end_send(first, 2, &ResendItemState::Unknown(Why::default()), None).unwrap();
        tables.release_resend_run(first).unwrap();
        check(tables);
        tables.begin_resend_run(queue, &[1, 3]).unwrap().unwrap();
        check(tables);
        tables.begin_resend_run_once_more(queue, &[2]).unwrap().unwrap();
        check(tables);
        assert_eq!(counts(tables).1.last(), Some(&(first, ResendCounts::default())));
    });
}
