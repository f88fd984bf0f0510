//! Maps an error response to its [`Failure`], by its status and by its text: the same words may arrive as JSON or as
//! plain text. Everything passed to these functions is already redacted.

use std::fmt;
use std::time::Duration;

use serde::Deserializer as _;
use serde::de::{SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{ErrorReply, Failure, Quota, without_lone_surrogates};

/// Maximum number of characters kept of a text that is not JSON.
const MAX_RAW_CHARACTERS: usize = 300;

/// Maximum number of characters kept of the server's own words.
const MAX_CHARACTERS: usize = 1000;

/// Maximum number of values in a JSON body that is kept whole, as [`values`] counts them; each takes up to 150 bytes of
/// memory. A list of 5,000 messages has about a tenth.
const MAX_KEPT: usize = 1_000_000;

/// Maximum number of values in a list whose items are kept one at a time. A full list of chats in the largest body has
/// fewer.
const MAX_VISITED: usize = 6_000_000;

/// Number of values that an array or an object has room for from the first one on.
const ROOM: usize = 4;

/// Parses a body as JSON. Returns `None` if it is not JSON or holds far more values than any real response. Half an
/// emoji in one of its texts becomes `\u{fffd}`.
pub fn json(body: &str) -> Option<Value> {
    if values(body) > MAX_KEPT { None } else { serde_json::from_str(&without_lone_surrogates(body)).ok() }
}

/// Parses a body as a JSON array and visits each item, without keeping it; it may have more values than [`json`] accepts.
/// Returns whether the body is an array; the items before a mistake have been visited.
pub fn each_item(body: &str, visit: impl FnMut(Value)) -> bool {
    let text = without_lone_surrogates(body);
    let mut parser = serde_json::Deserializer::from_str(&text);
    values(body) <= MAX_VISITED && parser.deserialize_seq(Items(visit)).and_then(|()| parser.end()).is_ok()
}

struct Items<F>(F);

impl<'de, F: FnMut(Value)> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

/// Counts the values in a JSON text, as an upper bound: outside strings each of these bytes begins one. An array or an
/// object counts as [`ROOM`]: it takes room for as many values at once, even for one.
fn values(body: &str) -> usize {
    let (mut values, mut in_string, mut escaped) = (1, false, false);
    for byte in body.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => values += ROOM,
            b',' if !in_string => values += 1,
            _ => {}
        }
    }
    values
}

