//! Writes of the progress that end together, and reads that wait or go on.

use std::time::{Duration, Instant};

use super::progress::{Written, keep_after_reading};
use super::{App, ReplaceNumber};
use crate::app::tests::Bench;
use crate::green_api::{Detail, IdInstance, now};
use crate::model::{InstanceKey, Kept, ReplaceAction, ReplaceRead, ReplaceState, TaskId};
use crate::store::{Database, DatabaseFailure, ResendCounts, ResendRun, ResendRunId, SavedQueueId};
use crate::work::replace_number::{Act, Fact, Replacement, Step, StepState};

fn waits(app: &App, key: InstanceKey) -> bool {
    app.model.instance(key).and_then(|instance| instance.replace.as_ref()).unwrap().waiting.is_some()
}

#[test]
fn an_act_goes_on_only_if_the_write_that_contains_it_is_on_disk() {
    let (mut bench, key) = Bench::with_instance();
    let app = &mut bench.app;
    app.model.instance_mut(key).unwrap().replace = Some(ReplaceState::new(Replacement::new(now()), Kept::NotYet));
    let last_write = |app: &App| match app.model.instance(key).unwrap().replace.as_ref().unwrap().kept {
        Kept::Writing(write) => write,
        ref kept => panic!("{kept:?}"),
    };
    app.change_plan(key, |plan| plan.say_done(Step::StopProducers, now()));
    let before: TaskId = last_write(app);
    app.replace_act(key, Act::CheckEmpty);
    let with_act = last_write(app);
    app.on_written(key, before, Ok(Written::Kept));
    assert!(waits(app, key), "the write with the act in it has not ended");
    app.on_written(key, with_act, Err(DatabaseFailure::Other { detail: Detail::words("full") }));
    assert!(waits(app, key), "it failed");
}

#[test]
fn the_last_step_says_how_many_messages_were_sent_since_the_replacement_began() {
    let (mut bench, key) = Bench::with_instance();
    let app = &mut bench.app;
    let instance = app.model.instance_mut(key).unwrap();
    let plan = Replacement::new(now());
    let run = |id: i64, begun, sent| ResendRun {
        id: ResendRunId(id),
        queue: SavedQueueId(1),
        instance: instance.id().clone(),
        begun,
        stopped: false,
        under_way: false,
        counts: ResendCounts { sent, ..ResendCounts::default() },
    };
    let hour = Duration::from_secs(3_600);
    instance.resend.runs = Some(vec![run(2, plan.begun() + hour, 3), run(1, plan.begun() - hour, 7)]);
    instance.replace = Some(ReplaceState::new(plan, Kept::NotYet));
    app.replace(key, ReplaceAction::Say(Step::SendAgain));
    let replacing = app.model.instance(key).unwrap().replace.as_ref().unwrap();
    let state = replacing.plan.state(Step::SendAgain);
    assert!(matches!(state, StepState::Done { fact: Fact::SentAgain { messages: 3 }, .. }), "{state:?}");
}

#[test]
fn two_writes_of_one_replacement_are_not_taken_for_two_replacements() {
    let database = Database::in_memory();
    let id = IdInstance::parse("1101000001").unwrap();
    let plan = Replacement::new(now());
    let other = Replacement::new(plan.begun() + Duration::from_secs(60));
    let write = |plan: &Replacement| {
        let (id, plan) = (id.clone(), plan.clone());
        database.run_blocking(move |tables| keep_after_reading(tables, &id, &plan)).unwrap()
    };
    assert!(matches!(write(&plan), Written::Kept));
    assert!(matches!(write(&plan), Written::Kept), "the first write is still on its way when the second is asked for");
    assert!(matches!(write(&other), Written::Earlier(earlier) if earlier.begun() == plan.begun()));
}

#[test]
fn an_unlinking_from_another_page_is_waited_for_too() {
    let (mut bench, key) = Bench::with_instance();
    let mut plan = Replacement::new(now());
    plan.say_done(Step::StopProducers, now());
    for step in [Step::Save, Step::Clear, Step::Notifications] {
        plan.skip(step, now());
    }
    bench.app.model.instance_mut(key).unwrap().replace = Some(ReplaceState::new(plan, Kept::NotYet));
    assert!(bench.app.does_as_step(key, Act::Unlink));
    let (now, part) = (Instant::now(), &bench.app.parts.of(key).replace_number);
    assert!(part.reads_account(now, now + Duration::from_secs(60)));
}

#[test]
fn a_read_that_waits_for_the_token_waits_once() {
    let mut part = ReplaceNumber::default();
    part.want(ReplaceRead::Account);
    part.want(ReplaceRead::Queue);
    part.want(ReplaceRead::Account);
    assert_eq!(part.wanted, [ReplaceRead::Account, ReplaceRead::Queue]);
}

#[test]
fn the_account_is_read_by_itself_after_an_act_for_as_long_as_the_window_is_seen() {
    let start = Instant::now();
    let minute = |minute: u64| start + Duration::from_secs(60 * minute);
    let mut part = ReplaceNumber::default();
    assert!(!part.reads_account(start, minute(9)), "the user has not acted");
    part.until = Some(minute(5));
    assert!(part.reads_account(minute(4), minute(9)));
    assert!(!part.reads_account(minute(5), minute(9)), "it has taken too long");
    assert!(!part.reads_account(minute(4), minute(3)), "the window is out of sight");
}
