//! Texts as data: an id of the locales with its arguments, formatted by the interface.

use std::time::Duration;

use jiff::Timestamp;

use crate::green_api::Detail;

/// A text of the locales: its id and its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Text {
    pub const fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// An argument of a text, not yet formatted for any language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Text(String),
    /// The id of another text, which has no arguments.
    Id(&'static str),
    Number(i64),
    Duration(Duration),
    Time(Timestamp),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! from_whole_number {
    ($($kind:ty),+) => {$(
        impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+};
}
from_whole_number!(i32, i64, u16, u32, u64, usize);

impl From<&Detail> for Arg {
    fn from(detail: &Detail) -> Self {
        match detail {
            Detail::Words(words) => Self::from(words),
            Detail::PartFailed => Self::Id("detail-part-failed"),
            Detail::TooLarge => Self::Id("detail-too-large"),
            Detail::ForeignLink => Self::Id("detail-foreign-link"),
            Detail::TooManyLinks => Self::Id("detail-too-many-links"),
            Detail::TooManyCopies => Self::Id("detail-too-many-copies"),
            Detail::FolderName => Self::Id("detail-folder-name"),
            Detail::Damaged => Self::Id("detail-damaged"),
            Detail::EntryVanished => Self::Id("detail-entry-vanished"),
        }
    }
}

impl From<Duration> for Arg {
    fn from(duration: Duration) -> Self {
        Self::Duration(duration)
    }
}

impl From<Timestamp> for Arg {
    fn from(time: Timestamp) -> Self {
        Self::Time(time)
    }
}
