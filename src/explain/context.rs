//! What was being done when it failed, and what can be done about it.

use crate::green_api::{ChatId, Messenger};

/// What an administrator was doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Reading the state, the queue, the settings.
    Query,
    ClearQueue,
    Archive,
    Unarchive,
    SetSettings,
    /// Sending a saved message again.
    SendAgain,
    CheckNumber,
    /// The check in the form of an instance.
    CheckInstance,
    /// Anything else, by the method's name.
    Other(&'static str),
}

impl Act {
    /// Whether it changes anything on the server, so that a lost answer leaves its outcome unknown.
    pub fn changes(self) -> bool {
        match self {
            Self::ClearQueue | Self::Archive | Self::Unarchive | Self::SetSettings | Self::SendAgain => true,
            Self::Query | Self::CheckNumber | Self::CheckInstance => false,
            Self::Other(method) => !["get", "show", "last", "check", "qr"].iter().any(|read| method.starts_with(read)),
        }
    }

    /// The key by which the texts choose their words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Query => "look",
            Self::ClearQueue => "clear",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
            Self::SetSettings => "settings",
            Self::SendAgain => "send",
            Self::CheckNumber => "number",
            Self::CheckInstance => "instance",
            Self::Other(_) => "other",
        }
    }
}

/// What is known of the act that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    pub act: Act,
    pub messenger: Messenger,
    /// Whether the instance is told of incoming messages, if it is known.
    pub incoming_webhook: Option<bool>,
    /// The chat that it was about.
    pub chat_id: Option<ChatId>,
}

impl Context {
    /// Nothing known but the act and the messenger.
    pub fn new(act: Act, messenger: Messenger) -> Self {
        Self { act, messenger, incoming_webhook: None, chat_id: None }
    }
}

/// What the program can do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Send the same request again. Offered only where it can succeed, and never for a change of unknown outcome.
    TryAgain,
    /// Read what is there now.
    Refresh,
    /// Ask the messenger whether it knows the number.
    CheckNumber,
    /// Set incomingWebhook, which restarts the instance.
    TurnOnIncoming,
    UnarchiveAndArchiveAgain,
    /// Open the form of the instance.
    EditInstance,
    /// Open the instance's Account page, where a phone is linked and the instance is restarted.
    OpenAccount,
    /// Open the vendor's console in the browser.
    OpenConsole,
}
