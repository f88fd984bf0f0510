//! The program's own sources, as tokens.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// One file of `src`.
pub struct Source {
    /// The path within `src`, separated by `/`: `ui/queue/mod.rs`.
    pub path: String,
    pub tokens: TokenStream,
}

/// Returns every Rust file of `src`.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources: Vec<Source> = files_below(&root)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let parts: Vec<_> = path.strip_prefix(&root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
            Source { path: parts.join("/"), tokens: text.parse().unwrap() }
        })
        .collect();
    assert!(sources.len() > 50, "the sources are looked for in the wrong place");
    sources
}

/// Returns every file in this folder and its subfolders.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Calls `visit` with each run of neighbouring tokens: those of the file, and those within each pair of brackets.
pub fn each_level(tokens: &TokenStream, visit: &mut impl FnMut(&[TokenTree])) {
    let level: Vec<TokenTree> = tokens.clone().into_iter().collect();
    visit(&level);
    for token in &level {
        if let TokenTree::Group(group) = token {
            each_level(&group.stream(), visit);
        }
    }
}

/// Whether this token is that punctuation mark.
pub fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}
