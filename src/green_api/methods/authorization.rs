//! Linking and unlinking a phone, restarting, and replacing the token.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::{ALL, MAX_TELEGRAM, WHATSAPP, WHATSAPP_TELEGRAM, reading};
use crate::green_api::{ApiToken, ErrorReply, Failure, ReplyFault, classify, redact};

/// Restarts the instance: it is `starting`, then returns to its earlier state. green-api.com/en/docs/api/account/Reboot
#[derive(Clone, Debug)]
pub struct Reboot;
method! {
    Reboot: Get "reboot", mutates: true, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: () = |body| reading::done(body, "isReboot")
}

/// Unlinks the phone. The queue is kept for 24 hours and is sent by the phone that is linked next.
/// green-api.com/en/docs/api/account/Logout
#[derive(Clone, Debug)]
pub struct Logout;
method! {
    Logout: Get "logout", mutates: true, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: () = |body| reading::done(body, "isLogout")
}

/// Returns the picture to scan with the phone; it changes every 20 seconds. green-api.com/en/docs/api/account/QR
#[derive(Clone, Debug)]
pub struct Qr;
method! {
    Qr: Get "qr", mutates: false, messengers: ALL, per_second: [3.0, 1.0, 1.0], reads_secrets: true,
    reply: QrReply = qr
}

/// The reply of qr.
#[derive(Clone, Debug)]
pub enum QrReply {
    /// A PNG in base64. Scanning it gives access to the account.
    Code(SecretString),
    /// The password of two-step verification is awaited.
    PendingPassword,
    /// WhatsApp requires a passkey, which is confirmed in a browser. The message may be empty, a sentence or an
    /// address. green-api.com/en/docs/release/5.44.37.12
    PasskeyRequired { message: String },
    /// An unknown type, with the message as the server sends it.
    Other { kind: String, message: String },
}

fn qr(body: &str) -> Result<QrReply, ReplyFault> {
    let object = reading::object(body, "type")?;
    let kind = reading::name(&object, "type").ok_or(ReplyFault::Wrong { expected: "type" })?;
    let message = reading::text(&object, "message").unwrap_or_default();
    let said = |text| ErrorReply { status: 200, text };
    match kind.as_str() {
        "qrCode" if message.is_empty() => Err(ReplyFault::Wrong { expected: "message" }),
        "qrCode" => Ok(QrReply::Code(SecretString::from(message))),
        "alreadyLogged" | "already_registered" => Err(ReplyFault::Failed(Failure::AlreadyAuthorized(said(message)))),
        "pending_password" => Ok(QrReply::PendingPassword),
        "passkeyRequired" => Ok(QrReply::PasskeyRequired { message: redact::all(&message) }),
        "error" => Err(ReplyFault::Failed(
            classify::by_text(said(message)).unwrap_or_else(|said| Failure::NotDone { reply: said.text }),
        )),
        // Redacted here: the reply of qr is read from the raw body because of the code.
        _ => Ok(QrReply::Other { kind: redact::all(&kind), message: reading::line(&redact::all(&message)) }),
    }
}

/// Number of letters and digits in a code to type. WhatsApp shows a hyphen in the middle.
const CODE_LENGTH: usize = 8;

/// Characters that no code contains, because they are easily confused: WhatsApp's clients write forty random bits in the
/// other 32. This is community knowledge, not documented by GREEN-API.
const NOT_IN_CODES: &[u8] = b"0IOUiou";

/// Whether a text can be a code to type. Any other one describes an error. Of the characters of codes, a word has at least
/// three A and E; of real codes, one in 500 has them and no digit.
fn is_code(text: &str) -> bool {
    let is_in_codes = |byte: u8| byte.is_ascii_alphanumeric() && !NOT_IN_CODES.contains(&byte);
    let symbols: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let vowels = symbols.iter().filter(|byte| b"AE".contains(byte)).count();
    let is_word = symbols.iter().all(u8::is_ascii_alphabetic) && (vowels > 2 || text != text.to_uppercase());
    symbols.len() == CODE_LENGTH && symbols.iter().all(|byte| is_in_codes(*byte)) && !is_word
}

