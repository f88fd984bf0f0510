//! Tests of the store with real files.

mod any_bytes;
mod faults;
mod parts;
#[cfg(unix)]
mod unix;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use jiff::civil::time;
use semver::Version;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::file::StoreFile;
use super::*;
use crate::green_api::{Access, ApiUrl, IdInstance, Messenger};

fn id(digits: impl ToString) -> IdInstance {
    IdInstance::parse(&digits.to_string()).unwrap()
}

fn record(digits: impl ToString, name: &str) -> InstanceRecord {
    InstanceRecord {
        id_instance: id(digits),
        name: name.to_owned(),
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse("https://7103.api.greenapi.com").unwrap(),
        checked: true,
        options: InstanceOptions::default(),
    }
}

/// A temporary folder, optionally with a file in it.
struct Bench {
    dir: TempDir,
}

impl Bench {
    fn empty() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    fn with(bytes: impl AsRef<[u8]>) -> Self {
        let bench = Self::empty();
        fs::write(bench.file(), bytes).unwrap();
        bench
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join(FILE_NAME)
    }

    fn open(&self) -> (Store, Loaded) {
        Store::open(Folders::in_dir(self.dir.path()))
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }

    /// Returns the bytes of every copy kept aside.
    fn kept_aside(&self) -> Vec<Vec<u8>> {
        let names = fs::read_dir(self.dir.path()).unwrap();
        names
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "json") && *path != self.file())
            .map(|path| fs::read(path).unwrap())
            .collect()
    }
}

#[test]
fn nothing_on_disk_gives_defaults_and_writes_nothing() {
    let bench = Bench::empty();
    let (_, loaded) = bench.open();
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!(loaded.settings.scale_percent, 100);
    assert!(loaded.instances.is_empty() && loaded.warnings.is_empty());
    assert!(!bench.file().exists());
}

#[test]
fn what_is_saved_is_found_at_the_next_start() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    let settings = Settings {
        language: LanguageChoice::Ru,
        theme: ThemeChoice::Dark,
        scale_percent: 125,
        saved_queue_days: 90,
        history_days: 730,
        window: Some(WindowPlace { width: 1100.0, height: 720.5, x: Some(-8.0), y: None, maximized: true }),
        updates: Updates { allowed: Some(false), skipped: Some(Version::new(1, 2, 3)), ..Updates::default() },
        watch: WatchSettings {
            choice: WatchChoice::Every(WatchInterval::TwoMinutes),
            quiet: Some(QuietHours { from: time(22, 0, 0, 0), to: time(8, 30, 0, 0) }),
            ..WatchSettings::default()
        },
        last_page: Some(LastPage::Instance { id: IdInstance::parse("7103004512").unwrap(), tab: Tab::Chats }),
        list: ListSettings {
            state: StateFilter::Attention,
            messenger: Some(Messenger::Max),
            tag: Some("Казань".to_owned()),
            sort: SortBy::Queue,
            order: SortOrder::Backwards,
        },
    };
    let chosen = settings.clone();
    let saved = store
        .change(move |contents| {
            contents.settings = chosen.clone();
            contents.put_instance(record(7103004512u64, "Sales"));
            contents.put_instance(InstanceRecord {
                messenger: Messenger::Max,
                checked: false,
                options: InstanceOptions {
                    tags: tags(["Казань", " казань", "Partner\tA", ""]),
                    colour: Some(InstanceColour::Teal),
                    access: Access::LookOnly,
                },
                ..record(3100077318u64, "Бот доставки")
            });
        })
        .unwrap();
    let (_, loaded) = bench.open();
    assert_eq!(loaded.settings, settings);
    assert_eq!(loaded.instances, saved.instances);
    assert_eq!(loaded.instances[1].name, "Бот доставки");
    assert_eq!(loaded.warnings, []);
    assert_eq!(
        bench.json(),
        json!({
            "version": 1,
            "settings": {
                "language": "ru", "theme": "dark", "scalePercent": 125, "savedQueueDays": 90, "historyDays": 730,
                "window": {"width": 1100.0, "height": 720.5, "x": -8.0, "maximized": true},
                "updates": {"allowed": false, "skipped": "1.2.3"},
                "watch": {
                    "choice": {"every": "twoMinutes"},
                    "notify": {"state": true, "waiting": true, "queue": true, "well": false},
                    "quiet": {"from": "22:00:00", "to": "08:30:00"},
                    "onClose": "ask",
                },
                "lastPage": {"instance": {"id": "7103004512", "tab": "chats"}},
                "list": {
                    "state": "attention", "messenger": "max", "tag": "Казань", "sort": "queue", "order": "backwards",
                },
            },
            "instances": [
                {"idInstance": "7103004512", "name": "Sales", "messenger": "whatsapp",
                 "apiUrl": "https://7103.api.greenapi.com", "checked": true},
                {"idInstance": "3100077318", "name": "Бот доставки", "messenger": "max",
                 "apiUrl": "https://7103.api.greenapi.com", "checked": false,
                 "tags": ["Казань", "Partner A"], "colour": "teal", "access": "lookOnly"},
            ],
        })
    );
    let saved = store.change(|contents| contents.set_options(&id(3100077318u64), InstanceOptions::default())).unwrap();
    assert_eq!(saved.instances[1].options, InstanceOptions::default());
    assert_eq!(bench.json()["instances"][1].as_object().unwrap().len(), 5);
}

