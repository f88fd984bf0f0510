//! The log: one redacted file per day.

use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::green_api::redact;
use crate::store::{create_private_dir, make_private, open_unleased, private};

/// The beginning of the files' names.
const PREFIX: &str = "instance-desk";

/// Number of lines that may wait to be written; more are lost. Their places are allocated at once, 32 bytes each.
const WAITING_LINES: usize = 4096;

/// Starts writing warnings to a file of the day, redacted. Returns `None` if the folder cannot be written, or something
/// else has the name of a log; there is no log then.
pub fn start_log(folder: &Path) -> Option<WorkerGuard> {
    create_private_dir(folder).ok()?;
    if !take_over(folder) {
        return None;
    }
    let files = files(folder)?;
    let (writer, guard) = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES).finish(files);
    let wanted = std::env::var("INSTANCE_DESK_LOG").ok().and_then(|levels| levels.parse().ok());
    let levels = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
    tracing_subscriber::registry().with(levels).with(lines).try_init().ok()?;
    Some(guard)
}

/// Returns the writer of a file for each day.
fn files(folder: &Path) -> Option<Redacting<RollingFileAppender>> {
    create_today(folder).ok()?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix("log")
        // The appender keeps one fewer than this.
        .max_log_files(8)
        .build(folder)
        .ok()?;
    Some(Redacting { files, folder: folder.to_owned(), day: today() })
}

/// Makes all logs accessible only to this user. Returns whether all are regular files that no other program has a lease
/// on: opening a pipe or a leased file would block the start, and a link leads to a file of another program.
fn take_over(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let mut logs = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let is_free = |log: &fs::DirEntry| match open_unleased(fs::OpenOptions::new().append(true), &log.path()) {
        Ok(log) => {
            make_private(&log);
            true
        }
        Err(error) => error.kind() != io::ErrorKind::ResourceBusy,
    };
    logs.all(|log| log.file_type().is_ok_and(|kind| kind.is_file()) && is_free(&log))
}

/// Creates the file of this day, if it is missing: the appender would create one that others may read, as far as the
/// user's mask allows.
fn create_today(folder: &Path) -> io::Result<()> {
    let name = format!("{PREFIX}.{}.log", Timestamp::now().strftime("%Y-%m-%d"));
    open_unleased(private(fs::OpenOptions::new().append(true).create(true)), &folder.join(name)).map(drop)
}

/// Returns the number of this day since 1970, in UTC as the appender counts.
fn today() -> i64 {
    Timestamp::now().as_second().div_euclid(24 * 3600)
}

/// A writer that redacts every line before it reaches the file of its day.
struct Redacting<W> {
    files: W,
    folder: PathBuf,
    /// The day whose file exists.
    day: i64,
}

impl<W: io::Write> io::Write for Redacting<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let today = today();
        if self.day != today {
            // Without it, the line is written nevertheless.
            let _ = create_today(&self.folder);
            self.day = today;
        }
        let text = String::from_utf8_lossy(line);
        self.files.write_all(redact::all(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.files.flush()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::store::scene::{is_scene, play};

    #[test]
    fn a_pipe_or_a_link_in_the_place_of_a_log_keeps_no_start_waiting() {
        let [piped, linked] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let name = format!("instance-desk.{}.log", jiff::Timestamp::now().strftime("%Y-%m-%d"));
        assert!(Command::new("mkfifo").arg(piped.path().join(&name)).status().unwrap().success());
        let other = linked.path().join("other");
        fs::write(&other, "someone's").unwrap();
        std::os::unix::fs::symlink(&other, linked.path().join(name)).unwrap();
        for folder in [&piped, &linked] {
            let (sender, started) = mpsc::channel();
            let path = folder.path().to_owned();
            thread::spawn(move || sender.send(start_log(&path).is_some()));
            assert_eq!(started.recv_timeout(Duration::from_secs(20)), Ok(false));
        }
        assert_eq!(fs::read_to_string(other).unwrap(), "someone's");
    }

    #[test]
    fn only_this_user_may_read_the_log_of_any_day() {
        use std::io::Write as _;
        use std::os::unix::fs::PermissionsExt;
        if !is_scene() {
            let test = "platform::log::tests::only_this_user_may_read_the_log_of_any_day";
            assert_eq!(play(test, &[]).as_deref(), Some("600 600 600 "));
            return;
        }
        rustix::process::umask(rustix::fs::Mode::empty());
        let dir = tempfile::tempdir().unwrap();
        let logs = || fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
        let modes = || {
            let mode = |log: PathBuf| format!("{:o} ", log.metadata().unwrap().permissions().mode() & 0o777);
            let modes: String = logs().map(mode).collect();
            logs().for_each(|log| fs::remove_file(log).unwrap());
            modes
        };
        fs::write(dir.path().join("instance-desk.2026-01-01.log"), "of a version that kept it open").unwrap();
        assert!(take_over(dir.path()));
        let existing = modes();
        let mut files = files(dir.path()).unwrap();
        let first = modes();
        // As when a day begins.
        files.day -= 1;
        files.write_all(b"a line").unwrap();
        print!("|{existing}{first}{}|", modes());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_log_that_another_program_does_not_give_back_keeps_no_start_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join(format!("instance-desk.{}.log", jiff::Timestamp::now().strftime("%Y-%m-%d")));
        fs::write(&log, "").unwrap();
        let _lease = crate::store::Lease::on(&log);
        let (sender, started) = mpsc::channel();
        thread::spawn(move || sender.send(start_log(dir.path()).is_some()));
        assert_eq!(started.recv_timeout(Duration::from_secs(20)), Ok(false));
    }
}
