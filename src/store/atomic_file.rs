//! The one writer and renamer of files: a path has the old file or the whole new one, also after a power failure.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::{is_link, must_be_file};
use crate::green_api::Detail;

/// Maximum length of a chain of symbolic links.
const MAX_LINKS: usize = 16;

/// Wait between two attempts to replace a file that another program holds open.
pub(super) const PAUSE: Duration = Duration::from_millis(100);

/// Number of attempts to replace such a file: about one second, which an antivirus or an indexer rarely exceeds.
const MAX_ATTEMPTS: u32 = 11;

/// Who may read the written file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// This user only, whatever the old file allowed.
    Private,
    /// Those whom the replaced file allowed; for a new file, those whom the folder and the user's mask allow.
    Inherited,
}

/// The treatment of a file that the path already has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Replace,
    Keep,
}

/// The step of a write that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Creating the new file in the folder of the old one.
    Create,
    /// Writing the bytes to the disk.
    Write,
    /// Giving the new file the name of the old one.
    Replace,
}

/// A write that failed. The old file is unchanged.
#[derive(Debug)]
pub(super) struct WriteError {
    pub stage: Stage,
    pub error: io::Error,
}

impl WriteError {
    /// Whether another program holds the old file open. Only Windows forbids replacing such a file.
    pub fn is_in_use(&self) -> bool {
        self.stage == Stage::Replace && is_held(&self.error)
    }
}

/// Writes a file as a whole. Follows symbolic links, so that a linked file is replaced in its place and the link stays.
///
/// Blocks for about a second if another program holds the old file open.
///
/// # Errors
/// Returns the stage and the error of the system. [`Existing::Keep`] fails with [`io::ErrorKind::AlreadyExists`] in
/// [`Stage::Replace`] if the path has a file.
pub(super) fn write(path: &Path, bytes: &[u8], access: Access, existing: Existing) -> Result<(), WriteError> {
    let all = |file: &mut File| file.write_all(bytes).map_err(|error| WriteError { stage: Stage::Write, error });
    write_by(path, access, existing, all)
}

/// Like [`write`], for bytes that `fill` writes one part after the other.
///
/// # Errors
/// Like [`write`], or returns the failure of `fill`. The old file then stays.
pub(super) fn write_by<T, E: From<WriteError>>(
    path: &Path,
    access: Access,
    existing: Existing,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let at = |stage| move |error| WriteError { stage, error };
    let target = behind_links(path).map_err(at(Stage::Create))?;
    // The new name would replace a device too.
    must_be_file(&target).map_err(at(Stage::Replace))?;
    let folder = parent(&target);
    let mut file = create(folder, access).map_err(at(Stage::Create))?;
    let filled = fill(file.as_file_mut())?;
    file.as_file().sync_all().map_err(at(Stage::Write))?;
    if access == Access::Inherited
        && let Ok(old) = target.metadata()
    {
        inherit(file.as_file(), &target, &old);
    }
    replace(file, &target, existing).map_err(at(Stage::Replace))?;
    // The new name is on disk only after the folder is synced; a file system that does not support this has done what
    // it can.
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(filled)
}

