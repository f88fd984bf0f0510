//! Everything that can keep a request from doing its work, one variant per thing an administrator can meet.

use std::time::Duration;

use super::{Messenger, PasswordRefusal};

/// An error answer: its HTTP status and the server's own words, already redacted.
///
/// The status is 200 where a failure hides in a success, as in `{"status":false,"reason":"…"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorReply {
    pub status: u16,
    pub text: String,
}

/// Why a change could not be written down before it was to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotRecorded {
    ReadOnly,
    DiskFull,
    /// Another copy of the program was writing for too long.
    Locked,
    /// A newer version of the program keeps these records.
    Newer,
    /// Anything else, in the system's words.
    Other {
        cause: String,
    },
}

/// Why a request did not do what was asked. The page for most: green-api.com/en/docs/api/common-errors.
#[derive(Clone, PartialEq, Debug)]
pub enum Failure {
    // Refused here, before anything was sent.
    /// The messenger has no such method.
    NotAvailable {
        method: &'static str,
        messenger: Messenger,
    },
    /// The part of the program that makes connections did not start.
    NoClient {
        cause: String,
    },
    /// It was to be written down before it was sent, and could not be.
    NotRecorded(NotRecorded),

    // Nothing came back.
    /// The host's name has no address: the network is away, or the name is wrong.
    NameNotFound {
        host: String,
    },
    /// No connection was made.
    NoConnection {
        cause: String,
    },
    /// No encrypted connection was made: certificate, clock, or something in between.
    TlsFailed {
        cause: String,
    },
    /// Nothing came for so long. `sent`: whether the request may have reached the server.
    TimedOut {
        after: Duration,
        sent: bool,
    },
    /// The connection broke after the request may have left.
    ConnectionLost {
        cause: String,
    },
    /// Cancelled by the user. `sent`: whether the request may have reached the server.
    Cancelled {
        sent: bool,
    },

    // An answer that cannot be used.
    /// The answer is longer than `limit` bytes; the rest was not read.
    BodyTooLarge {
        status: u16,
        limit: usize,
    },
    /// The server points elsewhere. It is not followed, since the address carries the token.
    Redirected {
        status: u16,
    },
    /// A web page that is not the gateway's: something between this computer and the gateway answered, as a sign-in page, a
    /// proxy or a filter does.
    Html {
        status: u16,
    },
    /// Nothing in the answer where something is needed.
    Empty {
        status: u16,
    },
    /// `null` where something is needed.
    Null {
        status: u16,
    },
    /// The answer is no JSON, or was cut off.
    NotJson(ErrorReply),
    /// JSON, but not what the method answers with.
    WrongReply {
        expected: &'static str,
        said: ErrorReply,
    },

    // A success by its status, not by its words.
    /// clearMessagesQueue answered `false`, `null`, nothing, or `{"isCleared":false}`.
    NotCleared {
        reply: String,
    },
    /// Another method answered that it did not do it.
    NotDone {
        reply: String,
    },
    /// clearWebhooksQueue works once a minute; so long is left.
    TooManyRequestsLeft {
        left: Duration,
    },
    /// getChats or getContacts answered `[]`, as they do until the list is loaded after a phone was linked.
    NothingListed,
    /// qr and codes: the instance is linked already.
    AlreadyAuthorized(ErrorReply),
    /// sendAuthorizationPassword: `data.status` is `fail`.
    PasswordRefused {
        reason: PasswordRefusal,
        said: ErrorReply,
    },

    // Said of the instance.
    /// It restarts; in seconds, at most five minutes, it works again.
    Starting(ErrorReply),
    /// It restarts or no phone is linked: the server does not tell which.
    StartingOrNotAuthorized(ErrorReply),
    /// No phone is linked.
    NotAuthorized(ErrorReply),
    /// Not paid for. Also said for some five minutes after an instance was created.
    Expired(ErrorReply),
    Deleted(ErrorReply),
    /// The messenger restricts the account for a time.
    AccountSuspended(ErrorReply),
    /// receiveNotification is of no use while webhookUrl is set.
    WebhookUrlIsSet(ErrorReply),

