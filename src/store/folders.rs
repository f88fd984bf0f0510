//! Where this program keeps its files.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The folders of this program. They need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings and the list of instances.
    pub config: PathBuf,
    /// What grows with use.
    pub data: PathBuf,
    /// Log files.
    pub logs: PathBuf,
}

impl Folders {
    /// The user's own folders, where the system wants them; `None` when the user has no home folder.
    pub fn of_user() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "instance-desk")?;
        let data = dirs.data_local_dir().to_path_buf();
        Some(Self {
            config: dirs.config_dir().to_path_buf(),
            // Only Linux has a folder for what a program may lose.
            logs: dirs.state_dir().unwrap_or(&data).join("logs"),
            data,
        })
    }

    /// Everything inside this one folder.
    pub fn in_dir(dir: impl AsRef<Path>) -> Self {
        let dir = dir.as_ref();
        Self { config: dir.to_path_buf(), data: dir.join("data"), logs: dir.join("logs") }
    }
}

/// Creates this folder and those above it as far as they are missing, open to this user alone.
///
/// On Windows the profile's own rights keep others out. A folder that exists keeps its rights: the user may have chosen it.
pub fn create_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Fails for what is there and is no file: a pipe or a device could block whoever opens it, or never end.
pub fn must_be_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
