//! Panics: each leaves a redacted report. One of the drawing thread ends the program, and a new process tells of it; one of
//! another thread is told in the window, which goes on.

use std::fmt;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use super::{fatal_error::complain, report};
use crate::green_api::Waker;

/// The watch over this process's panics. Clones share it.
#[derive(Clone)]
pub struct Panics(Arc<Watch>);

struct Watch {
    drawing: ThreadId,
    folder: OnceLock<PathBuf>,
    teller: OnceLock<Teller>,
    was_told: AtomicBool,
    waker: OnceLock<Waker>,
    /// Reports that the window has not seen.
    unseen: Mutex<Vec<PathBuf>>,
}

/// Gives the command that tells of the report which lies, or was to lie, at this path.
type Teller = Box<dyn Fn(&Path) -> Command + Send + Sync>;

impl Panics {
    /// From now on every panic is said redacted, on the terminal and in the log. This thread is the one that draws.
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

    /// From now on reports are written there. The first folder counts.
    pub fn report_into(&self, folder: PathBuf) {
        let _ = self.0.folder.set(folder);
    }

    /// From now on a panic of the drawing thread starts this command, which is given the path of the report.
    pub fn tell_by(&self, teller: impl Fn(&Path) -> Command + Send + Sync + 'static) {
        let _ = self.0.teller.set(Box::new(teller));
    }

    /// Called when [`Self::next`] has something new.
    pub fn wake_by(&self, waker: Waker) {
        let _ = self.0.waker.set(waker);
    }

    /// A report of another thread's panic that was not given before.
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
    /// The hook. It runs on the thread that panics, before anything of it is dropped, and must not panic itself.
    fn take(&self, panic: &PanicHookInfo<'_>) {
        let what = panic.to_string();
        complain(&what);
        tracing::error!("{what}");
        let Some(folder) = self.folder.get() else { return };
        let thread = thread::current();
        let text = report::text(&what, thread.name().unwrap_or("without a name"));
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

    /// Only once: what is dropped after a panic may panic again.
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

/// Panics once if a test of the whole program asks for it: a file, named in the environment, begins with the name of the
/// thread, and the rest are the words. A released program does not know the variable.
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
