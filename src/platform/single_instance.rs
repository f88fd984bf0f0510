//! One program for a data folder: a second start knocks, and the first one's window comes forward.
//!
//! Who holds the lock is the first; the system frees the lock of a program that was killed. It listens on a local socket (a
//! named pipe on Windows) with a name that nobody can guess, and writes the name down beside the lock.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream, prelude::*};
use tempfile::TempDir;

use crate::{
    green_api::Waker,
    store::{create_private_dir, must_be_file},
};

/// So long the second waits for the first, and the first for its window.
const PATIENCE: Duration = Duration::from_secs(2);

/// Between two tries: the first may just be starting, or ending.
const PAUSE: Duration = Duration::from_millis(50);

/// What the first says when its window comes forward.
const HERE: &[u8; 4] = b"here";

/// What a start of the program is.
#[derive(Debug)]
pub enum Start {
    /// The first: it opens its window, and answers at the door.
    First(SingleInstance),
    /// The second: the first one's window has come forward, and nothing is left to do.
    Second,
    /// It opens a window of its own, since the first one does not answer, or the folder has no place for a door.
    Alone,
}

/// Where a second start knocks.
#[derive(Debug)]
pub struct SingleInstance {
    activations: Receiver<Sender<()>>,
    _lock: File,
    /// The socket's own folder, which goes with it.
    _folder: TempDir,
}

impl SingleInstance {
    /// Whether somebody knocked and still waits. They are told that the window comes forward.
    pub fn answer(&self) -> bool {
        // Each of them is answered.
        self.activations.try_iter().filter(|activate| activate.send(()).is_ok()).count() > 0
    }

    /// Sends away whoever knocks: the window is about to close.
    pub fn refuse(&self) {
        self.activations.try_iter().for_each(drop);
    }
}

/// Becomes the first program in this folder, or knocks at the first one's door. `kind` tells programs apart that have the
/// folder in common and are not one another's second start. `waker` is called at each knock. Blocks for two seconds at most.
pub fn begin(folder: &Path, kind: &str, waker: &Waker) -> Start {
    let files = Files { lock: folder.join(format!("{kind}.lock")), name: folder.join(format!("{kind}.door")) };
    if create_private_dir(folder).is_err() {
        return Start::Alone;
    }
    let from = Instant::now();
    while from.elapsed() < PATIENCE {
        match files.lock() {
            Ok(Some(lock)) => return files.open(lock, waker).map_or(Start::Alone, Start::First),
            Ok(None) if files.activate(PATIENCE.saturating_sub(from.elapsed())).is_ok() => return Start::Second,
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return Start::Alone,
        }
    }
    Start::Alone
}

struct Files {
    lock: PathBuf,
    /// The name of the socket. What an ended program left in it is never asked: whoever has the lock replaces it.
    name: PathBuf,
}

impl Files {
    /// `None` if another program holds it.
    fn lock(&self) -> io::Result<Option<File>> {
        must_be_file(&self.lock)?;
        let file = private(false).open(&self.lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn open(&self, lock: File, waker: &Waker) -> io::Result<SingleInstance> {
        must_be_file(&self.name)?;
        clear_away(&self.name);
        let folder = socket_folder()?;
        let listener = ListenerOptions::new().name(name_in(folder.path())?).create_sync()?;
        let mut file = private(true).open(&self.name)?;
        file.write_all(folder.path().to_str().ok_or(io::ErrorKind::InvalidFilename)?.as_bytes())?;
        let (sender, activations) = mpsc::channel();
        let waker = waker.clone();
        thread::Builder::new().name("door".to_owned()).spawn(move || listen(&listener, &sender, &waker))?;
        Ok(SingleInstance { activations, _lock: lock, _folder: folder })
    }

    /// Succeeds when the first one's window comes forward.
    fn activate(&self, patience: Duration) -> io::Result<()> {
        let folder = PathBuf::from(read(&self.name)?);
        let (sender, answer) = mpsc::channel();
        // On a thread of its own: not every system limits the time of a read.
        thread::Builder::new().name("knock".to_owned()).spawn(move || {
            let said = name_in(&folder).and_then(Stream::connect).and_then(|mut stream| {
                let mut said = [0; HERE.len()];
                stream.read_exact(&mut said)?;
                Ok(said)
            });
            let _ = sender.send(said);
        })?;
        match answer.recv_timeout(patience) {
            Ok(Ok(said)) if said == *HERE => Ok(()),
            Ok(Err(error)) => Err(error),
            _ => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// Answers those who knock, one after the other, until the window is gone.
fn listen(listener: &Listener, sender: &Sender<Sender<()>>, waker: &Waker) {
    for visitor in listener.incoming() {
        let Ok(mut visitor) = visitor else {
            thread::sleep(PAUSE);
            continue;
        };
        let (activate, answer) = mpsc::channel();
        if sender.send(activate).is_err() {
            return;
        }
        waker();
        if answer.recv_timeout(PATIENCE).is_ok() {
            // A visitor who has left needs no answer.
            let _ = visitor.write_all(HERE);
        }
    }
}

/// Opens or makes a file that is this user's alone, and empties it if that is wanted.
fn private(truncate: bool) -> fs::OpenOptions {
    let mut options = File::options();
    options.create(true).truncate(truncate).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What is written in a file of a few bytes.
fn read(path: &Path) -> io::Result<String> {
    must_be_file(path)?;
    let mut text = String::new();
    File::open(path)?.take(4096).read_to_string(&mut text)?;
    Ok(text)
}

const PREFIX: &str = "instance-desk-";

/// A new folder that only this user may enter, with a short path: a socket's has a hundred bytes at most.
fn socket_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(PREFIX);
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    match runtime_folder() {
        Some(folder) => builder.tempdir_in(folder).or_else(|_| builder.tempdir()),
        None => builder.tempdir(),
    }
}

/// Where Linux wants sockets. Two starts of a Flatpak have only a folder of their own within it in common.
fn runtime_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute())?;
    Some(match std::env::var_os("FLATPAK_ID") {
        Some(id) => folder.join("app").join(id),
        None => folder,
    })
}

#[cfg(unix)]
fn name_in(folder: &Path) -> io::Result<Name<'static>> {
    folder.join(SOCKET).to_fs_name::<interprocess::local_socket::GenericFilePath>().map(Name::into_owned)
}

/// A pipe has a name and no folder; the folder's is one that no other pipe has.
#[cfg(windows)]
fn name_in(folder: &Path) -> io::Result<Name<'static>> {
    let name = folder.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    name.to_ns_name::<interprocess::local_socket::GenericNamespaced>().map(Name::into_owned)
}

const SOCKET: &str = "door";

/// Removes the socket that a killed program left.
fn clear_away(name: &Path) {
    let Ok(folder) = read(name).map(PathBuf::from) else { return };
    let is_ours = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    if is_ours {
        // Left over, they harm nobody.
        let _ = fs::remove_file(folder.join(SOCKET));
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_pipe_in_the_place_of_its_files_keeps_no_start_waiting() {
        for pipe in ["window.lock", "window.door"] {
            let folder = tempfile::tempdir().unwrap();
            assert!(Command::new("mkfifo").arg(folder.path().join(pipe)).status().unwrap().success());
            let (sender, started) = mpsc::channel();
            let path = folder.path().to_owned();
            thread::spawn(move || {
                let waker: Waker = Arc::new(|| ());
                let _ = sender.send(begin(&path, "window", &waker));
            });
            let start = started.recv_timeout(PATIENCE * 5).expect(pipe);
            assert!(matches!(start, Start::Alone), "{pipe}: {start:?}");
        }
    }
}
