use std::time::Duration;

use serde_json::{Map, json};

use crate::green_api::Messenger::{self, Max, Telegram, WhatsApp};
use crate::green_api::*;

/// Limits per second, for WhatsApp, MAX and Telegram; `None` where the messenger has no such method.
type Limits = [Option<f64>; 3];

const NO: Option<f64> = None;
const ONE: Option<f64> = Some(1.0);
const TEN: Option<f64> = Some(10.0);
const FIFTY: Option<f64> = Some(50.0);
const A_MINUTE: Option<f64> = Some(1.0 / 60.0);

fn check<M: Method>(name: &str, verb: Verb, changes: bool, limits: Limits) -> &'static str {
    assert_eq!((M::NAME, M::VERB, M::MUTATES), (name, verb, changes));
    let mutating = MutatingMethod::from_name(name);
    assert_eq!(!matches!(mutating, MutatingMethod::Other(_)), changes, "{name}");
    assert_eq!(mutating.name(), name);
    for (messenger, limit) in Messenger::ALL.into_iter().zip(limits) {
        assert_eq!(M::MESSENGERS.contains(&messenger), limit.is_some(), "{name} on {messenger:?}");
        if let Some(limit) = limit {
            assert_eq!(M::interval(messenger), Duration::from_secs_f64(1.01 / limit), "{name} on {messenger:?}");
        }
    }
    M::NAME
}

#[test]
fn every_method_has_the_documented_verb_messengers_and_pace() {
    use Verb::{Delete, Get, Post};
    let mut names = vec![
        check::<ClearMessagesQueue>("clearMessagesQueue", Get, true, [ONE, ONE, ONE]),
        check::<ShowMessagesQueue>("showMessagesQueue", Get, false, [ONE, ONE, ONE]),
        check::<GetMessagesCount>("getMessagesCount", Get, false, [ONE, ONE, ONE]),
        check::<GetWebhooksCount>("getWebhooksCount", Get, false, [ONE, ONE, ONE]),
        check::<ClearWebhooksQueue>("clearWebhooksQueue", Delete, true, [A_MINUTE, A_MINUTE, A_MINUTE]),
        check::<ArchiveChat>("archiveChat", Post, true, [TEN, NO, ONE]),
        check::<UnarchiveChat>("unarchiveChat", Post, true, [TEN, NO, ONE]),
        check::<GetChats>("getChats", Get, false, [ONE, ONE, ONE]),
        check::<GetContacts>("getContacts", Get, false, [ONE, ONE, ONE]),
        check::<GetContactInfo>("getContactInfo", Post, false, [ONE, TEN, ONE]),
        check::<CheckWhatsapp>("checkWhatsapp", Post, false, [TEN, NO, NO]),
        check::<ReadChat>("readChat", Post, true, [TEN, ONE, ONE]),
        check::<GetStateInstance>("getStateInstance", Get, false, [ONE, ONE, ONE]),
        check::<GetStateInstanceHistory>("getStateInstanceHistory", Get, false, [ONE, NO, NO]),
        check::<GetSettings>("getSettings", Get, false, [ONE, ONE, ONE]),
        check::<SetSettings>("setSettings", Post, true, [ONE, ONE, ONE]),
        check::<GetWaSettings>("getWaSettings", Get, false, [ONE, NO, NO]),
        check::<GetAccountSettings>("getAccountSettings", Get, false, [NO, ONE, ONE]),
        check::<Reboot>("reboot", Get, true, [ONE, ONE, ONE]),
        check::<Logout>("logout", Get, true, [ONE, ONE, ONE]),
        check::<Qr>("qr", Get, false, [Some(3.0), ONE, ONE]),
        check::<GetAuthorizationCode>("getAuthorizationCode", Post, true, [ONE, NO, NO]),
        check::<SendAuthorizationPassword>("sendAuthorizationPassword", Post, true, [NO, ONE, ONE]),
        check::<UpdateApiToken>("updateApiToken", Get, true, [ONE, NO, ONE]),
        check::<SendMessage>("sendMessage", Post, true, [FIFTY, FIFTY, ONE]),
        check::<SendPoll>("sendPoll", Post, true, [FIFTY, NO, ONE]),
        check::<SendFileByUrl>("sendFileByUrl", Post, true, [FIFTY, FIFTY, ONE]),
        check::<SendLocation>("sendLocation", Post, true, [FIFTY, FIFTY, ONE]),
        check::<SendContact>("sendContact", Post, true, [FIFTY, FIFTY, ONE]),
    ];
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 29);
}

