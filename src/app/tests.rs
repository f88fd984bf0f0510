//! The program without a window: the answers of tasks, the ends that have none, and facts on their way to subscribers.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use tempfile::TempDir;

use super::facts::Fact;
use super::scheduler::Scheduler;
use super::tasks::{Owner, TaskLost};
use super::{App, ReleaseSource, StartOptions};
use crate::green_api::{
    Answer, ApiToken, ApiUrl, ArchiveDirection, Failure, IdInstance, InstanceState, Messenger, now,
};
use crate::model::{
    Action, Asked, ClearState, CurrentRun, FoundChats, History, Imported, InstanceKey, Kept, LinkState, LiveRun, Model,
    PasswordState, Removal, ReplaceState, ResendEnd, RestartState, RunAct, RunStep, TaskId, TokenState, Waiting,
};
use crate::store::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, ChatState, DATABASE_NAME, Database, DatabaseFailure,
    DatabaseResult, Folders, InstanceOptions, InstanceRecord, LastKnown, RowId, SavedQueueId,
};
use crate::vault::{Vault, VaultFailure};
use crate::work::bulk_archive::{ArchivePhase, Verifying};
use crate::work::clear_queue::{ClearEnding, ClearQueue, CopyPlace, Recording, Rest};
use crate::work::link_phone::{LinkProgress, Way};
use crate::work::replace_number::{Act, Replacement, Step};
use crate::work::resend::Readiness;
use crate::work::restart::{Change, RestartEnding, RestartPhase, RestartProgress};

pub(super) struct Bench {
    pub app: App,
    pub wakes: mpsc::Receiver<()>,
    _dir: TempDir,
}

impl Bench {
    /// Starts the program without an instance.
    pub fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let options = StartOptions {
            data_dir: Some(dir.path().to_owned()),
            vault: Some(Vault::memory()),
            releases: ReleaseSource(None),
            ..StartOptions::default()
        };
        let (woken, wakes) = mpsc::sync_channel(1);
        // A wake that is already waiting is enough.
        let app = App::start(&options, Arc::new(move || _ = woken.try_send(()))).unwrap();
        Self { app, wakes, _dir: dir }
    }

    pub fn with_instance() -> (Self, InstanceKey) {
        let mut bench = Self::new();
        bench.app.list([InstanceRecord {
            id_instance: IdInstance::parse("7103004512").unwrap(),
            name: "Sales".to_owned(),
            messenger: Messenger::WhatsApp,
            api_url: ApiUrl::parse("http://127.0.0.1:9").unwrap(),
            checked: true,
            options: InstanceOptions::default(),
        }]);
        let key = bench.app.model.instances[0].key;
        (bench, key)
    }

    pub fn until_it_may_close(&mut self) {
        while self.app.tasks.keeps_window_open() {
            self.app.poll();
        }
    }

    /// Makes every later job of the database fail.
    pub fn break_database(&mut self) {
        let folders = Folders::in_dir(self._dir.path().join("broken"));
        std::fs::create_dir_all(folders.data.join(DATABASE_NAME).join("in the way")).unwrap();
        self.app.services.database = Database::new(&folders);
    }

    /// Polls, as the window does, until this is so.
    pub fn until_so(&mut self, is_so: impl Fn(&Model) -> bool) {
        self.app.poll();
        while !is_so(&self.app.model) {
            self.wakes.recv_timeout(Duration::from_secs(20)).unwrap();
            self.app.poll();
        }
    }

    /// Polls, as the window does, until something has arrived.
    fn until<T>(&mut self, arrived: &mpsc::Receiver<T>) -> T {
        loop {
            self.app.poll();
            if let Ok(found) = arrived.try_recv() {
                return found;
            }
            self.wakes.recv_timeout(Duration::from_secs(20)).unwrap();
        }
    }
}

/// Returns a resend of one message that `task` continues.
pub(super) fn resend_of_one(task: TaskId) -> LiveRun {
    let queue = SavedQueueId(1);
    LiveRun { task, queue, asked: 1, number: None, progress: None, sending: None, pausing: false, stopping: false }
}

#[test]
fn an_answer_is_handled_on_the_drawing_thread() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    let drawing = std::thread::current().id();
    bench.app.spawn(
        Owner::Program,
        |_| async { Ok(std::thread::current().id()) },
        move |_, worker: Result<_, TaskLost>| told.send((worker, std::thread::current().id())).unwrap(),
    );
    let (worker, handler) = bench.until(&heard);
    assert_eq!(handler, drawing);
    assert_ne!(worker, Ok(drawing));
}

