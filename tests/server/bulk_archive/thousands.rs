//! Thousands of chats of every kind, there and back.

use std::time::Duration;

use instance_desk::green_api::{ArchiveDirection, Failure, Messenger};
use instance_desk::practice::Chat;
use instance_desk::store::{ArchiveCounts, Outcome};
use instance_desk::work::bulk_archive::{self, ArchivePhase, Signals, plan};
use tokio_util::sync::CancellationToken;

use super::desk::{Desk, candidate, chat, chats, selected};
use crate::newest_lines::NewestLines as _;

const ALL: usize = 10_000;

/// Creates the chats: one tenth is archived already, another has no incoming message, a third does not exist.
fn world() -> Vec<Chat> {
    let each = chats(ALL).into_iter().enumerate().filter_map(|(number, chat)| match number % 10 {
        3 => Some(chat.archived()),
        5 => Some(chat.silent()),
        7 => None,
        _ => Some(chat),
    });
    each.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_chats_are_archived_and_undo_brings_back_just_those_that_were() {
    // A pace, so that the number is not read before each request.
    let desk = Desk::at_pace(world(), 0.01).await;
    desk.control.set_limits(false);
    // Half of the archived chats are known to be archived and get no request.
    let known = |number: usize| match number % 20 {
        3 => Some(true),
        13 => None,
        _ => Some(false),
    };
    let plan = desk.plan((0..ALL).map(|number| candidate(number, known(number))).collect());
    assert_eq!((plan.will_change, plan.already_so, plan.invalid), (9_500, 500, 0));
    assert_eq!(plan.takes, Duration::from_millis(101) * 9_500);
    let instance = desk.credentials.id_instance.clone();
    let run = bulk_archive::begin(&desk.database, instance, plan).await.unwrap().unwrap();

    let progress = desk.carry_on(run, &Signals::default(), |_| {}).await;
    assert_eq!(progress.phase, ArchivePhase::Ended);
    let wanted = ArchiveCounts {
        changed: 7_000,
        already_so: 1_000,
        no_incoming_message: 1_000,
        not_in_contacts: 1_000,
        ..ArchiveCounts::default()
    };
    assert_eq!(desk.counts(run).await, wanted);
    assert_eq!(progress.counts, wanted, "what was counted is what is kept");
    assert_eq!(desk.asked("archiveChat").len(), 9_500);
    let lines = desk.database.run(|tables| tables.newest_lines(None, 20_000)).await.unwrap();
    assert_eq!(lines.len(), 9_500, "a line for each change that was asked for");
    // The journal has the order in which they were sent; of those in flight at once, a later one may arrive first.
    let sent = lines.iter().rev().map(|line| line.asked.clone());
    let selected = (0..ALL).filter(|number| known(*number) != Some(true)).map(chat);
    assert!(sent.eq(selected.map(|chat| serde_json::json!({ "chatId": chat }).to_string())));
    assert_eq!(lines.iter().filter(|line| line.outcome == Outcome::Done).count(), 7_000);
    assert!(lines.iter().all(|line| line.run.as_deref() == Some("archive chats 1") && line.ended.is_some()));

    let undo = desk.undo(run).await.unwrap();
    assert_eq!(desk.undo(run).await, None, "it is being undone");
    assert_eq!(desk.ends(undo).await, ArchivePhase::Ended);
    assert_eq!(desk.counts(undo).await, ArchiveCounts { changed: 7_000, ..ArchiveCounts::default() });
    for number in (0..ALL).filter(|number| number % 10 != 7) {
        assert_eq!(desk.is_archived(number), number % 10 == 3, "chat {number} is as it was");
    }
    assert_eq!(desk.asked("unarchiveChat").len(), 7_000);
    assert_eq!(desk.undo(run).await, None, "it is undone");
    let listed = desk.database.run(|tables| tables.archive_runs(None)).await.unwrap();
    assert_eq!(
        listed.iter().map(|run| (run.id, run.direction, run.undoes)).collect::<Vec<_>>(),
        [(undo, ArchiveDirection::Unarchive, Some(run)), (run, ArchiveDirection::Archive, None)]
    );
    assert!(listed.iter().all(|run| run.ended.is_some() && !run.is_unfinished() && !run.under_way));
}

#[tokio::test]
async fn the_single_form_shares_the_pace() {
    let desk = Desk::at_pace(chats(50), 1.0).await;
    let run = desk.begin(selected(25)).await;
    let single = async {
        let cancel = CancellationToken::new();
        let recorder = instance_desk::work::Recorder::Database(desk.database.clone());
        let mut asking = tokio::task::JoinSet::new();
        for number in 25..50 {
            let (recorder, client, credentials, cancel) =
                (recorder.clone(), desk.client.clone(), desk.credentials.clone(), cancel.clone());
            asking.spawn(async move {
                let call = instance_desk::green_api::ArchiveChat {
                    chat_id: instance_desk::green_api::ChatId::parse(&chat(number), Messenger::WhatsApp).unwrap(),
                };
                recorder.call(&client, &credentials, &call, &cancel).await.outcome.unwrap();
            });
        }
        asking.join_all().await
    };
    let (ended, _) = tokio::join!(desk.ends(run), single);
    assert_eq!(ended, ArchivePhase::Ended);
    let statuses: Vec<_> = desk.control.requests_of("archiveChat").into_iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, vec![Some(200); 50], "the server takes ten a second");
}

#[tokio::test]
async fn nothing_is_begun_where_nothing_would_change() {
    let desk = Desk::with(chats(2)).await;
    let known = desk.plan(vec![candidate(0, Some(true)), candidate(1, Some(true))]);
    let instance = desk.credentials.id_instance.clone();
    assert_eq!(bulk_archive::begin(&desk.database, instance, known).await.unwrap(), None);
    let on_max = plan(selected(2), Messenger::Max, ArchiveDirection::Archive);
    assert!(matches!(on_max, Err(Failure::NotAvailable { .. })));
    assert!(desk.control.requests().is_empty());
}
