//! The known chats where answers cross.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::tests::Bench;
use crate::green_api::{Failure, Messenger, now};
use crate::model::InstanceKey;
use crate::store::{ChatList, ChatRow, RowId};
use crate::work::chats::{Load, Part};

const ANN: &str = "79990000001@c.us";
const BEN: &str = "79990000002@c.us";

/// Returns a list with both chats, neither archived, that was requested then.
fn list(chats_at: Timestamp) -> Arc<ChatList> {
    let row = |id| ChatRow {
        archived: Some(false),
        listed: true,
        ..ChatRow::unlisted(RowId::of_server(id, Messenger::WhatsApp))
    };
    Arc::new(ChatList { rows: [ANN, BEN].map(row).into(), chats_at: Some(chats_at), contacts_at: None })
}

fn archived(bench: &Bench, key: InstanceKey) -> Vec<Option<bool>> {
    let chats = &bench.app.model.instance(key).unwrap().chats;
    let known = chats.known.value().unwrap();
    assert_eq!(chats.found.as_ref().unwrap().list().rows, known.rows, "the page shows what is known");
    known.rows.iter().map(|row| row.archived).collect()
}

/// Polls until the search index is built.
fn until_found(bench: &mut Bench, key: InstanceKey) {
    while bench.app.model.instance(key).unwrap().chats.making.is_some() {
        bench.wakes.recv_timeout(Duration::from_secs(20)).unwrap();
        bench.app.poll();
    }
}

fn with_list() -> (Bench, InstanceKey, Timestamp) {
    let (mut bench, key) = Bench::with_instance();
    let listed = now() - SignedDuration::from_secs(30);
    bench.app.model.instance_mut(key).unwrap().chats.known.set(list(listed), listed);
    (bench, key, listed)
}

fn archive(bench: &mut Bench, key: InstanceKey, chat: &str) {
    bench.app.patch_chats(key, HashMap::from([(chat.to_owned(), true)]));
}

#[test]
fn two_changes_at_once_are_both_shown() {
    let (mut bench, key, _) = with_list();
    archive(&mut bench, key, ANN);
    archive(&mut bench, key, BEN);
    until_found(&mut bench, key);
    assert_eq!(archived(&bench, key), [Some(true), Some(true)]);
}

/// Archives a chat while this list is loaded, and then the load ends.
fn archived_while_loading(load: impl FnOnce(Arc<ChatList>) -> Load) -> Vec<Option<bool>> {
    let (mut bench, key, listed) = with_list();
    archive(&mut bench, key, ANN);
    until_found(&mut bench, key);
    bench.app.on_load(key, Ok(load(list(listed))));
    until_found(&mut bench, key);
    archived(&bench, key)
}

#[test]
fn a_list_that_was_requested_before_a_change_does_not_undo_it() {
    let load = |list, chats, contacts| Load { list, chats, contacts, exchanges: Vec::new() };
    let holds = || Part::Holds { until: now() };
    let contacts = archived_while_loading(|before| load(before, holds(), Part::Told));
    assert_eq!(contacts, [Some(true), Some(false)], "the chats were not requested");
    let nothing = archived_while_loading(|before| load(before, holds(), holds()));
    assert_eq!(nothing, [Some(true), Some(false)], "nothing was requested");
    let before = archived_while_loading(|before| {
        let requested = before.chats_at.unwrap() + SignedDuration::from_secs(1);
        load(list(requested), Part::Told, holds())
    });
    assert_eq!(before, [Some(true), Some(false)], "the chats were requested before the change");
    let after = archived_while_loading(|_| load(list(now() + SignedDuration::from_secs(1)), Part::Told, holds()));
    assert_eq!(after, [Some(false), Some(false)], "a list requested after the change is the newer word");
}

#[test]
fn a_change_does_not_make_an_old_list_look_fresh() {
    let (mut bench, key, _) = with_list();
    bench.app.model.instance_mut(key).unwrap().chats.known.failure = Some(Failure::Cancelled { sent: true });
    archive(&mut bench, key, ANN);
    until_found(&mut bench, key);
    assert!(bench.app.model.instance(key).unwrap().chats.known.is_old());
}
