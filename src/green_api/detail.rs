//! The cause within a failure that has no variant for it.

use std::io;

use super::redact;

/// The cause of a failure. What the system or a library says is a text; what this program says is a variant, so that it
/// has words in every language.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Detail {
    /// In the words of the system or of a library, redacted.
    #[error("{0}")]
    Words(String),
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
    #[error("the entry vanished while it was written")]
    EntryVanished,
}

impl Detail {
    pub fn words(text: &str) -> Self {
        Self::Words(redact::all(text))
    }

    /// Returns the cause that an error carries, or else the error's words.
    pub fn of_io(error: &io::Error) -> Self {
        let carried = error.get_ref().and_then(|cause| cause.downcast_ref::<Self>());
        carried.cloned().unwrap_or_else(|| Self::words(&error.to_string()))
    }
}

impl From<Detail> for io::Error {
    fn from(detail: Detail) -> Self {
        Self::other(detail)
    }
}
