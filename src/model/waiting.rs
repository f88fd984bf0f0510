//! How many messages wait on an instance: one value for every screen, and one for what acts on the whole queue.

use jiff::Timestamp;

use super::Instance;
use crate::work::clear_queue::{ClearPhase, Stop};
use crate::work::queue_reading::{Beyond, CountMethod, QueueReading, Trust, Waiting};

impl Instance {
    /// Returns the values that tell how many messages wait.
    pub fn queue_reading(&self) -> QueueReading {
        let length = self.summary.length;
        QueueReading {
            list: self.queue.read().map(|list| list.map(|_| length)),
            count: self.count.read().map(|count| count.map(|count| *count)),
            method: CountMethod::after(self.count.failure.as_ref()),
        }
    }

    /// Returns the number of waiting messages: one value for the badge, the header, the page and every button.
    pub fn waiting(&self) -> Waiting {
        // The list was just seen to be empty, but the count may still be from before the clearing: neither zero nor the
        // old number is certain.
        if self.clear.as_ref().is_some_and(|clear| clear.progress.machine.phase() == ClearPhase::Checking) {
            return Waiting::Unknown;
        }
        self.queue_reading().waiting()
    }

    /// Returns the number of messages that an act on the whole queue affects: what a question before it names, and its
    /// button. No act affects more than an exact number here, as far as is known.
    pub fn whole_queue(&self) -> Waiting {
        match (self.waiting(), self.rest_appeared()) {
            (Waiting::Unknown, _) => Waiting::Unknown,
            (waiting, Some((saved, Beyond::Exactly(more)))) => {
                Waiting::Exactly(waiting.number().unwrap_or(0).max(saved as u64 + more))
            }
            (waiting, Some((saved, Beyond::Unknown))) => {
                Waiting::AtLeast(waiting.number().unwrap_or(0).max(saved as u64))
            }
            (_, Some((_, Beyond::Nothing)) | None) => self.queue_reading().whole_queue(),
        }
    }

    /// Returns how many of the waiting messages a copy can hold, and how many it cannot.
    pub fn beyond_copy(&self) -> (usize, Beyond) {
        if let Some((saved, beyond)) = self.rest_appeared() {
            match self.whole_queue() {
                Waiting::Unknown => (saved, beyond),
                whole => (saved, whole.beyond_copy(saved)),
            }
        } else if self.is_disputed() {
            // A copy is made from the list, and the list is empty: it would hold none of the messages that the count
            // reports.
            (0, Beyond::Exactly(self.waiting().number().unwrap_or(0)))
        } else {
            (self.summary.copy_holds(), self.waiting().beyond_copy(self.summary.copy_holds()))
        }
    }

    /// Returns the size of the copy, and what it does not hold, if that stopped a clearing.
    fn rest_appeared(&self) -> Option<(usize, Beyond)> {
        match self.clear.as_ref()?.progress.machine.stop()? {
            Stop::RestAppeared { saved, beyond } => Some((*saved, *beyond)),
            Stop::Refused | Stop::FileNotSaved(_) => None,
        }
    }

    /// Whether the list is empty and the count is not, which leaves it unknown whether anything waits.
    pub fn is_disputed(&self) -> bool {
        self.waiting() != Waiting::Unknown && self.queue_reading().is_disputed()
    }

    /// Whether the list is empty and the count is recent enough to date from before the queue was emptied.
    pub fn count_may_lag(&self) -> bool {
        !self.is_emptying() && self.queue_reading().count_may_lag()
    }

    /// Returns when the number of waiting messages was read.
    pub fn waiting_at(&self) -> Option<Timestamp> {
        self.queue_reading().at()
    }

    /// Whether a later query failed, or the number is from an earlier session or from five minutes ago.
    pub fn waiting_is_old(&self) -> bool {
        self.queue_reading().trust() != Trust::Fresh
    }

    /// Whether the number of waiting messages is known from an earlier session only.
    pub fn waiting_is_recalled(&self) -> bool {
        self.queue_reading().trust() == Trust::Recalled
    }
}
