//! The steps, the requests made in each, and the state known of each.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::WhySaved;

/// Proposed sending interval for a new number. A longer one is as careful.
pub const PROPOSED_INTERVAL: Duration = Duration::from_secs(15);

/// The steps, in the order that keeps a new number from being blocked like the old one: waiting messages are sent as
/// soon as a phone is linked (green-api.com/docs/api/account/Logout).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The user pauses everything that sends through the instance.
    StopProducers,
    Save,
    Clear,
    /// Notifications waiting for the user's own programs are cleared; optional.
    Notifications,
    Unlink,
    Link,
    Interval,
    /// Optional.
    SendAgain,
}

impl Step {
    pub const COUNT: usize = 8;
    pub const ALL: [Self; Self::COUNT] = [
        Self::StopProducers,
        Self::Save,
        Self::Clear,
        Self::Notifications,
        Self::Unlink,
        Self::Link,
        Self::Interval,
        Self::SendAgain,
    ];

    /// Returns the step's number as shown, from 1.
    pub fn number(self) -> usize {
        self.index() + 1
    }

    pub(super) fn index(self) -> usize {
        self as usize
    }

    pub fn before(self) -> Option<Self> {
        self.index().checked_sub(1).map(|index| Self::ALL[index])
    }

    pub fn after(self) -> Option<Self> {
        Self::ALL.get(self.index() + 1).copied()
    }
}

/// A request to the server made in a step. It is recorded before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A copy [`WhySaved::BeforeClearing`] is followed by the clearing.
    Save {
        #[serde(rename = "then_clear", with = "then_clear")]
        why: WhySaved,
    },
    /// `before`: number of messages that were waiting.
    Clear {
        before: Option<u64>,
    },
    /// Nothing seems to be waiting: check whether that is so.
    CheckEmpty,
    /// `before`: number of notifications reported as waiting.
    ClearNotifications {
        before: Option<u64>,
    },
    /// No notifications seem to be waiting: check whether that is so.
    CheckNotifications,
    /// Log the old number out.
    Unlink,
    /// No phone seems to be linked: check whether that is so.
    CheckUnlinked,
    Link,
    /// `before_ms`: the previous interval.
    Interval {
        ms: u64,
        before_ms: Option<u64>,
    },
}

impl Act {
    pub fn step(self) -> Step {
        match self {
            Self::Save { .. } => Step::Save,
            Self::Clear { .. } | Self::CheckEmpty => Step::Clear,
            Self::ClearNotifications { .. } | Self::CheckNotifications => Step::Notifications,
            Self::Unlink | Self::CheckUnlinked => Step::Unlink,
            Self::Link => Step::Link,
            Self::Interval { .. } => Step::Interval,
        }
    }

    /// Whether it only reads, so that the answer is its end.
    pub fn is_check(self) -> bool {
        match self {
            Self::CheckEmpty | Self::CheckNotifications | Self::CheckUnlinked => true,
            // The interval already has this value: reading it is enough, and spares the number a restart.
            Self::Interval { ms, before_ms } => before_ms == Some(ms),
            Self::Save { .. } | Self::Clear { .. } | Self::ClearNotifications { .. } | Self::Unlink | Self::Link => {
                false
            }
        }
    }

    pub fn interval(to: Duration, before: Option<Duration>) -> Self {
        let ms = |interval: Duration| u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        Self::Interval { ms: ms(to), before_ms: before.map(ms) }
    }
}

/// The state of a step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    #[default]
    Open,
    Done {
        #[serde(with = "moment")]
        at: Timestamp,
        fact: Fact,
    },
    Skipped {
        #[serde(with = "moment")]
        at: Timestamp,
    },
}

/// The observation that completed a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The user confirmed it.
    Said,
    /// `waiting`: total number of messages that were waiting, if known.
    Saved {
        messages: u64,
        waiting: Option<u64>,
    },
    /// `before`: number of messages that were waiting, if known.
    Emptied {
        before: Option<u64>,
    },
    /// The queue was empty without being cleared.
    WasEmpty,
    NotificationsCleared {
        before: Option<u64>,
    },
    /// No notifications were waiting.
    NoNotifications,
    /// `number`: the unlinked number, digits, if known.
    Unlinked {
        number: Option<String>,
    },
    /// No phone was linked.
    NotLinked,
    /// `same`: it is the number that was linked before.
    Linked {
        number: String,
        same: bool,
    },
    Interval {
        ms: u64,
        before_ms: Option<u64>,
    },
    /// Number of messages that were sent from copies since the replacement began.
    SentAgain {
        messages: u64,
    },
}

/// A saved queue of this replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Its id in the database.
    pub id: i64,
    pub messages: u64,
    /// The ids of its messages; `None` if unknown.
    #[serde(default)]
    pub ids: Option<BTreeSet<String>>,
    pub waiting: Option<u64>,
    #[serde(with = "moment")]
    pub at: Timestamp,
}

/// The stored progress of one step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct StepProgress {
    pub state: StepState,
    /// The last act requested, and when it began: observations from before that do not count.
    pub asked: Option<Asked>,
}

impl StepProgress {
    pub fn moments(&mut self) -> impl Iterator<Item = &mut Timestamp> {
        let state = match &mut self.state {
            StepState::Open => None,
            StepState::Done { at, .. } | StepState::Skipped { at } => Some(at),
        };
        state.into_iter().chain(self.asked.as_mut().map(|asked| &mut asked.at))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    pub act: Act,
    #[serde(with = "moment")]
    pub at: Timestamp,
}

/// Serializes why a queue is saved as whether the queue is cleared afterwards.
mod then_clear {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::store::WhySaved;

    pub fn serialize<S: Serializer>(why: &WhySaved, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*why == WhySaved::BeforeClearing)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WhySaved, D::Error> {
        bool::deserialize(deserializer).map(|clears| if clears { WhySaved::BeforeClearing } else { WhySaved::ByHand })
    }
}

/// Serializes a moment as text: readable and exact.
pub(super) mod moment {
    use jiff::Timestamp;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Serializes an optional moment in the same way as [`moment`].
pub(super) mod maybe_moment {
    use jiff::Timestamp;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => serializer.serialize_some(&at.to_string()),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}
