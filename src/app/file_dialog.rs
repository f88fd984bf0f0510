//! Asking where to save a file, or which file to open, in the system's own dialog.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use directories::{BaseDirs, UserDirs};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rfd::{AsyncFileDialog, FileHandle};

use super::StartOptions;
use crate::green_api::{for_system, is_invisible};
use crate::model::{Instance, SaveDialog};
use crate::store::{ExportFailure, ends_soon};
use crate::tr;

/// Answer of the system's file dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileDialogAnswer {
    File(PathBuf),
    Cancelled,
    /// This system has no such dialog.
    NoDialog,
}

/// Where a file is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SaveLocation {
    pub path: PathBuf,
    pub dialog: SaveDialog,
}

/// The lists that a file may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    Chats,
    Instances,
}

/// A dialog that closed faster than this was never shown: no user is that fast.
const BLINK: Duration = Duration::from_millis(250);

/// Extension that selects all files.
const ALL: &str = "*";

/// Extension that selects all files in zenity: the library writes `*.` before it, and a space begins another pattern.
#[cfg(all(unix, not(target_os = "macos")))]
const ALL_IN_ZENITY: &str = "* *";

/// The ways to ask for a file.
pub(super) struct FileDialogs {
    /// Folder for copies written as files, instead of the downloads folder.
    exports: Option<PathBuf>,
    /// The folder of the last file that was selected.
    last: Option<PathBuf>,
    /// The system's file dialog, in front of the window.
    pub dialog: AsyncFileDialog,
    /// Answer to use instead of showing the system's file dialog.
    stand_in: Option<FileDialogAnswer>,
}

impl FileDialogs {
    pub fn new(options: &StartOptions) -> Self {
        let (exports, stand_in) = (options.exports.clone(), options.file_dialog.clone());
        Self { exports, last: None, dialog: AsyncFileDialog::new(), stand_in }
    }

    /// Makes the next dialog begin in the folder of this file.
    pub fn remember(&mut self, file: &Path) {
        self.last = file.parent().map(Path::to_owned);
    }

    /// Asks where to save a file that is called `name` at first. Returns `None` if the dialog was closed without an
    /// answer.
    ///
    /// Call it on the drawing thread, since macOS opens dialogs only there, and await it on the runtime.
    pub fn ask_for_place(
        &self,
        name: String,
    ) -> impl Future<Output = Result<Option<SaveLocation>, ExportFailure>> + Send + use<> {
        let folder = self.exports.clone().or_else(|| self.last.clone()).or_else(downloads);
        let no_questions = self.exports.is_some() && self.stand_in.is_none();
        let stand_in = self.stand_in.clone();
        let dialog = (!no_questions && stand_in.is_none()).then(|| self.open_for_saving(&name, folder.as_deref()));
        async move {
            let selected = match (stand_in, dialog) {
                (Some(selected), _) => selected,
                (None, Some(dialog)) => dialog.await,
                (None, None) => FileDialogAnswer::NoDialog,
            };
            match selected {
                FileDialogAnswer::File(path) => Ok(Some(SaveLocation { path, dialog: SaveDialog::Available })),
                FileDialogAnswer::Cancelled => Ok(None),
                FileDialogAnswer::NoDialog => {
                    let path = folder.ok_or(ExportFailure::NoFolder)?.join(name);
                    let dialog = if no_questions { SaveDialog::Available } else { SaveDialog::Missing };
                    Ok(Some(SaveLocation { path, dialog }))
                }
            }
        }
    }

    fn open_for_saving(
        &self,
        name: &str,
        folder: Option<&Path>,
    ) -> impl Future<Output = FileDialogAnswer> + Send + use<> {
        let mut dialog = self.dialog.clone().set_title(tr!("file-dialog-title")).set_file_name(name);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        match Path::new(name).extension().and_then(|kind| kind.to_str()) {
            Some("xlsx") => dialog = dialog.add_filter("Excel", &["xlsx"]).add_filter("CSV", &["csv"]),
            Some(kind) => dialog = dialog.add_filter(kind.to_uppercase(), &[kind]),
            None => {}
        }
        answer(dialog, folder.map(|folder| folder.join(name)), |dialog, _| dialog.save_file())
    }

    /// Asks which file with a list to open. Like [`FileDialogs::ask_for_place`], call it on the drawing thread and await
    /// it on the runtime.
    pub fn ask_for_file(&self, lists: Lists) -> impl Future<Output = FileDialogAnswer> + Send + use<> {
        let stand_in = self.stand_in.clone();
        let dialog = stand_in.is_none().then(|| {
            const TABLES: [&str; 8] = ["xlsx", "xls", "ods", "csv", "txt", "tsv", "xlsm", "xlsb"];
            let (title, other) = match lists {
                Lists::Chats => (tr!("file-dialog-open"), "vcf"),
                Lists::Instances => (tr!("file-dialog-open-instances"), "json"),
            };
            let mut dialog = self.dialog.clone().set_title(title);
            if let Some(last) = &self.last {
                dialog = dialog.set_directory(last);
            }
            let kinds = [&TABLES[..], &[other]].concat();
            let upper = kinds.iter().map(|kind| kind.to_uppercase());
            let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).chain(upper).collect();
            let (dialog, name) = (dialog.add_filter(tr!("file-dialog-lists"), &kinds), tr!("file-dialog-all"));
            let place = self.last.as_ref().map(|last| last.join(""));
            answer(dialog, place, move |dialog, all| dialog.add_filter(name, &[all]).pick_file())
        });
        async move {
            match (stand_in, dialog) {
                (Some(selected), _) => selected,
                (None, Some(dialog)) => dialog.await,
                (None, None) => FileDialogAnswer::NoDialog,
            }
        }
    }
}

