//! The watch over all instances, as far as it is shown. The stored part is in the settings.

use jiff::Timestamp;

use super::InstanceKey;
use crate::explain::Text;

#[derive(Debug, Clone, Default)]
pub struct WatchState {
    /// Number of instances still to be checked because the user asked for all of them.
    pub checking: usize,
    /// Whether no server answers, so that the watch only tries one instance a round.
    pub is_network_away: bool,
    pub notifications: NotificationService,
    /// Notifications that the system did not show, the newest first.
    pub not_shown: Vec<Announcement>,
    pub aside: Aside,
    /// Whether the system starts the program at login; `None` if it is unknown, or not offered.
    pub starts_at_login: Option<bool>,
}

/// A notification of the system, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Announcement {
    /// The instance to open; `None` for a notification about several.
    pub instance: Option<InstanceKey>,
    /// When it was made: its words are about that moment.
    pub at: Timestamp,
    pub title: Text,
    pub body: Vec<Text>,
}

/// Whether the system shows notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotificationService {
    /// Not known yet.
    #[default]
    Unknown,
    Available,
    Unavailable,
}

/// Place of the window while it is closed and the watch goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aside {
    /// The window is minimized: there is no notification area, or the system cannot hide a window.
    #[default]
    Minimized,
    /// Only an icon in the notification area is left.
    NotificationArea,
}
