//! Observations for the replacement of a number: applying them, and marking the steps that they complete.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::App;
use super::facts::Fact;
use crate::green_api::{Failure, InstanceState, now};
use crate::model::{InstanceKey, Query, ReplaceReport, TaskId};
use crate::work::replace_number::{
    AccountSeen, Act, BETWEEN_COUNTS, Counted, NotificationsSeen, QueueSeen, Seen, Step,
};
use crate::work::{clear_queue, link_phone, restart, saved_queues};

/// Interval between two reads of a state that is about to change.
const BETWEEN_QUERIES: Duration = Duration::from_secs(5);

/// Interval between two reads of settings that are about to take effect
/// (green-api.com/en/docs/api/account/SetSettings).
const BETWEEN_SETTINGS: Duration = Duration::from_secs(10);

/// Minimum interval between two clearings of notifications (green-api.com/docs/api/queues/ClearWebhooksQueue).
const BETWEEN_CLEARINGS: Duration = Duration::from_secs(60);

impl App {
    pub(super) fn on_replace(&mut self, key: InstanceKey, task: TaskId, report: ReplaceReport) {
        self.cancels.remove(&task);
        let Some(replacing) = self.replacing(key) else { return };
        let tasks = &mut replacing.tasks;
        let place = match report {
            ReplaceReport::Queue(_) => &mut tasks.count,
            ReplaceReport::Account(_) => &mut tasks.account,
            ReplaceReport::Notifications(_) => &mut tasks.notifications,
            ReplaceReport::Settings(_) => &mut tasks.settings,
        };
        if place.take_if(|now| *now == task).is_none() {
            return;
        }
        match report {
            ReplaceReport::Queue(seen) => self.on_queue_seen(key, seen),
            ReplaceReport::Account(seen) => self.on_account_seen(key, seen),
            ReplaceReport::Notifications(seen) => self.on_notifications_seen(key, seen),
            ReplaceReport::Settings(answer) => {
                self.learn_answer(key, Query::Settings, answer.map(Fact::Settings));
                self.await_interval(key);
                self.give_up_on(key, Step::Interval);
            }
        }
    }

    /// Keeps reading the settings after an interrupted change of the interval, which takes effect five minutes after
    /// the request at the latest.
    fn await_interval(&mut self, key: InstanceKey) {
        let again = self.in_a_while(BETWEEN_SETTINGS);
        let longest = SignedDuration::try_from(self.client.paced(restart::LONGEST)).unwrap_or(SignedDuration::MAX);
        let interrupted = self.is_interrupted_at(key, Step::Interval);
        let Some(replacing) = self.replacing(key).filter(|_| interrupted) else { return };
        let asked = replacing.plan.asked_at(Step::Interval);
        let unread = replacing.interrupted.is_some_and(|interrupted| !interrupted.read);
        if unread || asked.is_some_and(|asked| now().duration_since(asked) <= longest) {
            replacing.tasks.next_settings = Some(again);
        }
    }

    fn on_queue_seen(&mut self, key: InstanceKey, seen: QueueSeen) {
        let next = self.in_a_while(BETWEEN_COUNTS);
        let (list, at) = seen.list;
        self.learn_outcome(key, Query::Queue, list.map(Fact::Queue), at);
        if let Some((count, at)) = seen.count {
            self.learn_outcome(key, Query::Count, count.map(Fact::Count), at);
        }
        let Some(replacing) = self.replacing(key) else { return };
        replacing.tasks.next_count = (replacing.plan.watches() || replacing.watch.wants_code()).then_some(next);
        replacing.watch.take(seen.counted.clone(), seen.at);
        let checks = replacing.plan.asked(Step::Clear) == Some(Act::CheckEmpty);
        match &seen.counted {
            Counted::Empty => self.see(key, &Seen::Waiting(0), seen.at),
            Counted::Waiting(count) => self.see(key, &Seen::Waiting(*count), seen.at),
            Counted::Disputed(_) | Counted::Unknown(_) => {}
        }
        // The check is a single count. If it did not show an empty queue, the step stays open.
        if checks {
            self.give_up_on(key, Step::Clear);
        }
        match seen.counted {
            Counted::Empty | Counted::Waiting(_) => self.truth_was_read(key, Step::Clear),
            // The count lags ten seconds behind a clearing, so the answer is still to come.
            Counted::Disputed(_) | Counted::Unknown(_) => {
                let interrupted = self.is_interrupted_at(key, Step::Clear);
                if let Some(replacing) = self.replacing(key).filter(|_| interrupted) {
                    replacing.tasks.next_count = Some(next);
                }
            }
        }
        self.try_link(key);
    }

