//! JSON: the partner API's answers, a config file, an exported environment.

use serde_json::{Deserializer, Map, Value};

use super::join::{Found, join};
use super::keys::{KeyKind, kind, numbered_kind, owner};
use super::{Pasted, holds_token, link, words};
use crate::green_api::{ApiToken, ApiUrl, IdInstance, without_lone_surrogates};

/// Returns the instances of one JSON document or of several, one after another, even if the last one is cut off; none
/// if the text is not JSON.
pub(super) fn read_list(text: &str) -> Vec<Pasted> {
    let text = without_lone_surrogates(text);
    let (documents, rest) = documents_in(&text);
    if holds_token(rest) {
        return Vec::new();
    }
    let mut found = join(values_in_items(&documents));
    if !found.is_empty() {
        found.extend(words::read_all(rest).into_iter().filter(Found::has_id_or_token));
    }
    found.into_iter().map(|found| found.values).collect()
}

/// Returns the documents at the beginning of a text, and the text after them. Of a list without an end, the items are
/// the documents.
fn documents_in(text: &str) -> (Vec<Value>, &str) {
    let (mut documents, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';'));
        let mut stream = Deserializer::from_str(rest).into_iter();
        match stream.next() {
            Some(Ok(document)) => {
                documents.push(document);
                rest = rest.get(stream.byte_offset()..).unwrap_or_default();
            }
            Some(Err(_)) if rest.starts_with('[') && documents.is_empty() => rest = &rest[1..],
            Some(Err(_)) | None => return (documents, rest),
        }
    }
}

