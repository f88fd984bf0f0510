//! The settings of an instance.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use super::{ALL, reading};
use crate::green_api::{Failure, Messenger, wid_digits};

/// Returns all settings of the instance. May be stale right after a change.
/// green-api.com/en/docs/api/account/GetSettings
#[derive(Clone, Debug)]
pub struct GetSettings;
method! {
    GetSettings: Get "getSettings", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: InstanceSettings = |body| {
        const MEMBERS: [&str; 5] =
            ["wid", "typeInstance", "delaySendMessagesMilliseconds", "incomingWebhook", "webhookUrl"];
        Ok(InstanceSettings::read(&reading::object_with(&MEMBERS, body, "settings")?))
    }
}

/// Changes one or more settings. The instance restarts, which takes up to five minutes.
/// green-api.com/en/docs/api/account/SetSettings
#[derive(Clone, Debug)]
pub struct SetSettings {
    /// The settings in GREEN-API's format: flags are the words "yes" and "no".
    pub changes: Map<String, Value>,
}
method! {
    SetSettings: Post "setSettings", mutates: true, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    body: |call| Value::Object(call.changes.clone()), reply: () = |body| reading::done(body, "saveSettings")
}

impl SetSettings {
    /// Turns notifications of incoming messages on or off. Chats cannot be archived without them.
    pub fn incoming_webhook(on: bool) -> Self {
        let word = if on { "yes" } else { "no" };
        Self { changes: Map::from_iter([("incomingWebhook".to_owned(), Value::from(word))]) }
    }
}

/// The settings of an instance.
#[derive(Clone)]
pub struct InstanceSettings {
    /// The linked number, such as `79991234567@c.us`.
    pub wid: Option<String>,
    /// Converted from `typeInstance`; `None` if unknown.
    pub messenger: Option<Messenger>,
    /// The pause between two messages of the queue.
    pub sending_interval: Option<Duration>,
    /// Whether the gateway notifies of incoming messages; archiving requires it.
    pub incoming_webhook: Option<bool>,
    pub webhook_url: Option<String>,
}

impl InstanceSettings {
    fn read(all: &Map<String, Value>) -> Self {
        Self {
            wid: reading::id(all, "wid"),
            messenger: reading::name(all, "typeInstance").as_deref().and_then(Messenger::from_type_instance),
            sending_interval: reading::amount(all, "delaySendMessagesMilliseconds").map(Duration::from_millis),
            incoming_webhook: reading::flag(all, "incomingWebhook"),
            webhook_url: reading::text(all, "webhookUrl"),
        }
    }

    /// Returns the digits of the linked number.
    pub fn number(&self) -> Option<String> {
        wid_digits(self.wid.as_deref()?)
    }

    /// Returns the digits of the linked number.
    ///
    /// # Errors
    /// Returns [`Failure::NumberNotNamed`] if the settings name none.
    pub fn linked_number(&self) -> Result<String, Failure> {
        self.number().ok_or(Failure::NumberNotNamed)
    }
}

impl fmt::Debug for InstanceSettings {
    /// Omits the address of the user's own server, which may contain a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstanceSettings")
            .field("messenger", &self.messenger)
            .field("sending_interval", &self.sending_interval)
            .field("incoming_webhook", &self.incoming_webhook)
            .finish_non_exhaustive()
    }
}
