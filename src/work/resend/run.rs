//! Sends the messages of a run.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::json;

use super::{ResendMachine, ResendPause, ResendVerdict, request};
use crate::green_api::{
    Client, Credentials, Exchange, GetSettings, GetStateInstance, InstanceState, Method, QueuedMessage,
};
use crate::store::{
    Claim, Database, DatabaseFailure, DatabaseResult, JournalEntry, JournalId, Outcome, ResendCounts, ResendItemState,
    ResendRun, ResendRunId, SendPermit, Tables, Why,
};
use crate::work::batch::{ClaimedRun, Signals, in_time, is_recent};

/// The conditions under which a run sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The instance's sending interval ([`InstanceSettings::sending_interval`](
    /// crate::green_api::InstanceSettings::sending_interval)).
    pub interval: Duration,
    /// Whether each message also gets a journal entry; those of a practice instance get none.
    pub journal: bool,
    /// The digits of the number to send from. The run pauses once another one is linked.
    pub number: String,
    /// When that number was last read as the linked one, in a state in which it sends what it accepts.
    pub can_send_at: Timestamp,
}

/// The phase of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum ResendPhase {
    /// The message at this position of the saved queue is being sent.
    Sending { position: u32 },
    /// Waiting for the sending interval to pass.
    Waiting { until: Instant },
    /// Paused; calling `run` again resumes it.
    Paused(ResendPause),
    /// No messages are left waiting.
    Ended,
    /// This run or another one of the instance is already under way.
    Busy,
    /// The run was deleted together with its queue.
    Gone,
}

/// Progress of a run; each report is complete.
#[derive(Debug, Clone)]
pub struct ResendProgress {
    pub run: ResendRunId,
    pub phase: ResendPhase,
    pub counts: ResendCounts,
    pub interval: Duration,
    /// The message that was last sent or tried, and its new state.
    pub last: Option<(u32, ResendItemState)>,
    /// The last answer.
    pub exchange: Option<Arc<Exchange>>,
    /// The number's state, if the run has read it, and when.
    pub state: Option<(InstanceState, Timestamp)>,
}

impl ResendProgress {
    /// Returns the time left: the interval, once for each waiting message.
    pub fn time_left(&self) -> Duration {
        self.interval.saturating_mul(self.counts.waiting)
    }
}

/// Continues a run from its stored state until it ends or pauses, and reports each step; the last report holds the
/// final phase.
///
/// No two messages leave in less than the interval, and none leaves before it is recorded.
pub async fn run(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    run: ResendRunId,
    terms: Terms,
    signals: &Signals,
    report: impl Fn(ResendProgress) + Send,
) {
    let counts = ResendCounts::default();
    let (interval, number) = (terms.interval, terms.number.clone());
    let phase = ResendPhase::Ended;
    let mut progress = ResendProgress { run, phase, counts, interval, last: None, exchange: None, state: None };
    progress.phase = match database.run(move |tables| tables.claim_resend_run(run, &number)).await {
        Ok(Claim::Claimed(ResendRun { counts, .. })) => {
            progress.counts = counts;
            let taken = ClaimedRun { database, run, release: Tables::release_resend_run };
            let mut sender = Sender { client, credentials, signals, terms, machine: ResendMachine::default(), taken };
            sender.send_all(&mut progress, &report).await
        }
        Ok(Claim::Busy) => ResendPhase::Busy,
        Ok(Claim::Gone) => ResendPhase::Gone,
        Err(failure) => ResendPhase::Paused(ResendPause::NotRecorded(failure)),
    };
    report(progress);
}

struct Sender<'a> {
    client: &'a Client,
    credentials: &'a Credentials,
    signals: &'a Signals,
    terms: Terms,
    machine: ResendMachine,
    taken: ClaimedRun<'a, ResendRunId>,
}

