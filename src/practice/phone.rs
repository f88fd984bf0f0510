//! The phone of an instance, operated from outside: `POST /practicePhone/{idInstance}?number=79161234567&state=blocked`
//! scans the QR code. Without a state the account is authorized. Not part of GREEN-API.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::json;

use super::answers::Answer;
use super::control::State;
use super::instance::{AUTHORIZED, NOT_AUTHORIZED};

/// Number of the phone if none is given, international, digits only.
const NUMBER: &str = "79161234567";

/// The states into which a phone can be linked.
const STATES: [&str; 4] = [AUTHORIZED, "suspended", "yellowCard", "blocked"];

/// Answers a path of this form; `None` for any other path.
pub fn answer(
    state: &mut State,
    verb: &str,
    path: &str,
    query: &HashMap<String, String>,
    now: Duration,
) -> Option<Answer> {
    let id = path.strip_prefix("/practicePhone/")?;
    let refused = |status, why: &str| Some(Answer::json(status, &json!({ "message": why })));
    let number = query.get("number").map_or(NUMBER, String::as_str);
    let linked = query.get("state").map_or(AUTHORIZED, String::as_str);
    let Some(instance) = state.instances.iter_mut().find(|instance| instance.id == id) else {
        return refused(404, "no practice instance has this idInstance");
    };
    if verb != "POST" {
        return refused(405, "POST links a phone");
    }
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return refused(400, "number: digits only, with the country code");
    }
    if !STATES.contains(&linked) {
        return refused(400, &format!("state: {}", STATES.join(", ")));
    }
    instance.settle(now);
    if instance.state != NOT_AUTHORIZED {
        return refused(400, &format!("a phone is linked in the state notAuthorized; it is {}", instance.state));
    }
    instance.link(&format!("{number}@c.us"), linked, now);
    Some(Answer::ok(json!({ "stateInstance": linked })))
}
