//! Reading the journal for its page.

use super::App;
use super::tasks::Owner;
use crate::green_api::IdInstance;
use crate::store::{DatabaseResult, JournalRow};

/// Number of lines read at a time.
const PAGE: u32 = 200;

/// The lines to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    Newest,
    /// The lines after the last one that is shown.
    Older,
}

/// The lines that were read, and every instance that has a line.
type Read = DatabaseResult<(Vec<JournalRow>, Vec<IdInstance>)>;

impl App {
    /// Reads the newest lines, of one instance or of all.
    pub(super) fn read_journal(&mut self, of: Option<IdInstance>) {
        self.model.journal.of = of;
        self.ask_journal(Lines::Newest);
    }

    /// Reads the lines after the last one that is shown.
    pub(super) fn read_older(&mut self) {
        if self.model.journal.has_more && self.model.journal.asking.is_none() {
            self.ask_journal(Lines::Older);
        }
    }

    fn ask_journal(&mut self, lines: Lines) {
        let journal = &self.model.journal;
        let of = journal.of.clone();
        let last = journal.rows.as_ref().and_then(|rows| rows.last()).map(|row| row.id);
        let before = last.filter(|_| lines == Lines::Older);
        let read = self.ask_database(
            Owner::Program,
            move |tables| Ok((tables.journal(of.as_ref(), before, PAGE)?, tables.journal_instances()?)),
            move |app, read| app.on_journal(lines, read),
        );
        // A newer read replaces an older one, whose result is dropped.
        if let Some(older) = self.model.journal.asking.replace(read) {
            self.tasks.forget(older);
        }
    }

    fn on_journal(&mut self, lines: Lines, read: Read) {
        let journal = &mut self.model.journal;
        journal.asking = None;
        match read {
            Ok((rows, instances)) => {
                journal.failure = None;
                journal.instances = instances;
                journal.has_more = rows.len() as u32 >= PAGE;
                match journal.rows.as_mut().filter(|_| lines == Lines::Older) {
                    Some(shown) => shown.extend(rows),
                    None => journal.rows = Some(rows),
                }
            }
            Err(failure) => journal.failure = Some(failure),
        }
    }
}
