//! The place where the program was left: the last page, and how the page of all instances is filtered and sorted.

use serde::{Deserialize, Serialize};

use crate::green_api::{IdInstance, Messenger};

/// The pages of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tab {
    #[default]
    Queue,
    Chats,
    Account,
    Requests,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Queue, Self::Chats, Self::Account, Self::Requests];
}

/// The page that was open when the program was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LastPage {
    AllInstances,
    Instance { id: IdInstance, tab: Tab },
}

/// The states that the page of all instances shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StateFilter {
    #[default]
    Any,
    /// Those that need the user's attention, in any state.
    Attention,
    Authorized,
    /// No phone is linked, or the linking is not finished.
    NotAuthorized,
    Blocked,
    Suspended,
    /// The instance starts or is being created.
    Starting,
    /// The state is not known.
    Unknown,
}

impl StateFilter {
    pub const ALL: [Self; 8] = [
        Self::Any,
        Self::Attention,
        Self::Authorized,
        Self::NotAuthorized,
        Self::Blocked,
        Self::Suspended,
        Self::Starting,
        Self::Unknown,
    ];
}

/// The value that the page of all instances is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SortBy {
    /// The most urgent first.
    #[default]
    Need,
    Name,
    State,
    /// The longest queue first.
    Queue,
    /// The oldest check first.
    Checked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SortOrder {
    #[default]
    Forwards,
    Backwards,
}

/// How the page of all instances is filtered and sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListSettings {
    pub state: StateFilter,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messenger: Option<Messenger>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    pub sort: SortBy,
    pub order: SortOrder,
}