/// Returns a code to type into WhatsApp on the phone instead of scanning. It is valid for two and a half minutes.
/// green-api.com/en/docs/api/account/GetAuthorizationCode
#[derive(Clone, Debug)]
pub struct GetAuthorizationCode {
    /// In international format, digits only.
    pub phone_number: u64,
}
method! {
    GetAuthorizationCode: Post "getAuthorizationCode", mutates: true, messengers: WHATSAPP, per_second: [1.0, 1.0, 1.0],
    reads_secrets: true,
    body: |call| json!({ "phoneNumber": call.phone_number }),
    reply: SecretString = |body| {
        let object = reading::object(body, "code")?;
        // An answer without the status is not the documented one: its code may be that of an error.
        if reading::flag(&object, "status") != Some(true) {
            return Err(ReplyFault::Wrong { expected: "status" });
        }
        let code = reading::name(&object, "code").filter(|code| is_code(code)).ok_or(ReplyFault::Wrong { expected: "code" })?;
        Ok(SecretString::from(code))
    }
}

/// Submits the password of two-step verification, for which the gateway waits in the state `pendingPassword`.
/// green-api.com/v3/docs/api/account/SendAuthorizationPassword
#[derive(Clone, Debug)]
pub struct SendAuthorizationPassword {
    pub password: SecretString,
}
method! {
    SendAuthorizationPassword: Post "sendAuthorizationPassword", mutates: true, messengers: MAX_TELEGRAM,
    per_second: [1.0, 1.0, 1.0],
    reads_secrets: true,
    body: |call| json!({ "password": call.password.expose_secret() }),
    secret: |call| call.password.expose_secret(),
    reply: () = password
}

/// Reason why a password was refused. green-api.com/v3/docs/api/account/SendAuthorizationPassword
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PasswordRefusal {
    AlreadyRegistered,
    InvalidPassword,
    RateLimitExceeded,
    /// No linking is waiting for a password.
    AuthorizationNotStarted,
    Timeout,
    /// An unknown reason, as the server names it.
    Other(String),
}

impl PasswordRefusal {
    fn from_name(name: String) -> Self {
        match name.as_str() {
            "already_registered" => Self::AlreadyRegistered,
            "invalid_password" => Self::InvalidPassword,
            "rate_limit_exceeded" => Self::RateLimitExceeded,
            "authorization_not_started" => Self::AuthorizationNotStarted,
            "timeout" => Self::Timeout,
            _ => Self::Other(name),
        }
    }
}

/// Judges by `data.status`; `status` repeats the same result.
fn password(body: &str) -> Result<(), ReplyFault> {
    let answer = classify::json(body.trim());
    let data = answer.as_ref().and_then(|answer| answer.get("data")).and_then(Value::as_object);
    let status = data.and_then(|data| reading::name(data, "status"));
    match (data, status.as_deref()) {
        (_, Some("success")) => Ok(()),
        (Some(data), Some("fail")) => {
            let reason = PasswordRefusal::from_name(reading::name(data, "reason").unwrap_or_default());
            let said = ErrorReply { status: 200, text: classify::cut(body.trim()) };
            Err(ReplyFault::Failed(Failure::PasswordRefused { reason, said }))
        }
        _ => reading::object(body, "data.status").and(Err(ReplyFault::Wrong { expected: "data.status" })),
    }
}

/// Replaces apiTokenInstance. The old token stops working at once, so the new one must be stored before anything else.
/// green-api.com/en/docs/api/account/UpdateApiToken, green-api.com/telegram/docs/api
#[derive(Clone, Debug)]
pub struct UpdateApiToken;
method! {
    UpdateApiToken: Get "updateApiToken", mutates: true, messengers: WHATSAPP_TELEGRAM, per_second: [1.0, 1.0, 1.0],
    reads_secrets: true,
    reply: ApiToken = |body| {
        let expected = "apiTokenInstance";
        let object = reading::object(body, expected)?;
        let token = object.get(expected).and_then(Value::as_str).and_then(|text| ApiToken::parse(text).ok());
        // A value that is no token must not replace the one that works.
        token.filter(ApiToken::looks_likely).ok_or(ReplyFault::Wrong { expected })
    }
}
