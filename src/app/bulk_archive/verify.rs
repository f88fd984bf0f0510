//! Verifying a run: comparing it with the chats that the server lists.

use crate::app::App;
use crate::app::tasks::{Lost, Running};
use crate::green_api::Failure;
use crate::model::{InstanceKey, Query, RunStep, TaskId};
use crate::store::ArchiveCounts;
use crate::work::bulk_archive::{self, Verifying};

impl App {
    pub(in crate::app) fn verify_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let (Some(credentials), Some(current)) = (instance.credentials(), &instance.chats.runs.current) else { return };
        // The chats of another number say nothing about the run.
        if current.is_running()
            || current.is_verifying()
            || instance.other_number(current.run.number.as_deref()).is_some()
        {
            return;
        }
        let run = current.run.id;
        let (client, database) = (self.services.client.clone(), self.database_of(key));
        let work = |task: Running| async move {
            let report = |verifying, counts| task.report(move |app| app.on_verify(key, task.id, verifying, counts));
            bulk_archive::verify(&database, &client, &credentials, run, &task.cancel, report).await;
        };
        let task = self.spawn_reporting(key, work, move |app, task| {
            app.on_verify(key, task, Verifying::Failed(Failure::lost()), ArchiveCounts::default());
        });
        if let Some(current) = self.current(key) {
            current.step = RunStep::Verifying(task, Verifying::ReadingList);
        }
        self.parts.of(key).bulk_archive.then = None;
    }

    /// Cancels the verification of a run that another number has made: the server lists the chats of the linked one.
    pub(in crate::app) fn cancel_foreign_verification(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let current = instance.chats.runs.current.as_ref();
        if current.is_some_and(|current| instance.other_number(current.run.number.as_deref()).is_some()) {
            self.cancel_verifying(key);
        }
    }

    pub(in crate::app) fn cancel_verifying(&mut self, key: InstanceKey) {
        if let Some(RunStep::Verifying(task, _)) = self.current(key).map(|current| &current.step) {
            let task = *task;
            self.tasks.cancel(task);
        }
    }

    pub(in crate::app) fn on_verify(
        &mut self,
        key: InstanceKey,
        task: TaskId,
        verifying: Verifying,
        counts: ArchiveCounts,
    ) {
        let Some(current) = self.current(key) else { return };
        if !matches!(current.step, RunStep::Verifying(now, _) if now == task) {
            return;
        }
        if verifying.goes_on() {
            current.step = RunStep::Verifying(task, verifying);
            return;
        }
        if verifying == Verifying::OtherNumber {
            // Until they are known, the run seems to be one of the linked number.
            self.fetch(key, &[Query::Settings]);
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        let is_kept = !instance.is_being_removed();
        let Some(current) = instance.chats.runs.current.as_mut() else { return };
        let is_done = matches!(verifying, Verifying::Done | Verifying::Partly { .. });
        current.step = RunStep::Verified(verifying);
        // A run that could not be claimed reports no counts.
        if counts.total() > 0 {
            current.run.counts = counts;
        }
        let waits_again = is_kept && current.run.counts.left() > 0 && !current.run.stopped;
        match self.parts.of(key).bulk_archive.then.take() {
            Some(then) => self.after_verifying(key, then),
            // The user has asked for these chats too.
            None if is_done && waits_again => self.resume_run(key),
            None => {}
        }
        self.read_run_again(key);
        self.list_archive_runs(key);
    }
}
