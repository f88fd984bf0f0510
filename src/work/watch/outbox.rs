//! The notifications that are still to be shown: a burst of them becomes one, and quiet hours hold them back.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::civil::Time;

use super::alerts::{News, Trouble};
use crate::store::QuietHours;

/// How long the first notification waits for others.
const GATHER: Duration = Duration::from_secs(3);

/// Minimum time between two notifications.
const PAUSE: Duration = Duration::from_mins(1);

/// Maximum time until the clock is read again in quiet hours. It may have been set, and while the computer sleeps an
/// [`Instant`] does not advance.
const CLOCK_PAUSE: Duration = Duration::from_mins(1);

/// Maximum number of instances that get a notification each.
const MAX_SINGLE: usize = 2;

/// The subject of one notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Trouble(Trouble),
    WellAgain,
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notification<K> {
    One(K, Subject),
    /// Several instances at once.
    Several(Vec<(K, Subject)>),
    /// The events of the quiet hours.
    Meanwhile(Vec<(K, Subject)>),
}

/// Notifications that wait.
#[derive(Debug)]
pub struct Outbox<K> {
    /// The most urgent news of each instance.
    pending: BTreeMap<K, Subject>,
    quiet: Option<QuietHours>,
    /// Whether the quiet hours held any of them back.
    is_held: bool,
    due: Option<Instant>,
    last_shown: Option<Instant>,
}

impl<K> Default for Outbox<K> {
    fn default() -> Self {
        Self { pending: BTreeMap::new(), quiet: None, is_held: false, due: None, last_shown: None }
    }
}

impl<K: Copy + Ord> Outbox<K> {
    pub fn set_quiet(&mut self, quiet: Option<QuietHours>) {
        self.quiet = quiet;
    }

    /// Adds news of an instance. It replaces what waits of the same instance, unless that is more urgent; an instance
    /// that is well again takes its own back.
    pub fn add(&mut self, key: K, news: &News, now: Instant) {
        let pending = self.pending.get(&key);
        let subject = match (news, pending) {
            (News::Nothing, _) => return,
            (News::Began(troubles), pending) => {
                let Some(first) = troubles.first() else { return };
                match pending {
                    Some(Subject::Trouble(trouble)) => Subject::Trouble(*trouble.min(first)),
                    Some(Subject::WellAgain) | None => Subject::Trouble(*first),
                }
            }
            (News::WellAgain, Some(Subject::Trouble(_))) => {
                self.pending.remove(&key);
                if self.pending.is_empty() {
                    self.due = None;
                }
                return;
            }
            (News::WellAgain, Some(Subject::WellAgain) | None) => Subject::WellAgain,
        };
        self.pending.insert(key, subject);
        if self.due.is_none() {
            let after_last = self.last_shown.map(|last| last + PAUSE);
            self.due = Some(after_last.map_or(now + GATHER, |after| after.max(now + GATHER)));
        }
    }

    /// Drops what waits of an instance, because the user has seen it or it was removed.
    pub fn drop(&mut self, key: K) {
        self.pending.remove(&key);
        if self.pending.is_empty() {
            self.due = None;
        }
    }

    /// Returns when to ask for notifications.
    pub fn next(&self) -> Option<Instant> {
        self.due
    }

