//! Contacts, and checks whether the messenger knows a number.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{ALL, ChatType, MAX_TELEGRAM, WHATSAPP, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Checks whether WhatsApp knows a number. The Developer plan includes 100 checks a month.
/// green-api.com/docs/api/service/CheckWhatsapp
#[derive(Clone, Debug)]
pub struct CheckWhatsapp {
    pub chat_id: ChatId,
}
method! {
    CheckWhatsapp: Post "checkWhatsapp", mutates: false, messengers: WHATSAPP, per_second: [10.0, 1.0, 1.0],
    body: |call| match call.chat_id.phone_digits().and_then(|digits| digits.parse::<u64>().ok()) {
        Some(number) => json!({ "phoneNumber": number }),
        None => json!({ "chatId": call.chat_id.as_str() }),
    },
    reply: CheckedNumber = |body| checked(body, "existsWhatsapp")
}

/// The messenger's information about a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedNumber {
    pub exists: bool,
    /// The messenger's own id of the person; may be a `@lid`.
    pub chat_id: Option<String>,
    /// In the form `79001234567@c.us`. The best key for distinguishing chats, when present.
    pub phone_number: Option<String>,
    pub username: Option<String>,
    /// Whether the answer is an earlier one that the server cached.
    pub from_cache: Option<bool>,
}

/// Checks whether MAX or Telegram knows a number. MAX serves only numbers of Russia and Belarus, and restricts accounts
/// that check many unknown numbers. green-api.com/v3/docs/api/service/CheckAccount
#[derive(Clone, Debug)]
pub struct CheckAccount {
    /// In international format, digits only.
    pub phone_number: u64,
    /// Queries the messenger even if the server has cached an earlier answer.
    pub force: bool,
}
method! {
    CheckAccount: Post "checkAccount", mutates: false, messengers: MAX_TELEGRAM, per_second: [1.0, 10.0, 1.0],
    body: |call| json!({ "phoneNumber": call.phone_number, "force": call.force }),
    reply: CheckedNumber = |body| checked(body, "exist")
}

fn checked(body: &str, flag: &'static str) -> Result<CheckedNumber, ReplyFault> {
    let object = reading::object(body, flag)?;
    Ok(CheckedNumber {
        exists: reading::flag(&object, flag).ok_or(ReplyFault::Wrong { expected: flag })?,
        chat_id: reading::id(&object, "chatId"),
        phone_number: reading::id(&object, "phoneNumber"),
        username: reading::name(&object, "username"),
        from_cache: reading::flag(&object, "fromCache"),
    })
}

/// Returns the contacts; may lag five minutes. green-api.com/docs/api/service/GetContacts
#[derive(Clone, Debug, Default)]
pub struct GetContacts {
    /// Maximum number; `None`: all.
    pub count: Option<u32>,
    /// WhatsApp only: only groups or only persons; `None`: both.
    pub groups: Option<bool>,
}
method! {
    GetContacts: Get "getContacts", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    query: |call| {
        let groups = call.groups.map(|groups| ("group", groups.to_string()));
        groups.into_iter().chain(reading::count_query(call.count)).collect()
    },
    reply: Vec<Contact> = |body| {
        let items = reading::listed(body, "a list of contacts")?;
        Ok(items.into_iter().filter_map(Contact::read).collect())
    }
}

/// A contact of the instance.
#[derive(Clone, PartialEq, Debug)]
pub struct Contact {
    /// `id` of WhatsApp, `chatId` of MAX and Telegram.
    pub id: String,
    /// The name that the person chose.
    pub name: Option<String>,
    /// The name in the phone's address book.
    pub contact_name: Option<String>,
    pub chat_type: ChatType,
    /// The id that replaced a changed lid.
    pub new_chat_id: Option<String>,
    pub phone_number: Option<String>,
    /// The whole item as received.
    pub raw: Map<String, Value>,
}

impl Contact {
    fn read(raw: Value) -> Option<Self> {
        let Value::Object(raw) = raw else { return None };
        Some(Self {
            id: reading::id(&raw, "id").or_else(|| reading::id(&raw, "chatId"))?,
            name: reading::name(&raw, "name"),
            contact_name: reading::name(&raw, "contactName"),
            chat_type: ChatType::from_name(&reading::text(&raw, "type").unwrap_or_default()),
            new_chat_id: reading::id(&raw, "newChatId"),
            phone_number: reading::phone(&raw, "phoneNumber"),
            raw,
        })
    }
}

/// Returns information about one contact; on MAX and Telegram only for persons.
/// green-api.com/docs/api/service/GetContactInfo, green-api.com/v3/docs/api/service/GetContactInfo
#[derive(Clone, Debug)]
pub struct GetContactInfo {
    pub chat_id: ChatId,
}
method! {
    GetContactInfo: Post "getContactInfo", mutates: false, messengers: ALL, per_second: [1.0, 10.0, 1.0],
    body: |call| json!({ "chatId": call.chat_id.as_str() }),
    reply: ContactInfo = |body| Ok(ContactInfo::read(reading::object(body, "a contact")?))
}

/// The messenger's information about a contact.
#[derive(Clone, PartialEq, Debug)]
pub struct ContactInfo {
    pub chat_id: Option<String>,
    pub name: Option<String>,
    pub contact_name: Option<String>,
    /// The picture's address.
    pub avatar: Option<String>,
    pub phone_number: Option<String>,
    pub last_seen: Option<jiff::Timestamp>,
    /// Whether the chat is archived; WhatsApp only.
    pub archived: Option<bool>,
    pub is_business: Option<bool>,
    /// Time after which messages disappear; zero if they stay.
    pub messages_expire: Option<Duration>,
    /// Every member as received: e-mail, category, description, products and unknown members.
    pub all: Map<String, Value>,
}

impl ContactInfo {
    fn read(all: Map<String, Value>) -> Self {
        Self {
            chat_id: reading::id(&all, "chatId"),
            name: reading::name(&all, "name"),
            contact_name: reading::name(&all, "contactName"),
            avatar: reading::text(&all, "avatar"),
            phone_number: reading::phone(&all, "phoneNumber"),
            last_seen: reading::moment(&all, "lastSeen"),
            archived: reading::flag(&all, "isArchive"),
            is_business: reading::flag(&all, "isBusiness"),
            messages_expire: reading::seconds(&all, "messageExpiration"),
            all,
        }
    }
}
