//! Carrying a run on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Machine, Pause, Verdict, request};
use crate::green_api::{Client, Credentials, Exchange, QueuedMessage};
use crate::store::{
    Counts, Database, DatabaseFailure, DatabaseResult, ItemState, JournalEntry, JournalId, Leave, Outcome, SendRunId,
    Tables, Taking, Why,
};
use crate::work::carrying_on::{Signals, Taken};

/// How a run is to be carried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The instance's sending interval ([`InstanceSettings::sending_interval`](
    /// crate::green_api::InstanceSettings::sending_interval)).
    pub interval: Duration,
    /// Each message has a line in the journal, too; none of a practice instance has.
    pub journal: bool,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// The message at this place of the saved queue is being sent.
    Sending { place: u32 },
    /// The sending interval passes.
    Waiting { until: Instant },
    /// It does not go on by itself; running it again does.
    Paused(Pause),
    /// No message waits any more.
    Ended,
    /// It or another run of this instance is under way already.
    Busy,
    /// It was deleted together with its queue.
    Gone,
}

/// All that is known of a run; each report holds it whole.
#[derive(Debug, Clone)]
pub struct Progress {
    pub run: SendRunId,
    pub phase: Phase,
    pub counts: Counts,
    pub interval: Duration,
    /// The message that was last sent or tried, and what came of it.
    pub last: Option<(u32, ItemState)>,
    /// Its answer.
    pub exchange: Option<Arc<Exchange>>,
}

impl Progress {
    /// How long the rest takes: the interval, once for each message that waits.
    pub fn time_left(&self) -> Duration {
        self.interval.saturating_mul(self.counts.waiting)
    }
}

/// Carries a run on from where it stands until it ends or pauses, reporting each step; the last report says which.
///
/// No two messages leave in a shorter time than the interval, and none leaves that is not written down before.
pub async fn run(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    run: SendRunId,
    terms: Terms,
    signals: &Signals,
    report: impl Fn(Progress) + Send,
) {
    let counts = Counts::default();
    let Terms { interval, .. } = terms;
    let mut progress = Progress { run, phase: Phase::Ended, counts, interval, last: None, exchange: None };
    progress.phase = match database.run(move |tables| tables.take_send_run(run)).await {
        Ok(Taking::Taken(counts)) => {
            progress.counts = counts;
            let taken = Taken { database, run, release: Tables::release_send_run };
            let mut sender = Sender { client, credentials, signals, terms, machine: Machine::default(), taken };
            sender.send_all(&mut progress, &report).await
        }
        Ok(Taking::Busy) => Phase::Busy,
        Ok(Taking::Gone) => Phase::Gone,
        Err(failure) => Phase::Paused(Pause::NotRecorded(failure)),
    };
    report(progress);
}

struct Sender<'a> {
    client: &'a Client,
    credentials: &'a Credentials,
    signals: &'a Signals,
    terms: Terms,
    machine: Machine,
    taken: Taken<'a, SendRunId>,
}

impl Sender<'_> {
    /// Gives the phase that it ends in.
    async fn send_all(&mut self, progress: &mut Progress, report: &(impl Fn(Progress) + Send)) -> Phase {
        let run = self.taken.run;
        loop {
            if self.signals.is_given() {
                return Phase::Paused(Pause::ByHand);
            }
            let (place, message) = match self.taken.database.run(move |tables| tables.next_to_send(run)).await {
                Ok(Some(next)) => next,
                Ok(None) => return Phase::Ended,
                Err(failure) => return Phase::Paused(Pause::NotRecorded(failure)),
            };
            progress.phase = Phase::Sending { place };
            let pause = match self.send(place, &message, progress, report).await {
                Ok(Sent::Asked(pause)) => pause,
                Ok(Sent::NotAsked) => continue,
                Err(failure) => return Phase::Paused(Pause::NotRecorded(failure)),
            };
            if let Some(pause) = pause {
                return Phase::Paused(pause);
            }
            if progress.counts.waiting == 0 {
                continue;
            }
            let until = Instant::now() + self.client.paced(progress.interval);
            progress.phase = Phase::Waiting { until };
            report(progress.clone());
            tokio::select! {
                () = tokio::time::sleep_until(until.into()) => {}
                () = self.signals.given() => {}
            }
        }
    }

    async fn send(
        &mut self,
        place: u32,
        message: &QueuedMessage,
        progress: &mut Progress,
        report: &(impl Fn(Progress) + Send),
    ) -> DatabaseResult<Sent> {
        let run = self.taken.run;
        let request = match request(message, self.credentials.messenger) {
            Ok(request) => request,
            Err(why) => {
                let state = ItemState::Failed(Why { name: Why::NOT_SENDABLE.to_owned(), said: why.name().to_owned() });
                self.note(place, state, None, progress).await?;
                return Ok(Sent::NotAsked);
            }
        };
        let entry = self.terms.journal.then(|| JournalEntry {
            instance: self.credentials.id_instance.clone(),
            method: request.method(),
            // The message itself stands in the saved queue, and goes when that is deleted.
            asked: json!({ "chatId": message.chat_id(), "place": place }).to_string(),
            run: Some(run.in_journal()),
        });
        let begun = self.taken.database.run(move |tables| tables.begin_send(run, place, entry.as_ref())).await?;
        let Leave::May(journal) = begun else { return Ok(Sent::NotAsked) };
        report(progress.clone());

        let answer = request.send(self.client, self.credentials, &self.signals.give_up).await;
        progress.exchange = answer.exchange;
        let Verdict { state, outcome, pause } = self.machine.judge(message, answer.outcome);
        self.note(place, state, journal.map(|line| (line, outcome)), progress).await?;
        Ok(Sent::Asked(pause))
    }

    async fn note(
        &self,
        place: u32,
        state: ItemState,
        journal: Option<(JournalId, Outcome)>,
        progress: &mut Progress,
    ) -> Result<(), DatabaseFailure> {
        let run = self.taken.run;
        progress.last = Some((place, state.clone()));
        let job = move |tables: &mut Tables| {
            tables.end_send(run, place, &state, journal.as_ref().map(|(id, outcome)| (*id, outcome)))
        };
        progress.counts = self.taken.database.run(job).await?;
        Ok(())
    }
}

/// Whether a request was made.
enum Sent {
    /// It was; the run may have to pause.
    Asked(Option<Pause>),
    /// None was needed, or another run had it.
    NotAsked,
}
