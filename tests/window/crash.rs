//! A panic in a real process: a report is written, neither the report nor the output contains a token, and the process
//! that shows the report is started.
//!
//! The test runs itself again as the program that panics, and that one as the process that shows the report.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use instance_desk::green_api::{ApiToken, redact};
use instance_desk::platform::Panics;

const PROGRAM: &str = "crash::the_program_that_panics";
const TELLER: &str = "crash::the_process_that_tells";
const DIR: &str = "INSTANCE_DESK_CRASH_DIR";
const HOW: &str = "INSTANCE_DESK_CRASH_HOW";
const REPORT: &str = "INSTANCE_DESK_CRASH_REPORT";

/// The token that must not appear anywhere.
const TOKEN: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978aa";

/// Returns the panic message: the token as it is, in an address, escaped, and in JSON; and one that is not registered.
fn words() -> String {
    let escaped: String = TOKEN.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let unknown = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
    format!(
        "no answer from https://7103.api.greenapi.com/waInstance7103004512/showMessagesQueue/{unknown}: {TOKEN} {escaped} \
         {{\"apiTokenInstance\":\"{unknown}\"}} the end"
    )
}

struct Dropped(PathBuf);

impl Drop for Dropped {
    fn drop(&mut self) {
        fs::write(&self.0, "dropped").unwrap();
        panic!("a second panic, while the first is cleared up");
    }
}

/// The program that the tests below start, not a test of its own. Without their variables it does nothing.
#[test]
fn the_program_that_panics() {
    let Some(dir) = env::var_os(DIR).map(PathBuf::from) else { return };
    if env::var_os(REPORT).is_some() {
        return;
    }
    let panics = Panics::watch();
    redact::register(&ApiToken::parse(TOKEN).unwrap());
    panics.report_into(dir.join("data").join("crashes"));
    panics.tell_by(|report| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", TELLER, "--nocapture"]).env(REPORT, report);
        command
    });
    match env::var(HOW).unwrap().as_str() {
        "drawing" => panic!("{}", words()),
        "drawing-twice" => {
            let _dropped = Dropped(dir.join("dropped"));
            panic!("{}", words());
        }
        "worker" => {
            let (waker, woken) = std::sync::mpsc::channel();
            panics.wake_by(std::sync::Arc::new(move || waker.send(()).unwrap_or_default()));
            assert_eq!(panics.next(), None);
            thread::spawn(|| panic!("{}", words())).join().unwrap_err();
            woken.recv_timeout(Duration::from_secs(10)).unwrap();
            let report = panics.next().unwrap();
            assert!(report.is_file());
            assert_eq!(panics.next(), None);
            fs::write(dir.join("goes-on"), report.to_str().unwrap()).unwrap();
        }
        "twice" => {
            for _ in 0..2 {
                thread::spawn(|| panic!("{}", words())).join().unwrap_err();
            }
        }
        how => unreachable!("{how}"),
    }
}

/// The process that the program starts to report its end, not a test of its own.
#[test]
fn the_process_that_tells() {
    let Some(report) = env::var_os(REPORT) else { return };
    let dir = PathBuf::from(env::var_os(DIR).unwrap());
    // Written whole in one step, and never twice: a second process would find the first one's file.
    fs::File::create_new(dir.join("told")).unwrap();
    let draft = dir.join("told.draft");
    fs::write(&draft, report.as_encoded_bytes()).unwrap();
    fs::rename(draft, dir.join("told")).unwrap();
}

fn panics(dir: &Path, how: &str) -> Output {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", PROGRAM, "--nocapture"])
        .env(DIR, dir)
        .env(HOW, how)
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap()
}

fn reports(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(dir.join("data/crashes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Fails if a file below the folder or the output contains a token in any spelling.
fn assert_no_token(dir: &Path, output: &Output) {
    let said = [&output.stdout[..], &output.stderr].map(|said| String::from_utf8_lossy(said).into_owned());
    let mut texts = said.to_vec();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                texts.push(String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
            }
        }
    }
    for text in texts {
        for secret in [TOKEN, &TOKEN[..20], "d75b3a66374942c5", "%30%66%31%65"] {
            assert!(!text.contains(secret), "a token stands in\n{text}");
        }
    }
}

fn told(dir: &Path) -> PathBuf {
    let from = Instant::now();
    loop {
        match fs::read_to_string(dir.join("told")) {
            Ok(told) if !told.is_empty() => return told.into(),
            _ => assert!(from.elapsed() < Duration::from_secs(20), "nobody told of the panic"),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_panic_of_the_drawing_thread_is_reported_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let output = panics(dir.path(), "drawing");
    assert!(!output.status.success());
    let report = told(dir.path());
    assert_eq!(reports(dir.path()), std::slice::from_ref(&report));
    let name = report.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("crash-20") && name.ends_with(".txt"), "{name}");
    let text = fs::read_to_string(&report).unwrap();
    for part in [
        concat!("Instance Desk ", env!("CARGO_PKG_VERSION")),
        "crash.rs:",
        "showMessagesQueue/***",
        "the end",
        env::consts::OS,
        PROGRAM,
    ] {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    assert_no_token(dir.path(), &output);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&report), mode(report.parent().unwrap())), (0o600, 0o700));
    }
}

#[test]
fn a_panic_while_a_panic_is_cleared_up_is_told_once() {
    let dir = tempfile::tempdir().unwrap();
    let output = panics(dir.path(), "drawing-twice");
    assert!(!output.status.success());
    told(dir.path());
    assert!(dir.path().join("dropped").is_file());
    // One of the second panic, and one of the abort that follows.
    assert!(reports(dir.path()).len() >= 2);
    assert_no_token(dir.path(), &output);
}

#[test]
fn a_panic_of_another_thread_is_reported_and_the_program_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let output = panics(dir.path(), "worker");
    assert!(output.status.success(), "{output:?}");
    let report = fs::read_to_string(dir.path().join("goes-on")).unwrap();
    assert_eq!(reports(dir.path()), [PathBuf::from(report)]);
    assert!(!dir.path().join("told").exists());
    assert_no_token(dir.path(), &output);
}

#[test]
fn only_the_newest_reports_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data/crashes");
    fs::create_dir_all(&folder).unwrap();
    let old: Vec<PathBuf> = (1..=6).map(|day| folder.join(format!("crash-2026-01-0{day}-120000.txt"))).collect();
    old.iter().for_each(|report| fs::write(report, "an old report").unwrap());
    let output = panics(dir.path(), "twice");
    assert!(output.status.success(), "{output:?}");
    let kept = reports(dir.path());
    assert_eq!((kept.len(), &kept[..3]), (5, &old[3..]));
    assert_no_token(dir.path(), &output);
}

#[test]
fn without_a_folder_that_can_be_written_it_is_told_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("data"), "a file where the folder was to be").unwrap();
    let output = panics(dir.path(), "drawing");
    assert!(!output.status.success());
    assert!(!told(dir.path()).exists());
    assert_no_token(dir.path(), &output);
}
