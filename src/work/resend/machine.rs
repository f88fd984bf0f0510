//! Decides what an answer means for the message and for the run.

use crate::green_api::{Failure, InstanceState, QueuedMessage};
use crate::store::{DatabaseFailure, Outcome, ResendItemState, Why};

/// Number of unanswered messages in a row after which the run pauses, so that the rest is not put at risk.
pub const UNKNOWN_IN_A_ROW: u32 = 3;

/// Number of recipients in a row that a suspended account may not write to after which the run pauses.
pub const REFUSED_IN_A_ROW: u32 = 3;

/// Why a run is paused.
#[derive(Debug, Clone, PartialEq)]
pub enum ResendPause {
    /// The user requested it.
    ByHand,
    /// In this state messages would wait in the server's queue again, and be sent by the next number that is linked.
    NotSending(InstanceState),
    /// Another number is linked than the one from which the run sends. The message was not sent, and waits.
    OtherNumber,
    /// The number or its state could not be read. The message was not sent, and waits.
    StateUnread(Failure),
    /// The message was not sent because the network is unavailable. It waits.
    NotSent(Failure),
    /// The instance accepts no messages now, whichever they are. The message waits.
    Instance(Failure),
    /// [`UNKNOWN_IN_A_ROW`] answers were not received; this is the last failure.
    NoAnswers(Failure),
    /// [`REFUSED_IN_A_ROW`] messages were refused because the account is suspended; this is the last failure.
    Refusals(Failure),
    /// The state could not be recorded.
    NotRecorded(DatabaseFailure),
}

impl ResendPause {
    /// Returns the pause for a number or a state that could not be read.
    pub fn of_unread(failure: Failure) -> Self {
        match failure {
            Failure::Cancelled { .. } => Self::ByHand,
            failure if failure.was_not_sent() => Self::NotSent(failure),
            failure if failure.concerns_the_instance() => Self::Instance(failure),
            failure => Self::StateUnread(failure),
        }
    }
}

/// The outcome of sending one message.
#[derive(Debug, Clone, PartialEq)]
pub struct ResendVerdict {
    /// The new state of the message.
    pub state: ResendItemState,
    /// The outcome for the journal.
    pub outcome: Outcome,
    /// Why the run pauses; `None` if it continues.
    pub pause: Option<ResendPause>,
}

/// Judges the answers of a run in order.
#[derive(Debug, Clone, Default)]
pub struct ResendMachine {
    unknown_in_a_row: u32,
    refused_in_a_row: u32,
}

impl ResendMachine {
    /// Returns what this answer means.
    pub fn judge(&mut self, message: &QueuedMessage, answer: Result<String, Failure>) -> ResendVerdict {
        let before = std::mem::take(self);
        match answer {
            Ok(id_message) => {
                ResendVerdict { state: ResendItemState::Sent { id_message }, outcome: Outcome::Done, pause: None }
            }
            Err(failure) if failure.was_not_sent() => not_sent(failure),
            Err(failure) if link_has_expired(&failure, message) => {
                failed(Why { name: Why::LINK_EXPIRED.to_owned(), ..Why::of(&failure) })
            }
            Err(failure) => self.judge_failure(failure, &before),
        }
    }

    /// Returns what the failure of a sent request means; `before` holds the previous counts of failures in a row.
    fn judge_failure(&mut self, failure: Failure, before: &Self) -> ResendVerdict {
        let why = Why::of(&failure);
        if failure.is_outcome_unknown() {
            self.unknown_in_a_row = before.unknown_in_a_row + 1;
            let pause = match failure {
                Failure::Cancelled { .. } => Some(ResendPause::ByHand),
                failure => (self.unknown_in_a_row >= UNKNOWN_IN_A_ROW).then_some(ResendPause::NoAnswers(failure)),
            };
            return ResendVerdict {
                state: ResendItemState::Unknown(why.clone()),
                outcome: Outcome::Unknown(why),
                pause,
            };
        }
        if matches!(failure, Failure::AccountSuspended(_)) {
            // MAX refuses recipients outside the contacts only (green-api.com/v3/docs/api/account/GetStateInstance).
            self.refused_in_a_row = before.refused_in_a_row + 1;
            let pause = (self.refused_in_a_row >= REFUSED_IN_A_ROW).then_some(ResendPause::Refusals(failure));
            return ResendVerdict { pause, ..failed(why) };
        }
        if failure.concerns_the_instance() {
            let pause = Some(ResendPause::Instance(failure));
            return ResendVerdict { state: ResendItemState::Waiting, outcome: Outcome::Refused(why), pause };
        }
        failed(why)
    }
}

fn not_sent(failure: Failure) -> ResendVerdict {
    let outcome = Outcome::NotSent(Why::of(&failure));
    let pause = match failure {
        Failure::Cancelled { .. } => ResendPause::ByHand,
        failure => ResendPause::NotSent(failure),
    };
    ResendVerdict { state: ResendItemState::Waiting, outcome, pause: Some(pause) }
}

fn failed(why: Why) -> ResendVerdict {
    ResendVerdict { state: ResendItemState::Failed(why.clone()), outcome: Outcome::Refused(why), pause: None }
}

