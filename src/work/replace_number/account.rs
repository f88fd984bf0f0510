//! Reads which phone is linked.

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{
    Client, Credentials, Failure, GetAccountSettings, GetSettings, GetStateInstance, GetWaSettings, InstanceState,
    Messenger, now, wid_digits,
};

/// The account behind an instance.
#[derive(Debug, Clone)]
pub struct AccountSeen {
    /// When the state was requested.
    pub at: Timestamp,
    pub state: Result<InstanceState, Failure>,
    /// The linked number, digits; `None` while the server reports none. Requested only after the state was received.
    pub number: Result<Option<String>, Failure>,
    /// When the number was requested.
    pub number_at: Timestamp,
    /// The server is still cleaning up after a logout: no phone can be linked yet
    /// (green-api.com/en/docs/api/account/GetWaSettings).
    pub logging_out: bool,
}

impl AccountSeen {
    /// Returns the result of a read that failed.
    pub fn unread(failure: Failure) -> Self {
        let at = now();
        Self { at, state: Err(failure), number: Ok(None), number_at: at, logging_out: false }
    }

    pub fn failure(&self) -> Option<&Failure> {
        self.state.as_ref().err().or(self.number.as_ref().err())
    }
}

/// Reads the state, then the number. If the method for the account does not exist, the number is read from the
/// settings.
pub async fn read_account(client: &Client, credentials: &Credentials, cancel: &CancellationToken) -> AccountSeen {
    let state = client.call(credentials, &GetStateInstance, cancel).await;
    let at = state.at();
    let mut seen = AccountSeen { at, state: state.outcome, number: Ok(None), number_at: now(), logging_out: false };
    if seen.state.is_err() {
        return seen;
    }
    let (number, asked) = match credentials.messenger {
        Messenger::WhatsApp => {
            let answer = client.call(credentials, &GetWaSettings, cancel).await;
            let asked = answer.at();
            seen.logging_out = answer.outcome.as_ref().is_ok_and(|account| account.logging_out == Some(true));
            (answer.outcome.map(|account| account.phone), asked)
        }
        Messenger::Max | Messenger::Telegram => {
            let answer = client.call(credentials, &GetAccountSettings, cancel).await;
            let asked = answer.at();
            (answer.outcome.map(|account| account.phone), asked)
        }
    };
    let (number, asked) = match number {
        Err(Failure::NotFound(_)) => {
            let answer = client.call(credentials, &GetSettings, cancel).await;
            let asked = answer.at();
            (answer.outcome.map(|settings| settings.wid), asked)
        }
        told => (told, asked),
    };
    seen.number = number.map(|number| number.as_deref().and_then(wid_digits));
    seen.number_at = asked;
    seen
}
