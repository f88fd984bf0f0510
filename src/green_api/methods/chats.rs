//! Chats: archiving, and whether a number is known to the messenger.

use serde_json::{Value, json};

use super::{WHATSAPP, WHATSAPP_TELEGRAM, reading};
use crate::green_api::{ChatId, ReplyFault};

/// Archives a chat that has an incoming message which the instance has seen.
/// green-api.com/docs/api/service/archiveChat
#[derive(Clone, Debug)]
pub struct ArchiveChat {
    pub chat_id: ChatId,
}
method!(ArchiveChat: Post "archiveChat", changes: true, on: WHATSAPP_TELEGRAM, per_second: [10.0, 1.0, 1.0],
    body: |call| json!({ "chatId": call.chat_id.as_str() }), reply: () = nothing);

/// Brings a chat back from the archive. green-api.com/docs/api/service/unarchiveChat
#[derive(Clone, Debug)]
pub struct UnarchiveChat {
    pub chat_id: ChatId,
}
method!(UnarchiveChat: Post "unarchiveChat", changes: true, on: WHATSAPP_TELEGRAM, per_second: [10.0, 1.0, 1.0],
    body: |call| json!({ "chatId": call.chat_id.as_str() }), reply: () = nothing);

/// Whether WhatsApp knows a number. The Developer plan holds 100 checks a month.
/// green-api.com/docs/api/service/CheckWhatsapp
#[derive(Clone, Debug)]
pub struct CheckWhatsapp {
    pub chat_id: ChatId,
}
method!(CheckWhatsapp: Post "checkWhatsapp", changes: false, on: WHATSAPP, per_second: [10.0, 1.0, 1.0],
body: |call| match call.chat_id.phone_digits().and_then(|digits| digits.parse::<u64>().ok()) {
    Some(number) => json!({ "phoneNumber": number }),
    None => json!({ "chatId": call.chat_id.as_str() }),
},
reply: CheckedNumber = |body| {
    let object = reading::object(body, "existsWhatsapp")?;
    let exists = reading::flag(&object, "existsWhatsapp");
    Ok(CheckedNumber {
        exists: exists.ok_or(ReplyFault::Wrong { expected: "existsWhatsapp" })?,
        chat_id: reading::text(&object, "chatId"),
        phone_number: reading::text(&object, "phoneNumber"),
        username: reading::text(&object, "username"),
        from_cache: reading::flag(&object, "fromCache"),
    })
});

/// What the messenger knows of a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedNumber {
    pub exists: bool,
    /// The messenger's own id of the person; may be a `@lid`.
    pub chat_id: Option<String>,
    /// As `79001234567@c.us`. Chats are best told apart by this, when present.
    pub phone_number: Option<String>,
    pub username: Option<String>,
    /// Whether the answer is an earlier one, kept by the server.
    pub from_cache: Option<bool>,
}

/// A success that says nothing: 200 with an empty body.
fn nothing(body: &str) -> Result<(), ReplyFault> {
    if body.trim().is_empty() {
        return Ok(());
    }
    match reading::value(body)? {
        // A true or an empty object adds nothing to the 200 and takes nothing away.
        Value::Bool(true) => Ok(()),
        Value::Object(object) if object.is_empty() => Ok(()),
        _ => Err(ReplyFault::Wrong {
            expected: "an empty answer",
        }),
    }
}
