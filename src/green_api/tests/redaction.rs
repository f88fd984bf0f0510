use base64::prelude::{BASE64_STANDARD, Engine};

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

/// Number of the encoders that an echo may pass.
pub(super) const ENCODERS: usize = 6;

/// Returns a text as one of the encoders writes it: for a URL, wholly or where it must, for HTML, wholly or where it must,
/// and for JSON, wholly or where it must.
pub(super) fn encoded(text: &str, encoder: usize) -> String {
    match encoder {
        0 => text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        1 => text.replace('%', "%25").replace('&', "%26").replace(';', "%3B").replace('\\', "%5C"),
        2 => text.chars().map(|character| format!("&#x{:x};", character as u32)).collect(),
        3 => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        4 => text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect(),
        _ => serde_json::Value::from(text).to_string().trim_matches('"').to_owned(),
    }
}

/// Separators between the characters of an echoed token.
pub(super) const BETWEEN: [&str; 14] = [
    "\",\"",
    "",
    "\u{200b}",
    "\r\n",
    "\u{a0}",
    " ",
    "&nbsp;",
    "&#8203;",
    "<wbr>",
    "</b><b class=\"x\">",
    "<!-- -->",
    "-",
    "...",
    "\t| ",
];

#[test]
fn a_known_token_is_masked_whatever_encoders_it_has_passed() {
    let broken = |by: &str| format!("{}{by}{}{by}{}", &TOKEN[..3], &TOKEN[3..29], &TOKEN[29..]);
    for plain in BETWEEN.iter().map(|by| broken(by)).chain([TOKEN.to_uppercase()]) {
        assert_eq!(redacted(&format!("a ({plain}), b")), "a (***), b");
        for (first, second) in (0..ENCODERS * ENCODERS).map(|pair| (pair / ENCODERS, pair % ENCODERS)) {
            let once = encoded(&plain, first);
            let twice = encoded(&once, second);
            for spelled in [once, encoded(&twice, second), twice] {
                assert_eq!(redacted(&format!("a ({spelled}), b")), "a (***), b", "{spelled}");
            }
        }
    }
}

#[test]
fn a_known_token_is_masked_in_base64_and_as_numbers() {
    for before in ["", "a", "ab", "{\"id\":1101822940,\"token\":\""] {
        let encoded = BASE64_STANDARD.encode(format!("{before}{TOKEN}\"}}"));
        for spelled in
            [encoded.clone(), encoded.replace('=', "%3D"), format!("{}\r\n{}", &encoded[..40], &encoded[40..])]
        {
            let masked = redacted(&format!("<p>{spelled}</p>"));
            let rest = masked.trim_start_matches("<p>").trim_end_matches("</p>").replace("***", "");
            let open = BASE64_STANDARD.encode(before).len();
            assert!(masked.contains("***") && rest.len() <= open + 8, "{spelled}: {masked}");
        }
    }
    let digits: String = TOKEN.bytes().map(|byte| format!("{byte:02x} ")).collect();
    assert_eq!(redacted(&format!("dump: {digits}.")), "dump: *** .");
    let buffer = serde_json::json!({"type": "Buffer", "data": TOKEN.as_bytes()}).to_string();
    assert_eq!(redacted(&buffer), r#"{"type":"Buffer","data":[***]}"#);
}

#[test]
fn what_seems_to_be_an_escape_before_a_token_hides_nothing() {
    for before in ["%", "100%", "\\u", "C:\\", "&#", "&", "\\x", "%25", "<b ", "&#x", "%u"] {
        for spelled in [TOKEN.to_owned(), TOKEN.bytes().map(|byte| format!("%{byte:02x}")).collect()] {
            let masked = redacted(&format!("{before}{spelled} b"));
            assert!(!masked.contains(&TOKEN[4..]) && masked.ends_with("*** b"), "{before}{spelled}: {masked}");
        }
    }
}

#[test]
fn only_a_token_is_masked() {
    for text in [
        &TOKEN[..49],
        &format!("{}***{}", &TOKEN[..25], &TOKEN[25..]),
        "<p>100% &amp; more</p>",
        r#"{"name":"\u0418\u0432\u0430\u043d","id":"79991234567@c.us"}"#,
    ] {
        assert_eq!(redacted(text), text);
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

/// The cost of many tokens in a large text of escapes, tags and fronts of tokens is bounded.
#[test]
fn many_tokens_in_a_large_text_of_escapes_are_found_in_time() {
    let tokens: Vec<_> = (0..200)
        .map(|number: u64| {
            let half = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            ApiToken::parse(&format!("{half:016x}{:016x}", half.rotate_left(29))).unwrap()
        })
        .collect();
    let redactor = Redactor::new(&tokens.iter().collect::<Vec<_>>());
    let from = std::time::Instant::now();
    let front = &tokens[0].expose()[..20];
    for part in
        ["%25", "&amp;", "\\\\u0064", "<b ", "&#", front, &format!("{front}."), "a", "&&&&", "{\"name\":\"\\u0418\"},"]
    {
        let text = part.repeat((1 << 20) / part.len());
        assert!(redactor.redact(&text) == text, "{part}");
        let masked = redactor.redact(&format!("{text} {}", tokens[7].expose())).into_owned();
        assert!(masked == format!("{text} ***"), "{part}");
    }
    assert!(from.elapsed() < std::time::Duration::from_secs(60), "{:?}", from.elapsed());
}
