//! Turning incoming notifications on, and waiting until the setting is seen to hold and the number works again.
//!
//! `setSettings` restarts the instance and takes effect within five minutes
//! (green-api.com/en/docs/api/account/SetSettings). It is sent once; afterwards the settings are only read.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use super::Recorder;
use crate::green_api::{
    Client, Credentials, Exchange, Failure, GetSettings, GetStateInstance, InstanceSettings, InstanceState, SetSettings,
};

/// The longest that a change of settings takes to hold.
pub const LONGEST: Duration = Duration::from_secs(300);

/// The documentation asks for no more than one look in so long a time.
const BETWEEN_LOOKS: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Phase {
    #[default]
    Sending,
    /// Sent; the setting is not seen yet, or the number still restarts.
    Waiting,
    Ended(Ending),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    Applied,
    /// Five minutes went by and it is still not seen.
    NotSeen,
    Refused(Failure),
    /// Cancelled, or no answer came and the setting was not seen either.
    Unknown(Failure),
}

/// Where it stands; each report holds all that is known so far.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    pub phase: Phase,
    pub sending: Option<Arc<Exchange>>,
    pub settings: Option<InstanceSettings>,
    pub state: Option<InstanceState>,
}

/// Carries it out, reporting each change.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    cancel: &CancellationToken,
    report: impl Fn(Progress) + Send,
) {
    let mut now = Progress::default();
    let asked = recorder.call(client, credentials, &SetSettings::incoming_webhook(true), cancel).await;
    now.sending = asked.exchange;
    let unknown = match asked.outcome {
        Ok(()) => None,
        Err(failure @ Failure::Cancelled { sent: true }) => {
            now.phase = Phase::Ended(Ending::Unknown(failure));
            return report(now);
        }
        Err(failure) if failure.is_outcome_unknown() => Some(failure),
        Err(failure) => {
            now.phase = Phase::Ended(Ending::Refused(failure));
            return report(now);
        }
    };
    now.phase = Phase::Waiting;
    report(now.clone());

    let until = Instant::now() + client.paced(LONGEST);
    while Instant::now() < until {
        tokio::select! {
            () = tokio::time::sleep(client.paced(BETWEEN_LOOKS)) => {}
            () = cancel.cancelled() => {
                now.phase = Phase::Ended(Ending::Unknown(Failure::Cancelled { sent: true }));
                return report(now);
            }
        }
        if let Ok(settings) = client.call(credentials, &GetSettings, cancel).await.outcome {
            now.settings = Some(settings);
        }
        if let Ok(state) = client.call(credentials, &GetStateInstance, cancel).await.outcome {
            now.state = Some(state);
        }
        let seen = now.settings.as_ref().is_some_and(|settings| settings.incoming_webhook == Some(true));
        if seen && now.state.as_ref().is_some_and(|state| *state != InstanceState::Starting) {
            now.phase = Phase::Ended(Ending::Applied);
            return report(now);
        }
        report(now.clone());
    }
    now.phase = Phase::Ended(unknown.map_or(Ending::NotSeen, Ending::Unknown));
    report(now);
}
