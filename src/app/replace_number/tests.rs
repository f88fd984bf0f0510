//! Writes of the progress that end together, and reads that wait or go on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::progress::{Written, keep_after_reading};
use super::{App, ReplaceNumber};
use crate::app::facts::Fact;
use crate::app::tests::Bench;
use crate::green_api::{ApiToken, Detail, IdInstance, InstanceSettings, QueuedMessage, now};
use crate::model::{InstanceKey, Kept, ReplaceAction, ReplaceRead, ReplaceState, TaskId, TokenState};
use crate::store::{
    Database, DatabaseFailure, JournalFilter, ResendCounts, ResendRun, ResendRunId, SavedQueueId, WhySaved,
};
use crate::work::clear_queue::{CopyPlace, Rest};
use crate::work::replace_number::{self, Act, Replacement, Seen, Step, StepState};

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
fn an_ended_replacement_does_not_change_and_is_recorded_once() {
    let (mut bench, key) = Bench::with_instance();
    let app = &mut bench.app;
    app.model.instance_mut(key).unwrap().replace = Some(ReplaceState::new(Replacement::new(now()), Kept::NotYet));
    app.replace(key, ReplaceAction::Say(Step::StopProducers));
    app.replace(key, ReplaceAction::End);
    // A phone is linked afterwards.
    let settings = InstanceSettings {
        wid: Some("79991234567@c.us".to_owned()),
        messenger: None,
        sending_interval: None,
        incoming_webhook: None,
        webhook_url: None,
    };
    app.learn(key, Fact::Settings(settings), now());
    let plan = &app.model.instance(key).unwrap().replace.as_ref().unwrap().plan;
    assert!(plan.ended().is_some());
    assert_eq!(plan.old_number(), None);
    let lines = app.services.database.whole_journal(&JournalFilter::default(), |_, lines| lines.count());
    assert_eq!(lines.unwrap(), 1);
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
        number: None,
    };
    let hour = Duration::from_secs(3_600);
    instance.resend.runs = Some(vec![run(2, plan.begun() + hour, 3), run(1, plan.begun() - hour, 7)]);
    instance.replace = Some(ReplaceState::new(plan, Kept::NotYet));
    app.replace(key, ReplaceAction::Say(Step::SendAgain));
    let replacing = app.model.instance(key).unwrap().replace.as_ref().unwrap();
    let state = replacing.plan.state(Step::SendAgain);
    assert!(
        matches!(state, StepState::Done { fact: replace_number::Fact::SentAgain { messages: 3 }, .. }),
        "{state:?}"
    );
}

#[test]
fn the_last_step_gives_no_number_if_the_runs_were_not_read() {
    let (mut bench, key) = Bench::with_instance();
    let app = &mut bench.app;
    app.model.instance_mut(key).unwrap().replace = Some(ReplaceState::new(Replacement::new(now()), Kept::NotYet));
    app.replace(key, ReplaceAction::Say(Step::SendAgain));
    let state = app.model.instance(key).unwrap().replace.as_ref().unwrap().plan.state(Step::SendAgain).clone();
    assert!(matches!(state, StepState::Done { fact: replace_number::Fact::Said, .. }), "{state:?}");
}

#[test]
fn a_clearing_relies_on_the_saved_copy_only_if_it_holds_all_that_waits() {
    let (mut bench, key) = Bench::with_instance();
    let app = &mut bench.app;
    let message = |id| QueuedMessage::read(json!({"messageID": id, "type": "sendMessage", "body": {}}));
    let mut plan = Replacement::new(now());
    plan.begin(Act::Save { why: WhySaved::ByHand }, now());
    let ids = QueuedMessage::ids_of(&[message("A")]);
    plan.see(&Seen::Saved { id: 1, messages: 1, ids, waiting: Some(1) }, now());
    for (waiting, copied) in [("A", Some(1)), ("B", None)] {
        let instance = app.model.instance_mut(key).unwrap();
        let token = ApiToken::parse("d75b3a66374942c5b3c019c698abc2067e151558acbd412345").unwrap();
        (instance.token, instance.clear) = (TokenState::Ready(token), None);
        instance.replace = Some(ReplaceState::new(plan.clone(), Kept::NotYet));
        app.learn(key, Fact::Queue(Arc::new(vec![message(waiting)])), now());
        app.learn(key, Fact::Count(1), now());
        app.clear(key, CopyPlace::Nowhere, Rest::NotExpected, None).unwrap();
        let clear = app.model.instance(key).unwrap().clear.as_ref().unwrap();
        assert_eq!(clear.progress.saved_before, copied, "{waiting}");
    }
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
