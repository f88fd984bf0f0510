//! The time that orders answers and measures their age. The computer's clock may be set back while the program runs;
//! this clock follows it forwards, including over a sleep, and never goes back.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

static CLOCK: Mutex<Clock> = Mutex::new(Clock { highest: None });

/// Returns the current time, never before one returned earlier in this session.
pub fn now() -> Timestamp {
    let mut clock = CLOCK.lock().unwrap_or_else(PoisonError::into_inner);
    clock.tell(Timestamp::now(), Instant::now())
}

/// Converts a moment to the computer's clock, which may have been set back since.
pub fn told(at: Timestamp) -> Timestamp {
    told_by(at, now(), Timestamp::now())
}

fn told_by(at: Timestamp, now: Timestamp, told_now: Timestamp) -> Timestamp {
    let ahead = now.duration_since(told_now);
    if at > told_now { at.checked_sub(ahead).unwrap_or(at) } else { at }
}

struct Clock {
    /// The highest reading of the computer's clock, with the monotonic clock's reading at the same moment.
    highest: Option<(Timestamp, Instant)>,
}

impl Clock {
    /// Returns the time from the current readings of the two clocks: `told` and `passed`.
    fn tell(&mut self, told: Timestamp, passed: Instant) -> Timestamp {
        let on = self.highest.and_then(|(at, since)| {
            let elapsed = SignedDuration::try_from(passed.saturating_duration_since(since)).ok()?;
            at.checked_add(elapsed).ok()
        });
        match on {
            Some(on) if on > told => on,
            _ => {
                self.highest = Some((told, passed));
                told
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
    }

    #[test]
    fn it_goes_on_while_the_computers_clock_is_set_back_and_follows_it_forwards() {
        let (mut clock, start) = (Clock { highest: None }, Instant::now());
        let mut tell = |told, passed| clock.tell(at(told), start + Duration::from_secs(passed));
        assert_eq!(tell(10_000, 0), at(10_000));
        assert_eq!(tell(10_005, 5), at(10_005));
        // Three hours back: time continues from where it was.
        assert_eq!(tell(10, 15), at(10_015));
        assert_eq!(tell(25, 30), at(10_030));
        // Forwards again, and over a sleep, during which the monotonic clock stops.
        assert_eq!(tell(20_000, 31), at(20_000));
        assert_eq!(tell(50_000, 32), at(50_000));
        assert_eq!(tell(1, 33), at(50_001));
    }

    #[test]
    fn a_moment_is_told_by_the_clock_as_it_is_now() {
        assert_eq!(
            told_by(at(10_020), at(10_030), at(30)),
            at(20),
            "of this run, from before it was set back or after"
        );
        assert_eq!(told_by(at(29), at(10_030), at(30)), at(29), "of an earlier run");
        assert_eq!(told_by(at(29), at(30), at(30)), at(29));
    }
}
