//! The password of a linking, which may be any text, also a word of the answer to it.

use instance_desk::green_api::{Answer, Failure, Messenger, PasswordRefusal, SendAuthorizationPassword};

use super::listener::{Listener, Script, answer, json};
use super::{call, client, credentials};

const REFUSED: &str = r#"{"status":false,"data":{"status":"fail","reason":"invalid_password"}}"#;

async fn sent(password: &str, script: Script) -> Answer<()> {
    let listener = Listener::start(vec![script]).await;
    let telegram = credentials(Messenger::Telegram, &format!("http://{}", listener.address));
    call(&client(), &telegram, &SendAuthorizationPassword { password: password.into() }).await
}

fn refusal(answer: &Answer<()>) -> (&PasswordRefusal, &str) {
    match &answer.outcome {
        Err(Failure::PasswordRefused { reason, said }) => (reason, &said.text),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_password_that_is_a_word_of_the_answer_changes_nothing_in_it() {
    for password in ["password", "Invalid", "fail", "status", "data", "reason", "invalid_password", "_pass"] {
        let answer = sent(password, json(REFUSED)).await;
        assert_eq!(refusal(&answer), (&PasswordRefusal::InvalidPassword, REFUSED), "{password}");
        let exchange = answer.exchange.unwrap();
        assert_eq!(exchange.body.text(), REFUSED, "a mask would reveal {password}");
        assert_eq!(exchange.request_body.as_deref(), Some(r#"{"password":"***"}"#), "{password}");
        assert!(exchange.url.contains("/sendAuthorizationPassword/***"), "{}", exchange.url);
    }
    let late = r#"{ "status" : false, "data" : { "status" : "fail", "reason" : "timeout" } }"#;
    assert_eq!(refusal(&sent("timeout", json(late)).await), (&PasswordRefusal::Timeout, late));
    for password in ["false", "null", "\"fail\""] {
        assert_eq!(refusal(&sent(password, json(REFUSED)).await).0, &PasswordRefusal::InvalidPassword, "{password}");
    }
    for password in ["success", "true", "status", "data"] {
        let accepted = json(r#"{"status":true,"data":{"status":"success","reason":""}}"#);
        assert_eq!(sent(password, accepted).await.outcome, Ok(()), "{password}");
    }
}

#[tokio::test]
async fn a_password_that_is_a_word_of_the_answer_is_shown_nowhere() {
    let odd = |reason: &str| json(&REFUSED.replace("invalid_password", reason));
    for (password, reason, shown) in [
        ("canary", "the canary is wrong", "the *** is wrong"),
        ("fail", "it would fail", "it would ***"),
        ("timeout", "timeout after timeout", "*** after ***"),
    ] {
        let answer = sent(password, odd(reason)).await;
        assert_eq!(refusal(&answer).0, &PasswordRefusal::Other(shown.to_owned()), "{password}");
        assert_eq!(answer.exchange.unwrap().body.text(), REFUSED.replace("invalid_password", shown), "{password}");
    }
    for (password, words, name, shown) in [
        ("instance", "Instance in starting process, try later", "Starting", "*** in starting process, try later"),
        ("authorized", "Instance is not authorized", "NotAuthorized", "Instance is not ***"),
        ("failed", "Validation failed. Details: failed", "Validation", "Validation ***. Details: ***"),
        ("timeout", "timeout", "Unknown", "***"),
    ] {
        let body = serde_json::json!({ "message": words }).to_string();
        let answer = sent(password, answer("400 Bad Request", "", &body)).await;
        let failure = answer.outcome.unwrap_err();
        assert_eq!((failure.name(), failure.server_text()), (name, Some(shown)), "{password}");
        assert!(!format!("{failure:?}").contains(&format!("\"{password}\"")), "{failure:?}");
        assert!(!answer.exchange.unwrap().body.text().to_lowercase().contains(password), "{password}");
    }
    // The words are cut, so a part of the password may be at their end.
    let long = format!("{}canary positive", "x".repeat(196));
    let answer = sent("canary positive", odd(&long)).await;
    assert!(!format!("{answer:?}").contains("cana"), "{answer:?}");
}
