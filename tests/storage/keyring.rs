//! The vault against a real gnome-keyring, in a D-Bus session and a home folder of its own.
//!
//! Each test runs itself again inside `dbus-run-session`, so neither the keyring nor the bus of the user who runs the
//! tests is touched. The session's bus starts no services itself: a scene starts gnome-keyring when it wants one.
#![cfg(target_os = "linux")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use instance_desk::green_api::{ApiToken, IdInstance};
use instance_desk::vault::{Vault, VaultFailure, VaultName, VaultScope};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use crate::fake_keyring as fake;

/// Set to the test's name in the child process inside the session.
const SCENE: &str = "INSTANCE_DESK_KEYRING_SCENE";

/// The token that must not appear as plain text in any file.
const CANARY: &str = "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e42";

/// Configures a bus without services: only those that a scene starts answer.
const BUS_CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=DIR</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The environment of a scene.
struct Session {
    has_bus: bool,
    has_display: bool,
}

impl Session {
    const WITH_BUS: Self = Self { has_bus: true, has_display: false };

    /// Plays `scene` in a session of its own. `test` is the name of the calling test.
    fn play(&self, test: &str, scene: impl FnOnce()) {
        if env::var(SCENE).is_ok_and(|name| name == test) {
            return scene();
        }
        let home = tempfile::TempDir::new().unwrap();
        let runtime = home.path().join("run");
        fs::create_dir(&runtime).unwrap();
        let this = env::current_exe().unwrap();
        let mut command = if self.has_bus {
            let config = home.path().join("bus.conf");
            let socket_dir = home.path().to_str().unwrap();
            fs::write(&config, BUS_CONFIG.replace("DIR", socket_dir)).unwrap();
            let mut command = Command::new(program("dbus-run-session", "dbus-daemon"));
            command.arg("--config-file").arg(config).arg("--").arg(this);
            command
        } else {
            Command::new(this)
        };
        command
            .args(["--exact", &format!("keyring::{test}"), "--nocapture", "--test-threads=1"])
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", runtime)
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env(SCENE, test);
        if self.has_display {
            // There is no such display; the variable only says that this is a desktop.
            command.env("DISPLAY", ":4711");
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "the scene failed\n{said}\n{complained}");
    }
}

/// Returns the path of a program. If it is missing, the test fails and names its package.
fn program(name: &str, package: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("{name} is missing: install the package {package}"))
}

/// A running keyring; stopped when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct GnomeKeyring;

impl GnomeKeyring {
    /// Starts gnome-keyring with an unlocked login keyring.
    fn start() -> Running {
        let mut daemon = Command::new(program("gnome-keyring-daemon", "gnome-keyring"))
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // The password of the login keyring, which the first start creates.
        daemon.stdin.take().unwrap().write_all(b"\n").unwrap();
        let keyring = Running(daemon);
        wait_until_unlocked();
        keyring
    }
}

fn wait_until_unlocked() {
    let asked = Instant::now();
    while !default_collection_is_unlocked() {
        assert!(asked.elapsed() < Duration::from_secs(30), "the keyring did not answer");
        thread::sleep(Duration::from_millis(20));
    }
}

fn default_collection_is_unlocked() -> bool {
    let Ok(service) = SecretService::connect(EncryptionType::Plain) else {
        return false;
    };
    let collection = service.get_default_collection();
    collection.is_ok_and(|collection| collection.is_locked().is_ok_and(|locked| !locked))
}

fn lock_default_collection() {
    let service = SecretService::connect(EncryptionType::Plain).unwrap();
    let collection = service.get_default_collection().unwrap();
    collection.lock().unwrap();
    assert!(collection.is_locked().unwrap());
}

fn sales() -> IdInstance {
    IdInstance::parse("7103004512").unwrap()
}

fn support() -> IdInstance {
    IdInstance::parse("1101822940").unwrap()
}

fn token() -> ApiToken {
    ApiToken::parse(CANARY).unwrap()
}

fn exposed(outcome: Result<Option<ApiToken>, VaultFailure>) -> Option<String> {
    outcome.unwrap().map(|token| token.expose().to_owned())
}

