//! The current and past states of an instance.

use super::{ALL, WHATSAPP, reading};
use crate::green_api::{Messenger, ReplyFault, is_blank};

/// Returns the state of the instance. green-api.com/en/docs/api/account/GetStateInstance
#[derive(Clone, Debug)]
pub struct GetStateInstance;
method! {
    GetStateInstance: Get "getStateInstance", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: InstanceState = |body| match reading::object(body, "stateInstance") {
        // green-api.com/en/docs/api/recommendations/creating-and-configuring-an-instance
        Err(ReplyFault::Null) => Ok(InstanceState::BeingCreated),
        Err(fault) => Err(fault),
        Ok(object) => match reading::text(&object, "stateInstance").filter(|name| !is_blank(name)) {
            Some(name) => Ok(InstanceState::from_name(&name)),
            None if object.get("stateInstance").is_some_and(serde_json::Value::is_null) => {
                Ok(InstanceState::BeingCreated)
            }
            None => Err(ReplyFault::Wrong { expected: "stateInstance" }),
        },
    }
}

/// The state of an instance.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum InstanceState {
    /// A phone is linked and the queue is being sent.
    Authorized,
    /// No phone is linked; the queue is kept for 24 hours.
    NotAuthorized,
    /// The messenger blocked the number (MAX: temporarily unavailable).
    Blocked,
    /// The instance is restarting, for up to five minutes.
    Starting,
    /// Deprecated: the phone is off.
    SleepMode,
    /// The messenger has temporarily restricted the account; [`InstanceState::delivery`] describes the effect. Older
    /// servers call it `yellowCard` on WhatsApp (green-api.com/en/docs/release/5.44.37.12).
    Suspended,
    /// Waiting for a code from a text message or the messenger.
    PendingCode,
    /// Waiting for the password of two-step verification.
    PendingPassword,
    /// The reply was `null`: the instance is still being created, for up to five minutes.
    BeingCreated,
    /// An unknown state, as the server names it.
    Other(String),
}

impl InstanceState {
    /// Returns the server's name for the state; `None` for an instance that is being created, for which the server
    /// replies `null`.
    pub fn name(&self) -> Option<&str> {
        Some(match self {
            Self::Authorized => "authorized",
            Self::NotAuthorized => "notAuthorized",
            Self::Blocked => "blocked",
            Self::Starting => "starting",
            Self::SleepMode => "sleepMode",
            Self::Suspended => "suspended",
            Self::PendingCode => "pendingCode",
            Self::PendingPassword => "pendingPassword",
            Self::BeingCreated => return None,
            Self::Other(raw) => raw,
        })
    }

    /// Converts the server's name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "authorized" => Self::Authorized,
            "notAuthorized" => Self::NotAuthorized,
            "blocked" => Self::Blocked,
            "starting" => Self::Starting,
            "sleepMode" => Self::SleepMode,
            "suspended" | "yellowCard" => Self::Suspended,
            "pendingCode" => Self::PendingCode,
            "pendingPassword" => Self::PendingPassword,
            other => Self::Other(reading::line(other)),
        }
    }

    /// Whether a phone is linked, even one whose number is blocked. The gateway gives no code for another meanwhile.
    pub fn has_phone(&self) -> bool {
        matches!(self, Self::Authorized | Self::Suspended | Self::Blocked)
    }

    /// Whether a phone is linked that can be kept: its account works, or will once a suspension has ended.
    pub fn has_usable_phone(&self) -> bool {
        self.has_phone() && *self != Self::Blocked
    }

    /// Whether no phone is linked and the gateway waits for one.
    pub fn awaits_phone(&self) -> bool {
        matches!(self, Self::NotAuthorized | Self::PendingCode | Self::PendingPassword)
    }

    /// Returns which messages leave the queue in this state.
    ///
    /// A suspended WhatsApp account sends nothing (green-api.com/en/docs/api/account/GetStateInstance). A suspended MAX
    /// or Telegram account sends to its saved contacts (green-api.com/v3/docs/api/account/GetStateInstance).
    pub fn delivery(&self, messenger: Messenger) -> Delivery {
        match (self, messenger) {
            (Self::Authorized, _) => Delivery::Everything,
            (Self::Suspended, Messenger::Max | Messenger::Telegram) => Delivery::SavedContacts,
            (Self::Other(_), _) => Delivery::Unknown,
            (
                Self::Suspended
                | Self::NotAuthorized
                | Self::Blocked
                | Self::Starting
                | Self::SleepMode
                | Self::PendingCode
                | Self::PendingPassword
                | Self::BeingCreated,
                _,
            ) => Delivery::Nothing,
        }
    }
}

/// Which messages leave the queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Delivery {
    Everything,
    /// Only messages to people who are saved in the account's contacts.
    SavedContacts,
    Nothing,
    /// The state is unknown to this program.
    Unknown,
}

impl Delivery {
    /// Whether a message sent now can arrive.
    pub fn can_send(self) -> bool {
        matches!(self, Self::Everything | Self::SavedContacts)
    }
}

/// Returns the states of the last days. green-api.com/en/docs/api/account/GetStateInstanceHistory
#[derive(Clone, Debug)]
pub struct GetStateInstanceHistory {
    pub count: Option<u32>,
}
method! {
    GetStateInstanceHistory: Get "getStateInstanceHistory", mutates: false, messengers: WHATSAPP,
    per_second: [1.0, 1.0, 1.0],
    query: |call| reading::count_query(call.count),
    reply: Vec<PastState> = |body| {
        let items = reading::array(body, "a list of states")?;
        Ok(items.iter().filter_map(PastState::read).collect())
    }
}

/// An earlier state of the instance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastState {
    pub state: InstanceState,
    pub since: Option<jiff::Timestamp>,
    pub phone_number: Option<String>,
}

impl PastState {
    fn read(item: &serde_json::Value) -> Option<Self> {
        let item = item.as_object()?;
        Some(Self {
            state: InstanceState::from_name(&reading::text(item, "stateInstance")?),
            since: reading::moment(item, "timestamp"),
            phone_number: reading::phone(item, "phoneNumber"),
        })
    }
}
