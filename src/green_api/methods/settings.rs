//! The settings of an instance.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use super::{ALL, reading};
use crate::green_api::Messenger;

/// All settings of the instance. May be stale right after a change. green-api.com/en/docs/api/account/GetSettings
#[derive(Clone, Debug)]
pub struct GetSettings;
method! {
    GetSettings: Get "getSettings", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: InstanceSettings = |body| Ok(InstanceSettings::read(reading::object(body, "settings")?))
}

/// Changes settings, at least one. The instance restarts, and it takes up to five minutes.
/// green-api.com/en/docs/api/account/SetSettings
#[derive(Clone, Debug)]
pub struct SetSettings {
    /// As GREEN-API writes them: flags are the words "yes" and "no".
    pub changes: Map<String, Value>,
}
method! {
    SetSettings: Post "setSettings", mutates: true, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    body: |call| Value::Object(call.changes.clone()), reply: () = |body| reading::done(body, "saveSettings")
}

impl SetSettings {
    /// Turns the notifications of incoming messages on, without which chats cannot be archived.
    pub fn incoming_webhook(on: bool) -> Self {
        let word = if on { "yes" } else { "no" };
        Self { changes: Map::from_iter([("incomingWebhook".to_owned(), Value::from(word))]) }
    }
}

/// The settings of an instance.
#[derive(Clone)]
pub struct InstanceSettings {
    /// The number that is linked, as `79991234567@c.us`.
    pub wid: Option<String>,
    /// From `type_instance`; `None` if it is not known here.
    pub messenger: Option<Messenger>,
    pub type_instance: Option<String>,
    /// The time between two messages of the queue.
    pub sending_interval: Option<Duration>,
    /// Whether incoming messages are told of; archiving needs it.
    pub incoming_webhook: Option<bool>,
    pub webhook_url: Option<String>,
    /// Every member as received, but for webhookUrlToken, a secret of the user's own server.
    pub all: Map<String, Value>,
}

impl InstanceSettings {
    fn read(mut all: Map<String, Value>) -> Self {
        all.remove("webhookUrlToken");
        let type_instance = reading::name(&all, "typeInstance");
        Self {
            wid: reading::id(&all, "wid"),
            messenger: type_instance.as_deref().and_then(Messenger::from_type_instance),
            type_instance,
            sending_interval: reading::amount(&all, "delaySendMessagesMilliseconds").map(Duration::from_millis),
            incoming_webhook: reading::flag(&all, "incomingWebhook"),
            webhook_url: reading::text(&all, "webhookUrl"),
            all,
        }
    }
}

impl fmt::Debug for InstanceSettings {
    /// The address of the user's own server stays out: it may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstanceSettings")
            .field("type_instance", &self.type_instance)
            .field("sending_interval", &self.sending_interval)
            .field("incoming_webhook", &self.incoming_webhook)
            .finish_non_exhaustive()
    }
}
