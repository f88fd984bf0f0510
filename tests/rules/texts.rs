//! The texts of the interface: both languages have the same ones, and no text is missing or unused. Also the comments of
//! the sources: none has a turn of translated English.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::TokenTree;

use crate::source::{each_level, files_below, is_mark, sources};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the texts of a language by id, as written.
pub fn texts(language: &str) -> BTreeMap<String, String> {
    let folder = root().join("assets/locales").join(language);
    let mut texts = BTreeMap::new();
    for file in files_below(&folder) {
        let mut last = None;
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let starts_a_text = line.starts_with(|first: char| first.is_ascii_alphabetic());
            if starts_a_text {
                let (id, text) = line.split_once(" = ").or(line.split_once(" =")).expect("an id, = and a text");
                let before = texts.insert(id.to_owned(), text.to_owned());
                assert_eq!(before, None, "{id} of {language} stands twice");
                last = Some(id.to_owned());
            } else if line.starts_with([' ', '}']) {
                let id = last.as_ref().expect("a line that goes on with a text");
                texts.get_mut(id).unwrap().push_str(&format!("\n{line}"));
            }
        }
    }
    assert!(texts.len() > 100, "the texts are looked for in the wrong place");
    texts
}

/// Returns the names that follow this mark in a text: `$` for its variables.
fn names_after(text: &str, mark: &str) -> BTreeSet<String> {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
    text.split(mark).skip(1).map(|rest| rest.chars().take_while(is_name).collect()).collect()
}

fn variables(text: &str) -> BTreeSet<String> {
    names_after(text, "$")
}

/// A call of `tr!`.
struct Call {
    id: String,
    /// The names of its arguments.
    arguments: BTreeSet<String>,
    /// The file that contains it.
    path: String,
}

