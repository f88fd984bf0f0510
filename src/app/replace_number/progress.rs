//! The stored progress of a replacement.

use serde_json::Value;

use super::{App, Earlier, ReplaceNumber};
use crate::app::tasks::Owner;
use crate::explain::{Text, explain_database};
use crate::green_api::{Detail, IdInstance, now};
use crate::model::{Instance, InstanceKey, Kept, ReplaceState, TaskId};
use crate::store::{DatabaseResult, EndedReplacement, Tables};
use crate::work::replace_number::Replacement;

/// The outcome of a write.
pub(super) enum Written {
    Kept,
    /// Nothing was written: this replacement is open, and had not been read.
    Earlier(Box<Replacement>),
}

impl App {
    /// Reads the open replacements. `page`: the instance whose page waits for its own.
    pub(in crate::app) fn load_replacements(&mut self, page: Option<InstanceKey>) {
        self.ask_database(
            Owner::Program,
            |tables| tables.open_replacements(),
            move |app, read| {
                app.on_replacements_loaded(page, read);
            },
        );
    }

    fn on_replacements_loaded(&mut self, page: Option<InstanceKey>, read: DatabaseResult<Vec<(IdInstance, Value)>>) {
        let (kept, mut earlier) = match &read {
            Ok(_) => (Kept::NotYet, Earlier::Read),
            Err(failure) => (Kept::No(failure.clone()), Earlier::Unread),
        };
        for (id, body) in read.into_iter().flatten() {
            let is_of_page = page.is_some_and(|key| self.model.instance(key).is_some_and(|one| *one.id() == id));
            if !self.on_replacement_row(&id, body) && is_of_page {
                earlier = Earlier::Unread;
            }
        }
        // At the start, a failure calls for no action: it is reported where the replacement is used.
        let Some(key) = page.filter(|key| self.is_replaceable(*key)) else { return };
        self.hold(key, ReplaceState::new(Replacement::new(now()), kept), earlier);
        self.record_old_number(key);
    }

    /// Takes over a stored replacement. Returns whether it could be understood.
    fn on_replacement_row(&mut self, id: &IdInstance, body: Value) -> bool {
        let is_it = |instance: &&Instance| !instance.practice && instance.id() == id;
        let Some(instance) = self.model.instances.iter().find(is_it) else { return true };
        let (key, name) = (instance.key, instance.record.name.clone());
        if !self.is_replaceable(key) {
            return true;
        }
        match serde_json::from_value(body) {
            Ok(plan) => {
                self.take_up(key, plan);
                true
            }
            Err(error) => {
                let why = Text::new("database-other").with("detail", &Detail::of(&error));
                self.report_error(Text::new("trouble-replacement").with("name", name), vec![why]);
                false
            }
        }
    }

    /// Resumes a replacement of an earlier session.
    fn take_up(&mut self, key: InstanceKey, plan: Replacement) {
        self.hold(key, ReplaceState::found(plan, now()), Earlier::Read);
        self.read_truth(key);
        self.read_shown_step(key);
    }