/// Whether a body is a web page. JSON never begins like one.
pub fn is_html(body: &str) -> bool {
    body.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// Whether a body is the page that nginx, which runs before the gateway, returns with this status. Seen in 2026-10 when
/// an instance was requested at another pool's host.
fn is_page_of_gateway(status: u16, body: &str) -> bool {
    let page = body.to_ascii_lowercase();
    page.contains(&format!("<title>{status} ")) && page.contains("<center>nginx")
}

/// Whether something between this computer and the gateway answered. 407 and 511 come only from there (RFC 9110, 6585).
fn is_of_another(status: u16, body: &str) -> bool {
    matches!(status, 407 | 511) || (is_html(body) && !is_page_of_gateway(status, body))
}

/// Whether a refusal is the plain text of a sign-in page or a filter. The gateway's 401 and 403 are empty, a page of nginx,
/// JSON, or words about the token or the instance.
pub fn is_text_of_another(status: u16, body: &str) -> bool {
    let text = body.trim();
    let is_plain = !text.is_empty() && !is_html(text) && json(text).is_none();
    let words = cut(text).to_lowercase();
    let is_usual = ["unauthorized", "forbidden", "token", "instance"].iter().any(|usual| words.contains(usual));
    matches!(status, 401 | 403) && is_plain && !is_usual && by_text(ErrorReply { status, text: words }).is_err()
}

/// Classifies a response whose status is not 2xx.
pub fn failure(status: u16, reason: &str, body: &str, retry_after: Option<Duration>) -> Failure {
    let said = ErrorReply { status, text: server_text(body, reason) };
    if let Some(quota) = quota(status, body, &said).filter(|_| !is_of_another(status, body)) {
        return Failure::Quota(quota);
    }
    match status {
        301 | 302 | 303 | 307 | 308 => Failure::Redirected { status },
        _ if is_of_another(status, body) => Failure::Html { status },
        401 => Failure::BadToken(said),
        408 | 499 => Failure::GaveUp(said),
        429 => Failure::RateLimited { retry_after, said },
        502..=504 => Failure::BadGateway(said),
        _ => by_text(said).unwrap_or_else(|said| match status {
            400..=499 if is_expired(&member_texts(body)) => Failure::Expired(said),
            403 => Failure::Forbidden(said),
            404 | 405 => Failure::NotFound(said),
            413 => Failure::RequestTooLarge(said),
            469 => Failure::CheckLimit(said),
            500 => Failure::ServerError(said),
            _ => Failure::Unknown(said),
        }),
    }
}

/// Finds a failure reported in a 200: `{"code":401,"description":"Unauthorized"}`, `{"status":false,"reason":"…"}`,
/// `{"status":"fail"}`.
pub fn hidden_failure(object: &Map<String, Value>) -> Option<Failure> {
    let code = object.get("code").or_else(|| object.get("statusCode")).and_then(Value::as_u64);
    let refused = match object.get("status") {
        Some(Value::Bool(status)) => !status,
        Some(Value::String(status)) => {
            ["fail", "failed", "failure", "error", "false"].iter().any(|word| status.eq_ignore_ascii_case(word))
        }
        _ => false,
    };
    let text = words(object).unwrap_or_default();
    let hidden = |failure| with_status(failure, 200);
    match code.and_then(|code| u16::try_from(code).ok()).filter(|code| *code >= 400) {
        Some(code) => Some(hidden(failure(code, "", &text, None))),
        None if refused => Some(by_text(ErrorReply { status: 200, text }).unwrap_or_else(|said| {
            let whole = || cut(&Value::Object(object.clone()).to_string());
            Failure::NotDone { reply: if said.text.is_empty() { whole() } else { said.text } }
        })),
        None => None,
    }
}

/// Classifies a response by its text alone.
///
/// # Errors
/// Returns `said` unchanged if its text is not known.
pub fn by_text(said: ErrorReply) -> Result<Failure, ErrorReply> {
    let text = said.text.to_lowercase();
    let has = |part: &str| text.contains(part);
    Ok(match () {
        _ if has("instance in starting process") => Failure::Starting(said),
        _ if has("starting or not authorized") => Failure::StartingOrNotAuthorized(said),
        _ if has("not authorized") => Failure::NotAuthorized(said),
        _ if has("account is expired") => Failure::Expired(said),
        _ if has("instance is deleted") => Failure::Deleted(said),
        _ if has("account is suspended") => Failure::AccountSuspended(said),
        _ if has("instance has auth") || has("already authorized") => Failure::AlreadyAuthorized(said),
        _ if has("custom webhook url is set") => Failure::WebhookUrlIsSet(said),
        _ if has("last message not found") => Failure::LastMessageNotFound(said),
        _ if has("already archive=true") => Failure::AlreadyArchived(said),
        _ if has("already archive=false") => Failure::AlreadyUnarchived(said),
        _ if has("chat with id") && has("not found") => Failure::ChatNotFound(said),
        _ if has("'chatid' must be one of the next formats") => Failure::ChatIdRefused(said),
        _ if has("does not support group chats") => Failure::GroupsNotSupported(said),
        _ if has("bad phone number") || has("'phonenumber' must contain only digits") => Failure::BadPhoneNumber(said),
        _ if has("check phone number timeout") => Failure::CheckTimedOut(said),
        _ if has("contact info limit reached") => Failure::CheckLimit(said),
        _ if has("too many requests") => Failure::RateLimited { retry_after: None, said },
        _ if has("request entity too large") => Failure::RequestTooLarge(said),
        _ if has("exceeded max upload size") => Failure::FileTooLarge(said),
        _ if has("parameter idinstance") || has("parameter apitokeninstance") => Failure::BadAddress(said),
        _ if has("interface conversion") || has("cannot unmarshal") => Failure::MalformedRequest(said),
        _ if has("unexpected token") && has("json") => Failure::MalformedRequest(said),
        _ if has("validation failed") || has("count must be greater") => {
            Failure::Validation { details: details(&said.text), said }
        }
        _ if has("bad request data") => Failure::BadRequestData(said),
        _ if has("internal server error") => Failure::ServerError(said),
        _ if is_expired(&text) => Failure::Expired(said),
        _ => return Err(said),
    })
}

/// Whether a text in lower case says that the instance is expired. The vendor will change the wording
/// (github.com/green-api/issues, 1103), so "expired" is enough, unless its clause is about something else.
fn is_expired(text: &str) -> bool {
    const OTHERS: [&str; 7] = ["link", "url", "file", "media", "code", "token", "message"];
    let no_links: Vec<&str> = text.split_whitespace().filter(|word| !word.contains("://")).collect();
    let has = |clause: &str, word: &str| clause.contains(word);
    no_links
        .join(" ")
        .split(['.', ':', ';', ','])
        .any(|clause| has(clause, "expired") && !OTHERS.iter().any(|other| has(clause, other)))
}

/// Returns the texts of a JSON object's members in lower case, without the request path that it echoes.
fn member_texts(body: &str) -> String {
    let Some(Value::Object(object)) = json(body) else { return String::new() };
    let texts = object.iter().filter(|(key, _)| *key != "path").filter_map(|(_, value)| value.as_str());
    texts.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Extracts the server's own words (API.md's rule): the member of an object that explains the error, a string, or else
/// the raw text cut short. A web page yields only the status's reason phrase.
fn server_text(body: &str, reason: &str) -> String {
    let body = body.trim_start_matches('\u{feff}').trim();
    if is_html(body) {
        return reason.to_owned();
    }
    match json(body) {
        Some(Value::Object(object)) => words(&object).unwrap_or_else(|| cut(body)),
        Some(Value::String(text)) => readable(&text, MAX_CHARACTERS),
        _ => cut(body),
    }
}

/// Returns the beginning of a text, enough to recognise it.
pub fn cut(text: &str) -> String {
    readable(text, MAX_RAW_CHARACTERS)
}

/// Cuts a text to `most` characters and replaces control characters with spaces; line breaks stay.
fn readable(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

fn words(object: &Map<String, Value>) -> Option<String> {
    let direct = ["message", "reason", "error", "description"].iter().map(|key| object.get(*key));
    let nested = ["invokeStatus", "correspondentsStatus", "quotaData"].iter();
    let nested = nested.map(|key| object.get(*key).and_then(|status| status.get("description")));
    let data = object.get("data").and_then(|data| data.get("reason"));
    direct.chain(nested).chain([data]).flatten().find_map(|value| match value {
        Value::String(text) => Some(readable(text.trim(), MAX_CHARACTERS)).filter(|text| !text.is_empty()),
        // A list of errors, as the validation library can return.
        Value::Array(items) => {
            let joined = items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ");
            Some(readable(&joined, MAX_CHARACTERS)).filter(|text| !text.is_empty())
        }
        _ => None,
    })
}

fn details(text: &str) -> String {
    match text.split_once("Details:") {
        Some((_, details)) => details.trim().to_owned(),
        None if text.trim().eq_ignore_ascii_case("validation failed") => String::new(),
        None => text.trim().to_owned(),
    }
}

/// Reads the quota from a 466: the container, of the three possible ones, whose limit is reached, or the whole body,
/// which has the same members in the flat form seen in 2025-01. Both spellings, QUOTE and QUOTA, occur.
fn quota(status: u16, body: &str, said: &ErrorReply) -> Option<Quota> {
    let parsed = json(body).unwrap_or(Value::Null);
    let container = |key| parsed.get(key).and_then(Value::as_object);
    let [correspondents, invoke, quota] = ["correspondentsStatus", "invokeStatus", "quotaData"].map(container);
    let all = [correspondents, invoke, quota, parsed.as_object()];
    let exceeded = |object: &&Map<String, Value>| {
        let word = object.get("status").and_then(Value::as_str).unwrap_or_default().to_ascii_uppercase();
        word.contains("QUOTE_EXCEEDED") || word.contains("QUOTA_EXCEEDED")
    };
    let reached = all.into_iter().flatten().find(exceeded);
    let told = match (reached, status) {
        (Some(object), _) => object.clone(),
        (None, 466) => all.into_iter().flatten().next().cloned().unwrap_or_default(),
        (None, _) => return None,
    };
    let text = |key| readable(told.get(key).and_then(Value::as_str).unwrap_or_default(), MAX_CHARACTERS);
    let number = |key| match told.get(key)? {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_u64(),
    };
    let description = Some(text("description")).filter(|text| !text.is_empty());
    Some(Quota {
        method: text("method"),
        used: number("used"),
        total: number("total").filter(|total| *total > 0),
        description: description.unwrap_or_else(|| said.text.clone()),
        said: said.clone(),
    })
}

fn with_status(mut failure: Failure, status: u16) -> Failure {
    if let Some(said) = failure.said_mut() {
        said.status = status;
    }
    failure
}
