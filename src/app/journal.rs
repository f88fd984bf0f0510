//! Reading the journal for its page.

use poll_promise::Promise;

use super::App;
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

/// A read of the journal, in flight.
pub(super) struct JournalCall {
    lines: Lines,
    promise: Promise<DatabaseResult<(Vec<JournalRow>, Vec<IdInstance>)>>,
}

impl App {
    /// Reads the newest lines, of one instance or of all.
    pub(super) fn read_journal(&mut self, of: Option<IdInstance>) {
        self.model.journal.of = of;
        self.ask_journal(Lines::Newest);
    }

    /// Reads the lines after the last one that is shown.
    pub(super) fn read_older(&mut self) {
        if self.model.journal.has_more && !self.model.journal.asking {
            self.ask_journal(Lines::Older);
        }
    }

    fn ask_journal(&mut self, lines: Lines) {
        let journal = &mut self.model.journal;
        journal.asking = true;
        let of = journal.of.clone();
        let last = journal.rows.as_ref().and_then(|rows| rows.last()).map(|row| row.id);
        let before = last.filter(|_| lines == Lines::Older);
        let promise = self.database.start(self.waker.clone(), move |tables| {
            Ok((tables.journal(of.as_ref(), before, PAGE)?, tables.journal_instances()?))
        });
        // A newer read replaces an older one, whose result is dropped.
        self.journal_call = Some(JournalCall { lines, promise });
    }

    pub(super) fn poll_journal(&mut self) {
        let Some(call) = self.journal_call.take_if(|call| call.promise.ready().is_some()) else { return };
        let journal = &mut self.model.journal;
        journal.asking = false;
        match call.promise.try_take() {
            Ok(Ok((rows, instances))) => {
                journal.failure = None;
                journal.instances = instances;
                journal.has_more = rows.len() as u32 >= PAGE;
                match journal.rows.as_mut().filter(|_| call.lines == Lines::Older) {
                    Some(shown) => shown.extend(rows),
                    None => journal.rows = Some(rows),
                }
            }
            Ok(Err(failure)) => journal.failure = Some(failure),
            Err(_) => {}
        }
    }
}
