//! Voice calls: their state and commands. The audio itself (`callsRtc`) is not simulated.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;

pub fn state(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    Ok(Answer::ok(match &call.instance.calling {
        Some(wid) => {
            json!({"state": "out-call", "info": {"id": "PRACTICE", "wid": wid, "name": null}})
        }
        None => json!({"state": "idle"}),
    }))
}

pub fn ice_servers(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    Ok(Answer::ok(json!([])))
}

pub fn dial(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId")?;
    call.account_ready()?;
    call.instance.calling = Some(id);
    Ok(Answer::empty())
}

/// Answers accepting, rejecting and hanging up: there is no call, because a practice account receives none.
pub fn end(call: &mut Call) -> Result<Answer, Refusal> {
    call.account_ready()?;
    call.instance.calling = None;
    Ok(Answer::empty())
}

/// `green-api.com/docs/api/journals/LastIncomingCalls` and its counterpart for outgoing calls: always empty.
pub fn journal(_: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(Value::Array(Vec::new())))
}
