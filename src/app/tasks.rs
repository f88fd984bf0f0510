//! Tasks: everything that takes time runs elsewhere, and its answer comes back to the drawing thread by one way.
//!
//! [`App::spawn`] takes the request and the function that handles its answer. Exactly one answer arrives: a task that
//! panics or is aborted gives [`Lost::lost`], so that no page stays "running". A task that reports on the way does it by
//! [`Running::report`].

use std::any::Any;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::mpsc::{self, Receiver, Sender};

use poll_promise::Promise;
use tokio_util::sync::CancellationToken;

use super::App;
use crate::green_api::{Answer, Client, Detail, Failure, Method, Purpose, Waker};
use crate::model::{InstanceKey, TaskId};
use crate::store::{
    Contents, Database, DatabaseFailure, DatabaseResult, ExportFailure, IfUnsaved, StoreFailure, Tables,
};
use crate::vault::VaultFailure;
use crate::work::Recorder;
use crate::work::resend::Signals;
use crate::work::saved_queues::{self, FileNotSaved, NotSaved};
use crate::work::updates::NotKnown;

/// The owner of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Program,
    /// When the instance is removed, its tasks are cancelled and their answers dropped.
    Instance(InstanceKey),
}

impl From<InstanceKey> for Owner {
    fn from(key: InstanceKey) -> Self {
        Self::Instance(key)
    }
}

/// The answer of a task that ended without one.
pub(super) trait Lost {
    fn lost() -> Self;
}

/// The failure of a task that has no failure of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TaskLost;

impl Lost for TaskLost {
    fn lost() -> Self {
        Self
    }
}

impl Lost for Failure {
    fn lost() -> Self {
        Self::ProgramFault
    }
}

impl Lost for DatabaseFailure {
    fn lost() -> Self {
        Self::Other { detail: Detail::PartFailed }
    }
}

impl Lost for VaultFailure {
    fn lost() -> Self {
        Self::Other { detail: Detail::PartFailed }
    }
}

impl Lost for StoreFailure {
    fn lost() -> Self {
        Self::Other { detail: Detail::PartFailed }
    }
}

impl Lost for ExportFailure {
    fn lost() -> Self {
        Self::Other { detail: Detail::PartFailed }
    }
}

impl Lost for NotSaved {
    fn lost() -> Self {
        Self::Unwritten(DatabaseFailure::lost())
    }
}

impl Lost for saved_queues::Report {
    fn lost() -> Self {
        Self { outcome: Lost::lost(), listing: None }
    }
}

impl Lost for FileNotSaved {
    fn lost() -> Self {
        Self::Unwritten(ExportFailure::lost())
    }
}

impl Lost for NotKnown {
    fn lost() -> Self {
        Self::Unreached(Detail::PartFailed.to_string())
    }
}

impl<T, E: Lost> Lost for Result<T, E> {
    fn lost() -> Self {
        Err(E::lost())
    }
}

impl<T> Lost for Answer<T> {
    fn lost() -> Self {
        Self::unsent(Failure::lost())
    }
}

/// Returns what the database answered. A failure that calls for no action of the user is logged with its consequence,
/// and the default is returned.
pub(super) fn or_logged<T: Default>(answer: DatabaseResult<T>, consequence: &'static str) -> T {
    answer.unwrap_or_else(|failure| {
        tracing::warn!("{failure}, so {consequence}");
        T::default()
    })
}

/// When the answer of a task is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wake {
    /// In a frame of its own, at once.
    AtOnce,
    /// In the next frame, which the caller schedules.
    NextFrame,
}

/// Handles the answer of a task, on the drawing thread.
type Finish = Box<dyn FnOnce(&mut App)>;

/// A report of a task, as the change that it makes on the drawing thread.
type Report = Box<dyn FnOnce(&mut App) + Send>;

/// The answer of a task. One type for all, so that the promise is compiled once.
type AnyAnswer = Box<dyn Any + Send>;

