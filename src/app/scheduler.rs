//! The one scheduler: what happens later, and when.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::App;
use crate::model::{InstanceKey, Query, ReplaceRead};

/// A reason to wake up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// The first query of an instance: its state and its count.
    Query(InstanceKey),
    /// Another query of an instance, because the first one came a moment after an interrupted change.
    AfterChange(InstanceKey),
    /// A count to read again, because it may date from before the queue was emptied.
    Recount(InstanceKey),
    /// The end of linking a phone while the window is not seen.
    UnseenLinking(InstanceKey),
    /// The reading of a chat from the list, where getContactInfo is used up.
    ListedChat(InstanceKey),
    /// A read of the replacement of a number.
    ReplaceRead(InstanceKey, ReplaceRead),
    /// The next checks of the watch.
    Checks,
    /// The notifications that wait.
    Notifications,
    /// The next query of the latest version of the program.
    Release,
    /// The next read of the open journal.
    Journal,
    /// The end of the notice that expires first.
    Notice,
    /// The time after which the database should have answered.
    SlowDatabase,
    /// A value that becomes old, which the window then shows.
    Ageing(InstanceKey),
}

/// Moments with their reasons, ordered by time. Each reason has one moment at most.
#[derive(Debug, Default)]
pub(super) struct Scheduler(BTreeSet<(Instant, Due)>);

impl Scheduler {
    /// Schedules `due`, instead of its earlier moment if it has one.
    pub fn at(&mut self, at: Instant, due: Due) {
        self.cancel(due);
        self.0.insert((at, due));
    }

    pub fn cancel(&mut self, due: Due) {
        self.0.retain(|(_, of)| *of != due);
    }

    pub fn is_scheduled(&self, due: Due) -> bool {
        self.0.iter().any(|(_, of)| *of == due)
    }

    /// Returns the earliest moment.
    pub fn next(&self) -> Option<Instant> {
        self.0.first().map(|(at, _)| *at)
    }

    /// Removes and returns what is due at `now`, the earliest first.
    pub fn take_due(&mut self, now: Instant) -> Vec<Due> {
        self.0.extract_if(.., |(at, _)| *at <= now).map(|(_, due)| due).collect()
    }
}

impl App {
    /// Schedules `due` after `wait` at this client's pace.
    pub(super) fn after(&mut self, wait: Duration, due: Due) {
        self.scheduler.at(Instant::now() + self.services.client.paced(wait), due);
    }

    /// Does what is due at `now`.
    pub(super) fn do_due(&mut self, now: Instant) {
        for due in self.scheduler.take_due(now) {
            match due {
                Due::Query(key) | Due::AfterChange(key) => self.fetch(key, &[Query::State, Query::Count]),
                Due::Recount(key) => self.recount(key),
                Due::UnseenLinking(key) => self.stop_unseen_linking(key, now),
                Due::ListedChat(key) => self.check_listed_chat(key),
                Due::ReplaceRead(key, read) => self.read_for_replacement(key, read),
                Due::Checks => self.check_due(now),
                Due::Notifications => self.announce(now),
                Due::Release => self.ask_release(),
                Due::Journal => self.renew_journal(),
                Due::Notice => self.drop_notices(now),
                // The program is polled, and the window drawn again, whenever something is due.
                Due::SlowDatabase | Due::Ageing(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(start: Instant, second: u64) -> Instant {
        start + Duration::from_secs(second)
    }

    #[test]
    fn what_is_due_comes_in_the_order_of_time() {
        let start = Instant::now();
        let mut scheduler = Scheduler::default();
        assert_eq!(scheduler.next(), None);
        scheduler.at(second(start, 3), Due::Release);
        scheduler.at(second(start, 1), Due::Notice);
        scheduler.at(second(start, 2), Due::Query(InstanceKey(1)));
        assert_eq!(scheduler.next(), Some(second(start, 1)));
        assert_eq!(scheduler.take_due(start), []);
        assert_eq!(scheduler.take_due(second(start, 2)), [Due::Notice, Due::Query(InstanceKey(1))]);
        assert_eq!(scheduler.next(), Some(second(start, 3)));
        assert_eq!(scheduler.take_due(second(start, 9)), [Due::Release]);
        assert_eq!(scheduler.next(), None);
    }

    #[test]
    fn a_reason_has_one_moment_the_last_one_that_was_set() {
        let start = Instant::now();
        let (mut scheduler, sales, support) = (Scheduler::default(), InstanceKey(1), InstanceKey(2));
        scheduler.at(second(start, 1), Due::Recount(sales));
        scheduler.at(second(start, 1), Due::Recount(support));
        scheduler.at(second(start, 5), Due::Recount(sales));
        assert_eq!(scheduler.take_due(second(start, 4)), [Due::Recount(support)]);
        assert!(scheduler.is_scheduled(Due::Recount(sales)));
        scheduler.cancel(Due::Recount(sales));
        assert!(!scheduler.is_scheduled(Due::Recount(sales)));
        assert_eq!(scheduler.take_due(second(start, 9)), []);
    }
}
