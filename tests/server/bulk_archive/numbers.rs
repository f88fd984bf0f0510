//! Runs act only on the number that they belong to, and only while it is read as the linked one.

use std::sync::Mutex;

use instance_desk::green_api::Failure;
use instance_desk::practice::Fault;
use instance_desk::store::ChatState;
use instance_desk::work::bulk_archive::{ArchivePause, ArchivePhase, ArchiveProgress, Signals};

use super::desk::{Desk, SALES, chats, selected};

const CHATS: usize = 6;

/// Returns answers of getSettings that name no linked number.
fn that_name_none() -> Vec<Fault> {
    let bodies = [r#"{"wid": ""}"#, r#"{"wid": null}"#, "{}", r#"{"wid": "@c.us"}"#, r#"{"wid": 7}"#, "[]"];
    let status = |status| Fault::Status { status, content_type: String::new(), body: String::new() };
    let mut all = vec![Fault::Html, Fault::Null, Fault::BareFalse, Fault::BadGateway, status(403), status(429)];
    all.extend(bodies.map(|body| Fault::Body(body.to_owned())));
    all
}

#[tokio::test]
async fn nothing_is_changed_while_no_number_is_known_to_be_linked() {
    for fault in that_name_none() {
        for before in [0, 1, 4] {
            let desk = Desk::with(chats(CHATS)).await;
            let run = desk.begin(selected(CHATS)).await;
            let signals = Signals::default();
            let break_after = |changing| {
                if changing == before {
                    desk.control.fault("getSettings", fault.clone(), u32::MAX);
                }
            };
            break_after(0);
            let told = |progress: &ArchiveProgress| match &progress.phase {
                ArchivePhase::Changing { position } => break_after(*position),
                ArchivePhase::WaitingForNetwork { .. } => signals.pause.cancel(),
                _ => {}
            };
            let ended = desk.carry_on(run, &signals, told).await.phase;
            assert!(matches!(ended, ArchivePhase::Paused(_)), "{fault:?}: {ended:?}");
            assert_eq!(desk.asked("archiveChat").len(), before as usize, "{fault:?}");
            desk.control.clear_faults();
            assert_eq!(desk.ends(run).await, ArchivePhase::Ended, "{fault:?}");
            assert_eq!(desk.states(run).await, vec![ChatState::Changed; CHATS], "{fault:?}");
            assert_eq!(desk.asked("archiveChat").len(), CHATS, "{fault:?}");
        }
    }
}

#[tokio::test]
async fn a_run_waits_until_the_settings_name_a_number() {
    let desk = Desk::at_pace(chats(1), 0.001).await;
    desk.control.set_limits(false);
    let run = desk.begin(selected(1)).await;
    desk.control.fault("getSettings", Fault::Body(r#"{"wid": ""}"#.to_owned()), 3);
    let waits = Mutex::new(Vec::new());
    let told = |progress: &ArchiveProgress| {
        if let ArchivePhase::WaitingForNetwork { failure, .. } = &progress.phase {
            waits.lock().unwrap().push(failure.clone());
        }
    };
    assert_eq!(desk.carry_on(run, &Signals::default(), told).await.phase, ArchivePhase::Ended);
    assert_eq!(waits.into_inner().unwrap(), vec![Failure::NumberNotNamed; 3]);
}

#[tokio::test]
async fn a_number_that_is_linked_in_the_middle_of_a_run_is_noticed_without_a_failure() {
    let desk = Desk::with(chats(CHATS)).await;
    let run = desk.begin(selected(CHATS)).await;
    let told = |progress: &ArchiveProgress| {
        if progress.phase == (ArchivePhase::Changing { position: 3 }) {
            desk.control.set_state(SALES, "notAuthorized");
            desk.control.authorize(SALES, "79990000002@c.us");
        }
    };
    let ended = desk.carry_on(run, &Signals::default(), told).await.phase;
    let other = ArchivePause::OtherNumber { linked: "79990000002".into() };
    assert_eq!(ended, ArchivePhase::Paused(other));
    assert_eq!(desk.asked("archiveChat").len(), 3);
}
