//! Decides what an answer means for the chat and for the run.

use std::time::Duration;

use crate::green_api::{ArchiveDirection, Failure};
use crate::store::{ArchiveItem, ChatState, DatabaseFailure, Outcome, Why};

/// Maximum requests for a chat that is found unchanged after each one.
pub const MAX_ASKED: u32 = 5;

/// The first wait for an unavailable network or server; each following one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const MAX_WAIT: Duration = Duration::from_secs(60);

/// Why a run is paused.
#[derive(Debug, Clone, PartialEq)]
pub enum ArchivePause {
    /// The user requested it.
    ByHand,
    /// Another number is linked than the one whose chats are to change.
    OtherNumber {
        /// The digits of the linked number.
        linked: String,
    },
    /// The instance archives nothing now, whichever chat it is.
    Instance(Failure),
    /// The state could not be recorded.
    NotRecorded(DatabaseFailure),
}

/// Why no further chat is requested now.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    /// The network or the server is unavailable; the run resumes automatically.
    Wait(Failure),
    /// The user must do something.
    Pause(ArchivePause),
}

/// The outcome of the request for one chat.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchiveVerdict {
    /// The new state of the chat.
    pub state: ChatState,
    /// The outcome for the journal.
    pub outcome: Outcome,
    /// Why the run halts; `None` if it continues.
    pub halt: Option<Halt>,
}

/// Judges the answers of a run in order of arrival.
#[derive(Debug, Clone)]
pub struct ArchiveMachine {
    direction: ArchiveDirection,
    /// Number of waits since the last answer that did not halt the run.
    waits: u32,
}

impl Halt {
    /// Returns the cause that the user must know about, or else the earlier one.
    pub fn and(self, later: Option<Self>) -> Self {
        match (self, later) {
            (Self::Wait(_), Some(pause @ Self::Pause(_))) => pause,
            (earlier @ (Self::Wait(_) | Self::Pause(_)), _) => earlier,
        }
    }
}

impl From<DatabaseFailure> for Halt {
    fn from(failure: DatabaseFailure) -> Self {
        Self::Pause(ArchivePause::NotRecorded(failure))
    }
}

impl ArchiveMachine {
    pub fn new(direction: ArchiveDirection) -> Self {
        Self { direction, waits: 0 }
    }

    /// Returns what the answer to archiveChat or unarchiveChat means.
    pub fn judge(&mut self, answer: Result<(), Failure>) -> ArchiveVerdict {
        let outcome = Outcome::of(&answer);
        let failure = match answer {
            Ok(()) => {
                self.waits = 0;
                return ArchiveVerdict { state: ChatState::Changed, outcome, halt: None };
            }
            Err(failure) => failure,
        };
        let halt = halt(&failure);
        if halt.is_none() {
            self.waits = 0;
        }
        let why = Why::of(&failure);
        // As far as is documented, a request beyond the rate limit does nothing; reading the chat back costs little.
        let may_be_done = failure.is_outcome_unknown() || matches!(failure, Failure::RateLimited { .. });
        let state = match failure {
            _ if may_be_done => ChatState::Unknown(why),
            _ if halt.is_some() => ChatState::Waiting,
            Failure::AlreadyArchived(_) if self.direction == ArchiveDirection::Archive => ChatState::AlreadySo,
            Failure::AlreadyUnarchived(_) if self.direction == ArchiveDirection::Unarchive => ChatState::AlreadySo,
            Failure::LastMessageNotFound(_) => ChatState::NoIncomingMessage,
            Failure::ChatNotFound(_) => ChatState::NotInContacts,
            Failure::ChatIdRefused(_) | Failure::Validation { .. } => ChatState::Invalid(why),
            _ => ChatState::Failed(why),
        };
        ArchiveVerdict { state, outcome, halt }
    }

    /// Returns the new state of an unknown chat after reading it back: `archived` is the messenger's current value.
    pub fn found(&mut self, item: &ArchiveItem, archived: bool) -> ChatState {
        self.waits = 0;
        let wanted = self.direction.archived();
        match (&item.state, archived == wanted) {
            (_, true) if item.was == Some(!wanted) => ChatState::Changed,
            (_, true) => ChatState::FoundSo,
            (ChatState::Unknown(why), false) if item.asked >= MAX_ASKED => ChatState::Failed(why.clone()),
            (_, false) => ChatState::Waiting,
        }
    }

    /// Returns how long to wait now, longer each time.
    pub fn next_wait(&mut self, failure: &Failure) -> Duration {
        let growing = FIRST_WAIT.saturating_mul(1 << self.waits.min(8)).min(MAX_WAIT);
        self.waits += 1;
        match failure {
            Failure::RateLimited { retry_after: Some(told), .. } => growing.max(*told),
            _ => growing,
        }
    }
}

