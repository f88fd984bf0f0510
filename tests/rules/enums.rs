//! Checks that a match on our own enum names every variant, so that a new one is considered everywhere.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::source::{each_level, is_mark, sources};

/// The parts that keep the rule.
const WHOLE: [&str; 2] = ["app", "model"];

/// Returns the names of the enums that the sources declare.
fn enums_in(tokens: &TokenStream, names: &mut BTreeSet<String>) {
    each_level(tokens, &mut |level| {
        for pair in level.windows(2) {
            if let [TokenTree::Ident(keyword), TokenTree::Ident(name)] = pair
                && keyword == "enum"
            {
                names.insert(name.to_string());
            }
        }
    });
}

/// Returns the patterns of the arms in the body of a `match`, each with its guard.
fn patterns(body: &TokenStream) -> Vec<Vec<TokenTree>> {
    let mut patterns = vec![Vec::new()];
    let mut tokens = body.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        if !is_mark(Some(&token), '=') || !is_mark(tokens.peek(), '>') {
            patterns.last_mut().unwrap().push(token);
            continue;
        }
        tokens.next();
        // The value of the arm ends with a comma, or with the braces that it begins with.
        let mut value = tokens.next_if(|first| !is_mark(Some(first), ','));
        let is_block = matches!(&value, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
        while !is_block && value.as_ref().is_some_and(|token| !is_mark(Some(token), ',')) {
            value = tokens.next();
        }
        if is_block {
            tokens.next_if(|next| is_mark(Some(next), ','));
        }
        patterns.push(Vec::new());
    }
    patterns
}

/// Returns the first of these enums whose variant a pattern names.
fn named<'a>(pattern: &[TokenTree], enums: &'a BTreeSet<String>) -> Option<&'a String> {
    let mut found = None;
    each_level(&pattern.iter().cloned().collect(), &mut |level| {
        for tokens in level.windows(3) {
            if let [TokenTree::Ident(name), first, second] = tokens
                && is_mark(Some(first), ':')
                && is_mark(Some(second), ':')
            {
                found = found.or(enums.get(&name.to_string()));
            }
        }
    });
    found
}

/// Returns the enums of which a `match` in these tokens names some variants and leaves the others to `_`.
fn not_whole<'a>(tokens: &TokenStream, enums: &'a BTreeSet<String>) -> Vec<&'a String> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let is_match = matches!(token, TokenTree::Ident(name) if name == "match");
            let body = level[at..].iter().find_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                _ => None,
            });
            let Some(body) = body.filter(|_| is_match) else { continue };
            let patterns = patterns(&body);
            let is_any = |pattern: &Vec<TokenTree>| matches!(&pattern[..], [TokenTree::Ident(name)] if name == "_");
            if patterns.iter().any(is_any) {
                found.extend(patterns.iter().find_map(|pattern| named(pattern, enums)));
            }
        }
    });
    found
}

#[test]
fn a_match_on_our_own_enum_names_every_variant() {
    let enums = BTreeSet::from(["Page".to_owned()]);
    let is_whole = |text: &str| not_whole(&text.parse().unwrap(), &enums).is_empty();
    assert!(!is_whole("match page { Page::Form => {} _ => show(), }"));
    assert!(!is_whole("match self.page { Some(Page::Form) if is_new => { new() }, _ => old() }"));
    assert!(is_whole("match page { Page::Form => match text { \"a\" => 1, _ => 2 }, Page::Journal => 3 }"));
    assert!(is_whole("match number { 1 => Page::Form, _ => Page::Journal }"));

    let sources = sources();
    let mut enums = BTreeSet::new();
    for source in &sources {
        enums_in(&source.tokens, &mut enums);
    }
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| WHOLE.iter().any(|part| source.path.starts_with(part))) {
        found.extend(not_whole(&source.tokens, &enums).iter().map(|name| format!("{}: {name}", source.path)));
    }
    assert_eq!(found, Vec::<String>::new());
}
