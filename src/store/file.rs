//! The file on disk, read and replaced as a whole.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Duration;

use super::atomic_file::{Access, Existing, parent, write};
use super::read::{Reading, read};
use super::{
    Contents, Settings, StoreFailure, StoreWarning, create_private_dir, is_link, lock, must_be_file, open_unleased,
    quarantine,
};
use crate::green_api::Detail;

/// Maximum file size, which [`Detail::TooLarge`] names. Our files never come close to it; a larger file is not read into memory.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct StoreFile {
    path: PathBuf,
    lock: PathBuf,
    /// Maximum wait of a change for another copy of the program.
    patience: Duration,
}

/// The current content on disk.
enum OnDisk {
    Missing,
    Ours {
        contents: Box<Contents>,
        bytes: Vec<u8>,
    },
    /// Not understood, or only in part, but a copy exists.
    Replaceable {
        /// The contents that were understood.
        part: Box<Contents>,
        warning: StoreWarning,
    },
    /// Not understood, and the only copy.
    Untouchable {
        warning: StoreWarning,
        failure: StoreFailure,
    },
}

impl StoreFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { lock: path.with_extension("lock"), path, patience: Duration::from_secs(5) }
    }

    #[cfg(test)]
    pub(super) fn with_patience(path: PathBuf, patience: Duration) -> Self {
        Self { patience, ..Self::new(path) }
    }

    /// Reads the file at a start. Needs no lock: a save replaces the file atomically, so it is always whole.
    pub(super) fn open(&self) -> Contents {
        match self.on_disk() {
            OnDisk::Missing => Contents::default(),
            OnDisk::Ours { contents, .. } => *contents,
            OnDisk::Replaceable { mut part, warning } => {
                part.warnings.push(warning);
                *part
            }
            OnDisk::Untouchable { warning, .. } => Contents { warnings: vec![warning], ..Contents::default() },
        }
    }

    /// Returns the settings, as far as the file is understood. Changes nothing on disk.
    pub(super) fn peek(&self) -> Settings {
        match self.bytes().ok().flatten().map(|bytes| read(&bytes)) {
            Some(Reading::Ours(contents) | Reading::Mended(contents) | Reading::Part(contents)) => contents.settings,
            Some(Reading::Newer { .. } | Reading::Damaged) | None => Settings::default(),
        }
    }

    /// Applies `change` to the content on disk, or to `last` if the file is missing or not understood, and saves it.
    pub(super) fn change(&self, last: &Contents, change: impl FnOnce(&mut Contents)) -> Result<Contents, StoreFailure> {
        let dir = parent(&self.path);
        create_private_dir(dir).map_err(|error| StoreFailure::from_io(&error))?;
        let _held = lock::lock(&self.lock, self.patience)?;
        let from_last = |warnings| Contents { warnings, ..last.clone() };
        let (mut contents, before) = match self.on_disk() {
            OnDisk::Missing => (from_last(Vec::new()), None),
            OnDisk::Ours { contents, bytes } => (*contents, Some(bytes)),
            OnDisk::Replaceable { warning, .. } => (from_last(vec![warning]), None),
            OnDisk::Untouchable { failure, .. } => return Err(failure),
        };
        change(&mut contents);
        let unwritten = |error: serde_json::Error| StoreFailure::Other { detail: Detail::words(&error.to_string()) };
        let after = contents.to_bytes().map_err(unwritten)?;
        if before.as_ref() != Some(&after) {
            write(&self.path, &after, Access::Private, Existing::Replace)?;
        }
        // The written content is authoritative: an out-of-range value has been corrected in it.
        if let Reading::Ours(written) = read(&after) {
            contents = Contents { warnings: contents.warnings, ..*written };
        }
        Ok(contents)
    }

    fn on_disk(&self) -> OnDisk {
        let bytes = match self.bytes() {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return OnDisk::Missing,
            Err(error) => {
                let failure = StoreFailure::from_io(&error);
                let warning = match failure {
                    StoreFailure::NotAFile => StoreWarning::NotAFile,
                    _ => StoreWarning::Unreadable { detail: Detail::of_io(&error) },
                };
                return OnDisk::Untouchable { warning, failure };
            }
        };
        let reading = match read(&bytes) {
            Reading::Ours(contents) => return OnDisk::Ours { contents, bytes },
            other => other,
        };
        let label = match &reading {
            Reading::Newer { version } => format!("version-{version}"),
            Reading::Ours(_) | Reading::Mended(_) | Reading::Part(_) | Reading::Damaged => "damaged".to_owned(),
        };
        let kept = if matches!(reading, Reading::Damaged) && is_link(&self.path) {
            // The link leads to a file of another program, perhaps.
            Err(Detail::ForeignLink.into())
        } else {
            quarantine::quarantine(&bytes, parent(&self.path), &label)
        };
        let kept_as = match kept {
            Ok(kept_as) => kept_as,
            Err(error) => {
                return OnDisk::Untouchable {
                    warning: StoreWarning::NotKept { detail: Detail::of_io(&error) },
                    failure: StoreFailure::from_io(&error),
                };
            }
        };
        match reading {
            Reading::Ours(contents) | Reading::Mended(contents) => {
                let mut contents = contents;
                contents.warnings.push(StoreWarning::Damaged { kept_as });
                OnDisk::Ours { contents, bytes }
            }
            Reading::Newer { version } => {
                OnDisk::Replaceable { part: Box::default(), warning: StoreWarning::Newer { version, kept_as } }
            }
            // A change begins with the last contents, which are whole.
            Reading::Part(part) => OnDisk::Replaceable { part, warning: StoreWarning::Damaged { kept_as } },
            Reading::Damaged => {
                OnDisk::Replaceable { part: Box::default(), warning: StoreWarning::Damaged { kept_as } }
            }
        }
    }

    /// Reads the whole file; `None` if it does not exist.
    fn bytes(&self) -> io::Result<Option<Vec<u8>>> {
        // A path that is not a regular file must not be replaced either.
        must_be_file(&self.path)?;
        let file = match open_unleased(File::options().read(true), &self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Detail::TooLarge.into());
        }
        Ok(Some(bytes))
    }
}
