//! The page of a queue in a low window.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Shape, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::queue_ui;
use crate::green_api::{InstanceState, Messenger, QueuedMessage, now};
use crate::model::instance_tests::instance;
use crate::model::{ClearState, Instance, Kept, Known, OLD_FROM, ReplaceState, TaskId, Waiting};
use crate::tr;
use crate::ui::theme::Tokens;
use crate::ui::{ViewState, labels, text};
use crate::work::clear_queue::{ClearQueue, CopyPlace, Recording, Rest};
use crate::work::replace_number::{Replacement, Step};

/// The page in the smallest window, in points.
const SIZE: Vec2 = Vec2::new(656.0, 390.0);

fn messages(count: usize) -> Vec<QueuedMessage> {
    let message = |number| serde_json::json!({"messageID": format!("{number}"), "type": "sendMessage"});
    (0..count).map(|number| QueuedMessage::read(message(number))).collect()
}

fn blocked(count: usize) -> Instance {
    let mut instance = instance();
    instance.state.set(InstanceState::Blocked, now());
    instance.queue.set(Arc::new(messages(count)), now());
    instance.record_queue();
    instance
}

/// Begins a clearing, whose request has left.
fn begin_clearing(instance: &mut Instance) {
    let machine = ClearQueue::new(CopyPlace::Nowhere, Rest::NotExpected, Recording::None, Duration::ZERO);
    assert!(machine.consent().take());
    instance.clear = Some(ClearState::new(TaskId(1), Waiting::Exactly(128), None, machine));
}

/// Ends the clearing with one message left.
fn end_clearing(instance: &mut Instance) {
    let left = messages(1);
    let machine = &mut instance.clear.as_mut().unwrap().progress.machine;
    machine.cleared(Ok(()), Instant::now());
    machine.listed(Ok(&left));
    instance.queue.set(Arc::new(left), now());
    instance.record_queue();
}

/// Begins a replacement, whose banner leads back to its page.
fn begin_replacement(instance: &mut Instance) {
    let mut plan = Replacement::new(now());
    plan.say_done(Step::StopProducers, now());
    instance.replace = Some(ReplaceState::new(plan, Kept::InMemory));
}

/// The page while something is done to the instance.
type Desk = Harness<'static, (Instance, ViewState)>;

/// Opens the page in a window of this size, and scrolls it down by this many points.
fn opened(size: Vec2, instance: Instance, points: f32) -> Desk {
    let mut harness = Harness::builder().with_size(size).with_context_setup(crate::ui::theme::apply).build_ui_state(
        |ui, (instance, view): &mut (Instance, ViewState)| {
            queue_ui(ui, instance, view);
        },
        (instance, ViewState::default()),
    );
    harness.hover_at(Pos2::new(300.0, 10.0));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Unknown,
        delta: Vec2::new(0.0, -points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
    harness
}

#[track_caller]
fn assert_in_sight(harness: &Desk, what: &str) {
    let act = harness.get_by_label(&tr!("clear-queue-look-again")).rect();
    let title = harness.get_by_label(&tr!("clear-queue-still", before = "128", left = 1)).rect();
    let bottom = harness.ctx.content_rect().bottom();
    assert!(title.top() >= 0.0 && act.bottom() <= bottom, "{what}: {title:?}, {act:?}");
}

#[test]
fn a_result_is_in_sight_wherever_the_page_was_scrolled() {
    for points in [0.0, 60.0, 150.0, 3000.0] {
        let mut harness = opened(SIZE, blocked(128), points);
        begin_clearing(&mut harness.state_mut().0);
        end_clearing(&mut harness.state_mut().0);
        harness.run_steps(20);
        assert_in_sight(&harness, "ended at once");
    }
}

#[test]
fn the_result_of_a_clearing_on_this_page_is_in_sight_during_a_replacement_too() {
    let mut instance = blocked(128);
    begin_replacement(&mut instance);
    // So low that the page scrolls also without its messages.
    let mut harness = opened(Vec2::new(SIZE.x, 220.0), instance, 300.0);
    begin_clearing(&mut harness.state_mut().0);
    harness.run_steps(20);
    end_clearing(&mut harness.state_mut().0);
    harness.run_steps(20);
    assert_in_sight(&harness, "seen under way");
}

#[test]
fn replacing_a_blocked_number_is_the_main_act_once_its_queue_is_cleared() {
    let is_main = |harness: &Desk| {
        let button = harness.get_by_label(&tr!("replace-number-entry")).rect();
        let accents = [Tokens::LIGHT.accent, Tokens::DARK.accent];
        let mut shapes = harness.output().shapes.iter();
        shapes.any(|clipped| {
            matches!(&clipped.shape, Shape::Rect(rect)
                if accents.contains(&rect.fill) && rect.rect.contains(button.center()))
        })
    };
    let mut harness = opened(Vec2::new(SIZE.x, 700.0), blocked(128), 0.0);
    assert!(!is_main(&harness), "the queue is cleared first");
    let instance = &mut harness.state_mut().0;
    begin_clearing(instance);
    let machine = &mut instance.clear.as_mut().unwrap().progress.machine;
    machine.cleared(Ok(()), Instant::now());
    machine.listed(Ok(&[]));
    machine.counted(Ok(0));
    instance.queue.set(Arc::new(Vec::new()), now());
    instance.record_queue();
    harness.run_steps(20);
    assert!(is_main(&harness));
}

#[test]
fn a_result_that_was_seen_on_the_page_of_the_replacement_leaves_the_way_back_in_sight() {
    let mut instance = blocked(128);
    begin_replacement(&mut instance);
    begin_clearing(&mut instance);
    end_clearing(&mut instance);
    let harness = opened(SIZE, instance, 0.0);
    assert!(harness.get_by_label(&tr!("replace-number-go-on")).rect().top() >= 0.0);
}

#[test]
fn a_state_of_some_time_ago_is_told_with_its_time_and_not_asserted() {
    let blocked_text = tr!("warning-blocked-waiting", count = 128);
    let harness = opened(Vec2::new(SIZE.x, 700.0), blocked(128), 0.0);
    assert!(harness.query_by_label(&blocked_text).is_some());
    let mut instance = blocked(128);
    let ago = now() - OLD_FROM;
    instance.state = Known::default();
    instance.state.set(InstanceState::Blocked, ago);
    let harness = opened(Vec2::new(SIZE.x, 700.0), instance, 0.0);
    assert!(harness.query_by_label(&blocked_text).is_none());
    let state = labels::state_word(Some(&InstanceState::Blocked), Messenger::WhatsApp);
    harness.get_by_label(&tr!("warning-old", state = state, time = text::age(ago)));
}
