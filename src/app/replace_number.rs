//! Replacing a number: the user's actions, and storing the progress. The tasks are in `replace_number_tasks`.

use std::time::Instant;

use jiff::Timestamp;
use poll_promise::Promise;
use serde_json::Value;

use super::App;
use crate::explain::{Text, explain_database};
use crate::green_api::{IdInstance, now};
use crate::model::{InstanceKey, Interrupted, Kept, Page, ReplaceAction, ReplaceState, TaskId};
use crate::store::{DatabaseFailure, DatabaseResult, Tables};
use crate::work::link_phone::Way;
use crate::work::replace_number::{Act, Replacement, Seen, Step};
use crate::work::restart::Change;

/// A read of the open replacements from the database, in flight.
pub(super) struct Loading {
    /// The instance whose page waits for its replacement.
    page: Option<InstanceKey>,
    promise: Promise<DatabaseResult<Vec<(IdInstance, Value)>>>,
}

/// A write of a replacement's progress to the database, in flight.
pub(super) struct Keeping {
    key: InstanceKey,
    promise: Promise<DatabaseResult<()>>,
}

impl App {
    pub(super) fn replace(&mut self, key: InstanceKey, what: ReplaceAction) {
        if matches!(what, ReplaceAction::Open) {
            return self.open_replacing(key);
        }
        let now = now();
        let Some(replacing) = self.replacing(key) else { return };
        match what {
            ReplaceAction::Open => {}
            ReplaceAction::Act(act) => {
                self.model.dialog = None;
                self.replace_act(key, act);
            }
            ReplaceAction::Say(step) => self.change_plan(key, |plan| plan.say_done(step, now)),
            ReplaceAction::Skip(step) => {
                self.model.dialog = None;
                if step == Step::Link {
                    self.hide_code(key);
                }
                self.change_plan(key, |plan| plan.skip(step, now));
            }
            ReplaceAction::Back => self.change_plan(key, Replacement::back),
            ReplaceAction::GoOn => self.change_plan(key, Replacement::go_on),
            ReplaceAction::Number(answer) => {
                self.stop_linking(key);
                self.change_plan(key, |plan| plan.answer_number(answer, now));
            }
            ReplaceAction::End => {
                self.model.dialog = None;
                self.hide_code(key);
                self.change_plan(key, |plan| plan.end(now));
                self.show(Page::Instance(key, crate::model::Tab::Queue));
            }
            ReplaceAction::Remember => self.keep_plan(key),
            ReplaceAction::GoOnUnkept => {
                replacing.unkept_is_fine = true;
                if let Some(act) = replacing.waiting.take() {
                    self.do_act(key, act);
                }
            }
            ReplaceAction::DropAct => {
                replacing.waiting = None;
                replacing.plan.refused();
            }
            ReplaceAction::Code(way) => {
                replacing.way = way;
                self.stop_linking(key);
                self.replace_act(key, Act::Link);
            }
            ReplaceAction::HideCode => self.hide_code(key),
            ReplaceAction::Count => {
                replacing.tasks.next_count = Some(Instant::now());
            }
            ReplaceAction::Query => self.fetch_for_step(key),
        }
    }

    pub(super) fn replacing(&mut self, key: InstanceKey) -> Option<&mut ReplaceState> {
        self.model.instance_mut(key)?.replace.as_mut()
    }

    /// Shows the page. The database is read first, so that an open replacement is never overwritten.
    fn open_replacing(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.replace.take_if(|replacing| replacing.plan.ended().is_some());
        if instance.replace.is_none() {
            if instance.practice {
                instance.replace = Some(ReplaceState::new(Replacement::new(now()), Kept::InMemory));
            } else {
                self.load_replacements(Some(key));
            }
        }
        self.show(Page::Replace(key));
        self.notify_wid(key);
    }

    /// Reads the open replacements.
    pub(super) fn load_replacements(&mut self, page: Option<InstanceKey>) {
        let promise = self.database.start(self.waker.clone(), |tables| tables.open_replacements());
        self.replace_loading.push(Loading { page, promise });
    }

    pub(super) fn poll_replacements(&mut self) {
        for loading in std::mem::take(&mut self.replace_loading) {
            match loading.promise.try_take() {
                Ok(found) => self.on_replacements_loaded(loading.page, found),
                Err(promise) => self.replace_loading.push(Loading { promise, ..loading }),
            }
        }
        let done: Vec<Keeping> =
            self.replace_keeping.extract_if(.., |keeping| keeping.promise.ready().is_some()).collect();
        for keeping in done {
            if let Ok(outcome) = keeping.promise.try_take() {
                self.on_replacement_kept(keeping.key, outcome);
            }
        }
    }

