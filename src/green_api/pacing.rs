//! One slot per instance and method, so that the documented limits are never reached.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Mutex as Turn;
use tokio::time::{Instant, sleep_until};

use super::IdInstance;

/// The last sending time of each method of each instance. Clones share it.
#[derive(Clone, Default)]
pub struct Pacing {
    slots: Arc<Mutex<HashMap<(IdInstance, &'static str), Slot>>>,
}

type Slot = Arc<Line>;

/// The queue of callers of one method, and the time from which the next interval counts.
#[derive(Default)]
struct Line {
    turn: Turn<()>,
    last: Mutex<Option<Instant>>,
}

impl Line {
    fn due(&self, interval: Duration) -> Option<Instant> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).map(|last| last + interval)
    }

    fn count_from_now(&self) {
        self.count_from(Instant::now());
    }

    fn count_from(&self, time: Instant) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(time);
    }
}

/// The treatment of a turn that comes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// The next call comes as much earlier.
    MakeUp,
    /// All later calls move with it.
    Accept,
}

impl Pacing {
    /// Waits until this method may be sent for this instance, and takes the slot. Callers are served in order of
    /// arrival, the first at once. Dropping the future leaves the queue without using the slot.
    ///
    /// Timers fire late, so that many calls in a row are slower than the limit allows unless each delay shorter than the
    /// interval is made up for.
    pub async fn turn(&self, instance: &IdInstance, method: &'static str, interval: Duration, delay: Delay) {
        let slot = self.slot(instance, method);
        let _turn = slot.turn.lock().await;
        // A response that arrives meanwhile can postpone it.
        while let Some(due) = slot.due(interval).filter(|due| *due > Instant::now()) {
            sleep_until(due).await;
        }
        let late = slot.due(interval).filter(|_| delay == Delay::MakeUp);
        slot.count_from(taken_at(late, Instant::now(), interval));
    }

    /// Restarts the method's interval now. The server has answered, so it had seen the request by this time; an
    /// interval counted from sending would be too short for the server if the request took long to arrive.
    pub fn answered(&self, instance: &IdInstance, method: &'static str) {
        self.slot(instance, method).count_from_now();
    }

    fn slot(&self, instance: &IdInstance, method: &'static str) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry((instance.clone(), method)).or_default().clone()
    }
}

/// Returns the time from which the next interval counts: when this turn was due, if that was less than one interval
/// ago.
fn taken_at(due: Option<Instant>, now: Instant, interval: Duration) -> Instant {
    due.filter(|due| now.saturating_duration_since(*due) < interval).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Duration = Duration::from_millis(300);
    /// An interval that does not end during a test.
    const LONG: Duration = Duration::from_secs(3600);

    fn id(text: &str) -> IdInstance {
        IdInstance::parse(text).unwrap()
    }

    /// Whether a call need not wait for its turn. One that would have to wait gives up.
    async fn is_at_once(pacing: &Pacing, instance: &str, method: &'static str) -> bool {
        tokio::time::timeout(Duration::ZERO, pacing.turn(&id(instance), method, LONG, Delay::Accept)).await.is_ok()
    }

    #[tokio::test]
    async fn calls_of_one_method_are_spaced_and_others_are_not() {
        let pacing = Pacing::default();
        assert!(is_at_once(&pacing, "1111", "qr").await);
        assert!(is_at_once(&pacing, "1111", "reboot").await);
        assert!(is_at_once(&pacing, "2222", "qr").await);
        assert!(!is_at_once(&pacing, "1111", "qr").await);
        let start = Instant::now();
        for _ in 0..3 {
            pacing.turn(&id("3333"), "qr", PACE, Delay::Accept).await;
        }
        assert!(start.elapsed() >= PACE * 2);
    }

    #[tokio::test]
    async fn an_answer_that_took_long_puts_the_next_call_off() {
        let (pacing, id) = (Pacing::default(), id("1111"));
        pacing.turn(&id, "qr", PACE, Delay::Accept).await;
        // The next call is already waiting when the answer arrives.
        let next = async {
            pacing.turn(&id, "qr", PACE, Delay::Accept).await;
            Instant::now()
        };
        let answered = async {
            let now = Instant::now();
            pacing.answered(&id, "qr");
            now
        };
        let (next, answered) = tokio::join!(next, answered);
        assert!(next >= answered + PACE);
    }

    #[test]
    fn a_late_turn_is_made_up_for_and_a_pause_saves_nothing_up() {
        let due = Instant::now();
        let late = due + PACE / 3;
        assert_eq!(taken_at(Some(due), late, PACE), due);
        assert_eq!(taken_at(None, late, PACE), late);
        let much_later = due + PACE * 5;
        assert_eq!(taken_at(Some(due), much_later, PACE), much_later);
    }

    #[tokio::test]
    async fn who_gives_up_takes_no_slot() {
        let pacing = Pacing::default();
        assert!(is_at_once(&pacing, "1111", "qr").await);
        let slot = pacing.slot(&id("1111"), "qr");
        let due = slot.due(LONG);
        assert!(!is_at_once(&pacing, "1111", "qr").await);
        assert_eq!(slot.due(LONG), due);
        assert!(slot.turn.try_lock().is_ok(), "the next caller waits for nobody");
    }
}
