//! When each instance is checked: once a round, spread over it, less often after errors, and not at all while the
//! network is away.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Maximum wait after errors, unless the round is longer.
const MAX_BACKOFF: Duration = Duration::from_mins(30);

/// Number of instances in a row that no server answered for, from which the network counts as away.
const AWAY_AFTER: usize = 3;

/// How far a check may be moved from its place in the round, as a part of the round.
const JITTER: f64 = 0.05;

/// The result of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckResult {
    Answered,
    /// A server answered with an error.
    Refused,
    /// No server answered.
    NoAnswer,
}

/// Maximum number of checks in flight.
const MAX_IN_FLIGHT: usize = 8;

/// The place of one instance in the rounds.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Its place in the round, without the jitter.
    base: Instant,
    /// When it is checked next; `None` while nothing is watched.
    at: Option<Instant>,
    /// Number of checks in a row that failed.
    failures: u32,
    is_checking: bool,
    /// Whether the check is one that the user asked for.
    is_asked: bool,
}

/// The one check that goes on while the network is away.
#[derive(Debug, Clone, Copy)]
struct Probe {
    at: Instant,
    /// Number of probes that were sent: each asks for another instance, in case only one server is away.
    sent: usize,
}

/// The rounds of checks over all instances.
#[derive(Debug)]
pub struct Rounds<K> {
    /// The length of a round; `None` while nothing is watched.
    interval: Option<Duration>,
    slots: BTreeMap<K, Slot>,
    /// Number of checks in a row, of any instance, that no server answered.
    unanswered: usize,
    probe: Option<Probe>,
    /// Number of requests in flight that other work needs.
    reserved: usize,
    random: fastrand::Rng,
}

impl<K: Copy + Ord> Rounds<K> {
    /// Creates rounds that check nothing. `seed` decides the jitter.
    pub fn new(seed: u64) -> Self {
        let random = fastrand::Rng::with_seed(seed);
        Self { interval: None, slots: BTreeMap::new(), unanswered: 0, probe: None, reserved: 0, random }
    }

    /// Sets the length of a round, and the instances. An instance that is already watched keeps its place unless the
    /// length changes; others are spread over the round.
    pub fn set(&mut self, interval: Option<Duration>, keys: impl IntoIterator<Item = K>, now: Instant) {
        let last = std::mem::take(&mut self.slots);
        let changed = std::mem::replace(&mut self.interval, interval) != interval;
        let fresh = Slot { base: now, at: None, failures: 0, is_checking: false, is_asked: false };
        self.slots = keys.into_iter().map(|key| (key, last.get(&key).copied().unwrap_or(fresh))).collect();
        if changed {
            self.probe = None;
            self.unanswered = 0;
            self.forget_asked();
            self.spread(now);
            return;
        }
        let added: Vec<K> = self.slots.keys().filter(|key| !last.contains_key(key)).copied().collect();
        self.spread_these(&added, now);
    }

    /// Checks all instances now, whether they are watched or not, as fast as [`MAX_IN_FLIGHT`] allows.
    pub fn check_all(&mut self, now: Instant) {
        self.probe = None;
        self.unanswered = 0;
        for slot in self.slots.values_mut() {
            slot.at = Some(now);
            slot.is_asked = true;
        }
    }

    /// Leaves room for this number of requests of other work among those in flight. Returns whether that is news.
    pub fn leave_room_for(&mut self, requests: usize) -> bool {
        std::mem::replace(&mut self.reserved, requests) != requests
    }

    /// Whether the instances are watched.
    pub fn is_on(&self) -> bool {
        self.interval.is_some()
    }

    /// Whether no server answers, so that at most one instance is tried.
    pub fn is_network_away(&self) -> bool {
        self.probe.is_some()
    }

    /// Returns how many instances are still to be checked because the user asked for all of them.
    pub fn asked(&self) -> usize {
        self.slots.values().filter(|slot| slot.is_asked).count()
    }

    /// Whether no further check may begin before one has ended.
    pub fn is_full(&self) -> bool {
        self.room() == 0
    }

    /// Returns when the next check is due; `None` while none can be.
    pub fn next(&self) -> Option<Instant> {
        if self.is_full() {
            return None;
        }
        let earliest = self.slots.values().filter(|slot| !slot.is_checking).filter_map(|slot| slot.at).min()?;
        Some(self.probe.map_or(earliest, |probe| probe.at))
    }