    fn on_replacements_loaded(&mut self, page: Option<InstanceKey>, found: DatabaseResult<Vec<(IdInstance, Value)>>) {
        let mut failure = None;
        match found {
            Ok(rows) => {
                for (id, body) in rows {
                    self.on_replacement_row(&id, body);
                }
            }
            Err(why) => failure = Some(why),
        }
        // At the start, a failure calls for no action: it is reported where the replacement is used.
        let Some(key) = page else { return };
        let Some(instance) = self.model.instance_mut(key).filter(|instance| instance.replace.is_none()) else { return };
        let kept = failure.map_or(Kept::NotYet, Kept::No);
        instance.replace = Some(ReplaceState::new(Replacement::new(now()), kept));
        self.notify_wid(key);
    }

    fn on_replacement_row(&mut self, id: &IdInstance, body: Value) {
        let is_it = |instance: &&mut crate::model::Instance| !instance.practice && instance.id() == id;
        let Some(instance) = self.model.instances.iter_mut().find(is_it) else { return };
        if instance.replace.is_some() {
            return;
        }
        let (key, name) = (instance.key, instance.record.name.clone());
        match serde_json::from_value::<Replacement>(body) {
            Ok(plan) => {
                instance.replace = Some(ReplaceState::found(plan, now()));
                self.read_truth(key);
            }
            Err(error) => {
                let why = Text::new("database-other").with("detail", error.to_string());
                self.report_error(Text::new("trouble-replacement").with("name", name), vec![why]);
            }
        }
    }

    /// Ends the replacement of a removed instance, so that adding it again starts clean.
    pub(super) fn end_kept_replacement(&self, id: IdInstance) {
        drop(self.database.start(self.waker.clone(), move |tables| tables.end_replacement(&id)));
    }

    /// Changes the plan, and stores it if that made a difference.
    pub(super) fn change_plan(&mut self, key: InstanceKey, change: impl FnOnce(&mut Replacement)) {
        let Some(replacing) = self.replacing(key) else { return };
        let before = replacing.plan.clone();
        change(&mut replacing.plan);
        if replacing.plan != before {
            let stepped = replacing.plan.step() != before.step();
            self.keep_plan(key);
            if stepped {
                self.enter_step(key);
            }
        }
    }

    /// Applies an observation of the server.
    pub(super) fn see(&mut self, key: InstanceKey, seen: &Seen, at: Timestamp) {
        self.change_plan(key, |plan| plan.see(seen, at));
        let Some(replacing) = self.replacing(key) else { return };
        replacing.interrupted.take_if(|Interrupted { step, .. }| !replacing.plan.is_open(*step));
        // A phone is linked. Its number is read, so that the user can be asked about it.
        if replacing.plan.linked() == Some(None) && replacing.tasks.account.is_none() {
            replacing.tasks.next_account.get_or_insert_with(Instant::now);
        }
    }

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

    fn is_step(&self, key: InstanceKey, act: Act) -> bool {
        let replacing = self.model.instance(key).and_then(|instance| instance.replace.as_ref());
        replacing.is_some_and(|replacing| replacing.is_step(act))
    }

    /// Does an act as a step of the replacement, if it is one. Returns whether it is.
    pub(super) fn does_as_step(&mut self, key: InstanceKey, act: Act) -> bool {
        let is_step = self.is_step(key, act);
        if is_step {
            self.replace_act(key, act);
        }
        is_step
    }

    /// Records a part of the clearing `task` as a step of the open replacement, if it is one, and then calls `then`. A
    /// failure to record is passed on, unless the user has accepted that nothing is stored.
    pub(super) fn record_step(
        &mut self,
        key: InstanceKey,
        act: Act,
        task: TaskId,
        then: impl FnOnce(&mut Self, DatabaseResult<()>) + 'static,
    ) {
        if !self.is_step(key, act) {
            return then(self, Ok(()));
        }
        self.begin_step(key, act, task);
        let Some(write) = self.plan_writer(key) else { return then(self, Ok(())) };
        self.ask_database(key, write, move |app, outcome| {
            let is_fine = app.replacing(key).is_some_and(|replacing| replacing.unkept_is_fine);
            app.on_replacement_kept(key, outcome.clone());
            then(app, if is_fine { Ok(()) } else { outcome });
        });
    }

