//! Sending saved messages again: reading what there is to choose from, and carrying a run on.

use std::time::{Duration, Instant};

use poll_promise::Promise;

use super::App;
use crate::{
    green_api::{IdInstance, now},
    model::{Dialog, Event, InstanceKey, LastRun, LiveRun, Look, OpenQueue, RunId, SendEnd, SendKind, SendOrder},
    store::{DatabaseResult, SavedQueueId, SendRun, SendRunId},
    work::send_again::{self, NotBegun, Overview, Phase, Progress, Readiness, Signals, Terms},
};

/// While messages are being sent, the state of the number is read this often: a server takes messages in any state, but
/// in all but one they would only wait there.
const BETWEEN_STATES: Duration = Duration::from_secs(10);

/// A question to the database on its way.
pub(super) enum SendCall {
    Runs(Promise<DatabaseResult<Vec<SendRun>>>),
    Open(SavedQueueId, Promise<DatabaseResult<Option<Overview>>>),
    Stopped(Promise<DatabaseResult<()>>),
}

impl SendCall {
    fn is_ready(&self) -> bool {
        match self {
            Self::Runs(promise) => promise.ready().is_some(),
            Self::Open(_, promise) => promise.ready().is_some(),
            Self::Stopped(promise) => promise.ready().is_some(),
        }
    }
}

/// What a run is begun with.
enum Begin {
    New(SendOrder),
    GoOn(SendRunId),
}

