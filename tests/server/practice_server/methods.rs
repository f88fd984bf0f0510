//! Every method in the client's table answers in its documented format.

use serde_json::{Value, json};

use super::client::{MAX_BOT, Practice, SALES, SUPPORT, WAREHOUSE, read};

const IRINA: &str = "79123456789@c.us";

#[tokio::test]
async fn reads_of_whatsapp_have_their_fields() {
    let practice = Practice::pictures().await;
    for (method, fields) in [
        ("getStateInstance", vec!["stateInstance"]),
        ("getStatusInstance", vec!["statusInstance"]),
        ("getSettings", vec!["wid", "typeInstance", "webhookUrl", "incomingWebhook", "autoTyping"]),
        (
            "getWaSettings",
            vec![
                "avatar",
                "base64Avatar",
                "chatId",
                "phone",
                "historySyncProgress",
                "stateInstance",
                "deviceId",
                "logoutProcess",
            ],
        ),
        ("getMessagesCount", vec!["count"]),
        ("getWebhooksCount", vec!["count"]),
        ("qr", vec!["type", "message"]),
    ] {
        let reply = practice.get(SUPPORT, method).await;
        assert_eq!(reply.status, 200, "{method}");
        let object = reply.json();
        for field in fields {
            assert!(object.get(field).is_some(), "{method} has no {field}: {object}");
        }
    }
    for method in ["getStateInstanceHistory", "getChats", "getContacts", "showMessagesQueue"] {
        assert!(practice.get(SUPPORT, method).await.json().is_array(), "{method}");
    }
}

#[tokio::test]
async fn chats_and_contacts_have_each_messengers_shape() {
    let practice = Practice::pictures().await;
    let chats = practice.get(SUPPORT, "getChats").await.json();
    assert_eq!(chats[1]["id"], "120363043968066561@g.us");
    assert_eq!((&chats[1]["type"], &chats[1]["name"]), (&json!("group"), &json!("Склад Юг")));
    assert!(chats[0].get("chatId").is_none());
    let contacts = practice.get(SUPPORT, "getContacts").await.json();
    assert_eq!(contacts[0]["contactName"], "Ирина Соколова");
    assert!(contacts[1].get("contactName").is_none(), "groups have none");
    practice.wait(1);
    let url = format!("{}?group=true&count=7", practice.url(SUPPORT, "getContacts"));
    let groups = read(practice.http.get(url)).await.unwrap().json();
    assert_eq!(groups.as_array().unwrap().len(), 7);
    assert!(groups.as_array().unwrap().iter().all(|row| row["type"] == "group"));

    let max = practice.get(MAX_BOT, "getChats").await.json();
    assert_eq!(max[0]["chatId"], "10433817");
    assert_eq!(max[0]["phoneNumber"], 79_261_114_502_u64);
    assert!(max[0].get("archive").is_none() && max[0].get("id").is_none());
}

#[tokio::test]
async fn contact_info_tells_what_each_messenger_knows() {
    let practice = Practice::pictures().await;
    let whatsapp = practice.post(SUPPORT, "getContactInfo", json!({"chatId": IRINA})).await.json();
    assert_eq!(whatsapp["isArchive"], false);
    assert!(whatsapp["products"].is_array());
    let max = practice.post(MAX_BOT, "getContactInfo", json!({"chatId": "10433817"})).await.json();
    assert_eq!(max["chatType"], "user");
    let group = practice.post(MAX_BOT, "getContactInfo", json!({"chatId": "-70000000000017"})).await;
    assert!(group.json()["message"].as_str().unwrap().contains("does not support group chats"));
    practice.wait(1);
    let missing = practice.post(SUPPORT, "getContactInfo", json!({})).await;
    assert_eq!(missing.json()["message"], "Validation failed. Details: 'chatId' is required");
}

