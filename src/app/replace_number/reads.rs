//! The reads of a replacement: when they begin, and what their answers say.

use std::time::{Duration, Instant};

use jiff::SignedDuration;

use super::App;
use crate::app::facts::Fact;
use crate::app::scheduler::Due;
use crate::app::tasks::Running;
use crate::green_api::{Client, Credentials, Failure, GetSettings, InstanceState, Purpose, now};
use crate::model::{Asking, InstanceKey, Page, Query, ReplaceRead, ReplaceState, TokenState};
use crate::work::link_phone::{LONGEST, LONGEST_UNSEEN, Shown};
use crate::work::replace_number::{
    AccountSeen, Act, BETWEEN_COUNTS, Counted, NotificationsSeen, QueueSeen, Seen, Step, clear_notifications, count,
    count_notifications, read_account,
};
use crate::work::restart;

/// Interval between two reads of a state that is about to change.
const BETWEEN_QUERIES: Duration = Duration::from_secs(5);

/// Interval between two reads of settings that are about to take effect
/// (green-api.com/en/docs/api/account/SetSettings).
const BETWEEN_SETTINGS: Duration = Duration::from_secs(10);

/// Minimum interval between two clearings of notifications (green-api.com/docs/api/queues/ClearWebhooksQueue).
const BETWEEN_CLEARINGS: Duration = Duration::from_secs(60);

impl App {
    /// Begins a read that is due. Without a token it waits for one.
    pub(in crate::app) fn read_for_replacement(&mut self, key: InstanceKey, read: ReplaceRead) {
        let Some(instance) = self.model.instance(key) else { return };
        let has_token = matches!(instance.token, TokenState::Ready(_));
        let Some(replacing) = instance.replace.as_ref().filter(|one| one.plan.ended().is_none()) else { return };
        if !has_token {
            return self.parts.of(key).replace_number.want(read);
        }
        // An act with notifications counts them itself.
        if read != ReplaceRead::Notifications || replacing.plan.flight() != Some(Step::Notifications) {
            self.start_read(key, read);
        }
    }

    /// Begins the reads that waited for the token.
    pub(in crate::app) fn read_wanted(&mut self, key: InstanceKey) {
        for read in std::mem::take(&mut self.parts.of(key).replace_number.wanted) {
            self.read_for_replacement(key, read);
        }
    }

    /// Begins a read, instead of an earlier one of the same value. Returns `false` if the token is missing.
    pub(super) fn start_read(&mut self, key: InstanceKey, read: ReplaceRead) -> bool {
        match read {
            ReplaceRead::Queue => self.spawn_read(
                key,
                read,
                |client, credentials, task| async move { count(&client, &credentials, &task.cancel).await },
                QueueSeen::unread,
                Self::on_queue_seen,
            ),
            ReplaceRead::Account => self.spawn_read(
                key,
                read,
                |client, credentials, task| async move { read_account(&client, &credentials, &task.cancel).await },
                AccountSeen::unread,
                Self::on_account_seen,
            ),
            ReplaceRead::Notifications => {
                self.spawn_read(
                    key,
                    read,
                    |client, credentials, task| async move {
                        count_notifications(&client, &credentials, &task.cancel).await
                    },
                    NotificationsSeen::unread,
                    Self::on_notifications_seen,
                )
            }
            ReplaceRead::Settings => self.start_settings(key),
        }
    }

    /// Clears the notifications and counts them again.
    pub(super) fn start_clearing_notifications(&mut self, key: InstanceKey) -> bool {
        let recorder = self.recorder_of(key);
        self.spawn_read(
            key,
            ReplaceRead::Notifications,
            move |client, credentials, task| async move {
                clear_notifications(&recorder, &client, &credentials, &task.cancel).await
            },
            |failure| NotificationsSeen { cleared: Some(Err(failure.clone())), ..NotificationsSeen::unread(failure) },
            Self::on_notifications_seen,
        )
    }