    // Said of the chat or the number.
    /// The instance has seen no incoming message in this chat, or there is no such chat.
    LastMessageNotFound(ErrorReply),
    AlreadyArchived(ErrorReply),
    AlreadyUnarchived(ErrorReply),
    /// The chat is not among the instance's contacts.
    ChatNotFound(ErrorReply),
    /// The server takes no chatId of this form.
    ChatIdRefused(ErrorReply),
    BadPhoneNumber(ErrorReply),
    /// The messenger did not answer in time whether it knows the number.
    CheckTimedOut(ErrorReply),
    /// The messenger allows no more checks of numbers for some hours (469).
    CheckLimit(ErrorReply),
    /// The method is for persons only.
    GroupsNotSupported(ErrorReply),

    // Said of the request.
    /// `details`: what stands after "Details:", else empty.
    Validation {
        details: String,
        said: ErrorReply,
    },
    BadRequestData(ErrorReply),
    /// The server could not read the request: malformed JSON or a value of a wrong type.
    MalformedRequest(ErrorReply),
    /// The server could not read idInstance or the token out of the address.
    BadAddress(ErrorReply),
    RequestTooLarge(ErrorReply),
    FileTooLarge(ErrorReply),

    // Said of access.
    /// Wrong apiTokenInstance: 401, or `{"code":401}` in a 200.
    BadToken(ErrorReply),
    /// Wrong idInstance, or the apiUrl of another pool (403, the gateway's own).
    Forbidden(ErrorReply),
    /// No such path or verb at this address (404, the gateway's own).
    NotFound(ErrorReply),
    RateLimited {
        retry_after: Option<Duration>,
        said: ErrorReply,
    },
    /// The plan's limit is reached (466).
    Quota(Quota),

    // Said of the server.
    /// The server gave up waiting (408, 499).
    GaveUp(ErrorReply),
    ServerError(ErrorReply),
    /// A gateway in between had no answer (502, 503, 504).
    BadGateway(ErrorReply),
    /// Nothing of the above; the text is kept.
    Unknown(ErrorReply),
}

/// What a 466 tells (green-api.com/en/docs/api/466-error-example-body). Its description lists customers' numbers:
/// show it, never log it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quota {
    /// The method as the server names it, in lower case; `correspondents` counts chats.
    pub method: String,
    /// How much was used; `None` if not said.
    pub used: Option<u64>,
    /// How much the plan holds; `None` if not said or unlimited.
    pub total: Option<u64>,
    pub description: String,
    pub said: ErrorReply,
}

/// The words in a failure, by reference of either kind.
macro_rules! said {
    ($failure:expr, $quota:ident => $of_quota:expr) => {
        match $failure {
            Failure::NotJson(said)
            | Failure::AlreadyAuthorized(said)
            | Failure::Starting(said)
            | Failure::StartingOrNotAuthorized(said)
            | Failure::NotAuthorized(said)
            | Failure::Expired(said)
            | Failure::Deleted(said)
            | Failure::AccountSuspended(said)
            | Failure::WebhookUrlIsSet(said)
            | Failure::LastMessageNotFound(said)
            | Failure::AlreadyArchived(said)
            | Failure::AlreadyUnarchived(said)
            | Failure::ChatNotFound(said)
            | Failure::ChatIdRefused(said)
            | Failure::BadPhoneNumber(said)
            | Failure::CheckTimedOut(said)
            | Failure::CheckLimit(said)
            | Failure::GroupsNotSupported(said)
            | Failure::BadRequestData(said)
            | Failure::MalformedRequest(said)
            | Failure::BadAddress(said)
            | Failure::RequestTooLarge(said)
            | Failure::FileTooLarge(said)
            | Failure::BadToken(said)
            | Failure::Forbidden(said)
            | Failure::NotFound(said)
            | Failure::GaveUp(said)
            | Failure::ServerError(said)
            | Failure::BadGateway(said)
            | Failure::Unknown(said)
            | Failure::WrongReply { said, .. }
            | Failure::Validation { said, .. }
            | Failure::PasswordRefused { said, .. }
            | Failure::RateLimited { said, .. } => Some(said),
            Failure::Quota($quota) => Some($of_quota),
            _ => None,
        }
    };
}

