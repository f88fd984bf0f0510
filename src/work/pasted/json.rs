//! JSON: the partner API's answers, a config file, an exported environment.

use serde_json::{Map, Value};

use super::keys::{KeyKind, kind};
use super::{Pasted, link};
use crate::green_api::{ApiToken, IdInstance, without_lone_surrogates};

/// Returns every value of the first instance in the JSON; empty if the text is not JSON.
pub(super) fn read(text: &str) -> Pasted {
    let mut found = Pasted::default();
    let text = text.trim().trim_end_matches([',', ';']);
    if let Ok(value) = serde_json::from_str(&without_lone_surrogates(text)) {
        walk(&value, &mut found);
    }
    found
}

fn walk(value: &Value, found: &mut Pasted) {
    match value {
        Value::Object(object) => {
            let mut own = read_object(object);
            if is_another(&own, found) {
                return;
            }
            // A name outside the instance's own object belongs to a company or a file.
            if own.id_instance.is_none() && own.token.is_none() {
                own.name = None;
            }
            found.fill_from(own);
            object.values().for_each(|value| walk(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| walk(value, found)),
        Value::String(text) => {
            if let Some(call) = link::read_call(text)
                && !is_another(&call, found)
            {
                found.fill_from(call);
            }
        }
        _ => {}
    }
}

fn is_another(own: &Pasted, found: &Pasted) -> bool {
    own.id_instance.is_some() && found.id_instance.is_some() && own.id_instance != found.id_instance
}

fn read_object(object: &Map<String, Value>) -> Pasted {
    let mut own = Pasted::default();
    // An exported environment lists pairs: {"key": "idInstance", "value": "…"}.
    if let Some(Value::String(key)) = object.get("key").or_else(|| object.get("name"))
        && let Some(value) = object.get("value")
    {
        read_pair(key, value, &mut own);
        own.name = None;
        return own;
    }
    for (key, value) in object {
        read_pair(key, value, &mut own);
    }
    own
}

fn read_pair(key: &str, value: &Value, own: &mut Pasted) {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return,
    };
    let mut pair = Pasted::default();
    match kind(key) {
        Some(KeyKind::IdInstance) => pair.id_instance = IdInstance::parse(&text).ok(),
        Some(KeyKind::Token) => pair.token = ApiToken::parse(&text).ok(),
        Some(KeyKind::ApiUrl) => match link::read_call(&text) {
            Some(call) => pair = call,
            None => pair.api_url = link::read_gateway(text.trim()),
        },
        Some(KeyKind::Name) if !text.trim().is_empty() => pair.name = Some(text.trim().to_owned()),
        _ => {}
    }
    own.fill_from(pair);
}
