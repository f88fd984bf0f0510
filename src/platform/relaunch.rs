//! Relaunches this program in another process.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The flag that precedes the other arguments of a process that reports a crash.
const CRASH_REPORT: &str = "--crash-report";

/// Returns this program's file, for starting it again.
pub fn program() -> OsString {
    let name = || env::args_os().next().unwrap_or_default();
    executable(env::current_exe().unwrap_or_else(|_| name().into())).into()
}

/// Returns a command for this program with the arguments it was started with. Given a report, the new process only
/// reports that crash.
pub fn relaunch(report: Option<&Path>) -> Command {
    let mut own = env::args_os();
    own.next();
    let mut command = Command::new(program());
    if let Some(report) = report {
        command.arg(CRASH_REPORT).arg(report);
    }
    let given: Vec<OsString> = own.collect();
    command.args(match given.as_slice() {
        [flag, _, rest @ ..] if flag == CRASH_REPORT => rest,
        all => all,
    });
    command
}

/// Returns the file to run for the program at `path`. Linux appends a mark to the path of a program that was deleted, as
/// an update does; what is there now is its new version. Without one, the process still has the deleted file.
fn executable(path: PathBuf) -> PathBuf {
    if cfg!(not(target_os = "linux")) || path.exists() {
        return path;
    }
    let updated = path.to_str().and_then(|path| path.strip_suffix(" (deleted)")).map(PathBuf::from);
    updated.filter(|path| path.exists()).unwrap_or_else(|| "/proc/self/exe".into())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_an_update_deleted_is_run_nevertheless() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join("instance-desk");
        let deleted = dir.path().join("instance-desk (deleted)");
        let still_there = executable(deleted.clone());
        assert!(Command::new(still_there).args(["--exact", "no such test"]).output().unwrap().status.success());
        std::fs::write(&own, "the new version").unwrap();
        assert_eq!(executable(deleted), own);
        assert_eq!(executable(own.clone()), own);
    }
}
