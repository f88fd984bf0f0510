//! A value that the server tells: not yet known, known since when, being asked for, or not to be had.

use std::sync::Arc;

use jiff::Timestamp;

use crate::green_api::{Answer, Exchange, Failure};

/// What is known of one value. Unknown is not zero: [`Known::value`] is `None` until an answer came, and an old value
/// stays, with its time, when a later question fails.
#[derive(Debug, Clone)]
pub struct Known<T> {
    value: Option<(T, Timestamp)>,
    /// It was told to an earlier run of the program.
    recalled: bool,
    /// A question is under way.
    pub asking: bool,
    /// Why the last question was not answered.
    pub failure: Option<Failure>,
    /// The last answer as it came.
    pub exchange: Option<Arc<Exchange>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { value: None, recalled: false, asking: false, failure: None, exchange: None }
    }
}

impl<T> Known<T> {
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref().map(|(value, _)| value)
    }

    /// When the value was told.
    pub fn at(&self) -> Option<Timestamp> {
        self.value.as_ref().map(|(_, at)| *at)
    }

    /// There is a value, but it is from an earlier run, or the last question for a newer one failed.
    pub fn is_old(&self) -> bool {
        self.value.is_some() && (self.recalled || self.failure.is_some())
    }

    /// The value was told to an earlier run of the program, and nothing newer is known.
    pub fn is_recalled(&self) -> bool {
        self.recalled
    }

    /// Takes in what was told to an earlier run, unless something is known.
    pub fn recall(&mut self, value: T, at: Timestamp) {
        if self.value.is_none() {
            self.value = Some((value, at));
            self.recalled = true;
        }
    }

    /// Takes a value in that held at `at`, unless a newer one is known.
    pub fn set(&mut self, value: T, at: Timestamp) {
        if self.recalled || self.at().is_none_or(|known| known <= at) {
            self.value = Some((value, at));
            self.recalled = false;
            self.failure = None;
        }
    }

    /// Lets a value go that was told before `at`: something has happened since that makes it worthless.
    pub fn forget_before(&mut self, at: Timestamp) {
        self.value.take_if(|(_, told)| *told < at);
    }

    /// Takes an answer in.
    pub fn take(&mut self, answer: Answer<T>) {
        self.asking = false;
        let at = answer.at();
        if answer.exchange.is_some() {
            self.exchange = answer.exchange;
        }
        match answer.outcome {
            Ok(value) => self.set(value, at),
            Err(failure) => self.failure = Some(failure),
        }
    }
}
