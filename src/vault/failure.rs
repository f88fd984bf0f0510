//! Failures of a keyring.

use keyring_core::Error;

use super::platform;
use crate::green_api::Detail;

/// Reason why a vault could not read, store or delete a token. None of these means that there is no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFailure {
    /// The keyring exists but is locked, and the user could not be prompted to unlock it.
    #[error("the keyring is locked")]
    Locked,
    /// This session has no keyring: no service answers, or it has no place to store anything.
    #[error("no keyring answers in this session")]
    Absent,
    /// A policy of the computer forbids its users to store tokens, or this kind of logon has no store.
    #[error("the system does not let this account store tokens")]
    Forbidden,
    /// The user dismissed or refused the prompt to unlock the keyring or to use the entry.
    #[error("access to the keyring was refused")]
    Denied,
    /// The keyring did not answer in time. A prompt may be open that was not answered.
    #[error("the keyring does not answer")]
    NoAnswer,
    /// There is an entry, but its content is not a token.
    #[error("the keyring's entry is not a token")]
    Unreadable,
    /// The keyring does not store a value of this length.
    #[error("the token is too long for the keyring")]
    TooLong,
    /// The only entry that matches this idInstance is another program's.
    #[error("the entry belongs to another program")]
    Foreign,
    /// More than one entry matches this idInstance.
    #[error("more than one entry of the keyring matches")]
    Ambiguous,
    /// Any other failure.
    #[error("the keyring failed: {detail}")]
    Other {
        /// The reason.
        detail: Detail,
    },
}

impl VaultFailure {
    /// Whether only the entry of one instance is affected; every other failure concerns the keyring as a whole.
    pub fn is_of_one_entry(&self) -> bool {
        match self {
            Self::Unreadable | Self::TooLong | Self::Foreign | Self::Ambiguous => true,
            Self::Locked | Self::Absent | Self::Forbidden | Self::Denied | Self::NoAnswer | Self::Other { .. } => false,
        }
    }

    /// Whether the same call may succeed once the keyring is unlocked.
    pub fn may_end_by_unlocking(&self) -> bool {
        match self {
            Self::Locked | Self::Absent | Self::Denied | Self::NoAnswer => true,
            Self::Forbidden
            | Self::Unreadable
            | Self::TooLong
            | Self::Foreign
            | Self::Ambiguous
            | Self::Other { .. } => false,
        }
    }

    /// Creates a failure known only by the keyring's words.
    pub(super) fn other(detail: &str) -> Self {
        Self::Other { detail: Detail::words(detail) }
    }

    /// Returns the failure of a status of the macOS Keychain that has its own (SecBase.h).
    #[cfg(any(test, target_os = "macos"))]
    pub(super) fn of_keychain(status: i32) -> Option<Self> {
        match status {
            // errSecInteractionNotAllowed, errSecInteractionRequired, errSecInDarkWake: nobody can be asked.
            -25308 | -25315 | -25320 => Some(Self::Locked),
            -128 | -25293 => Some(Self::Denied), // errSecUserCanceled, errSecAuthFailed
            -61 | -25244 | -25292 => Some(Self::Denied), // no write permission, invalid owner edit, read only
            // errSecDuplicateItem. The library adds an entry that it may not read, and that exists.
            -25299 => Some(Self::Denied),
            -25291 | -25294 | -25295 | -25307 => Some(Self::Absent), // not available, no or invalid keychain, no default
            _ => None,
        }
    }

    /// Returns the failure of a message of the Windows Credential Manager that has its own. `CredWrite` fails with
    /// `ERROR_NO_SUCH_LOGON_SESSION` if a policy forbids stored passwords, and in a logon without a Credential Manager
    /// (learn.microsoft.com/windows/win32/api/wincred/nf-wincred-credwritew).
    #[cfg(any(test, windows))]
    pub(super) fn of_windows(message: &str) -> Option<Self> {
        message.contains("ERROR_NO_SUCH_LOGON_SESSION").then_some(Self::Forbidden)
    }

    /// Converts an error of the keyring library. The caller must handle `Error::NoEntry` itself; here it is only a
    /// message.
    pub(super) fn from_keyring(error: &Error) -> Self {
        match error {
            Error::PlatformFailure(cause) => {
                platform::failure_of(cause.as_ref()).unwrap_or_else(|| Self::other(&in_words(cause.as_ref())))
            }
            Error::NoStorageAccess(cause) => platform::failure_of(cause.as_ref()).unwrap_or(Self::Locked),
            Error::NoDefaultStore => Self::Absent,
            // Never includes the texts of these two: they may hold the bytes of the secret.
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

/// Formats the error with its causes, because the topmost text alone often says only "failed".
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
