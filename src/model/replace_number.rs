//! The replacement of an instance's number: where it stands, and what is known while it goes.

use std::time::Instant;

use jiff::Timestamp;

use super::{Instance, TaskId, Waiting};
use crate::{
    green_api::{Answer, InstanceSettings},
    store::DatabaseFailure,
    work::{
        link_phone::Way,
        replace_number::{AccountSeen, Act, NotificationsSeen, QueueSeen, Replacement, Step, Watch},
    },
};

/// The replacement of one number.
#[derive(Debug)]
pub struct ReplaceState {
    pub plan: Replacement,
    pub kept: Kept,
    /// The person knows that it is not remembered, and goes on.
    pub unkept_is_fine: bool,
    /// What is to be done as soon as it is written down.
    pub waiting: Option<Act>,
    /// What was under way when the program ended.
    pub interrupted: Option<Interrupted>,
    pub watch: Watch,
    pub account: Option<AccountSeen>,
    pub notifications: Option<NotificationsSeen>,
    /// From when on notifications may be cleared again.
    pub notifications_free: Option<Instant>,
    pub way: Way,
    pub tasks: ReplaceTasks,
}

/// The work that is under way for it, and what is due.
#[derive(Debug, Default)]
pub struct ReplaceTasks {
    pub save: Option<TaskId>,
    pub clear: Option<TaskId>,
    pub restart: Option<TaskId>,
    pub settings: Option<TaskId>,
    pub notifications: Option<TaskId>,
    pub count: Option<TaskId>,
    pub account: Option<TaskId>,
    pub next_count: Option<Instant>,
    pub next_account: Option<Instant>,
    pub next_settings: Option<Instant>,
    pub next_notifications: Option<Instant>,
}

/// An act that was begun and whose end was not seen, since the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    pub step: Step,
    /// What is there now was read.
    pub read: bool,
}

/// Whether what is known would be found again after a restart.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// Practice: until the program is closed.
    InMemory,
    /// There is nothing to remember yet.
    NotYet,
    Writing,
    Yes,
    No(DatabaseFailure),
}

/// What was read for it.
#[derive(Debug)]
pub enum ReplaceReport {
    Queue(QueueSeen),
    Account(AccountSeen),
    Notifications(NotificationsSeen),
    Settings(Answer<InstanceSettings>),
}

/// What a person asks for on its page.
#[derive(Debug, Clone)]
pub enum ReplaceAction {
    /// Show it; begins one if there is none.
    Open,
    Act(Act),
    /// Done, by the person's word.
    Say(Step),
    Skip(Step),
    Back,
    GoOn,
    /// "Is it the new number?"
    Number(bool),
    /// Give the whole of it up.
    End,
    /// Write down again what could not be written, and go on.
    Remember,
    /// Go on though it cannot be written down.
    GoOnUnkept,
    /// Do not do what could not be written down.
    DropAct,
    /// Show a code of this kind.
    Code(Way),
    HideCode,
    /// Count the queue now.
    Count,
    /// Read again what the step needs.
    Query,
}

impl ReplaceState {
    pub fn new(plan: Replacement, kept: Kept) -> Self {
        Self {
            plan,
            kept,
            unkept_is_fine: false,
            waiting: None,
            interrupted: None,
            watch: Watch::default(),
            account: None,
            notifications: None,
            notifications_free: None,
            way: Way::Scan,
            tasks: ReplaceTasks::default(),
        }
    }

    /// One that was found at the start of the program.
    pub fn found(mut plan: Replacement, now: Timestamp) -> Self {
        plan.set_back(now);
        let interrupted = plan.interrupted().map(|step| Interrupted { step, read: false });
        Self { interrupted, ..Self::new(plan, Kept::Yes) }
    }

    /// It was begun, and is to be gone on with.
    pub fn is_open(&self) -> bool {
        self.plan.has_begun() && self.plan.ended().is_none()
    }

    /// Whether an act of another page is a step of it.
    pub fn is_step(&self, act: Act) -> bool {
        let plan = &self.plan;
        let at_it = plan.step() == act.step() || (plan.watches() && matches!(act.step(), Step::Save | Step::Clear));
        // A copy that is written before the clearing belongs to the step that clears.
        self.is_open() && (at_it || (act == (Act::Save { then_clear: true }) && plan.step() == Step::Clear))
    }

    /// A change on the server is under way or about to be.
    pub fn is_working(&self) -> bool {
        self.waiting.is_some() || self.tasks.notifications.is_some() && self.plan.flight() == Some(Step::Notifications)
    }

    /// Whether a code may stand on the screen now. Whoever has skipped the clearing knows what goes out.
    pub fn shows_code(&self, now: Timestamp) -> bool {
        self.watch.shows_code(now) || (self.watch.wants_code() && self.plan.is_skipped(Step::Clear))
    }

    /// The step that is shown was interrupted, and what came of it on the server is still being read.
    pub fn awaits_truth(&self) -> bool {
        let asks_server = |step| matches!(step, Step::Clear | Step::Notifications | Step::Unlink | Step::Interval);
        self.interrupted.is_some_and(|at| !at.read && at.step == self.plan.step() && asks_server(at.step))
    }

    /// All that waits in this instance is in the newest copy, by the list that was read last.
    pub fn covers(&self, instance: &Instance) -> bool {
        let list = instance.queue.value().filter(|_| !instance.queue.is_old());
        list.is_some_and(|list| instance.waiting() == Waiting::Exactly(list.len() as u64) && self.plan.covers(list))
    }

    /// It is not remembered, and the person has not yet said that this is fine.
    pub fn asks_about_keeping(&self) -> Option<&DatabaseFailure> {
        match &self.kept {
            Kept::No(failure) if !self.unkept_is_fine => Some(failure),
            _ => None,
        }
    }
}
