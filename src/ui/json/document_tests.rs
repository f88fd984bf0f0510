//! Properties that hold for any body.

use std::collections::HashSet;

use proptest::prelude::*;

use super::JsonDocument;
use super::pretty::Piece;
use super::rows::{TreeRows, raw_rows};

/// Returns the tokens of all lines, without the viewer's additions.
fn tokens(document: &JsonDocument) -> String {
    (0..document.line_count())
        .flat_map(|line| document.pieces(line))
        .filter(|piece| piece.source.is_some())
        .map(|piece| piece.text.into_owned())
        .collect()
}

fn shown(pieces: &[Piece<'_>]) -> String {
    pieces.iter().map(|piece| &*piece.text).collect()
}

fn lines(document: &JsonDocument) -> Vec<String> {
    (0..document.line_count())
        .map(|line| {
            let steps = document.lines[line].depth as usize;
            format!("{}{}", "  ".repeat(steps), shown(&document.pieces(line)))
        })
        .collect()
}

#[test]
fn json_reads_as_people_write_it() {
    let document = JsonDocument::parse(r#"{"a":[{"b":1.0},2e5, null],"a":{},"big":12345678901234567890}"#);
    assert_eq!(
        lines(&document),
        [
            "{",
            r#"  "a": ["#,
            "    0: {",
            r#"      "b": 1.0"#,
            "    },",
            "    2e5,",
            "    null",
            "  ],",
            r#"  "a": {},"#,
            r#"  "big": 12345678901234567890"#,
            "}",
        ]
    );
    assert!(!document.is_cut_short());
}

#[test]
fn a_folded_line_sums_up_what_is_in_it() {
    let text = r#"[{"messageID":"BAE587FA1CECF760","type":"sendMessage","body":{"chatId":"1"}},[],[1,2]]"#;
    let document = JsonDocument::parse(text);
    assert_eq!(
        shown(&document.summary(1, 200)),
        r#"0: { "messageID": "BAE587FA1CECF760", "type": "sendMessage", "body": { … } },"#
    );
    assert_eq!(shown(&document.pieces(8)), "1: [],");
    assert_eq!(shown(&document.summary(9, 200)), "2: [ 1, 2 ]");
}

#[test]
fn text_that_is_no_json_stays_text() {
    for text in [
        "ArchiveChatError: cannot archive chat cause last message not found in chat",
        "<html>502</html>",
        "{\"a\": 1} trailing",
        "{a: 1}",
        "[1,]",
        "{\"a\" 1}",
        "[}",
        "]",
        "1 2",
        ",",
        "",
        " \n",
    ] {
        let document = JsonDocument::parse(text);
        assert!(!document.is_json() && !document.is_cut_short(), "{text}");
        assert_eq!(document.text(), text);
    }
    for text in ["false", "null", "\u{feff}{}", " 12 ", "\"x\""] {
        assert!(JsonDocument::parse(text).is_json(), "{text}");
    }
}

#[test]
fn json_that_breaks_off_is_shown_as_far_as_it_goes() {
    let whole = r#"[{"a": "б\"", "c": [1, true]}, -2]"#;
    for end in (1..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let part = &whole[..end];
        let document = JsonDocument::parse(part);
        assert!(document.is_json() && document.is_cut_short(), "{part}");
        assert_eq!(without_blanks(&tokens(&document)), without_blanks(part));
    }
}

#[test]
fn deep_nesting_and_long_strings_are_no_danger() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let document = JsonDocument::parse(&deep);
    assert_eq!(document.line_count(), 19_999);
    assert_eq!(TreeRows::lay(&document, &HashSet::new(), 80).len(), 19_999);
    assert_eq!(document.lines[9_999].depth, 9_999);
    assert_eq!(document.value_source(0).len(), 20_000);

    let long = format!(r#"{{"base64":"{}","b":1}}"#, "x".repeat(3_000_000));
    let document = JsonDocument::parse(&long);
    let line = shown(&document.pieces(1));
    assert!(line.len() < 5_000 && line.ends_with('…'));
    assert!(TreeRows::lay(&document, &HashSet::new(), 80).len() < 100);
    assert_eq!(document.value_source(1).len(), 3_000_002);
}

#[test]
fn a_body_of_brackets_does_not_fill_the_memory() {
    let document = JsonDocument::parse(&"[".repeat(5_000_000));
    assert!(!document.is_json());
    assert_eq!(document.text().len(), 5_000_000);
}

#[test]
fn a_place_in_the_body_is_found_in_its_row_and_opened() {
    let items: Vec<String> = (0..20).map(|n| format!(r#"{{"n":{{"deep":"word{n}"}}}}"#)).collect();
    let document = JsonDocument::parse(&format!("[{}]", items.join(",")));
    let at = document.find("word7")[0].start;
    let mut toggled = HashSet::new();
    assert!(document.unfold_to(at, &mut toggled));
    let line = document.line_at(at) as u32;
    let rows = TreeRows::lay(&document, &toggled, 80);
    assert!(rows.iter().any(|row| row.line == line));
    assert!(!document.unfold_to(at, &mut toggled));
    let before: String =
        shown(&document.pieces(line as usize)).chars().take(document.characters_before(line as usize, at)).collect();
    assert_eq!(before, r#""deep": ""#);
}

/// Removes the blanks between tokens.
fn without_blanks(text: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let keep = |c: &char| {
        let kept = within || !c.is_ascii_whitespace();
        match c {
            _ if escaped => escaped = false,
            '\\' if within => escaped = true,
            '"' => within = !within,
            _ => {}
        }
        kept
    };
    text.chars().filter(keep).collect()
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 14, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..14).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_tokens_of_json_are_the_json(value in value(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            value.to_string()
        };
        let document = JsonDocument::parse(&text);
        prop_assert!(document.is_json() && !document.is_cut_short());
        prop_assert_eq!(tokens(&document), without_blanks(&text));
        prop_assert_eq!(document.value_source(0), text.trim());
    }

    #[test]
    fn no_body_makes_it_panic(body in "(?s)([\\[\\]{}:,\"\\\\ a-f0-9tn\u{feff}éж\n-]|true|null|\\PC){0,80}", columns in 1..40_usize) {
        let document = JsonDocument::parse(&body);
        prop_assert_eq!(document.text(), &body);
        let opened: HashSet<u32> = (0..document.line_count() as u32).step_by(2).collect();
        for row in TreeRows::lay(&document, &opened, columns).iter() {
            document.summary(row.line as usize, columns);
            document.value_source(row.line as usize);
        }
        let starts = raw_rows(&body, columns);
        prop_assert!(starts.iter().all(|start| body.is_char_boundary(*start as usize)));
        for place in document.find("a") {
            let line = document.line_at(place.start);
            document.characters_before(line, place.start);
            document.unfold_to(place.start, &mut HashSet::new());
        }
    }
}
