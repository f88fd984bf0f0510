//! Asking where to save a file with the dialog that the system has: here a stand-in for zenity, on a desktop without a
//! portal.
//!
//! Each test runs itself again in an environment where the program finds only what the test provides.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::common::{Gateway, Home, SALES, Window};

/// Set to the test's name in the child process that plays it.
const SCENE: &str = "INSTANCE_DESK_DIALOG_SCENE";

/// Lets a stand-in for zenity start: the program asks it for its version first.
const STARTS: &str = r#"[ "$1" != --version ] || exit 0; "#;

/// Plays `scene` with this script as zenity, or without zenity, in a home folder of its own.
fn play(test: &str, zenity: Option<&str>, scene: impl FnOnce(&Path)) {
    if env::var(SCENE).is_ok_and(|name| name == test) {
        return scene(&PathBuf::from(env::var_os("HOME").unwrap()));
    }
    let home = tempfile::TempDir::new().unwrap();
    let programs = home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    if let Some(script) = zenity {
        let path = programs.join("zenity");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let done = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("file_dialog::{test}"), "--nocapture"])
        .env(SCENE, test)
        .env("HOME", home.path())
        .env("PATH", &programs)
        .env("XDG_CONFIG_HOME", home.path().join("config"))
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/no-bus", home.path().display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let complained = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("1 passed"), "{said}{complained}");
}

/// Opens a saved queue of 128 messages and clicks "Save as JSON…".
fn saving() -> (Gateway, Window) {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("Save a copy");
    window.see("saved separately");
    window.click("Open");
    window.click("Save as JSON…");
    (gateway, window)
}

/// Returns the exported files in the home folder.
fn exports(home: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(home).unwrap().map(|file| file.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "json")).collect()
}

fn written(path: &Path) -> Vec<Value> {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_file_goes_where_the_dialog_says() {
    let script = format!(r#"{STARTS}echo "$@" > "$HOME/asked"; echo "$HOME/Очередь продаж.json""#);
    play("the_file_goes_where_the_dialog_says", Some(&script), |home| {
        let (gateway, mut window) = saving();
        let path = home.join("Очередь продаж.json");
        window.see(&format!("Written to {}", path.display()));
        assert_eq!(written(&path), gateway.control.queue(SALES));
        let asked = fs::read_to_string(home.join("asked")).unwrap();
        assert!(asked.contains("--save --confirm-overwrite"), "{asked}");
        let place = format!("--filename {}/Sales queue 20", home.display());
        assert!(asked.contains(&place) && asked.contains(".json"), "{asked}");
    });
}

#[test]
fn a_dialog_that_is_closed_writes_nothing() {
    let script = format!(r#"{STARTS}until [ -e "$HOME/seen" ]; do /bin/sleep 0.01; done; /bin/sleep 0.5; exit 1"#);
    play("a_dialog_that_is_closed_writes_nothing", Some(&script), |home| {
        let (_gateway, mut window) = saving();
        window.until("the dialog", |window| window.model().instances[0].saved_queues.exporting.then_some(()));
        fs::write(home.join("seen"), "").unwrap();
        window.until("its end", |window| (!window.model().instances[0].saved_queues.exporting).then_some(()));
        window.button("Save as JSON…");
        window.assert_not_shown("ritten to ");
        assert_eq!(exports(home), Vec::<PathBuf>::new());
    });
}

#[test]
fn without_any_dialog_that_is_said() {
    play("without_any_dialog_that_is_said", None, |home| {
        let (gateway, mut window) = saving();
        window.see("This system has no file dialog, so it was written to ");
        let paths = exports(home);
        window.see(&format!("so it was written to {}", paths[0].display()));
        assert_eq!(written(&paths[0]), gateway.control.queue(SALES));
    });
}

#[test]
fn a_dialog_that_does_not_start_is_none() {
    // However long it takes to fail: it is no dialog that the user has closed.
    play("a_dialog_that_does_not_start_is_none", Some("/bin/sleep 0.5; exit 1"), |home| {
        let (_gateway, mut window) = saving();
        window.see("This system has no file dialog, so it was written to ");
        assert_eq!(written(&exports(home)[0]).len(), 128);
    });
}

#[test]
fn a_list_is_looked_for_where_the_last_one_was_whatever_its_name() {
    let script = format!(r#"{STARTS}echo "$@" >> "$HOME/asked"; echo "$HOME/Документы/LIST""#);
    play("a_list_is_looked_for_where_the_last_one_was_whatever_its_name", Some(&script), |home| {
        let folder = home.join("Документы");
        fs::create_dir(&folder).unwrap();
        fs::write(
            folder.join("LIST"),
            "idInstance: 1101000001, token: d75b3a66374942c5b3c019c698abc2067e151558acbd412345\n",
        )
        .unwrap();
        let mut window = Home::new().open();
        for _ in 0..2 {
            window.click("Add several…");
            window.click("Open a file…");
            window.see("From “LIST”");
            window.click("Cancel");
        }
        let asked = fs::read_to_string(home.join("asked")).unwrap();
        let asked: Vec<&str> = asked.lines().collect();
        assert!(!asked[0].contains("--filename"), "{asked:?}");
        assert!(asked[1].contains(&format!("--filename {}/", folder.display())), "{asked:?}");
        assert!(asked[0].contains("*.csv") && asked[0].contains("*.CSV") && asked[0].contains("| *.* *"), "{asked:?}");
    });
}
