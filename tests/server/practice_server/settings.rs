//! Settings, restarts, authorization and token.

use serde_json::json;

use super::client::{MAX_BOT, NIGHT_SHIFT, Practice, SALES, SUPPORT, WAREHOUSE, read};

#[tokio::test]
async fn settings_restart_the_instance_and_hold_afterwards() {
    let practice = Practice::pictures().await;
    let saved = practice.post(SUPPORT, "setSettings", json!({"incomingWebhook": "yes"})).await;
    assert_eq!((saved.status, saved.text.as_str()), (200, r#"{"saveSettings":true}"#));
    assert_eq!(practice.get(SUPPORT, "getStateInstance").await.json()["stateInstance"], "starting");
    assert_eq!(practice.get(SUPPORT, "getSettings").await.json()["incomingWebhook"], "no");
    let refused = practice.get(SUPPORT, "getChats").await;
    assert_eq!((refused.status, refused.text.as_str()), (400, "instance in starting process try later"));
    practice.wait(8);
    assert_eq!(practice.get(SUPPORT, "getStateInstance").await.json()["stateInstance"], "authorized");
    assert_eq!(practice.get(SUPPORT, "getSettings").await.json()["incomingWebhook"], "yes");
}

#[tokio::test]
async fn wrong_settings_are_refused_and_change_nothing() {
    let practice = Practice::pictures().await;
    for (body, details) in [
        (json!({}), "'value' must have at least 1 key"),
        (json!({"incomingWebhook": true}), "'incomingWebhook' must be one of [yes, no]"),
        (
            json!({"delaySendMessagesMilliseconds": 100}),
            "'delaySendMessagesMilliseconds' must be greater than or equal to 500",
        ),
        (json!({"noSuchSetting": "yes"}), "'noSuchSetting' is not allowed"),
    ] {
        let reply = practice.post(SUPPORT, "setSettings", body).await;
        assert_eq!(reply.status, 400);
        assert_eq!(reply.json()["message"], format!("Validation failed. Details: {details}"));
        practice.wait(1);
    }
    assert_eq!(practice.control.state(SUPPORT).as_deref(), Some("authorized"));
}

#[tokio::test]
async fn settings_name_the_messenger() {
    let practice = Practice::pictures().await;
    let sales = practice.get(SALES, "getSettings").await.json();
    assert_eq!(sales["typeInstance"], "whatsapp");
    assert_eq!(sales["delaySendMessagesMilliseconds"], 15_000);
    assert_eq!(practice.get(SUPPORT, "getSettings").await.json()["incomingWebhook"], "no");
    assert_eq!(practice.get(MAX_BOT, "getSettings").await.json()["typeInstance"], "v3");
}

#[tokio::test]
async fn a_stuck_start_ends_with_a_reboot() {
    let practice = Practice::pictures().await;
    practice.wait(3600);
    assert_eq!(practice.get(NIGHT_SHIFT, "getStateInstance").await.json()["stateInstance"], "starting");
    assert_eq!(practice.get(NIGHT_SHIFT, "reboot").await.text, r#"{"isReboot":true}"#);
    practice.wait(8);
    assert_eq!(practice.get(NIGHT_SHIFT, "getStateInstance").await.json()["stateInstance"], "authorized");
}

#[tokio::test]
async fn a_number_is_replaced_with_its_queue_in_place() {
    let practice = Practice::pictures().await;
    assert_eq!(practice.get(SALES, "qr").await.json()["type"], "error");
    assert_eq!(practice.get(SALES, "logout").await.text, r#"{"isLogout":true}"#);
    assert_eq!(practice.get(SALES, "getStateInstance").await.json()["stateInstance"], "notAuthorized");
    assert_eq!(practice.control.queue(SALES).len(), 128);
    let qr = practice.get(SALES, "qr").await.json();
    assert_eq!(qr["type"], "qrCode");
    assert!(qr["message"].as_str().unwrap().starts_with("iVBORw0KGgo"), "a PNG in base64");
    practice.control.authorize(SALES, "79990009999@c.us");
    practice.wait(15);
    assert_eq!(practice.control.queue(SALES).len(), 126, "the backlog goes out from the new number");
    practice.wait(1);
    assert_eq!(practice.get(SALES, "qr").await.json()["type"], "alreadyLogged");
    assert_eq!(practice.get(SALES, "getWaSettings").await.json()["phone"], "79990009999");
}

#[tokio::test]
async fn a_new_token_kills_the_old_one() {
    let practice = Practice::pictures().await;
    let new = practice.get(WAREHOUSE, "updateApiToken").await.json()["apiTokenInstance"].as_str().unwrap().to_owned();
    assert_eq!(new.len(), 50);
    assert_eq!(practice.get(WAREHOUSE, "getSettings").await.status, 401);
    practice.wait(1);
    let url = format!("{}/waInstance{WAREHOUSE}/getSettings/{new}", practice.server.api_url());
    assert_eq!(read(practice.http.get(url)).await.unwrap().status, 200);
    assert_eq!(practice.control.token(WAREHOUSE), Some(new));
}

#[tokio::test]
async fn a_state_can_be_null_or_anything() {
    let practice = Practice::pictures().await;
    practice.control.set_state(SUPPORT, "");
    assert_eq!(practice.get(SUPPORT, "getStateInstance").await.text, "null");
    practice.control.set_state(SUPPORT, "yellowCard");
    practice.wait(1);
    assert_eq!(practice.get(SUPPORT, "getStateInstance").await.json()["stateInstance"], "yellowCard");
}
