//! The journal has each change to a server before the request leaves, and its outcome afterwards.

use std::sync::{Arc, Mutex};

use instance_desk::green_api::{ArchiveChat, ChatId, Failure, GetStateInstance, Messenger, NotRecorded, Reboot};
use instance_desk::practice::{Fault, InstanceSeed};
use instance_desk::store::{Database, Folders, JournalFilter, JournalRow, Outcome, Why};
use instance_desk::work::Recorder;
use instance_desk::work::clear_queue::{
    self, Access, ClearEnding, ClearQueue, CopyPlace, Recording, Rest, TRUST_COUNT_AFTER,
};
use tokio_util::sync::CancellationToken;

use super::{SALES, database, entry, id, practice, text};
use crate::newest_lines::NewestLines as _;

async fn lines(database: &Database) -> Vec<JournalRow> {
    database.run(|tables| tables.newest_lines(None, 100)).await.unwrap()
}

#[tokio::test]
async fn every_change_has_a_line_with_its_outcome_and_no_token() {
    let (_dir, database) = database();
    let (server, client, credentials) = practice(Vec::new()).await;
    let (recorder, cancel) = (Recorder::Database(database.clone()), CancellationToken::new());
    let chat_id = ChatId::parse("79992047718", Messenger::WhatsApp).unwrap();

    recorder.call(&client, &credentials, &GetStateInstance, &cancel).await.outcome.unwrap();
    recorder.call(&client, &credentials, &Reboot, &cancel).await.outcome.unwrap();
    let archive = ArchiveChat { chat_id };
    recorder.call(&client, &credentials, &archive, &cancel).await.outcome.unwrap_err();
    server.control().fault("reboot", Fault::DropAfterEffect, 1);
    recorder.call(&client, &credentials, &Reboot, &cancel).await.outcome.unwrap_err();
    server.stop();
    cancel.cancel();
    recorder.call(&client, &credentials, &Reboot, &cancel).await.outcome.unwrap_err();

    let lines = lines(&database).await;
    let what: Vec<_> = lines.iter().map(|line| line.method.name()).collect();
    assert_eq!(what, ["reboot", "reboot", "archiveChat", "reboot"], "newest first; reading leaves no line");
    assert_eq!(lines[0].outcome, Outcome::NotSent(Why::named("Cancelled")));
    assert_eq!(lines[1].outcome, Outcome::Unknown(Why::named("ConnectionLost")));
    assert!(matches!(&lines[2].outcome, Outcome::Refused(why) if !why.said.is_empty()), "{:?}", lines[2]);
    assert_eq!(lines[2].asked, r#"{"chatId":"79992047718@c.us"}"#);
    assert_eq!(lines[3].outcome, Outcome::Done);
    assert!(lines.iter().all(|line| line.instance == id(SALES) && line.ended.unwrap() >= line.begun));
    assert!(!format!("{lines:?}").contains(&InstanceSeed::fixed_token(SALES)));
}

#[tokio::test]
async fn the_line_is_there_before_the_request_leaves() {
    let (_dir, database) = database();
    let (server, client, credentials) = practice(Vec::new()).await;
    server.control().fault("reboot", Fault::Hang, 1);
    let (recorder, cancel) = (Recorder::Database(database.clone()), CancellationToken::new());
    let stopped = cancel.clone();
    let asking = tokio::spawn(async move { recorder.call(&client, &credentials, &Reboot, &stopped).await });
    while server.control().requests_of("reboot").is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(lines(&database).await[0].outcome, Outcome::UnderWay);
    cancel.cancel();
    asking.await.unwrap();
    assert_eq!(lines(&database).await[0].outcome, Outcome::Unknown(Why::named("Cancelled")));
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let dir = tempfile::TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    // A file occupies the path of the folder.
    std::fs::write(&folders.data, "taken").unwrap();
    let database = Database::new(&folders);
    let recorder = Recorder::Database(database.clone());
    let (server, client, credentials) = practice(vec![text(1)]).await;
    let cancel = CancellationToken::new();
    let answer = recorder.call(&client, &credentials, &Reboot, &cancel).await;
    let failure = answer.outcome.unwrap_err();
    assert!(matches!(failure, Failure::NotRecorded(NotRecorded::Other { .. })), "{failure:?}");
    assert!(answer.exchange.is_none() && failure.was_not_sent() && !failure.is_outcome_unknown());

    let last = Arc::new(Mutex::new(None));
    let machine = ClearQueue::new(CopyPlace::Nowhere, Rest::NotExpected, Recording::None, TRUST_COUNT_AFTER);
    let progress = clear_queue::ClearProgress::new(machine);
    let report = |progress: clear_queue::ClearProgress| *last.lock().unwrap() = Some(progress);
    let access = Access { client, credentials, name: String::new(), database, recorder, together: None };
    clear_queue::run(&access, progress, &cancel, report).await;
    let ended = last.lock().unwrap().take().unwrap();
    assert!(matches!(ended.machine.ending(), Some(ClearEnding::Refused(Failure::NotRecorded(_)))));
    assert!(server.control().requests().is_empty());
    assert_eq!(server.control().queue(SALES).len(), 1);
}

#[tokio::test]
async fn who_has_kept_it_elsewhere_may_ask_all_the_same() {
    let dir = tempfile::TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    std::fs::write(&folders.data, "taken").unwrap();
    let recorder = Recorder::Database(Database::new(&folders)).if_possible();
    let (server, client, credentials) = practice(vec![text(1)]).await;
    let cancel = CancellationToken::new();
    recorder.call(&client, &credentials, &Reboot, &cancel).await.outcome.unwrap();
    assert_eq!(server.control().requests_of("reboot").len(), 1);

    // A database that works is written as usual.
    let (_dir, database) = database();
    let recorder = Recorder::Database(database.clone()).if_possible();
    recorder.call(&client, &credentials, &Reboot, &cancel).await.outcome.unwrap();
    assert_eq!(lines(&database).await[0].outcome, Outcome::Done);
}

#[test]
fn lines_are_listed_by_instance_the_newest_first() {
    let (_dir, database) = database();
    let lines = database.run_blocking(|tables| {
        for number in 0..25 {
            let mut entry = entry("archiveChat", &number.to_string());
            entry.instance = id(if number % 5 == 0 { "1101822940" } else { SALES });
            let line = tables.begin_entry(&entry)?;
            tables.end_entry(line, &Outcome::Done)?;
        }
        assert_eq!(tables.journal_page(&JournalFilter::default(), 1)?.instances, [id("1101822940"), id(SALES)]);
        tables.newest_lines(Some(&id(SALES)), 8)
    });
    let numbers: Vec<u32> = lines.unwrap().iter().map(|line| line.asked.parse().unwrap()).collect();
    assert_eq!(numbers, [24, 23, 22, 21, 19, 18, 17, 16]);
}

#[test]
fn what_an_ended_program_left_under_way_is_unknown() {
    let (dir, first) = database();
    first.run_blocking(|tables| tables.begin_entry(&entry("reboot", ""))).unwrap();
    let second = Database::new(&Folders::in_dir(dir.path()));
    let outcome = |database: &Database| {
        database.run_blocking(|tables| Ok(tables.newest_lines(None, 1)?.remove(0).outcome)).unwrap()
    };
    assert_eq!(outcome(&second), Outcome::UnderWay, "the first program is still there");
    drop((first, second));
    let asked = std::time::Instant::now();
    while outcome(&Database::new(&Folders::in_dir(dir.path()))) == Outcome::UnderWay {
        assert!(asked.elapsed().as_secs() < 10);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let third = Database::new(&Folders::in_dir(dir.path()));
    assert_eq!(outcome(&third), Outcome::Unknown(Why::named(Why::PROGRAM_ENDED)));
    let noted = third.run_blocking(|tables| {
        let row = tables.newest_lines(None, 1)?.remove(0);
        tables.note_interrupted(row.id)?;
        Ok((tables.newest_lines(None, 1)?.remove(0).ended, tables.interrupted(Some(&id(SALES)))?.len()))
    });
    assert_eq!(noted.unwrap(), (None, 0), "the time at which it ended is not known");
}
