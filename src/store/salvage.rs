//! The parts of a damaged settings file that are whole: of one that was cut off, or has a part overwritten.

use serde_json::{Deserializer, Map, Value};

use super::InstanceRecord;
use super::contents::VERSION;

/// Returns the settings and the instances that are whole, as the object that the file would have of them alone. Returns
/// `None` if there is neither, or the file is of a newer version.
///
/// The structure around them is not trusted: two instances of which the middle is lost can look like one, with the
/// address of the other. So each instance is an object that a parser accepts as it is.
pub(super) fn salvage(text: &str) -> Option<Map<String, Value>> {
    let is_newer = member(text, "version", |value| value.as_u64().is_some_and(|version| version > VERSION)).is_some();
    let settings = member(text, "settings", Value::is_object);
    let instances = instances(text);
    if is_newer || (settings.is_none() && instances.is_empty()) {
        return None;
    }
    let mut top = Map::new();
    top.extend(settings.map(|settings| ("settings".to_owned(), settings)));
    top.insert("instances".to_owned(), instances.into());
    Some(top)
}

/// Returns the first member of this name whose value is whole and suits.
fn member(text: &str, name: &str, suits: impl Fn(&Value) -> bool) -> Option<Value> {
    let key = format!("\"{name}\"");
    text.match_indices(&key).find_map(|(at, _)| {
        let value = text[at + key.len()..].trim_start().strip_prefix(':')?;
        first_value(value).map(|(value, _)| value).filter(|value| suits(value))
    })
}

/// Returns the objects that are instances.
pub(super) fn instances(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at..];
        let instance = first_value(rest).filter(|(value, _)| InstanceRecord::read(value).is_ok());
        let length = match instance {
            Some((value, length)) => {
                // The file may have its content twice.
                if !found.contains(&value) {
                    found.push(value);
                }
                length
            }
            None => 1,
        };
        rest = &rest[length..];
    }
    found
}

/// Returns the value with which the text begins, and its length in bytes. A number at the end of the text may be cut off.
fn first_value(text: &str) -> Option<(Value, usize)> {
    let mut values = Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}