#[test]
fn a_panic_is_an_answer_and_leaves_the_outcome_of_a_change_unknown() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    let work = |_| async { panic!("a bug") };
    bench.app.spawn(Owner::Program, work, move |_, answer: Answer<()>| told.send(answer.outcome).unwrap());
    let outcome = bench.until(&heard);
    assert_eq!(outcome, Err(Failure::ProgramFault));
    assert!(outcome.is_err_and(|failure| failure.is_outcome_unknown() && !failure.was_not_sent()));

    let (told, heard) = mpsc::channel();
    let work = || -> Result<(), VaultFailure> { panic!("a bug of the keyring") };
    bench.app.spawn_blocking(Owner::Program, work, move |_, kept| told.send(kept).unwrap());
    assert!(matches!(bench.until(&heard), Err(VaultFailure::Other { .. })));

    let (told, heard) = mpsc::channel();
    let job = |_: &mut _| -> DatabaseResult<()> { panic!("a bug of a job") };
    bench.app.ask_database(Owner::Program, job, move |_, read| told.send(read).unwrap());
    assert!(matches!(bench.until(&heard), Err(DatabaseFailure::Other { .. })));
}

#[test]
fn the_reports_of_a_task_arrive_in_their_order_and_before_its_answer() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    let last = told.clone();
    let work = |task: super::tasks::Running| async move {
        for number in 1..=50 {
            let told = told.clone();
            task.report(move |_| told.send(Some(number)).unwrap());
        }
        panic!("a bug")
    };
    let on_end = move |_: &mut App, ended: Result<(), TaskLost>| last.send(ended.ok().map(|()| 0)).unwrap();
    bench.app.spawn(Owner::Program, work, on_end);
    let reports: Vec<_> = (0..51).map(|_| bench.until(&heard)).collect();
    assert_eq!(reports, (1..=50).map(Some).chain([None]).collect::<Vec<_>>());
}

#[test]
fn answers_of_the_database_arrive_in_the_order_of_the_requests() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    for number in 0..50 {
        let told = told.clone();
        bench.app.ask_database(Owner::Program, move |_| Ok(number), move |_, read| told.send(read).unwrap());
    }
    let numbers: Vec<_> = (0..50).map(|_| bench.until(&heard).unwrap()).collect();
    assert_eq!(numbers, (0..50).collect::<Vec<_>>());
}

#[test]
fn the_tasks_of_a_removed_instance_are_cancelled_and_their_answers_dropped() {
    let (mut bench, key) = Bench::with_instance();
    let (told, heard) = mpsc::channel();
    let (ended, end) = mpsc::channel();
    let late = told.clone();
    let work = move |task: super::tasks::Running| async move {
        task.cancel.cancelled().await;
        ended.send(()).unwrap();
        Ok(())
    };
    let task = bench.app.spawn(key, work, move |_, _: Result<(), TaskLost>| late.send("late").unwrap());
    bench.app.tasks.keep_window_open(task);
    bench.app.remove_here(key, History::Keep);
    assert!(bench.app.tasks.keeps_window_open(), "its outcome is still being recorded");
    end.recv_timeout(Duration::from_secs(20)).unwrap();
    bench.until_it_may_close();
    bench.app.ask_database(Owner::Program, |_| Ok(()), move |_, _| told.send("next").unwrap());
    assert_eq!(bench.until(&heard), "next");
}

#[test]
fn the_working_state_of_an_instance_goes_with_it() {
    let (mut bench, key) = Bench::with_instance();
    bench.app.learn(key, Fact::State(InstanceState::Authorized), now());
    let last_known = |bench: &mut Bench| bench.app.parts.of(key).last_known.clone();
    assert_ne!(last_known(&mut bench), LastKnown::default());
    bench.app.remove_here(key, History::Keep);
    assert_eq!(last_known(&mut bench), LastKnown::default());
}

#[test]
fn a_runtime_that_ends_answers_for_its_tasks() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    let work = |_| std::future::pending();
    bench.app.spawn(Owner::Program, work, move |_, answer: Answer<()>| told.send(answer.outcome).unwrap());
    bench.app.runtime = super::runtime::Runtime::start().unwrap();
    assert_eq!(bench.until(&heard), Err(Failure::ProgramFault));
}

