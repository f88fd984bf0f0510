//! After a run: the actual result on the server, retries, and undo.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use instance_desk::green_api::{ArchiveDirection, ChatId, CheckWhatsapp, Failure, Messenger};
use instance_desk::practice::{Chat, Fault};
use instance_desk::store::ChatState;
use instance_desk::work::bulk_archive::{ArchiveCandidate, ArchivePhase, ArchiveProgress, Signals, Verifying};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::desk::{Desk, SALES, candidate, chat, chats, selected};

fn status(status: u16) -> Fault {
    Fault::Status { status, content_type: "text/plain".into(), body: "no".into() }
}

#[tokio::test]
async fn verifying_finds_what_the_server_said_it_did_and_did_not() {
    let desk = Desk::with(chats(12)).await;
    let run = desk.begin(selected(12)).await;
    let armed = AtomicBool::new(false);
    let told = |progress: &ArchiveProgress| {
        if progress.counts.changed == 4 && !armed.swap(true, Ordering::SeqCst) {
            desk.control.fault("archiveChat", Fault::ArchiveDoesNothing, 2);
        }
    };
    assert_eq!(desk.carry_on(run, &Signals::default(), told).await.phase, ArchivePhase::Ended);
    assert_eq!(desk.counts(run).await.changed, 12, "the server said yes each time");
    assert_eq!(desk.verify(run).await, [Verifying::ReadingList, Verifying::Done]);
    let counts = desk.counts(run).await;
    assert_eq!((counts.changed, counts.not_seen), (10, 2));
    assert!(desk.listed(run).await.verified.is_some());
    let items = desk.items(run).await;
    let missed: Vec<usize> = (0..12).filter(|number| items[*number].state == ChatState::NotSeen).collect();
    assert!(missed.iter().all(|number| !desk.is_archived(*number)), "{missed:?}");

    // Archive the missed chats now: verifying again sees them.
    for number in missed {
        desk.control.set_chat(SALES, Chat::person(chat(number), "").archived());
    }
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    assert_eq!(desk.counts(run).await.changed, 12);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.listed(run).await.verified, None, "carried on, it is to be verified anew");
}

