//! The replacement of an instance's number: its progress, and the values known during it.

use std::time::Instant;

use jiff::Timestamp;

use super::{ClearState, Instance, TaskId, Waiting};
use crate::green_api::InstanceState;
use crate::store::{DatabaseFailure, WhySaved};
use crate::work::link_phone::Way;
use crate::work::replace_number::{
    AccountSeen, Act, NotificationsSeen, NumberAnswer, PROPOSED_INTERVAL, Replacement, Step, Watch,
};

/// The replacement of one number.
#[derive(Debug)]
pub struct ReplaceState {
    pub plan: Replacement,
    pub kept: Kept,
    /// Whether the user continues in the knowledge that the progress is not stored.
    pub unkept_is_fine: bool,
    /// The act to do once it is recorded.
    pub waiting: Option<Act>,
    /// The act that was under way when the program ended.
    pub interrupted: Option<Interrupted>,
    pub watch: Watch,
    pub account: Option<AccountSeen>,
    pub notifications: Option<NotificationsSeen>,
    /// When notifications may be cleared again.
    pub notifications_free: Option<Instant>,
    pub reads: ReplaceReads,
}

/// A value that a replacement reads for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReplaceRead {
    Queue,
    Account,
    Notifications,
    Settings,
}

/// The reads of a replacement.
#[derive(Debug, Default)]
pub struct ReplaceReads {
    in_flight: Vec<(ReplaceRead, TaskId)>,
    pub asking: Asking,
}

/// Whether the account is read again by itself until the awaited change is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Asking {
    #[default]
    GoesOn,
    /// It took too long, or the window was out of sight for too long.
    Stopped,
}

impl ReplaceReads {
    pub fn is_reading(&self, read: ReplaceRead) -> bool {
        self.in_flight.iter().any(|(of, _)| *of == read)
    }

    /// Records a read that begins. Returns the earlier one that it replaces.
    pub fn begin(&mut self, read: ReplaceRead, task: TaskId) -> Option<TaskId> {
        let earlier = self.end(read);
        self.in_flight.push((read, task));
        earlier
    }

    /// Records the end of a read.
    pub fn end(&mut self, read: ReplaceRead) -> Option<TaskId> {
        let at = self.in_flight.iter().position(|(of, _)| *of == read)?;
        Some(self.in_flight.remove(at).1)
    }
}

/// An act that was begun, and whose end was not seen because the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    pub step: Step,
    /// Whether the server has been read since.
    pub read: bool,
}

/// Whether the progress would be found again after a restart.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// Practice: kept until the program is closed.
    InMemory,
    /// There is nothing to store yet.
    NotYet,
    /// This write is under way. Only the answer of the newest write counts.
    Writing(TaskId),
    Yes,
    No(DatabaseFailure),
}