    /// Shows a replacement, instead of the one before.
    pub(super) fn hold(&mut self, key: InstanceKey, replacing: ReplaceState, earlier: Earlier) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.replace = Some(replacing);
        self.parts.of(key).replace_number = ReplaceNumber { earlier, ..ReplaceNumber::default() };
        self.ask_on(key);
    }

    /// Whether a stored replacement takes the place of what is shown: nothing was done yet that was not stored.
    fn is_replaceable(&mut self, key: InstanceKey) -> bool {
        let Some(instance) = self.model.instance(key) else { return false };
        let earlier = self.parts.of(key).replace_number.earlier;
        instance.replace.as_ref().is_none_or(|replacing| earlier == Earlier::Unread && !replacing.plan.has_begun())
    }

    /// Stores the progress again after a failure. Before anything is done, the stored one is read again.
    pub(super) fn remember(&mut self, key: InstanceKey) {
        match self.replacing(key) {
            Some(replacing) if !replacing.plan.has_begun() => self.load_replacements(Some(key)),
            _ => self.keep_plan(key),
        }
    }

    /// Stores the progress, then does the act that waits for that.
    pub(super) fn keep_plan(&mut self, key: InstanceKey) {
        self.write_plan(key, |_, _| {});
    }

    /// Stores the progress, does the act that waits for that, and calls `then`. Practice is never stored.
    pub(super) fn write_plan(&mut self, key: InstanceKey, then: impl FnOnce(&mut Self, DatabaseResult<()>) + 'static) {
        let stored = self.model.instance(key).filter(|instance| !instance.practice);
        let stored = stored.and_then(|instance| Some((instance.id().clone(), instance.replace.as_ref()?)));
        let Some((id, replacing)) = stored.filter(|(_, replacing)| replacing.plan.has_begun()) else {
            self.do_waiting(key);
            return then(self, Ok(()));
        };
        let (plan, earlier) = (replacing.plan.clone(), self.parts.of(key).replace_number.earlier);
        let write = self.tasks.next_id();
        self.ask_database(
            key,
            move |tables| match earlier {
                Earlier::Read => keep(tables, &id, &plan),
                Earlier::Unread => keep_after_reading(tables, &id, &plan),
            },
            move |app, written| {
                let outcome = written.as_ref().map(|_| ()).map_err(Clone::clone);
                app.on_written(key, write, written);
                then(app, outcome);
            },
        );
        if let Some(replacing) = self.replacing(key) {
            replacing.kept = Kept::Writing(write);
        }
    }

    /// Applies the outcome of a write. Only the newest one counts: it contains the act that waits.
    pub(super) fn on_written(&mut self, key: InstanceKey, write: TaskId, written: DatabaseResult<Written>) {
        let newest = Kept::Writing(write);
        let Some(replacing) = self.replacing(key).filter(|replacing| replacing.kept == newest) else { return };
        match written {
            Ok(Written::Kept) => {
                replacing.kept = Kept::Yes;
                self.parts.of(key).replace_number.earlier = Earlier::Read;
                self.do_waiting(key);
            }
            Ok(Written::Earlier(plan)) => {
                // The open question belongs to another step.
                self.revoke_clearing(key);
                self.close_dialog_of(key);
                self.take_up(key, *plan);
            }
            Err(failure) => {
                tracing::warn!("the replacement of a number is not remembered: {}", explain_database(&failure).id);
                replacing.kept = Kept::No(failure);
                match (replacing.unkept_is_fine, replacing.waiting) {
                    (true, _) => self.do_waiting(key),
                    // The page asks how to continue, so no dialog may cover it.
                    (false, Some(_)) => self.close_dialog_of(key),
                    (false, None) => {}
                }
            }
        }
    }

    pub(super) fn go_on_unkept(&mut self, key: InstanceKey) {
        if let Some(replacing) = self.replacing(key) {
            replacing.unkept_is_fine = true;
            self.do_waiting(key);
        }
    }

    pub(super) fn drop_act(&mut self, key: InstanceKey) {
        if let Some(replacing) = self.replacing(key) {
            replacing.waiting = None;
            replacing.plan.refused();
        }
    }

    fn close_dialog_of(&mut self, key: InstanceKey) {
        self.model.dialog.take_if(|dialog| dialog.instance() == Some(key));
    }

    fn do_waiting(&mut self, key: InstanceKey) {
        if let Some(act) = self.replacing(key).and_then(|replacing| replacing.waiting.take()) {
            self.do_act(key, act);
        }
    }
}

fn keep(tables: &mut Tables, id: &IdInstance, plan: &Replacement) -> DatabaseResult<Written> {
    let body = serde_json::to_value(plan).unwrap_or_default();
    let record = plan.record();
    let ended = plan.ended().map(|at| EndedReplacement {
        at,
        record: serde_json::to_string(&record).unwrap_or_default(),
        numbers: record.numbers(),
    });
    tables.keep_replacement(id, plan.begun(), ended.as_ref(), &body)?;
    Ok(Written::Kept)
}

/// Stores the plan unless another one is open. The same one is there if a write before this one has stored it. One that
/// cannot be understood is closed and stays in the file.
pub(super) fn keep_after_reading(tables: &mut Tables, id: &IdInstance, plan: &Replacement) -> DatabaseResult<Written> {
    let open = tables.open_replacements()?.into_iter().find(|(of, _)| of == id);
    match open.map(|(_, body)| serde_json::from_value::<Replacement>(body)) {
        Some(Ok(stored)) if stored.begun() != plan.begun() => return Ok(Written::Earlier(Box::new(stored))),
        Some(Ok(_)) | None => {}
        Some(Err(_)) => tables.end_replacement(id)?,
    }
    keep(tables, id, plan)
}
