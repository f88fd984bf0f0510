//! Whether a phone number has an account: checkWhatsapp and checkAccount.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;

/// `green-api.com/docs/api/service/CheckWhatsapp`. A number exists if it is a chat or does not end in 0.
pub fn check_whatsapp(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    call.only(&["phoneNumber", "chatId"])?;
    if call.body.contains_key("chatId") {
        if call.body.len() > 1 {
            return Err(Refusal::invalid(
                "'value' contains a conflict between exclusive peers ['phoneNumber', 'chatId']",
            ));
        }
        const FORMATS: &str = "'chatId' must be one of the next formats: 'phone_number@c.us' or 'chat_id@lid'";
        let id = call.chat_id("chatId").map_err(|_| Refusal::invalid(FORMATS))?;
        if id.ends_with("@g.us") {
            return Err(Refusal::invalid(FORMATS));
        }
        call.account_ready()?;
        return Ok(existence(call, &id));
    }
    let phone = phone_number(call)?;
    call.account_ready()?;
    Ok(existence(call, &format!("{phone}@c.us")))
}

fn existence(call: &mut Call, id: &str) -> Answer {
    let known = call.instance.chats.get(id).map(|chat| chat.id.clone());
    let from_cache = known.is_some();
    let phone_id = known.unwrap_or_else(|| id.to_owned());
    if !from_cache && (id.ends_with("@lid") || id.ends_with("0@c.us")) {
        return Answer::ok(json!({
            "existsWhatsapp": false, "chatId": "", "username": "", "phoneNumber": "", "fromCache": false}));
    }
    let digits: u64 = phone_id.strip_suffix("@c.us").and_then(|digits| digits.parse().ok()).unwrap_or(0);
    let lid = format!("{:015}@lid", digits.wrapping_mul(7919) % 900_000_000_000_000 + 100_000_000_000_000);
    call.instance.chats.name_lid(&lid, &phone_id);
    Answer::ok(json!({
        "existsWhatsapp": true, "chatId": lid, "username": "", "phoneNumber": phone_id, "fromCache": from_cache}))
}

/// Returns the member `phoneNumber`, 11 or 12 digits.
pub fn phone_number(call: &Call) -> Result<u64, Refusal> {
    let phone = match call.body.get("phoneNumber") {
        None => return Err(Refusal::invalid("'phoneNumber' is required")),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    let phone = phone.ok_or_else(|| Refusal::invalid("Wrong format. 'phoneNumber' must contain only digits"))?;
    if !(10_000_000_000..1_000_000_000_000).contains(&phone) {
        return Err(Refusal::bad_request("bad phone number, valid 11 or 12 digits"));
    }
    Ok(phone)
}

/// `green-api.com/v3/docs/api/service/CheckAccount`: a refused check is a 200 that says `"status":false`.
pub fn check_account(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    call.only(&["phoneNumber", "force", "username"])?;
    let force = call.flag("force")?.unwrap_or(false);
    let known = if let Some(username) = call.optional_text("username")? {
        let wanted = username.trim_start_matches('@');
        call.instance.chats.iter().find(|chat| chat.name == wanted).map(|chat| chat.id.clone())
    } else {
        let phone = phone_number(call)?;
        let text = phone.to_string();
        if call.instance.messenger == Messenger::Max && !text.starts_with('7') && !text.starts_with("375") {
            return Err(Refusal::bad_request("bad phone number, valid 11 or 12 digits"));
        }
        let known = call.instance.chats.iter().find(|chat| chat.phone == phone).map(|chat| chat.id.clone());
        known.or_else(|| (phone % 10 != 0).then(|| (phone % 100_000_000).to_string()))
    };
    if !call.instance.is_authorized() {
        return Ok(Answer::ok(json!({"status": false, "reason": "instance is starting or not authorized"})));
    }
    let exist = known.is_some();
    Ok(Answer::ok(json!({"exist": exist, "chatId": known.unwrap_or_default(), "fromCache": exist && !force})))
}
