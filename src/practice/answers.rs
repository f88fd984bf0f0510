//! The forms of the gateway's answers (`green-api.com/docs/api/common-errors`, and bodies seen on the wire).

use std::time::Duration;

use serde_json::{Value, json};

/// An answer before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// Reason why a method did not do what was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// 400 `Validation failed` with the gateway's details, as a JSON object that echoes the path.
    Validation(String),
    /// Plain text with a status: an error from the messenger's side.
    Text(u16, String),
    /// A JSON body with a status.
    Json(u16, Value),
    /// 404 `Cannot VERB PATH`: this messenger's gateway has no such method.
    NoRoute,
}

impl Refusal {
    pub fn invalid(details: impl Into<String>) -> Self {
        Self::Validation(details.into())
    }

    pub fn bad_request(text: impl Into<String>) -> Self {
        Self::Text(400, text.into())
    }
}

const JSON: &str = "application/json; charset=utf-8";

impl Answer {
    pub fn json(status: u16, value: &Value) -> Self {
        Self { status, content_type: Some(JSON.into()), body: value.to_string().into_bytes() }
    }

    pub fn ok(value: Value) -> Self {
        Self::json(200, &value)
    }

    /// Returns 200 with an empty body: the success of archiveChat and some other methods.
    pub fn empty() -> Self {
        Self { status: 200, content_type: None, body: Vec::new() }
    }

    pub fn text(status: u16, text: impl Into<String>) -> Self {
        let content_type = Some("text/plain; charset=utf-8".into());
        Self { status, content_type, body: text.into().into_bytes() }
    }

    pub fn bytes(content_type: &str, body: Vec<u8>) -> Self {
        Self { status: 200, content_type: Some(content_type.into()), body }
    }

    /// Returns a web page.
    pub fn page(status: u16, page: &str) -> Self {
        Self { status, ..Self::bytes("text/html; charset=utf-8", page.as_bytes().to_vec()) }
    }

    /// Returns a page of nginx, which runs before the gateway.
    pub fn nginx(status: u16, phrase: &str) -> Self {
        let page = format!(
            "<html>\r\n<head><title>{status} {phrase}</title></head>\r\n<body>\r\n<center><h1>{status} \
             {phrase}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
        );
        Self { status, content_type: Some("text/html".into()), body: page.into_bytes() }
    }

    /// Returns 401: a wrong apiTokenInstance. Empty, although its content type is JSON.
    pub fn unauthorized() -> Self {
        Self { status: 401, content_type: Some("application/json".into()), body: Vec::new() }
    }

    /// Returns 429: rate limit exceeded. Empty.
    pub fn too_many_requests() -> Self {
        Self { status: 429, content_type: None, body: Vec::new() }
    }

    /// Returns the gateway's own error object. It repeats the path, and with it the token.
    pub fn gateway_error(status: u16, path: &str, message: &str, now: Duration) -> Self {
        let timestamp = i64::try_from(now.as_millis()).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
        let timestamp = timestamp.map(|time| format!("{time:.3}")).unwrap_or_default();
        Self::json(status, &json!({"statusCode": status, "timestamp": timestamp, "path": path, "message": message}))
    }

    /// Converts a refusal into an answer. `all_json` also wraps plain texts in the gateway's object: the documentation
    /// does not say which of the two forms the messenger's errors have.
    pub fn refusal(refusal: Refusal, verb: &str, path: &str, now: Duration, all_json: bool) -> Self {
        match refusal {
            Refusal::Validation(details) if details.is_empty() => {
                Self::gateway_error(400, path, "Validation failed", now)
            }
            Refusal::Validation(details) => {
                Self::gateway_error(400, path, &format!("Validation failed. Details: {details}"), now)
            }
            Refusal::Text(status, text) if all_json => Self::gateway_error(status, path, &text, now),
            Refusal::Text(status, text) => Self::text(status, text),
            Refusal::Json(status, value) => Self::json(status, &value),
            Refusal::NoRoute => Self::gateway_error(404, path, &format!("Cannot {verb} {path}"), now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(1_694_647_657_439);

    #[test]
    fn a_validation_error_is_the_documented_object() {
        let refusal = Refusal::invalid("'chatId' is required");
        let path = "/waInstance1101000001/getContactInfo/abc";
        let answer = Answer::refusal(refusal, "POST", path, NOW, false);
        assert_eq!(
            String::from_utf8(answer.body).unwrap(),
            r#"{"statusCode":400,"timestamp":"2023-09-13T23:27:37.439Z","path":"/waInstance1101000001/getContactInfo/abc","message":"Validation failed. Details: 'chatId' is required"}"#
        );
    }

    #[test]
    fn texts_are_plain_unless_switched() {
        let text = || Refusal::bad_request("instance in starting process try later");
        let plain = Answer::refusal(text(), "GET", "/x", NOW, false);
        assert_eq!(plain.body, b"instance in starting process try later");
        let object = Answer::refusal(text(), "GET", "/x", NOW, true);
        assert!(String::from_utf8(object.body).unwrap().contains(r#""message":"instance in starting"#));
    }

    #[test]
    fn a_wrong_verb_names_it_and_the_path() {
        let answer = Answer::refusal(Refusal::NoRoute, "POST", "/waInstance1/qr/t", NOW, false);
        assert_eq!(answer.status, 404);
        assert!(String::from_utf8(answer.body).unwrap().contains("Cannot POST /waInstance1/qr/t"));
    }
}
