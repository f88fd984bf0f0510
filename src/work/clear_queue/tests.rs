//! Tests of the machine.

use std::path::PathBuf;
use std::time::Instant;

use super::*;
use crate::green_api::{Detail, Failure, QueuedMessage};
use crate::store::{DatabaseFailure, ExportFailure, SavedQueueId};
use crate::work::queue_reading::{Beyond, MAX_LISTED, is_full};
use crate::work::saved_queues::{FileNotSaved, NotSaved, Saved, SavedFile};

fn lost() -> Failure {
    Failure::ConnectionLost { cause: Detail::words("reset") }
}

fn waiting(count: usize) -> Vec<QueuedMessage> {
    (0..count).map(|_| QueuedMessage::read(serde_json::json!({"type": "sendMessage"}))).collect()
}

fn begun(copy: CopyPlace, rest: Rest) -> ClearQueue {
    ClearQueue::new(copy, rest, Recording::AsSteps, TRUST_COUNT_AFTER)
}

/// Creates a machine whose request may leave.
fn clearing() -> ClearQueue {
    let mut machine = begun(CopyPlace::Nowhere, Rest::NotExpected);
    machine.recorded(Ok(()));
    machine
}

fn saved(messages: usize, waiting: u64) -> Saved {
    Saved { id: Some(SavedQueueId(1)), messages, ids: None, waiting: Some(waiting) }
}

fn written(messages: usize, waiting: u64) -> SavedFile {
    SavedFile { path: PathBuf::from("queue.json"), messages, waiting: Some(waiting) }
}

/// The events of a machine, in the order of the table's columns.
const EVENTS: [&str; 10] =
    ["recorded", "unrecorded", "saved", "part", "unsaved", "selected", "nothing", "written", "unwritten", "revoked"];

fn happen(machine: &mut ClearQueue, event: &str) {
    match event {
        "recorded" => machine.recorded(Ok(())),
        "unrecorded" => machine.recorded(Err(DatabaseFailure::Locked)),
        "saved" => machine.saved(Ok(&saved(3, 3))),
        "part" => machine.saved(Ok(&saved(3, 5))),
        "unsaved" => machine.saved(Err(NotSaved::Unwritten(DatabaseFailure::DiskFull))),
        "selected" => machine.selected(Selected::File),
        "nothing" => machine.selected(Selected::Nothing),
        "written" => machine.written(Ok(&written(3, 3))),
        "unwritten" => machine.written(Err(FileNotSaved::Unwritten(ExportFailure::NoFolder))),
        "revoked" => _ = machine.revoke(),
        _ => panic!("{event}"),
    }
}

/// Returns a machine at each place before the request has left.
fn at(place: &str) -> ClearQueue {
    let mut machine = begun(CopyPlace::Database, Rest::NotExpected);
    let way: &[&str] = match place {
        "record-copy" => &[],
        "save" => &["recorded"],
        "record-clear" => &["recorded", "saved"],
        "clear" => &["recorded", "saved", "recorded"],
        "ask" | "select" | "write" => &["recorded", "unsaved"],
        _ => panic!("{place}"),
    };
    way.iter().for_each(|event| happen(&mut machine, event));
    if matches!(place, "select" | "write") {
        machine.save_to_file(Rest::NotExpected);
    }
    if place == "write" {
        machine.selected(Selected::File);
    }
    assert_eq!(named(&machine), place);
    machine
}

fn named(machine: &ClearQueue) -> &'static str {
    match machine.next(Instant::now()) {
        Next::Record(Part::Copy) => "record-copy",
        Next::Record(Part::Clearing) => "record-clear",
        Next::Save => "save",
        Next::SelectFile => "select",
        Next::WriteFile => "write",
        Next::Ask => "ask",
        Next::Clear => "clear",
        Next::List | Next::WaitUntil(_) | Next::Count => "check",
        Next::Ended => "kept",
    }
}

/// The place after each of [`EVENTS`]. `·`: the same, because this answer was not awaited there.
const PLACES: &str = "
    record-copy   save  ask  ·             ·    ·    ·      ·    ·      ·    kept
    save          ·     ·    record-clear  ask  ask  ·      ·    ·      ·    ·
    record-clear  clear ask  ·             ·    ·    ·      ·    ·      ·    kept
    clear         ·     ·    ·             ·    ·    ·      ·    ·      ·    ·
    ask           ·     ·    ·             ·    ·    ·      ·    ·      ·    kept
    select        ·     ·    ·             ·    ·    write  ask  clear  ask  kept
    write         ·     ·    ·             ·    ·    ·      ·    clear  ask  ·
";

