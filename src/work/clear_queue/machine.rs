//! The state machine. It does no I/O: it is given results and returns the next step.

use std::time::{Duration, Instant};

use super::Consent;
use crate::green_api::{Failure, QueuedMessage};
use crate::store::DatabaseFailure;
use crate::work::queue_reading::{Beyond, QueueReading, Waiting};
use crate::work::saved_queues::{FileNotSaved, NotSaved, Saved, SavedFile};

/// The place of the copy that is saved before the clearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyPlace {
    Nowhere,
    Database,
}

/// Whether the user has accepted that not all waiting messages can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    NotExpected,
    Accepted,
}

impl Rest {
    /// Returns the consent to a clearing whose question named `beyond` as what a copy cannot hold.
    pub fn accepted(beyond: Beyond) -> Self {
        match beyond {
            Beyond::Nothing => Self::NotExpected,
            Beyond::Exactly(_) | Beyond::Unknown => Self::Accepted,
        }
    }
}

/// Whether an open replacement records each part of a clearing as its step before the part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    AsSteps,
    None,
}

/// The part of a clearing that can be a step of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Copy,
    Clearing,
}

/// The next step that the machine requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Record that this part is about to begin, if the open replacement has it as a step.
    Record(Part),
    Save,
    /// Ask where to write the copy.
    SelectFile,
    WriteFile,
    Clear,
    List,
    /// Do nothing until then, then call [`ClearQueue::next`] again.
    WaitUntil(Instant),
    Count,
    /// Wait for the user.
    Ask,
    Ended,
}

/// The phase of a clearing, as the user sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearPhase {
    /// The copy is being recorded, read or written.
    Saving,
    /// The user selects a file for the copy.
    Selecting,
    /// Stopped before anything was cleared. See [`ClearQueue::stop`].
    Stopped,
    Clearing,
    Listing,
    /// The list is empty; the count cannot be trusted yet.
    Checking,
    Ended,
}

/// The answer to the question where to write the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected {
    File,
    Nothing,
}

/// Why a clearing stopped before anything was cleared. A new consent is needed.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// See [`ClearQueue::refusal`].
    Refused,
    /// The file was not written, after a refusal of the database.
    FileNotSaved(FileNotSaved),
    /// More messages wait than the copy holds. `saved`: the messages in the copy.
    RestAppeared { saved: usize, beyond: Beyond },
}

/// The refusal of the database. The copy can be written to a file instead.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    Copy(NotSaved),
    /// The open replacement could not record the step.
    Step(Part, DatabaseFailure),
}

/// The ending of a clearing.
#[derive(Debug, Clone, PartialEq)]
pub enum ClearEnding {
    /// The consent was revoked before the request left: nothing was cleared.
    Kept,
    /// Seen to be empty. `counted`: confirmed by the count too, not by the list alone.
    Empty { counted: bool },
    /// Cleared, but messages are still waiting. `full`: the list cannot show more than this.
    StillWaiting { left: u64, full: bool },
    /// Cleared and the list is empty, but the count does not confirm it.
    NotYetKnown(Uncertainty),
    /// The server did not clear it.
    Refused(Failure),
    /// The clearing got no usable answer; `found` is the queue as read afterwards, if it could be read.
    Unknown { failure: Failure, found: Option<QueueFound> },
}

/// Why a cleared queue is not yet known to be empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Uncertainty {
    ListUnread(Failure),
    CountUnread(Failure),
    /// The list is empty, the count is not zero.
    CountSays(u64),
}

/// The state of a queue after a clearing that was never answered.
#[derive(Debug, Clone, PartialEq)]
pub enum QueueFound {
    Empty,
    Waiting {
        left: u64,
        full: bool,
    },
    /// The list is empty, the count is not zero.
    CountSays(u64),
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    Record(Part),
    Save,
    SelectFile,
    WriteFile,
    Stopped(Stop),
    Clear,
    List,
    Count,
    Ended(ClearEnding),
}

impl Recording {
    /// Returns the state in which `part` begins.
    fn before(self, part: Part) -> State {
        match (self, part) {
            (Self::AsSteps, part) => State::Record(part),
            (Self::None, Part::Copy) => State::Save,
            (Self::None, Part::Clearing) => State::Clear,
        }
    }
}

/// The state machine of one clearing.
#[derive(Debug, Clone)]
pub struct ClearQueue {
    state: State,
    consent: Consent,
    rest: Rest,
    recording: Recording,
    /// The last refusal of the database.
    refusal: Option<Refusal>,
    /// The failure of a clearing whose outcome is unknown.
    unknown: Option<Failure>,
    /// When the clearing was answered, or when it failed without an answer.
    cleared_at: Option<Instant>,
    count_lag: Duration,
}

