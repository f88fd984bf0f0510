//! Pause, stop, abort, and the state that an ended program left.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{ArchiveDirection, Messenger};
use instance_desk::practice::{Fault, Gate};
use instance_desk::store::{ChatState, Claim, ClaimPurpose, Database, DatabaseFailure, Folders};
use instance_desk::work::bulk_archive::{ArchivePause, ArchivePhase, ArchiveProgress, Signals, Verifying};

use super::desk::{Desk, SUPPORT, chat, chats, selected};

async fn until_asked(desk: &Desk, times: usize) {
    while desk.control.requests_of("archiveChat").len() < times {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_lets_the_answers_come_and_giving_up_reads_back_later() {
    for give_up in [false, true] {
        let desk = Arc::new(Desk::with(chats(40)).await);
        let run = desk.begin(selected(40)).await;
        let answers = Gate::default();
        desk.control.fault("archiveChat", Fault::Hold(answers.clone()), u32::MAX);
        let signals = Signals::default();
        let (other, given) = (desk.clone(), signals.clone());
        let running = tokio::spawn(async move { other.carry_on(run, &given, |_| {}).await });
        until_asked(&desk, 3).await;
        assert_eq!(desk.ends(run).await, ArchivePhase::Busy, "a second click asks for nothing");
        assert_eq!(desk.database.run(move |tables| tables.retry_failed_chats(run)).await.unwrap(), 0);
        if give_up {
            signals.give_up.cancel();
        } else {
            signals.pause.cancel();
            answers.open();
        }
        let last = running.await.unwrap();
        assert_eq!(last.phase, ArchivePhase::Paused(ArchivePause::ByHand));
        assert_eq!((last.counts.changing, last.counts.unknown > 0), (0, give_up));
        assert_eq!(last.counts, desk.counts(run).await);
        assert!(last.counts.waiting > 30, "{last:?}");
        desk.control.clear_faults();
        assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
        assert_eq!(desk.states(run).await, vec![ChatState::Changed; 40]);
        assert_eq!(desk.asked("archiveChat").len(), 40, "none twice");
        assert_eq!(desk.asked("getContactInfo").len() as u32, last.counts.unknown);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_task_left_when_it_was_aborted_is_read_back_before_anything_else_is_asked() {
    let desk = Arc::new(Desk::with(chats(20)).await);
    let run = desk.begin(selected(20)).await;
    desk.control.fault("archiveChat", Fault::Hold(Gate::default()), 3);
    desk.control.fault("archiveChat", Fault::Hang, 2);
    let other = desk.clone();
    let running = tokio::spawn(async move { other.carry_on(run, &Signals::default(), |_| {}).await });
    until_asked(&desk, 5).await;
    running.abort();
    let _ = running.await;
    let before = desk.control.requests().len();
    let ended = loop {
        match desk.ends(run).await {
            // The aborted task releases its claim a moment later.
            ArchivePhase::Busy => tokio::time::sleep(Duration::from_millis(5)).await,
            ended => break ended,
        }
    };
    assert_eq!(ended, ArchivePhase::Ended);
    let after: Vec<String> = desk.control.requests()[before..].iter().map(|seen| seen.method.clone()).collect();
    // The linked number is read first, and without a pace before each request.
    assert_eq!(after[0], "getSettings");
    let others: Vec<&String> = after.iter().filter(|method| *method != "getSettings").collect();
    let reads = others.iter().filter(|method| **method == "getContactInfo").count();
    assert!(reads >= 5 && others[..reads].iter().all(|method| *method == "getContactInfo"), "{after:?}");
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 20]);
    let asked = desk.asked("archiveChat");
    // Of the first five to arrive, three were done without a response and two were not done.
    let not_done = &asked[3..5];
    for number in 0..20 {
        let times = asked.iter().filter(|asked| **asked == chat(number)).count();
        assert_eq!(times, if not_done.contains(&chat(number)) { 2 } else { 1 }, "chat {number}: {asked:?}");
    }
}

#[tokio::test]
async fn a_stopped_run_keeps_what_waits_and_offers_it_no_more() {
    let desk = Desk::with(chats(3)).await;
    let run = desk.begin(selected(3)).await;
    let signals = Signals::default();
    signals.pause.cancel();
    assert_eq!(desk.carry_on(run, &signals, |_| {}).await.phase, ArchivePhase::Paused(ArchivePause::ByHand));
    assert!(desk.listed(run).await.is_unfinished());
    desk.database.run(move |tables| tables.stop_archive_run(run)).await.unwrap();
    let listed = desk.listed(run).await;
    assert!(!listed.is_unfinished() && listed.stopped && listed.counts.waiting == 3);
    assert!(desk.control.requests().is_empty());
    assert_eq!(desk.undo(run).await, None, "it has changed nothing");
    // A stopped run can still be continued on request.
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert!(!desk.listed(run).await.stopped);
}

#[tokio::test]
async fn a_run_that_is_not_there_is_gone() {
    let desk = Desk::with(chats(1)).await;
    let nowhere = instance_desk::store::ArchiveRunId(99);
    assert_eq!(desk.ends(nowhere).await, ArchivePhase::Gone);
    assert_eq!(desk.undo(nowhere).await, None);
    assert_eq!(desk.verify(nowhere).await, [Verifying::Gone]);
    let run = desk.begin(selected(1)).await;
    let elsewhere = desk.at(SUPPORT, Messenger::WhatsApp);
    let ended = desk.carry_on_at(&elsewhere, run, &Signals::default(), |_| {}).await;
    assert_eq!(ended.phase, ArchivePhase::Gone, "another instance has its own chats");
    assert!(desk.control.requests().is_empty());
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
}

#[tokio::test]
async fn two_programs_never_archive_for_one_instance_at_once() {
    let desk = Desk::with(chats(4)).await;
    let (first, second) = (desk.begin(selected(2)).await, desk.begin(selected(4)).await);
    let other = Database::new(&Folders::in_dir(desk.dir.path()));
    let held = other.run(move |tables| tables.claim_archive_run(first, ClaimPurpose::CarryOn)).await.unwrap();
    assert!(matches!(held, Claim::Claimed(run) if run.id == first && run.direction == ArchiveDirection::Archive));
    assert!(desk.listed(first).await.under_way);
    assert_eq!(desk.ends(first).await, ArchivePhase::Busy);
    assert_eq!(desk.ends(second).await, ArchivePhase::Busy, "the instance's pace is one");
    assert_eq!(desk.verify(second).await, [Verifying::Busy]);
    other.run(move |tables| tables.release_archive_run(first)).await.unwrap();
    assert_eq!(desk.ends(second).await, ArchivePhase::Ended);
    assert_eq!(desk.ends(first).await, ArchivePhase::Ended);
    assert_eq!(desk.counts(first).await.already_so, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_written_down_is_not_asked_for() {
    let desk = Desk::with(chats(30)).await;
    let run = desk.begin(selected(30)).await;
    let locked = Mutex::new(None);
    let lock = |path: &Path| {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection.busy_timeout(Duration::from_secs(10)).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        connection
    };
    // Locking in the middle: results that arrive then cannot be recorded either, and are read back later.
    let told = |progress: &ArchiveProgress| {
        let mut locked = locked.lock().unwrap();
        if progress.counts.changed >= 10 && locked.is_none() {
            *locked = Some(lock(desk.database.path()));
        }
    };
    let paused = desk.carry_on(run, &Signals::default(), told).await;
    assert_eq!(paused.phase, ArchivePhase::Paused(ArchivePause::NotRecorded(DatabaseFailure::Locked)));
    let asked = desk.asked("archiveChat").len();
    assert!((10..30).contains(&asked), "{asked}");
    assert_eq!(desk.ends(run).await, ArchivePhase::Paused(ArchivePause::NotRecorded(DatabaseFailure::Locked)));
    assert_eq!(desk.asked("archiveChat").len(), asked);
    drop(locked);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 30]);
    assert_eq!(desk.asked("archiveChat").len(), 30, "none twice");
}