#[test]
fn each_place_goes_on_by_its_own_answers_only() {
    let rows: Vec<Vec<&str>> = PLACES.lines().map(|row| row.split_whitespace().collect()).collect();
    for [place, afterwards @ ..] in rows.iter().filter_map(|row| row.as_array::<11>()) {
        for (event, expected) in EVENTS.iter().zip(afterwards) {
            let mut machine = at(place);
            happen(&mut machine, event);
            let expected = if *expected == "·" { *place } else { *expected };
            assert_eq!(named(&machine), expected, "{place}, {event}");
        }
    }
    assert_eq!(rows.iter().filter(|row| row.len() == 11).count(), 7);
}

#[test]
fn without_a_replacement_no_part_waits_to_be_recorded() {
    let begun = |copy| ClearQueue::new(copy, Rest::NotExpected, Recording::None, TRUST_COUNT_AFTER);
    assert_eq!(named(&begun(CopyPlace::Nowhere)), "clear");
    let mut machine = begun(CopyPlace::Database);
    assert_eq!(named(&machine), "save");
    happen(&mut machine, "saved");
    assert_eq!(named(&machine), "clear");
}

/// Tries every order of five answers after a revocation at every place.
#[test]
fn a_revoked_consent_lets_nothing_leave_whatever_is_answered_afterwards() {
    for place in ["record-copy", "save", "record-clear", "clear", "ask", "select", "write"] {
        let mut revoked = at(place);
        assert!(revoked.revoke(), "{place}");
        let mut machines = vec![revoked];
        for _ in 0..5 {
            for machine in std::mem::take(&mut machines) {
                assert!(!machine.consent().take(), "{place}: it would be sent");
                if place != "clear" {
                    assert_ne!(machine.next(Instant::now()), Next::Clear, "{place}");
                }
                if machine.ending().is_none() {
                    machines.extend(EVENTS.iter().map(|event| {
                        let mut machine = machine.clone();
                        happen(&mut machine, event);
                        machine
                    }));
                }
            }
        }
    }
    let mut clearing = at("clear");
    clearing.revoke();
    clearing.cleared(Err(Failure::Cancelled { sent: false }), Instant::now());
    assert_eq!(clearing.ending(), Some(&ClearEnding::Kept));
    assert!(clearing.check_again().is_none());
}

#[test]
fn a_request_that_has_left_is_not_revoked() {
    let mut machine = at("clear");
    assert!(machine.is_revocable() && machine.consent().take());
    assert!(!machine.is_revocable() && !machine.revoke());
    machine.cleared(Ok(()), Instant::now());
    assert_eq!(machine.next(Instant::now()), Next::List);
}

#[test]
fn what_does_not_fit_into_a_copy_needs_a_consent_of_its_own() {
    let mut asked = at("save");
    happen(&mut asked, "part");
    assert_eq!(asked.stop(), Some(&Stop::RestAppeared { saved: 3, beyond: Beyond::Exactly(2) }));

    let mut accepted = begun(CopyPlace::Database, Rest::Accepted);
    ["recorded", "part"].iter().for_each(|event| happen(&mut accepted, event));
    assert_eq!(named(&accepted), "record-clear");

    let mut file = at("write");
    file.written(Ok(&written(3, 5)));
    assert_eq!(file.stop(), Some(&Stop::RestAppeared { saved: 3, beyond: Beyond::Exactly(2) }));
    file.save_to_file(Rest::Accepted);
    file.selected(Selected::File);
    file.written(Ok(&written(3, 5)));
    assert_eq!(named(&file), "clear");
}

#[test]
fn a_file_is_offered_after_a_refusal_of_the_database_only() {
    for (place, event, refusal) in [
        ("record-copy", "unrecorded", Some(Refusal::Step(Part::Copy, DatabaseFailure::Locked))),
        ("record-clear", "unrecorded", Some(Refusal::Step(Part::Clearing, DatabaseFailure::Locked))),
        ("save", "unsaved", Some(Refusal::Copy(NotSaved::Unwritten(DatabaseFailure::DiskFull)))),
        ("save", "part", None),
    ] {
        let mut machine = at(place);
        happen(&mut machine, event);
        assert_eq!(machine.refusal(), refusal.as_ref(), "{place}, {event}");
        machine.save_to_file(Rest::NotExpected);
        assert_eq!(named(&machine), if refusal.is_some() { "select" } else { "ask" });
    }
}

fn cleared() -> (ClearQueue, Instant) {
    let now = Instant::now();
    let mut machine = clearing();
    assert_eq!(machine.next(now), Next::Clear);
    machine.cleared(Ok(()), now);
    (machine, now)
}

#[test]
fn empty_needs_the_list_and_a_late_zero() {
    let (mut machine, now) = cleared();
    assert_eq!(machine.next(now), Next::List);
    machine.listed(Ok(&[]));
    assert_eq!(machine.phase(), ClearPhase::Checking);
    assert_eq!(machine.next(now), Next::WaitUntil(now + TRUST_COUNT_AFTER));
    assert_eq!(machine.next(now + TRUST_COUNT_AFTER), Next::Count);
    machine.counted(Ok(0));
    assert_eq!(machine.ending(), Some(&ClearEnding::Empty { counted: true }));
}

