//! Replacing a number: one plan, and one observer of what the server says.
//!
//! `acts` begins the acts, `observer` receives facts and the ends of acts, `reads` reads what the plan needs, `progress`
//! stores the plan. Whether an act is under way is asked of the act itself; the plan records only the step whose end was
//! not seen yet, so that the next session knows it.

mod acts;
mod observer;
mod progress;
mod reads;
#[cfg(test)]
mod tests;

use std::time::Instant;

use super::App;
use crate::green_api::now;
use crate::model::{InstanceKey, Kept, Page, ReplaceAction, ReplaceRead, ReplaceState, Tab};
use crate::work::link_phone::Way;
use crate::work::replace_number::{Act, NumberAnswer, Replacement, Step};

/// The working state of a replacement. Reset with each other replacement.
#[derive(Debug)]
pub(super) struct ReplaceNumber {
    earlier: Earlier,
    /// How the phone is linked.
    way: Way,
    /// The reads that wait for the token.
    wanted: Vec<ReplaceRead>,
    /// When the account is no longer read by itself, unless the user acts again.
    until: Option<Instant>,
}

/// Whether the database was read for an earlier replacement that is still open. An unread one is never overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earlier {
    Read,
    Unread,
}

impl Default for ReplaceNumber {
    fn default() -> Self {
        Self { earlier: Earlier::Read, way: Way::Scan, wanted: Vec::new(), until: None }
    }
}

impl ReplaceNumber {
    /// Records a read that waits for the token.
    fn want(&mut self, read: ReplaceRead) {
        if !self.wanted.contains(&read) {
            self.wanted.push(read);
        }
    }

    /// Whether the account is still read by itself at `now`. `unseen_until`: until when an unseen window counts as seen.
    fn reads_account(&self, now: Instant, unseen_until: Instant) -> bool {
        self.until.is_some_and(|until| now < until.min(unseen_until))
    }
}

impl App {
    pub(super) fn replace(&mut self, key: InstanceKey, what: ReplaceAction) {
        self.ask_on(key);
        let now = now();
        match what {
            ReplaceAction::Open => self.open_replacing(key),
            ReplaceAction::Act(act) => {
                self.model.dialog = None;
                self.replace_act(key, act);
            }
            ReplaceAction::Say(Step::SendAgain) => self.finish_sending(key),
            ReplaceAction::Say(step) => self.change_plan(key, |plan| plan.say_done(step, now)),
            ReplaceAction::Skip(step) => self.skip_step(key, step),
            ReplaceAction::Back => self.change_plan(key, Replacement::back),
            ReplaceAction::GoOn => self.change_plan(key, Replacement::go_on),
            ReplaceAction::Number(answer) => self.answer_number(key, answer),
            ReplaceAction::End => self.end_replacing(key),
            ReplaceAction::Remember => self.remember(key),
            ReplaceAction::GoOnUnkept => self.go_on_unkept(key),
            ReplaceAction::DropAct => self.drop_act(key),
            ReplaceAction::Code(way) => self.want_code(key, way),
            ReplaceAction::HideCode => self.hide_code(key),
            ReplaceAction::Count => self.read_now(key, ReplaceRead::Queue),
            ReplaceAction::Query => self.fetch_for_step(key),
        }
    }

    fn replacing(&mut self, key: InstanceKey) -> Option<&mut ReplaceState> {
        self.model.instance_mut(key)?.replace.as_mut()
    }

    /// Shows the page. The database is read first, so that an open replacement is never overwritten.
    fn open_replacing(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.replace.take_if(|replacing| replacing.plan.ended().is_some());
        // A code of the Account page is shown without counting the queue.
        if instance.replace.as_ref().is_none_or(|replacing| replacing.plan.flight() != Some(Step::Link)) {
            self.stop_linking(key);
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.replace.is_none() {
            if instance.practice {
                self.hold(key, ReplaceState::new(Replacement::new(now()), Kept::InMemory), Earlier::Read);
            } else {
                self.load_replacements(Some(key));
            }
        }
        self.show(Page::Replace(key));
        self.record_old_number(key);
    }

    fn skip_step(&mut self, key: InstanceKey, step: Step) {
        self.model.dialog = None;
        if step == Step::Link {
            self.hide_code(key);
        }
        self.change_plan(key, |plan| plan.skip(step, now()));
    }

    /// Ends the last step, with the number of messages that were sent from copies since the replacement began, if the runs
    /// are known.
    fn finish_sending(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(begun) = instance.replace.as_ref().map(|replacing| replacing.plan.begun()) else { return };
        let sent = instance.resend.runs.as_ref().map(|runs| {
            let since = runs.iter().filter(|run| run.begun >= begun);
            since.map(|run| u64::from(run.counts.sent)).sum()
        });
        self.change_plan(key, |plan| match sent {
            Some(sent) => plan.finish_sending(sent, now()),
            None => plan.say_done(Step::SendAgain, now()),
        });
    }

    /// Applies the answer to "Is it the new number?". A "yes" counts once the server still reports that number.
    fn answer_number(&mut self, key: InstanceKey, answer: NumberAnswer) {
        self.change_plan(key, |plan| plan.answer_number(answer, now()));
        match answer {
            NumberAnswer::Right => {}
            NumberAnswer::Wrong => self.stop_linking(key),
        }
    }

    fn end_replacing(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        self.hide_code(key);
        self.change_plan(key, |plan| plan.end(now()));
        self.show(Page::Instance(key, Tab::Queue));
    }

    fn want_code(&mut self, key: InstanceKey, way: Way) {
        if self.replacing(key).is_some() {
            self.parts.of(key).replace_number.way = way;
            self.stop_linking(key);
            self.replace_act(key, Act::Link);
        }
    }

    /// Hides the code.
    fn hide_code(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let was_wanted = replacing.watch.wants_code();
        replacing.watch.want_no_code();
        if was_wanted {
            self.parts.of(key).replace_number.way = Way::Scan;
            self.stop_linking(key);
            // While the user is asked whose number it is, the step stays in flight.
            self.change_plan(key, |plan| {
                if plan.flight() == Some(Step::Link) && !matches!(plan.linked(), Some(Some(_))) {
                    plan.give_up();
                }
            });
        }
    }

    /// Changes the plan, and stores it if that made a difference. A plan that has ended is in the journal and stays as it
    /// is.
    fn change_plan(&mut self, key: InstanceKey, change: impl FnOnce(&mut Replacement)) {
        let Some(replacing) = self.replacing(key).filter(|replacing| replacing.plan.ended().is_none()) else { return };
        let before = replacing.plan.clone();
        change(&mut replacing.plan);
        if replacing.plan == before {
            return;
        }
        let stepped = replacing.plan.step() != before.step();
        let begins_check = replacing.plan.checks_phone() && !before.checks_phone();
        self.keep_plan(key);
        if stepped {
            self.enter_step(key);
        }
        if begins_check {
            self.read_now(key, ReplaceRead::Account);
        }
        self.plan_reads(key);
    }
}
