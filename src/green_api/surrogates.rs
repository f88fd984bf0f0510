//! Lone surrogate escapes in JSON: half of an emoji, which a server writes when it cuts a name to a length in UTF-16.

use std::borrow::Cow;

/// U+FFFD as a JSON escape. As long as the escape it replaces, so that no offset changes.
const REPLACEMENT: &str = r"\ufffd";

/// Replaces each lone surrogate escape (`\ud83d` without the other half) by `\ufffd`.
///
/// JSON's grammar allows such an escape (RFC 8259, section 8.2), but it is not a character, and parsers refuse the
/// whole text because of it. Every other text is returned unchanged.
pub fn without_lone_surrogates(json: &str) -> Cow<'_, str> {
    // Nearly every text has none, and two substring searches are far cheaper than a pass over all escapes.
    if !json.contains(r"\ud") && !json.contains(r"\uD") {
        return Cow::Borrowed(json);
    }
    let (mut replaced, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(start) = json[at..].find('\\').map(|offset| at + offset) {
        let length = match (code_unit(json, start), code_unit(json, start + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                replaced.push_str(&json[copied..start]);
                replaced.push_str(REPLACEMENT);
                copied = start + 6;
                6
            }
            (Some(_), _) => 6,
            // The escaped character may be a backslash, which begins no other escape.
            (None, _) => 1 + json[start + 1..].chars().next().map_or(0, char::len_utf8),
        };
        at = start + length;
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    replaced.push_str(&json[copied..]);
    Cow::Owned(replaced)
}

/// Returns the UTF-16 code unit of the escape `\uXXXX` at this offset.
fn code_unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(r"\u")?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_lone_half_is_replaced_wherever_it_is() {
        for (json, replaced) in [
            (r#""Lena \ud83d""#, r#""Lena \ufffd""#),
            (r#""\uDE00 Lena""#, r#""\ufffd Lena""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\uD83Dx\u0041""#, r#""\ufffdx\u0041""#),
            (r#""\ud83d\n""#, r#""\ufffd\n""#),
            (r#""\ud83d\u0041""#, r#""\ufffd\u0041""#),
            (r#"{"\ud83d":"\\\ud83d"}"#, r#"{"\ufffd":"\\\ufffd"}"#),
            (r#"["\uD83d\uDe00","\\ud83d","\ud7ff\ue000"]"#, r#"["\uD83d\uDe00","\\ud83d","\ud7ff\ue000"]"#),
        ] {
            assert_eq!(without_lone_surrogates(json), replaced);
            assert!(serde_json::from_str::<Value>(replaced).is_ok(), "{replaced}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [r"\ud83", r"\ud83d\", r"\", r"\ud8é", r"\uд83d", "\\\u{1F600}\\udZZZ", ""] {
            let expected = text.replace(r"\ud83d", REPLACEMENT);
            assert_eq!(without_lone_surrogates(text), expected, "{text}");
        }
    }

    /// Returns the inside of a JSON string, built from the pieces that matter.
    fn inside(lone: bool) -> impl Strategy<Value = String> {
        let high = "\\\\u[dD][89abAB][0-9a-fA-F]{2}";
        let low = "\\\\u[dD][c-fC-F][0-9a-fA-F]{2}";
        let whole = prop_oneof![
            (high, low).prop_map(|(high, low)| high + &low),
            Just(r"\\".to_owned()),
            Just(r#"\""#.to_owned()),
            Just(r"\\ud83d".to_owned()),
            "[a-zA-Zа-я0-9 😀\u{2028}]{0,3}",
            "\\\\u0[0-9a-f]{3}",
        ];
        let half = prop_oneof![high, low];
        let piece = if lone { prop_oneof![whole, half].boxed() } else { whole.boxed() };
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn json(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
        prop::collection::vec(text, 1..6).prop_map(|texts| {
            let members: Vec<String> =
                texts.iter().map(|text| format!("{{\"{text}\":[\"{text}\",1.50,null]}}")).collect();
            format!("[{}]", members.join(" , "))
        })
    }

    proptest! {
        #[test]
        fn valid_json_is_unchanged(json in json(inside(false))) {
            prop_assert!(serde_json::from_str::<Value>(&json).is_ok(), "{}", json);
            prop_assert!(matches!(without_lone_surrogates(&json), Cow::Borrowed(same) if same == json));
        }

        #[test]
        fn json_with_lone_halves_parses(json in json(inside(true))) {
            let replaced = without_lone_surrogates(&json);
            prop_assert!(serde_json::from_str::<Value>(&replaced).is_ok(), "{}", json);
            prop_assert_eq!(replaced.len(), json.len());
            prop_assert_eq!(&without_lone_surrogates(&replaced), &replaced);
        }

        #[test]
        fn any_text_is_taken(text in "(\\\\|u|d8|dc|00|[0-9a-f]|é|\"){0,24}") {
            without_lone_surrogates(&text);
        }
    }
}
