//! The log: one redacted file per day.

use std::io;
use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;

use crate::green_api::redact;
use crate::store::create_private_dir;

/// Starts writing warnings to a file of the day, redacted. Returns `None` if the folder cannot be written; there is no
/// log then.
pub fn start_log(folder: &Path) -> Option<WorkerGuard> {
    create_private_dir(folder).ok()?;
    let files = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("instance-desk")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(Redacting(files));
    let level = tracing_subscriber::EnvFilter::try_from_env("INSTANCE_DESK_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(level).with_ansi(false).with_writer(writer).try_init().ok()?;
    Some(guard)
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
