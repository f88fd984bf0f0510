//! The page of the journal: reading it, opening a group, verifying, and saving what is shown to a file.
//! Also what is read back after acts that read nothing themselves.

mod file;
mod read_back;

pub(super) use read_back::Unread;

use std::time::Duration;

use super::App;
use super::scheduler::Due;
use super::tasks::Owner;
use crate::model::{JournalCheck, JournalChoice, JournalList, OpenGroup, Page, TaskId};
use crate::store::{DatabaseResult, JournalId, JournalRow, Outcome, Tables, Verification};

/// Number of groups, and of requests of an open one, that are read at first, and that each further read adds.
const PAGE: u32 = 200;

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

/// The groups that were read, and the requests of the open one.
type Read = DatabaseResult<(JournalList, Option<(JournalId, Lines)>)>;

/// The requests of a group that were read, and why any of all its requests was not done.
type Lines = (Vec<JournalRow>, Vec<(Outcome, u32)>);

fn read_lines(tables: &mut Tables, group: JournalId, most: u32) -> DatabaseResult<Lines> {
    Ok((tables.lines_of_group(group, most)?, tables.reasons_of_group(group)?))
}

impl App {
    /// Reads the newest groups. As many as are shown are shown again.
    pub(super) fn read_journal(&mut self, choice: JournalChoice) {
        let journal = &mut self.model.journal;
        let shown = journal.list.as_ref().filter(|_| journal.choice == choice).map_or(0, |list| list.read);
        journal.choice = choice;
        self.ask_journal(shown.max(PAGE));
    }

    /// Opens the page, with no search left from the last time.
    pub(super) fn open_journal(&mut self) {
        let choice = JournalChoice { sought: None, ..self.model.journal.choice.clone() };
        self.model.journal.exported = None;
        self.read_journal(choice);
    }

    /// Reads more groups than are shown.
    pub(super) fn read_older(&mut self) {
        let list = self.model.journal.list.as_ref();
        if let Some(list) = list.filter(|list| list.has_more() && !self.journal.is_under_way()) {
            self.ask_journal(list.read + PAGE);
        }
    }

    /// Shows the requests of a group, or hides them if it is the open one.
    pub(super) fn open_group(&mut self, id: JournalId) {
        let journal = &mut self.model.journal;
        journal.open = match journal.open.take() {
            Some(open) if open.id == id => None,
            _ => Some(OpenGroup { id, lines: Vec::new(), reasons: Vec::new() }),
        };
        if journal.open.is_some() {
            self.read_group(PAGE);
        }
    }

    /// Reads more requests of the open group than are shown.
    pub(super) fn read_more_of_group(&mut self) {
        let shown = self.model.journal.open.as_ref().map_or(0, |open| open.lines.len());
        self.read_group(u32::try_from(shown).unwrap_or(u32::MAX).saturating_add(PAGE));
    }

    fn read_group(&mut self, most: u32) {
        let Some(id) = self.model.journal.open.as_ref().map(|open| open.id) else { return };
        let read = move |app: &mut Self, lines| app.on_group(id, lines);
        self.ask_database(Owner::Program, move |tables| read_lines(tables, id, most), read);
    }

    fn on_group(&mut self, id: JournalId, lines: DatabaseResult<Lines>) {
        let journal = &mut self.model.journal;
        let Some(open) = journal.open.as_mut().filter(|open| open.id == id) else { return };
        match lines {
            Ok(read) => (open.lines, open.reasons) = read,
            Err(failure) => journal.failure = Some(failure),
        }
    }

    /// Reads the shown groups again soon, if the database has changed since the last read.
    pub(super) fn follow_journal(&mut self) {
        let is_behind = self.journal.is_behind(self.services.database.changes());
        if self.model.page == Page::Journal && is_behind && !self.scheduler.is_scheduled(Due::Journal) {
            self.after(BETWEEN_READS, Due::Journal);
        }
    }

    /// Reads the shown groups again, if the page is open.
    pub(super) fn renew_journal(&mut self) {
        if self.model.page == Page::Journal && !self.journal.is_under_way() {
            self.read_journal(self.model.journal.choice.clone());
        }
    }

    fn ask_journal(&mut self, most: u32) {
        let changes = self.services.database.changes();
        let filter = self.model.journal.choice.filter();
        let open = self.model.journal.open.as_ref().map(|open| {
            let shown = u32::try_from(open.lines.len()).unwrap_or(u32::MAX);
            (open.id, shown.max(PAGE))
        });
        let read = self.ask_database(
            Owner::Program,
            move |tables| {
                let list = JournalList::new(tables.journal_page(&filter, most)?);
                let Some((id, most)) = open else { return Ok((list, None)) };
                Ok((list, Some((id, read_lines(tables, id, most)?))))
            },
            Self::on_journal,
        );
        // A newer read replaces an older one, whose result is dropped.
        if let Some(older) = self.journal.begin(read, changes) {
            self.tasks.forget(older);
        }
    }

    fn on_journal(&mut self, read: Read) {
        self.journal.end();
        let journal = &mut self.model.journal;
        match read {
            Ok((list, lines)) => {
                journal.failure = None;
                journal.list = Some(list);
                if let Some((id, lines)) = lines {
                    self.on_group(id, Ok(lines));
                }
            }
            Err(failure) => journal.failure = Some(failure),
        }
    }

    /// Begins to verify the whole journal.
    pub(super) fn verify_journal(&mut self) {
        if !matches!(&self.model.journal.check, Some(JournalCheck::Reached(reached)) if !reached.is_over) {
            self.go_on_verifying(Verification::default());
        }
    }

    /// Verifies a batch after the other, so that changes are recorded in between.
    fn go_on_verifying(&mut self, reached: Verification) {
        self.model.journal.check = Some(JournalCheck::Reached(reached.clone()));
        let verified = |app: &mut Self, reached: DatabaseResult<Verification>| match reached {
            Ok(reached) if reached.is_over => app.model.journal.check = Some(JournalCheck::Reached(reached)),
            Ok(reached) => app.go_on_verifying(reached),
            Err(failure) => app.model.journal.check = Some(JournalCheck::Failed(failure)),
        };
        self.ask_database(Owner::Program, |tables| tables.verify_journal(reached), verified);
    }

    /// Hides the result of the verification.
    pub(super) fn close_journal_check(&mut self) {
        self.model.journal.check = None;
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
