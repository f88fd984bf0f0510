//! The program behind the window: carries out actions, applies results, and keeps the model up to date.
//!
//! [`App`] knows no window; [`DesktopApp`] is its eframe adapter and holds the transient state of the views.

mod account;
mod add_many;
mod archive_chat;
mod background;
mod bulk_archive;
mod chats;
mod clear_queue;
mod clear_several;
mod crash;
mod export_queue;
mod facts;
mod file_dialog;
mod form;
mod freshness;
mod import_chats;
mod instance_options;
mod instances;
mod interrupted;
mod journal;
mod keys;
mod last_known;
mod last_page;
mod native;
mod panics;
mod parts;
mod preferences;
mod queries;
mod replace_number;
mod resend;
mod restart;
mod runtime;
mod saved_queues;
mod scheduler;
mod slow_database;
mod start;
mod tasks;
#[cfg(test)]
mod tests;
mod update;
mod updates;
mod watch;
mod window;

use std::ffi::OsString;
use std::time::{Duration, Instant};

pub use crash::show_crash;
pub use file_dialog::FileDialogAnswer;
pub use native::{ClipboardKeys, RendererChoice, open_native};
pub use start::{ReleaseSource, StartOptions, use_language};
pub use window::{Background, DesktopApp, WindowStart, window_options};

pub use crate::work::chats::import_chats::workbook::{MEMORY as WORKBOOK_MEMORY, serve as serve_workbook};

use crate::green_api::Client;
use crate::model::{Announcement, InstanceKey, Model, TaskId};
use crate::platform::{Panics, StartAtLogin};
use crate::practice::PracticeServer;
use crate::store::{Database, Store};
use crate::work::Recorder;
use crate::work::updates::Releases;

/// The program without a window.
pub struct App {
    pub(crate) model: Model,
    services: Services,
    keys: keys::Keys,
    file_dialogs: file_dialog::FileDialogs,
    window: WindowState,
    journal: journal::JournalReads,
    parts: parts::Parts,
    tasks: tasks::Tasks,
    scheduler: scheduler::Scheduler,
    watch: watch::Watch,
    exchanges_seen: u64,
    /// The beginning of the job of the database that the user knows to be slow.
    slow_job: Option<Instant>,
    /// Declared last, so that it outlives everything that runs on it.
    runtime: runtime::Runtime,
}

/// The client, the files, the practice server, the reports of panics, and the releases.
struct Services {
    client: Client,
    store: Store,
    recorder: Recorder,
    database: Database,
    /// The database of practice instances, in memory.
    practice_database: Database,
    practice: Option<PracticeServer>,
    panics: Option<Panics>,
    /// Source of newer versions.
    releases: Option<Releases>,
    /// This program's file, to start it again for reading a workbook.
    program: OsString,
    login: Option<StartAtLogin>,
}

/// State that the program shares with its window.
struct WindowState {
    /// When a person last saw the window, as far as this is known.
    seen: Instant,
    focus: freshness::WindowFocus,
    /// The task that redacts the text to copy.
    copying: Option<TaskId>,
    effects: Effects,
}

/// Maximum wait for pending saves, and then for the database: a keyring that asks to be unlocked must not keep the
/// window open for ever.
const LAST_WAIT: Duration = Duration::from_secs(3);

impl Drop for App {
    /// Runs what is queued for the database: its thread would end with the process.
    fn drop(&mut self) {
        if !self.services.database.close(LAST_WAIT) {
            tracing::warn!("the database did not finish its work before the end of the program");
        }
    }
}

/// Effects that only the window can carry out, requested by an action.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub copy: Option<String>,
    /// Whether to insert the copied text.
    pub paste: bool,
    pub open: Option<String>,
    /// Notifications of the system.
    pub notifications: Vec<Announcement>,
    /// Whether to put the window aside, and watch on.
    pub put_aside: bool,
    /// Deadline for closing the window, even if something is still being saved.
    pub close: Option<Instant>,
}

impl App {
    /// Returns the known values and the work under way.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the practice server, once it is started.
    pub fn practice(&self) -> Option<&PracticeServer> {
        self.services.practice.as_ref()
    }

    /// Returns the folder of the log.
    pub fn log_folder(&self) -> &std::path::Path {
        &self.services.store.folders().logs
    }

    /// Closes the window once pending saves are done.
    fn close(&mut self) {
        self.drop_orphan();
        self.stop_clear_several();
        self.remember_page();
        // Pauses the runs and waits for their answers in flight, so that the next session need not read them back.
        let keys: Vec<_> = self.model.instances.iter().map(|instance| instance.key).collect();
        for key in keys {
            self.pause_run(key);
            self.end_resend_session(key);
        }
        self.window.effects.close.get_or_insert(Instant::now() + LAST_WAIT);
    }

    fn may_close(&self) -> bool {
        self.window.effects.close.is_some_and(|latest| !self.tasks.keeps_window_open() || Instant::now() >= latest)
    }

    /// Returns the recorder for changes of an instance. Practice has none, so that it leaves nothing behind.
    fn recorder_of(&self, key: InstanceKey) -> Recorder {
        match self.model.instance(key) {
            Some(instance) if instance.practice => Recorder::None,
            _ => self.services.recorder.clone(),
        }
    }

    /// Cancels a task. Its answer still arrives.
    fn cancel(&mut self, task: TaskId) {
        self.tasks.cancel(task);
    }

    fn cancel_of(&mut self, task: Option<TaskId>) {
        if let Some(task) = task {
            self.cancel(task);
        }
    }
}
