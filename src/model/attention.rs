//! The instances that need the user's attention, as far as the last readings show.

use std::time::Duration;

use jiff::SignedDuration;

use super::{Instance, Model, Page};
use crate::work::watch::{Observation, Trouble};

/// Minimum time for which the watch sees the same first message before it reports that a queue is not moving.
const STUCK_FOR: SignedDuration = SignedDuration::from_mins(2);

/// Time for which a queue only rises before the watch reports that it grows.
const GROWS_FOR: SignedDuration = SignedDuration::from_mins(30);

impl Instance {
    /// Returns what the watch sees of this instance.
    pub fn observation(&self) -> Observation<'_> {
        let interval = self.settings.value().and_then(|settings| settings.sending_interval);
        let is_stuck = |interval| self.standstill.first_is_stuck_for(&self.queue_reading(), interval, STUCK_FOR);
        Observation {
            messenger: self.messenger(),
            state: self.state.value(),
            failure: self.state.failure.as_ref(),
            waiting: self.waiting().number(),
            is_stuck: interval.is_some_and(is_stuck),
            is_growing: self.course.has_risen_for(GROWS_FOR),
        }
    }

    /// Returns the most urgent reason why it needs the user's attention.
    pub fn trouble(&self) -> Option<Trouble> {
        self.observation().worst()
    }

    /// Returns for how long the first message of the queue has been the first, as far as the list shows it.
    pub fn first_message_waits(&self) -> Option<Duration> {
        self.standstill.first_lasts(&self.queue_reading()).and_then(|lasts| Duration::try_from(lasts).ok())
    }
}

impl Model {
    /// Returns how many instances need the user's attention.
    pub fn needing_attention(&self) -> usize {
        self.instances.iter().filter(|instance| instance.trouble().is_some()).count()
    }

    /// Whether there is more than one instance, so that an overview of all helps.
    pub fn has_overview(&self) -> bool {
        self.instances.len() > 1 || self.page == Page::AllInstances
    }
}