/// A later version may know more kinds of access. None of them may let a change through here.
#[test]
fn an_unknown_access_changes_nothing_on_the_server() {
    for (access, expected) in
        [(json!("full"), Access::Full), (json!("lookOnly"), Access::LookOnly), (json!("archiveOnly"), Access::LookOnly)]
    {
        let bench = Bench::with(
            json!({"version": 1, "instances": [
                {"idInstance": "7103004512", "messenger": "whatsapp", "apiUrl": "https://7103.api.greenapi.com",
                 "access": access, "tags": ["a", 5, "b"], "colour": "mauve"}
            ]})
            .to_string(),
        );
        let options = &bench.open().1.instances[0].options;
        assert_eq!((options.access, options.colour), (expected, None));
        assert_eq!(options.tags, ["a", "b"]);
    }
}

#[test]
fn instances_are_put_replaced_removed_and_reordered_by_id_instance() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    let names =
        |contents: &Contents| -> Vec<String> { contents.instances.iter().map(|record| record.name.clone()).collect() };
    let contents = store
        .change(|contents| {
            for (digits, name) in [(1001, "a"), (1002, "b"), (1003, "c"), (1004, "d")] {
                contents.put_instance(record(digits, name));
            }
            contents.put_instance(record(1002, "B"));
        })
        .unwrap();
    assert_eq!(names(&contents), ["a", "B", "c", "d"]);
    assert_eq!(contents.instance(&id(1003)).unwrap().name, "c");
    let contents = store
        .change(|contents| {
            assert_eq!(contents.remove_instance(&id(1001)).unwrap().name, "a");
            assert_eq!(contents.remove_instance(&id(1001)), None);
        })
        .unwrap();
    assert_eq!(names(&contents), ["B", "c", "d"]);
    assert_eq!(bench.open().1.instances, contents.instances);
}

#[test]
fn unknown_keys_survive_everywhere() {
    let bench = Bench::with(
        json!({
            "note": {"by": "hand"},
            "version": 1,
            "settings": {"theme": "light", "sound": "bell", "window": {"width": 900.0, "height": 600.0}},
            "instances": [
                {"idInstance": 7103004512u64, "messenger": "whatsapp", "apiUrl": "https://7103.api.greenapi.com/",
                 "shape": "round"},
                {"idInstance": "1101822940", "messenger": "whatsapp", "apiUrl": "https://api.green-api.com",
                 "shape": "blue"},
            ],
        })
        .to_string(),
    );
    let (store, loaded) = bench.open();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.instances[0].id_instance, id(7103004512u64));
    store
        .change(|contents| {
            contents.settings.theme = ThemeChoice::Dark;
            contents.put_instance(record(7103004512u64, "Sales"));
            contents.put_instance(record(3100077318u64, "Bot"));
            contents.remove_instance(&id(1101822940));
        })
        .unwrap();
    let kept = bench.json();
    assert_eq!(kept["note"], json!({"by": "hand"}));
    assert_eq!(kept["settings"]["sound"], "bell");
    assert_eq!(kept["settings"]["theme"], "dark");
    assert_eq!(kept["instances"][0]["shape"], "round");
    assert_eq!(kept["instances"][0]["name"], "Sales");
    assert_eq!(kept["instances"].as_array().unwrap().len(), 2);
    assert!(!kept.to_string().contains("blue"), "what is removed is gone whole");
}

