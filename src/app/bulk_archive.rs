//! Bulk archive runs: planned, begun, paused, resumed, verified, reversed. None resumes automatically after a start of
//! the program.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::App;
use super::import_chats::row_of;
use crate::explain::{Text, explain_export};
use crate::green_api::ArchiveDirection;
use crate::model::{
    AfterVerifying, ChatsEvent, CurrentRun, Dialog, Halting, InstanceKey, Planned, Query, RunEvent, RunStep, TaskId,
};
use crate::store::{ArchiveRunId, ChatState, CsvSeparator, Database, DatabaseResult, RowId, export_table};
use crate::ui::text::{Language, language, set_language};
use crate::ui::{result_columns, result_rows};
use crate::work::bulk_archive::{
    self, ArchiveCandidate, ArchivePause, ArchivePhase, ArchiveProgress, Signals, Verifying,
};
use crate::work::chats::ChatList;

impl App {
    pub(super) fn list_archive_runs(&self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            tell(ChatsEvent::Run(RunEvent::Past(database.run(move |tables| tables.archive_runs(Some(&id))).await)));
        });
    }

    /// Opens the dry run, and reads again whether incoming notifications are on.
    pub(super) fn plan_run(&mut self, key: InstanceKey, direction: ArchiveDirection, selected: Arc<HashSet<RowId>>) {
        let task = self.new_task_id();
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        instance.chats.runs.planned = Some(Planned { task, direction, plan: None });
        let list = instance.chats.found.as_ref().map(|found| found.list().clone()).unwrap_or_default();
        let messenger = instance.messenger();
        self.model.dialog = Some(Dialog::BulkArchive(key));
        self.fetch(key, &[Query::Settings]);
        let tell = self.tell_chats(key);
        self.runtime.spawn_blocking(move || {
            let plan = bulk_archive::plan(candidates(&list, &selected), messenger, direction);
            tell(ChatsEvent::Run(RunEvent::Planned(task, plan)));
        });
    }

    pub(super) fn begin_run(&mut self, key: InstanceKey) {
        let task = self.new_task_id();
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        let runs = &mut instance.chats.runs;
        let Some(Ok(plan)) = runs.planned.take().and_then(|planned| planned.plan) else { return };
        runs.failure = None;
        runs.beginning = Some(task);
        let id = instance.id().clone();
        self.model.dialog = None;
        // No other run can be claimed while this one is being verified.
        self.cancel_verifying(key);
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let begun = bulk_archive::begin(&database, id, plan).await;
            tell(ChatsEvent::Run(RunEvent::Begun(task, written(&database, begun).await)));
        });
    }

    /// Resumes the run that is shown.
    pub(super) fn resume_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return self.read_token(key) };
        let Some(current) = &instance.chats.runs.current else { return };
        if instance.chats.runs.is_running() || current.is_verifying() {
            return;
        }
        let id = current.run.id;
        let task = self.new_task_id();
        let signals = Signals::default();
        self.signals.insert(task, signals.clone());
        let Some(current) = self.model.instance_mut(key).and_then(|instance| instance.chats.runs.current.as_mut())
        else {
            return;
        };
        current.run.stopped = false;
        current.step = RunStep::Running { task, phase: ArchivePhase::ReadingBack { left: 0 }, halting: None };
        let (client, database, tell) = (self.client.clone(), self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let report = |progress: ArchiveProgress| tell(ChatsEvent::Run(RunEvent::Progress(task, progress)));
            bulk_archive::run(&database, &client, &credentials, id, &signals, report).await;
        });
    }

    fn current(&mut self, key: InstanceKey) -> Option<&mut CurrentRun> {
        self.model.instance_mut(key)?.chats.runs.current.as_mut()
    }

    pub(super) fn pause_run(&mut self, key: InstanceKey) {
        self.halt_run(key, Halting::Pausing);
    }

    pub(super) fn stop_run(&mut self, key: InstanceKey) {
        if !self.halt_run(key, Halting::Stopping) {
            self.mark_stopped(key);
        }
    }

    /// Makes the run halt once its requests in flight have finished. Returns `false` if the run is not under way.
    fn halt_run(&mut self, key: InstanceKey, how: Halting) -> bool {
        let Some(RunStep::Running { task, halting, .. }) = self.current(key).map(|current| &mut current.step) else {
            return false;
        };
        *halting = Some(how);
        let task = *task;
        if let Some(signals) = self.signals.get(&task) {
            signals.pause.cancel();
        }
        true
    }

    fn mark_stopped(&mut self, key: InstanceKey) {
        let Some(id) = self.current(key).map(|current| current.run.id) else { return };
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            // A failed write does no harm: the run is offered again at the next start.
            let _ = database.run(move |tables| tables.stop_archive_run(id)).await;
            tell(ChatsEvent::Run(RunEvent::Stopped(id)));
        });
    }

    /// Pauses the run of a removed instance, and cancels its verification and the loading of its chats.
    pub(super) fn drop_archive_runs(&mut self, key: InstanceKey) {
        self.halt_run(key, Halting::Pausing);
        self.cancel_verifying(key);
        self.cancel_loading_chats(key);
    }

    pub(super) fn verify_run(&mut self, key: InstanceKey) {
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else { return };
        let (task, cancel) = self.new_task();
        let Some(current) = self.current(key).filter(|current| !current.is_running() && !current.is_verifying()) else {
            self.cancels.remove(&task);
            return;
        };
        current.step = RunStep::Verifying(task, Verifying::ReadingList);
        current.then = None;
        let id = current.run.id;
        let (client, database, tell) = (self.client.clone(), self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let report = |verifying, counts| tell(ChatsEvent::Run(RunEvent::Verifying(task, verifying, counts)));
            bulk_archive::verify(&database, &client, &credentials, id, &cancel, report).await;
        });
    }

    pub(super) fn cancel_verifying(&mut self, key: InstanceKey) {
        if let Some(RunStep::Verifying(task, _)) = self.current(key).map(|current| &current.step) {
            let task = *task;
            self.cancel(task);
        }
    }

    pub(super) fn retry_failed(&mut self, key: InstanceKey) {
        self.after_verifying(key, AfterVerifying::RetryFailed);
    }

    pub(super) fn undo_run(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        self.after_verifying(key, AfterVerifying::Undo);
    }

    /// Begins a follow-up run. Verification holds the claim on the run, so it is cancelled first.
    fn after_verifying(&mut self, key: InstanceKey, what: AfterVerifying) {
        let Some(current) = self.current(key).filter(|current| !current.is_running()) else { return };
        if current.is_verifying() {
            current.then = Some(what);
            return self.cancel_verifying(key);
        }
        let id = current.run.id;
        let task = self.new_task_id();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.runs.beginning = Some(task);
        instance.chats.runs.failure = None;
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let again = match what {
                AfterVerifying::Undo => database.run(move |tables| tables.undo_archive_run(id)).await,
                AfterVerifying::RetryFailed => {
                    database.run(move |tables| Ok((tables.retry_failed_chats(id)? > 0).then_some(id))).await
                }
            };
            tell(ChatsEvent::Run(RunEvent::Begun(task, written(&database, again).await)));
        });
    }

    pub(super) fn open_run(&mut self, key: InstanceKey, id: ArchiveRunId) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        if instance.chats.runs.current.as_ref().is_some_and(|current| current.run.id == id) {
            return;
        }
        self.cancel_verifying(key);
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            tell(ChatsEvent::Run(RunEvent::Opened(written(&database, Ok(Some(id))).await)));
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

    pub(super) fn save_results(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.chats.runs.exporting) else { return };
        let Some(current) = &instance.chats.runs.current else { return };
        let (run, direction, shown) = (current.run.id, current.run.direction, current.items().to_vec());
        let place = self.ask_for_place(format!("chats-{}-{}.csv", instance.id(), current.run.id.0));
        let language = language();
        let separator = match language {
            Language::English => CsvSeparator::Comma,
            Language::Russian => CsvSeparator::Semicolon,
        };
        let (database, tell, runtime) = (self.database_of(key), self.tell_chats(key), self.runtime.clone());
        self.runtime.spawn(async move {
            let place = place.await;
            // The number of requests per chat is in the database only. If that cannot be read, the results on the
            // screen are saved.
            let items = database.run(move |tables| tables.archive_items(run)).await.unwrap_or(shown);
            // The disk may be slow, so a blocking thread writes the file.
            runtime.spawn_blocking(move || {
                let written = place.and_then(|place| {
                    if let Some(place) = &place {
                        set_language(language);
                        export_table(&result_columns(), result_rows(&items, direction), separator, &place.path)?;
                    }
                    Ok(place)
                });
                tell(ChatsEvent::Run(RunEvent::Exported(match written {
                    Ok(place) => place.map(super::saved_queues::exported),
                    Err(failure) => Some(explain_export(&failure)),
                })));
            });
        });
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.exporting = true;
            instance.chats.runs.exported = None;
        }
    }

    pub(super) fn on_bulk_archive(&mut self, key: InstanceKey, event: RunEvent) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let runs = &mut instance.chats.runs;
        match event {
            RunEvent::Past(Ok(past)) => {
                // An interrupted run is shown, so that the user can resume it.
                let unfinished = past.iter().find(|run| run.is_unfinished() && !run.under_way).map(|run| run.id);
                runs.past = Some(past);
                if let Some(unfinished) = unfinished.filter(|_| runs.current.is_none() && runs.beginning.is_none()) {
                    self.open_run(key, unfinished);
                }
            }
            RunEvent::Past(Err(failure)) => runs.failure = Some(failure),
            RunEvent::Planned(task, plan) => {
                if let Some(planned) = runs.planned.as_mut().filter(|planned| planned.task == task) {
                    planned.plan = Some(plan);
                }
            }
            RunEvent::Begun(task, begun) => {
                if runs.beginning.take_if(|beginning| *beginning == task).is_none() {
                    return;
                }
                match begun {
                    Ok(Some((run, items))) => {
                        self.show_run(key, CurrentRun::new(run, items));
                        self.resume_run(key);
                        self.list_archive_runs(key);
                    }
                    Ok(None) => self.notice(Text::new("chats-run-nothing")),
                    Err(failure) => runs.failure = Some(failure),
                }
            }
            RunEvent::Opened(Ok(Some((run, items)))) if !runs.is_running() => {
                self.show_run(key, CurrentRun::new(run, items));
            }
            RunEvent::Opened(Ok(_)) => {}
            RunEvent::Opened(Err(failure)) => runs.failure = Some(failure),
            RunEvent::Progress(task, progress) => self.on_archive_progress(key, task, progress),
            RunEvent::Verifying(task, verifying, counts) => self.on_verifying(key, task, verifying, counts),
            RunEvent::Compared((run, items), step) => {
                let is_it =
                    |current: &CurrentRun| current.run.id == run.id && matches!(current.step, RunStep::Verified(_));
                if runs.current.as_ref().is_some_and(is_it) {
                    let mut current = CurrentRun::new(run, items);
                    current.step = step;
                    runs.current = Some(current);
                    self.patch_by_run(key);
                }
            }
            RunEvent::Stopped(id) => {
                if let Some(current) = runs.current.as_mut().filter(|current| current.run.id == id) {
                    current.run.stopped = true;
                    current.step = RunStep::Resting;
                }
                self.list_archive_runs(key);
            }
            RunEvent::Exported(exported) => {
                runs.exporting = false;
                runs.exported = exported;
            }
        }
    }

    fn show_run(&mut self, key: InstanceKey, current: CurrentRun) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let messenger = instance.messenger();
        let chats = &mut instance.chats;
        // Chats that are no longer listed have results too.
        let known = chats.found.as_ref();
        let is_known = |chat: &str| known.is_some_and(|found| found.of(chat).is_some());
        let gone = current.items().iter().filter(|item| known.is_some() && !is_known(&item.chat));
        let mut gone: Vec<_> = gone.map(|item| row_of(RowId::of_server(&item.chat, messenger))).collect();
        gone.retain(|row| !chats.imported.iter().any(|known| known.id == row.id));
        chats.runs.exported = None;
        chats.runs.current = Some(current);
        if !gone.is_empty() {
            chats.imported.extend(gone);
            self.make_found(key);
        }
    }

    fn on_archive_progress(&mut self, key: InstanceKey, task: TaskId, progress: ArchiveProgress) {
        let Some(current) = self.current(key) else { return };
        let RunStep::Running { task: now, halting, .. } = current.step else { return };
        if now != task {
            return;
        }
        let Some(phase) = current.take(progress) else { return };
        self.signals.remove(&task);
        let Some(current) = self.current(key) else { return };
        let mut ended = false;
        match phase {
            ArchivePhase::Paused(ArchivePause::ByHand) if halting == Some(Halting::Stopping) => self.mark_stopped(key),
            ArchivePhase::Paused(pause) => current.step = RunStep::Paused(pause),
            ArchivePhase::Busy => current.step = RunStep::Busy,
            ArchivePhase::Ended => {
                current.step = RunStep::Resting;
                ended = true;
            }
            _ => current.step = RunStep::Resting,
        }
        self.patch_by_run(key);
        self.list_archive_runs(key);
        if ended {
            // Compares the server's answers with its list.
            self.verify_run(key);
        }
    }

    /// Applies the findings of the run to the list of chats.
    fn patch_by_run(&mut self, key: InstanceKey) {
        let Some(current) = self.current(key) else { return };
        let wanted = current.run.direction.archived();
        let so = |state: &ChatState| match state {
            ChatState::Changed | ChatState::AlreadySo | ChatState::FoundSo => Some(wanted),
            ChatState::NotSeen => Some(!wanted),
            _ => None,
        };
        let items = current.items().iter();
        let archived: HashMap<String, bool> =
            items.filter_map(|item| Some((item.chat.clone(), so(&item.state)?))).collect();
        self.patch_chats(key, archived);
    }

    fn on_verifying(
        &mut self,
        key: InstanceKey,
        task: TaskId,
        verifying: Verifying,
        counts: crate::store::ArchiveCounts,
    ) {
        let Some(current) = self.current(key) else { return };
        if !matches!(current.step, RunStep::Verifying(now, _) if now == task) {
            return;
        }
        let goes_on = matches!(
            verifying,
            Verifying::WaitingForList { .. } | Verifying::ReadingList | Verifying::ReadingChats { .. }
        );
        if goes_on {
            current.step = RunStep::Verifying(task, verifying);
            return;
        }
        current.step = RunStep::Verified(verifying);
        current.counts = counts;
        let then = current.then.take();
        let id = current.run.id;
        self.cancels.remove(&task);
        match then {
            Some(then) => self.after_verifying(key, then),
            None => self.read_items_again(key, id),
        }
        self.list_archive_runs(key);
    }

    /// Reads the chats of the run again, because verification has changed some of them.
    fn read_items_again(&mut self, key: InstanceKey, id: ArchiveRunId) {
        let step = self.current(key).map(|current| current.step.clone());
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let read = written(&database, Ok(Some(id))).await;
            if let (Ok(Some(read)), Some(step)) = (read, step) {
                tell(ChatsEvent::Run(RunEvent::Compared(read, step)));
            }
        });
    }
}

