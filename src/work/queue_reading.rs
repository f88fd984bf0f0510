//! One reading of a sending queue: how many messages wait, by the list and the count together, and how far to trust
//! that number. Screens, clearing, saving and the replacement of a number all use it.
//!
//! The facts behind its rules:
//! * showMessagesQueue lists the first 500 items at most (green-api.com/docs/api/queues/ShowMessagesQueue). Below that
//!   it is exact at once, except for a message that is being handed over to the sender. An empty list therefore does
//!   not show that nothing waits.
//! * getMessagesCount is renewed once in ten seconds (green-api.com/docs/api/queues/GetMessagesCount), so a count may be
//!   from before a list that was read earlier.
//! * Some instances have no getMessagesCount. The list alone then decides.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::green_api::{Failure, QueuedMessage};

/// Maximum number of items that `showMessagesQueue` returns.
pub const MAX_LISTED: usize = 500;

/// How long after a change of the queue a count may still be the old one: ten seconds, and one for the way.
pub const TRUST_COUNT_AFTER: Duration = Duration::from_secs(11);

pub(super) const COUNT_LAG: SignedDuration = SignedDuration::from_secs(TRUST_COUNT_AFTER.as_secs() as i64);

/// Whether a list shows as many items as it can, so that more messages may be waiting. A repeated message is an item
/// each time.
pub fn is_full(list: &[QueuedMessage]) -> bool {
    items(list) >= MAX_LISTED as u64
}

/// The number of waiting messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    Unknown,
    Exactly(u64),
    /// The list is full and no count can be trusted.
    AtLeast(u64),
}

impl Waiting {
    /// Returns the number, exact or a lower bound; `None` if unknown.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Unknown => None,
            Self::Exactly(number) | Self::AtLeast(number) => Some(number),
        }
    }

    /// Returns the number if it is exact.
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Exactly(number) => Some(number),
            Self::Unknown | Self::AtLeast(_) => None,
        }
    }

    /// Returns how many of the messages do not fit into a copy of `most` messages.
    pub fn beyond_copy(self, most: usize) -> Beyond {
        match self {
            Self::Exactly(number) if number > most as u64 => Beyond::Exactly(number - most as u64),
            Self::AtLeast(_) => Beyond::Unknown,
            Self::Unknown | Self::Exactly(_) => Beyond::Nothing,
        }
    }
}

/// Number of waiting messages that no copy can hold. The server lists the first 500 only, and sometimes fewer than it
/// counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    Nothing,
    Exactly(u64),
    /// There is no count.
    Unknown,
}

/// How far to trust a value of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    Fresh,
    /// It was read some time ago, and not since.
    Aged,
    /// A later query failed.
    Old,
    /// An earlier session read it.
    Recalled,
}

/// A value of the server, when it was queried, and how far to trust it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read<T> {
    pub value: T,
    pub at: Timestamp,
    pub trust: Trust,
}

impl<T> Read<T> {
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: convert(self.value), at: self.at, trust: self.trust }
    }
}

/// The length of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listed {
    /// Number of messages, each once.
    pub messages: u64,
    /// Number of items that repeat an earlier one. The count includes them, although each message is sent once.
    pub repeats: u64,
    pub full: bool,
}

impl Listed {
    pub fn of(list: &[QueuedMessage]) -> Self {
        let messages = list.len() as u64;
        Self { messages, repeats: items(list) - messages, full: is_full(list) }
    }

    /// Returns a count of items as a number of messages.
    fn messages_of(&self, count: u64) -> u64 {
        count.saturating_sub(self.repeats).max(count.min(1))
    }
}

fn items(list: &[QueuedMessage]) -> u64 {
    list.iter().map(|message| u64::from(message.listed)).sum()
}

/// Whether the instance has getMessagesCount, as far as its answers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountMethod {
    Present,
    Missing,
}

impl CountMethod {
    /// Returns whether the method is there, by the failure of the last query, if it failed.
    pub fn after(failure: Option<&Failure>) -> Self {
        // MAX and the business interface may lack the method.
        let is_missing = matches!(failure, Some(Failure::NotFound(_) | Failure::NotAvailable { .. }));
        if is_missing { Self::Missing } else { Self::Present }
    }
}

/// The age of a count beside a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Newer,
    /// Closer to the list than the lag: it may be from before the list or after it.
    Level,
    Older,
}

/// The values that tell how many messages wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueReading {
    pub list: Option<Read<Listed>>,
    pub count: Option<Read<u64>>,
    pub method: CountMethod,
}

impl QueueReading {
    /// Creates a reading of a list and of the count that was queried right after it, if it was.
    pub fn together(list: &[QueuedMessage], count: Option<Result<u64, &Failure>>) -> Self {
        fn read<T>(value: T) -> Read<T> {
            Read { value, at: Timestamp::UNIX_EPOCH, trust: Trust::Fresh }
        }
        Self {
            list: Some(read(Listed::of(list))),
            count: count.and_then(Result::ok).map(read),
            method: CountMethod::after(count.and_then(Result::err)),
        }
    }