struct Task {
    owner: Owner,
    wake: Wake,
    signals: Signals,
    keeps_window_open: bool,
    /// `None`: the answer is dropped.
    finish: Option<Finish>,
}

/// The tasks whose answers are awaited.
pub(super) struct Tasks {
    last: u64,
    running: HashMap<TaskId, Task>,
    reports: Sender<Report>,
    arrived: Receiver<Report>,
    waker: Waker,
}

impl Tasks {
    pub fn new(waker: Waker) -> Self {
        let (reports, arrived) = mpsc::channel();
        Self { last: 0, running: HashMap::new(), reports, arrived, waker }
    }

    /// Returns the next report that has arrived.
    pub fn next_report(&self) -> Option<Report> {
        self.arrived.try_recv().ok()
    }

    /// Returns the id of the task that begins next.
    pub fn next_id(&self) -> TaskId {
        TaskId(self.last + 1)
    }

    pub fn new_id(&mut self) -> TaskId {
        self.last += 1;
        TaskId(self.last)
    }

    fn begin<T: Lost + Send + 'static>(
        &mut self,
        wake: Wake,
        owner: Owner,
        on_done: impl FnOnce(&mut App, T) + 'static,
    ) -> (Running, Reply<T>) {
        let (sender, promise) = Promise::new();
        let signals = Signals::default();
        let running = Running {
            id: self.new_id(),
            cancel: signals.pause.clone(),
            give_up: signals.give_up.clone(),
            reports: self.reports.clone(),
            waker: self.waker.clone(),
        };
        let finish: Finish = Box::new(move |app| {
            // The reply is sent before the report that leads here.
            let answer: Result<AnyAnswer, _> = promise.try_take();
            if let Some(answer) = answer.ok().and_then(|answer| answer.downcast().ok()) {
                on_done(app, *answer);
            }
        });
        self.running.insert(running.id, Task { owner, wake, signals, keeps_window_open: false, finish: Some(finish) });
        let reply = Reply { sender: Some(sender), answer: PhantomData, wake, running: running.clone() };
        (running, reply)
    }

    /// Cancels a task. Its answer still arrives. A run pauses: it waits for its requests in flight.
    pub fn cancel(&self, id: TaskId) {
        if let Some(task) = self.running.get(&id) {
            task.signals.pause.cancel();
        }
    }

    /// Makes a run pause without waiting for its requests in flight.
    pub fn give_up(&self, id: TaskId) {
        if let Some(task) = self.running.get(&id) {
            task.signals.give_up.cancel();
        }
    }

    /// Cancels a task and drops its answer. A task that keeps the window open does so until it ends.
    pub fn forget(&mut self, id: TaskId) {
        if let Some(task) = self.running.get_mut(&id) {
            task.signals.pause.cancel();
            task.finish = None;
        }
    }

    /// Cancels all tasks of an owner and drops their answers.
    pub fn forget_all_of(&mut self, owner: impl Into<Owner>) {
        let owner = owner.into();
        for task in self.running.values_mut().filter(|task| task.owner == owner) {
            task.signals.pause.cancel();
            task.finish = None;
        }
    }

    /// Lets the window close only after this task has ended: its answer would be lost with the program.
    pub fn keep_window_open(&mut self, id: TaskId) {
        if let Some(task) = self.running.get_mut(&id) {
            task.keeps_window_open = true;
        }
    }

    /// Whether an answer is awaited that will not schedule its own frame.
    pub fn await_frame(&self) -> bool {
        self.running.values().any(|task| task.wake == Wake::NextFrame && task.finish.is_some())
    }

    /// Whether a task that keeps the window open is under way.
    pub fn keeps_window_open(&self) -> bool {
        self.running.values().any(|task| task.keeps_window_open)
    }
}

/// A task, as seen from inside: its id, the token that cancels it, and its reports.
#[derive(Clone)]
pub(super) struct Running {
    pub id: TaskId,
    pub cancel: CancellationToken,
    give_up: CancellationToken,
    reports: Sender<Report>,
    waker: Waker,
}

