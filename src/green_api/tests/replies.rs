use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::json;

use crate::green_api::*;

fn failed<T>(reply: Result<T, ReplyFault>) -> Failure {
    match reply {
        Err(ReplyFault::Failed(failure)) => failure,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("taken for a success"),
    }
}

#[test]
fn only_is_cleared_true_means_cleared() {
    assert_eq!(ClearMessagesQueue::read(r#"{ "isCleared": true }"#), Ok(()));
    for body in ["false", r#"{"isCleared":false}"#, "null", "", " \n"] {
        let reply = body.trim().to_owned();
        assert_eq!(failed(ClearMessagesQueue::read(body)), Failure::NotCleared { reply });
    }
    for (body, fault) in [
        ("<html></html>", ReplyFault::Html),
        ("{\"isCleared\":tr", ReplyFault::NotJson),
        ("{}", ReplyFault::Wrong { expected: "isCleared" }),
        ("true", ReplyFault::Wrong { expected: "isCleared" }),
        ("[]", ReplyFault::Wrong { expected: "isCleared" }),
    ] {
        assert_eq!(ClearMessagesQueue::read(body), Err(fault), "{body}");
    }
}

#[test]
fn clearing_notifications_twice_says_how_long_to_wait() {
    assert_eq!(ClearWebhooksQueue::read(r#"{"isCleared":true,"reason":""}"#), Ok(()));
    let body = r#"{"isCleared":false,"reason":"Too many requests","leftTime":42}"#;
    let left = Duration::from_secs(42);
    assert_eq!(failed(ClearWebhooksQueue::read(body)), Failure::TooManyRequestsLeft { left });
    let body = r#"{"isCleared":false,"reason":"Too many requests","leftTime":1000000000}"#;
    let left = Duration::from_secs(60 * 60);
    assert_eq!(failed(ClearWebhooksQueue::read(body)), Failure::TooManyRequestsLeft { left });
    let body = r#"{"isCleared":false,"reason":"other"}"#;
    assert_eq!(failed(ClearWebhooksQueue::read(body)).name(), "NotCleared");
}

#[test]
fn a_failure_told_in_a_200_is_found() {
    let bad_token = r#"{"code":401,"description":"Unauthorized"}"#;
    assert_eq!(failed(UpdateApiToken::read(bad_token)).name(), "BadToken");
    assert_eq!(failed(ShowMessagesQueue::read(bad_token)).status(), Some(200));
    let reason = |reason: &str| json!({"status": false, "reason": reason}).to_string();
    let check = |text: &str| failed(CheckWhatsapp::read(&reason(text))).name();
    assert_eq!(check("instance is starting or not authorized"), "StartingOrNotAuthorized");
    assert_eq!(check("User get contact info limit reached"), "CheckLimit");
    assert_eq!(check("no idea"), "NotDone");
    assert_eq!(failed(Reboot::read("{\"isReboot\":false}")).name(), "NotDone");
    assert_eq!(failed(SetSettings::read("false")).name(), "NotDone");
    assert_eq!(failed(GetChats::read("[]")), Failure::NothingListed);
    assert_eq!(failed(GetContacts::read("[]")), Failure::NothingListed);
}

#[test]
fn archiving_succeeds_with_nothing() {
    assert_eq!(ArchiveChat::read(""), Ok(()));
    assert_eq!(UnarchiveChat::read(" \r\n"), Ok(()));
    assert_eq!(ArchiveChat::read(r#"{"archive":true}"#), Ok(()));
    for odd in [r#"{"archive":false}"#, r#"{"archive":"no"}"#, r#"{"error":"x","archive":true}"#] {
        assert!(ArchiveChat::read(odd).is_err(), "{odd}");
    }
    assert_eq!(ArchiveChat::read("null"), Err(ReplyFault::Null));
    assert_eq!(failed(ArchiveChat::read("false")).name(), "NotDone");
    assert_eq!(ArchiveChat::read("<html>"), Err(ReplyFault::Html));
    assert_eq!(ArchiveChat::read("ok?"), Err(ReplyFault::NotJson));
}

#[test]
fn only_items_of_one_chat_are_the_same_message() {
    let item = |chat| json!({"messageID": "A1", "type": "sendMessage", "body": {"chatId": chat, "message": "Hi"}});
    let body = json!([item("1@c.us"), item("2@c.us"), item("1@c.us")]);
    let queue = ShowMessagesQueue::read(&body.to_string()).unwrap();
    let listed: Vec<_> = queue.iter().map(|message| (message.chat_id(), message.listed)).collect();
    assert_eq!(listed, [(Some("1@c.us"), 2), (Some("2@c.us"), 1)]);
}

#[test]
fn the_queue_is_read_with_every_kind_of_message() {
    let body = json!([
        {"messageID": "A1", "type": "sendMessage", "body": {"chatId": "1@c.us", "message": "Hi", "linkPreview": true}},
        {"messageID": "A2", "type": "sendPoll", "body": {"chatId": "1@c.us", "message": "Colour?",
            "options": [{"optionName": "green"}, {"optionName": "red"}]}},
        {"messageID": "A3", "type": "sendFileByUrl", "body": {"fileName": "t.jpg", "caption": "c", "urlFile": "https://f.example/t"}},
        {"messageID": "A4", "type": "sendLocation", "body": {"latitude": 55.75, "longitude": "37.6", "nameLocation": "Office", "address": "Main st"}},
        {"messageID": "A5", "type": "sendContact", "body": {"contact": {"phoneContact": 79991234567u64, "firstName": "Anna", "lastName": "Orlova"}}},
        {"messageID": "A6", "type": "sendLink", "body": {"urlLink": "https://l.example"}},
        {"messagesIDs": ["B1", "B2"], "type": "ForwardMessages", "body": {"chatIdFrom": "2@c.us", "messages": ["x", "y"]}},
        {"messageID": "A7", "type": "sendTextStatus", "body": {"message": "status"}},
        {"messageID": "A8", "type": "sendMediaStatus", "body": {}},
        {"messageID": "A9", "type": "sendVoiceStatus", "body": {}},
        {"messageID": "AA", "type": "sendHologram", "body": {"chatId": "1@c.us"}},
        {"typeMessage": "sendMessage", "chatId": "3@c.us", "message": "flat"},
        17,
    ]);
    let queue = ShowMessagesQueue::read(&body.to_string()).unwrap();
    let kinds: Vec<_> = queue.iter().map(|message| message.kind.clone()).collect();
    use MessageKind::*;
    let other = |name: &str| Other(name.to_owned());
    assert_eq!(
        kinds,
        [
            Text,
            Poll,
            File,
            Location,
            Contact,
            Link,
            Forward,
            TextStatus,
            MediaStatus,
            VoiceStatus,
            other("sendHologram"),
            Text,
            other("")
        ]
    );
    assert_eq!(
        (queue[0].chat_id(), queue[0].text(), &queue[0].ids[..]),
        (Some("1@c.us"), Some("Hi"), &["A1".to_owned()][..])
    );
    assert_eq!((queue[1].text(), queue[1].poll_options()), (Some("Colour?"), vec!["green", "red"]));
    assert_eq!(
        (queue[2].file_name(), queue[2].caption(), queue[2].file_url()),
        (Some("t.jpg"), Some("c"), Some("https://f.example/t"))
    );
    assert_eq!(queue[3].coordinates(), Some((55.75, 37.6)));
    assert_eq!((queue[3].place_name(), queue[3].address()), (Some("Office"), Some("Main st")));
    assert_eq!(queue[4].contact_name().as_deref(), Some("Anna Orlova"));
    assert_eq!(queue[4].contact_phone().as_deref(), Some("79991234567"));
    assert_eq!(queue[5].link(), Some("https://l.example"));
    assert_eq!((queue[6].forwarded_from(), queue[6].forwarded_count(), queue[6].ids.len()), (Some("2@c.us"), 2, 2));
    assert_eq!((queue[11].chat_id(), queue[11].text()), (Some("3@c.us"), Some("flat")));
    assert_eq!(queue[12].raw, json!(17));
    assert_eq!(ShowMessagesQueue::read("[]").unwrap(), []);
}

#[test]
fn the_count_may_have_a_cyrillic_key() {
    assert_eq!(GetMessagesCount::read(r#"{"count": 128}"#), Ok(128));
    assert_eq!(GetMessagesCount::read(r#"{"сount": "7"}"#), Ok(7));
    assert_eq!(GetWebhooksCount::read(r#"[{"count": 0}]"#), Ok(0));
    let wrong = Err(ReplyFault::Wrong { expected: "count" });
    for body in ["{}", "[]", "[1,2]", "{\"count\":-1}", "{\"count\":1.5}", "7", "{\"count\":1000000001}"] {
        assert_eq!(GetMessagesCount::read(body), wrong, "{body}");
    }
}

#[test]
fn an_object_about_an_error_is_neither_settings_nor_an_account() {
    for body in ["{}", r#"{"error":"unknown"}"#, r#"{"message":"Account is expired"}"#, r#"{"statusCode":"500"}"#] {
        assert_eq!(GetSettings::read(body).unwrap_err(), ReplyFault::Wrong { expected: "settings" }, "{body}");
        let account = ReplyFault::Wrong { expected: "account settings" };
        assert_eq!(GetWaSettings::read(body).unwrap_err(), account, "{body}");
        assert_eq!(GetAccountSettings::read(body).unwrap_err(), account, "{body}");
    }
    assert!(GetSettings::read(r#"{"wid":""}"#).is_ok() && GetWaSettings::read(r#"{"phone":""}"#).is_ok());
}

#[test]
fn a_list_in_which_nothing_can_be_read_is_not_an_empty_one() {
    for body in ["[{}]", "[true]", "[null, null]", r#"["79991234567@c.us"]"#, r#"[{"name":"no id"}]"#] {
        assert!(matches!(GetChats::read(body), Err(ReplyFault::Wrong { .. })), "{body}");
        assert!(matches!(GetContacts::read(body), Err(ReplyFault::Wrong { .. })), "{body}");
    }
    assert_eq!(GetChats::read(r#"[{}, {"id":"79991234567@c.us"}]"#).unwrap().len(), 1);
}

#[test]
fn what_is_no_number_is_no_phone() {
    let numbers = [json!(1e308), json!(-5), json!(7.5), json!([]), json!("+"), json!("00"), json!("000000000000")];
    for odd in numbers.into_iter().chain([json!("<b>x</b>"), json!("soon")]) {
        let account = GetWaSettings::read(&json!({ "phone": odd }).to_string()).unwrap();
        assert_eq!(account.phone, None, "{odd}");
    }
    for odd in [json!(1e308), json!(-79991234567_i64), json!(7.5)] {
        assert_eq!(GetSettings::read(&json!({ "wid": odd }).to_string()).unwrap().wid, None, "{odd}");
    }
    let wid = GetSettings::read(r#"{"wid":79991234567}"#).unwrap().wid;
    assert_eq!(wid.as_deref(), Some("79991234567"));
}

#[test]
fn a_state_may_be_null_or_unknown() {
    let state = |name: &str| GetStateInstance::read(&json!({ "stateInstance": name }).to_string()).unwrap();
    assert_eq!(state("authorized"), InstanceState::Authorized);
    assert_eq!(state("suspended"), InstanceState::Suspended);
    assert_eq!(state("yellowCard"), InstanceState::Suspended);
    assert_eq!(state("dreaming"), InstanceState::Other("dreaming".into()));
    assert_eq!(GetStateInstance::read("null"), Ok(InstanceState::BeingCreated));
    assert_eq!(GetStateInstance::read(r#"{"stateInstance":null}"#), Ok(InstanceState::BeingCreated));
    assert_eq!(GetStateInstance::read(""), Err(ReplyFault::Empty));
}

#[test]
fn settings_hide_the_secret() {
    let body = r#"{"wid":"79991234567@c.us","typeInstance":"v3","delaySendMessagesMilliseconds":15000,
        "incomingWebhook":"no","webhookUrl":"https://me.example/canary","webhookUrlToken":"canary"}"#;
    let settings = GetSettings::read(body).unwrap();
    assert_eq!(settings.messenger, Some(Messenger::Max));
    assert_eq!(settings.sending_interval, Some(Duration::from_secs(15)));
    assert_eq!(settings.incoming_webhook, Some(false));
    assert!(!format!("{settings:?}").contains("canary"));
    assert_eq!(GetSettings::read("[]").err(), Some(ReplyFault::Wrong { expected: "settings" }));
}

#[test]
fn a_checked_number_is_read_in_both_ages_of_the_reply() {
    assert!(CheckWhatsapp::read(r#"{"existsWhatsapp":true}"#).unwrap().exists);
    let body = r#"{"existsWhatsapp":true,"chatId":"123456789012345@lid","username":"","phoneNumber":"79001234567@c.us","fromCache":true}"#;
    let checked = CheckWhatsapp::read(body).unwrap();
    assert_eq!((checked.exists, checked.chat_id.as_deref()), (true, Some("123456789012345@lid")));
}

#[test]
fn chats_and_contacts_of_each_messenger() {
    let chats = GetChats::read(
        r#"[{"archive":true,"id":"79876543210@c.us","ephemeralExpiration":86400,"name":"John Doe","type":"user"},
            {"chatId":"-100","name":"News","type":"channel","phoneNumber":0}, {"name":"no id"}]"#,
    );
    let chats = chats.unwrap();
    assert_eq!(chats.len(), 2);
    assert_eq!(chats[0].archived, Some(true));
    assert_eq!((chats[1].id.as_str(), &chats[1].chat_type), ("-100", &ChatType::Channel));
    assert_eq!(chats[1].phone_number, None);
    let contacts = GetContacts::read(r#"[{"id":"1@c.us","name":"","contactName":"Ivan","type":"user"}]"#).unwrap();
    assert_eq!((contacts[0].name.as_deref(), contacts[0].contact_name.as_deref()), (None, Some("Ivan")));
    let info = GetContactInfo::read(r#"{"chatId":"1@c.us","isArchive":true,"lastSeen":1754632014}"#).unwrap();
    assert_eq!(info.archived, Some(true));
}

#[test]
fn accounts_and_past_states() {
    let account =
        GetAccountSettings::read(r#"{"phone":"79991234567","stateInstance":"suspended","suspendedUntil":1800000000}"#);
    let account = account.unwrap();
    assert_eq!(account.phone.as_deref(), Some("79991234567"));
    assert_eq!(account.suspended_until, jiff::Timestamp::from_second(1800000000).ok().map(Moment::At));
    let wa = GetWaSettings::read(r#"{"phone":"","historySyncProgress":40,"logoutProcess":true}"#).unwrap();
    assert_eq!((wa.phone, wa.logging_out), (None, Some(true)));
    let past = GetStateInstanceHistory::read(r#"[{"stateInstance":"blocked","timestamp":"2026-09-21T14:13:20Z"}]"#);
    assert_eq!(past.unwrap()[0].since.unwrap().as_second(), 1790000000);
    let past =
        GetStateInstanceHistory::read(r#"[{"stateInstance":"blocked","timestamp":1700000000,"phoneNumber":7999}]"#);
    assert_eq!(past.unwrap()[0].state, InstanceState::Blocked);
}

#[test]
fn a_suspension_ends_at_seconds_milliseconds_or_nobody_knows_when() {
    let whatsapp = |members: &str| GetWaSettings::read(&format!("{{{members}}}")).unwrap().suspended_until;
    let max = |members: &str| GetAccountSettings::read(&format!("{{{members}}}")).unwrap().suspended_until;
    let at = |second| jiff::Timestamp::from_second(second).ok().map(Moment::At);
    let ends = || at(1790000000);
    let unread = |raw: &str| Some(Moment::Unread(raw.to_owned()));
    for (until, wanted) in [
        ("1790000000", ends()),
        ("1790000000000", ends()),
        ("1790000000.0", ends()),
        ("1790000000.25", jiff::Timestamp::from_millisecond(1790000000250).ok().map(Moment::At)),
        ("1.79e9", ends()),
        ("1.79e12", ends()),
        ("\"1790000000\"", ends()),
        ("\" 1790000000000 \"", ends()),
        ("\"1790000000.0\"", ends()),
        ("\"1.79e12\"", ends()),
        ("\"2026-09-21T14:13:20Z\"", ends()),
        ("\"2026-09-21T14:13:20.000Z\"", ends()),
        ("\"2026-09-21T17:13:20+03:00\"", ends()),
        ("\"2026-09-21 17:13:20+03:00\"", ends()),
        ("1700000000", at(1700000000)),
        ("\"2026-09-21T14:13:20\"", unread("2026-09-21T14:13:20")),
        ("\" tomorrow \\n\"", unread("tomorrow")),
        ("{\"days\":3}", unread("{\"days\":3}")),
        ("true", unread("true")),
        ("false", None),
        ("\"0001-01-01T00:00:00Z\"", None),
        ("0.0", None),
        ("\"0\"", None),
        ("\"-1\"", None),
        ("1e300", None),
        ("\"99999999999999999999\"", None),
        ("0", None),
        ("null", None),
        ("\"\"", None),
        ("-1", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(whatsapp(&format!("\"suspendedUntil\":{until}")), wanted, "{until}");
        assert_eq!(max(&format!("\"suspendedUntil\":{until}")), wanted, "{until}");
    }
    assert_eq!(whatsapp(r#""yellowCardUntil":1790000000"#), ends());
    assert_eq!(whatsapp(r#""yellowCardUntil":1700000000,"suspendedUntil":1790000000"#), ends());
    assert_eq!(whatsapp(r#""phone":"""#), None);
}

#[test]
fn a_suspended_account_sends_nothing_on_whatsapp_and_to_its_contacts_elsewhere() {
    let delivery = |messenger| InstanceState::Suspended.delivery(messenger);
    assert_eq!(delivery(Messenger::WhatsApp), Delivery::Nothing);
    assert_eq!(delivery(Messenger::Max), Delivery::SavedContacts);
    assert_eq!(delivery(Messenger::Telegram), Delivery::SavedContacts);
    assert!(!InstanceState::Other("dreaming".into()).delivery(Messenger::Max).can_send());
}

#[test]
fn a_password_is_judged_by_data_status() {
    use PasswordRefusal as R;
    let read = SendAuthorizationPassword::read;
    assert_eq!(read(r#"{"status":true,"data":{"status":"success","reason":""}}"#), Ok(()));
    assert_eq!(read(r#"{"status":false,"data":{"status":"success"}}"#), Ok(()));
    for (name, expected) in [
        ("already_registered", R::AlreadyRegistered),
        ("invalid_password", R::InvalidPassword),
        ("rate_limit_exceeded", R::RateLimitExceeded),
        ("authorization_not_started", R::AuthorizationNotStarted),
        ("timeout", R::Timeout),
        ("odd", R::Other("odd".into())),
    ] {
        for status in [true, false] {
            let body = format!(r#"{{"status":{status},"data":{{"status":"fail","reason":"{name}"}}}}"#);
            assert!(matches!(failed(read(&body)), Failure::PasswordRefused { reason, .. } if reason == expected));
        }
    }
    assert_eq!(failed(read(r#"{"code":401,"description":"Unauthorized"}"#)).name(), "BadToken");
    assert_eq!(failed(read(r#"{"status":false}"#)).name(), "NotDone");
    let wrong = Err(ReplyFault::Wrong { expected: "data.status" });
    assert_eq!(read(r#"{"status":true}"#), wrong);
    assert_eq!(read(r#"{"status":true,"data":{"status":"odd"}}"#), wrong);
}

#[test]
fn linking_a_phone() {
    let qr = Qr::read(r#"{"type":"qrCode","message":"iVBOcanary"}"#).unwrap();
    assert!(matches!(&qr, QrReply::Code(image) if image.expose_secret() == "iVBOcanary"));
    assert!(!format!("{qr:?}").contains("canary"));
    for body in [
        r#"{"type":"error","message":"Instance has auth. You need to make log out"}"#,
        r#"{"type":"alreadyLogged","message":"instance account already authorized"}"#,
    ] {
        assert_eq!(failed(Qr::read(body)).name(), "AlreadyAuthorized");
    }
    let code = GetAuthorizationCode::read(r#"{"status":true,"code":"ABCD1234"}"#).unwrap();
    assert_eq!(code.expose_secret(), "ABCD1234");
    assert_eq!(failed(GetAuthorizationCode::read(r#"{"status":false,"code":""}"#)).name(), "NotDone");
    for body in ["false", r#"{"status":"fail"}"#, r#"{"status":"False","code":""}"#, r#"{"status":"failure"}"#] {
        assert_eq!(failed(GetAuthorizationCode::read(body)).name(), "NotDone", "{body}");
    }
    let refused = GetAuthorizationCode::read(r#"{"status":false,"data":{"status":"fail","reason":"wrong code"}}"#);
    assert_eq!(failed(refused), Failure::NotDone { reply: "wrong code".into() });
    for odd in [json!("   "), json!("401"), json!("<html>busy</html>"), json!("try again later"), json!("\u{200b}")]
        .into_iter()
        .chain([
            json!("expired"),
            json!("Unauthorized"),
            json!("null"),
            json!("----"),
            json!("ERROR"),
            json!("TIMEOUT"),
            json!("REJECTED"),
            json!("CANCELED"),
            json!("DISABLED"),
            json!("NOTFOUND"),
            json!("ERROR500"),
            json!("HTTP-500A"),
        ])
    {
        let reply = GetAuthorizationCode::read(&json!({"status": true, "code": odd}).to_string());
        assert_eq!(reply.unwrap_err(), ReplyFault::Wrong { expected: "code" }, "{odd}");
    }
    for code in ["PRCT1234", "WZYE-H1YY", "BCDFGHJK", "AEBCDFGH", "12345678"] {
        let reply = GetAuthorizationCode::read(&json!({"status": true, "code": code}).to_string());
        assert_eq!(reply.unwrap().expose_secret(), code);
    }
    let unsaid = GetAuthorizationCode::read(r#"{"code":"BCDFGHJK"}"#);
    assert_eq!(unsaid.unwrap_err(), ReplyFault::Wrong { expected: "status" });
    for status in [json!("pending"), json!("wait"), json!(null), json!(200)] {
        let reply = GetAuthorizationCode::read(&json!({"status": status, "code": "ABCD1234"}).to_string());
        assert_eq!(reply.unwrap_err(), ReplyFault::Wrong { expected: "status" }, "{status}");
    }
    for message in ["", "Confirm it", "https://console.green-api.com/instance/7107000001"] {
        let reply = Qr::read(&format!(r#"{{"type":"passkeyRequired","message":"{message}"}}"#)).unwrap();
        assert!(matches!(reply, QrReply::PasskeyRequired { message: said } if said == message));
    }
    let token = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
    let new = |token: serde_json::Value| UpdateApiToken::read(&json!({ "apiTokenInstance": token }).to_string());
    assert_eq!(new(json!(token)).unwrap().expose(), token);
    // None of these may replace a token that works.
    let words = ["short", "undefinedundefinedundefined", "token_is_not_available", "12345678901234567890"];
    let others = [json!(12345), json!(12_345_678_901_234_567_890_u64), json!([token]), json!(null)];
    for odd in words.map(|word| json!(word)).into_iter().chain(others) {
        assert_eq!(new(odd.clone()).unwrap_err(), ReplyFault::Wrong { expected: "apiTokenInstance" }, "{odd}");
    }
    assert_eq!(SendMessage::read(r#"{"idMessage":"3EB0"}"#), Ok("3EB0".into()));
    for blank in ["", " ", "\u{200b}", "\u{2800}"] {
        let reply = SendMessage::read(&json!({ "idMessage": blank }).to_string());
        assert_eq!(reply, Err(ReplyFault::Wrong { expected: "idMessage" }), "{blank}");
    }
}

#[test]
fn a_device_of_a_person_is_read_as_the_person_wherever_a_chat_is_named() {
    let (device, person) = ("71234567890:3@c.us", "71234567890@c.us");
    let item = json!({"id": device, "newChatId": "123456789012345:12@lid", "phoneNumber": device});
    let list = json!([item]).to_string();
    let (chats, contacts) = (GetChats::read(&list).unwrap(), GetContacts::read(&list).unwrap());
    assert_eq!((chats[0].id.as_str(), contacts[0].id.as_str()), (person, person));
    assert_eq!(
        (chats[0].phone_number.as_deref(), chats[0].new_chat_id.as_deref()),
        (Some("71234567890"), Some("123456789012345@lid"))
    );
    let checked = CheckWhatsapp::read(&json!({"existsWhatsapp": true, "chatId": device}).to_string()).unwrap();
    assert_eq!(checked.chat_id.as_deref(), Some(person));
    let settings = GetSettings::read(&json!({"wid": device}).to_string()).unwrap();
    assert_eq!(settings.wid.as_deref(), Some(person));
    let account = GetWaSettings::read(&json!({"phone": device}).to_string()).unwrap();
    assert_eq!(account.phone.as_deref(), Some("71234567890"));
    let body = json!({"chatId": device, "chatIdFrom": device, "message": device});
    for item in [json!({"type": "sendMessage", "body": body}), body.clone()] {
        let queued = QueuedMessage::read(item.clone());
        assert_eq!((queued.chat_id(), queued.forwarded_from()), (Some(person), Some(person)));
        assert_eq!((queued.text(), &queued.raw), (Some(device), &item), "the rest is kept as it came");
    }
}

/// A number larger than any real count, with which arithmetic would overflow.
#[test]
fn absurd_numbers_are_none() {
    for absurd in ["18446744073709551615", "9223372036854775808", "1000000001", "\"18446744073709551615\""] {
        let refused = format!(r#"{{"isCleared":false,"reason":"Too many requests","leftTime":{absurd}}}"#);
        let left = Duration::from_secs(60);
        assert_eq!(failed(ClearWebhooksQueue::read(&refused)), Failure::TooManyRequestsLeft { left });
        let count = format!(r#"{{"count":{absurd}}}"#);
        assert_eq!(GetMessagesCount::read(&count), Err(ReplyFault::Wrong { expected: "count" }));
        let settings = GetSettings::read(&format!(r#"{{"delaySendMessagesMilliseconds":{absurd}}}"#)).unwrap();
        assert_eq!(settings.sending_interval, None);
        let chats = GetChats::read(&format!(r#"[{{"id":"1@c.us","unreadCount":{absurd}}}]"#)).unwrap();
        assert_eq!(chats[0].unread, None);
    }
}

#[test]
fn what_is_shown_on_a_line_is_short_and_without_control_characters() {
    let long = "x".repeat(1_000_000);
    for odd in [long.as_str(), "a\u{0}b\nc"] {
        let short = if odd == long { "x".repeat(200) } else { "a b c".to_owned() };
        let state = GetStateInstance::read(&json!({ "stateInstance": odd }).to_string()).unwrap();
        assert_eq!(state.name(), Some(short.as_str()));
        let item = json!({"type": odd, "messageID": odd, "body": {"chatId": odd, "message": odd}});
        let queue = ShowMessagesQueue::read(&json!([item]).to_string()).unwrap();
        assert_eq!(queue[0].kind, MessageKind::Other(short.clone()));
        // The message itself is kept as received.
        assert_eq!((queue[0].text(), &queue[0].raw), (Some(odd), &item));
        let item = |id: &str| json!({"id": id, "name": odd, "type": odd, "contactName": odd});
        let both = json!([item("1@c.us"), item(odd)]).to_string();
        let (chats, contacts) = (GetChats::read(&both).unwrap(), GetContacts::read(&both).unwrap());
        assert_eq!((chats.len(), contacts.len()), (1, 1));
        assert_eq!((&chats[0].name, &chats[0].chat_type), (&Some(short.clone()), &ChatType::Other(short.clone())));
        assert_eq!((&contacts[0].name, &contacts[0].contact_name), (&Some(short.clone()), &Some(short)));
        let words = failed(Reboot::read(&json!({"status": false, "reason": odd}).to_string()));
        assert!(words.server_text().unwrap().chars().count() <= 1000 && !words.server_text().unwrap().contains('\0'));
    }
    let not_done = failed(Reboot::read(&json!({"isReboot": false, "why": long}).to_string()));
    assert!(not_done.server_text().unwrap().chars().count() <= 1000);
}

#[test]
fn a_reply_of_far_too_many_values_is_not_taken_in() {
    let list = |items: usize| format!("[{}]", vec!["1"; items].join(","));
    assert_eq!(ShowMessagesQueue::read(&list(5000)).unwrap().len(), 5000);
    assert_eq!(ShowMessagesQueue::read(&list(5001)), Err(ReplyFault::Wrong { expected: "a list of messages" }));
    let nested = format!("[{{\"body\":{{\"a\":{}}}}}]", list(4_000_000));
    assert_eq!(ShowMessagesQueue::read(&nested), Err(ReplyFault::NotJson));
    assert_eq!(GetStateInstance::read(&nested), Err(ReplyFault::NotJson));
    // Three megabytes that would take 400 MB.
    let in_each_other = format!("[{}]", vec!["[[[[{}]]]]"; 300_000].join(","));
    assert_eq!(GetStateInstance::read(&in_each_other), Err(ReplyFault::NotJson));
}
