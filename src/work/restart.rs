//! Acts that restart a number (changed settings and a reboot), followed by waiting until they are seen to hold and the
//! number works again.
//!
//! Both take effect within five minutes (green-api.com/en/docs/api/account/SetSettings, …/Reboot). The request is sent
//! once; after that, the settings and the state are only read.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::Recorder;
use crate::green_api::{
    Answer, Client, Credentials, Exchange, Failure, GetSettings, GetStateInstance, InstanceSettings, InstanceState,
    Reboot, SetSettings,
};
use crate::store::ReadBack;

/// Maximum duration of a restart.
pub const LONGEST: Duration = Duration::from_secs(300);

/// Interval between two queries. The documentation asks for at most one in this time.
const BETWEEN_QUERIES: Duration = Duration::from_secs(10);

/// Number of states read after which a confirmed reboot that was never seen is taken for a short one.
const ENOUGH_ANSWERS: u32 = 3;

/// The change to request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Turns notifications of incoming messages on; without them chats cannot be archived.
    IncomingOn,
    IncomingOff,
    /// Sets the time between two messages of the queue, 500 ms at least.
    Interval(Duration),
    Reboot,
}

impl Change {
    fn settings(self) -> Option<Map<String, Value>> {
        match self {
            Self::IncomingOn => Some(SetSettings::incoming_webhook(true).changes),
            Self::IncomingOff => Some(SetSettings::incoming_webhook(false).changes),
            Self::Interval(interval) => {
                let ms = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
                Some(Map::from_iter([("delaySendMessagesMilliseconds".to_owned(), Value::from(ms))]))
            }
            Self::Reboot => None,
        }
    }

    /// Whether the last reading shows the change. A reboot leaves no trace except that it has `begun`.
    fn is_seen(self, settings: Option<&InstanceSettings>, begun: bool) -> bool {
        let incoming = settings.and_then(|settings| settings.incoming_webhook);
        match self {
            Self::IncomingOn => incoming == Some(true),
            Self::IncomingOff => incoming == Some(false),
            Self::Interval(interval) => settings.is_some_and(|settings| settings.sending_interval == Some(interval)),
            Self::Reboot => begun,
        }
    }

    /// Returns what was read of the change after it; `None` if nothing was.
    fn read_back(self, now: &RestartProgress) -> Option<ReadBack> {
        let settings = now.settings.as_ref().map(|(settings, _)| settings);
        match self {
            Self::IncomingOn | Self::IncomingOff if settings?.incoming_webhook? => Some(ReadBack::IncomingOn),
            Self::IncomingOn | Self::IncomingOff => Some(ReadBack::IncomingOff),
            Self::Interval(_) => settings?.sending_interval.map(ReadBack::Interval),
            Self::Reboot => now.state.clone().map(|(state, _)| ReadBack::State(state)),
        }
    }

    /// Records in the journal what was read of the change after it.
    fn record(self, recorder: &Recorder, credentials: &Credentials, now: &RestartProgress) {
        match (self.read_back(now), self.settings()) {
            (None, _) => {}
            (Some(found), Some(changes)) => recorder.read_back(credentials, &SetSettings { changes }, found),
            (Some(found), None) => recorder.read_back(credentials, &Reboot, found),
        }
    }

    async fn ask(
        self,
        recorder: &Recorder,
        client: &Client,
        credentials: &Credentials,
        cancel: &CancellationToken,
    ) -> Answer<()> {
        match self.settings() {
            Some(changes) => recorder.call(client, credentials, &SetSettings { changes }, cancel).await,
            None => recorder.call(client, credentials, &Reboot, cancel).await,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub enum RestartPhase {
    #[default]
    Sending,
    /// Sent; the change is not seen yet, or the number is still restarting.
    Waiting,
    Ended(RestartEnding),
}

#[derive(Debug, Clone, PartialEq)]
pub enum RestartEnding {
    Applied,
    /// Five minutes have passed and the change is still not seen.
    NotSeen,
    Refused(Failure),
    /// Cancelled, or no answer was received and the change was not seen either.
    Unknown(Failure),
}

/// Progress of a restart; each report holds everything known up to then.
#[derive(Debug, Clone, Default)]
pub struct RestartProgress {
    pub phase: RestartPhase,
    pub sending: Option<Arc<Exchange>>,
    /// The values read last, and when.
    pub settings: Option<(InstanceSettings, Timestamp)>,
    pub state: Option<(InstanceState, Timestamp)>,
}

/// Requests the change and waits for it, reporting each step.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    change: Change,
    cancel: &CancellationToken,
    report: impl Fn(RestartProgress) + Send,
) {
    let mut now = RestartProgress::default();
    // `Starting` proves a reboot only if the number was not starting just before. The page may not know that it was.
    let before = match change {
        Change::Reboot => client.call(credentials, &GetStateInstance, cancel).await.outcome.ok(),
        Change::IncomingOn | Change::IncomingOff | Change::Interval(_) => None,
    };
    let asked = change.ask(recorder, client, credentials, cancel).await;
    now.sending = asked.exchange;
    let unknown = match asked.outcome {
        Ok(()) => None,
        Err(failure @ Failure::Cancelled { sent: true }) => {
            now.phase = RestartPhase::Ended(RestartEnding::Unknown(failure));
            return report(now);
        }
        Err(failure) if failure.is_outcome_unknown() => Some(failure),
        Err(failure) => {
            now.phase = RestartPhase::Ended(RestartEnding::Refused(failure));
            return report(now);
        }
    };
    now.phase = RestartPhase::Waiting;
    report(now.clone());

    // Begun once the number is seen to start. A short restart passes between two queries, so after some answers the
    // server's confirmation is enough; the first of them may come before the restart.
    let mut begun = false;
    let mut was_starting = before.is_none_or(|state| state == InstanceState::Starting);
    let mut answers = 0;
    let until = Instant::now() + client.paced(LONGEST);
    let ending = loop {
        // A query that took long may have begun before the restart ended, so the last one begins after the time is up.
        let is_last = Instant::now() >= until;
        tokio::select! {
            () = tokio::time::sleep(client.paced(BETWEEN_QUERIES)) => {}
            () = cancel.cancelled() => {
                break RestartEnding::Unknown(Failure::Cancelled { sent: true });
            }
        }
        now.settings = client.call(credentials, &GetSettings, cancel).await.timed().or(now.settings);
        let state = client.call(credentials, &GetStateInstance, cancel).await.timed();
        // While the number restarts, the server may not answer. An earlier state says nothing about that time.
        if let Some((state, at)) = state {
            let starts = state == InstanceState::Starting;
            now.state = Some((state, at));
            answers += 1;
            was_starting &= starts;
            begun |= (starts && !was_starting) || (unknown.is_none() && answers >= ENOUGH_ANSWERS);
            if change.is_seen(now.settings.as_ref().map(|(settings, _)| settings), begun) && !starts {
                break RestartEnding::Applied;
            }
        }
        if is_last {
            break unknown.map_or(RestartEnding::NotSeen, RestartEnding::Unknown);
        }
        report(now.clone());
    };
    change.record(recorder, credentials, &now);
    now.phase = RestartPhase::Ended(ending);
    report(now);
}
