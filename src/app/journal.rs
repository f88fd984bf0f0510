//! Reading the journal for its page.

use std::time::Duration;

use super::App;
use super::scheduler::Due;
use super::tasks::Owner;
use crate::green_api::IdInstance;
use crate::model::{JournalLines, Page, TaskId};
use crate::store::DatabaseResult;

/// Number of lines that are read at first, and that each further read adds.
const PAGE: usize = 200;

/// Time between a change of the database and the read that shows it: a run makes many changes a second.
const BETWEEN_READS: Duration = Duration::from_secs(1);

/// The read under way, and what is known about the next one.
#[derive(Debug, Default)]
pub(super) struct JournalReads {
    under_way: Option<TaskId>,
    /// [`crate::store::Database::changes`] before the last read.
    changes: u64,
}

impl JournalReads {
    /// Records a read that begins after this many changes. Returns the one under way, which it replaces.
    fn begin(&mut self, read: TaskId, changes: u64) -> Option<TaskId> {
        self.changes = changes;
        self.under_way.replace(read)
    }

    fn end(&mut self) {
        self.under_way = None;
    }

    fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Whether no read has begun since the last of this many changes, and none is under way.
    fn is_behind(&self, changes: u64) -> bool {
        !self.is_under_way() && self.changes != changes
    }
}

/// The lines that were read, and every instance that has a line.
type Read = DatabaseResult<(JournalLines, Vec<IdInstance>)>;

impl App {
    /// Reads the newest lines, of one instance or of all. As many as are shown are shown again.
    pub(super) fn read_journal(&mut self, of: Option<IdInstance>) {
        let journal = &mut self.model.journal;
        let shown = journal.lines.as_ref().filter(|_| journal.of == of).map_or(0, |lines| lines.count);
        journal.of = of;
        self.ask_journal(shown.max(PAGE));
    }

    /// Reads more lines than are shown.
    pub(super) fn read_older(&mut self) {
        let journal = &self.model.journal;
        if let Some(lines) = journal.lines.as_ref().filter(|_| journal.has_more && !self.journal.is_under_way()) {
            self.ask_journal(lines.count + PAGE);
        }
    }

    /// Reads the shown lines again soon, if the database has changed since the last read.
    pub(super) fn follow_journal(&mut self) {
        let is_behind = self.journal.is_behind(self.services.database.changes());
        if self.model.page == Page::Journal && is_behind && !self.scheduler.is_scheduled(Due::Journal) {
            self.after(BETWEEN_READS, Due::Journal);
        }
    }

    /// Reads the shown lines again, if the page is open.
    pub(super) fn renew_journal(&mut self) {
        if self.model.page == Page::Journal && !self.journal.is_under_way() {
            self.read_journal(self.model.journal.of.clone());
        }
    }

    fn ask_journal(&mut self, limit: usize) {
        let changes = self.services.database.changes();
        let of = self.model.journal.of.clone();
        let most = u32::try_from(limit).unwrap_or(u32::MAX);
        let read = self.ask_database(
            Owner::Program,
            move |tables| {
                let lines = tables.journal(of.as_ref(), None, most)?;
                Ok((JournalLines::new(lines), tables.journal_instances()?))
            },
            move |app, read| app.on_journal(limit, read),
        );
        // A newer read replaces an older one, whose result is dropped.
        if let Some(older) = self.journal.begin(read, changes) {
            self.tasks.forget(older);
        }
    }

    fn on_journal(&mut self, limit: usize, read: Read) {
        self.journal.end();
        let journal = &mut self.model.journal;
        match read {
            Ok((lines, instances)) => {
                journal.failure = None;
                journal.instances = instances;
                journal.has_more = lines.count >= limit;
                journal.lines = Some(lines);
            }
            Err(failure) => journal.failure = Some(failure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_read_replaces_the_one_under_way() {
        let mut reads = JournalReads::default();
        assert_eq!(reads.begin(TaskId(1), 0), None);
        assert_eq!(reads.begin(TaskId(2), 0), Some(TaskId(1)));
        reads.end();
        assert_eq!(reads.begin(TaskId(3), 0), None);
    }

    #[test]
    fn what_changes_during_a_read_makes_the_next_one_due_once_it_has_ended() {
        let mut reads = JournalReads::default();
        reads.begin(TaskId(1), 7);
        assert!(!reads.is_behind(8), "a read is under way");
        reads.end();
        assert!(reads.is_behind(8));
        assert!(!reads.is_behind(7), "nothing has changed");
    }
}