#[test]
fn a_change_that_changes_nothing_writes_nothing() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store.change(|contents| contents.settings.scale_percent = 110).unwrap();
    let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(bench.file()).unwrap();
    file.set_modified(long_ago).unwrap();
    store.change(|contents| contents.settings.scale_percent = 110).unwrap();
    assert_eq!(bench.file().metadata().unwrap().modified().unwrap(), long_ago);
}

#[test]
fn a_number_out_of_range_is_put_right() {
    let (store, _) = Bench::empty().open();
    for (asked, kept) in [(0, 50), (50, 50), (133, 133), (999, 200)] {
        let contents = store.change(move |contents| contents.settings.scale_percent = asked).unwrap();
        assert_eq!(contents.settings.scale_percent, kept);
    }
    for (asked, kept) in [(0, 1), (30, 30), (9999, 3650)] {
        let contents = store.change(move |contents| contents.settings.saved_queue_days = asked).unwrap();
        assert_eq!(contents.settings.saved_queue_days, kept);
    }
    for (asked, kept) in [(0, 30), (365, 365), (9999, 3650)] {
        let contents = store.change(move |contents| contents.settings.history_days = asked).unwrap();
        assert_eq!(contents.settings.history_days, kept);
    }
}

#[test]
fn two_copies_of_the_program_lose_nothing_of_each_other() {
    let bench = Bench::empty();
    std::thread::scope(|scope| {
        for copy in 0..2u32 {
            let (store, _) = bench.open();
            scope.spawn(move || {
                for number in 0..50 {
                    let record = record(1_000_000 * (copy + 1) + number, "x");
                    store.change(move |contents| contents.put_instance(record.clone())).unwrap();
                }
            });
        }
    });
    let (_, loaded) = bench.open();
    assert_eq!(loaded.instances.len(), 100);
    assert_eq!(loaded.warnings, []);
    let left: Vec<_> = fs::read_dir(bench.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "no temporary file stays: {left:?}");
}

#[test]
fn a_lock_that_is_held_for_too_long_is_said() {
    let bench = Bench::empty();
    let held = lock::lock(&bench.file().with_extension("lock"), Duration::ZERO).unwrap();
    let file = StoreFile::with_patience(bench.file(), Duration::from_millis(50));
    let outcome = file.change(&Contents::default(), |_| ());
    assert_eq!(outcome.unwrap_err(), StoreFailure::Locked);
    drop(held);
    file.change(&Contents::default(), |_| ()).unwrap();
}

#[test]
fn a_change_that_panics_leaves_the_store_usable() {
    let (store, _) = Bench::empty().open();
    assert!(matches!(store.change(|_| panic!("a bug")), Err(StoreFailure::Other { .. })));
    store.change(|_| ()).unwrap();
}

