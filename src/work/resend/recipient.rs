//! Recipients that cannot be right: the gateway accepts such a message, and it then blocks the queue (green-api/issues
//! #540, #636, #685, #812).

use serde_json::Value;

use crate::green_api::{ChatId, Messenger, QueuedMessage};

/// Why a chatId cannot be a real chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongRecipient {
    /// Not a form of this messenger's chatId: `null@c.us`, `undefined`.
    Form,
    /// Not an international phone number, mostly one without its country code.
    Number,
    /// A group id of a wrong length, such as one that lost its hyphen.
    Group,
    /// Too short for a lid.
    Lid,
}

/// Returns what is wrong with the chatId of this message; `None` if it may be right, or the message has none.
pub fn wrong_recipient(message: &QueuedMessage, messenger: Messenger) -> Option<WrongRecipient> {
    match message.body.get("chatId")? {
        Value::String(chat) => wrong_chat_id(chat, messenger),
        _ => Some(WrongRecipient::Form),
    }
}

fn wrong_chat_id(chat: &str, messenger: Messenger) -> Option<WrongRecipient> {
    // The instance's chats are not known here, so an id is doubted for its digits alone.
    if ChatId::exact(chat, messenger).is_some_and(|id| id.doubt(chat, |_| false).is_none()) {
        return None;
    }
    let (id, suffix) = chat.split_once('@').unwrap_or((chat, ""));
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    Some(match (suffix, digits) {
        ("c.us", true) => WrongRecipient::Number,
        ("g.us", true) if messenger == Messenger::WhatsApp => WrongRecipient::Group,
        ("lid", true) if messenger == Messenger::WhatsApp => WrongRecipient::Lid,
        _ => WrongRecipient::Form,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_that_were_seen_to_block_a_queue_are_wrong() {
        let wrong = |chat: Value, messenger| {
            let item = json!({"messageID": "1", "type": "sendMessage", "body": {"chatId": chat, "message": "x"}});
            wrong_recipient(&QueuedMessage::read(item), messenger)
        };
        for (chat, reason) in [
            ("0202220000@g.us", WrongRecipient::Group),
            ("791234567891582555047@g.us", WrongRecipient::Group),
            ("9123456789@c.us", WrongRecipient::Number),
            ("89123456789@c.us", WrongRecipient::Number),
            ("102388094480549@c.us", WrongRecipient::Number),
            ("12@lid", WrongRecipient::Lid),
            ("null@c.us", WrongRecipient::Form),
            ("undefined", WrongRecipient::Form),
            ("79123456789@с.us", WrongRecipient::Form),
        ] {
            assert_eq!(wrong(json!(chat), Messenger::WhatsApp), Some(reason), "{chat}");
        }
        for chat in [
            "79123456789@c.us",
            "12125550123@c.us",
            "919123456789@c.us",
            "120363043968066561@g.us",
            "79001234567-1479621234@g.us",
            "123456789012345@lid",
            "79123456789:3@c.us",
        ] {
            assert_eq!(wrong(json!(chat), Messenger::WhatsApp), None, "{chat}");
        }
        for messenger in [Messenger::Max, Messenger::Telegram] {
            for chat in ["10000000", "-10000000000000", "79991234567@c.us"] {
                assert_eq!(wrong(json!(chat), messenger), None, "{chat}");
            }
            assert_eq!(wrong(json!("120363043968066561@g.us"), messenger), Some(WrongRecipient::Form));
            assert_eq!(wrong(json!(10_000_000), messenger), Some(WrongRecipient::Form), "a number is no text");
        }
        let status = QueuedMessage::read(json!({"type": "sendTextStatus", "body": {"message": "x"}}));
        assert_eq!(wrong_recipient(&status, Messenger::WhatsApp), None);
    }
}