#[tokio::test]
async fn verifying_waits_until_the_servers_list_is_renewed() {
    let desk = Desk::at_pace(chats(3), 0.01).await;
    desk.control.set_limits(false);
    desk.control.set_chats_lagging(SALES, true);
    let run = desk.begin(selected(3)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    // The client waits a hundredth of real time; the server's minute passes at once.
    desk.control.advance(Duration::from_secs(61));
    let phases = desk.verify(run).await;
    assert!(
        matches!(phases[..], [Verifying::WaitingForList { .. }, Verifying::ReadingList, Verifying::Done]),
        "{phases:?}"
    );
    assert_eq!(desk.counts(run).await.changed, 3);
}

#[tokio::test]
async fn a_chat_that_is_not_listed_is_read_by_itself() {
    let desk = Desk::with(chats(2)).await;
    // WhatsApp hides this person's number: the request uses a lid, and the list shows the number.
    let check = CheckWhatsapp { chat_id: ChatId::parse(&chat(0), Messenger::WhatsApp).unwrap() };
    let told = desk.client.call(&desk.credentials, &check, &CancellationToken::new()).await.outcome.unwrap();
    let lid = ArchiveCandidate { chat: told.chat_id.unwrap(), name: String::new(), archived: None };
    let run = desk.begin(vec![lid, selected(2).remove(1)]).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let phases = desk.verify(run).await;
    assert_eq!(phases, [Verifying::ReadingList, Verifying::ReadingChats { left: 1 }, Verifying::Done]);
    assert_eq!(desk.counts(run).await.changed, 2);
    desk.control.set_chat(SALES, Chat::person(chat(0), ""));
    desk.verify(run).await;
    assert_eq!(desk.states(run).await, [ChatState::NotSeen, ChatState::Changed]);
}

#[tokio::test]
async fn what_cannot_be_read_leaves_the_run_unverified() {
    let desk = Desk::with(chats(2)).await;
    let run = desk.begin(selected(2)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    desk.control.fault("getChats", Fault::BadGateway, 1);
    let phases = desk.verify(run).await;
    assert!(matches!(phases.last(), Some(Verifying::Failed(Failure::BadGateway(_)))), "{phases:?}");
    assert_eq!(desk.listed(run).await.verified, None);
    assert_eq!(desk.counts(run).await.changed, 2);
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    assert!(desk.listed(run).await.ended.is_some(), "verifying carries nothing on");
}

#[tokio::test]
async fn a_chat_that_nothing_tells_of_leaves_the_run_unverified() {
    let desk = Desk::with(chats(3)).await;
    let run = desk.begin(selected(3)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let listed = json!([{"id": chat(2), "archive": true}]);
    // An answer that may be better the next time is asked for again. It keeps no other chat from being read.
    for (answer, times) in [
        (status(400), 1),
        (status(404), 1),
        (status(500), 3),
        (status(504), 3),
        (Fault::Hang, 3),
        (Fault::DropConnection, 3),
    ] {
        desk.control.fault("getChats", Fault::Body(listed.to_string()), 1);
        desk.control.fault("getContactInfo", answer, times);
        assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Partly { unread: 1 }));
    }
    assert_eq!(desk.listed(run).await.verified, None, "nobody has seen the first chat");
    assert_eq!(desk.counts(run).await.changed, 3, "the server has said so");
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    assert!(desk.listed(run).await.verified.is_some());
}

#[tokio::test]
async fn verifying_waits_for_the_rate_limit_and_ends_when_the_server_is_away() {
    let desk = Desk::with(chats(4)).await;
    let run = desk.begin(selected(4)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let listed = json!([{"id": chat(3), "archive": true}]);
    desk.control.fault("getChats", Fault::Body(listed.to_string()), u32::MAX);
    desk.control.fault("getContactInfo", Fault::RateLimited, 3);
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    for away in [Fault::RateLimited, Fault::BadGateway, Fault::DropConnection] {
        desk.control.clear_faults();
        desk.control.fault("getChats", Fault::Body(listed.to_string()), u32::MAX);
        desk.control.fault("getContactInfo", away.clone(), u32::MAX);
        let phases = desk.verify(run).await;
        assert!(matches!(phases.last(), Some(Verifying::Failed(_))), "{away:?}: {phases:?}");
    }
}

#[tokio::test]
async fn verifying_waits_until_the_linked_number_can_be_read() {
    let desk = Desk::with(chats(4)).await;
    let run = desk.begin(selected(4)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let none = Fault::Body(r#"{"wid": ""}"#.to_owned());
    for answer in [Fault::RateLimited, Fault::BadGateway, Fault::DropConnection, status(500), none] {
        desk.control.fault("getSettings", answer.clone(), 2);
        let phases = desk.verify(run).await;
        assert!(
            matches!(
                phases[..],
                [
                    Verifying::ReadingList,
                    Verifying::WaitingForNumber { .. },
                    Verifying::ReadingList,
                    Verifying::WaitingForNumber { .. },
                    Verifying::ReadingList,
                    Verifying::Done
                ]
            ),
            "{answer:?}: {phases:?}"
        );
        desk.control.fault("getSettings", answer.clone(), u32::MAX);
        assert!(matches!(desk.verify(run).await.last(), Some(Verifying::Failed(_))), "{answer:?}");
        desk.control.clear_faults();
    }
}

#[tokio::test]
async fn verifying_finds_out_what_became_of_unknown_chats() {
    let desk = Desk::with(chats(4)).await;
    let run = desk.begin(vec![candidate(0, Some(false)), candidate(1, None), candidate(2, None)]).await;
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    desk.control.fault("archiveChat", Fault::DropConnection, 1);
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    desk.control.fault("getContactInfo", status(500), u32::MAX);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.counts(run).await.unknown, 3);
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    for (number, item) in desk.items(run).await.into_iter().enumerate() {
        match item.state {
            ChatState::Changed => assert!(desk.is_archived(number) && item.was == Some(false)),
            ChatState::FoundSo => assert!(desk.is_archived(number) && item.was.is_none()),
            ChatState::Failed(_) => assert!(!desk.is_archived(number)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(desk.counts(run).await.failed, 1);
    assert_eq!(desk.asked("archiveChat").len(), 3, "none is asked for again");
}

#[tokio::test]
async fn what_failed_is_tried_again_and_what_is_invalid_is_not() {
    let desk = Desk::with(vec![Chat::person(chat(0), "").silent()]).await;
    let mut candidates = selected(2);
    candidates.push(ArchiveCandidate { chat: "nobody".into(), name: String::new(), archived: None });
    let run = desk.begin(candidates).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let counts = desk.counts(run).await;
    assert_eq!((counts.no_incoming_message, counts.not_in_contacts, counts.invalid), (1, 1, 1));
    // The first person has written since; the second is a contact now.
    desk.control.set_chat(SALES, Chat::person(chat(0), ""));
    desk.control.set_chat(SALES, Chat::person(chat(1), ""));
    assert_eq!(desk.database.run(move |tables| tables.retry_failed_chats(run)).await.unwrap(), 2);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let counts = desk.counts(run).await;
    assert_eq!((counts.changed, counts.invalid), (2, 1));
}

#[tokio::test]
async fn an_undo_that_was_stopped_can_be_finished_and_undone_itself() {
    let desk = Desk::with(chats(6)).await;
    let run = desk.begin(selected(6)).await;
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let undo = desk.undo(run).await.unwrap();
    let signals = Signals::default();
    let told = |progress: &ArchiveProgress| {
        if progress.counts.changed == 1 {
            signals.pause.cancel();
        }
    };
    desk.control.fault("unarchiveChat", Fault::Delay(Duration::from_millis(100)), u32::MAX);
    desk.carry_on(undo, &signals, told).await;
    desk.control.clear_faults();
    desk.database.run(move |tables| tables.stop_archive_run(undo)).await.unwrap();
    let undone = desk.counts(undo).await.changed;
    assert!((1..6).contains(&undone), "{undone}");
    let rest = desk.undo(run).await.unwrap();
    assert_eq!(desk.counts(rest).await.waiting, 6 - undone, "only what is not undone yet");
    assert_eq!(desk.ends(rest).await, ArchivePhase::Ended);
    assert!((0..6).all(|number| !desk.is_archived(number)));
    let redo = desk.undo(rest).await.unwrap();
    assert_eq!(desk.listed(redo).await.direction, ArchiveDirection::Archive);
    assert_eq!(desk.ends(redo).await, ArchivePhase::Ended);
    assert_eq!((0..6).filter(|number| desk.is_archived(*number)).count() as u32, 6 - undone);
}
