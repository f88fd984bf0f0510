//! Resending saved messages: reading the candidates, and carrying out a run.

use std::time::Duration;

use poll_promise::Promise;

use super::App;
use super::facts::Fact;
use crate::green_api::{IdInstance, now};
use crate::model::{
    Dialog, Event, InstanceKey, LastRun, LiveRun, OpenQueue, Query, ResendEnd, ResendKind, ResendOrder, TaskId,
};
use crate::store::{DatabaseResult, ResendRun, ResendRunId, SavedQueueId};
use crate::work::resend::{self, NotBegun, Overview, Readiness, ResendPhase, ResendProgress, Signals, Terms};

/// Interval between reads of the number's state during a resend. The server accepts messages in any state, but in all
/// but one they would only wait there.
const BETWEEN_STATES: Duration = Duration::from_secs(10);

/// A request to the database, in flight.
pub(super) enum ResendCall {
    Runs(Promise<DatabaseResult<Vec<ResendRun>>>),
    Open(SavedQueueId, Promise<DatabaseResult<Option<Overview>>>),
    Stopped(Promise<DatabaseResult<()>>),
}

impl ResendCall {
    fn is_ready(&self) -> bool {
        match self {
            Self::Runs(promise) => promise.ready().is_some(),
            Self::Open(_, promise) => promise.ready().is_some(),
            Self::Stopped(promise) => promise.ready().is_some(),
        }
    }
}

/// The start of a run: a new order or a stored run.
enum Begin {
    New(ResendOrder),
    GoOn(ResendRunId),
}

