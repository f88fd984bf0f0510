//! Reports of panics, as files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::green_api::redact;
use crate::store::{create_private_dir, private};

/// The folder of reports inside the data folder.
pub const REPORTS: &str = "crashes";

const PREFIX: &str = "crash-";

/// Maximum number of reports kept; the newest are kept.
const KEPT: usize = 5;

/// Returns the report of a panic, redacted. The user can read it, and send it if they like.
pub fn text(panic: &str, thread: &str) -> String {
    let text = format!(
        "{name} {version} ended unexpectedly, or a part of it did. No token is in this report.\n\n\
         When:    {when}\n\
         What:    {panic}\n\
         Thread:  {thread}\n\
         System:  {system}\n",
        name = "Instance Desk",
        version = env!("CARGO_PKG_VERSION"),
        when = Timestamp::now(),
        system = system(),
    );
    redact::all(&text)
}

/// Writes a report into `folder`, which only this user may open, under a name with the date, and deletes old ones.
pub fn write(folder: &Path, text: &str) -> io::Result<PathBuf> {
    create_private_dir(folder)?;
    let date = Timestamp::now().to_zoned(TimeZone::system()).strftime("%Y-%m-%d-%H%M%S").to_string();
    let (path, mut file) = create(folder, &date)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    forget_old(folder);
    Ok(path)
}

/// Creates the file of a report. Appends a number to the name if it is taken, because two panics can occur in one
/// second.
fn create(folder: &Path, date: &str) -> io::Result<(PathBuf, File)> {
    let mut options = File::options();
    private(options.write(true).create_new(true));
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for place in 1..=KEPT {
        let suffix = if place == 1 { String::new() } else { format!("-{place}") };
        let path = folder.join(format!("{PREFIX}{date}{suffix}.txt"));
        match options.open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

fn forget_old(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let is_report =
        |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX));
    let mut reports: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_report).collect();
    reports.sort(); // sorting by name sorts by date
    let surplus = reports.len().saturating_sub(KEPT);
    for report in &reports[..surplus] {
        // A report left behind does no harm.
        let _ = fs::remove_file(report);
    }
}

/// Describes the system: "linux x86_64, Debian GNU/Linux 12 (bookworm), wayland".
fn system() -> String {
    let mut parts = vec![format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)];
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    parts.extend(name.map(|name| name.trim_matches('"').to_owned()));
    parts.extend(std::env::var("XDG_SESSION_TYPE"));
    parts.join(", ")
}