    /// Returns the number of waiting messages, from the more reliable of list and count.
    ///
    /// A count that is certainly newer than the list takes precedence. Else a list below 500 is exact. A full list needs
    /// a count of at least 500, and an empty one a count of zero, unless the instance has no count. A count that may be
    /// from before an empty list takes precedence over it; one that certainly is leaves the number unknown.
    pub fn waiting(&self) -> Waiting {
        self.resolve().0
    }

    /// Returns when the value that tells the number was queried; `None` while the number is unknown.
    pub fn at(&self) -> Option<Timestamp> {
        self.resolve().1.map(|(at, _)| at)
    }

    /// Returns how far to trust the number. While the list could not be read again, the number is old.
    pub fn trust(&self) -> Trust {
        let list = self.list.map_or(Trust::Fresh, |list| list.trust);
        match self.resolve().1 {
            Some((_, Trust::Recalled)) => Trust::Recalled,
            Some((_, Trust::Old)) => Trust::Old,
            Some((_, Trust::Aged)) if list == Trust::Fresh => Trust::Aged,
            Some((_, Trust::Fresh)) if list == Trust::Aged => Trust::Fresh,
            Some((_, Trust::Fresh | Trust::Aged)) | None => list,
        }
    }

    /// Returns the count if it says that more messages wait than a list below 500 shows, and is not certainly older.
    pub fn unlisted(&self) -> Option<u64> {
        let list = self.list.filter(|list| !list.value.full)?;
        let shown = list.value.messages;
        // One message may be on its way to the sender, where it can be neither saved nor cleared.
        let most = shown + u64::from(shown > 0);
        match self.count_beside(&list)? {
            (count, Age::Newer | Age::Level) => Some(count).filter(|count| *count > most),
            (_, Age::Older) => None,
        }
    }

    /// Returns the number of messages that an act on the whole queue affects, as clearing it does. While the count says
    /// that more wait than the list shows, the number is a lower bound.
    pub fn whole_queue(&self) -> Waiting {
        match (self.waiting(), self.unlisted()) {
            (Waiting::Exactly(listed), Some(count)) if count > listed => Waiting::AtLeast(listed),
            (waiting, _) => waiting,
        }
    }

    /// Whether the list is empty and the count is not, which leaves it unknown whether anything waits.
    pub fn is_disputed(&self) -> bool {
        self.list.is_some_and(|list| list.value.messages == 0) && self.unlisted().is_some()
    }

    /// Whether the list is empty and the count may be from before that.
    pub fn count_may_lag(&self) -> bool {
        let count = self.list.and_then(|list| self.count_beside(&list));
        self.is_disputed() && matches!(count, Some((_, Age::Level)))
    }

    /// Returns when the list was queried, unless the count is certainly newer.
    pub(super) fn list_tells(&self) -> Option<Timestamp> {
        let newer = |list: &Read<Listed>| matches!(self.count_beside(list), Some((_, Age::Newer)));
        self.list.filter(|list| !newer(list)).map(|list| list.at)
    }

    /// Returns the count, as a number of messages, and its age, if it can be compared with the list: it is from this
    /// session, and either no later query of it failed or it is newer even so.
    fn count_beside(&self, list: &Read<Listed>) -> Option<(u64, Age)> {
        let count = self.count?;
        let since = count.at.duration_since(list.at);
        let age = match count.trust {
            Trust::Recalled => return None,
            Trust::Old | Trust::Aged | Trust::Fresh if since > COUNT_LAG => Age::Newer,
            Trust::Old => return None,
            Trust::Fresh | Trust::Aged if since < -COUNT_LAG => Age::Older,
            Trust::Fresh | Trust::Aged => Age::Level,
        };
        Some((list.value.messages_of(count.value), age))
    }

