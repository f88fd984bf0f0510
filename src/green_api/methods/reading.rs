//! Small readers that the methods' replies are made of.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::green_api::{Failure, ReplyFault, classify};

/// What every JSON reply goes through first: nothing, `null`, `false`, a web page, and a failure told in a 200
/// (`{"code":401,…}`, `{"status":false,"reason":…}`) are no replies.
pub fn value(body: &str) -> Result<Value, ReplyFault> {
    let body = body.trim().trim_start_matches('\u{feff}');
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

/// An object; `expected` says what it should have been.
pub fn object(body: &str, expected: &'static str) -> Result<Map<String, Value>, ReplyFault> {
    match value(body)? {
        Value::Object(object) => Ok(object),
        _ => Err(ReplyFault::Wrong { expected }),
    }
}

/// An array; `expected` says what it should have been.
pub fn array(body: &str, expected: &'static str) -> Result<Vec<Value>, ReplyFault> {
    match value(body)? {
        Value::Array(items) => Ok(items),
        _ => Err(ReplyFault::Wrong { expected }),
    }
}

/// A reply whose one flag says whether it was done.
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

/// A text that says something; a number counts as its digits.
pub fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A name, a state, a kind: a text for a line.
pub fn name(object: &Map<String, Value>, key: &str) -> Option<String> {
    text(object, key).map(|text| line(&text))
}

/// So much of a text as a line has room for, and a space for each character that nobody sees.
pub fn line(text: &str) -> String {
    text.chars().take(LONGEST_NAME).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The id of a chat. One that is no line of text is none.
pub fn id(object: &Map<String, Value>, key: &str) -> Option<String> {
    text(object, key).filter(|id| *id == line(id))
}

const LONGEST_NAME: usize = 200;

/// A yes or no, in any of the ways that GREEN-API writes one.
pub fn flag(object: &Map<String, Value>, key: &str) -> Option<bool> {
    match object.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// How many there are of something. Of more than [`MAX`] there is nothing: such a number is a fault, and arithmetic with
/// it would overflow.
pub fn amount(object: &Map<String, Value>, key: &str) -> Option<u64> {
    number(object, key).filter(|number| *number <= MAX)
}

const MAX: u64 = 1_000_000_000;

/// A whole number, perhaps written as a string.
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

/// A moment, in seconds or milliseconds since 1970; 0 means none.
pub fn moment(object: &Map<String, Value>, key: &str) -> Option<jiff::Timestamp> {
    let since = i64::try_from(number(object, key)?).ok().filter(|since| *since > 0)?;
    if since < MILLISECONDS_FROM {
        jiff::Timestamp::from_second(since).ok()
    } else {
        jiff::Timestamp::from_millisecond(since).ok()
    }
}

/// A number of this size counts milliseconds: as seconds it would lie beyond the year 5000.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// A time span, given in seconds.
pub fn seconds(object: &Map<String, Value>, key: &str) -> Option<Duration> {
    amount(object, key).map(Duration::from_secs)
}

/// A list that is never empty on a working instance: `[]` is what the server says before it has loaded it.
pub fn listed(body: &str, expected: &'static str) -> Result<Vec<Value>, ReplyFault> {
    let items = array(body, expected)?;
    if items.is_empty() { Err(ReplyFault::Failed(Failure::NothingListed)) } else { Ok(items) }
}

/// A phone number's digits; 0 stands for a hidden one.
pub fn phone(object: &Map<String, Value>, key: &str) -> Option<String> {
    id(object, key).filter(|number| number != "0")
}

/// The query of the lists that can be cut short.
pub fn count_query(count: Option<u32>) -> Vec<(&'static str, String)> {
    count.into_iter().map(|count| ("count", count.to_string())).collect()
}
