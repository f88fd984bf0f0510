//! Tasks: clearing a queue, archiving a chat, turning incoming notifications on. Each runs on the runtime, reports
//! events, and belongs to one instance; a second click while it runs starts nothing.

use std::time::Instant;

use super::App;
use crate::explain::Text;
use crate::green_api::{ChatId, now};
use crate::model::{ArchiveState, ClearState, Event, InstanceKey, RestartState};
use crate::work::clear_queue::{self, ClearQueue};
use crate::work::{Recorder, archive_chat, restart};

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
        let (task, cancel) = self.new_task();
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
        instance.clear = Some(ClearState { task, before, copy, progress: progress.clone(), at: now() });

        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            clear_queue::run(&recorder, &client, &credentials, progress, &cancel, |progress| {
                // The window may be gone; the report is then dropped.
                let _ = sender.send(Event::Clear(key, task, Box::new(progress)));
                waker();
            })
            .await;
        });
    }

    pub(super) fn archive(&mut self, key: InstanceKey, chat: ChatId, act: archive_chat::ArchiveAct) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_archiving() {
            return;
        }
        let (task, cancel) = self.new_task();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.archive = Some(ArchiveState::Running { task, act, chat: chat.clone(), rereads: false });
        instance.number_check = None;

        let (client, recorder) = (self.client.clone(), self.recorder_of(key));
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = archive_chat::run(&recorder, &client, &credentials, act, chat, &cancel).await;
            let _ = sender.send(Event::Archive(key, task, Box::new(report)));
            waker();
        });
    }

    /// Reads the chat again. The new report is based on the earlier one.
    pub(super) fn check_chat(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let (Some(credentials), Some(ArchiveState::Ended(report))) = (instance.credentials(), &instance.archive) else {
            return;
        };
        let (report, act, chat) = (report.as_ref().clone(), report.act, report.chat.clone());
        let (task, cancel) = self.new_task();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.archive = Some(ArchiveState::Running { task, act, chat, rereads: true });
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = archive_chat::check_again(&client, &credentials, report, &cancel).await;
            let _ = sender.send(Event::Archive(key, task, Box::new(report)));
            waker();
        });
    }

    pub(super) fn restart(&mut self, key: InstanceKey, change: restart::Change) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_restarting() {
            return;
        }
        let (task, cancel) = self.new_task();
        let progress = restart::RestartProgress::default();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.restart = Some(RestartState { task, change, progress, since: Instant::now() });

        let (client, recorder) = (self.client.clone(), self.recorder_of(key));
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            restart::run(&recorder, &client, &credentials, change, &cancel, |progress| {
                let _ = sender.send(Event::Restart(key, task, Box::new(progress)));
                waker();
            })
            .await;
        });
    }

    /// Applies an event, unless it is from an earlier click or its instance is gone.
    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::Clear(key, task, progress) => self.on_clear(key, task, *progress),
            Event::Archive(key, task, report) => {
                self.cancels.remove(&task);
                let Some(instance) = self.model.instance_mut(key) else { return };
                if matches!(&instance.archive, Some(ArchiveState::Running { task: now, .. }) if *now == task) {
                    let found = report.archived_now().map(|archived| (report.chat.as_str().to_owned(), archived));
                    instance.archive = Some(ArchiveState::Ended(report));
                    self.patch_chats(key, found.into_iter().collect());
                }
            }
            Event::Restart(key, task, progress) => self.on_restart(key, task, *progress),
            Event::Link(key, task, progress) => self.on_link(key, task, *progress),
            Event::Saved(key, task, report) => self.on_saved(key, task, *report),
            Event::Replace(key, task, report) => self.on_replace(key, task, *report),
            Event::ResendReady(key, task, ready) => self.on_resend_ready(key, task, *ready),
            Event::ResendProgress(key, task, progress) => self.on_resend_progress(key, task, *progress),
            Event::ResendNotBegun(key, task, why) => self.on_resend_not_begun(key, task, *why),
            Event::ExportQueue(key, task, step) => self.on_queue_export(key, task, step.map(|step| *step)),
            Event::Chats(key, event) => self.on_chats(key, *event),
            Event::Check(task, check) => self.on_check(task, check),
            Event::Release(found) => self.on_release(found),
            Event::FolderNotOpened(why) => {
                self.report_error(Text::new("crash-not-opened").with("why", why), Vec::new())
            }
        }
    }

    fn on_clear(&mut self, key: InstanceKey, task: crate::model::TaskId, progress: clear_queue::ClearProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(clear) = instance.clear.as_mut().filter(|clear| clear.task == task) else { return };
        clear.progress = progress.clone();
        clear.at = now();
        // Every page reads these shared values.
        instance.forget_cleared();
        if let Some((list, at)) = progress.list {
            instance.queue.set(list, at);
            instance.record_queue();
        }
        if let Some((count, at)) = progress.count {
            instance.count.set(count, at);
            instance.record_waiting();
        }
        if let Some(ending) = progress.machine.ending() {
            self.cancels.remove(&task);
            self.notify_cleared(key, task, ending);
        }
    }

    fn on_restart(&mut self, key: InstanceKey, task: crate::model::TaskId, progress: restart::RestartProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(on) = instance.restart.as_mut().filter(|on| on.task == task) else { return };
        on.progress = progress.clone();
        let noted = progress.clone();
        if let Some(settings) = progress.settings {
            instance.settings.set(settings, now());
        }
        if let Some(state) = progress.state {
            self.take_state(key, state, now());
        }
        if matches!(progress.phase, restart::RestartPhase::Ended(_)) {
            self.cancels.remove(&task);
        }
        self.notify_restart(key, task, &noted);
    }

    /// Cancels all tasks of an instance.
    pub(super) fn cancel_tasks(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let archive = match &instance.archive {
            Some(ArchiveState::Running { task, .. }) => Some(*task),
            _ => None,
        };
        let clear = instance.clear.as_ref().map(|clear| clear.task);
        let restart = instance.restart.as_ref().map(|restart| restart.task);
        let link = instance.account.link.as_ref().map(|link| link.task);
        // This only pauses the resend: its pending answer is still recorded.
        let sending = instance.resend.live.as_ref().map(|live| live.task);
        let export = instance.saved_queues.export.as_ref().map(|export| export.task);
        let replace = instance.replace.as_ref().map(|replacing| &replacing.tasks);
        let replace = replace.map(|tasks| [tasks.count, tasks.account, tasks.notifications, tasks.settings]);
        let tasks = [clear, archive, restart, link, sending, export];
        self.drop_archive_runs(key);
        for task in tasks.into_iter().chain(replace.into_iter().flatten()) {
            self.cancel_of(task);
        }
    }

    pub(super) fn cancel_of(&mut self, task: Option<crate::model::TaskId>) {
        if let Some(task) = task {
            self.cancel(task);
        }
    }
}