#[test]
fn without_the_method_the_list_alone_decides() {
    let (mut machine, _) = cleared();
    machine.listed(Ok(&[]));
    machine.counted(Err(Failure::NotFound(crate::green_api::ErrorReply { status: 404, text: String::new() })));
    assert_eq!(machine.ending(), Some(&ClearEnding::Empty { counted: false }));
}

#[test]
fn an_empty_list_with_a_count_is_not_yet_known() {
    let (mut machine, _) = cleared();
    machine.listed(Ok(&[]));
    machine.counted(Ok(3));
    assert_eq!(machine.ending(), Some(&ClearEnding::NotYetKnown(Uncertainty::CountSays(3))));
}

#[test]
fn what_still_waits_is_told() {
    let (mut machine, _) = cleared();
    machine.listed(Ok(&waiting(1)));
    assert_eq!(machine.ending(), Some(&ClearEnding::StillWaiting { left: 1, full: false }));
}

#[test]
fn a_repeated_message_is_left_once_and_fills_the_list_each_time() {
    let (mut machine, _) = cleared();
    let mut list = waiting(MAX_LISTED - 1);
    assert!(!is_full(&list));
    list[0].listed = 2;
    machine.listed(Ok(&list));
    assert_eq!(machine.ending(), Some(&ClearEnding::StillWaiting { left: 499, full: true }));
}

#[test]
fn a_refusal_ends_it_and_nothing_is_sent_again() {
    let mut machine = clearing();
    machine.cleared(Err(Failure::NotCleared { reply: "false".into() }), Instant::now());
    assert!(matches!(machine.ending(), Some(ClearEnding::Refused(_))));
    assert_eq!(machine.next(Instant::now()), Next::Ended);
}

#[test]
fn a_lost_answer_is_followed_by_a_look_never_by_a_second_clearing() {
    let mut machine = clearing();
    machine.cleared(Err(lost()), Instant::now());
    assert_eq!(machine.next(Instant::now()), Next::List);
    machine.listed(Ok(&[]));
    machine.counted(Ok(0));
    assert_eq!(machine.ending(), Some(&ClearEnding::Unknown { failure: lost(), found: Some(QueueFound::Empty) }));
}

#[test]
fn looking_again_does_not_make_an_unknown_clearing_known() {
    let mut machine = clearing();
    machine.cleared(Err(lost()), Instant::now());
    machine.listed(Err(lost()));
    let mut again = machine.check_again().unwrap();
    assert_eq!(again.next(Instant::now()), Next::List);
    again.listed(Ok(&waiting(2)));
    let found = Some(QueueFound::Waiting { left: 2, full: false });
    assert_eq!(again.ending(), Some(&ClearEnding::Unknown { failure: lost(), found }));
}

#[test]
fn a_lost_task_ends_it_wherever_it_is_and_never_says_that_nothing_was_done() {
    let fault = Failure::ProgramFault;
    let mut saving = at("save");
    saving.lose(&fault, Instant::now());
    assert_eq!(named(&saving), "ask");
    assert_eq!(saving.refusal(), Some(&Refusal::Copy(NotSaved::Unread(fault.clone()))));
    let mut clearing = clearing();
    clearing.lose(&fault, Instant::now());
    assert_eq!(clearing.ending(), Some(&ClearEnding::Unknown { failure: fault.clone(), found: None }));
    let (mut listing, _) = cleared();
    listing.lose(&fault, Instant::now());
    let unread = Uncertainty::ListUnread(fault.clone());
    assert_eq!(listing.ending(), Some(&ClearEnding::NotYetKnown(unread)));
    let (mut counting, _) = cleared();
    counting.listed(Ok(&[]));
    counting.lose(&fault, Instant::now());
    assert_eq!(counting.ending(), Some(&ClearEnding::NotYetKnown(Uncertainty::CountUnread(fault))));
}

#[test]
fn cancelling_after_it_was_sent_says_unknown_at_once() {
    let mut machine = clearing();
    machine.cleared(Err(Failure::Cancelled { sent: true }), Instant::now());
    assert!(matches!(machine.ending(), Some(ClearEnding::Unknown { found: None, .. })));
}

#[test]
fn what_comes_first_decides() {
    let revoked = Consent::default();
    assert!(!revoked.is_revoked() && !revoked.is_taken());
    assert!(revoked.clone().revoke());
    assert!(!revoked.take() && revoked.is_revoked());

    let taken = Consent::default();
    assert!(taken.clone().take() && taken.take());
    assert!(!taken.revoke() && !taken.is_revoked() && taken.is_taken());
}
