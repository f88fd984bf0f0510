//! The resend under way: its start, its reports and its end. The task of the run keeps the window open, because its
//! outcome is recorded only once the answer in flight has arrived.

use std::sync::Arc;

use crate::app::App;
use crate::app::facts::Fact;
use crate::app::journal::Unread;
use crate::app::tasks::{Lost, Running, TaskLost};
use crate::green_api::{Exchange, Failure, Messenger};
use crate::model::{InstanceKey, LastRun, LiveRun, Query, ResendEnd, ResendKind, ResendOrder, TaskId};
use crate::store::{Database, DatabaseResult, ResendRunId, SavedQueueId};
use crate::work::resend::{self, NotBegun, Readiness, ResendPause, ResendPhase, ResendProgress, Terms};

/// The start of a run: a new order or a stored run.
enum Begin {
    New { order: ResendOrder, twice: bool },
    GoOn(ResendRunId),
}

impl Begin {
    /// Returns the stored run; `None` if no message is left to send.
    async fn run(self, database: &Database, messenger: Messenger) -> DatabaseResult<Option<ResendRunId>> {
        match self {
            Self::GoOn(run) => Ok(Some(run)),
            Self::New { order, twice } => {
                let positions = order.positions.to_vec();
                match order.kind {
                    ResendKind::OnceMore => resend::begin_once_more(database, order.queue, positions).await,
                    ResendKind::Selected | ResendKind::Failed => {
                        resend::begin(database, order.queue, positions, messenger, twice).await
                    }
                }
            }
        }
    }
}

impl App {
    pub(in crate::app) fn resend(&mut self, key: InstanceKey, order: ResendOrder) {
        self.model.dialog = None;
        let Some(instance) = self.model.instance(key) else { return };
        let (queue, asked, number) = (order.queue, order.positions.len() as u32, instance.number());
        // The question has already warned of this.
        let twice = instance.resend.ordered(&order).iter().any(|one| one.may_arrive_twice());
        self.begin_resend(key, queue, asked, number, Begin::New { order, twice });
    }

