//! The acts of a replacement, each recorded before it begins.

use std::time::Duration;

use jiff::Timestamp;

use super::App;
use crate::green_api::now;
use crate::model::{InstanceKey, ReplaceRead, ReplaceState};
use crate::store::{DatabaseResult, WhySaved};
use crate::work::link_phone::{Shown, Way};
use crate::work::replace_number::{Act, Step};
use crate::work::restart::Change;

impl App {
    /// Records that an act is about to be requested, and then does it. A second click while it waits does nothing.
    ///
    /// The record comes first: if the program ends in between, the next session knows that the act may have been done,
    /// and reads the server instead of repeating it.
    pub(super) fn replace_act(&mut self, key: InstanceKey, act: Act) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let working = instance.is_working();
        let Some(replacing) = instance.replace.as_mut() else { return };
        if working || replacing.plan.ended().is_some() {
            return;
        }
        replacing.interrupted = None;
        replacing.plan.begin(act, now());
        replacing.waiting = Some(act);
        self.keep_plan(key);
    }

    /// Begins the check that completes the current step, if there seems to be nothing to do in it. The check reads the
    /// server again, so an old value completes nothing.
    pub(super) fn pass_idle_step(&mut self, key: InstanceKey) {
        let replacing = self.model.instance(key).and_then(|instance| Some((instance, instance.replace.as_ref()?)));
        if let Some(act) = replacing.and_then(|(instance, replacing)| replacing.idle_check(instance)) {
            self.replace_act(key, act);
        }
    }

    /// Does the act that was recorded.
    pub(super) fn do_act(&mut self, key: InstanceKey, act: Act) {
        // The act could not be started, so the step returns to its state before it.
        if !self.begin_act(key, act) {
            self.change_plan(key, |plan| plan.refused());
        }
    }

    /// Begins an act. Returns whether it is under way.
    fn begin_act(&mut self, key: InstanceKey, act: Act) -> bool {
        match act {
            // A clearing records its parts itself.
            Act::Save { why: WhySaved::BeforeClearing } | Act::Clear { .. } => return false,
            Act::Save { why: WhySaved::ByHand } => self.save_queue(key),
            Act::CheckEmpty => return self.start_read(key, ReplaceRead::Queue),
            Act::ClearNotifications { .. } => return self.start_clearing_notifications(key),
            Act::Unlink => self.logout(key),
            Act::CheckNotifications => return self.start_read(key, ReplaceRead::Notifications),
            Act::CheckUnlinked => return self.start_read(key, ReplaceRead::Account),
            Act::Link => {
                self.close_logout(key);
                if let Some(replacing) = self.replacing(key) {
                    replacing.watch.want_code(now());
                }
                return self.start_read(key, ReplaceRead::Queue) && self.start_read(key, ReplaceRead::Account);
            }
            Act::Interval { .. } if act.is_check() => return self.start_read(key, ReplaceRead::Settings),
            Act::Interval { ms, .. } => self.restart(key, Change::Interval(Duration::from_millis(ms))),
        }
        self.model.instance(key).is_some_and(|instance| match act.step() {
            Step::Save => instance.saved_queues.is_saving(),
            Step::Unlink => instance.account.is_working(),
            Step::Interval => instance.is_restarting(),
            Step::StopProducers | Step::Clear | Step::Notifications | Step::Link | Step::SendAgain => false,
        })
    }

    fn is_step(&self, key: InstanceKey, act: Act) -> bool {
        let replacing = self.model.instance(key).and_then(|instance| instance.replace.as_ref());
        replacing.is_some_and(|replacing| replacing.is_step(act))
    }

    /// Does an act as a step of the replacement, if it is one. Returns whether it is.
    pub(in crate::app) fn does_as_step(&mut self, key: InstanceKey, act: Act) -> bool {
        let is_step = self.is_step(key, act);
        if is_step {
            self.ask_on(key);
            self.replace_act(key, act);
        }
        is_step
    }

    /// Records a part of a clearing as a step of the open replacement, if it is one, and then calls `then`. A failure to
    /// record is passed on, unless the user has accepted that nothing is stored.
    pub(in crate::app) fn record_step(
        &mut self,
        key: InstanceKey,
        act: Act,
        then: impl FnOnce(&mut Self, DatabaseResult<()>) + 'static,
    ) {
        if !self.is_step(key, act) {
            return then(self, Ok(()));
        }
        self.begin_step(key, act);
        self.write_plan(key, move |app, outcome| {
            let is_fine = app.replacing(key).is_some_and(|replacing| replacing.unkept_is_fine);
            then(app, if is_fine { Ok(()) } else { outcome });
        });
    }

    /// Begins a clearing as a step of the open replacement, if it is one, although the database refuses to record it.
    pub(in crate::app) fn begin_unrecorded(&mut self, key: InstanceKey, act: Act) {
        if self.is_step(key, act) {
            self.begin_step(key, act);
            self.keep_plan(key);
        }
    }

    /// Ends a step that a clearing has recorded and did not carry out.
    pub(in crate::app) fn drop_step(&mut self, key: InstanceKey, act: Act) {
        self.refused_at(key, act.step());
    }

    fn begin_step(&mut self, key: InstanceKey, act: Act) {
        let Some(replacing) = self.replacing(key) else { return };
        replacing.interrupted = None;
        replacing.plan.begin(act, now());
        if act.step() == Step::Clear {
            // A count from before this clearing must not allow a code.
            replacing.watch.forget();
        }
    }

    /// Does a change that restarts the number as a step of the replacement, if it is one. Returns whether it is.
    pub(in crate::app) fn restarts_as_step(&mut self, key: InstanceKey, change: Change) -> bool {
        let settings = self.model.instance(key).and_then(|instance| instance.settings.value());
        let before = settings.and_then(|settings| settings.sending_interval);
        match change {
            Change::Interval(to) => self.does_as_step(key, Act::interval(to, before)),
            Change::IncomingOn | Change::IncomingOff | Change::Reboot => false,
        }
    }

    /// Stops requesting codes to scan while none may be shown. `try_link` begins again once the queue is empty.
    pub(in crate::app) fn stop_hidden_codes(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let hides = |replacing: &ReplaceState| replacing.watch.wants_code() && !replacing.shows_code(now());
        let requests = instance.account.link.as_ref().is_some_and(|link| link.progress.requests_codes());
        if requests && instance.replace.as_ref().is_some_and(hides) {
            self.stop_linking(key);
        }
    }

    /// Requests a code once the queue is counted, the server is ready for one, and none is shown yet.
    pub(super) fn try_link(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(replacing) = &instance.replace else { return };
        let way = self.parts.of(key).replace_number.way;
        let link = instance.account.link.as_ref().map(|link| &link.progress);
        let may_begin = match link.map(|progress| &progress.shown) {
            None => true,
            // Retried automatically only for a code to scan, which asks nothing of the phone.
            Some(Shown::Failed(failure)) => way == Way::Scan && failure.may_retry(),
            Some(_) => false,
        };
        let wanted = replacing.plan.flight() == Some(Step::Link) && replacing.plan.linked().is_none();
        // An account that was read before the step began may still show the previous phone.
        let account = replacing.account.as_ref().filter(|seen| asked_since(replacing, seen.at));
        let ready =
            account.is_some_and(|seen| seen.state.as_ref().is_ok_and(|state| !state.has_phone()) && !seen.logging_out);
        if wanted && ready && may_begin && replacing.shows_code(now()) {
            self.link_phone(key, way);
        }
    }
}

/// Whether a value was read after the linking step began.
fn asked_since(replacing: &ReplaceState, at: Timestamp) -> bool {
    replacing.plan.asked_at(Step::Link).is_some_and(|asked| at >= asked)
}
