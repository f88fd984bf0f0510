//! Asking where to save a file, or which file to open, in the system's own dialog.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use directories::UserDirs;
use rfd::{AsyncFileDialog, FileHandle};

use super::StartOptions;
use crate::model::SaveDialog;
use crate::store::ExportFailure;
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

/// A dialog that closed faster than this was never shown: no user is that fast.
const BLINK: Duration = Duration::from_millis(250);

/// The ways to ask for a file.
pub(super) struct FileDialogs {
    /// Folder for copies written as files, instead of the downloads folder.
    exports: Option<PathBuf>,
    /// The system's file dialog, in front of the window.
    pub dialog: AsyncFileDialog,
    /// Answer to use instead of showing the system's file dialog.
    stand_in: Option<FileDialogAnswer>,
}

impl FileDialogs {
    pub fn new(options: &StartOptions) -> Self {
        let (exports, stand_in) = (options.exports.clone(), options.file_dialog.clone());
        Self { exports, dialog: AsyncFileDialog::new(), stand_in }
    }

    /// Asks where to save a file that is called `name` at first. Returns `None` if the dialog was closed without an
    /// answer.
    ///
    /// Call it on the drawing thread, since macOS opens dialogs only there, and await it on the runtime.
    pub fn ask_for_place(
        &self,
        name: String,
    ) -> impl Future<Output = Result<Option<SaveLocation>, ExportFailure>> + Send + use<> {
        let folder = self.exports.clone().or_else(downloads);
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
        if let Some(kind) = Path::new(name).extension().and_then(|kind| kind.to_str()) {
            dialog = dialog.add_filter(kind.to_uppercase(), &[kind]);
        }
        answer(dialog.save_file())
    }

    /// Asks which file with a list to open. Like [`FileDialogs::ask_for_place`], call it on the drawing thread and await it on
    /// the runtime.
    pub fn ask_for_file(&self) -> impl Future<Output = FileDialogAnswer> + Send + use<> {
        let stand_in = self.stand_in.clone();
        let dialog = stand_in.is_none().then(|| {
            let dialog = self.dialog.clone().set_title(tr!("file-dialog-open"));
            answer(dialog.add_filter("CSV", &["csv", "txt", "tsv"]).pick_file())
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

/// Waits for the answer of a dialog.
async fn answer(dialog: impl Future<Output = Option<FileHandle>> + Send) -> FileDialogAnswer {
    if !is_there().await {
        return FileDialogAnswer::NoDialog;
    }
    let asked = Instant::now();
    match dialog.await {
        Some(file) => FileDialogAnswer::File(file.path().to_owned()),
        None if asked.elapsed() < BLINK => FileDialogAnswer::NoDialog,
        None => FileDialogAnswer::Cancelled,
    }
}

fn downloads() -> Option<PathBuf> {
    let dirs = UserDirs::new()?;
    Some(dirs.download_dir().unwrap_or(dirs.home_dir()).to_owned())
}

/// Whether the system can show a file dialog. On Linux this needs the desktop's portal or a zenity that starts.
#[cfg(all(unix, not(target_os = "macos")))]
async fn is_there() -> bool {
    tokio::task::spawn_blocking(|| portal().is_ok() || zenity()).await.unwrap_or(false)
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
async fn is_there() -> bool {
    true
}

/// Asks the portal for the version of its file chooser, which starts it if needed.
#[cfg(all(unix, not(target_os = "macos")))]
fn portal() -> zbus::Result<()> {
    const PATIENCE: Duration = Duration::from_secs(10);
    let bus = zbus::blocking::connection::Builder::session()?.method_timeout(PATIENCE).build()?;
    let asked = ("org.freedesktop.portal.FileChooser", "version");
    let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
    bus.call_method(Some(name), path, Some("org.freedesktop.DBus.Properties"), "Get", &asked).map(drop)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn zenity() -> bool {
    std::process::Command::new("zenity").arg("--version").output().is_ok_and(|output| output.status.success())
}