    /// Returns the instances to check at `now`. Each counts as being checked until its result is recorded.
    ///
    /// After a pause of the whole program, such as the computer's sleep, the overdue checks are spread again instead.
    pub fn take_due(&mut self, now: Instant) -> Vec<K> {
        let due = match &self.probe {
            Some(probe) => self.next_probe(*probe, now).into_iter().collect(),
            None => {
                self.spread_overdue(now);
                let idle = self.slots.iter().filter(|(_, slot)| !slot.is_checking);
                let due = idle.filter(|(_, slot)| slot.at.is_some_and(|at| at <= now)).map(|(key, _)| *key);
                due.take(self.room()).collect::<Vec<_>>()
            }
        };
        for key in &due {
            if let Some(slot) = self.slots.get_mut(key) {
                slot.is_checking = true;
            }
        }
        due
    }

    /// Records the result of a check, and schedules the next one of that instance.
    pub fn record(&mut self, key: K, result: CheckResult, now: Instant) {
        let Some(slot) = self.slots.get_mut(&key) else { return };
        slot.is_checking = false;
        slot.is_asked = false;
        slot.failures = match result {
            CheckResult::Answered => 0,
            CheckResult::Refused => slot.failures.saturating_add(1),
            // The network is at fault, not the instance.
            CheckResult::NoAnswer => slot.failures,
        };
        match self.interval {
            None => slot.at = None,
            Some(interval) => {
                let wait = backoff(interval, slot.failures);
                let mut base = slot.base;
                while base <= now {
                    base += wait;
                }
                self.place(key, base);
            }
        }
        match result {
            CheckResult::NoAnswer => self.record_no_answer(now),
            CheckResult::Answered | CheckResult::Refused => {
                self.unanswered = 0;
                if self.probe.take().is_some() {
                    self.spread(now);
                }
            }
        }
    }

    fn in_flight(&self) -> usize {
        self.slots.values().filter(|slot| slot.is_checking).count()
    }

    /// Returns how many checks may begin.
    fn room(&self) -> usize {
        MAX_IN_FLIGHT.saturating_sub(self.in_flight() + self.reserved)
    }

    /// Returns the instance to try at `now`, another one each time.
    fn next_probe(&mut self, probe: Probe, now: Instant) -> Option<K> {
        let interval = self.interval.filter(|_| probe.at <= now)?;
        let idle: Vec<K> = self.slots.iter().filter(|(_, slot)| !slot.is_checking).map(|(key, _)| *key).collect();
        let key = *idle.get(probe.sent.checked_rem(idle.len())?)?;
        self.probe = Some(Probe { at: now + interval.min(MAX_BACKOFF), sent: probe.sent + 1 });
        Some(key)
    }

    fn record_no_answer(&mut self, now: Instant) {
        self.unanswered += 1;
        if self.unanswered < AWAY_AFTER.min(self.slots.len()) || self.probe.is_some() {
            return;
        }
        let wait = self.interval.unwrap_or(MAX_BACKOFF).min(MAX_BACKOFF);
        self.probe = Some(Probe { at: now + wait, sent: 0 });
        self.forget_asked();
        if self.interval.is_none() {
            // Nothing tries again by itself.
            self.slots.values_mut().for_each(|slot| slot.at = None);
        }
    }

    fn forget_asked(&mut self) {
        self.slots.values_mut().for_each(|slot| slot.is_asked = false);
    }

    /// Spreads all instances over a round if several are late by half of one.
    fn spread_overdue(&mut self, now: Instant) {
        let Some(interval) = self.interval else { return };
        let late = |at: Instant| now.saturating_duration_since(at) > interval / 2;
        let idle = self.slots.values().filter(|slot| !slot.is_checking);
        if idle.filter_map(|slot| slot.at).filter(|at| late(*at)).count() > 1 {
            self.spread(now);
        }
    }

    /// Spreads all instances over the round that begins now.
    fn spread(&mut self, now: Instant) {
        let keys: Vec<K> = self.slots.keys().copied().collect();
        self.spread_these(&keys, now);
    }

    fn spread_these(&mut self, keys: &[K], now: Instant) {
        for (index, key) in keys.iter().enumerate() {
            match self.interval {
                Some(interval) => self.place(*key, now + part(interval, index, keys.len())),
                None => {
                    if let Some(slot) = self.slots.get_mut(key) {
                        slot.at = None;
                    }
                }
            }
        }
    }

    /// Places the next check of an instance near `base`.
    fn place(&mut self, key: K, base: Instant) {
        let jitter = self.interval.unwrap_or_default().mul_f64(JITTER * self.random.f64());
        if let Some(slot) = self.slots.get_mut(&key) {
            slot.base = base;
            slot.at = Some(base + jitter);
        }
    }
}

/// Returns the start of the part `index` of a round that has `of` parts.
fn part(interval: Duration, index: usize, of: usize) -> Duration {
    interval.mul_f64(index as f64 / of.max(1) as f64)
}

