//! The state machine. It does no I/O: it is given the user's decisions and the observations, and returns the current
//! state.

mod linked;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::linked::Linked;
pub use self::linked::NumberAnswer;
use super::step::{Act, Asked, Copy, Fact, Step, StepProgress, StepState, maybe_moment, moment};
use crate::green_api::{InstanceState, QueuedMessage};
use crate::store::WhySaved;

/// An observation of the server, or of the copy that was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// A copy was written.
    Saved {
        id: i64,
        messages: u64,
        ids: Option<BTreeSet<String>>,
        waiting: Option<u64>,
    },
    /// A clearing ended, and the queue was seen to be empty.
    Cleared,
    /// Number of waiting messages, by the list and by the count.
    Waiting(u64),
    /// The notifications were cleared or counted; `left` is the number now reported as waiting, where the server has a
    /// count.
    Notifications {
        left: Option<u64>,
    },
    State(InstanceState),
    /// The linked number, digits.
    Number(String),
    IntervalMs(u64),
}

/// The replacement of one number: every step, and the user's current step. Stored unchanged across a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    #[serde(with = "moment")]
    begun: Timestamp,
    old_number: Option<String>,
    step: Step,
    steps: [StepProgress; Step::COUNT],
    /// The step whose act was begun and whose end was not seen yet.
    flight: Option<Step>,
    /// The previous state of that step, restored if the act is refused.
    stood: Option<StepProgress>,
    copies: Vec<Copy>,
    /// When the queue was last seen to be empty after a clearing.
    #[serde(with = "maybe_moment")]
    emptied: Option<Timestamp>,
    linked: Option<Linked>,
    /// When the phone that was linked was seen to be unlinked again.
    #[serde(default, with = "maybe_moment")]
    gone: Option<Timestamp>,
    #[serde(with = "maybe_moment")]
    ended: Option<Timestamp>,
}

impl Replacement {
    pub fn new(now: Timestamp) -> Self {
        Self {
            begun: now,
            old_number: None,
            step: Step::StopProducers,
            steps: Default::default(),
            flight: None,
            stood: None,
            copies: Vec::new(),
            emptied: None,
            linked: None,
            gone: None,
            ended: None,
        }
    }

    pub fn begun(&self) -> Timestamp {
        self.begun
    }

    /// Returns the user's current step.
    pub fn step(&self) -> Step {
        self.step
    }

    pub fn state(&self, step: Step) -> &StepState {
        &self.steps[step.index()].state
    }

    pub fn is_open(&self, step: Step) -> bool {
        *self.state(step) == StepState::Open
    }

    pub fn is_done(&self, step: Step) -> bool {
        matches!(self.state(step), StepState::Done { .. })
    }

    pub fn is_skipped(&self, step: Step) -> bool {
        matches!(self.state(step), StepState::Skipped { .. })
    }

    /// Returns the last act requested in a step.
    pub fn asked(&self, step: Step) -> Option<Act> {
        self.steps[step.index()].asked.map(|asked| asked.act)
    }

    /// Returns when the last act of a step was requested.
    pub fn asked_at(&self, step: Step) -> Option<Timestamp> {
        self.steps[step.index()].asked.map(|asked| asked.at)
    }

    /// Returns the step whose act was begun and whose end was not seen yet. It is stored, because
    /// the next session learns only from it which act was interrupted.
    pub fn flight(&self) -> Option<Step> {
        self.flight
    }

    /// Returns the copies that were written, oldest first.
    pub fn copies(&self) -> &[Copy] {
        &self.copies
    }

    /// Returns the number being replaced, digits, if known.
    pub fn old_number(&self) -> Option<&str> {
        self.old_number.as_deref()
    }

    pub fn ended(&self) -> Option<Timestamp> {
        self.ended
    }

    /// Whether any step was done or skipped, so that there is something to come back to.
    pub fn has_begun(&self) -> bool {
        self.steps.iter().any(|progress| *progress != StepProgress::default())
    }

    /// Whether `number` is the number being replaced.
    pub fn is_old_number(&self, number: &str) -> bool {
        self.old_number.as_deref() == Some(number)
    }

    /// Whether the current step is open and nothing was asked in it yet.
    pub fn is_untouched(&self) -> bool {
        let nothing_asked = self.flight.is_none() && self.asked(self.step).is_none();
        self.ended.is_none() && self.is_open(self.step) && nothing_asked
    }

    /// Whether the queue was emptied and no phone is linked yet: a message that arrives now would be sent from the new
    /// number.
    pub fn watches(&self) -> bool {
        self.ended.is_none() && self.is_done(Step::Clear) && self.is_open(Step::Link)
    }

    /// Whether the newest copy holds exactly the messages that are waiting.
    pub fn covers(&self, waiting: &[QueuedMessage]) -> bool {
        let ids = self.copy_of_waiting().and_then(|copy| copy.ids.as_ref());
        ids.is_some_and(|ids| QueuedMessage::ids_of(waiting).as_ref() == Some(ids))
    }

