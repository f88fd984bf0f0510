//! Long work: clearing a queue, archiving a chat, turning incoming notifications on. Each runs on the runtime, reports
//! events, and belongs to one instance; a second click while it runs starts nothing.

use std::time::Instant;

use super::App;
use crate::{
    explain::Text,
    green_api::{ChatId, now},
    model::{ArchiveState, ClearState, Event, InstanceKey, RestartState},
    work::{
        Recorder, archive_chat,
        clear_queue::{self, ClearQueue},
        restart,
    },
};

impl App {
    pub(super) fn clear(&mut self, key: InstanceKey) {
        self.clear_recorded(key, self.recorder_of(key));
    }

    /// The same, written down in this way.
    pub(super) fn clear_recorded(&mut self, key: InstanceKey, recorder: Recorder) {
        // What is sent again while a queue is cleared would be lost with it.
        self.pause_sending(key);
        self.run_clear(key, ClearQueue::new(self.client.paced(clear_queue::COUNT_LAG)), recorder);
    }

    /// Counts again what the last clearing left.
    pub(super) fn look_again(&mut self, key: InstanceKey) {
        let last = self.model.instance(key).and_then(|instance| instance.clear.as_ref());
        let before = last.map(|clear| clear.run);
        if let Some(machine) = last.and_then(|clear| clear.progress.machine.look_again()) {
            self.run_clear(key, machine, self.recorder_of(key));
            self.note_look_again(key, before);
        }
    }

