//! Queries whether an instance sends messages now, just before a run begins or resumes.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::green_api::{
    Client, Credentials, Exchange, Failure, GetSettings, GetStateInstance, InstanceSettings, InstanceState,
};
use crate::store::DatabaseFailure;

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum NotBegun {
    /// State or settings could not be read.
    Unread(Failure),
    /// In this state messages would wait in the server's queue again, and be sent by the next number that is linked.
    NotSending(InstanceState),
    /// Another number is linked than the one to which the user agreed.
    OtherNumber,
    /// The settings name no sending interval.
    NoInterval,
    /// No message is left to send.
    NothingLeft,
    /// The selection could not be recorded.
    NotRecorded(DatabaseFailure),
}

/// The server's answers.
#[derive(Debug, Clone)]
pub struct Readiness {
    pub at: Timestamp,
    pub state: Option<InstanceState>,
    pub settings: Option<InstanceSettings>,
    /// The linked number, in digits, and the sending interval to keep; or the reason why nothing may be sent.
    pub terms: Result<(String, Duration), NotBegun>,
    /// The answer that decided it.
    pub exchange: Option<Arc<Exchange>>,
}

/// Queries the state and the settings: a server accepts messages in any state, but does not send them in every one.
/// `agreed`: the digits of the number to which the user agreed, if known.
pub async fn ready(
    client: &Client,
    credentials: &Credentials,
    agreed: Option<&str>,
    cancel: &CancellationToken,
) -> Readiness {
    let unread = |failure| Err(NotBegun::Unread(failure));
    let answer = client.call(credentials, &GetStateInstance, cancel).await;
    let mut now = Readiness {
        at: answer.at(),
        state: None,
        settings: None,
        terms: Err(NotBegun::NoInterval),
        exchange: answer.exchange,
    };
    match answer.outcome {
        Ok(state) => now.state = Some(state.clone()),
        Err(failure) => return Readiness { terms: unread(failure), ..now },
    }
    if let Some(state) = now.state.clone().filter(|state| !state.delivery(credentials.messenger).can_send()) {
        return Readiness { terms: Err(NotBegun::NotSending(state)), ..now };
    }
    let answer = client.call(credentials, &GetSettings, cancel).await;
    now.exchange = answer.exchange;
    match answer.outcome {
        Ok(settings) => {
            now.terms = match settings.linked_number() {
                Err(failure) => unread(failure),
                Ok(linked) if agreed.is_some_and(|agreed| agreed != linked) => Err(NotBegun::OtherNumber),
                Ok(linked) => settings.sending_interval.map(|interval| (linked, interval)).ok_or(NotBegun::NoInterval),
            };
            now.settings = Some(settings);
        }
        Err(failure) => now.terms = unread(failure),
    }
    now
}
