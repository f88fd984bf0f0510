//! Queue items in the form of showMessagesQueue.

use serde_json::{Value, json};

/// Creates an item whose id is derived from its `number`.
pub fn item(number: usize, kind: &str, body: Value) -> Value {
    let digits = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    json!({"messageID": format!("BAE5{digits:012X}"), "type": kind, "body": body})
}

pub fn text(number: usize, chat_id: &str, message: &str) -> Value {
    item(number, "sendMessage", json!({"chatId": chat_id, "message": message, "linkPreview": true}))
}

/// Creates a text as other programs queue it: null for values they omitted, and members that the page of
/// showMessagesQueue does not list. Captured from live queues in 2026.
pub fn captured(number: usize, chat_id: &str, message: &str, typing_time: Option<u64>) -> Value {
    let mut item = text(number, chat_id, message);
    item["body"]["quotedMessageId"] = Value::Null;
    item["body"]["typingTime"] = json!(typing_time);
    item["body"]["typePreview"] = json!("small");
    item
}

pub fn file(number: usize, chat_id: &str, name: &str, caption: &str) -> Value {
    let url = format!("https://files.example.com/2026/11/{name}");
    let body = json!({"fileName": name, "chatId": chat_id, "caption": caption, "archive": false, "urlFile": url});
    item(number, "sendFileByUrl", body)
}

pub fn location(number: usize, chat_id: &str, place: (f64, f64), name: &str, address: &str) -> Value {
    let (latitude, longitude) = place;
    let body = json!({
        "chatId": chat_id, "nameLocation": name, "address": address, "latitude": latitude, "longitude": longitude});
    item(number, "sendLocation", body)
}

pub fn contact(number: usize, chat_id: &str, phone: u64, first_name: &str, company: &str) -> Value {
    let mut contact = json!({"phoneContact": phone, "firstName": first_name});
    if !company.is_empty() {
        contact["company"] = json!(company);
    }
    item(number, "sendContact", json!({"chatId": chat_id, "contact": contact}))
}

pub fn poll(number: usize, chat_id: &str, question: &str, answers: &[&str]) -> Value {
    let options: Vec<Value> = answers.iter().map(|answer| json!({"optionName": answer})).collect();
    let body = json!({"chatId": chat_id, "message": question, "options": options, "multipleAnswers": false});
    item(number, "sendPoll", body)
}