impl ClearQueue {
    /// Creates a machine whose consent was just given. A count is trusted only if it was read at least `count_lag` after
    /// the clearing; pass [`super::TRUST_COUNT_AFTER`] scaled to the client's pace.
    pub fn new(copy: CopyPlace, rest: Rest, recording: Recording, count_lag: Duration) -> Self {
        let state = match copy {
            CopyPlace::Nowhere => recording.before(Part::Clearing),
            CopyPlace::Database => recording.before(Part::Copy),
        };
        let consent = Consent::default();
        Self { state, consent, rest, recording, refusal: None, unknown: None, cleared_at: None, count_lag }
    }

    /// Creates a machine that only reads again what an earlier clearing left. If the outcome of that clearing is
    /// unknown, reading again does not change this.
    pub fn check_again(&self) -> Option<Self> {
        self.cleared_at?;
        let mut again = Self { state: State::List, unknown: None, ..self.clone() };
        if let State::Ended(ClearEnding::Unknown { failure, .. }) = &self.state {
            again.unknown = Some(failure.clone());
        }
        Some(again)
    }

    /// Goes on with a copy in a file, after the database refused. This is a new consent.
    pub fn save_to_file(&mut self, rest: Rest) {
        if matches!(self.state, State::Stopped(_)) && self.refusal.is_some() {
            (self.state, self.consent, self.rest) = (State::SelectFile, Consent::default(), rest);
        }
    }

    pub fn next(&self, now: Instant) -> Next {
        match &self.state {
            State::Record(part) => Next::Record(*part),
            State::Save => Next::Save,
            State::SelectFile => Next::SelectFile,
            State::WriteFile => Next::WriteFile,
            State::Stopped(_) => Next::Ask,
            State::Clear => Next::Clear,
            State::List => Next::List,
            State::Count => match self.cleared_at.map(|at| at + self.count_lag) {
                Some(until) if now < until => Next::WaitUntil(until),
                Some(_) | None => Next::Count,
            },
            State::Ended(_) => Next::Ended,
        }
    }

    pub fn phase(&self) -> ClearPhase {
        match self.state {
            State::Record(Part::Copy) | State::Save | State::WriteFile => ClearPhase::Saving,
            State::SelectFile => ClearPhase::Selecting,
            State::Stopped(_) => ClearPhase::Stopped,
            State::Record(Part::Clearing) | State::Clear => ClearPhase::Clearing,
            State::List => ClearPhase::Listing,
            State::Count => ClearPhase::Checking,
            State::Ended(_) => ClearPhase::Ended,
        }
    }

