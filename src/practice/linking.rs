//! Linking a phone: QR code, code to type, passkey, and the password of two-step verification.

use std::time::Duration;

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::{AUTHORIZED, NOT_AUTHORIZED, PENDING_PASSWORD, SUSPENDED};
use super::numbers::phone_number;

/// A QR code that reads "Practice instance: nothing to scan".
const QR_PNG_BASE64: &str = include_str!("../../assets/practice/qr.png.base64");

/// The only password that is wrong.
const WRONG_PASSWORD: &str = "wrong";

/// Number of wrong passwords within [`LOCKED`] after which none is accepted. These figures are invented.
const WRONG_PASSWORDS: usize = 3;
const LOCKED: Duration = Duration::from_secs(15 * 60);

/// Maximum wait for the password. Invented.
const PASSWORD_AWAITED: Duration = Duration::from_secs(30 * 60);

/// Number of code requests within [`IN_A_ROW`] that restarts the instance (`github.com/green-api/issues/issues/460`,
/// `518`; the figures are invented).
const CODES: usize = 3;
const IN_A_ROW: Duration = Duration::from_secs(30);

/// The messenger's requirements for linking a phone.
#[derive(Clone, Debug, Default)]
pub struct Linking {
    /// Makes `qr` ask for a passkey, with this message.
    pub passkey: Option<String>,
    /// Makes getAuthorizationCode answer `false` until a restart or a QR code
    /// (`github.com/green-api/issues/issues/821`).
    pub codes_refused: bool,
    /// Within this time [`CODES`] codes are in a row; [`IN_A_ROW`] unless a test sets it.
    pub in_a_row: Option<Duration>,
    codes_asked: Vec<Duration>,
    wrong_passwords: Vec<Duration>,
}

/// `green-api.com/docs/api/account/QR`
pub fn qr(call: &mut Call) -> Result<Answer, Refusal> {
    call.instance.linking.codes_refused = false;
    Ok(Answer::ok(match call.instance.state.as_str() {
        AUTHORIZED | "yellowCard" | SUSPENDED => {
            json!({"type": "alreadyLogged", "message": "instance account already authorized"})
        }
        "blocked" => {
            json!({"type": "error", "message": "Instance has auth. You need to make log out"})
        }
        PENDING_PASSWORD => json!({"type": "pending_password", "message": ""}),
        _ => match &call.instance.linking.passkey {
            // en/docs/release/5.44.37.12
            Some(message) => json!({"type": "passkeyRequired", "message": message}),
            None => json!({"type": "qrCode", "message": QR_PNG_BASE64.trim()}),
        },
    }))
}

/// `green-api.com/docs/api/account/GetAuthorizationCode`
pub fn authorization_code(call: &mut Call) -> Result<Answer, Refusal> {
    phone_number(call)?;
    let (now, linking) = (call.now, &mut call.instance.linking);
    let within = linking.in_a_row.unwrap_or(IN_A_ROW);
    linking.codes_asked.retain(|asked| now.saturating_sub(*asked) < within);
    linking.codes_asked.push(now);
    if linking.codes_asked.len() >= CODES && call.instance.state == NOT_AUTHORIZED {
        call.instance.linking.codes_asked.clear();
        call.instance.begin_restart(now, call.restart, NOT_AUTHORIZED, Default::default());
        return Ok(Answer::ok(Value::Bool(false)));
    }
    if call.instance.linking.codes_refused {
        return Ok(Answer::ok(Value::Bool(false)));
    }
    let open = call.instance.state == NOT_AUTHORIZED;
    let code = if open { "PRCT1234" } else { "" };
    Ok(Answer::ok(json!({"status": open, "code": code})))
}

/// `green-api.com/telegram/docs/api/account/StartAuthorization`
pub fn start_authorization(call: &mut Call) -> Result<Answer, Refusal> {
    let phone = phone_number(call)?;
    if call.instance.state != NOT_AUTHORIZED {
        return Ok(refused_step("already_registered"));
    }
    call.instance.wid = format!("{phone}@c.us");
    call.instance.set_state("pendingCode", call.now);
    Ok(Answer::ok(json!({"status": true, "data": {"status": "pending_code", "reason": ""}})))
}

/// `green-api.com/telegram/docs/api/account/SendAuthorizationCode`: `000000` is a wrong code, `222222` asks for a
/// password, any other code is right.
pub fn send_code(call: &mut Call) -> Result<Answer, Refusal> {
    let code = call.text("code")?;
    if call.instance.state != "pendingCode" {
        return Ok(refused_step("not_waiting_for_code"));
    }
    if code == "000000" {
        return Ok(refused_step("wrong_code"));
    }
    let password_wanted = code == "222222" && call.optional_text("password")?.is_none();
    let (state, said) =
        if password_wanted { (PENDING_PASSWORD, "pending_password") } else { (AUTHORIZED, "authorized") };
    call.instance.set_state(state, call.now);
    Ok(Answer::ok(json!({"status": true, "data": {"status": said, "reason": ""}})))
}

/// `green-api.com/v3/docs/api/account/SendAuthorizationPassword`: `wrong` is a wrong password, any other is right.
pub fn send_password(call: &mut Call) -> Result<Answer, Refusal> {
    let is_wrong = call.text("password")? == WRONG_PASSWORD;
    let (now, awaited_for) = (call.now, call.now.saturating_sub(call.instance.since));
    let tries = &mut call.instance.linking.wrong_passwords;
    tries.retain(|at| now.saturating_sub(*at) < LOCKED);
    let (state, refusal) = match call.instance.state.as_str() {
        PENDING_PASSWORD if awaited_for > PASSWORD_AWAITED => (Some(NOT_AUTHORIZED), Some("timeout")),
        PENDING_PASSWORD if tries.len() >= WRONG_PASSWORDS => (None, Some("rate_limit_exceeded")),
        PENDING_PASSWORD if is_wrong => {
            tries.push(now);
            (None, Some("invalid_password"))
        }
        PENDING_PASSWORD => (Some(AUTHORIZED), None),
        _ if call.instance.is_authorized() => (None, Some("already_registered")),
        _ => (None, Some("authorization_not_started")),
    };
    if let Some(state) = state {
        call.instance.set_state(state, now);
    }
    Ok(refusal
        .map_or_else(|| Answer::ok(json!({"status": true, "data": {"status": "success", "reason": ""}})), refused_step))
}

fn refused_step(reason: &str) -> Answer {
    Answer::ok(json!({"status": false, "data": {"status": "fail", "reason": reason}}))
}
