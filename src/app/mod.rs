//! The program behind the window: carries out actions, takes in what finished, and keeps the model true.
//!
//! [`App`] knows no window; [`DesktopApp`] is its eframe adapter and holds the throw-away state of the views.

mod account;
mod bulk_archive;
mod chats;
mod crash;
mod export_queue;
mod file_dialog;
mod form;
mod form_save;
mod import_chats;
mod instances;
mod interrupted;
mod journal;
mod last_known;
mod native;
mod panics;
mod poll;
mod preferences;
mod queries;
mod replace_number;
mod replace_number_reports;
mod replace_number_tasks;
mod resend;
mod runtime;
mod saved_queues;
mod start;
mod tasks;
mod update;
mod updates;
mod vault;
mod window;

use std::{
    collections::{HashMap, HashSet},
    sync::mpsc::{Receiver, Sender},
    time::{Duration, Instant},
};

use poll_promise::Promise;
use tokio_util::sync::CancellationToken;

pub use crash::show_crash;
pub use file_dialog::FileDialogAnswer;
pub use native::{RendererChoice, open_native};
pub use start::{ReleaseSource, StartOptions, use_language};
pub use window::{DesktopApp, window_options};

use crate::{
    green_api::{ApiToken, CheckedNumber, Client, IdInstance, Waker},
    model::{Event, InstanceKey, Model, TaskId},
    platform::Panics,
    practice::PracticeServer,
    store::{Contents, Database, DatabaseNotice, DatabaseResult, JournalId, Store, StoreFailure},
    vault::{Vault, VaultFailure, VaultName},
    work::{Recorder, resend::Signals, updates::Releases},
};

/// The program without a window.
pub struct App {
    pub(crate) model: Model,
    client: Client,
    /// Where tokens are kept now: the keyring, or memory for a session only.
    vault: Vault,
    keyring: Vault,
    /// Instances of which the keyring never had a token: they were added while tokens are kept for the session.
    unkept: HashSet<InstanceKey>,
    store: Store,
    recorder: Recorder,
    database: Database,
    /// In memory, for practice.
    practice_database: Database,
    database_opening: Option<Promise<DatabaseResult<Vec<DatabaseNotice>>>>,
    journal_call: Option<journal::JournalCall>,
    interrupted_calls: Vec<(InstanceKey, interrupted::InterruptedCall)>,
    last_knowns: last_known::LastKnowns,
    saved_queue_calls: Vec<(InstanceKey, saved_queues::SavedQueueCall)>,
    replace_loading: Vec<replace_number::Loading>,
    replace_keeping: Vec<replace_number::Keeping>,
    resend_calls: Vec<(InstanceKey, resend::ResendCall)>,
    /// How the runs of sending again that are under way are paused.
    resend_signals: HashMap<TaskId, Signals>,
    /// Where copies are written to as files, in place of the folder for downloads.
    exports: Option<std::path::PathBuf>,
    /// The system's file dialog, in front of the window.
    dialog: rfd::AsyncFileDialog,
    /// In place of the system's file dialog, what it gives.
    file_dialog: Option<FileDialogAnswer>,
    waker: Waker,
    sender: Sender<Event>,
    events: Receiver<Event>,
    queries: Vec<queries::PendingQuery>,
    numbers: Vec<(InstanceKey, crate::green_api::Call<CheckedNumber>)>,
    tokens: Vec<(InstanceKey, Promise<ReadToken>)>,
    vault_name: Option<Promise<Result<VaultName, VaultFailure>>>,
    vault_probe: Option<Promise<Result<(), VaultFailure>>>,
    saves: Vec<form_save::Save>,
    /// A token that was written for an instance which could not be saved then.
    orphan: Option<IdInstance>,
    removals: Vec<(InstanceKey, Promise<Result<(), VaultFailure>>)>,
    changes: Vec<Promise<Changed>>,
    account_calls: Vec<(InstanceKey, account::AccountCall)>,
    /// Changes of tokens that the journal has under way until the new token is safe.
    open_token_changes: HashMap<InstanceKey, JournalId>,
    /// Taken out here, while a change of the file that began earlier may still know them.
    removed: HashSet<IdInstance>,
    vault_cleanup: Vec<vault::VaultCleanup>,
    cancels: HashMap<TaskId, CancellationToken>,
    /// Of the runs that archive chats.
    signals: HashMap<TaskId, Signals>,
    /// Instances to be looked at, each when its moment comes: not all at once.
    due: Vec<(Instant, InstanceKey)>,
    /// Counts to be read once more, since they may have told what was before.
    recounts: Vec<(Instant, InstanceKey)>,
    practice: Option<PracticeServer>,
    panics: Option<Panics>,
    /// Where newer versions are asked for, and when next.
    releases: Option<Releases>,
    releases_due: Option<Instant>,
    /// When the window was last drawn.
    drawn: Instant,
    exchanges_seen: u64,
    next_key: u64,
    next_task: u64,
    effects: Effects,
    /// Last, so that it outlives what runs on it.
    runtime: runtime::Runtime,
}

/// What reading a token from the vault came to; `None` if an unlocked vault has none.
type ReadToken = Result<Option<ApiToken>, VaultFailure>;

/// What a change of the file on disk came to.
type Changed = Result<Contents, StoreFailure>;

/// A keyring that asks to be unlocked must not keep the window open for ever.
const LAST_WAIT: Duration = Duration::from_secs(3);

/// What only the window can do, asked for by an action.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub copy: Option<String>,
    pub open: Option<String>,
    /// At this moment at the latest, though something may still be being saved.
    pub close: Option<Instant>,
}

impl App {
    /// What is known and under way.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The practice server, once it was started.
    pub fn practice(&self) -> Option<&PracticeServer> {
        self.practice.as_ref()
    }

    /// Where the log goes.
    pub fn log_folder(&self) -> &std::path::Path {
        &self.store.folders().logs
    }

    /// Closes the window, once what is being saved is saved.
    fn close(&mut self) {
        self.drop_orphan();
        // What is on its way is waited for: it need not be read back at the next start then.
        self.signals.values().for_each(|signals| signals.pause.cancel());
        self.pause_all_resends();
        self.effects.close.get_or_insert(Instant::now() + LAST_WAIT);
    }

    fn may_close(&self) -> bool {
        let saves = !self.saves.is_empty() || !self.changes.is_empty();
        // The answer that is awaited is written down, so that it is known at the next start.
        let saves = saves || !self.resend_signals.is_empty() || !self.signals.is_empty();
        let saves = saves || self.account_calls.iter().any(|(_, call)| call.is_of_token());
        let is_saving = saves || !self.removals.is_empty() || !self.vault_cleanup.is_empty();
        self.effects.close.is_some_and(|latest| !is_saving || Instant::now() >= latest)
    }

    /// Where the changes of an instance are written down: nowhere for practice, which leaves nothing behind.
    fn recorder_of(&self, key: InstanceKey) -> Recorder {
        match self.model.instance(key) {
            Some(instance) if instance.practice => Recorder::None,
            _ => self.recorder.clone(),
        }
    }

    fn new_key(&mut self) -> InstanceKey {
        self.next_key += 1;
        InstanceKey(self.next_key)
    }

    fn new_task(&mut self) -> (TaskId, CancellationToken) {
        self.next_task += 1;
        let (task, cancel) = (TaskId(self.next_task), CancellationToken::new());
        self.cancels.insert(task, cancel.clone());
        (task, cancel)
    }

    fn cancel(&mut self, task: TaskId) {
        if let Some(cancel) = self.cancels.remove(&task) {
            cancel.cancel();
        }
    }
}
