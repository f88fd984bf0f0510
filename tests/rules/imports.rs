//! Checks which part of the program uses which, against the map in `lib.rs`.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{Delimiter, TokenTree};

use crate::source::{Source, each_level, is_mark, sources};

/// Each part of the program with the parts that it may use.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("green_api", &[]),
    ("practice", &[]),
    ("vault", &["green_api"]),
    ("store", &["green_api"]),
    ("work", &["green_api", "vault", "store"]),
    ("explain", &["green_api", "vault", "store", "work"]),
    ("model", &["green_api", "vault", "store", "work", "explain"]),
    ("ui", &["green_api", "vault", "store", "work", "explain", "model"]),
    ("platform", &["green_api", "store", "explain"]),
    ("app", &["green_api", "practice", "vault", "store", "work", "explain", "model", "ui", "platform"]),
    // The command line names values of the settings, and the fatal error is in the user's language.
    ("main", &["green_api", "app", "practice", "store", "ui", "platform"]),
];

/// The parts that draw.
const DRAWING: [&str; 3] = ["ui", "app", "main"];

/// The types that reach outside the program; a view never holds one.
const REACHING_OUT: [(&str, &str); 3] = [("green_api", "Client"), ("vault", "Vault"), ("store", "Store")];

/// Returns the part that a file belongs to; `None` for the map itself.
fn part_of(path: &str) -> Option<&str> {
    match path {
        "lib.rs" => None,
        "main.rs" => Some("main"),
        _ => Some(path.split(['/', '.']).next().unwrap()),
    }
}

/// Collects the path after `crate`, up to two names: `vault`, `vault::Vault`.
fn names_after(level: &[TokenTree], prefix: &str, found: &mut BTreeSet<String>) {
    let goes_on = is_mark(level.first(), ':') && is_mark(level.get(1), ':');
    if !goes_on {
        return;
    }
    match level.get(2) {
        Some(TokenTree::Ident(name)) => {
            found.insert(format!("{prefix}{name}"));
            if prefix.is_empty() {
                names_after(&level[3..], &format!("{name}::"), found);
            }
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for item in inner.split(|token| is_mark(Some(token), ',')) {
                let Some(TokenTree::Ident(name)) = item.first() else { continue };
                found.insert(format!("{prefix}{name}"));
                if prefix.is_empty() {
                    names_after(&item[1..], &format!("{name}::"), found);
                }
            }
        }
        _ => {}
    }
}

/// Returns the parts of the program, and the names in them, that a file uses.
fn used_by(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_level(&source.tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let TokenTree::Ident(name) = token else { continue };
            if name == "crate" || name == "instance_desk" {
                names_after(&level[at + 1..], "", &mut found);
            }
        }
    });
    if found.remove("tr") {
        found.insert("ui".to_owned()); // the macro looks up texts there
    }
    found
}

/// Returns the length of the longest `super::super::…` in a file.
fn supers_in(source: &Source) -> usize {
    let mut longest = 0;
    each_level(&source.tokens, &mut |level| {
        let mut run = 0;
        for token in level {
            match token {
                TokenTree::Ident(name) if name == "super" => run += 1,
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                _ => run = 0,
            }
            longest = longest.max(run);
        }
    });
    longest
}

