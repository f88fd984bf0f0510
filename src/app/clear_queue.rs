//! Clearing a queue, and counting again afterwards.

use std::time::Instant;

use super::App;
use super::facts::Fact;
use super::tasks::{Lost, Running};
use crate::green_api::{Failure, now};
use crate::model::{ClearState, Event, InstanceKey, TaskId};
use crate::work::Recorder;
use crate::work::clear_queue::{self, ClearQueue};

impl App {
    pub(super) fn clear(&mut self, key: InstanceKey) {
        self.clear_recorded(key, self.recorder_of(key));
    }

    /// Clears the queue, with `recorder` writing it to the journal.
    pub(super) fn clear_recorded(&mut self, key: InstanceKey, recorder: Recorder) {
        // Messages resent during a clearing would be lost with the queue.
        self.pause_resend(key);
        self.start_clear(key, ClearQueue::new(self.client.paced(clear_queue::TRUST_COUNT_AFTER)), recorder);
    }

    /// Counts again after the last clearing.
    pub(super) fn check_again(&mut self, key: InstanceKey) {
        let last = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        let before = last.map(|clear| clear.task);
        if let Some(machine) = last.and_then(|clear| clear.progress.machine.check_again()) {
            self.start_clear(key, machine, self.recorder_of(key));
            self.notify_check_again(key, before);
        }
    }

    fn start_clear(&mut self, key: InstanceKey, machine: ClearQueue, recorder: Recorder) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_clearing() {
            return;
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        // A second check keeps the results of the first clearing.
        let earlier = instance.clear.take();
        let mut progress = clear_queue::ClearProgress::new(machine);
        let (before, copy) = match earlier {
            Some(earlier) if progress.machine.cleared_at().is_some() => {
                progress.clearing = earlier.progress.clearing;
                (earlier.before, earlier.copy)
            }
            _ => (instance.waiting(), instance.saved_queues.take_for_clearing()),
        };
        let (client, first) = (self.client.clone(), progress.clone());
        let work = |task: Running| async move {
            let report = |progress| task.tell(Event::Clear(key, task.id, Box::new(progress)));
            clear_queue::run(&recorder, &client, &credentials, first, &task.cancel, report).await;
        };
        let task = self.spawn_reporting(key, work, move |app, task| app.on_clear_lost(key, task));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.clear = Some(ClearState { task, before, copy, progress, at: now() });
        }
    }

    pub(super) fn on_clear_lost(&mut self, key: InstanceKey, task: TaskId) {
        let clear = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        if let Some(mut progress) = clear.map(|clear| clear.progress.clone()) {
            progress.machine.lose(&Failure::lost(), Instant::now());
            self.on_clear(key, task, progress);
        }
    }

    pub(super) fn on_clear(&mut self, key: InstanceKey, task: TaskId, progress: clear_queue::ClearProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(clear) = instance.clear.as_mut().filter(|clear| clear.task == task) else { return };
        clear.progress = progress.clone();
        clear.at = now();
        // Every page reads these shared values.
        instance.forget_cleared();
        if let Some((list, at)) = progress.list {
            self.learn(key, Fact::Queue(list), at);
        }
        if let Some((count, at)) = progress.count {
            self.learn(key, Fact::Count(count), at);
        }
        if let Some(ending) = progress.machine.ending() {
            // While it is checked, the number is unknown.
            self.keep_last_known(key);
            self.notify_cleared(key, task, ending);
        }
    }
}
