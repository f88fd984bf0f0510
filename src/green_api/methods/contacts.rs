//! Contacts, and checks whether the messenger knows a number.

use serde_json::{Map, Value, json};

use super::{ALL, ChatType, WHATSAPP, reading};
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
    reply: CheckedNumber = |body| {
        let expected = "existsWhatsapp";
        let object = reading::object(body, expected)?;
        Ok(CheckedNumber {
            exists: reading::flag(&object, expected).ok_or(ReplyFault::Wrong { expected })?,
            chat_id: reading::id(&object, "chatId"),
        })
    }
}

/// The messenger's information about a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedNumber {
    pub exists: bool,
    /// The messenger's own id of the person; may be a `@lid`.
    pub chat_id: Option<String>,
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
    reply: Vec<Contact> = |body| reading::listed(body, "a list of contacts", Contact::read)
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
}

impl Contact {
    fn read(item: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            id: reading::id(item, "id").or_else(|| reading::id(item, "chatId"))?,
            name: reading::name(item, "name"),
            contact_name: reading::name(item, "contactName"),
            chat_type: ChatType::from_name(&reading::text(item, "type").unwrap_or_default()),
            new_chat_id: reading::id(item, "newChatId"),
            phone_number: reading::phone(item, "phoneNumber"),
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
    reply: ContactInfo = |body| {
        Ok(ContactInfo { archived: reading::flag(&reading::object(body, "a contact")?, "isArchive") })
    }
}

/// The messenger's information about a contact.
#[derive(Clone, PartialEq, Debug)]
pub struct ContactInfo {
    /// Whether the chat is archived; WhatsApp only.
    pub archived: Option<bool>,
}