/// Sets the group, the permissions and, on Linux, the access list of the new file to those of the old one, as far as the
/// file system and the user's rights allow.
fn inherit(file: &File, target: &Path, old: &Metadata) {
    #[cfg(unix)]
    let _ = std::os::unix::fs::fchown(file, None, Some(std::os::unix::fs::MetadataExt::gid(old)));
    let _ = file.set_permissions(old.permissions());
    #[cfg(target_os = "linux")]
    {
        const ACCESS_LIST: &str = "system.posix_acl_access";
        let mut list = vec![0; 64 * 1024]; // the longest value of an attribute
        if let Ok(length) = rustix::fs::getxattr(target, ACCESS_LIST, &mut list[..]) {
            let _ = rustix::fs::fsetxattr(file, ACCESS_LIST, &list[..length], rustix::fs::XattrFlags::empty());
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = target;
}

/// Renames a file. Blocks for about a second if another program holds it open.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| std::fs::rename(from, to), is_held, PAUSE)
}

/// Returns the folder that contains `path`.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn create(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".instance-desk.").suffix(".tmp");
    #[cfg(unix)]
    if access == Access::Inherited {
        // The user's mask applies to it.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = access;
    builder.tempfile_in(folder)
}

fn replace(file: NamedTempFile, target: &Path, existing: Existing) -> io::Result<()> {
    if cfg!(windows) && target.metadata().is_ok_and(|old| old.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut file = Some(file);
    let attempt = || {
        let Some(current) = file.take() else { return Ok(()) };
        let persisted = match existing {
            Existing::Replace => current.persist(target),
            Existing::Keep => current.persist_noclobber(target),
        };
        persisted.map(drop).map_err(|failed| {
            file = Some(failed.file);
            failed.error
        })
    };
    patiently(attempt, is_held, PAUSE)
}

/// Repeats `attempt` while another program holds the file open.
pub(super) fn patiently<T>(
    mut attempt: impl FnMut() -> io::Result<T>,
    is_held: fn(&io::Error) -> bool,
    pause: Duration,
) -> io::Result<T> {
    for _ in 1..MAX_ATTEMPTS {
        match attempt() {
            Err(error) if is_held(&error) => std::thread::sleep(pause),
            done => return done,
        }
    }
    attempt()
}

/// Whether Windows refuses because another program has the file open: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION,
/// ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE (learn.microsoft.com/windows/win32/debug/system-error-codes).
///
/// Refused access counts, because a rename onto an open file fails with it.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33 | 1224))
}

/// Resolves a chain of symbolic links.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        if !is_link(&path) {
            return Ok(path);
        }
        path = parent(&path).join(std::fs::read_link(&path)?);
    }
    Err(Detail::TooManyLinks.into())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Runs `patiently` on a file that is held for this number of attempts. Returns whether it was replaced, and the
    /// number of attempts.
    fn held_for(attempts: u32) -> (bool, u32) {
        let made = Cell::new(0);
        let attempt = || {
            made.set(made.get() + 1);
            if made.get() > attempts { Ok(()) } else { Err(io::ErrorKind::ResourceBusy.into()) }
        };
        let is_held = |error: &io::Error| error.kind() == io::ErrorKind::ResourceBusy;
        (patiently(attempt, is_held, Duration::ZERO).is_ok(), made.get())
    }

    #[test]
    fn a_file_that_another_program_holds_is_tried_again_for_a_while() {
        assert_eq!(held_for(0), (true, 1));
        assert_eq!(held_for(3), (true, 4));
        assert_eq!(held_for(MAX_ATTEMPTS), (false, MAX_ATTEMPTS));
    }

    #[test]
    fn another_error_is_not_tried_again() {
        let made = Cell::new(0);
        let attempt = || {
            made.set(made.get() + 1);
            io::Result::<()>::Err(io::ErrorKind::StorageFull.into())
        };
        assert!(patiently(attempt, |_| false, Duration::ZERO).is_err());
        assert_eq!(made.get(), 1);
    }

    #[test]
    fn the_stage_that_failed_is_known() {
        let dir = tempfile::TempDir::new().unwrap();
        let stage = |path: &Path, existing| write(path, b"x", Access::Private, existing).unwrap_err().stage;
        assert_eq!(stage(&dir.path().join("missing/file"), Existing::Replace), Stage::Create);
        assert_eq!(stage(dir.path(), Existing::Replace), Stage::Replace);
        let file = dir.path().join("file");
        std::fs::write(&file, "old").unwrap();
        assert_eq!(stage(&file, Existing::Keep), Stage::Replace);
        assert_eq!(std::fs::read(&file).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_shared_file_stays_shared_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::TempDir::new().unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let [shared, link, new] = ["shared.csv", "link.csv", "new.csv"].map(|name| dir.path().join(name));
        std::fs::write(&shared, "old").unwrap();
        std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(0o664)).unwrap();
        symlink(&shared, &link).unwrap();
        write(&link, b"inherited", Access::Inherited, Existing::Replace).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!((std::fs::read(&shared).unwrap(), mode(&shared)), (b"inherited".to_vec(), 0o664));
        #[cfg(target_os = "linux")]
        assert_shares_with_colleagues(&shared);
        // A new file has the mode that any program gives it here.
        std::fs::write(dir.path().join("plain"), "x").unwrap();
        write(&new, b"x", Access::Inherited, Existing::Replace).unwrap();
        assert_eq!(mode(&new), mode(&dir.path().join("plain")));
        write(&shared, b"private", Access::Private, Existing::Replace).unwrap();
        assert_eq!(mode(&shared), 0o600);
    }

    /// Asserts that a file that is replaced keeps an access list, and a group where the user may give it one.
    #[cfg(target_os = "linux")]
    fn assert_shares_with_colleagues(shared: &Path) {
        use std::os::unix::fs::{MetadataExt, chown};
        // Version 2; the user rw, user 1500 r, the group r, the mask r, others nothing.
        let entries = [(1u16, 6u16, u32::MAX), (2, 4, 1500), (4, 4, u32::MAX), (16, 4, u32::MAX), (32, 0, u32::MAX)];
        let mut list = 2u32.to_le_bytes().to_vec();
        for (tag, rights, id) in entries {
            list.extend([tag.to_le_bytes(), rights.to_le_bytes()].concat());
            list.extend(id.to_le_bytes());
        }
        let (name, no_flags) = ("system.posix_acl_access", rustix::fs::XattrFlags::empty());
        let has_list = rustix::fs::setxattr(shared, name, &list, no_flags).is_ok();
        let has_group = chown(shared, None, Some(1234)).is_ok();
        write(shared, b"inherited", Access::Inherited, Existing::Replace).unwrap();
        let mut kept = [0; 256];
        let length = rustix::fs::getxattr(shared, name, &mut kept[..]).unwrap_or(0);
        assert!(!has_list || kept[..length] == list[..]);
        assert!(!has_group || shared.metadata().unwrap().gid() == 1234);
    }
}
