//! The address book, and the methods for a message or a chat other than sending.

use serde_json::json;

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::chats::Chat;

fn full_name(call: &Call) -> Result<String, Refusal> {
    let first = call.text("firstName")?;
    let last = call.optional_text("lastName")?.unwrap_or_default();
    Ok(format!("{first} {last}").trim().to_owned())
}

/// `green-api.com/docs/api/contacts/AddContact`
pub fn add(call: &mut Call) -> Result<Answer, Refusal> {
    let (id, name) = (call.chat_id("chatId")?, full_name(call)?);
    call.account_ready()?;
    if call.instance.chats.get(&id).is_some_and(|chat| !chat.contact_name.is_empty()) {
        return Err(Refusal::Json(400, json!({"message": format!("Contact {id} already exists")})));
    }
    if let Some(chat) = call.instance.chats.ensure(Chat::person(&id, "").silent()) {
        chat.contact_name = name;
    }
    Ok(Answer::ok(json!({"addContact": true})))
}

/// `green-api.com/docs/api/contacts/EditContact`
pub fn edit(call: &mut Call) -> Result<Answer, Refusal> {
    let (id, name) = (call.chat_id("chatId")?, full_name(call)?);
    set_name(call, &id, name)?;
    Ok(Answer::ok(json!({"editContact": true})))
}

/// `green-api.com/docs/api/contacts/DeleteContact`
pub fn delete(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId")?;
    set_name(call, &id, String::new())?;
    Ok(Answer::ok(json!({"deleteContact": true})))
}

fn set_name(call: &mut Call, id: &str, name: String) -> Result<(), Refusal> {
    call.account_ready()?;
    let known = call.instance.chats.get_mut(id).filter(|chat| !chat.contact_name.is_empty());
    let chat = known.ok_or_else(|| Refusal::Json(404, json!({"message": format!("Contact {id} not found")})))?;
    chat.contact_name = name;
    Ok(())
}

/// `green-api.com/docs/api/service/SendTyping`
pub fn send_typing(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    if call.body.contains_key("typingTime") && !(1000.0..=20_000.0).contains(&call.number("typingTime")?) {
        return Err(Refusal::invalid("'typingTime' must be between 1000 and 20000"));
    }
    call.account_ready()?;
    Ok(Answer::empty())
}

/// `green-api.com/docs/api/service/deleteMessage`: removes from the queue, or marks in the journal.
pub fn delete_message(call: &mut Call) -> Result<Answer, Refusal> {
    let (chat_id, id) = (call.chat_id("chatId")?, call.text("idMessage")?.to_owned());
    call.account_ready()?;
    call.instance.queue.remove(&id);
    if let Some(entry) = call.instance.journal.find_mut(&chat_id, &id) {
        entry["isDeleted"] = json!(true);
    }
    Ok(Answer::empty())
}

/// `green-api.com/docs/api/service/EditMessage`: the edit is a separate message.
pub fn edit_message(call: &mut Call) -> Result<Answer, Refusal> {
    let (chat_id, id) = (call.chat_id("chatId")?, call.text("idMessage")?.to_owned());
    let message = call.text("message")?.to_owned();
    call.account_ready()?;
    if let Some(entry) = call.instance.journal.find_mut(&chat_id, &id) {
        entry["isEdited"] = json!(true);
        entry["textMessage"] = json!(message);
    }
    Ok(Answer::ok(json!({"idMessage": super::queue::message_id(call.now, 0xEDED)})))
}
