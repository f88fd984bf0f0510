//! The store shared among processes: two copies of the program, a killed one, and one without write permission.
//!
//! Each test runs itself again as those processes; `SCENE` names the role of the process, `DIR` its folder.

use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::green_api::{ApiUrl, IdInstance, Messenger};
use instance_desk::store::{Folders, InstanceOptions, InstanceRecord, Store};

const SCENE: &str = "INSTANCE_DESK_STORE_SCENE";
const DIR: &str = "INSTANCE_DESK_STORE_DIR";

fn record(number: u64) -> InstanceRecord {
    InstanceRecord {
        id_instance: IdInstance::parse(&number.to_string()).unwrap(),
        name: "x".repeat(100),
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse("https://7103.api.greenapi.com").unwrap(),
        checked: true,
        options: InstanceOptions::default(),
    }
}

/// Starts this test again as another process.
fn again(mut command: Command, test: &str, scene: &str, dir: &Path) -> Child {
    command
        .args(["--exact", &format!("store::{test}"), "--nocapture"])
        .env(SCENE, scene)
        .env(DIR, dir)
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error} (setpriv is in the package util-linux)"))
}

fn this() -> Command {
    Command::new(env::current_exe().unwrap())
}

/// Returns the role and the store of this process, if it is one of those.
fn scene() -> Option<(String, Store)> {
    let scene = env::var(SCENE).ok()?;
    let (store, _) = Store::open(Folders::in_dir(env::var_os(DIR).unwrap()));
    Some((scene, store))
}

#[test]
fn two_copies_of_the_program_lose_nothing_of_each_other() {
    if let Some((first, store)) = scene() {
        let first: u64 = first.parse().unwrap();
        for number in first..first + 50 {
            store.change(move |contents| contents.put_instance(record(number))).unwrap();
        }
        return;
    }
    let test = "two_copies_of_the_program_lose_nothing_of_each_other";
    let dir = tempfile::TempDir::new().unwrap();
    let copies = ["1000000", "2000000"].map(|first| again(this(), test, first, dir.path()));
    for mut copy in copies {
        assert!(copy.wait().unwrap().success());
    }
    let (_, loaded) = Store::open(Folders::in_dir(dir.path()));
    assert_eq!(loaded.instances.len(), 100);
    assert_eq!(loaded.warnings, []);
}

#[test]
fn a_killed_copy_leaves_a_whole_file_and_no_lock() {
    if let Some((_, store)) = scene() {
        for number in 1_000_000.. {
            store.change(move |contents| contents.put_instance(record(number))).unwrap();
        }
    }
    let test = "a_killed_copy_leaves_a_whole_file_and_no_lock";
    let dir = tempfile::TempDir::new().unwrap();
    let mut known = 0;
    for _ in 0..5 {
        let mut copy = again(this(), test, "save until killed", dir.path());
        let asked = Instant::now();
        while Store::open(Folders::in_dir(dir.path())).1.instances.len() <= known {
            assert!(asked.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(5));
        }
        copy.kill().unwrap();
        copy.wait().unwrap();
        let (store, loaded) = Store::open(Folders::in_dir(dir.path()));
        assert_eq!(loaded.warnings, []);
        assert!(loaded.instances.len() >= known, "nothing saved is lost");
        known = loaded.instances.len();
        store.change(|_| ()).unwrap();
    }
    assert!(known > 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_is_said_and_left_as_it_is() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use instance_desk::store::StoreFailure;

    if let Some((_, store)) = scene() {
        let outcome = store.change(|contents| contents.settings.scale_percent = 150);
        assert_eq!(outcome.unwrap_err(), StoreFailure::ReadOnly);
        return;
    }
    let test = "a_folder_that_may_not_be_written_is_said_and_left_as_it_is";
    let dir = tempfile::TempDir::new().unwrap();
    let (store, _) = Store::open(Folders::in_dir(dir.path()));
    store.change(|contents| contents.put_instance(record(7103004512))).unwrap();
    let before = fs::read(store.path()).unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o500)).unwrap();
    // Root may write anywhere unless it drops that capability.
    let is_root = fs::write(dir.path().join("probe"), "").is_ok();
    let command = if is_root {
        let mut command = Command::new("setpriv");
        command.arg("--bounding-set=-dac_override,-dac_read_search");
        command.arg(env::current_exe().unwrap());
        command
    } else {
        this()
    };
    let mut copy = again(command, test, "change", dir.path());
    let succeeded = copy.wait().unwrap().success();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    assert!(succeeded);
    assert_eq!(fs::read(store.path()).unwrap(), before);
}
