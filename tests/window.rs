//! The main job in the real window, driven from outside through the accessibility tree: see `tests/window/`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

use std::path::Path;
use std::process::Command;

/// Debian's own Python: only it has the package's modules.
const PYTHON: &str = "/usr/bin/python3";

#[test]
fn the_main_job_is_done_in_the_real_window() {
    assert!(Path::new(PYTHON).is_file(), "{PYTHON} is missing: install the package python3-gi");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
    let done = Command::new(PYTHON)
        .arg(root.join("tests/window/session.py"))
        .arg(env!("CARGO_BIN_EXE_instance-desk"))
        .arg(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let complained = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}\n{complained}\nscreenshots and logs: {}", folder.display());
    assert!(said.contains("no secret in"), "the scenario did not reach its end\n{said}");
}
