//! The queue of incoming notifications, read over HTTP (`green-api.com/docs/api/receiving/technology-http-api`).

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::control::Shared;
use super::routing::{Incoming, Outgoing, Route, query};

/// Minimum time between two calls of clearWebhooksQueue.
const CLEAR_PAUSE: Duration = Duration::from_secs(60);
/// Polling interval of a waiting receiveNotification.
const LOOK_PAUSE: Duration = Duration::from_millis(50);

#[derive(Clone, Debug, Default)]
pub struct Notices {
    waiting: VecDeque<(u64, Value)>,
    last_receipt: u64,
    cleared_at: Option<Duration>,
}

impl Notices {
    pub fn push(&mut self, notice: Value) {
        self.last_receipt += 1;
        self.waiting.push_back((self.last_receipt, notice));
    }

    pub fn len(&self) -> usize {
        self.waiting.len()
    }
}

/// `green-api.com/docs/api/queues/GetWebhooksCount`
pub fn count(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!({"count": call.instance.notices.len()})))
}

/// `green-api.com/docs/api/queues/ClearWebhooksQueue`: once a minute; an earlier repeat is refused inside a 200.
pub fn clear(call: &mut Call) -> Result<Answer, Refusal> {
    let notices = &mut call.instance.notices;
    let free_at = notices.cleared_at.map(|at| at + CLEAR_PAUSE).filter(|free_at| call.now < *free_at);
    if let Some(free_at) = free_at {
        let left = (free_at - call.now).as_secs_f64().ceil() as u64;
        return Ok(Answer::ok(json!({"isCleared": false, "reason": "Too many requests", "leftTime": left})));
    }
    notices.cleared_at = Some(call.now);
    notices.waiting.clear();
    Ok(Answer::ok(json!({"isCleared": true, "reason": ""})))
}

/// `green-api.com/docs/api/receiving/technology-http-api/ReceiveNotification`: the first notification, or `null`.
pub fn receive(call: &mut Call) -> Result<Answer, Refusal> {
    let url = call.instance.settings.get("webhookUrl").and_then(Value::as_str).unwrap_or_default();
    if !url.is_empty() {
        return Err(Refusal::Json(
            400,
            json!({
                "code": "INVALID_PARAM", "status": "error",
                "message": "Message cannot be received because custom webhook url is set. To continue please reset \
                    webhook url to empty string",
            }),
        ));
    }
    let first = call.instance.notices.waiting.front();
    Ok(Answer::ok(first.map_or(Value::Null, |(receipt, body)| json!({"receiptId": receipt, "body": body}))))
}

/// Returns the instance for which a receiveNotification that found nothing keeps waiting.
pub fn awaited<'a>(incoming: &Incoming<'a>, outgoing: &Outgoing) -> Option<&'a str> {
    let route = Route::parse(incoming.path)?;
    let nothing_yet = outgoing.answer.status == 200 && outgoing.answer.body == b"null";
    (route.method.eq_ignore_ascii_case("receiveNotification") && nothing_yet).then_some(route.id)
}

/// Waits until a notification arrives, the query's `receiveTimeout` (5 to 60 seconds, default 5) elapses, or the server
/// stops.
pub async fn arrival(shared: &Shared, id_instance: &str, query_text: &str) {
    let wanted = query(query_text).get("receiveTimeout").and_then(|seconds| seconds.parse().ok());
    let deadline = Instant::now() + Duration::from_secs(wanted.unwrap_or(5).clamp(5, 60));
    let there = || {
        let state = shared.lock();
        state.instances.iter().any(|instance| instance.id == id_instance && instance.notices.len() > 0)
    };
    while !there() && Instant::now() < deadline && !shared.stop.is_cancelled() {
        tokio::time::sleep(LOOK_PAUSE).await;
    }
}

/// `green-api.com/docs/api/receiving/technology-http-api/DeleteNotification`
pub fn delete(call: &mut Call) -> Result<Answer, Refusal> {
    let receipt: Option<u64> = call.extra.as_deref().and_then(|extra| extra.parse().ok());
    let receipt = receipt.ok_or_else(|| Refusal::invalid("'receiptId' must be a number"))?;
    let waiting = &mut call.instance.notices.waiting;
    let before = waiting.len();
    waiting.retain(|(waiting_receipt, _)| *waiting_receipt != receipt);
    let found = waiting.len() < before;
    let reason = if found { "" } else { "No such receipt" };
    Ok(Answer::ok(json!({"result": found, "reason": reason})))
}
