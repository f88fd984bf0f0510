//! The documents for contributors name only files, modules and items that exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::TokenTree;

use crate::source::{each_level, files_below, is_mark, sources};

const DOCUMENTS: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// Folders that are searched for file names given without their path.
const FOLDERS: [&str; 5] = ["src", "tests", "assets", "benches", ".github"];

/// Endings by which a name without a folder is recognized as a file.
const ENDINGS: [&str; 8] = [".rs", ".md", ".toml", ".ftl", ".py", ".sh", ".sql", ".txt"];

/// Macros of the standard library.
const OF_RUST: [&str; 2] = ["dbg!", "todo!"];

/// The keywords that a declared name follows.
const DECLARES: [&str; 9] = ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "macro_rules"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the code spans and the relative link targets of a Markdown text, without its code blocks.
fn mentions(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    for prose in markdown.split("```").step_by(2) {
        found.extend(prose.split('`').skip(1).step_by(2).map(str::to_owned));
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        found.extend(links.filter(|link| !link.contains(':')).map(|link| format!("./{link}")));
    }
    found
}

/// Returns the path that a mention names, if it names one: `./dev tour FOLDER` names `./dev`.
fn path_in(mention: &str) -> Option<&str> {
    let word = mention.split(' ').next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-*/".contains(c);
    let is_path = word.contains('/') || ENDINGS.iter().any(|end| word.len() > end.len() && word.ends_with(end));
    // Build output in `target` may be absent.
    (is_path && word.chars().all(is_plain) && !word.starts_with("target/")).then_some(word)
}

/// Whether a file or folder exists. A name without a folder may be anywhere; `*` matches any part of a file name.
fn exists(path: &str) -> bool {
    if !path.contains('/') {
        let is_it = |file: &Path| file.file_name().is_some_and(|name| name == path);
        let anywhere = || FOLDERS.iter().flat_map(|folder| files_below(&root().join(folder)));
        return root().join(path).exists() || anywhere().any(|file| is_it(&file));
    }
    let (folder, name) = path.trim_end_matches('/').rsplit_once('/').unwrap();
    let Some((before, after)) = name.split_once('*') else { return root().join(path).exists() };
    let entries = std::fs::read_dir(root().join(folder)).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.into_iter().any(|name| name.starts_with(before) && name.ends_with(after))
}

/// The names in the sources.
#[derive(Default)]
struct Names {
    /// Every identifier, in tests too.
    all: BTreeSet<String>,
    /// The declared names of each file, by its module path.
    declared: BTreeMap<String, BTreeSet<String>>,
    /// The fields, variants, functions and constants of each type.
    members: BTreeMap<String, BTreeSet<String>>,
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    let Some(TokenTree::Ident(name)) = token else { return None };
    Some(name.to_string())
}

/// Returns the names declared among these neighbouring tokens.
fn declared(level: &[TokenTree]) -> impl Iterator<Item = String> {
    level.iter().enumerate().filter_map(|(at, token)| {
        let keyword = ident(Some(token)).filter(|word| DECLARES.contains(&word.as_str()))?;
        let bang = usize::from(keyword == "macro_rules" && is_mark(level.get(at + 1), '!'));
        ident(level.get(at + 1 + bang))
    })
}

/// Returns the types whose body the group at `at` may be, after the keyword: one, or all that an `impl` names.
fn owners(level: &[TokenTree], at: usize) -> Option<Vec<String>> {
    let ends = |token: &TokenTree| matches!(token, TokenTree::Group(_)) || is_mark(Some(token), ';');
    let from = level[..at].iter().rposition(ends).map_or(0, |end| end + 1);
    let words: Vec<String> = level[from..at].iter().filter_map(|token| ident(Some(token))).collect();
    let keyword = words.iter().position(|word| ["struct", "enum", "trait", "impl"].contains(&word.as_str()))?;
    let named = if words[keyword] == "impl" { usize::MAX } else { 2 };
    Some(words.into_iter().skip(keyword).take(named).collect())
}