impl App {
    /// Reads the runs of an instance, so that its pages show an interrupted one.
    pub(super) fn list_resend_runs(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.resend_runs(Some(&id)));
        self.resend_calls.push((key, ResendCall::Runs(promise)));
    }

    /// Reads a saved queue to select messages from.
    pub(super) fn open_resend(&mut self, key: InstanceKey, queue: SavedQueueId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.resend.open.as_ref().is_none_or(|open| open.id != queue) {
            instance.resend.open = Some(OpenQueue { id: queue, overview: None, gone: false });
        }
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| resend::overview(tables, queue));
        self.resend_calls.push((key, ResendCall::Open(queue, promise)));
    }

    /// Reads the runs and the open saved queue again.
    pub(super) fn read_resend(&mut self, key: InstanceKey) {
        self.list_resend_runs(key);
        let open = self.model.instance(key).and_then(|instance| instance.resend.open.as_ref());
        if let Some(queue) = open.map(|open| open.id) {
            self.open_resend(key, queue);
        }
    }

    /// Opens the question. Its state and interval must be fresh, and so must the queue on the server.
    pub(super) fn ask_resend(&mut self, key: InstanceKey, order: ResendOrder) {
        self.fetch(key, &[Query::State, Query::Settings, Query::Count, Query::Queue]);
        self.model.dialog = Some(Dialog::Resend(key, order));
    }

    pub(super) fn resend(&mut self, key: InstanceKey, order: ResendOrder) {
        let (queue, asked) = (order.queue, order.positions.len() as u32);
        self.begin_resend(key, queue, asked, Begin::New(order));
    }

    pub(super) fn continue_resend(&mut self, key: InstanceKey, run: ResendRunId) {
        let runs = self.model.instance(key).and_then(|instance| instance.resend.runs.as_ref());
        let Some(found) = runs.into_iter().flatten().find(|known| known.id == run) else { return };
        let (queue, left) = (found.queue, found.counts.waiting);
        self.begin_resend(key, queue, left, Begin::GoOn(run));
    }

    fn begin_resend(&mut self, key: InstanceKey, queue: SavedQueueId, asked: u32, begin: Begin) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        // Messages sent during a clearing would be lost with the queue.
        if instance.resend.is_sending() || instance.is_clearing() {
            return;
        }
        let journal = !instance.practice;
        // The question has already warned of this.
        let twice = match &begin {
            Begin::New(order) => instance.resend.ordered(order).iter().any(|one| one.may_arrive_twice()),
            Begin::GoOn(_) => false,
        };
        let (task, pause) = self.new_task();
        let signals = Signals { pause, ..Signals::default() };
        self.resend_signals.insert(task, signals.clone());
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.resend.last = None;
        instance.resend.live =
            Some(LiveRun { task, queue, asked, progress: None, pausing: false, stopping: false, halted: None });

        let (database, client) = (self.database_of(key), self.client.clone());
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let tell = |event| {
                let _ = sender.send(event);
                waker();
            };
            let ready = resend::ready(&client, &credentials, &signals.pause).await;
            let interval = ready.interval.clone();
            tell(Event::ResendReady(key, task, Box::new(ready)));
            let Ok(interval) = interval else { return };
            let found = match begin {
                Begin::GoOn(run) => Ok(Some(run)),
                Begin::New(order) => {
                    let positions = order.positions.to_vec();
                    match order.kind {
                        ResendKind::OnceMore => resend::begin_once_more(&database, queue, positions).await,
                        ResendKind::Selected | ResendKind::Failed => {
                            resend::begin(&database, queue, positions, credentials.messenger, twice).await
                        }
                    }
                }
            };
            let of = match found {
                Ok(Some(of)) => of,
                Ok(None) => return tell(Event::ResendNotBegun(key, task, Box::new(NotBegun::NothingLeft))),
                Err(failure) => {
                    return tell(Event::ResendNotBegun(key, task, Box::new(NotBegun::NotRecorded(failure))));
                }
            };
            let terms = Terms { interval, journal };
            resend::run(&database, &client, &credentials, of, terms, &signals, |progress| {
                tell(Event::ResendProgress(key, task, Box::new(progress)));
            })
            .await;
        });
    }

    /// Pauses the run after the pending answer.
    pub(super) fn pause_resend(&mut self, key: InstanceKey) {
        let live = self.model.instance_mut(key).and_then(|instance| instance.resend.live.as_mut());
        if let Some(live) = live {
            live.pausing = true;
            if let Some(signals) = self.resend_signals.get(&live.task) {
                signals.pause.cancel();
            }
        }
    }

    pub(super) fn give_up_resend(&mut self, key: InstanceKey) {
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        if let Some(signals) = live.and_then(|live| self.resend_signals.get(&live.task)) {
            signals.give_up.cancel();
        }
    }

    /// Pauses every run, because the program is about to end.
    pub(super) fn pause_all_resends(&mut self) {
        let keys: Vec<_> = self.model.instances.iter().map(|instance| instance.key).collect();
        for key in keys {
            self.pause_resend(key);
        }
    }

    pub(super) fn stop_resend(&mut self, key: InstanceKey, run: ResendRunId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        match &mut instance.resend.live {
            // Marked once the run has released its claim, since a claimed run cannot be stopped.
            Some(live) => {
                live.stopping = true;
                self.pause_resend(key);
            }
            None => {
                let sending = &mut instance.resend;
                let known = sending.runs.iter().flatten().find(|known| known.id == run);
                sending.last = known.map(|known| LastRun {
                    queue: known.queue,
                    end: ResendEnd::Stopped { counts: known.counts },
                    exchange: None,
                });
                self.write_stop(key, run);
            }
        }
    }

    fn write_stop(&mut self, key: InstanceKey, run: ResendRunId) {
        let runs = self.model.instance_mut(key).and_then(|instance| instance.resend.runs.as_mut());
        // Until the runs are read again, this one must not be offered.
        if let Some(known) = runs.into_iter().flatten().find(|known| known.id == run) {
            known.stopped = true;
        }
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.stop_resend_run(run));
        self.resend_calls.push((key, ResendCall::Stopped(promise)));
    }

    /// Stops the runs of a removed instance, so that nothing of it is sent; its copies expire as usual.
    pub(super) fn stop_all_resends(&self, id: IdInstance) {
        drop(self.database.start(self.waker.clone(), move |tables| {
            for run in tables.resend_runs(Some(&id))?.into_iter().filter(ResendRun::is_unfinished) {
                tables.stop_resend_run(run.id)?;
            }
            Ok(())
        }));
    }

    /// Applies the state and settings that were read just before the run.
    pub(super) fn on_resend_ready(&mut self, key: InstanceKey, task: TaskId, ready: Readiness) {
        let Some(instance) = self.model.instance(key) else { return };
        if instance.resend.live.as_ref().is_none_or(|live| live.task != task) {
            return;
        }
        if let Some(settings) = ready.settings {
            self.learn(key, Fact::Settings(settings), ready.at);
        }
        if let Some(state) = ready.state {
            self.learn(key, Fact::State(state), ready.at);
        }
        if let Err(why) = ready.interval {
            self.end_resend(key, ResendEnd::NotBegun(why), ready.exchange);
        }
    }

    pub(super) fn on_resend_not_begun(&mut self, key: InstanceKey, task: TaskId, why: NotBegun) {
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        if live.is_some_and(|live| live.task == task) {
            self.end_resend(key, ResendEnd::NotBegun(why), None);
        }
    }

    pub(super) fn on_resend_progress(&mut self, key: InstanceKey, task: TaskId, progress: ResendProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.resend.live.as_mut().filter(|live| live.task == task) else { return };
        let queue = live.queue;
        let first = live.progress.replace(progress.clone()).is_none();
        instance.resend.record(queue, &progress);
        if first {
            // The selected messages count as waiting from now on.
            self.read_resend(key);
        }
        match &progress.phase {
            ResendPhase::Sending { .. } | ResendPhase::Waiting { .. } => self.watch_state(key),
            ResendPhase::Paused(_) | ResendPhase::Ended | ResendPhase::Busy | ResendPhase::Gone => {
                self.on_resend_end(key, progress)
            }
        }
    }

    /// Handles the end or the pause of a run.
    fn on_resend_end(&mut self, key: InstanceKey, progress: ResendProgress) {
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        let Some((stopping, halted)) = live.map(|live| (live.stopping, live.halted.clone())) else { return };
        let ResendProgress { run, phase, counts, .. } = progress;
        let runs = self.model.instance_mut(key).and_then(|instance| instance.resend.runs.as_mut());
        // Until the runs are read again, an ended run must not be offered for resuming.
        if let Some(known) = runs.into_iter().flatten().find(|known| known.id == run && phase != ResendPhase::Busy) {
            known.counts = counts;
            known.under_way = false;
        }
        let by_hand = matches!(phase, ResendPhase::Paused(resend::ResendPause::ByHand));
        let end = match (phase, halted) {
            (ResendPhase::Paused(_), _) if stopping => {
                self.write_stop(key, run);
                ResendEnd::Stopped { counts }
            }
            (ResendPhase::Paused(_), Some(state)) if by_hand => ResendEnd::Halted(state),
            (phase, _) => ResendEnd::At { run, phase, counts },
        };
        self.end_resend(key, end, progress.exchange);
        // The sent messages are in the server's queue now.
        self.fetch(key, &[Query::Count, Query::Queue]);
    }

    fn end_resend(
        &mut self,
        key: InstanceKey,
        end: ResendEnd,
        exchange: Option<std::sync::Arc<crate::green_api::Exchange>>,
    ) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.resend.live.take() else { return };
        instance.resend.last = Some(LastRun { queue: live.queue, end, exchange });
        self.resend_signals.remove(&live.task);
        self.cancels.remove(&live.task);
        self.read_resend(key);
    }

    /// Queries the state once the last one is older than [`BETWEEN_STATES`].
    fn watch_state(&mut self, key: InstanceKey) {
        let old = self.client.paced(BETWEEN_STATES);
        let Some(instance) = self.model.instance(key) else { return };
        let age = instance.state.at().map(|at| now().duration_since(at));
        if age.is_none_or(|age| age.unsigned_abs() >= old) {
            self.fetch(key, &[Query::State]);
        }
    }

    /// Pauses the run of a number that no longer sends. Further messages would wait in the server's queue, and leave
    /// with the next number that is linked.
    pub(super) fn halt_resend(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let messenger = instance.messenger();
        let state = instance.state.value().cloned();
        let Some(live) = instance.resend.live.as_mut() else { return };
        let begun = live.progress.is_some() && !live.pausing;
        if let Some(state) = state.filter(|state| begun && !state.delivery(messenger).can_send()) {
            live.halted = Some(state);
            self.pause_resend(key);
        }
    }

    pub(super) fn close_resend_result(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.resend.last = None;
            instance.resend.failure = None;
        }
    }

    pub(super) fn poll_resend(&mut self) {
        let done: Vec<_> = self.resend_calls.extract_if(.., |(_, call)| call.is_ready()).collect();
        for (key, call) in done {
            let Some(instance) = self.model.instance_mut(key) else { continue };
            let sending = &mut instance.resend;
            match call {
                ResendCall::Runs(promise) => match promise.try_take() {
                    Ok(Ok(runs)) => {
                        sending.runs = Some(runs);
                        sending.failure = None;
                    }
                    Ok(Err(failure)) => sending.failure = Some(failure),
                    Err(_) => {}
                },
                ResendCall::Open(queue, promise) => {
                    let Some(open) = sending.open.as_mut().filter(|open| open.id == queue) else { continue };
                    match promise.try_take() {
                        Ok(Ok(Some(overview))) => open.overview = Some(overview),
                        Ok(Ok(None)) => open.gone = true,
                        Ok(Err(failure)) => sending.failure = Some(failure),
                        Err(_) => {}
                    }
                    // The overview may be older than the last report.
                    if let Some(progress) = sending.live.as_ref().and_then(|live| live.progress.clone()) {
                        let of = sending.live.as_ref().map(|live| live.queue);
                        of.into_iter().for_each(|of| sending.record(of, &progress));
                    }
                    instance.record_queued();
                }
                ResendCall::Stopped(promise) => {
                    if let Ok(Err(failure)) = promise.try_take() {
                        sending.failure = Some(failure);
                    }
                    self.read_resend(key);
                }
            }
        }
    }
}
