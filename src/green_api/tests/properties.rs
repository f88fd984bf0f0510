//! Property tests: no input causes a panic, and redacted text stays redacted.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::Value;

use super::redaction::{BETWEEN, ENCODERS, encoded};
use crate::green_api::*;

/// Calls every reader of a reply.
fn read_all(body: &str) {
    fn read<M: Method>(body: &str) {
        // A fault must also be printable without a panic.
        let _ = format!("{:?}", M::read(body).err());
    }
    read::<ClearMessagesQueue>(body);
    read::<ShowMessagesQueue>(body);
    read::<GetMessagesCount>(body);
    read::<GetWebhooksCount>(body);
    read::<ClearWebhooksQueue>(body);
    read::<ArchiveChat>(body);
    read::<UnarchiveChat>(body);
    read::<GetChats>(body);
    read::<GetContacts>(body);
    read::<GetContactInfo>(body);
    read::<CheckWhatsapp>(body);
    read::<ReadChat>(body);
    read::<GetStateInstance>(body);
    read::<GetStateInstanceHistory>(body);
    read::<GetSettings>(body);
    read::<SetSettings>(body);
    read::<GetWaSettings>(body);
    read::<GetAccountSettings>(body);
    read::<Reboot>(body);
    read::<Logout>(body);
    read::<Qr>(body);
    read::<GetAuthorizationCode>(body);
    read::<SendAuthorizationPassword>(body);
    read::<UpdateApiToken>(body);
    read::<SendMessage>(body);
    read::<SendPoll>(body);
    read::<SendFileByUrl>(body);
    read::<SendLocation>(body);
    read::<SendContact>(body);
}

/// Generates JSON close to the server's: its keys, with values of every type.
fn near_json() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "isCleared",
        "reason",
        "leftTime",
        "count",
        "сount",
        "stateInstance",
        "messageID",
        "messagesIDs",
        "type",
        "body",
        "chatId",
        "message",
        "options",
        "contact",
        "latitude",
        "longitude",
        "code",
        "status",
        "data",
        "timestamp",
        "existsWhatsapp",
        "exist",
        "phoneNumber",
        "invokeStatus",
        "quotaData",
        "used",
        "total",
        "description",
        "id",
        "typeInstance",
        "delaySendMessagesMilliseconds",
        "incomingWebhook",
        "idMessage",
        "messages",
        "apiTokenInstance",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        ".{0,12}".prop_map(serde_json::Value::from),
        prop::sample::select(vec!["yes", "no", "sendMessage", "qrCode", "QUOTE_EXCEEDED"])
            .prop_map(serde_json::Value::from),
    ];
    let value = leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::vec((key.clone(), inner), 0..5).prop_map(|members| {
                members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<serde_json::Value>()
            }),
        ]
    });
    value.prop_map(|value| value.to_string())
}

/// Texts built from the pieces that the redaction looks for.
fn near_secrets() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "/waInstance",
            "waInstance",
            "11",
            "/",
            "\\/",
            "%2F",
            "qr",
            "\"",
            "\\",
            "\\\"",
            "code",
            "password",
            "qrCode",
            "message",
            ":",
            " ",
            "***",
            "*",
            "canary42",
            "%63anary42",
            "\\u0063anary42",
            "?",
            "\n",
            "apiTokenInstance",
            "c",
            "a",
            "2",
            "{",
            "}",
            "ж",
        ])
        .prop_map(str::to_owned),
        ".{0,3}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn token() -> impl Strategy<Value = ApiToken> {
    "[a-zA-Z0-9!$&()+.:=@^_|~-]{1,60}".prop_filter_map("dots alone", |text| ApiToken::parse(&text).ok())
}

/// Generates the body of a queue item: known and unknown members, with values of every type and depth.
fn item_body() -> impl Strategy<Value = Value> {
    let key = || {
        prop::sample::select(vec![
            "chatId",
            "message",
            "typingTime",
            "typingType",
            "quotedMessageId",
            "typePreview",
            "customPreview",
            "linkPreview",
            "options",
            "contact",
            "archive",
            "archiveChat",
            "urlFile",
            "messages",
            "latitude",
            "other",
        ])
    };
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_000_i64..30_000).prop_map(Value::from),
        (-2_000.0..30_000.0).prop_map(|ms: f64| Value::from(ms)),
        ".{0,9}".prop_map(Value::from),
    ];
    let value = plain.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::hash_map(key(), inner, 0..5).prop_map(object),
        ]
    });
    prop::collection::hash_map(key(), value, 0..12).prop_map(object)
}

