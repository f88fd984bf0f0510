//! Checks that one function applies a value of the server, because it also notifies the parts that depend on it.

use proc_macro2::TokenTree;

use crate::source::{each_level, is_mark, sources};

/// The values of an instance whose changes have subscribers.
const VALUES: [&str; 5] = ["state", "settings", "count", "queue", "suspended_until"];

/// The methods of `Known` that change a value.
const CHANGES: [&str; 4] = ["set", "recall", "record", "take"];

fn is_one_of(token: &TokenTree, names: &[&str]) -> bool {
    matches!(token, TokenTree::Ident(ident) if names.iter().any(|name| ident == name))
}

#[test]
fn a_value_of_the_server_is_learned_in_one_place() {
    let mut changing = Vec::new();
    for source in sources().into_iter().filter(|source| source.path.starts_with("app/")) {
        each_level(&source.tokens, &mut |level| {
            for tokens in level.windows(5) {
                let [before, value, dot, change, TokenTree::Group(_)] = tokens else { continue };
                let is_call = is_mark(Some(before), '.') && is_mark(Some(dot), '.');
                if is_call && is_one_of(value, &VALUES) && is_one_of(change, &CHANGES) {
                    changing.push(source.path.clone());
                }
            }
        });
    }
    changing.dedup();
    assert_eq!(changing, ["app/facts.rs"]);
}
