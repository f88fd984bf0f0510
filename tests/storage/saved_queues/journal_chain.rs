//! The journal's groups, its search, and the chain that shows an alteration.

use std::time::Duration;

use instance_desk::green_api::{ApiToken, ArchiveDirection, InstanceState, Messenger, MutatingMethod, redact};
use instance_desk::practice::InstanceSeed;
use instance_desk::store::{
    ChatList, ChatRow, ChatState, DATABASE_NAME, Database, Finding, Folders, JournalEntry, JournalFilter, JournalId,
    JournalPage, JournalRow, NewArchiveItem, NewArchiveRun, Outcome, OutcomeFilter, ReadBack, Retention, RowId, Sought,
    Tables, Verification, Why,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{SALES, database, entry, id};
use crate::newest_lines::NewestLines as _;

const SUPPORT: &str = "1101822940";

/// Writes `count` lines of a run, and the outcome of each.
pub fn run(database: &Database, name: &str, count: usize, outcome: impl Fn(usize) -> Option<Outcome> + Send + 'static) {
    let name = name.to_owned();
    let write = move |tables: &mut Tables| {
        for number in 0..count {
            let asked = format!("{{\"chatId\":\"{}@c.us\"}}", 79_000_000_000 + number as u64);
            let line = tables.begin_entry(&JournalEntry { run: Some(name.clone()), ..entry("archiveChat", &asked) })?;
            if let Some(outcome) = outcome(number) {
                tables.end_entry(line, &outcome)?;
            }
        }
        Ok(())
    };
    database.run_blocking(write).unwrap();
}

pub fn page(database: &Database, filter: JournalFilter) -> JournalPage {
    database.run_blocking(move |tables| tables.journal_page(&filter, 50)).unwrap()
}

pub fn find(database: &Database, text: &str) -> u32 {
    let sought = Sought { texts: vec![text.to_owned()], ..Sought::default() };
    page(database, JournalFilter { sought: Some(sought), ..JournalFilter::default() }).count
}

pub fn verify(database: &Database) -> Verification {
    database
        .run_blocking(|tables| {
            let mut verification = Verification::default();
            while !verification.is_over {
                verification = tables.verify_journal(verification)?;
            }
            Ok(verification)
        })
        .unwrap()
}

/// Changes the file behind the program's back.
pub fn tamper(dir: &TempDir, sql: &str) {
    let file = Folders::in_dir(dir.path()).data.join(DATABASE_NAME);
    Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_long_run_is_one_group_with_the_numbers_of_all_its_lines() {
    let (_dir, database) = database();
    run(&database, "archive chats 1", 432, |number| {
        (number != 431).then(|| match number % 100 {
            0 => Outcome::Refused(Why {
                name: "LastMessageNotFound".to_owned(),
                said: "last message not found".to_owned(),
            }),
            1 => Outcome::Unknown(Why::named("TimedOut")),
            _ => Outcome::Done,
        })
    });
    run(&database, "archive chats 2", 2, |_| Some(Outcome::Done));
    let shown = page(&database, JournalFilter::default());
    assert_eq!((shown.count, shown.groups.len()), (2, 2));
    let first = &shown.groups[1];
    assert_eq!((first.lines, first.done, first.refused, first.unknown, first.under_way()), (432, 421, 5, 5, 1));
    assert_eq!(shown.instances, [id(SALES)]);
    let lines = |most| database.run_blocking(move |tables| tables.lines_of_group(JournalId(1), most)).unwrap();
    assert_eq!((lines(10).len(), lines(1_000).len()), (10, 432));
}

#[test]
fn a_search_finds_parts_of_numbers_names_and_words_and_the_filters_narrow_it() {
    let (_dir, database) = database();
    run(&database, "archive chats 1", 30, |_| Some(Outcome::Done));
    database
        .run_blocking(|tables| {
            let line = tables.begin_entry(&JournalEntry { instance: id(SUPPORT), ..entry("reboot", "") })?;
            let said = "Instance is \"starting\"".to_owned();
            tables.end_entry(line, &Outcome::Refused(Why { name: "X".to_owned(), said }))
        })
        .unwrap();
    assert_eq!(find(&database, "0000029"), 1, "in one line of a run");
    assert_eq!(find(&database, "0000030"), 0);
    assert_eq!(find(&database, "is \"START"), 1);
    assert_eq!(find(&database, "xy"), 0, "too short, and no error");
    let named = |methods, instances| {
        let sought = Sought { texts: vec!["nowhere".to_owned()], methods, instances };
        page(&database, JournalFilter { sought: Some(sought), ..JournalFilter::default() }).count
    };
    assert_eq!(named(vec![MutatingMethod::Reboot], Vec::new()), 1);
    assert_eq!(named(Vec::new(), vec![id(SALES), id(SUPPORT)]), 2);
    let count = |filter| page(&database, filter).count;
    assert_eq!(count(JournalFilter { instance: Some(id(SUPPORT)), ..JournalFilter::default() }), 1);
    assert_eq!(count(JournalFilter { outcome: Some(OutcomeFilter::Failed), ..JournalFilter::default() }), 1);
    assert_eq!(count(JournalFilter { outcome: Some(OutcomeFilter::UnderWay), ..JournalFilter::default() }), 0);
    let since = |hours| JournalFilter {
        since: Some(Timestamp::now() + SignedDuration::from_hours(hours)),
        ..JournalFilter::default()
    };
    assert_eq!((count(since(-1)), count(since(1))), (2, 0));
}

/// Stores a list of chats of an instance, each with its id and name.
fn name_chats(database: &Database, of: &str, chats: &[(&str, &str)]) {
    let row = |(id, name): &(&str, &str)| ChatRow {
        name: Some((*name).to_owned()),
        ..ChatRow::unlisted(RowId::of_server(id, Messenger::WhatsApp))
    };
    let (of, list) = (id(of), ChatList { rows: chats.iter().map(row).collect(), ..ChatList::default() });
    let keep = move |tables: &mut Tables| {
        tables.expect_chats(&of)?;
        tables.keep_chats(&of, &list)
    };
    database.run_blocking(keep).unwrap();
}

#[test]
fn a_search_finds_a_chat_by_the_name_that_it_has_now() {
    let (_dir, database) = database();
    name_chats(&database, SALES, &[("79000000001@c.us", "Old name")]);
    run(&database, "archive chats 1", 3, |_| Some(Outcome::Done));
    run(&database, "archive chats 2", 1, |_| Some(Outcome::Done));
    assert_eq!((find(&database, "склад"), find(&database, "old name")), (0, 1));
    name_chats(&database, SALES, &[("79000000000@c.us", "Склад «Север»"), ("79000000001@c.us", "New name")]);
    // Of another instance, whose journal is empty.
    name_chats(&database, SUPPORT, &[("79000000002@c.us", "Nowhere in the journal")]);
    assert_eq!(find(&database, "СКЛАД"), 2, "in both runs");
    assert_eq!((find(&database, "old name"), find(&database, "new name")), (1, 1));
    assert_eq!((find(&database, "nowhere in"), find(&database, "ск")), (0, 0));
    let sought = Some(Sought { texts: vec!["склад".to_owned()], ..Sought::default() });
    let of = |of: &str| JournalFilter { instance: Some(id(of)), sought: sought.clone(), ..JournalFilter::default() };
    assert_eq!((page(&database, of(SALES)).count, page(&database, of(SUPPORT)).count), (2, 0));
    let lines = database.whole_journal(&of(SALES), |_, lines| lines.filter(Result::is_ok).count());
    assert_eq!(lines, Ok(4), "a file has the whole runs");
    let known = database.run_blocking(|tables| tables.lines_of_group(JournalId(1), 9)).unwrap();
    let names: Vec<_> = known.iter().rev().map(|line| (line.chat_name(), line.known.as_str())).collect();
    assert_eq!(names, [("Склад «Север»", "Склад «Север»"), ("Old name", "New name"), ("", "")]);
}

#[test]
fn a_search_that_finds_too_many_chats_by_their_names_says_so() {
    let (_dir, database) = database();
    run(&database, "archive chats 1", 1, |_| Some(Outcome::Done));
    let ids: Vec<String> = (0..300).map(|number| format!("{}@c.us", 79_000_000_000_u64 + number)).collect();
    let chats: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "Client")).collect();
    let is_cut = |count: usize| {
        name_chats(&database, SALES, &chats[..count]);
        let sought = Some(Sought { texts: vec!["client".to_owned()], ..Sought::default() });
        let shown = page(&database, JournalFilter { sought, ..JournalFilter::default() });
        assert_eq!(shown.count, 1);
        shown.is_cut
    };
    assert_eq!((is_cut(200), is_cut(300)), (false, true));
}