#[tokio::test]
async fn numbers_are_checked() {
    let practice = Practice::pictures().await;
    let check = async |body: Value| practice.post(SUPPORT, "checkWhatsapp", body).await;
    assert_eq!(check(json!({"phoneNumber": 79_031_112_230_u64})).await.json()["existsWhatsapp"], false);
    assert_eq!(check(json!({"chatId": IRINA})).await.json()["existsWhatsapp"], true);
    assert_eq!(check(json!({"phoneNumber": 123})).await.text, "bad phone number, valid 11 or 12 digits");
    let message = |body| async move { check(body).await.json()["message"].clone() };
    assert_eq!(message(json!({})).await, "Validation failed. Details: 'value' must have at least 1 key");
    assert_eq!(
        message(json!({"phoneNumber": "+7 903"})).await,
        "Validation failed. Details: Wrong format. 'phoneNumber' must contain only digits"
    );
    assert_eq!(
        message(json!({"chatId": "123@c.us"})).await,
        "Validation failed. Details: 'chatId' must be one of the next formats: 'phone_number@c.us' or 'chat_id@lid'"
    );
    let refused = practice.post(SALES, "checkWhatsapp", json!({"chatId": IRINA})).await;
    assert_eq!((refused.status, refused.text.as_str()), (400, "instance is starting or not authorized"));

    let max = async |phone: u64| practice.post(MAX_BOT, "checkAccount", json!({"phoneNumber": phone})).await;
    assert_eq!(max(79_261_114_502).await.json(), json!({"exist": true, "chatId": "10433817", "fromCache": true}));
    assert_eq!(max(79_261_114_500).await.json()["exist"], false);
    assert_eq!(max(447_700_900_123).await.status, 400, "only +7 and +375");
    practice.control.set_state(MAX_BOT, "notAuthorized");
    let hidden = max(79_261_114_502).await;
    assert_eq!(hidden.status, 200, "a failure inside a 200");
    assert_eq!(hidden.json(), json!({"status": false, "reason": "instance is starting or not authorized"}));
}

#[tokio::test]
async fn everything_that_is_sent_waits_in_the_queue_under_its_type() {
    let practice = Practice::pictures().await;
    practice.get(WAREHOUSE, "clearMessagesQueue").await;
    let contact = json!({"phoneContact": 79_001_234_568_u64, "firstName": "Artem"});
    for (method, body) in [
        ("sendMessage", json!({"chatId": IRINA, "message": "Hello", "linkPreview": false})),
        (
            "sendPoll",
            json!({"chatId": IRINA, "message": "Which?", "options": [{"optionName": "a"}, {"optionName": "b"}]}),
        ),
        (
            "sendFileByUrl",
            json!({"chatId": IRINA, "urlFile": "https://example.com/a.pdf", "fileName": "a.pdf", "archiveChat": true}),
        ),
        ("sendLocation", json!({"chatId": IRINA, "latitude": 55.7558, "longitude": 37.6173})),
        ("sendContact", json!({"chatId": IRINA, "contact": contact})),
        ("sendContact", json!({"chatId": IRINA, "contact": {"phoneContact": 79_001_234_568_u64, "company": "Shop"}})),
    ] {
        let reply = practice.post(WAREHOUSE, method, body).await;
        assert!(reply.json()["idMessage"].is_string(), "{method}: {}", reply.text);
    }
    let forward = json!({"chatId": IRINA, "chatIdFrom": IRINA, "messages": ["3EB0"]});
    let forwarded = practice.post(WAREHOUSE, "forwardMessages", forward).await.json();
    let queue = practice.get(WAREHOUSE, "showMessagesQueue").await.json();
    let types: Vec<_> = queue.as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect();
    let [text, poll, file, place, contact] =
        ["sendMessage", "sendPoll", "sendFileByUrl", "sendLocation", "sendContact"];
    assert_eq!(types, [text, poll, file, place, contact, contact, "ForwardMessages"]);
    assert_eq!(queue[0]["body"], json!({"chatId": IRINA, "message": "Hello", "linkPreview": false}));
    assert_eq!(queue[2]["body"]["archive"], true);
    assert_eq!(queue[6]["messagesIDs"], forwarded["messages"]);
}

