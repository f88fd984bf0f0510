use instance_desk::practice::{Fault, InstanceSeed, Messenger, World};
use serde_json::json;

use super::client::{MAX_BOT, NIGHT_SHIFT, Practice, SALES, SUPPORT};

const IRINA: &str = "79123456789@c.us";

async fn archive(practice: &Practice, chat_id: &str) -> (u16, String) {
    let reply = practice.post(SUPPORT, "archiveChat", json!({"chatId": chat_id})).await;
    (reply.status, reply.text)
}

#[tokio::test]
async fn a_chat_is_archived_and_back_with_empty_answers() {
    let practice = Practice::pictures().await;
    let reply = practice.post(SUPPORT, "archiveChat", json!({"chatId": IRINA})).await;
    assert_eq!((reply.status, reply.text.as_str(), reply.header("content-length")), (200, "", "0"));
    assert_eq!(practice.get(SUPPORT, "getChats").await.json()[0]["archive"], true);
    let reply = practice.post(SUPPORT, "unarchiveChat", json!({"chatId": IRINA})).await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    assert!(practice.control.chat(SUPPORT, IRINA).is_some_and(|chat| !chat.archived));
}

#[tokio::test]
async fn refusals_are_word_for_word() {
    let practice = Practice::pictures().await;
    let errors = [
        ("79992047718@c.us", "ArchiveChatError: cannot archive chat cause last message not found in chat"),
        ("79031182004@c.us", "ArchiveChatError: chat with id 79031182004@c.us already archive=true"),
        ("71234567890@c.us", "ArchiveChatError: chat with id 71234567890@c.us not found"),
    ];
    for (chat_id, text) in errors {
        assert_eq!(archive(&practice, chat_id).await, (400, text.to_owned()));
    }
    let unarchived = practice.post(SUPPORT, "unarchiveChat", json!({"chatId": IRINA})).await;
    assert_eq!(unarchived.text, format!("UnarchiveChatError: chat with id {IRINA} already archive=false"));
    let unarchived = practice.post(SUPPORT, "unarchiveChat", json!({"chatId": "79990000000@c.us"})).await;
    assert_eq!(unarchived.text, "UnarchiveChatError: chat with id 79990000000@c.us not found");
}

#[tokio::test]
async fn wrong_bodies_are_refused_as_documented() {
    let practice = Practice::pictures().await;
    let message = async |body: &str| practice.post_text(SUPPORT, "archiveChat", body).await.json()["message"].clone();
    assert_eq!(message("{}").await, "Validation failed. Details: 'value' must have at least 1 key");
    assert_eq!(message("").await, "Validation failed. Details: 'value' must have at least 1 key");
    assert_eq!(message(r#"{"chat":1}"#).await, "Validation failed. Details: 'chatId' is required");
    assert_eq!(
        message(r#"{"chatId":"abc"}"#).await,
        "Validation failed. Details: 'chatId' must be one of the next formats: 'phone_number@c.us', 'chat_id@lid' or \
         'group_id@g.us'"
    );
    for (body, kind) in [("true", "bool"), ("7", "float64"), ("null", "nil"), ("{}", "map[string]interface {}")] {
        let reply = practice.post_text(SUPPORT, "archiveChat", &format!("{{\"chatId\":{body}}}")).await;
        let text = format!("interface conversion: interface {{}} is {kind}, not string");
        assert_eq!((reply.status, reply.text), (500, text));
    }
    practice.wait(1);
    let broken = practice.post_text(SUPPORT, "archiveChat", r#"{"chatId": x}"#).await;
    assert_eq!((broken.status, broken.text.as_str()), (400, "Unexpected token x in JSON at position 11"));
}

#[tokio::test]
async fn instances_that_cannot_archive_say_why() {
    let practice = Practice::pictures().await;
    let body = || json!({"chatId": IRINA});
    assert_eq!(practice.post(SALES, "archiveChat", body()).await.text, "instance is starting or not authorized");
    assert_eq!(practice.post(NIGHT_SHIFT, "archiveChat", body()).await.text, "instance in starting process try later");
    let max = practice.post(MAX_BOT, "archiveChat", json!({"chatId": "10433817"})).await;
    assert_eq!(max.status, 404);
    assert!(max.json()["message"].as_str().unwrap().starts_with("Cannot POST /v3/waInstance3100077318/archiveChat/"));
}

#[tokio::test]
async fn somebody_must_write_after_incoming_notifications_are_on() {
    let practice = Practice::pictures().await;
    let silent = "79992047718@c.us";
    practice.control.receive(SUPPORT, silent, "Пётр", "Есть кто?");
    assert_eq!(archive(&practice, silent).await.0, 400, "written while incomingWebhook was off");
    let saved = practice.post(SUPPORT, "setSettings", json!({"incomingWebhook": "yes"})).await;
    assert_eq!(saved.text, r#"{"saveSettings":true}"#);
    practice.wait(8);
    assert_eq!(archive(&practice, silent).await.0, 400, "on, but nobody has written yet");
    practice.control.receive(SUPPORT, silent, "Пётр", "Есть кто?");
    assert_eq!(archive(&practice, silent).await, (200, String::new()));
}

#[tokio::test]
async fn a_number_that_is_checked_can_be_archived_by_its_lid() {
    let practice = Practice::pictures().await;
    let checked = practice.post(SUPPORT, "checkWhatsapp", json!({"phoneNumber": 79_123_456_789_u64})).await.json();
    assert_eq!(checked["existsWhatsapp"], true);
    assert_eq!(checked["phoneNumber"], IRINA);
    assert_eq!(archive(&practice, checked["chatId"].as_str().unwrap()).await.0, 200);
    assert!(practice.control.chat(SUPPORT, IRINA).is_some_and(|chat| chat.archived));
}

#[tokio::test]
async fn an_archive_may_do_nothing_or_be_seen_late() {
    let practice = Practice::pictures().await;
    practice.control.fault("archiveChat", Fault::ArchiveDoesNothing, 1);
    assert_eq!(archive(&practice, IRINA).await, (200, String::new()));
    assert!(practice.control.chat(SUPPORT, IRINA).is_some_and(|chat| !chat.archived));

    practice.control.set_chats_lagging(SUPPORT, true);
    assert_eq!(archive(&practice, IRINA).await.0, 200);
    assert_eq!(practice.get(SUPPORT, "getChats").await.json()[0]["archive"], false);
    practice.wait(60);
    assert_eq!(practice.get(SUPPORT, "getChats").await.json()[0]["archive"], true);
}

#[tokio::test]
async fn a_hundred_thousand_chats_are_listed() {
    use instance_desk::practice::Chat;
    let chats = (0..100_000).map(|n| Chat::person(format!("79{n:09}@c.us"), format!("Chat {n}"))).collect();
    let seed = InstanceSeed::new(Messenger::WhatsApp, "7", "").chats(chats);
    let practice = Practice::start(World::empty().with(seed)).await;
    assert_eq!(practice.get("7", "getChats").await.json().as_array().unwrap().len(), 100_000);
    let few = format!("{}?count=3", practice.url("7", "getContacts"));
    assert_eq!(super::client::read(practice.http.get(few)).await.unwrap().json().as_array().unwrap().len(), 3);
}
