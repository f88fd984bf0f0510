//! A value that the server tells: not yet known, known since when, being asked for, or not to be had.

use std::sync::Arc;

use jiff::Timestamp;

use crate::green_api::{Answer, Exchange, Failure};

/// What is known of one value. Unknown is not zero: [`Known::value`] is `None` until an answer came, and an old value
/// stays, with its time, when a later question fails.
#[derive(Debug, Clone)]
pub struct Known<T> {
    value: Option<(T, Timestamp)>,
    /// A question is under way.
    pub asking: bool,
    /// Why the last question was not answered.
    pub failure: Option<Failure>,
    /// The last answer as it came.
    pub exchange: Option<Arc<Exchange>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { value: None, asking: false, failure: None, exchange: None }
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

    /// There is a value, but the last question for a newer one failed.
    pub fn is_old(&self) -> bool {
        self.value.is_some() && self.failure.is_some()
    }

    /// Takes a value in that held at `at`, unless a newer one is known.
    pub fn set(&mut self, value: T, at: Timestamp) {
        if self.at().is_none_or(|known| known <= at) {
            self.value = Some((value, at));
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
