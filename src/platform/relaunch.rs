//! The same program in another process.

use std::{env, ffi::OsString, path::Path, process::Command};

/// What stands in front of the other arguments of a process that tells of a crash.
const CRASH_REPORT: &str = "--crash-report";

/// This program, as it was asked for when it was started; with a report, only to tell of that crash.
pub fn relaunch(report: Option<&Path>) -> Command {
    let mut own = env::args_os();
    let name = own.next().unwrap_or_default();
    let mut command = Command::new(env::current_exe().unwrap_or_else(|_| name.into()));
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
