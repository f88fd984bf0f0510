//! Bulk archive runs: planned, begun, opened, reversed. None resumes automatically after a start of the program.

mod results;
mod run;
mod verify;

use std::collections::HashSet;
use std::sync::Arc;

use super::App;
use super::tasks::Running;
use crate::explain::Text;
use crate::green_api::{ArchiveDirection, Failure, Messenger, now};
use crate::model::{ArchiveState, CurrentRun, Dialog, InstanceKey, Planned, Query, RunAct, RunStep, TaskId};
use crate::store::{ArchiveRun, ArchiveRunId, ChatRow, Database, DatabaseResult, RowId};
use crate::work::bulk_archive::{self, ArchiveCandidate, Plan};
use crate::work::chats::ChatList;

/// The working state of the run that is shown. Reset with each other run.
#[derive(Debug, Default)]
pub(super) struct BulkArchive {
    /// The task that reads the run again.
    reading: Option<TaskId>,
    /// The follow-up that waits until verification has been cancelled.
    then: Option<AfterVerifying>,
}

/// An act that needs the claim on the run, which verification holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AfterVerifying {
    Stop,
    RetryFailed,
    Undo,
}

impl App {
    pub(super) fn list_archive_runs(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        self.ask_database(
            key,
            move |tables| tables.archive_runs(Some(&id)),
            move |app, past| app.on_past_runs(key, past),
        );
    }

    fn on_past_runs(&mut self, key: InstanceKey, past: DatabaseResult<Vec<ArchiveRun>>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let runs = &mut instance.chats.runs;
        match past {
            Ok(past) => {
                // An interrupted run is shown, so that the user can resume it.
                let unfinished = past.iter().find(|run| run.is_unfinished() && !run.under_way).map(|run| run.id);
                runs.past = Some(past);
                runs.accept(RunAct::List);
                if let Some(unfinished) = unfinished.filter(|_| runs.current.is_none() && runs.beginning.is_none()) {
                    self.open_run(key, unfinished);
                }
            }
            Err(failure) => runs.refuse(RunAct::List, failure),
        }
    }