/// Returns the errors of all calls to a vault that refuses them.
fn refusals(vault: &Vault) -> [VaultFailure; 4] {
    [
        vault.probe().unwrap_err(),
        vault.read(&sales()).unwrap_err(),
        vault.write(&sales(), &token()).unwrap_err(),
        vault.delete(&sales()).unwrap_err(),
    ]
}

/// Returns every regular file below this folder.
fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.symlink_metadata().unwrap().file_type();
        if kind.is_dir() {
            files.extend(files_below(&path));
        } else if kind.is_file() {
            files.push(path);
        }
    }
    files
}

#[test]
fn a_token_is_kept_read_replaced_and_deleted() {
    let test = "a_token_is_kept_read_replaced_and_deleted";
    Session::WITH_BUS.play(test, || {
        let _keyring = GnomeKeyring::start();
        let vault = Vault::system(VaultScope::of_user());
        assert_eq!(vault.name(), VaultName::GnomeKeyring);
        assert_eq!(vault.probe(), Ok(()));
        assert_eq!(exposed(vault.read(&sales())), None);
        vault.write(&sales(), &token()).unwrap();
        vault.write(&support(), &ApiToken::parse("another").unwrap()).unwrap();
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));
        let other_copy = Vault::system(VaultScope::of_user());
        assert_eq!(exposed(other_copy.read(&sales())).as_deref(), Some(CANARY));
        let newer = ApiToken::parse("newer").unwrap();
        vault.write(&sales(), &newer).unwrap();
        assert_eq!(exposed(other_copy.read(&sales())).as_deref(), Some("newer"));
        vault.delete(&sales()).unwrap();
        assert_eq!(exposed(vault.read(&sales())), None);
        assert_eq!(vault.delete(&sales()), Ok(()), "nothing left to delete");
        assert_eq!(exposed(vault.read(&support())).as_deref(), Some("another"));
    });
}

#[test]
fn a_folder_neither_reads_nor_deletes_the_token_of_another() {
    let test = "a_folder_neither_reads_nor_deletes_the_token_of_another";
    Session::WITH_BUS.play(test, || {
        let _keyring = GnomeKeyring::start();
        let user = Vault::system(VaultScope::of_user());
        let other = Vault::system(VaultScope::of_folder(Path::new("/from-somebody")));
        user.write(&sales(), &token()).unwrap();
        assert_eq!(exposed(other.read(&sales())), None, "it could be sent to an address in that folder");
        other.delete(&sales()).unwrap();
        assert_eq!(exposed(user.read(&sales())).as_deref(), Some(CANARY));
        other.write(&sales(), &ApiToken::parse("other").unwrap()).unwrap();
        user.delete(&sales()).unwrap();
        assert_eq!(exposed(other.read(&sales())).as_deref(), Some("other"));
    });
}

#[test]
fn the_entry_of_another_program_is_neither_read_nor_overwritten_nor_deleted() {
    let test = "the_entry_of_another_program_is_neither_read_nor_overwritten_nor_deleted";
    Session::WITH_BUS.play(test, || {
        let _keyring = GnomeKeyring::start();
        let service = SecretService::connect(EncryptionType::Plain).unwrap();
        // As Python's keyring library and a schema of libsecret write them.
        for mark in [("application", "Python keyring library"), ("xdg:schema", "org.example.Password")] {
            let names = [("service", "instance-desk"), ("username", "7103004512"), mark];
            let collection = service.get_default_collection().unwrap();
            let foreign = collection.create_item("foreign", names.into(), b"a password", false, "text/plain").unwrap();
            let vault = Vault::system(VaultScope::of_user());
            assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Foreign, "{mark:?}");
            assert_eq!(vault.write(&sales(), &token()).unwrap_err(), VaultFailure::Foreign, "{mark:?}");
            assert_eq!(vault.delete(&sales()).unwrap_err(), VaultFailure::Foreign, "{mark:?}");
            assert_eq!(foreign.get_secret().unwrap(), b"a password");
            foreign.delete().unwrap();
            vault.write(&sales(), &token()).unwrap();
            assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));
            vault.delete(&sales()).unwrap();
        }
        // KWallet itself gives such a schema to an entry that was written without one.
        let names =
            [("service", "instance-desk"), ("username", "7103004512"), ("xdg:schema", "org.kde.KWallet.Password")];
        let collection = service.get_default_collection().unwrap();
        collection.create_item("kwallet", names.into(), CANARY.as_bytes(), false, "text/plain").unwrap();
        let vault = Vault::system(VaultScope::of_user());
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));
    });
}

