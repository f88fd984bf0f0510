//! Relaunches this program in another process.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The flag that precedes the other arguments of a process that reports a crash.
const CRASH_REPORT: &str = "--crash-report";

/// Returns a command for this program with the arguments it was started with. Given a report, the new process only
/// reports that crash.
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
