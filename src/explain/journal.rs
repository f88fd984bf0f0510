//! Explains why a change in the journal was not done, or why its outcome is unknown.

use super::Text;
use crate::store::{Outcome, Why};

/// Explains the outcome of a change; `None` for one that was done or is under way.
pub fn explain_outcome(outcome: &Outcome) -> Option<Text> {
    match outcome {
        Outcome::UnderWay | Outcome::Done => None,
        Outcome::NotSent(why) => Some(Text::new(not_sent(why))),
        Outcome::Refused(why) => Some(Text::new(refused(why))),
        Outcome::Unknown(why) => Some(Text::new(unknown(why))),
    }
}

fn not_sent(why: &Why) -> &'static str {
    match why.name.as_str() {
        "Cancelled" => "journal-why-cancelled",
        "NameNotFound" | "NoConnection" | "TlsFailed" | "TimedOut" => "journal-why-no-connection",
        _ => "journal-why-not-sent",
    }
}

/// Returns the text id for a failure by the name that the database stores. Names of other versions of the
/// program have a text, too.
fn refused(why: &Why) -> &'static str {
    match why.name.as_str() {
        "LastMessageNotFound" => "journal-why-no-message",
        "AlreadyArchived" | "AlreadyUnarchived" => "journal-why-already",
        "ChatNotFound" | "ChatIdRefused" | "BadPhoneNumber" | "GroupsNotSupported" => "journal-why-chat",
        "NotAuthorized" | "Starting" | "StartingOrNotAuthorized" => "journal-why-not-authorized",
        "AccountSuspended" => "journal-why-blocked",
        "Expired" | "Deleted" => "journal-why-expired",
        "BadToken" | "Forbidden" => "journal-why-token",
        "RateLimited" | "Quota" | "CheckLimit" => "journal-why-limit",
        _ => "journal-why-refused",
    }
}

fn unknown(why: &Why) -> &'static str {
    match why.name.as_str() {
        Why::PROGRAM_ENDED => "journal-program-ended",
        "Cancelled" => "journal-why-not-awaited",
        _ => "journal-why-no-answer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_that_is_not_done_has_its_reason() {
        let id = |outcome: Outcome| explain_outcome(&outcome).map(|text| text.id);
        assert_eq!(id(Outcome::Done), None);
        assert_eq!(id(Outcome::Refused(Why::named("LastMessageNotFound"))), Some("journal-why-no-message"));
        assert_eq!(id(Outcome::Refused(Why::named("OfAnotherVersion"))), Some("journal-why-refused"));
        assert_eq!(id(Outcome::NotSent(Why::named("Cancelled"))), Some("journal-why-cancelled"));
        assert_eq!(id(Outcome::Unknown(Why::named(Why::PROGRAM_ENDED))), Some("journal-program-ended"));
        assert_eq!(id(Outcome::Unknown(Why::named("TimedOut"))), Some("journal-why-no-answer"));
    }
}