    pub(in crate::app) fn continue_resend(&mut self, key: InstanceKey, run: ResendRunId) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(found) = instance.resend.runs.iter().flatten().find(|known| known.id == run) else { return };
        let (queue, left) = (found.queue, found.counts.waiting);
        let number = instance.number().or_else(|| found.number.clone());
        self.begin_resend(key, queue, left, number, Begin::GoOn(run));
    }

    fn begin_resend(
        &mut self,
        key: InstanceKey,
        queue: SavedQueueId,
        asked: u32,
        number: Option<String>,
        begin: Begin,
    ) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        // Messages sent during a clearing would be lost with the queue.
        if instance.resend.is_sending() || instance.is_clearing() {
            return;
        }
        let journal = !instance.practice;
        let (database, client) = (self.database_of(key), self.services.client.clone());
        let (id, agreed) = (self.tasks.next_id(), number.clone());
        let work = |task: Running| async move {
            let ready = resend::ready(&client, &credentials, agreed.as_deref(), &task.cancel).await;
            let (terms, can_send_at) = (ready.terms.clone(), ready.at);
            task.report(move |app| app.on_resend_ready(key, id, ready));
            let Ok((number, interval)) = terms else { return Ok(None) };
            let run = match begin.run(&database, credentials.messenger).await {
                Ok(Some(run)) => run,
                Ok(None) => return Ok(Some(NotBegun::NothingLeft)),
                Err(failure) => return Ok(Some(NotBegun::NotRecorded(failure))),
            };
            let (terms, signals) = (Terms { interval, journal, number, can_send_at }, task.signals());
            let report = |progress| task.report(move |app| app.on_resend_progress(key, id, progress));
            resend::run(&database, &client, &credentials, run, terms, &signals, report).await;
            Ok(None)
        };
        let task = self.spawn(key, work, move |app, ended| app.on_resend_task(key, id, ended));
        self.tasks.keep_window_open(task);
        if let Some(instance) = self.model.instance_mut(key) {
            instance.resend.last = None;
            instance.resend.live = Some(LiveRun {
                task,
                queue,
                asked,
                number,
                progress: None,
                sending: None,
                pausing: false,
                stopping: false,
            });
        }
    }

    /// Pauses the run after the pending answer.
    pub(in crate::app) fn pause_resend(&mut self, key: InstanceKey) {
        let live = self.model.instance_mut(key).and_then(|instance| instance.resend.live.as_mut());
        if let Some(live) = live {
            live.pausing = true;
            self.tasks.cancel(live.task);
        }
    }

    /// Pauses the run once another number is known to be linked than the one from which it sends.
    pub(in crate::app) fn pause_foreign_resend(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let live = instance.resend.live.as_ref();
        if live.is_some_and(|live| instance.other_number(live.number.as_deref()).is_some()) {
            self.pause_resend(key);
        }
    }

    /// Pauses the run because the program ends. A stop is recorded now: its answer may come too late.
    pub(in crate::app) fn end_resend_session(&mut self, key: InstanceKey) {
        self.pause_resend(key);
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        let stopped = live.filter(|live| live.stopping).and_then(|live| live.progress.as_ref());
        if let Some(run) = stopped.map(|progress| progress.run) {
            self.write_stop(key, run);
        }
    }

    /// Pauses the run without the pending answer.
    pub(in crate::app) fn give_up_resend(&mut self, key: InstanceKey) {
        // No other message is sent meanwhile.
        self.pause_resend(key);
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        if let Some(live) = live {
            self.tasks.give_up(live.task);
        }
    }

    /// Whether this is the task of the run under way.
    fn is_live(&self, key: InstanceKey, task: TaskId) -> bool {
        let live = self.model.instance(key).and_then(|instance| instance.resend.live.as_ref());
        live.is_some_and(|live| live.task == task)
    }

    /// Applies the state and settings that were read just before the run.
    pub(in crate::app) fn on_resend_ready(&mut self, key: InstanceKey, task: TaskId, ready: Readiness) {
        if !self.is_live(key, task) {
            return;
        }
        if let Some(settings) = ready.settings {
            self.learn(key, Fact::Settings(settings), ready.at);
        }
        if let Some(state) = ready.state {
            self.learn(key, Fact::State(state), ready.at);
        }
        if let Err(why) = ready.terms {
            self.end_resend(key, ResendEnd::NotBegun(why), ready.exchange);
        }
    }

    /// Handles the end of the task. A run that was begun has reported its end before.
    pub(in crate::app) fn on_resend_task(
        &mut self,
        key: InstanceKey,
        task: TaskId,
        ended: Result<Option<NotBegun>, TaskLost>,
    ) {
        if !self.is_live(key, task) {
            return;
        }
        match ended {
            Ok(Some(why)) => self.end_resend(key, ResendEnd::NotBegun(why), None),
            Ok(None) => {}
            Err(TaskLost) => self.end_resend(key, ResendEnd::Lost(Failure::lost()), None),
        }
    }

    pub(in crate::app) fn on_resend_progress(&mut self, key: InstanceKey, task: TaskId, progress: ResendProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.resend.live.as_mut().filter(|live| live.task == task) else { return };
        let queue = live.queue;
        live.note_sending(&progress.phase);
        let first = live.progress.replace(progress.clone()).is_none();
        instance.resend.record(queue, &progress);
        if first {
            // The selected messages count as waiting from now on.
            self.read_resend(key);
        }
        if let Some((state, at)) = progress.state.clone() {
            self.learn(key, Fact::State(state), at);
        }
        match &progress.phase {
            ResendPhase::Sending { .. } | ResendPhase::Waiting { .. } => {}
            ResendPhase::Paused(_) | ResendPhase::Ended | ResendPhase::Busy | ResendPhase::Gone => {
                self.on_resend_end(key, progress)
            }
        }
    }

    /// Handles the end or the pause of a run.
    fn on_resend_end(&mut self, key: InstanceKey, progress: ResendProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(stopping) = instance.resend.live.as_ref().map(|live| live.stopping) else { return };
        let ResendProgress { run, phase, counts, .. } = progress;
        // Until the runs are read again, an ended run must not be offered for resuming.
        let mut runs = instance.resend.runs.iter_mut().flatten();
        if let Some(known) = runs.find(|known| known.id == run && phase != ResendPhase::Busy) {
            known.counts = counts;
            known.under_way = false;
        }
        let is_other_number = phase == ResendPhase::Paused(ResendPause::OtherNumber);
        let end = match phase {
            ResendPhase::Paused(_) if stopping => {
                self.write_stop(key, run);
                ResendEnd::Stopped { counts }
            }
            phase => ResendEnd::At { run, phase, counts },
        };
        self.end_resend(key, end, progress.exchange);
        self.read_back_later(key, Unread::Resend(run));
        // The sent messages are in the server's queue now.
        self.fetch(key, &[Query::Count, Query::Queue]);
        if is_other_number {
            // The page warns of it once it is known.
            self.fetch(key, &[Query::Settings]);
        }
    }

    fn end_resend(&mut self, key: InstanceKey, end: ResendEnd, exchange: Option<Arc<Exchange>>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(live) = instance.resend.live.take() else { return };
        instance.resend.last = Some(LastRun { queue: live.queue, end, exchange });
        self.read_resend(key);
        self.clear_after_resend(key);
    }
}
