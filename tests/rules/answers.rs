//! Checks that every answer reaches a person or the log.

use proc_macro2::{TokenStream, TokenTree};

use crate::source::{each_level, is_mark, sources};

/// The methods whose last argument handles the answer of the database or of the settings file.
const ASKING: [&str; 3] = ["queue", "ask_database", "ask_store"];

/// Whether the last argument drops the answer: `drop`, or a closure that does nothing.
fn drops_answer(arguments: &TokenStream) -> bool {
    let text = arguments.to_string().replace(char::is_whitespace, "");
    let text = text.trim_end_matches(',');
    text.ends_with(",drop") || text.ends_with(",|_,_|{}")
}

#[test]
fn no_answer_of_the_database_is_dropped() {
    assert!(drops_answer(&"job, drop".parse().unwrap()));
    assert!(drops_answer(&"key, job, |_, _| {},".parse().unwrap()));
    assert!(!drops_answer(&"key, job, |app, read| app.on_read(read)".parse().unwrap()));
    let mut found = Vec::new();
    for source in sources() {
        each_level(&source.tokens, &mut |level| {
            for tokens in level.windows(3) {
                let [dot, TokenTree::Ident(name), TokenTree::Group(arguments)] = tokens else { continue };
                let asks = is_mark(Some(dot), '.') && ASKING.iter().any(|asking| name == asking);
                if asks && drops_answer(&arguments.stream()) {
                    found.push(format!("{}: {name}", source.path));
                }
            }
        });
    }
    assert_eq!(found, Vec::<String>::new());
}