    /// Returns the notifications to show at `now`, which is `time` of the day.
    pub fn take(&mut self, now: Instant, time: Time) -> Vec<Notification<K>> {
        if self.due.is_none_or(|due| due > now) {
            return Vec::new();
        }
        if let Some(quiet) = self.quiet.filter(|quiet| quiet.contains(time)) {
            self.is_held = true;
            self.due = Some(now + quiet.left(time).min(CLOCK_PAUSE));
            return Vec::new();
        }
        self.due = None;
        self.last_shown = Some(now);
        let news: Vec<(K, Subject)> = std::mem::take(&mut self.pending).into_iter().collect();
        match (std::mem::take(&mut self.is_held), news.len()) {
            (_, 0) => Vec::new(),
            (true, _) => vec![Notification::Meanwhile(news)],
            (false, ..=MAX_SINGLE) => news.into_iter().map(|(key, subject)| Notification::One(key, subject)).collect(),
            (false, _) => vec![Notification::Several(news)],
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn began(trouble: Trouble) -> News {
        News::Began([trouble].into())
    }

    fn one(key: u32, trouble: Trouble) -> Notification<u32> {
        Notification::One(key, Subject::Trouble(trouble))
    }

    fn noon() -> Time {
        time(12, 0, 0, 0)
    }

    fn night() -> QuietHours {
        QuietHours { from: time(22, 0, 0, 0), to: time(8, 0, 0, 0) }
    }

    #[test]
    fn news_is_shown_after_a_moment_and_once() {
        let (mut outbox, now) = (Outbox::default(), Instant::now());
        outbox.add(1, &began(Trouble::Blocked), now);
        assert_eq!(outbox.take(now, noon()), []);
        assert_eq!(outbox.next(), Some(now + GATHER));
        assert_eq!(outbox.take(now + GATHER, noon()), [one(1, Trouble::Blocked)]);
        assert_eq!(outbox.next(), None);
        assert_eq!(outbox.take(now + 100 * GATHER, noon()), []);
    }

    #[test]
    fn many_changes_at_once_are_one_notification_and_the_next_comes_a_minute_later() {
        let (mut outbox, now) = (Outbox::default(), Instant::now());
        for key in 0..50 {
            outbox.add(key, &began(Trouble::Unlinked), now + SECOND * (key / 10));
        }
        let shown = outbox.take(now + GATHER, noon());
        assert!(matches!(shown.as_slice(), [Notification::Several(all)] if all.len() == 50), "{shown:?}");
        outbox.add(60, &began(Trouble::Unlinked), now + 5 * SECOND);
        assert_eq!(outbox.take(now + 30 * SECOND, noon()), []);
        assert_eq!(outbox.next(), Some(now + GATHER + PAUSE));
        assert_eq!(outbox.take(now + GATHER + PAUSE, noon()), [one(60, Trouble::Unlinked)]);
    }

    #[test]
    fn the_most_urgent_news_of_an_instance_is_shown() {
        let (mut outbox, now) = (Outbox::default(), Instant::now());
        outbox.add(1, &began(Trouble::Blocked), now);
        outbox.add(1, &began(Trouble::Growing), now);
        assert_eq!(outbox.take(now + GATHER, noon()), [one(1, Trouble::Blocked)]);
    }

    #[test]
    fn an_instance_that_is_well_again_at_once_is_not_mentioned() {
        let (mut outbox, now) = (Outbox::default(), Instant::now());
        outbox.add(1, &began(Trouble::Blocked), now);
        outbox.add(1, &News::WellAgain, now + SECOND);
        assert_eq!(outbox.next(), None);
        assert_eq!(outbox.take(now + GATHER, noon()), []);
        outbox.add(1, &News::WellAgain, now + 2 * SECOND);
        assert_eq!(outbox.take(now + 2 * GATHER, noon()), [Notification::One(1, Subject::WellAgain)]);
    }

    #[test]
    fn quiet_hours_end_with_one_summary() {
        let (mut outbox, now) = (Outbox::default(), Instant::now());
        outbox.set_quiet(Some(night()));
        outbox.add(1, &began(Trouble::Blocked), now);
        assert_eq!(outbox.take(now + GATHER, time(7, 59, 30, 0)), []);
        assert_eq!(outbox.next(), Some(now + GATHER + 30 * SECOND));
        assert_eq!(outbox.take(now + GATHER + 30 * SECOND, time(23, 30, 0, 0)), [], "the clock was set");
        outbox.add(2, &began(Trouble::Suspended), now + 5 * SECOND);
        // The computer sleeps until the morning, which `Instant` does not count.
        let end = now + GATHER + 30 * SECOND + CLOCK_PAUSE;
        assert_eq!(outbox.next(), Some(end));
        let all = vec![(1, Subject::Trouble(Trouble::Blocked)), (2, Subject::Trouble(Trouble::Suspended))];
        assert_eq!(outbox.take(end, time(8, 0, 0, 0)), [Notification::Meanwhile(all)]);
        outbox.add(3, &began(Trouble::Blocked), end + PAUSE);
        assert_eq!(outbox.take(end + PAUSE + GATHER, time(8, 2, 0, 0)), [one(3, Trouble::Blocked)]);
    }
}
