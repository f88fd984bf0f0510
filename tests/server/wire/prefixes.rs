//! MAX with and without `/v3`.

use instance_desk::green_api::{
    ClearMessagesQueue, Failure, GetMessagesCount, GetSettings, GetStateInstance, Messenger, Reboot,
};

use super::listener::{Listener, Script, answer, json};
use super::{CANARY, call, client, credentials};

const AUTHORIZED: &str = "{\"stateInstance\":\"authorized\"}";

fn page(status: &str) -> Script {
    let body = format!("<html><head><title>{status}</title></head><body><center>nginx</center></body></html>");
    answer(status, "Content-Type: text/html\r\n", &body)
}

fn missing() -> Script {
    page("404 Not Found")
}

/// Returns the paths of the requests so far, up to the token.
fn paths(listener: &Listener) -> Vec<String> {
    let path = |request: &String| request.split(' ').nth(1).unwrap().split(CANARY).next().unwrap().to_owned();
    listener.requests().iter().map(path).collect()
}

#[tokio::test]
async fn a_reading_call_finds_the_path_and_a_change_uses_it() {
    let cleared = || json("{\"isCleared\":true}");
    let script = vec![missing(), json(AUTHORIZED), cleared(), json("{\"count\":1}"), cleared()];
    let listener = Listener::start(script).await;
    let there = credentials(Messenger::Max, &format!("http://{}", listener.address));
    let client = client();
    let state = call(&client, &there, &GetStateInstance).await;
    assert!(state.outcome.is_ok(), "{:?}", state.outcome);
    let url = format!("http://{}/waInstance3100077318/getStateInstance/***", listener.address);
    assert_eq!(state.exchange.unwrap().url, url);
    assert_eq!(call(&client, &there, &ClearMessagesQueue).await.outcome, Ok(()));
    // A clone of the client knows the path too.
    assert_eq!(call(&client.clone(), &there, &GetMessagesCount).await.outcome, Ok(1));
    let mut elsewhere = there.clone();
    elsewhere.id_instance = instance_desk::green_api::IdInstance::parse("3100077319").unwrap();
    assert_eq!(call(&client, &elsewhere, &ClearMessagesQueue).await.outcome, Ok(()));
    assert_eq!(
        paths(&listener),
        [
            "/v3/waInstance3100077318/getStateInstance/",
            "/waInstance3100077318/getStateInstance/",
            "/waInstance3100077318/clearMessagesQueue/",
            "/waInstance3100077318/getMessagesCount/",
            "/v3/waInstance3100077319/clearMessagesQueue/",
        ]
    );
    assert_eq!(client.log().newest_first().len(), 5, "each request is recorded");
}

#[tokio::test]
async fn a_gateway_that_wants_v3_again_is_found_again() {
    let script = vec![missing(), json(AUTHORIZED), missing(), json(AUTHORIZED), json(AUTHORIZED)];
    let listener = Listener::start(script).await;
    let there = credentials(Messenger::Max, &format!("http://{}", listener.address));
    let client = client();
    for _ in 0..3 {
        call(&client, &there, &GetStateInstance).await.outcome.unwrap();
    }
    let v3: Vec<bool> = paths(&listener).iter().map(|path| path.starts_with("/v3/")).collect();
    assert_eq!(v3, [true, false, false, true, true]);
}

#[tokio::test]
async fn a_change_reaches_the_wire_once() {
    let listener = Listener::start(vec![missing(), missing()]).await;
    let there = credentials(Messenger::Max, &format!("http://{}", listener.address));
    let client = client();
    // Both are GET requests.
    for failure in [
        call(&client, &there, &ClearMessagesQueue).await.outcome.unwrap_err(),
        call(&client, &there, &Reboot).await.outcome.unwrap_err(),
    ] {
        assert_eq!(failure.name(), "NotFound");
    }
    let sent = ["/v3/waInstance3100077318/clearMessagesQueue/", "/v3/waInstance3100077318/reboot/"];
    assert_eq!(paths(&listener), sent);
}

#[tokio::test]
async fn where_both_fail_the_first_answer_counts_and_nothing_is_remembered() {
    let stranger = "<html><title>Blocked</title></html>";
    let script = vec![
        missing(),
        missing(),
        missing(),
        answer("403 Forbidden", "", stranger),
        missing(),
        Script::Close,
        json(AUTHORIZED),
    ];
    let listener = Listener::start(script).await;
    let there = credentials(Messenger::Max, &format!("http://{}", listener.address));
    let client = client();
    for _ in 0..3 {
        let failure = call(&client, &there, &GetStateInstance).await.outcome.unwrap_err();
        assert_eq!(failure.name(), "NotFound");
    }
    call(&client, &there, &GetStateInstance).await.outcome.unwrap();
    let v3: Vec<bool> = paths(&listener).iter().map(|path| path.starts_with("/v3/")).collect();
    assert_eq!(v3, [true, false, true, false, true, false, true]);
}

#[tokio::test]
async fn only_a_404_with_a_page_on_max_is_tried_again() {
    let object = answer("404 Not Found", "", r#"{"statusCode":404,"message":"Cannot GET /v3"}"#);
    for (messenger, script, name) in [
        (Messenger::Max, object, "NotFound"),
        (Messenger::Max, page("403 Forbidden"), "Forbidden"),
        (Messenger::Max, page("502 Bad Gateway"), "BadGateway"),
        (Messenger::WhatsApp, missing(), "NotFound"),
        (Messenger::Telegram, missing(), "NotFound"),
    ] {
        let listener = Listener::start(vec![script, json(AUTHORIZED)]).await;
        let there = credentials(messenger, &format!("http://{}", listener.address));
        let failure: Failure = call(&client(), &there, &GetSettings).await.outcome.unwrap_err();
        assert_eq!((failure.name(), listener.requests().len()), (name, 1));
    }
}
