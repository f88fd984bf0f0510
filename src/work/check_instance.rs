//! Checks the values typed into the form of an instance: its state, its settings, and the messenger it serves.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::queue_reading::{QueueReading, Waiting};
use crate::green_api::{
    ApiToken, ApiUrl, Client, Credentials, Exchange, Failure, GetMessagesCount, GetSettings, GetStateInstance,
    IdInstance, InstanceState, Messenger, ShowMessagesQueue, wid_digits,
};

/// The server's data on the instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub messenger: Messenger,
    pub state: InstanceState,
    /// The digits of the linked number.
    pub phone: Option<String>,
    pub waiting: Waiting,
}

/// The result of a check, with the answer that decided it.
#[derive(Debug, Clone)]
pub struct Check {
    pub outcome: Result<Checked, Failure>,
    pub exchange: Option<Arc<Exchange>>,
}

/// Calls `getStateInstance` and `getSettings`; `typeInstance` determines the messenger, even where the digits suggest
/// another one.
pub async fn run(
    client: &Client,
    api_url: ApiUrl,
    id_instance: IdInstance,
    token: ApiToken,
    guess: Messenger,
    cancel: &CancellationToken,
) -> Check {
    let mut credentials = Credentials { messenger: guess, api_url, id_instance, token };
    let mut state = client.call(&credentials, &GetStateInstance, cancel).await;
    if matches!(state.outcome, Err(Failure::NotFound(_))) {
        // The other messenger's path may be the right one.
        let other = if guess == Messenger::Max { Messenger::WhatsApp } else { Messenger::Max };
        let second = Credentials { messenger: other, ..credentials.clone() };
        let answer = client.call(&second, &GetStateInstance, cancel).await;
        if answer.outcome.is_ok() {
            (credentials, state) = (second, answer);
        }
    }
    let known_state = match state.outcome {
        Ok(known) => known,
        Err(failure) => return Check { outcome: Err(failure), exchange: state.exchange },
    };

    let answer = client.call(&credentials, &GetSettings, cancel).await;
    let settings = match answer.outcome {
        Ok(settings) => settings,
        Err(failure) => return Check { outcome: Err(failure), exchange: answer.exchange },
    };
    credentials.messenger = settings.messenger.unwrap_or(credentials.messenger);
    Check {
        outcome: Ok(Checked {
            messenger: credentials.messenger,
            state: known_state,
            phone: settings.wid.as_deref().and_then(wid_digits),
            waiting: waiting(client, &credentials, cancel).await,
        }),
        exchange: answer.exchange,
    }
}

/// Reads how many messages wait, as the Queue page counts them. The count is read only if the list does not tell.
async fn waiting(client: &Client, credentials: &Credentials, cancel: &CancellationToken) -> Waiting {
    let list = client.call(credentials, &ShowMessagesQueue, cancel).await.outcome;
    let listed = list.as_ref().map_or(Waiting::Unknown, |list| QueueReading::together(list, None).waiting());
    if listed.exact().is_some() {
        return listed;
    }
    let count = client.call(credentials, &GetMessagesCount, cancel).await.outcome;
    match list {
        Ok(list) => QueueReading::together(&list, Some(count.as_ref().copied())).waiting(),
        Err(_) => count.map_or(Waiting::Unknown, Waiting::Exactly),
    }
}
