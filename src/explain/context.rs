//! The context of a failure: the act that failed, and the remedies that the program offers.

use crate::green_api::{ChatId, InstanceState, Messenger, MutatingMethod};

/// An act of the administrator that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Reading the state, the queue or the settings.
    Query,
    /// The same, for the list of all instances, where there is little room.
    Overview,
    ClearQueue,
    Archive,
    Unarchive,
    SetSettings,
    /// Resending a saved message.
    SendAgain,
    CheckNumber,
    /// The check in the instance form.
    CheckInstance,
    /// Any other act, identified by its method name.
    Other(&'static str),
}

impl Act {
    /// Whether the act changes anything on the server, so that a lost answer leaves its outcome unknown.
    pub fn changes(self) -> bool {
        match self {
            Self::ClearQueue | Self::Archive | Self::Unarchive | Self::SetSettings | Self::SendAgain => true,
            Self::Query | Self::Overview | Self::CheckNumber | Self::CheckInstance => false,
            Self::Other(method) => !matches!(MutatingMethod::from_name(method), MutatingMethod::Other(_)),
        }
    }

    /// Returns the key by which the texts select their wording.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Query => "look",
            Self::Overview => "overview",
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

/// Known facts about the act that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    pub act: Act,
    pub messenger: Messenger,
    /// Whether the instance is notified of incoming messages (incomingWebhook); `None` if unknown.
    pub incoming_webhook: Option<bool>,
    /// The chat that the act was about.
    pub chat_id: Option<ChatId>,
    /// The state of the instance, if it is known and not old.
    pub state: Option<InstanceState>,
}

impl Context {
    /// Creates a context in which only the act and the messenger are known.
    pub fn new(act: Act, messenger: Messenger) -> Self {
        Self { act, messenger, incoming_webhook: None, chat_id: None, state: None }
    }
}

/// An action that the program offers for a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Send the same request again. Offered only where it can succeed, and never for a change of unknown outcome.
    TryAgain,
    /// Query the server for the present state.
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
    /// Begin or continue the guided replacement of the number.
    ReplaceNumber,
    /// Open the vendor's console in the browser.
    OpenConsole,
}
