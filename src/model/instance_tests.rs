//! Tests of what an instance says about its queue and its state.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Instance, InstanceKey, Known, Waiting};
use crate::green_api::{
    Answer, ApiUrl, Detail, Failure, GetSettings, IdInstance, InstanceState, Messenger, Method as _, QueuedMessage, now,
};
use crate::store::{InstanceOptions, InstanceRecord};

pub(crate) fn instance() -> Instance {
    let record = InstanceRecord {
        id_instance: IdInstance::parse("7103004512").unwrap(),
        name: "Sales".to_owned(),
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse("https://api.green-api.com").unwrap(),
        checked: true,
        options: InstanceOptions::default(),
    };
    Instance::new(InstanceKey(1), record)
}

/// Creates an authorized instance that sends a message every `interval_ms`.
pub(crate) fn authorized(interval_ms: u64) -> Instance {
    let mut instance = instance();
    instance.state.set(InstanceState::Authorized, now());
    let settings = json!({ "delaySendMessagesMilliseconds": interval_ms }).to_string();
    instance.settings.set(GetSettings::read(&settings).unwrap(), now());
    instance
}

/// Reads a list of these items.
pub(crate) fn read_list(instance: &mut Instance, items: impl IntoIterator<Item = Value>, at: Timestamp) {
    instance.queue.set(Arc::new(items.into_iter().map(QueuedMessage::read).collect()), at);
    instance.record_queue();
}

/// Returns messages with these ids; an empty id creates a message without one.
fn list(instance: &mut Instance, ids: impl IntoIterator<Item = impl ToString>, at: Timestamp) {
    let message = |id: String| match id.as_str() {
        "" => json!({"type": "sendMessage"}),
        _ => json!({"type": "sendMessage", "messageID": id}),
    };
    read_list(instance, ids.into_iter().map(|id| message(id.to_string())), at);
}

fn count(instance: &mut Instance, count: u64, at: Timestamp) {
    instance.count.set(count, at);
    instance.record_waiting();
}

fn fail<T>(known: &mut Known<T>) {
    known.take(Answer::unsent(Failure::ConnectionLost { cause: Detail::words("reset") }));
}

pub(crate) fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

#[test]
fn an_old_count_says_nothing_about_a_full_list() {
    let mut failed = instance();
    list(&mut failed, 0..500, later(0));
    count(&mut failed, 3000, later(0));
    assert_eq!(failed.waiting(), Waiting::Exactly(3000));
    fail(&mut failed.count);
    list(&mut failed, 0..500, later(60));
    assert_eq!((failed.waiting(), failed.waiting_is_old()), (Waiting::AtLeast(500), false));

    let mut recalled = instance();
    recalled.count.recall(3000, later(-60));
    assert_eq!((recalled.waiting(), recalled.waiting_is_old()), (Waiting::Exactly(3000), true));
    list(&mut recalled, 0..500, later(0));
    assert_eq!((recalled.waiting(), recalled.waiting_is_old()), (Waiting::AtLeast(500), false));

    let mut newer = instance();
    list(&mut newer, 0..500, later(0));
    count(&mut newer, 3000, later(60));
    fail(&mut newer.count);
    assert_eq!((newer.waiting(), newer.waiting_is_old()), (Waiting::Exactly(3000), true));
}

#[test]
fn an_empty_list_is_not_zero_until_it_is_counted() {
    let mut instance = instance();
    list(&mut instance, [0; 0], later(0));
    assert_eq!(instance.waiting(), Waiting::Unknown);
    fail(&mut instance.count);
    assert_eq!(instance.waiting(), Waiting::Unknown);
    assert!(instance.query_failure().is_some(), "the failure is why the number is unknown");
    count(&mut instance, 0, later(20));
    assert_eq!(instance.waiting(), Waiting::Exactly(0));
}

#[test]
fn a_queue_that_has_just_filled_is_moving() {
    let mut filled = authorized(1000);
    list(&mut filled, [0; 0], later(0));
    count(&mut filled, 0, later(0));
    list(&mut filled, 1..=30, later(30));
    assert!(!filled.is_not_moving());
    assert!(filled.blocking_message().is_none());
    list(&mut filled, 1..=30, later(60));
    assert!(filled.is_not_moving());
}

#[test]
fn a_queue_that_grows_is_moving_if_its_first_message_leaves_or_is_not_known() {
    for (before, after, stands) in [
        ((1..=10, later(0)), (5..=16, later(60)), false),
        ((1..=10, later(0)), (1..=12, later(60)), true),
        // The interval allows for it.
        ((1..=10, later(0)), (1..=12, later(20)), false),
    ] {
        let mut known = authorized(1000);
        let mut nameless = authorized(1000);
        for (ids, at) in [before, after] {
            list(&mut nameless, ids.clone().map(|_| ""), at);
            list(&mut known, ids, at);
        }
        assert_eq!((known.is_not_moving(), known.blocking_message().is_some()), (stands, stands));
        assert!(!nameless.is_not_moving(), "more arrived, so some may have left");
    }
}

