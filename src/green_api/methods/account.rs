//! The messenger account behind an instance.

use serde_json::{Map, Value};

use super::{InstanceState, MAX_TELEGRAM, WHATSAPP, reading};

/// Returns the WhatsApp account. Its members are empty while no phone is linked.
/// green-api.com/en/docs/api/account/GetWaSettings
#[derive(Clone, Debug)]
pub struct GetWaSettings;
method! {
    GetWaSettings: Get "getWaSettings", mutates: false, messengers: WHATSAPP, per_second: [1.0, 1.0, 1.0],
    reply: WaSettings = |body| {
        let all = reading::object(body, "account settings")?;
        Ok(WaSettings {
            phone: reading::phone(&all, "phone"),
            chat_id: reading::id(&all, "chatId"),
            avatar: reading::text(&all, "avatar"),
            state: reading::text(&all, "stateInstance").map(|name| InstanceState::from_name(&name)),
            device_id: reading::name(&all, "deviceId"),
            history_percent: reading::amount(&all, "historySyncProgress"),
            logging_out: reading::flag(&all, "logoutProcess"),
            suspended_until: reading::moment(&all, "suspendedUntil")
                .or_else(|| reading::moment(&all, "yellowCardUntil")),
            all,
        })
    }
}

/// A WhatsApp account.
#[derive(Clone, PartialEq, Debug)]
pub struct WaSettings {
    pub phone: Option<String>,
    /// The account's own lid.
    pub chat_id: Option<String>,
    /// The picture's address.
    pub avatar: Option<String>,
    pub state: Option<InstanceState>,
    pub device_id: Option<String>,
    /// Percentage of the history that is loaded.
    pub history_percent: Option<u64>,
    /// Whether the server is still cleaning up after a logout; no phone can be linked meanwhile.
    pub logging_out: Option<bool>,
    /// When WhatsApp allows the account to send again; older servers call it `yellowCardUntil`.
    pub suspended_until: Option<jiff::Timestamp>,
    /// Every member as received.
    pub all: Map<String, Value>,
}

/// Returns the MAX or Telegram account. Its members are empty while no phone is linked.
/// green-api.com/v3/docs/api/account/GetAccountSettings
#[derive(Clone, Debug)]
pub struct GetAccountSettings;
method! {
    GetAccountSettings: Get "getAccountSettings", mutates: false, messengers: MAX_TELEGRAM, per_second: [1.0, 1.0, 1.0],
    reply: AccountSettings = |body| {
        let all = reading::object(body, "account settings")?;
        Ok(AccountSettings {
            phone: reading::phone(&all, "phone"),
            chat_id: reading::id(&all, "chatId"),
            avatar: reading::text(&all, "avatar"),
            state: reading::text(&all, "stateInstance").map(|name| InstanceState::from_name(&name)),
            suspended_until: reading::moment(&all, "suspendedUntil"),
            all,
        })
    }
}

/// A MAX or Telegram account.
#[derive(Clone, PartialEq, Debug)]
pub struct AccountSettings {
    pub phone: Option<String>,
    pub chat_id: Option<String>,
    /// The picture's address.
    pub avatar: Option<String>,
    pub state: Option<InstanceState>,
    /// When the messenger's restriction of the account ends.
    pub suspended_until: Option<jiff::Timestamp>,
    /// Every member as received.
    pub all: Map<String, Value>,
}