#[test]
fn what_was_read_back_is_kept_with_the_line() {
    let (_dir, database) = database();
    let found = database.run_blocking(|tables| {
        let line = tables.begin_entry(&entry("clearMessagesQueue", ""))?;
        tables.end_entry(line, &Outcome::Done)?;
        tables.read_back(&entry("clearMessagesQueue", ""), &ReadBack::Waiting(3))?;
        tables.read_back(&entry("clearMessagesQueue", ""), &ReadBack::Empty)?;
        tables.read_back(&entry("reboot", ""), &ReadBack::Empty)?;
        Ok(tables.newest_lines(None, 5)?.remove(0).found)
    });
    assert_eq!(found.unwrap().unwrap().0, ReadBack::Empty);
    assert_eq!(verify(&database).findings, []);
}

#[test]
fn a_run_counts_which_of_its_chats_were_found_as_asked_and_why_others_were_not_done() {
    let (_dir, database) = database();
    run(&database, "archive chats 1", 9, |number| {
        Some(if number < 2 { Outcome::Refused(Why::named("Quota")) } else { Outcome::Done })
    });
    let chat = |number: usize| format!("{}@c.us", 79_000_000_000 + number as u64);
    database
        .run_blocking(move |tables| {
            let credible = NewArchiveRun {
                instance: id(SALES),
                direction: ArchiveDirection::Archive,
                number: None,
                chats: (0..9)
                    .map(|number| NewArchiveItem {
                        chat: chat(number),
                        name: String::new(),
                        was: Some(false),
                        state: ChatState::Changed,
                    })
                    .collect(),
            };
            let stored = tables.begin_archive_run(&credible)?;
            assert_eq!(stored.in_journal(), "archive chats 1");
            let read: Vec<(String, bool)> = (2..8).map(|number| (chat(number), number != 5)).collect();
            tables.find_chats(stored, &[], &read)?;
            // A later reading takes the place of an earlier one.
            tables.find_chats(stored, &[], &[(chat(2), false), ("unknown@c.us".to_owned(), true)])
        })
        .unwrap();
    let shown = page(&database, JournalFilter::default());
    let group = &shown.groups[0];
    assert_eq!((group.seen, group.not_seen, group.found_at.is_some()), (4, 2, true));
    let (lines, reasons) = database
        .run_blocking(|tables| Ok((tables.lines_of_group(JournalId(1), 9)?, tables.reasons_of_group(JournalId(1))?)))
        .unwrap();
    let seen: Vec<Option<bool>> = lines.iter().rev().map(JournalRow::is_seen).collect();
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(seen, [None, None, no, yes, yes, no, yes, yes, None]);
    assert_eq!(reasons, [(Outcome::Refused(Why::named("Quota")), 2)]);
    assert_eq!(verify(&database).findings, []);
    database.run_blocking(|tables| tables.forget_history(&id(SALES))).unwrap();
    assert_eq!(page(&database, JournalFilter::default()).count, 0);
}