    /// Whether anything is being done: it neither waits for the user nor has ended.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.state, State::Stopped(_) | State::Ended(_))
    }

    /// Whether the request may still be stopped from leaving.
    pub fn is_revocable(&self) -> bool {
        !self.consent.is_taken() && !matches!(self.state, State::Ended(_))
    }

    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    pub fn stop(&self) -> Option<&Stop> {
        if let State::Stopped(stop) = &self.state { Some(stop) } else { None }
    }

    /// Returns the last refusal of the database.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    pub fn ending(&self) -> Option<&ClearEnding> {
        if let State::Ended(ending) = &self.state { Some(ending) } else { None }
    }

    /// Revokes the consent, wherever the machine is. A copy that is being written is finished. Returns `false` if the
    /// request has left.
    pub fn revoke(&mut self) -> bool {
        if !self.consent.revoke() {
            return false;
        }
        if matches!(self.state, State::Record(_) | State::SelectFile | State::Stopped(_)) {
            self.state = State::Ended(ClearEnding::Kept);
        }
        true
    }

    /// Applies the outcome of recording a part.
    pub fn recorded(&mut self, outcome: Result<(), DatabaseFailure>) {
        let State::Record(part) = self.state else { return };
        match outcome {
            Ok(()) => self.state = Recording::None.before(part),
            Err(failure) => self.refused(Refusal::Step(part, failure)),
        }
    }

    /// Applies the outcome of the copy in the database.
    pub fn saved(&mut self, outcome: Result<&Saved, NotSaved>) {
        match outcome {
            _ if self.state != State::Save => {}
            _ if self.consent.is_revoked() => self.state = State::Ended(ClearEnding::Kept),
            Ok(saved) => self.copied(self.recording.before(Part::Clearing), saved.messages, saved.beyond()),
            Err(not_saved) => self.refused(Refusal::Copy(not_saved)),
        }
    }

    /// Applies the answer to the question where to write the file.
    pub fn selected(&mut self, file: Selected) {
        if self.state == State::SelectFile {
            self.state = match file {
                Selected::File => State::WriteFile,
                Selected::Nothing => State::Stopped(Stop::Refused),
            };
        }
    }

    /// Applies the outcome of the copy in a file, or the failure to find a place for it. The step is not recorded then,
    /// because the database refuses.
    pub fn written(&mut self, outcome: Result<&SavedFile, FileNotSaved>) {
        match outcome {
            _ if !matches!(self.state, State::SelectFile | State::WriteFile) => {}
            _ if self.consent.is_revoked() => self.state = State::Ended(ClearEnding::Kept),
            Ok(file) => self.copied(State::Clear, file.messages, file.beyond()),
            Err(failure) => self.state = State::Stopped(Stop::FileNotSaved(failure)),
        }
    }

    fn copied(&mut self, next: State, saved: usize, beyond: Beyond) {
        self.state = match (beyond, self.rest) {
            (Beyond::Nothing, _) | (_, Rest::Accepted) => next,
            (beyond, Rest::NotExpected) => State::Stopped(Stop::RestAppeared { saved, beyond }),
        };
    }

    fn refused(&mut self, refusal: Refusal) {
        self.refusal = Some(refusal);
        self.state = State::Stopped(Stop::Refused);
    }

    /// Returns when the clearing was answered, or when it failed without an answer.
    pub fn cleared_at(&self) -> Option<Instant> {
        self.cleared_at
    }

    /// Applies the answer to the clearing.
    pub fn cleared(&mut self, result: Result<(), Failure>, now: Instant) {
        if self.consent.is_revoked() {
            self.state = State::Ended(ClearEnding::Kept);
            return;
        }
        self.cleared_at = Some(now);
        self.state = match result {
            Ok(()) => State::List,
            Err(failure @ Failure::Cancelled { sent: true }) => {
                State::Ended(ClearEnding::Unknown { failure, found: None })
            }
            Err(failure) if failure.is_outcome_unknown() => {
                self.unknown = Some(failure);
                State::List
            }
            Err(failure) => State::Ended(ClearEnding::Refused(failure)),
        };
    }

    pub fn listed(&mut self, result: Result<&[QueuedMessage], Failure>) {
        self.state = match result.map(|list| QueueReading::together(list, None).waiting()) {
            // The list is empty.
            Ok(Waiting::Unknown) => State::Count,
            Ok(Waiting::Exactly(left)) => self.still_waiting(left, false),
            Ok(Waiting::AtLeast(left)) => self.still_waiting(left, true),
            Err(failure) => self.unread(failure, Uncertainty::ListUnread),
        };
    }

    pub fn counted(&mut self, result: Result<u64, Failure>) {
        let reading = QueueReading::together(&[], Some(result.as_ref().copied()));
        self.state = match (reading.waiting(), result) {
            (Waiting::Exactly(0), result) => {
                self.end(ClearEnding::Empty { counted: result.is_ok() }, QueueFound::Empty)
            }
            (Waiting::Exactly(count) | Waiting::AtLeast(count), _) | (Waiting::Unknown, Ok(count)) => {
                self.end(ClearEnding::NotYetKnown(Uncertainty::CountSays(count)), QueueFound::CountSays(count))
            }
            (Waiting::Unknown, Err(failure)) => self.unread(failure, Uncertainty::CountUnread),
        };
    }

    fn still_waiting(&mut self, left: u64, full: bool) -> State {
        self.end(ClearEnding::StillWaiting { left, full }, QueueFound::Waiting { left, full })
    }

    fn unread(&mut self, failure: Failure, what: fn(Failure) -> Uncertainty) -> State {
        State::Ended(match self.unknown.take() {
            Some(unknown) => ClearEnding::Unknown { failure: unknown, found: None },
            None => ClearEnding::NotYetKnown(what(failure)),
        })
    }

    /// Ends the machine because the task that carries it out is lost: nothing is cleared without the copy, and the
    /// remaining readings were not made. Whether a clearing under way was made is then unknown.
    pub fn lose(&mut self, failure: &Failure, now: Instant) {
        if self.state == State::Clear {
            self.cleared(Err(failure.clone()), now);
        }
        match self.state {
            State::Save => self.saved(Err(NotSaved::Unread(failure.clone()))),
            State::List => self.listed(Err(failure.clone())),
            State::Count => self.counted(Err(failure.clone())),
            State::Record(_)
            | State::SelectFile
            | State::WriteFile
            | State::Stopped(_)
            | State::Clear
            | State::Ended(_) => {}
        }
    }

    fn end(&mut self, ending: ClearEnding, found: QueueFound) -> State {
        State::Ended(match self.unknown.take() {
            Some(failure) => ClearEnding::Unknown { failure, found: Some(found) },
            None => ending,
        })
    }
}
