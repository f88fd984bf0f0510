//! Checks the values typed into the form of an instance: its state, its settings, and the messenger it serves.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::queue_reading::{QueueReading, Waiting};
use crate::green_api::{
    Answer, ApiToken, ApiUrl, Client, Credentials, Exchange, Failure, GetMessagesCount, GetSettings, GetStateInstance,
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
    let credentials = Credentials { messenger: guess, api_url, id_instance, token };
    let (mut credentials, state) = read_state(client, credentials, cancel).await;
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

/// The least that shows that the values of an instance are right.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedState {
    pub messenger: Messenger,
    pub state: InstanceState,
}

/// Calls `getStateInstance`, and `getSettings` only where the digits of idInstance do not suggest a messenger.
pub async fn check_state(
    client: &Client,
    credentials: Credentials,
    cancel: &CancellationToken,
) -> Result<CheckedState, Failure> {
    let (credentials, answer) = read_state(client, credentials, cancel).await;
    let state = answer.outcome?;
    let mut messenger = credentials.messenger;
    if Messenger::guess(&credentials.id_instance).is_none() {
        let settings = client.call(&credentials, &GetSettings, cancel).await.outcome;
        // The settings are read again when the instance is opened.
        messenger = settings.ok().and_then(|settings| settings.messenger).unwrap_or(messenger);
    }
    Ok(CheckedState { messenger, state })
}

/// Reads the state, by the path of the other messenger if there is nothing at the first one. Returns the credentials
/// that were answered.
async fn read_state(
    client: &Client,
    credentials: Credentials,
    cancel: &CancellationToken,
) -> (Credentials, Answer<InstanceState>) {
    let state = client.call(&credentials, &GetStateInstance, cancel).await;
    if matches!(state.outcome, Err(Failure::NotFound(_))) {
        let other = if credentials.messenger == Messenger::Max { Messenger::WhatsApp } else { Messenger::Max };
        let second = Credentials { messenger: other, ..credentials.clone() };
        let answer = client.call(&second, &GetStateInstance, cancel).await;
        if answer.outcome.is_ok() {
            return (second, answer);
        }
    }
    (credentials, state)
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
