use crate::green_api::{ApiToken, Redactor, redact};

const TOKEN: &str = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";

fn redacted(text: &str) -> String {
    Redactor::new(&[&ApiToken::parse(TOKEN).unwrap()]).redact(text).into_owned()
}

#[test]
fn a_known_token_is_masked_however_it_is_escaped() {
    let percent: String = TOKEN.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let json: String = TOKEN.bytes().map(|byte| format!("\\u{byte:04X}")).collect();
    let twice = json.replace('\\', "\\\\");
    let mixed = format!("%64\\u0037&#53;{}", &TOKEN[3..]);
    let broken = format!("{}\u{200b}{}\u{ad}\u{2060}{}", &TOKEN[..2], &TOKEN[2..30], &TOKEN[30..]);
    for spelled in [TOKEN, &TOKEN.to_uppercase(), &percent, &json, &twice, &mixed, &broken] {
        assert_eq!(redacted(&format!("a {spelled}, b")), "a ***, b", "{spelled}");
    }
}

#[test]
fn an_address_is_masked_even_with_an_unknown_token() {
    for (text, expected) in [
        (
            r#"{"path":"/waInstance1101000001/getContactInfo/abc123","message":"x"}"#,
            r#"{"path":"/waInstance1101000001/getContactInfo/***","message":"x"}"#,
        ),
        (
            "GET https://h.example/v3/waInstance11/qr/abc?count=2 ok",
            "GET https://h.example/v3/waInstance11/qr/***?count=2 ok",
        ),
        (r#""\/waInstance11\/qr\/abc\/7""#, r#""\/waInstance11\/qr\/***\/7""#),
        ("%2FwaInstance11%2Fqr%2Fabc", "%2FwaInstance11%2Fqr%2F***"),
        ("/WAINSTANCE11/QR/abc /waInstance22/qr/def", "/WAINSTANCE11/QR/*** /waInstance22/qr/***"),
        ("/waInstance11/qr/", "/waInstance11/qr/"),
        ("waInstance is a word", "waInstance is a word"),
    ] {
        assert_eq!(redacted(text), expected);
    }
}

#[test]
fn secret_members_are_masked() {
    for (text, expected) in [
        (r#"{"apiTokenInstance":"abc","x":"y"}"#, r#"{"apiTokenInstance":"***","x":"y"}"#),
        (r#"{"webhookUrlToken" : "Bearer a\"b", "x":1}"#, r#"{"webhookUrlToken" : "***", "x":1}"#),
        (r#"{"webhookUrlToken":""}"#, r#"{"webhookUrlToken":""}"#),
        (r#"{"status":true,"code":"ABCD1234"}"#, r#"{"status":true,"code":"***"}"#),
        (r#"{"code":401,"description":"Unauthorized"}"#, r#"{"code":401,"description":"Unauthorized"}"#),
        (r#"{"password":"p w"}"#, r#"{"password":"***"}"#),
        (r#"{"password":"cut off"#, r#"{"password":"***"#),
        (r#"{"type":"qrCode","message":"iVBORw0KGgo="}"#, r#"{"type":"qrCode","message":"***"}"#),
        (r#"{"message":"iVBORw0KGgo=","type":"qrCode"}"#, r#"{"message":"***","type":"qrCode"}"#),
        (r#"{"type":"error","message":"Instance has auth"}"#, r#"{"type":"error","message":"Instance has auth"}"#),
        (
            r#"[{"type":"sendMessage","body":{"message":"See the \"qrCode\""}}]"#,
            r#"[{"type":"sendMessage","body":{"message":"See the \"qrCode\""}}]"#,
        ),
        (r#"{"body":"{\"password\":\"p\\\"w\",\"x\":1}"}"#, r#"{"body":"{\"password\":\"***\",\"x\":1}"}"#),
    ] {
        assert_eq!(redacted(text), expected);
    }
}

#[test]
fn the_process_masks_every_token_it_has_met() {
    redact::register(&ApiToken::parse("registered0canary0token").unwrap());
    redact::register(&ApiToken::parse("another0canary0token000").unwrap());
    assert_eq!(redact::all("panic: registered0canary0token / another0canary0token000"), "panic: *** / ***");
    // Also in the answer to a request with a token of its own.
    assert_eq!(redacted(&format!(r#"{{"name":"another0canary0token000 {TOKEN}"}}"#)), r#"{"name":"*** ***"}"#);
    // A phone number in the wrong field stays readable.
    redact::register(&ApiToken::parse("79995550123").unwrap());
    assert_eq!(redact::all("79995550123@c.us"), "79995550123@c.us");
}

#[test]
fn a_password_is_masked_however_the_server_repeats_it() {
    let redactor = Redactor::default().with(Some("Blue \"door\" 7"));
    for text in [r#"wrong: Blue "door" 7!"#, r#"{"message":"wrong: Blue \"door\" 7!"}"#] {
        let masked = redactor.redact(text);
        assert!(masked.contains("wrong: ***!") && !masked.contains("door"), "{masked}");
    }
    // As an encoder writes it that escapes all but ASCII, and as a part of an address.
    let redactor = Redactor::default().with(Some("Ключ-\"q\\w😀"));
    for text in [
        r#"{"reason":"wrong: \u041a\u043B\u044e\u0447-\"q\\w\ud83d\uDE00!"}"#,
        "wrong: %D0%9A%d0%bb%D1%8E%D1%87-%22q%5Cw%F0%9F%98%80!",
        "wrong: Ключ-\"q\\w😀!",
    ] {
        let masked = redactor.redact(text);
        assert!(masked.contains("wrong: ***!"), "{masked}");
    }
    assert_eq!(Redactor::default().with(Some("abc")).redact("abcde"), "abcde");
}

#[test]
fn a_password_is_masked_on_a_web_page_in_a_form_and_in_the_other_case() {
    for (password, spellings) in [
        (
            r#"Amp&<C>'"88"#,
            &[
                "Amp&amp;&lt;C&gt;&#39;&quot;88",
                "Amp&#38;&#x3C;C&#x3e;&apos;&#34;88",
                "Amp%26%3CC%3E%27%2288",
                r#"Amp\u0026\u003cC\u003e'\"88"#,
            ][..],
        ),
        ("Space & plus+12", &["Space+%26+plus%2B12", "space+&amp;+plus+12", "Space &amp; plus&#43;12"]),
        ("Ägypten-Ё", &["ägypten-ё", "%C3%A4gypten-%D1%91", r"\u00c4GYPTEN-\u0451", "&#228;gypten-&#x401;"]),
        ("and/or 7", &[r"and\/or 7", "and%2For+7"]),
        ("50%25 &amp; more", &["50%25 &amp; more", "50%2525 &amp;amp; more"]),
    ] {
        let redactor = Redactor::default().with(Some(password));
        for spelled in spellings {
            assert_eq!(redactor.redact(&format!("<p>{spelled}</p>")), "<p>***</p>", "{password}: {spelled}");
        }
    }
    let redactor = Redactor::default().with(Some("a b&c"));
    for text in ["a-b&amp;c", "a+b&lt;c", "a b&amp", "&#xFFFFFFFF;&#;&;a b"] {
        assert_eq!(redactor.redact(text), text);
    }
}

#[test]
fn debug_of_a_redactor_holds_no_token() {
    let redactor = Redactor::new(&[&ApiToken::parse(TOKEN).unwrap()]);
    assert!(!format!("{redactor:?}").contains(TOKEN));
}

#[test]
fn a_long_run_of_backslashes_is_read_once() {
    let from = std::time::Instant::now();
    let run = "\\".repeat(1 << 20);
    assert!(redacted(&run) == run);
    let escaped = format!("{run}u0064{}", &TOKEN[1..]);
    assert!(redacted(&escaped).ends_with("\\***"));
    assert!(from.elapsed() < std::time::Duration::from_secs(20), "{:?}", from.elapsed());
}