/// Returns the selected chats in the order of the list, then those that are no longer listed.
fn candidates(list: &ChatList, selected: &HashSet<RowId>) -> Vec<ArchiveCandidate> {
    let rows = list.rows.iter().filter(|row| selected.contains(&row.id));
    let mut candidates: Vec<ArchiveCandidate> = rows
        .map(|row| ArchiveCandidate {
            chat: row.id.as_str().to_owned(),
            name: row.shown().into_owned(),
            archived: row.archived,
        })
        .collect();
    if candidates.len() < selected.len() {
        // Selected before the list was reloaded, and missing in the new list.
        let listed: HashSet<&RowId> = list.rows.iter().map(|row| &row.id).collect();
        let gone = selected.iter().filter(|id| !listed.contains(id));
        candidates.extend(gone.map(|id| {
            let row = row_of(id.clone());
            ArchiveCandidate { chat: id.as_str().to_owned(), name: row.shown().into_owned(), archived: None }
        }));
    }
    candidates
}

/// Reads a stored run with its chats.
async fn written(
    database: &Database,
    run: DatabaseResult<Option<ArchiveRunId>>,
) -> DatabaseResult<Option<crate::model::WrittenRun>> {
    let Some(run) = run? else { return Ok(None) };
    database
        .run(move |tables| {
            let Some(known) = tables.archive_run(run)? else { return Ok(None) };
            Ok(Some((known, tables.archive_items(run)?)))
        })
        .await
}
