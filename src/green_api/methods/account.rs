//! The messenger account behind an instance.

use super::{MAX_TELEGRAM, Moment, WHATSAPP, reading};

/// Returns the WhatsApp account. Its members are empty while no phone is linked.
/// green-api.com/en/docs/api/account/GetWaSettings
#[derive(Clone, Debug)]
pub struct GetWaSettings;
method! {
    GetWaSettings: Get "getWaSettings", mutates: false, messengers: WHATSAPP, per_second: [1.0, 1.0, 1.0],
    reply: WaSettings = |body| {
        const MEMBERS: [&str; 5] = ["phone", "stateInstance", "logoutProcess", "suspendedUntil", "yellowCardUntil"];
        let account = reading::object_with(&MEMBERS, body, "account settings")?;
        Ok(WaSettings {
            phone: reading::phone(&account, "phone"),
            logging_out: reading::flag(&account, "logoutProcess"),
            suspended_until: reading::any_moment(&account, "suspendedUntil")
                .or_else(|| reading::any_moment(&account, "yellowCardUntil")),
        })
    }
}

/// A WhatsApp account.
#[derive(Clone, PartialEq, Debug)]
pub struct WaSettings {
    pub phone: Option<String>,
    /// Whether the server is still cleaning up after a logout; no phone can be linked meanwhile.
    pub logging_out: Option<bool>,
    /// When WhatsApp allows the account to send again; older servers call it `yellowCardUntil`.
    pub suspended_until: Option<Moment>,
}

/// Returns the MAX or Telegram account. Its members are empty while no phone is linked.
/// green-api.com/v3/docs/api/account/GetAccountSettings
#[derive(Clone, Debug)]
pub struct GetAccountSettings;
method! {
    GetAccountSettings: Get "getAccountSettings", mutates: false, messengers: MAX_TELEGRAM, per_second: [1.0, 1.0, 1.0],
    reply: AccountSettings = |body| {
        let account = reading::object_with(&["phone", "stateInstance", "suspendedUntil"], body, "account settings")?;
        Ok(AccountSettings {
            phone: reading::phone(&account, "phone"),
            suspended_until: reading::any_moment(&account, "suspendedUntil"),
        })
    }
}

/// A MAX or Telegram account.
#[derive(Clone, PartialEq, Debug)]
pub struct AccountSettings {
    pub phone: Option<String>,
    /// When the messenger's restriction of the account ends.
    pub suspended_until: Option<Moment>,
}
