//! getChats, getContacts and getContactInfo, in each messenger's shape.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::chats::Chat;
use super::instance::Messenger;

/// `green-api.com/docs/api/service/GetChats`
pub fn list(call: &mut Call) -> Result<Answer, Refusal> {
    let most = call.query_number("count", usize::MAX);
    let (messenger, lagging) = (call.instance.messenger, call.instance.chats.lagging);
    let row = |chat: &Chat| match messenger {
        Messenger::WhatsApp => json!({
            "archive": chat.shows_archived(call.now, lagging),
            "id": chat.id,
            "ephemeralExpiration": chat.ephemeral,
            "ephemeralSettingTimestamp": chat.ephemeral_set_at,
            "name": chat.name,
            "type": chat.kind(),
            "unreadCount": chat.unread,
        }),
        _ => {
            json!({"chatId": chat.id, "name": chat.name, "type": chat.kind(), "phoneNumber": chat.phone})
        }
    };
    Ok(Answer::ok(call.instance.chats.iter().take(most).map(row).collect()))
}

/// `green-api.com/docs/api/service/GetContacts`
pub fn contacts(call: &mut Call) -> Result<Answer, Refusal> {
    let most = call.query_number("count", usize::MAX);
    let messenger = call.instance.messenger;
    let group = call.query.get("group").map(|group| group.eq_ignore_ascii_case("true"));
    let group = group.filter(|_| messenger == Messenger::WhatsApp);
    let row = |chat: &Chat| {
        let mut row = match messenger {
            Messenger::WhatsApp => json!({"id": chat.id, "name": chat.name}),
            _ => json!({"chatId": chat.id, "name": chat.name, "phoneNumber": chat.phone}),
        };
        if !chat.group {
            row["contactName"] = json!(chat.contact_name);
        }
        row["type"] = json!(chat.kind());
        row
    };
    let chats = call.instance.chats.iter().filter(|chat| group.is_none_or(|group| chat.group == group));
    Ok(Answer::ok(chats.take(most).map(row).collect()))
}

/// `green-api.com/docs/api/service/GetContactInfo`
pub fn contact_info(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId")?;
    call.only(&["chatId"])?;
    let messenger = call.instance.messenger;
    if messenger != Messenger::WhatsApp && id.starts_with('-') {
        return Err(Refusal::invalid(
            "The method GetContactInfo does not support group chats, to work with groups, use the GetGroupData method",
        ));
    }
    call.account_ready()?;
    let unknown = Chat::person(id.clone(), "");
    let chat = call.instance.chats.get(&id).unwrap_or(&unknown);
    let last_seen = call.now.as_secs().saturating_sub(1800);
    let mut info = json!({
        "avatar": "", "name": chat.name, "contactName": chat.contact_name, "chatId": chat.id, "lastSeen": last_seen,
    });
    match messenger {
        Messenger::WhatsApp => merge(
            &mut info,
            json!({
                "email": "", "category": "", "description": "", "products": [],
                "lastSeen": null, "isArchive": chat.archived, "isDisappearing": chat.ephemeral > 0, "isMute": false,
                "isBusiness": false, "messageExpiration": chat.ephemeral, "muteExpiration": null,
            }),
        ),
        Messenger::Max => merge(&mut info, json!({"chatType": "user", "phoneNumber": chat.phone})),
        Messenger::Telegram => merge(&mut info, json!({"phoneNumber": chat.phone})),
    }
    Ok(Answer::ok(info))
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
