//! The live sessions of the program. They distinguish what an ended session left unfinished from what a second copy of
//! the program is doing now.
//!
//! A session holds a lock on a small file of its own. The operating system releases the lock of a killed session.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = "running-";

/// This session, as seen by the database.
pub(super) struct Session {
    /// Unique among all live sessions.
    pub name: String,
    path: PathBuf,
    held: Option<File>,
}

impl Session {
    /// Marks this session as live, and deletes the marks of ended ones. Must be called only while the lock for opening
    /// is held: a new mark is unlocked for a moment.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        for entry in std::fs::read_dir(folder)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(PREFIX) && !is_alive(folder, &name) {
                // A remaining mark is harmless.
                let _ = std::fs::remove_file(entry.path());
            }
        }
        let mark = tempfile::Builder::new().prefix(PREFIX).rand_bytes(12).tempfile_in(folder)?;
        let (held, path) = mark.keep().map_err(|error| error.error)?;
        match held.try_lock() {
            Ok(()) => {}
            // Without file locks, sessions cannot be told apart.
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

/// Whether the session with this name is live. In doubt it is, so that nothing of it is touched.
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
