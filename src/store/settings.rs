//! The settings, always valid.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use semver::Version;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{LastPage, ListSettings, StoreWarning, WatchSettings};

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// The system's language.
    #[default]
    System,
    /// English.
    En,
    /// Russian.
    Ru,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// The system's theme.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The window's position and size at its last close, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Inner width.
    pub width: f32,
    /// Inner height.
    pub height: f32,
    /// Left edge; `None` if the system does not report it (Wayland).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<f32>,
    /// Top edge; `None` if the system does not report it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<f32>,
    /// Whether it fills the screen; the other values are those from before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub maximized: bool,
}

impl WindowPlace {
    /// Whether a window could have this position and size on some screen.
    fn makes_sense(&self) -> bool {
        let is_size = |points: f32| (100.0..=30_000.0).contains(&points);
        let is_edge = |points: Option<f32>| points.is_none_or(|points| points.abs() <= 100_000.0);
        is_size(self.width) && is_size(self.height) && is_edge(self.x) && is_edge(self.y)
    }
}

/// The user's choices in Preferences, and the window's position.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language of the interface.
    pub language: LanguageChoice,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// The scale of the interface in percent: 50 to 200.
    pub scale_percent: u16,
    /// Number of days for which an unpinned saved queue is kept: 1 to 3650.
    pub saved_queue_days: u16,
    /// Number of days for which the journal, runs and replacements are kept: 30 to 3650.
    pub history_days: u16,
    /// The window's last position and size; `None` before it was first closed.
    pub window: Option<WindowPlace>,
    /// The check for newer versions: whether it is allowed, and its last result.
    pub updates: Updates,
    pub watch: WatchSettings,
    /// `None` before the program was first closed, or if it was closed on a page that is no place to begin.
    pub last_page: Option<LastPage>,
    pub list: ListSettings,
}

/// The check for newer versions of the program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Updates {
    /// Whether the user allows it; `None` before they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<bool>,
    /// The time of the last check, successful or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Timestamp>,
    /// The latest version, as last reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<LatestVersion>,
    /// The version that the user chose to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Version>,
}

/// A version of the program, from its list of releases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatestVersion {
    /// Its number.
    pub version: Version,
    /// The vendor's release notes.
    pub notes: String,
}

impl Updates {
    /// Returns the latest version if it is newer than `own` and not skipped.
    pub fn newer_than(&self, own: &Version) -> Option<&LatestVersion> {
        let is_wanted =
            |latest: &&LatestVersion| latest.version > *own && self.skipped.as_ref() != Some(&latest.version);
        self.latest.as_ref().filter(|_| self.allowed == Some(true)).filter(is_wanted)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: LanguageChoice::default(),
            theme: ThemeChoice::default(),
            scale_percent: 100,
            saved_queue_days: 30,
            history_days: 365,
            window: None,
            updates: Updates::default(),
            watch: WatchSettings::default(),
            last_page: None,
            list: ListSettings::default(),
        }
    }
}

impl Settings {
    /// Minimum and maximum scale, in percent.
    pub const SCALE_PERCENT: RangeInclusive<u16> = 50..=200;
    /// Minimum and maximum number of days for which a saved queue is kept.
    pub const SAVED_QUEUE_DAYS: RangeInclusive<u16> = 1..=3650;
    /// Minimum and maximum number of days for which the journal, runs and replacements are kept.
    pub const HISTORY_DAYS: RangeInclusive<u16> = 30..=3650;

    /// Reads each setting separately, so that one bad value affects only itself.
    pub(super) fn read(kept: &Map<String, Value>, warnings: &mut Vec<StoreWarning>) -> Self {
        let mut settings = Self::default();
        if let Some(language) = value(kept, "language", warnings) {
            settings.language = language;
        }
        if let Some(theme) = value(kept, "theme", warnings) {
            settings.theme = theme;
        }
        if let Some(percent) = within(kept, "scalePercent", &Self::SCALE_PERCENT, warnings) {
            settings.scale_percent = percent;
        }
        if let Some(days) = within(kept, "savedQueueDays", &Self::SAVED_QUEUE_DAYS, warnings) {
            settings.saved_queue_days = days;
        }
        if let Some(days) = within(kept, "historyDays", &Self::HISTORY_DAYS, warnings) {
            settings.history_days = days;
        }
        if let Some(window) = value::<WindowPlace>(kept, "window", warnings) {
            if window.makes_sense() {
                settings.window = Some(window);
            } else {
                warnings.push(bad("window"));
            }
        }
        if let Some(updates) = value(kept, "updates", warnings) {
            settings.updates = updates;
        }
        if let Some(watch) = value(kept, "watch", warnings) {
            settings.watch = watch;
        }
        settings.last_page = value(kept, "lastPage", warnings);
        if let Some(list) = value(kept, "list", warnings) {
            settings.list = list;
        }
        settings
    }

    /// Writes each setting into the object, keeping its other members.
    pub(super) fn write(&self, kept: &mut Map<String, Value>) -> serde_json::Result<()> {
        kept.insert("language".to_owned(), serde_json::to_value(self.language)?);
        kept.insert("theme".to_owned(), serde_json::to_value(self.theme)?);
        kept.insert("scalePercent".to_owned(), clamp(self.scale_percent, &Self::SCALE_PERCENT).into());
        kept.insert("savedQueueDays".to_owned(), clamp(self.saved_queue_days, &Self::SAVED_QUEUE_DAYS).into());
        kept.insert("historyDays".to_owned(), clamp(self.history_days, &Self::HISTORY_DAYS).into());
        match self.window.filter(WindowPlace::makes_sense) {
            Some(window) => kept.insert("window".to_owned(), serde_json::to_value(window)?),
            None => kept.shift_remove("window"),
        };
        if self.updates == Updates::default() {
            kept.shift_remove("updates");
        } else {
            kept.insert("updates".to_owned(), serde_json::to_value(&self.updates)?);
        }
        if self.watch == WatchSettings::default() {
            kept.shift_remove("watch");
        } else {
            kept.insert("watch".to_owned(), serde_json::to_value(self.watch)?);
        }
        match &self.last_page {
            Some(page) => kept.insert("lastPage".to_owned(), serde_json::to_value(page)?),
            None => kept.shift_remove("lastPage"),
        };
        if self.list == ListSettings::default() {
            kept.shift_remove("list");
        } else {
            kept.insert("list".to_owned(), serde_json::to_value(&self.list)?);
        }
        Ok(())
    }
}

fn clamp(number: u16, range: &RangeInclusive<u16>) -> u16 {
    number.clamp(*range.start(), *range.end())
}

/// Reads a number, limiting it to its range with a warning.
fn within(
    kept: &Map<String, Value>,
    key: &str,
    range: &RangeInclusive<u16>,
    warnings: &mut Vec<StoreWarning>,
) -> Option<u16> {
    let number = value::<u64>(kept, key, warnings)?;
    let clamped = clamp(u16::try_from(number).unwrap_or(u16::MAX), range);
    if u64::from(clamped) != number {
        warnings.push(bad(key));
    }
    Some(clamped)
}

fn value<T: DeserializeOwned>(kept: &Map<String, Value>, key: &str, warnings: &mut Vec<StoreWarning>) -> Option<T> {
    let value = kept.get(key).filter(|value| !value.is_null())?;
    T::deserialize(value).inspect_err(|_| warnings.push(bad(key))).ok()
}

fn bad(key: &str) -> StoreWarning {
    StoreWarning::BadSetting { key: format!("settings.{key}") }
}
