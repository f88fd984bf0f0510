//! Tasks of the replacement of a number: its acts, the counting while no phone is linked, and reading the server again
//! after the program ended in the middle of an act.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::App;
use crate::green_api::{Client, Credentials, GetSettings, now};
use crate::model::{Event, InstanceKey, Query, ReplaceReport, ReplaceState, ReplaceTasks, TaskId};
use crate::store::WhySaved;
use crate::work::link_phone::{Shown, Way};
use crate::work::replace_number::{Act, Step, clear_notifications, count, count_notifications, read_account};
use crate::work::restart::Change;

/// A request about the notifications that wait on the server.
#[derive(Debug, Clone, Copy)]
enum Notifications {
    Count,
    Clear,
}

impl App {
    /// Does the act that was recorded.
    pub(super) fn do_act(&mut self, key: InstanceKey, act: Act) {
        let began = match act {
            // A clearing records its parts itself.
            Act::Save { why: WhySaved::BeforeClearing } | Act::Clear { .. } => false,
            Act::Save { why: WhySaved::ByHand } => {
                self.save_queue(key);
                let task = self.model.instance(key).and_then(|instance| instance.saved_queues.saving.as_ref());
                let task = task.filter(|saving| saving.report.is_none()).map(|saving| saving.task);
                self.record_task(key, task, |tasks, task| tasks.save = task)
            }
            Act::CheckEmpty => self.start_count(key),
            Act::ClearNotifications { .. } => self.start_notifications(key, Notifications::Clear),
            Act::Unlink => {
                self.logout(key);
                self.model.instance(key).is_some_and(|instance| instance.account.is_working())
            }
            Act::CheckUnlinked => self.start_account(key),
            Act::Link => {
                if let Some(replacing) = self.replacing(key) {
                    replacing.watch.want_code(now());
                }
                self.start_count(key) && self.start_account(key)
            }
            // The interval already has this value: reading it is enough, and spares the number a restart.
            Act::Interval { ms, before_ms } if before_ms == Some(ms) => self.start_settings(key),
            Act::Interval { ms, .. } => {
                self.restart(key, Change::Interval(Duration::from_millis(ms)));
                let restarts = self.model.instance(key).filter(|instance| instance.is_restarting());
                let task = restarts.and_then(|instance| instance.restart.as_ref()).map(|restart| restart.task);
                self.record_task(key, task, |tasks, task| tasks.restart = task)
            }
        };
        // The act could not be started, so the step returns to its state before it.
        if !began {
            self.change_plan(key, |plan| plan.refused());
        }
    }

    fn record_task(
        &mut self,
        key: InstanceKey,
        task: Option<TaskId>,
        note: impl FnOnce(&mut ReplaceTasks, Option<TaskId>),
    ) -> bool {
        if let Some(replacing) = self.replacing(key) {
            note(&mut replacing.tasks, task);
        }
        task.is_some()
    }

    /// Spawns a query that reports once.
    fn ask_for_replacing<F>(
        &mut self,
        key: InstanceKey,
        ask: impl FnOnce(Client, Credentials, CancellationToken) -> F,
    ) -> Option<TaskId>
    where
        F: Future<Output = ReplaceReport> + Send + 'static,
    {
        let credentials = self.model.instance(key)?.credentials()?;
        let (task, cancel) = self.new_task();
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        let asked = ask(self.client.clone(), credentials, cancel);
        self.runtime.spawn(async move {
            let report = asked.await;
            // The window may be gone; the report is then dropped.
            let _ = sender.send(Event::Replace(key, task, Box::new(report)));
            waker();
        });
        Some(task)
    }

    fn start_count(&mut self, key: InstanceKey) -> bool {
        let task = self.ask_for_replacing(key, |client, credentials, cancel| async move {
            ReplaceReport::Queue(count(&client, &credentials, &cancel).await)
        });
        self.record_task(key, task, |tasks, task| (tasks.count, tasks.next_count) = (task, None))
    }

    pub(super) fn start_account(&mut self, key: InstanceKey) -> bool {
        let task = self.ask_for_replacing(key, |client, credentials, cancel| async move {
            ReplaceReport::Account(read_account(&client, &credentials, &cancel).await)
        });
        self.record_task(key, task, |tasks, task| (tasks.account, tasks.next_account) = (task, None))
    }

    fn start_notifications(&mut self, key: InstanceKey, request: Notifications) -> bool {
        let recorder = self.recorder_of(key);
        let task = self.ask_for_replacing(key, move |client, credentials, cancel| async move {
            ReplaceReport::Notifications(match request {
                Notifications::Clear => clear_notifications(&recorder, &client, &credentials, &cancel).await,
                Notifications::Count => count_notifications(&client, &credentials, &cancel).await,
            })
        });
        self.record_task(key, task, |tasks, task| (tasks.notifications, tasks.next_notifications) = (task, None))
    }

    fn start_settings(&mut self, key: InstanceKey) -> bool {
        let task = self.ask_for_replacing(key, |client, credentials, cancel| async move {
            ReplaceReport::Settings(client.call(&credentials, &GetSettings, &cancel).await)
        });
        self.record_task(key, task, |tasks, task| (tasks.settings, tasks.next_settings) = (task, None))
    }