#[tokio::test]
async fn wrong_messages_are_refused() {
    let practice = Practice::pictures().await;
    for (method, body, details) in [
        ("sendMessage", json!({"message": "a"}), "'chatId' is required"),
        ("sendMessage", json!({"chatId": IRINA, "message": ""}), "'message' is not allowed to be empty"),
        (
            "sendMessage",
            json!({"chatId": IRINA, "message": "a".repeat(20_001)}),
            "'message' length must be less than or equal to 20000 characters long",
        ),
        // A value that occurs in queues but is not allowed in a request.
        (
            "sendMessage",
            json!({"chatId": IRINA, "message": "a", "quotedMessageId": null}),
            "'quotedMessageId' must not be null",
        ),
        (
            "sendMessage",
            json!({"chatId": IRINA, "message": "a", "customPreview": {"title": "a", "link": null}}),
            "'customPreview' must not be null",
        ),
        (
            "sendMessage",
            json!({"chatId": IRINA, "message": "a", "typingTime": 0}),
            "'typingTime' must be greater than or equal to 1000",
        ),
        (
            "sendPoll",
            json!({"chatId": IRINA, "message": "a", "options": []}),
            "'options' must contain at least 2 items",
        ),
        (
            "forwardMessages",
            json!({"chatId": IRINA, "chatIdFrom": IRINA, "messages": []}),
            "'messages' must contain at least 1 items",
        ),
    ] {
        let reply = practice.post(SUPPORT, method, body).await;
        assert_eq!(reply.json()["message"], format!("Validation failed. Details: {details}"));
    }
    let large = json!({"chatId": IRINA, "message": "a".repeat(110_000)});
    let reply = practice.post(SUPPORT, "sendMessage", large).await;
    assert_eq!((reply.status, reply.text.as_str()), (500, "request entity too large"));
}

#[tokio::test]
async fn a_suspended_max_account_writes_to_its_contacts_only() {
    let practice = Practice::pictures().await;
    practice.control.set_state(MAX_BOT, "suspended");
    let waiting = practice.control.queue(MAX_BOT).len();
    for contact in ["10433817", "79261114502@c.us", "-10000000000000"] {
        let reply = practice.post(MAX_BOT, "sendMessage", json!({"chatId": contact, "message": "a"})).await;
        assert_eq!(reply.status, 200, "{contact}");
    }
    let stranger = practice.post(MAX_BOT, "sendMessage", json!({"chatId": "79990000000@c.us", "message": "a"})).await;
    assert_eq!((stranger.status, stranger.text.as_str()), (403, "Your account is suspended"));
    assert_eq!(practice.control.queue(MAX_BOT).len(), waiting + 3);
    let account = practice.get(MAX_BOT, "getAccountSettings").await.json();
    assert!(account["suspendedUntil"].is_u64());
}

