//! One copy of the program at a time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{StoreFailure, must_be_file};

/// How long to wait before asking for the lock again.
const PAUSE: Duration = Duration::from_millis(10);

/// Locks this file, which is made if missing and never deleted, until the returned handle is dropped.
///
/// The system frees the lock of a program that was killed. A file system without locks gives none, and is used without.
pub(super) fn lock(path: &Path, patience: Duration) -> Result<File, StoreFailure> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = must_be_file(path).and_then(|()| options.open(path)).map_err(|error| StoreFailure::from_io(&error))?;
    let asked = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if asked.elapsed() >= patience => {
                return Err(StoreFailure::Locked);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::Unsupported => return Ok(file),
                _ => return Err(StoreFailure::from_io(&error)),
            },
        }
    }
}
