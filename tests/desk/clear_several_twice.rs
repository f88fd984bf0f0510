//! The same queues cleared by two programs with a data folder each, as on two computers: no message is cleared without a
//! copy, and a queue that the other program has emptied is not cleared again.

use std::collections::BTreeSet;

use instance_desk::model::SeveralStage;
use instance_desk::store::Outcome;

use crate::clear_several::{CLEAR, SHOPS, ask, copies, left, rows, three};
use crate::common::{Gateway, Home, Window};
use crate::newest_lines::NewestLines as _;

const ACT: &str = "Clear 3 queues, 9 messages";
const QUESTION: &str = "Clear 3 queues, 9 messages…";

/// Returns another computer's home, with the same instances.
fn elsewhere(gateway: &Gateway) -> Home {
    Home::of(gateway, &SHOPS)
}

/// Draws both windows until the clearings of both have ended.
fn until_both_end(one: &mut Window, other: &mut Window) {
    let has_ended = |window: &Window| {
        window.model().clear_several.as_ref().is_some_and(|several| several.stage() == SeveralStage::Ended)
    };
    one.until("both ends", |one| {
        other.step();
        (has_ended(one) && has_ended(other)).then_some(())
    });
}

/// Returns the instances for which the journal of a program has a clearing that was done.
fn cleared_by(home: &Home) -> BTreeSet<String> {
    let lines = home.ask_beside(|tables| tables.newest_lines(None, 100));
    assert!(lines.iter().all(|line| line.outcome == Outcome::Done), "{lines:?}");
    lines.iter().map(|line| line.instance.to_string()).collect()
}

#[test]
fn a_queue_that_another_program_has_emptied_is_left_out_and_not_cleared_again() {
    let (gateway, first) = three();
    let second = elsewhere(&gateway);
    let mut late = ask(&second, QUESTION);
    let mut window = ask(&first, QUESTION);
    window.click(ACT);
    window.see("All 3 queues cleared and seen empty");
    assert_eq!(gateway.times(CLEAR), 3);

    // The question of the other one is still about nine messages.
    late.click(ACT);
    late.see("No queue was cleared");
    assert!(rows(&late).iter().all(|row| row.ends_with("Left out, no messages wait")), "{:?}", rows(&late));
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (3, vec![0, 0, 0]));
    assert_eq!((copies(&first).0.len(), copies(&second).0.len()), (3, 0));
    assert_eq!((cleared_by(&first).len(), cleared_by(&second).len()), (3, 0));
}

#[test]
fn two_programs_at_once_lose_nothing() {
    let (gateway, first) = three();
    let second = elsewhere(&gateway);
    let (mut one, mut other) = (ask(&first, QUESTION), ask(&second, QUESTION));
    one.click(ACT);
    other.click(ACT);
    until_both_end(&mut one, &mut other);
    assert_eq!(left(&gateway, &SHOPS), [0, 0, 0]);
    let saved: BTreeSet<_> = copies(&first).0.into_iter().chain(copies(&second).0).collect();
    assert_eq!(saved.len(), 3, "a queue was cleared without a copy");
    // A program has cleared what it has a copy of, and nothing else.
    for home in [&first, &second] {
        assert_eq!(cleared_by(home), copies(home).0.into_iter().collect());
    }
}
