//! An instance's recorded messages: chat history and the two journals.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::chats::Chat;
use super::queue::{id_of, message_id};

/// Maximum number of entries; the oldest are dropped.
const KEPT: usize = 1000;

#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// Oldest first, in the form of getChatHistory.
    entries: VecDeque<Value>,
    received: usize,
}

impl Journal {
    fn push(&mut self, entry: Value) {
        self.entries.push_back(entry);
        if self.entries.len() > KEPT {
            self.entries.pop_front();
        }
    }

    /// Records a message that left the queue.
    pub fn sent(&mut self, at: Duration, chat_id: &str, item: &Value) {
        let id = id_of(item).or_else(|| item["messagesIDs"].get(0)).cloned().unwrap_or_default();
        let mut entry = json!({
            "type": "outgoing", "idMessage": id, "timestamp": at.as_secs(), "chatId": chat_id,
            "statusMessage": "delivered", "sendByApi": true,
        });
        describe(&mut entry, item["type"].as_str().unwrap_or_default(), &item["body"]);
        self.push(entry);
    }

    /// Records an incoming message and returns its id.
    pub fn received(&mut self, at: Duration, chat_id: &str, sender: &str, text: &str) -> String {
        self.received += 1;
        let id = message_id(at, self.received);
        self.push(json!({
            "type": "incoming", "idMessage": id, "timestamp": at.as_secs(), "typeMessage": "textMessage",
            "chatId": chat_id, "textMessage": text, "senderId": chat_id, "senderName": sender,
            "senderContactName": sender,
        }));
        id
    }

    pub fn find(&self, chat_id: &str, id: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry["idMessage"] == id && entry["chatId"] == chat_id)
    }

    pub fn find_mut(&mut self, chat_id: &str, id: &str) -> Option<&mut Value> {
        self.entries.iter_mut().find(|entry| entry["idMessage"] == id && entry["chatId"] == chat_id)
    }

    fn newest(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().rev()
    }
}

/// Adds the contents of a send request to an entry, under the journal's names.
fn describe(entry: &mut Value, kind: &str, body: &Value) {
    let (type_message, fields): (_, &[&str]) = match kind {
        "sendFileByUrl" => ("documentMessage", &["fileName", "caption"]),
        "sendLocation" => ("locationMessage", &[]),
        "sendContact" => ("contactMessage", &["contact"]),
        "sendPoll" => ("pollMessage", &[]),
        _ => ("extendedTextMessage", &[]),
    };
    entry["typeMessage"] = json!(type_message);
    for field in fields {
        entry[*field] = body[*field].clone();
    }
    match kind {
        "sendFileByUrl" => entry["downloadUrl"] = body["urlFile"].clone(),
        "sendLocation" => {
            entry["location"] = json!({
                "nameLocation": body["nameLocation"], "address": body["address"],
                "latitude": body["latitude"], "longitude": body["longitude"], "jpegThumbnail": "",
            });
        }
        "sendPoll" => {
            entry["pollMessageData"] = json!({
                "name": body["message"], "options": body["options"], "multipleAnswers": body["multipleAnswers"] == true,
            });
        }
        _ => {
            entry["textMessage"] = body["message"].clone();
            entry["extendedTextMessage"] = json!({"text": body["message"], "isForwarded": kind == "ForwardMessages"});
        }
    }
}

/// `green-api.com/docs/api/journals/GetChatHistory`, newest first.
pub fn history(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId").map_err(|refusal| match refusal {
        Refusal::Validation(text) if text.contains("next formats") => {
            Refusal::invalid("'chatId' must be one of the next formats: 'phone_number@c.us' or 'group_id@g.us'")
        }
        other => other,
    })?;
    let count = match call.body.get("count") {
        None => 100,
        Some(Value::Number(number)) => number.as_i64().unwrap_or(0),
        Some(_) => {
            return Err(Refusal::bad_request(
                "json: cannot unmarshal string into Go struct field RequestBody.Count of type int32",
            ));
        }
    };
    let count = usize::try_from(count).ok().filter(|count| *count >= 1);
    let count = count.ok_or_else(|| Refusal::bad_request("Count must be greater than or equal to 1"))?;
    call.account_ready()?;
    let id = call.instance.chats.get(&id).map_or(id, |chat| chat.id.clone());
    let mut messages: Vec<Value> =
        call.instance.journal.newest().filter(|entry| entry["chatId"] == id.as_str()).take(count).cloned().collect();
    let earlier = call.instance.chats.get(&id).filter(|chat| chat.incoming_seen && messages.len() < count);
    messages.extend(earlier.map(|chat| first_message(chat, call.now)));
    Ok(Answer::ok(messages.into()))
}

/// Returns the incoming message present in every chat with a recorded one.
fn first_message(chat: &Chat, now: Duration) -> Value {
    const TEXTS: [&str; 4] = [
        "Здравствуйте! Подскажите, пожалуйста, когда будет доставка?",
        "Добрый день, заказ получили, спасибо!",
        "Hello! Is the parcel already at the pick-up point?",
        "Можно перенести на завтра после шести?",
    ];
    let number: u64 = chat.id.bytes().map(u64::from).sum();
    let day = Duration::from_secs(86_400);
    json!({
        "type": "incoming", "idMessage": message_id(Duration::from_micros(number * 7919), 1),
        "timestamp": now.saturating_sub(day * 2).as_secs(), "typeMessage": "textMessage", "chatId": chat.id,
        "textMessage": TEXTS[(number % 4) as usize], "senderId": chat.id, "senderName": chat.name,
        "senderContactName": chat.contact_name,
    })
}

/// `green-api.com/docs/api/journals/LastIncomingMessages`
pub fn last_incoming(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(last(call, "incoming"))
}

/// `green-api.com/docs/api/journals/LastOutgoingMessages`
pub fn last_outgoing(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(last(call, "outgoing"))
}

fn last(call: &Call, kind: &str) -> Answer {
    let minutes = call.query_number("minutes", 1440) as u64;
    let from = call.now.as_secs().saturating_sub(minutes.saturating_mul(60));
    let fits = |entry: &&Value| entry["type"] == kind && entry["timestamp"].as_u64().is_some_and(|time| time >= from);
    Answer::ok(call.instance.journal.newest().filter(fits).cloned().collect())
}

/// `green-api.com/docs/api/marks/ReadChat`
pub fn read_chat(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId")?;
    call.optional_text("idMessage")?;
    call.only(&["chatId", "idMessage"])?;
    call.account_ready()?;
    let chat = call.instance.chats.get_mut(&id);
    let known = chat.is_some();
    if let Some(chat) = chat {
        chat.unread = 0;
    }
    Ok(Answer::ok(json!({"setRead": known})))
}

/// `green-api.com/docs/api/journals/GetMessage`
pub fn message(call: &mut Call) -> Result<Answer, Refusal> {
    let (chat_id, id) = (call.chat_id("chatId")?, call.text("idMessage")?.to_owned());
    call.account_ready()?;
    let found = call.instance.journal.find(&chat_id, &id);
    found
        .map(|entry| Answer::ok(entry.clone()))
        .ok_or_else(|| Refusal::bad_request("Message not found by id: ".to_owned() + &id))
}
