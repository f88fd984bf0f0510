//! Small parsers from which the methods' replies are built.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::green_api::{Failure, ReplyFault, classify, without_device};

/// Parses any JSON reply. Rejects an empty body, `null`, `false`, a web page, and a failure reported in a 200
/// (`{"code":401,…}`, `{"status":false,"reason":…}`).
///
/// # Errors
/// Returns which of these the body is.
pub fn value(body: &str) -> Result<Value, ReplyFault> {
    let body = trimmed(body);
    if body.is_empty() {
        return Err(ReplyFault::Empty);
    }
    if classify::is_html(body) {
        return Err(ReplyFault::Html);
    }
    match classify::json(body) {
        None => Err(ReplyFault::NotJson),
        Some(Value::Null) => Err(ReplyFault::Null),
        Some(Value::Bool(false)) => Err(not_done(body)),
        Some(Value::Object(object)) => match classify::hidden_failure(&object) {
            Some(failure) => Err(ReplyFault::Failed(failure)),
            None => Ok(Value::Object(object)),
        },
        Some(value) => Ok(value),
    }
}

/// Parses an object; `expected` names it in the fault.
///
/// # Errors
/// Returns a fault if the body is not an object.
pub fn object(body: &str, expected: &'static str) -> Result<Map<String, Value>, ReplyFault> {
    match value(body)? {
        Value::Object(object) => Ok(object),
        _ => Err(ReplyFault::Wrong { expected }),
    }
}

/// Parses an object that has at least one of these members: an error in a 200 has none of them.
///
/// # Errors
/// Returns a fault if the body is not such an object.
pub fn object_with(members: &[&str], body: &str, expected: &'static str) -> Result<Map<String, Value>, ReplyFault> {
    let object = object(body, expected)?;
    if members.iter().any(|key| object.contains_key(*key)) { Ok(object) } else { Err(ReplyFault::Wrong { expected }) }
}

/// Parses an array; `expected` names it in the fault.
///
/// # Errors
/// Returns a fault if the body is not an array.
pub fn array(body: &str, expected: &'static str) -> Result<Vec<Value>, ReplyFault> {
    match value(body)? {
        Value::Array(items) => Ok(items),
        _ => Err(ReplyFault::Wrong { expected }),
    }
}

/// Accepts a reply whose flag says that the change was made.
///
/// # Errors
/// Returns a fault if the flag is missing or not `true`.
pub fn done(body: &str, flag: &'static str) -> Result<(), ReplyFault> {
    let object = object(body, flag)?;
    match self::flag(&object, flag) {
        Some(true) => Ok(()),
        Some(false) => Err(not_done(body)),
        None => Err(ReplyFault::Wrong { expected: flag }),
    }
}

fn not_done(body: &str) -> ReplyFault {
    ReplyFault::Failed(Failure::NotDone { reply: classify::cut(body.trim()) })
}

/// Returns a non-empty text; a number becomes its digits.
pub fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    seen_text(object, key).map(Cow::into_owned)
}

