//! The settings of the watch.

use std::time::Duration;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// How often the watch checks each instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WatchInterval {
    OneMinute,
    TwoMinutes,
    FiveMinutes,
    FifteenMinutes,
}

impl WatchInterval {
    pub const ALL: [Self; 4] = [Self::OneMinute, Self::TwoMinutes, Self::FiveMinutes, Self::FifteenMinutes];

    pub fn minutes(self) -> u64 {
        match self {
            Self::OneMinute => 1,
            Self::TwoMinutes => 2,
            Self::FiveMinutes => 5,
            Self::FifteenMinutes => 15,
        }
    }

    pub fn duration(self) -> Duration {
        Duration::from_secs(60 * self.minutes())
    }
}

/// Whether the watch is on. It is never turned on by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WatchChoice {
    /// The user was not asked yet.
    #[default]
    NotAsked,
    Off,
    Every(WatchInterval),
}

impl WatchChoice {
    /// Returns the interval; `None` while the watch is off.
    pub fn interval(self) -> Option<WatchInterval> {
        match self {
            Self::Every(interval) => Some(interval),
            Self::NotAsked | Self::Off => None,
        }
    }
}

/// The kinds of news that are shown as notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Notify {
    /// A number is blocked, suspended, unlinked or expired, or its token is refused.
    pub state: bool,
    /// Messages wait on a number that cannot send.
    pub waiting: bool,
    /// A queue is not moving, or grows for half an hour.
    pub queue: bool,
    /// An instance is well again.
    pub well: bool,
}

impl Default for Notify {
    fn default() -> Self {
        Self { state: true, waiting: true, queue: true, well: false }
    }
}

/// A part of the day without notifications. It may last over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    pub from: Time,
    pub to: Time,
}

impl QuietHours {
    pub fn contains(&self, time: Time) -> bool {
        if self.from <= self.to { self.from <= time && time < self.to } else { self.from <= time || time < self.to }
    }

    /// Returns how long they last from `time` on.
    pub fn left(&self, time: Time) -> Duration {
        let left = time.duration_until(self.to);
        let left = if left.is_negative() { left + jiff::SignedDuration::from_hours(24) } else { left };
        left.unsigned_abs()
    }
}

/// The meaning of closing the window while the watch is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnClose {
    /// Ask the user.
    #[default]
    Ask,
    Quit,
    /// Watch on in the notification area.
    KeepWatching,
}

/// The settings of the watch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WatchSettings {
    pub choice: WatchChoice,
    pub notify: Notify,
    /// `None`: notifications are shown at any time.
    pub quiet: Option<QuietHours>,
    pub on_close: OnClose,
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn quiet_hours_may_last_over_midnight() {
        let night = QuietHours { from: time(22, 0, 0, 0), to: time(8, 0, 0, 0) };
        let noon = QuietHours { from: time(13, 0, 0, 0), to: time(14, 0, 0, 0) };
        for (quiet, hour, contains) in [
            (night, 21, false),
            (night, 22, true),
            (night, 0, true),
            (night, 7, true),
            (night, 8, false),
            (noon, 12, false),
            (noon, 13, true),
            (noon, 14, false),
        ] {
            assert_eq!(quiet.contains(time(hour, 0, 0, 0)), contains, "{quiet:?} {hour}");
        }
        assert_eq!(night.left(time(23, 30, 0, 0)), Duration::from_mins(8 * 60 + 30));
        assert_eq!(night.left(time(7, 0, 0, 0)), Duration::from_mins(60));
    }

    #[test]
    fn a_part_that_is_missing_has_its_default() {
        let read: WatchSettings = serde_json::from_str(r#"{"choice": {"every": "fiveMinutes"}}"#).unwrap();
        let expected =
            WatchSettings { choice: WatchChoice::Every(WatchInterval::FiveMinutes), ..WatchSettings::default() };
        assert_eq!(read, expected);
        assert!(read.notify.state && !read.notify.well);
    }
}