    /// Returns the number, with the time and the trust of the value that tells it.
    fn resolve(&self) -> (Waiting, Option<(Timestamp, Trust)>) {
        let of_count = self.count.map(|count| (count.at, count.trust));
        let Some(list) = self.list else {
            return (self.count.map_or(Waiting::Unknown, |count| Waiting::Exactly(count.value)), of_count);
        };
        let of_list = Some((list.at, list.trust));
        let Listed { messages, repeats, full } = list.value;
        match self.count_beside(&list) {
            Some((count, Age::Newer)) => (Waiting::Exactly(count), of_count),
            // A count of fewer items than a full list has contradicts it.
            Some((count, _)) if full && count + repeats >= MAX_LISTED as u64 => (Waiting::Exactly(count), of_count),
            _ if full => (Waiting::AtLeast(messages), of_list),
            _ if messages > 0 => (Waiting::Exactly(messages), of_list),
            Some((0, _)) => (Waiting::Exactly(0), of_list),
            Some((count, Age::Level)) => (Waiting::Exactly(count), of_count),
            Some((_, Age::Older)) | None => match self.method {
                CountMethod::Missing => (Waiting::Exactly(0), of_list),
                CountMethod::Present => (Waiting::Unknown, None),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: [u64; 6] = [0, 3, 128, 499, 500, 3000];

    /// The number for each list, each of [`COUNTS`], and each relation of the two. `+`: at least. `—`: unknown. `!`: the
    /// count says that more wait than are listed. `~`: old. `*`: recalled.
    const TABLE: &str = "
        none  older          0     3     128   499   500   3000
        none  older,failed   0~    3~    128~  499~  500~  3000~
        none  recalled       0*    3*    128*  499*  500*  3000*

        0     older          0     —     —     —     —     —
        0     just-before    0     3!    128!  499!  500!  3000!
        0     just-after     0     3!    128!  499!  500!  3000!
        0     newer          0     3!    128!  499!  500!  3000!
        0     older,failed   —     —     —     —     —     —
        0     just-before,failed —  —    —     —     —     —
        0     just-after,failed  —  —    —     —     —     —
        0     newer,failed   0~    3!~   128!~ 499!~ 500!~ 3000!~
        0     recalled       —     —     —     —     —     —

        3     older          3     3     3     3     3     3
        3     just-before    3     3     3!    3!    3!    3!
        3     just-after     3     3     3!    3!    3!    3!
        3     newer          0     3     128!  499!  500!  3000!
        3     older,failed   3     3     3     3     3     3
        3     just-before,failed 3  3    3     3     3     3
        3     just-after,failed  3  3    3     3     3     3
        3     newer,failed   0~    3~    128!~ 499!~ 500!~ 3000!~
        3     recalled       3     3     3     3     3     3

        499   older          499   499   499   499   499   499
        499   just-before    499   499   499   499   499   499!
        499   just-after     499   499   499   499   499   499!
        499   newer          0     3     128   499   500   3000!
        499   older,failed   499   499   499   499   499   499
        499   just-before,failed 499 499 499   499   499   499
        499   just-after,failed  499 499 499   499   499   499
        499   newer,failed   0~    3~    128~  499~  500~  3000!~
        499   recalled       499   499   499   499   499   499

        500   older          500+  500+  500+  500+  500   3000
        500   just-before    500+  500+  500+  500+  500   3000
        500   just-after     500+  500+  500+  500+  500   3000
        500   newer          0     3     128   499   500   3000
        500   older,failed   500+  500+  500+  500+  500+  500+
        500   just-before,failed 500+ 500+ 500+ 500+ 500+  500+
        500   just-after,failed  500+ 500+ 500+ 500+ 500+  500+
        500   newer,failed   0~    3~    128~  499~  500~  3000~
        500   recalled       500+  500+  500+  500+  500+  500+
    ";

    fn at(second: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
    }

    fn list(messages: &str) -> Option<Read<Listed>> {
        let messages = messages.parse().ok()?;
        Some(Read { value: Listed { messages, repeats: 0, full: messages == 500 }, at: at(1000), trust: Trust::Fresh })
    }

    /// Creates the count that a row of the table describes.
    fn count(value: u64, how: &str) -> Read<u64> {
        let (age, failed) = how.split_once(',').unwrap_or((how, ""));
        let second = match age {
            "older" => 988,
            "just-before" => 989,
            "just-after" | "recalled" => 1011,
            "newer" => 1012,
            _ => panic!("{how}"),
        };
        let trust = match (age, failed) {
            ("recalled", "") => Trust::Recalled,
            (_, "failed") => Trust::Old,
            (_, "") => Trust::Fresh,
            _ => panic!("{how}"),
        };
        Read { value, at: at(second), trust }
    }

    /// Writes a reading as the table does.
    fn told(reading: &QueueReading) -> String {
        let number = match reading.waiting() {
            Waiting::Unknown => "—".to_owned(),
            Waiting::Exactly(number) => number.to_string(),
            Waiting::AtLeast(number) => format!("{number}+"),
        };
        let more = if reading.unlisted().is_some() { "!" } else { "" };
        let trust = match reading.trust() {
            Trust::Fresh => "",
            Trust::Old => "~",
            Trust::Aged => " aged",
            Trust::Recalled => "*",
        };
        format!("{number}{more}{trust}")
    }

    fn reading(messages: &str, count: Option<Read<u64>>) -> QueueReading {
        QueueReading { list: list(messages), count, method: CountMethod::Present }
    }

    #[test]
    fn each_list_with_each_count_has_one_reading() {
        let mut rows = 0;
        for row in TABLE.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()) {
            let [messages, how, expected @ ..] = row.as_slice() else { continue };
            rows += 1;
            let found = COUNTS.map(|value| told(&reading(messages, Some(count(value, how)))));
            assert_eq!(found.as_slice(), expected, "list {messages}, count {how}");
        }
        assert_eq!(rows, 3 + 4 * 9);
    }

    /// A number that is exact is no smaller than any that is known.
    #[test]
    fn an_act_on_the_whole_queue_names_no_number_that_is_too_small() {
        for how in ["older", "just-before", "just-after", "newer", "older,failed", "newer,failed", "recalled"] {
            for messages in ["none", "0", "3", "499", "500"] {
                for value in COUNTS {
                    let reading = reading(messages, Some(count(value, how)));
                    let (whole, waiting) = (reading.whole_queue(), reading.waiting());
                    assert_eq!(whole.number(), waiting.number(), "list {messages}, count {value} {how}");
                    if let Some(number) = whole.exact() {
                        assert!(reading.unlisted().is_none_or(|count| count <= number), "{messages}, {value} {how}");
                    }
                }
            }
        }
        assert_eq!(reading("3", Some(count(128, "just-after"))).whole_queue(), Waiting::AtLeast(3));
        assert_eq!(reading("3", Some(count(4, "just-after"))).whole_queue(), Waiting::Exactly(3));
        assert_eq!(reading("3", Some(count(128, "newer"))).whole_queue(), Waiting::Exactly(128));
    }

    #[test]
    fn without_a_count_an_empty_list_shows_nothing_unless_the_instance_has_none() {
        for (messages, present, missing) in
            [("none", "—", "—"), ("0", "—", "0"), ("3", "3", "3"), ("499", "499", "499"), ("500", "500+", "500+")]
        {
            let reading = reading(messages, None);
            assert_eq!(told(&reading), present, "{messages}");
            assert_eq!(told(&QueueReading { method: CountMethod::Missing, ..reading }), missing, "{messages}");
        }
    }

    #[test]
    fn a_list_that_could_not_be_read_again_makes_the_number_old() {
        for (messages, count) in [("0", Some(count(0, "just-after"))), ("3", None), ("3", Some(count(9, "newer")))] {
            let mut reading = reading(messages, count);
            reading.list = reading.list.map(|list| Read { trust: Trust::Old, ..list });
            assert_eq!(reading.trust(), Trust::Old, "{messages}");
        }
    }

    #[test]
    fn the_number_is_as_old_as_the_value_that_tells_it() {
        for (messages, how, value, second) in [
            ("none", "older", 3, Some(988)),
            ("0", "older", 3, None),
            ("0", "just-after", 0, Some(1000)),
            ("0", "just-after", 3, Some(1011)),
            ("3", "just-after", 3, Some(1000)),
            ("3", "newer", 3, Some(1012)),
            ("500", "older", 3000, Some(988)),
            ("500", "older,failed", 3000, Some(1000)),
        ] {
            let found = reading(messages, Some(count(value, how))).at();
            assert_eq!(found, second.map(at), "list {messages}, count {value} {how}");
        }
    }

    /// The count is of items, and a message that is listed twice is one message.
    #[test]
    fn a_count_includes_what_the_list_repeats() {
        for (messages, repeats, how, count_of_items, expected) in [
            (14, 2, "just-after", 16, "14"),
            (14, 2, "newer", 16, "14"),
            (14, 2, "newer", 15, "13"),
            (14, 2, "newer", 1, "1"),
            (14, 2, "newer", 0, "0"),
            (14, 2, "just-after", 17, "14"),
            (14, 2, "just-after", 20, "14!"),
            (14, 2, "newer", 20, "18!"),
            (497, 3, "just-after", 500, "497"),
            (497, 3, "just-after", 3000, "2997"),
            (497, 3, "just-after", 499, "497+"),
        ] {
            let value = Listed { messages, repeats, full: messages + repeats >= MAX_LISTED as u64 };
            let list = Some(Read { value, at: at(1000), trust: Trust::Fresh });
            let count = Some(count(count_of_items, how));
            let found = told(&QueueReading { list, count, method: CountMethod::Present });
            assert_eq!(found, expected, "{messages} + {repeats}, count {count_of_items} {how}");
        }
    }

    #[test]
    fn only_a_count_beside_an_empty_list_is_worth_reading_again() {
        for (messages, how, value, lags) in [
            ("0", "just-before", 3, true),
            ("0", "just-after", 3, true),
            ("0", "just-after", 0, false),
            ("0", "just-after,failed", 3, false),
            ("0", "newer", 3, false),
            ("0", "older", 3, false),
            ("3", "just-after", 128, false),
        ] {
            let reading = reading(messages, Some(count(value, how)));
            assert_eq!(reading.count_may_lag(), lags, "list {messages}, count {value} {how}");
        }
    }
}
