//! The data folder on a network drive whose locks differ from those of a local one: a shim takes the place of the
//! system's calls, and each test runs itself again with it.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use instance_desk::green_api::IdInstance;
use instance_desk::store::{
    Database, DatabaseFailure, DatabaseResult, Folders, JournalEntry, Outcome, Store, Tables, ThemeChoice, Why,
};
use tempfile::TempDir;

use crate::newest_lines::NewestLines as _;

/// The locks of the drive: `nfs`, `no-flock`, `no-fcntl`, `forbidden` (as well for `fcntl`) or `none`. Set in the
/// process of a scene.
const LOCKS: &str = "INSTANCE_DESK_LOCKS";
const FOLDER: &str = "INSTANCE_DESK_FOLDER";
const STEP: &str = "INSTANCE_DESK_STEP";
/// A file with a byte for each lock of SQLite that was refused.
const REFUSED: &str = "INSTANCE_DESK_REFUSED";

/// NFS takes an exclusive lock only through a handle that may write (nfs(5)), and without a lock service it takes none.
const SHIM: &str = r#"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
static int are(const char *locks) { return strcmp(getenv("INSTANCE_DESK_LOCKS"), locks) == 0; }
int flock(int file, int operation) {
    if (are("no-flock") || are("none")) { errno = ENOLCK; return -1; }
    int is_read_only = (syscall(SYS_fcntl, file, 3 /* F_GETFL */) & 3) == 0;
    if ((operation & 2 /* LOCK_EX */) && is_read_only) { errno = EBADF; return -1; }
    return syscall(SYS_flock, file, operation);
}
int fcntl(int file, int command, long argument) {
    int has_none = are("none") || are("no-fcntl"), is_lock = command >= 5 && command <= 7;
    if (is_lock && (has_none || are("forbidden"))) {
        int count = syscall(SYS_openat, -100 /* AT_FDCWD */, getenv("INSTANCE_DESK_REFUSED"),
                            02101 /* O_APPEND | O_CREAT | O_WRONLY */, 0600);
        syscall(SYS_write, count, ".", 1);
        syscall(SYS_close, count);
        errno = has_none ? ENOLCK : EACCES;
        return -1;
    }
    return syscall(SYS_fcntl, file, command, argument);
}
int fcntl64(int file, int command, long argument) { return fcntl(file, command, argument); }
"#;

/// Returns the step to play, in the process of a scene.
fn step() -> Option<(String, Folders)> {
    Some((env::var(STEP).ok()?, Folders::in_dir(env::var_os(FOLDER)?)))
}

fn shim(dir: &Path) -> PathBuf {
    let (source, library) = (dir.join("locks.c"), dir.join("locks.so"));
    fs::write(&source, SHIM).unwrap();
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).status().unwrap();
    assert!(built.success());
    library
}

/// Plays these steps of a test, each in a process of its own, on a drive with such locks.
fn play(test: &str, locks: &str, steps: &[&str]) -> TempDir {
    let (dir, tools) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let library = shim(tools.path());
    for step in steps {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", &format!("network_drive::{test}"), "--nocapture", "--test-threads=1"])
            .env("LD_PRELOAD", &library)
            .env(LOCKS, locks)
            .env(FOLDER, dir.path())
            .env(STEP, step)
            .env(REFUSED, tools.path().join("refused"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{step} failed\n{said}\n{complained}");
    }
    dir
}

fn begin(tables: &mut Tables) -> DatabaseResult<()> {
    let instance = IdInstance::parse("7103004512").unwrap();
    tables.begin_entry(&JournalEntry { instance, method: "reboot", asked: String::new(), run: None }).map(drop)
}

#[test]
fn a_killed_session_on_nfs_is_known_to_have_ended() {
    match step() {
        None => {
            let dir = play("a_killed_session_on_nfs_is_known_to_have_ended", "nfs", &["killed", "next"]);
            let names = fs::read_dir(dir.path().join("data")).unwrap().map(|entry| entry.unwrap().file_name());
            let marks = names.filter(|name| name.to_string_lossy().starts_with("running-")).count();
            assert_eq!(marks, 1, "the mark of the killed session is deleted, that of the next one is there");
        }
        Some((step, folders)) if step == "killed" => {
            let database = Database::new(&folders);
            database.run_blocking(begin).unwrap();
            // Nothing is dropped, as when the process is killed.
            std::process::exit(0);
        }
        Some((_, folders)) => {
            let outcome = |tables: &mut Tables| Ok(tables.newest_lines(None, 1)?.remove(0).outcome);
            let database = Database::new(&folders);
            assert_eq!(database.run_blocking(outcome).unwrap(), Outcome::Unknown(Why::named(Why::PROGRAM_ENDED)));
            std::process::exit(0);
        }
    }
}

#[test]
fn a_drive_without_the_locks_of_files_is_used_without_them() {
    match step() {
        None => drop(play("a_drive_without_the_locks_of_files_is_used_without_them", "no-flock", &["use"])),
        Some((_, folders)) => {
            let (store, _) = Store::open(folders.clone());
            let changed = store.change(|contents| contents.settings.theme = ThemeChoice::Dark).unwrap();
            assert_eq!(changed.settings.theme, ThemeChoice::Dark);
            Database::new(&folders).run_blocking(begin).unwrap();
        }
    }
}

#[test]
fn a_drive_without_any_locks_is_named() {
    match step() {
        None => drop(play("a_drive_without_any_locks_is_named", "none", &["use"])),
        Some((_, folders)) => {
            assert_eq!(Database::new(&folders).run_blocking(begin), Err(DatabaseFailure::NoLocks));
        }
    }
}

#[test]
fn a_drive_with_the_locks_of_files_and_without_those_of_sqlite_is_named() {
    let test = "a_drive_with_the_locks_of_files_and_without_those_of_sqlite_is_named";
    match step() {
        None => ["no-fcntl", "forbidden"].into_iter().for_each(|locks| drop(play(test, locks, &["use"]))),
        Some((_, folders)) => {
            assert_eq!(Database::new(&folders).run_blocking(begin), Err(DatabaseFailure::NoLocks));
            let names = fs::read_dir(folders.data).unwrap().map(|entry| entry.unwrap().file_name());
            let unknown = names.filter(|name| name.to_string_lossy().starts_with(".tmp")).count();
            assert_eq!(unknown, 0, "the trial leaves nothing behind");
        }
    }
}

#[test]
fn on_a_drive_without_the_locks_of_sqlite_only_the_first_job_waits() {
    let test = "on_a_drive_without_the_locks_of_sqlite_only_the_first_job_waits";
    match step() {
        None => drop(play(test, "no-fcntl", &["use"])),
        Some((_, folders)) => {
            // SQLite tries again and again while it waits.
            let tried = || fs::metadata(env::var_os(REFUSED).unwrap()).map_or(0, |refused| refused.len());
            let database = Database::new(&folders);
            let tries = [(); 3].map(|()| {
                let before = tried();
                assert_eq!(database.run_blocking(begin), Err(DatabaseFailure::NoLocks));
                tried() - before
            });
            assert!(tries[0] > 20 && tries[1] < 10 && tries[2] < 10, "{tries:?}");
        }
    }
}
