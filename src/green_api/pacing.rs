//! One slot per instance and method, so that the documented limits are never met.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Mutex as Turn;
use tokio::time::{Instant, sleep_until};

use super::IdInstance;

/// When each method of each instance was last sent. Clones share it.
#[derive(Clone, Default)]
pub struct Pacing {
    slots: Arc<Mutex<HashMap<(IdInstance, &'static str), Slot>>>,
}

type Slot = Arc<Line>;

/// Who waits to send a method, and since when the next has to wait.
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
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

impl Pacing {
    /// Waits until this method may be sent for this instance, and takes the slot. Calls are let through in the order
    /// they came, the first at once; dropping the future gives the place up without using the slot.
    pub async fn turn(&self, instance: &IdInstance, method: &'static str, interval: Duration) {
        let slot = self.slot(instance, method);
        let _turn = slot.turn.lock().await;
        // An answer that comes meanwhile can put it off.
        while let Some(due) = slot.due(interval).filter(|due| *due > Instant::now()) {
            sleep_until(due).await;
        }
        slot.count_from_now();
    }

    /// The server has answered this method, so it had seen the request by now: the time to the next one counts from
    /// here. Counted from the sending, a request that was long on its way would be followed too soon.
    pub fn answered(&self, instance: &IdInstance, method: &'static str) {
        self.slot(instance, method).count_from_now();
    }

    fn slot(&self, instance: &IdInstance, method: &'static str) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry((instance.clone(), method)).or_default().clone()
    }
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
        pacing.turn(&id("1111"), "qr", PACE).await;
        pacing.turn(&id("1111"), "reboot", PACE).await;
        pacing.turn(&id("2222"), "qr", PACE).await;
        assert!(start.elapsed() < PACE);
        pacing.turn(&id("1111"), "qr", PACE).await;
        pacing.turn(&id("1111"), "qr", PACE).await;
        assert!(start.elapsed() >= PACE * 2);
    }

    #[tokio::test]
    async fn an_answer_that_took_long_puts_the_next_call_off() {
        let pacing = Pacing::default();
        pacing.turn(&id("1111"), "qr", PACE).await;
        let next = pacing.clone();
        let next = tokio::spawn(async move {
            next.turn(&id("1111"), "qr", PACE).await;
            Instant::now()
        });
        tokio::time::sleep(PACE / 2).await;
        let answered = Instant::now();
        pacing.answered(&id("1111"), "qr");
        assert!(next.await.unwrap() >= answered + PACE);
    }

    #[tokio::test]
    async fn who_gives_up_takes_no_slot() {
        let pacing = Pacing::default();
        let start = Instant::now();
        pacing.turn(&id("1111"), "qr", PACE).await;
        let given_up = tokio::time::timeout(PACE / 4, pacing.turn(&id("1111"), "qr", PACE)).await;
        assert!(given_up.is_err());
        pacing.turn(&id("1111"), "qr", PACE).await;
        assert!(start.elapsed() < PACE * 2);
    }
}
