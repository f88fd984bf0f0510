//! Responses, whole or broken.

use std::time::Duration;

use instance_desk::green_api::{
    ArchiveChat, Cause, ClearMessagesQueue, Detail, Failure, GetChats, GetContacts, GetSettings, GetStateInstance,
    InstanceState, MessageKind, Messenger, Qr, ShowMessagesQueue,
};

use super::listener::{Listener, Script, answer, json};
use super::{CANARY, call, client, credentials, person, whatsapp};

/// A page from a filter between the client and the server.
const HTML: &str = "<!DOCTYPE html><html><head><title>Access denied by policy</title></head></html>";

/// Returns a page of nginx, which runs in front of the gateway.
fn gateway_page(status: &str) -> Script {
    let page = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         <hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n"
    );
    answer(status, "Content-Type: text/html\r\n", &page)
}

fn page_of_another(status: &str) -> Script {
    answer(status, "Content-Type: text/html\r\n", HTML)
}

async fn failure_of_clearing(script: Script) -> Failure {
    let listener = Listener::start(vec![script]).await;
    let client = client();
    let answer = call(&client, &whatsapp(listener.address), &ClearMessagesQueue).await;
    assert_eq!(listener.requests().len(), 1);
    let failure = answer.outcome.unwrap_err();
    assert_eq!(answer.exchange.unwrap().failure.as_ref(), Some(&failure));
    assert_eq!(client.log().newest_first().len(), 1);
    failure
}