impl Running {
    /// Returns the signals for a run: cancelling this task pauses it.
    pub fn signals(&self) -> Signals {
        Signals { pause: self.cancel.clone(), give_up: self.give_up.clone() }
    }

    /// Reports on the way: `apply` runs during [`App::poll`]. Reports arrive in their order, and before the task's
    /// answer.
    pub fn report(&self, apply: impl FnOnce(&mut App) + Send + 'static) {
        self.report_unseen(apply);
        (self.waker)();
    }

    /// Like [`Running::report`], for a report that changes nothing in sight: it waits for the next frame.
    pub fn report_unseen(&self, apply: impl FnOnce(&mut App) + Send + 'static) {
        // The window may be gone; the report is then dropped.
        let _ = self.reports.send(Box::new(apply));
    }
}

/// The duty to answer: dropped without an answer, it sends [`Lost::lost`].
struct Reply<T: Lost + Send + 'static> {
    sender: Option<poll_promise::Sender<AnyAnswer>>,
    answer: PhantomData<T>,
    wake: Wake,
    running: Running,
}

impl<T: Lost + Send + 'static> Reply<T> {
    fn send(mut self, answer: T) {
        self.deliver(answer);
    }

    fn deliver(&mut self, answer: T) {
        if let Some(sender) = self.sender.take() {
            sender.send(Box::new(answer));
            let id = self.running.id;
            let handle = move |app: &mut App| app.on_answered(id);
            match self.wake {
                Wake::AtOnce => self.running.report(handle),
                Wake::NextFrame => self.running.report_unseen(handle),
            }
        }
    }
}

impl<T: Lost + Send + 'static> Drop for Reply<T> {
    fn drop(&mut self) {
        if self.sender.is_some() {
            self.deliver(T::lost());
        }
    }
}

