//! A lock between copies of the program.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::folders::{is_link, not_a_file};
use super::{StoreFailure, must_be_file, open_unleased, private};

/// Wait between two attempts to lock.
const PAUSE: Duration = Duration::from_millis(10);

/// Locks this file until the returned handle is dropped. Creates the file if it is missing, and never deletes it. Creates
/// nothing behind a symbolic link.
///
/// The system releases the lock of a killed program. On a file system without locks the file is used unlocked, and
/// `None` is returned.
pub(super) fn lock(path: &Path, patience: Duration) -> Result<Option<File>, StoreFailure> {
    let file = open_or_create(path).map_err(|error| StoreFailure::from_io(&error))?;
    let asked = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if asked.elapsed() >= patience => {
                return Err(StoreFailure::Locked);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(StoreFailure::from_io(&error)),
        }
    }
}

fn open_or_create(path: &Path) -> io::Result<File> {
    must_be_file(path)?;
    let mut options = File::options();
    options.write(true);
    match open_unleased(&mut options, path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    if is_link(path) {
        return Err(not_a_file());
    }
    // Another copy of the program may create it at this moment.
    open_unleased(private(options.create(true).truncate(false)), path)
}

/// Whether a lock failed because its file system has none.
pub(super) fn has_no_locks(error: &io::Error) -> bool {
    // NFS without a lock service fails with ENOLCK, which has no kind of its own.
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported
}
