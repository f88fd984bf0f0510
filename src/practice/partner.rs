//! The partner's methods (`green-api.com/docs/partners/createInstance`): `/partner/{method}/{partnerToken}`. Any token
//! with the prefix of partner tokens is accepted here.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::answers::{Answer, Refusal};
use super::control::State;
use super::instance::{Instance, Messenger, NOT_AUTHORIZED};
use super::seeding::InstanceSeed;
use super::settings;

const TOKEN_START: &str = "gac.";

/// Answers a path of this form; `None` for any other path. `body` is the request's JSON object.
pub fn answer(
    state: &mut State,
    verb: &str,
    path: &str,
    body: Result<Map<String, Value>, Refusal>,
    now: Duration,
) -> Option<Result<Answer, Refusal>> {
    let (method, token) = path.strip_prefix("/partner/")?.split_once('/')?;
    let right_verb = match method {
        "getInstances" => "GET",
        "createInstance" | "deleteInstanceAccount" => "POST",
        _ => return None,
    };
    Some(if verb != right_verb {
        Err(Refusal::NoRoute)
    } else if !token.starts_with(TOKEN_START) {
        Ok(Answer::unauthorized())
    } else {
        match method {
            "getInstances" => Ok(Answer::ok(state.instances.iter().map(row).collect())),
            "createInstance" => body.map(|body| create(state, &body, now)),
            _ => body.and_then(|body| delete(state, &body)),
        }
    })
}

fn row(instance: &Instance) -> Value {
    json!({
        "idInstance": instance.id.parse::<u64>().unwrap_or_default(), "name": instance.name,
        "typeInstance": instance.messenger.type_instance(), "typeAccount": "", "partnerUserUiid": "",
        "timeCreated": "2026-11-01T09:00:00.000Z", "timeDeleted": "", "apiTokenInstance": instance.token,
        "deleted": false, "tariff": "PARTNER_BUSINESS", "isFree": false, "isPartner": true,
        "expirationDate": "2027-11-01T09:00:00.000Z", "isExpired": false,
    })
}

fn create(state: &mut State, wanted: &Map<String, Value>, now: Duration) -> Answer {
    let messenger = match wanted.get("typeInstance").and_then(Value::as_str) {
        Some("v3") => Messenger::Max,
        Some("telegram") => Messenger::Telegram,
        _ => Messenger::WhatsApp,
    };
    // New instances have twelve digits (green-api.com/en/news, 2026-07-02).
    let first: u64 = match messenger {
        Messenger::WhatsApp => 710_500_700_000,
        Messenger::Max => 310_000_700_000,
        Messenger::Telegram => 410_000_700_000,
    };
    let id = (first..).map(|id| id.to_string()).find(|id| state.instances.iter().all(|it| it.id != *id));
    let id = id.unwrap_or_default();
    let name = wanted.get("name").and_then(Value::as_str).unwrap_or_default();
    let mut seed = InstanceSeed::new(messenger, &id, name).state(NOT_AUTHORIZED).wid("");
    for (key, value) in wanted.iter().filter(|(key, _)| settings::new(messenger).contains_key(*key)) {
        seed = seed.setting(key, value.clone());
    }
    let instance = seed.instance(now, false);
    let number: u64 = id.parse().unwrap_or_default();
    let created = json!({
        "idInstance": number, "apiTokenInstance": instance.token, "typeInstance": messenger.type_instance()});
    state.instances.push(instance);
    Answer::ok(created)
}

fn delete(state: &mut State, body: &Map<String, Value>) -> Result<Answer, Refusal> {
    let id = body.get("idInstance").map(|id| id.to_string().trim_matches('"').to_owned());
    let id = id.ok_or_else(|| Refusal::invalid("'idInstance' is required"))?;
    let before = state.instances.len();
    state.instances.retain(|instance| instance.id != id);
    if state.instances.len() == before {
        return Err(Refusal::bad_request("Instance is deleted"));
    }
    Ok(Answer::ok(json!({"deleteInstanceAccount": true})))
}
