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

type Slot = Arc<Turn<Option<Instant>>>;

impl Pacing {
    /// Waits until this method may be sent for this instance, and takes the slot. Calls are let through in the order
    /// they came, the first at once; dropping the future gives the place up without using the slot.
    pub async fn turn(&self, instance: &IdInstance, method: &'static str, interval: Duration) {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            slots.entry((instance.clone(), method)).or_default().clone()
        };
        let mut last = slot.lock().await;
        if let Some(last) = *last {
            sleep_until(last + interval).await;
        }
        *last = Some(Instant::now());
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
