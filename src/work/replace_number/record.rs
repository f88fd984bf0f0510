//! A replacement as the journal records it once it has ended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::machine::Replacement;
use super::step::{Fact, Step, StepState, moment};

/// An ended replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementRecord {
    #[serde(with = "moment")]
    pub begun: Timestamp,
    /// The number that was replaced, digits, if known.
    pub from: Option<String>,
    /// The number that was linked and confirmed, digits.
    pub to: Option<String>,
    pub steps: Vec<(Step, StepState)>,
}

/// How a step came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    /// The user did it elsewhere, and said so.
    Hand,
    Program,
    /// There was nothing to do, or the phone did it: the program saw the result.
    Seen,
}

impl Replacement {
    /// Returns what the journal keeps.
    pub fn record(&self) -> ReplacementRecord {
        ReplacementRecord {
            begun: self.begun(),
            from: self.old_number().map(str::to_owned),
            to: self.new_number().map(str::to_owned),
            steps: Step::ALL.map(|step| (step, self.state(step).clone())).to_vec(),
        }
    }
}

impl ReplacementRecord {
    /// Returns the numbers, by which the journal is searched.
    pub fn numbers(&self) -> String {
        let numbers = [&self.from, &self.to].into_iter().flatten();
        numbers.map(String::as_str).collect::<Vec<_>>().join(" → ")
    }
}

impl Fact {
    pub fn doer(&self) -> Doer {
        match self {
            Self::Said => Doer::Hand,
            Self::Saved { messages: 0, .. }
            | Self::WasEmpty
            | Self::NoNotifications
            | Self::NotLinked
            | Self::Linked { .. }
            | Self::SentAgain { messages: 0 } => Doer::Seen,
            Self::Interval { ms, before_ms } if *before_ms == Some(*ms) => Doer::Seen,
            Self::Saved { .. }
            | Self::Emptied { .. }
            | Self::NotificationsCleared { .. }
            | Self::Unlinked { .. }
            | Self::SentAgain { .. }
            | Self::Interval { .. } => Doer::Program,
        }
    }
}