/// Like [`text`], without a copy: the answer of a faulty server may have a text of many megabytes.
fn seen_text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<Cow<'a, str>> {
    match object.get(key)? {
        Value::String(text) if !text.is_empty() => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// Returns a name, a state or a kind: a text shown on one line.
pub fn name(object: &Map<String, Value>, key: &str) -> Option<String> {
    seen_text(object, key).map(|text| line(&text))
}

/// Cuts a text to the length of a line and replaces control characters with spaces.
pub fn line(text: &str) -> String {
    text.chars().take(LONGEST_NAME).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Returns the id of a chat; `None` if it is longer than a line, contains control characters or is a number with other
/// characters than digits. A device of a person becomes the person.
pub fn id(object: &Map<String, Value>, key: &str) -> Option<String> {
    let is_odd = object.get(key).is_some_and(|value| value.is_number() && value.as_u64().is_none());
    let id = seen_text(object, key).filter(|id| !is_odd && *id == line(id))?;
    Some(without_device(&id).into_owned())
}

const LONGEST_NAME: usize = 200;

/// Returns a boolean in any of the forms that GREEN-API uses.
pub fn flag(object: &Map<String, Value>, key: &str) -> Option<bool> {
    match object.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Returns a count. A number above [`MAX`] is a fault of the server, and arithmetic with it would overflow, so it is
/// `None`.
pub fn amount(object: &Map<String, Value>, key: &str) -> Option<u64> {
    number(object, key).filter(|number| *number <= MAX)
}

const MAX: u64 = 1_000_000_000;

/// Returns a whole number, possibly written as a string.
fn number(object: &Map<String, Value>, key: &str) -> Option<u64> {
    match object.get(key)? {
        Value::Number(number) => number.as_u64().or_else(|| {
            let float = number.as_f64().filter(|float| *float >= 0.0 && float.fract() == 0.0)?;
            (float < 9e15).then_some(float as u64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A moment of the server, as far as it can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Moment {
    At(jiff::Timestamp),
    /// A value that is no moment, as the server wrote it, on one line.
    Unread(String),
}

/// Returns a moment: seconds or milliseconds since 1970, as a number or a text, or ISO 8601 with an offset. `None` for
/// 0, for a time that cannot be, and for a missing value.
pub fn any_moment(object: &Map<String, Value>, key: &str) -> Option<Moment> {
    let since = match object.get(key)? {
        Value::Null | Value::Bool(false) => return None,
        Value::Number(number) => number.as_f64()?,
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => match (text.trim().parse::<f64>(), text.trim().parse::<jiff::Timestamp>()) {
            (Ok(since), _) => since,
            (Err(_), Ok(at)) => return (at > jiff::Timestamp::UNIX_EPOCH).then_some(Moment::At(at)),
            // Without an offset it is not known which moment is meant.
            (Err(_), Err(_)) => return Some(Moment::Unread(line(text.trim()))),
        },
        other => return Some(Moment::Unread(line(&other.to_string()))),
    };
    if !(since > 0.0 && since < 9e15) {
        return None;
    }
    let milliseconds = if since < MILLISECONDS_FROM { since * 1000.0 } else { since };
    jiff::Timestamp::from_millisecond(milliseconds as i64).ok().map(Moment::At)
}

/// Returns a moment that [`any_moment`] can read.
pub fn moment(object: &Map<String, Value>, key: &str) -> Option<jiff::Timestamp> {
    match any_moment(object, key)? {
        Moment::At(at) => Some(at),
        Moment::Unread(_) => None,
    }
}

/// Smallest number read as milliseconds: as seconds it would lie beyond the year 5000.
const MILLISECONDS_FROM: f64 = 1e11;

/// Returns a duration, given in seconds.
pub fn seconds(object: &Map<String, Value>, key: &str) -> Option<Duration> {
    amount(object, key).map(Duration::from_secs)
}

/// Parses a list that is never empty on a working instance: the server returns `[]` until it has loaded it. Each item is
/// converted before the next one is parsed, because a list of a hundred thousand would take 100 MB as [`Value`]s. `read`
/// returns `None` for an item to leave out.
///
/// # Errors
/// Returns [`Failure::NothingListed`] for an empty list, or a fault if the body is not an array or no item can be read.
pub fn listed<T>(
    body: &str,
    expected: &'static str,
    read: impl Fn(&Map<String, Value>) -> Option<T>,
) -> Result<Vec<T>, ReplyFault> {
    let (mut found, mut is_empty) = (Vec::new(), true);
    let each = |item: Value| {
        is_empty = false;
        found.extend(item.as_object().and_then(&read));
    };
    if !trimmed(body).starts_with('[') {
        array(body, expected)?.into_iter().for_each(each);
    } else if !classify::each_item(trimmed(body), each) {
        return Err(ReplyFault::NotJson);
    }
    match found.is_empty() {
        true if is_empty => Err(ReplyFault::Failed(Failure::NothingListed)),
        true => Err(ReplyFault::Wrong { expected }),
        false => Ok(found),
    }
}

fn trimmed(body: &str) -> &str {
    body.trim().trim_start_matches('\u{feff}')
}

/// Returns the digits of a phone number, with or without the suffix of a chat's id; `None` for zeros, which mean a
/// hidden number, and for what is no number.
pub fn phone(object: &Map<String, Value>, key: &str) -> Option<String> {
    let id = id(object, key)?;
    let number = id.strip_suffix("@c.us").unwrap_or(&id);
    let number = number.strip_prefix('+').unwrap_or(number);
    (number.bytes().any(|byte| byte != b'0') && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| number.to_owned())
}

/// Returns the query of lists that accept a maximum count.
pub fn count_query(count: Option<u32>) -> Vec<(&'static str, String)> {
    count.into_iter().map(|count| ("count", count.to_string())).collect()
}