    /// Returns the newest copy, unless the queue was emptied after it.
    pub fn copy_of_waiting(&self) -> Option<&Copy> {
        self.copies.last().filter(|copy| self.emptied.is_none_or(|emptied| copy.at >= emptied))
    }

    /// Records the number linked at the beginning, until it is unlinked.
    pub fn record_old_number(&mut self, number: &str) {
        if self.is_open(Step::Unlink) && self.linked.is_none() && self.old_number.is_none() {
            self.old_number = Some(number.to_owned());
        }
    }

    /// Records that an act is about to be requested. Its step is open until its end is seen.
    pub fn begin(&mut self, act: Act, now: Timestamp) {
        let step = act.step();
        if self.ended.is_some() {
            return;
        }
        if act == Act::Unlink {
            // Any phone linked so far is unlinked too, so the step that links is open again.
            self.steps[Step::Link.index()].state = StepState::Open;
        }
        if act == Act::Unlink || step == Step::Link {
            (self.linked, self.gone) = (None, None);
        }
        let begun = StepProgress { state: StepState::Open, asked: Some(Asked { act, at: now }) };
        self.stood = Some(std::mem::replace(&mut self.steps[step.index()], begun));
        self.flight = Some(step);
        // A copy written only because the queue is about to be cleared does not change the user's current step.
        if act != (Act::Save { why: WhySaved::BeforeClearing }) {
            self.step = step;
        }
    }

    /// Records that the act under way ended without its result being seen. It may still have been done.
    pub fn give_up(&mut self) {
        self.flight = None;
    }

    /// Records the answer to a read of a step, requested at `at`. It ends the check under way there, unless it was
    /// requested before the check began. Any other act has an end of its own.
    pub fn end_check(&mut self, step: Step, at: Timestamp) {
        let asked = self.steps[step.index()].asked;
        let is_its = asked.is_some_and(|asked| asked.act.is_check() && at >= asked.at);
        self.flight.take_if(|flight| *flight == step && is_its);
    }

    /// Records that the act under way was refused: its step returns to the state before the request.
    pub fn refused(&mut self) {
        if let Some(step) = self.flight.take() {
            self.steps[step.index()] = self.stood.take().unwrap_or_default();
        }
    }

    /// Records that the program ended while an act was under way. Returns the step of that act, which stays open. The
    /// linked phone must be read again.
    pub fn interrupted(&mut self) -> Option<Step> {
        self.linked = None;
        self.flight.take()
    }

    /// Adapts to a clock that was set back since this was stored, which shows in a moment later than `now`. All moments
    /// move back by the same amount, so that their order is kept and the last request counts as made now.
    pub fn set_back(&mut self, now: Timestamp) {
        let newest = self.moments().map(|at| *at).max();
        let ahead = newest.map(|newest| newest.duration_since(now)).filter(|ahead| ahead.is_positive());
        if let Some(ahead) = ahead {
            for at in self.moments() {
                *at = at.checked_sub(ahead).unwrap_or(*at);
            }
        }
    }

    fn moments(&mut self) -> impl Iterator<Item = &mut Timestamp> {
        let steps = self.steps.iter_mut().chain(&mut self.stood).flat_map(StepProgress::moments);
        let copies = self.copies.iter_mut().map(|copy| &mut copy.at);
        let linked = self
            .linked
            .as_mut()
            .into_iter()
            .flat_map(|linked| [&mut linked.at].into_iter().chain(&mut linked.confirmed));
        [&mut self.begun]
            .into_iter()
            .chain(steps)
            .chain(copies)
            .chain(&mut self.emptied)
            .chain(linked)
            .chain(&mut self.gone)
            .chain(&mut self.ended)
    }

    /// Applies an observation. `at` is when it was requested; one requested before the step began never counts.
    pub fn see(&mut self, seen: &Seen, at: Timestamp) {
        if self.ended.is_some() {
            return;
        }
        match seen {
            Seen::Number(number) => return self.see_number(number, at),
            Seen::State(state) if !state.has_usable_phone() => self.see_no_phone(state, at),
            Seen::Saved { .. }
            | Seen::Cleared
            | Seen::Waiting(_)
            | Seen::Notifications { .. }
            | Seen::State(_)
            | Seen::IntervalMs(_) => {}
        }
        for step in Step::ALL {
            let Some(asked) = self.steps[step.index()].asked.filter(|asked| at >= asked.at) else { continue };
            if !self.is_open(step) {
                continue;
            }
            match self.fact(asked.act, seen) {
                Some(fact) => {
                    if let Seen::Saved { id, messages, ids, waiting } = seen {
                        self.keep_copy(Copy { id: *id, messages: *messages, ids: ids.clone(), waiting: *waiting, at });
                    }
                    self.tick(step, fact, at);
                }
                None if step == Step::Link && matches!(seen, Seen::State(state) if state.has_usable_phone()) => {
                    self.gone = None;
                    self.linked.get_or_insert(Linked { at, number: None, confirmed: None });
                }
                None => {}
            }
        }
    }

