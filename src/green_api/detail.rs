//! The cause within a failure that has no variant for it.

use std::error::Error;
use std::io;

use super::{Cause, redact};

/// The cause of a failure. Each has words in every language.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Detail {
    /// Reported by the system or by a library. `words`: theirs, redacted, for the log and for support.
    #[error("{words}")]
    Reported { cause: Cause, words: String },
    #[error("a part of this program failed; a report was written")]
    PartFailed,
    #[error("the file is larger than 16 MB")]
    TooLarge,
    /// A symbolic link leads to a file that this program has not written.
    #[error("it is a link to a file that is not ours")]
    ForeignLink,
    /// There are links in a circle, or a long chain of them.
    #[error("too many symbolic links")]
    TooManyLinks,
    /// Every name for a copy of a file that is set aside is taken.
    #[error("too many copies are kept already")]
    TooManyCopies,
    #[error("the folder's name is no text")]
    FolderName,
    #[error("the database is damaged")]
    Damaged,
    /// The database has tables or values that this program does not write.
    #[error("another program has changed the database")]
    Changed,
    #[error("the entry vanished while it was written")]
    EntryVanished,
}

impl Detail {
    /// Returns the cause of an error known by its words alone.
    pub fn words(text: &str) -> Self {
        Self::reported(Cause::of_words(text), text)
    }

    /// Returns the cause of an error of a library, with the words of its innermost cause: the outer ones often say only
    /// that something failed.
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        let mut innermost = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        Self::reported(Cause::of(error), &innermost.to_string())
    }

    /// Returns the cause that an error carries, or else the error's own.
    pub fn of_io(error: &io::Error) -> Self {
        let carried = error.get_ref().and_then(|cause| cause.downcast_ref::<Self>());
        carried.cloned().unwrap_or_else(|| Self::reported(Cause::of_io(error), &error.to_string()))
    }

    fn reported(cause: Cause, words: &str) -> Self {
        if cause == Cause::Unknown {
            // The screen leads to the log for these words.
            tracing::warn!("a cause without words of its own: {words}");
        }
        Self::Reported { cause, words: redact::all(words) }
    }

    /// Returns the words of the system or the library, redacted.
    pub fn reported_words(&self) -> Option<&str> {
        match self {
            Self::Reported { words, .. } => Some(words),
            Self::PartFailed
            | Self::TooLarge
            | Self::ForeignLink
            | Self::TooManyLinks
            | Self::TooManyCopies
            | Self::FolderName
            | Self::Damaged
            | Self::Changed
            | Self::EntryVanished => None,
        }
    }
}

impl From<Detail> for io::Error {
    fn from(detail: Detail) -> Self {
        Self::other(detail)
    }
}