    /// Opens the dry run, and reads again whether incoming notifications are on.
    pub(super) fn plan_run(&mut self, key: InstanceKey, direction: ArchiveDirection, selected: Arc<HashSet<RowId>>) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        let list = instance.chats.found.as_ref().map(|found| found.list().clone()).unwrap_or_default();
        let messenger = instance.messenger();
        let is_old =
            list.chats_at.is_some_and(|at| bulk_archive::list_wait(&self.services.client, at, now()).is_zero());
        let compute = move || {
            let planned = bulk_archive::plan(candidates(&list, &selected), messenger, direction)?;
            if planned.will_change > 0 || !is_old {
                return Ok(planned);
            }
            // An old list does not prove that nothing would change. The server says which chats are so already.
            let unsure = |candidate| ArchiveCandidate { archived: None, ..candidate };
            let candidates = candidates(&list, &selected).into_iter().map(unsure).collect();
            bulk_archive::plan(candidates, messenger, direction)
        };
        let task = self.tasks.next_id();
        self.spawn_blocking(key, compute, move |app, plan: Result<Plan, Failure>| {
            let planned = app.model.instance_mut(key).and_then(|instance| instance.chats.runs.planned.as_mut());
            if let Some(planned) = planned.filter(|planned| planned.task == task) {
                planned.plan = Some(plan);
            }
        });
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.planned = Some(Planned { task, direction, plan: None });
        }
        self.model.dialog = Some(Dialog::BulkArchive(key));
        self.fetch(key, &[Query::Settings]);
    }

    pub(super) fn begin_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        let Some(Ok(mut plan)) = instance.chats.runs.planned.take().and_then(|planned| planned.plan) else { return };
        plan.number = instance.number();
        // The result of a single chat is no longer the newest.
        instance.archive.take_if(|archive| matches!(archive, ArchiveState::Ended(_)));
        let (id, messenger) = (instance.id().clone(), instance.messenger());
        self.model.dialog = None;
        // No other run can be claimed while this one is being verified.
        self.cancel_verifying(key);
        let database = self.database_of(key);
        self.begin(key, async move {
            let begun = bulk_archive::begin(&database, id, plan).await;
            stored(&database, begun, messenger).await
        });
    }

    /// Begins a run that `write` stores.
    fn begin(
        &mut self,
        key: InstanceKey,
        write: impl Future<Output = DatabaseResult<Option<CurrentRun>>> + Send + 'static,
    ) {
        let task = self.tasks.next_id();
        self.spawn(key, |_: Running| write, move |app, begun| app.on_begun(key, task, begun));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.beginning = Some(task);
            instance.chats.runs.failure = None;
        }
    }

    fn on_begun(&mut self, key: InstanceKey, task: TaskId, begun: DatabaseResult<Option<CurrentRun>>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let runs = &mut instance.chats.runs;
        if runs.beginning.take_if(|beginning| *beginning == task).is_none() {
            return;
        }
        match begun {
            Ok(Some(current)) => {
                self.show_run(key, current);
                self.resume_run(key);
                self.list_archive_runs(key);
            }
            Ok(None) => self.notice(Text::new("chats-run-nothing")),
            Err(failure) => runs.refuse(RunAct::Begin, failure),
        }
    }

    pub(super) fn retry_failed(&mut self, key: InstanceKey) {
        self.after_verifying(key, AfterVerifying::RetryFailed);
    }

    pub(super) fn undo_run(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        self.after_verifying(key, AfterVerifying::Undo);
    }

    /// Does what needs the claim on the run. Verification holds it, so it is cancelled first.
    fn after_verifying(&mut self, key: InstanceKey, then: AfterVerifying) {
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, number) = (instance.messenger(), instance.number());
        let Some(current) = instance.chats.runs.current.as_ref().filter(|current| !current.is_running()) else {
            return;
        };
        if let RunStep::Verifying(task, _) = current.step {
            self.parts.of(key).bulk_archive.then = Some(then);
            // The end of the program waits for it: a stop would not be recorded.
            self.tasks.keep_window_open(task);
            return self.tasks.cancel(task);
        }
        // Until the linked number is known, the undo is for the chats of the number with which the run was made.
        let number = number.or_else(|| current.run.number.clone());
        let (id, database) = (current.run.id, self.database_of(key));
        match then {
            AfterVerifying::Stop => self.mark_stopped(key),
            AfterVerifying::Undo => self.begin(key, async move {
                let undo = database.run(move |tables| tables.undo_archive_run(id, number.as_deref())).await;
                stored(&database, undo, messenger).await
            }),
            AfterVerifying::RetryFailed => self.begin(key, async move {
                let retried = database.run(move |tables| Ok((tables.retry_failed_chats(id)? > 0).then_some(id))).await;
                stored(&database, retried, messenger).await
            }),
        }
    }

    pub(super) fn open_run(&mut self, key: InstanceKey, id: ArchiveRunId) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        if instance.chats.runs.current.as_ref().is_some_and(|current| current.run.id == id) {
            return;
        }
        let messenger = instance.messenger();
        self.cancel_verifying(key);
        let database = self.database_of(key);
        let read = |_: Running| async move { stored(&database, Ok(Some(id)), messenger).await };
        self.spawn(key, read, move |app, opened: DatabaseResult<Option<CurrentRun>>| {
            let Some(instance) = app.model.instance_mut(key) else { return };
            let runs = &mut instance.chats.runs;
            match opened {
                Ok(Some(current)) if !runs.is_running() => app.show_run(key, current),
                Ok(_) => {}
                Err(failure) => runs.refuse(RunAct::Read, failure),
            }
        });
    }

    pub(super) fn close_run(&mut self, key: InstanceKey) {
        self.cancel_verifying(key);
        if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) {
            instance.chats.runs.current = None;
            instance.chats.runs.exported = None;
            instance.chats.runs.failure = None;
        }
    }

    /// Shows a run instead of another one. Chats that are no longer listed have results too.
    fn show_run(&mut self, key: InstanceKey, current: CurrentRun) {
        // Verification of the other run may have begun while this one was read.
        self.cancel_verifying(key);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let ids = current.ids().clone();
        instance.chats.runs.exported = None;
        instance.chats.runs.accept(RunAct::Read);
        instance.chats.runs.current = Some(current);
        self.parts.of(key).bulk_archive = BulkArchive::default();
        self.add_chats(key, ids);
    }

    fn current(&mut self, key: InstanceKey) -> Option<&mut CurrentRun> {
        self.model.instance_mut(key)?.chats.runs.current.as_mut()
    }

    /// Reads the shown run and its chats again, because the database knows more than was reported.
    fn read_run_again(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(current) = &instance.chats.runs.current else { return };
        let (id, messenger, database) = (current.run.id, instance.messenger(), self.database_of(key));
        let read = |_: Running| async move {
            let Some(read) = stored(&database, Ok(Some(id)), messenger).await? else { return Ok(None) };
            let archived = read.archived();
            Ok(Some((read, archived)))
        };
        let task = self.tasks.next_id();
        self.spawn(key, read, move |app, read: DatabaseResult<Option<_>>| {
            let Some(instance) = app.model.instance_mut(key) else { return };
            let runs = &mut instance.chats.runs;
            let is_awaited = app.parts.of(key).bulk_archive.reading == Some(task);
            let Some(current) = runs.current.as_mut().filter(|current| is_awaited && !current.is_running()) else {
                return;
            };
            match read {
                Ok(Some((read, archived))) => {
                    current.renew(read);
                    runs.accept(RunAct::Read);
                    app.patch_chats(key, archived);
                }
                Ok(None) => {}
                Err(failure) => runs.refuse(RunAct::Read, failure),
            }
        });
        self.parts.of(key).bulk_archive.reading = Some(task);
    }
}