#[tokio::test]
async fn every_odd_answer_has_its_failure() {
    let cut = |text: &str| Script::AnswerAndClose(text.as_bytes().to_vec());
    for (script, name, unknown) in [
        (json("false"), "NotCleared", false),
        (json("null"), "NotCleared", false),
        (json(""), "NotCleared", false),
        (json("{\"isCleared\":false}"), "NotCleared", false),
        (json("{\"code\":401,\"description\":\"Unauthorized\"}"), "BadToken", false),
        (json("{\"isCleared\":tr"), "NotJson", true),
        (json("{\"cleared\":true}"), "WrongReply", true),
        (page_of_another("200 OK"), "Html", true),
        (page_of_another("401 Unauthorized"), "Html", true),
        (page_of_another("403 Forbidden"), "Html", true),
        (answer("401 Unauthorized", "Content-Type: text/plain\r\n", "Sign in to this network"), "Html", true),
        (answer("403 Forbidden", "Content-Type: text/plain\r\n", "Access denied by policy"), "Html", true),
        (
            answer("403 Forbidden", "Content-Type: text/plain\r\n", "Your account is suspended"),
            "AccountSuspended",
            false,
        ),
        (page_of_another("404 Not Found"), "Html", true),
        (page_of_another("407 Proxy Authentication Required"), "Html", false),
        (answer("407 Proxy Authentication Required", "", ""), "Html", false),
        (page_of_another("429 Too Many Requests"), "Html", true),
        (page_of_another("466 Quota Exceeded"), "Html", true),
        (page_of_another("500 Internal Server Error"), "Html", true),
        (page_of_another("502 Bad Gateway"), "Html", true),
        (page_of_another("511 Network Authentication Required"), "Html", false),
        (answer("204 No Content", "", ""), "Empty", true),
        (json(&format!("\"{}\"", "x".repeat(70 << 10))), "BodyTooLarge", true),
        (cut("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"isClea"), "ConnectionLost", true),
        (cut("HTTP/1.1 200 OK\r\nContent-Le"), "ConnectionLost", true),
        (cut("no HTTP at all\r\n\r\n"), "ConnectionLost", true),
        (Script::Close, "ConnectionLost", true),
        (answer("401 Unauthorized", "Content-Type: application/json\r\n", ""), "BadToken", false),
        (gateway_page("403 Forbidden"), "Forbidden", false),
        (gateway_page("404 Not Found"), "NotFound", false),
        (answer("429 Too Many Requests", "Retry-After: 3\r\n", ""), "RateLimited", false),
        (answer("500 Internal Server Error", "", "oops"), "ServerError", true),
        (gateway_page("502 Bad Gateway"), "BadGateway", true),
        (answer("302 Found", "Location: /elsewhere\r\n", ""), "Redirected", false),
        (answer("307 Temporary Redirect", "Location: https://evil.example/\r\n", ""), "Redirected", false),
    ] {
        let failure = failure_of_clearing(script).await;
        assert_eq!((failure.name(), failure.is_outcome_unknown()), (name, unknown), "{failure:?}");
    }
}

/// Returns the cause in a failure of the connection.
fn cause(failure: &Failure) -> Cause {
    let (Failure::ConnectionLost { cause } | Failure::NoConnection { cause } | Failure::TlsFailed { cause }) = failure
    else {
        panic!("{failure:?}")
    };
    let Detail::Reported { cause, .. } = cause else { panic!("{failure:?}") };
    *cause
}

#[tokio::test]
async fn each_way_in_which_a_connection_breaks_has_words() {
    let cut = |text: &str| Script::AnswerAndClose(text.as_bytes().to_vec());
    let chunked = |text: &str| cut(&format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{text}"));
    for (script, expected) in [
        (cut("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"isClea"), Cause::Closed),
        (cut("HTTP/1.1 200 OK\r\nContent-Le"), Cause::Closed),
        (cut("no HTTP at all\r\n\r\n"), Cause::NotHttp),
        (Script::Close, Cause::Closed),
        (chunked("5\r\n{\"isC"), Cause::Closed),
        (chunked("5\r\n{\"isC\r\n"), Cause::Closed),
        (chunked("5\r\n{\"is"), Cause::Closed),
        (chunked("5"), Cause::Closed),
        (chunked(""), Cause::Closed),
        (chunked("zz\r\n{}"), Cause::Garbled),
        (chunked("5\r\n{\"isClea"), Cause::Garbled),
        (chunked("fffffffffffffffff\r\n{}"), Cause::Garbled),
        (chunked(&format!("2;{}\r\n{{}}", "x".repeat(20_000))), Cause::Garbled),
        (chunked("2\r\n{}\r\n0\r\nno trailer\r\n\r\n"), Cause::Garbled),
    ] {
        let failure = failure_of_clearing(script).await;
        assert_eq!(cause(&failure), expected, "{failure:?}");
    }
}

#[tokio::test]
async fn silence_is_waited_for_and_then_named() {
    let failure = failure_of_clearing(Script::Silence).await;
    let Failure::TimedOut { after, sent: true } = failure else { panic!("{failure:?}") };
    assert!((Duration::from_millis(390)..Duration::from_secs(2)).contains(&after), "{after:?}");
    let stalled = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"isClea".to_vec();
    let failure = failure_of_clearing(Script::Answer(stalled)).await;
    assert!(matches!(failure, Failure::TimedOut { sent: true, .. }), "{failure:?}");
}

#[tokio::test]
async fn a_cut_answer_stays_visible() {
    let part = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"isClea".to_vec();
    let listener = Listener::start(vec![Script::AnswerAndClose(part)]).await;
    let answer = call(&client(), &whatsapp(listener.address), &ClearMessagesQueue).await;
    let exchange = answer.exchange.unwrap();
    assert_eq!((exchange.status, &*exchange.body.text(), exchange.body_bytes), (Some(200), "{\"isClea", 8));
}

#[tokio::test]
async fn the_token_echoed_by_the_server_is_masked() {
    let percent: String = CANARY.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let escaped: String = CANARY.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    for echoed in [CANARY, &percent, &escaped] {
        let path = format!("/waInstance1101822940/archiveChat/{echoed}");
        let body = format!(r#"{{"statusCode":404,"path":"{path}","message":"Cannot GET {path} ({echoed})"}}"#);
        let headers = format!("X-RateLimit-Note: {CANARY}\r\n");
        let listener = Listener::start(vec![answer("404 Not Found", &headers, &body)]).await;
        let answer = call(&client(), &whatsapp(listener.address), &ArchiveChat { chat_id: person() }).await;
        let failure = answer.outcome.unwrap_err();
        assert_eq!(failure.server_text(), Some("Cannot GET /waInstance1101822940/archiveChat/*** (***)"));
        let exchange = answer.exchange.unwrap();
        assert!(
            exchange.body.text().starts_with(r#"{"statusCode":404,"path":"/waInstance1101822940/archiveChat/***","#)
        );
        assert!(exchange.headers.contains(&("x-ratelimit-note".to_owned(), "***".to_owned())));
    }
    // The token inside answers whose status is a success.
    for body in [CANARY.to_owned(), format!("[\"{CANARY}\"]"), format!(r#"{{"isCleared":false,"reason":"{CANARY}"}}"#)]
    {
        failure_of_clearing(json(&body)).await;
    }
}

/// A server echoes the token in unexpected places.
#[tokio::test]
async fn the_token_echoed_in_a_success_is_masked() {
    let echoed = [CANARY.to_owned(), CANARY.bytes().map(|byte| format!("\\u{byte:04x}")).collect()];
    for echoed in echoed {
        let item = format!(
            r#"[{{"id":"1@c.us","name":"{echoed}","type":"{echoed}","contactName":"{echoed}","messageID":"1"}}]"#
        );
        let headers = format!("X-RateLimit-{CANARY}: 1\r\n");
        let mut script = vec![answer("200 OK", &headers, &format!(r#"{{"stateInstance":"{echoed}"}}"#))];
        script.push(json(&format!(r#"{{"wid":"{echoed}","typeInstance":"{echoed}"}}"#)));
        script.extend([json(&item), json(&item), json(&item), json(r#"{"type":"odd","message":""}"#)]);
        script.push(json(&format!(r#"{{"type":"{echoed}","message":"{echoed}"}}"#)));
        let listener = Listener::start(script).await;
        let (client, there) = (client(), whatsapp(listener.address));
        let state = call(&client, &there, &GetStateInstance).await;
        let settings = call(&client, &there, &GetSettings).await.outcome.unwrap();
        let chats = call(&client, &there, &GetChats { count: None }).await.outcome.unwrap();
        let contacts = call(&client, &there, &GetContacts::default()).await.outcome.unwrap();
        let queue = call(&client, &there, &ShowMessagesQueue).await.outcome.unwrap();
        call(&client, &there, &Qr).await.outcome.unwrap();
        let odd = call(&client, &there, &Qr).await.outcome.unwrap();
        assert_eq!(state.outcome.unwrap().name(), Some("***"));
        assert_eq!(settings.wid.as_deref(), Some("***"));
        assert_eq!(queue[0].kind, MessageKind::Other("***".to_owned()));
        // Queued messages stay unredacted, because they are resent as they were.
        assert_eq!(queue[0].raw["name"], CANARY);
        assert!(!format!("{chats:?} {contacts:?} {odd:?}").contains(CANARY));
        assert!(state.exchange.unwrap().headers.contains(&("x-ratelimit-***".to_owned(), "1".to_owned())));
    }
}

#[tokio::test]
async fn no_wait_is_longer_than_an_hour() {
    let listener = Listener::start(vec![answer("429 Too Many Requests", "Retry-After: 4294967295\r\n", "")]).await;
    let failure = call(&client(), &whatsapp(listener.address), &GetStateInstance).await.outcome.unwrap_err();
    let Failure::RateLimited { retry_after: Some(wait), .. } = failure else { panic!("{failure:?}") };
    assert_eq!(wait, Duration::from_secs(60 * 60));
}

#[tokio::test]
async fn secrets_in_settings_are_not_kept() {
    let body = format!(r#"{{"incomingWebhook":"yes","webhookUrlToken":"{CANARY}x"}}"#);
    let listener = Listener::start(vec![json(&body)]).await;
    let answer = call(&client(), &whatsapp(listener.address), &GetSettings).await;
    assert_eq!(answer.exchange.unwrap().body.text(), r#"{"incomingWebhook":"yes","webhookUrlToken":"***"}"#);
    let settings = answer.outcome.unwrap();
    assert!(settings.incoming_webhook == Some(true) && !format!("{settings:?}").contains(CANARY));
}

#[tokio::test]
async fn null_is_a_state_but_no_queue() {
    let listener = Listener::start(vec![json("null"), json("null"), answer("200 OK", "", "")]).await;
    let (client, there) = (client(), whatsapp(listener.address));
    assert_eq!(call(&client, &there, &GetStateInstance).await.outcome, Ok(InstanceState::BeingCreated));
    assert_eq!(call(&client, &there, &ShowMessagesQueue).await.outcome, Err(Failure::Null { status: 200 }));
    assert_eq!(call(&client, &there, &ShowMessagesQueue).await.outcome, Err(Failure::Empty { status: 200 }));
}

#[tokio::test]
async fn no_server_is_certainly_not_done() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answer = call(&client(), &whatsapp(free), &ClearMessagesQueue).await;
    let failure = answer.outcome.unwrap_err();
    assert_eq!((failure.name(), failure.is_outcome_unknown()), ("NoConnection", false), "{failure:?}");
    assert_eq!(cause(&failure), Cause::Refused);
    assert_eq!(answer.exchange.unwrap().status, None);
}

#[tokio::test]
async fn a_server_without_encryption_is_named() {
    // The two alerts: no common version, and no such name.
    let alerts: [&[u8]; 2] = [&[21, 3, 3, 0, 2, 2, 70], &[21, 3, 3, 0, 2, 2, 112]];
    for words in [b"HTTP/1.1 400 Bad Request\r\n\r\n"].map(|words| &words[..]).into_iter().chain(alerts) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let there = credentials(Messenger::WhatsApp, &format!("https://{}", listener.local_addr().unwrap()));
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut stream, words).await.unwrap();
            std::future::pending::<()>().await;
        });
        let failure = call(&client(), &there, &ClearMessagesQueue).await.outcome.unwrap_err();
        assert_eq!((failure.name(), failure.is_outcome_unknown()), ("TlsFailed", false), "{failure:?}");
        assert_eq!(cause(&failure), Cause::NotEncrypted);
    }
}

#[tokio::test]
async fn half_an_emoji_hides_no_list_and_is_shown_as_it_came() {
    let chats = r#"[{"id":"1@c.us","name":"Lena \ud83d"},{"id":"2@c.us","name":"\uDE00\\ud83d \ud83d\ude00"}]"#;
    let queue =
        r#"[{"type":"sendMessage","messageID":"1","body":{"chatId":"1@c.us","message":"\ude00\ud83d","\ud83d":1}}]"#;
    let error = r#"{"statusCode":400,"message":"Validation failed. Details: 'Lena \ud83d'"}"#;
    let refused = answer("400 Bad Request", "Content-Type: application/json\r\n", error);
    let listener = Listener::start(vec![json(chats), json(queue), refused]).await;
    let (client, there) = (client(), whatsapp(listener.address));
    let listed = call(&client, &there, &GetChats { count: None }).await;
    assert_eq!(listed.exchange.unwrap().body.text(), chats);
    let names: Vec<_> = listed.outcome.unwrap().into_iter().map(|chat| chat.name.unwrap()).collect();
    assert_eq!(names, ["Lena \u{fffd}", "\u{fffd}\\ud83d \u{1f600}"]);
    let waiting = call(&client, &there, &ShowMessagesQueue).await.outcome.unwrap();
    assert_eq!(waiting[0].raw["body"]["message"], "\u{fffd}\u{fffd}");
    assert_eq!(waiting[0].raw["body"]["\u{fffd}"], 1);
    let failure = call(&client, &there, &ClearMessagesQueue).await.outcome.unwrap_err();
    assert_eq!(failure.server_text(), Some("Validation failed. Details: 'Lena \u{fffd}'"));
}