impl Failure {
    /// Whether a call that changes the server may or may not have been done. Meaningless for a call that only reads.
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::TimedOut { sent, .. } | Self::Cancelled { sent } => *sent,
            Self::Unknown(said) => !(400..500).contains(&said.status),
            // These two are answered in place of passing the request on (RFC 9110, 6585).
            Self::Html { status } => !matches!(status, 407 | 511),
            Self::ConnectionLost { .. }
            | Self::BodyTooLarge { .. }
            | Self::Empty { .. }
            | Self::Null { .. }
            | Self::NotJson(_)
            | Self::WrongReply { .. }
            | Self::GaveUp(_)
            | Self::ServerError(_)
            | Self::BadGateway(_) => true,
            _ => false,
        }
    }

    /// Whether the request never left this computer, so that nothing was done for certain.
    pub fn was_not_sent(&self) -> bool {
        match self {
            Self::TimedOut { sent, .. } | Self::Cancelled { sent } => !sent,
            Self::NotAvailable { .. }
            | Self::NoClient { .. }
            | Self::NotRecorded(_)
            | Self::NameNotFound { .. }
            | Self::NoConnection { .. }
            | Self::TlsFailed { .. } => true,
            _ => false,
        }
    }

    /// Whether another request of the kind would be refused for the same reason, whichever message or chat it is about.
    pub fn concerns_the_instance(&self) -> bool {
        matches!(
            self,
            Self::Redirected { .. }
                | Self::Html { status: 407 | 511 }
                | Self::Starting(_)
                | Self::StartingOrNotAuthorized(_)
                | Self::NotAuthorized(_)
                | Self::Expired(_)
                | Self::Deleted(_)
                | Self::AccountSuspended(_)
                | Self::BadAddress(_)
                | Self::BadToken(_)
                | Self::Forbidden(_)
                | Self::NotFound(_)
                | Self::RateLimited { .. }
                | Self::Quota(_)
        )
    }

    /// Whether the same request, sent again by a human, can succeed without anything else being done first.
    pub fn may_retry(&self) -> bool {
        match self {
            Self::Unknown(said) => !(400..500).contains(&said.status),
            Self::NameNotFound { .. }
            | Self::NoConnection { .. }
            | Self::TlsFailed { .. }
            | Self::TimedOut { .. }
            | Self::ConnectionLost { .. }
            | Self::Cancelled { .. }
            | Self::Html { .. }
            | Self::Empty { .. }
            | Self::Null { .. }
            | Self::NotJson(_)
            | Self::WrongReply { .. }
            | Self::NotCleared { .. }
            | Self::NotDone { .. }
            | Self::TooManyRequestsLeft { .. }
            | Self::NothingListed
            | Self::NotRecorded(NotRecorded::Locked)
            | Self::Starting(_)
            | Self::StartingOrNotAuthorized(_)
            | Self::Expired(_)
            | Self::CheckTimedOut(_)
            | Self::CheckLimit(_)
            | Self::RateLimited { .. }
            | Self::GaveUp(_)
            | Self::ServerError(_)
            | Self::BadGateway(_) => true,
            _ => false,
        }
    }

    /// The server's own words, redacted; `None` if it said nothing.
    pub fn server_text(&self) -> Option<&str> {
        let text = match self {
            Self::NotCleared { reply } | Self::NotDone { reply } => reply,
            Self::Quota(quota) => &quota.description,
            _ => &self.said()?.text,
        };
        (!text.is_empty()).then_some(text.as_str())
    }

    /// The HTTP status of the answer; `None` if none came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::BodyTooLarge { status, .. }
            | Self::Redirected { status }
            | Self::Html { status }
            | Self::Empty { status }
            | Self::Null { status } => Some(*status),
            Self::NotCleared { .. } | Self::NotDone { .. } | Self::TooManyRequestsLeft { .. } | Self::NothingListed => {
                Some(200)
            }
            _ => self.said().map(|said| said.status),
        }
    }

    fn said(&self) -> Option<&ErrorReply> {
        said!(self, quota => &quota.said)
    }

    pub(super) fn said_mut(&mut self) -> Option<&mut ErrorReply> {
        said!(self, quota => &mut quota.said)
    }

    /// The variant's name, for tests and logs: it holds no text of anyone's.
    pub fn name(&self) -> String {
        let debug = format!("{self:?}");
        let end = debug.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(debug.len());
        debug[..end].to_owned()
    }
}
