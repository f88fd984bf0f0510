//! Changes that restart a number.

use std::time::Instant;

use super::App;
use super::facts::{ActEnd, Fact, News};
use super::tasks::{Lost, Running};
use crate::green_api::Failure;
use crate::model::{InstanceKey, RestartState, TaskId};
use crate::work::restart::{self, RestartEnding, RestartPhase, RestartProgress};

impl App {
    /// Restarts after the question was answered with yes: as a step of an open replacement, if it is one.
    pub(super) fn restart_as_asked(&mut self, key: InstanceKey, change: restart::Change) {
        self.model.dialog = None;
        if !self.restarts_as_step(key, change) {
            self.restart(key, change);
        }
    }

    pub(super) fn restart(&mut self, key: InstanceKey, change: restart::Change) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.is_restarting() {
            return;
        }
        let (client, recorder) = (self.services.client.clone(), self.recorder_of(key));
        let work = |task: Running| async move {
            let report = |progress| task.report(move |app| app.on_restart(key, task.id, progress));
            restart::run(&recorder, &client, &credentials, change, &task.cancel, report).await;
        };
        let task = self.spawn_reporting(key, work, move |app, task| app.on_restart_lost(key, task));
        if let Some(instance) = self.model.instance_mut(key) {
            let progress = RestartProgress::default();
            instance.restart = Some(RestartState { task, change, progress, since: Instant::now() });
        }
    }

    pub(super) fn cancel_restart(&mut self, key: InstanceKey) {
        let restart = self.model.instance(key).and_then(|instance| instance.restart.as_ref());
        self.cancel_of(restart.map(|restart| restart.task));
    }

    pub(super) fn close_restart(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_restarting()) {
            instance.restart = None;
        }
    }

    pub(super) fn on_restart_lost(&mut self, key: InstanceKey, task: TaskId) {
        let phase = RestartPhase::Ended(RestartEnding::Unknown(Failure::lost()));
        self.on_restart(key, task, RestartProgress { phase, ..RestartProgress::default() });
    }

    pub(super) fn on_restart(&mut self, key: InstanceKey, task: TaskId, progress: RestartProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(on) = instance.restart.as_mut().filter(|on| on.task == task) else { return };
        on.progress = progress.clone();
        let change = on.change;
        if let Some((settings, at)) = progress.settings {
            self.learn(key, Fact::Settings(settings), at);
        }
        if let Some((state, at)) = progress.state {
            self.learn(key, Fact::State(state), at);
        }
        if let RestartPhase::Ended(ending) = &progress.phase {
            self.tell(key, &News::End(ActEnd::Restarted(change, ending)));
        }
    }
}
