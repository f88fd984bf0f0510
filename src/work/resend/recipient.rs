//! Recipients that cannot be right: the gateway accepts such a message, and it then blocks the queue (green-api/issues
//! #540, #636, #685, #812).

use serde_json::Value;

use crate::green_api::{ChatId, ChatKind, Messenger, QueuedMessage};

/// Why a chatId cannot be a real chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongRecipient {
    /// Not a form of this messenger's chatId: `null@c.us`, `undefined`.
    Form,
    /// Not an international phone number, mostly one without its country code.
    Number,
    /// An id that no group of WhatsApp has, such as one that lost its hyphen.
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
    let may_be = |id: ChatId| id.doubt(chat, |_| false).is_none() && is_plausible(&id, messenger);
    if ChatId::exact(chat, messenger).is_some_and(may_be) {
        return None;
    }
    let (id, suffix) = chat.split_once('@').unwrap_or((chat, ""));
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    Some(match (suffix, digits) {
        ("c.us", true) => WrongRecipient::Number,
        ("g.us", true) if messenger == Messenger::WhatsApp => WrongRecipient::Group,
        ("lid", true) if messenger == Messenger::WhatsApp && !id.starts_with('0') => WrongRecipient::Lid,
        _ => WrongRecipient::Form,
    })
}

/// Magnitude below which a number is no id of MAX or Telegram, but a placeholder such as 0, 1 or -1. Ranges are not
/// documented; the examples have eight digits and more (green-api.com/v3/docs/api/chat-id).
const LEAST_DECIMAL: u64 = 10_000;

/// Whether the messenger itself may have made this id.
fn is_plausible(id: &ChatId, messenger: Messenger) -> bool {
    let text = id.as_str();
    match (text.split_once('@'), id.kind()) {
        (Some((group, _)), ChatKind::Group) => match group.split_once('-') {
            // The person who made it, and when, in seconds since 1970: from 2001 to 2033.
            Some((creator, time)) => {
                let is_time = time.len() == 10 && time.starts_with('1');
                is_time && ChatId::exact(&format!("{creator}@c.us"), messenger).is_some()
            }
            None => group.len() == 18 && group.starts_with("120363"),
        },
        (Some((local, _)), _) => !local.starts_with('0'),
        (None, _) => text.parse::<i64>().is_ok_and(|id| id.unsigned_abs() >= LEAST_DECIMAL && id.to_string() == text),
    }
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
            ("7900123-1@g.us", WrongRecipient::Group),
            ("79123456789-123456@g.us", WrongRecipient::Group),
            ("79123456789-14796212340@g.us", WrongRecipient::Group),
            ("79123456789-0479621234@g.us", WrongRecipient::Group),
            ("-1479621234@g.us", WrongRecipient::Group),
            ("123456-1479621234@g.us", WrongRecipient::Group),
            ("09123456789-1479621234@g.us", WrongRecipient::Group),
            ("7912345678901234-1479621234@g.us", WrongRecipient::Group),
            ("79123456789-1479621234-1479621234@g.us", WrongRecipient::Group),
            ("491701234561479621234@g.us", WrongRecipient::Group),
            ("45201234561479621234@g.us", WrongRecipient::Group),
            ("12036304396806656@g.us", WrongRecipient::Group),
            ("1203630439680665610@g.us", WrongRecipient::Group),
            ("000000000000000000@g.us", WrongRecipient::Group),
            ("9123456789@c.us", WrongRecipient::Number),
            ("89123456789@c.us", WrongRecipient::Number),
            ("102388094480549@c.us", WrongRecipient::Number),
            ("12@lid", WrongRecipient::Lid),
            ("000000000000000@lid", WrongRecipient::Form),
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
            "4520123456-1581234048@g.us",
            "6281234567890-1720000000@g.us",
            "123456789012345@lid",
            "79123456789:3@c.us",
        ] {
            assert_eq!(wrong(json!(chat), Messenger::WhatsApp), None, "{chat}");
        }
        for messenger in [Messenger::Max, Messenger::Telegram] {
            for chat in
                ["10000000", "-10000000000000", "79991234567@c.us", "777000", "-1001234567890", "-123456789012345"]
            {
                assert_eq!(wrong(json!(chat), messenger), None, "{chat}");
            }
            for chat in [
                "0",
                "-0",
                "1",
                "-1",
                "-999",
                "00",
                "0010000000",
                "-0010000000",
                "-",
                "1.5",
                "9223372036854775808",
                "-99999999999999999999",
                "10000000-1479621234",
                "120363043968066561@g.us",
                "123456789012345@lid",
            ] {
                assert_eq!(wrong(json!(chat), messenger), Some(WrongRecipient::Form), "{chat}");
            }
            assert_eq!(wrong(json!(10_000_000), messenger), Some(WrongRecipient::Form), "a number is no text");
        }
        let status = QueuedMessage::read(json!({"type": "sendTextStatus", "body": {"message": "x"}}));
        assert_eq!(wrong_recipient(&status, Messenger::WhatsApp), None);
    }
}
