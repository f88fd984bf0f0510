//! Clearing a sending queue: clear, read the list again, count again, and only then report it as empty.
//!
//! [`ClearQueue`] is the state machine; [`run`] executes it. The rules and their reasons:
//! * The list of an emptied queue is `[]` at once, but a message already handed to the sender is not in it, and
//!   `getMessagesCount` lags ten seconds behind (green-api.com/docs/api/queues/GetMessagesCount). A count is therefore
//!   trusted only if it was read eleven seconds or more after the clearing.
//! * List and count are judged as everywhere, by [`QueueReading`].
//! * Clearing is sent once. If no answer is received, the queue is read, never cleared again automatically.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Recorder;
pub use super::queue_reading::TRUST_COUNT_AFTER;
use super::queue_reading::{QueueReading, Waiting};
use crate::green_api::{
    ClearMessagesQueue, Client, Credentials, Exchange, Failure, GetMessagesCount, QueuedMessage, ShowMessagesQueue,
};

/// The next step that the machine requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Clear,
    List,
    /// Do nothing until then, then call [`ClearQueue::next`] again.
    WaitUntil(Instant),
    Count,
    Ended,
}

/// The phase of a clearing, as the user sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearPhase {
    Clearing,
    Listing,
    /// The list is empty; the count cannot be trusted yet.
    Checking,
    Ended,
}

/// The ending of a clearing.
#[derive(Debug, Clone, PartialEq)]
pub enum ClearEnding {
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
    Clear,
    List,
    Count,
    Ended(ClearEnding),
}

/// The state machine. It does no I/O: it is given results and returns the next step.
#[derive(Debug, Clone)]
pub struct ClearQueue {
    state: State,
    /// The failure of a clearing whose outcome is unknown.
    unknown: Option<Failure>,
    /// When the clearing was answered, or when it failed without an answer.
    cleared_at: Option<Instant>,
    count_lag: Duration,
}

impl ClearQueue {
    /// Creates a machine that clears. A count is trusted only if it was read at least `count_lag` after the clearing;
    /// pass [`TRUST_COUNT_AFTER`] scaled to the client's pace.
    pub fn new(count_lag: Duration) -> Self {
        Self { state: State::Clear, unknown: None, cleared_at: None, count_lag }
    }

    /// Creates a machine that only reads again what an earlier clearing left. If the outcome of that clearing is
    /// unknown, reading again does not change this.
    pub fn check_again(&self) -> Option<Self> {
        self.cleared_at?;
        let unknown = match &self.state {
            State::Ended(ClearEnding::Unknown { failure, .. }) => Some(failure.clone()),
            _ => None,
        };
        Some(Self { state: State::List, unknown, ..self.clone() })
    }

    pub fn next(&self, now: Instant) -> Next {
        match &self.state {
            State::Clear => Next::Clear,
            State::List => Next::List,
            State::Count => match self.cleared_at.map(|at| at + self.count_lag) {
                Some(until) if now < until => Next::WaitUntil(until),
                _ => Next::Count,
            },
            State::Ended(_) => Next::Ended,
        }
    }

    pub fn phase(&self) -> ClearPhase {
        match self.state {
            State::Clear => ClearPhase::Clearing,
            State::List => ClearPhase::Listing,
            State::Count => ClearPhase::Checking,
            State::Ended(_) => ClearPhase::Ended,
        }
    }

    pub fn ending(&self) -> Option<&ClearEnding> {
        match &self.state {
            State::Ended(ending) => Some(ending),
            _ => None,
        }
    }

    /// When the clearing was answered, or when it failed without an answer.
    pub fn cleared_at(&self) -> Option<Instant> {
        self.cleared_at
    }

    pub fn cleared(&mut self, result: Result<(), Failure>, now: Instant) {
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

    /// Ends the machine because the task that carries it out is lost: the remaining readings were not made. Whether a
    /// clearing under way was made is then unknown.
    pub fn lose(&mut self, failure: &Failure, now: Instant) {
        if self.phase() == ClearPhase::Clearing {
            self.cleared(Err(failure.clone()), now);
        }
        match self.phase() {
            ClearPhase::Listing => self.listed(Err(failure.clone())),
            ClearPhase::Checking => self.counted(Err(failure.clone())),
            ClearPhase::Clearing | ClearPhase::Ended => {}
        }
    }

    fn end(&mut self, ending: ClearEnding, found: QueueFound) -> State {
        State::Ended(match self.unknown.take() {
            Some(failure) => ClearEnding::Unknown { failure, found: Some(found) },
            None => ending,
        })
    }
}

/// Progress of a clearing. Each report holds everything known up to then.
#[derive(Debug, Clone)]
pub struct ClearProgress {
    pub machine: ClearQueue,
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
        Self { machine, clearing: None, listing: None, counting: None, list: None, count: None }
    }
}

