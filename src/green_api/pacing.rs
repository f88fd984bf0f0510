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

    const PACE: Duration = Duration::from_millis(60);

    fn id(text: &str) -> IdInstance {
        IdInstance::parse(text).unwrap()
    }

    #[tokio::test]
    async fn calls_of_one_method_are_spaced_and_others_are_not() {
        let pacing = Pacing::default();
        let start = Instant::now();
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        pacing.turn(&id("1111"), "reboot", PACE, Delay::Accept).await;
        pacing.turn(&id("2222"), "qr", PACE, Delay::Accept).await;
        assert!(start.elapsed() < PACE);
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        assert!(start.elapsed() >= PACE * 2);
    }

    #[tokio::test]
    async fn an_answer_that_took_long_puts_the_next_call_off() {
        let pacing = Pacing::default();
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        let next = pacing.clone();
        let next = tokio::spawn(async move {
            next.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
            Instant::now()
        });
        tokio::time::sleep(PACE / 2).await;
        let answered = Instant::now();
        pacing.answered(&id("1111"), "qr");
        assert!(next.await.unwrap() >= answered + PACE);
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
        let start = Instant::now();
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        let given_up = tokio::time::timeout(PACE / 4, pacing.turn(&id("1111"), "qr", PACE, Delay::Accept)).await;
        assert!(given_up.is_err());
        pacing.turn(&id("1111"), "qr", PACE, Delay::Accept).await;
        assert!(start.elapsed() < PACE * 2);
    }
}
