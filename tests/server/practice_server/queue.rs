use std::time::Duration;

use instance_desk::practice::{InstanceSeed, Messenger, World};
use serde_json::json;

use super::client::{MAX_BOT, NIGHT_SHIFT, Practice, SALES, WAREHOUSE};

#[tokio::test]
async fn a_blocked_queue_is_shown_cleared_and_empty() {
    let practice = Practice::pictures().await;
    let shown = practice.get(SALES, "showMessagesQueue").await.json();
    assert_eq!(shown.as_array().unwrap().len(), 128);
    assert_eq!(shown[0]["messageID"], "BAE587FA1CECF760");
    assert_eq!(shown[3]["body"]["message"], "Truck 3 has left");
    assert_eq!(practice.get(SALES, "getMessagesCount").await.text, r#"{"count":128}"#);

    let cleared = practice.get(SALES, "clearMessagesQueue").await;
    assert_eq!((cleared.status, cleared.text.as_str()), (200, r#"{"isCleared":true}"#));
    practice.wait(1);
    assert_eq!(practice.get(SALES, "showMessagesQueue").await.text, "[]");
    assert_eq!(practice.get(SALES, "getMessagesCount").await.text, r#"{"count":128}"#, "ten seconds late");
    practice.wait(9);
    assert_eq!(practice.get(SALES, "getMessagesCount").await.text, r#"{"count":0}"#);
}

#[tokio::test]
async fn queues_are_cleared_in_every_state() {
    let practice = Practice::pictures().await;
    for id in [NIGHT_SHIFT, WAREHOUSE, MAX_BOT] {
        assert_eq!(practice.get(id, "clearMessagesQueue").await.text, r#"{"isCleared":true}"#, "{id}");
        assert!(practice.control.queue(id).is_empty());
    }
}

#[tokio::test]
async fn a_cleared_max_queue_stays_empty_though_its_program_goes_on() {
    let practice = Practice::pictures().await;
    practice.wait(60);
    assert_eq!(practice.control.queue(MAX_BOT).len(), 6);
    practice.get(MAX_BOT, "clearMessagesQueue").await;
    practice.wait(11);
    assert_eq!(practice.get(MAX_BOT, "showMessagesQueue").await.text, "[]");
}

#[tokio::test]
async fn no_more_than_500_are_shown() {
    let items = (0..1200).map(|n| json!({"messageID": n.to_string(), "type": "sendMessage", "body": {}})).collect();
    let seed = InstanceSeed::new(Messenger::WhatsApp, "7", "").state("blocked").queue(items);
    let practice = Practice::start(World::empty().with(seed)).await;
    let shown = practice.get("7", "showMessagesQueue").await.json();
    assert_eq!(shown.as_array().unwrap().len(), 500);
    assert_eq!(practice.get("7", "getMessagesCount").await.json()["count"], 1200);
}

#[tokio::test]
async fn what_is_sent_waits_and_goes_out_by_the_interval() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, "7", "").state("notAuthorized").interval_ms(2000);
    let practice = Practice::start(World::empty().with(seed).with_clock(super::client::still())).await;
    for text in ["one", "two", "three"] {
        let sent = practice.post("7", "sendMessage", json!({"chatId": "79123456789@c.us", "message": text})).await;
        assert!(sent.json()["idMessage"].is_string());
    }
    practice.wait(3600);
    assert_eq!(practice.control.queue("7").len(), 3, "kept while not authorized");
    practice.control.authorize("7", "79990001122@c.us");
    assert_eq!(practice.control.queue("7").len(), 2, "the backlog starts at once");
    practice.control.advance(Duration::from_secs(4));
    assert!(practice.control.queue("7").is_empty());
    let history = practice.get("7", "lastOutgoingMessages").await.json();
    assert_eq!(history[0]["textMessage"], "three");
    assert!(practice.control.chat("7", "79123456789@c.us").is_some_and(|chat| !chat.incoming_seen));
}

#[tokio::test]
async fn a_suspended_whatsapp_account_takes_messages_and_holds_them() {
    for (state, until) in [("suspended", "suspendedUntil"), ("yellowCard", "yellowCardUntil")] {
        let seed = InstanceSeed::new(Messenger::WhatsApp, "7", "").state(state).interval_ms(2000);
        let practice = Practice::start(World::empty().with(seed).with_clock(super::client::still())).await;
        let account = practice.get("7", "getWaSettings").await.json();
        assert!(account[until].is_u64(), "{account}");
        let body = json!({"chatId": "79123456789@c.us", "message": "a"});
        assert_eq!(practice.post("7", "sendMessage", body).await.status, 200);
        practice.wait(3600);
        assert_eq!(practice.control.queue("7").len(), 1);
        practice.control.set_state("7", "authorized");
        assert!(practice.control.queue("7").is_empty());
        assert!(practice.get("7", "getWaSettings").await.json()[until].is_null());
    }
}

#[tokio::test]
async fn messages_expire_after_a_day() {
    let practice = Practice::pictures().await;
    practice.wait(19 * 3600 - 1);
    assert_eq!(practice.control.queue(SALES).len(), 128, "the oldest is five hours old at the start");
    practice.wait(2);
    assert_eq!(practice.control.queue(SALES).len(), 127);
    practice.wait(5 * 3600);
    assert!(practice.control.queue(SALES).is_empty());
}

#[tokio::test]
async fn incoming_notifications_are_cleared_once_a_minute_and_say_so_in_a_200() {
    let practice = Practice::pictures().await;
    let url = practice.url(SALES, "clearWebhooksQueue");
    let clear = async || super::client::read(practice.http.delete(&url)).await.unwrap();
    assert_eq!(clear().await.text, r#"{"isCleared":true,"reason":""}"#);
    practice.wait(18);
    let again = clear().await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (200, r#"{"isCleared":false,"reason":"Too many requests","leftTime":42}"#)
    );
    practice.wait(42);
    assert_eq!(clear().await.json()["isCleared"], true);
}
