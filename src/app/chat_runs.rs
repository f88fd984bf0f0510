//! Runs that archive many chats: planned, begun, paused, resumed, verified, reversed. Nothing of it goes on by itself
//! after a start of the program.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{App, chat_lists::row_of};
use crate::{
    explain::{Text, explain_export},
    model::{AfterVerifying, ChatsEvent, CurrentRun, Dialog, Halting, InstanceKey, Look, Planned, RunId, RunStep},
    store::{ArchiveRunId, ChatState, CsvSeparator, Database, DatabaseResult, RowId, export_table},
    ui::{
        result_columns, result_rows,
        text::{Language, language, set_language},
    },
    work::{
        archive_chats::{self, Candidate, Pause, Phase, Progress, Signals, Verifying},
        chat_list::ChatList,
    },
};

impl App {
    pub(super) fn list_chat_runs(&self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            tell(ChatsEvent::Past(database.run(move |tables| tables.archive_runs(Some(&id))).await));
        });
    }

    /// The dry run. Whether incoming notifications are on is read anew for it.
    pub(super) fn plan_run(&mut self, key: InstanceKey, archives: bool, chosen: Arc<HashSet<RowId>>) {
        let run = self.new_number();
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        instance.chats.runs.planned = Some(Planned { run, archives, plan: None });
        let list = instance.chats.found.as_ref().map(|found| found.list().clone()).unwrap_or_default();
        let messenger = instance.messenger();
        self.model.dialog = Some(Dialog::ArchiveChats(key));
        self.look(key, &[Look::Settings]);
        let tell = self.tell_chats(key);
        self.runtime.spawn_blocking(move || {
            let plan = archive_chats::plan(candidates(&list, &chosen), messenger, archives);
            tell(ChatsEvent::Planned(run, plan));
        });
    }

    pub(super) fn begin_run(&mut self, key: InstanceKey) {
        let run = self.new_number();
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.runs.is_running()) else {
            return;
        };
        let runs = &mut instance.chats.runs;
        let Some(Ok(plan)) = runs.planned.take().and_then(|planned| planned.plan) else { return };
        runs.failure = None;
        runs.beginning = Some(run);
        let id = instance.id().clone();
        self.model.dialog = None;
        // Another run cannot be taken while this one is compared.
        self.cancel_verifying(key);
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let begun = archive_chats::begin(&database, id, plan).await;
            tell(ChatsEvent::Begun(run, written(&database, begun).await));
        });
    }

    /// Carries the run on that is shown.
    pub(super) fn resume_run(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return self.read_token(key) };
        let Some(current) = &instance.chats.runs.current else { return };
        if instance.chats.runs.is_running() || current.is_verifying() {
            return;
        }
        let id = current.run.id;
        let run = self.new_number();
        let signals = Signals::default();
        self.signals.insert(run, signals.clone());
        let Some(current) = self.model.instance_mut(key).and_then(|instance| instance.chats.runs.current.as_mut())
        else {
            return;
        };
        current.run.stopped = false;
        current.step = RunStep::Running { run, phase: Phase::ReadingBack { left: 0 }, halting: None };
        let (client, database, tell) = (self.client.clone(), self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let report = |progress: Progress| tell(ChatsEvent::Progress(run, progress));
            archive_chats::run(&database, &client, &credentials, id, &signals, report).await;
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

    /// Lets the requests end that are on their way. Nothing, if the run is not under way.
    fn halt_run(&mut self, key: InstanceKey, how: Halting) -> bool {
        let Some(RunStep::Running { run, halting, .. }) = self.current(key).map(|current| &mut current.step) else {
            return false;
        };
        *halting = Some(how);
        let run = *run;
        if let Some(signals) = self.signals.get(&run) {
            signals.pause.cancel();
        }
        true
    }

    fn mark_stopped(&mut self, key: InstanceKey) {
        let Some(current) = self.current(key) else { return };
        current.run.stopped = true;
        current.step = RunStep::Resting;
        let id = current.run.id;
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            // If it cannot be written, the run is offered again at the next start: no harm.
            let _ = database.run(move |tables| tables.stop_archive_run(id)).await;
            tell(ChatsEvent::Stopped);
        });
    }

    /// Lets go of the runs of an instance that is removed.
    pub(super) fn drop_chat_runs(&mut self, key: InstanceKey) {
        self.halt_run(key, Halting::Pausing);
        self.cancel_verifying(key);
        self.cancel_loading_chats(key);
    }

    pub(super) fn verify_run(&mut self, key: InstanceKey) {
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else { return };
        let (run, cancel) = self.new_run();
        let Some(current) = self.current(key).filter(|current| !current.is_running() && !current.is_verifying()) else {
            self.cancels.remove(&run);
            return;
        };
        current.step = RunStep::Verifying(run, Verifying::ReadingList);
        current.then = None;
        let id = current.run.id;
        let (client, database, tell) = (self.client.clone(), self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let report = |verifying, counts| tell(ChatsEvent::Verifying(run, verifying, counts));
            archive_chats::verify(&database, &client, &credentials, id, &cancel, report).await;
        });
    }

    pub(super) fn cancel_verifying(&mut self, key: InstanceKey) {
        if let Some(RunStep::Verifying(run, _)) = self.current(key).map(|current| &current.step) {
            let run = *run;
            self.cancel(run);
        }
    }

    pub(super) fn retry_failed(&mut self, key: InstanceKey) {
        self.after_verifying(key, AfterVerifying::RetryFailed);
    }

    pub(super) fn undo_run(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        self.after_verifying(key, AfterVerifying::Undo);
    }

    /// Verifying has the run: it is cancelled first.
    fn after_verifying(&mut self, key: InstanceKey, what: AfterVerifying) {
        let Some(current) = self.current(key).filter(|current| !current.is_running()) else { return };
        if current.is_verifying() {
            current.then = Some(what);
            return self.cancel_verifying(key);
        }
        let id = current.run.id;
        let run = self.new_number();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.runs.beginning = Some(run);
        instance.chats.runs.failure = None;
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let again = match what {
                AfterVerifying::Undo => database.run(move |tables| tables.undo_archive_run(id)).await,
                AfterVerifying::RetryFailed => {
                    database.run(move |tables| Ok((tables.retry_failed_chats(id)? > 0).then_some(id))).await
                }
            };
            tell(ChatsEvent::Begun(run, written(&database, again).await));
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
            tell(ChatsEvent::Opened(written(&database, Ok(Some(id))).await));
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
        let (run, archives, shown) = (current.run.id, current.run.archives, current.items().to_vec());
        let place = self.ask_for_place(format!("chats-{}-{}.csv", instance.id(), current.run.id.0));
        let language = language();
        let separator = match language {
            Language::English => CsvSeparator::Comma,
            Language::Russian => CsvSeparator::Semicolon,
        };
        let (database, tell, runtime) = (self.database_of(key), self.tell_chats(key), self.runtime.clone());
        self.runtime.spawn(async move {
            let place = place.await;
            // How often each was asked for is in the database alone. What is shown is saved in any case.
            let items = database.run(move |tables| tables.archive_items(run)).await.unwrap_or(shown);
            // The disk may be slow: on a thread of its own.
            runtime.spawn_blocking(move || {
                let written = place.and_then(|place| {
                    if let Some(place) = &place {
                        set_language(language);
                        export_table(&result_columns(), result_rows(&items, archives), separator, &place.path)?;
                    }
                    Ok(place)
                });
                tell(ChatsEvent::Exported(match written {
                    Ok(place) => place.map(super::copies::exported),
                    Err(failure) => Some(explain_export(&failure)),
                }));
            });
        });
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.exporting = true;
            instance.chats.runs.exported = None;
        }
    }

    pub(super) fn take_run_event(&mut self, key: InstanceKey, event: ChatsEvent) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let runs = &mut instance.chats.runs;
        match event {
            ChatsEvent::Past(Ok(past)) => {
                // One that was cut off is shown, to be resumed by hand.
                let unfinished = past.iter().find(|run| run.is_unfinished() && !run.under_way).map(|run| run.id);
                runs.past = Some(past);
                if let Some(unfinished) = unfinished.filter(|_| runs.current.is_none() && runs.beginning.is_none()) {
                    self.open_run(key, unfinished);
                }
            }
            ChatsEvent::Past(Err(failure)) => runs.failure = Some(failure),
            ChatsEvent::Planned(run, plan) => {
                if let Some(planned) = runs.planned.as_mut().filter(|planned| planned.run == run) {
                    planned.plan = Some(plan);
                }
            }
            ChatsEvent::Begun(run, begun) => {
                if runs.beginning.take_if(|beginning| *beginning == run).is_none() {
                    return;
                }
                match begun {
                    Ok(Some((run, items))) => {
                        self.show_run(key, CurrentRun::new(run, items));
                        self.resume_run(key);
                        self.list_chat_runs(key);
                    }
                    Ok(None) => self.notice(Text::new("chats-run-nothing")),
                    Err(failure) => runs.failure = Some(failure),
                }
            }
            ChatsEvent::Opened(Ok(Some((run, items)))) if !runs.is_running() => {
                self.show_run(key, CurrentRun::new(run, items));
            }
            ChatsEvent::Opened(Ok(_)) => {}
            ChatsEvent::Opened(Err(failure)) => runs.failure = Some(failure),
            ChatsEvent::Progress(run, progress) => self.take_progress(key, run, progress),
            ChatsEvent::Verifying(run, verifying, counts) => self.take_verifying(key, run, verifying, counts),
            ChatsEvent::Compared((run, items), step) => {
                let is_it =
                    |current: &CurrentRun| current.run.id == run.id && matches!(current.step, RunStep::Verified(_));
                if runs.current.as_ref().is_some_and(is_it) {
                    let mut current = CurrentRun::new(run, items);
                    current.step = step;
                    runs.current = Some(current);
                    self.patch_by_run(key);
                }
            }
            ChatsEvent::Stopped => self.list_chat_runs(key),
            ChatsEvent::Exported(exported) => {
                runs.exporting = false;
                runs.exported = exported;
            }
            _ => {}
        }
    }

    fn show_run(&mut self, key: InstanceKey, current: CurrentRun) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let messenger = instance.messenger();
        let chats = &mut instance.chats;
        // Chats that are no longer listed have their results, too.
        let known = chats.found.as_ref();
        let is_known = |chat: &str| known.is_some_and(|found| found.of(chat).is_some());
        let gone = current.items().iter().filter(|item| known.is_some() && !is_known(&item.chat));
        let mut gone: Vec<_> = gone.map(|item| row_of(RowId::of_server(&item.chat, messenger))).collect();
        gone.retain(|row| !chats.outside.iter().any(|known| known.id == row.id));
        chats.runs.exported = None;
        chats.runs.current = Some(current);
        if !gone.is_empty() {
            chats.outside.extend(gone);
            self.make_found(key);
        }
    }

    fn take_progress(&mut self, key: InstanceKey, run: RunId, progress: Progress) {
        let Some(current) = self.current(key) else { return };
        let RunStep::Running { run: now, halting, .. } = current.step else { return };
        if now != run {
            return;
        }
        let Some(phase) = current.take(progress) else { return };
        self.signals.remove(&run);
        let Some(current) = self.current(key) else { return };
        let mut ended = false;
        match phase {
            Phase::Paused(Pause::ByHand) if halting == Some(Halting::Stopping) => self.mark_stopped(key),
            Phase::Paused(pause) => current.step = RunStep::Paused(pause),
            Phase::Busy => current.step = RunStep::Busy,
            Phase::Ended => {
                current.step = RunStep::Resting;
                ended = true;
            }
            _ => current.step = RunStep::Resting,
        }
        self.patch_by_run(key);
        self.list_chat_runs(key);
        if ended {
            // What the server said is compared with what it lists.
            self.verify_run(key);
        }
    }

    /// What the run has found of each chat is known of the chats from now on.
    fn patch_by_run(&mut self, key: InstanceKey) {
        let Some(current) = self.current(key) else { return };
        let archives = current.run.archives;
        let so = |state: &ChatState| match state {
            ChatState::Changed | ChatState::AlreadySo | ChatState::FoundSo => Some(archives),
            ChatState::NotSeen => Some(!archives),
            _ => None,
        };
        let items = current.items().iter();
        let archived: HashMap<String, bool> =
            items.filter_map(|item| Some((item.chat.clone(), so(&item.state)?))).collect();
        self.patch_chats(key, archived);
    }

    fn take_verifying(
        &mut self,
        key: InstanceKey,
        run: RunId,
        verifying: Verifying,
        counts: crate::store::ArchiveCounts,
    ) {
        let Some(current) = self.current(key) else { return };
        if !matches!(current.step, RunStep::Verifying(now, _) if now == run) {
            return;
        }
        let goes_on = matches!(
            verifying,
            Verifying::WaitingForList { .. } | Verifying::ReadingList | Verifying::ReadingChats { .. }
        );
        if goes_on {
            current.step = RunStep::Verifying(run, verifying);
            return;
        }
        current.step = RunStep::Verified(verifying);
        current.counts = counts;
        let then = current.then.take();
        let id = current.run.id;
        self.cancels.remove(&run);
        match then {
            Some(then) => self.after_verifying(key, then),
            None => self.read_items_again(key, id),
        }
        self.list_chat_runs(key);
    }

    /// Verifying has changed what is known of single chats.
    fn read_items_again(&mut self, key: InstanceKey, id: ArchiveRunId) {
        let step = self.current(key).map(|current| current.step.clone());
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let read = written(&database, Ok(Some(id))).await;
            if let (Ok(Some(read)), Some(step)) = (read, step) {
                tell(ChatsEvent::Compared(read, step));
            }
        });
    }
}

/// What was chosen, in the order of the list.
fn candidates(list: &ChatList, chosen: &HashSet<RowId>) -> Vec<Candidate> {
    let rows = list.rows.iter().filter(|row| chosen.contains(&row.id));
    let mut candidates: Vec<Candidate> = rows
        .map(|row| Candidate {
            chat: row.id.as_str().to_owned(),
            name: row.shown().into_owned(),
            archived: row.archived,
        })
        .collect();
    if candidates.len() < chosen.len() {
        // Chosen before the list was renewed, which knows them no more.
        let listed: HashSet<&RowId> = list.rows.iter().map(|row| &row.id).collect();
        let gone = chosen.iter().filter(|id| !listed.contains(id));
        candidates.extend(gone.map(|id| {
            let row = row_of(id.clone());
            Candidate { chat: id.as_str().to_owned(), name: row.shown().into_owned(), archived: None }
        }));
    }
    candidates
}

/// A run as it is written down.
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
