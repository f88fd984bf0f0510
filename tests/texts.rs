//! The texts of the interface: both languages say the same things, and nothing is said that no text is there for.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::TokenTree;
use source::{each_level, files_below, is_mark, sources};

/// The texts of a language by id, each as it is written.
fn texts(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language);
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

/// The names that follow this mark in a text: `$` for its variables.
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
    /// The file that it stands in.
    path: String,
}

/// The text of a token that is a plain string.
fn string(token: Option<&TokenTree>) -> Option<String> {
    let Some(TokenTree::Literal(literal)) = token else { return None };
    let text = literal.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Every string of the sources, and every call of `tr!`.
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

/// The names before `=` in `"id", name = value, …`.
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

#[test]
fn no_text_is_there_for_nothing() {
    let texts = texts("en");
    let (strings, _) = strings_and_calls();
    let within: BTreeSet<String> = texts.values().flat_map(|text| names_after(text, "{ ")).collect();
    // `explain` makes three ids of one name.
    let of_a_name = |id: &str| {
        let name = id.strip_prefix("explain-").and_then(|rest| rest.rsplit_once('-'));
        name.is_some_and(|(name, part)| ["what", "why", "todo"].contains(&part) && strings.contains(name))
    };
    let unused: Vec<&String> =
        texts.keys().filter(|id| !strings.contains(*id) && !within.contains(*id) && !of_a_name(id)).collect();
    assert_eq!(unused, Vec::<&String>::new());
}
