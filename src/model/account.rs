//! What the Account page shows beside state and settings: linking a phone, unlinking it, a new token, past states.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Known, TaskId};
use crate::{
    green_api::{ApiToken, Exchange, Failure, PastState},
    vault::VaultFailure,
    work::link_phone,
};

/// The account page of one instance.
#[derive(Debug, Default)]
pub struct Account {
    pub logout: Option<Logout>,
    pub link: Option<LinkState>,
    pub token: Option<TokenChange>,
    pub history: Known<Vec<PastState>>,
}

/// Unlinking the phone: under way (`None`), or what came of it.
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
    /// When the last report came.
    pub at: Timestamp,
}

/// Giving the password that the gateway waits for.
#[derive(Debug, Clone)]
pub enum PasswordState {
    NotSent,
    Sending,
    Accepted,
    Failed { failure: Failure, exchange: Option<Arc<Exchange>> },
}

/// What the made-up phone of a practice instance does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PracticePhone {
    /// Scans the code, and confirms a passkey if one is asked for.
    Links,
    AsksPasskey,
    AsksPassword,
}

/// Changing the token. The new one must be kept before anything else, for the old one is dead.
#[derive(Debug, Clone)]
pub enum TokenChange {
    Asking,
    /// The new token is on its way into the keyring.
    Keeping(ApiToken),
    Done,
    /// The keyring refused it: it is shown once, to be copied.
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
    /// A phone is being linked: the server is asked for codes and for the state.
    pub fn is_linking(&self) -> bool {
        self.link.as_ref().is_some_and(|link| !link.progress.is_over())
    }

    /// A change is under way.
    pub fn is_working(&self) -> bool {
        self.link.as_ref().is_some_and(|link| matches!(link.password, PasswordState::Sending))
            || self.logout.as_ref().is_some_and(|logout| logout.outcome.is_none())
            || matches!(self.token, Some(TokenChange::Asking | TokenChange::Keeping(_)))
    }

    /// A new token stands on the screen alone.
    pub fn has_unkept_token(&self) -> bool {
        matches!(self.token, Some(TokenChange::NotKept { .. }))
    }
}