fn person() -> ChatId {
    ChatId::parse("79992047718", WhatsApp).unwrap()
}

#[test]
fn requests_hold_what_the_documentation_names() {
    let body = |body: Option<serde_json::Value>| body.unwrap().to_string();
    assert_eq!(body(ArchiveChat { chat_id: person() }.body()), r#"{"chatId":"79992047718@c.us"}"#);
    assert_eq!(body(CheckWhatsapp { chat_id: person() }.body()), r#"{"phoneNumber":79992047718}"#);
    let lid = ChatId::parse("123@lid", WhatsApp).unwrap();
    assert_eq!(body(CheckWhatsapp { chat_id: lid }.body()), r#"{"chatId":"123@lid"}"#);
    let read = ReadChat { chat_id: person(), id_message: None };
    assert_eq!(body(read.body()), r#"{"chatId":"79992047718@c.us"}"#);
    assert_eq!(body(SetSettings::incoming_webhook(true).body()), r#"{"incomingWebhook":"yes"}"#);
    let password = SendAuthorizationPassword { password: "canary".into() };
    assert_eq!((body(password.body()), password.secret()), (r#"{"password":"canary"}"#.into(), Some("canary")));
    assert!(!format!("{password:?}").contains("canary"));
    assert_eq!(ClearMessagesQueue.body(), None);
    assert_eq!(Reboot.body(), None);
}

#[test]
fn queries_hold_what_is_asked_and_nothing_else() {
    assert!(ClearMessagesQueue.query().is_empty());
    assert!(GetChats { count: None }.query().is_empty());
    assert_eq!(GetChats { count: Some(5) }.query(), [("count", "5".to_owned())]);
    let groups = GetContacts { count: Some(2), groups: Some(true) };
    assert_eq!(groups.query(), [("group", "true".to_owned()), ("count", "2".to_owned())]);
}

#[test]
fn a_queued_message_is_sent_again_word_for_word() {
    let members = |value: serde_json::Value| -> Map<String, serde_json::Value> { value.as_object().unwrap().clone() };
    let queued = members(json!({
        "fileName": "a.jpg", "chatId": "79992047718@c.us", "caption": "x", "archive": true,
        "urlFile": "https://files.example/a.jpg", "unknownHere": 1,
    }));
    assert_eq!(
        SendFileByUrl::from_queued(&queued).body().unwrap(),
        json!({
            "fileName": "a.jpg", "chatId": "79992047718@c.us", "caption": "x", "archiveChat": true,
            "urlFile": "https://files.example/a.jpg",
        })
    );
    let poll = members(json!({"chatId": "1@c.us", "message": "?", "options": [{"optionName": "green"}]}));
    assert_eq!(SendPoll::from_queued(&poll).body().unwrap(), serde_json::Value::Object(poll));
}

/// Two developers captured such messages in the autumn of 2026.
#[test]
fn nulls_and_a_zero_typing_time_of_a_queued_message_are_dropped() {
    let sent = |queued: serde_json::Value| SendMessage::from_queued(queued.as_object().unwrap()).body().unwrap();
    let preview = json!({"title": "Shop", "description": null, "link": "shop.example"});
    let captured = json!({
        "chatId": "79992047718@c.us", "message": "Hi", "linkPreview": true, "typingTime": null,
        "quotedMessageId": null, "typePreview": "small", "customPreview": preview, "typingType": "text",
    });
    assert_eq!(
        sent(captured),
        json!({
            "chatId": "79992047718@c.us", "message": "Hi", "linkPreview": true, "typePreview": "small",
            "customPreview": {"title": "Shop", "link": "shop.example"}, "typingType": "text",
        })
    );
    for (ms, kept) in [(json!(0), false), (json!(999), false), (json!(1000), true), (json!(20_001), false)] {
        let body = sent(json!({"chatId": "1", "message": "Hi", "typingTime": ms}));
        assert_eq!(body.get("typingTime").is_some(), kept, "{ms}");
    }
    assert_eq!(sent(json!({"typingTime": "5000"})), json!({}), "a text is no time");
}

#[test]
fn max_has_no_archive_and_telegram_has() {
    assert!(!ArchiveChat::MESSENGERS.contains(&Max) && !Max.has_archive());
    assert!(ArchiveChat::MESSENGERS.contains(&Telegram) && Telegram.has_archive());
}
