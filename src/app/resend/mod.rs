//! Resending saved messages: reading the candidates, and the questions before a run.

mod run;
#[cfg(test)]
mod tests;

use super::App;
use crate::green_api::IdInstance;
use crate::model::{Dialog, InstanceKey, LastRun, OpenQueue, Query, ResendEnd, ResendOrder};
use crate::store::{DatabaseResult, ResendRun, ResendRunId, SavedQueueId, Tables};
use crate::work::resend::{self, Overview};

impl App {
    /// Reads the runs of an instance, so that its pages show an interrupted one.
    pub(super) fn list_resend_runs(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let read = move |app: &mut Self, runs: DatabaseResult<Vec<ResendRun>>| {
            let Some(instance) = app.model.instance_mut(key) else { return };
            match runs {
                Ok(runs) => {
                    instance.resend.runs = Some(runs);
                    instance.resend.failure = None;
                }
                Err(failure) => instance.resend.failure = Some(failure),
            }
        };
        self.ask_database(key, move |tables| tables.resend_runs(Some(&id)), read);
    }

    /// Reads a saved queue to select messages from.
    pub(super) fn open_resend(&mut self, key: InstanceKey, queue: SavedQueueId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.resend.open.as_ref().is_none_or(|open| open.id != queue) {
            instance.resend.open = Some(OpenQueue { id: queue, overview: None, gone: false });
        }
        let job = move |tables: &mut Tables| resend::overview(tables, queue);
        self.ask_database(key, job, move |app, read| app.on_overview(key, queue, read));
    }

    fn on_overview(&mut self, key: InstanceKey, queue: SavedQueueId, read: DatabaseResult<Option<Overview>>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let resend = &mut instance.resend;
        let Some(open) = resend.open.as_mut().filter(|open| open.id == queue) else { return };
        match read {
            Ok(Some(overview)) => open.overview = Some(overview),
            Ok(None) => open.gone = true,
            Err(failure) => resend.failure = Some(failure),
        }
        // The overview may be older than the last report.
        let live = resend.live.as_ref().and_then(|live| Some((live.queue, live.progress.clone()?)));
        if let Some((of, progress)) = live {
            resend.record(of, &progress);
        }
        instance.record_queued();
    }

    /// Reads the runs and the open saved queue again.
    pub(super) fn read_resend(&mut self, key: InstanceKey) {
        self.list_resend_runs(key);
        let open = self.model.instance(key).and_then(|instance| instance.resend.open.as_ref());
        if let Some(queue) = open.map(|open| open.id) {
            self.open_resend(key, queue);
        }
    }

    pub(super) fn ask_resend(&mut self, key: InstanceKey, order: ResendOrder) {
        self.fetch(key, &[Query::State, Query::Settings, Query::Count, Query::Queue]);
        self.model.dialog = Some(Dialog::Resend(key, order));
    }

    pub(super) fn stop_resend(&mut self, key: InstanceKey, run: ResendRunId) {
        self.model.dialog = None;
        let Some(instance) = self.model.instance_mut(key) else { return };
        match &mut instance.resend.live {
            // Marked once the run has released its claim, since a claimed run cannot be stopped.
            Some(live) => {
                live.stopping = true;
                self.pause_resend(key);
            }
            None => {
                let resend = &mut instance.resend;
                let known = resend.runs.iter().flatten().find(|known| known.id == run);
                resend.last = known.map(|known| LastRun {
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
        let stopped = move |app: &mut Self, stopped: DatabaseResult<()>| {
            if let (Err(failure), Some(instance)) = (stopped, app.model.instance_mut(key)) {
                instance.resend.failure = Some(failure);
            }
            app.read_resend(key);
        };
        self.ask_database(key, move |tables| tables.stop_resend_run(run), stopped);
    }

    pub(super) fn close_resend_result(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.resend.last = None;
            instance.resend.failure = None;
        }
    }
}

/// Stops the runs of a removed instance, so that nothing of it is sent; its copies expire as usual.
pub(super) fn stop_all_resends(tables: &mut Tables, of: &IdInstance) -> DatabaseResult<()> {
    for run in tables.resend_runs(Some(of))?.into_iter().filter(ResendRun::is_unfinished) {
        tables.stop_resend_run(run.id)?;
    }
    Ok(())
}
