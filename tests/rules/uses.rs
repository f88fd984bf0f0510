//! One style of `use` in the whole project.

use std::collections::BTreeSet;
use std::path::Path;

use crate::source::files_below;

/// The groups of imports, in their order, with a blank line between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Std,
    OtherCrates,
    Own,
}

/// One `use`, on one line.
struct Use {
    /// The visibility and the path, without braces: `pub use crate::model`.
    module: String,
    names: String,
    group: Group,
    is_private: bool,
    is_at_top: bool,
    /// Whether the line above is another `use`.
    follows: bool,
}

/// Returns the imports of a file that `rustfmt` has formatted.
fn uses_in(text: &str) -> Vec<Use> {
    let modules: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_suffix(';')?.split("mod ").nth(1)).collect();
    let mut found = Vec::new();
    let mut follows = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let is_use = code.starts_with("use ") || (code.starts_with("pub") && code.contains(" use "));
        if !is_use {
            follows = false;
            continue;
        }
        let mut whole = code.to_owned();
        while !whole.contains(';') {
            whole += lines.next().unwrap().trim();
        }
        let path = whole.split("use ").nth(1).unwrap();
        let group = match path.split("::").next().unwrap() {
            "std" => Group::Std,
            "crate" | "super" | "self" => Group::Own,
            root if modules.contains(root) => Group::Own,
            _ => Group::OtherCrates,
        };
        let start = whole.split('{').next().unwrap();
        let (module, names) = whole.split_at(start.rfind("::").unwrap_or(start.len()));
        let (is_private, is_at_top) = (code.starts_with("use "), code.len() == line.len());
        found.push(Use { module: module.to_owned(), names: names.to_owned(), group, is_private, is_at_top, follows });
        follows = true;
    }
    found
}

/// Returns what the style refuses in a file.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let uses = uses_in(text);
    // The module that holds this file, when that is not the whole crate.
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod").strip_prefix("src/");
    let parent = module.and_then(|module| module.rsplit_once('/')).map(|(parent, _)| parent.replace('/', "::"));
    for (at, import) in uses.iter().enumerate() {
        let whole = format!("{}{}", import.module, import.names);
        if import.names.trim_start_matches("::").contains("::") {
            faults.push(format!("{path}: more than one module in `{whole}`"));
        }
        let before = at.checked_sub(1).map(|before| &uses[before]).filter(|_| import.follows);
        if before.is_some_and(|before| before.module == import.module) {
            faults.push(format!("{path}: the module of `{whole}` is named twice"));
        }
        let neighbour = parent.as_ref().map(|parent| format!("use crate::{parent}"));
        if import.is_at_top && neighbour.is_some_and(|path| format!("{whole}::").starts_with(&format!("{path}::"))) {
            faults.push(format!("{path}: `super` leads to `{whole}`"));
        }
    }
    let top: Vec<&Use> = uses.iter().filter(|import| import.is_private && import.is_at_top).collect();
    for pair in top.windows(2) {
        let [before, after] = pair else { continue };
        if before.group > after.group || (before.group == after.group) != after.follows {
            faults.push(format!("{path}: `{}` is in the wrong group", after.module));
        }
    }
    faults
}

#[test]
fn imports_are_written_in_one_style() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["src", "tests", "benches"].iter().flat_map(|folder| files_below(&root.join(folder)));
    let files = files.chain([root.join("build.rs")]).filter(|file| file.extension().is_some_and(|end| end == "rs"));
    let mut found = Vec::new();
    let mut count = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let path: Vec<_> = file.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        found.extend(faults(&path.join("/"), &text));
        count += uses_in(&text).len();
    }
    assert!(count > 1000, "only {count} imports were read");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn another_style_is_noticed() {
    for good in [
        "use std::env;\nuse std::fs::{self, File};\n\nuse serde_json::Value;\n\nuse super::a::B;\nuse crate::tr;\n",
        "mod part;\n\npub use part::A;\n\nuse serde_json::Value;\n\nuse crate::tr;\nuse part::B;\n",
    ] {
        assert_eq!(faults("src/ui/queue/mod.rs", good), Vec::<String>::new());
    }
    for (bad, fault) in [
        ("use std::{env, fs::File};", "more than one module in `use std::{env, fs::File};`"),
        ("use crate::{\n    a,\n    b::{C, D},\n};", "more than one module in `use crate::{a,b::{C, D},};`"),
        ("use std::env;\nuse std::fs;", "the module of `use std::fs;` is named twice"),
        ("use serde_json::Value;\n\nuse std::fs;", "`use std` is in the wrong group"),
        ("use std::fs;\nuse serde_json::Value;", "`use serde_json` is in the wrong group"),
        ("use super::A;\n\nuse crate::tr;", "`use crate` is in the wrong group"),
        ("use crate::ui::text;", "`super` leads to `use crate::ui::text;`"),
    ] {
        assert_eq!(faults("src/ui/queue/mod.rs", bad), [format!("src/ui/queue/mod.rs: {fault}")]);
    }
}
