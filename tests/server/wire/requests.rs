//! Requests as they leave the client.

use instance_desk::green_api::{
    Access, ArchiveChat, CheckWhatsapp, ClearMessagesQueue, ClearWebhooksQueue, Failure, GetChats, GetStateInstance,
    Messenger, ShowMessagesQueue, UnarchiveChat,
};
use tokio_util::sync::CancellationToken;

use super::listener::{Listener, answer, json};
use super::{CANARY, call, client, credentials, person, whatsapp};

/// Splits a request into its request line, its header lines in lower case, and its body.
fn parts(request: &str) -> (String, Vec<String>, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap().to_owned();
    let headers = lines.map(str::to_lowercase).collect();
    (line, headers, body.to_owned())
}

#[tokio::test]
async fn clearing_is_a_get_without_query_body_or_content_type() {
    for (messenger, path) in [
        (Messenger::WhatsApp, "/waInstance1101822940"),
        (Messenger::Max, "/v3/waInstance3100077318"),
        (Messenger::Telegram, "/waInstance1101822940"),
    ] {
        let listener = Listener::start(vec![json("{\"isCleared\":true}")]).await;
        let there = credentials(messenger, &format!("http://{}", listener.address));
        let answer = call(&client(), &there, &ClearMessagesQueue).await;
        assert_eq!(answer.outcome, Ok(()));
        let (line, headers, body) = parts(&listener.requests()[0]);
        assert_eq!(line, format!("GET {path}/clearMessagesQueue/{CANARY} HTTP/1.1"));
        assert_eq!(body, "");
        for absent in ["content-type:", "content-length:", "transfer-encoding:", "authorization:", "referer:"] {
            assert!(!headers.iter().any(|header| header.starts_with(absent)), "{headers:?}");
        }
        let exchange = answer.exchange.unwrap();
        assert_eq!(exchange.url, format!("http://{}{path}/clearMessagesQueue/***", listener.address));
        assert_eq!((exchange.status, exchange.reason.as_deref()), (Some(200), Some("OK")));
        assert_eq!(exchange.body.text(), "{\"isCleared\":true}");
        assert_eq!(
            exchange.headers,
            [
                ("content-length".to_owned(), "18".to_owned()),
                ("content-type".to_owned(), "application/json".to_owned()),
            ]
        );
    }
}

#[tokio::test]
async fn an_api_url_pasted_with_v3_has_it_once() {
    let listener = Listener::start(vec![json("[]")]).await;
    let there = credentials(Messenger::Max, &format!("http://{}/v3/", listener.address));
    assert_eq!(call(&client(), &there, &ShowMessagesQueue).await.outcome, Ok(vec![]));
    assert!(listener.requests()[0].starts_with("GET /v3/waInstance3100077318/showMessagesQueue/"));
}

#[tokio::test]
async fn archiving_posts_the_chat_id_and_nothing_else() {
    let listener = Listener::start(vec![answer("200 OK", "", ""), answer("200 OK", "", "")]).await;
    let (client, there) = (client(), whatsapp(listener.address));
    assert_eq!(call(&client, &there, &ArchiveChat { chat_id: person() }).await.outcome, Ok(()));
    assert_eq!(call(&client, &there, &UnarchiveChat { chat_id: person() }).await.outcome, Ok(()));
    for (request, name) in listener.requests().iter().zip(["archiveChat", "unarchiveChat"]) {
        let (line, headers, body) = parts(request);
        assert_eq!(line, format!("POST /waInstance1101822940/{name}/{CANARY} HTTP/1.1"));
        assert_eq!(body, "{\"chatId\":\"79992047718@c.us\"}");
        assert!(headers.contains(&"content-type: application/json".to_owned()), "{headers:?}");
        assert!(headers.contains(&format!("content-length: {}", body.len())), "{headers:?}");
    }
}

#[tokio::test]
async fn no_header_holds_the_token() {
    let listener = Listener::start(vec![
        json("{\"existsWhatsapp\":true}"),
        json("{\"isCleared\":true}"),
        json("[{\"id\":\"1@c.us\"}]"),
    ])
    .await;
    let (client, there) = (client(), whatsapp(listener.address));
    assert!(call(&client, &there, &CheckWhatsapp { chat_id: person() }).await.outcome.unwrap().exists);
    assert_eq!(call(&client, &there, &ClearWebhooksQueue).await.outcome, Ok(()));
    assert_eq!(call(&client, &there, &GetChats { count: Some(3) }).await.outcome.unwrap().len(), 1);
    let requests = listener.requests();
    assert_eq!(parts(&requests[1]).0, format!("DELETE /waInstance1101822940/clearWebhooksQueue/{CANARY} HTTP/1.1"));
    assert_eq!(parts(&requests[2]).0, format!("GET /waInstance1101822940/getChats/{CANARY}?count=3 HTTP/1.1"));
    for request in requests {
        let (line, headers, body) = parts(&request);
        assert!(line.contains(CANARY));
        assert!(!headers.iter().any(|header| header.contains(CANARY)) && !body.contains(CANARY));
    }
}

#[tokio::test]
async fn what_a_messenger_lacks_is_not_asked() {
    let listener = Listener::start(vec![]).await;
    let there = credentials(Messenger::Max, &format!("http://{}", listener.address));
    let answer = call(&client(), &there, &ArchiveChat { chat_id: person() }).await;
    assert!(answer.exchange.is_none());
    let expected = Failure::NotAvailable { method: "archiveChat", messenger: Messenger::Max };
    assert_eq!(answer.outcome, Err(expected));
    assert!(listener.requests().is_empty());
}

#[tokio::test]
async fn an_instance_to_look_at_only_is_read_and_never_changed() {
    let listener = Listener::start(vec![json(r#"{"stateInstance":"authorized"}"#), json("{}")]).await;
    let (client, there) = (client(), whatsapp(listener.address));
    client.set_access(&there.id_instance, Access::LookOnly);
    let answer = call(&client.clone(), &there, &ArchiveChat { chat_id: person() }).await;
    assert!(answer.exchange.is_none());
    assert_eq!(answer.outcome.map(drop), Err(Failure::LookOnly { method: "archiveChat" }));
    let turn = client.turn::<ClearMessagesQueue>(&there).await;
    let answer = client.call_in_turn(turn, &there, &ClearMessagesQueue, &CancellationToken::new()).await;
    assert_eq!(answer.outcome.map(drop), Err(Failure::LookOnly { method: "clearMessagesQueue" }));
    assert!(call(&client, &there, &GetStateInstance).await.outcome.is_ok());
    client.set_access(&there.id_instance, Access::Full);
    call(&client, &there, &ArchiveChat { chat_id: person() }).await;
    let lines: Vec<String> = listener.requests().iter().map(|request| parts(request).0).collect();
    let of = |method| lines.iter().filter(|line| line.contains(method)).count();
    assert_eq!((lines.len(), of("getStateInstance"), of("archiveChat")), (2, 1, 1), "{lines:?}");
}
