//! State of the Account page beside state and settings: linking a phone, unlinking it, a new token, past states.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use super::{Known, TaskId};
use crate::green_api::{ApiToken, Exchange, Failure, PastState};
use crate::vault::VaultFailure;
use crate::work::link_phone;

/// The Account page of one instance.
#[derive(Debug, Default)]
pub struct Account {
    pub logout: Option<Logout>,
    pub link: Option<LinkState>,
    pub token: Option<TokenChange>,
    pub history: Known<Vec<PastState>>,
}

/// Unlinking the phone. `outcome` is `None` while it is under way.
#[derive(Debug, Clone)]
pub struct Logout {
    pub outcome: Option<Result<(), Failure>>,
    pub exchange: Option<Arc<Exchange>>,
}

/// Linking a phone.
#[derive(Debug, Clone)]
pub struct LinkState {
    pub task: TaskId,
    pub progress: link_phone::LinkProgress,
    pub password: PasswordState,
    /// When the last report arrived.
    pub at: Timestamp,
}

/// Sending the password that the gateway asks for.
#[derive(Debug, Clone)]
pub enum PasswordState {
    NotSent,
    Sending,
    /// The state is about to change; after `until` the password can be entered again.
    Accepted {
        until: Instant,
    },
    Failed {
        failure: Failure,
        exchange: Option<Arc<Exchange>>,
    },
}

/// Behaviour of the simulated phone of a practice instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PracticePhone {
    /// Scans the code, and confirms a passkey if one is asked for.
    Links,
    /// Scans the code; its account is suspended.
    LinksSuspended,
    AsksPasskey,
    AsksPassword,
    /// The messenger suspends the account that is linked.
    IsSuspended,
    /// The suspension of the account ends.
    IsReleased,
}

/// Changing the token. The new one must be stored before anything else, because the old one is no longer valid.
#[derive(Debug, Clone)]
pub enum TokenChange {
    Asking,
    /// The new token is being written to the keyring.
    Keeping(ApiToken),
    Done,
    /// The keyring refused the new token: it is shown once, for copying.
    NotKept {
        token: ApiToken,
        failure: VaultFailure,
    },
    Failed {
        failure: Failure,
        exchange: Option<Arc<Exchange>>,
    },
}

impl Account {
    /// Whether a phone is being linked. The server is then queried for codes and for the state.
    pub fn is_linking(&self) -> bool {
        self.link.as_ref().is_some_and(|link| !link.progress.is_over())
    }

    /// Whether a change is under way.
    pub fn is_working(&self) -> bool {
        self.link.as_ref().is_some_and(|link| matches!(link.password, PasswordState::Sending))
            || self.logout.as_ref().is_some_and(|logout| logout.outcome.is_none())
            || matches!(self.token, Some(TokenChange::Asking | TokenChange::Keeping(_)))
    }

    /// Whether a new token waits for the keyring.
    pub fn is_keeping_token(&self) -> bool {
        matches!(self.token, Some(TokenChange::Keeping(_)))
    }

    /// Whether a new token exists on the screen only.
    pub fn has_unkept_token(&self) -> bool {
        matches!(self.token, Some(TokenChange::NotKept { .. }))
    }
}
