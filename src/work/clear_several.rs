//! Clearing several queues: which of them are left out, and which begins when. The machine of one queue
//! ([`super::clear_queue`]) saves, clears and counts each.
//!
//! One queue at a time is saved and cleared; the next begins once the clearing before it is answered. So at most one
//! clearing is in doubt if the program ends, and stopping stops all but that one. Only the recounts overlap, because
//! each waits eleven seconds for a count that can be trusted. A failure ends its own queue, never another one.

use super::clear_queue::{ClearEnding, ClearProgress, Refusal, Stop};
use super::queue_reading::Waiting;
use crate::green_api::Failure;

/// Maximum number of requests in flight: of queries before the question, and then of queues that have not ended, each
/// of which has one at most. The watch makes room for them among its eight, and keeps one.
pub const MAX_IN_FLIGHT: usize = 7;

/// Greatest number of queues, and of messages in them, that are cleared without typing the number of messages.
const MAX_UNTYPED_QUEUES: usize = 5;
const MAX_UNTYPED_MESSAGES: u64 = 500;

/// Why a selected instance is left out.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    LookOnly,
    /// Its number is being replaced, and the replacement has steps of its own for the queue.
    BeingReplaced,
    /// Other work on it is under way.
    Working,
    /// Its token is missing, or the keyring does not return it.
    NoToken,
    /// The server did not answer about its state or its queue.
    Unanswered(Failure),
    /// Neither the list nor the count shows how many messages wait.
    NumberUnknown,
    /// No message waits.
    Empty,
}

/// The end of one queue's part.
#[derive(Debug, Clone, PartialEq)]
pub enum PartEnd {
    Cleared(ClearEnding),
    /// The copy was not saved, so nothing was cleared.
    NotSaved(Refusal),
    /// More messages wait than the copy holds and the user was asked about, so nothing was cleared.
    RestAppeared,
    LeftOut(LeftOut),
    /// The user stopped before it began.
    Stopped,
}

/// One queue of a common clearing.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    NotBegun,
    /// It is being saved or cleared.
    Clearing,
    /// The clearing is answered; the queue is read again.
    Counting,
    Ended(PartEnd),
}

impl Part {
    /// Returns where a clearing has got to. One that stopped to ask the user has ended: it would hold up the others. A
    /// queue that was found empty is left out after all.
    pub fn of(progress: &ClearProgress) -> Self {
        let ClearProgress { machine, copy, .. } = progress;
        let found_nothing = matches!(copy, Some(Ok(saved)) if saved.found_nothing());
        if found_nothing && machine.ending() == Some(&ClearEnding::Kept) {
            return Self::Ended(PartEnd::LeftOut(LeftOut::Empty));
        }
        if let Some(ending) = machine.ending() {
            return Self::Ended(PartEnd::Cleared(ending.clone()));
        }
        match (machine.stop(), machine.refusal()) {
            (Some(Stop::Refused | Stop::FileNotSaved(_)), Some(refusal)) => {
                Self::Ended(PartEnd::NotSaved(refusal.clone()))
            }
            (Some(_), _) => Self::Ended(PartEnd::RestAppeared),
            (None, _) if machine.cleared_at().is_some() => Self::Counting,
            (None, _) => Self::Clearing,
        }
    }

    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Ended(_))
    }
}

/// Returns the index of the part that begins now, if one may.
pub fn next<'a>(parts: impl Iterator<Item = &'a Part> + Clone) -> Option<usize> {
    let counting = parts.clone().filter(|part| **part == Part::Counting).count();
    let is_clearing = parts.clone().any(|part| *part == Part::Clearing);
    if is_clearing || counting >= MAX_IN_FLIGHT {
        return None;
    }
    parts.into_iter().position(|part| *part == Part::NotBegun)
}

/// Returns the number of messages in several queues.
pub fn total(queues: impl Iterator<Item = Waiting>) -> Waiting {
    queues.fold(Waiting::Exactly(0), |sum, waiting| match (sum, waiting) {
        (Waiting::Unknown, _) | (_, Waiting::Unknown) => Waiting::Unknown,
        (Waiting::Exactly(sum), Waiting::Exactly(number)) => Waiting::Exactly(sum + number),
        (Waiting::Exactly(sum) | Waiting::AtLeast(sum), Waiting::Exactly(number) | Waiting::AtLeast(number)) => {
            Waiting::AtLeast(sum + number)
        }
    })
}