#[test]
fn what_was_read_back_is_compared_with_what_was_asked() {
    let (_dir, database) = database();
    let interval = r#"{"delaySendMessagesMilliseconds":3000}"#;
    let cases = [
        ("clearMessagesQueue", "", ReadBack::Empty, Some(true)),
        ("clearMessagesQueue", r#"{"waiting":3}"#, ReadBack::Waiting(3), Some(false)),
        ("clearWebhooksQueue", "", ReadBack::Notifications(0), Some(true)),
        ("unarchiveChat", r#"{"chatId":"1@c.us"}"#, ReadBack::NotArchived, Some(true)),
        ("setSettings", interval, ReadBack::Interval(Duration::from_secs(3)), Some(true)),
        ("setSettings", interval, ReadBack::Interval(Duration::from_secs(1)), Some(false)),
        ("setSettings", r#"{"incomingWebhook":"no"}"#, ReadBack::IncomingOff, Some(true)),
        ("reboot", "", ReadBack::State(InstanceState::Authorized), Some(true)),
        ("reboot", "", ReadBack::State(InstanceState::Other("new word".to_owned())), Some(false)),
        ("logout", "", ReadBack::State(InstanceState::NotAuthorized), Some(true)),
        ("logout", "", ReadBack::State(InstanceState::BeingCreated), Some(false)),
        ("sendMessage", r#"{"chatId":"1@c.us"}"#, ReadBack::Waiting(2), None),
    ];
    for (method, asked, found, is_seen) in cases {
        let written = found.clone();
        let line = database.run_blocking(move |tables| {
            let line = tables.begin_entry(&entry(method, asked))?;
            tables.end_entry(line, &Outcome::Done)?;
            tables.read_back(&entry(method, ""), &written)?;
            Ok(tables.newest_lines(None, 1)?.remove(0))
        });
        let line = line.unwrap();
        assert_eq!(line.found.as_ref().map(|(found, _)| found), Some(&found));
        assert_eq!(line.is_seen(), is_seen, "{method} {asked} {found:?}");
    }
}

#[test]
fn a_line_without_a_name_has_the_one_that_the_chat_has_now() {
    let (dir, database) = database();
    run(&database, "archive chats 1", 2, |_| Some(Outcome::Done));
    tamper(
        &dir,
        "INSERT INTO chat_lists (instance) VALUES ('7103004512');
         INSERT INTO chats (instance, place, id, kind, name, listed)
         VALUES ('7103004512', 0, '79000000001@c.us', 'person', 'Ирина', 1)",
    );
    let lines = database.run_blocking(|tables| tables.lines_of_group(JournalId(1), 9)).unwrap();
    assert_eq!([lines[0].chat_name(), lines[1].chat_name()], ["Ирина", ""]);
}

#[test]
fn an_untouched_journal_is_verified_whatever_was_written_over_or_deleted() {
    let (dir, database) = database();
    run(&database, "archive chats 1", 5, |number| (number > 0).then_some(Outcome::Done));
    database
        .run_blocking(|tables| {
            let line = tables.begin_entry(&JournalEntry { instance: id(SUPPORT), ..entry("reboot", "") })?;
            tables.end_entry(line, &Outcome::Unknown(Why::named(Why::PROGRAM_ENDED)))
        })
        .unwrap();
    // A second copy of the program writes between the lines of the first.
    let second = Database::new(&Folders::in_dir(dir.path()));
    run(&second, "archive chats 2", 3, |_| Some(Outcome::Done));
    run(&database, "archive chats 1", 1, |_| Some(Outcome::Done));
    drop((database, second));
    // The lines that were under way are settled by the next program, and acknowledged.
    let database = Database::new(&Folders::in_dir(dir.path()));
    database
        .run_blocking(|tables| {
            tables.note_interrupted(JournalId(1))?;
            tables.forget_history(&id(SUPPORT))
        })
        .unwrap();
    let verified = verify(&database);
    assert_eq!((verified.lines, verified.deleted, verified.findings), (9, 1, Vec::new()));
}

#[test]
fn an_altered_a_missing_and_a_foreign_line_are_named() {
    let (dir, database) = database();
    run(&database, "archive chats 1", 9, |_| Some(Outcome::Done));
    tamper(&dir, "UPDATE journal SET said = 'done by the other one' WHERE id = 3");
    assert_eq!(verify(&database).findings, [Finding::Altered(JournalId(3))]);
    tamper(&dir, "DELETE FROM journal WHERE id = 5");
    assert_eq!(verify(&database).findings, [Finding::Altered(JournalId(3)), Finding::Missing(JournalId(5))]);
    tamper(&dir, "UPDATE journal SET said = '' WHERE id = 3");
    tamper(
        &dir,
        "INSERT INTO journal (begun_at, session, instance, method, asked)
         VALUES (1, 's', '7103004512', 'reboot', '')",
    );
    assert_eq!(verify(&database).findings, [Finding::Missing(JournalId(5)), Finding::Foreign(JournalId(10))]);
}

#[test]
fn the_newest_lines_cannot_be_cut_off_unseen_with_their_records() {
    let (dir, database) = database();
    run(&database, "archive chats 1", 9, |_| Some(Outcome::Done));
    tamper(&dir, "DELETE FROM journal_chain WHERE line > 7; DELETE FROM journal WHERE id > 7");
    assert_eq!(verify(&database).findings, [Finding::Missing(JournalId(8))]);
    tamper(&dir, "DELETE FROM journal_chain WHERE line = 4; DELETE FROM journal WHERE id = 4");
    assert_eq!(verify(&database).findings, [Finding::Missing(JournalId(3))]);
}

#[test]
fn the_chain_is_verified_from_its_anchor_after_the_oldest_lines_were_deleted() {
    let (_dir, database) = database();
    run(&database, "archive chats 1", 6, |number| (number != 2).then_some(Outcome::Done));
    let keep_nothing = Retention { saved_queues: SignedDuration::ZERO, history: SignedDuration::ZERO };
    let delete = move |days: i64| {
        let at = Timestamp::now() + SignedDuration::from_hours(24 * days);
        move |tables: &mut Tables| tables.apply_retention(at, &keep_nothing)
    };
    for days in [1, 2, 3] {
        database.run_blocking(delete(days)).unwrap();
    }
    let left = database.run_blocking(|tables| tables.newest_lines(None, 10)).unwrap();
    assert_eq!(left.len(), 1, "the one that is under way stays");
    let verified = verify(&database);
    assert_eq!((verified.lines, verified.findings), (1, Vec::new()));
    database.run_blocking(|tables| tables.end_entry(JournalId(3), &Outcome::Done)).unwrap();
    for days in [4, 5] {
        database.run_blocking(delete(days)).unwrap();
    }
    run(&database, "archive chats 2", 2, |_| Some(Outcome::Done));
    let verified = verify(&database);
    assert_eq!((verified.lines, verified.deleted, verified.findings), (2, 0, Vec::new()));
    let shown = page(&database, JournalFilter::default());
    assert_eq!((shown.count, shown.groups[0].lines), (1, 2), "the emptied group is gone");
    assert_eq!(find(&database, "7900000"), 1);
}

/// The tables of the version before the chain.
const OLDER: [&str; 9] = [
    include_str!("../../../src/store/database/schema_1.sql"),
    include_str!("../../../src/store/database/schema_2.sql"),
    include_str!("../../../src/store/database/schema_3.sql"),
    include_str!("../../../src/store/database/schema_4.sql"),
    include_str!("../../../src/store/database/schema_5.sql"),
    include_str!("../../../src/store/database/schema_6.sql"),
    include_str!("../../../src/store/database/schema_7.sql"),
    include_str!("../../../src/store/database/schema_8.sql"),
    include_str!("../../../src/store/database/schema_9.sql"),
];

/// A statement of an older copy of the program.
const OLDER_LINE: &str = "INSERT INTO journal (begun_at, session, instance, method, asked, run)
    VALUES (1800000000000, 'gone', '7103004512', 'archiveChat', '{\"chatId\":\"79990000001@c.us\"}', 'archive chats 1')";

#[test]
fn the_journal_of_an_older_version_is_grouped_searched_and_sealed_and_an_older_copy_goes_on_writing() {
    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    std::fs::create_dir_all(&folders.data).unwrap();
    let older = Connection::open(folders.data.join(DATABASE_NAME)).unwrap();
    older.pragma_update(None, "journal_mode", "wal").unwrap();
    for schema in OLDER {
        older.execute_batch(schema).unwrap();
    }
    older.execute_batch("PRAGMA user_version = 9").unwrap();
    for _ in 0..3 {
        older.execute_batch(OLDER_LINE).unwrap();
    }
    older.execute_batch("UPDATE journal SET outcome = 'done', ended_at = begun_at WHERE id < 3").unwrap();
    older
        .execute_batch(
            "INSERT INTO journal (begun_at, ended_at, session, instance, method, asked, outcome)
             VALUES (1800000000000, 1800000000000, 'gone', '7103004512', 'reboot', '', 'done')",
        )
        .unwrap();

    let database = Database::new(&folders);
    let shown = page(&database, JournalFilter::default());
    assert_eq!(shown.groups.iter().map(|group| group.lines).collect::<Vec<_>>(), [1, 3]);
    let run = &shown.groups[1];
    assert_eq!((run.done, run.unknown, run.interrupted, run.under_way()), (2, 1, 1, 0));
    assert_eq!(find(&database, "9990000001"), 1);
    let verified = verify(&database);
    assert_eq!((verified.lines, verified.findings), (4, Vec::new()));

    older.execute_batch(OLDER_LINE).unwrap();
    assert_eq!(page(&database, JournalFilter::default()).groups[1].lines, 4);
    assert_eq!(verify(&database).findings, [Finding::Foreign(JournalId(5))]);
    tamper(&dir, "UPDATE journal SET asked = '' WHERE id = 1");
    assert_eq!(verify(&database).findings, [Finding::Altered(JournalId(1)), Finding::Foreign(JournalId(5))]);
}

#[test]
fn no_token_reaches_the_journal_its_search_or_its_names() {
    let (dir, database) = database();
    let token = InstanceSeed::fixed_token(SALES);
    redact::register(&ApiToken::parse(&token).unwrap());
    let asked = format!("{{\"chatId\":\"{token}\"}}");
    database
        .run_blocking(move |tables| {
            let line = tables.begin_entry(&entry("archiveChat", &asked))?;
            tables.end_entry(line, &Outcome::Done)
        })
        .unwrap();
    assert!(database.close(std::time::Duration::from_secs(30)));
    let token = InstanceSeed::fixed_token(SALES);
    for file in std::fs::read_dir(Folders::in_dir(dir.path()).data).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    }
}
