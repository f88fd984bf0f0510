//! Faults on demand: errors seen at GREEN-API or on the network, for a method and a number of requests.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::answers::Answer;

/// A fault in a request whose path and token are valid.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// This answer instead of the method's; nothing is done.
    Status { status: u16, content_type: String, body: String },
    /// 200 `application/json` with this body; nothing is done.
    Body(String),
    /// Done at once, answered after this time.
    Delay(Duration),
    /// Done at once, answered when the gate is opened.
    Hold(Gate),
    /// The connection closes without an answer; nothing is done.
    DropConnection,
    /// The connection closes without an answer, although the change was made.
    DropAfterEffect,
    /// Done; half of the body arrives, then the connection closes.
    CutBody,
    /// Done; complete according to `Content-Length`, but the JSON is truncated.
    TruncatedJson,
    /// Done; the answer arrives byte by byte with this pause before each.
    SlowBody(Duration),
    /// 200 with an HTML page, such as a proxy's or a sign-in page; nothing is done.
    Html,
    /// This status with the page of a company's web filter; nothing is done.
    FilterPage(u16),
    /// This status with a page of nginx, which runs before the gateway; nothing is done.
    GatewayPage(u16),
    /// 502 with an nginx page; nothing is done.
    BadGateway,
    /// 200 with the bare literal `false`; nothing is done (green-api/issues #774).
    BareFalse,
    /// 200 `{"isCleared":false}`; nothing is done.
    NotCleared,
    /// 200 `null`; nothing is done.
    Null,
    /// clearMessagesQueue reports success, but the message already handed to the sender stays (green-api/issues #348).
    StuckMessage,
    /// The answer of a success, but nothing is done (green-api/issues #488, #694). Works for every method.
    ArchiveDoesNothing,
    /// Each name ends in half of an emoji (`\ud83d`), as when a server cuts it to a length in UTF-16.
    HalfEmoji,
    /// A count whose key is spelled with the Cyrillic "с", as on the documentation's page.
    CyrillicCount,
    /// 429, empty; nothing is done.
    RateLimited,
    /// 466: the plan's quota; nothing is done.
    Quota(Quota),
    /// 469: the messenger's limit on number checks; nothing is done.
    CheckLimit,
    /// No answer while the client waits; nothing is done.
    Hang,
}

/// A gate that holds answers back until it is opened, and none afterwards. Clones are the same gate.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<CancellationToken>);

impl Gate {
    pub fn open(&self) {
        self.0.cancel();
    }

    /// Waits until the gate is open.
    pub async fn opened(&self) {
        self.0.cancelled().await;
    }
}

impl PartialEq for Gate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The forms of a 466 body (`green-api.com/docs/api/466-error-example-body`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// `invokeStatus` alone: the month's calls of a method.
    Calls,
    /// `correspondentsStatus` alone: the month's chats.
    Correspondents,
    /// Both, with only the chats' limit exceeded.
    Both,
    /// The month's calls of a method, with no object around the members (seen in 2025-01).
    Flat,
}

/// How the answer is transmitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Delivery {
    #[default]
    Plain,
    Late(Duration),
    Held(Gate),
    Dropped,
    Cut,
    Slow(Duration),
    Never,
}

impl Fault {
    /// Returns the answer that replaces the method's, or `None` if the method runs.
    pub fn instead(&self, method: &str) -> Option<Answer> {
        Some(match self {
            Self::Status { status, content_type, body } => Answer {
                status: *status,
                content_type: Some(content_type.clone()).filter(|kind| !kind.is_empty()),
                body: body.clone().into_bytes(),
            },
            Self::Body(body) => Answer::bytes("application/json; charset=utf-8", body.clone().into_bytes()),
            Self::Html => Answer::page(200, SIGN_IN_PAGE),
            Self::FilterPage(status) => Answer::page(*status, FILTER_PAGE),
            Self::GatewayPage(status) => Answer::nginx(*status, phrase(*status)),
            Self::BadGateway => Answer::nginx(502, "Bad Gateway"),
            Self::BareFalse => Answer::ok(json!(false)),
            Self::NotCleared => Answer::ok(json!({"isCleared": false})),
            Self::Null => Answer::ok(json!(null)),
            Self::RateLimited => Answer::too_many_requests(),
            Self::Quota(quota) => Answer::json(466, &quota.body(method)),
            Self::CheckLimit => Answer::json(469, &json!({"reason": "User get contact info limit reached"})),
            Self::DropConnection | Self::Hang => Answer::empty(),
            Self::Delay(_)
            | Self::Hold(_)
            | Self::DropAfterEffect
            | Self::CutBody
            | Self::TruncatedJson
            | Self::SlowBody(_)
            | Self::StuckMessage
            | Self::ArchiveDoesNothing
            | Self::HalfEmoji
            | Self::CyrillicCount => return None,
        })
    }

    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Delay(time) => Delivery::Late(*time),
            Self::Hold(gate) => Delivery::Held(gate.clone()),
            Self::DropConnection | Self::DropAfterEffect => Delivery::Dropped,
            Self::CutBody => Delivery::Cut,
            Self::SlowBody(pause) => Delivery::Slow(*pause),
            Self::Hang => Delivery::Never,
            _ => Delivery::Plain,
        }
    }

    /// Changes the answer of a method that ran.
    pub fn spoil(&self, answer: &mut Answer) {
        match self {
            Self::TruncatedJson => answer.body.truncate(answer.body.len() / 2),
            Self::HalfEmoji => answer.body = with_half_emoji(&answer.body),
            Self::CyrillicCount => {
                let text = String::from_utf8_lossy(&answer.body).replace("\"count\"", "\"\u{441}ount\"");
                answer.body = text.into_bytes();
            }
            _ => {}
        }
    }
}