/// Returns the text of a token that is a plain string.
fn string(token: Option<&TokenTree>) -> Option<String> {
    let Some(TokenTree::Literal(literal)) = token else { return None };
    let text = literal.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Returns every string of the sources, and every call of `tr!`.
fn strings_and_calls() -> (BTreeSet<String>, Vec<Call>) {
    let (mut strings, mut calls) = (BTreeSet::new(), Vec::new());
    for source in sources() {
        each_level(&source.tokens, &mut |level| {
            strings.extend(level.iter().filter_map(|token| string(Some(token))));
            for (at, token) in level.iter().enumerate() {
                let is_tr = matches!(token, TokenTree::Ident(name) if name == "tr") && is_mark(level.get(at + 1), '!');
                if let Some(TokenTree::Group(group)) = level.get(at + 2).filter(|_| is_tr) {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let arguments = arguments(&inner);
                    calls.extend(string(inner.first()).map(|id| Call { id, arguments, path: source.path.clone() }));
                }
            }
        });
    }
    (strings, calls)
}

/// Returns the names before `=` in `"id", name = value, …`.
fn arguments(inner: &[TokenTree]) -> BTreeSet<String> {
    let named = |at: usize| is_mark(inner.get(at.wrapping_sub(1)), ',') && is_mark(inner.get(at + 1), '=');
    let names = inner.iter().enumerate().filter(|(at, _)| named(*at));
    names.map(|(_, name)| name.to_string()).collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let (english, russian) = (texts("en"), texts("ru"));
    let ids = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
    let (of_english, of_russian) = (ids(&english), ids(&russian));
    assert_eq!(of_english.difference(&of_russian).collect::<Vec<_>>(), Vec::<&String>::new(), "no Russian");
    assert_eq!(of_russian.difference(&of_english).collect::<Vec<_>>(), Vec::<&String>::new(), "no English");
    for (id, text) in &english {
        assert_eq!(variables(text), variables(&russian[id]), "the variables of {id}");
    }
}

#[test]
fn every_text_that_is_asked_for_is_there_with_all_that_it_needs() {
    let texts = texts("en");
    let (_, calls) = strings_and_calls();
    assert!(calls.len() > 100, "the calls of tr! are not read");
    for Call { id, arguments, path } in calls {
        let text = texts.get(&id).unwrap_or_else(|| panic!("{path} asks for {id}, which is no text"));
        assert_eq!(variables(text), arguments, "the variables of {id}, and what {path} gives it");
    }
}

/// The bundles have no functions: a text that calls one is shown as its id. Numbers are formatted without.
#[test]
fn no_text_calls_a_function() {
    for (id, text) in ["en", "ru"].into_iter().flat_map(texts) {
        assert!(!text.contains("NUMBER(") && !text.contains("DATETIME("), "{id}: {text}");
    }
}

#[test]
fn no_text_is_there_for_nothing() {
    let texts = texts("en");
    let (strings, _) = strings_and_calls();
    let within: BTreeSet<String> = texts.values().flat_map(|text| names_after(text, "{ ")).collect();
    // `explain` derives three ids from one name, and two for the journal.
    let of_a_name = |id: &str| {
        let name = id.strip_prefix("explain-").and_then(|rest| rest.rsplit_once('-'));
        let in_journal = ["journal-brief-", "journal-why-"].into_iter().find_map(|front| id.strip_prefix(front));
        name.is_some_and(|(name, part)| ["what", "why", "todo"].contains(&part) && strings.contains(name))
            || in_journal.is_some_and(|name| strings.contains(name))
    };
    let unused: Vec<&String> =
        texts.keys().filter(|id| !strings.contains(*id) && !within.contains(*id) && !of_a_name(id)).collect();
    assert_eq!(unused, Vec::<&String>::new());
}

/// Turns that make a comment read like a translation. CONTRIBUTING.md has the rule and examples of better wording.
const TURNS: [&str; 15] = [
    "so many",
    "what came of",
    "is to be",
    "are to be",
    "was to be",
    "were to be",
    "is told",
    "are told",
    "tells of",
    "anew",
    "whoever",
    "mends",
    "mended",
    "no more",
    "be it",
];

/// Words that no doc comment begins with: a verb or a noun says sooner what it is about.
const OPENERS: [&str; 4] = ["Gives", "What", "Whose", "From"];

/// Returns the marker of a comment line (`//`, `///` or `//!`) and its text.
fn comment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let marker = ["///", "//!", "//"].into_iter().find(|marker| line.starts_with(marker))?;
    Some((marker, line[marker.len()..].trim()))
}

/// Whether a line declares a function.
fn is_function(line: &str) -> bool {
    let line = line.strip_prefix("pub(").and_then(|line| line.split_once(") ")).map_or(line, |(_, rest)| rest);
    line.split(' ').find(|word| !["pub", "const", "async", "unsafe"].contains(word)) == Some("fn")
}

/// Returns the doc comments of functions that do not begin with a verb in the third person, each with its line number.
/// A handler of the practice server may begin with the page that documents it. The name of a test is its sentence.
fn without_verb(source: &str) -> Vec<(usize, &str)> {
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let mut found = Vec::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
        let attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).count();
        let last = at - attributes;
        let documented = lines[..last].iter().rev().take_while(|line| line.starts_with("///")).count();
        let is_test = lines[last..at].iter().any(|line| line.contains("test"));
        let Some(text) = lines.get(last - documented).filter(|_| documented > 0 && !is_test) else { continue };
        let text = text.trim_start_matches('/').trim();
        let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_verb = word.starts_with(char::is_uppercase) && word.ends_with('s');
        if !is_verb && !["Whether", "Like"].contains(&word) && !text.starts_with("`green-api.com") {
            found.push((last - documented + 1, text));
        }
    }
    found
}

/// Whether a text has this turn as whole words, beginning in its first `length` bytes.
fn has_turn(text: &str, length: usize, turn: &str) -> bool {
    text.match_indices(turn).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + turn.len()..].chars().next();
        at < length && ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Returns the bad turns and openers in the comments of a Rust source, each with its line number.
