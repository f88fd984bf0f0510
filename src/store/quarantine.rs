//! Copies of files that will be replaced without having been understood.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Keeps these bytes in `dir` as `instance-desk.{label}.json`, or with a number when that name holds something else.
///
/// The same bytes are kept once: a damaged file is met at every start until something is saved.
pub(super) fn quarantine(bytes: &[u8], dir: &Path, label: &str) -> io::Result<PathBuf> {
    for number in 1..1000 {
        let name = match number {
            1 => format!("instance-desk.{label}.json"),
            number => format!("instance-desk.{label}-{number}.json"),
        };
        let path = dir.join(name);
        if std::fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return Ok(path);
        }
        // A dangling link counts: something is there.
        if path.symlink_metadata().is_ok() {
            continue;
        }
        let mut copy = tempfile::NamedTempFile::new_in(dir)?;
        copy.write_all(bytes)?;
        copy.as_file().sync_all()?;
        match copy.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.error),
        }
    }
    Err(io::Error::other("too many copies are kept already"))
}
