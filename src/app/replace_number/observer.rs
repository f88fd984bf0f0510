//! The observer: facts about the instance and the ends of acts reach the plan here and nowhere else.

use std::time::Duration;

use jiff::Timestamp;

use super::App;
use crate::app::facts::{ActEnd, Fact, News};
use crate::green_api::now;
use crate::model::{Instance, InstanceKey, Interrupted, ReplaceRead};
use crate::store::SavedQueue;
use crate::work::clear_queue::{ClearEnding, QueueFound};
use crate::work::replace_number::{Seen, Step};
use crate::work::restart::{Change, RestartEnding};
use crate::work::saved_queues::{NotSaved, Saved};

impl App {
    pub(in crate::app) fn observe(&mut self, key: InstanceKey, news: &News<'_>) {
        match news {
            News::Fact(fact, at) => self.observe_fact(key, fact, *at),
            News::End(end) => self.observe_end(key, end),
        }
    }

    fn observe_fact(&mut self, key: InstanceKey, fact: &Fact, at: Timestamp) {
        match fact {
            Fact::State(state) => self.see(key, &Seen::State(state.clone()), at),
            Fact::Settings(settings) => {
                if let Some(interval) = settings.sending_interval {
                    self.see_interval(key, interval, at);
                }
                self.record_old_number(key);
            }
            // Only a reading of list and count together counts.
            Fact::Count(_) | Fact::Queue(_) | Fact::SuspendedUntil(_) => {}
        }
        self.pass_idle_step(key);
    }

    /// Observes the end of an act. It is the end of the plan's act if that one is under way.
    fn observe_end(&mut self, key: InstanceKey, end: &ActEnd<'_>) {
        match end {
            ActEnd::Saved(outcome) => self.see_saved(key, outcome),
            ActEnd::SavedQueuesListed => self.see_saved_queues(key),
            ActEnd::Cleared(ending) => self.see_cleared(key, ending),
            ActEnd::Restarted(Change::Interval(_), RestartEnding::Refused(_)) => self.refused_at(key, Step::Interval),
            ActEnd::Restarted(Change::Interval(_), _) => self.give_up_on(key, Step::Interval),
            ActEnd::Restarted(Change::IncomingOn | Change::IncomingOff | Change::Reboot, _) => {}
            ActEnd::LoggedOut(Err(failure)) if !failure.is_outcome_unknown() => self.refused_at(key, Step::Unlink),
            // Done, or the outcome is unknown: the state decides.
            ActEnd::LoggedOut(_) => self.read_account_at(key, Step::Unlink),
            ActEnd::Linked => self.read_account_at(key, Step::Link),
        }
    }

    /// Whether the act of this step was begun, and not only recorded.
    fn is_under_way(&self, key: InstanceKey, step: Step) -> bool {
        let replacing = self.model.instance(key).and_then(|instance| instance.replace.as_ref());
        replacing.is_some_and(|replacing| replacing.plan.flight() == Some(step) && replacing.waiting.is_none())
    }

    /// Reads the account if the act of this step is under way.
    fn read_account_at(&mut self, key: InstanceKey, step: Step) {
        if self.is_under_way(key, step) {
            self.read_now(key, ReplaceRead::Account);
        }
    }

    /// Applies an observation of the server.
    pub(super) fn see(&mut self, key: InstanceKey, seen: &Seen, at: Timestamp) {
        self.change_plan(key, |plan| plan.see(seen, at));
        let Some(replacing) = self.replacing(key) else { return };
        replacing.interrupted.take_if(|Interrupted { step, .. }| !replacing.plan.is_open(*step));
    }

    fn see_interval(&mut self, key: InstanceKey, interval: Duration, at: Timestamp) {
        let ms = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        self.see(key, &Seen::IntervalMs(ms), at);
        self.truth_was_read(key, Step::Interval);
    }

    /// Records the number that is being replaced.
    pub(super) fn record_old_number(&mut self, key: InstanceKey) {
        if let Some(number) = self.model.instance(key).and_then(Instance::number) {
            self.change_plan(key, |plan| plan.record_old_number(&number));
        }
    }

    fn see_saved(&mut self, key: InstanceKey, outcome: &Result<Saved, NotSaved>) {
        if !self.is_under_way(key, Step::Save) {
            return;
        }
        match outcome {
            Ok(saved) => {
                // An empty copy has no id, and is not remembered.
                let (id, messages) = (saved.id.map_or(0, |id| id.0), saved.messages as u64);
                let seen = Seen::Saved { id, messages, ids: saved.ids.clone(), waiting: saved.waiting };
                self.see(key, &seen, now());
            }
            Err(_) => self.refused_at(key, Step::Save),
        }
    }

    /// Looks for a copy that may have been written just before the program ended.
    fn see_saved_queues(&mut self, key: InstanceKey) {
        if !self.is_interrupted_at(key, Step::Save) {
            return;
        }
        let Some(instance) = self.model.instance(key) else { return };
        let since = instance.replace.as_ref().and_then(|replacing| replacing.plan.asked_at(Step::Save));
        let newest = instance.saved_queues.list.iter().flatten().max_by_key(|queue| queue.id);
        let is_new = |queue: &&SavedQueue| {
            since.is_some_and(|since| queue.saved.as_millisecond() >= since.as_millisecond()) && queue.messages > 0
        };
        let found = newest.filter(is_new).map(|queue| (queue.id.0, u64::from(queue.messages), queue.waiting));
        if let Some((id, messages, waiting)) = found {
            // The ids of its messages are not read, so another copy is offered before this one is relied on.
            self.see(key, &Seen::Saved { id, messages, ids: None, waiting }, now());
        }
        self.truth_was_read(key, Step::Save);
    }

    fn see_cleared(&mut self, key: InstanceKey, ending: &ClearEnding) {
        match ending {
            // The step needs an empty queue, so an unanswered clearing counts too once the queue is seen to be empty.
            ClearEnding::Empty { .. } | ClearEnding::Unknown { found: Some(QueueFound::Empty), .. } => {
                self.see(key, &Seen::Cleared, now());
            }
            ClearEnding::Kept | ClearEnding::Refused(_) => self.refused_at(key, Step::Clear),
            ClearEnding::StillWaiting { .. } | ClearEnding::NotYetKnown(_) | ClearEnding::Unknown { .. } => {
                self.give_up_on(key, Step::Clear);
            }
        }
    }

    pub(super) fn is_interrupted_at(&mut self, key: InstanceKey, step: Step) -> bool {
        let interrupted = self.replacing(key).and_then(|replacing| replacing.interrupted);
        interrupted.is_some_and(|interrupted| interrupted.step == step)
    }

    pub(super) fn truth_was_read(&mut self, key: InstanceKey, of: Step) {
        let interrupted = self.replacing(key).and_then(|replacing| replacing.interrupted.as_mut());
        if let Some(interrupted) = interrupted.filter(|interrupted| interrupted.step == of) {
            interrupted.read = true;
        }
    }

    /// Ends the check of a step by the answer to a read that was requested at `at`.
    pub(super) fn end_check(&mut self, key: InstanceKey, step: Step, at: Timestamp) {
        if self.is_under_way(key, step) {
            self.change_plan(key, |plan| plan.end_check(step, at));
        }
    }

    pub(super) fn give_up_on(&mut self, key: InstanceKey, step: Step) {
        if self.is_under_way(key, step) {
            self.change_plan(key, |plan| plan.give_up());
        }
    }

    pub(super) fn refused_at(&mut self, key: InstanceKey, step: Step) {
        if self.is_under_way(key, step) {
            self.change_plan(key, |plan| plan.refused());
        }
    }
}
