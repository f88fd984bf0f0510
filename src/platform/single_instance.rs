//! Ensures one program per data folder: a second start knocks, and the first one's window comes forward.
//!
//! The process that holds the lock is the first; the system releases the lock of a killed program. The first process
//! listens on a local socket (a named pipe on Windows) whose name cannot be guessed, and writes the name to a file
//! beside the lock. Where no socket is possible, a later start knocks with a file beside the lock, which the first process
//! removes as its answer.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};
use tempfile::TempDir;

use crate::green_api::Waker;
use crate::store::{create_private_dir, must_be_file, open_unleased, private};

/// How long this program waits for others, and others for it.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Maximum time that the second process waits for the first, and the first for its window.
    answer: Duration,
    /// Maximum time from the start of the first process within which its window is assumed to open: one that hangs must
    /// not end every later start.
    opening: Duration,
}

const PATIENCE: Patience = Patience { answer: Duration::from_secs(2), opening: Duration::from_secs(30) };

/// Delay between two attempts: the first process may just be starting, or ending.
const PAUSE: Duration = Duration::from_millis(50);

/// The first process's reply when its window comes forward.
const HERE: &[u8; 4] = b"here";

/// The role of a program that was just started.
#[derive(Debug)]
pub enum Start {
    /// The first: it opens its window and answers later starts.
    First(SingleInstance),
    /// The second: the first one's window has come forward, and there is nothing left to do.
    Second,
    /// A program that opens a separate window, because the first one does not answer, or because the lock or the socket
    /// could not be created.
    Alone,
}

/// The lock of the first process, and the knocks of later starts.
#[derive(Debug)]
pub struct SingleInstance {
    knocks: Receiver<Knock>,
    /// Whether the window has opened. Until then it need not come forward.
    is_open: Arc<AtomicBool>,
    _lock: File,
    /// The socket's own folder, removed together with it; `None` without a socket.
    _folder: Option<TempDir>,
}

/// A later start that wants the window.
#[derive(Debug)]
enum Knock {
    /// It waits for this answer.
    Waiting(Sender<()>),
    /// Answered before the window was open; it still comes forward.
    Answered,
}

impl SingleInstance {
    /// Answers every start that knocked and still waits: the window is open, and comes forward. Returns whether one of
    /// them wants it.
    pub fn answer(&self) -> bool {
        self.is_open.store(true, Ordering::Relaxed);
        let wants = |knock| match knock {
            Knock::Waiting(answer) => answer.send(()).is_ok(),
            Knock::Answered => true,
        };
        // Unlike `any`, `count` visits all of them, so that each one is answered.
        self.knocks.try_iter().map(wants).filter(|wants| *wants).count() > 0
    }

    /// Rejects every start that knocked: the window is about to close.
    pub fn refuse(&self) {
        self.knocks.try_iter().for_each(drop);
    }
}

/// Becomes the first program in this folder, or knocks at the first one. `kind` distinguishes programs that share the
/// folder but do not count as each other's second start. `waker` is called on each knock. Blocks for two seconds at
/// most.
pub fn begin(folder: &Path, kind: &str, waker: &Waker) -> Start {
    begin_within(PATIENCE, folder, kind, waker)
}

fn begin_within(patience: Patience, folder: &Path, kind: &str, waker: &Waker) -> Start {
    let files = Files::in_folder(folder, kind);
    if create_private_dir(folder).is_err() {
        return Start::Alone;
    }
    let from = Instant::now();
    while from.elapsed() < patience.answer {
        match files.lock() {
            Ok(Some(lock)) => {
                let socket = listen(socket_places()).ok();
                return files.open(lock, socket, patience, waker).map_or(Start::Alone, Start::First);
            }
            Ok(None) if files.activate(patience.answer.saturating_sub(from.elapsed())).is_ok() => return Start::Second,
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return Start::Alone,
        }
    }
    Start::Alone
}

struct Files {
    lock: PathBuf,
    /// The file with the name of the socket. A name left by an ended program is never used: the holder of the lock
    /// replaces it.
    name: PathBuf,
    /// The file with which a later start knocks where no socket is possible.
    knock: PathBuf,
}

/// The text in the place of the socket's name where no socket is possible.
const NO_SOCKET: &str = "no socket";

/// Delay between two looks for the file of a later start.
const LOOK: Duration = Duration::from_millis(250);

