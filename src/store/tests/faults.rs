//! Files that are damaged, newer, or not regular files.

use super::*;
use crate::green_api::Detail;

#[test]
fn a_bad_value_costs_that_value_only() {
    let bench = Bench::with(
        json!({
            "version": 1,
            "settings": {"language": "ru", "theme": "plaid", "scalePercent": 5000, "window": {"width": 1.0, "height": 2.0}},
            "instances": [
                7,
                {"idInstance": "x", "messenger": "whatsapp", "apiUrl": "https://api.green-api.com"},
                {"idInstance": "7103004512", "messenger": "whatsapp", "apiUrl": "https://api.green-api.com"},
                {"idInstance": "7103004512", "messenger": "max", "apiUrl": "https://api.green-api.com"},
                {"idInstance": "1101822940", "messenger": "pigeon", "apiUrl": "https://api.green-api.com", "name": "Support"},
                {"idInstance": "1101822941", "messenger": "whatsapp", "apiUrl": "ftp://api.green-api.com"},
            ],
        })
        .to_string(),
    );
    let (store, loaded) = bench.open();
    assert_eq!(loaded.settings.language, LanguageChoice::Ru);
    assert_eq!(loaded.settings.theme, ThemeChoice::System);
    assert_eq!(loaded.settings.scale_percent, 200);
    assert_eq!(loaded.settings.window, None);
    assert_eq!(loaded.instances.len(), 1);
    let setting = |key: &str| StoreWarning::BadSetting { key: key.into() };
    let instance = |position, fault| StoreWarning::BadInstance { position, fault };
    assert_eq!(
        loaded.warnings,
        [
            setting("settings.theme"),
            setting("settings.scalePercent"),
            setting("settings.window"),
            instance(1, InstanceFault::NotAnObject),
            instance(2, InstanceFault::IdInstance),
            instance(4, InstanceFault::Duplicate),
            instance(5, InstanceFault::Messenger),
            instance(6, InstanceFault::ApiUrl),
        ]
    );
    // Invalid entries stay in the file until a valid one has their idInstance.
    store.change(|contents| contents.put_instance(record(1101822940, "Support"))).unwrap();
    let text = bench.json()["instances"].to_string();
    assert!(text.contains("ftp://") && text.contains('7') && !text.contains("pigeon"), "{text}");
}

#[test]
fn a_damaged_file_is_kept_aside_once_and_replaced_by_the_next_change() {
    let bench = Bench::with("{\"version\": 1, \"settings\": {\"theme\"");
    let kept_as = bench.dir.path().join("instance-desk.damaged.json");
    for _ in 0..3 {
        let (_, loaded) = bench.open();
        let kept_as = kept_as.clone();
        assert_eq!(loaded.warnings, [StoreWarning::Damaged { kept_as }]);
        assert_eq!(loaded.settings, Settings::default());
    }
    let (store, _) = bench.open();
    store.change(|contents| contents.put_instance(record(7103004512u64, "Sales"))).unwrap();
    assert_eq!(bench.kept_aside().len(), 1);
    assert!(fs::read_to_string(kept_as).unwrap().ends_with("\"theme\""));
    let (_, loaded) = bench.open();
    assert_eq!((loaded.instances.len(), loaded.warnings.len()), (1, 0));

    fs::write(bench.file(), "[]").unwrap();
    let (_, loaded) = bench.open();
    let second = bench.dir.path().join("instance-desk.damaged-2.json");
    assert_eq!(loaded.warnings, [StoreWarning::Damaged { kept_as: second }]);
}

#[test]
fn damage_during_the_run_costs_nothing() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store.change(|contents| contents.put_instance(record(7103004512u64, "Sales"))).unwrap();
    for damage in ["", "garbage"] {
        fs::write(bench.file(), damage).unwrap();
        let contents = store.change(|contents| contents.settings.scale_percent = 150).unwrap();
        assert_eq!(contents.instances.len(), 1);
        assert!(matches!(contents.warnings(), [StoreWarning::Damaged { .. }]));
    }
    fs::remove_file(bench.file()).unwrap();
    store.change(|_| ()).unwrap();
    let (_, loaded) = bench.open();
    assert_eq!((loaded.instances.len(), loaded.settings.scale_percent), (1, 150));
}

#[test]
fn a_newer_file_is_kept_aside_with_its_version() {
    let newer = json!({"version": 7, "settings": [], "vault": "new"}).to_string();
    let bench = Bench::with(&newer);
    let (store, loaded) = bench.open();
    let kept_as = bench.dir.path().join("instance-desk.version-7.json");
    assert_eq!(loaded.warnings, [StoreWarning::Newer { version: 7, kept_as: kept_as.clone() }]);
    assert_eq!(fs::read_to_string(bench.file()).unwrap(), newer, "opening replaces nothing");
    let contents = store.change(|contents| contents.settings.scale_percent = 90).unwrap();
    assert_eq!(contents.warnings(), [], "told at the start");
    assert_eq!(fs::read_to_string(kept_as).unwrap(), newer);
    assert_eq!(bench.json()["version"], 1);
}

#[test]
fn what_is_no_regular_file_is_never_read_or_replaced() {
    let bench = Bench::empty();
    fs::create_dir(bench.file()).unwrap();
    let (store, loaded) = bench.open();
    assert!(matches!(&loaded.warnings[..], [StoreWarning::NotAFile]));
    assert!(store.change(|_| ()).is_err());
    assert!(bench.file().is_dir());
}

#[test]
fn a_file_too_large_to_be_ours_is_left_as_it_is_with_a_reason_of_our_own() {
    let bench = Bench::with(" ".repeat(16 * 1024 * 1024 + 1));
    let (store, loaded) = bench.open();
    assert_eq!(loaded.warnings, [StoreWarning::Unreadable { detail: Detail::TooLarge }]);
    let failure = store.change(|contents| contents.settings.scale_percent = 150).unwrap_err();
    assert_eq!(failure, StoreFailure::Other { detail: Detail::TooLarge });
}

#[test]
fn a_folder_that_cannot_be_made_is_a_failure() {
    let bench = Bench::with("{}");
    let (store, loaded) = Store::open(Folders::in_dir(bench.file().join("below")));
    assert_eq!(loaded.settings, Settings::default());
    assert!(matches!(store.change(|_| ()), Err(StoreFailure::Other { .. })));
}
