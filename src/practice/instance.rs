//! An instance: its state machine and everything that belongs to it.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::chats::{Chat, Chats};
use super::groups::Groups;
use super::journal::Journal;
use super::limits::Limits;
use super::linking::Linking;
use super::notices::Notices;
use super::queue::Queue;

/// The messengers that GREEN-API connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Messenger {
    WhatsApp,
    Max,
    Telegram,
}

impl Messenger {
    pub const fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Max => "max",
            Self::Telegram => "telegram",
        }
    }

    /// Returns the value of `typeInstance`: MAX calls itself `v3`.
    pub const fn type_instance(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Max => "v3",
            Self::Telegram => "telegram",
        }
    }
}

pub const AUTHORIZED: &str = "authorized";
pub const NOT_AUTHORIZED: &str = "notAuthorized";
pub const STARTING: &str = "starting";
pub const PENDING_PASSWORD: &str = "pendingPassword";
/// Called `yellowCard` by WhatsApp until release 5.44.37.12.
pub const SUSPENDED: &str = "suspended";
/// Duration of a suspension. Not documented.
const SUSPENSION: Duration = Duration::from_secs(24 * 60 * 60);

/// A restart in progress.
#[derive(Clone, Debug)]
pub struct Restart {
    /// `None`: it hangs until the next reboot.
    pub until: Option<Duration>,
    pub then: String,
    /// The settings requested by setSettings.
    pub settings: Map<String, Value>,
}

#[derive(Clone, Debug)]
pub struct Instance {
    pub name: String,
    pub tags: Vec<String>,
    pub id: String,
    pub messenger: Messenger,
    pub token: String,
    /// The account, `7999…@c.us`; empty before the first authorization.
    pub wid: String,
    /// Empty while the instance is being created; getStateInstance then answers `null`.
    pub state: String,
    pub since: Duration,
    pub restart: Option<Restart>,
    pub settings: Map<String, Value>,
    pub queue: Queue,
    pub chats: Chats,
    pub groups: Groups,
    /// The chatId that the account is calling.
    pub calling: Option<String>,
    pub journal: Journal,
    pub notices: Notices,
    pub states: Vec<(Duration, String)>,
    pub limits: Limits,
    pub linking: Linking,
}

impl Instance {
    pub fn is_authorized(&self) -> bool {
        matches!(self.state.as_str(), AUTHORIZED | "yellowCard" | SUSPENDED)
    }

    /// Whether messages leave the queue. WhatsApp holds them while the account is suspended
    /// (`green-api.com/docs/faq/yellowCard`); MAX and Telegram send them.
    fn sends(&self) -> bool {
        self.state == AUTHORIZED || (self.state == SUSPENDED && self.messenger != Messenger::WhatsApp)
    }

    /// Returns the end of the suspension, in seconds since 1970.
    pub fn suspended_until(&self) -> u64 {
        (self.since + SUSPENSION).as_secs()
    }

    /// Returns the number in `wid`, which may include a device: `71234567890:3@c.us` (`green-api/docs` #22).
    pub fn phone(&self) -> &str {
        self.wid.split([':', '@']).next().unwrap_or_default()
    }

    pub fn interval(&self) -> Duration {
        let ms = self.settings.get("delaySendMessagesMilliseconds").and_then(Value::as_u64);
        Duration::from_millis(ms.unwrap_or(500))
    }

    pub fn is_on(&self, setting: &str) -> bool {
        self.settings.get(setting).and_then(Value::as_str) == Some("yes")
    }

    pub fn set_state(&mut self, state: &str, now: Duration) {
        self.state = state.to_owned();
        self.since = now;
        self.states.push((now, self.state.clone()));
        if self.is_on("stateWebhook") {
            let instance = self.webhook_data();
            self.notices.push(json!({
                "typeWebhook": "stateInstanceChanged", "instanceData": instance,
                "timestamp": now.as_secs(), "stateInstance": state,
            }));
        }
    }

    /// Links a phone, whose account is then in this state.
    pub fn link(&mut self, wid: &str, state: &str, now: Duration) {
        self.wid = wid.to_owned();
        self.linking.passkey = None;
        self.set_state(state, now);
    }

    /// Returns the `instanceData` of a notification.
    pub fn webhook_data(&self) -> Value {
        let id: u64 = self.id.parse().unwrap_or_default();
        json!({"idInstance": id, "wid": self.wid, "typeInstance": self.messenger.type_instance()})
    }

    /// Enters `starting`; after `time` it enters `then` and applies these settings.
    pub fn begin_restart(&mut self, now: Duration, time: Duration, then: &str, settings: Map<String, Value>) {
        self.restart = Some(Restart { until: Some(now + time), then: then.to_owned(), settings });
        self.set_state(STARTING, now);
    }

    /// Applies everything that happens until `now`.
    pub fn settle(&mut self, now: Duration) {
        if let Some(until) = self.restart.as_ref().and_then(|restart| restart.until).filter(|until| *until <= now) {
            self.run_queue(until);
            if let Some(restart) = self.restart.take() {
                self.settings.extend(restart.settings);
                self.set_state(&restart.then, until);
            }
        }
        self.run_queue(now);
    }

    fn run_queue(&mut self, now: Duration) {
        let moving_since = self.sends().then_some(self.since);
        for sent in self.queue.run(now, moving_since, self.interval()) {
            let Some(chat_id) = sent.item["body"]["chatId"].as_str() else {
                continue;
            };
            let chat_id = chat_id.to_owned();
            self.chats.ensure(if chat_id.ends_with("@g.us") || chat_id.starts_with('-') {
                Chat::group(&chat_id, "").silent()
            } else {
                Chat::person(&chat_id, "").silent()
            });
            self.journal.sent(sent.since, &chat_id, &sent.item);
        }
    }

    /// Records an incoming message. It counts for archiving, journals and notifications only while `incomingWebhook` is
    /// on (`green-api.com/docs/api/service/archiveChat`).
    pub fn receive(&mut self, now: Duration, chat_id: &str, sender: &str, text: &str) {
        let on = self.is_on("incomingWebhook");
        let group = chat_id.ends_with("@g.us") || chat_id.starts_with('-');
        let new = if group { Chat::group(chat_id, "") } else { Chat::person(chat_id, sender) };
        let Some(chat) = self.chats.ensure(new.silent()) else {
            return;
        };
        chat.unread += 1;
        if !on {
            return;
        }
        chat.incoming_seen = true;
        let id = self.journal.received(now, chat_id, sender, text);
        let instance = self.webhook_data();
        self.notices.push(json!({
            "typeWebhook": "incomingMessageReceived", "instanceData": instance,
            "timestamp": now.as_secs(), "idMessage": id,
            "senderData": {"chatId": chat_id, "sender": chat_id, "chatName": sender, "senderName": sender,
                "senderContactName": ""},
            "messageData": {"typeMessage": "textMessage", "textMessageData": {"textMessage": text}},
        }));
    }
}
