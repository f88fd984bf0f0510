//! Faults on demand.

use std::io::Write;
use std::time::{Duration, Instant};

use instance_desk::practice::{ANY_METHOD, Fault, Quota};
use serde_json::json;

use super::client::{Practice, SALES, SUPPORT};

const CLEAR: &str = "clearMessagesQueue";

#[tokio::test]
async fn answers_in_the_place_of_a_clear_leave_the_queue() {
    let practice = Practice::pictures().await;
    let maintenance = Fault::Status { status: 503, content_type: "text/plain".into(), body: "maintenance".into() };
    for (fault, status, text) in [
        (Fault::BareFalse, 200, "false"),
        (Fault::NotCleared, 200, r#"{"isCleared":false}"#),
        (Fault::Null, 200, "null"),
        (Fault::Body(r#"{"code":401}"#.into()), 200, r#"{"code":401}"#),
        (Fault::RateLimited, 429, ""),
        (maintenance, 503, "maintenance"),
        (Fault::CheckLimit, 469, r#"{"reason":"User get contact info limit reached"}"#),
    ] {
        practice.control.fault(CLEAR, fault, 1);
        let reply = practice.get(SALES, CLEAR).await;
        assert_eq!((reply.status, reply.text.as_str()), (status, text));
        practice.wait(1);
    }
    for (fault, status, words) in [
        (Fault::Html, 200, "Sign in to the network"),
        (Fault::FilterPage(407), 407, "Access denied by policy"),
        (Fault::GatewayPage(403), 403, "<title>403 Forbidden</title>"),
        (Fault::BadGateway, 502, "<center>nginx</center>"),
    ] {
        practice.control.fault(CLEAR, fault, 1);
        let reply = practice.get(SALES, CLEAR).await;
        assert_eq!(reply.status, status);
        assert!(reply.header("content-type").starts_with("text/html") && reply.text.contains(words));
        practice.wait(1);
    }
    assert_eq!(practice.control.queue(SALES).len(), 128);
    assert_eq!(practice.get(SALES, CLEAR).await.json()["isCleared"], true, "all faults are used up");
}

#[tokio::test]
async fn the_quota_has_four_shapes() {
    let practice = Practice::pictures().await;
    for (quota, calls, chats) in
        [(Quota::Calls, true, false), (Quota::Correspondents, false, true), (Quota::Both, true, true)]
    {
        practice.control.fault("checkWhatsapp", Fault::Quota(quota), 1);
        let reply = practice.post(SUPPORT, "checkWhatsapp", json!({"phoneNumber": 79_123_456_789_u64})).await;
        assert_eq!(reply.status, 466);
        assert_eq!(reply.json()["invokeStatus"].is_object(), calls);
        assert_eq!(reply.json()["correspondentsStatus"].is_object(), chats);
    }
    practice.control.fault("checkWhatsapp", Fault::Quota(Quota::Flat), 1);
    let reply = practice.post(SUPPORT, "checkWhatsapp", json!({"phoneNumber": 79_123_456_789_u64})).await;
    assert_eq!((reply.status, &reply.json()["status"]), (466, &json!("QUOTE_EXCEEDED")));
}

#[tokio::test]
async fn a_stuck_message_stays_after_a_yes() {
    let practice = Practice::pictures().await;
    practice.control.fault(CLEAR, Fault::StuckMessage, 1);
    assert_eq!(practice.get(SALES, CLEAR).await.text, r#"{"isCleared":true}"#);
    assert_eq!(practice.get(SALES, "showMessagesQueue").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_dropped_connection_gives_no_answer_and_the_server_lives_on() {
    let practice = Practice::pictures().await;
    practice.control.fault(CLEAR, Fault::DropConnection, 1);
    assert!(practice.try_get(SALES, CLEAR).await.is_err());
    assert_eq!(practice.control.queue(SALES).len(), 128);
    practice.wait(1);
    practice.control.fault(CLEAR, Fault::DropAfterEffect, 1);
    assert!(practice.try_get(SALES, CLEAR).await.is_err());
    assert!(practice.control.queue(SALES).is_empty(), "done, though nobody was told");
    assert_eq!(practice.control.requests_of(CLEAR).iter().map(|seen| seen.status).collect::<Vec<_>>(), [None, None]);
    assert_eq!(practice.get(SALES, "getStateInstance").await.status, 200);
}

#[tokio::test]
async fn a_cut_body_begins_and_breaks_off() {
    let practice = Practice::pictures().await;
    practice.control.fault("getSettings", Fault::CutBody, 1);
    let mut response = practice.http.get(practice.url(SALES, "getSettings")).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let promised = response.content_length().unwrap();
    let mut received = Vec::new();
    let error = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => received.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    assert!(error.is_some(), "the rest never comes");
    assert_eq!(received.len() as u64, promised / 2);
    assert!(received.starts_with(b"{\"wid\""));
    practice.wait(1);
    assert_eq!(practice.get(SALES, "getSettings").await.json()["typeInstance"], "whatsapp");
}

#[tokio::test]
async fn truncated_json_is_whole_by_its_length() {
    let practice = Practice::pictures().await;
    practice.control.fault("getSettings", Fault::TruncatedJson, 1);
    let reply = practice.get(SALES, "getSettings").await;
    assert_eq!(reply.header("content-length"), reply.text.len().to_string());
    assert!(serde_json::from_str::<serde_json::Value>(&reply.text).is_err());
}

#[tokio::test]
async fn answers_come_late_slowly_or_never() {
    let practice = Practice::pictures().await;
    let answer = practice.control.hold(CLEAR);
    let mut held = std::pin::pin!(practice.get(SALES, CLEAR));
    while practice.control.requests_of(CLEAR).is_empty() || !practice.control.queue(SALES).is_empty() {
        assert!(tokio::time::timeout(Duration::from_millis(1), &mut held).await.is_err(), "answered before");
    }
    assert_eq!(practice.control.requests_of(CLEAR)[0].status, None, "done, but not answered");
    answer.open();
    assert_eq!(held.await.json()["isCleared"], true);

    practice.wait(1);
    practice.control.fault(CLEAR, Fault::Delay(Duration::from_millis(200)), 1);
    let begun = Instant::now();
    assert_eq!(practice.get(SALES, CLEAR).await.json()["isCleared"], true);
    assert!(begun.elapsed() >= Duration::from_millis(200));

    practice.control.fault("getStateInstance", Fault::SlowBody(Duration::from_millis(1)), 1);
    let begun = Instant::now();
    assert_eq!(practice.get(SALES, "getStateInstance").await.json()["stateInstance"], "blocked");
    assert!(begun.elapsed() >= Duration::from_millis(100), "a hundred bytes and more, one at a time");

    practice.control.fault(ANY_METHOD, Fault::Hang, u32::MAX);
    let waiting = tokio::time::timeout(Duration::from_millis(200), practice.try_get(SUPPORT, "getSettings"));
    assert!(waiting.await.is_err());
    practice.control.clear_faults();
    practice.wait(1);
    assert_eq!(practice.get(SUPPORT, "getSettings").await.status, 200);
}

#[tokio::test]
async fn the_count_can_have_its_cyrillic_key() {
    let practice = Practice::pictures().await;
    practice.control.fault("getMessagesCount", Fault::CyrillicCount, 1);
    assert_eq!(practice.get(SALES, "getMessagesCount").await.text, "{\"\u{441}ount\":128}");
}

#[tokio::test]
async fn names_can_end_in_half_an_emoji() {
    let practice = Practice::pictures().await;
    practice.control.fault("getChats", Fault::HalfEmoji, 1);
    let halved = practice.get(SUPPORT, "getChats").await.text;
    practice.wait(1);
    let whole = practice.get(SUPPORT, "getChats").await;
    assert_eq!(halved.matches(r#"\ud83d""#).count(), whole.json().as_array().unwrap().len());
    assert_eq!(halved.replace(r"\ud83d", ""), whole.text);
}

#[tokio::test]
async fn errors_can_all_be_objects() {
    let practice = Practice::pictures().await;
    practice.control.set_json_errors(true);
    let reply = practice.post(SUPPORT, "archiveChat", json!({"chatId": "71234567890@c.us"})).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["message"], "ArchiveChatError: chat with id 71234567890@c.us not found");
}

#[tokio::test]
async fn a_stopped_server_takes_nothing_more() {
    let practice = Practice::pictures().await;
    practice.server.stop();
    // A request that is on its way may still be answered.
    while practice.try_get(SALES, "getSettings").await.is_ok() {}
    assert!(practice.try_get(SALES, "getSettings").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_hang_up_nothing_more_comes() {
    let practice = Practice::pictures().await;
    let noted = || practice.control.requests_of(CLEAR).len();
    let mut before = 0;
    for _ in 0..50 {
        let url = practice.url(SALES, CLEAR);
        let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap();
        let mut client = std::net::TcpStream::connect(host).unwrap();
        assert_eq!(noted(), before, "the server was waited for");
        client.write_all(format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
        drop(client);
        practice.control.wait_for_hang_up().unwrap();
        before = noted();
    }
    assert!(before > 0, "none was read before the server saw the hang-up");
}
