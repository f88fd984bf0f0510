//! Bulk archive runs: the one that is shown, and earlier ones.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::{ExportOutcome, TaskId};
use crate::green_api::{ArchiveDirection, Failure, Messenger};
use crate::store::{ArchiveItem, ArchiveRun, ChatState, DatabaseFailure, RowId};
use crate::work::bulk_archive::{ArchivePause, ArchivePhase, ArchiveProgress, Plan, Verifying};

/// The bulk archive runs of one instance.
#[derive(Debug, Default)]
pub struct ArchiveRuns {
    /// Newest first; `None` until the database has been read.
    pub past: Option<Vec<ArchiveRun>>,
    /// The last refusal of the database.
    pub failure: Option<RunFailure>,
    pub planned: Option<Planned>,
    /// The task that stores a new run.
    pub beginning: Option<TaskId>,
    /// The run that is shown: under way, resumable, or ended.
    pub current: Option<CurrentRun>,
    /// Whether its results are being written to a file, or the file is being selected.
    pub exporting: bool,
    pub exported: Option<ExportOutcome>,
}

/// An act on runs that the database refused, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFailure {
    pub act: RunAct,
    pub failure: DatabaseFailure,
}

/// A request to the database about runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunAct {
    /// Reading the earlier runs.
    List,
    /// Reading one run with its chats.
    Read,
    /// Storing a run, before its first request.
    Begin,
    /// Storing that a run was stopped for good.
    Stop,
}

impl RunAct {
    fn is_change(self) -> bool {
        match self {
            Self::Begin | Self::Stop => true,
            Self::List | Self::Read => false,
        }
    }
}

/// A dry run.
#[derive(Debug, Clone)]
pub struct Planned {
    pub task: TaskId,
    pub direction: ArchiveDirection,
    /// `None` while it is being computed.
    pub plan: Option<Result<Plan, Failure>>,
}

/// The run that is shown.
#[derive(Debug)]
pub struct CurrentRun {
    pub run: ArchiveRun,
    /// In the order of the requests.
    items: Vec<ArchiveItem>,
    /// Index of each chat in `items`.
    indices: HashMap<String, usize>,
    /// The id of each chat, in the order of `items`.
    ids: Arc<[RowId]>,
    all: Arc<HashSet<RowId>>,
    /// Time between two requests.
    pub interval: Duration,
    /// The digits of the number that the user knows to be linked, for a run that was continued in this session.
    pub agreed: Option<String>,
    pub step: RunStep,
}

/// State of the run that is shown.
#[derive(Debug, Clone)]
pub enum RunStep {
    /// Not under way: interrupted by the end of the program, paused at that time, stopped, or ended.
    Resting,
    /// A part of this program failed during the run. The outcomes of its requests in flight are unknown.
    Lost,
    Running {
        task: TaskId,
        phase: ArchivePhase,
        /// The requested halt, if any.
        halting: Option<Halting>,
    },
    Paused(ArchivePause),
    /// Ended, and being compared with the server's list.
    Verifying(TaskId, Verifying),
    /// Outcome of the comparison.
    Verified(Verifying),
    /// Another copy of the program has claimed the run, or another run of this instance is under way.
    Busy,
}

/// The kind of halt that was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halting {
    Pausing,
    Stopping,
}

impl ArchiveRuns {
    /// Records that the database refused an act. Reads follow every change, so a refused read does not replace the refusal
    /// of a change.
    pub fn refuse(&mut self, act: RunAct, failure: DatabaseFailure) {
        if act.is_change() || !self.failure.as_ref().is_some_and(|refused| refused.act.is_change()) {
            self.failure = Some(RunFailure { act, failure });
        }
    }

    /// Drops the refusal of an act that has succeeded since.
    pub fn accept(&mut self, act: RunAct) {
        self.failure.take_if(|refused| refused.act == act);
    }

    /// Whether requests are being sent, or soon will be.
    pub fn is_running(&self) -> bool {
        self.beginning.is_some() || self.current.as_ref().is_some_and(CurrentRun::is_running)
    }

    /// Returns the state of a chat in the shown run.
    pub fn state_of(&self, chat: &str) -> Option<(&CurrentRun, &ChatState)> {
        let current = self.current.as_ref()?;
        Some((current, &current.item_of(chat)?.state))
    }

    /// Whether a chat is archived, as far as a run of this session knows; the list of chats is patched after its end.
    pub fn archived(&self, chat: &str) -> Option<bool> {
        let (current, state) = self.state_of(chat)?;
        if matches!(current.step, RunStep::Resting) { None } else { current.archived_in(state) }
    }
}

