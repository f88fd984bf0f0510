//! Saving the list for the next session.

use std::sync::Arc;

use instance_desk::green_api::{IdInstance, Messenger};
use instance_desk::store::{ChatList, ChatRow, Database, Folders, RowId, RowKind, Tables};
use jiff::Timestamp;
use tempfile::TempDir;

use super::{DELIVERY, SUPPORT};

fn id(text: &str) -> IdInstance {
    IdInstance::parse(text).unwrap()
}

fn row(id: &str, messenger: Messenger) -> ChatRow {
    let id = RowId::of_server(id, messenger);
    ChatRow { id, name: None, digits: None, kind: RowKind::Other, listed: false, archived: None, unread: None }
}

/// Returns a list with every kind of value that a row can have.
fn list(messenger: Messenger) -> ChatList {
    let person = ChatRow {
        name: Some("Ирина \u{1f339} مطعم '\"\0".to_owned()),
        digits: Some("79123456789".to_owned()),
        kind: RowKind::Person,
        listed: true,
        archived: Some(true),
        unread: Some(u32::MAX),
        ..row("79123456789@c.us", messenger)
    };
    let group = ChatRow { kind: RowKind::Group, archived: Some(false), ..row("-70000000000017", messenger) };
    let at = |millisecond| Some(Timestamp::from_millisecond(millisecond).unwrap());
    ChatList {
        rows: vec![person, group, row("status@broadcast", messenger), row("", messenger)],
        chats_at: at(1_795_000_000_123),
        contacts_at: None,
    }
}

#[test]
fn a_list_is_read_back_as_it_was_kept() {
    let dir = TempDir::new().unwrap();
    for messenger in Messenger::ALL {
        // Another session each time.
        let database = Database::new(&Folders::in_dir(dir.path()));
        let kept = Arc::new(list(messenger));
        let again = kept.clone();
        let keep = move |tables: &mut Tables| {
            tables.expect_chats(&id(SUPPORT))?;
            tables.keep_chats(&id(SUPPORT), &kept)
        };
        database.run_blocking(keep).unwrap();
        drop(database);
        let database = Database::new(&Folders::in_dir(dir.path()));
        let read = database.run_blocking(move |tables| tables.chats(&id(SUPPORT), messenger)).unwrap();
        assert_eq!(read.as_ref(), Some(&*again));
    }
}

#[test]
fn a_new_list_takes_the_place_of_the_one_before_and_of_no_other() {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    database
        .run_blocking(|tables| {
            assert_eq!(tables.chats(&id(SUPPORT), Messenger::WhatsApp)?, None);
            tables.expect_chats(&id(SUPPORT))?;
            tables.expect_chats(&id(DELIVERY))?;
            tables.keep_chats(&id(SUPPORT), &list(Messenger::WhatsApp))?;
            tables.keep_chats(&id(DELIVERY), &list(Messenger::Max))?;
            let short = ChatList { rows: vec![row("7@lid", Messenger::WhatsApp)], ..ChatList::default() };
            tables.keep_chats(&id(SUPPORT), &short)?;
            assert_eq!(tables.chats(&id(SUPPORT), Messenger::WhatsApp)?, Some(short));
            assert_eq!(tables.chats(&id(DELIVERY), Messenger::Max)?, Some(list(Messenger::Max)));
            tables.forget_chats(&id(DELIVERY))?;
            assert_eq!(tables.chats(&id(DELIVERY), Messenger::Max)?, None);
            // A list that was being loaded meanwhile does not come back.
            tables.keep_chats(&id(DELIVERY), &list(Messenger::Max))?;
            assert_eq!(tables.chats(&id(DELIVERY), Messenger::Max)?, None);
            tables.expect_chats(&id(DELIVERY))?;
            tables.keep_chats(&id(DELIVERY), &ChatList::default())?;
            assert_eq!(tables.chats(&id(DELIVERY), Messenger::Max)?, Some(ChatList::default()));
            Ok(())
        })
        .unwrap();
}
