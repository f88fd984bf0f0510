//! Whole scenarios in the real window, driven from outside through the accessibility tree: the Python files beside this one.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

/// Debian's own Python: no other has the modules of the package.
const PYTHON: &str = "/usr/bin/python3";

/// Runs a scenario; `end` is the text that it prints at its end.
fn goes_through(scenario: &str, end: &str) {
    assert!(Path::new(PYTHON).is_file(), "{PYTHON} is missing: install the package python3-gi");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("window-{scenario}"));
    let done = Command::new(PYTHON)
        .arg(root.join("tests/window/session.py"))
        .arg(env!("CARGO_BIN_EXE_instance-desk"))
        .arg(&folder)
        .arg(scenario)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let complained = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}\n{complained}\nscreenshots and logs: {}", folder.display());
    assert!(said.contains(end), "the scenario did not reach its end\n{said}");
}

#[test]
fn the_main_job_is_done_in_the_real_window() {
    goes_through("main_job", "no secret in");
}

#[test]
fn many_chats_are_archived_and_undone_in_the_real_window() {
    goes_through("chats", "what was archived is undone");
}

#[test]
fn a_number_is_replaced_in_the_real_window() {
    goes_through("replace_number", "the number is replaced");
}

#[test]
fn a_number_is_replaced_by_keyboard_alone() {
    goes_through("keyboard", "replaced without a pointer");
}

#[test]
#[cfg(debug_assertions)] // a release build has no way to panic on request
fn a_crash_is_told_and_the_program_started_again_in_the_real_window() {
    goes_through("crash", "started again after a crash");
}

#[test]
fn a_minimized_window_asks_before_it_closes() {
    goes_through("closing", "by a key and while it is minimized");
}

#[test]
fn a_file_dialog_of_the_desktop_belongs_to_the_real_window() {
    goes_through("portal", "the portal's dialog belongs to the window");
}

#[test]
fn several_starts_with_one_data_folder_open_one_window_and_clear_no_queue_twice() {
    goes_through("twice", "one window, and no queue was cleared twice");
}

#[test]
fn an_instance_is_watched_without_the_window() {
    goes_through("watch", "brought back by a click, the icon and a second start");
}