impl CurrentRun {
    /// Indexes the chats. Takes part of a second for a long run.
    pub fn new(run: ArchiveRun, items: Vec<ArchiveItem>, messenger: Messenger) -> Self {
        let indices = items.iter().enumerate().map(|(index, item)| (item.chat.clone(), index)).collect();
        let ids: Arc<[RowId]> = items.iter().map(|item| RowId::of_server(&item.chat, messenger)).collect();
        let all = Arc::new(ids.iter().cloned().collect());
        let (interval, step) = (Duration::ZERO, RunStep::Resting);
        Self { run, items, indices, ids, all, interval, agreed: None, step }
    }

    /// Replaces the run and its chats with a newer reading of the same run.
    pub fn renew(&mut self, read: Self) {
        let (interval, agreed) = (self.interval, self.agreed.take());
        let step = std::mem::replace(&mut self.step, RunStep::Resting);
        *self = Self { interval, agreed, step, ..read };
    }

    /// Returns the ids of its chats, in the order of the requests.
    pub fn ids(&self) -> &Arc<[RowId]> {
        &self.ids
    }

    /// Returns the ids of its chats as a set.
    pub fn all(&self) -> &Arc<HashSet<RowId>> {
        &self.all
    }

    /// Returns the ids of its chats in these states.
    pub fn ids_in(&self, of: impl Fn(&ChatState) -> bool) -> impl Iterator<Item = &RowId> {
        self.items.iter().zip(self.ids.iter()).filter(move |(item, _)| of(&item.state)).map(|(_, id)| id)
    }

    /// Returns which of its chats are archived now, as far as the run knows.
    pub fn archived(&self) -> HashMap<String, bool> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item.chat.clone(), self.archived_in(&item.state)?))).collect()
    }

    /// Whether a chat in this state is archived; `None` if the run does not know.
    fn archived_in(&self, state: &ChatState) -> Option<bool> {
        let wanted = self.run.direction.archived();
        match state {
            ChatState::Changed | ChatState::AlreadySo | ChatState::FoundSo => Some(wanted),
            ChatState::NotSeen => Some(!wanted),
            ChatState::Waiting
            | ChatState::Changing
            | ChatState::NoIncomingMessage
            | ChatState::NotInContacts
            | ChatState::Invalid(_)
            | ChatState::Failed(_)
            | ChatState::Unknown(_) => None,
        }
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

    /// Returns the progress from 0 to 1. Counts finished chats only.
    pub fn part_done(&self) -> f32 {
        let counts = &self.run.counts;
        counts.done() as f32 / counts.total().max(1) as f32
    }

    /// Returns the remaining time, if nothing gets in the way.
    pub fn time_left(&self) -> Duration {
        self.interval.saturating_mul(self.run.counts.left())
    }

    /// Applies a progress report. Returns the phase if it is final.
    pub fn take(&mut self, progress: ArchiveProgress) -> Option<ArchivePhase> {
        self.run.counts = progress.counts;
        self.interval = progress.interval;
        if let Some((position, state)) = progress.last
            && let Some(item) = self.item_at(position)
        {
            item.state = state;
        }
        // The reports of answers repeat this phase, also after this chat's own answer.
        if let ArchivePhase::Changing { position } = progress.phase
            && let Some(item) = self.item_at(position).filter(|item| item.state == ChatState::Waiting)
        {
            item.state = ChatState::Changing;
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

    fn item_at(&mut self, position: u32) -> Option<&mut ArchiveItem> {
        let index = self.items.binary_search_by_key(&position, |item| item.position).ok()?;
        self.items.get_mut(index)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_read_hides_no_refused_change() {
        let mut runs = ArchiveRuns::default();
        let act = |runs: &ArchiveRuns| runs.failure.as_ref().unwrap().act;
        runs.refuse(RunAct::List, DatabaseFailure::Locked);
        runs.refuse(RunAct::Read, DatabaseFailure::Locked);
        assert_eq!(act(&runs), RunAct::Read);
        runs.refuse(RunAct::Stop, DatabaseFailure::Locked);
        runs.refuse(RunAct::List, DatabaseFailure::Locked);
        runs.accept(RunAct::List);
        assert_eq!(act(&runs), RunAct::Stop);
        runs.refuse(RunAct::Begin, DatabaseFailure::Locked);
        assert_eq!(act(&runs), RunAct::Begin);
        runs.accept(RunAct::Begin);
        assert_eq!(runs.failure, None);
    }
}
