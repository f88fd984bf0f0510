//! The practice server's time: the computer's clock, which a test may move forward or stop.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// A clock shared by a server and its [`Control`](super::Control). Times are durations since the Unix epoch.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Hands>>);

#[derive(Debug)]
struct Hands {
    start: Duration,
    /// `None`: only [`Clock::advance`] moves the time.
    running_since: Option<Instant>,
    /// Factor by which it runs faster than the computer's clock.
    speed: u32,
    advanced: Duration,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(Some(Instant::now()))
    }
}

impl Clock {
    fn new(running_since: Option<Instant>) -> Self {
        let start = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(Arc::new(Mutex::new(Hands { start, running_since, speed: 1, advanced: Duration::ZERO })))
    }

    /// Creates a stopped clock that moves only when advanced: until then nothing drains, expires or is replenished.
    pub fn still() -> Self {
        Self::new(None)
    }

    /// Creates a clock that runs `speed` times faster, for a client whose waits are shortened by the same factor.
    pub fn faster(speed: u32) -> Self {
        let clock = Self::default();
        clock.0.lock().unwrap_or_else(PoisonError::into_inner).speed = speed;
        clock
    }

    pub fn now(&self) -> Duration {
        let hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let run = hands.running_since.map(|since| since.elapsed() * hands.speed).unwrap_or_default();
        hands.start + run + hands.advanced
    }

    /// Moves the time forward.
    pub fn advance(&self, by: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).advanced += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_clock_moves_only_when_told() {
        let clock = Clock::still();
        let before = clock.now();
        let running = Clock::default();
        let start = running.now();
        while running.now() == start {}
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(60));
        assert_eq!(clock.clone().now(), before + Duration::from_secs(60));
    }
}
