//! Methods that other programs use: Telegram's, groups, statuses, files, contacts, the partner's.

use instance_desk::practice::{Chat, InstanceSeed, Messenger, World};
use serde_json::json;

use super::client::{Practice, SALES, SUPPORT, read};

const IRINA: &str = "79123456789@c.us";
const TELEGRAM: &str = "4100000001";

#[tokio::test]
async fn telegram_archives_by_decimal_ids_and_clears_notifications_by_get_too() {
    let chats = vec![Chat::person("10000000", "Lev"), Chat::person("10000001", "").silent()];
    let seed = InstanceSeed::new(Messenger::Telegram, TELEGRAM, "News").chats(chats);
    let practice = Practice::start(World::empty().with(seed)).await;
    assert_eq!(practice.post(TELEGRAM, "archiveChat", json!({"chatId": "10000000"})).await.status, 200);
    assert!(practice.control.chat(TELEGRAM, "10000000").is_some_and(|chat| chat.archived));
    let silent = practice.post(TELEGRAM, "archiveChat", json!({"chatId": "10000001"})).await;
    assert_eq!(silent.text, "ArchiveChatError: cannot archive chat cause last message not found in chat");
    assert_eq!(practice.get(TELEGRAM, "getSettings").await.json()["typeInstance"], "telegram");
    assert_eq!(practice.get(TELEGRAM, "clearWebhooksQueue").await.json()["isCleared"], true);
    let delete = read(practice.http.delete(practice.url(TELEGRAM, "clearWebhooksQueue"))).await.unwrap();
    assert_eq!(delete.json()["reason"], "Too many requests");
}

#[tokio::test]
async fn telegram_names_the_id_of_a_queue_item_in_its_own_way_and_changes_its_token() {
    let seed = InstanceSeed::new(Messenger::Telegram, TELEGRAM, "News").state("notAuthorized");
    let practice = Practice::start(World::empty().with(seed)).await;
    let contact = json!({"phoneContact": 79_001_234_568_u64, "firstName": "Lev"});
    for (method, body) in [
        ("sendMessage", json!({"chatId": "10000000", "message": "Hi", "typingTime": 2000, "typingType": "text"})),
        ("sendContact", json!({"chatId": "10000000", "contact": contact})),
    ] {
        practice.wait(1);
        let id = practice.post(TELEGRAM, method, body).await.json()["idMessage"].clone();
        let queue = practice.get(TELEGRAM, "showMessagesQueue").await.json();
        let last = queue.as_array().unwrap().last().unwrap();
        assert_eq!((&last["idMessage"], last.get("messageID")), (&id, None));
    }
    assert!(practice.get(TELEGRAM, "updateApiToken").await.json()["apiTokenInstance"].is_string());
}

#[tokio::test]
async fn whatsapp_clears_notifications_by_delete_alone() {
    let practice = Practice::pictures().await;
    assert_eq!(practice.get(SALES, "clearWebhooksQueue").await.status, 404);
}

