//! The log: one redacted file per day.

use std::path::Path;
use std::{fs, io};

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::green_api::redact;
use crate::store::{create_private_dir, open_unleased};

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
    let files = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES).finish(Redacting(files));
    let wanted = std::env::var("INSTANCE_DESK_LOG").ok().and_then(|levels| levels.parse().ok());
    let levels = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
    tracing_subscriber::registry().with(levels).with(lines).try_init().ok()?;
    Some(guard)
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

/// A writer that redacts every line before it reaches the file.
struct Redacting<W>(W);

impl<W: io::Write> io::Write for Redacting<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
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
