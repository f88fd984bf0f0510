//! Turns a request into an answer, with the gateway's order of checks: path, verb, limit, idInstance, token, JSON, then
//! the method.

use std::collections::HashMap;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::control::{Shared, State, V3Path};
use super::faults::{Delivery, Fault};
use super::instance::{Instance, Messenger, STARTING};
use super::limits::Allowance;
use super::media::form;
use super::methods::Method;
use super::{partner, phone};

/// Maximum size of a JSON body; a larger one is refused with 500.
const JSON_BYTES: usize = 100 * 1024;

/// A request as received.
pub struct Incoming<'a> {
    pub verb: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub content_type: &'a str,
    /// The header `GA-Filename` of an upload.
    pub file_name: &'a str,
    pub body: &'a [u8],
}

/// An answer and how to transmit it.
#[derive(Debug)]
pub struct Outgoing {
    pub answer: Answer,
    pub allowance: Option<Allowance>,
    pub delivery: Delivery,
}

impl From<Answer> for Outgoing {
    fn from(answer: Answer) -> Self {
        Self { answer, allowance: None, delivery: Delivery::Plain }
    }
}

/// The parts of `/[v3/]waInstance{id}/{method}/{token}[/{extra}]`.
#[derive(Debug, PartialEq)]
pub struct Route<'a> {
    pub v3: bool,
    pub id: &'a str,
    pub method: &'a str,
    pub token: &'a str,
    pub extra: Option<&'a str>,
}

impl<'a> Route<'a> {
    pub fn parse(path: &'a str) -> Option<Self> {
        let (v3, path) = match path.strip_prefix("/v3/") {
            Some(rest) => (true, rest),
            None => (false, path.strip_prefix('/')?),
        };
        let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
        let id = parts.next()?.strip_prefix("waInstance")?;
        let (method, token, extra) = (parts.next()?, parts.next()?, parts.next());
        let good = !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && !method.is_empty()
            && method.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !token.is_empty()
            && parts.next().is_none();
        good.then_some(Self { v3, id, method, token, extra })
    }
}

/// Answers a request.
pub fn answer(shared: &Shared, incoming: &Incoming) -> Outgoing {
    let not_found = || Answer::nginx(404, "Not Found").into();
    if incoming.verb == "OPTIONS" {
        return Answer { status: 204, ..Answer::empty() }.into();
    }
    let now = shared.clock.now();
    let refuse = |refusal, json_errors| {
        let whole = match incoming.query {
            "" => incoming.path.to_owned(),
            query => format!("{}?{query}", incoming.path),
        };
        Answer::refusal(refusal, incoming.verb, &whole, now, json_errors)
    };
    let mut state = shared.lock();
    let state = &mut *state;
    let json_errors = state.json_errors;
    if let Some(answer) = partner::answer(state, incoming.verb, incoming.path, json_body(incoming), now) {
        return answer.unwrap_or_else(|refusal| refuse(refusal, json_errors)).into();
    }
    if let Some(answer) = phone::answer(state, incoming.verb, incoming.path, &query(incoming.query), now) {
        return answer.into();
    }
    let Some(route) = Route::parse(incoming.path) else {
        return not_found();
    };
    let Some(method) = Method::find(route.method) else {
        return not_found();
    };
    let Some(place) = state.instances.iter().position(|instance| instance.id == route.id) else {
        return if incoming.verb == method.verb {
            Answer::nginx(403, "Forbidden").into()
        } else {
            refuse(Refusal::NoRoute, false).into()
        };
    };
    let messenger = state.instances[place].messenger;
    let prefix_fits = match (messenger, state.v3) {
        (Messenger::Max, V3Path::Absent) if route.v3 => return not_found(),
        (Messenger::Max, V3Path::Required) => route.v3,
        (Messenger::Max, V3Path::Optional | V3Path::Absent) => true,
        (Messenger::WhatsApp | Messenger::Telegram, _) => !route.v3,
    };
    let extra_fits = route.extra.is_none() || method.name == "deleteNotification";
    let fits = prefix_fits && extra_fits && method.takes(incoming.verb, messenger);
    let Some(limit) = method.limit(messenger).filter(|_| fits) else {
        return refuse(Refusal::NoRoute, false).into();
    };
    let instance = &mut state.instances[place];
    let allowance = instance.limits.take(method.name, limit, now);
    let with_allowance = |answer, delivery| Outgoing { answer, allowance: Some(allowance), delivery };
    if !allowance.granted && state.keeps_limits {
        return with_allowance(Answer::too_many_requests(), Delivery::Plain);
    }
    let token = percent_decode_str(route.token).decode_utf8_lossy();
    if instance.token != token {
        return with_allowance(Answer::unauthorized(), Delivery::Plain);
    }
    instance.settle(now);

    let fault = state.faults.take(method.name, route.id);
    let delivery = fault.as_ref().map(Fault::delivery).unwrap_or_default();
    if let Some(answer) = fault.as_ref().and_then(|fault| fault.instead(method.name)) {
        return with_allowance(answer, delivery);
    }
    let mut answer = run(state, place, method, &route, incoming, now, fault.as_ref())
        .unwrap_or_else(|refusal| refuse(refusal, json_errors));
    if let Some(fault) = fault {
        fault.spoil(&mut answer);
    }
    with_allowance(answer, delivery)
}

