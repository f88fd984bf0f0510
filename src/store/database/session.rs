//! The live sessions of the program. They distinguish what an ended session left unfinished from what a second copy of
//! the program is doing now.
//!
//! A session holds a lock on a small file of its own, its mark, whose name ends with the name of the computer. The
//! operating system releases the lock of a killed session.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::lock::has_no_locks;
use crate::store::{must_be_file, open_unleased};

const PREFIX: &str = "running-";

/// Precedes the name of the computer in a mark's name.
const AT: char = '@';

/// The runs that a session has claimed, by table and id. They are kept in memory too, because a full disk may prevent a
/// release from being written, and shared, because they continue while the file is reopened.
#[derive(Clone, Default)]
pub(super) struct Claims(Arc<Mutex<BTreeSet<(&'static str, i64)>>>);

impl Claims {
    pub fn with<T>(&self, act: impl FnOnce(&mut BTreeSet<(&'static str, i64)>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// This session, as seen by the database.
pub(super) struct Session {
    /// Unique among all live sessions.
    pub name: String,
    pub claimed: Claims,
    path: PathBuf,
    held: Option<File>,
}

impl Session {
    /// Marks this session as live, and deletes the marks of ended ones. Must be called only while the lock for opening
    /// is held: a new mark is unlocked for a moment.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        for name in marks(folder)? {
            if !is_alive(folder, &name) {
                // A remaining mark is harmless.
                let _ = std::fs::remove_file(folder.join(name));
            }
        }
        let suffix = format!("{AT}{}", computer());
        let mark = tempfile::Builder::new().prefix(PREFIX).suffix(&suffix).rand_bytes(12).tempfile_in(folder)?;
        let (held, path) = mark.keep().map_err(|error| error.error)?;
        match held.try_lock() {
            Ok(()) => {}
            // Without file locks, sessions cannot be told apart.
            Err(TryLockError::Error(error)) if has_no_locks(&error) => {}
            Err(error) => return Err(error.into()),
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, claimed: Claims::default(), path, held: Some(held) })
    }

    /// Whether the mark was deleted, so that other sessions take this one for ended.
    pub fn has_lost_mark(&self) -> bool {
        matches!(self.path.try_exists(), Ok(false))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.held.take());
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether the session with this name is live. In doubt it is, so that nothing of it is touched. Other names name none.
pub(super) fn is_alive(folder: &Path, name: &str) -> bool {
    if !name.starts_with(PREFIX) {
        return false;
    }
    let path = folder.join(name);
    // NFS locks a file only through a handle that may write.
    match must_be_file(&path).and_then(|()| open_unleased(File::options().write(true), &path)) {
        Ok(mark) => match mark.try_lock() {
            Ok(()) => false,
            Err(TryLockError::Error(error)) => !has_no_locks(&error),
            Err(TryLockError::WouldBlock) => true,
        },
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Returns the name of another computer on which a live session uses this folder, if there is one.
pub(super) fn other_computer(folder: &Path) -> io::Result<Option<String>> {
    let own = computer();
    let other = marks(folder)?.into_iter().find_map(|mark| {
        let (_, computer) = mark.split_once(AT)?;
        (computer != own && is_alive(folder, &mark)).then(|| computer.to_owned())
    });
    Ok(other)
}

fn marks(folder: &Path) -> io::Result<Vec<String>> {
    let names = std::fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| name.starts_with(PREFIX)).collect())
}

/// Returns the name of this computer, as far as a file's name may contain it.
fn computer() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    let allowed = |character: char| character.is_alphanumeric() || "-._".contains(character);
    name.chars().take(64).map(|character| if allowed(character) { character } else { '_' }).collect()
}

/// Returns the system's name of the user who runs the program; empty if the system names none.
pub(super) fn user() -> String {
    let name = |variable: &str| std::env::var(variable).ok().filter(|name| !name.is_empty());
    ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates the mark of a session on `computer`, and returns its lock.
    fn mark(folder: &Path, computer: &str) -> File {
        let file = File::create(folder.join(format!("{PREFIX}abc{AT}{computer}"))).unwrap();
        file.lock().unwrap();
        file
    }

    #[test]
    fn a_live_session_on_another_computer_is_found_and_an_ended_one_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let _own = Session::begin(dir.path()).unwrap();
        assert_eq!(other_computer(dir.path()).unwrap(), None);
        let other = mark(dir.path(), "office-2");
        assert_eq!(other_computer(dir.path()).unwrap().as_deref(), Some("office-2"));
        drop(other);
        assert_eq!(other_computer(dir.path()).unwrap(), None);
    }
}
