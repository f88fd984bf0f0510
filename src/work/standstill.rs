//! How long nothing has left a sending queue, as far as its readings show.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::queue_reading::{COUNT_LAG, QueueReading, Trust};
use crate::green_api::QueuedMessage;

/// The values that have not changed, and since when.
///
/// The first message of the list shows exactly whether one has left, also while others arrive. Where there is no such
/// list, the number shows it: one that rises may hide that messages leave, so a rise begins again like a fall. So does
/// one that stays while the first message of the list changes.
#[derive(Debug, Clone, Default)]
pub struct Standstill {
    number: Option<(u64, Timestamp)>,
    /// The ids of the first message.
    first: Option<(Vec<String>, Timestamp)>,
}

impl Standstill {
    /// Takes a reading, with the first message of its list.
    pub fn observe(&mut self, reading: &QueueReading, first: Option<&QueuedMessage>) {
        let number = reading.waiting().number().filter(|_| reading.trust() != Trust::Recalled);
        self.number = lasting(self.number.take(), number.zip(reading.at()));
        let ids = first.map(|first| first.ids.clone()).filter(|ids| !ids.is_empty());
        let first = ids.zip(reading.list.map(|list| list.at));
        let is_another = |(before, _): &(Vec<String>, _)| first.as_ref().is_none_or(|(ids, _)| ids != before);
        if self.first.as_ref().is_some_and(is_another)
            && let (Some((_, since)), Some(list)) = (&mut self.number, reading.list)
        {
            *since = list.at.max(*since);
        }
        self.first = lasting(self.first.take(), first);
    }

    /// Whether nothing has left for so long that messages are stuck. `interval`: the sending interval.
    pub fn is_long(&self, reading: &QueueReading, interval: Duration) -> bool {
        let of_number = || match self.number? {
            (0, _) => None,
            (_, since) => Some(reading.at()?.duration_since(since)),
        };
        self.first_lasts(reading).or_else(of_number).is_some_and(|lasts| lasts > limit(interval))
    }

    /// Whether the first message has been the first for so long that it is stuck.
    pub fn first_is_stuck(&self, reading: &QueueReading, interval: Duration) -> bool {
        self.first_lasts(reading).is_some_and(|lasts| lasts > limit(interval))
    }

    /// Whether the first message has been the first for at least `least`, and for so long that it is stuck.
    pub fn first_is_stuck_for(&self, reading: &QueueReading, interval: Duration, least: SignedDuration) -> bool {
        self.first_is_stuck(reading, interval) && self.first_lasts(reading).is_some_and(|lasts| lasts >= least)
    }

    /// Returns how long the first message has been the first; `None` if the list does not show it.
    pub fn first_lasts(&self, reading: &QueueReading) -> Option<SignedDuration> {
        let (_, since) = self.first.as_ref()?;
        Some(reading.list_tells()?.duration_since(*since))
    }
}

/// Keeps the time of a value that is still the same.
fn lasting<T: PartialEq>(last: Option<(T, Timestamp)>, now: Option<(T, Timestamp)>) -> Option<(T, Timestamp)> {
    match (last, now) {
        (Some(last), Some(now)) if last.0 == now.0 => Some(last),
        (_, now) => now,
    }
}

/// Returns the longest time without a message leaving that is normal: three sending intervals, and no less than twice
/// the lag of a count.
fn limit(interval: Duration) -> SignedDuration {
    SignedDuration::try_from(interval * 3).unwrap_or(SignedDuration::MAX).max(COUNT_LAG * 2)
}
