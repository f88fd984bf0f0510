//! The methods that queue a message. A 200 means "queued", not "sent".
//!
//! A message from a queue is resent word for word. These types keep the members that their method knows, and drop the
//! values that the gateway writes into a queue but refuses in a request (nulls, a zero `typingTime`).

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{ALL, WHATSAPP_TELEGRAM, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Defines a sending method: its type, the members it knows, and how to build one from a queued message's body.
macro_rules! sending {
    ($(#[$doc:meta])* $type:ident $name:literal on $messengers:expr, members: $members:expr, $reply:ty = $read:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $type {
            body: Map<String, Value>,
        }
        method! {
            $type: Post $name, mutates: true, messengers: $messengers, per_second: [50.0, 50.0, 1.0],
            body: |call| Value::Object(call.body.clone()),
            reply: $reply = $read
        }

        impl $type {
            /// The members that the method knows, besides [`COMMON`].
            pub const MEMBERS: &'static [&'static str] = &$members;

            /// Builds the request from the body of a queued message.
            pub fn from_queued(body: &Map<String, Value>) -> Self {
                Self { body: known(body, Self::MEMBERS) }
            }
        }
    };
}

sending! {
    /// Sends a text. green-api.com/en/docs/api/sending/SendMessage
    SendMessage "sendMessage" on ALL,
    members: ["message", "linkPreview", "typePreview", "customPreview"],
    String = id_message
}

sending! {
    /// Sends a poll. green-api.com/en/docs/api/sending/SendPoll
    SendPoll "sendPoll" on WHATSAPP_TELEGRAM,
    members: ["message", "options", "multipleAnswers"],
    String = id_message
}

sending! {
    /// Sends a file that the server fetches. green-api.com/en/docs/api/sending/SendFileByUrl
    SendFileByUrl "sendFileByUrl" on ALL,
    members: ["urlFile", "fileName", "caption", "archiveChat"],
    String = id_message
}

sending! {
    /// Sends a location. green-api.com/en/docs/api/sending/SendLocation
    SendLocation "sendLocation" on ALL,
    members: ["latitude", "longitude", "nameLocation", "address"],
    String = id_message
}

sending! {
    /// Sends a contact. green-api.com/en/docs/api/sending/SendContact
    SendContact "sendContact" on ALL,
    members: ["contact"],
    String = id_message
}

sending! {
    /// Forwards messages of another chat. green-api.com/en/docs/api/sending/ForwardMessages
    ForwardMessages "forwardMessages" on WHATSAPP_TELEGRAM,
    members: ["chatIdFrom", "messages"],
    Vec<String> = id_messages
}

impl SendMessage {
    /// Creates a text message to a chat.
    pub fn new(chat_id: &ChatId, message: &str) -> Self {
        let members = [("chatId", chat_id.as_str()), ("message", message)];
        Self { body: members.map(|(key, value)| (key.to_owned(), Value::from(value))).into_iter().collect() }
    }
}

/// The members that every sending method knows (`typingType`: Telegram).
pub const COMMON: [&str; 4] = ["chatId", "quotedMessageId", "typingTime", "typingType"];

/// Accepted `typingTime` in milliseconds (green-api.com/en/docs/api/sending/SendMessage). Queues also hold 0.
const TYPING_TIME: RangeInclusive<f64> = 1000.0..=20_000.0;

/// Returns the members that a method accepts. A queue uses the name `archive` for sendFileByUrl's `archiveChat`.
fn known(body: &Map<String, Value>, members: &[&str]) -> Map<String, Value> {
    let renamed = |key: &str| {
        if key == "archive" { "archiveChat".to_owned() } else { key.to_owned() }
    };
    let all = body.iter().filter(|(_, value)| !value.is_null());
    let all = all.map(|(key, value)| (renamed(key), without_nulls(value.clone())));
    all.filter(|(key, value)| {
        let knows = members.contains(&key.as_str()) || COMMON.contains(&key.as_str());
        knows && (key != "typingTime" || value.as_f64().is_some_and(|ms| TYPING_TIME.contains(&ms)))
    })
    .collect()
}

/// Drops nulls at any depth.
fn without_nulls(value: Value) -> Value {
    let is_there = |value: &Value| !value.is_null();
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| is_there(value));
            members.map(|(key, value)| (key, without_nulls(value))).collect()
        }
        Value::Array(items) => items.into_iter().filter(is_there).map(without_nulls).collect(),
        plain => plain,
    }
}

fn id_message(body: &str) -> Result<String, ReplyFault> {
    let expected = "idMessage";
    reading::name(&reading::object(body, expected)?, expected).ok_or(ReplyFault::Wrong { expected })
}

fn id_messages(body: &str) -> Result<Vec<String>, ReplyFault> {
    let expected = "messages";
    let object = reading::object(body, expected)?;
    let messages = object.get(expected).and_then(Value::as_array).ok_or(ReplyFault::Wrong { expected })?;
    Ok(messages.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
