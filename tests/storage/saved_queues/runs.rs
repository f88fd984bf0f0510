//! Stored runs and their claims.

use instance_desk::green_api::ArchiveDirection;
use instance_desk::store::{
    ArchiveRun, ArchiveRunId, ChatState, Claim, ClaimPurpose, Database, NewArchiveItem, NewArchiveRun, Tables,
};
use rusqlite::Connection;

use super::{SALES, database, id};

fn begin(tables: &mut Tables, chats: usize) -> ArchiveRunId {
    let chat = |number| NewArchiveItem {
        chat: format!("7999204{number:04}@c.us"),
        name: "Анна".into(),
        was: None,
        state: ChatState::Waiting,
    };
    let chats = (0..chats).map(chat).collect();
    let new = NewArchiveRun { instance: id(SALES), direction: ArchiveDirection::Archive, chats };
    tables.begin_archive_run(&new).unwrap()
}

fn run(database: &Database, job: impl FnOnce(&mut Tables) + Send + 'static) {
    database.run_blocking(|tables| Ok(job(tables))).unwrap();
}

#[test]
fn a_claimed_run_that_cannot_be_read_is_not_under_way() {
    let (_dir, database) = database();
    let path = database.path().to_owned();
    run(&database, move |tables| {
        let run = begin(tables, 1);
        let file = Connection::open(path).unwrap();
        file.execute_batch(&format!("UPDATE archive_runs SET begun_at = {}", i64::MAX)).unwrap();
        tables.claim_archive_run(run, ClaimPurpose::Verify).unwrap_err();
        file.execute_batch("UPDATE archive_runs SET begun_at = 0").unwrap();
        let claimed = tables.claim_archive_run(run, ClaimPurpose::Verify).unwrap();
        assert!(matches!(claimed, Claim::Claimed(ArchiveRun { under_way: true, .. })), "{claimed:?}");
    });
}
