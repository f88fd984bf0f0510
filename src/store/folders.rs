//! The folders in which this program keeps its files.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::DATABASE_NAME;
use super::atomic_file::{PAUSE, patiently};

/// The folders of this program. They need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings and the list of instances.
    pub config: PathBuf,
    /// Data that grows with use.
    pub data: PathBuf,
    /// Log files.
    pub logs: PathBuf,
}

impl Folders {
    /// Returns the user's own folders, at the system's standard locations; `None` if the user has no home folder.
    pub fn of_user() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "instance-desk")?;
        let data = dirs.data_local_dir().to_path_buf();
        Some(Self {
            config: dirs.config_dir().to_path_buf(),
            // Only Linux has a folder for disposable state.
            logs: dirs.state_dir().unwrap_or(&data).join("logs"),
            data,
        })
    }

    /// Returns the settings folder that the user has unless the environment names another one, as it does in a Flatpak,
    /// beside an AppImage with a home folder of its own, or by `XDG_CONFIG_HOME`.
    #[cfg(all(unix, not(target_os = "macos")))]
    pub fn standard_config() -> Option<PathBuf> {
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let home = home_of(rustix::process::getuid().as_raw(), &accounts);
        // A network may know the account.
        let home = home.or_else(|| Some(directories::BaseDirs::new()?.home_dir().to_owned()))?;
        Some(home.join(".config/instance-desk"))
    }

    /// Returns the settings folder that the user has; nothing but `--data-dir` names another one.
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    pub fn standard_config() -> Option<PathBuf> {
        Some(Self::of_user()?.config)
    }

    /// Places everything inside this one folder.
    pub fn in_dir(dir: impl AsRef<Path>) -> Self {
        let dir = dir.as_ref();
        Self { config: dir.to_path_buf(), data: dir.join("data"), logs: dir.join("logs") }
    }
}

/// Returns the home folder of the account with this number, as `accounts` names it (`passwd(5)`).
#[cfg(all(unix, not(target_os = "macos")))]
fn home_of(uid: u32, accounts: &str) -> Option<PathBuf> {
    let uid = uid.to_string();
    let mut accounts = accounts.lines().map(|account| account.split(':').collect::<Vec<_>>());
    accounts.find_map(|account| match account[..] {
        [_, _, of, _, _, home, _] if of == uid && !home.is_empty() => Some(PathBuf::from(home)),
        _ => None,
    })
}

/// Creates this folder and its missing parents, accessible only to this user.
///
/// On Windows the profile's permissions keep others out. An existing folder keeps its permissions: the user may have
/// chosen them.
///
/// # Errors
/// Returns the system's error if a folder cannot be created.
pub fn create_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Whether the path is an existing file of this program: the database or a file beside it, the settings or what is kept
/// beside them, or a log.
pub(super) fn is_own_file(path: &Path) -> bool {
    let Ok(target) = path.canonicalize() else { return false };
    let is_beside = |name| target.with_file_name(name).exists();
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let is_named = name.starts_with("instance-desk.") && (name.ends_with(".log") || is_beside("instance-desk.lock"));
    is_named || is_beside(DATABASE_NAME)
}

/// Something other than a regular file has the name of a file.
#[derive(Debug, thiserror::Error)]
#[error("it is not a regular file")]
struct NotAFile;

/// Whether the path is a symbolic link.
pub(super) fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|file| file.is_symlink())
}

/// Returns the error for something other than a regular file in the place of a file.
pub(super) fn not_a_file() -> io::Error {
    io::Error::other(NotAFile)
}

/// Whether [`must_be_file`] returned this error.
pub fn is_not_a_file(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<NotAFile>())
}

/// Checks that the path is a regular file or does not exist: opening a pipe or a device could block, and reading it
/// might never end.
///
/// # Errors
/// Returns an error if the path exists and is not a regular file.
pub fn must_be_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(not_a_file()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Longest file in bytes that a library may read as a whole.
const MAX_WHOLE: u64 = 1024 * 1024;

/// Whether a library that reads everything at this path comes to an end soon: a pipe could block, and a device may never
/// end.
pub fn ends_soon(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |file| file.is_dir() || file.is_file() && file.len() <= MAX_WHOLE)
}

/// Makes a file that these options create accessible only to this user, whatever the user's mask allows.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes an open file accessible only to this user, as far as its drive has such permissions.
pub fn make_private(file: &File) {
    #[cfg(unix)]
    let _ = file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
    #[cfg(not(unix))]
    let _ = file;
}

/// Opens a file, but does not wait for a program that has a lease on it. If that program hangs, the system waits for 45
/// seconds (`fcntl(2)`, leases). File servers take leases.
///
/// Blocks for about a second at most.
///
/// # Errors
/// Fails with [`ErrorKind::ResourceBusy`] if the lease is not given back, or returns the system's error.
pub fn open_unleased(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags);
    }
    let is_leased = |error: &io::Error| error.kind() == ErrorKind::WouldBlock;
    patiently(|| options.open(path), is_leased, PAUSE)
        .map_err(|error| if is_leased(&error) { ErrorKind::ResourceBusy.into() } else { error })
}

/// A program that has a lease on a file, and hangs. Dropping it ends it.
#[cfg(all(test, target_os = "linux"))]
pub(crate) struct Lease(std::process::Child);

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::expect_used)] // only tests use it
impl Lease {
    /// Takes a lease on the file.
    pub fn on(path: &Path) -> Self {
        // 1024: F_SETLEASE, which Python does not name everywhere.
        const TAKE: &str = "import fcntl, signal, sys; signal.signal(signal.SIGIO, signal.SIG_IGN); \
                            file = open(sys.argv[1], 'r+'); fcntl.fcntl(file, 1024, fcntl.F_WRLCK); \
                            print(flush=True); sys.stdin.read()";
        let mut python = std::process::Command::new("python3");
        python.args(["-c", TAKE]).arg(path).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = python.spawn().expect("Python runs the tests of the window too");
        let mut said = [0];
        io::Read::read_exact(child.stdout.as_mut().expect("it is piped"), &mut said).expect("the lease is taken");
        Self(child)
    }
}

#[cfg(all(test, target_os = "linux"))]
impl Drop for Lease {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_environment_does_not_name_the_standard_folder() {
        const SCENE: &str = "INSTANCE_DESK_STANDARD_FOLDER";
        if std::env::var_os(SCENE).is_some() {
            assert_ne!(Folders::standard_config().unwrap(), Folders::of_user().unwrap().config);
            return;
        }
        let elsewhere = tempfile::tempdir().unwrap();
        // As a Flatpak does, and an AppImage with a home folder beside it.
        for name in ["XDG_CONFIG_HOME", "HOME"] {
            let mut scene = std::process::Command::new(std::env::current_exe().unwrap());
            scene.args(["--exact", "store::folders::tests::the_environment_does_not_name_the_standard_folder"]);
            scene.env_remove("XDG_CONFIG_HOME").env(name, elsewhere.path()).env(SCENE, name);
            let output = scene.output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("1 passed"), "{name}\n{said}");
        }
    }

    #[test]
    fn a_home_folder_is_that_of_the_account() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\n+::::::\nAnna\nanna:x:1000:1000:Anna,,,:/srv/anna:/bin/sh\n";
        assert_eq!(home_of(1000, accounts).as_deref(), Some(Path::new("/srv/anna")));
        assert_eq!(home_of(1001, accounts), None);
    }
}