/// Whether the server reports that it could not fetch the file. The exact words are not documented; the link of an
/// uploaded file lives 15 days (green-api.com/en/docs/api/sending/SendFileByUpload).
fn link_has_expired(failure: &Failure, message: &QueuedMessage) -> bool {
    let Some(url) = message.file_url() else { return false };
    let tells = matches!(
        failure,
        Failure::Unknown(_) | Failure::ServerError(_) | Failure::BadRequestData(_) | Failure::Validation { .. }
    );
    // The link itself may contain any word or number.
    let words = failure.server_text().unwrap_or_default().replace(url, "<url>").to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    tells
        && has(&["url", "link", "file", "download"])
        && has(&["404", "403", "410", "not found", "forbidden", "expired", "no longer"])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::green_api::{Detail, ErrorReply};

    fn text() -> QueuedMessage {
        QueuedMessage::read(json!({"type": "sendMessage", "body": {"chatId": "79992047718@c.us", "message": "Hi"}}))
    }

    fn file() -> QueuedMessage {
        QueuedMessage::read(json!({"type": "sendFileByUrl", "body": {
            "chatId": "79992047718@c.us", "fileName": "a.pdf", "urlFile": "https://files.example/404/expired.pdf"}}))
    }

    fn said(status: u16, text: &str) -> ErrorReply {
        ErrorReply { status, text: text.into() }
    }

    fn lost() -> Failure {
        Failure::ConnectionLost { cause: Detail::words("reset") }
    }

    #[test]
    fn a_message_that_the_server_took_is_sent() {
        let verdict = ResendMachine::default().judge(&text(), Ok("3EB0".into()));
        assert_eq!(verdict.state, ResendItemState::Sent { id_message: "3EB0".into() });
        assert_eq!((verdict.outcome, verdict.pause), (Outcome::Done, None));
    }

    #[test]
    fn what_concerns_the_instance_pauses_and_the_message_waits() {
        for failure in [
            Failure::BadToken(said(401, "")),
            Failure::Forbidden(said(403, "")),
            Failure::Expired(said(400, "Instance account is expired")),
            Failure::NotAuthorized(said(400, "not authorized")),
            Failure::Starting(said(400, "starting")),
            Failure::RateLimited { retry_after: None, said: said(429, "") },
        ] {
            let verdict = ResendMachine::default().judge(&text(), Err(failure.clone()));
            assert_eq!(verdict.state, ResendItemState::Waiting, "{failure:?}");
            assert_eq!(verdict.pause, Some(ResendPause::Instance(failure)));
            assert!(matches!(verdict.outcome, Outcome::Refused(_)));
        }
    }

    #[test]
    fn what_concerns_the_message_fails_it_and_the_run_goes_on() {
        let failure = Failure::Validation { details: "'message' is required".into(), said: said(400, "words") };
        let verdict = ResendMachine::default().judge(&text(), Err(failure));
        let why = Why { name: "Validation".into(), said: "words".into() };
        assert_eq!(verdict.state, ResendItemState::Failed(why.clone()));
        assert_eq!((verdict.outcome, verdict.pause), (Outcome::Refused(why), None));
    }

    #[test]
    fn a_recipient_that_a_suspended_account_may_not_write_to_fails_and_the_third_in_a_row_pauses() {
        let mut machine = ResendMachine::default();
        let refusal = Failure::AccountSuspended(said(403, "Your account is suspended"));
        let mut pause_of = |answer: Result<String, Failure>| {
            let failed = answer.is_err();
            let verdict = machine.judge(&text(), answer);
            assert_eq!(matches!(verdict.state, ResendItemState::Failed(_)), failed);
            verdict.pause
        };
        for _ in 0..2 {
            assert_eq!(pause_of(Err(refusal.clone())), None);
        }
        assert_eq!(pause_of(Ok("1".into())), None);
        for pause in [None, None, Some(ResendPause::Refusals(refusal.clone()))] {
            assert_eq!(pause_of(Err(refusal.clone())), pause);
        }
    }

    #[test]
    fn what_did_not_leave_waits() {
        let away = Failure::NameNotFound { host: "api.example".into() };
        let verdict = ResendMachine::default().judge(&text(), Err(away.clone()));
        assert_eq!(verdict.state, ResendItemState::Waiting);
        assert_eq!(verdict.pause, Some(ResendPause::NotSent(away)));
        let verdict = ResendMachine::default().judge(&text(), Err(Failure::Cancelled { sent: false }));
        assert_eq!((verdict.state, verdict.pause), (ResendItemState::Waiting, Some(ResendPause::ByHand)));
    }

    #[test]
    fn answers_that_do_not_come_are_unknown_and_the_third_in_a_row_pauses() {
        let mut machine = ResendMachine::default();
        for _ in 0..2 {
            let verdict = machine.judge(&text(), Err(lost()));
            assert!(matches!(verdict.state, ResendItemState::Unknown(_)));
            assert_eq!(verdict.pause, None);
        }
        machine.judge(&text(), Ok("1".into()));
        for pause in [None, None, Some(ResendPause::NoAnswers(lost()))] {
            assert_eq!(machine.judge(&text(), Err(lost())).pause, pause);
        }
    }

    #[test]
    fn an_expired_link_is_told_when_the_server_says_so() {
        let tells = |message: &QueuedMessage, failure| {
            let verdict = ResendMachine::default().judge(message, Err(failure));
            matches!(verdict.state, ResendItemState::Failed(why) if why.name == Why::LINK_EXPIRED)
        };
        let words = "Failed to download file from url https://files.example/404/expired.pdf: 404 Not Found";
        assert!(tells(&file(), Failure::ServerError(said(500, words))));
        assert!(tells(&file(), Failure::Unknown(said(400, "File by link not found"))));
        assert!(!tells(&text(), Failure::Unknown(said(400, "File by link not found"))));
        // A word in the link itself is no evidence.
        let other = "cannot read url https://files.example/404/expired.pdf";
        assert!(!tells(&file(), Failure::Unknown(said(400, other))));
        assert!(!tells(&file(), Failure::NotFound(said(404, "Cannot POST /sendFileByUrl"))));
    }
}
