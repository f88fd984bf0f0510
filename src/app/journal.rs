//! Reading the journal for its page.

use std::time::Duration;

use super::App;
use super::scheduler::Due;
use super::tasks::Owner;
use crate::green_api::IdInstance;
use crate::model::{JournalLines, Page};
use crate::store::DatabaseResult;

/// Number of lines that are read at first, and that each further read adds.
const PAGE: usize = 200;

/// Time between a change of the database and the read that shows it: a run makes many changes a second.
const BETWEEN_READS: Duration = Duration::from_secs(1);

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
        if let Some(lines) = journal.lines.as_ref().filter(|_| journal.has_more && journal.asking.is_none()) {
            self.ask_journal(lines.count + PAGE);
        }
    }

    /// Reads the shown lines again soon, if the database has changed since the last read.
    pub(super) fn follow_journal(&mut self) {
        let journal = &self.model.journal;
        let is_old = journal.asking.is_none() && journal.read_at != self.services.database.changes();
        if self.model.page == Page::Journal && is_old && !self.scheduler.is_scheduled(Due::Journal) {
            self.after(BETWEEN_READS, Due::Journal);
        }
    }

    /// Reads the shown lines again, if the page is open.
    pub(super) fn renew_journal(&mut self) {
        if self.model.page == Page::Journal && self.model.journal.asking.is_none() {
            self.read_journal(self.model.journal.of.clone());
        }
    }

    fn ask_journal(&mut self, limit: usize) {
        self.model.journal.read_at = self.services.database.changes();
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
        if let Some(older) = self.model.journal.asking.replace(read) {
            self.tasks.forget(older);
        }
    }

    fn on_journal(&mut self, limit: usize, read: Read) {
        let journal = &mut self.model.journal;
        journal.asking = None;
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