#[tokio::test]
async fn journals_history_and_reading() {
    let practice = Practice::pictures().await;
    practice.control.set_setting(SUPPORT, "incomingWebhook", "yes");
    practice.control.receive(SUPPORT, IRINA, "Ирина Соколова", "Где мой заказ?");
    let history = practice.post(SUPPORT, "getChatHistory", json!({"chatId": IRINA, "count": 1})).await.json();
    assert_eq!(history.as_array().unwrap().len(), 1);
    assert_eq!((&history[0]["type"], &history[0]["textMessage"]), (&json!("incoming"), &json!("Где мой заказ?")));
    assert_eq!(practice.get(SUPPORT, "lastIncomingMessages").await.json(), history);
    assert_eq!(practice.control.chat(SUPPORT, IRINA).unwrap().unread, 1);
    assert_eq!(practice.post(SUPPORT, "readChat", json!({"chatId": IRINA})).await.text, r#"{"setRead":true}"#);
    assert_eq!(practice.control.chat(SUPPORT, IRINA).unwrap().unread, 0);
    practice.wait(7200);
    let url = format!("{}?minutes=60", practice.url(SUPPORT, "lastIncomingMessages"));
    assert_eq!(read(practice.http.get(url)).await.unwrap().text, "[]");
    let zero = practice.post(SUPPORT, "getChatHistory", json!({"chatId": IRINA, "count": 0})).await;
    assert_eq!((zero.status, zero.text.as_str()), (400, "Count must be greater than or equal to 1"));
}

#[tokio::test]
async fn disappearing_messages_are_set_and_shown() {
    let practice = Practice::pictures().await;
    let set =
        practice.post(SUPPORT, "setDisappearingChat", json!({"chatId": IRINA, "ephemeralExpiration": 86_400})).await;
    assert_eq!(set.json(), json!({"chatId": IRINA, "disappearingMessagesInChat": true, "ephemeralExpiration": 86_400}));
    assert_eq!(practice.get(SUPPORT, "getChats").await.json()[0]["ephemeralExpiration"], 86_400);
    practice.wait(1);
    let wrong = practice.post(SUPPORT, "setDisappearingChat", json!({"chatId": IRINA, "ephemeralExpiration": 5})).await;
    assert_eq!(
        wrong.json()["message"],
        "Validation failed. Details: 'ephemeralExpiration' must be one of [0, 86400, 604800, 7776000]"
    );
    practice.wait(1);
    let few = practice.post(SUPPORT, "setDisappearingChat", json!({"chatId": IRINA})).await;
    assert_eq!(few.json()["message"], "Validation failed. Details: 'value' must have at least 2 keys");
}

#[tokio::test]
async fn accounts_are_authorized_by_code_and_password() {
    let practice = Practice::pictures().await;
    let code =
        practice.post(WAREHOUSE, "getAuthorizationCode", json!({"phoneNumber": 79_991_234_567_u64})).await.json();
    assert_eq!((&code["status"], code["code"].as_str().map(str::len)), (&json!(true), Some(8)));
    let not_now = practice.post(SUPPORT, "getAuthorizationCode", json!({"phoneNumber": 79_991_234_567_u64})).await;
    assert_eq!(not_now.json()["status"], false);

    practice.get(MAX_BOT, "logout").await;
    assert_eq!(practice.get(MAX_BOT, "getAccountSettings").await.json()["phone"], "");
    let start = practice.post(MAX_BOT, "startAuthorization", json!({"phoneNumber": 79_991_234_567_u64})).await;
    assert_eq!(start.json()["status"], true);
    assert_eq!(practice.control.state(MAX_BOT).as_deref(), Some("pendingCode"));
    assert_eq!(
        practice.post(MAX_BOT, "sendAuthorizationCode", json!({"code": "000000"})).await.json()["status"],
        false
    );
    assert_eq!(practice.post(MAX_BOT, "sendAuthorizationCode", json!({"code": "123456"})).await.json()["status"], true);
    practice.wait(1);
    assert_eq!(practice.get(MAX_BOT, "getAccountSettings").await.json()["phone"], "79991234567");
}

#[tokio::test]
async fn a_passkey_is_asked_for_until_the_number_is_linked() {
    let practice = Practice::pictures().await;
    practice.control.ask_passkey(WAREHOUSE, "Confirm it");
    let qr = practice.get(WAREHOUSE, "qr").await;
    assert_eq!(qr.json(), json!({"type": "passkeyRequired", "message": "Confirm it"}));
    practice.control.authorize(WAREHOUSE, "79990001122@c.us");
    practice.wait(1);
    assert_eq!(practice.get(WAREHOUSE, "qr").await.json()["type"], "alreadyLogged");
}

#[tokio::test]
async fn a_phone_can_be_linked_into_a_restricted_account() {
    for (state, phone) in [("suspended", "79990001122"), ("yellowCard", "79990001122"), ("blocked", "")] {
        let practice = Practice::pictures().await;
        let before = practice.control.queue(WAREHOUSE).len();
        practice.control.link_into(WAREHOUSE, "79990001122:3@c.us", state);
        practice.wait(60);
        assert_eq!(practice.get(WAREHOUSE, "getStateInstance").await.json()["stateInstance"], state);
        assert_eq!(practice.get(WAREHOUSE, "getWaSettings").await.json()["phone"], phone);
        assert_eq!(practice.control.queue(WAREHOUSE).len(), before, "nothing is sent");
    }
}

#[tokio::test]
async fn a_code_to_type_is_refused_until_a_qr_code_and_many_in_a_row_restart() {
    let practice = Practice::pictures().await;
    let phone = json!({"phoneNumber": 79_991_234_567_u64});
    practice.control.refuse_codes(WAREHOUSE);
    assert_eq!(practice.post(WAREHOUSE, "getAuthorizationCode", phone.clone()).await.text, "false");
    practice.get(WAREHOUSE, "qr").await;
    assert_eq!(practice.post(WAREHOUSE, "getAuthorizationCode", phone.clone()).await.json()["status"], true);
    assert_eq!(practice.post(WAREHOUSE, "getAuthorizationCode", phone).await.text, "false");
    assert_eq!(practice.control.state(WAREHOUSE).as_deref(), Some("starting"));
}

#[tokio::test]
async fn a_password_is_judged_as_documented() {
    let practice = Practice::pictures().await;
    let answer = async |password: &str| {
        let answer = practice.post(MAX_BOT, "sendAuthorizationPassword", json!({"password": password})).await.json();
        assert_eq!(answer["status"], answer["data"]["status"] == "success");
        answer["data"]["reason"].as_str().unwrap().to_owned()
    };
    assert_eq!(answer("right").await, "already_registered");
    practice.get(MAX_BOT, "logout").await;
    assert_eq!(answer("right").await, "authorization_not_started");
    practice.control.ask_password(MAX_BOT);
    for reason in ["invalid_password", "invalid_password", "invalid_password", "rate_limit_exceeded"] {
        assert_eq!(answer("wrong").await, reason);
    }
    practice.wait(20 * 60);
    assert_eq!(practice.get(MAX_BOT, "qr").await.json()["type"], "pending_password");
    assert_eq!(answer("right").await, "");
    assert_eq!(practice.control.state(MAX_BOT).as_deref(), Some("authorized"));
    practice.control.set_state(MAX_BOT, "pendingPassword");
    practice.wait(40 * 60);
    assert_eq!(answer("right").await, "timeout");
    assert_eq!(practice.control.state(MAX_BOT).as_deref(), Some("notAuthorized"));
}

#[tokio::test]
async fn notifications_are_awaited_read_and_deleted() {
    let practice = Practice::pictures().await;
    practice.control.set_setting(SUPPORT, "incomingWebhook", "yes");
    let control = practice.control.clone();
    tokio::spawn(async move {
        while control.requests_of("receiveNotification").is_empty() {
            tokio::task::yield_now().await;
        }
        control.receive(SUPPORT, IRINA, "Ирина Соколова", "Добрый день");
    });
    let notice = practice.get(SUPPORT, "receiveNotification").await.json();
    assert_eq!(notice["body"]["typeWebhook"], "incomingMessageReceived");
    assert_eq!(practice.get(SUPPORT, "getWebhooksCount").await.text, r#"{"count":1}"#);
    let url = format!("{}/{}", practice.url(SUPPORT, "deleteNotification"), notice["receiptId"]);
    assert_eq!(read(practice.http.delete(&url)).await.unwrap().json()["result"], true);
    assert_eq!(read(practice.http.delete(&url)).await.unwrap().json()["result"], false);
    let conflict = practice.get(SALES, "receiveNotification").await;
    assert_eq!((conflict.status, conflict.json()["code"].clone()), (400, json!("INVALID_PARAM")));
}