fn run(
    state: &mut State,
    place: usize,
    method: &Method,
    route: &Route,
    incoming: &Incoming,
    now: Duration,
    fault: Option<&Fault>,
) -> Result<Answer, Refusal> {
    let restart = state.restart;
    let instance = &mut state.instances[place];
    // An effect that must not happen is applied to a copy.
    let mut copy: Instance;
    let instance = match fault {
        Some(Fault::ArchiveDoesNothing) => {
            copy = instance.clone();
            &mut copy
        }
        _ => instance,
    };
    let body = if method.verb == "POST" { json_body(incoming)? } else { Map::new() };
    if instance.state == STARTING && !method.while_starting {
        return Err(Refusal::bad_request("instance in starting process try later"));
    }
    let mut call = Call {
        now,
        instance,
        restart,
        body,
        bytes: incoming.body,
        query: query(incoming.query),
        extra: route.extra.map(|extra| percent_decode_str(extra).decode_utf8_lossy().into_owned()),
        file_name: Some(incoming.file_name.to_owned()).filter(|name| !name.is_empty()),
        stuck_message: fault == Some(&Fault::StuckMessage),
    };
    if method.needs_account {
        call.account_ready()?;
    }
    (method.handler)(&mut call)
}

/// Parses the object in the body. A body without a JSON content type is not read, as by the gateway's framework
/// (inferred).
fn json_body(incoming: &Incoming) -> Result<Map<String, Value>, Refusal> {
    if incoming.content_type.starts_with("multipart/form-data") {
        return Ok(form(incoming.content_type, incoming.body));
    }
    if !incoming.content_type.starts_with("application/json") || incoming.body.is_empty() {
        return Ok(Map::new());
    }
    if incoming.body.len() > JSON_BYTES {
        return Err(Refusal::Text(500, "request entity too large".into()));
    }
    let text = String::from_utf8_lossy(incoming.body);
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::invalid("'value' must be of type object")),
        Err(error) => Err(Refusal::bad_request(unexpected(&text, &error))),
    }
}

/// Formats the error in the words of the gateway's JSON reader.
fn unexpected(text: &str, error: &serde_json::Error) -> String {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let byte = line_start + error.column().saturating_sub(1);
    let before = text.get(..byte).unwrap_or(text);
    match text.get(byte..).and_then(|rest| rest.chars().next()) {
        Some(token) if !error.is_eof() => {
            format!("Unexpected token {token} in JSON at position {}", before.encode_utf16().count())
        }
        _ => "Unexpected end of JSON input".to_owned(),
    }
}

/// Parses the parameters of a query.
pub fn query(text: &str) -> HashMap<String, String> {
    let decode = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (decode(key), decode(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_documented() {
        let route = Route::parse("/v3/waInstance3100077318/clearMessagesQueue/abc").unwrap();
        assert!(route.v3);
        assert_eq!((route.id, route.method, route.token), ("3100077318", "clearMessagesQueue", "abc"));
        let route = Route::parse("/waInstance1/deleteNotification/abc/17").unwrap();
        assert_eq!(route.extra, Some("17"));
        assert!(Route::parse("/waInstance1/qr/abc/").is_some_and(|route| route.extra.is_none()));
        for bad in [
            "/",
            "/waInstance1/qr",
            "/waInstance1/v3/qr",
            "/waInstanceX/qr/t",
            "/v4/waInstance1/qr/t",
            "/waInstance1/qr/t/1/2",
        ] {
            assert_eq!(Route::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn json_errors_name_the_token_and_its_place() {
        let read = |body: &str| {
            let incoming = Incoming {
                verb: "POST",
                path: "",
                query: "",
                content_type: "application/json",
                file_name: "",
                body: body.as_bytes(),
            };
            json_body(&incoming)
        };
        let refused = |text: &str| Err(Refusal::bad_request(text));
        assert_eq!(read("{\"chatId\": x}"), refused("Unexpected token x in JSON at position 11"));
        assert_eq!(read("{\n\"chatId\": }"), refused("Unexpected token } in JSON at position 12"));
        assert_eq!(read("{\"chatId\": "), refused("Unexpected end of JSON input"));
        assert_eq!(read(""), Ok(Map::new()));
    }
}
