//! The steps, what is asked of the server in each, and what is known of one.

use std::{collections::BTreeSet, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The steps, in the order that keeps a new number from being blocked like the old one: what waits goes out as soon as
/// a phone is linked (green-api.com/docs/api/account/Logout).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Whatever sends through the instance is paused, by the person.
    StopProducers,
    Save,
    Clear,
    /// What waits to be told to the person's own programs; optional.
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

    /// From 1, as it is told.
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

/// Something that is asked of the server in a step. Written down before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// `then_clear`: the queue is cleared once the copy is written.
    Save {
        then_clear: bool,
    },
    /// `before`: how many waited.
    Clear {
        before: Option<u64>,
    },
    /// Nothing waits, it seems: look whether that is so.
    CheckEmpty,
    /// `before`: how many were said to wait.
    ClearNotifications {
        before: Option<u64>,
    },
    /// The logout of the old number.
    Unlink,
    /// No phone is linked, it seems: look whether that is so.
    CheckUnlinked,
    Link,
    /// `before`: the interval until then.
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
            Self::ClearNotifications { .. } => Step::Notifications,
            Self::Unlink | Self::CheckUnlinked => Step::Unlink,
            Self::Link => Step::Link,
            Self::Interval { .. } => Step::Interval,
        }
    }

    pub fn interval(to: Duration, before: Option<Duration>) -> Self {
        let ms = |interval: Duration| u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        Self::Interval { ms: ms(to), before_ms: before.map(ms) }
    }
}

/// How a step stands.
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

/// What was seen that made a step done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The person said so.
    Said,
    /// `waiting`: how many waited in all, if that was known.
    Saved {
        messages: u64,
        waiting: Option<u64>,
    },
    /// `before`: how many waited, if that was known.
    Emptied {
        before: Option<u64>,
    },
    /// It was empty without being cleared.
    WasEmpty,
    NotificationsCleared {
        before: Option<u64>,
    },
    /// `number`: which one it was, digits, if that was known.
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
}

/// A saved queue of this replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// As the database names it.
    pub id: i64,
    pub messages: u64,
    /// Which; `None` if that is not known.
    #[serde(default)]
    pub ids: Option<BTreeSet<String>>,
    pub waiting: Option<u64>,
    #[serde(with = "moment")]
    pub at: Timestamp,
}

/// What is known of one step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct StepProgress {
    pub state: StepState,
    /// What was asked last, and when that began: nothing seen before counts.
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

/// A moment as text: readable, and exact.
pub(super) mod moment {
    use jiff::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A moment that may not have come.
pub(super) mod maybe_moment {
    use jiff::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

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
