//! Panics: each one leaves a redacted report. A panic of the drawing thread ends the program, and a new process reports
//! it. A panic of another thread is reported in the window, which keeps running. One that only says that a workbook could
//! not be written is left to the export, which returns it as a failure.

use std::fmt;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use super::fatal_error::complain;
use super::report;
use crate::green_api::Waker;
use crate::store::unwritten_row;

/// The panic handling of this process. Clones share it.
#[derive(Clone)]
pub struct Panics(Arc<Watch>);

struct Watch {
    drawing: ThreadId,
    folder: OnceLock<PathBuf>,
    teller: OnceLock<Teller>,
    was_told: AtomicBool,
    waker: OnceLock<Waker>,
    /// Reports that the window has not yet fetched.
    unseen: Mutex<Vec<PathBuf>>,
}

/// Returns the command that reports a crash, given the path of its report. The file is missing if it could not be
/// written.
type Teller = Box<dyn Fn(&Path) -> Command + Send + Sync>;

impl Panics {
    /// Installs the hook: every later panic is written, redacted, to the terminal and to the log. The calling thread
    /// counts as the drawing thread.
    pub fn watch() -> Self {
        let watch = Arc::new(Watch {
            drawing: thread::current().id(),
            folder: OnceLock::new(),
            teller: OnceLock::new(),
            was_told: AtomicBool::new(false),
            waker: OnceLock::new(),
            unseen: Mutex::default(),
        });
        let hook = watch.clone();
        std::panic::set_hook(Box::new(move |panic| hook.take(panic)));
        Self(watch)
    }

    /// Sets the folder for later reports. Only the first call has an effect.
    pub fn report_into(&self, folder: PathBuf) {
        let _ = self.0.folder.set(folder);
    }

    /// Sets the command that a later panic of the drawing thread starts. `teller` is passed the path of the report.
    pub fn tell_by(&self, teller: impl Fn(&Path) -> Command + Send + Sync + 'static) {
        let _ = self.0.teller.set(Box::new(teller));
    }

    /// Sets the waker, which is called when [`Self::next`] has a new report.
    pub fn wake_by(&self, waker: Waker) {
        let _ = self.0.waker.set(waker);
    }

    /// Returns a report of another thread's panic; each report is returned once.
    pub fn next(&self) -> Option<PathBuf> {
        self.unseen().pop()
    }

    fn unseen(&self) -> std::sync::MutexGuard<'_, Vec<PathBuf>> {
        self.0.unseen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Panics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Panics").field("folder", &self.0.folder.get()).finish_non_exhaustive()
    }
}

impl Watch {
    /// Handles a panic as the hook. Runs on the panicking thread before any of its values is dropped, and must not
    /// panic itself.
    fn take(&self, panic: &PanicHookInfo<'_>) {
        if let Some(error) = unwritten_row(panic.payload()) {
            tracing::warn!(%error, "a row of a workbook was not written");
            return;
        }
        let what = panic.to_string();
        self.report(&what);
        complain(&what);
        tracing::error!("{what}");
    }

    /// Writes the report of a panic, and passes it to the process or the window that shows it.
    fn report(&self, what: &str) {
        let Some(folder) = self.folder.get() else { return };
        let thread = thread::current();
        let text = report::text(what, thread.name().unwrap_or("without a name"));
        let path = report::write(folder, &text).unwrap_or_else(|error| {
            complain(&format!("no report could be written: {error}"));
            folder.join("no-report")
        });
        if thread.id() == self.drawing {
            self.tell(&path);
        } else {
            self.unseen.lock().unwrap_or_else(PoisonError::into_inner).push(path);
            if let Some(waker) = self.waker.get() {
                waker();
            }
        }
    }

    /// Starts the reporting command, once only: values dropped after a panic may panic again.
    fn tell(&self, report: &Path) {
        let Some(teller) = self.teller.get() else { return };
        if self.was_told.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Err(error) = teller(report).stdin(Stdio::null()).spawn() {
            complain(&format!("nobody could be started to tell of it: {error}"));
        }
    }
}

/// Panics once if a test of the whole program requests it: a file named in the environment begins with the name of the
/// thread, and the rest is the message. Release builds do not read the variable.
#[cfg(debug_assertions)]
pub fn inject_panic(thread: &str) {
    let Some(file) = std::env::var_os("INSTANCE_DESK_REHEARSE") else { return };
    let asked = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(words) = asked.strip_prefix(thread)
        && std::fs::remove_file(&file).is_ok()
    {
        panic!("{words}");
    }
}

#[cfg(not(debug_assertions))]
pub fn inject_panic(_: &str) {}