#[test]
fn a_number_that_stays_because_others_arrive_does_not_stand() {
    for (after, counted, stands) in [
        (5..=44, later(96), false),
        (5..=44, later(84 + 40), true),
        (1..=40, later(96), true),
        // More are waiting than a list can show.
        (5..=504, later(96), false),
    ] {
        let mut instance = authorized(1000);
        let number = after.clone().count() as u64;
        list(&mut instance, 1..=number as i32, later(0));
        count(&mut instance, number, later(0));
        list(&mut instance, after.clone(), later(84));
        count(&mut instance, number, counted);
        assert_eq!(instance.is_not_moving(), stands, "{after:?}");
    }
    // The count was queried after the list, and answered before it.
    let mut instance = authorized(1000);
    list(&mut instance, 1..=40, later(0));
    count(&mut instance, 40, later(96));
    assert!(instance.is_not_moving(), "nothing is known to have left");
    list(&mut instance, (5..=44).map(|id| if id == 5 { String::new() } else { id.to_string() }), later(84));
    assert!(!instance.is_not_moving(), "the first message, which has no id, is another one");
}

#[test]
fn a_number_that_is_renewed_every_ten_seconds_stands_only_after_longer() {
    for (seconds, stands) in [(3, false), (21, false), (30, true)] {
        let mut instance = authorized(500);
        count(&mut instance, 3000, later(0));
        count(&mut instance, 3000, later(seconds));
        assert_eq!(instance.is_not_moving(), stands, "{seconds} s");
    }
}

#[test]
fn a_count_that_arrives_alone_neither_changes_the_number_nor_ends_a_standstill() {
    let mut instance = authorized(1000);
    let message = |id: u32| QueuedMessage::read(json!({"type": "sendMessage", "messageID": id.to_string()}));
    let mut list: Vec<_> = (1..=14).map(message).collect();
    (list[0].listed, list[1].listed) = (2, 2);
    instance.queue.set(Arc::new(list), later(0));
    instance.record_queue();
    for seconds in [0, 15, 30] {
        count(&mut instance, 16, later(seconds));
        assert_eq!(instance.waiting(), Waiting::Exactly(14), "{seconds} s");
    }
    assert!(instance.is_not_moving());
}

#[test]
fn a_number_of_an_earlier_session_does_not_stand() {
    let mut instance = authorized(1000);
    instance.count.recall(30, later(-86_400));
    instance.record_waiting();
    count(&mut instance, 30, later(0));
    assert!(!instance.is_not_moving());
}

#[test]
fn a_recalled_state_begins_when_it_is_read_again() {
    let mut instance = instance();
    instance.state.recall(InstanceState::Starting, later(-86_400));
    let before = instance.state.value().cloned();
    fail(&mut instance.state);
    instance.record_state(before.clone());
    assert_eq!(instance.state_lasts(), None, "it is not read yet");
    let read = later(-500);
    for at in [read, later(0)] {
        instance.state.set(InstanceState::Starting, at);
        instance.record_state(before.clone());
        assert_eq!(instance.state_since, Some(read));
    }
    assert!(instance.state_lasts().unwrap().as_secs() >= 500);
}

#[test]
fn a_number_becomes_old_after_five_minutes_and_stays_the_same() {
    let ago = now() - crate::model::OLD_FROM;
    for (at, is_old) in [(ago, true), (now(), false)] {
        let mut instance = instance();
        list(&mut instance, 0..500, at);
        count(&mut instance, 3000, at);
        assert_eq!((instance.waiting(), instance.waiting_is_old()), (Waiting::Exactly(3000), is_old));
        instance.state.set(InstanceState::Blocked, at);
        assert_eq!(instance.state.is_old(), is_old);
    }
    // A new count is enough to renew the number.
    let mut instance = instance();
    list(&mut instance, 0..3, ago);
    count(&mut instance, 4, now());
    assert_eq!((instance.waiting(), instance.waiting_is_old()), (Waiting::Exactly(4), false));
}

#[test]
fn an_act_on_the_whole_queue_names_a_lower_bound_while_the_count_says_more() {
    let mut instance = instance();
    list(&mut instance, 0..100, later(0));
    count(&mut instance, 128, later(0));
    assert_eq!((instance.waiting(), instance.whole_queue()), (Waiting::Exactly(100), Waiting::AtLeast(100)));
    count(&mut instance, 101, later(1));
    assert_eq!(instance.whole_queue(), Waiting::Exactly(100));
    count(&mut instance, 128, later(30));
    assert_eq!((instance.waiting(), instance.whole_queue()), (Waiting::Exactly(128), Waiting::Exactly(128)));
}
