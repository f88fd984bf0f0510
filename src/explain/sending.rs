//! Why a message is not sent again, or was not, and what is not known of it.

use super::Text;
use crate::{
    green_api::Messenger,
    store::{ItemState, Why},
    work::send_again::{NotSendable, WrongRecipient},
};

/// Why a message is never sent again by this program.
pub fn explain_not_sendable(why: NotSendable, messenger: Messenger) -> Text {
    match why {
        NotSendable::Status => Text::new("send-not-status"),
        NotSendable::Forward => Text::new("send-not-forward"),
        NotSendable::Outdated => Text::new("send-not-outdated"),
        NotSendable::UnknownKind => Text::new("send-not-unknown-kind"),
        NotSendable::NotOnMessenger => Text::new("send-not-on-messenger").with("messenger", messenger.name()),
        NotSendable::Incomplete(member) => Text::new("send-not-incomplete").with("member", member),
    }
}

/// Why a recipient cannot be right.
pub fn explain_wrong_recipient(why: WrongRecipient) -> Text {
    Text::new(match why {
        WrongRecipient::Form => "send-wrong-form",
        WrongRecipient::Number => "send-wrong-number",
        WrongRecipient::Group => "send-wrong-group",
        WrongRecipient::Lid => "send-wrong-lid",
    })
}

/// Why a message failed, or why it is not known whether it was sent; `None` for the other states.
pub fn explain_item(state: &ItemState) -> Option<Text> {
    match state {
        ItemState::Failed(why) => Some(Text::new(failed(why))),
        ItemState::Unknown(why) => Some(Text::new(unknown(why))),
        ItemState::Waiting | ItemState::Sending | ItemState::Sent { .. } => None,
    }
}

/// By the names of [`Failure`](crate::green_api::Failure), which the database keeps. One that an older or newer version
/// of the program wrote has words, too.
fn failed(why: &Why) -> &'static str {
    match why.name.as_str() {
        Why::LINK_EXPIRED => "send-failed-link",
        Why::NOT_SENDABLE => "send-failed-not-sendable",
        "ChatIdRefused" | "ChatNotFound" | "BadPhoneNumber" | "GroupsNotSupported" => "send-failed-chat",
        "Validation" | "BadRequestData" | "MalformedRequest" => "send-failed-content",
        "AccountSuspended" => "send-failed-restricted",
        "FileTooLarge" | "RequestTooLarge" => "send-failed-large",
        _ => "send-failed-other",
    }
}

fn unknown(why: &Why) -> &'static str {
    match why.name.as_str() {
        Why::PROGRAM_ENDED => "send-unknown-ended",
        "TimedOut" | "GaveUp" => "send-unknown-late",
        "Cancelled" => "send-unknown-not-awaited",
        "ConnectionLost" => "send-unknown-lost",
        "ServerError" | "BadGateway" => "send-unknown-server",
        _ => "send-unknown-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_keeps_has_words_of_its_own() {
        let failed = |name: &str| explain_item(&ItemState::Failed(Why::named(name))).unwrap().id;
        let unknown = |name: &str| explain_item(&ItemState::Unknown(Why::named(name))).unwrap().id;
        assert_eq!(failed(Why::LINK_EXPIRED), "send-failed-link");
        assert_eq!(failed("Validation"), "send-failed-content");
        assert_eq!(failed("OfAnotherVersion"), "send-failed-other");
        assert_eq!(unknown(Why::PROGRAM_ENDED), "send-unknown-ended");
        assert_eq!(unknown("ConnectionLost"), "send-unknown-lost");
        assert_eq!(unknown(""), "send-unknown-other");
        assert_eq!(explain_item(&ItemState::Waiting), None);
    }
}
