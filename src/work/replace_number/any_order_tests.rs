//! Observations and answers in any order.

use proptest::prelude::*;

use super::tests::{GONE, THERE, at};
use super::*;
use crate::green_api::InstanceState;
use crate::store::WhySaved;

/// Any possible event.
#[derive(Debug, Clone)]
enum Op {
    Begin(Act),
    /// An observation, and how many seconds before now it was requested.
    See(Seen, i64),
    SayDone(Step),
    Answer(NumberAnswer),
    Skip(Step),
    Back,
    GoOn,
    GiveUp,
    Refused,
    Restart,
}

fn ops() -> impl Strategy<Value = Op> {
    let before = prop::option::of(0..3_u64);
    let act = prop_oneof![
        prop_oneof![Just(WhySaved::BeforeClearing), Just(WhySaved::ByHand)].prop_map(|why| Act::Save { why }),
        before.clone().prop_map(|before| Act::Clear { before }),
        Just(Act::CheckEmpty),
        before.clone().prop_map(|before| Act::ClearNotifications { before }),
        Just(Act::CheckNotifications),
        Just(Act::Unlink),
        Just(Act::CheckUnlinked),
        Just(Act::Link),
        (1..3_u64).prop_map(|ms| Act::Interval { ms, before_ms: None }),
    ];
    let state = prop_oneof![
        Just(InstanceState::Authorized),
        Just(InstanceState::NotAuthorized),
        Just(InstanceState::Blocked),
        Just(InstanceState::Starting),
    ];
    let seen = prop_oneof![
        (1..9_i64, 0..3_u64).prop_map(|(id, messages)| Seen::Saved { id, messages, ids: None, waiting: None }),
        Just(Seen::Cleared),
        (0..2_u64).prop_map(Seen::Waiting),
        prop::option::of(0..2_u64).prop_map(|left| Seen::Notifications { left }),
        state.prop_map(Seen::State),
        "[12]".prop_map(Seen::Number),
        (1..3_u64).prop_map(Seen::IntervalMs),
    ];
    let step = prop::sample::select(Step::ALL.to_vec());
    prop_oneof![
        6 => act.prop_map(Op::Begin),
        10 => (seen, 0..6_i64).prop_map(|(seen, ago)| Op::See(seen, ago)),
        1 => step.clone().prop_map(Op::SayDone),
        2 => prop_oneof![Just(NumberAnswer::Right), Just(NumberAnswer::Wrong)].prop_map(Op::Answer),
        1 => step.prop_map(Op::Skip),
        1 => Just(Op::Back),
        1 => Just(Op::GoOn),
        1 => Just(Op::GiveUp),
        1 => Just(Op::Refused),
        1 => Just(Op::Restart),
    ]
}

/// Whether this observation, in the step that `act` belongs to, is the result that the act was meant to have.
fn is_it(act: Act, seen: &Seen) -> bool {
    match act {
        Act::Save { .. } => matches!(seen, Seen::Saved { .. }),
        Act::Clear { .. } => matches!(seen, Seen::Cleared | Seen::Waiting(0)),
        Act::CheckEmpty => *seen == Seen::Waiting(0),
        Act::ClearNotifications { .. } => matches!(seen, Seen::Notifications { left: None | Some(0) }),
        Act::CheckNotifications => *seen == Seen::Notifications { left: Some(0) },
        Act::Unlink | Act::CheckUnlinked => *seen == GONE,
        Act::Link => false,
        Act::Interval { ms, .. } => *seen == Seen::IntervalMs(ms),
    }
}

proptest! {
    #[test]
    fn no_sequence_of_reports_ticks_a_step_that_was_not_seen(ops in prop::collection::vec(ops(), 0..60)) {
        let mut plan = Replacement::new(at(0));
        // The last act of each step, and when it began.
        let mut asked: [Option<(Act, i64)>; Step::COUNT] = [None; Step::COUNT];
        // The state of each step before its act was begun.
        let mut stood: [(StepState, Option<(Act, i64)>); Step::COUNT] = Default::default();
        // Whether a phone was seen to be linked, and its number after that, since the linking step began.
        let (mut there, mut number) = (None, false);
        // When the user confirmed the number.
        let mut yes = None;
        for (now, op) in (10..).zip(ops) {
            let before = plan.clone();
            let mut may_tick: Vec<Step> = Vec::new();
            match &op {
                Op::Begin(act) => {
                    if plan.ended().is_none() {
                        let before = asked[act.step() as usize].replace((*act, now));
                        stood[act.step() as usize] = (plan.state(act.step()).clone(), before);
                        if matches!(act.step(), Step::Link) || *act == Act::Unlink {
                            (there, number, yes) = (None, false, None);
                        }
                    }
                    plan.begin(*act, at(now));
                }
                Op::See(seen, ago) => {
                    let seen_at = now - ago;
                    for step in Step::ALL {
                        if asked[step as usize].is_some_and(|(act, since)| seen_at >= since && is_it(act, seen)) {
                            may_tick.push(step);
                        }
                    }
                    let linking = asked[Step::Link as usize].is_some_and(|(_, since)| seen_at >= since);
                    if *seen == THERE && linking {
                        there.get_or_insert(seen_at);
                    }
                    number |= matches!(seen, Seen::Number(_)) && there.is_some_and(|since| seen_at >= since);
                    if matches!(seen, Seen::Number(_)) && yes.is_some_and(|yes| seen_at >= yes) {
                        may_tick.push(Step::Link);
                    }
                    plan.see(seen, at(seen_at));
                }
                Op::SayDone(step) => {
                    if matches!(step, Step::StopProducers | Step::SendAgain) {
                        may_tick.push(*step);
                    }
                    plan.say_done(*step, at(now));
                }
                Op::Answer(answer) => {
                    plan.answer_number(*answer, at(now));
                    if plan.is_confirmed() && there.is_some() && number {
                        yes.get_or_insert(now);
                    } else if plan != before {
                        (there, number, yes) = (None, false, None);
                    }
                }
                Op::Skip(step) => plan.skip(*step, at(now)),
                Op::Back => plan.back(),
                Op::GoOn => plan.go_on(),
                Op::GiveUp => plan.give_up(),
                Op::Refused => {
                    if let Some(step) = plan.flight() {
                        let (state, act) = stood[step as usize].clone();
                        if state == *after_refusal(&plan).state(step) {
                            may_tick.push(step);
                        }
                        asked[step as usize] = act;
                    }
                    plan.refused();
                }
                Op::Restart => {
                    let kept = serde_json::to_value(&plan).unwrap();
                    plan = serde_json::from_value(kept).unwrap();
                    prop_assert_eq!(&plan, &before, "it is kept whole");
                    plan.interrupted();
                }
            }
            for step in Step::ALL {
                let ticked = plan.is_done(step) && before.state(step) != plan.state(step);
                prop_assert!(!ticked || may_tick.contains(&step), "{step:?} was ticked by {op:?}");
            }
            let open = Step::ALL.into_iter().any(|step| plan.is_open(step));
            prop_assert!(plan.ended().is_none() || !open, "it ended with a step open");
            prop_assert!(plan.ended().is_some() || plan.is_open(plan.step()) || !open || op_looks_back(&op, &before, &plan));
        }
    }
}

/// Returns the replacement in its state before the refused act.
fn after_refusal(plan: &Replacement) -> Replacement {
    let mut plan = plan.clone();
    plan.refused();
    plan
}

/// Whether the current step may be a done one because the user went back.
fn op_looks_back(op: &Op, before: &Replacement, plan: &Replacement) -> bool {
    matches!(op, Op::Back) || before.step() == plan.step()
}
