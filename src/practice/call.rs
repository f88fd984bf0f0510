//! One call of a method: the data that a handler receives, and the small checks that handlers share.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Map, Value};

use super::answers::Refusal;
use super::instance::{Instance, Messenger};

/// A request that has passed the checks of path, limit and token.
pub struct Call<'a> {
    pub now: Duration,
    pub instance: &'a mut Instance,
    /// Duration of a restart.
    pub restart: Duration,
    /// The JSON object of the request; empty if there was none.
    pub body: Map<String, Value>,
    /// The request's body as received, for uploads.
    pub bytes: &'a [u8],
    pub query: HashMap<String, String>,
    /// The path segment after the token.
    pub extra: Option<String>,
    /// The header in which an upload of raw bytes names its file.
    pub file_name: Option<String>,
    /// Whether clearMessagesQueue leaves one message.
    pub stuck_message: bool,
}

impl Call<'_> {
    /// Refuses a body with fewer than `least` members, as the gateway does before it checks them.
    pub fn at_least(&self, least: usize) -> Result<(), Refusal> {
        match least {
            _ if self.body.len() >= least => Ok(()),
            1 => Err(Refusal::invalid("'value' must have at least 1 key")),
            _ => Err(Refusal::invalid(format!("'value' must have at least {least} keys"))),
        }
    }

    /// Refuses a member unknown to the method.
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

    /// Returns a required, non-empty text.
    pub fn text(&self, key: &str) -> Result<&str, Refusal> {
        match self.optional_text(key)? {
            None => Err(required(key)),
            Some("") => Err(Refusal::invalid(format!("'{key}' is not allowed to be empty"))),
            Some(text) => Ok(text),
        }
    }

    /// Returns a text of at most `most` characters.
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

    /// Returns a chatId in one of this messenger's forms.
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

    /// Returns a chatId for methods whose parameters are parsed on the messenger's side. A value of another type causes
    /// a panic there, in that side's language, and its text is returned with 500.
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

    /// Returns a whole number from the query, or `default`.
    pub fn query_number(&self, key: &str, default: usize) -> usize {
        self.query.get(key).and_then(|text| text.parse().ok()).unwrap_or(default)
    }
}

fn required(key: &str) -> Refusal {
    Refusal::invalid(format!("'{key}' is required"))
}

/// Whether a text has the form of a chatId (`green-api.com/docs/api/chat-id`).
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