fn object(members: HashMap<&str, Value>) -> Value {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

proptest! {
    #[test]
    fn an_exact_chat_id_is_one_that_is_sent_as_it_is_given(
        id in "-?(0|00|7|8|89|375|120363)?[0-9]{0,19}(-[0-9]{0,3})?(@(c|g)\\.us|@lid|@s\\.whatsapp\\.net|@)?",
        any in ".{0,12}",
    ) {
        for messenger in Messenger::ALL {
            for text in [&id, &any] {
                let parsed = ChatId::parse(text, messenger).ok().filter(|chat| chat.as_str() == text);
                prop_assert_eq!(ChatId::exact(text, messenger), parsed, "{} {}", text, messenger.name());
            }
        }
    }

    #[test]
    fn chat_id_never_panics_and_reads_its_own_output(text in ".{0,40}", phone in "[+0-9 ()@.a-zс-]{0,30}") {
        for messenger in Messenger::ALL {
            for text in [&text, &phone] {
                if let Ok(id) = ChatId::parse(text, messenger) {
                    prop_assert_eq!(ChatId::parse(id.as_str(), messenger), Ok(id));
                }
            }
        }
    }

    #[test]
    fn a_number_however_written_is_one_chat(
        front in "(\\+|00|tel:)?",
        code in "(8|89|87|84|88|80|7|55|54|52|375|)",
        gap in "[ ()./\u{a0}\u{200b}-]{0,2}",
        rest in "([0-9][ ()/-]?){8,11}",
        end in "(@c\\.us|:[0-9]@c\\.us|)",
    ) {
        let text = format!("{front}{code}{gap}{rest}{end}");
        for messenger in Messenger::ALL {
            if let Ok(id) = ChatId::parse(&text, messenger) {
                prop_assert_eq!(ChatId::parse(id.as_str(), messenger), Ok(id.clone()), "{}", text);
                prop_assert_eq!(ChatId::exact(id.as_str(), messenger), Some(id.clone()), "{}", text);
                let again = id.other_spelling().and_then(|other| other.other_spelling());
                prop_assert!(again.is_none_or(|again| again == id), "{}", text);
            }
        }
    }

    #[test]
    fn every_international_number_is_taken_as_it_is(digits in "[1-79][0-9]{6,14}") {
        let id = ChatId::parse(&digits, Messenger::WhatsApp).map(|id| id.as_str().to_owned());
        prop_assert_eq!(id, Ok(format!("{digits}@c.us")));
    }

    #[test]
    fn api_url_never_panics_and_reads_its_own_output(text in ".{0,40}", path in "(/|v3|V3|a|\\.|%|:|\\?|@){0,8}") {
        for text in [text, format!("https://h.example{path}"), format!("http://127.0.0.1{path}")] {
            if let Ok(url) = ApiUrl::parse(&text) {
                prop_assert!(!url.host().is_empty());
                prop_assert_eq!(ApiUrl::parse(url.as_str()), Ok(url));
            }
        }
    }

    #[test]
    fn ids_and_tokens_never_panic(text in ".{0,40}") {
        if let Ok(id) = IdInstance::parse(&text) {
            let _ = (Messenger::guess(&id), ApiUrl::suggest_for(&id));
        }
        let _ = ApiToken::parse(&text);
    }

    #[test]
    fn redaction_never_panics_and_is_idempotent(text in near_secrets(), any in ".{0,60}", token in token()) {
        let canary = ApiToken::parse("canary42").unwrap();
        let redactor = Redactor::new(&[&canary, &token]);
        for text in [text, any] {
            let once = redactor.redact(&text);
            prop_assert_eq!(redactor.redact(&once), once.clone());
            prop_assert!(!once.contains("canary42"), "{}", once);
        }
    }

    #[test]
    fn redaction_removes_a_token_after_any_encoders(
        token in "[a-z0-9]{20,60}",
        by in prop::sample::select(&BETWEEN[..]),
        at in 1_usize..19,
        encoders in prop::collection::vec(0..ENCODERS, 0..4),
        before in "[^%&\\\\]{0,9}|[<\"#;ux0-9]{0,9}",
        after in ".{0,9}|[%&#\\\\<\"a-f0-9;]{0,9}",
    ) {
        let redactor = Redactor::new(&[&ApiToken::parse(&token).unwrap()]);
        let plain = format!("{}{by}{}", &token[..at], &token[at..]);
        let spelled = encoders.iter().fold(plain, |text, encoder| encoded(&text, *encoder));
        let redacted = redactor.redact(&format!("{before}{spelled}{after}")).into_owned();
        prop_assert!(redacted.contains("***") && !redacted.contains(&spelled), "{}", redacted);
        prop_assert_eq!(redactor.redact(&redacted), redacted.clone());
    }

    #[test]
    fn a_request_made_of_a_queue_item_holds_no_null_and_no_short_typing_time(body in item_body()) {
        let body = body.as_object().unwrap();
        let calls = [
            SendMessage::from_queued(body).body(),
            SendPoll::from_queued(body).body(),
            SendFileByUrl::from_queued(body).body(),
            SendLocation::from_queued(body).body(),
            SendContact::from_queued(body).body(),
        ];
        for call in calls.into_iter().flatten() {
            prop_assert!(!has_null(&call), "{}", call);
            prop_assert!(call.get("typingTime").is_none_or(|ms| ms.as_f64().is_some_and(|ms| ms >= 1000.0)), "{}", call);
        }
    }

    #[test]
    fn readers_never_panic(body in near_json(), text in ".{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        for body in [body, text, bytes] {
            read_all(&body);
            for status in [200, 400, 401, 403, 429, 466, 500, 502] {
                let failure = classify::failure(status, "", &body, None);
                let _ = (failure.name(), failure.server_text().map(str::len), failure.status());
            }
        }
    }
}

#[test]
fn a_deep_reply_is_refused_without_a_crash() {
    read_all(&"[".repeat(100_000));
    read_all(&"{\"body\":".repeat(100_000));
}
