//! Texts as data: an id of the locales with its arguments, formatted by the interface.

use std::time::Duration;

use jiff::Timestamp;

use crate::green_api::{Cause, Detail};
use crate::work::queue_reading::Waiting;

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

    /// Returns the words in which the system or a library reported the cause that this text names: for support.
    pub fn reported(&self) -> Option<&str> {
        self.args.iter().find_map(|(_, arg)| match arg {
            Arg::Detail(detail) => detail.reported_words(),
            Arg::Text(_) | Arg::Number(_) | Arg::AtLeast(_) | Arg::Duration(_) | Arg::Time(_) => None,
        })
    }
}

/// An argument of a text, not yet formatted for any language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Text(String),
    /// Shown in the words of [`detail_text`].
    Detail(Detail),
    Number(i64),
    /// A number that may be larger: "500+".
    AtLeast(i64),
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

impl From<Waiting> for Arg {
    fn from(waiting: Waiting) -> Self {
        match waiting {
            Waiting::Unknown => Self::from("—"),
            Waiting::Exactly(number) => Self::from(number),
            Waiting::AtLeast(number) => Self::AtLeast(i64::try_from(number).unwrap_or(i64::MAX)),
        }
    }
}

impl From<&Detail> for Arg {
    fn from(detail: &Detail) -> Self {
        Self::Detail(detail.clone())
    }
}

/// Returns the text of a cause, which has no arguments.
pub fn detail_text(detail: &Detail) -> &'static str {
    match detail {
        Detail::Reported { cause, .. } => cause_text(*cause),
        Detail::PartFailed => "detail-part-failed",
        Detail::TooLarge => "detail-too-large",
        Detail::ForeignLink => "detail-foreign-link",
        Detail::TooManyLinks => "detail-too-many-links",
        Detail::TooManyCopies => "detail-too-many-copies",
        Detail::FolderName => "detail-folder-name",
        Detail::Damaged => "detail-damaged",
        Detail::Changed => "detail-changed",
        Detail::EntryVanished => "detail-entry-vanished",
    }
}

fn cause_text(cause: Cause) -> &'static str {
    match cause {
        Cause::Refused => "cause-refused",
        Cause::Closed => "cause-closed",
        Cause::Unreachable => "cause-unreachable",
        Cause::TimedOut => "cause-timed-out",
        Cause::NameNotFound => "cause-name-not-found",
        Cause::NotHttp => "cause-not-http",
        Cause::Garbled => "cause-garbled",
        Cause::CertificateExpired => "cause-certificate-expired",
        Cause::CertificateNotYetValid => "cause-certificate-not-yet-valid",
        Cause::CertificateUnknown => "cause-certificate-unknown",
        Cause::CertificateOfOther => "cause-certificate-of-other",
        Cause::CertificateBad => "cause-certificate-bad",
        Cause::NotEncrypted => "cause-not-encrypted",
        Cause::AccessDenied => "cause-access-denied",
        Cause::NotFound => "cause-not-found",
        Cause::DiskFull => "cause-disk-full",
        Cause::FileTooLarge => "cause-file-too-large",
        Cause::ReadOnly => "cause-read-only",
        Cause::InUse => "cause-in-use",
        Cause::TooManyFiles => "cause-too-many-files",
        Cause::OutOfMemory => "cause-out-of-memory",
        Cause::Device => "cause-device",
        Cause::NetworkDrive => "cause-network-drive",
        Cause::NotText => "cause-not-text",
        Cause::BadName => "cause-bad-name",
        Cause::WrongKind => "cause-wrong-kind",
        Cause::TooManyLinks => "detail-too-many-links",
        Cause::CannotOpen => "cause-cannot-open",
        Cause::Service => "cause-service",
        Cause::Unknown => "cause-unknown",
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
