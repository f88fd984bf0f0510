//! State, restart, account details and token of an instance.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::{NOT_AUTHORIZED, STARTING, SUSPENDED};
use super::seeding::random_token;

impl Call<'_> {
    /// Refuses calls that need an authorized account.
    pub fn account_ready(&self) -> Result<(), Refusal> {
        if self.instance.is_authorized() {
            return Ok(());
        }
        Err(Refusal::bad_request("instance is starting or not authorized"))
    }

    fn has_account(&self) -> bool {
        !matches!(self.instance.state.as_str(), NOT_AUTHORIZED | "blocked" | STARTING | "")
    }
}

/// `green-api.com/docs/api/account/GetStateInstance`; `null` while the instance is being created.
pub fn state(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(match call.instance.state.as_str() {
        "" => Answer::ok(Value::Null),
        state => Answer::ok(json!({"stateInstance": state})),
    })
}

pub fn state_history(call: &mut Call) -> Result<Answer, Refusal> {
    let phone: u64 = call.instance.phone().parse().unwrap_or_default();
    let most = call.query_number("count", 100);
    let rows = call.instance.states.iter().rev().take(most);
    Ok(Answer::ok(
        rows.map(|(at, state)| json!({"stateInstance": state, "timestamp": at.as_secs(), "phoneNumber": phone}))
            .collect(),
    ))
}

/// `green-api.com/docs/api/account/GetStatusInstance`, archived.
pub fn status(call: &mut Call) -> Result<Answer, Refusal> {
    let status = if call.instance.is_authorized() { "online" } else { "offline" };
    Ok(Answer::ok(json!({"statusInstance": status})))
}

/// `green-api.com/docs/api/account/GetWaSettings`; `suspendedUntil` is present only while the account is suspended
/// (`green-api.com/docs/release/5.44.37.12`).
pub fn wa_settings(call: &mut Call) -> Result<Answer, Refusal> {
    let there = call.has_account();
    let text = |text: String| if there { text } else { String::new() };
    let phone = call.instance.phone().to_owned();
    let mut settings = json!({
        "avatar": "",
        "base64Avatar": "",
        "phone": text(phone),
        "stateInstance": call.instance.state,
        "deviceId": text(format!("{}:1@c.us", call.instance.phone())),
        "chatId": "",
        "historySyncProgress": if there { 100 } else { 0 },
        "logoutProcess": false,
    });
    match call.instance.state.as_str() {
        SUSPENDED => settings["suspendedUntil"] = json!(call.instance.suspended_until()),
        "yellowCard" => settings["yellowCardUntil"] = json!(call.instance.suspended_until()),
        _ => {}
    }
    Ok(Answer::ok(settings))
}

/// `green-api.com/v3/docs/api/account/GetAccountSettings`
pub fn account_settings(call: &mut Call) -> Result<Answer, Refusal> {
    let there = call.has_account();
    let text = |text: String| if there { text } else { String::new() };
    let mut settings = json!({
        "avatar": "",
        "phone": text(call.instance.phone().to_owned()),
        "stateInstance": call.instance.state,
        "chatId": text(call.instance.id.chars().rev().take(8).collect()),
    });
    if call.instance.state == SUSPENDED {
        settings["suspendedUntil"] = json!(call.instance.suspended_until());
    }
    Ok(Answer::ok(settings))
}

/// `green-api.com/docs/api/account/Reboot`: `starting`, then the earlier state.
pub fn reboot(call: &mut Call) -> Result<Answer, Refusal> {
    call.instance.linking.codes_refused = false;
    let under_way = call.instance.restart.take();
    let (then, settings) = match under_way {
        Some(restart) => (restart.then, restart.settings),
        None => (call.instance.state.clone(), Default::default()),
    };
    call.instance.begin_restart(call.now, call.restart, &then, settings);
    Ok(Answer::ok(json!({"isReboot": true})))
}

/// `green-api.com/docs/api/account/Logout`: the sending queue is kept, and the account that authorizes next sends it.
pub fn logout(call: &mut Call) -> Result<Answer, Refusal> {
    call.instance.set_state(NOT_AUTHORIZED, call.now);
    Ok(Answer::ok(json!({"isLogout": true})))
}

/// `green-api.com/docs/api/account/UpdateApiToken`: the old token stops working at once.
pub fn update_token(call: &mut Call) -> Result<Answer, Refusal> {
    call.instance.token = random_token();
    Ok(Answer::ok(json!({"apiTokenInstance": call.instance.token})))
}

/// `green-api.com/docs/api/phone/GetDeviceInfo`, deprecated.
pub fn device(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    Ok(Answer::ok(json!({
        "platform": "android", "deviceManufacturer": "Practice", "deviceModel": "Practice phone",
        "osVersion": "16", "waVersion": "2.26.40", "battery": 100})))
}