    /// Begins a clearing as a step of the open replacement, if it is one, although the database refuses to record it.
    pub(super) fn begin_unrecorded(&mut self, key: InstanceKey, act: Act, task: TaskId) {
        if self.is_step(key, act) {
            self.begin_step(key, act, task);
            self.keep_plan(key);
        }
    }

    fn begin_step(&mut self, key: InstanceKey, act: Act, task: TaskId) {
        let Some(replacing) = self.replacing(key) else { return };
        replacing.interrupted = None;
        replacing.plan.begin(act, now());
        if act.step() == Step::Save {
            replacing.tasks.save = Some(task);
        } else {
            replacing.tasks.clear = Some(task);
            // A count from before this clearing must not allow a code.
            replacing.watch.forget();
        }
    }

    /// Does a change that restarts the number as a step of the replacement, if it is one. Returns whether it is.
    pub(super) fn restarts_as_step(&mut self, key: InstanceKey, change: Change) -> bool {
        let settings = self.model.instance(key).and_then(|instance| instance.settings.value());
        let before = settings.and_then(|settings| settings.sending_interval);
        match change {
            Change::Interval(to) => self.does_as_step(key, Act::interval(to, before)),
            Change::Incoming(_) | Change::Reboot => false,
        }
    }

    /// Stores the progress, then does the act that waits for that.
    pub(super) fn keep_plan(&mut self, key: InstanceKey) {
        if let Some(write) = self.plan_writer(key) {
            let promise = self.database.start(self.waker.clone(), write);
            self.replace_keeping.push(Keeping { key, promise });
        } else if let Some(act) = self.replacing(key).and_then(|replacing| replacing.waiting.take()) {
            self.do_act(key, act);
        }
    }

    /// Returns the job that stores the progress; `None` if nothing is stored, as in practice.
    fn plan_writer(
        &mut self,
        key: InstanceKey,
    ) -> Option<impl FnOnce(&mut Tables) -> DatabaseResult<()> + Send + use<>> {
        let instance = self.model.instance_mut(key).filter(|instance| !instance.practice)?;
        let id = instance.id().clone();
        let replacing = instance.replace.as_mut().filter(|replacing| replacing.plan.has_begun())?;
        let (begun, ended) = (replacing.plan.begun(), replacing.plan.ended());
        let body = serde_json::to_value(&replacing.plan).unwrap_or_default();
        replacing.kept = Kept::Writing;
        Some(move |tables: &mut Tables| tables.keep_replacement(&id, begun, ended, &body))
    }

    fn on_replacement_kept(&mut self, key: InstanceKey, outcome: Result<(), DatabaseFailure>) {
        // Writes finish in order, so the last outcome is the current one.
        let last = !self.replace_keeping.iter().any(|keeping| keeping.key == key);
        let Some(replacing) = self.replacing(key) else { return };
        if !last {
            return;
        }
        let may_act = outcome.is_ok() || replacing.unkept_is_fine;
        replacing.kept = match outcome {
            Ok(()) => Kept::Yes,
            Err(failure) => {
                tracing::warn!("the replacement of a number is not remembered: {}", explain_database(&failure).id);
                Kept::No(failure)
            }
        };
        match replacing.waiting {
            Some(act) if may_act => {
                replacing.waiting = None;
                self.do_act(key, act);
            }
            // The page asks how to continue, so no dialog may cover it.
            Some(_) => _ = self.model.dialog.take_if(|dialog| dialog.instance() == Some(key)),
            None => {}
        }
    }

    /// Records the number that is being replaced.
    pub(super) fn notify_wid(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let wid = instance.settings.value().and_then(|settings| settings.wid.as_deref());
        let number = wid.and_then(crate::green_api::wid_digits);
        if let Some(number) = number {
            self.change_plan(key, |plan| plan.record_old_number(&number));
        }
    }

    /// Hides the code, because the page was left or on the user's request.
    pub(super) fn hide_code(&mut self, key: InstanceKey) {
        let Some(replacing) = self.replacing(key) else { return };
        let was_wanted = replacing.watch.wants_code();
        replacing.watch.want_no_code();
        if was_wanted {
            replacing.way = Way::Scan;
            self.stop_linking(key);
            self.change_plan(key, |plan| {
                // A phone that is already linked keeps the step in flight, until the user says whether its number is
                // the right one.
                if plan.flight() == Some(Step::Link) && plan.linked().is_none() {
                    plan.give_up();
                }
            });
        }
    }

    /// Returns the moment `wait` from now, at this client's pace.
    pub(super) fn in_a_while(&self, wait: std::time::Duration) -> Instant {
        Instant::now() + self.client.paced(wait)
    }
}
