//! Problems found in the settings file, and reasons why it could not be saved.

use std::io;
use std::path::PathBuf;

use super::atomic_file::WriteError;
use super::folders::is_not_a_file;
use crate::green_api::Detail;

/// A problem with the file that the user should know about. The program continues.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreWarning {
    /// The file is not ours or is incomplete; a copy of it was kept.
    #[error("the settings file is damaged; a copy was kept as {}", kept_as.display())]
    Damaged {
        /// The copy's path.
        kept_as: PathBuf,
    },
    /// The file was written by a newer version of the program; a copy of it was kept.
    #[error("the settings file has the newer version {version}; a copy was kept as {}", kept_as.display())]
    Newer {
        /// The file's version.
        version: u64,
        /// The copy's path.
        kept_as: PathBuf,
    },
    /// The file is damaged or newer and could not be copied, so it will not be replaced.
    #[error("the settings file cannot be used, and no copy of it could be kept: {detail}")]
    NotKept {
        /// The reason.
        detail: Detail,
    },
    /// A folder, a pipe or a device has the name of the file.
    #[error("the settings file is not a regular file")]
    NotAFile,
    /// The file exists but could not be read.
    #[error("the settings file could not be read: {detail}")]
    Unreadable {
        /// The reason.
        detail: Detail,
    },
    /// This setting's value is invalid; its default is used.
    #[error("the setting {key} makes no sense")]
    BadSetting {
        /// The key in the file, such as `settings.theme`.
        key: String,
    },
    /// This entry of the list of instances is invalid. It is not shown, and stays in the file unchanged.
    #[error("entry {position} of the list of instances makes no sense: {fault:?}")]
    BadInstance {
        /// Its position in the file, from 1.
        position: usize,
        /// The fault in the entry.
        fault: InstanceFault,
    },
}

/// The fault in an entry of the list of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceFault {
    /// It is not an object.
    NotAnObject,
    /// `idInstance` is missing or invalid.
    IdInstance,
    /// `messenger` is missing or unknown.
    Messenger,
    /// `apiUrl` is missing or invalid.
    ApiUrl,
    /// An earlier entry has the same `idInstance`.
    Duplicate,
}

/// Reason why a change was not saved. The file is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailure {
    /// The folder or the file is not writable.
    #[error("the settings may not be written")]
    ReadOnly,
    /// No space is left, or the quota is used up.
    #[error("the disk is full")]
    DiskFull,
    /// Another copy of the program held the lock for too long.
    #[error("another copy of the program is saving its settings")]
    Locked,
    /// A folder, a pipe or a device has the name of the file.
    #[error("the settings file is not a regular file")]
    NotAFile,
    /// Another program has the file open. Windows does not let it be replaced then, and a lease on it may not be given
    /// back.
    #[error("the settings file is open in another program")]
    InUse,
    /// Any other failure.
    #[error("the settings could not be saved: {detail}")]
    Other {
        /// The reason.
        detail: Detail,
    },
}

impl StoreFailure {
    /// Converts an error of the file system during a save.
    pub(super) fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            io::ErrorKind::ResourceBusy => Self::InUse,
            _ if is_not_a_file(error) => Self::NotAFile,
            _ => Self::Other { detail: Detail::of_io(error) },
        }
    }
}

impl From<WriteError> for StoreFailure {
    fn from(failed: WriteError) -> Self {
        if failed.is_in_use() { Self::InUse } else { Self::from_io(&failed.error) }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::StoreFailure;
    use crate::green_api::Detail;

    #[test]
    fn what_the_system_says_has_its_failure() {
        for (kind, failure) in [
            (io::ErrorKind::PermissionDenied, StoreFailure::ReadOnly),
            (io::ErrorKind::ReadOnlyFilesystem, StoreFailure::ReadOnly),
            (io::ErrorKind::StorageFull, StoreFailure::DiskFull),
            (io::ErrorKind::QuotaExceeded, StoreFailure::DiskFull),
            (io::ErrorKind::IsADirectory, StoreFailure::NotAFile),
            (io::ErrorKind::ResourceBusy, StoreFailure::InUse),
        ] {
            assert_eq!(StoreFailure::from_io(&kind.into()), failure);
        }
        let odd = StoreFailure::from_io(&io::Error::other("the tape broke"));
        assert_eq!(odd, StoreFailure::Other { detail: Detail::words("the tape broke") });
        let ours = StoreFailure::from_io(&Detail::TooManyLinks.into());
        assert_eq!(ours, StoreFailure::Other { detail: Detail::TooManyLinks });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_a_full_disk() {
        use std::io::Write;
        let mut full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"x").unwrap_err();
        assert_eq!(StoreFailure::from_io(&error), StoreFailure::DiskFull);
    }
}