    /// Returns the fact that completes this act's step, if this observation does.
    fn fact(&self, act: Act, seen: &Seen) -> Option<Fact> {
        let in_flight = self.flight == Some(act.step());
        let is_unlinked = matches!(seen, Seen::State(InstanceState::NotAuthorized));
        match act {
            Act::Save { .. } => {
                let Seen::Saved { messages, waiting, .. } = seen else { return None };
                Some(Fact::Saved { messages: *messages, waiting: *waiting })
            }
            Act::Clear { before } => {
                // A clearing under way reports its own end; until then a count may be an old one.
                let is_empty = matches!(seen, Seen::Cleared) || (matches!(seen, Seen::Waiting(0)) && !in_flight);
                is_empty.then_some(Fact::Emptied { before })
            }
            Act::CheckEmpty => matches!(seen, Seen::Waiting(0)).then_some(Fact::WasEmpty),
            Act::ClearNotifications { before } => {
                let are_cleared = matches!(seen, Seen::Notifications { left: None | Some(0) });
                are_cleared.then_some(Fact::NotificationsCleared { before })
            }
            Act::CheckNotifications => {
                matches!(seen, Seen::Notifications { left: Some(0) }).then_some(Fact::NoNotifications)
            }
            Act::Unlink => is_unlinked.then(|| Fact::Unlinked { number: self.old_number.clone() }),
            Act::CheckUnlinked => is_unlinked.then_some(Fact::NotLinked),
            // The linked number completes it, once the user has confirmed it.
            Act::Link => None,
            Act::Interval { ms, before_ms } => {
                matches!(seen, Seen::IntervalMs(seen) if ms == *seen).then_some(Fact::Interval { ms, before_ms })
            }
        }
    }

    /// Keeps a copy. It replaces the last one unless a clearing came in between, because all messages of that one were
    /// then still waiting.
    fn keep_copy(&mut self, copy: Copy) {
        let cleared = self.asked_at(Step::Clear).max(self.emptied);
        if self.copies.last().is_some_and(|last| cleared.is_none_or(|cleared| last.at >= cleared)) {
            self.copies.pop();
        }
        if copy.messages > 0 {
            self.copies.push(copy);
        }
    }

    fn tick(&mut self, step: Step, fact: Fact, at: Timestamp) {
        self.steps[step.index()].state = StepState::Done { at, fact };
        if step == Step::Clear {
            self.emptied = Some(at);
        }
        if self.flight == Some(step) {
            self.flight = None;
        }
        if self.step == step {
            self.go_on();
        }
    }

    /// Records the user's confirmation of what no server reports: the producers are stopped, or the messages to resend
    /// are selected.
    pub fn say_done(&mut self, step: Step, now: Timestamp) {
        if self.ended.is_none() && matches!(step, Step::StopProducers | Step::SendAgain) {
            self.tick(step, Fact::Said, now);
            self.end_if_over(now);
        }
    }

    /// Records that the user is done with sending from copies, and the number of messages that were sent.
    pub fn finish_sending(&mut self, messages: u64, now: Timestamp) {
        if self.ended.is_none() {
            self.tick(Step::SendAgain, Fact::SentAgain { messages }, now);
            self.end_if_over(now);
        }
    }

    /// Skips a step, unless its act is under way or it is done.
    pub fn skip(&mut self, step: Step, now: Timestamp) {
        if self.ended.is_some() || self.flight == Some(step) || self.is_done(step) {
            return;
        }
        self.steps[step.index()].state = StepState::Skipped { at: now };
        if step == Step::Link {
            (self.linked, self.gone) = (None, None);
        }
        if self.step == step {
            self.go_on();
        }
        self.end_if_over(now);
    }

    /// Returns to the previous step, to see its result or do it again. Nothing is undone.
    pub fn back(&mut self) {
        if let Some(before) = self.step.before().filter(|_| self.ended.is_none() && self.flight.is_none()) {
            self.step = before;
        }
    }

    /// Moves to the next open step, or else to the first open one.
    pub fn go_on(&mut self) {
        let after = Step::ALL.into_iter().skip(self.step.index() + 1);
        let open = after.chain(Step::ALL).find(|step| self.is_open(*step));
        self.step = open.or(self.step.after()).unwrap_or(self.step);
    }

    /// Ends the replacement: nothing is undone, and the user is not asked about it again.
    pub fn end(&mut self, now: Timestamp) {
        self.flight = None;
        self.ended.get_or_insert(now);
    }

    /// Ends the replacement once every step is done or skipped. A new number must first be seen to be linked still.
    fn end_if_over(&mut self, now: Timestamp) {
        if self.is_complete() && !self.awaits_last_look() {
            self.end(now);
        }
    }
}
