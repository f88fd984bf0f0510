//! A value of the server: unknown, known with its time, being queried, or unavailable.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::TaskId;
use crate::green_api::{Answer, Exchange, Failure, now};
use crate::work::queue_reading::{Read, Trust};

/// Age from which a value counts as old.
pub const OLD_FROM: SignedDuration = SignedDuration::from_mins(5);

/// A value of the server, as far as it is known. Unknown is not zero: [`Known::value`] is `None` until an answer
/// arrives, and an old value stays, with its time, when a later query fails.
#[derive(Debug, Clone)]
pub struct Known<T> {
    value: Option<(T, Timestamp)>,
    /// Whether an earlier session received it.
    recalled: bool,
    /// The query in flight.
    pub asking: Option<TaskId>,
    /// Why the last query failed.
    pub failure: Option<Failure>,
    /// The last answer, as received.
    pub exchange: Option<Arc<Exchange>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { value: None, recalled: false, asking: None, failure: None, exchange: None }
    }
}

impl<T> Known<T> {
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref().map(|(value, _)| value)
    }

    /// Returns when the value was queried.
    pub fn at(&self) -> Option<Timestamp> {
        self.value.as_ref().map(|(_, at)| *at)
    }

    /// Whether there is a value that is from an earlier session or from five minutes ago, or whose last query failed.
    pub fn is_old(&self) -> bool {
        self.read().is_some_and(|read| read.trust != Trust::Fresh)
    }

    /// Returns the value with its time, and how far to trust it.
    pub fn read(&self) -> Option<Read<&T>> {
        let trust = match self.failure {
            _ if self.recalled => Trust::Recalled,
            Some(_) => Trust::Old,
            None if self.at().is_some_and(|at| now().duration_since(at) >= OLD_FROM) => Trust::Aged,
            None => Trust::Fresh,
        };
        self.value.as_ref().map(|(value, at)| Read { value, at: *at, trust })
    }

    /// Whether the value is from an earlier session, and nothing newer is known.
    pub fn is_recalled(&self) -> bool {
        self.recalled
    }

    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Returns why the last query failed, with the answer that says so: another query may have brought the last one.
    pub fn failed(&self) -> Option<(&Failure, Option<&Arc<Exchange>>)> {
        let failure = self.failure.as_ref()?;
        Some((failure, self.exchange.as_ref().filter(|exchange| exchange.failure.as_ref() == Some(failure))))
    }

    /// Sets a value from an earlier session, unless one is known.
    pub fn recall(&mut self, value: T, at: Timestamp) {
        if self.value.is_none() {
            self.value = Some((value, at));
            self.recalled = true;
        }
    }

    /// Sets a value that was true at `at`, unless a newer one is known. Returns whether it was set.
    pub fn set(&mut self, value: T, at: Timestamp) -> bool {
        let is_news = self.recalled || self.at().is_none_or(|known| known <= at);
        if is_news {
            self.value = Some((value, at));
            self.recalled = false;
            self.failure = None;
        }
        is_news
    }

    /// Replaces the value by one that was derived from it: its time and how far to trust it stay.
    pub fn replace(&mut self, derived: T) {
        if let Some((value, _)) = &mut self.value {
            *value = derived;
        }
    }

    /// Drops a value from before `at`, because something has happened since that makes it worthless.
    pub fn forget_before(&mut self, at: Timestamp) {
        self.value.take_if(|(_, told)| *told < at);
    }

    /// Records the exchange and the failure of an answer. Returns what it told.
    pub fn record<U>(&mut self, answer: Answer<U>) -> Option<U> {
        if answer.exchange.is_some() {
            self.exchange = answer.exchange;
        }
        match answer.outcome {
            Ok(told) => Some(told),
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        }
    }

    /// Applies the answer to the query in flight.
    pub fn take(&mut self, answer: Answer<T>) {
        self.asking = None;
        let at = answer.at();
        if let Some(value) = self.record(answer) {
            self.set(value, at);
        }
    }
}
