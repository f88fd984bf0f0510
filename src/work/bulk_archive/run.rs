//! Requests the changes of a run.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::machine::{self, ArchiveMachine, ArchivePause, ArchiveVerdict, Halt};
use super::read_back::{Reader, Reading};
use crate::green_api::{
    Answer, ArchiveChat, ArchiveDirection, ChatId, Client, Credentials, ErrorReply, Exchange, Failure, Method, Turn,
    UnarchiveChat,
};
use crate::store::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, BegunChange, ChatState, Claim, ClaimPurpose, Database,
    DatabaseResult, EndedChange, JournalEntry, Tables, Why,
};
use crate::work::batch::{ClaimedRun, Signals};

/// Maximum requests in flight. A response can take longer than the rate limit's interval; with one in flight the run
/// would be slower than allowed.
pub const MAX_UNDER_WAY: usize = 5;

/// The phase of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum ArchivePhase {
    /// Chats are being requested; `position` is the last one.
    Changing { position: u32 },
    /// Chats whose answer was not received are being read; `left` is the number remaining.
    ReadingBack { left: u32 },
    /// The remaining chats can be read only from the server's list, which shows their last changes from `until`.
    WaitingForList { until: Instant },
    /// The network or the server is unavailable. The run resumes automatically.
    WaitingForNetwork { until: Instant, failure: Failure },
    /// Paused; calling `run` again resumes it.
    Paused(ArchivePause),
    /// No chats are left waiting.
    Ended,
    /// This run or another one of the instance is already under way.
    Busy,
    /// There is no such run of this instance.
    Gone,
}

/// Progress of a run; each report is complete.
#[derive(Debug, Clone)]
pub struct ArchiveProgress {
    pub phase: ArchivePhase,
    pub counts: ArchiveCounts,
    /// The time between two requests at the documented pace.
    pub interval: Duration,
    /// The chat of the last answer, and its new state.
    pub last: Option<(u32, ChatState)>,
    /// The last answer.
    pub exchange: Option<Arc<Exchange>>,
}

/// Continues a run from its stored state until it ends or pauses, and reports each step; the last report holds the
/// final phase.
///
/// Requests leave at the documented pace, which is shared with all other users of this client; none leaves before it is
/// recorded. The run pauses if another number is linked than `agreed`, the one that the user knows of, in digits; if that
/// is unknown, than the one with which the run was made. Before anything is changed, it waits until the linked number can
/// be read.
pub async fn run(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    run: ArchiveRunId,
    agreed: Option<String>,
    signals: &Signals,
    report: impl Fn(ArchiveProgress) + Send + Sync,
) {
    let phase = ArchivePhase::Ended;
    let counts = ArchiveCounts::default();
    let mut progress = ArchiveProgress { phase, counts, interval: Duration::ZERO, last: None, exchange: None };
    progress.phase = match database.run(move |tables| tables.claim_archive_run(run, ClaimPurpose::CarryOn)).await {
        Ok(Claim::Claimed(ArchiveRun { instance, direction, counts, number, .. })) => {
            let taken = ClaimedRun { database, run, release: Tables::release_archive_run };
            if instance != credentials.id_instance {
                return report(ArchiveProgress { phase: ArchivePhase::Gone, ..progress });
            }
            progress.counts = counts;
            let number = agreed.or(number);
            let reader = Reader::new(client, credentials);
            let machine = ArchiveMachine::new(direction);
            let (progress, report) = (&mut progress, &report);
            let mut archiver = Archiver { taken, number, reader, machine, signals, progress, report };
            match direction {
                ArchiveDirection::Archive => archiver.carry_on(|chat_id| ArchiveChat { chat_id }).await,
                ArchiveDirection::Unarchive => archiver.carry_on(|chat_id| UnarchiveChat { chat_id }).await,
            }
        }
        Ok(Claim::Busy) => ArchivePhase::Busy,
        Ok(Claim::Gone) => ArchivePhase::Gone,
        Err(failure) => ArchivePhase::Paused(ArchivePause::NotRecorded(failure)),
    };
    report(progress);
}

struct Archiver<'a, R: Fn(ArchiveProgress) + Send + Sync> {
    taken: ClaimedRun<'a, ArchiveRunId>,
    /// The number whose chats are changed, if it is known.
    number: Option<String>,
    reader: Reader<'a>,
    machine: ArchiveMachine,
    signals: &'a Signals,
    progress: &'a mut ArchiveProgress,
    report: &'a R,
}

