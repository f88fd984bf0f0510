//! Which runs of the program are still there, so that what an ended one left undone can be told from what a second
//! copy of the program is doing now.
//!
//! A run holds a lock on a small file of its own. The system frees the lock of a run that was killed.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = "running-";

/// This run of the program, as far as the database is concerned.
pub(super) struct Session {
    /// Unique among all runs that are there.
    pub name: String,
    path: PathBuf,
    held: Option<File>,
}

impl Session {
    /// Marks this run as there, and clears away the marks of those that are gone. Only while the lock of opening is
    /// held: a mark is unlocked for a moment after it is made.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        for entry in std::fs::read_dir(folder)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(PREFIX) && !is_alive(folder, &name) {
                // Left over, it harms nobody.
                let _ = std::fs::remove_file(entry.path());
            }
        }
        let mark = tempfile::Builder::new().prefix(PREFIX).rand_bytes(12).tempfile_in(folder)?;
        let (held, path) = mark.keep().map_err(|error| error.error)?;
        match held.try_lock() {
            Ok(()) => {}
            // A file system without locks tells no run from another.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(error) => return Err(error.into()),
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, path, held: Some(held) })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.held.take());
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether the run of this name is still there. In doubt it is: then nothing of it is touched.
pub(super) fn is_alive(folder: &Path, name: &str) -> bool {
    match File::open(folder.join(name)) {
        Ok(mark) => match mark.try_lock() {
            Ok(()) => false,
            Err(TryLockError::Error(error)) => error.kind() != io::ErrorKind::Unsupported,
            Err(TryLockError::WouldBlock) => true,
        },
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}
