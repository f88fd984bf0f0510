use std::time::Duration;

use crate::green_api::{Detail, ErrorReply, Failure, Quota, classify};

/// Returns the name of the failure for a text, which is the same as plain text and inside the server's JSON.
fn name(status: u16, text: &str) -> String {
    let json = serde_json::json!({
        "statusCode": status, "timestamp": "2023-09-13T22:29:37.459Z",
        "path": "/waInstance1101000001/archiveChat/***", "message": text,
    });
    let plain = classify::failure(status, "", text, None);
    let wrapped = classify::failure(status, "", &json.to_string(), None);
    assert_eq!(plain.name(), wrapped.name(), "{text}");
    assert_eq!(wrapped.server_text(), Some(text));
    assert_eq!(wrapped.status(), Some(status));
    plain.name().to_owned()
}

#[test]
fn every_documented_text_has_its_own_name() {
    for (status, text, expected) in [
        (400, "instance in starting process try later", "Starting"),
        (400, "instance is starting or not authorized", "StartingOrNotAuthorized"),
        (400, "instance account not authorized", "NotAuthorized"),
        (400, "Instance account is expired. Renew your instance from personal area", "Expired"),
        (400, "Instance has expired", "Expired"),
        (403, "Your subscription expired on 01.12.2026. Pay by the link: https://console.green-api.com/pay", "Expired"),
        (400, "INSTANCE_EXPIRED", "Expired"),
        (400, "Authorization code expired", "Unknown"),
        (400, "File from url https://files.example/account/expired.pdf not found", "Unknown"),
        (401, "Token expired", "BadToken"),
        (500, "Internal Server Error: cache expired", "ServerError"),
        (400, "Instance is deleted", "Deleted"),
        (400, "bad request data", "BadRequestData"),
        (400, "Validation failed", "Validation"),
        (400, "Validation failed. Details: 'value' must have at least 1 key", "Validation"),
        (400, "Validation failed. Details: 'chatId' is required", "Validation"),
        (400, "Validation failed. Details: 'message' is not allowed to be empty", "Validation"),
        (400, "Count must be greater than or equal to 1", "Validation"),
        (400, "Unexpected token _ in JSON at position 12", "MalformedRequest"),
        (400, "parameter idInstance not an integer", "BadAddress"),
        (400, "parameter apiTokenInstance not define", "BadAddress"),
        (400, "ArchiveChatError: cannot archive chat cause last message not found in chat", "LastMessageNotFound"),
        (400, "UnarchiveChatError: cannot archive chat cause last message not found in chat", "LastMessageNotFound"),
        (400, "ArchiveChatError: chat with id 71234567890@c.us already archive=true", "AlreadyArchived"),
        (400, "UnarchiveChatError: chat with id 71234567890@c.us already archive=false", "AlreadyUnarchived"),
        (400, "ArchiveChatError: chat with id 71234567890@c.us not found", "ChatNotFound"),
        (500, "interface conversion: interface {} is bool, not string", "MalformedRequest"),
        (500, "interface conversion: interface {} is float64, not string", "MalformedRequest"),
        (
            400,
            "json: cannot unmarshal number \" into Go struct field RequestBody.Count of type int32",
            "MalformedRequest",
        ),
        (400, "bad phone number, valid 11 or 12 digits", "BadPhoneNumber"),
        (400, "Validation failed. Details: Wrong format. 'phoneNumber' must contain only digits", "BadPhoneNumber"),
        (400, "check phone number timeout limit exceeded", "CheckTimedOut"),
        (
            400,
            "Validation failed. Details: 'chatId' must be one of the next formats: 'phone_number@c.us' or 'chat_id@lid'",
            "ChatIdRefused",
        ),
        (
            400,
            "Validation failed. Details: The method GetContactInfo does not support group chats, to work with \
             groups, use the GetGroupData method",
            "GroupsNotSupported",
        ),
        (400, "Message cannot be received because custom webhook url is set", "WebhookUrlIsSet"),
        (400, "Internal Server Error", "ServerError"),
        (401, "Unauthorized", "BadToken"),
        (403, "Forbidden", "Forbidden"),
        (403, "Your account is suspended", "AccountSuspended"),
        (404, "Cannot GET /waInstance1101000001/archiveChat/***", "NotFound"),
        (408, "Request Timeout", "GaveUp"),
        (429, "Too Many Requests", "RateLimited"),
        (469, "User get contact info limit reached", "CheckLimit"),
        (499, "Client Closed Request", "GaveUp"),
        (500, "Cannot read properties of undefined (reading 'onWhatsApp')", "ServerError"),
        (500, "request entity too large", "RequestTooLarge"),
        (
            500,
            "File from url exceeded max upload size. Size: 140mb Limit: 100mb Url: https://a.example",
            "FileTooLarge",
        ),
        (502, "Bad Gateway", "BadGateway"),
        (503, "Service Unavailable", "BadGateway"),
        (504, "Gateway Timeout", "BadGateway"),
        (418, "I am a teapot", "Unknown"),
        (400, "something never seen", "Unknown"),
    ] {
        assert_eq!(name(status, text), expected, "{status} {text}");
    }
}