#[test]
fn a_token_may_be_in_a_locked_database_of_keepassxc() {
    const SERVES: &str = "INSTANCE_DESK_KEEPASSXC";
    if env::var_os(SERVES).is_some() {
        fake::serve_keepassxc();
    }
    let test = "a_token_may_be_in_a_locked_database_of_keepassxc";
    Session::WITH_BUS.play(test, || {
        let _service = start_fake(test, SERVES, "keepassxc");
        wait_until_unlocked();
        let vault = Vault::system(VaultScope::of_user());
        assert_eq!(vault.name(), VaultName::KeePassXc);
        assert_eq!(vault.probe(), Ok(()), "tokens can be kept");
        assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Locked);
        assert_eq!(vault.delete(&sales()).unwrap_err(), VaultFailure::Locked);
    });
}

#[test]
fn a_dismissed_prompt_is_shown_once_for_all_instances_until_the_user_tries_again() {
    const SERVES: &str = "INSTANCE_DESK_PROMPTING";
    if env::var_os(SERVES).is_some() {
        fake::serve_locked();
    }
    let test = "a_dismissed_prompt_is_shown_once_for_all_instances_until_the_user_tries_again";
    let session = Session { has_bus: true, has_display: true };
    session.play(test, || {
        let _service = start_fake(test, SERVES, "any-keyring");
        let vault = Vault::system(VaultScope::of_user());
        wait_for(&vault, &Err(VaultFailure::Locked));
        for times in 1..=3 {
            let wanted = Instant::now();
            for id in [sales(), support(), sales()] {
                assert_eq!(vault.read_wanted_at(&id, wanted).unwrap_err(), VaultFailure::Denied);
            }
            assert_eq!(fake::prompts(), times);
        }
        // A save and a removal show it once as well.
        assert_eq!(vault.write(&sales(), &token()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(vault.delete(&sales()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(fake::prompts(), 5);
    });
}

/// Starts this test again as a service of this name, which is that of its file.
fn start_fake(test: &str, serves: &str, name: &str) -> Running {
    let program = PathBuf::from(env::var_os("HOME").unwrap()).join(name);
    std::os::unix::fs::symlink(env::current_exe().unwrap(), &program).unwrap();
    let arguments = ["--exact", &format!("keyring::{test}")];
    Running(Command::new(program).args(arguments).env(serves, "1").spawn().unwrap())
}

#[test]
fn a_closed_wallet_of_kde_is_opened_before_it_is_searched() {
    const SERVES: &str = "INSTANCE_DESK_CLOSED_WALLET";
    if env::var_os(SERVES).is_some() {
        fake::serve_closed_wallet();
    }
    let test = "a_closed_wallet_of_kde_is_opened_before_it_is_searched";
    Session { has_bus: true, has_display: true }.play(test, || {
        let _service = start_fake(test, SERVES, "kwalletd5");
        let vault = Vault::system(VaultScope::of_user());
        wait_for(&vault, &Err(VaultFailure::Locked));
        assert_eq!((vault.name(), fake::prompts()), (VaultName::KWallet, 0));
        // The prompt is dismissed.
        assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(vault.write(&sales(), &token()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(vault.delete(&sales()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(fake::prompts(), 3);
    });
}

#[test]
fn a_place_for_the_first_token_is_made() {
    const SERVES: &str = "INSTANCE_DESK_EMPTY_KEYRING";
    if env::var_os(SERVES).is_some() {
        fake::serve_empty();
    }
    let test = "a_place_for_the_first_token_is_made";
    Session { has_bus: true, has_display: true }.play(test, || {
        let _service = start_fake(test, SERVES, "kwalletd5");
        let vault = Vault::system(VaultScope::of_user());
        wait_for(&vault, &Ok(()));
        assert_eq!(exposed(vault.read(&sales())), None);
        assert_eq!(fake::prompts(), 0, "reading makes nothing");
        // The prompt is dismissed.
        assert_eq!(vault.write(&sales(), &token()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(fake::prompts(), 1);
    });
}

/// Waits until the service answers a probe so.
fn wait_for(vault: &Vault, answer: &Result<(), VaultFailure>) {
    let asked = Instant::now();
    while vault.probe() != *answer {
        assert!(asked.elapsed() < Duration::from_secs(30), "the service did not answer");
    }
}

#[test]
fn the_token_is_in_no_file_as_plain_text() {
    let test = "the_token_is_in_no_file_as_plain_text";
    Session::WITH_BUS.play(test, || {
        let _keyring = GnomeKeyring::start();
        Vault::system(VaultScope::of_user()).write(&sales(), &token()).unwrap();
        let home = PathBuf::from(env::var_os("HOME").unwrap());
        let files = files_below(&home);
        let keyring = files.iter().find(|file| file.extension().is_some_and(|end| end == "keyring"));
        let keyring = keyring.expect("gnome-keyring keeps a file, or this looks in the wrong place");
        assert!(fs::metadata(keyring).unwrap().len() > 100);
        for file in &files {
            let bytes = fs::read(file).unwrap();
            let is_plain = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
            assert!(!is_plain, "{}", file.display());
        }
    });
}

#[test]
fn without_a_bus_there_is_no_keyring() {
    let session = Session { has_bus: false, has_display: false };
    session.play("without_a_bus_there_is_no_keyring", || {
        let vault = Vault::system(VaultScope::of_user());
        assert_eq!(refusals(&vault), [(); 4].map(|()| VaultFailure::Absent));
        assert_eq!(vault.name(), VaultName::SecretService);
    });
}

#[test]
fn a_keyring_that_starts_later_is_found_by_a_retry() {
    let test = "a_keyring_that_starts_later_is_found_by_a_retry";
    Session::WITH_BUS.play(test, || {
        let vault = Vault::system(VaultScope::of_user());
        assert_eq!(refusals(&vault), [(); 4].map(|()| VaultFailure::Absent));
        assert_eq!(vault.name(), VaultName::SecretService);
        let keyring = GnomeKeyring::start();
        assert_eq!(vault.probe(), Ok(()));
        assert_eq!(vault.name(), VaultName::GnomeKeyring);
        vault.write(&sales(), &token()).unwrap();

        drop(keyring);
        assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Absent);
        let keyring = GnomeKeyring::start();
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));

        // A restart between two calls must go unnoticed.
        drop(keyring);
        let _keyring = GnomeKeyring::start();
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));
    });
}

#[test]
fn a_locked_keyring_says_so_and_a_retry_after_unlocking_reads() {
    let test = "a_locked_keyring_says_so_and_a_retry_after_unlocking_reads";
    Session::WITH_BUS.play(test, || {
        let keyring = GnomeKeyring::start();
        let vault = Vault::system(VaultScope::of_user());
        vault.write(&sales(), &token()).unwrap();
        lock_default_collection();
        assert_eq!(refusals(&vault), [(); 4].map(|()| VaultFailure::Locked));
        assert_eq!(
            vault.read(&support()).unwrap_err(),
            VaultFailure::Locked,
            "nothing found in a locked keyring is no answer"
        );
        // After a restart it is unlocked.
        drop(keyring);
        let _keyring = GnomeKeyring::start();
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some(CANARY));
        assert_eq!(exposed(vault.read(&support())), None);
    });
}

#[test]
fn on_a_desktop_an_unlock_that_does_not_happen_is_a_refusal() {
    let session = Session { has_bus: true, has_display: true };
    let test = "on_a_desktop_an_unlock_that_does_not_happen_is_a_refusal";
    session.play(test, || {
        let _keyring = GnomeKeyring::start();
        let vault = Vault::system(VaultScope::of_user());
        vault.write(&sales(), &token()).unwrap();
        lock_default_collection();
        assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Denied);
        assert_eq!(vault.probe().unwrap_err(), VaultFailure::Locked, "a probe never prompts");
    });
}