#[tokio::test]
async fn a_group_is_made_changed_and_left() {
    let practice = Practice::pictures().await;
    let made = practice.post(SUPPORT, "createGroup", json!({"groupName": "Practice", "chatIds": [IRINA]})).await.json();
    let id = made["chatId"].as_str().unwrap();
    let person = json!({"groupId": id, "participantChatId": "79992047718@c.us"});
    let added = practice.post(SUPPORT, "addGroupParticipant", person.clone()).await;
    assert_eq!(added.text, r#"{"addParticipant":true}"#);
    assert_eq!(practice.post(SUPPORT, "setGroupAdmin", person).await.text, r#"{"setGroupAdmin":true}"#);
    let data = practice.post(SUPPORT, "getGroupData", json!({"groupId": id})).await.json();
    assert_eq!(data["subject"], "Practice");
    assert_eq!(data["participants"][2], json!({"id": "79992047718@c.us", "isAdmin": true, "isSuperAdmin": false}));
    assert!(practice.control.chat(SUPPORT, id).is_some_and(|chat| chat.group));
    let unknown = practice.post(SUPPORT, "leaveGroup", json!({"groupId": "120363999999999999@g.us"})).await;
    assert_eq!(unknown.status, 400);
}

#[tokio::test]
async fn a_status_waits_and_can_be_taken_back() {
    let practice = Practice::pictures().await;
    practice.control.set_setting(SUPPORT, "delaySendMessagesMilliseconds", 600_000);
    practice.post(SUPPORT, "sendMessage", json!({"chatId": IRINA, "message": "first"})).await;
    let status = practice.post(SUPPORT, "sendTextStatus", json!({"message": "Open until 20:00"})).await.json();
    assert_eq!(practice.get(SUPPORT, "getOutgoingStatuses").await.json()[0]["textMessage"], "Open until 20:00");
    let delete = json!({"idMessage": status["idMessage"]});
    let deleted = practice.post(SUPPORT, "deleteStatus", delete.clone()).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (200, ""));
    assert_eq!(practice.post(SUPPORT, "deleteStatus", delete).await.text, "ID message notfound");
}

#[tokio::test]
async fn an_uploaded_file_waits_as_a_file_by_its_link() {
    let practice = Practice::pictures().await;
    let form = "--b\r\nContent-Disposition: form-data; name=\"chatId\"\r\n\r\n79123456789@c.us\r\n--b\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"price.pdf\"\r\n\r\nPDF\r\n--b--\r\n";
    let url = practice.url(SALES, "sendFileByUpload");
    let request = practice.http.post(&url).header("content-type", "multipart/form-data; boundary=b").body(form);
    let sent = read(request).await.unwrap().json();
    let queue = practice.control.queue(SALES);
    let last = queue.last().unwrap();
    assert_eq!(last["messageID"], sent["idMessage"]);
    assert_eq!((&last["type"], &last["body"]["fileName"]), (&json!("sendFileByUrl"), &json!("price.pdf")));
    assert_eq!(last["body"]["urlFile"], sent["urlFile"]);
}

#[tokio::test]
async fn a_body_that_is_not_called_json_is_not_read() {
    let practice = Practice::pictures().await;
    let request = practice.http.post(practice.url(SUPPORT, "archiveChat")).body(r#"{"chatId":"79123456789@c.us"}"#);
    let reply = read(request).await.unwrap();
    assert_eq!(reply.json()["message"], "Validation failed. Details: 'value' must have at least 1 key");
}

#[tokio::test]
async fn contacts_are_added_and_renamed() {
    let practice = Practice::pictures().await;
    let lev = |first: &str| json!({"chatId": "79035550011@c.us", "firstName": first});
    assert_eq!(practice.post(SUPPORT, "editContact", lev("Lev")).await.status, 404);
    assert_eq!(practice.post(SUPPORT, "addContact", lev("Lev")).await.text, r#"{"addContact":true}"#);
    assert_eq!(practice.post(SUPPORT, "addContact", lev("Lev")).await.status, 400);
    assert_eq!(practice.post(SUPPORT, "editContact", lev("Leo")).await.text, r#"{"editContact":true}"#);
    assert_eq!(practice.control.chat(SUPPORT, "79035550011@c.us").unwrap().contact_name, "Leo");
}

#[tokio::test]
async fn a_partner_makes_an_instance_and_deletes_it() {
    let practice = Practice::pictures().await;
    let partner = |method: &str| format!("{}/partner/{method}/gac.practice", practice.server.api_url());
    let post = |method: &str, body: serde_json::Value| {
        let request = practice.http.post(partner(method)).header("content-type", "application/json");
        read(request.body(body.to_string()))
    };
    let made = post("createInstance", json!({"name": "New", "incomingWebhook": "yes"})).await.unwrap().json();
    let (id, token) = (made["idInstance"].to_string(), made["apiTokenInstance"].as_str().unwrap());
    let url = format!("{}/waInstance{id}/getSettings/{token}", practice.server.api_url());
    assert_eq!(read(practice.http.get(&url)).await.unwrap().json()["incomingWebhook"], "yes");
    let listed = read(practice.http.get(partner("getInstances"))).await.unwrap().json();
    assert_eq!(listed.as_array().unwrap().len(), 6);
    let deleted = post("deleteInstanceAccount", json!({"idInstance": made["idInstance"]})).await.unwrap();
    assert_eq!(deleted.text, r#"{"deleteInstanceAccount":true}"#);
    assert_eq!(read(practice.http.get(&url)).await.unwrap().status, 403);
    let stranger = format!("{}/partner/getInstances/nobody", practice.server.api_url());
    assert_eq!(read(practice.http.get(stranger)).await.unwrap().status, 401);
}
