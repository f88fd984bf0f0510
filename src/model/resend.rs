//! Resending saved messages, for one instance.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use super::TaskId;
use crate::green_api::{Exchange, Failure, QueuedMessage};
use crate::store::{DatabaseFailure, ResendCounts, ResendRun, ResendRunId, SavedQueueId};
use crate::work::resend::{NotBegun, Overview, ResendCandidate, ResendPhase, ResendProgress};

/// The resend runs of one instance, and the work of the one under way.
#[derive(Debug, Default)]
pub struct Resend {
    /// Newest first; `None` until the database has been read.
    pub runs: Option<Vec<ResendRun>>,
    /// Why the runs or the open queue could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The saved queue to select from.
    pub open: Option<OpenQueue>,
    /// Grows with each change of the messages in the open queue.
    pub revision: u64,
    /// The run under way in this program.
    pub live: Option<LiveRun>,
    /// How the last run ended or paused.
    pub last: Option<LastRun>,
}

/// A saved queue to select from.
#[derive(Debug)]
pub struct OpenQueue {
    pub id: SavedQueueId,
    /// `None` until it has been read.
    pub overview: Option<Overview>,
    /// Whether it was deleted.
    pub gone: bool,
}

/// The messages to resend.
#[derive(Debug, Clone, PartialEq)]
pub struct ResendOrder {
    pub queue: SavedQueueId,
    /// Positions of the messages in the saved queue.
    pub positions: Arc<[u32]>,
    pub kind: ResendKind,
}

/// Why these messages are resent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResendKind {
    /// The user selected them.
    Selected,
    /// The server did not accept them.
    Failed,
    /// It is unknown whether they were sent: they may arrive twice.
    OnceMore,
}

/// A run under way.
#[derive(Debug)]
pub struct LiveRun {
    pub task: TaskId,
    pub queue: SavedQueueId,
    /// Number of messages that it was begun with, until it reports.
    pub asked: u32,
    /// The digits of the number to which the user agreed, if known.
    pub number: Option<String>,
    /// `None` while the instance is queried whether it accepts messages now.
    pub progress: Option<ResendProgress>,
    /// When the message whose answer is awaited was sent; `None` between two messages.
    pub sending: Option<(u32, Instant)>,
    /// Whether it was asked to pause, and waits for the pending answer.
    pub pausing: bool,
    /// Whether to stop it for good once it pauses.
    pub stopping: bool,
}

/// How a run ended or paused.
#[derive(Debug, Clone)]
pub struct LastRun {
    pub queue: SavedQueueId,
    pub end: ResendEnd,
    pub exchange: Option<Arc<Exchange>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ResendEnd {
    /// Nothing was sent.
    NotBegun(NotBegun),
    /// The run is in this phase: ended, paused, busy elsewhere, or gone.
    At { run: ResendRunId, phase: ResendPhase, counts: ResendCounts },
    /// A part of this program failed. The outcome of the message in flight is unknown.
    Lost(Failure),
    /// The user stopped it; `counts` has the number of unsent messages.
    Stopped { counts: ResendCounts },
}

impl Resend {
    /// Whether a run is under way in this program.
    pub fn is_sending(&self) -> bool {
        self.live.is_some()
    }

    /// Returns the run that can be resumed: interrupted or paused. `None` while one is under way here.
    pub fn unfinished(&self) -> Option<&ResendRun> {
        if self.live.is_some() {
            return None;
        }
        self.runs.iter().flatten().find(|run| run.is_unfinished())
    }

    /// Whether messages of this saved queue are being sent, or are still to come.
    pub fn uses(&self, queue: SavedQueueId) -> bool {
        self.live.as_ref().is_some_and(|live| live.queue == queue)
            || self.runs.iter().flatten().any(|run| run.queue == queue && run.is_unfinished())
    }

    /// Returns the overview of the open queue.
    pub fn overview(&self) -> Option<&Overview> {
        self.open.as_ref()?.overview.as_ref()
    }

    /// Returns the messages of an order, if its queue is open.
    pub fn ordered(&self, order: &ResendOrder) -> Vec<&ResendCandidate> {
        let overview = self.overview().filter(|overview| overview.queue.id == order.queue);
        let candidates = overview.map_or(&[][..], |overview| &overview.candidates);
        let ordered: HashSet<u32> = order.positions.iter().copied().collect();
        candidates.iter().filter(|one| ordered.contains(&one.position)).collect()
    }

    /// Records which messages of the open queue are in this list of the server's queue.
    pub fn record_queued(&mut self, list: &[QueuedMessage]) {
        let Some(overview) = self.open.as_mut().and_then(|open| open.overview.as_mut()) else { return };
        let queued: HashSet<&str> = list.iter().flat_map(|message| &message.ids).map(String::as_str).collect();
        for candidate in &mut overview.candidates {
            candidate.queued = candidate.message.ids.iter().any(|id| queued.contains(id.as_str()));
        }
    }

    /// Applies the outcome of a message to the list that is shown.
    pub fn record(&mut self, queue: SavedQueueId, progress: &ResendProgress) {
        let open = self.open.as_mut().filter(|open| open.id == queue);
        let Some(overview) = open.and_then(|open| open.overview.as_mut()) else { return };
        self.revision += 1;
        let mut set = |position: u32, state| {
            if let Some(candidate) = overview.candidates.iter_mut().find(|candidate| candidate.position == position) {
                candidate.state = Some(state);
            }
        };
        if let Some((position, state)) = &progress.last {
            set(*position, state.clone());
        }
        if let ResendPhase::Sending { position } = progress.phase {
            set(position, crate::store::ResendItemState::Sending);
        }
    }
}

impl LiveRun {
    /// Records when the message of this phase was sent, once.
    pub fn note_sending(&mut self, phase: &ResendPhase) {
        let ResendPhase::Sending { position } = phase else {
            self.sending = None;
            return;
        };
        if self.sending.is_none_or(|(of, _)| of != *position) {
            self.sending = Some((*position, Instant::now()));
        }
    }

    pub fn counts(&self) -> ResendCounts {
        match &self.progress {
            Some(progress) => progress.counts,
            None => ResendCounts { waiting: self.asked, ..ResendCounts::default() },
        }
    }
}
