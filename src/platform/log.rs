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
use crate::store::{create_private_dir, open_unleased, private};

/// The beginning of the files' names.
const PREFIX: &str = "instance-desk";

/// Number of lines that may wait to be written; more are lost. Their places are allocated at once, 32 bytes each.
const WAITING_LINES: usize = 4096;

/// Starts writing warnings to a file of the day, redacted. Returns `None` if the folder cannot be written, or something
/// else has the name of a log; there is no log then.
pub fn start_log(folder: &Path) -> Option<WorkerGuard> {
    create_private_dir(folder).ok()?;
    if !may_be_opened(folder) {
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
        // It makes room for a new one, which is there already.
        .max_log_files(8)
        .build(folder)
        .ok()?;
    Some(Redacting(files, folder.to_owned()))
}

/// Whether all logs are regular files that no other program has a lease on: opening a pipe or a leased file would block
/// the start, and a link leads to a file of another program.
fn may_be_opened(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let mut logs = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let is_leased = |log: &fs::DirEntry| {
        let opened = open_unleased(fs::OpenOptions::new().append(true), &log.path());
        opened.is_err_and(|error| error.kind() == io::ErrorKind::ResourceBusy)
    };
    logs.all(|log| log.file_type().is_ok_and(|kind| kind.is_file()) && !is_leased(&log))
}

/// Creates the file of this day, if it is missing: the appender would create one that others may read, as far as the
/// user's mask allows.
fn create_today(folder: &Path) -> io::Result<()> {
    let name = format!("{PREFIX}.{}.log", Timestamp::now().strftime("%Y-%m-%d"));
    open_unleased(private(fs::OpenOptions::new().append(true).create(true)), &folder.join(name)).map(drop)
}

/// A writer that redacts every line before it reaches the file of its day, in this folder.
struct Redacting<W>(W, PathBuf);

impl<W: io::Write> io::Write for Redacting<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // Without it, the line is written nevertheless.
        let _ = create_today(&self.1);
        let text = String::from_utf8_lossy(line);
        self.0.write_all(redact::all(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;

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
        let dir = tempfile::tempdir().unwrap();
        let mut files = files(dir.path()).unwrap();
        let logs = || fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
        let modes = || logs().map(|log| log.metadata().unwrap().permissions().mode() & 0o777).collect::<Vec<_>>();
        assert_eq!(modes(), [0o600]);
        // As when a day begins.
        logs().for_each(|log| fs::remove_file(log).unwrap());
        files.write_all(b"a line").unwrap();
        assert_eq!(modes(), [0o600]);
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