#[test]
fn each_part_uses_only_those_above_it_in_the_map() {
    let mut parts = BTreeSet::new();
    let mut broken = Vec::new();
    for source in sources() {
        let Some(part) = part_of(&source.path) else { continue };
        parts.insert(part.to_owned());
        let (_, may_use) = MAY_USE.iter().find(|(name, _)| *name == part).expect("a part that the map does not have");
        for used in used_by(&source) {
            let is_part = MAY_USE.iter().any(|(name, _)| *name == used);
            if is_part && used != part && !may_use.contains(&used.as_str()) {
                broken.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
    assert_eq!(parts, MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn super_is_never_followed_by_another() {
    for source in sources() {
        assert!(supers_in(&source) <= 1, "{} has `super::super`", source.path);
    }
}

#[test]
fn only_what_draws_knows_egui() {
    for source in sources() {
        if part_of(&source.path).is_none_or(|part| DRAWING.contains(&part)) {
            continue;
        }
        each_level(&source.tokens, &mut |level| {
            let knows =
                |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "egui" || name == "eframe");
            assert!(!level.iter().any(knows), "{} knows egui", source.path);
        });
    }
}

/// Ctrl+C in a console of Windows, and its closing, end every program that is attached to it.
#[test]
fn no_console_is_held_while_the_window_is_open() {
    const ATTACH: &str = "Console::attach";
    let text = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path));
    let attaches = |source: &Source| text(&source.path).unwrap().contains(ATTACH);
    let attached: BTreeSet<String> = sources().into_iter().filter(attaches).map(|source| source.path).collect();
    let prints = ["main.rs", "platform/fatal_error.rs"].map(str::to_owned);
    assert_eq!(attached, BTreeSet::from(prints), "only what prints attaches");
    let main = text("main.rs").unwrap();
    let (before, window) = main.split_once("fn open_window(").unwrap();
    assert!(!window.contains(ATTACH), "the window would be attached");
    // A `main` that attached at its start would be attached for good.
    let start = before.split_once("fn main(").unwrap().1;
    assert!(!start.contains(&format!("\n    let _console = {ATTACH}")), "it is attached before the window opens");
}

#[test]
fn every_text_field_is_the_one_with_the_limit() {
    for source in sources() {
        let is_the_widget = source.path == "ui/widgets/field.rs";
        each_level(&source.tokens, &mut |level| {
            let edits = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "TextEdit");
            assert!(is_the_widget || !level.iter().any(edits), "{} has a text field of its own", source.path);
        });
    }
}

#[test]
fn no_view_holds_the_client_the_keyring_or_the_disk() {
    for source in sources() {
        if part_of(&source.path) == Some("ui") {
            let used = used_by(&source);
            for (part, name) in REACHING_OUT {
                assert!(!used.contains(&format!("{part}::{name}")), "{} holds {part}::{name}", source.path);
            }
        }
    }
}

/// Returns the names of GREEN-API's methods as string literals: the first one in each `method!` or `sending!`.
fn method_names(sources: &[Source]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for source in sources.iter().filter(|source| source.path.starts_with("green_api/methods/")) {
        each_level(&source.tokens, &mut |level| {
            for tokens in level.windows(3) {
                let [TokenTree::Ident(name), bang, TokenTree::Group(item)] = tokens else { continue };
                if is_mark(Some(bang), '!') && (name == "method" || name == "sending") {
                    let literal = item.stream().into_iter().find(|token| matches!(token, TokenTree::Literal(_)));
                    names.extend(literal.map(|literal| literal.to_string()));
                }
            }
        });
    }
    names
}

#[test]
fn a_screen_names_a_method_only_by_its_type() {
    let sources = sources();
    let names = method_names(&sources);
    assert!(names.contains("\"qr\"") && names.contains("\"sendPoll\""), "{names:?}");
    let mut found = Vec::new();
    for source in &sources {
        if !matches!(part_of(&source.path), Some("ui" | "app")) || source.path.ends_with("tests.rs") {
            continue;
        }
        each_level(&source.tokens, &mut |level| {
            let literals = level.iter().filter(|token| matches!(token, TokenTree::Literal(_))).map(ToString::to_string);
            found.extend(literals.filter(|text| names.contains(text)).map(|text| format!("{}: {text}", source.path)));
        });
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn paths_are_read_whole() {
    let code = "use crate::{vault::{Vault, VaultName}, store::Store, model}; fn f() { g(crate::app::App); tr!(x) } use crate::tr;";
    let source = Source { path: "ui/example.rs".to_owned(), tokens: code.parse().unwrap() };
    let expected =
        ["app", "app::App", "model", "store", "store::Store", "ui", "vault", "vault::Vault", "vault::VaultName"];
    assert_eq!(used_by(&source), expected.map(str::to_owned).into());
}