impl Files {
    fn in_folder(folder: &Path, kind: &str) -> Self {
        let [lock, name, knock] = ["lock", "door", "knock"].map(|ending| folder.join(format!("{kind}.{ending}")));
        Self { lock, name, knock }
    }

    /// Takes the lock. Returns `None` if another program holds it.
    fn lock(&self) -> io::Result<Option<File>> {
        must_be_own_file(&self.lock)?;
        let file = open_unleased(private(File::options().create(true).truncate(false).write(true)), &self.lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn open(
        &self,
        lock: File,
        socket: Option<(TempDir, Listener)>,
        patience: Patience,
        waker: &Waker,
    ) -> io::Result<SingleInstance> {
        must_be_own_file(&self.name)?;
        clear_away(&self.name);
        let (folder, listener) = socket.unzip();
        let name = folder.as_ref().map_or(Ok(NO_SOCKET), text_of)?;
        let mut file = open_unleased(private(File::options().create(true).truncate(true).write(true)), &self.name)?;
        file.write_all(name.as_bytes())?;
        let (sender, knocks) = mpsc::channel();
        let is_open = Arc::new(AtomicBool::new(false));
        let (is_open_too, waker) = (is_open.clone(), waker.clone());
        let door = Door { knocks: sender, is_open: is_open_too, since: Instant::now(), patience, waker };
        let knock = self.knock.clone();
        thread::Builder::new().name("door".to_owned()).spawn(move || match listener {
            Some(listener) => door.listen(&listener),
            None => door.look_for(&knock),
        })?;
        Ok(SingleInstance { knocks, is_open, _lock: lock, _folder: folder })
    }

    /// Knocks at the first process. Succeeds when its window comes forward.
    fn activate(&self, patience: Duration) -> io::Result<()> {
        let Some(folder) = folder_named_in(&self.name)? else { return self.knock_by_file(patience) };
        let (sender, answer) = mpsc::channel();
        // On a separate thread, because not every system can limit the time of a read.
        thread::Builder::new().name("knock".to_owned()).spawn(move || {
            let said = name_in(&folder).and_then(Stream::connect).and_then(|mut stream| {
                must_be_own_peer(&stream)?;
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

    /// Knocks with a file, which the first process removes when its window comes forward.
    fn knock_by_file(&self, patience: Duration) -> io::Result<()> {
        must_be_own_file(&self.knock)?;
        open_unleased(private(File::options().create(true).truncate(false).write(true)), &self.knock)?;
        let from = Instant::now();
        while from.elapsed() < patience {
            thread::sleep(PAUSE);
            if !self.knock.try_exists()? {
                return Ok(());
            }
        }
        match fs::remove_file(&self.knock) {
            // Answered just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            _ => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The thread of the first process that later starts talk to.
struct Door {
    knocks: Sender<Knock>,
    is_open: Arc<AtomicBool>,
    /// The start of the process.
    since: Instant,
    patience: Patience,
    waker: Waker,
}

impl Door {
    /// Answers later starts, one after another, until the window is gone.
    fn listen(&self, listener: &Listener) {
        for visitor in listener.incoming() {
            let Ok(mut visitor) = visitor else {
                thread::sleep(PAUSE);
                continue;
            };
            if must_be_own_peer(&visitor).is_err() {
                continue;
            }
            let Ok(comes_forward) = self.knock() else { return };
            if comes_forward {
                // A visitor that has disconnected needs no answer.
                let _ = visitor.write_all(HERE);
            }
        }
    }

    /// Answers later starts that knock with a file, until the window is gone.
    fn look_for(&self, file: &Path) {
        // That of a start that was killed.
        let _ = fs::remove_file(file);
        loop {
            thread::sleep(LOOK);
            if file.try_exists().unwrap_or(false) {
                match self.knock() {
                    // A visitor that has given up has removed it.
                    Ok(true) => drop(fs::remove_file(file)),
                    Ok(false) => {}
                    Err(_) => return,
                }
            }
        }
    }

    /// Asks for the window. Returns whether it comes forward, or an error if it is gone.
    fn knock(&self) -> Result<bool, mpsc::SendError<Knock>> {
        if !self.is_open.load(Ordering::Relaxed) && self.since.elapsed() < self.patience.opening {
            self.knocks.send(Knock::Answered)?;
            // It may have opened just now.
            (self.waker)();
            return Ok(true);
        }
        let (sender, answer) = mpsc::channel();
        self.knocks.send(Knock::Waiting(sender))?;
        (self.waker)();
        Ok(answer.recv_timeout(self.patience.answer).is_ok())
    }
}

/// Refuses links too: the lock is created, the other file emptied, and its text names a folder to remove. Refuses the
/// files of another user, who could hold the lock and so prevent every start.
fn must_be_own_file(path: &Path) -> io::Result<()> {
    let data = path.symlink_metadata();
    if data.as_ref().is_ok_and(fs::Metadata::is_symlink) {
        return Err(io::Error::other("it is a symbolic link"));
    }
    #[cfg(unix)]
    if data.is_ok_and(|data| is_of_another(&data, rustix::process::geteuid().as_raw())) {
        return Err(io::Error::other("it belongs to another user"));
    }
    must_be_file(path)
}

#[cfg(unix)]
fn is_of_another(data: &fs::Metadata, user: u32) -> bool {
    std::os::unix::fs::MetadataExt::uid(data) != user
}

/// Refuses a process of another user at the other end: its answer would end this start, and its knock would bring the
/// window forward.
#[cfg(unix)]
fn must_be_own_peer(stream: &Stream) -> io::Result<()> {
    let peer = stream.peer_creds()?.euid();
    must_be_user(peer, rustix::process::geteuid().as_raw())
}

/// Accepts every process. The name of the pipe is random and is kept in a file that only this user may read; Windows
/// gives only the process id of the other end.
#[cfg(windows)]
fn must_be_own_peer(_: &Stream) -> io::Result<()> {
    Ok(())
}

/// Refuses a peer of another user. Where the system does not name the peer, the permissions of the folder decide.
#[cfg(unix)]
fn must_be_user(peer: Option<u32>, user: u32) -> io::Result<()> {
    match peer {
        Some(peer) if peer != user => Err(io::Error::other("the other end belongs to another user")),
        Some(_) | None => Ok(()),
    }
}

/// Reads the folder of the socket; `None` if there is no socket. The file is empty while the first process writes it.
fn folder_named_in(file: &Path) -> io::Result<Option<PathBuf>> {
    must_be_own_file(file)?;
    let mut text = String::new();
    open_unleased(File::options().read(true), file)?.take(4096).read_to_string(&mut text)?;
    let folder = PathBuf::from(text);
    match folder.to_str() {
        Some(NO_SOCKET) => Ok(None),
        _ if folder.is_absolute() => Ok(Some(folder)),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

const PREFIX: &str = "instance-desk-";

/// Returns the places for the folder of the socket, the best one first. The path of a socket is limited to about a
/// hundred bytes, which those that the environment names may exceed.
fn socket_places() -> impl Iterator<Item = PathBuf> {
    runtime_folder().into_iter().chain([std::env::temp_dir(), PathBuf::from("/tmp")])
}

/// Listens on a socket in the first of these places that can have one.
fn listen(mut places: impl Iterator<Item = PathBuf>) -> io::Result<(TempDir, Listener)> {
    places.find_map(|place| listen_in(&place).ok()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// Listens on a socket in a new folder that only this user may enter.
fn listen_in(place: &Path) -> io::Result<(TempDir, Listener)> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(PREFIX);
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir_in(place)?;
    text_of(&folder)?;
    let listener = ListenerOptions::new().name(name_in(folder.path())?).create_sync()?;
    Ok((folder, listener))
}

/// Returns the path of the folder for the file with the name of the socket.
fn text_of(folder: &TempDir) -> io::Result<&str> {
    folder.path().to_str().ok_or_else(|| io::ErrorKind::InvalidFilename.into())
}

/// Returns the folder that Linux provides for sockets. Two starts of a Flatpak share only the app's own folder within
/// it.
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

/// Returns the name of the folder as the name of the pipe: a pipe is in no folder, and no other pipe has this name.
#[cfg(windows)]
fn name_in(folder: &Path) -> io::Result<Name<'static>> {
    let name = folder.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    name.to_ns_name::<interprocess::local_socket::GenericNamespaced>().map(Name::into_owned)
}

const SOCKET: &str = "door";

/// Removes the socket left by a killed program.
fn clear_away(name: &Path) {
    let Ok(Some(folder)) = folder_named_in(name) else { return };
    let is_ours = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    let socket = folder.join(SOCKET);
    if is_ours && !socket.is_file() {
        // Files left behind do no harm.
        let _ = fs::remove_file(socket);
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(all(test, unix))]
mod tests;
