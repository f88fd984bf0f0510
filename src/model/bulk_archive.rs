//! Runs that archive many chats: the one that is shown, and those of earlier.

use std::{collections::HashMap, time::Duration};

use super::TaskId;
use crate::{
    explain::Text,
    green_api::Failure,
    store::{ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, ChatState, DatabaseFailure},
    work::bulk_archive::{ArchivePause, ArchivePhase, ArchiveProgress, Plan, Verifying},
};

/// What is known of the runs of one instance.
#[derive(Debug, Default)]
pub struct ArchiveRuns {
    /// Newest first; `None` until the database was read.
    pub past: Option<Vec<ArchiveRun>>,
    /// Why they could not be read, or one could not be begun.
    pub failure: Option<DatabaseFailure>,
    pub planned: Option<Planned>,
    /// One is being written down.
    pub beginning: Option<TaskId>,
    /// The one that is shown: it runs, is to be resumed, or has ended.
    pub current: Option<CurrentRun>,
    /// Its results are being written to a file, or the place is being chosen.
    pub exporting: bool,
    /// Where they were written to, or why not.
    pub exported: Option<Text>,
}

/// A dry run.
#[derive(Debug, Clone)]
pub struct Planned {
    pub task: TaskId,
    pub archives: bool,
    /// `None` while it is being counted.
    pub plan: Option<Result<Plan, Failure>>,
}

/// A run that is shown.
#[derive(Debug)]
pub struct CurrentRun {
    pub run: ArchiveRun,
    /// In the order of asking.
    items: Vec<ArchiveItem>,
    /// Where each chat stands in `items`.
    indices: HashMap<String, usize>,
    pub counts: ArchiveCounts,
    /// The time between two requests.
    pub interval: Duration,
    pub step: RunStep,
    /// What is to be done once verifying was cancelled.
    pub then: Option<AfterVerifying>,
}

/// Where a run stands.
#[derive(Debug, Clone)]
pub enum RunStep {
    /// Nothing goes on: it was cut off by the end of the program, paused then, or stopped; or it has ended.
    Resting,
    Running {
        task: TaskId,
        phase: ArchivePhase,
        /// What was asked of it since.
        halting: Option<Halting>,
    },
    Paused(ArchivePause),
    /// It has ended, and is being compared with what the server lists.
    Verifying(TaskId, Verifying),
    /// How comparing ended.
    Verified(Verifying),
    /// Another copy of the program has it, or another run of this instance.
    Busy,
}

/// How a run is to halt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halting {
    Pausing,
    Stopping,
}

/// What waits for the end of verifying, which has the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterVerifying {
    RetryFailed,
    Undo,
}

impl ArchiveRuns {
    /// Requests leave, or soon will.
    pub fn is_running(&self) -> bool {
        self.beginning.is_some() || self.current.as_ref().is_some_and(CurrentRun::is_running)
    }

    /// What the shown run has to tell of a chat.
    pub fn state_of(&self, chat: &str) -> Option<(&CurrentRun, &ChatState)> {
        let current = self.current.as_ref()?;
        Some((current, &current.item_of(chat)?.state))
    }

    /// How many of the changes of this run can be reversed still.
    pub fn to_undo(&self, run: ArchiveRunId) -> u32 {
        self.past.iter().flatten().find(|known| known.id == run).map_or(0, |known| known.to_undo)
    }
}

impl CurrentRun {
    pub fn new(run: ArchiveRun, items: Vec<ArchiveItem>) -> Self {
        let indices = items.iter().enumerate().map(|(index, item)| (item.chat.clone(), index)).collect();
        let counts = run.counts;
        Self { run, items, indices, counts, interval: Duration::ZERO, step: RunStep::Resting, then: None }
    }

    pub fn items(&self) -> &[ArchiveItem] {
        &self.items
    }

    pub fn item_of(&self, chat: &str) -> Option<&ArchiveItem> {
        self.items.get(*self.indices.get(chat)?)
    }

    pub fn is_running(&self) -> bool {
        matches!(self.step, RunStep::Running { .. })
    }

    pub fn is_verifying(&self) -> bool {
        matches!(self.step, RunStep::Verifying(..))
    }

    /// What is done of it, from 0 to 1. Only what has come to its end counts.
    pub fn part_done(&self) -> f32 {
        let total = self.counts.total().max(1);
        let open = self.counts.left() + self.counts.unknown;
        total.saturating_sub(open) as f32 / total as f32
    }

    /// How long the rest takes, if nothing is in the way.
    pub fn time_left(&self) -> Duration {
        self.interval.saturating_mul(self.counts.left())
    }

    /// Takes a report in. Gives the phase if it is the last one.
    pub fn take(&mut self, progress: ArchiveProgress) -> Option<ArchivePhase> {
        self.counts = progress.counts;
        self.interval = progress.interval;
        if let Some((position, state)) = progress.last {
            self.set(position, state);
        }
        if let ArchivePhase::Changing { position } = progress.phase {
            self.set(position, ChatState::Changing);
        }
        let halts = matches!(
            progress.phase,
            ArchivePhase::Paused(_) | ArchivePhase::Ended | ArchivePhase::Busy | ArchivePhase::Gone
        );
        if let RunStep::Running { phase, .. } = &mut self.step {
            phase.clone_from(&progress.phase);
        }
        halts.then_some(progress.phase)
    }

    fn set(&mut self, position: u32, state: ChatState) {
        if let Ok(at) = self.items.binary_search_by_key(&position, |item| item.position)
            && let Some(item) = self.items.get_mut(at)
        {
            item.state = state;
        }
    }
}
