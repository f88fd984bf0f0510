//! One name per feature: each layer uses it for its file or folder, and none uses a retired name.

use std::path::{Path, PathBuf};

const WORK: &str = "src/work";
const IMPORT: &str = "src/work/chats";
const DATABASE: &str = "src/store/database";
const MODEL: &str = "src/model";
const APP: &str = "src/app";
const EXPLAIN: &str = "src/explain";
const UI: &str = "src/ui";
const ACCOUNT: &str = "src/ui/account";
const CHATS: &str = "src/ui/chats";
const QUEUE: &str = "src/ui/queue";
const DIALOGS: &str = "src/ui/dialogs";
const TEXTS: [&str; 2] = ["assets/locales/en", "assets/locales/ru"];
const TESTS: &str = "tests";
const DESK: &str = "tests/desk";
const SERVER: &str = "tests/server";

/// Each feature with the layers that have a file or folder of its name. A layer that is missing here has none of its
/// own: `src/store/export.rs` writes the file of a queue.
const FEATURES: [(&str, &[&str]); 22] = [
    ("account", &[MODEL, APP, UI, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("add_many", &[WORK, MODEL, APP, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("all_instances", &[UI, TEXTS[0], TEXTS[1], DESK]),
    ("archive_chat", &[WORK, APP, CHATS, TEXTS[0], TEXTS[1], DESK]),
    ("bulk_archive", &[WORK, DATABASE, MODEL, APP, CHATS, DIALOGS, TEXTS[0], TEXTS[1], DESK, SERVER]),
    ("chats", &[WORK, DATABASE, MODEL, APP, UI, TEXTS[0], TEXTS[1], DESK, SERVER]),
    ("clear_queue", &[WORK, APP, QUEUE, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("clear_several", &[WORK, DATABASE, MODEL, APP, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("export_queue", &[MODEL, APP, DESK]),
    ("form", &[MODEL, APP, UI, TEXTS[0], TEXTS[1]]),
    ("help", &[MODEL, UI, TEXTS[0], TEXTS[1], DESK]),
    ("import_chats", &[IMPORT, APP, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("instance_options", &[APP, UI, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("interrupted", &[APP, UI, TEXTS[0], TEXTS[1], DESK]),
    ("journal", &[DATABASE, MODEL, APP, UI, TEXTS[0], TEXTS[1], DESK]),
    ("link_phone", &[WORK, ACCOUNT]),
    ("replace_number", &[WORK, DATABASE, MODEL, APP, UI, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
    ("resend", &[WORK, DATABASE, MODEL, APP, EXPLAIN, UI, DIALOGS, TEXTS[0], TEXTS[1], DESK, SERVER]),
    ("restart", &[WORK, APP, UI, DIALOGS]),
    ("saved_queues", &[WORK, DATABASE, MODEL, APP, QUEUE, DIALOGS, TEXTS[0], TEXTS[1], DESK, "tests/storage"]),
    ("updates", &[WORK, APP, UI, TEXTS[0], TEXTS[1], DESK]),
    ("watch", &[WORK, MODEL, APP, UI, DIALOGS, TEXTS[0], TEXTS[1], DESK]),
];

/// Former names of features in one layer or another, with the present name. `green_api` and `practice` keep GREEN-API's
/// own words.
const RETIRED: [(&str, &str); 22] = [
    ("archive_chats", "bulk_archive"),
    ("archiving", "bulk_archive"),
    ("chat_runs", "bulk_archive"),
    ("chats_run", "bulk_archive"),
    ("chat_list", "chats"),
    ("chats_list", "chats"),
    ("clear", "clear_queue"),
    ("connect", "form"),
    ("elsewhere", "export_queue"),
    ("save_elsewhere", "export_queue"),
    ("chat_lists", "import_chats"),
    ("list", "import_chats"),
    ("outside", "import_chats"),
    ("replace", "replace_number"),
    ("replacements", "replace_number"),
    ("replacing", "replace_number"),
    ("send_again", "resend"),
    ("sending", "resend"),
    ("copies", "saved_queues"),
    ("delete_copy", "saved_queues"),
    ("save_queue", "saved_queues"),
    ("releases", "updates"),
];

/// The folders whose files and folders are named after features.
const LAYERS: [&str; 8] = [WORK, "src/store", MODEL, APP, EXPLAIN, DIALOGS, "assets/locales", TESTS];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the name of a file or folder without its extension.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Returns every file and folder below this one.
fn below(folder: &Path) -> Vec<PathBuf> {
    let found = entries(folder);
    let within = found.iter().filter(|path| path.is_dir()).flat_map(|path| below(path)).collect::<Vec<_>>();
    found.into_iter().chain(within).collect()
}

#[test]
fn every_layer_calls_a_feature_by_its_name() {
    let mut missing = Vec::new();
    for (feature, layers) in FEATURES {
        for layer in layers {
            if !entries(&root().join(layer)).iter().any(|path| stem(path) == feature) {
                missing.push(format!("{layer} has no {feature}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn no_layer_calls_a_feature_by_a_name_of_earlier() {
    let mut found = Vec::new();
    for layer in LAYERS.iter().chain(&[UI]) {
        for path in below(&root().join(layer)) {
            let name = stem(&path);
            // A page may have a `list`, and a test may be about connecting alone.
            let is_part = (*layer == UI && name == "list") || (*layer == TESTS && name == "connect");
            if let Some((_, feature)) = RETIRED.iter().find(|(retired, _)| *retired == name && !is_part) {
                let path = path.strip_prefix(root()).unwrap().display().to_string();
                found.push(format!("{path} is called {feature}"));
            }
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_retired_name_has_a_feature() {
    for (retired, feature) in RETIRED {
        assert!(FEATURES.iter().any(|(name, _)| *name == feature), "{retired} is no name of {feature}");
        assert!(FEATURES.iter().all(|(name, _)| *name != retired), "{retired} is a feature");
    }
}