/// Returns what a failure means for a run, whether it is the failure of a change or of a read.
pub(super) fn halt(failure: &Failure) -> Option<Halt> {
    let pause = || Some(Halt::Pause(ArchivePause::Instance(failure.clone())));
    match failure {
        Failure::Cancelled { .. } => Some(Halt::Pause(ArchivePause::ByHand)),
        Failure::NotAvailable { .. } | Failure::NoClient { .. } | Failure::NotRecorded(_) => pause(),
        Failure::CheckLimit(_) => pause(),
        Failure::RateLimited { .. } | Failure::Starting(_) | Failure::Html { .. } | Failure::NumberNotNamed => {
            Some(Halt::Wait(failure.clone()))
        }
        _ if failure.concerns_the_instance() => pause(),
        _ if failure.was_not_sent() || failure.is_outcome_unknown() => Some(Halt::Wait(failure.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::ArchiveDirection::{Archive, Unarchive};
    use super::*;
    use crate::green_api::{Detail, ErrorReply};

    fn said(status: u16) -> ErrorReply {
        ErrorReply { status, text: String::new() }
    }

    fn lost() -> Failure {
        Failure::ConnectionLost { cause: Detail::words("reset") }
    }

    fn limited(retry_after: Option<Duration>) -> Failure {
        Failure::RateLimited { retry_after, said: said(429) }
    }

    fn unknown(was: Option<bool>, asked: u32) -> ArchiveItem {
        ArchiveItem {
            position: 1,
            chat: "79992047718@c.us".into(),
            name: String::new(),
            was,
            asked,
            state: ChatState::Unknown(Why::named("ServerError")),
            changed: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_is_said_of_a_chat_does_not_stop_the_run() {
        let cases = [
            (Archive, Ok(()), ChatState::Changed),
            (Archive, Err(Failure::AlreadyArchived(said(400))), ChatState::AlreadySo),
            (Unarchive, Err(Failure::AlreadyUnarchived(said(400))), ChatState::AlreadySo),
            (Archive, Err(Failure::AlreadyUnarchived(said(400))), ChatState::Failed(Why::named("AlreadyUnarchived"))),
            (Archive, Err(Failure::LastMessageNotFound(said(400))), ChatState::NoIncomingMessage),
            (Archive, Err(Failure::ChatNotFound(said(400))), ChatState::NotInContacts),
            (Archive, Err(Failure::ChatIdRefused(said(400))), ChatState::Invalid(Why::named("ChatIdRefused"))),
            (Archive, Err(Failure::MalformedRequest(said(500))), ChatState::Failed(Why::named("MalformedRequest"))),
        ];
        for (direction, answer, state) in cases {
            let verdict = ArchiveMachine::new(direction).judge(answer.clone());
            assert_eq!((verdict.state, verdict.halt), (state, None), "{answer:?}");
        }
    }

    #[test]
    fn what_is_said_of_the_instance_pauses_and_the_chat_waits() {
        for failure in [
            Failure::BadToken(said(401)),
            Failure::Forbidden(said(403)),
            Failure::Expired(said(400)),
            Failure::NotAuthorized(said(400)),
            Failure::StartingOrNotAuthorized(said(400)),
            Failure::CheckLimit(said(469)),
            Failure::Redirected { status: 302 },
        ] {
            let verdict = ArchiveMachine::new(Archive).judge(Err(failure.clone()));
            assert_eq!(verdict.state, ChatState::Waiting, "{failure:?}");
            assert_eq!(verdict.halt, Some(Halt::Pause(ArchivePause::Instance(failure))));
        }
    }

    #[test]
    fn a_network_or_a_server_that_is_away_is_waited_for() {
        let away = Failure::NameNotFound { host: "api.example".into() };
        for (failure, may_be_done) in [
            (away, false),
            (Failure::Starting(said(400)), false),
            (limited(None), true),
            (lost(), true),
            (Failure::ServerError(said(500)), true),
            (Failure::BadGateway(said(502)), true),
            (Failure::Html { status: 200 }, true),
        ] {
            let verdict = ArchiveMachine::new(Archive).judge(Err(failure.clone()));
            assert_eq!(matches!(verdict.state, ChatState::Unknown(_)), may_be_done, "{failure:?}");
            assert_eq!(verdict.state == ChatState::Waiting, !may_be_done, "{failure:?}");
            assert_eq!(verdict.halt, Some(Halt::Wait(failure)));
        }
    }

    #[test]
    fn giving_up_makes_unknown_what_has_left() {
        let by_hand = Some(Halt::Pause(ArchivePause::ByHand));
        let verdict = ArchiveMachine::new(Archive).judge(Err(Failure::Cancelled { sent: true }));
        assert!(matches!(verdict.state, ChatState::Unknown(_)));
        assert_eq!(verdict.halt, by_hand);
        let verdict = ArchiveMachine::new(Archive).judge(Err(Failure::Cancelled { sent: false }));
        assert_eq!((verdict.state, verdict.halt), (ChatState::Waiting, by_hand));
    }

    #[test]
    fn waits_grow_and_begin_anew_once_something_is_answered() {
        let mut machine = ArchiveMachine::new(Archive);
        let wait = |machine: &mut ArchiveMachine| machine.next_wait(&lost()).as_secs();
        assert_eq!([(); 6].map(|()| wait(&mut machine)), [5, 10, 20, 40, 60, 60]);
        machine.judge(Err(lost()));
        assert_eq!(wait(&mut machine), 60);
        machine.judge(Ok(()));
        assert_eq!(wait(&mut machine), 5);
        machine.found(&unknown(None, 1), true);
        assert_eq!(machine.next_wait(&limited(Some(Duration::from_secs(90)))).as_secs(), 90);
    }

    #[test]
    fn reading_back_tells_what_the_run_did_only_where_that_is_known() {
        let mut machine = ArchiveMachine::new(Archive);
        assert_eq!(machine.found(&unknown(Some(false), 1), true), ChatState::Changed);
        assert_eq!(machine.found(&unknown(None, 1), true), ChatState::FoundSo);
        assert_eq!(machine.found(&unknown(None, 1), false), ChatState::Waiting);
        let why = Why::named("ServerError");
        assert_eq!(machine.found(&unknown(None, MAX_ASKED), false), ChatState::Failed(why));
    }

    #[test]
    fn what_somebody_must_know_of_outranks_a_wait() {
        let (wait, pause) = (Halt::Wait(lost()), Halt::Pause(ArchivePause::ByHand));
        assert_eq!(wait.clone().and(Some(pause.clone())), pause);
        assert_eq!(pause.clone().and(Some(wait.clone())), pause);
        assert_eq!(wait.clone().and(None), wait);
    }

    /// Generates the failures of a server that accepts only some requests, and of those reports only some.
    fn failures() -> impl Strategy<Value = Failure> {
        prop_oneof![
            Just(lost()),
            Just(limited(None)),
            Just(Failure::ServerError(said(500))),
            Just(Failure::Html { status: 200 }),
            Just(Failure::NameNotFound { host: String::new() }),
            Just(Failure::BadToken(said(401))),
            Just(Failure::LastMessageNotFound(said(400))),
            Just(Failure::Unknown(said(418))),
            Just(Failure::Cancelled { sent: true }),
            Just(Failure::Cancelled { sent: false }),
        ]
    }

    proptest! {
        /// Each answer may be lost or reported, whether its request was done or not: the final state is true, nothing
        /// that was done is requested again, and each chat reaches an end.
        #[test]
        fn what_is_believed_is_true(
            was: bool,
            known: bool,
            wanted: bool,
            steps in prop::collection::vec((any::<bool>(), failures()), 0..20),
        ) {
            let mut machine = ArchiveMachine::new(ArchiveDirection::towards(wanted));
            let mut item = ArchiveItem { state: ChatState::Waiting, ..unknown(known.then_some(was), 0) };
            let (mut archived, mut effects) = (was, 0);
            let mut steps = steps.into_iter();
            for _ in 0..100 {
                match item.state.clone() {
                    ChatState::Waiting => {
                        item.asked += 1;
                        let step = steps.next();
                        let answer = match step {
                            // Nothing fails from here on.
                            None if archived == wanted && wanted => Err(Failure::AlreadyArchived(said(400))),
                            None if archived == wanted => Err(Failure::AlreadyUnarchived(said(400))),
                            None => { archived = wanted; effects += 1; Ok(()) }
                            Some((done, failure)) => {
                                if done && failure.is_outcome_unknown() && archived != wanted {
                                    archived = wanted;
                                    effects += 1;
                                }
                                Err(failure)
                            }
                        };
                        item.state = machine.judge(answer).state;
                    }
                    ChatState::Unknown(_) => item.state = machine.found(&item, archived),
                    _ => break,
                }
            }
            prop_assert!(effects <= 1);
            match item.state {
                ChatState::Changed => prop_assert!(archived == wanted && effects == 1),
                ChatState::AlreadySo => prop_assert!(was == wanted && effects == 0),
                ChatState::FoundSo => prop_assert!(archived == wanted),
                ChatState::NoIncomingMessage | ChatState::Failed(_) => prop_assert!(effects == 0),
                other => prop_assert!(false, "it ends as {:?}", other),
            }
        }
    }
}