fn bad_turns(source: &str) -> Vec<(usize, &'static str)> {
    let lines: Vec<_> = source.lines().map(comment).collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((marker, text)) = *line else { continue };
        let neighbour = |index: usize| lines.get(index).copied().flatten().filter(|(other, _)| *other == marker);
        // A turn may begin on one line and end on the next.
        let joined = format!("{text} {}", neighbour(index + 1).map_or("", |(_, next)| next)).to_ascii_lowercase();
        found.extend(TURNS.iter().filter(|turn| has_turn(&joined, text.len(), turn)).map(|turn| (index + 1, *turn)));
        let begins = marker != "//" && neighbour(index.wrapping_sub(1)).is_none();
        let opener = text.split(|c: char| !c.is_alphanumeric()).next();
        found.extend(OPENERS.iter().filter(|word| begins && opener == Some(word)).map(|word| (index + 1, *word)));
    }
    found
}

#[test]
fn the_comment_of_a_function_begins_with_a_verb() {
    let mut found = Vec::new();
    for path in ["src", "tests", "benches"].iter().flat_map(|folder| files_below(&root().join(folder))) {
        if path.extension().is_some_and(|end| end == "rs") {
            let file = path.strip_prefix(root()).unwrap().display().to_string();
            let source = std::fs::read_to_string(&path).unwrap();
            found.extend(without_verb(&source).into_iter().map(|(line, text)| format!("{file}:{line}: {text}")));
        }
    }
    assert!(found.is_empty(), "see Comments and documents in CONTRIBUTING.md\n{}", found.join("\n"));
}

#[test]
fn a_comment_without_a_verb_is_found_where_it_belongs_to_a_function() {
    for source in ["/// The id.\nfn id() {}", "/// Name,\n/// if any.\n#[inline]\npub(in crate::app) async fn id() {}"]
    {
        assert_eq!(without_verb(source).len(), 1, "{source}");
    }
    for source in [
        "/// The id.\npub struct Id;\nfn id() {}",
        "/// Returns the id.\npub const fn id() {}",
        "/// Whether it is set.\nfn id() {}",
        "/// The issue says so.\n#[test]\nfn it_is() {}",
        "/// `green-api.com/docs/api/account/QR`\nfn id() {}",
    ] {
        assert_eq!(without_verb(source), [], "{source}");
    }
}

#[test]
fn no_comment_has_a_turn_of_translated_english() {
    let (mut read, mut found) = (0, Vec::new());
    for path in ["src", "tests", "benches"].iter().flat_map(|folder| files_below(&root().join(folder))) {
        if path.extension().is_some_and(|end| end == "rs") {
            read += 1;
            let file = path.strip_prefix(root()).unwrap().display().to_string();
            let turns = bad_turns(&std::fs::read_to_string(&path).unwrap());
            found.extend(turns.into_iter().map(|(line, turn)| format!("{file}:{line}: {turn}")));
        }
    }
    assert!(read > 100, "the sources are looked for in the wrong place");
    assert!(found.is_empty(), "see Comments and documents in CONTRIBUTING.md\n{}", found.join("\n"));
}

#[test]
fn a_bad_turn_is_found_in_a_comment_and_nowhere_else() {
    for (source, expected) in [
        ("/// Gives the count.", vec![(1, "Gives")]),
        ("fn a() {}\n//! What finds in them.\n//! Whose is fine here.", vec![(2, "What")]),
        ("/// From a failure to words.\nfn a() {}\n    /// Whose it is.", vec![(1, "From"), (3, "Whose")]),
        ("    // Here it is\n    // told, and written anew.", vec![(1, "is told"), (2, "anew")]),
        ("// No more: So many rows.", vec![(1, "so many"), (1, "no more")]),
        ("// Здесь whoever it is.", vec![(1, "whoever")]),
    ] {
        assert_eq!(bad_turns(source), expected, "{source}");
    }
    for source in [
        "/// Returns the count.\n/// From here on it is known.",
        "// What follows is fine. Amends the entry; `is_told` is a name.",
        "let text = \"so many\"; let told = is_told;",
        "/// It is.\nfn told() {}",
    ] {
        assert_eq!(bad_turns(source), [], "{source}");
    }
}
