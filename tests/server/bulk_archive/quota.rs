//! A plan whose monthly quota of getContactInfo is used up.

use std::time::Duration;

use instance_desk::practice::{Chat, Fault, Quota};
use instance_desk::store::ChatState;
use instance_desk::work::bulk_archive::{ArchivePhase, ArchiveProgress, Signals, Verifying};
use serde_json::json;

use super::desk::{Desk, SALES, chat, chats, selected};

fn used_up(desk: &Desk, method: &str) {
    desk.control.fault(method, Fault::Quota(Quota::Flat), u32::MAX);
}

#[tokio::test]
async fn the_run_goes_on_and_reads_the_list_once_it_shows_the_change() {
    let desk = Desk::at_pace(chats(6), 0.01).await;
    desk.control.set_limits(false);
    desk.control.set_chats_lagging(SALES, true);
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    desk.control.fault("archiveChat", Fault::DropConnection, 1);
    used_up(&desk, "getContactInfo");
    let run = desk.begin(selected(6)).await;
    let told = |progress: &ArchiveProgress| {
        if let ArchivePhase::WaitingForList { .. } = progress.phase {
            assert_eq!((progress.counts.waiting, progress.counts.changed, progress.counts.unknown), (0, 4, 2));
            assert!(desk.control.requests_of("getChats").is_empty(), "the list is not read too soon");
            // The client waits a hundredth of real time; the server's minute passes at once.
            desk.control.advance(Duration::from_secs(61));
        }
    };
    assert_eq!(desk.carry_on(run, &Signals::default(), told).await.phase, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 6]);
    assert_eq!(desk.control.requests_of("getContactInfo").len(), 1);
    assert_eq!(desk.control.requests_of("getChats").len(), 1);
    assert_eq!(desk.asked("archiveChat").len(), 7, "the one that was not done is asked for again");
}

#[tokio::test]
async fn a_clock_that_was_set_back_since_the_change_delays_the_list_once() {
    let desk = Desk::at_pace(chats(1), 0.001).await;
    desk.control.set_limits(false);
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    used_up(&desk, "getContactInfo");
    let run = desk.begin(selected(1)).await;
    let signals = Signals::default();
    let told = |progress: &ArchiveProgress| {
        if progress.counts.unknown > 0 {
            signals.pause.cancel();
        }
    };
    desk.carry_on(run, &signals, told).await;
    assert_eq!(desk.counts(run).await.unknown, 1);
    let hours = 8 * 3_600_000;
    let later = format!("UPDATE archive_items SET changed_at = changed_at + {hours}");
    rusqlite::Connection::open(desk.database.path()).unwrap().execute(&later, []).unwrap();
    let ends = tokio::time::timeout(Duration::from_secs(60), desk.ends(run)).await;
    assert_eq!(ends, Ok(ArchivePhase::Ended));
    assert_eq!(desk.states(run).await, [ChatState::Changed]);
}

#[tokio::test]
async fn a_limit_of_the_messenger_is_no_other() {
    let desk = Desk::with(chats(3)).await;
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    desk.control.fault("getContactInfo", Fault::CheckLimit, u32::MAX);
    let run = desk.begin(selected(3)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 3]);
}

#[tokio::test]
async fn where_the_list_is_used_up_too_the_chat_stays_unknown_and_the_run_ends() {
    let desk = Desk::with(chats(3)).await;
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    used_up(&desk, "getContactInfo");
    used_up(&desk, "getChats");
    let run = desk.begin(selected(3)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let counts = desk.counts(run).await;
    assert_eq!((counts.changed, counts.unknown), (2, 1));
}

#[tokio::test]
async fn verifying_reads_the_list_once_and_tells_what_is_not_in_it() {
    let desk = Desk::with(chats(3)).await;
    let run = desk.begin(selected(3)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    used_up(&desk, "getContactInfo");
    desk.control.set_chat(SALES, Chat::person(chat(2), ""));
    let listed = json!([{"id": chat(1), "archive": true}, {"id": chat(2), "archive": false}]);
    desk.control.fault("getChats", Fault::Body(listed.to_string()), u32::MAX);
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Partly { unread: 1 }));
    assert_eq!(desk.states(run).await, [ChatState::Changed, ChatState::Changed, ChatState::NotSeen]);
    assert_eq!(desk.control.requests_of("getChats").len(), 1);
}
