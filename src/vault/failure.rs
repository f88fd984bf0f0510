//! Why a keyring did not do what was asked.

use keyring_core::Error;

use super::platform;
use crate::green_api::redact;

/// Why a vault could not read, keep or delete a token. None of these means that there is no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFailure {
    /// The keyring is there but locked, and nobody could be asked to unlock it.
    #[error("the keyring is locked")]
    Locked,
    /// There is no keyring in this session: no service answers, or it has nowhere to keep anything.
    #[error("no keyring answers in this session")]
    Absent,
    /// The request to unlock the keyring or to use the entry was dismissed or refused.
    #[error("access to the keyring was refused")]
    Denied,
    /// There is an entry, but what it holds is not a token.
    #[error("the keyring's entry is not a token")]
    Unreadable,
    /// The keyring does not keep a value of this length.
    #[error("the token is too long for the keyring")]
    TooLong,
    /// More than one entry matches this idInstance.
    #[error("more than one entry of the keyring matches")]
    Ambiguous,
    /// Anything else, in the keyring's own words, redacted.
    #[error("the keyring failed: {detail}")]
    Other {
        /// What the keyring or the system said.
        detail: String,
    },
}

impl VaultFailure {
    /// Whether only the entry of one instance is at fault; every other failure is of the keyring as a whole.
    pub fn is_of_one_entry(&self) -> bool {
        match self {
            Self::Unreadable | Self::TooLong | Self::Ambiguous => true,
            Self::Locked | Self::Absent | Self::Denied | Self::Other { .. } => false,
        }
    }

    /// A failure known by its words only. They are redacted here.
    pub(super) fn other(detail: &str) -> Self {
        Self::Other { detail: redact::all(detail) }
    }

    /// What this error of the keyring's library means. `Error::NoEntry` is for the caller to judge; here it is only words.
    pub(super) fn from_keyring(error: &Error) -> Self {
        match error {
            Error::PlatformFailure(cause) => {
                platform::failure_of(cause.as_ref()).unwrap_or_else(|| Self::other(&in_words(cause.as_ref())))
            }
            Error::NoStorageAccess(cause) => platform::failure_of(cause.as_ref()).unwrap_or(Self::Locked),
            Error::NoDefaultStore => Self::Absent,
            // Never the texts of these two: they may hold the bytes of the secret.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::Unreadable,
            Error::TooLong(..) => Self::TooLong,
            Error::Ambiguous(_) => Self::Ambiguous,
            Error::NoEntry | Error::BadStoreFormat(_) | Error::Invalid(..) | Error::NotSupportedByStore(_) => {
                Self::other(&error.to_string())
            }
            unknown => Self::other(&unknown.to_string()),
        }
    }
}

/// The error and its causes, as the topmost text alone often says only "failed".
fn in_words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        let text = deeper.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        cause = deeper.source();
    }
    words
}