/// Returns a name for a file about this instance: "Sales queue 2026-11-28 15-04-05.xlsx". `what` makes the text of the
/// name and the time.
pub(super) fn file_name(
    instance: &Instance,
    at: Timestamp,
    extension: &str,
    what: impl FnOnce(&str, &str) -> String,
) -> String {
    // In bytes; file systems allow 255 for the whole name.
    const MAX_NAME: usize = 120;
    let name = for_system(&instance.record.name);
    let is_allowed = |character: &char| !character.is_control() && !is_invisible(*character);
    // Windows allows none of these in a name.
    let name: String =
        name.chars().filter(is_allowed).map(|it| if r#"\/:*?"<>|"#.contains(it) { '-' } else { it }).collect();
    let name = name[..name.floor_char_boundary(MAX_NAME)].trim_matches([' ', '.']);
    let time = at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H-%M-%S").to_string();
    format!("{}.{extension}", what(name, &time))
}

/// Opens a dialog and waits for its answer. `open` also gets the extension that selects all files. On Linux this needs
/// the desktop's portal or a zenity that starts. zenity gets `place`, a folder or a file in it, as the file's name: it
/// has no other way to begin there.
#[cfg(all(unix, not(target_os = "macos")))]
async fn answer<F: Future<Output = Option<FileHandle>> + Send>(
    dialog: AsyncFileDialog,
    place: Option<PathBuf>,
    open: impl FnOnce(AsyncFileDialog, &'static str) -> F + Send,
) -> FileDialogAnswer {
    match is_there(|| portal().is_ok(), PATIENCE).await {
        Some(true) => return end(open(dialog, ALL)).await,
        Some(false) => {}
        // The library would wait for it before it starts zenity.
        None => return FileDialogAnswer::NoDialog,
    }
    if is_there(|| starts(std::process::Command::new("zenity"), PATIENCE), 2 * PATIENCE).await != Some(true) {
        return FileDialogAnswer::NoDialog;
    }
    let dialog = match place.as_deref().and_then(Path::to_str) {
        Some(place) => dialog.set_file_name(place),
        None => dialog,
    };
    end(open(dialog, ALL_IN_ZENITY)).await
}

/// Opens a dialog at once, and waits for its answer.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn answer<F: Future<Output = Option<FileHandle>> + Send>(
    dialog: AsyncFileDialog,
    _: Option<PathBuf>,
    open: impl FnOnce(AsyncFileDialog, &'static str) -> F,
) -> impl Future<Output = FileDialogAnswer> + Send {
    end(open(dialog, ALL))
}

/// Waits for the end of a dialog.
async fn end(dialog: impl Future<Output = Option<FileHandle>> + Send) -> FileDialogAnswer {
    let asked = Instant::now();
    let file = tokio::select! {
        file = dialog => file,
        () = portal_ends() => None,
    };
    match file {
        Some(file) => FileDialogAnswer::File(file.path().to_owned()),
        None if asked.elapsed() < BLINK => FileDialogAnswer::NoDialog,
        None => FileDialogAnswer::Cancelled,
    }
}

/// Returns the user's folder for downloads, or else the home folder.
fn downloads() -> Option<PathBuf> {
    let base = BaseDirs::new()?;
    // On Linux, the folders are read from this file.
    let dirs = ends_soon(&base.config_dir().join("user-dirs.dirs")).then(UserDirs::new).flatten();
    let downloads = dirs.as_ref().and_then(UserDirs::download_dir);
    Some(downloads.unwrap_or(base.home_dir()).to_owned())
}

/// The desktop's portal on the session bus.
#[cfg(all(unix, not(target_os = "macos")))]
const PORTAL: &str = "org.freedesktop.portal.Desktop";

/// Maximum time for the session bus, the portal or zenity to answer.
#[cfg(all(unix, not(target_os = "macos")))]
const PATIENCE: Duration = Duration::from_secs(10);

/// Returns what `look`, which may block, finds out; `None` if that takes longer than `limit`.
#[cfg(all(unix, not(target_os = "macos")))]
async fn is_there(look: impl FnOnce() -> bool + Send + 'static, limit: Duration) -> Option<bool> {
    let looking = tokio::task::spawn_blocking(look);
    tokio::time::timeout(limit, looking).await.ok().map(|found| found.unwrap_or(false))
}

/// Waits until the portal ends; its dialogs then never answer. Waits for ever where that cannot be known.
#[cfg(all(unix, not(target_os = "macos")))]
async fn portal_ends() {
    use zbus::export::ordered_stream::OrderedStreamExt as _;

    let Ok(mut changes) = portal_changes().await else { return std::future::pending().await };
    while let Some(Ok(change)) = changes.next().await {
        let owners = change.body().deserialize::<(String, String, String)>();
        if owners.is_ok_and(|(_, before, _)| !before.is_empty()) {
            return;
        }
    }
}

/// Returns the changes of the portal's owner from now on.
#[cfg(all(unix, not(target_os = "macos")))]
async fn portal_changes() -> zbus::Result<zbus::MessageStream> {
    let bus = zbus::connection::Builder::session()?.method_timeout(PATIENCE).build().await?;
    let rule = zbus::MatchRule::builder().msg_type(zbus::message::Type::Signal).sender("org.freedesktop.DBus")?;
    let rule = rule.member("NameOwnerChanged")?.arg(0, PORTAL)?.build();
    zbus::MessageStream::for_match_rule(rule, &bus, None).await
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
async fn portal_ends() {
    std::future::pending().await
}

/// Asks the portal for the version of its file chooser, which starts it if needed.
#[cfg(all(unix, not(target_os = "macos")))]
fn portal() -> zbus::Result<()> {
    let bus = zbus::blocking::connection::Builder::session()?.method_timeout(2 * PATIENCE).build()?;
    let asked = ("org.freedesktop.portal.FileChooser", "version");
    let path = "/org/freedesktop/portal/desktop";
    bus.call_method(Some(PORTAL), path, Some("org.freedesktop.DBus.Properties"), "Get", &asked).map(drop)
}

/// Whether a program prints its version within `limit`.
#[cfg(all(unix, not(target_os = "macos")))]
fn starts(mut program: std::process::Command, limit: Duration) -> bool {
    use std::process::Stdio;

    let deadline = Instant::now() + limit;
    let quiet = program.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut program) = quiet.spawn() else { return false };
    loop {
        match program.try_wait() {
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(5)),
            Ok(Some(ended)) => return ended.success(),
            Ok(None) | Err(_) => break,
        }
    }
    let _ = program.kill();
    // It may ignore that while it waits for a drive.
    std::thread::spawn(move || program.wait());
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;
    use std::sync::mpsc;

    use super::*;
    use crate::store::scene::{is_scene, play};

    #[test]
    fn a_program_that_hangs_does_not_start() {
        let runs = |script: &str, limit| {
            let mut shell = Command::new("sh");
            shell.args(["-c", script]);
            starts(shell, limit)
        };
        let (soon, late) = (Duration::from_millis(50), Duration::from_secs(60));
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        assert!(!runs(&format!("echo $$ > {}; exec sleep 1000", pid.display()), Duration::from_secs(2)));
        let hung = PathBuf::from(format!("/proc/{}", std::fs::read_to_string(&pid).unwrap().trim()));
        while hung.exists() {
            std::thread::yield_now();
        }
        assert!(!runs("exec sleep 1000", soon));
        assert!(runs("[ \"$0\" = --version ]", late));
        assert!(!runs("exit 1", late));
        assert!(!starts(Command::new(folder.path().join("missing")), late));
    }

    #[test]
    fn a_portal_that_does_not_answer_is_not_waited_for() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (answer, never) = mpsc::channel::<()>();
        let found = runtime.block_on(is_there(move || never.recv().is_ok(), Duration::from_millis(50)));
        assert_eq!(found, None);
        drop(answer);
        assert_eq!(runtime.block_on(is_there(|| true, PATIENCE)), Some(true));
    }

    #[test]
    fn the_list_of_the_users_folders_keeps_no_export_waiting() {
        if is_scene() {
            print!("|{}|", downloads().unwrap().display());
            return;
        }
        let home = tempfile::tempdir().unwrap();
        let list = home.path().join("user-dirs.dirs");
        let downloads = || {
            let test = "app::file_dialog::tests::the_list_of_the_users_folders_keeps_no_export_waiting";
            play(test, &[("HOME", home.path()), ("XDG_CONFIG_HOME", home.path())]).map(PathBuf::from)
        };
        std::fs::write(&list, "XDG_DOWNLOAD_DIR=\"$HOME/Own\"\n").unwrap();
        assert_eq!(downloads(), Some(home.path().join("Own")));
        std::fs::remove_file(&list).unwrap();
        assert_eq!(downloads().as_deref(), Some(home.path()));
        assert!(std::process::Command::new("mkfifo").arg(&list).status().unwrap().success());
        assert_eq!(downloads().as_deref(), Some(home.path()), "a pipe");
        std::fs::remove_file(&list).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &list).unwrap();
        assert_eq!(downloads().as_deref(), Some(home.path()), "without end");
    }
}
