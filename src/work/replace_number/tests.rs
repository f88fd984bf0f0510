//! Tests of what completes a step, and that nothing else does.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::green_api::{Detail, Failure, InstanceState, QueuedMessage};
use crate::store::WhySaved;

pub fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
}

const SAVED: Seen = Seen::Saved { id: 7, messages: 128, ids: None, waiting: Some(128) };
pub const GONE: Seen = Seen::State(InstanceState::NotAuthorized);
pub const THERE: Seen = Seen::State(InstanceState::Authorized);

/// Returns messages with these ids.
fn waiting(ids: &[&str]) -> Vec<QueuedMessage> {
    ids.iter().map(|id| QueuedMessage::read(serde_json::json!({"messageID": id, "type": "sendMessage"}))).collect()
}

/// Returns the observation of a copy with these ids.
fn saved(id: i64, ids: &[&str]) -> Seen {
    let (messages, of) = (ids.len() as u64, QueuedMessage::ids_of(&waiting(ids)));
    Seen::Saved { id, messages, ids: of, waiting: Some(messages) }
}

#[test]
fn what_follows_a_copy_is_stored_as_before() {
    for (why, stored) in [
        (WhySaved::BeforeClearing, r#"{"save":{"then_clear":true}}"#),
        (WhySaved::ByHand, r#"{"save":{"then_clear":false}}"#),
    ] {
        assert_eq!(serde_json::to_string(&Act::Save { why }).unwrap(), stored);
        assert_eq!(serde_json::from_str::<Act>(stored).unwrap(), Act::Save { why });
    }
}

/// Returns a replacement that has reached the step that links the new number.
fn unlinked() -> Replacement {
    let mut plan = Replacement::new(at(0));
    plan.record_old_number("79851112233");
    plan.say_done(Step::StopProducers, at(1));
    plan.begin(Act::Save { why: WhySaved::ByHand }, at(2));
    plan.see(&SAVED, at(3));
    plan.begin(Act::Clear { before: Some(128) }, at(4));
    plan.see(&Seen::Cleared, at(5));
    plan.skip(Step::Notifications, at(6));
    plan.begin(Act::Unlink, at(7));
    plan.see(&GONE, at(8));
    plan
}

/// Confirms the number, and sees it once more.
fn confirm(plan: &mut Replacement, number: &str, second: i64) {
    plan.answer_number(NumberAnswer::Right, at(second));
    plan.see(&THERE, at(second));
    plan.see(&Seen::Number(number.to_owned()), at(second));
}

fn linked(number: &str) -> Replacement {
    let mut plan = unlinked();
    plan.begin(Act::Link, at(10));
    plan.see(&THERE, at(11));
    plan.see(&Seen::Number(number.to_owned()), at(12));
    plan
}

#[test]
fn the_whole_way() {
    let mut plan = linked("79161234567");
    assert_eq!(plan.linked(), Some(Some("79161234567")));
    assert!(plan.watches() && plan.is_open(Step::Link), "the person has not said that it is the new number");
    plan.answer_number(NumberAnswer::Right, at(13));
    plan.see(&Seen::Number("79161234567".to_owned()), at(12));
    assert!(plan.is_open(Step::Link), "that was read before the answer");
    confirm(&mut plan, "79161234567", 13);
    assert_eq!(
        *plan.state(Step::Link),
        StepState::Done { at: at(13), fact: Fact::Linked { number: "79161234567".to_owned(), same: false } }
    );
    assert_eq!((plan.step(), plan.watches()), (Step::Interval, false));
    plan.begin(Act::Interval { ms: 15_000, before_ms: Some(500) }, at(14));
    plan.see(&Seen::IntervalMs(500), at(15));
    assert!(plan.is_open(Step::Interval));
    plan.see(&Seen::IntervalMs(15_000), at(16));
    assert_eq!((plan.step(), plan.ended()), (Step::SendAgain, None));
    plan.say_done(Step::SendAgain, at(17));
    assert!(plan.awaits_last_look());
    plan.see(&Seen::Number("79161234567".to_owned()), at(16));
    assert_eq!(plan.ended(), None, "that was read before the last step");
    plan.see(&Seen::Number("79161234567".to_owned()), at(18));
    assert_eq!(plan.ended(), Some(at(18)));
    let fact = Fact::Unlinked { number: Some("79851112233".to_owned()) };
    assert_eq!(*plan.state(Step::Unlink), StepState::Done { at: at(8), fact });
    assert_eq!(plan.copies().len(), 1);
}

#[test]
fn what_was_asked_before_a_step_began_never_counts() {
    let mut plan = Replacement::new(at(0));
    plan.say_done(Step::StopProducers, at(1));
    plan.begin(Act::Save { why: WhySaved::ByHand }, at(10));
    plan.see(&SAVED, at(9));
    assert!(plan.is_open(Step::Save));
    plan.see(&SAVED, at(10));
    assert!(plan.is_done(Step::Save));
    plan.begin(Act::Unlink, at(20));
    plan.see(&GONE, at(19));
    assert!(plan.is_open(Step::Unlink));
}

#[test]
fn a_clock_that_was_set_back_between_two_runs_holds_no_step_up() {
    let mut plan = Replacement::new(at(10_000));
    plan.begin(Act::Save { why: WhySaved::ByHand }, at(10_001));
    plan.see(&saved(1, &["a"]), at(10_002));
    plan.begin(Act::Clear { before: Some(1) }, at(10_003));
    plan.see(&Seen::Cleared, at(10_004));
    plan.begin(Act::Unlink, at(10_006));
    // As a later session finds it, three hours earlier by the clock.
    let mut plan: Replacement = serde_json::from_value(serde_json::to_value(&plan).unwrap()).unwrap();
    assert_eq!(plan.interrupted(), Some(Step::Unlink));
    plan.set_back(at(50));
    plan.see(&GONE, at(49));
    assert!(plan.is_open(Step::Unlink), "that was asked before");
    plan.see(&GONE, at(50));
    assert!(plan.is_done(Step::Unlink));
    assert!(!plan.covers(&waiting(&["a"])), "what was saved is cleared, as before");
    let before = plan.clone();
    plan.set_back(at(60));
    assert_eq!(plan, before, "nothing of it is after that");
}

#[test]
fn while_a_clearing_is_under_way_only_its_own_end_counts() {
    let mut plan = Replacement::new(at(0));
    plan.begin(Act::Clear { before: Some(3) }, at(1));
    plan.see(&Seen::Waiting(0), at(2));
    assert!(plan.is_open(Step::Clear), "the count may be an old one");
    // The program was ended and started again: the actual state is read now.
    assert_eq!(plan.interrupted(), Some(Step::Clear));
    plan.see(&Seen::Waiting(2), at(3));
    assert!(plan.is_open(Step::Clear));
    plan.see(&Seen::Waiting(0), at(4));
    assert_eq!(*plan.state(Step::Clear), StepState::Done { at: at(4), fact: Fact::Emptied { before: Some(3) } });
}

#[test]
fn a_wrong_number_leads_back_to_unlinking() {
    let mut plan = linked("79851112233");
    assert!(plan.is_old_number("79851112233"));
    plan.answer_number(NumberAnswer::Wrong, at(13));
    assert_eq!((plan.step(), plan.linked()), (Step::Unlink, None));
    assert!(plan.is_open(Step::Unlink) && plan.is_open(Step::Link) && plan.watches());
    plan.begin(Act::Unlink, at(14));
    plan.see(&GONE, at(15));
    assert_eq!(plan.step(), Step::Link);
    let mut same = linked("79851112233");
    confirm(&mut same, "79851112233", 13);
    assert!(matches!(same.state(Step::Link), StepState::Done { fact: Fact::Linked { same: true, .. }, .. }));
}

#[test]
fn a_suspended_phone_is_linked_and_a_blocked_one_is_unlinked_again() {
    let mut plan = unlinked();
    plan.begin(Act::Link, at(10));
    plan.see(&Seen::State(InstanceState::Suspended), at(11));
    assert_eq!(plan.linked(), Some(None));
    plan.see(&Seen::Number("79161234567".to_owned()), at(11));
    plan.see(&THERE, at(12));
    assert_eq!(plan.linked(), Some(Some("79161234567")), "the same phone, no longer suspended");
    plan.see(&Seen::State(InstanceState::Blocked), at(13));
    assert_eq!(plan.linked(), None, "it cannot be confirmed");
    plan.answer_number(NumberAnswer::Right, at(14));
    assert!(plan.is_open(Step::Link) && plan.step() == Step::Link);
    plan.answer_number(NumberAnswer::Wrong, at(14));
    assert!(plan.is_open(Step::Unlink) && plan.is_open(Step::Link));
    plan.begin(Act::Unlink, at(15));
    plan.answer_number(NumberAnswer::Wrong, at(16));
    assert_eq!((plan.flight(), plan.asked(Step::Unlink)), (Some(Step::Unlink), Some(Act::Unlink)), "answered once");
}

#[test]
fn a_phone_that_is_unlinked_again_can_be_linked_again() {
    let number = "79161234567";
    let mut asked = linked(number);
    asked.see(&GONE, at(13));
    assert!(asked.is_gone() && asked.flight().is_none(), "while the question is open");
    asked.answer_number(NumberAnswer::Right, at(14));
    assert!(asked.is_open(Step::Link) && !asked.checks_phone());
    asked.begin(Act::Link, at(15));
    assert!(!asked.is_gone());

    let mut confirmed = linked(number);
    confirmed.answer_number(NumberAnswer::Right, at(13));
    confirmed.see(&GONE, at(14));
    assert!(confirmed.is_gone() && confirmed.is_open(Step::Link));

    let mut done = linked(number);
    confirm(&mut done, number, 13);
    done.begin(Act::Interval { ms: 15_000, before_ms: Some(500) }, at(14));
    done.see(&Seen::State(InstanceState::Starting), at(15));
    assert!(done.is_done(Step::Link), "a restart unlinks nothing");
    done.see(&GONE, at(16));
    assert_eq!((done.step(), done.flight()), (Step::Link, None), "the end of the interval is not awaited");
    done.see(&Seen::IntervalMs(15_000), at(17));
    assert_eq!((done.step(), done.is_done(Step::Interval)), (Step::Link, true), "and counts all the same");

    let mut finished = linked(number);
    confirm(&mut finished, number, 13);
    finished.skip(Step::Interval, at(14));
    finished.say_done(Step::SendAgain, at(15));
    finished.see(&GONE, at(16));
    assert!(finished.is_open(Step::SendAgain), "the user finished with the phone that is gone");
}

#[test]
fn the_end_needs_the_new_number_to_be_linked_still() {
    let number = "79161234567";
    let complete = || {
        let mut plan = linked(number);
        confirm(&mut plan, number, 13);
        plan.skip(Step::Interval, at(14));
        plan.skip(Step::SendAgain, at(15));
        assert!(plan.awaits_last_look() && plan.ended().is_none());
        plan
    };
    let mut gone = complete();
    gone.see(&GONE, at(16));
    assert!(gone.is_gone() && gone.ended().is_none() && gone.step() == Step::Link);
    let mut another = complete();
    another.see(&Seen::Number("79031112233".to_owned()), at(16));
    assert_eq!((another.linked(), another.ended()), (Some(Some("79031112233")), None), "it is asked about");
}

#[test]
fn without_a_number_there_is_nothing_to_answer() {
    let mut plan = unlinked();
    plan.begin(Act::Link, at(10));
    plan.answer_number(NumberAnswer::Right, at(11));
    plan.see(&Seen::Number("79161234567".to_owned()), at(11));
    assert_eq!(plan.linked(), None, "no phone was seen to be linked");
    plan.see(&THERE, at(12));
    plan.answer_number(NumberAnswer::Right, at(13));
    assert!(plan.is_open(Step::Link));
    // The phone was unlinked again before it was confirmed.
    plan.see(&GONE, at(14));
    assert_eq!(plan.linked(), None);
}

#[test]
fn only_a_read_since_a_check_began_ends_it_and_none_ends_another_act() {
    let same = Act::Interval { ms: 500, before_ms: Some(500) };
    let acts = [
        (Act::CheckEmpty, true),
        (Act::CheckNotifications, true),
        (Act::CheckUnlinked, true),
        (same, true),
        (Act::Save { why: WhySaved::ByHand }, false),
        (Act::Clear { before: None }, false),
        (Act::ClearNotifications { before: None }, false),
        (Act::Unlink, false),
        (Act::Link, false),
        (Act::Interval { ms: 15_000, before_ms: Some(500) }, false),
    ];
    for (act, ends) in acts {
        let step = act.step();
        let mut plan = Replacement::new(at(0));
        plan.begin(act, at(10));
        plan.end_check(step, at(9));
        assert_eq!(plan.flight(), Some(step), "{act:?}: that was asked before");
        plan.end_check(step.before().unwrap(), at(10));
        assert_eq!(plan.flight(), Some(step), "{act:?}: that is another step");
        plan.end_check(step, at(10));
        assert_eq!(plan.flight(), (!ends).then_some(step), "{act:?}");
        assert!(plan.is_open(step));
    }
}

#[test]
fn a_failed_read_from_before_the_confirmation_does_not_take_it_back() {
    let mut plan = linked("79161234567");
    plan.answer_number(NumberAnswer::Right, at(13));
    plan.not_confirmed(at(12));
    assert!(plan.is_confirmed());
    plan.not_confirmed(at(13));
    assert!(!plan.is_confirmed());
}

#[test]
fn messages_that_arrive_again_are_cleared_and_the_person_is_back_where_they_were() {
    let mut plan = unlinked();
    assert_eq!((plan.step(), plan.watches()), (Step::Link, true));
    plan.begin(Act::Save { why: WhySaved::BeforeClearing }, at(20));
    plan.see(&saved(8, &["a", "b"]), at(21));
    assert!(plan.covers(&waiting(&["a", "b"])));
    plan.begin(Act::Clear { before: Some(2) }, at(22));
    assert!(!plan.watches(), "it is being cleared");
    plan.see(&Seen::Cleared, at(23));
    assert_eq!((plan.step(), plan.watches()), (Step::Link, true));
    assert!(!plan.covers(&waiting(&["a", "b"])), "what was saved is cleared");
    // After a refusal the state is as before: waiting messages are still watched.
    plan.begin(Act::Clear { before: Some(1) }, at(24));
    plan.refused();
    assert!(plan.is_done(Step::Clear) && plan.watches());
    plan.go_on();
    assert_eq!(plan.copies().iter().map(|copy| copy.id).collect::<Vec<_>>(), [7, 8], "both hold what was cleared");
}

#[test]
fn a_newer_copy_of_the_same_messages_takes_the_place_of_the_older() {
    let mut plan = Replacement::new(at(0));
    for (id, second) in [(1, 1), (2, 4)] {
        plan.begin(Act::Save { why: WhySaved::ByHand }, at(second));
        plan.see(&saved(id, &["a", "b", "c"]), at(second + 1));
    }
    let covered =
        [["a", "b", "c"].as_slice(), &["c", "b", "a"], &["a", "b", "d"], &["a", "b"], &["a", "b", "c", "d"], &[]];
    assert_eq!(covered.map(|ids| plan.covers(&waiting(ids))), [true, true, false, false, false, false]);
    let unnamed =
        [waiting(&["a", "b"]), vec![QueuedMessage::read(serde_json::json!({"type": "sendMessage"}))]].concat();
    assert!(!plan.covers(&unnamed), "which message that is cannot be told");
    plan.begin(Act::Clear { before: Some(5) }, at(10));
    plan.refused();
    plan.begin(Act::Save { why: WhySaved::ByHand }, at(12));
    plan.see(&saved(3, &["a", "b"]), at(13));
    assert_eq!(plan.copies().iter().map(|copy| copy.id).collect::<Vec<_>>(), [3]);
    // It is not known whether this clearing was done: the copy before it may be the only one.
    plan.begin(Act::Clear { before: Some(6) }, at(14));
    plan.give_up();
    plan.begin(Act::Save { why: WhySaved::ByHand }, at(16));
    plan.see(&saved(4, &["c"]), at(17));
    assert_eq!(plan.copies().iter().map(|copy| copy.id).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn a_skipped_step_can_be_gone_back_to_and_the_end_needs_them_all() {
    let mut plan = unlinked();
    plan.back();
    plan.back();
    assert_eq!(plan.step(), Step::Notifications);
    plan.begin(Act::ClearNotifications { before: Some(4) }, at(20));
    plan.skip(Step::Notifications, at(21));
    assert!(plan.is_open(Step::Notifications), "not while it is under way");
    plan.see(&Seen::Notifications { left: Some(1) }, at(22));
    assert!(plan.is_open(Step::Notifications));
    plan.see(&Seen::Notifications { left: Some(0) }, at(23));
    assert_eq!(plan.step(), Step::Link);
    for step in [Step::Interval, Step::SendAgain] {
        plan.skip(step, at(24));
    }
    assert_eq!((plan.step(), plan.ended()), (Step::Link, None));
    plan.skip(Step::Link, at(25));
    assert_eq!(plan.ended(), Some(at(25)));
}

#[test]
fn unlinking_again_unties_what_was_linked() {
    let mut plan = linked("79161234567");
    confirm(&mut plan, "79161234567", 13);
    assert!(plan.is_done(Step::Link));
    plan.begin(Act::Unlink, at(14));
    assert!(plan.is_open(Step::Link) && plan.watches());
}

#[test]
fn a_code_is_shown_only_after_a_zero_that_was_counted_after_it_was_wanted() {
    let mut watch = Watch::default();
    watch.take(Counted::Empty, at(1));
    assert!(!watch.shows_code(at(2)));
    watch.want_code(at(3));
    assert!(!watch.shows_code(at(4)), "counted before");
    watch.take(Counted::Empty, at(4));
    assert!(watch.shows_code(at(5)));
    assert!(!watch.shows_code(at(100)), "the next count is overdue");
    let others = [
        Counted::Waiting(1),
        Counted::Disputed(1),
        Counted::Unknown(Failure::ConnectionLost { cause: Detail::words("") }),
    ];
    for (second, counted) in (10..).zip(others) {
        watch.take(counted, at(second));
        assert!(!watch.shows_code(at(second)));
    }
    watch.take(Counted::Empty, at(5));
    assert!(!watch.shows_code(at(13)), "an older count comes late");
    watch.take(Counted::Empty, at(20));
    assert!(watch.shows_code(at(20)));
    watch.want_no_code();
    assert!(!watch.shows_code(at(20)));
}