/// Returns the wait between two checks of an instance after `failures` in a row: twice as long for each.
fn backoff(interval: Duration, failures: u32) -> Duration {
    interval.saturating_mul(1 << failures.min(10)).min(MAX_BACKOFF.max(interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    /// The rounds with a clock of their own. Each check is answered after 300 ms.
    struct Day {
        rounds: Rounds<u32>,
        start: Instant,
        now: Instant,
        /// The checks, with the time since the start.
        checks: Vec<(Duration, u32)>,
    }

    impl Day {
        fn new(instances: u32, interval: Duration) -> Self {
            let now = Instant::now();
            let mut rounds = Rounds::new(7);
            rounds.set(Some(interval), 0..instances, now);
            Self { rounds, start: now, now, checks: Vec::new() }
        }

        /// Turns the clock, with what each check gives.
        fn turn(&mut self, time: Duration, result: impl Fn(u32) -> CheckResult) {
            let end = self.now + time;
            while let Some(next) = self.rounds.next().filter(|next| *next <= end) {
                self.now = self.now.max(next);
                for key in self.rounds.take_due(self.now) {
                    self.checks.push((self.now - self.start, key));
                    self.rounds.record(key, result(key), self.now + Duration::from_millis(300));
                }
            }
            self.now = end;
        }

        fn checks_of(&self, key: u32) -> Vec<Duration> {
            self.checks.iter().filter(|(_, of)| *of == key).map(|(at, _)| *at).collect()
        }

        /// Returns the largest number of checks within any second.
        fn most_in_a_second(&self) -> usize {
            let within =
                |at: Duration| self.checks.iter().filter(move |(of, _)| *of >= at && *of - at < Duration::from_secs(1));
            self.checks.iter().map(|(at, _)| within(*at).count()).max().unwrap_or(0)
        }
    }

    #[test]
    fn each_instance_is_checked_once_a_round_and_the_checks_are_spread() {
        let mut day = Day::new(200, MINUTE);
        day.turn(60 * MINUTE, |_| CheckResult::Answered);
        for key in 0..200 {
            // The jitter may move the last one out of the hour.
            assert!((59..=60).contains(&day.checks_of(key).len()), "{key}");
        }
        assert!(day.most_in_a_second() <= 16, "{}", day.most_in_a_second());
    }

    #[test]
    fn an_instance_that_refuses_is_checked_less_often_until_it_answers() {
        let mut day = Day::new(4, MINUTE);
        let broken = |key| if key == 2 { CheckResult::Refused } else { CheckResult::Answered };
        day.turn(120 * MINUTE, broken);
        assert_eq!(day.checks_of(1).len(), 120);
        let gaps: Vec<u64> = day.checks_of(2).windows(2).map(|pair| (pair[1] - pair[0]).as_secs() / 60).collect();
        assert!(gaps.len() < 10 && gaps.iter().any(|gap| *gap >= 29), "{gaps:?}");
        day.turn(60 * MINUTE, |_| CheckResult::Answered);
        let from = day.checks_of(2).len();
        day.turn(10 * MINUTE, |_| CheckResult::Answered);
        assert_eq!(day.checks_of(2).len() - from, 10);
    }

    #[test]
    fn without_a_network_one_instance_a_round_is_tried_and_its_return_makes_no_burst() {
        let mut day = Day::new(200, MINUTE);
        day.turn(5 * MINUTE, |_| CheckResult::Answered);
        let before = day.checks.len();
        day.turn(60 * MINUTE, |_| CheckResult::NoAnswer);
        assert!(day.rounds.is_network_away());
        let meanwhile = &day.checks[before..];
        assert!((60..=65).contains(&meanwhile.len()), "{}", meanwhile.len());
        let tried: std::collections::BTreeSet<u32> = meanwhile.iter().map(|(_, key)| *key).collect();
        assert!(tried.len() > 50, "always the same server: {tried:?}");
        let before = day.checks.len();
        day.turn(5 * MINUTE, |_| CheckResult::Answered);
        assert!(!day.rounds.is_network_away());
        assert!((700..=1010).contains(&(day.checks.len() - before)), "{}", day.checks.len() - before);
        assert!(day.most_in_a_second() <= 16, "{}", day.most_in_a_second());
    }

    #[test]
    fn one_server_that_is_away_does_not_stop_the_others() {
        let mut day = Day::new(10, MINUTE);
        day.turn(30 * MINUTE, |key| if key < 2 { CheckResult::NoAnswer } else { CheckResult::Answered });
        assert!(!day.rounds.is_network_away());
        assert_eq!(day.checks_of(5).len(), 30);
    }

    #[test]
    fn the_only_instance_that_gets_no_answer_is_tried_again() {
        let mut day = Day::new(1, MINUTE);
        day.turn(3 * MINUTE, |_| CheckResult::NoAnswer);
        day.turn(3 * MINUTE, |_| CheckResult::Answered);
        assert!(!day.rounds.is_network_away());
        assert!(day.checks.len() >= 5, "{:?}", day.checks);
    }

    #[test]
    fn after_a_sleep_the_checks_are_spread_again() {
        let mut day = Day::new(200, MINUTE);
        day.turn(3 * MINUTE, |_| CheckResult::Answered);
        day.now += 500 * MINUTE;
        let before = day.checks.len();
        day.turn(MINUTE, |_| CheckResult::Answered);
        assert!((190..=200).contains(&(day.checks.len() - before)), "{}", day.checks.len() - before);
        assert!(day.most_in_a_second() <= 16, "{}", day.most_in_a_second());
    }

    #[test]
    fn an_instance_that_is_added_leaves_the_places_of_the_others() {
        let mut day = Day::new(3, MINUTE);
        day.turn(5 * MINUTE, |_| CheckResult::Answered);
        let before = day.rounds.slots[&1].at;
        day.rounds.set(Some(MINUTE), 0..4, day.now);
        assert_eq!(day.rounds.slots[&1].at, before);
        day.turn(5 * MINUTE, |_| CheckResult::Answered);
        assert_eq!(day.checks_of(3).len(), 5);
    }

    #[test]
    fn an_instance_that_is_removed_while_it_is_checked_is_forgotten() {
        let now = Instant::now();
        let mut rounds = Rounds::new(1);
        rounds.set(Some(MINUTE), [1, 2], now);
        assert_eq!(rounds.take_due(now + MINUTE), [1, 2]);
        rounds.set(Some(MINUTE), [2], now + MINUTE);
        rounds.record(1, CheckResult::Answered, now + MINUTE);
        assert_eq!(rounds.next(), None, "instance 2 is being checked");
        rounds.record(2, CheckResult::Answered, now + MINUTE);
        assert!(rounds.next().is_some());
    }

    #[test]
    fn all_can_be_checked_now_and_at_most_eight_are_at_once() {
        for interval in [None, Some(MINUTE)] {
            let now = Instant::now();
            let mut rounds = Rounds::new(7);
            rounds.set(interval, 0..200, now);
            rounds.check_all(now);
            assert_eq!(rounds.asked(), 200);
            let mut checked = 0;
            while rounds.asked() > 0 {
                let due = rounds.take_due(now);
                assert!((1..=8).contains(&due.len()), "{due:?}");
                assert_eq!(rounds.next().is_none(), due.len() == 8);
                checked += due.len();
                due.into_iter().for_each(|key| rounds.record(key, CheckResult::Answered, now));
            }
            assert_eq!(checked, 200);
            assert_eq!(rounds.next().is_some(), interval.is_some());
        }
    }

    #[test]
    fn a_check_of_the_round_is_not_one_that_the_user_asked_for() {
        let start = Instant::now();
        let mut rounds = Rounds::new(7);
        rounds.set(Some(MINUTE), 0..3, start);
        let now = start + Duration::from_secs(45);
        assert_eq!((rounds.take_due(now).len(), rounds.asked()), (3, 0));
        // A check in flight is one of those asked for from then on.
        rounds.check_all(now);
        assert_eq!(rounds.asked(), 3);
        rounds.record(1, CheckResult::Answered, now);
        assert_eq!(rounds.asked(), 2);
        rounds.set(None, 0..3, now);
        assert_eq!(rounds.asked(), 0, "nothing checks the others any more");
    }

    #[test]
    fn other_work_gets_its_share_of_the_requests_in_flight() {
        let now = Instant::now();
        let mut rounds = Rounds::new(7);
        rounds.set(None, 0..20, now);
        rounds.check_all(now);
        assert!(rounds.leave_room_for(4) && !rounds.leave_room_for(4));
        assert_eq!((rounds.take_due(now).len(), rounds.next()), (4, None));
        rounds.leave_room_for(0);
        assert_eq!(rounds.take_due(now).len(), 4);
        rounds.leave_room_for(8);
        assert_eq!(rounds.take_due(now).len(), 0);
    }

    #[test]
    fn without_a_network_a_check_of_all_ends_early() {
        let now = Instant::now();
        let mut rounds = Rounds::new(7);
        rounds.set(None, 0..200, now);
        rounds.check_all(now);
        for key in rounds.take_due(now) {
            rounds.record(key, CheckResult::NoAnswer, now);
        }
        assert!(rounds.is_network_away());
        assert_eq!((rounds.asked(), rounds.next()), (0, None));
        rounds.check_all(now);
        assert_eq!(rounds.take_due(now).len(), 8);
    }

    #[test]
    fn nothing_is_checked_while_the_watch_is_off() {
        let mut day = Day::new(3, MINUTE);
        day.rounds.set(None, 0..3, day.now);
        day.turn(60 * MINUTE, |_| CheckResult::Answered);
        assert!(day.checks.is_empty() && !day.rounds.is_on());
    }
}