impl App {
    /// Starts work on the runtime. `on_done` handles its answer on the drawing thread, during [`App::poll`]. Exactly one
    /// answer arrives: [`Lost::lost`] if the work panics or is aborted, none if the owner is removed before.
    pub(super) fn spawn<T, F>(
        &mut self,
        owner: impl Into<Owner>,
        work: impl FnOnce(Running) -> F,
        on_done: impl FnOnce(&mut Self, T) + 'static,
    ) -> TaskId
    where
        T: Lost + Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        self.spawn_waking(Wake::AtOnce, owner, work, on_done)
    }

    /// Like [`App::spawn`], with the choice when the answer is handled.
    pub(super) fn spawn_waking<T, F>(
        &mut self,
        wake: Wake,
        owner: impl Into<Owner>,
        work: impl FnOnce(Running) -> F,
        on_done: impl FnOnce(&mut Self, T) + 'static,
    ) -> TaskId
    where
        T: Lost + Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let (running, reply) = self.tasks.begin(wake, owner.into(), on_done);
        let id = running.id;
        let work = work(running);
        // Boxed: the runtime is compiled once for all work, not once for each.
        let task: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move { reply.send(work.await) });
        self.runtime.spawn(task);
        id
    }

    /// Like [`App::spawn`], for work without an answer: its last report says how it ended. If it panics or is aborted
    /// before that, `on_lost` handles its end.
    pub(super) fn spawn_reporting<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        owner: impl Into<Owner>,
        work: impl FnOnce(Running) -> F,
        on_lost: impl FnOnce(&mut Self, TaskId) + 'static,
    ) -> TaskId {
        let id = self.tasks.next_id();
        let work = |task: Running| {
            let work = work(task);
            async move {
                work.await;
                Ok(())
            }
        };
        self.spawn(owner, work, move |app, ended: Result<(), TaskLost>| {
            ended.unwrap_or_else(|TaskLost| on_lost(app, id));
        })
    }

    /// Like [`App::spawn`], for work that blocks: the keyring.
    pub(super) fn spawn_blocking<T: Lost + Send + 'static>(
        &mut self,
        owner: impl Into<Owner>,
        work: impl FnOnce() -> T + Send + 'static,
        on_done: impl FnOnce(&mut Self, T) + 'static,
    ) -> TaskId {
        let (running, reply) = self.tasks.begin(Wake::AtOnce, owner.into(), on_done);
        let task: Box<dyn FnOnce() + Send> = Box::new(move || reply.send(work()));
        self.runtime.spawn_blocking(task);
        running.id
    }

    /// Like [`App::spawn`], for a job of the owner's database. Jobs run, and their answers arrive, in the order in which
    /// they were requested.
    pub(super) fn ask_database<T: Send + 'static>(
        &mut self,
        owner: impl Into<Owner>,
        job: impl FnOnce(&mut Tables) -> DatabaseResult<T> + Send + 'static,
        on_done: impl FnOnce(&mut Self, DatabaseResult<T>) + 'static,
    ) -> TaskId {
        let owner = owner.into();
        let database = self.database_of_owner(owner);
        let (running, reply) = self.tasks.begin(Wake::AtOnce, owner, on_done);
        database.queue(job, move |outcome| reply.send(outcome));
        running.id
    }

    /// Like [`App::spawn`], for a change of the settings file. Changes are saved, and their answers arrive, in the order
    /// in which they were requested.
    pub(super) fn ask_store(
        &mut self,
        owner: impl Into<Owner>,
        if_unsaved: IfUnsaved,
        change: impl Fn(&mut Contents) + Send + 'static,
        on_done: impl FnOnce(&mut Self, Result<Contents, StoreFailure>) + 'static,
    ) -> TaskId {
        let warned = move |app: &mut Self, changed: Result<Contents, StoreFailure>| {
            if let Ok(contents) = &changed {
                // A successful save includes the earlier unsaved changes.
                app.model.unsaved = None;
                app.model.warnings.extend_from_slice(contents.warnings());
            }
            on_done(app, changed);
        };
        let (running, reply) = self.tasks.begin(Wake::AtOnce, owner.into(), warned);
        self.services.store.queue(if_unsaved, change, move |changed| reply.send(changed));
        running.id
    }

    fn database_of_owner(&self, owner: Owner) -> Database {
        match owner {
            Owner::Program => self.services.database.clone(),
            Owner::Instance(key) => self.database_of(key),
        }
    }

    /// Calls a method of the gateway, if the token of the instance is available. The caller schedules the frame that
    /// handles the answer of a routine query.
    pub(super) fn ask<M: Method>(
        &mut self,
        key: InstanceKey,
        purpose: Purpose,
        method: M,
        on_done: impl FnOnce(&mut Self, Answer<M::Reply>) + 'static,
    ) -> Option<TaskId> {
        let client = self.services.client.with_purpose(purpose);
        let wake = match purpose {
            Purpose::Asked => Wake::AtOnce,
            Purpose::Routine => Wake::NextFrame,
        };
        self.call(wake, key, client, Recorder::None, method, on_done)
    }

    /// Like [`App::ask`], for a change: `recorder` writes it to the journal.
    pub(super) fn ask_recorded<M: Method>(
        &mut self,
        key: InstanceKey,
        recorder: Recorder,
        method: M,
        on_done: impl FnOnce(&mut Self, Answer<M::Reply>) + 'static,
    ) -> Option<TaskId> {
        self.call(Wake::AtOnce, key, self.services.client.clone(), recorder, method, on_done)
    }

    fn call<M: Method>(
        &mut self,
        wake: Wake,
        key: InstanceKey,
        client: Client,
        recorder: Recorder,
        method: M,
        on_done: impl FnOnce(&mut Self, Answer<M::Reply>) + 'static,
    ) -> Option<TaskId> {
        let credentials = self.model.instance(key)?.credentials()?;
        let work = |task: Running| async move { recorder.call(&client, &credentials, &method, &task.cancel).await };
        Some(self.spawn_waking(wake, key, work, on_done))
    }

    /// Handles the answer of a task.
    fn on_answered(&mut self, id: TaskId) {
        if let Some(finish) = self.tasks.running.remove(&id).and_then(|task| task.finish) {
            finish(self);
        }
    }
}
