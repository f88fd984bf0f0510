//! Checks that a token is copied only for a request.

use proc_macro2::TokenTree;

use crate::source::{each_level, is_mark, sources};

#[test]
fn no_token_is_copied_only_to_ask_whether_there_is_one() {
    let mut copying = Vec::new();
    for source in sources() {
        each_level(&source.tokens, &mut |level| {
            for tokens in level.windows(4) {
                let [TokenTree::Ident(call), TokenTree::Group(_), dot, TokenTree::Ident(asks)] = tokens else {
                    continue;
                };
                if call == "credentials" && is_mark(Some(dot), '.') && (asks == "is_none" || asks == "is_some") {
                    copying.push(source.path.clone());
                }
            }
        });
    }
    assert_eq!(copying, [""; 0], "Instance::has_token answers without a copy");
}