impl Sender<'_> {
    /// Sends the waiting messages. Returns the final phase.
    async fn send_all(
        &mut self,
        progress: &mut ResendProgress,
        report: &(impl Fn(ResendProgress) + Send),
    ) -> ResendPhase {
        let run = self.taken.run;
        loop {
            if self.signals.is_given() {
                return ResendPhase::Paused(ResendPause::ByHand);
            }
            let (position, message) = match self.taken.database.run(move |tables| tables.next_to_send(run)).await {
                Ok(Some(next)) => next,
                Ok(None) => return ResendPhase::Ended,
                Err(failure) => return ResendPhase::Paused(ResendPause::NotRecorded(failure)),
            };
            if let Err(pause) = self.check_number(progress).await {
                return ResendPhase::Paused(pause);
            }
            progress.phase = ResendPhase::Sending { position };
            let pause = match self.send(position, &message, progress, report).await {
                Ok(Sent::Asked(pause)) => pause,
                Ok(Sent::NotAsked) => continue,
                Err(failure) => return ResendPhase::Paused(ResendPause::NotRecorded(failure)),
            };
            // After the last message there is nothing to pause.
            if progress.counts.waiting == 0 {
                continue;
            }
            if let Some(pause) = pause {
                return ResendPhase::Paused(pause);
            }
            let until = Instant::now() + self.client.paced(progress.interval);
            progress.phase = ResendPhase::Waiting { until };
            report(progress.clone());
            tokio::select! {
                () = tokio::time::sleep_until(until.into()) => {}
                () = self.signals.given() => {}
            }
        }
    }

    /// Reads the number and its state, unless they were read a moment ago. The server accepts messages in any state, but
    /// in all but one they would wait there and be sent by the next number that is linked.
    async fn check_number(&mut self, progress: &mut ResendProgress) -> Result<(), ResendPause> {
        if is_recent(self.client, self.terms.can_send_at) {
            return Ok(());
        }
        let mut at = self.read_number(progress).await?;
        if in_time(at).is_err() {
            at = self.read_number(progress).await?;
        }
        in_time(at).map_err(ResendPause::of_unread)?;
        self.terms.can_send_at = at;
        Ok(())
    }

    /// Reads the state and the linked number, and returns when it asked for the state.
    async fn read_number(&self, progress: &mut ResendProgress) -> Result<Timestamp, ResendPause> {
        let (state, at) = self.read(&GetStateInstance, progress).await?;
        progress.state = Some((state.clone(), at));
        if !state.delivery(self.credentials.messenger).can_send() {
            return Err(ResendPause::NotSending(state));
        }
        let (settings, _) = self.read(&GetSettings, progress).await?;
        if settings.linked_number().map_err(ResendPause::of_unread)? != self.terms.number {
            return Err(ResendPause::OtherNumber);
        }
        Ok(at)
    }

    /// Sends a request that changes nothing, so that no pause waits for its answer.
    async fn read<M: Method>(
        &self,
        method: &M,
        progress: &mut ResendProgress,
    ) -> Result<(M::Reply, Timestamp), ResendPause> {
        let cancel = &self.signals.pause;
        let answer = tokio::select! {
            biased;
            () = self.signals.given() => return Err(ResendPause::ByHand),
            answer = self.client.call(self.credentials, method, cancel) => answer,
        };
        let at = answer.at();
        progress.exchange = answer.exchange;
        Ok((answer.outcome.map_err(ResendPause::of_unread)?, at))
    }

    async fn send(
        &mut self,
        position: u32,
        message: &QueuedMessage,
        progress: &mut ResendProgress,
        report: &(impl Fn(ResendProgress) + Send),
    ) -> DatabaseResult<Sent> {
        let run = self.taken.run;
        let request = match request(message, self.credentials.messenger) {
            Ok(request) => request,
            Err(why) => {
                let state =
                    ResendItemState::Failed(Why { name: Why::NOT_SENDABLE.to_owned(), said: why.name().to_owned() });
                self.note(position, state, None, progress).await?;
                return Ok(Sent::NotAsked);
            }
        };
        let entry = self.terms.journal.then(|| JournalEntry {
            instance: self.credentials.id_instance.clone(),
            method: request.method(),
            // The message itself is in the saved queue, and is deleted together with that.
            asked: json!({ "chatId": message.chat_id(), "place": position }).to_string(),
            run: Some(run.in_journal()),
        });
        let begun = self.taken.database.run(move |tables| tables.begin_send(run, position, entry.as_ref())).await?;
        let SendPermit::May(journal) = begun else { return Ok(Sent::NotAsked) };
        report(progress.clone());

        let answer = request.send(self.client, self.credentials, &self.signals.give_up).await;
        progress.exchange = answer.exchange;
        let ResendVerdict { state, outcome, pause } = self.machine.judge(message, answer.outcome);
        self.note(position, state, journal.map(|line| (line, outcome)), progress).await?;
        Ok(Sent::Asked(pause))
    }

    async fn note(
        &self,
        position: u32,
        state: ResendItemState,
        journal: Option<(JournalId, Outcome)>,
        progress: &mut ResendProgress,
    ) -> Result<(), DatabaseFailure> {
        let run = self.taken.run;
        progress.last = Some((position, state.clone()));
        let job = move |tables: &mut Tables| {
            tables.end_send(run, position, &state, journal.as_ref().map(|(id, outcome)| (*id, outcome)))
        };
        progress.counts = self.taken.database.run(job).await?;
        Ok(())
    }
}

/// Whether a request was sent.
enum Sent {
    /// A request was sent; the run may have to pause.
    Asked(Option<ResendPause>),
    /// No request was needed, or another run had the message.
    NotAsked,
}
