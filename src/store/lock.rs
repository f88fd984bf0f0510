//! A lock between copies of the program.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{StoreFailure, must_be_file};

/// Wait between two attempts to lock.
const PAUSE: Duration = Duration::from_millis(10);

/// Locks this file until the returned handle is dropped. Creates the file if it is missing, and never deletes it.
///
/// The system releases the lock of a killed program. On a file system without locks the file is used unlocked.
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