fn names() -> Names {
    let mut names = Names::default();
    for source in sources() {
        let module = source.path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
        let of_file = names.declared.entry(module).or_default();
        each_level(&source.tokens, &mut |level| {
            names.all.extend(level.iter().filter_map(|token| ident(Some(token))));
            of_file.extend(declared(level));
            for (at, token) in level.iter().enumerate() {
                let (TokenTree::Group(group), Some(owners)) = (token, owners(level, at)) else { continue };
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let has_fields = owners[0] == "enum" || owners[0] == "struct";
                let fields = inner.iter().filter(|_| has_fields).filter_map(|token| ident(Some(token)));
                let members: BTreeSet<String> = declared(&inner).chain(fields).collect();
                for owner in owners {
                    names.members.entry(owner).or_default().extend(members.iter().cloned());
                }
            }
        });
    }
    for test in files_below(&root().join("tests")).iter().filter(|file| file.extension().is_some_and(|end| end == "rs"))
    {
        let text = std::fs::read_to_string(test).unwrap();
        names.all.extend(text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
    }
    names
}

impl Names {
    /// Whether a mention that has the form of a Rust name is one of ours; `None` if it has another form.
    fn knows(&self, mention: &str) -> Option<bool> {
        let name = mention.trim_end_matches('!');
        let parts: Vec<&str> = name.split("::").collect();
        let is_name = |part: &&str| part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !part.is_empty();
        if !parts.iter().all(is_name) {
            return None;
        }
        match parts.as_slice() {
            // A plain word may be anything; `snake_case` and `CamelCase` are names.
            [word] => {
                let is_camel = word.starts_with(|c: char| c.is_ascii_uppercase());
                let is_macro = mention.ends_with('!') && !OF_RUST.contains(&mention);
                (is_camel || word.contains('_') || is_macro).then(|| self.all.contains(*word))
            }
            [.., of, member] if of.starts_with(|c: char| c.is_ascii_uppercase()) => {
                Some(self.members.get(*of).is_some_and(|members| members.contains(*member)))
            }
            [modules @ .., item] => {
                let modules = format!("::{}::", modules.join("::"));
                let mut within = self.declared.iter().filter(|(of, _)| format!("::{of}::").contains(&modules));
                Some(within.any(|(_, declared)| declared.contains(*item)))
            }
            [] => None,
        }
    }
}

#[test]
fn every_path_and_name_in_the_documents_exists() {
    let names = names();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let mentions = mentions(&std::fs::read_to_string(root().join(document)).unwrap());
        let (mut paths, mut items) = (0, 0);
        for mention in mentions {
            let is_there = match path_in(&mention) {
                Some(path) => {
                    paths += 1;
                    exists(path)
                }
                None => {
                    let known = names.knows(&mention);
                    items += usize::from(known.is_some());
                    known.unwrap_or(true)
                }
            };
            if !is_there {
                missing.push(format!("{document}: {mention}"));
            }
        }
        assert!(paths > 20, "{document}: only {paths} paths and {items} names were read");
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_part_of_the_sources_is_described() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        assert!(!entry.path().is_dir() || text.contains(&format!("### `src/{name}`")), "src/{name} is not described");
    }
}

#[test]
fn a_wrong_path_or_name_is_noticed() {
    assert_eq!(path_in("./dev tour FOLDER"), Some("./dev"));
    assert_eq!(path_in("cargo test"), None);
    assert_eq!(path_in("--lang en|ru"), None);
    for path in ["src/app/mod.rs", "tests/desk/*_killed.rs", "mod.rs", "./dev", "src/ui"] {
        assert!(exists(path), "{path}");
    }
    for path in ["scr/app/mod.rs", "src/app/nothing.rs", "tests/desk/*_buried.rs", "nothing.rs", "./nothing"] {
        assert!(path_in(path).is_some() && !exists(path), "{path}");
    }
    let names = names();
    for name in ["App::update", "Dialog::Clear", "work::clear_queue::run", "tr!", "Instance", "green_api"] {
        assert_eq!(names.knows(name), Some(true), "{name}");
    }
    for name in ["App::nothing", "Dialog::Nothing", "work::clear_queue::nothing", "nowhere::run", "Nothing::run"] {
        assert_eq!(names.knows(name), Some(false), "{name}");
    }
    assert_eq!(names.knows("apiUrl"), None);
    assert_eq!(mentions("`a` and [b](c.md#d), [e](https://f.example)\n```\n`g`\n```\n`h`"), ["a", "./c.md", "h"]);
}
