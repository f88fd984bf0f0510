//! Carries out a clearing: saves the copy, clears, lists, and counts.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::{ClearEnding, ClearQueue, Next, QueueFound};
use crate::green_api::{
    Answer, ClearMessagesQueue, Client, Credentials, Exchange, Failure, GetMessagesCount, Method, QueuedMessage,
    ShowMessagesQueue,
};
use crate::store::{ClearedTogether, Database, JournalEntry, ReadBack, WhySaved};
use crate::work::recorder::{IfDone, Recorder};
use crate::work::saved_queues::{self, NotSaved, Saved};

/// The instance whose queue is cleared, and where the copy and the change are recorded.
pub struct Access {
    pub client: Client,
    pub credentials: Credentials,
    /// The name of the instance, which the copy keeps.
    pub name: String,
    pub database: Database,
    pub recorder: Recorder,
    /// The clearing of several queues that this one is part of.
    pub together: Option<ClearedTogether>,
}

/// Progress of a clearing. Each report holds everything known up to then.
#[derive(Debug, Clone)]
pub struct ClearProgress {
    pub machine: ClearQueue,
    /// Number of messages that waited before, as far as it was known.
    pub before: Option<u64>,
    /// Number of messages in the copy of an open replacement, if it held all that waited when the user agreed.
    pub saved_before: Option<u64>,
    /// The copy that was saved for this clearing; `None` if none was tried.
    pub copy: Option<Result<Saved, NotSaved>>,
    /// The answer to the clearing, if any.
    pub clearing: Option<Arc<Exchange>>,
    /// The newest answers of the recount: by list and by number.
    pub listing: Option<Arc<Exchange>>,
    pub counting: Option<Arc<Exchange>>,
    /// The values read by the recount and their times; they update the one value that every screen reads.
    pub list: Option<(Arc<Vec<QueuedMessage>>, Timestamp)>,
    pub count: Option<(u64, Timestamp)>,
}

impl ClearProgress {
    /// Creates the progress of a `machine` that has not started yet.
    pub fn new(machine: ClearQueue) -> Self {
        Self {
            machine,
            before: None,
            saved_before: None,
            copy: None,
            clearing: None,
            listing: None,
            counting: None,
            list: None,
            count: None,
        }
    }

    /// Ends the progress of a task that is lost.
    pub fn lose(&mut self, failure: &Failure, now: Instant) {
        if self.machine.next(now) == Next::Save {
            self.copy = Some(Err(NotSaved::Unread(failure.clone())));
        }
        self.machine.lose(failure, now);
    }
}

/// Carries out a clearing. Reports when the request leaves and after each step. Returns when the machine has ended, or
/// requests what its owner does; `cancel` ends the waiting.
pub async fn run(
    access: &Access,
    mut progress: ClearProgress,
    cancel: &CancellationToken,
    report: impl Fn(ClearProgress) + Send + Sync,
) {
    let Access { client, credentials, name, database, together, .. } = access;
    loop {
        match progress.machine.next(Instant::now()) {
            Next::Save => {
                let why = WhySaved::BeforeClearing;
                let saved =
                    saved_queues::run(database, client, credentials, name, why, *together, cancel).await.outcome;
                if together.is_some() && saved.as_ref().is_ok_and(Saved::found_nothing) {
                    // Something else has emptied it since the question. A clearing could only remove messages that
                    // no copy has.
                    progress.machine.revoke();
                }
                progress.machine.saved(saved.as_ref().map_err(NotSaved::clone));
                progress.copy = Some(saved);
            }
            Next::Clear => {
                let answer = clear(access, &progress, cancel, &report).await;
                progress.clearing = answer.exchange;
                progress.machine.cleared(answer.outcome, Instant::now());
            }
            Next::List => {
                let answer = client.call(credentials, &ShowMessagesQueue, cancel).await;
                if let Ok(list) = &answer.outcome {
                    progress.list = Some((Arc::new(list.clone()), answer.at()));
                }
                progress.listing = answer.exchange;
                progress.machine.listed(answer.outcome.as_deref().map_err(Failure::clone));
            }
            Next::WaitUntil(until) => {
                tokio::select! {
                    () = tokio::time::sleep_until(until.into()) => {}
                    () = cancel.cancelled() => progress.machine.counted(Err(Failure::Cancelled { sent: false })),
                }
            }
            Next::Count => {
                let answer = client.call(credentials, &GetMessagesCount, cancel).await;
                progress.count = answer.outcome.as_ref().ok().map(|count| (*count, answer.at()));
                progress.counting = answer.exchange;
                progress.machine.counted(answer.outcome);
            }
            Next::Ended => return read_back(access, progress.machine.ending()),
            Next::Record(_) | Next::SelectFile | Next::WriteFile | Next::Ask => return,
        }
        report(progress.clone());
    }
}

/// Clears the queue, with the entry in the journal around it. The consent is taken last, in the method's turn: from then
/// on the request leaves, which is reported.
async fn clear(
    Access { client, credentials, recorder, together, .. }: &Access,
    progress: &ClearProgress,
    cancel: &CancellationToken,
    report: &(impl Fn(ClearProgress) + Send + Sync),
) -> Answer<()> {
    let entry = JournalEntry {
        instance: credentials.id_instance.clone(),
        method: ClearMessagesQueue::NAME,
        asked: about(progress),
        run: together.map(ClearedTogether::in_journal),
    };
    let sending = async {
        let turn = tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            turn = client.turn::<ClearMessagesQueue>(credentials) => Some(turn),
        };
        let Some(turn) = turn.filter(|_| progress.machine.consent().take()) else {
            return Answer::unsent(Failure::Cancelled { sent: false });
        };
        report(progress.clone());
        client.call_in_turn(turn, credentials, &ClearMessagesQueue, cancel).await
    };
    let answer = recorder.record::<ClearMessagesQueue>(client, credentials, entry, IfDone::Ended, sending).await;
    answer.map(|((), _)| ())
}

/// Describes for the journal how many messages waited, and how many of them are in a copy; empty if neither is known.
fn about(progress: &ClearProgress) -> String {
    let saved = progress.copy.as_ref().and_then(|copy| copy.as_ref().ok());
    let mut about = Map::new();
    let waiting = saved.and_then(|saved| saved.waiting).or(progress.before);
    let copied = saved.map(|saved| saved.messages as u64).or(progress.saved_before);
    about.extend(waiting.map(|count| ("waiting".to_owned(), count.into())));
    about.extend(copied.map(|count| ("copied".to_owned(), count.into())));
    if about.is_empty() { String::new() } else { Value::Object(about).to_string() }
}

/// Records how the queue was found afterwards.
fn read_back(access: &Access, ending: Option<&ClearEnding>) {
    let found = match ending {
        Some(ClearEnding::Empty { .. } | ClearEnding::Unknown { found: Some(QueueFound::Empty), .. }) => {
            ReadBack::Empty
        }
        Some(
            ClearEnding::StillWaiting { left, .. }
            | ClearEnding::Unknown { found: Some(QueueFound::Waiting { left, .. }), .. },
        ) => ReadBack::Waiting(*left),
        Some(
            ClearEnding::Kept | ClearEnding::NotYetKnown(_) | ClearEnding::Refused(_) | ClearEnding::Unknown { .. },
        )
        | None => return,
    };
    access.recorder.read_back(&access.credentials, &ClearMessagesQueue, found);
}