/// Returns the instances in a part of a document, as far as this part tells them apart.
fn values_in(value: &Value) -> Vec<Found> {
    match value {
        Value::Object(object) => values_in_object(object),
        Value::Array(list) if list.iter().all(is_plain) => join(words::read_all(&in_lines(list))),
        Value::Array(list) => join(values_in_items(list)),
        Value::String(text) => match link::read_call(text) {
            Some(call) => vec![Found { is_call: true, ..Found::new(call) }],
            None => Vec::new(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn is_plain(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null)
}

/// Returns the strings and the numbers of a list, each on a line.
fn in_lines(list: &[Value]) -> String {
    list.iter().filter_map(plain_text).collect::<Vec<_>>().join("\n")
}

fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Returns the instances in the items of a list. Each item that is more than a pair of a name and a value is a record:
/// none completes another one.
fn values_in_items(list: &[Value]) -> Vec<Found> {
    let is_record = |item: &Value| match item {
        Value::Object(object) => pair_of(object).is_none(),
        Value::Array(_) => true,
        _ => false,
    };
    let mut items: Vec<_> = list.iter().map(|item| (is_record(item), values_in(item))).collect();
    let is_of_instance =
        |(is_record, found): &&(bool, Vec<Found>)| *is_record && found.iter().any(Found::has_id_or_token);
    if items.iter().filter(is_of_instance).nth(1).is_some() {
        let records = items.iter_mut().filter(|(is_record, _)| *is_record);
        records.flat_map(|(_, found)| found).for_each(|found| found.is_record = true);
    }
    items.into_iter().flat_map(|(_, found)| found).collect()
}

fn values_in_object(object: &Map<String, Value>) -> Vec<Found> {
    if let Some(pair) = pair_of(object) {
        return vec![pair];
    }
    let own = join(own_values(object));
    let mut name = None;
    let own: Vec<_> = own.into_iter().filter(|found| !take_name_alone(found, &mut name)).collect();
    let is_whole = own.iter().any(|found| found.values.is_whole());
    let mut within: Vec<(&String, Vec<Found>)> = object
        .iter()
        .map(|(key, value)| (key, if member(key, value).is_some() { Vec::new() } else { values_at(key, value) }))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    name_by_keys(&mut within);
    // The settings of an instance have numbers of their own, such as ids of messages.
    let ids: Vec<IdInstance> = own.iter().filter_map(|found| found.values.id_instance.clone()).collect();
    let is_another = |found: &Found| {
        let id = found.values.id_instance.as_ref().filter(|id| id.has_usual_length());
        id.is_some_and(|id| found.values.is_whole() || (!ids.contains(id) && ApiUrl::suggest_for(id).is_some()))
    };
    let within = within.into_iter().flat_map(|(_, found)| found).filter(|found| !is_whole || is_another(found));
    let mut all = join(own.into_iter().chain(within).collect());
    if let [only] = all.as_mut_slice()
        && !only.is_call
    {
        only.values.name = only.values.name.take().or(name);
    }
    all
}

/// Returns the instances in a member of an object. Its key may be the id: `{"7103004512": {"token": "d75b…"}}`.
fn values_at(key: &str, value: &Value) -> Vec<Found> {
    let id = IdInstance::parse(key).ok().filter(|id| id.has_usual_length() && ApiUrl::suggest_for(id).is_some());
    match value {
        Value::Object(object)
            if id.is_some() && !own_values(object).iter().any(|own| own.values.id_instance.is_some()) =>
        {
            let mut object = object.clone();
            object.insert("idInstance".to_owned(), key.into());
            values_in_object(&object)
        }
        Value::Null if id.is_some() => vec![Found::new(Pasted { id_instance: id, ..Pasted::default() })],
        Value::String(text) if text.trim().is_empty() => values_at(key, &Value::Null),
        _ => values_in(value),
    }
}

/// Returns what the members of an object say. An `id` counts only where no other member names the instance.
fn own_values(object: &Map<String, Value>) -> Vec<Found> {
    let is_weak = |key: &str| key.eq_ignore_ascii_case("id");
    let members: Vec<_> = object.iter().filter_map(|(key, value)| Some((key, member(key, value)?))).collect();
    let names_it = |(key, found): &(&String, Found)| !is_weak(key) && found.values.id_instance.is_some();
    // `"instance_id": null`: the row has no instance, and its `id` is its own.
    let lacks_it = |(key, value): (&String, &Value)| {
        let is_empty = value.as_str().map_or(value.is_null(), |text| text.trim().is_empty());
        !is_weak(key) && is_empty && kind(key) == Some(KeyKind::IdInstance)
    };
    let has_other = members.iter().any(names_it) || object.iter().any(lacks_it);
    let is_kept = |(key, found): &(&String, Found)| !is_weak(key) || (!has_other && found.values.id_instance.is_some());
    members.into_iter().filter(is_kept).map(|(_, found)| found).collect()
}

/// Whether nothing is found but a name, which is moved to `name`: it belongs to what the object contains.
fn take_name_alone(found: &Found, name: &mut Option<String>) -> bool {
    let values = &found.values;
    let is_alone = values.id_instance.is_none() && values.token.is_none() && values.api_url.is_none();
    if is_alone && values.unreadable.is_empty() {
        name.clone_from(&values.name);
        return true;
    }
    false
}

/// Names the instances by the keys of the object that lists them: `{"Sales": {…}, "Support": {…}}`.
fn name_by_keys(within: &mut [(&String, Vec<Found>)]) {
    let is_one = |found: &[Found]| matches!(found, [only] if only.values.is_whole() && !only.is_call);
    if within.iter().filter(|(_, found)| is_one(found)).count() < 2 {
        return;
    }
    for (key, found) in within {
        if is_one(found) && IdInstance::parse(key).is_err() {
            found[0].values.name.get_or_insert_with(|| key.trim().to_owned());
        }
    }
}

/// Returns the value of a pair of an exported environment: `{"key": "idInstance", "value": "…"}`.
fn pair_of(object: &Map<String, Value>) -> Option<Found> {
    let Some(Value::String(key)) = object.get("key").or_else(|| object.get("name")) else { return None };
    let found = member(key, object.get("value")?)?;
    (found.values.name.is_none()).then_some(found)
}

/// Returns what a member of an object says of an instance.
fn member(key: &str, value: &Value) -> Option<Found> {
    let text = plain_text(value)?;
    // `{"7103004512": "d75b…"}`: each key an instance, with its token.
    if let (Ok(id), Ok(token)) = (IdInstance::parse(key), ApiToken::parse(&text))
        && id.has_usual_length()
        && token.looks_usual()
    {
        return Some(Found::new(Pasted { id_instance: Some(id), token: Some(token), ..Pasted::default() }));
    }
    let named = || words::kind_before(key, &text).map(|kind| (kind, ""));
    let (kind, number) = numbered_kind(key).or_else(named)?;
    if text.trim().is_empty() || kind == KeyKind::Foreign {
        return None;
    }
    let values = Pasted::of_label(kind, &text);
    Some(Found { number: number.to_owned(), owner: owner(key), ..Found::new(values) })
}
