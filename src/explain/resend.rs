//! Explains why a message cannot be resent, why resending it failed, or why the outcome is unknown.

use super::Text;
use crate::green_api::Messenger;
use crate::store::{ResendItemState, Why};
use crate::work::resend::{NotSendable, WrongRecipient};

/// Explains why this program never resends a message.
pub fn explain_not_sendable(why: NotSendable, messenger: Messenger) -> Text {
    match why {
        NotSendable::Status => Text::new("resend-not-status"),
        NotSendable::Forward => Text::new("resend-not-forward"),
        NotSendable::Outdated => Text::new("resend-not-outdated"),
        NotSendable::UnknownKind => Text::new("resend-not-unknown-kind"),
        NotSendable::NotOnMessenger => Text::new("resend-not-on-messenger").with("messenger", messenger.name()),
        NotSendable::Incomplete(member) => Text::new("resend-not-incomplete").with("member", member),
    }
}

/// Explains why a recipient cannot be right.
pub fn explain_wrong_recipient(why: WrongRecipient) -> Text {
    Text::new(match why {
        WrongRecipient::Form => "resend-wrong-form",
        WrongRecipient::Number => "resend-wrong-number",
        WrongRecipient::Group => "resend-wrong-group",
        WrongRecipient::Lid => "resend-wrong-lid",
    })
}

/// Explains why a message failed, or why it is unknown whether it was sent; `None` for the other states.
pub fn explain_item(state: &ResendItemState) -> Option<Text> {
    match state {
        ResendItemState::Failed(why) => Some(Text::new(failed(why))),
        ResendItemState::Unknown(why) => Some(Text::new(unknown(why))),
        ResendItemState::Waiting | ResendItemState::Sending | ResendItemState::Sent { .. } => None,
    }
}

/// Returns the text id for a failure by its variant name in [`Failure`](crate::green_api::Failure), which is what the
/// database stores. A name written by an older or newer version of the program has a text too.
fn failed(why: &Why) -> &'static str {
    match why.name.as_str() {
        Why::LINK_EXPIRED => "resend-failed-link",
        Why::NOT_SENDABLE => "resend-failed-not-sendable",
        "ChatIdRefused" | "ChatNotFound" | "BadPhoneNumber" | "GroupsNotSupported" => "resend-failed-chat",
        "Validation" | "BadRequestData" | "MalformedRequest" => "resend-failed-content",
        "AccountSuspended" => "resend-failed-restricted",
        "FileTooLarge" | "RequestTooLarge" => "resend-failed-large",
        _ => "resend-failed-other",
    }
}

fn unknown(why: &Why) -> &'static str {
    match why.name.as_str() {
        Why::PROGRAM_ENDED => "resend-unknown-ended",
        "TimedOut" | "GaveUp" => "resend-unknown-late",
        "Cancelled" => "resend-unknown-not-awaited",
        "ConnectionLost" => "resend-unknown-lost",
        "ServerError" | "BadGateway" => "resend-unknown-server",
        _ => "resend-unknown-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_keeps_has_words_of_its_own() {
        let failed = |name: &str| explain_item(&ResendItemState::Failed(Why::named(name))).unwrap().id;
        let unknown = |name: &str| explain_item(&ResendItemState::Unknown(Why::named(name))).unwrap().id;
        assert_eq!(failed(Why::LINK_EXPIRED), "resend-failed-link");
        assert_eq!(failed("Validation"), "resend-failed-content");
        assert_eq!(failed("OfAnotherVersion"), "resend-failed-other");
        assert_eq!(unknown(Why::PROGRAM_ENDED), "resend-unknown-ended");
        assert_eq!(unknown("ConnectionLost"), "resend-unknown-lost");
        assert_eq!(unknown(""), "resend-unknown-other");
        assert_eq!(explain_item(&ResendItemState::Waiting), None);
    }
}
