//! Copies of files that will be replaced although they were not understood.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::atomic_file::{Access, Existing, write};
use super::open_unleased;
use crate::green_api::Detail;

/// Stores these bytes in `dir` as `instance-desk.{label}.json`, with a number if that name holds something else.
///
/// The same bytes are stored only once: a damaged file is found at every start until something is saved.
pub(super) fn quarantine(bytes: &[u8], dir: &Path, label: &str) -> io::Result<PathBuf> {
    for number in 1..1000 {
        let name = match number {
            1 => format!("instance-desk.{label}.json"),
            number => format!("instance-desk.{label}-{number}.json"),
        };
        let path = dir.join(name);
        // Neither a pipe nor a device is read, and nothing larger than what is compared.
        let is_comparable = |kept: &std::fs::Metadata| kept.is_file() && kept.len() == bytes.len() as u64;
        if path.metadata().is_ok_and(|kept| is_comparable(&kept)) && content(&path).is_ok_and(|kept| kept == bytes) {
            return Ok(path);
        }
        // A dangling link counts as an existing file.
        if path.symlink_metadata().is_ok() {
            continue;
        }
        match write(&path, bytes, Access::Private, Existing::Keep) {
            Ok(()) => return Ok(path),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(failed) => return Err(failed.error),
        }
    }
    Err(Detail::TooManyCopies.into())
}

fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_unleased(File::options().read(true), path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}
