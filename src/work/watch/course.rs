//! The course of a sending queue over the last hour.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

/// How long a number is kept.
pub const COURSE_SPAN: SignedDuration = SignedDuration::from_hours(1);

/// Minimum distance of two points, which bounds the memory of a queue that is read often.
const MIN_DISTANCE: SignedDuration = SignedDuration::from_secs(30);

/// The number of waiting messages over the last hour, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course(VecDeque<(Timestamp, u64)>);

impl Course {
    /// Appends a number that was read at `at`. A number from before the last one is ignored.
    pub fn record(&mut self, at: Timestamp, number: u64) {
        if self.0.back().is_some_and(|(last, _)| at <= *last) {
            return;
        }
        // The last point moves until it is far enough from the one before it.
        if let [.., (before, _), (_, _)] = self.0.make_contiguous()
            && at.duration_since(*before) < MIN_DISTANCE
        {
            self.0.pop_back();
        }
        self.0.push_back((at, number));
        self.0.retain(|(of, _)| at.duration_since(*of) <= COURSE_SPAN);
    }

    pub fn points(&self) -> impl ExactSizeIterator<Item = (Timestamp, u64)> + '_ {
        self.0.iter().copied()
    }

    /// Whether the number has only risen for `span`, in its first half as well as in its second.
    pub fn has_risen_for(&self, span: SignedDuration) -> bool {
        let Some(&(end, last)) = self.0.back() else { return false };
        let number_before = |age| self.0.iter().rev().find(|(at, _)| end.duration_since(*at) >= age).map(|(_, n)| *n);
        let (Some(start), Some(middle)) = (number_before(span), number_before(span / 2)) else { return false };
        let within = self.0.iter().filter(|(at, _)| end.duration_since(*at) <= span).map(|(_, number)| *number);
        start < middle && middle < last && within.is_sorted_by(|before, after| before <= after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_AN_HOUR: SignedDuration = SignedDuration::from_mins(30);

    fn minute(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    fn course(numbers: impl IntoIterator<Item = (i64, u64)>) -> Course {
        let mut course = Course::default();
        for (at, number) in numbers {
            course.record(minute(at), number);
        }
        course
    }

    #[test]
    fn an_hour_is_kept() {
        let course = course((0..300).map(|at| (at, at as u64)));
        assert_eq!(course.points().len(), 61);
        assert_eq!(course.points().next(), Some((minute(239), 239)));
    }

    #[test]
    fn numbers_that_are_read_every_second_are_thinned_and_the_last_one_is_kept() {
        let mut course = Course::default();
        for second in 0..7200 {
            course.record(Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second), second as u64);
        }
        assert!(course.points().len() <= 130, "{}", course.points().len());
        assert_eq!(course.points().last().map(|(_, number)| number), Some(7199));
    }

    #[test]
    fn a_number_from_before_the_last_one_is_ignored() {
        assert_eq!(course([(5, 1), (3, 9), (5, 9)]), course([(5, 1)]));
    }

    #[test]
    fn a_queue_rises_if_it_never_falls_and_rises_in_both_halves() {
        for (numbers, rises) in [
            (vec![(0, 1), (15, 2), (30, 3)], true),
            (vec![(0, 1), (10, 1), (15, 2), (30, 3)], true),
            (vec![(0, 1), (15, 2), (29, 3)], false),
            (vec![(0, 1), (10, 5), (15, 4), (30, 8)], false),
            (vec![(0, 1), (15, 2), (20, 2), (30, 2)], false),
            (vec![(0, 1), (15, 1), (30, 8)], false),
            (vec![(0, 9), (10, 1), (25, 2), (40, 3)], true),
            (vec![(30, 9)], false),
            (vec![], false),
        ] {
            assert_eq!(course(numbers.clone()).has_risen_for(HALF_AN_HOUR), rises, "{numbers:?}");
        }
    }
}
