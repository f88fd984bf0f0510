//! A disk of half a megabyte, for a test that fills it.

use std::env;
use std::path::Path;
use std::process::Command;

/// Runs a test with the folder of a disk of half a megabyte, in a process that mounts the disk and runs only the test of
/// this name. Where mounting is not permitted, the test is left out.
pub fn on_small_disk(name: &str, test: impl FnOnce(&Path)) {
    const DIR: &str = "INSTANCE_DESK_FULL_DIR";
    const MOUNT: &str = r#"mount -t tmpfs -o size=512k tmpfs "$0" || exit 99; exec "$@""#;
    if let Some(dir) = env::var_os(DIR) {
        return test(Path::new(&dir));
    }
    let dir = tempfile::TempDir::new().unwrap();
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", MOUNT]).arg(dir.path()).arg(env::current_exe().unwrap());
    command.args(["--exact", name, "--nocapture"]).env(DIR, dir.path());
    // 1: `unshare` is missing its permission; 99: so is `mount`.
    if let Ok(status) = command.status() {
        assert!(status.success() || matches!(status.code(), Some(1 | 99)), "{status}");
    }
}
