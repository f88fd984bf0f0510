//! Chats: listing, archiving, marking as read.

use serde_json::{Map, Value, json};

use super::{ALL, WHATSAPP_TELEGRAM, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Archives a chat in which the instance has seen an incoming message. green-api.com/docs/api/service/archiveChat
#[derive(Clone, Debug)]
pub struct ArchiveChat {
    pub chat_id: ChatId,
}
method! {
    ArchiveChat: Post "archiveChat", mutates: true, messengers: WHATSAPP_TELEGRAM, per_second: [10.0, 1.0, 1.0],
    body: |call| json!({ "chatId": call.chat_id.as_str() }), reply: () = nothing
}

/// Restores a chat from the archive. green-api.com/docs/api/service/unarchiveChat
#[derive(Clone, Debug)]
pub struct UnarchiveChat {
    pub chat_id: ChatId,
}
method! {
    UnarchiveChat: Post "unarchiveChat", mutates: true, messengers: WHATSAPP_TELEGRAM, per_second: [10.0, 1.0, 1.0],
    body: |call| json!({ "chatId": call.chat_id.as_str() }), reply: () = nothing
}

/// The direction in which a chat is moved: into the archive or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveDirection {
    Archive,
    Unarchive,
}

impl ArchiveDirection {
    /// Returns the direction that leaves a chat archived, or not archived.
    pub fn towards(archived: bool) -> Self {
        if archived { Self::Archive } else { Self::Unarchive }
    }

    /// Whether a chat is archived afterwards.
    pub fn archived(self) -> bool {
        self == Self::Archive
    }

    pub fn opposite(self) -> Self {
        Self::towards(!self.archived())
    }
}

/// Returns the chats, the most recently active first; refreshed once a minute. `count`: maximum number, `None` for all.
/// green-api.com/en/docs/api/service/GetChats, green-api.com/v3/docs/api/service/GetChats
#[derive(Clone, Debug)]
pub struct GetChats {
    pub count: Option<u32>,
}
method! {
    GetChats: Get "getChats", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    query: |call| reading::count_query(call.count),
    reply: Vec<Chat> = |body| reading::listed(body, "a list of chats", Chat::read)
}

/// A chat of the instance.
#[derive(Clone, PartialEq, Debug)]
pub struct Chat {
    /// `id` of WhatsApp, `chatId` of MAX and Telegram.
    pub id: String,
    pub name: Option<String>,
    pub chat_type: ChatType,
    /// Whether it is archived; `None` for MAX and Telegram, which do not report it.
    pub archived: Option<bool>,
    pub unread: Option<u64>,
    /// The id that replaced a changed lid.
    pub new_chat_id: Option<String>,
    pub phone_number: Option<String>,
}

/// The kind of chat, as reported by the messenger.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ChatType {
    User,
    Group,
    Supergroup,
    Channel,
    Bot,
    /// An unknown kind, as the server names it; empty if it named none.
    Other(String),
}

impl ChatType {
    /// Converts the server's name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "user" => Self::User,
            "group" => Self::Group,
            "supergroup" => Self::Supergroup,
            "channel" => Self::Channel,
            "bot" => Self::Bot,
            other => Self::Other(reading::line(other)),
        }
    }
}

impl Chat {
    fn read(item: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            id: reading::id(item, "id").or_else(|| reading::id(item, "chatId"))?,
            name: reading::name(item, "name"),
            chat_type: ChatType::from_name(&reading::text(item, "type").unwrap_or_default()),
            archived: reading::flag(item, "archive"),
            unread: reading::amount(item, "unreadCount"),
            new_chat_id: reading::id(item, "newChatId"),
            phone_number: reading::phone(item, "phoneNumber"),
        })
    }
}

/// Marks a message, or with `None` the whole chat, as read. green-api.com/en/docs/api/marks/ReadChat
#[derive(Clone, Debug)]
pub struct ReadChat {
    pub chat_id: ChatId,
    pub id_message: Option<String>,
}
method! {
    ReadChat: Post "readChat", mutates: true, messengers: ALL, per_second: [10.0, 1.0, 1.0],
    body: |call| match &call.id_message {
        Some(id) => json!({ "chatId": call.chat_id.as_str(), "idMessage": id }),
        None => json!({ "chatId": call.chat_id.as_str() }),
    },
    reply: () = |body| reading::done(body, "setRead")
}

/// Accepts a success without content: 200 with an empty body.
fn nothing(body: &str) -> Result<(), ReplyFault> {
    if body.trim().is_empty() {
        return Ok(());
    }
    match reading::value(body)? {
        // `true`, an empty object, or one such as `{"archive": true}` does not contradict the 200; a run compares itself
        // with getChats anyway.
        Value::Bool(true) => Ok(()),
        Value::Object(object) if object.values().all(|value| *value == Value::Bool(true)) => Ok(()),
        _ => Err(ReplyFault::Wrong { expected: "an empty answer" }),
    }
}
