//! Changes that were under way when the program ended: shown on their instance until the user closes them.

use super::App;
use super::facts::{ActEnd, Fact, News};
use super::scheduler::Due;
use super::tasks::{Owner, or_logged};
use crate::green_api::now;
use crate::model::{Instance, InstanceKey};
use crate::store::{DatabaseResult, JournalId, JournalRow, Outcome, ReadBack, Tables};
use crate::work::clear_queue::ClearEnding;
use crate::work::queue_reading::{TRUST_COUNT_AFTER, Trust};

impl App {
    /// Lists the changes and the runs of all instances, so that the page of all names those with a change whose outcome
    /// is not known, and those with a run that can be continued.
    pub(super) fn list_all_interrupted(&mut self) {
        self.ask_database(
            Owner::Program,
            |tables| Ok((tables.interrupted(None)?, tables.archive_runs(None)?, tables.resend_runs(None)?)),
            |app, read| {
                let what = "the page of all instances does not show what was interrupted";
                let Some((rows, archives, resends)) = or_logged(read.map(Some), what) else { return };
                for instance in app.model.instances.iter_mut().filter(|instance| !instance.practice) {
                    let id = instance.id().clone();
                    instance.interrupted = rows.iter().filter(|row| row.instance == id).cloned().collect();
                    let archives = archives.iter().filter(|run| run.instance == id).cloned().collect();
                    instance.chats.runs.past.get_or_insert(archives);
                    let resends = resends.iter().filter(|run| run.instance == id).cloned().collect();
                    instance.resend.runs.get_or_insert(resends);
                }
                app.read_again_what_was_just_changed();
            },
        );
    }

    /// Plans to query the instances whose interrupted change is a moment ago. After a clearing, the count that was read at
    /// the start may date from before.
    fn read_again_what_was_just_changed(&mut self) {
        let is_recent = |row: &JournalRow| now().duration_since(row.begun).unsigned_abs() < TRUST_COUNT_AFTER;
        let changed = self.model.instances.iter().filter(|instance| instance.interrupted.iter().any(is_recent));
        let keys: Vec<InstanceKey> = changed.map(|instance| instance.key).collect();
        keys.into_iter().for_each(|key| self.after(TRUST_COUNT_AFTER, Due::AfterChange(key)));
    }

    pub(super) fn list_interrupted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let id = instance.id().clone();
        self.ask_database(
            key,
            move |tables| tables.interrupted(Some(&id)),
            move |app, rows| app.on_interrupted(key, rows),
        );
    }

    /// Closes an interrupted change, and records that in the journal. If the record fails, the change is shown again at
    /// the next start.
    pub(super) fn close_interrupted(&mut self, key: InstanceKey, id: JournalId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.interrupted.retain(|row| row.id != id);
        let of = instance.id().clone();
        let close = move |tables: &mut Tables| {
            tables.note_interrupted(id)?;
            tables.interrupted(Some(&of))
        };
        self.ask_database(key, close, move |app, rows| app.on_interrupted(key, rows));
    }

    /// Shows the changes. A failure is also shown with the saved queues, which the same page reads.
    fn on_interrupted(&mut self, key: InstanceKey, rows: DatabaseResult<Vec<JournalRow>>) {
        let rows = or_logged(rows.map(Some), "interrupted changes are shown at the next start");
        if let (Some(rows), Some(instance)) = (rows, self.model.instance_mut(key)) {
            // One that was read meanwhile is shown until it is closed.
            let read = std::mem::take(&mut instance.interrupted).into_iter().filter(|row| row.found.is_some());
            let read: Vec<JournalRow> = read.filter(|row| !rows.iter().any(|listed| listed.id == row.id)).collect();
            instance.interrupted = read.into_iter().chain(rows).collect();
        }
    }

    /// Records the number of messages in a queue that was cleared, but not read again before the program ended.
    pub(super) fn read_back_clearing(&mut self, key: InstanceKey, news: &News<'_>) {
        let is_superseded = matches!(news, News::End(ActEnd::Cleared(ending)) if **ending != ClearEnding::Kept);
        let is_reading = matches!(news, News::Fact(Fact::Queue(_) | Fact::Count(_), _));
        let Some(instance) = self.model.instance_mut(key).filter(|_| is_superseded || is_reading) else { return };
        if is_superseded {
            return instance.interrupted.retain(|row| row.outcome != Outcome::Done);
        }
        let Some(found) = read_after_clearing(instance) else { return };
        let mut lines = Vec::new();
        for row in instance.interrupted.iter_mut().filter(|row| row.outcome == Outcome::Done && row.found.is_none()) {
            row.found = Some((found.clone(), now()));
            lines.push(row.id);
        }
        for line in lines {
            let found = found.clone();
            let job = move |tables: &mut Tables| tables.read_back_line(line, &found);
            self.ask_database(key, job, |_, recorded| {
                or_logged(recorded, "the clearing is shown again at the next start");
            });
        }
    }
}

/// Returns the state of the queue, once list and count can be trusted after a clearing.
fn read_after_clearing(instance: &Instance) -> Option<ReadBack> {
    let reading = instance.queue_reading();
    let is_sure = reading.list.is_some_and(|list| list.trust == Trust::Fresh)
        && reading.trust() == Trust::Fresh
        && !instance.is_disputed()
        && !instance.count_may_lag()
        && !instance.is_clearing();
    match instance.waiting().exact().filter(|_| is_sure)? {
        0 => Some(ReadBack::Empty),
        number => Some(ReadBack::Waiting(number)),
    }
}