    /// Reads again the values that the current step needs.
    pub(super) fn fetch_for_step(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let (step, counting) = (replacing.plan.step(), replacing.tasks.count.is_some());
        let (asking, noticing) = (replacing.tasks.account.is_some(), replacing.tasks.notifications.is_some());
        match step {
            Step::StopProducers | Step::SendAgain => {}
            Step::Save | Step::Clear => self.fetch(key, &[Query::Queue, Query::Count]),
            Step::Notifications if !noticing => {
                self.start_notifications(key, Notifications::Count);
            }
            Step::Notifications => {}
            Step::Unlink => self.fetch(key, &[Query::State, Query::Settings]),
            Step::Link => {
                if !counting {
                    self.start_count(key);
                }
                if !asking {
                    self.start_account(key);
                }
            }
            Step::Interval => self.fetch(key, &[Query::Settings]),
        }
    }

    /// Reads the values that a step shows when it opens. The queue is not read while it is being cleared.
    pub(super) fn enter_step(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let plan = &replacing.plan;
        let reads = matches!(plan.step(), Step::Clear | Step::Notifications | Step::Unlink | Step::Interval);
        if reads && plan.ended().is_none() && plan.flight().is_none() {
            self.fetch_for_step(key);
        }
    }

    /// Reads the server after an act that was under way when the program ended, before anything is said about that act.
    pub(super) fn read_truth(&mut self, key: InstanceKey) {
        let soon = Some(Instant::now());
        let Some(replacing) = self.replacing(key) else { return };
        let (step, tasks) = (replacing.interrupted.map(|interrupted| interrupted.step), &mut replacing.tasks);
        match step {
            Some(Step::Clear) => tasks.next_count = soon,
            Some(Step::Notifications) => tasks.next_notifications = soon,
            Some(Step::Unlink | Step::Link) => tasks.next_account = soon,
            Some(Step::Interval) => tasks.next_settings = soon,
            Some(Step::Save) => self.list_saved_queues(key),
            Some(Step::StopProducers | Step::SendAgain) | None => {}
        }
        // Reads the token, without which no query can be sent.
        self.fetch(key, &[Query::State]);
    }

    pub(super) fn truth_was_read(&mut self, key: InstanceKey, of: Step) {
        let interrupted = self.replacing(key).and_then(|replacing| replacing.interrupted.as_mut());
        if let Some(interrupted) = interrupted.filter(|interrupted| interrupted.step == of) {
            interrupted.read = true;
        }
    }

    /// Starts the reads that are due. Returns when the next one is.
    pub(super) fn tick_replacements(&mut self) -> Option<Instant> {
        let now = Instant::now();
        let (mut due, mut next) = (Vec::new(), None::<Instant>);
        for instance in &mut self.model.instances {
            if instance.credentials().is_none() {
                continue;
            }
            let (key, Some(replacing)) = (instance.key, instance.replace.as_mut()) else { continue };
            let watches = replacing.plan.watches() || replacing.watch.wants_code();
            let tasks = &mut replacing.tasks;
            // Between the clearing and the linking, and while a code is wanted, the queue is counted automatically:
            // any message that arrives would be sent by the new number.
            let count = tasks.next_count.or(watches.then_some(now));
            let wanted = [
                (Due::Count, count.filter(|_| tasks.count.is_none())),
                (Due::Account, tasks.next_account.filter(|_| tasks.account.is_none())),
                (Due::Settings, tasks.next_settings.filter(|_| tasks.settings.is_none())),
                (Due::Notifications, tasks.next_notifications.filter(|_| tasks.notifications.is_none())),
            ];
            for (what, at) in wanted {
                match at {
                    Some(at) if at > now => next = Some(next.map_or(at, |next| next.min(at))),
                    Some(_) => due.push((key, what)),
                    None => {}
                }
            }
        }
        for (key, what) in due {
            match what {
                Due::Count => self.start_count(key),
                Due::Account => self.start_account(key),
                Due::Settings => self.start_settings(key),
                Due::Notifications => self.start_notifications(key, Notifications::Count),
            };
        }
        next
    }

    /// Requests a code once the queue is counted, the server is ready for one, and none is shown yet.
    pub(super) fn try_link(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(replacing) = &instance.replace else { return };
        let link = instance.account.link.as_ref().map(|link| &link.progress);
        let may_begin = match link.map(|progress| &progress.shown) {
            None => true,
            // Retried automatically only for a code to scan, which asks nothing of the phone.
            Some(Shown::Failed(failure)) => replacing.way == Way::Scan && failure.may_retry(),
            Some(_) => false,
        };
        let wanted = replacing.plan.flight() == Some(Step::Link) && replacing.plan.linked().is_none();
        // An account that was read before the step began may still show the previous phone.
        let account = replacing.account.as_ref().filter(|seen| asked_since(replacing, seen.at));
        let ready =
            account.is_some_and(|seen| seen.state.as_ref().is_ok_and(|state| !state.has_phone()) && !seen.logging_out);
        let way = replacing.way;
        if wanted && ready && may_begin && replacing.shows_code(now()) {
            self.link_phone(key, way);
        }
    }
}

/// A read that can be due.
enum Due {
    Count,
    Account,
    Settings,
    Notifications,
}

/// Whether a value was read after the linking step began.
fn asked_since(replacing: &ReplaceState, at: Timestamp) -> bool {
    replacing.plan.asked_at(Step::Link).is_some_and(|asked| at >= asked)
}