/// Begins unlinking the phone as a step of a replacement.
fn begin_unlinking(bench: &mut Bench, key: InstanceKey) {
    let mut plan = Replacement::new(now());
    plan.begin(Act::Unlink, now());
    let instance = bench.app.model.instance_mut(key).unwrap();
    instance.replace = Some(ReplaceState::new(plan, Kept::InMemory));
}

fn is_unlinked(bench: &Bench, key: InstanceKey) -> bool {
    let replacing = bench.app.model.instance(key).and_then(|instance| instance.replace.as_ref());
    !replacing.unwrap().plan.is_open(Step::Unlink)
}

#[test]
fn a_state_reaches_the_replacement_whichever_task_has_read_it() {
    let task = TaskId(99);
    let told = InstanceState::NotAuthorized;
    let restarted = |bench: &mut Bench, key| {
        let progress = RestartProgress { state: Some((told.clone(), now())), ..RestartProgress::default() };
        let instance = bench.app.model.instance_mut(key).unwrap();
        let running = RestartProgress::default();
        instance.restart =
            Some(RestartState { task, change: Change::Reboot, progress: running, since: Instant::now() });
        bench.app.on_restart(key, task, progress);
    };
    let linked = |bench: &mut Bench, key| {
        let begun = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
        let mut progress = begun.clone();
        (progress.state, progress.state_at) = (Some(told.clone()), Some(now()));
        let account = &mut bench.app.model.instance_mut(key).unwrap().account;
        account.link = Some(LinkState { task, progress: begun, password: PasswordState::NotSent, at: now() });
        bench.app.on_link(key, task, progress);
    };
    let ready = |bench: &mut Bench, key| {
        let live = resend_of_one(task);
        bench.app.model.instance_mut(key).unwrap().resend.live = Some(live);
        let (state, terms) = (Some(told.clone()), Ok(("79990001122".to_owned(), Duration::from_secs(1))));
        let readiness = Readiness { at: now(), state, settings: None, terms, exchange: None };
        bench.app.on_resend_ready(key, task, readiness);
    };
    type Source<'a> = &'a dyn Fn(&mut Bench, InstanceKey);
    let sources: [Source<'_>; 3] = [&restarted, &linked, &ready];
    for source in sources {
        let (mut bench, key) = Bench::with_instance();
        begin_unlinking(&mut bench, key);
        assert!(!is_unlinked(&bench, key));
        source(&mut bench, key);
        assert_eq!(bench.app.model.instance(key).unwrap().state.value(), Some(&told));
        assert!(is_unlinked(&bench, key));
    }
}

#[test]
fn an_older_fact_changes_nothing_and_is_not_told() {
    let (mut bench, key) = Bench::with_instance();
    let before = now() - SignedDuration::from_secs(60);
    bench.app.learn(key, Fact::State(InstanceState::Authorized), now());
    begin_unlinking(&mut bench, key);
    bench.app.learn(key, Fact::State(InstanceState::NotAuthorized), before);
    bench.app.recall(key, Fact::State(InstanceState::NotAuthorized), before);
    let instance = bench.app.model.instance(key).unwrap();
    assert_eq!(instance.state.value(), Some(&InstanceState::Authorized));
    assert!(!instance.state.is_recalled());
    assert!(!is_unlinked(&bench, key));
}

#[test]
fn what_a_lost_task_left_running_has_ended_and_its_outcome_is_unknown() {
    let (mut bench, key) = Bench::with_instance();
    let task = TaskId(99);
    let instance = bench.app.model.instance_mut(key).unwrap();
    let machine = ClearQueue::new(CopyPlace::Nowhere, Rest::NotExpected, Recording::None, Duration::ZERO);
    instance.clear = Some(ClearState::new(task, Waiting::Exactly(3), None, machine));
    let (change, progress) = (Change::Reboot, RestartProgress::default());
    instance.restart = Some(RestartState { task, change, progress, since: Instant::now() });
    let progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    instance.account.link = Some(LinkState { task, progress, password: PasswordState::NotSent, at: now() });

    bench.app.on_clear_lost(key, task);
    bench.app.on_restart_lost(key, task);
    bench.app.on_link_lost(key, task);
    let instance = bench.app.model.instance(key).unwrap();
    assert!(!instance.is_clearing() && !instance.is_restarting() && !instance.account.is_linking());
    let cleared = instance.clear.as_ref().unwrap().progress.machine.ending();
    assert_eq!(cleared, Some(&ClearEnding::Unknown { failure: Failure::ProgramFault, found: None }));
    let restarted = &instance.restart.as_ref().unwrap().progress.phase;
    assert_eq!(*restarted, RestartPhase::Ended(RestartEnding::Unknown(Failure::ProgramFault)));
}

#[test]
fn a_large_text_is_redacted_off_the_drawing_thread_and_a_later_copy_replaces_it() {
    let mut bench = Bench::new();
    let large = format!("{}{}", " ".repeat(1 << 20), r#"{"password":"canary"}"#);
    bench.app.update(Action::Copy(large.clone()));
    assert!(bench.app.window.effects.copy.is_none(), "it was redacted on the drawing thread");
    while bench.app.window.effects.copy.is_none() {
        bench.wakes.recv_timeout(Duration::from_secs(20)).unwrap();
        bench.app.poll();
    }
    let copied = bench.app.window.effects.copy.take().unwrap();
    assert!(copied.len() > 1 << 20 && copied.ends_with(r#"{"password":"***"}"#));

    bench.app.update(Action::Copy(large));
    let redacting = bench.app.window.copying.unwrap();
    bench.app.tasks.keep_window_open(redacting);
    bench.app.update(Action::Copy("later".to_owned()));
    bench.until_it_may_close();
    assert_eq!(bench.app.window.effects.copy.as_deref(), Some("later"));
}

/// Returns a run of one chat that waits, in this step.
fn run_of_one(step: RunStep) -> CurrentRun {
    let run = ArchiveRun {
        id: ArchiveRunId(1),
        instance: IdInstance::parse("7103004512").unwrap(),
        direction: ArchiveDirection::Archive,
        undoes: None,
        begun: now(),
        ended: None,
        verified: None,
        stopped: false,
        under_way: false,
        number: None,
        counts: ArchiveCounts { waiting: 1, ..ArchiveCounts::default() },
        to_undo: 0,
    };
    let item = ArchiveItem {
        position: 1,
        chat: "79992047718@c.us".to_owned(),
        name: "Ann".to_owned(),
        was: None,
        asked: 0,
        state: ChatState::Waiting,
        changed: now(),
    };
    let mut current = CurrentRun::new(run, vec![item], Messenger::WhatsApp);
    current.step = step;
    current
}

#[test]
fn a_run_whose_task_was_lost_is_not_shown_as_under_way() {
    let (mut bench, key) = Bench::with_instance();
    let task = TaskId(99);
    let instance = bench.app.model.instance_mut(key).unwrap();
    let phase = ArchivePhase::ReadingBack { left: 0 };
    let step = RunStep::Running { task, phase, halting: None };
    instance.chats.runs.current = Some(run_of_one(step));
    let live = resend_of_one(task);
    instance.resend.live = Some(live);

    bench.app.on_run_lost(key, task);
    bench.app.on_resend_task(key, task, Err(TaskLost));
    let instance = bench.app.model.instance(key).unwrap();
    assert!(matches!(instance.chats.runs.current.as_ref().unwrap().step, RunStep::Lost));
    assert!(!instance.resend.is_sending());
    assert_eq!(instance.resend.last.as_ref().unwrap().end, ResendEnd::Lost(Failure::ProgramFault));
}

/// The message on its way might arrive between the copy and the clearing.
#[test]
fn a_clearing_waits_for_the_end_of_a_resend() {
    let (mut bench, key) = Bench::with_instance();
    let (task, token) = (TaskId(99), ApiToken::parse(&"7".repeat(50)).unwrap());
    let instance = bench.app.model.instance_mut(key).unwrap();
    instance.token = TokenState::Ready(token);
    instance.resend.live = Some(resend_of_one(task));
    let running = |bench: &Bench| bench.app.model.instance(key).unwrap().clear.as_ref().unwrap().running;
    bench.app.clear(key, CopyPlace::Database, Rest::NotExpected, None).unwrap();
    assert_eq!(running(&bench), None);
    assert!(bench.app.model.instance(key).unwrap().is_clearing());
    bench.app.on_resend_task(key, task, Err(TaskLost));
    let begun = running(&bench);
    assert!(begun.is_some());
    bench.app.model.instance_mut(key).unwrap().resend.live = Some(resend_of_one(task));
    bench.app.on_resend_task(key, task, Err(TaskLost));
    assert_eq!(running(&bench), begun, "it runs twice");
}

#[test]
fn stopping_a_run_that_is_verified_cancels_the_verification_first() {
    let (mut bench, key) = Bench::with_instance();
    let (ended, end) = mpsc::channel();
    let id = bench.app.tasks.next_id();
    let work = |task: super::tasks::Running| async move {
        task.cancel.cancelled().await;
        ended.send(()).unwrap();
        task.report(move |app| app.on_verify(key, id, Verifying::Cancelled, ArchiveCounts::default()));
        Ok(())
    };
    let task = bench.app.spawn(key, work, |_, ended: Result<(), TaskLost>| ended.unwrap());
    let step = RunStep::Verifying(task, Verifying::ReadingList);
    let current = run_of_one(step);
    bench.app.model.instance_mut(key).unwrap().chats.runs.current = Some(current);
    bench.app.stop_run(key);
    assert!(bench.app.tasks.keeps_window_open(), "the window may close before the stop is recorded");
    bench.until(&end);
    bench.until_so(|model| is_stopped(model, key));
}

#[test]
fn a_verification_begins_nothing_on_an_instance_that_is_being_removed() {
    let (mut bench, key) = Bench::with_instance();
    let task = TaskId(99);
    let instance = bench.app.model.instance_mut(key).unwrap();
    instance.token = TokenState::Ready(ApiToken::parse(&"7".repeat(50)).unwrap());
    instance.removal = Some(Removal::Keeping);
    instance.chats.runs.current = Some(run_of_one(RunStep::Verifying(task, Verifying::ReadingList)));
    bench.app.on_verify(key, task, Verifying::Done, ArchiveCounts::default());
    assert!(!bench.app.model.instance(key).unwrap().is_changing_server());
}

fn is_stopped(model: &Model, key: InstanceKey) -> bool {
    model.instance(key).unwrap().chats.runs.current.as_ref().unwrap().run.stopped
}

#[test]
fn a_run_whose_stop_was_not_written_is_not_shown_as_stopped() {
    let (mut bench, key) = Bench::with_instance();
    bench.break_database();
    bench.app.model.instance_mut(key).unwrap().chats.runs.current = Some(run_of_one(RunStep::Resting));
    bench.app.stop_run(key);
    bench.until_so(|model| refused_act(model, key) == Some(RunAct::Stop));
    assert!(!is_stopped(&bench.app.model, key));
}

fn refused_act(model: &Model, key: InstanceKey) -> Option<RunAct> {
    model.instance(key).unwrap().chats.runs.failure.as_ref().map(|refused| refused.act)
}

#[test]
fn runs_that_could_not_be_read_are_not_taken_for_one_that_was_not_begun() {
    let (mut bench, key) = Bench::with_instance();
    let whole = bench.app.services.database.clone();
    bench.break_database();
    bench.app.list_archive_runs(key);
    bench.until_so(|model| refused_act(model, key) == Some(RunAct::List));
    bench.app.open_run(key, ArchiveRunId(1));
    bench.until_so(|model| refused_act(model, key) == Some(RunAct::Read));
    bench.app.list_archive_runs(key);
    bench.until_so(|model| refused_act(model, key) == Some(RunAct::List));
    bench.app.services.database = whole;
    bench.app.list_archive_runs(key);
    bench.until_so(|model| refused_act(model, key).is_none());
}

#[test]
fn the_first_queries_of_many_instances_need_a_frame_for_each_eight() {
    let mut app = Bench::new().app;
    app.scheduler = Scheduler::default();
    app.plan_queries((0..40).map(InstanceKey));
    let due = std::iter::from_fn(|| app.scheduler.next().map(|at| app.scheduler.take_due(at).len()));
    assert_eq!(due.collect::<Vec<_>>(), [8; 5]);
}

#[test]
fn the_chats_of_many_runs_are_added_in_time_that_grows_with_their_number_alone() {
    const CHATS: usize = 50_000;
    let ids = |from: usize| -> Arc<[RowId]> {
        (from..from + CHATS)
            .map(|number| RowId::of_server(&format!("{}@c.us", 79_000_000_000 + number), Messenger::WhatsApp))
            .collect()
    };
    let known = Arc::default();
    let first = FoundChats::new(&known, &Imported::default(), &[ids(0)], Asked::default());
    let begun = Instant::now();
    let both = FoundChats::new(&known, &first.imported(), &[ids(0), ids(CHATS)], Asked::default());
    assert!(begun.elapsed() < Duration::from_secs(20), "each id was compared with each other one");
    assert_eq!(both.list().rows.len(), 2 * CHATS);
    assert!(both.list().rows[..CHATS] == first.list().rows[..]);
}
