//! Sent and received messages: history and the most recent ones. The instance records incoming messages only while
//! incomingWebhook is on.

use serde_json::{Map, Value, json};

use super::{ALL, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Returns the last messages of a chat, newest first. `count`: the server's default is 100.
/// green-api.com/en/docs/api/journals/GetChatHistory
#[derive(Clone, Debug)]
pub struct GetChatHistory {
    pub chat_id: ChatId,
    pub count: Option<u32>,
}
method! {
    GetChatHistory: Post "getChatHistory", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    body: |call| match call.count {
        Some(count) => json!({ "chatId": call.chat_id.as_str(), "count": count }),
        None => json!({ "chatId": call.chat_id.as_str() }),
    },
    reply: Vec<JournalMessage> = messages
}

/// Returns the messages received in the last minutes; a day if `None`.
/// green-api.com/en/docs/api/journals/LastIncomingMessages
#[derive(Clone, Debug)]
pub struct LastIncomingMessages {
    pub minutes: Option<u32>,
}
method! {
    LastIncomingMessages: Get "lastIncomingMessages", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    query: |call| minutes(call.minutes),
    reply: Vec<JournalMessage> = messages
}

/// Returns the messages sent in the last minutes; a day if `None`.
/// green-api.com/en/docs/api/journals/LastOutgoingMessages
#[derive(Clone, Debug)]
pub struct LastOutgoingMessages {
    pub minutes: Option<u32>,
}
method! {
    LastOutgoingMessages: Get "lastOutgoingMessages", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    query: |call| minutes(call.minutes),
    reply: Vec<JournalMessage> = messages
}

fn minutes(minutes: Option<u32>) -> Vec<(&'static str, String)> {
    minutes.into_iter().map(|minutes| ("minutes", minutes.to_string())).collect()
}

fn messages(body: &str) -> Result<Vec<JournalMessage>, ReplyFault> {
    let items = reading::array(body, "a list of messages")?.into_iter();
    Ok(items.filter_map(|item| Some(JournalMessage::read(item.as_object()?.clone()))).collect())
}

/// A sent or received message.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalMessage {
    pub id: Option<String>,
    /// `None` if the server named neither.
    pub direction: Option<Direction>,
    pub at: Option<jiff::Timestamp>,
    /// The type as the server names it: textMessage, imageMessage and many more.
    pub type_message: Option<String>,
    pub chat_id: Option<String>,
    /// The text, the text of an extended message, or a file's caption.
    pub text: Option<String>,
    pub file_name: Option<String>,
    pub sender_name: Option<String>,
    /// The delivery status of an outgoing message: sent, delivered, read and more, as the server names it.
    pub status: Option<String>,
    /// The whole item as received.
    pub raw: Map<String, Value>,
}

/// The direction of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    Incoming,
    Outgoing,
}

impl JournalMessage {
    fn read(raw: Map<String, Value>) -> Self {
        let extended = raw.get("extendedTextMessage").and_then(Value::as_object);
        let text = reading::text(&raw, "textMessage")
            .or_else(|| reading::text(extended?, "text"))
            .or_else(|| reading::text(&raw, "caption"));
        Self {
            id: reading::text(&raw, "idMessage"),
            direction: match raw.get("type").and_then(Value::as_str) {
                Some("incoming") => Some(Direction::Incoming),
                Some("outgoing") => Some(Direction::Outgoing),
                _ => None,
            },
            at: reading::moment(&raw, "timestamp"),
            type_message: reading::text(&raw, "typeMessage"),
            chat_id: reading::text(&raw, "chatId"),
            text,
            file_name: reading::text(&raw, "fileName"),
            sender_name: reading::text(&raw, "senderName"),
            status: reading::text(&raw, "statusMessage"),
            raw,
        }
    }
}