/// The user's actions on the replacement page.
#[derive(Debug, Clone)]
pub enum ReplaceAction {
    /// Show the page; begins a replacement if there is none.
    Open,
    Act(Act),
    /// Mark a step as done, by the user's word.
    Say(Step),
    Skip(Step),
    Back,
    GoOn,
    /// "Is it the new number?"
    Number(NumberAnswer),
    /// Give up the replacement.
    End,
    /// Store again the progress that could not be stored, and continue.
    Remember,
    /// Continue although the progress cannot be stored.
    GoOnUnkept,
    /// Drop the act that could not be recorded.
    DropAct,
    /// Show a code of this kind.
    Code(Way),
    HideCode,
    /// Count the queue now.
    Count,
    /// Read again the values that the step needs.
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
            reads: ReplaceReads::default(),
        }
    }

    /// Returns a replacement that was found at the start of the program.
    pub fn found(mut plan: Replacement, now: Timestamp) -> Self {
        plan.set_back(now);
        let interrupted = plan.interrupted().map(|step| Interrupted { step, read: false });
        Self { interrupted, ..Self::new(plan, Kept::Yes) }
    }

    /// Whether it is begun and not yet ended.
    pub fn is_open(&self) -> bool {
        self.plan.has_begun() && self.plan.ended().is_none()
    }

    /// Whether an act of another page is a step of it.
    pub fn is_step(&self, act: Act) -> bool {
        let plan = &self.plan;
        // Between the clearing and the linking, messages can still arrive: saving and clearing them is part of the
        // replacement, whichever step is shown.
        let at_it = plan.step() == act.step() || (plan.watches() && matches!(act.step(), Step::Save | Step::Clear));
        // A copy written before the clearing belongs to the clearing step.
        self.is_open()
            && (at_it || (act == (Act::Save { why: WhySaved::BeforeClearing }) && plan.step() == Step::Clear))
    }

    /// Whether a change on the server is under way or about to be.
    pub fn is_working(&self) -> bool {
        let clears = self.plan.flight() == Some(Step::Notifications);
        self.waiting.is_some() || (clears && self.reads.is_reading(ReplaceRead::Notifications))
    }

    /// Returns the last clearing, if it belongs to the replacement.
    pub fn clearing<'a>(&self, instance: &'a Instance) -> Option<&'a ClearState> {
        instance.cleared().filter(|clear| clear.at >= self.plan.begun())
    }

    /// Returns the check that completes the current step by itself: there seems to be nothing to do in it, and the user
    /// has asked for nothing there yet.
    pub fn idle_check(&self, instance: &Instance) -> Option<Act> {
        let is_untouched = self.is_open() && self.plan.is_untouched() && self.waiting.is_none();
        let may_pass = is_untouched && self.asks_about_keeping().is_none();
        self.check_of_idle(instance, self.plan.step()).filter(|_| may_pass)
    }

    /// Returns the check that confirms that there is nothing to do in a step, if that seems to be so.
    pub fn check_of_idle(&self, instance: &Instance, step: Step) -> Option<Act> {
        let is_empty = instance.waiting() == Waiting::Exactly(0) && !instance.waiting_is_old();
        let state = instance.state.value().filter(|_| !instance.state.is_old());
        let notifications = self.notifications.as_ref().and_then(|seen| seen.count.as_ref().ok().copied().flatten());
        let settings = instance.settings.value().filter(|_| !instance.settings.is_old());
        let interval = settings.and_then(|settings| settings.sending_interval);
        let long_enough = interval.filter(|interval| *interval >= PROPOSED_INTERVAL);
        match step {
            Step::Save => is_empty.then_some(Act::Save { why: WhySaved::ByHand }),
            Step::Clear => is_empty.then_some(Act::CheckEmpty),
            Step::Notifications => (notifications == Some(0)).then_some(Act::CheckNotifications),
            Step::Unlink => (state == Some(&InstanceState::NotAuthorized)).then_some(Act::CheckUnlinked),
            Step::Interval => long_enough.map(|now| Act::interval(now, Some(now))),
            Step::StopProducers | Step::Link | Step::SendAgain => None,
        }
    }

    /// Whether a code may be shown now. A user who skipped the clearing knows which messages will be sent.
    pub fn shows_code(&self, now: Timestamp) -> bool {
        self.watch.shows_code(now) || (self.watch.wants_code() && self.plan.is_skipped(Step::Clear))
    }

    /// Whether the current step was interrupted, and its result is still being read from the server.
    pub fn awaits_truth(&self) -> bool {
        let asks_server = |step| matches!(step, Step::Clear | Step::Notifications | Step::Unlink | Step::Interval);
        self.interrupted.is_some_and(|at| !at.read && at.step == self.plan.step() && asks_server(at.step))
    }

    /// Whether the newest copy holds all waiting messages of this instance, by the list that was read last.
    pub fn covers(&self, instance: &Instance) -> bool {
        let list = instance.queue.value().filter(|_| !instance.queue.is_old());
        list.is_some_and(|list| instance.whole_queue() == Waiting::Exactly(list.len() as u64) && self.plan.covers(list))
    }

    /// Returns why the progress is not stored, unless the user has accepted that.
    pub fn asks_about_keeping(&self) -> Option<&DatabaseFailure> {
        match &self.kept {
            Kept::No(failure) if !self.unkept_is_fine => Some(failure),
            Kept::InMemory | Kept::NotYet | Kept::Writing(_) | Kept::Yes | Kept::No(_) => None,
        }
    }
}