    fn is_interrupted_at(&mut self, key: InstanceKey, step: Step) -> bool {
        let interrupted = self.replacing(key).and_then(|replacing| replacing.interrupted);
        interrupted.is_some_and(|interrupted| interrupted.step == step)
    }

    fn on_account_seen(&mut self, key: InstanceKey, seen: AccountSeen) {
        let again = self.in_a_while(BETWEEN_QUERIES);
        let longest = self.client.paced(restart::LONGEST);
        if let Ok(state) = &seen.state {
            self.learn(key, Fact::State(state.clone()), seen.at);
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        // If the server reports a linked phone, the user is not asked for one; the state must confirm it.
        let said_linked =
            instance.account.link.as_ref().is_some_and(|link| matches!(link.progress.shown, link_phone::Shown::Linked));
        let Some(replacing) = instance.replace.as_mut() else { return };
        replacing.account = Some(seen.clone());
        let failed = seen.failure().is_some();
        if seen.state.is_ok() {
            self.truth_was_read(key, Step::Unlink);
        }
        if let Ok(Some(number)) = seen.number {
            self.see(key, &Seen::Number(number), seen.number_at);
        }
        let Some(replacing) = self.replacing(key) else { return };
        let plan = &replacing.plan;
        let overdue = plan.asked_at(Step::Unlink).is_none_or(|asked| {
            now().duration_since(asked) > SignedDuration::try_from(longest).unwrap_or(SignedDuration::MAX)
        });
        let unread = failed && replacing.interrupted.is_some_and(|at| !at.read);
        // Reading continues while the awaited change can still come: after a logout for as long as a restart may take,
        // during linking until the state and the number of the phone are known, and after an interruption until a read
        // succeeds.
        let asks_again = match (plan.flight(), plan.asked(Step::Unlink)) {
            (Some(Step::Unlink), Some(Act::Unlink)) => !overdue,
            (Some(Step::Link), _) => {
                // A blocked number will not become another one by waiting.
                let unseen = plan.linked().is_none() && said_linked && seen.state != Ok(InstanceState::Blocked);
                failed || unseen || seen.logging_out || plan.linked() == Some(None)
            }
            _ => unread || plan.linked() == Some(None),
        };
        if asks_again {
            replacing.tasks.next_account = Some(again);
        } else {
            self.give_up_on(key, Step::Unlink);
        }
        self.try_link(key);
    }

    fn on_notifications_seen(&mut self, key: InstanceKey, seen: NotificationsSeen) {
        let free = match &seen.cleared {
            Some(Err(Failure::TooManyRequestsLeft { left })) => Some(self.in_a_while(*left)),
            Some(_) => Some(seen.answered + self.client.paced(BETWEEN_CLEARINGS)),
            None => None,
        };
        let Some(replacing) = self.replacing(key) else { return };
        let seen = seen.after(replacing.notifications.as_ref());
        replacing.notifications_free = free.or(replacing.notifications_free);
        replacing.notifications = Some(seen.clone());
        let left = seen.count.as_ref().ok().copied();
        match (&seen.cleared, left) {
            (Some(Ok(())), Some(left)) => self.see(key, &Seen::Notifications { left }, seen.at),
            // The outcome is unknown, or the program ended before it was seen: only a reported zero counts.
            (_, Some(Some(0))) if seen.cleared.as_ref().is_none_or(is_unknown) => {
                self.see(key, &Seen::Notifications { left: Some(0) }, seen.at);
            }
            _ => {}
        }
        match seen.cleared {
            Some(Err(failure)) if !failure.is_outcome_unknown() => self.refused_at(key, Step::Notifications),
            Some(_) => self.give_up_on(key, Step::Notifications),
            None if left.is_some() => self.truth_was_read(key, Step::Notifications),
            None => {
                let again = self.in_a_while(BETWEEN_COUNTS);
                let interrupted = self.is_interrupted_at(key, Step::Notifications);
                if let Some(replacing) = self.replacing(key).filter(|_| interrupted) {
                    replacing.tasks.next_notifications = Some(again);
                }
            }
        }
    }

    /// Reads the account once the linking reports that a phone is linked.
    pub(super) fn notify_link(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let (Some(link), Some(replacing)) = (&instance.account.link, &instance.replace) else { return };
        let linked = matches!(link.progress.shown, link_phone::Shown::Linked);
        if linked && replacing.plan.flight() == Some(Step::Link) && replacing.tasks.account.is_none() {
            self.start_account(key);
        }
    }

    pub(super) fn notify_saved(&mut self, key: InstanceKey, task: TaskId, report: &saved_queues::Report) {
        let Some(replacing) = self.replacing(key).filter(|replacing| replacing.tasks.save == Some(task)) else {
            return;
        };
        replacing.tasks.save = None;
        match &report.outcome {
            Ok(saved) => {
                // An empty copy has no id, and is not remembered.
                let (id, messages) = (saved.id.map_or(0, |id| id.0), saved.messages as u64);
                let seen = Seen::Saved { id, messages, ids: saved.ids.clone(), waiting: saved.waiting };
                self.see(key, &seen, now());
            }
            Err(_) => self.change_plan(key, |plan| plan.refused()),
        }
    }

    /// Looks for a copy that may have been written just before the program ended.
    pub(super) fn notify_saved_queues(&mut self, key: InstanceKey) {
        if !self.is_interrupted_at(key, Step::Save) {
            return;
        }
        let Some(instance) = self.model.instance(key) else { return };
        let since = instance.replace.as_ref().and_then(|replacing| replacing.plan.asked_at(Step::Save));
        let newest = instance.saved_queues.list.iter().flatten().max_by_key(|queue| queue.id);
        let found = newest.filter(|queue| {
            since.is_some_and(|since| queue.saved.as_millisecond() >= since.as_millisecond()) && queue.messages > 0
        });
        let found = found.map(|queue| (queue.id.0, u64::from(queue.messages), queue.waiting));
        if let Some((id, messages, waiting)) = found {
            // The ids of its messages are not read, so another copy is offered before this one is relied on.
            self.see(key, &Seen::Saved { id, messages, ids: None, waiting }, now());
        }
        self.truth_was_read(key, Step::Save);
    }

    pub(super) fn notify_cleared(&mut self, key: InstanceKey, task: TaskId, ending: &clear_queue::ClearEnding) {
        use clear_queue::{ClearEnding, QueueFound};
        if self.replacing(key).is_none_or(|replacing| replacing.tasks.clear != Some(task)) {
            return;
        }
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

    /// Treats a repeated check of the queue as part of the same clearing.
    pub(super) fn notify_check_again(&mut self, key: InstanceKey, before: Option<TaskId>) {
        let now = self.model.instance(key).and_then(|instance| instance.clear.as_ref()).map(|clear| clear.task);
        let Some(replacing) = self.replacing(key) else { return };
        if before.is_some() && replacing.tasks.clear == before {
            replacing.tasks.clear = now;
        }
    }

    pub(super) fn notify_restart(&mut self, key: InstanceKey, task: TaskId, phase: &restart::RestartPhase) {
        let restart::RestartPhase::Ended(ending) = phase else { return };
        if self.replacing(key).is_none_or(|replacing| replacing.tasks.restart != Some(task)) {
            return;
        }
        match ending {
            restart::RestartEnding::Refused(_) => self.refused_at(key, Step::Interval),
            _ => self.give_up_on(key, Step::Interval),
        }
    }

    pub(super) fn notify_logout(&mut self, key: InstanceKey, outcome: &Result<(), Failure>) {
        let unlinks = self.replacing(key).is_some_and(|replacing| replacing.plan.flight() == Some(Step::Unlink));
        match outcome {
            _ if !unlinks => {}
            Err(failure) if !failure.is_outcome_unknown() => self.refused_at(key, Step::Unlink),
            // Done, or the outcome is unknown: the state decides.
            _ => {
                self.start_account(key);
            }
        }
    }

    pub(super) fn see_interval(&mut self, key: InstanceKey, interval: Duration, at: Timestamp) {
        let ms = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        self.see(key, &Seen::IntervalMs(ms), at);
        self.truth_was_read(key, Step::Interval);
    }

    fn give_up_on(&mut self, key: InstanceKey, step: Step) {
        self.change_plan(key, |plan| {
            if plan.flight() == Some(step) {
                plan.give_up();
            }
        });
    }

    /// Ends a step that a clearing has recorded and did not carry out.
    pub(super) fn drop_step(&mut self, key: InstanceKey, act: Act) {
        self.refused_at(key, act.step());
    }

    fn refused_at(&mut self, key: InstanceKey, step: Step) {
        self.change_plan(key, |plan| {
            if plan.flight() == Some(step) {
                plan.refused();
            }
        });
    }
}

fn is_unknown(cleared: &Result<(), Failure>) -> bool {
    cleared.as_ref().is_err_and(Failure::is_outcome_unknown)
}