/// Whether the user must type the number of messages before so much is cleared.
pub fn must_be_typed(queues: usize, messages: Waiting) -> bool {
    let many = match messages {
        Waiting::Exactly(number) => number > MAX_UNTYPED_MESSAGES,
        Waiting::Unknown | Waiting::AtLeast(_) => true,
    };
    many || queues > MAX_UNTYPED_QUEUES
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::green_api::Detail;
    use crate::work::clear_queue::{ClearQueue, CopyPlace, Recording, Rest};
    use crate::work::queue_reading::Beyond;
    use crate::work::saved_queues::{NotSaved, Saved};

    fn machine() -> ClearQueue {
        ClearQueue::new(CopyPlace::Database, Rest::NotExpected, Recording::None, Duration::ZERO)
    }

    fn part(machine: &ClearQueue) -> Part {
        Part::of(&ClearProgress::new(machine.clone()))
    }

    fn saved(waiting: u64) -> Saved {
        Saved { id: None, messages: 500, ids: None, waiting: Some(waiting) }
    }

    fn lost() -> Failure {
        Failure::ConnectionLost { cause: Detail::words("reset") }
    }

    fn ended() -> Part {
        Part::Ended(PartEnd::Stopped)
    }

    #[test]
    fn one_queue_is_cleared_at_a_time_while_earlier_ones_are_counted_again() {
        use Part::{Clearing, Counting, NotBegun};
        let next = |parts: &[Part]| next(parts.iter());
        assert_eq!(next(&[NotBegun, NotBegun]), Some(0));
        assert_eq!(next(&[Clearing, NotBegun]), None);
        assert_eq!(next(&[Counting, NotBegun, NotBegun]), Some(1));
        assert_eq!(next(&[Counting, Clearing, NotBegun]), None);
        assert_eq!(next(&[ended(), Counting, ended(), NotBegun]), Some(3));
        let counting = vec![Counting; MAX_IN_FLIGHT];
        assert_eq!(next(&[counting.clone(), vec![NotBegun]].concat()), None);
        assert_eq!(next(&[counting[1..].to_vec(), vec![ended(), NotBegun]].concat()), Some(MAX_IN_FLIGHT));
        assert_eq!(next(&[ended(), Counting]), None);
    }

    #[test]
    fn a_part_follows_its_machine() {
        let mut machine = machine();
        assert_eq!(part(&machine), Part::Clearing);
        machine.saved(Ok(&saved(500)));
        assert_eq!(part(&machine), Part::Clearing);
        machine.cleared(Ok(()), Instant::now());
        assert_eq!(part(&machine), Part::Counting);
        machine.listed(Ok(&[]));
        assert_eq!(part(&machine), Part::Counting);
        machine.counted(Ok(0));
        let end = PartEnd::Cleared(ClearEnding::Empty { counted: true });
        assert_eq!(part(&machine), Part::Ended(end));
    }

    #[test]
    fn a_machine_that_would_ask_the_user_ends_its_part() {
        let mut unsaved = machine();
        unsaved.saved(Err(NotSaved::Unread(lost())));
        let refusal = Refusal::Copy(NotSaved::Unread(lost()));
        assert_eq!(part(&unsaved), Part::Ended(PartEnd::NotSaved(refusal)));

        let mut fuller = machine();
        fuller.saved(Ok(&saved(501)));
        assert_eq!(fuller.stop(), Some(&Stop::RestAppeared { saved: 500, beyond: Beyond::Exactly(1) }));
        assert_eq!(part(&fuller), Part::Ended(PartEnd::RestAppeared));
    }

    #[test]
    fn a_queue_that_is_found_empty_is_left_out() {
        let mut machine = machine();
        machine.revoke();
        let nothing = Saved { id: None, messages: 0, ids: None, waiting: Some(0) };
        machine.saved(Ok(&nothing));
        let progress = ClearProgress { copy: Some(Ok(nothing)), ..ClearProgress::new(machine) };
        assert_eq!(Part::of(&progress), Part::Ended(PartEnd::LeftOut(LeftOut::Empty)));
        let revoked = ClearProgress { copy: Some(Ok(saved(3))), ..progress };
        assert_eq!(Part::of(&revoked), Part::Ended(PartEnd::Cleared(ClearEnding::Kept)));
    }

    #[test]
    fn the_number_is_typed_over_five_queues_or_five_hundred_messages() {
        assert!(!must_be_typed(5, Waiting::Exactly(500)));
        assert!(must_be_typed(6, Waiting::Exactly(6)));
        assert!(must_be_typed(2, Waiting::Exactly(501)));
        assert!(must_be_typed(2, Waiting::AtLeast(500)));
        let several = [Waiting::Exactly(128), Waiting::Exactly(46), Waiting::Exactly(31)];
        assert_eq!(total(several.into_iter()), Waiting::Exactly(205));
        assert_eq!(total([Waiting::Exactly(128), Waiting::AtLeast(500)].into_iter()), Waiting::AtLeast(628));
        assert_eq!(total([Waiting::Exactly(128), Waiting::Unknown].into_iter()), Waiting::Unknown);
    }
}
