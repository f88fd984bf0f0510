//! The program behind the window: carries out actions, takes in what finished, and keeps the model true.
//!
//! [`App`] knows no window; [`Desk`] is its eframe adapter and holds the throw-away state of the views.

mod form;
mod instances;
mod looks;
mod preferences;
mod runs;
mod runtime;
mod settle;
mod start;
mod tokens;
mod update;
mod window;

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender},
    time::Instant,
};

use poll_promise::Promise;
use tokio_util::sync::CancellationToken;

pub use start::StartOptions;
pub use window::{Desk, window_options};

use crate::{
    green_api::{ApiToken, CheckedNumber, Client, Waker},
    model::{Event, InstanceKey, Model, RunId},
    practice::PracticeServer,
    store::{Contents, Store, StoreFailure},
    vault::{Vault, VaultFailure, VaultName},
    work::Recorder,
};

/// The program without a window.
pub struct App {
    pub(crate) model: Model,
    client: Client,
    vault: Vault,
    store: Store,
    recorder: Recorder,
    waker: Waker,
    sender: Sender<Event>,
    events: Receiver<Event>,
    looks: Vec<looks::PendingLook>,
    numbers: Vec<(InstanceKey, crate::green_api::Call<CheckedNumber>)>,
    tokens: Vec<(InstanceKey, Promise<ReadToken>)>,
    vault_name: Option<Promise<Result<VaultName, VaultFailure>>>,
    vault_probe: Option<Promise<Result<(), VaultFailure>>>,
    saves: Vec<Save>,
    removals: Vec<(InstanceKey, Promise<Result<(), VaultFailure>>)>,
    changes: Vec<Promise<Changed>>,
    cancels: HashMap<RunId, CancellationToken>,
    /// Instances to be looked at, each when its moment comes: not all at once.
    due: Vec<(Instant, InstanceKey)>,
    practice: Option<PracticeServer>,
    exchanges_seen: u64,
    next_key: u64,
    next_run: u64,
    effects: Effects,
    /// Last, so that it outlives what runs on it.
    runtime: runtime::Runtime,
}

/// What reading a token from the vault came to; `None` if an unlocked vault has none.
type ReadToken = Result<Option<ApiToken>, VaultFailure>;

/// What a change of the file on disk came to.
type Changed = Result<Contents, StoreFailure>;

/// A form being saved: first the token in the vault, then the record on disk.
struct Save {
    values: crate::model::FormValues,
    mode: crate::model::FormMode,
    add_another: bool,
    record: crate::store::InstanceRecord,
    /// The idInstance that an edited instance had before.
    moved_from: Option<crate::green_api::IdInstance>,
    step: SaveStep,
}

enum SaveStep {
    Vault(Promise<Result<(), VaultFailure>>),
    Store(Box<Promise<Changed>>),
}

/// What only the window can do, asked for by an action.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub copy: Option<String>,
    pub open: Option<&'static str>,
    pub close: bool,
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

    fn new_key(&mut self) -> InstanceKey {
        self.next_key += 1;
        InstanceKey(self.next_key)
    }

    fn new_run(&mut self) -> (RunId, CancellationToken) {
        self.next_run += 1;
        let (run, cancel) = (RunId(self.next_run), CancellationToken::new());
        self.cancels.insert(run, cancel.clone());
        (run, cancel)
    }

    fn cancel(&mut self, run: RunId) {
        if let Some(cancel) = self.cancels.remove(&run) {
            cancel.cancel();
        }
    }
}
