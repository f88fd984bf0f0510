//! The phone that was linked: whose it is, and whether it is linked still.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Replacement;
use crate::green_api::InstanceState;
use crate::work::replace_number::step::{Fact, Step, StepProgress, StepState, maybe_moment, moment};

/// The user's answer to "Is it the new number?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberAnswer {
    Right,
    Wrong,
}

/// The phone that was linked, until the user confirms whether it is the right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Linked {
    #[serde(with = "moment")]
    pub at: Timestamp,
    pub number: Option<String>,
    /// When the user confirmed the number. It counts once the server has reported it again.
    #[serde(default, with = "maybe_moment")]
    pub confirmed: Option<Timestamp>,
}

impl Replacement {
    /// Returns `Some` if a phone is linked; it holds the number once that was read.
    pub fn linked(&self) -> Option<Option<&str>> {
        self.linked.as_ref().map(|linked| linked.number.as_deref())
    }

    /// Whether the phone that was linked was unlinked again, and none was linked since.
    pub fn is_gone(&self) -> bool {
        self.gone.is_some() && self.linked.is_none()
    }

    /// Whether the user has confirmed the linked number, and the server has not reported it again yet.
    pub fn is_confirmed(&self) -> bool {
        self.linked.as_ref().is_some_and(|linked| linked.confirmed.is_some())
    }

    /// Whether only one thing is left to do: see that the new number is still linked.
    pub fn awaits_last_look(&self) -> bool {
        self.ended.is_none() && self.is_complete() && self.new_number().is_some()
    }

    /// Whether the number of the linked phone must be read again before the replacement can go on.
    pub fn checks_phone(&self) -> bool {
        self.is_confirmed() || self.awaits_last_look()
    }

    /// Whether a phone is linked that can be unlinked again before the end.
    pub fn watches_phone(&self) -> bool {
        self.ended.is_none() && (self.linked.is_some() || self.is_done(Step::Link))
    }

    /// Returns the number that was linked, digits, once the user has confirmed it.
    pub fn new_number(&self) -> Option<&str> {
        let StepState::Done { fact: Fact::Linked { number, .. }, .. } = self.state(Step::Link) else { return None };
        Some(number)
    }

    pub(super) fn is_complete(&self) -> bool {
        Step::ALL.iter().all(|step| !self.is_open(*step))
    }

    /// Applies the number of the linked phone. It completes the linking once it is confirmed, and the replacement once
    /// nothing else is left.
    pub(super) fn see_number(&mut self, number: &str, at: Timestamp) {
        if let Some(linked) = self.linked.as_mut().filter(|linked| at >= linked.at) {
            let is_same = linked.number.as_deref() == Some(number);
            if is_same && linked.confirmed.is_some_and(|confirmed| at >= confirmed) {
                let same = self.is_old_number(number);
                (self.linked, self.flight) = (None, None);
                self.tick(Step::Link, Fact::Linked { number: number.to_owned(), same }, at);
            } else if !is_same {
                (linked.number, linked.confirmed) = (Some(number.to_owned()), None);
            }
        }
        if !self.awaits_last_look() || at < self.completed() {
            return;
        }
        if self.new_number() == Some(number) {
            self.end(at);
        } else {
            self.link_again();
            self.linked = Some(Linked { at, number: Some(number.to_owned()), confirmed: None });
        }
    }

    /// Applies a state without a usable phone. A phone that was linked before is then asked about no longer, and if the
    /// server waits for another one, its linking is undone.
    pub(super) fn see_no_phone(&mut self, state: &InstanceState, at: Timestamp) {
        let was_linked = match (&self.linked, self.state(Step::Link)) {
            (Some(linked), _) => at >= linked.at,
            (None, StepState::Done { at: done, fact: Fact::Linked { .. } }) => at >= *done,
            (None, _) => false,
        };
        if !was_linked {
            return;
        }
        self.linked = None;
        if state.awaits_phone() {
            self.gone = Some(at);
            self.link_again();
        }
    }

    /// Opens the step that links a phone again, and leads there unless an act of an earlier step is under way. The end
    /// of a later act is not awaited: its result counts whenever it is seen.
    fn link_again(&mut self) {
        self.steps[Step::Link.index()].state = StepState::Open;
        // The user finished with the phone that is gone.
        if self.is_done(Step::SendAgain) {
            self.steps[Step::SendAgain.index()] = StepProgress::default();
        }
        self.flight.take_if(|flight| *flight >= Step::Link);
        if self.flight.is_none() {
            self.step = Step::Link;
        }
    }

    /// Returns when the last step was done or skipped.
    fn completed(&self) -> Timestamp {
        let closed = self.steps.iter().filter_map(|progress| match progress.state {
            StepState::Open => None,
            StepState::Done { at, .. } | StepState::Skipped { at } => Some(at),
        });
        closed.max().unwrap_or(self.begun)
    }

    /// Applies the answer to "Is it the new number?". It can be right only if a phone was seen to be linked and its
    /// number is known; a blocked phone is wrong without a question. A right number completes the step once it is seen
    /// again.
    pub fn answer_number(&mut self, answer: NumberAnswer, now: Timestamp) {
        if self.ended.is_some() || !self.is_open(Step::Link) || self.step != Step::Link {
            return;
        }
        match answer {
            NumberAnswer::Right => {
                if let Some(linked) = self.linked.as_mut().filter(|linked| linked.number.is_some()) {
                    linked.confirmed.get_or_insert(now);
                }
            }
            NumberAnswer::Wrong => {
                (self.linked, self.flight) = (None, None);
                self.steps[Step::Unlink.index()] = StepProgress::default();
                self.steps[Step::Link.index()] = StepProgress::default();
                self.step = Step::Unlink;
            }
        }
    }

    /// Records that a read requested at `at` could not confirm the number. The user is asked again, unless that read is
    /// older than the confirmation.
    pub fn not_confirmed(&mut self, at: Timestamp) {
        if let Some(linked) = &mut self.linked {
            linked.confirmed.take_if(|confirmed| at >= *confirmed);
        }
    }
}