#[test]
fn a_web_page_shows_as_the_status_in_words() {
    let page = |words: &str| format!("<html>\r\n<head><title>{words}</title></head><body><CENTER>nginx/1.2</CENTER>");
    let failure = classify::failure(403, "Forbidden", &page("403 Forbidden"), None);
    assert_eq!(failure, Failure::Forbidden(ErrorReply { status: 403, text: "Forbidden".into() }));
    assert_eq!(classify::failure(404, "Not Found", &page("404 Not Found"), None).name(), "NotFound");
    assert_eq!(classify::failure(502, "Bad Gateway", &page("502 Bad Gateway"), None).name(), "BadGateway");
    // An nginx that is not the gateway's.
    for other in [page("Welcome to nginx!"), page("403 Forbidden").replace("nginx", "squid"), "<?xml?>".into()] {
        assert_eq!(classify::failure(403, "Forbidden", &other, None), Failure::Html { status: 403 });
    }
}

#[test]
fn expired_may_be_said_by_any_member() {
    let body =
        r#"{"statusCode":403,"path":"/waInstance1/sendMessage/***","message":"Forbidden","error":"Instance expired"}"#;
    assert_eq!(classify::failure(403, "Forbidden", body, None).name(), "Expired");
    let body = r#"{"statusCode":403,"path":"/expired","message":"Forbidden"}"#;
    assert_eq!(classify::failure(403, "Forbidden", body, None).name(), "Forbidden");
}

#[test]
fn an_empty_401_is_a_bad_token_without_words() {
    let failure = classify::failure(401, "Unauthorized", "", None);
    assert_eq!((failure.name(), failure.server_text()), ("BadToken", None));
}

#[test]
fn a_redirect_is_not_an_answer() {
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(classify::failure(status, "Found", "", None), Failure::Redirected { status });
    }
    // None of these leads elsewhere (RFC 9110, 15.4).
    for status in [300, 304, 305, 306, 310] {
        assert_eq!(classify::failure(status, "", "", None).name(), "Unknown", "{status}");
        assert_eq!(classify::failure(status, "", "<html>", None), Failure::Html { status });
    }
}

#[test]
fn retry_after_is_kept() {
    let wait = Some(Duration::from_secs(3));
    let failure = classify::failure(429, "Too Many Requests", "", wait);
    assert!(matches!(failure, Failure::RateLimited { retry_after, .. } if retry_after == wait));
}

#[test]
fn validation_keeps_its_details() {
    let failure = classify::failure(400, "", "Validation failed. Details: 'chatId' is required", None);
    assert!(matches!(failure, Failure::Validation { details, .. } if details == "'chatId' is required"));
    let failure = classify::failure(400, "", "Validation failed", None);
    assert!(matches!(failure, Failure::Validation { details, .. } if details.is_empty()));
}

fn quota(status: u16, body: &str) -> Quota {
    match classify::failure(status, "", body, None) {
        Failure::Quota(quota) => quota,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_466_is_read_from_each_of_its_containers() {
    let checks = quota(
        466,
        r#"{"invokeStatus":{"method":"checkwhatsapp","used":100,"total":100,"status":"QUOTE_EXCEEDED",
            "description":"Monthly quota has been exceeded."}}"#,
    );
    assert_eq!((checks.method.as_str(), checks.used, checks.total), ("checkwhatsapp", Some(100), Some(100)));
    assert_eq!(checks.description, "Monthly quota has been exceeded.");

    // The first member still allows the call.
    let chats = quota(
        466,
        r#"{"invokeStatus":{"method":"sendmessage","used":67,"total":0,"status":"QUOTE_ALLOWED","description":"..."},
            "correspondentsStatus":{"method":"correspondents","used":"3","total":"3",
            "status":"CORRESPONDENTS_QUOTE_EXCEEDED","description":"only these: 12345678901@c.us"}}"#,
    );
    assert_eq!((chats.method.as_str(), chats.used, chats.total), ("correspondents", Some(3), Some(3)));
    assert_eq!(chats.description, "only these: 12345678901@c.us");

    let spelled = quota(
        400,
        r#"{"quotaData":{"method":"correspondents","used":3,"total":0,"status":"CORRESPONDENTS_QUOTA_EXCEEDED"}}"#,
    );
    assert_eq!((spelled.used, spelled.total), (Some(3), None));

    let flat = quota(
        466,
        r#"{"method":"getContactInfo","used":"100","total":100,"status":"QUOTE_EXCEEDED","description":"Exceeded."}"#,
    );
    assert_eq!((flat.method.as_str(), flat.used, flat.total), ("getContactInfo", Some(100), Some(100)));
    assert_eq!(flat.description, "Exceeded.");

    let bare = quota(466, "quota");
    assert_eq!((bare.method.as_str(), bare.description.as_str()), ("", "quota"));
}

#[test]
fn unknown_outcomes_are_not_certain_ones() {
    let said = |status| ErrorReply { status, text: String::new() };
    assert!(Failure::BadGateway(said(502)).is_outcome_unknown());
    assert!(Failure::ConnectionLost { cause: Detail::words("") }.is_outcome_unknown());
    assert!(Failure::TimedOut { after: Duration::ZERO, sent: true }.is_outcome_unknown());
    assert!(!Failure::TimedOut { after: Duration::ZERO, sent: false }.is_outcome_unknown());
    assert!(!Failure::Cancelled { sent: false }.is_outcome_unknown());
    assert!(!Failure::BadToken(said(401)).is_outcome_unknown());
    assert!(!Failure::Unknown(said(418)).is_outcome_unknown());
    assert!(Failure::Unknown(said(520)).is_outcome_unknown());
}