    fn run_clear(&mut self, key: InstanceKey, machine: ClearQueue, recorder: Recorder) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_clearing() {
            return;
        }
        let (run, cancel) = self.new_run();
        let Some(instance) = self.model.instance_mut(key) else { return };
        // A second look keeps what the first clearing had to tell.
        let earlier = instance.clear.take();
        let mut progress = clear_queue::Progress::new(machine);
        let (before, copy) = match earlier {
            Some(earlier) if progress.machine.cleared_at().is_some() => {
                progress.clearing = earlier.progress.clearing;
                (earlier.before, earlier.copy)
            }
            _ => (instance.waiting(), instance.copies.take_for_clearing()),
        };
        instance.clear = Some(ClearState { run, before, copy, progress: progress.clone(), at: now() });

        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            clear_queue::run(&recorder, &client, &credentials, progress, &cancel, |progress| {
                // The window may be gone; then nobody waits for the report.
                let _ = sender.send(Event::Clear(key, run, Box::new(progress)));
                waker();
            })
            .await;
        });
    }

    pub(super) fn archive(&mut self, key: InstanceKey, chat: ChatId, direction: archive_chat::Direction) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_archiving() {
            return;
        }
        let (run, cancel) = self.new_run();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.archive = Some(ArchiveState::Running { run, direction, chat: chat.clone(), looks: false });
        instance.number_check = None;

        let (client, recorder) = (self.client.clone(), self.recorder_of(key));
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = archive_chat::run(&recorder, &client, &credentials, direction, chat, &cancel).await;
            let _ = sender.send(Event::Archive(key, run, Box::new(report)));
            waker();
        });
    }

    /// Reads the chat again; the report stays until the new one is there.
    pub(super) fn look_at_chat(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let (Some(credentials), Some(ArchiveState::Ended(report))) = (instance.credentials(), &instance.archive) else {
            return;
        };
        let (report, direction, chat) = (report.as_ref().clone(), report.direction, report.chat.clone());
        let (run, cancel) = self.new_run();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.archive = Some(ArchiveState::Running { run, direction, chat, looks: true });
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = archive_chat::look_again(&client, &credentials, report, &cancel).await;
            let _ = sender.send(Event::Archive(key, run, Box::new(report)));
            waker();
        });
    }

    pub(super) fn restart(&mut self, key: InstanceKey, change: restart::Change) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_restarting() {
            return;
        }
        let (run, cancel) = self.new_run();
        let progress = restart::Progress::default();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.restart = Some(RestartState { run, change, progress, since: Instant::now() });

        let (client, recorder) = (self.client.clone(), self.recorder_of(key));
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            restart::run(&recorder, &client, &credentials, change, &cancel, |progress| {
                let _ = sender.send(Event::Restart(key, run, Box::new(progress)));
                waker();
            })
            .await;
        });
    }

    /// Takes a report in, unless it is of an earlier click or of an instance that is gone.
    pub(super) fn take_event(&mut self, event: Event) {
        match event {
            Event::Clear(key, run, progress) => self.take_clear(key, run, *progress),
            Event::Archive(key, run, report) => {
                self.cancels.remove(&run);
                let Some(instance) = self.model.instance_mut(key) else { return };
                if matches!(&instance.archive, Some(ArchiveState::Running { run: now, .. }) if *now == run) {
                    let found = report.archived_now().map(|archived| (report.chat.as_str().to_owned(), archived));
                    instance.archive = Some(ArchiveState::Ended(report));
                    self.patch_chats(key, found.into_iter().collect());
                }
            }
            Event::Restart(key, run, progress) => self.take_restart(key, run, *progress),
            Event::Link(key, run, progress) => self.take_link(key, run, *progress),
            Event::Saved(key, run, report) => self.take_saved(key, run, *report),
            Event::Replace(key, run, report) => self.take_replace(key, run, *report),
            Event::SendReady(key, run, ready) => self.take_send_ready(key, run, *ready),
            Event::SendProgress(key, run, progress) => self.take_sent(key, run, *progress),
            Event::SendNotBegun(key, run, why) => self.take_not_begun(key, run, *why),
            Event::Elsewhere(key, run, step) => self.take_elsewhere(key, run, step.map(|step| *step)),
            Event::Chats(key, event) => self.take_chats(key, *event),
            Event::Check(run, check) => self.take_check(run, check),
            Event::Release(found) => self.take_release(found),
            Event::FolderNotOpened(why) => self.trouble(Text::new("crash-not-opened").with("why", why), Vec::new()),
        }
    }

    fn take_clear(&mut self, key: InstanceKey, run: crate::model::RunId, progress: clear_queue::Progress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(clear) = instance.clear.as_mut().filter(|clear| clear.run == run) else { return };
        clear.progress = progress.clone();
        clear.at = now();
        // The one value that every screen reads. What was counted before the clearing never counts again.
        if let Some(clearing) = &progress.clearing {
            instance.count.forget_before(clearing.at);
        }
        if let Some((list, at)) = progress.list {
            instance.queue.set(list, at);
            instance.note_queue();
        }
        if let Some((count, at)) = progress.count {
            instance.count.set(count, at);
            instance.note_waiting();
        }
        if let Some(ending) = progress.machine.ending() {
            self.cancels.remove(&run);
            self.note_cleared(key, run, ending);
        }
    }

    fn take_restart(&mut self, key: InstanceKey, run: crate::model::RunId, progress: restart::Progress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(on) = instance.restart.as_mut().filter(|on| on.run == run) else { return };
        on.progress = progress.clone();
        let noted = progress.clone();
        if let Some(settings) = progress.settings {
            instance.settings.set(settings, now());
        }
        if let Some(state) = progress.state {
            self.take_state(key, state, now());
        }
        if matches!(progress.phase, restart::Phase::Ended(_)) {
            self.cancels.remove(&run);
        }
        self.note_restart(key, run, &noted);
    }

    /// Cancels whatever runs for an instance.
    pub(super) fn cancel_runs(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let archive = match &instance.archive {
            Some(ArchiveState::Running { run, .. }) => Some(*run),
            _ => None,
        };
        let clear = instance.clear.as_ref().map(|clear| clear.run);
        let restart = instance.restart.as_ref().map(|restart| restart.run);
        let link = instance.account.link.as_ref().map(|link| link.run);
        // Pauses it: what it waits for is still written down.
        let sending = instance.sending.live.as_ref().map(|live| live.run);
        let elsewhere = instance.copies.elsewhere.as_ref().map(|elsewhere| elsewhere.run);
        let replace = instance.replace.as_ref().map(|replacing| &replacing.runs);
        let replace = replace.map(|runs| [runs.count, runs.account, runs.notifications, runs.settings]);
        let runs = [clear, archive, restart, link, sending, elsewhere];
        self.drop_chat_runs(key);
        for run in runs.into_iter().chain(replace.into_iter().flatten()) {
            self.cancel_of(run);
        }
    }

    pub(super) fn cancel_of(&mut self, run: Option<crate::model::RunId>) {
        if let Some(run) = run {
            self.cancel(run);
        }
    }
}