/// Continues a clearing from its current state and reports after each step. Returns when the machine has ended;
/// `cancel` ends the waiting.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    mut progress: ClearProgress,
    cancel: &CancellationToken,
    report: impl Fn(ClearProgress) + Send,
) {
    loop {
        match progress.machine.next(Instant::now()) {
            Next::Clear => {
                let answer = recorder.call(client, credentials, &ClearMessagesQueue, cancel).await;
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
            Next::Ended => return,
        }
        report(progress.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::queue_reading::{MAX_LISTED, is_full};

    fn lost() -> Failure {
        Failure::ConnectionLost { cause: "reset".into() }
    }

    fn waiting(count: usize) -> Vec<QueuedMessage> {
        (0..count).map(|_| QueuedMessage::read(serde_json::json!({"type": "sendMessage"}))).collect()
    }

    fn cleared() -> (ClearQueue, Instant) {
        let now = Instant::now();
        let mut machine = ClearQueue::new(TRUST_COUNT_AFTER);
        assert_eq!(machine.next(now), Next::Clear);
        machine.cleared(Ok(()), now);
        (machine, now)
    }

    #[test]
    fn empty_needs_the_list_and_a_late_zero() {
        let (mut machine, now) = cleared();
        assert_eq!(machine.next(now), Next::List);
        machine.listed(Ok(&[]));
        assert_eq!(machine.phase(), ClearPhase::Checking);
        assert_eq!(machine.next(now), Next::WaitUntil(now + TRUST_COUNT_AFTER));
        assert_eq!(machine.next(now + TRUST_COUNT_AFTER), Next::Count);
        machine.counted(Ok(0));
        assert_eq!(machine.ending(), Some(&ClearEnding::Empty { counted: true }));
    }

    #[test]
    fn without_the_method_the_list_alone_decides() {
        let (mut machine, _) = cleared();
        machine.listed(Ok(&[]));
        machine.counted(Err(Failure::NotFound(crate::green_api::ErrorReply { status: 404, text: String::new() })));
        assert_eq!(machine.ending(), Some(&ClearEnding::Empty { counted: false }));
    }

    #[test]
    fn an_empty_list_with_a_count_is_not_yet_known() {
        let (mut machine, _) = cleared();
        machine.listed(Ok(&[]));
        machine.counted(Ok(3));
        assert_eq!(machine.ending(), Some(&ClearEnding::NotYetKnown(Uncertainty::CountSays(3))));
    }

    #[test]
    fn what_still_waits_is_told() {
        let (mut machine, _) = cleared();
        machine.listed(Ok(&waiting(1)));
        assert_eq!(machine.ending(), Some(&ClearEnding::StillWaiting { left: 1, full: false }));
    }

    #[test]
    fn a_repeated_message_is_left_once_and_fills_the_list_each_time() {
        let (mut machine, _) = cleared();
        let mut list = waiting(MAX_LISTED - 1);
        assert!(!is_full(&list));
        list[0].listed = 2;
        machine.listed(Ok(&list));
        assert_eq!(machine.ending(), Some(&ClearEnding::StillWaiting { left: 499, full: true }));
    }

    #[test]
    fn a_refusal_ends_it_and_nothing_is_sent_again() {
        let mut machine = ClearQueue::new(TRUST_COUNT_AFTER);
        machine.cleared(Err(Failure::NotCleared { reply: "false".into() }), Instant::now());
        assert!(matches!(machine.ending(), Some(ClearEnding::Refused(_))));
        assert_eq!(machine.next(Instant::now()), Next::Ended);
    }

    #[test]
    fn a_lost_answer_is_followed_by_a_look_never_by_a_second_clearing() {
        let mut machine = ClearQueue::new(TRUST_COUNT_AFTER);
        machine.cleared(Err(lost()), Instant::now());
        assert_eq!(machine.next(Instant::now()), Next::List);
        machine.listed(Ok(&[]));
        machine.counted(Ok(0));
        assert_eq!(machine.ending(), Some(&ClearEnding::Unknown { failure: lost(), found: Some(QueueFound::Empty) }));
    }

    #[test]
    fn looking_again_does_not_make_an_unknown_clearing_known() {
        let mut machine = ClearQueue::new(TRUST_COUNT_AFTER);
        machine.cleared(Err(lost()), Instant::now());
        machine.listed(Err(lost()));
        let mut again = machine.check_again().unwrap();
        assert_eq!(again.next(Instant::now()), Next::List);
        again.listed(Ok(&waiting(2)));
        let found = Some(QueueFound::Waiting { left: 2, full: false });
        assert_eq!(again.ending(), Some(&ClearEnding::Unknown { failure: lost(), found }));
    }

    #[test]
    fn a_lost_task_ends_it_wherever_it_is_and_never_says_that_nothing_was_done() {
        let fault = Failure::ProgramFault;
        let mut clearing = ClearQueue::new(TRUST_COUNT_AFTER);
        clearing.lose(&fault, Instant::now());
        assert_eq!(clearing.ending(), Some(&ClearEnding::Unknown { failure: fault.clone(), found: None }));
        let (mut listing, _) = cleared();
        listing.lose(&fault, Instant::now());
        let unread = Uncertainty::ListUnread(fault.clone());
        assert_eq!(listing.ending(), Some(&ClearEnding::NotYetKnown(unread)));
        let (mut counting, _) = cleared();
        counting.listed(Ok(&[]));
        counting.lose(&fault, Instant::now());
        assert_eq!(counting.ending(), Some(&ClearEnding::NotYetKnown(Uncertainty::CountUnread(fault))));
    }

    #[test]
    fn cancelling_after_it_was_sent_says_unknown_at_once() {
        let mut machine = ClearQueue::new(TRUST_COUNT_AFTER);
        machine.cleared(Err(Failure::Cancelled { sent: true }), Instant::now());
        assert!(matches!(machine.ending(), Some(ClearEnding::Unknown { found: None, .. })));
    }
}
