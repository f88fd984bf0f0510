//! The methods that queue a message. A 200 means "queued", not "sent".
//!
//! A message that waited in a queue is queued again word for word, so these types hold the request's members as they
//! are, and let go only what the method does not know.

use serde_json::{Map, Value};

use super::{ALL, WHATSAPP, WHATSAPP_MAX, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Defines a sending method: its type, what members it knows, and how one is made from a queued message's body.
macro_rules! sending {
    ($(#[$doc:meta])* $type:ident $name:literal on $on:expr, members: $members:expr, $reply:ty = $read:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $type {
            body: Map<String, Value>,
        }
        method! {
            $type: Post $name, changes: true, on: $on, per_second: [50.0, 50.0, 1.0],
            body: |call| Value::Object(call.body.clone()),
            reply: $reply = $read
        }

        impl $type {
            /// The members that the method knows.
            pub const MEMBERS: &'static [&'static str] = &$members;

            /// From the body of a queued message.
            pub fn from_queued(body: &Map<String, Value>) -> Self {
                Self { body: known(body, Self::MEMBERS) }
            }
        }
    };
}

sending! {
    /// A text. green-api.com/en/docs/api/sending/SendMessage
    SendMessage "sendMessage" on ALL,
    members: ["chatId", "message", "quotedMessageId", "linkPreview", "typingTime"],
    String = id_message
}

sending! {
    /// A poll. green-api.com/en/docs/api/sending/SendPoll
    SendPoll "sendPoll" on WHATSAPP,
    members: ["chatId", "message", "options", "multipleAnswers", "quotedMessageId", "typingTime"],
    String = id_message
}

sending! {
    /// A file that the server fetches. green-api.com/en/docs/api/sending/SendFileByUrl
    SendFileByUrl "sendFileByUrl" on WHATSAPP_MAX,
    members: ["chatId", "urlFile", "fileName", "caption", "archiveChat", "quotedMessageId", "typingTime"],
    String = id_message
}

sending! {
    /// A place. green-api.com/en/docs/api/sending/SendLocation
    SendLocation "sendLocation" on WHATSAPP,
    members: ["chatId", "latitude", "longitude", "nameLocation", "address", "quotedMessageId", "typingTime"],
    String = id_message
}

sending! {
    /// A contact. green-api.com/en/docs/api/sending/SendContact
    SendContact "sendContact" on WHATSAPP,
    members: ["chatId", "contact", "quotedMessageId", "typingTime"],
    String = id_message
}

sending! {
    /// Messages of another chat. green-api.com/en/docs/api/sending/ForwardMessages
    ForwardMessages "forwardMessages" on WHATSAPP,
    members: ["chatId", "chatIdFrom", "messages", "quotedMessageId", "typingTime"],
    Vec<String> = id_messages
}

impl SendMessage {
    /// A text to a chat.
    pub fn new(chat_id: &ChatId, message: &str) -> Self {
        let members = [("chatId", chat_id.as_str()), ("message", message)];
        Self { body: members.map(|(key, value)| (key.to_owned(), Value::from(value))).into_iter().collect() }
    }
}

/// The members that a method knows. A queue names `archive` what sendFileByUrl names `archiveChat`.
fn known(body: &Map<String, Value>, members: &[&str]) -> Map<String, Value> {
    let renamed = |key: &str| {
        if key == "archive" { "archiveChat".to_owned() } else { key.to_owned() }
    };
    let all = body.iter().map(|(key, value)| (renamed(key), value.clone()));
    all.filter(|(key, _)| members.contains(&key.as_str())).collect()
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
