//! The methods that queue a message. A 200 means "queued", not "sent".
//!
//! A message from a queue is resent word for word. These types keep the members that their method knows, and drop the
//! values that the gateway writes into a queue but refuses in a request (nulls, a zero `typingTime`).

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{ALL, WHATSAPP_TELEGRAM, reading};
use crate::green_api::{ReplyFault, is_blank};

/// Defines a sending method: its type, the members it knows, and how to build one from a queued message's body.
macro_rules! sending {
    ($(#[$doc:meta])* $type:ident $name:literal on $messengers:expr, members: $members:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $type {
            body: Map<String, Value>,
        }
        method! {
            $type: Post $name, mutates: true, messengers: $messengers, per_second: [50.0, 50.0, 1.0],
            body: |call| Value::Object(call.body.clone()),
            reply: String = id_message
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
    members: ["message", "linkPreview", "typePreview", "customPreview"]
}

sending! {
    /// Sends a poll. green-api.com/en/docs/api/sending/SendPoll
    SendPoll "sendPoll" on WHATSAPP_TELEGRAM,
    members: ["message", "options", "multipleAnswers"]
}

sending! {
    /// Sends a file that the server fetches. green-api.com/en/docs/api/sending/SendFileByUrl
    SendFileByUrl "sendFileByUrl" on ALL,
    members: ["urlFile", "fileName", "caption", "archiveChat"]
}

sending! {
    /// Sends a location. green-api.com/en/docs/api/sending/SendLocation
    SendLocation "sendLocation" on ALL,
    members: ["latitude", "longitude", "nameLocation", "address"]
}

sending! {
    /// Sends a contact. green-api.com/en/docs/api/sending/SendContact
    SendContact "sendContact" on ALL,
    members: ["contact"]
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
    let id = reading::name(&reading::object(body, expected)?, expected);
    id.filter(|id| !is_blank(id)).ok_or(ReplyFault::Wrong { expected })
}