impl App {
    /// Reads the runs of an instance, so that its pages tell of an interrupted one.
    pub(super) fn list_runs(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.send_runs(Some(&id)));
        self.send_calls.push((key, SendCall::Runs(promise)));
    }

    /// Reads a saved queue to choose from.
    pub(super) fn open_sending(&mut self, key: InstanceKey, queue: SavedQueueId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.sending.open.as_ref().is_none_or(|open| open.id != queue) {
            instance.sending.open = Some(OpenQueue { id: queue, overview: None, gone: false });
        }
        let promise =
            self.database_of(key).start(self.waker.clone(), move |tables| send_again::overview(tables, queue));
        self.send_calls.push((key, SendCall::Open(queue, promise)));
    }

    /// Reads both again.
    pub(super) fn read_sending(&mut self, key: InstanceKey) {
        self.list_runs(key);
        let open = self.model.instance(key).and_then(|instance| instance.sending.open.as_ref());
        if let Some(queue) = open.map(|open| open.id) {
            self.open_sending(key, queue);
        }
    }

    /// The state and the interval in the question must be fresh, and what waits on the server still.
    pub(super) fn ask_send_again(&mut self, key: InstanceKey, order: SendOrder) {
        self.look(key, &[Look::State, Look::Settings, Look::Queue]);
        self.model.dialog = Some(Dialog::SendAgain(key, order));
    }

    pub(super) fn send_again(&mut self, key: InstanceKey, order: SendOrder) {
        let (queue, asked) = (order.queue, order.places.len() as u32);
        self.begin_sending(key, queue, asked, Begin::New(order));
    }

    pub(super) fn go_on_sending(&mut self, key: InstanceKey, run: SendRunId) {
        let runs = self.model.instance(key).and_then(|instance| instance.sending.runs.as_ref());
        let Some(found) = runs.into_iter().flatten().find(|known| known.id == run) else { return };
        let (queue, left) = (found.queue, found.counts.waiting);
        self.begin_sending(key, queue, left, Begin::GoOn(run));
    }

    fn begin_sending(&mut self, key: InstanceKey, queue: SavedQueueId, asked: u32, begin: Begin) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.sending.is_sending() || instance.is_clearing() {
            return;
        }
        let journal = !instance.practice;
        // The question has said so.
        let twice = match &begin {
            Begin::New(order) => instance.sending.ordered(order).iter().any(|one| one.may_arrive_twice()),
            Begin::GoOn(_) => false,
        };
        let (run, pause) = self.new_run();
        let signals = Signals { pause, ..Signals::default() };
        self.send_signals.insert(run, signals.clone());
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.sending.last = None;
        instance.sending.live = Some(LiveRun {
            run,
            queue,
            asked,
            progress: None,
            pausing: false,
            stopping: false,
            halted: None,
            since: Instant::now(),
        });

        let (database, client) = (self.database_of(key), self.client.clone());
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let tell = |event| {
                let _ = sender.send(event);
                waker();
            };
            let ready = send_again::ready(&client, &credentials, &signals.pause).await;
            let interval = ready.interval.clone();
            tell(Event::SendReady(key, run, Box::new(ready)));
            let Ok(interval) = interval else { return };
            let found = match begin {
                Begin::GoOn(run) => Ok(Some(run)),
                Begin::New(order) => {
                    let places = order.places.to_vec();
                    match order.kind {
                        SendKind::OnceMore => send_again::begin_once_more(&database, queue, places).await,
                        SendKind::Chosen | SendKind::Failed => {
                            send_again::begin(&database, queue, places, credentials.messenger, twice).await
                        }
                    }
                }
            };
            let of = match found {
                Ok(Some(of)) => of,
                Ok(None) => return tell(Event::SendNotBegun(key, run, Box::new(NotBegun::NothingLeft))),
                Err(failure) => return tell(Event::SendNotBegun(key, run, Box::new(NotBegun::NotRecorded(failure)))),
            };
            let terms = Terms { interval, journal };
            send_again::run(&database, &client, &credentials, of, terms, &signals, |progress| {
                tell(Event::SendProgress(key, run, Box::new(progress)));
            })
            .await;
        });
    }

    /// Lets the answer come that is awaited, then sends no more.
    pub(super) fn pause_sending(&mut self, key: InstanceKey) {
        let live = self.model.instance_mut(key).and_then(|instance| instance.sending.live.as_mut());
        if let Some(live) = live {
            live.pausing = true;
            if let Some(signals) = self.send_signals.get(&live.run) {
                signals.pause.cancel();
            }
        }
    }

    pub(super) fn give_up_sending(&mut self, key: InstanceKey) {
        let live = self.model.instance(key).and_then(|instance| instance.sending.live.as_ref());
        if let Some(signals) = live.and_then(|live| self.send_signals.get(&live.run)) {
            signals.give_up.cancel();
        }
    }

    /// Pauses every run: the program is about to end.
    pub(super) fn pause_all_sending(&mut self) {
        let keys: Vec<_> = self.model.instances.iter().map(|instance| instance.key).collect();
        for key in keys {
            self.pause_sending(key);
        }
    }

    pub(super) fn stop_sending(&mut self, key: InstanceKey, run: SendRunId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        match &mut instance.sending.live {
            // Marked once the run has let go of it: a run that is taken is not stopped.
            Some(live) => {
                live.stopping = true;
                self.pause_sending(key);
            }
            None => {
                let sending = &mut instance.sending;
                let known = sending.runs.iter().flatten().find(|known| known.id == run);
                sending.last = known.map(|known| LastRun {
                    queue: known.queue,
                    end: SendEnd::Stopped { counts: known.counts },
                    exchange: None,
                });
                self.write_stop(key, run);
            }
        }
    }

    fn write_stop(&mut self, key: InstanceKey, run: SendRunId) {
        let runs = self.model.instance_mut(key).and_then(|instance| instance.sending.runs.as_mut());
        // Until it is read again: it is not to be offered for another moment.
        if let Some(known) = runs.into_iter().flatten().find(|known| known.id == run) {
            known.stopped = true;
        }
        let promise = self.database_of(key).start(self.waker.clone(), move |tables| tables.stop_send_run(run));
        self.send_calls.push((key, SendCall::Stopped(promise)));
    }

    /// Nothing of an instance that is removed is to be sent any more; its copies go when their time comes.
    pub(super) fn stop_all_sending(&self, id: IdInstance) {
        drop(self.database.start(self.waker.clone(), move |tables| {
            for run in tables.send_runs(Some(&id))?.into_iter().filter(SendRun::is_unfinished) {
                tables.stop_send_run(run.id)?;
            }
            Ok(())
        }));
    }

    /// What the server said just before.
    pub(super) fn take_send_ready(&mut self, key: InstanceKey, run: RunId, ready: Readiness) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.sending.live.as_ref().is_none_or(|live| live.run != run) {
            return;
        }
        if let Some(settings) = ready.settings {
            instance.settings.set(settings, ready.at);
        }
        if let Some(state) = ready.state {
            self.take_state(key, state, ready.at);
        }
        if let Err(why) = ready.interval {
            self.end_sending(key, SendEnd::NotBegun(why), ready.exchange);
        }
    }

    pub(super) fn take_not_begun(&mut self, key: InstanceKey, run: RunId, why: NotBegun) {
        let live = self.model.instance(key).and_then(|instance| instance.sending.live.as_ref());
        if live.is_some_and(|live| live.run == run) {
            self.end_sending(key, SendEnd::NotBegun(why), None);
        }
    }

    pub(super) fn take_sent(&mut self, key: InstanceKey, run: RunId, progress: Progress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.sending.live.as_mut().filter(|live| live.run == run) else { return };
        let queue = live.queue;
        let first = live.progress.replace(progress.clone()).is_none();
        instance.sending.note(queue, &progress);
        if first {
            // Those that were chosen wait from now on.
            self.read_sending(key);
        }
        match &progress.phase {
            Phase::Sending { .. } | Phase::Waiting { .. } => self.watch_state(key),
            Phase::Paused(_) | Phase::Ended | Phase::Busy | Phase::Gone => self.take_end(key, progress),
        }
    }

    /// A run has ended or paused.
    fn take_end(&mut self, key: InstanceKey, progress: Progress) {
        let live = self.model.instance(key).and_then(|instance| instance.sending.live.as_ref());
        let Some((stopping, halted)) = live.map(|live| (live.stopping, live.halted.clone())) else { return };
        let Progress { run, phase, counts, .. } = progress;
        let runs = self.model.instance_mut(key).and_then(|instance| instance.sending.runs.as_mut());
        // Until it is read again: what has ended is not offered to be carried on.
        if let Some(known) = runs.into_iter().flatten().find(|known| known.id == run && phase != Phase::Busy) {
            known.counts = counts;
            known.under_way = false;
        }
        let by_hand = matches!(phase, Phase::Paused(send_again::Pause::ByHand));
        let end = match (phase, halted) {
            (Phase::Paused(_), _) if stopping => {
                self.write_stop(key, run);
                SendEnd::Stopped { counts }
            }
            (Phase::Paused(_), Some(state)) if by_hand => SendEnd::Halted(state),
            (phase, _) => SendEnd::At { run, phase, counts },
        };
        self.end_sending(key, end, progress.exchange);
        // What was sent stands in the server's queue now.
        self.look(key, &[Look::Count, Look::Queue]);
    }

    fn end_sending(
        &mut self,
        key: InstanceKey,
        end: SendEnd,
        exchange: Option<std::sync::Arc<crate::green_api::Exchange>>,
    ) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.sending.live.take() else { return };
        instance.sending.last = Some(LastRun { queue: live.queue, end, exchange });
        self.send_signals.remove(&live.run);
        self.cancels.remove(&live.run);
        self.read_sending(key);
    }

    /// Reads the state again once the last is old.
    fn watch_state(&mut self, key: InstanceKey) {
        let old = self.client.paced(BETWEEN_STATES);
        let Some(instance) = self.model.instance(key) else { return };
        let age = instance.state.at().map(|at| now().duration_since(at));
        if age.is_none_or(|age| age.unsigned_abs() >= old) {
            self.look(key, &[Look::State]);
        }
    }

    /// Pauses the run of a number that does not send any more: what is sent now would wait in the server's queue,
    /// and go out with the next number that is linked.
    pub(super) fn halt_sending(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let messenger = instance.messenger();
        let state = instance.state.value().cloned();
        let Some(live) = instance.sending.live.as_mut() else { return };
        let begun = live.progress.is_some() && !live.pausing;
        if let Some(state) = state.filter(|state| begun && !state.delivery(messenger).can_send()) {
            live.halted = Some(state);
            self.pause_sending(key);
        }
    }

    pub(super) fn close_send_result(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.sending.last = None;
            instance.sending.failure = None;
        }
    }

    pub(super) fn settle_sending(&mut self) {
        let done: Vec<_> = self.send_calls.extract_if(.., |(_, call)| call.is_ready()).collect();
        for (key, call) in done {
            let Some(instance) = self.model.instance_mut(key) else { continue };
            let sending = &mut instance.sending;
            match call {
                SendCall::Runs(promise) => match promise.try_take() {
                    Ok(Ok(runs)) => {
                        sending.runs = Some(runs);
                        sending.failure = None;
                    }
                    Ok(Err(failure)) => sending.failure = Some(failure),
                    Err(_) => {}
                },
                SendCall::Open(queue, promise) => {
                    let Some(open) = sending.open.as_mut().filter(|open| open.id == queue) else { continue };
                    match promise.try_take() {
                        Ok(Ok(Some(overview))) => open.overview = Some(overview),
                        Ok(Ok(None)) => open.gone = true,
                        Ok(Err(failure)) => sending.failure = Some(failure),
                        Err(_) => {}
                    }
                    // What was read may be older than the last report.
                    if let Some(progress) = sending.live.as_ref().and_then(|live| live.progress.clone()) {
                        let of = sending.live.as_ref().map(|live| live.queue);
                        of.into_iter().for_each(|of| sending.note(of, &progress));
                    }
                    instance.note_queued();
                }
                SendCall::Stopped(promise) => {
                    if let Ok(Err(failure)) = promise.try_take() {
                        sending.failure = Some(failure);
                    }
                    self.read_sending(key);
                }
            }
        }
    }
}