/// Returns the selected chats in the order of the list, then those that are no longer listed.
fn candidates(list: &ChatList, selected: &HashSet<RowId>) -> Vec<ArchiveCandidate> {
    let candidate = |row: &ChatRow| ArchiveCandidate {
        chat: row.id.as_str().to_owned(),
        name: row.shown().into_owned(),
        archived: row.archived,
    };
    let rows = list.rows.iter().filter(|row| selected.contains(&row.id));
    let mut candidates: Vec<ArchiveCandidate> = rows.map(candidate).collect();
    if candidates.len() < selected.len() {
        // Selected before the list was reloaded, and missing in the new list.
        let listed: HashSet<&RowId> = list.rows.iter().map(|row| &row.id).collect();
        let gone = selected.iter().filter(|id| !listed.contains(id));
        candidates.extend(gone.map(|id| candidate(&ChatRow::unlisted(id.clone()))));
    }
    candidates
}

/// Reads a stored run with its chats, ready to be shown.
async fn stored(
    database: &Database,
    run: DatabaseResult<Option<ArchiveRunId>>,
    messenger: Messenger,
) -> DatabaseResult<Option<CurrentRun>> {
    let Some(run) = run? else { return Ok(None) };
    let read = database.run(move |tables| {
        let Some(known) = tables.archive_run(run)? else { return Ok(None) };
        Ok(Some((known, tables.archive_items(run)?)))
    });
    Ok(read.await?.map(|(run, items)| CurrentRun::new(run, items, messenger)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::SignedDuration;

    use super::*;
    use crate::app::tests::Bench;
    use crate::model::{Asked, FoundChats, Imported};

    /// Plans a change of a chat that the list calls changed already. Returns the number of chats to request.
    fn planned(direction: ArchiveDirection, age: Duration) -> u32 {
        let (mut bench, key) = Bench::with_instance();
        let id = RowId::of_server("79990000001@c.us", Messenger::WhatsApp);
        let row = ChatRow { archived: Some(direction.archived()), ..ChatRow::unlisted(id.clone()) };
        let chats_at = Some(now() - SignedDuration::try_from(age).unwrap());
        let list = Arc::new(ChatList { rows: [row].into(), chats_at, contacts_at: None });
        let found = FoundChats::new(&list, &Imported::default(), &[], Asked::default());
        bench.app.model.instance_mut(key).unwrap().chats.found = Some(found);
        bench.app.plan_run(key, direction, Arc::new(HashSet::from([id])));
        let plan = |model: &crate::model::Model| {
            let planned = model.instances[0].chats.runs.planned.as_ref()?.plan.as_ref()?;
            Some(planned.as_ref().unwrap().will_change)
        };
        bench.until_so(|model| plan(model).is_some());
        plan(&bench.app.model).unwrap()
    }

    #[test]
    fn only_a_fresh_list_proves_that_nothing_would_change() {
        for direction in [ArchiveDirection::Archive, ArchiveDirection::Unarchive] {
            assert_eq!(planned(direction, Duration::from_secs(30)), 0, "{direction:?}");
            assert_eq!(planned(direction, Duration::from_secs(90)), 1, "{direction:?}");
        }
    }
}
