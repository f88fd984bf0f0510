//! Responses of the gateway before a method is reached.

use instance_desk::practice::V3Path;
use serde_json::json;

use super::client::{MAX_BOT, Practice, SALES, SUPPORT, read};

#[tokio::test]
async fn a_wrong_token_is_401_and_empty() {
    let practice = Practice::pictures().await;
    let url = format!("{}/waInstance{SALES}/getSettings/0123", practice.server.api_url());
    let reply = read(practice.http.get(url)).await.unwrap();
    assert_eq!((reply.status, reply.text.as_str()), (401, ""));
    assert_eq!((reply.header("content-type"), reply.header("content-length")), ("application/json", "0"));
}

#[tokio::test]
async fn a_wrong_id_is_a_403_page_and_a_wrong_path_a_404_page() {
    let practice = Practice::pictures().await;
    let api_url = practice.server.api_url();
    for (path, status, title) in [
        ("/waInstance7103999999/getSettings/0123", 403, "403 Forbidden"),
        ("/waInstance7103004512/getNothing/0123", 404, "404 Not Found"),
        ("/waInstance7103004512/v3/getSettings/0123", 404, "404 Not Found"),
        ("/v4/waInstance7103004512/getSettings/0123", 404, "404 Not Found"),
        ("/", 404, "404 Not Found"),
    ] {
        let reply = read(practice.http.get(format!("{api_url}{path}"))).await.unwrap();
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(reply.header("content-type"), "text/html");
        assert!(reply.text.contains(&format!("<h1>{title}</h1>")) && reply.text.contains("nginx"), "{}", reply.text);
    }
}

#[tokio::test]
async fn a_wrong_verb_echoes_path_and_token() {
    let practice = Practice::pictures().await;
    let reply = practice.post(SALES, "clearMessagesQueue", json!({})).await;
    assert_eq!(reply.status, 404);
    let token = &practice.server.instances()[0].api_token_instance;
    let error = reply.json();
    assert_eq!(error["path"], format!("/waInstance{SALES}/clearMessagesQueue/{token}"));
    assert_eq!(error["message"], format!("Cannot POST /waInstance{SALES}/clearMessagesQueue/{token}"));
    assert_eq!(error["statusCode"], 404);
    assert_eq!(practice.control.queue(SALES).len(), 128);
}

#[tokio::test]
async fn the_limit_comes_first_and_is_told_in_headers() {
    let practice = Practice::pictures().await;
    let first = practice.get(SALES, "getSettings").await;
    assert_eq!((first.header("x-ratelimit-remaining"), first.header("x-ratelimit-replenish-rate")), ("0", "1"));
    let url = format!("{}/waInstance{SALES}/getSettings/wrong", practice.server.api_url());
    let limited = read(practice.http.get(&url)).await.unwrap();
    assert_eq!((limited.status, limited.text.as_str()), (429, ""));
    assert_eq!(practice.get(SALES, "getStateInstance").await.status, 200, "each method has its own");
    assert_eq!(practice.get(SUPPORT, "getSettings").await.status, 200, "each instance has its own");
    practice.wait(1);
    assert_eq!(read(practice.http.get(&url)).await.unwrap().status, 401);
}

#[tokio::test]
async fn ten_archives_a_second_are_granted() {
    let practice = Practice::pictures().await;
    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(practice.post(SUPPORT, "archiveChat", json!({"chatId": "79031182004@c.us"})).await.status);
    }
    assert_eq!(statuses, [[400; 10].as_slice(), &[429]].concat());
}

#[tokio::test]
async fn max_answers_with_and_without_v3_until_it_is_strict() {
    let practice = Practice::pictures().await;
    let bare = practice.url(MAX_BOT, "getSettings").replace("/v3/", "/");
    let reply = read(practice.http.get(&bare)).await.unwrap();
    assert_eq!(reply.json()["typeInstance"], "v3");
    practice.wait(1);
    assert_eq!(practice.get(MAX_BOT, "getSettings").await.status, 200);
    practice.wait(1);
    practice.control.set_v3(V3Path::Required);
    assert_eq!(read(practice.http.get(&bare)).await.unwrap().status, 404);
    let whatsapp = practice.url(SALES, "getSettings").replace("/waInstance", "/v3/waInstance");
    assert_eq!(read(practice.http.get(whatsapp)).await.unwrap().status, 404);
    practice.control.set_v3(V3Path::Absent);
    assert_eq!(read(practice.http.get(&bare)).await.unwrap().json()["typeInstance"], "v3");
    let page = practice.get(MAX_BOT, "getSettings").await;
    assert!(page.status == 404 && page.text.contains("<center>nginx</center>"), "{}", page.text);
}

#[tokio::test]
async fn names_are_taken_in_any_case_and_options_is_204() {
    let practice = Practice::pictures().await;
    assert_eq!(practice.get(SALES, "GetStateInstance").await.json()["stateInstance"], "blocked");
    let url = practice.url(SALES, "clearMessagesQueue");
    let options = read(practice.http.request(reqwest::Method::OPTIONS, url)).await.unwrap();
    assert_eq!(options.status, 204);
    assert_eq!(practice.control.queue(SALES).len(), 128);
}

#[tokio::test]
async fn the_announcement_lists_every_instance() {
    let practice = Practice::pictures().await;
    let line: serde_json::Value = serde_json::from_str(&practice.server.announcement()).unwrap();
    let instances = line["instances"].as_array().unwrap();
    assert_eq!(instances.len(), 5);
    assert_eq!(instances[2]["messenger"], "max");
    assert_eq!(instances[2]["idInstance"], MAX_BOT);
    assert_eq!(instances[2]["apiUrl"], practice.server.api_url());
    assert_eq!(instances[2]["apiTokenInstance"].as_str().unwrap().len(), 50);
}

#[tokio::test]
async fn requests_are_seen_as_they_came() {
    let practice = Practice::pictures().await;
    practice.post(SUPPORT, "archiveChat", json!({"chatId": "79123456789@c.us"})).await;
    let seen = practice.control.requests_of("archivechat");
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].verb.as_str(), seen[0].id_instance.as_str(), seen[0].status), ("POST", SUPPORT, Some(200)));
    assert_eq!(seen[0].body, r#"{"chatId":"79123456789@c.us"}"#);
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
}
