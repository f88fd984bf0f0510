//! Sending saved messages again, as far as one instance is concerned.

use std::{collections::HashSet, sync::Arc, time::Instant};

use super::TaskId;
use crate::{
    green_api::{Exchange, InstanceState, QueuedMessage},
    store::{DatabaseFailure, ResendCounts, ResendRun, ResendRunId, SavedQueueId},
    work::resend::{NotBegun, Overview, ResendCandidate, ResendPhase, ResendProgress},
};

/// What is known of the runs of one instance, and what one of them does now.
#[derive(Debug, Default)]
pub struct Resend {
    /// The newest first; `None` until the database was read.
    pub runs: Option<Vec<ResendRun>>,
    /// Why they, or the open queue, could not be read or changed.
    pub failure: Option<DatabaseFailure>,
    /// The saved queue that is chosen from.
    pub open: Option<OpenQueue>,
    /// The run that this program carries on.
    pub live: Option<LiveRun>,
    /// How the last one stood when it ended or paused.
    pub last: Option<LastRun>,
}

/// A saved queue that is chosen from.
#[derive(Debug)]
pub struct OpenQueue {
    pub id: SavedQueueId,
    /// `None` until it was read.
    pub overview: Option<Overview>,
    /// It was deleted.
    pub gone: bool,
}

/// What is to be sent again.
#[derive(Debug, Clone, PartialEq)]
pub struct ResendOrder {
    pub queue: SavedQueueId,
    /// The places of the messages in the saved queue.
    pub positions: Arc<[u32]>,
    pub kind: ResendKind,
}

/// Why these messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResendKind {
    /// Somebody chose them.
    Selected,
    /// The server did not take them.
    Failed,
    /// It is not known whether they were sent: they may arrive twice.
    OnceMore,
}

/// A run that is under way.
#[derive(Debug)]
pub struct LiveRun {
    pub task: TaskId,
    pub queue: SavedQueueId,
    /// How many messages it was begun with, until it reports.
    pub asked: u32,
    /// `None` while the instance is asked whether it takes messages now.
    pub progress: Option<ResendProgress>,
    /// It has been asked to pause, and waits for the answer that is awaited.
    pub pausing: bool,
    /// It is to be stopped for good once it pauses.
    pub stopping: bool,
    /// This state of the number made it pause.
    pub halted: Option<InstanceState>,
    pub since: Instant,
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
    /// It stands in this phase: ended, paused, busy elsewhere, or gone.
    At { run: ResendRunId, phase: ResendPhase, counts: ResendCounts },
    /// The number does not send in this state, so the run was paused.
    Halted(InstanceState),
    /// Somebody stopped it; so many stay unsent.
    Stopped { counts: ResendCounts },
}

impl Resend {
    /// A run is under way in this program.
    pub fn is_sending(&self) -> bool {
        self.live.is_some()
    }

    /// The run that waits to be carried on: interrupted or paused. None while one is under way here.
    pub fn unfinished(&self) -> Option<&ResendRun> {
        if self.live.is_some() {
            return None;
        }
        self.runs.iter().flatten().find(|run| run.is_unfinished())
    }

    /// Messages of this saved queue are being sent, or still to be.
    pub fn uses(&self, queue: SavedQueueId) -> bool {
        self.live.as_ref().is_some_and(|live| live.queue == queue)
            || self.runs.iter().flatten().any(|run| run.queue == queue && run.is_unfinished())
    }

    /// What is known of the queue that is open.
    pub fn overview(&self) -> Option<&Overview> {
        self.open.as_ref()?.overview.as_ref()
    }

    /// The messages of an order, if its queue is open.
    pub fn ordered(&self, order: &ResendOrder) -> Vec<&ResendCandidate> {
        let overview = self.overview().filter(|overview| overview.queue.id == order.queue);
        let candidates = overview.map_or(&[][..], |overview| &overview.candidates);
        candidates.iter().filter(|one| order.positions.contains(&one.position)).collect()
    }

    /// Notes which messages of the open queue are in this list of what waits on the server.
    pub fn record_queued(&mut self, list: &[QueuedMessage]) {
        let Some(overview) = self.open.as_mut().and_then(|open| open.overview.as_mut()) else { return };
        let queued: HashSet<&str> = list.iter().flat_map(|message| &message.ids).map(String::as_str).collect();
        for candidate in &mut overview.candidates {
            candidate.queued = candidate.message.ids.iter().any(|id| queued.contains(id.as_str()));
        }
    }

    /// Takes what came of a message into the list that is shown.
    pub fn record(&mut self, queue: SavedQueueId, progress: &ResendProgress) {
        let open = self.open.as_mut().filter(|open| open.id == queue);
        let Some(overview) = open.and_then(|open| open.overview.as_mut()) else { return };
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
    pub fn counts(&self) -> ResendCounts {
        match &self.progress {
            Some(progress) => progress.counts,
            None => ResendCounts { waiting: self.asked, ..ResendCounts::default() },
        }
    }
}
