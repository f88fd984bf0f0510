//! Explains why a change in the journal was not done, or why its outcome is unknown.

use super::Text;
use crate::store::{Outcome, Why};

/// A reason in two forms.
struct Reason {
    /// A few words for a badge, those of [`super::explain`]; `None` where the outcome itself says all there is.
    brief: Option<&'static str>,
    /// A sentence.
    full: &'static str,
}

/// Builds a `Reason` from a name, with the ids `journal-brief-<name>` and `journal-why-<name>`.
macro_rules! reason {
    ($name:literal) => {
        Reason { brief: Some(concat!("journal-brief-", $name)), full: concat!("journal-why-", $name) }
    };
    (only $full:literal) => {
        Reason { brief: None, full: $full }
    };
}

/// Explains the outcome of a change; `None` for one that was done or is under way.
pub fn explain_outcome(outcome: &Outcome) -> Option<Text> {
    reason(outcome).map(|reason| Text::new(reason.full))
}

/// Explains the outcome of a change in a few words; `None` where there are none.
pub fn outcome_in_brief(outcome: &Outcome) -> Option<Text> {
    reason(outcome)?.brief.map(Text::new)
}

fn reason(outcome: &Outcome) -> Option<Reason> {
    match outcome {
        Outcome::UnderWay | Outcome::Done => None,
        Outcome::NotSent(why) => Some(not_sent(why)),
        Outcome::Refused(why) => Some(refused(why)),
        Outcome::Unknown(why) => Some(unknown(why)),
    }
}

fn not_sent(why: &Why) -> Reason {
    match why.name.as_str() {
        "Cancelled" => reason!("cancelled"),
        "NameNotFound"
        | "NoConnection"
        | "ProxyFailed"
        | "ProxyScriptNotRun"
        | "ProxySettingsUnread"
        | "ProxyUnreadable"
        | "TlsFailed"
        | "TimedOut" => reason!("no-connection"),
        _ => reason!(only "journal-why-not-sent"),
    }
}

/// Returns the reason for a failure by the name that the database stores. Names of other versions of the program have a
/// text, too.
fn refused(why: &Why) -> Reason {
    match why.name.as_str() {
        "LastMessageNotFound" => reason!("no-message"),
        "AlreadyArchived" | "AlreadyUnarchived" => reason!("already"),
        "ChatNotFound" => reason!("chat"),
        "ChatIdRefused" | "BadPhoneNumber" => reason!("chat-id"),
        "GroupsNotSupported" => reason!("people-only"),
        "AlreadyAuthorized" => reason!("already-linked"),
        "NotAuthorized" => reason!("no-phone"),
        "Starting" => reason!("starting"),
        "StartingOrNotAuthorized" => reason!("starting-or-no-phone"),
        "AccountSuspended" => reason!("restricted"),
        "PasswordRefused" => reason!("password"),
        "Expired" => reason!("not-paid"),
        "Deleted" => reason!("deleted"),
        "BadToken" => reason!("token"),
        "Forbidden" | "NotFound" | "BadAddress" | "Redirected" => reason!("address"),
        "Html" => reason!("web-page"),
        "RateLimited" | "CheckLimit" => reason!("too-many"),
        "TooManyRequestsLeft" => reason!("once-a-minute"),
        "Quota" => reason!("quota"),
        "Validation" | "BadRequestData" | "MalformedRequest" => reason!("request"),
        "RequestTooLarge" => reason!("too-long"),
        "FileTooLarge" => reason!("file"),
        Why::LINK_EXPIRED => reason!("link"),
        _ => reason!(only "journal-why-refused"),
    }
}

fn unknown(why: &Why) -> Reason {
    match why.name.as_str() {
        Why::PROGRAM_ENDED => reason!(only "journal-program-ended"),
        "Cancelled" => reason!("not-awaited"),
        "ProgramFault" => reason!("program-fault"),
        "ServerError" => reason!("server-error"),
        "BadGateway" => reason!("not-available"),
        "BodyTooLarge" | "Html" | "Empty" | "Null" | "NotJson" | "WrongReply" | "Unknown" => reason!("odd-answer"),
        _ => reason!("no-answer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_that_is_not_done_has_its_reason() {
        let ids = |outcome: Outcome| {
            let [full, brief] = [explain_outcome(&outcome), outcome_in_brief(&outcome)];
            (full.map(|text| text.id), brief.map(|text| text.id))
        };
        assert_eq!(ids(Outcome::Done), (None, None));
        let refused = |name| ids(Outcome::Refused(Why::named(name)));
        assert_eq!(refused("LastMessageNotFound"), (Some("journal-why-no-message"), Some("journal-brief-no-message")));
        assert_eq!(refused("OfAnotherVersion"), (Some("journal-why-refused"), None));
        assert_eq!(ids(Outcome::NotSent(Why::named("Cancelled"))).0, Some("journal-why-cancelled"));
        let unknown = |name| ids(Outcome::Unknown(Why::named(name)));
        assert_eq!(unknown(Why::PROGRAM_ENDED), (Some("journal-program-ended"), None));
        assert_eq!(unknown("TimedOut"), (Some("journal-why-no-answer"), Some("journal-brief-no-answer")));
    }
}
