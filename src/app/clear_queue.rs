//! Clearing a queue: carrying out the machine's steps, from the user's consent to the recount.

use std::time::Instant;

use super::App;
use super::facts::{ActEnd, Fact, News};
use super::tasks::{Lost as _, Running};
use crate::green_api::{Failure, now};
use crate::model::{ClearState, Dialog, ExportedQueue, InstanceKey, Query, TaskId, Waiting};
use crate::store::{ClearedTogether, DatabaseResult, WhySaved};
use crate::work::clear_queue::{
    self, Access, ClearEnding, ClearProgress, ClearQueue, CopyPlace, Next, Part, Recording, Rest, Stop,
};
use crate::work::replace_number::Act;
use crate::work::saved_queues::FileNotSaved;

impl App {
    /// Opens the question. Its number must be fresh, so it is queried now.
    pub(super) fn ask_clear(&mut self, key: InstanceKey) {
        self.fetch(key, &[Query::Count, Query::Queue]);
        self.forget_saving(key);
        self.model.dialog = Some(Dialog::Clear(key));
    }

    /// Drops the results of saving that are no longer wanted.
    pub(super) fn forget_saving(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.saved_queues.forget_saving();
            instance.clear.take_if(|clear| clear.is_kept());
        }
    }

    /// Begins a clearing to which the user has agreed, knowing of `rest`. Returns its id; `None` if it cannot begin.
    pub(super) fn clear(
        &mut self,
        key: InstanceKey,
        copy: CopyPlace,
        rest: Rest,
        together: Option<ClearedTogether>,
    ) -> Option<TaskId> {
        let instance = self.model.instance(key)?;
        if !instance.has_token() || instance.is_clearing() || instance.saved_queues.is_saving() {
            return None;
        }
        let before = instance.whole_queue();
        let replacing = instance.replace.as_ref().filter(|replacing| replacing.is_open());
        let recording = if replacing.is_some() { Recording::AsSteps } else { Recording::None };
        let covering = replacing.filter(|replacing| replacing.covers(instance));
        let saved_before = covering.and_then(|replacing| replacing.plan.copy_of_waiting()).map(|copy| copy.messages);
        // The copy must hold everything that is cleared, and messages resent during a clearing would be lost with the
        // queue.
        self.pause_resend(key);
        let count_lag = self.services.client.paced(clear_queue::TRUST_COUNT_AFTER);
        let machine = ClearQueue::new(copy, rest, recording, count_lag);
        let task = self.tasks.new_id();
        if let Some(instance) = self.model.instance_mut(key) {
            instance.saved_queues.forget_saving();
            let mut clear = ClearState::new(task, before, together, machine);
            clear.progress.saved_before = saved_before;
            instance.clear = Some(clear);
        }
        // A message that is on its way would miss the copy, and be cleared.
        if self.model.instance(key).is_some_and(|instance| !instance.resend.is_sending()) {
            self.go_on_clearing(key, task);
        }
        Some(task)
    }

    /// Begins the clearing that waits for the end of the resend.
    pub(super) fn clear_after_resend(&mut self, key: InstanceKey) {
        let clear = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        let waits = |clear: &&ClearState| clear.running.is_none() && clear.progress.machine.is_under_way();
        if let Some(task) = clear.filter(waits).map(|clear| clear.task) {
            self.go_on_clearing(key, task);
        }
    }

    /// Goes on with a copy in a file, after the database refused one.
    pub(super) fn export_queue(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let rest = Rest::accepted(instance.beyond_copy().1);
        let Some(clear) = instance.clear.as_mut() else { return };
        clear.progress.machine.save_to_file(rest);
        let task = clear.task;
        self.go_on_clearing(key, task);
    }

    /// Counts again after the last clearing.
    pub(super) fn check_again(&mut self, key: InstanceKey) {
        let before = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        let Some(before) = before.filter(|clear| !clear.progress.machine.is_under_way()).cloned() else { return };
        let Some(machine) = before.progress.machine.check_again() else { return };
        let task = self.tasks.new_id();
        // The results of the clearing itself are kept.
        let progress = ClearProgress { clearing: before.progress.clearing.clone(), ..ClearProgress::new(machine) };
        if let Some(instance) = self.model.instance_mut(key) {
            instance.clear = Some(ClearState { task, progress, at: now(), ..before });
        }
        self.go_on_clearing(key, task);
    }

    /// Returns the machine of a clearing, unless another one has taken its place.
    pub(super) fn clearing(&mut self, key: InstanceKey, task: TaskId) -> Option<&mut ClearState> {
        self.model.instance_mut(key)?.clear.as_mut().filter(|clear| clear.task == task)
    }

    /// Carries out the machine's next step: what needs the window here, everything else in a task.
    pub(super) fn go_on_clearing(&mut self, key: InstanceKey, task: TaskId) {
        let (recorder, database, client) = (self.recorder_of(key), self.database_of(key), self.services.client.clone());
        let Some(instance) = self.model.instance(key) else { return };
        let (waiting, name) = (instance.whole_queue().exact(), instance.record.name.clone());
        let Some(clear) = instance.clear.as_ref().filter(|clear| clear.task == task) else { return };
        match clear.progress.machine.next(Instant::now()) {
            Next::Record(part) => return self.record_clearing(key, task, part),
            Next::SelectFile => return self.select_export(key, task),
            // A selected file is written at once.
            Next::WriteFile | Next::Ask | Next::Ended => return,
            Next::Save | Next::Clear | Next::List | Next::WaitUntil(_) | Next::Count => {}
        }
        let Some(credentials) = instance.credentials() else { return };
        let (mut progress, is_unrecorded, together) = (clear.progress.clone(), clear.file.is_some(), clear.together);
        // The database refused the copy, so the clearing cannot be recorded either.
        let recorder = if is_unrecorded { recorder.if_possible() } else { recorder };
        progress.before = waiting.filter(|_| progress.machine.cleared_at().is_none());
        if is_unrecorded && progress.machine.cleared_at().is_none() {
            self.begin_unrecorded(key, Act::Clear { before: waiting });
        }
        let access = Access { client, credentials, name, database, recorder, together };
        let work = |running: Running| async move {
            let report = |progress| running.report(move |app| app.on_clear(key, task, progress));
            clear_queue::run(&access, progress, &running.cancel, report).await;
        };
        let running = self.spawn_reporting(key, work, move |app, _| app.on_clear_lost(key, task));
        if let Some(clear) = self.clearing(key, task) {
            clear.running = Some(running);
        }
    }

    fn record_clearing(&mut self, key: InstanceKey, task: TaskId, part: Part) {
        let before = self.model.instance(key).and_then(|instance| instance.whole_queue().exact());
        let act = match part {
            Part::Copy => Act::Save { why: WhySaved::BeforeClearing },
            Part::Clearing => Act::Clear { before },
        };
        self.record_step(key, act, move |app, outcome| app.on_clearing_recorded(key, task, act, outcome));
    }

    fn on_clearing_recorded(&mut self, key: InstanceKey, task: TaskId, act: Act, outcome: DatabaseResult<()>) {
        let Some(clear) = self.clearing(key, task) else { return self.drop_step(key, act) };
        clear.progress.machine.recorded(outcome);
        if clear.is_kept() || clear.progress.machine.stop().is_some() {
            self.drop_step(key, act);
        }
        self.go_on_clearing(key, task);
    }

    pub(super) fn on_exported(&mut self, key: InstanceKey, task: TaskId, outcome: Result<ExportedQueue, FileNotSaved>) {
        let Some(clear) = self.clearing(key, task) else { return };
        let file = outcome.as_ref().map(|exported| &exported.file).map_err(Clone::clone);
        clear.progress.machine.written(file);
        clear.file = outcome.ok();
        self.ask_about_rest(key, task);
        self.go_on_clearing(key, task);
    }

    /// Queries the number for the question, if more messages wait than the copy holds.
    fn ask_about_rest(&mut self, key: InstanceKey, task: TaskId) {
        let stop = self.clearing(key, task).and_then(|clear| clear.progress.machine.stop());
        if matches!(stop, Some(Stop::RestAppeared { .. })) {
            self.fetch(key, &[Query::Count, Query::Queue]);
        }
    }

    pub(super) fn close_clear_result(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_clearing()) {
            instance.clear = None;
        }
    }

    /// Closes a result that says that the queue is empty, once messages wait again.
    pub(super) fn supersede_clear_result(&mut self, key: InstanceKey, news: &News<'_>) {
        let News::Fact(Fact::Queue(_) | Fact::Count(_), at) = news else { return };
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_being_replaced()) else {
            return;
        };
        let waits = instance.waiting().number().is_some_and(|number| number > 0);
        let is_over = |clear: &mut ClearState| {
            matches!(clear.progress.machine.ending(), Some(ClearEnding::Empty { .. })) && clear.at < *at
        };
        instance.clear.take_if(|clear| waits && is_over(clear));
    }

    /// Stops waiting for an answer of the server.
    pub(super) fn cancel_clearing(&mut self, key: InstanceKey) {
        let clear = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        self.cancel_of(clear.and_then(|clear| clear.running));
    }

    /// Revokes the consent to a clearing whose request has not left.
    pub(super) fn revoke_clearing(&mut self, key: InstanceKey) {
        let Some(clear) = self.model.instance_mut(key).and_then(|instance| instance.clear.as_mut()) else { return };
        let machine = &mut clear.progress.machine;
        let is_writing = matches!(machine.next(Instant::now()), Next::Save | Next::WriteFile);
        let running = clear.running;
        if machine.is_revocable() && machine.revoke() && !is_writing {
            self.cancel_of(running);
        }
    }

    /// Revokes the consent of the question that was open before, if it is not open any longer.
    pub(super) fn heed_closed_questions(&mut self, asked: Option<InstanceKey>) {
        if let Some(key) = asked.filter(|key| self.model.asks_to_clear() != Some(*key)) {
            self.revoke_clearing(key);
        }
        self.heed_closed_list();
        self.heed_closed_chat_lists();
    }

    pub(super) fn on_clear_lost(&mut self, key: InstanceKey, task: TaskId) {
        if let Some(mut progress) = self.clearing(key, task).map(|clear| clear.progress.clone()) {
            progress.lose(&Failure::lost(), Instant::now());
            self.on_clear(key, task, progress);
        }
    }

    pub(super) fn on_clear(&mut self, key: InstanceKey, task: TaskId, progress: ClearProgress) {
        let Some(clear) = self.clearing(key, task) else { return };
        let copy = progress.copy.as_ref().filter(|_| clear.progress.copy.is_none());
        clear.progress = progress.clone();
        clear.at = now();
        // The copy was made after the question.
        if let Some(waiting) = copy.and_then(|copy| copy.as_ref().ok()?.waiting) {
            clear.before = Waiting::Exactly(waiting);
        }
        // The request has left, or failed to: the question is answered.
        let is_answered = !progress.machine.is_revocable() && !clear.is_kept();
        if self.model.asks_to_clear() == Some(key) && is_answered {
            self.model.dialog = None;
        }
        if let Some(copy) = copy {
            self.tell(key, &News::End(ActEnd::Saved(copy)));
            self.ask_about_rest(key, task);
        }
        // Every page reads these shared values.
        if let Some(instance) = self.model.instance_mut(key) {
            instance.forget_cleared();
        }
        if let Some((list, at)) = progress.list {
            self.learn(key, Fact::Queue(list), at);
        }
        if let Some((count, at)) = progress.count {
            self.learn(key, Fact::Count(count), at);
        }
        if let Some(ending) = progress.machine.ending() {
            self.tell(key, &News::End(ActEnd::Cleared(ending)));
        }
        if matches!(progress.machine.next(Instant::now()), Next::Record(_)) {
            self.go_on_clearing(key, task);
        }
    }
}
