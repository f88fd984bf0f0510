//! The table of failures: one row for each variant of [`Failure`], with the facts that decide what happens next.

use super::failure::{ErrorReply, Failure, NotRecorded};

/// Whether a change was made although the call failed. Meaningless for a call that only reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureOutcome {
    /// The request never left this computer, so nothing was done.
    NotSent,
    /// The server, or a proxy before it, did not make the change.
    Refused,
    /// The change may or may not have been made. Only reading the server can tell.
    Unknown,
}

/// Whether the same request can succeed later although the user changes nothing first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Retry {
    MaySucceed,
    Useless,
}

/// The requests that would fail for the same reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// This request only.
    Request,
    /// Every similar request of the instance, regardless of the message or chat.
    Instance,
}

/// One row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FailureTraits {
    /// The name in logs and in the journal on disk. It contains no user data, and never changes once it is released.
    pub name: &'static str,
    pub outcome: FailureOutcome,
    pub retry: Retry,
    pub scope: Scope,
}

const fn row(name: &'static str, outcome: FailureOutcome, retry: Retry, scope: Scope) -> FailureTraits {
    FailureTraits { name, outcome, retry, scope }
}

impl Failure {
    /// Returns the facts about this failure. The match has no `_` arm: a new variant does not compile without a row.
    ///
    /// A variant whose response does not prove that the change was refused is [`FailureOutcome::Unknown`].
    pub fn traits(&self) -> FailureTraits {
        use FailureOutcome::{NotSent, Refused, Unknown};
        use Retry::{MaySucceed, Useless};
        use Scope::{Instance, Request};
        let sent = |sent: bool| if sent { Unknown } else { NotSent };
        match self {
            Self::NotAvailable { .. } => row("NotAvailable", NotSent, Useless, Request),
            Self::LookOnly { .. } => row("LookOnly", NotSent, Useless, Instance),
            Self::NoClient { .. } => row("NoClient", NotSent, Useless, Request),
            Self::NotRecorded(NotRecorded::Locked | NotRecorded::OtherComputer { .. }) => {
                row("NotRecorded", NotSent, MaySucceed, Request)
            }
            Self::NotRecorded(
                NotRecorded::ReadOnly
                | NotRecorded::DiskFull
                | NotRecorded::Newer
                | NotRecorded::NoLocks
                | NotRecorded::NotAFile
                | NotRecorded::Other { .. },
            ) => row("NotRecorded", NotSent, Useless, Request),
            Self::NameNotFound { .. } => row("NameNotFound", NotSent, MaySucceed, Request),
            Self::NoConnection { .. } => row("NoConnection", NotSent, MaySucceed, Request),
            Self::ProxyFailed { .. } => row("ProxyFailed", NotSent, MaySucceed, Request),
            Self::ProxyScriptNotRun { .. } => row("ProxyScriptNotRun", NotSent, MaySucceed, Request),
            Self::ProxySettingsUnread { .. } => row("ProxySettingsUnread", NotSent, MaySucceed, Request),
            Self::ProxyUnreadable { .. } => row("ProxyUnreadable", NotSent, MaySucceed, Request),
            Self::TlsFailed { .. } => row("TlsFailed", NotSent, MaySucceed, Request),
            Self::TimedOut { sent: left, .. } => row("TimedOut", sent(*left), MaySucceed, Request),
            Self::ConnectionLost { .. } => row("ConnectionLost", Unknown, MaySucceed, Request),
            // A retry by itself would lose the same task again.
            Self::ProgramFault => row("ProgramFault", Unknown, Useless, Request),
            Self::Cancelled { sent: left } => row("Cancelled", sent(*left), MaySucceed, Request),
            Self::BodyTooLarge { .. } => row("BodyTooLarge", Unknown, Useless, Request),
            Self::Redirected { .. } => row("Redirected", Refused, Useless, Instance),
            // A proxy sends these two instead of forwarding the request (RFC 9110, 6585).
            Self::Html { status: 407 | 511 } => row("Html", Refused, MaySucceed, Instance),
            Self::Html { .. } => row("Html", Unknown, MaySucceed, Request),
            Self::Empty { .. } => row("Empty", Unknown, MaySucceed, Request),
            Self::Null { .. } => row("Null", Unknown, MaySucceed, Request),
            Self::NotJson(_) => row("NotJson", Unknown, MaySucceed, Request),
            Self::WrongReply { .. } => row("WrongReply", Unknown, MaySucceed, Request),
            Self::NotCleared { .. } => row("NotCleared", Refused, MaySucceed, Request),
            Self::NotDone { .. } => row("NotDone", Refused, MaySucceed, Request),
            Self::TooManyRequestsLeft { .. } => row("TooManyRequestsLeft", Refused, MaySucceed, Request),
            Self::NothingListed => row("NothingListed", Refused, MaySucceed, Request),
            Self::NumberNotNamed => row("NumberNotNamed", Refused, MaySucceed, Instance),
            Self::AlreadyAuthorized(_) => row("AlreadyAuthorized", Refused, Useless, Request),
            Self::PasswordRefused { .. } => row("PasswordRefused", Refused, Useless, Request),
            Self::Starting(_) => row("Starting", Refused, MaySucceed, Instance),
            Self::StartingOrNotAuthorized(_) => row("StartingOrNotAuthorized", Refused, MaySucceed, Instance),
            Self::NotAuthorized(_) => row("NotAuthorized", Refused, Useless, Instance),
            Self::Expired(_) => row("Expired", Refused, MaySucceed, Instance),
            Self::Deleted(_) => row("Deleted", Refused, Useless, Instance),
            Self::AccountSuspended(_) => row("AccountSuspended", Refused, Useless, Instance),
            Self::WebhookUrlIsSet(_) => row("WebhookUrlIsSet", Refused, Useless, Request),
            Self::LastMessageNotFound(_) => row("LastMessageNotFound", Refused, Useless, Request),
            Self::AlreadyArchived(_) => row("AlreadyArchived", Refused, Useless, Request),
            Self::AlreadyUnarchived(_) => row("AlreadyUnarchived", Refused, Useless, Request),
            Self::ChatNotFound(_) => row("ChatNotFound", Refused, Useless, Request),
            Self::ChatIdRefused(_) => row("ChatIdRefused", Refused, Useless, Request),
            Self::BadPhoneNumber(_) => row("BadPhoneNumber", Refused, Useless, Request),
            Self::CheckTimedOut(_) => row("CheckTimedOut", Refused, MaySucceed, Request),
            Self::CheckLimit(_) => row("CheckLimit", Refused, MaySucceed, Request),
            Self::GroupsNotSupported(_) => row("GroupsNotSupported", Refused, Useless, Request),
            Self::Validation { .. } => row("Validation", Refused, Useless, Request),
            Self::BadRequestData(_) => row("BadRequestData", Refused, Useless, Request),
            Self::MalformedRequest(_) => row("MalformedRequest", Refused, Useless, Request),
            Self::BadAddress(_) => row("BadAddress", Refused, Useless, Instance),
            Self::RequestTooLarge(_) => row("RequestTooLarge", Refused, Useless, Request),
            Self::FileTooLarge(_) => row("FileTooLarge", Refused, Useless, Request),
            Self::BadToken(_) => row("BadToken", Refused, Useless, Instance),
            Self::Forbidden(_) => row("Forbidden", Refused, Useless, Instance),
            Self::NotFound(_) => row("NotFound", Refused, Useless, Instance),
            Self::RateLimited { .. } => row("RateLimited", Refused, MaySucceed, Instance),
            Self::Quota(_) => row("Quota", Refused, Useless, Instance),
            Self::GaveUp(_) => row("GaveUp", Unknown, MaySucceed, Request),
            Self::ServerError(_) => row("ServerError", Unknown, MaySucceed, Request),
            Self::BadGateway(_) => row("BadGateway", Unknown, MaySucceed, Request),
            Self::Unknown(ErrorReply { status: 400..500, .. }) => row("Unknown", Refused, Useless, Request),
            Self::Unknown(_) => row("Unknown", Unknown, MaySucceed, Request),
        }
    }

    /// Whether a change may or may not have been made. Meaningless for a call that only reads.
    pub fn is_outcome_unknown(&self) -> bool {
        self.traits().outcome == FailureOutcome::Unknown
    }

    /// Whether the request never left this computer, so that certainly nothing was done.
    pub fn was_not_sent(&self) -> bool {
        self.traits().outcome == FailureOutcome::NotSent
    }

    /// Whether similar requests would be refused for the same reason, regardless of the message or chat.
    pub fn concerns_the_instance(&self) -> bool {
        self.traits().scope == Scope::Instance
    }

    /// Whether the server answers nothing about the instance with these values.
    pub fn refuses_instance(&self) -> bool {
        matches!(self, Self::BadToken(_) | Self::Forbidden(_) | Self::Expired(_) | Self::Deleted(_))
    }

    /// Whether the user can send the same request again and have it succeed without changing anything first.
    pub fn may_retry(&self) -> bool {
        self.traits().retry == Retry::MaySucceed
    }

    /// Returns the name of the variant, for logs and for the journal on disk. It contains no user data.
    pub fn name(&self) -> &'static str {
        self.traits().name
    }
}
