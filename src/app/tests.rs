//! The program without a window: the answers of tasks, the ends that have none, and facts on their way to subscribers.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use tempfile::TempDir;

use super::facts::Fact;
use super::tasks::{Owner, TaskLost};
use super::{App, ReleaseSource, StartOptions};
use crate::green_api::{Answer, ApiUrl, Failure, IdInstance, InstanceState, Messenger, now};
use crate::model::{
    ClearState, Event, History, InstanceKey, Kept, LinkState, LiveRun, PasswordState, ReplaceState, RestartState,
    TaskId, Waiting,
};
use crate::store::{DatabaseFailure, DatabaseResult, InstanceRecord, SavedQueueId};
use crate::vault::{Vault, VaultFailure};
use crate::work::clear_queue::{ClearEnding, ClearQueue, CopyPlace, Rest};
use crate::work::link_phone::{LinkProgress, Way};
use crate::work::replace_number::{Act, Replacement, Step};
use crate::work::resend::Readiness;
use crate::work::restart::{Change, RestartEnding, RestartPhase, RestartProgress};

pub(super) struct Bench {
    pub app: App,
    wakes: mpsc::Receiver<()>,
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
        }]);
        let key = bench.app.model.instances[0].key;
        (bench, key)
    }

    pub fn until_it_may_close(&mut self) {
        while self.app.tasks.keeps_window_open() {
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
fn work_that_ends_without_its_last_event_is_reported_as_lost() {
    let mut bench = Bench::new();
    let (told, heard) = mpsc::channel();
    let lost = told.clone();
    let task = bench.app.spawn_reporting(
        Owner::Program,
        |_| async { panic!("a bug") },
        move |_, task| {
            lost.send(Some(task)).unwrap();
        },
    );
    assert_eq!(bench.until(&heard), Some(task));

    let task = bench.app.spawn_reporting(Owner::Program, |_| async {}, move |_, task| told.send(Some(task)).unwrap());
    bench.app.tasks.keep_window_open(task);
    bench.until_it_may_close();
    assert!(heard.try_recv().is_err(), "it ended by itself");
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
        Event::Restart(key, task, Box::new(progress))
    };
    let linked = |bench: &mut Bench, key| {
        let begun = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
        let mut progress = begun.clone();
        (progress.state, progress.state_at) = (Some(told.clone()), Some(now()));
        let account = &mut bench.app.model.instance_mut(key).unwrap().account;
        account.link = Some(LinkState { task, progress: begun, password: PasswordState::NotSent, at: now() });
        Event::Link(key, task, Box::new(progress))
    };
    let ready = |bench: &mut Bench, key| {
        let (queue, progress, halted) = (SavedQueueId(1), None, None);
        let live = LiveRun { task, queue, asked: 1, progress, pausing: false, stopping: false, halted };
        bench.app.model.instance_mut(key).unwrap().resend.live = Some(live);
        let (state, interval) = (Some(told.clone()), Ok(Duration::from_secs(1)));
        Event::ResendReady(
            key,
            task,
            Box::new(Readiness { at: now(), state, settings: None, interval, exchange: None }),
        )
    };
    let sources: [&dyn Fn(&mut Bench, InstanceKey) -> Event; 3] = [&restarted, &linked, &ready];
    for source in sources {
        let (mut bench, key) = Bench::with_instance();
        begin_unlinking(&mut bench, key);
        let event = source(&mut bench, key);
        assert!(!is_unlinked(&bench, key));
        bench.app.on_event(event);
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
    let mut machine = ClearQueue::new(CopyPlace::Nowhere, Rest::NotExpected, Duration::ZERO);
    machine.recorded(Ok(()));
    instance.clear = Some(ClearState::new(task, Waiting::Exactly(3), machine));
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