/// A request with its answer.
type Answered = (BegunChange, Answer<()>);

impl<R: Fn(ArchiveProgress) + Send + Sync> Archiver<'_, R> {
    /// Repeats rounds until the run ends or pauses. Returns the final phase.
    async fn carry_on<M: Method<Reply = ()>>(&mut self, call: fn(ChatId) -> M) -> ArchivePhase {
        self.progress.interval = M::interval(self.reader.credentials.messenger);
        loop {
            let until = match self.round(call).await {
                Ok(None) => return ArchivePhase::Ended,
                Ok(Some(until)) => {
                    self.report(ArchivePhase::WaitingForList { until });
                    until
                }
                Err(Halt::Pause(pause)) => return ArchivePhase::Paused(pause),
                Err(Halt::Wait(failure)) => {
                    let until = Instant::now() + self.reader.client.paced(self.machine.next_wait(&failure));
                    self.report(ArchivePhase::WaitingForNetwork { until, failure });
                    until
                }
            };
            tokio::select! {
                () = tokio::time::sleep_until(until.into()) => {}
                () = self.signals.given() => {}
            }
            self.reader.forget_number();
        }
    }

    /// Compares the linked number with that of the run, which stores the first one.
    async fn check_number(&mut self) -> Result<(), Halt> {
        let linked = self.reader.linked_number(&self.signals.pause).await;
        let halt = |failure| machine::halt(&failure).unwrap_or(Halt::Pause(ArchivePause::Instance(failure)));
        let linked = linked.map_err(halt)?;
        match &self.number {
            Some(number) if *number == linked => {}
            Some(_) => return Err(Halt::Pause(ArchivePause::OtherNumber { linked })),
            None => {
                let (run, number) = (self.taken.run, linked.clone());
                self.taken.database.run(move |tables| tables.number_archive_run(run, &number)).await?;
                self.number = Some(linked);
            }
        }
        Ok(())
    }

    /// Reads unknown chats back before anything is requested; those that only the server's list can show, after
    /// everything else. Returns when to read that list, `None` if the run has ended.
    async fn round<M: Method<Reply = ()>>(&mut self, call: fn(ChatId) -> M) -> Result<Option<Instant>, Halt> {
        self.check_number().await?;
        let list_from = self.read_back().await?;
        self.ask_all(call).await?;
        if list_from.is_none() {
            let run = self.taken.run;
            self.taken.database.run(move |tables| tables.end_archive_run(run)).await?;
        }
        Ok(list_from)
    }

    /// Returns the time from which the server's list shows all chats that are left to it.
    async fn read_back(&mut self) -> Result<Option<Instant>, Halt> {
        let mut list_from = None;
        if self.progress.counts.unknown == 0 || !self.reader.can_read() {
            return Ok(list_from);
        }
        let run = self.taken.run;
        let any = [ChatState::Unknown(Why::default())];
        let mut unknown = self.taken.database.run(move |tables| tables.archive_items_in(run, &any)).await?;
        unknown.retain(|item| self.reader.may_read(item.position));
        for (done, item) in unknown.iter().enumerate() {
            self.check_number().await?;
            self.report(ArchivePhase::ReadingBack { left: (unknown.len() - done) as u32 });
            // A read may be cut short, because nothing is lost by that.
            let cancel = CancellationToken::new();
            let reading = tokio::select! {
                biased;
                () = self.signals.given() => return Err(Halt::Pause(ArchivePause::ByHand)),
                reading = self.reader.is_archived(item, &cancel) => reading?,
            };
            match reading {
                Reading::Archived(archived) => self.found(item, archived).await?,
                Reading::Untold => {}
                Reading::ListedFrom(from) => list_from = list_from.max(Some(from)),
            }
        }
        Ok(list_from)
    }

    async fn found(&mut self, item: &ArchiveItem, archived: bool) -> DatabaseResult<()> {
        let state = self.machine.found(item, archived);
        self.progress.counts.transition(&item.state, &state);
        self.progress.last = Some((item.position, state.clone()));
        let (run, found, read) = (self.taken.run, [(item.position, state)], [(item.chat.clone(), archived)]);
        self.taken.database.run(move |tables| tables.find_chats(run, &found, &read)).await
    }

    /// Requests each waiting chat, one at each turn; answers may take longer than a turn.
    async fn ask_all<M: Method<Reply = ()>>(&mut self, call: fn(ChatId) -> M) -> Result<(), Halt> {
        let (client, credentials) = (self.reader.client, self.reader.credentials);
        let mut under_way: JoinSet<Answered> = JoinSet::new();
        // Answers that are not recorded yet: they are recorded together with the next chat begun.
        let mut ended: Vec<EndedChange> = Vec::new();
        let mut halt: Option<Halt> = None;
        loop {
            let goes_on = halt.is_none() && self.progress.counts.waiting > 0;
            if !goes_on && !ended.is_empty() {
                self.write(std::mem::take(&mut ended)).await?;
            }
            tokio::select! {
                biased;
                Some(answered) = under_way.join_next() => {
                    // A task that panicked leaves its chat in the state of being requested: it is read back next time.
                    let Ok((begun, answer)) = answered else { continue };
                    let (change, later) = self.judge(begun, answer);
                    ended.push(change);
                    halt = match halt {
                        Some(earlier) => Some(earlier.and(later)),
                        None => later,
                    };
                }
                () = self.signals.given(), if goes_on => halt = Some(Halt::Pause(ArchivePause::ByHand)),
                turn = client.turn::<M>(credentials), if goes_on && under_way.len() < MAX_UNDER_WAY => {
                    if let Err(stop) = self.check_number().await {
                        halt = Some(stop);
                        continue;
                    }
                    match self.begin::<M>(std::mem::take(&mut ended)).await? {
                        Some(begun) => self.send(begun, turn, call, &mut under_way),
                        // No chat is waiting, although the count says otherwise.
                        None => self.progress.counts.waiting = 0,
                    }
                }
                else => break,
            }
        }
        halt.map_or(Ok(()), Err)
    }

    /// Records the answers, and the next chat as being requested.
    async fn begin<M: Method>(&mut self, ended: Vec<EndedChange>) -> DatabaseResult<Option<BegunChange>> {
        let run = self.taken.run;
        let instance = self.reader.credentials.id_instance.clone();
        let entry = move |chat: &str| JournalEntry {
            instance,
            method: M::NAME,
            asked: serde_json::json!({ "chatId": chat }).to_string(),
            run: Some(run.in_journal()),
        };
        let begun = self.taken.database.run(move |tables| tables.next_to_archive(run, &ended, entry)).await?;
        if let Some(BegunChange { position, .. }) = begun {
            self.progress.counts.transition(&ChatState::Waiting, &ChatState::Changing);
            self.report(ArchivePhase::Changing { position });
        }
        Ok(begun)
    }

    fn send<M: Method<Reply = ()>>(
        &self,
        begun: BegunChange,
        turn: Turn<M>,
        call: fn(ChatId) -> M,
        under_way: &mut JoinSet<Answered>,
    ) {
        let (client, credentials) = (self.reader.client.clone(), self.reader.credentials.clone());
        let give_up = self.signals.give_up.clone();
        under_way.spawn(async move {
            let answer = match ChatId::parse(&begun.chat, credentials.messenger) {
                Ok(chat_id) => client.call_in_turn(turn, &credentials, &call(chat_id), &give_up).await,
                Err(_) => Answer::unsent(Failure::ChatIdRefused(ErrorReply { status: 0, text: String::new() })),
            };
            (begun, answer)
        });
    }

    fn judge(&mut self, begun: BegunChange, answer: Answer<()>) -> (EndedChange, Option<Halt>) {
        let BegunChange { position, journal, .. } = begun;
        let ArchiveVerdict { state, outcome, halt } = self.machine.judge(answer.outcome);
        self.progress.counts.transition(&ChatState::Changing, &state);
        self.progress.last = Some((position, state.clone()));
        self.progress.exchange = answer.exchange;
        (self.report)(self.progress.clone());
        (EndedChange { position, state, journal, outcome }, halt)
    }

    async fn write(&self, ended: Vec<EndedChange>) -> DatabaseResult<()> {
        let run = self.taken.run;
        self.taken.database.run(move |tables| tables.end_changes(run, &ended)).await
    }

    fn report(&mut self, phase: ArchivePhase) {
        self.progress.phase = phase;
        (self.report)(self.progress.clone());
    }
}
