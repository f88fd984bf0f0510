//! The bulk archive run under way: its start, its reports and its end. The task of the run keeps the window open, because
//! its outcome is recorded only once the answers in flight have arrived.

use super::AfterVerifying;
use crate::app::App;
use crate::app::tasks::Running;
use crate::model::{Halting, InstanceKey, Query, RunAct, RunStep, TaskId};
use crate::store::DatabaseResult;
use crate::work::bulk_archive::{self, ArchivePause, ArchivePhase, ArchiveProgress};

impl App {
    /// Resumes the run that is shown.
    pub(in crate::app) fn resume_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return self.read_token(key) };
        let Some(current) = &instance.chats.runs.current else { return };
        if instance.chats.runs.is_running() || current.is_verifying() {
            return;
        }
        let agreed = if let RunStep::Paused(ArchivePause::OtherNumber { linked }) = &current.step {
            Some(linked.clone())
        } else {
            instance.number()
        };
        let (run, number) = (current.run.id, agreed.clone());
        let (client, database) = (self.services.client.clone(), self.database_of(key));
        let work = |task: Running| async move {
            let report = |progress| task.report(move |app| app.on_bulk_archive(key, task.id, progress));
            bulk_archive::run(&database, &client, &credentials, run, number, &task.signals(), report).await;
        };
        let task = self.spawn_reporting(key, work, move |app, task| app.on_run_lost(key, task));
        self.tasks.keep_window_open(task);
        if let Some(current) = self.current(key) {
            current.run.stopped = false;
            current.agreed = agreed;
            current.step = RunStep::Running { task, phase: ArchivePhase::ReadingBack { left: 0 }, halting: None };
        }
    }

    pub(in crate::app) fn pause_run(&mut self, key: InstanceKey) {
        self.halt_run(key, Halting::Pausing);
    }

    /// Pauses the run once another number is known to be linked than the one whose chats it changes.
    pub(in crate::app) fn pause_foreign_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let current = instance.chats.runs.current.as_ref();
        if current.is_some_and(|current| instance.other_number(current.agreed.as_deref()).is_some()) {
            self.pause_run(key);
        }
    }

    /// Stops the run for good, once its requests in flight have finished and its verification is cancelled.
    pub(in crate::app) fn stop_run(&mut self, key: InstanceKey) {
        if !self.halt_run(key, Halting::Stopping) {
            self.after_verifying(key, AfterVerifying::Stop);
        }
    }

    /// Makes the run halt once its requests in flight have finished. Returns `false` if the run is not under way.
    fn halt_run(&mut self, key: InstanceKey, how: Halting) -> bool {
        let Some(RunStep::Running { task, halting, .. }) = self.current(key).map(|current| &mut current.step) else {
            return false;
        };
        let stops = *halting == Some(Halting::Stopping);
        if !stops {
            *halting = Some(how);
        }
        let task = *task;
        self.tasks.cancel(task);
        if stops {
            // The window closes, and may not wait for the end of the run.
            self.mark_stopped(key);
        }
        true
    }

    /// Ends the wait for the answers in flight of a run that was halted. Their outcomes are then unknown.
    pub(in crate::app) fn give_up_run(&mut self, key: InstanceKey) {
        if let Some(RunStep::Running { task, halting: Some(_), .. }) = self.current(key).map(|current| &current.step) {
            let task = *task;
            self.tasks.give_up(task);
        }
    }

    pub(super) fn mark_stopped(&mut self, key: InstanceKey) {
        let Some(id) = self.current(key).map(|current| current.run.id) else { return };
        let on_stopped = move |app: &mut Self, stopped: DatabaseResult<bool>| {
            let Some(instance) = app.model.instance_mut(key) else { return };
            let runs = &mut instance.chats.runs;
            if stopped.is_ok() {
                runs.accept(RunAct::Stop);
            }
            let current = runs.current.as_mut().filter(|current| current.run.id == id && !current.is_running());
            match (stopped, current) {
                (Ok(true), Some(current)) => (current.run.stopped, current.step) = (true, RunStep::Resting),
                (Ok(false), Some(current)) => current.step = RunStep::Busy,
                (Ok(_), None) => {}
                // The run is offered again.
                (Err(failure), _) => runs.refuse(RunAct::Stop, failure),
            }
            app.list_archive_runs(key);
        };
        self.ask_database(key, move |tables| tables.stop_archive_run(id), on_stopped);
    }

    pub(in crate::app) fn on_bulk_archive(&mut self, key: InstanceKey, task: TaskId, progress: ArchiveProgress) {
        let Some(current) = self.current(key) else { return };
        let RunStep::Running { task: now, halting, .. } = current.step else { return };
        if now != task {
            return;
        }
        let Some(phase) = current.take(progress) else { return };
        let has_ended = phase == ArchivePhase::Ended;
        // The answers in flight may have paused it for another reason.
        let is_stopped = halting == Some(Halting::Stopping) && matches!(phase, ArchivePhase::Paused(_));
        let is_other_number = matches!(phase, ArchivePhase::Paused(ArchivePause::OtherNumber { .. }));
        current.step = match phase {
            ArchivePhase::Paused(pause) => RunStep::Paused(pause),
            ArchivePhase::Busy => RunStep::Busy,
            // The task has ended, so its last report of a chat under way is over, too.
            ArchivePhase::Changing { .. }
            | ArchivePhase::ReadingBack { .. }
            | ArchivePhase::WaitingForList { .. }
            | ArchivePhase::WaitingForNetwork { .. }
            | ArchivePhase::Ended
            | ArchivePhase::Gone => RunStep::Resting,
        };
        if is_stopped {
            self.mark_stopped(key);
        }
        if is_other_number {
            // The page warns of it once it is known.
            self.fetch(key, &[Query::Settings]);
        }
        self.read_run_again(key);
        self.list_archive_runs(key);
        if has_ended {
            // Compares the server's answers with its list.
            self.verify_run(key);
        }
    }

    /// Ends a run whose task was lost. The database has released it and marked its requests in flight as unknown.
    pub(in crate::app) fn on_run_lost(&mut self, key: InstanceKey, task: TaskId) {
        let is_it = |step: &RunStep| matches!(step, RunStep::Running { task: now, .. } if *now == task);
        let Some(current) = self.current(key).filter(|current| is_it(&current.step)) else { return };
        current.step = RunStep::Lost;
        self.read_run_again(key);
        self.list_archive_runs(key);
    }
}