    fn spawn_read<T: Send + 'static, F>(
        &mut self,
        key: InstanceKey,
        read: ReplaceRead,
        ask: impl FnOnce(Client, Credentials, Running) -> F,
        lost: impl FnOnce(Failure) -> T + 'static,
        on_seen: impl FnOnce(&mut Self, InstanceKey, T) + 'static,
    ) -> bool
    where
        F: Future<Output = T> + Send + 'static,
    {
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else {
            return false;
        };
        let client = self.services.client.clone();
        let work = |task| {
            let seen = ask(client, credentials, task);
            async move { Ok(seen.await) }
        };
        let task = self.spawn(key, work, move |app, seen: Result<T, Failure>| {
            app.end_read(key, read);
            on_seen(app, key, seen.unwrap_or_else(lost));
        });
        self.begin_read(key, read, task);
        true
    }

    fn start_settings(&mut self, key: InstanceKey) -> bool {
        let task = self.ask(key, Purpose::Asked, GetSettings, move |app, answer| {
            app.end_read(key, ReplaceRead::Settings);
            let at = answer.at();
            app.learn_answer(key, Query::Settings, answer.map(Fact::Settings));
            app.await_interval(key);
            app.end_check(key, Step::Interval, at);
        });
        if let Some(task) = task {
            self.begin_read(key, ReplaceRead::Settings, task);
        }
        task.is_some()
    }

    fn begin_read(&mut self, key: InstanceKey, read: ReplaceRead, task: crate::model::TaskId) {
        self.scheduler.cancel(Due::ReplaceRead(key, read));
        let earlier = self.replacing(key).and_then(|replacing| replacing.reads.begin(read, task));
        if let Some(earlier) = earlier {
            self.tasks.forget(earlier);
        }
    }

    fn end_read(&mut self, key: InstanceKey, read: ReplaceRead) {
        if let Some(replacing) = self.replacing(key) {
            replacing.reads.end(read);
        }
    }

    /// Begins a read at the next chance.
    pub(super) fn read_now(&mut self, key: InstanceKey, read: ReplaceRead) {
        self.scheduler.at(Instant::now(), Due::ReplaceRead(key, read));
    }

    fn read_after(&mut self, key: InstanceKey, wait: Duration, read: ReplaceRead) {
        self.after(wait, Due::ReplaceRead(key, read));
    }

    /// Lets the account be read by itself from now on, because the user acts.
    pub(super) fn ask_on(&mut self, key: InstanceKey) {
        let until = Instant::now() + self.services.client.paced(LONGEST);
        if let Some(replacing) = self.replacing(key) {
            replacing.reads.asking = Asking::GoesOn;
            self.parts.of(key).replace_number.until = Some(until);
        }
    }

    /// Schedules the reads that the plan needs, unless they are under way or scheduled.
    pub(super) fn plan_reads(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let queue = watches(replacing) && may_count_again(replacing);
        let account = replacing.plan.watches_phone() && replacing.reads.asking == Asking::GoesOn;
        for (read, needed) in [(ReplaceRead::Queue, queue), (ReplaceRead::Account, account)] {
            let reads = self.replacing(key).is_some_and(|replacing| replacing.reads.is_reading(read));
            if needed && !reads && !self.scheduler.is_scheduled(Due::ReplaceRead(key, read)) {
                self.read_now(key, read);
            }
        }
    }

    /// Reads again the values that the current step needs.
    pub(super) fn fetch_for_step(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        if replacing.plan.checks_phone() {
            return self.read_now(key, ReplaceRead::Account);
        }
        match replacing.plan.step() {
            Step::StopProducers => {}
            Step::Save | Step::Clear => self.fetch(key, &[Query::Queue, Query::Count]),
            Step::Notifications => self.read_now(key, ReplaceRead::Notifications),
            Step::Unlink => self.fetch(key, &[Query::State, Query::Settings]),
            Step::Link => {
                self.read_now(key, ReplaceRead::Queue);
                self.read_now(key, ReplaceRead::Account);
            }
            Step::Interval => self.fetch(key, &[Query::State, Query::Settings]),
            Step::SendAgain => self.fetch(key, &[Query::State]),
        }
    }

    /// Reads the values that a step shows when it opens. The queue is not read while it is being cleared.
    pub(super) fn enter_step(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let plan = &replacing.plan;
        let reads = !matches!(plan.step(), Step::StopProducers | Step::Save | Step::Link);
        if reads && plan.ended().is_none() && plan.flight().is_none() {
            self.fetch_for_step(key);
        }
        self.pass_idle_step(key);
    }

    /// Reads the values of the current step, if the page of the replacement is open.
    pub(in crate::app) fn read_shown_step(&mut self, key: InstanceKey) {
        if self.model.page == Page::Replace(key) {
            self.enter_step(key);
        }
    }

    /// Reads the server after an act that was under way when the program ended, before anything is said about that act.
    pub(super) fn read_truth(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        match replacing.interrupted.map(|interrupted| interrupted.step) {
            Some(Step::Clear) => self.read_now(key, ReplaceRead::Queue),
            Some(Step::Notifications) => self.read_now(key, ReplaceRead::Notifications),
            Some(Step::Unlink | Step::Link) => self.read_now(key, ReplaceRead::Account),
            Some(Step::Interval) => self.read_now(key, ReplaceRead::Settings),
            Some(Step::Save) => self.list_saved_queues(key),
            Some(Step::StopProducers | Step::SendAgain) | None => {}
        }
        self.plan_reads(key);
        // Reads the token, without which no query can be sent.
        self.fetch(key, &[Query::State]);
    }

    /// Keeps reading the settings after an interrupted change of the interval, which takes effect five minutes after
    /// the request at the latest.
    fn await_interval(&mut self, key: InstanceKey) {
        let longest =
            SignedDuration::try_from(self.services.client.paced(restart::LONGEST)).unwrap_or(SignedDuration::MAX);
        let interrupted = self.is_interrupted_at(key, Step::Interval);
        let Some(replacing) = self.replacing(key).filter(|_| interrupted) else { return };
        let asked = replacing.plan.asked_at(Step::Interval);
        let unread = replacing.interrupted.is_some_and(|interrupted| !interrupted.read);
        if unread || asked.is_some_and(|asked| now().duration_since(asked) <= longest) {
            self.read_after(key, BETWEEN_SETTINGS, ReplaceRead::Settings);
        }
    }

    fn on_queue_seen(&mut self, key: InstanceKey, seen: QueueSeen) {
        let (list, at) = seen.list;
        self.learn_outcome(key, Query::Queue, list.map(Fact::Queue), at);
        if let Some((count, at)) = seen.count {
            self.learn_outcome(key, Query::Count, count.map(Fact::Count), at);
        }
        let Some(replacing) = self.replacing(key) else { return };
        replacing.watch.take(seen.counted.clone(), seen.at);
        let known = match &seen.counted {
            Counted::Empty => Some(0),
            Counted::Waiting(count) => Some(*count),
            Counted::Disputed(_) | Counted::Unknown(_) => None,
        };
        if let Some(count) = known {
            self.see(key, &Seen::Waiting(count), seen.at);
        }
        // The check is a single count. If it did not show an empty queue, the step stays open.
        self.end_check(key, Step::Clear, seen.at);
        if known.is_some() {
            self.truth_was_read(key, Step::Clear);
        }
        // The count lags ten seconds behind a clearing, so the answer may be still to come.
        let awaited = known.is_none() && self.is_interrupted_at(key, Step::Clear);
        let Some(replacing) = self.replacing(key) else { return };
        if awaited || (watches(replacing) && may_count_again(replacing)) {
            self.read_after(key, BETWEEN_COUNTS, ReplaceRead::Queue);
        }
        self.stop_hidden_codes(key);
        self.try_link(key);
    }

    fn on_account_seen(&mut self, key: InstanceKey, seen: AccountSeen) {
        if let Ok(state) = &seen.state {
            self.learn(key, Fact::State(state.clone()), seen.at);
        }
        let Some(replacing) = self.replacing(key) else { return };
        replacing.account = Some(seen.clone());
        if seen.state.is_ok() {
            self.truth_was_read(key, Step::Unlink);
        }
        let is_usable = seen.state.as_ref().is_ok_and(InstanceState::has_usable_phone);
        match &seen.number {
            Ok(Some(number)) if is_usable => self.see(key, &Seen::Number(number.clone()), seen.number_at),
            _ if seen.failure().is_some() => self.change_plan(key, |plan| plan.not_confirmed(seen.at)),
            _ => {}
        }
        match self.account_again(key, &seen) {
            Some(wait) => self.read_account_after(key, wait),
            None => {
                self.scheduler.cancel(Due::ReplaceRead(key, ReplaceRead::Account));
                // The state has not changed in the time that an unlinking takes.
                if self.replacing(key).is_some_and(|one| one.plan.asked(Step::Unlink) == Some(Act::Unlink)) {
                    self.give_up_on(key, Step::Unlink);
                }
                self.end_check(key, Step::Unlink, seen.at);
            }
        }
        self.try_link(key);
    }

    /// Returns when to read the account again: as long as the awaited change can still come.
    fn account_again(&self, key: InstanceKey, seen: &AccountSeen) -> Option<Duration> {
        let longest =
            SignedDuration::try_from(self.services.client.paced(restart::LONGEST)).unwrap_or(SignedDuration::MAX);
        let instance = self.model.instance(key)?;
        let replacing = instance.replace.as_ref()?;
        let (plan, failed) = (&replacing.plan, seen.failure().is_some());
        // If the server reports a linked phone, the user is not asked for one; the state must confirm it.
        let link = instance.account.link.as_ref();
        let said_linked = link.is_some_and(|link| matches!(link.progress.shown, Shown::Linked));
        let unread = failed && replacing.interrupted.is_some_and(|at| !at.read);
        let soon = match plan.flight() {
            Some(Step::Unlink) => {
                // The state changes at the latest after a restart.
                let asked = plan.asked_at(Step::Unlink).filter(|_| plan.asked(Step::Unlink) == Some(Act::Unlink));
                return asked.filter(|asked| now().duration_since(*asked) <= longest).map(|_| BETWEEN_QUERIES);
            }
            // A blocked number will not become another one by waiting.
            Some(Step::Link) if plan.linked().is_none() => {
                failed || seen.logging_out || (said_linked && seen.state != Ok(InstanceState::Blocked))
            }
            Some(
                Step::StopProducers
                | Step::Save
                | Step::Clear
                | Step::Notifications
                | Step::Link
                | Step::Interval
                | Step::SendAgain,
            )
            | None => unread || plan.checks_phone() || plan.linked() == Some(None),
        };
        soon.then_some(BETWEEN_QUERIES).or(plan.watches_phone().then_some(BETWEEN_COUNTS))
    }

    /// Reads the account again after `wait`, unless this has taken too long or the window is out of sight.
    fn read_account_after(&mut self, key: InstanceKey, wait: Duration) {
        let seen_until = self.window.seen + self.services.client.paced(LONGEST_UNSEEN);
        if self.parts.of(key).replace_number.reads_account(Instant::now(), seen_until) {
            return self.read_after(key, wait, ReplaceRead::Account);
        }
        let Some(replacing) = self.replacing(key) else { return };
        replacing.reads.asking = Asking::Stopped;
        self.scheduler.cancel(Due::ReplaceRead(key, ReplaceRead::Account));
        self.give_up_on(key, Step::Unlink);
    }

    fn on_notifications_seen(&mut self, key: InstanceKey, seen: NotificationsSeen) {
        let free = match &seen.cleared {
            Some(Err(Failure::TooManyRequestsLeft { left })) => {
                Some(Instant::now() + self.services.client.paced(*left))
            }
            Some(_) => Some(seen.answered + self.services.client.paced(BETWEEN_CLEARINGS)),
            None => None,
        };
        let Some(replacing) = self.replacing(key) else { return };
        let seen = seen.after(replacing.notifications.as_ref());
        replacing.notifications_free = free.or(replacing.notifications_free);
        replacing.notifications = Some(seen.clone());
        if seen.cleared.is_some() || !clears_notifications(replacing) {
            self.apply_notifications(key, seen);
        }
    }

    fn apply_notifications(&mut self, key: InstanceKey, seen: NotificationsSeen) {
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
            None => {
                self.end_check(key, Step::Notifications, seen.at);
                if left.is_some() {
                    self.truth_was_read(key, Step::Notifications);
                } else if self.is_interrupted_at(key, Step::Notifications) {
                    self.read_after(key, BETWEEN_COUNTS, ReplaceRead::Notifications);
                }
            }
        }
        self.pass_idle_step(key);
    }
}

/// Whether the queue is counted automatically: any message that arrives would be sent by the new number.
fn watches(replacing: &ReplaceState) -> bool {
    replacing.plan.watches() || replacing.watch.wants_code()
}

/// Whether another count can succeed without a change by the user.
fn may_count_again(replacing: &ReplaceState) -> bool {
    match replacing.watch.last() {
        Some((Counted::Unknown(failure), _)) => failure.may_retry(),
        Some((Counted::Empty | Counted::Waiting(_) | Counted::Disputed(_), _)) | None => true,
    }
}

/// Whether notifications are being cleared or about to be. The clearing counts them at its end; a count from before it
/// says nothing about it.
fn clears_notifications(replacing: &ReplaceState) -> bool {
    let act = replacing.plan.asked(Step::Notifications);
    replacing.plan.flight() == Some(Step::Notifications) && matches!(act, Some(Act::ClearNotifications { .. }))
}

fn is_unknown(cleared: &Result<(), Failure>) -> bool {
    cleared.as_ref().is_err_and(Failure::is_outcome_unknown)
}