#[test]
fn a_change_that_could_not_be_saved_is_saved_with_the_next_one_or_forgotten() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    let (told, heard) = mpsc::channel();
    let scale = |if_unsaved, percent| {
        let told = told.clone();
        let change = move |contents: &mut Contents| contents.settings.scale_percent = percent;
        store.queue(if_unsaved, change, move |changed| told.send(changed).unwrap());
        heard.recv().unwrap()
    };
    let sales = record(7103004512u64, "Sales");
    fs::create_dir(bench.file()).unwrap();
    assert!(scale(IfUnsaved::Retry, 110).is_err() && scale(IfUnsaved::Retry, 120).is_err());
    assert!(scale(IfUnsaved::Forget, 130).is_err());
    fs::remove_dir(bench.file()).unwrap();
    let contents = store.change(move |contents| contents.put_instance(sales.clone())).unwrap();
    assert_eq!((contents.settings.scale_percent, contents.instances.len()), (120, 1));
    // A change that is saved is not applied again.
    scale(IfUnsaved::Retry, 90).unwrap();
    assert_eq!(store.change(|_| ()).unwrap().settings.scale_percent, 90);
}

#[test]
fn a_peek_reads_the_settings_and_leaves_everything_as_it_is() {
    let bench = Bench::empty();
    let folders = Folders::in_dir(bench.dir.path());
    let file = bench.dir.path().join(FILE_NAME);
    assert_eq!(Store::peek(&folders), Settings::default());
    assert!(!file.exists());
    for (kept, language) in [
        (r#"{"version": 1, "settings": {"language": "ru"}}"#, LanguageChoice::Ru),
        (r#"{"version": 99, "settings": {"language": "ru"}}"#, LanguageChoice::System),
        ("not JSON", LanguageChoice::System),
    ] {
        fs::write(&file, kept).unwrap();
        assert_eq!(Store::peek(&folders).language, language);
        assert_eq!(fs::read_dir(bench.dir.path()).unwrap().count(), 1, "something was kept aside");
    }
}

#[test]
fn a_byte_that_is_no_text_costs_nothing_but_itself() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store
        .change(|contents| {
            contents.settings.scale_percent = 125;
            contents.put_instance(record(7103004512u64, "Sales"));
            contents.put_instance(record(7103004513u64, "Support"));
        })
        .unwrap();
    let mut bytes = fs::read(bench.file()).unwrap();
    let place = bytes.windows(5).position(|window| window == b"Sales").unwrap();
    bytes[place + 1] = 0xFF;
    fs::write(bench.file(), &bytes).unwrap();
    let (store, loaded) = bench.open();
    let names: Vec<_> = loaded.instances.iter().map(|record| record.name.as_str()).collect();
    assert_eq!((names, loaded.settings.scale_percent), (vec!["S\u{fffd}les", "Support"], 125));
    assert!(matches!(&loaded.warnings[..], [StoreWarning::Damaged { .. }]), "{:?}", loaded.warnings);
    store.change(|contents| contents.settings.scale_percent = 150).unwrap();
    assert_eq!(bench.open().1.instances.len(), 2);
    assert_eq!(bench.kept_aside(), [bytes]);
}

#[test]
fn a_number_beyond_every_float_costs_nothing_but_itself() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    let name = r#"1e400 "-1e400\"#;
    store
        .change(|contents| {
            contents.settings.scale_percent = 125;
            contents.put_instance(record(7103004512u64, name));
        })
        .unwrap();
    let written = fs::read_to_string(bench.file()).unwrap();
    for huge in ["1e400".to_owned(), "-1.5E+400".to_owned(), "9".repeat(400)] {
        fs::write(bench.file(), written.replace("125", &huge)).unwrap();
        let (_, loaded) = bench.open();
        assert_eq!((&*loaded.instances[0].name, loaded.settings.scale_percent), (name, 100), "{huge}");
        assert!(loaded.warnings.iter().any(|of| matches!(of, StoreWarning::Damaged { .. })), "{:?}", loaded.warnings);
    }
}

#[test]
fn half_an_emoji_costs_nothing_but_itself() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store.change(|contents| contents.put_instance(record(7103004512u64, "Sales"))).unwrap();
    let written = fs::read_to_string(bench.file()).unwrap().replace("Sales", r"Sales \ud83d");
    fs::write(bench.file(), &written).unwrap();
    let (_, loaded) = bench.open();
    assert_eq!(loaded.instances[0].name, "Sales \u{fffd}");
    assert!(matches!(&loaded.warnings[..], [StoreWarning::Damaged { .. }]), "{:?}", loaded.warnings);
}
