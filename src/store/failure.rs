//! What can be wrong with the file, and why it could not be saved.

use std::io;
use std::path::PathBuf;

use crate::green_api::redact;

/// Something about the file that the user should know. The program goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreWarning {
    /// The file is not one of ours, or torn; a copy of it was kept.
    #[error("the settings file is damaged; a copy was kept as {}", kept_as.display())]
    Damaged {
        /// The copy.
        kept_as: PathBuf,
    },
    /// The file was written by a newer version of the program; a copy of it was kept.
    #[error("the settings file has the newer version {version}; a copy was kept as {}", kept_as.display())]
    Newer {
        /// The version that the file says it has.
        version: u64,
        /// The copy.
        kept_as: PathBuf,
    },
    /// The file is damaged or newer and no copy of it could be made, so it will not be replaced.
    #[error("the settings file cannot be used, and no copy of it could be kept: {detail}")]
    NotKept {
        /// Why not, in the system's words.
        detail: String,
    },
    /// The file is there but could not be read.
    #[error("the settings file could not be read: {detail}")]
    Unreadable {
        /// Why not, in the system's words.
        detail: String,
    },
    /// This setting's value makes no sense; its default is used.
    #[error("the setting {key} makes no sense")]
    BadSetting {
        /// The key in the file, as in `settings.theme`.
        key: String,
    },
    /// This entry of the list of instances makes no sense. It is not shown, and stays in the file as it is.
    #[error("entry {position} of the list of instances makes no sense: {fault:?}")]
    BadInstance {
        /// Its place in the file, from 1.
        position: usize,
        /// What is wrong with it.
        fault: InstanceFault,
    },
}

/// What is wrong with an entry of the list of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceFault {
    /// It is not an object.
    NotAnObject,
    /// `idInstance` is missing or not one.
    IdInstance,
    /// `messenger` is missing or unknown.
    Messenger,
    /// `apiUrl` is missing or not one.
    ApiUrl,
    /// An earlier entry has the same `idInstance`.
    Duplicate,
}

/// Why a change was not saved. The file is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailure {
    /// The folder or the file may not be written.
    #[error("the settings may not be written")]
    ReadOnly,
    /// There is no space left, or no quota.
    #[error("the disk is full")]
    DiskFull,
    /// Another copy of the program held the lock for too long.
    #[error("another copy of the program is saving its settings")]
    Locked,
    /// Anything else, in the system's words, redacted.
    #[error("the settings could not be saved: {detail}")]
    Other {
        /// What the system said.
        detail: String,
    },
}

impl StoreFailure {
    /// A failure known by its words only. They are redacted here.
    pub(super) fn other(detail: &str) -> Self {
        Self::Other { detail: redact::all(detail) }
    }

    /// What this error of the file system means for a save.
    pub(super) fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::other(&error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::StoreFailure;

    #[test]
    fn what_the_system_says_has_its_failure() {
        for (kind, failure) in [
            (io::ErrorKind::PermissionDenied, StoreFailure::ReadOnly),
            (io::ErrorKind::ReadOnlyFilesystem, StoreFailure::ReadOnly),
            (io::ErrorKind::StorageFull, StoreFailure::DiskFull),
            (io::ErrorKind::QuotaExceeded, StoreFailure::DiskFull),
        ] {
            assert_eq!(StoreFailure::from_io(&kind.into()), failure);
        }
        let odd = StoreFailure::from_io(&io::Error::other("the tape broke"));
        assert_eq!(odd, StoreFailure::Other { detail: "the tape broke".into() });
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