const SIGN_IN_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head>\n<body><h1>Sign \
                            in to the network</h1></body></html>\n";

const FILTER_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Access denied by policy</title></head>\n<body><h1>Access \
                           denied by policy</h1></body></html>\n";

/// Returns a status's reason phrase, as nginx writes it.
fn phrase(status: u16) -> &'static str {
    axum::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default()
}

/// Inserts the first half of an emoji after each name in the body, escaped as in JSON.
fn with_half_emoji(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut parts = text.split(r#""name":""#);
    let mut halved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A quote inside the name is escaped.
        let end = part.match_indices('"').find(|(at, _)| !part[..*at].ends_with('\\')).map_or(part.len(), |(at, _)| at);
        halved.push_str(&format!(r#""name":"{}\ud83d{}"#, &part[..end], &part[end..]));
    }
    halved.into_bytes()
}

impl Quota {
    fn body(self, method: &str) -> serde_json::Value {
        const TARIFF: &str =
            "Please go to your personal account and change the tariff to business https://console.green-api.com";
        let method = method.to_lowercase();
        let exceeded = format!("Monthly quota has been exceeded. {TARIFF}");
        let correspondents = json!({
            "method": "correspondents", "used": 3, "total": 3, "status": "CORRESPONDENTS_QUOTE_EXCEEDED",
            "description": format!("Monthly quota has been exceeded. You can only send or receive messages from these \
                numbers: 12345678901@c.us,12345678910@c.us,12345678911@c.us. {TARIFF}"),
        });
        let calls = json!({
            "method": method, "used": 100, "total": 100, "status": "QUOTE_EXCEEDED", "description": exceeded});
        match self {
            Self::Calls => json!({"invokeStatus": calls}),
            Self::Flat => calls,
            Self::Correspondents => json!({"correspondentsStatus": correspondents}),
            Self::Both => json!({
                "invokeStatus": {"method": method, "used": 67, "total": 0, "status": "QUOTE_ALLOWED", "description": ""},
                "correspondentsStatus": correspondents}),
        }
    }
}

/// The faults waiting for a request.
#[derive(Debug, Default)]
pub struct Faults(Vec<Pending>);

#[derive(Debug)]
struct Pending {
    method: String,
    id_instance: Option<String>,
    fault: Fault,
    times: u32,
}

/// Matches every method where a method name is expected.
pub const ANY_METHOD: &str = "*";

impl Faults {
    /// Applies `fault` to the next `times` requests of `method`; `u32::MAX` applies it forever.
    pub fn add(&mut self, method: &str, id_instance: Option<&str>, fault: Fault, times: u32) {
        let id_instance = id_instance.map(Into::into);
        self.0.push(Pending { method: method.to_lowercase(), id_instance, fault, times });
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes the first matching fault and counts it as used.
    pub fn take(&mut self, method: &str, id_instance: &str) -> Option<Fault> {
        let fits = |pending: &Pending| {
            (pending.method == ANY_METHOD || pending.method == method.to_lowercase())
                && pending.id_instance.as_deref().is_none_or(|id| id == id_instance)
                && pending.times > 0
        };
        let pending = self.0.iter_mut().find(|pending| fits(pending))?;
        if pending.times != u32::MAX {
            pending.times -= 1;
        }
        Some(pending.fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_happens_as_often_as_asked_and_only_to_its_method() {
        let mut faults = Faults::default();
        faults.add("clearMessagesQueue", None, Fault::BareFalse, 2);
        assert_eq!(faults.take("showMessagesQueue", "1"), None);
        assert_eq!(faults.take("clearMessagesQueue", "1"), Some(Fault::BareFalse));
        assert_eq!(faults.take("ClearMessagesQueue", "2"), Some(Fault::BareFalse));
        assert_eq!(faults.take("clearMessagesQueue", "1"), None);
    }

    #[test]
    fn a_fault_can_be_kept_to_one_instance_and_stand_for_any_method() {
        let mut faults = Faults::default();
        faults.add(ANY_METHOD, Some("7"), Fault::Hang, u32::MAX);
        assert_eq!(faults.take("qr", "8"), None);
        assert_eq!(faults.take("qr", "7"), Some(Fault::Hang));
        assert_eq!(faults.take("reboot", "7"), Some(Fault::Hang));
    }
}
