//! The common parts of every run stored in the database: its signals, the claim that is held while it is processed, and
//! the rule on which number it acts.
//!
//! **Nothing is changed unless the number that the run belongs to was read as the linked one**, [`is_recent`] before the
//! request. Where none can be read, the run waits or pauses.

use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{Client, Failure, now};
use crate::store::{Database, DatabaseResult, Tables};

/// Maximum age of the linked number and its state when something is changed with it. Another number cannot be linked in
/// much less time: the first one has to be unlinked, and a code read by a phone.
const NUMBER_LASTS: Duration = Duration::from_secs(10);

/// Whether a number and its state that were read at this moment still hold. getSettings and getStateInstance allow one
/// request a second (green-api.com/en/docs/api/ratelimiter), far more than a reading in each [`NUMBER_LASTS`].
pub fn is_recent(client: &Client, read: Timestamp) -> bool {
    now().duration_since(read).unsigned_abs() < client.paced(NUMBER_LASTS)
}

/// Checks that an answer to a request of that moment still holds: it may have come late, or the computer may have slept.
///
/// # Errors
/// Returns [`Failure::TimedOut`] otherwise.
pub fn in_time(asked: Timestamp) -> Result<(), Failure> {
    in_time_at(asked, now())
}

fn in_time_at(asked: Timestamp, now: Timestamp) -> Result<(), Failure> {
    let is_late = now.duration_since(asked).unsigned_abs() >= NUMBER_LASTS;
    if is_late { Err(Failure::TimedOut { after: NUMBER_LASTS, sent: true }) } else { Ok(()) }
}

/// The user's signals to a run that is under way. To stop it for good, pause it and mark it as stopped
/// ([`Tables::stop_resend_run`], [`Tables::stop_archive_run`]).
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Wait for the outstanding answers, then stop.
    pub pause: CancellationToken,
    /// Stop without waiting for the outstanding answers; their outcomes are then unknown.
    pub give_up: CancellationToken,
}

impl Signals {
    /// Whether the run must stop.
    pub fn is_given(&self) -> bool {
        self.pause.is_cancelled() || self.give_up.is_cancelled()
    }

    /// Waits until either signal is given.
    pub async fn given(&self) {
        tokio::select! {
            () = self.pause.cancelled() => {}
            () = self.give_up.cancelled() => {}
        }
    }
}

/// A run claimed by this program. The claim is released however the run ends, even when its task is aborted.
pub struct ClaimedRun<'a, R: Copy + Send + 'static> {
    pub database: &'a Database,
    pub run: R,
    pub release: fn(&mut Tables, R) -> DatabaseResult<()>,
}

impl<R: Copy + Send + 'static> Drop for ClaimedRun<'_, R> {
    fn drop(&mut self) {
        let (run, release) = (self.run, self.release);
        let consequence = "the results of a run are settled when it is claimed again";
        // Database jobs run in order, so a later claim is handled after this release.
        self.database.queue_logged(consequence, move |tables| release(tables, run));
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn what_an_answer_says_lasts_ten_seconds_from_its_request() {
        let asked = now();
        let after = |seconds| in_time_at(asked, asked + SignedDuration::from_secs(seconds));
        assert_eq!(after(9), Ok(()));
        let late = Err(Failure::TimedOut { after: Duration::from_secs(10), sent: true });
        // A minute back: the clock was set.
        for seconds in [10, 25, 3600, -60] {
            assert_eq!(after(seconds), late);
        }
    }
}
