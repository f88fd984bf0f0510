//! Saving, listing, reading, pinning, deleting.

use instance_desk::green_api::{Failure, Messenger};
use instance_desk::practice::Fault;
use instance_desk::store::{
    ChatList, ChatRow, Database, Deletion, Folders, LastKnown, PinChange, ResendItemState, RowId, Tables, WhySaved,
};
use instance_desk::work::saved_queues::{self, NotSaved};
use jiff::{SignedDuration, Timestamp, ToSpan};
use rusqlite::Connection;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{SALES, database, entry, id, practice, queue, save, text};

#[test]
fn a_saved_queue_is_found_whole_at_the_next_start() {
    let (dir, database) = database();
    // Unknown kinds and members are kept like the others.
    let odd = json!({"type": "sendHologram", "body": {"depth": 3.5, "nested": [null, {"ё": "я"}]}, "extra": true});
    let messages = vec![text(1), odd, json!("not even an object"), text(2)];
    let saved_id = save(&database, messages.clone());
    drop(database);

    let database = Database::new(&Folders::in_dir(dir.path()));
    let (list, read) = database
        .run_blocking(move |tables| Ok((tables.saved_queues(Some(&id(SALES)))?, tables.saved_messages(saved_id)?)))
        .unwrap();
    let [saved] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!((saved.id, saved.name.as_str(), saved.messages), (saved_id, "Отдел продаж", 4));
    assert_eq!((saved.why, saved.waiting, saved.pinned), (WhySaved::BeforeClearing, Some(3_000), false));
    assert_eq!(saved.as_of, Timestamp::from_second(1_790_000_000).unwrap());
    assert_eq!(read.iter().map(|message| message.position).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(read.iter().map(|message| message.message.raw.clone()).collect::<Vec<_>>(), messages);
    assert_eq!(read[0].message.text(), Some("Заказ 1 ✓"));
    assert!(read.iter().all(|message| message.item.is_none()));
    let others = database.run_blocking(|tables| tables.saved_queues(Some(&id("1101822940")))).unwrap();
    assert_eq!(others, []);
}

#[test]
fn what_is_deleted_is_gone_from_the_file_too() {
    let (_dir, database) = database();
    let (first, second) = (save(&database, vec![text(77_777)]), save(&database, vec![text(2)]));
    let path = database.path().to_owned();
    assert!(second > first);
    assert_eq!(database.run_blocking(move |tables| tables.delete_queue(first)).unwrap(), Deletion::Deleted);
    assert_eq!(database.run_blocking(move |tables| tables.delete_queue(first)).unwrap(), Deletion::Gone);
    assert_eq!(database.run_blocking(move |tables| tables.saved_messages(first)).unwrap(), []);
    assert_eq!(database.run_blocking(move |tables| tables.saved_queue(first)).unwrap(), None);
    let third = save(&database, vec![text(3)]);
    assert!(third > second, "an id is never given twice");
    drop(database);
    let asked = std::time::Instant::now();
    while path.with_extension("db-wal").exists() {
        assert!(asked.elapsed().as_secs() < 10, "the file is closed with the last handle");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let bytes = std::fs::read(path).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(holds("Заказ 2") && !holds("Заказ 77777"));
}

#[test]
fn pinned_ones_and_those_still_to_be_sent_are_not_pruned() {
    let (_dir, database) = database();
    let [old, pinned, in_use] = [1, 2, 3].map(|number| save(&database, vec![text(number)]));
    let (now, hour) = (Timestamp::now(), SignedDuration::from_hours(1));
    let pruned = database
        .run_blocking(move |tables| {
            assert!(tables.pin_queue(pinned, PinChange::Pin)?);
            tables.begin_resend_run(in_use, &[1])?;
            assert_eq!(tables.prune_queues(now, hour)?, 0, "all are younger than an hour");
            assert_eq!(tables.prune_queues(now + 2.hours(), hour)?, 0, "over their time for the first time");
            tables.prune_queues(now + 26.hours(), hour)
        })
        .unwrap();
    assert_eq!(pruned, 1);
    let left = database.run_blocking(|tables| tables.saved_queues(None)).unwrap();
    assert_eq!(left.iter().map(|queue| queue.id).collect::<Vec<_>>(), [in_use, pinned], "not {old:?}");
    assert_eq!(database.run_blocking(move |tables| tables.delete_queue(in_use)).unwrap(), Deletion::InUse);
    let stopped = database.run_blocking(move |tables| {
        let run = tables.resend_runs(None)?[0].id;
        tables.stop_resend_run(run)?;
        tables.delete_queue(in_use)
    });
    assert_eq!(stopped.unwrap(), Deletion::Deleted);
    assert_eq!(database.run_blocking(|tables| tables.resend_runs(None)).unwrap(), []);
}

#[test]
fn a_start_with_a_clock_far_ahead_prunes_nothing() {
    let (_dir, database) = database();
    save(&database, vec![text(1)]);
    let (now, kept) = (Timestamp::now(), SignedDuration::from_hours(14 * 24));
    let starts = [
        (now + 90_000.hours(), 0),
        (now + 90_001.hours(), 0),
        // The clock is right again, then ahead once more: the first time is forgotten.
        (now + 1.hour(), 0),
        (now + 90_030.hours(), 0),
        (now + 2.hours(), 0),
        (now + (14 * 24 + 1).hours(), 0),
        (now + (14 * 24 + 20).hours(), 0),
        (now + (14 * 24 + 25).hours(), 1),
    ];
    for (start, pruned) in starts {
        assert_eq!(database.run_blocking(move |tables| tables.prune_queues(start, kept)).unwrap(), pruned, "{start}");
    }
}

#[test]
fn a_message_is_chosen_once_and_again_only_when_it_failed_or_was_stopped() {
    let (_dir, database) = database();
    let saved = save(&database, (1..=4).map(text).collect());
    let choose =
        |positions: &'static [u32]| database.run_blocking(move |tables| tables.begin_resend_run(saved, positions));
    let first = choose(&[1, 2, 3, 99]).unwrap().unwrap();
    assert_eq!(choose(&[1, 2]).unwrap(), None, "they wait already");
    let sent = ResendItemState::Sent { id_message: "3EB0".into() };
    let done = sent.clone();
    database
        .run_blocking(move |tables| {
            tables.end_send(first, 1, &sent, None)?;
            tables.end_send(first, 2, &ResendItemState::Failed(Default::default()), None)?;
            tables.stop_resend_run(first)
        })
        .unwrap();
    let second = choose(&[1, 2, 3, 4]).unwrap().unwrap();
    let items = database.run_blocking(move |tables| tables.resend_items(second)).unwrap();
    assert_eq!(items.iter().map(|item| item.position).collect::<Vec<_>>(), [2, 3, 4]);
    let messages = database.run_blocking(move |tables| tables.saved_messages(saved)).unwrap();
    assert_eq!(messages[0].item, Some(done));
}

#[tokio::test]
async fn the_queue_is_saved_as_the_server_shows_it() {
    let (_dir, database) = database();
    let (server, client, credentials) = practice((1..=520).map(text).collect()).await;
    let cancel = CancellationToken::new();
    let save = || saved_queues::run(&database, &client, &credentials, "Sales", WhySaved::ByHand, None, &cancel);
    let saved = save().await.outcome.unwrap();
    assert_eq!((saved.messages, saved.waiting), (500, Some(520)), "the server shows 500 of 520");
    let messages = database.run(move |tables| tables.saved_messages(saved.id.unwrap())).await.unwrap();
    assert_eq!(messages.len(), 500);
    assert_eq!(messages[499].message.raw, server.control().queue(SALES)[499]);

    server.control().fault("getMessagesCount", Fault::BadGateway, 1);
    assert_eq!(save().await.outcome.unwrap().waiting, None, "500 or more");
    server.control().fault("showMessagesQueue", Fault::BadGateway, 1);
    let failed = save().await;
    assert!(matches!(failed.outcome, Err(NotSaved::Unread(Failure::BadGateway(_)))));
    assert_eq!(failed.listing.unwrap().status, Some(502));
    assert_eq!(database.run(|tables| tables.saved_queues(None)).await.unwrap().len(), 2);
}

#[test]
fn two_copies_of_the_program_see_each_others_queues() {
    let (dir, one) = database();
    let other = Database::new(&Folders::in_dir(dir.path()));
    let saved = save(&one, vec![text(1)]);
    let found = other.run_blocking(|tables| tables.saved_queues(None)).unwrap();
    assert_eq!(found[0].id, saved);
    std::thread::scope(|scope| {
        for database in [&one, &other] {
            scope.spawn(move || {
                for _ in 0..50 {
                    database.run_blocking(|tables| tables.save_queue(&queue(vec![text(1)]))).unwrap();
                }
            });
        }
    });
    assert_eq!(one.run_blocking(|tables| tables.saved_queues(None)).unwrap().len(), 101);
}

#[test]
fn what_was_being_sent_when_its_run_was_given_up_is_unknown() {
    let (_dir, database) = database();
    let saved = save(&database, (1..=2).map(text).collect());
    let (counts, once_more, fresh) = database
        .run_blocking(move |tables| {
            let run = tables.begin_resend_run(saved, &[1])?.unwrap();
            tables.claim_resend_run(run, "79990001122")?;
            tables.begin_send(run, 1, Some(&entry("sendMessage", "{}")))?;
            tables.release_resend_run(run)?;
            let counts = tables.resend_runs(None)?[0].counts;
            // Resending unknown messages on request leaves out a message without an unknown outcome.
            let once_more = tables.begin_resend_run_once_more(saved, &[1, 2])?.unwrap();
            Ok((counts, tables.resend_items(once_more)?, tables.begin_resend_run_once_more(saved, &[2])?))
        })
        .unwrap();
    assert_eq!((counts.sending, counts.unknown), (0, 1));
    assert_eq!(
        once_more.iter().map(|item| (item.position, item.state.clone())).collect::<Vec<_>>(),
        [(1, ResendItemState::Waiting)]
    );
    assert_eq!(fresh, None);
}

#[test]
fn an_unreadable_message_or_replacement_hides_no_other() {
    let (_dir, database) = database();
    let saved = save(&database, vec![text(1), text(2), text(3)]);
    let known = LastKnown { waiting: Some((7, Timestamp::now())), ..LastKnown::default() };
    let keep = move |tables: &mut Tables| {
        for instance in [SALES, "1101822940"] {
            tables.keep_replacement(&id(instance), Timestamp::now(), None, &json!({"step": 1}))?;
            tables.keep_last_known(&id(instance), &known)?;
        }
        Ok(())
    };
    database.run_blocking(keep).unwrap();
    let other = Connection::open(database.path()).unwrap();
    for raw in ["'{\"messageID\": '", "CAST(x'ff00' AS TEXT)", "''"] {
        let changes = format!(
            "UPDATE saved_messages SET raw = {raw} WHERE place = 2;
             UPDATE replacements SET body = {raw} WHERE instance = '{SALES}';
             UPDATE last_known SET waiting_at = 9223372036854775807 WHERE instance = '{SALES}';"
        );
        other.execute_batch(&changes).unwrap();
        let messages = database.run_blocking(move |tables| tables.saved_messages(saved)).unwrap();
        let chats = messages.iter().map(|saved| saved.message.chat_id().is_some());
        assert_eq!(chats.collect::<Vec<_>>(), [true, false, true], "{raw}");
        let replacements = database.run_blocking(Tables::open_replacements).unwrap();
        assert_eq!(replacements.len(), 1, "{raw}");
        assert_eq!(database.run_blocking(Tables::last_known).unwrap().len(), 1, "{raw}");
    }
}

#[test]
fn unreadable_saved_queues_are_skipped_and_counted() {
    let (_dir, database) = database();
    let [odd, sound] = [1, 2].map(|number| save(&database, vec![text(number)]));
    for value in ["saved_at = 9223372036854775807", "messages = -5", "messenger = 'fax'"] {
        let path = database.path().to_owned();
        let change = format!("UPDATE saved_queues SET {value} WHERE id = {}", odd.0);
        Connection::open(path).unwrap().execute(&change, []).unwrap();
        let listed = database.run_blocking(|tables| tables.saved_queues(None)).unwrap();
        assert_eq!(listed.iter().map(|queue| queue.id).collect::<Vec<_>>(), [sound], "{value}");
        let of = listed[0].instance.clone();
        assert_eq!(database.run_blocking(move |tables| tables.saved_queue_count(&of)), Ok(2), "it is counted");
    }
}

#[test]
fn no_chat_is_missing_for_a_value_that_makes_no_sense() {
    let (_dir, database) = database();
    let rows = ["79990000001@c.us", "79990000002@c.us"].map(|id| RowId::of_server(id, Messenger::WhatsApp));
    let list = ChatList { rows: rows.map(ChatRow::unlisted).into(), ..ChatList::default() };
    let keep = move |tables: &mut Tables| {
        tables.expect_chats(&id(SALES))?;
        tables.keep_chats(&id(SALES), &list)
    };
    database.run_blocking(keep).unwrap();
    let file = Connection::open(database.path()).unwrap();
    for change in [
        "UPDATE chat_lists SET chats_at = 9223372036854775807",
        "UPDATE chats SET unread = -5, kind = 'robot' WHERE place = 0",
        "UPDATE chats SET name = CAST(x'ff' AS TEXT) WHERE place = 0",
        "UPDATE chats SET id = CAST(x'ff' AS TEXT) WHERE place = 0",
    ] {
        file.execute_batch(change).unwrap();
        let list = database.run_blocking(|tables| tables.chats(&id(SALES), Messenger::WhatsApp)).unwrap().unwrap();
        assert_eq!((list.rows.len(), list.chats_at), (2, None), "{change}");
    }
}
