//! One call of a method: what a handler sees, and the small checks that handlers share.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Map, Value};

use super::answers::Refusal;
use super::instance::{Instance, Messenger};

/// A request that has passed path, limit and token.
pub struct Call<'a> {
    pub now: Duration,
    pub instance: &'a mut Instance,
    /// How long a restart takes.
    pub restart: Duration,
    /// The JSON object of the request; empty when there was none.
    pub body: Map<String, Value>,
    /// The request's body as it came, for uploads.
    pub bytes: &'a [u8],
    pub query: HashMap<String, String>,
    /// What follows the token in the path.
    pub extra: Option<String>,
    /// The header in which an upload of bare bytes names its file.
    pub file_name: Option<String>,
    /// clearMessagesQueue leaves one message.
    pub stuck_message: bool,
}

impl Call<'_> {
    /// Refuses a body with fewer than `least` members, as the gateway does before it looks at them.
    pub fn at_least(&self, least: usize) -> Result<(), Refusal> {
        match least {
            _ if self.body.len() >= least => Ok(()),
            1 => Err(Refusal::invalid("'value' must have at least 1 key")),
            _ => Err(Refusal::invalid(format!("'value' must have at least {least} keys"))),
        }
    }

    /// Refuses a member that the method does not know.
    pub fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        match self.body.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Refusal::invalid(format!("'{key}' is not allowed"))),
            None => Ok(()),
        }
    }

    pub fn optional_text(&self, key: &str) -> Result<Option<&str>, Refusal> {
        match self.body.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::invalid(format!("'{key}' must be a string"))),
        }
    }

    /// A text that must be there and not be empty.
    pub fn text(&self, key: &str) -> Result<&str, Refusal> {
        match self.optional_text(key)? {
            None => Err(required(key)),
            Some("") => Err(Refusal::invalid(format!("'{key}' is not allowed to be empty"))),
            Some(text) => Ok(text),
        }
    }

    /// A text of at most `most` characters.
    pub fn short_text(&self, key: &str, most: usize) -> Result<&str, Refusal> {
        let text = self.text(key)?;
        if text.chars().count() > most {
            let message = format!("'{key}' length must be less than or equal to {most} characters long");
            return Err(Refusal::invalid(message));
        }
        Ok(text)
    }

    pub fn number(&self, key: &str) -> Result<f64, Refusal> {
        match self.body.get(key) {
            None => Err(required(key)),
            Some(value) => value.as_f64().ok_or_else(|| Refusal::invalid(format!("'{key}' must be a number"))),
        }
    }

    pub fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.body.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(Refusal::invalid(format!("'{key}' must be a boolean"))),
        }
    }

    /// A chatId in one of this messenger's forms.
    pub fn chat_id(&self, key: &str) -> Result<String, Refusal> {
        let chat_id = self.text(key)?;
        let messenger = self.instance.messenger;
        if is_chat_id(messenger, chat_id) {
            return Ok(chat_id.to_owned());
        }
        Err(Refusal::invalid(match messenger {
            Messenger::WhatsApp => format!(
                "'{key}' must be one of the next formats: 'phone_number@c.us', 'chat_id@lid' or 'group_id@g.us'"
            ),
            _ => format!("'{key}' must be one of the next formats: 'phone_number@c.us' or '{key}'"),
        }))
    }

    /// A chatId for the methods that the messenger's side reads itself: a value of another type ends there in a
    /// panic of its language, whose text comes back with 500.
    pub fn chat_id_unchecked_type(&self, key: &str) -> Result<String, Refusal> {
        let kind = match self.body.get(key) {
            None => return Err(required(key)),
            Some(Value::String(_)) => return self.chat_id(key),
            Some(Value::Null) => "nil",
            Some(Value::Bool(_)) => "bool",
            Some(Value::Number(_)) => "float64",
            Some(Value::Array(_)) => "[]interface {}",
            Some(Value::Object(_)) => "map[string]interface {}",
        };
        Err(Refusal::Text(500, format!("interface conversion: interface {{}} is {kind}, not string")))
    }

    /// A whole number in the query, or `default`.
    pub fn query_number(&self, key: &str, default: usize) -> usize {
        self.query.get(key).and_then(|text| text.parse().ok()).unwrap_or(default)
    }
}

fn required(key: &str) -> Refusal {
    Refusal::invalid(format!("'{key}' is required"))
}

/// `green-api.com/docs/api/chat-id`
fn is_chat_id(messenger: Messenger, text: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match (messenger, text.split_once('@')) {
        (Messenger::WhatsApp, Some((phone, "c.us"))) => digits(phone, 7, 15),
        (Messenger::WhatsApp, Some((lid, "lid"))) => digits(lid, 1, 20),
        (Messenger::WhatsApp, Some((group, "g.us"))) => match group.split_once('-') {
            Some((creator, time)) => digits(creator, 7, 15) && digits(time, 1, 12),
            None => digits(group, 15, 20),
        },
        (Messenger::WhatsApp, _) => false,
        (_, Some((phone, "c.us"))) => digits(phone, 11, 12),
        (_, Some(_)) => false,
        (_, None) => digits(text.strip_prefix('-').unwrap_or(text), 1, 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chat_ids_take_their_messengers_forms() {
        for good in
            ["79123456789@c.us", "120363043968066561@g.us", "79001234567-1479621234@g.us", "123456789012345@lid"]
        {
            assert!(is_chat_id(Messenger::WhatsApp, good), "{good}");
        }
        for bad in ["79123456789", "+79123456789@c.us", "7912345@g.us", "status@broadcast", "79123456789@с.us", "@c.us"]
        {
            assert!(!is_chat_id(Messenger::WhatsApp, bad), "{bad}");
        }
        for good in ["10000000", "-10000000000000", "79991234567@c.us"] {
            assert!(is_chat_id(Messenger::Max, good), "{good}");
        }
        for bad in ["", "-", "1000 0000", "120363043968066561@g.us"] {
            assert!(!is_chat_id(Messenger::Max, bad), "{bad}");
        }
    }
}
