//! Methods that put a message into the sending queue. 200 means queued, regardless of the account's state.

use serde_json::{Map, Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::{Messenger, SUSPENDED};
use super::queue::{id_key, message_id};

/// Appends the request's body to the queue as a message of `kind` and returns its id.
pub fn enqueue(call: &mut Call, kind: &str, body: Map<String, Value>) -> Result<Answer, Refusal> {
    recipient_allowed(call, body.get("chatId").and_then(Value::as_str).unwrap_or_default())?;
    let id = new_id(call);
    let mut item = json!({"type": kind, "body": body});
    item[id_key(call.instance.messenger)] = json!(id);
    call.instance.queue.push(item, call.now);
    Ok(Answer::ok(json!({"idMessage": id})))
}

/// Refuses recipients of a suspended MAX account other than its saved contacts
/// (`green-api.com/v3/docs/api/account/GetStateInstance`). The documentation does not mention groups; here they are
/// allowed.
fn recipient_allowed(call: &Call, chat_id: &str) -> Result<(), Refusal> {
    let suspended = call.instance.messenger == Messenger::Max && call.instance.state == SUSPENDED;
    if suspended && !chat_id.starts_with('-') && !call.instance.chats.is_contact(chat_id) {
        return Err(Refusal::Text(403, "Your account is suspended".into()));
    }
    Ok(())
}

fn new_id(call: &Call) -> String {
    match call.instance.messenger {
        Messenger::WhatsApp => message_id(call.now, call.instance.queue.len()),
        _ => (call.now.as_millis() + call.instance.queue.len() as u128).to_string(),
    }
}

/// Returns the name of the first member with a null at any depth.
fn null_in(body: &Map<String, Value>) -> Option<&str> {
    body.iter().find_map(|(key, value)| has_null(value).then_some(key.as_str()))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Checks the members common to all sending methods, and that no member is null: a queue holds nulls, but a request
/// with one is probably refused.
fn common(call: &Call) -> Result<(), Refusal> {
    if let Some(name) = null_in(&call.body) {
        return Err(Refusal::invalid(format!("'{name}' must not be null")));
    }
    call.optional_text("quotedMessageId")?;
    call.optional_text("typingType")?;
    if call.body.contains_key("typingTime") {
        let ms = call.number("typingTime")?;
        if ms < 1000.0 {
            return Err(Refusal::invalid("'typingTime' must be greater than or equal to 1000"));
        }
        if ms > 20_000.0 {
            return Err(Refusal::invalid("'typingTime' must be less than or equal to 20000"));
        }
    }
    Ok(())
}

/// `green-api.com/docs/api/sending/SendMessage`
pub fn message(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    call.short_text("message", if call.instance.messenger == Messenger::Max { 4000 } else { 20_000 })?;
    call.flag("linkPreview")?;
    common(call)?;
    if call.optional_text("typePreview")?.is_some_and(|size| !["small", "large"].contains(&size)) {
        return Err(Refusal::invalid("'typePreview' must be one of [large, small]"));
    }
    if call.body.get("customPreview").is_some_and(|preview| !preview.is_object()) {
        return Err(Refusal::invalid("'customPreview' must be of type object"));
    }
    enqueue(call, "sendMessage", call.body.clone())
}

/// `green-api.com/docs/api/sending/SendPoll`
pub fn poll(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    call.short_text("message", 255)?;
    call.flag("multipleAnswers")?;
    common(call)?;
    let options = match call.body.get("options") {
        None => return Err(Refusal::invalid("'options' is required")),
        Some(Value::Array(options)) => options,
        Some(_) => return Err(Refusal::invalid("'options' must be an array")),
    };
    let names: Vec<&str> = options.iter().filter_map(|option| option["optionName"].as_str()).collect();
    if names.len() < options.len() {
        return Err(Refusal::invalid("'options[0].optionName' is required"));
    }
    if options.len() < 2 {
        return Err(Refusal::invalid("'options' must contain at least 2 items"));
    }
    if options.len() > 12 {
        return Err(Refusal::invalid("'options' must contain less than or equal to 12 items"));
    }
    if names.iter().any(|name| name.chars().count() > 100) {
        return Err(Refusal::invalid("'optionName' length must be less than or equal to 100 characters long"));
    }
    if names.iter().enumerate().any(|(place, name)| names[..place].contains(name)) {
        return Err(Refusal::invalid("'options' contains a duplicate value"));
    }
    enqueue(call, "sendPoll", call.body.clone())
}

/// `green-api.com/docs/api/sending/SendFileByUrl`
pub fn file_by_url(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    let url = call.text("urlFile")?;
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(Refusal::invalid("'urlFile' must be a valid uri"));
    }
    let name = call.text("fileName")?;
    if !name.contains('.') {
        return Err(Refusal::invalid("'fileName' must contain an extension"));
    }
    if call.optional_text("caption")?.is_some_and(|caption| caption.chars().count() > 20_000) {
        return Err(Refusal::invalid("'caption' length must be less than or equal to 20000 characters long"));
    }
    call.flag("archiveChat")?;
    common(call)?;
    let mut body = call.body.clone();
    let archive = body.remove("archiveChat").unwrap_or(json!(false));
    body.insert("archive".into(), archive);
    enqueue(call, "sendFileByUrl", body)
}

/// `green-api.com/docs/api/sending/SendLocation`
pub fn location(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    for (key, most) in [("latitude", 90.0), ("longitude", 180.0)] {
        if call.number(key)?.abs() > most {
            return Err(Refusal::invalid(format!("'{key}' must be less than or equal to {most}")));
        }
    }
    call.optional_text("nameLocation")?;
    call.optional_text("address")?;
    common(call)?;
    enqueue(call, "sendLocation", call.body.clone())
}

/// `green-api.com/docs/api/sending/SendContact`
pub fn contact(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    common(call)?;
    let contact = call.body.get("contact").ok_or_else(|| Refusal::invalid("'contact' is required"))?;
    if !contact["phoneContact"].is_u64() {
        return Err(Refusal::invalid("'contact.phoneContact' must be a number"));
    }
    let named = ["firstName", "middleName", "lastName", "company"]
        .iter()
        .any(|part| contact[*part].as_str().is_some_and(|name| !name.is_empty()));
    if !named {
        return Err(Refusal::invalid(
            "'contact' must contain at least one of [firstName, middleName, lastName, company]",
        ));
    }
    enqueue(call, "sendContact", call.body.clone())
}

/// `green-api.com/docs/api/sending/ForwardMessages`. Unknown ids are also accepted, but never delivered.
pub fn forward(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    call.chat_id("chatIdFrom")?;
    common(call)?;
    let count = match call.body.get("messages") {
        None => return Err(Refusal::invalid("'messages' is required")),
        Some(Value::Array(messages)) if messages.is_empty() => {
            return Err(Refusal::invalid("'messages' must contain at least 1 items"));
        }
        Some(Value::Array(messages)) => messages.len(),
        Some(_) => return Err(Refusal::invalid("'messages' must be an array")),
    };
    let ids: Vec<String> = (0..count).map(|n| message_id(call.now, call.instance.queue.len() + n)).collect();
    let item = json!({"messagesIDs": ids, "type": "ForwardMessages", "body": call.body});
    call.instance.queue.push(item, call.now);
    Ok(Answer::ok(json!({"messages": ids})))
}

/// Buttons, lists and links, most of them deprecated: accepted unchanged.
pub fn plain(call: &mut Call, kind: &str) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    common(call)?;
    enqueue(call, kind, call.body.clone())
}
