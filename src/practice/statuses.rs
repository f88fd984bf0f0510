//! WhatsApp statuses (`green-api.com/docs/api/statuses/SendTextStatus` and related methods), which wait in the same
//! queue as messages.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::sending::enqueue;

pub fn send_text(call: &mut Call) -> Result<Answer, Refusal> {
    call.short_text("message", 500)?;
    enqueue(call, "sendTextStatus", call.body.clone())
}

pub fn send_voice(call: &mut Call) -> Result<Answer, Refusal> {
    call.text("urlFile")?;
    call.text("fileName")?;
    enqueue(call, "sendVoiceStatus", call.body.clone())
}

pub fn send_media(call: &mut Call) -> Result<Answer, Refusal> {
    call.text("urlFile")?;
    call.text("fileName")?;
    enqueue(call, "sendMediaStatus", call.body.clone())
}

/// Removes a waiting status from the queue; any other id is unknown.
pub fn delete(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.text("idMessage")?.to_owned();
    call.account_ready()?;
    let found = call.instance.queue.remove(&id);
    if found { Ok(Answer::empty()) } else { Err(Refusal::bad_request("ID message notfound")) }
}

/// Returns an empty list: practice statuses have no viewers.
pub fn none(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    Ok(Answer::ok(json!([])))
}

/// Statuses that have not been sent yet.
pub fn outgoing(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    let now = call.now.as_secs();
    let statuses =
        call.instance.queue.items().filter(|item| item["type"].as_str().is_some_and(|kind| kind.ends_with("Status")));
    let row = |item: &Value| {
        json!({
            "type": "outgoing", "idMessage": item["messageID"], "timestamp": now, "typeMessage": "extendedTextMessage",
            "chatId": "status@broadcast", "textMessage": item["body"]["message"], "statusMessage": "pending",
            "sendByApi": true,
        })
    };
    Ok(Answer::ok(statuses.map(row).collect()))
}
