//! Everything that can keep a request from doing its work, one variant for each case that an administrator can meet.

use std::mem::discriminant;
use std::time::Duration;

use super::redact::MASK;
use super::{Detail, Messenger, PasswordRefusal};

/// An error response: its HTTP status and the server's own words, already redacted.
///
/// The status is 200 where a failure is hidden in a success, as in `{"status":false,"reason":"…"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorReply {
    pub status: u16,
    pub text: String,
}

/// Reason why a change could not be recorded before sending it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotRecorded {
    ReadOnly,
    DiskFull,
    /// Another copy of the program was writing for too long.
    Locked,
    /// The records belong to a newer version of the program.
    Newer,
    /// A copy of the program on another computer uses the records.
    OtherComputer {
        computer: String,
    },
    /// The file system of the records has no locks.
    NoLocks,
    /// A folder, a pipe or a device has the name of a file of the records.
    NotAFile,
    /// Anything else.
    Other {
        cause: Detail,
    },
}

/// Reason why no connection was made through a proxy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProxyRefusal {
    /// It asks for a user name and a password, or refuses the ones that are set (407).
    SignIn,
    /// It answered, and opened no connection: it forbids the server, cannot reach it, or shows a sign-in page.
    Closed,
    /// Anything else: the proxy itself was not reached.
    Other { cause: Detail },
}

/// Reason why a request did not do what was asked. Documented for most at green-api.com/en/docs/api/common-errors.
#[derive(Clone, PartialEq, Debug)]
pub enum Failure {
    // Refused by this program before anything was sent.
    /// The messenger has no such method.
    NotAvailable {
        method: &'static str,
        messenger: Messenger,
    },
    /// The instance is set to look only, and the method changes something.
    LookOnly {
        method: &'static str,
    },
    /// The HTTP client could not be created.
    NoClient {
        cause: Detail,
    },
    /// The change could not be recorded in the journal, so it was not sent.
    NotRecorded(NotRecorded),

    // No response.
    /// The host name could not be resolved: there is no network, or the name is wrong.
    NameNotFound {
        host: String,
    },
    /// The connection could not be made.
    NoConnection {
        cause: Detail,
    },
    /// The proxy could not be reached, or did not open a connection to the server. `proxy`: its address, without user
    /// name and password.
    ProxyFailed {
        proxy: String,
        why: ProxyRefusal,
    },
    /// No direct connection could be made, and the desktop's settings leave the choice of a proxy to a script, which
    /// this program does not run.
    ProxyScriptNotRun {
        cause: Detail,
    },
    /// No direct connection could be made, and the desktop's settings, which may name a proxy, could not be read.
    ProxySettingsUnread {
        cause: Detail,
    },
    /// No direct connection could be made, and the proxy that is set cannot be read.
    ProxyUnreadable {
        cause: Detail,
    },
    /// The encrypted connection could not be made: certificate, clock, or an intermediary.
    TlsFailed {
        cause: Detail,
    },
    /// No response within `after`. `sent`: whether the request may have reached the server.
    TimedOut {
        after: Duration,
        sent: bool,
    },
    /// The connection broke after the request may have left.
    ConnectionLost {
        cause: Detail,
    },
    /// Cancelled by the user. `sent`: whether the request may have reached the server.
    Cancelled {
        sent: bool,
    },

    /// The part of this program that waited for the answer panicked; the request may have reached the server.
    ProgramFault,

    // A response that cannot be used.
    /// The response is longer than `limit` bytes; the rest was not read.
    BodyTooLarge {
        status: u16,
        limit: usize,
    },
    /// The server redirects (301, 302, 303, 307, 308). The redirect is not followed, because the address carries the
    /// token.
    Redirected {
        status: u16,
    },
    /// A web page that is not the gateway's: something between this computer and the gateway answered, such as a
    /// sign-in page, a proxy or a filter.
    Html {
        status: u16,
    },
    /// An empty body where content is required.
    Empty {
        status: u16,
    },
    /// `null` where a value is required.
    Null {
        status: u16,
    },
    /// The response is not JSON, or was cut off.
    NotJson(ErrorReply),
    /// JSON, but not the reply that the method defines.
    WrongReply {
        expected: &'static str,
        said: ErrorReply,
    },

    // A success by its status, but not by its body.
    /// clearMessagesQueue answered `false`, `null`, an empty body, or `{"isCleared":false}`.
    NotCleared {
        reply: String,
    },
    /// Another method answered that the change was not made.
    NotDone {
        reply: String,
    },
    /// clearWebhooksQueue is allowed once a minute; `left` is the remaining time.
    TooManyRequestsLeft {
        left: Duration,
    },
    /// getChats or getContacts answered `[]`, as they do after a phone is linked until the list is loaded.
    NothingListed,
    /// getSettings names no linked number: no phone is linked, or the settings are older than the phone's link.
    NumberNotNamed,
    /// qr and codes: the instance is already linked.
    AlreadyAuthorized(ErrorReply),
    /// sendAuthorizationPassword: `data.status` is `fail`.
    PasswordRefused {
        reason: PasswordRefusal,
        said: ErrorReply,
    },

    // Concerns the instance.
    /// The instance is restarting; it works again in seconds, at most five minutes.
    Starting(ErrorReply),
    /// The instance is restarting or no phone is linked: the server does not say which.
    StartingOrNotAuthorized(ErrorReply),
    /// No phone is linked.
    NotAuthorized(ErrorReply),
    /// Not paid for. Also reported for about five minutes after an instance was created.
    Expired(ErrorReply),
    Deleted(ErrorReply),
    /// The messenger has temporarily restricted the account.
    AccountSuspended(ErrorReply),
    /// receiveNotification does not work while webhookUrl is set.
    WebhookUrlIsSet(ErrorReply),

    // Concerns the chat or the number.
    /// The instance has seen no incoming message in this chat, or the chat does not exist.
    LastMessageNotFound(ErrorReply),
    AlreadyArchived(ErrorReply),
    AlreadyUnarchived(ErrorReply),
    /// The chat is not among the instance's contacts.
    ChatNotFound(ErrorReply),
    /// The server does not accept a chatId of this form.
    ChatIdRefused(ErrorReply),
    BadPhoneNumber(ErrorReply),
    /// The messenger did not report in time whether it knows the number.
    CheckTimedOut(ErrorReply),
    /// The messenger allows no further checks of numbers for some hours (469).
    CheckLimit(ErrorReply),
    /// The method works only for persons.
    GroupsNotSupported(ErrorReply),

    // Concerns the request.
    /// `details`: the text after "Details:", else empty.
    Validation {
        details: String,
        said: ErrorReply,
    },
    BadRequestData(ErrorReply),
    /// The server could not parse the request: malformed JSON or a value of the wrong type.
    MalformedRequest(ErrorReply),
    /// The server could not parse idInstance or the token in the address.
    BadAddress(ErrorReply),
    RequestTooLarge(ErrorReply),
    FileTooLarge(ErrorReply),

    // Concerns access.
    /// Wrong apiTokenInstance: 401, or `{"code":401}` in a 200.
    BadToken(ErrorReply),
    /// Wrong idInstance, or the apiUrl of another pool (403 from the gateway itself).
    Forbidden(ErrorReply),
    /// No such path or verb at this address (404 from the gateway itself).
    NotFound(ErrorReply),
    RateLimited {
        retry_after: Option<Duration>,
        said: ErrorReply,
    },
    /// The plan's limit is reached (466).
    Quota(Quota),

    // Concerns the server.
    /// The server gave up waiting (408, 499).
    GaveUp(ErrorReply),
    ServerError(ErrorReply),
    /// An intermediate gateway received no response (502, 503, 504).
    BadGateway(ErrorReply),
    /// None of the above; the text is kept.
    Unknown(ErrorReply),
}

/// The content of a 466 (green-api.com/en/docs/api/466-error-example-body). Its description lists customers' numbers:
/// show it, never log it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quota {
    /// The method as the server names it, in lower case; `correspondents` counts chats.
    pub method: String,
    /// Amount used; `None` if the server did not say.
    pub used: Option<u64>,
    /// The plan's limit; `None` if unlimited or if the server did not say.
    pub total: Option<u64>,
    pub description: String,
    pub said: ErrorReply,
}

/// Accesses the server's words in a failure, by either kind of reference.
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
            Failure::NotAvailable { .. }
            | Failure::LookOnly { .. }
            | Failure::NoClient { .. }
            | Failure::NotRecorded(_)
            | Failure::NameNotFound { .. }
            | Failure::NoConnection { .. }
            | Failure::ProxyFailed { .. }
            | Failure::ProxyScriptNotRun { .. }
            | Failure::ProxySettingsUnread { .. }
            | Failure::ProxyUnreadable { .. }
            | Failure::TlsFailed { .. }
            | Failure::TimedOut { .. }
            | Failure::ConnectionLost { .. }
            | Failure::ProgramFault
            | Failure::Cancelled { .. }
            | Failure::BodyTooLarge { .. }
            | Failure::Redirected { .. }
            | Failure::Html { .. }
            | Failure::Empty { .. }
            | Failure::Null { .. }
            | Failure::NotCleared { .. }
            | Failure::NotDone { .. }
            | Failure::TooManyRequestsLeft { .. }
            | Failure::NothingListed
            | Failure::NumberNotNamed => None,
        }
    };
}

impl Failure {
    /// Returns the server's own words, redacted; `None` if there are none.
    pub fn server_text(&self) -> Option<&str> {
        let text = match self {
            Self::NotCleared { reply } | Self::NotDone { reply } => reply,
            Self::Quota(quota) => &quota.description,
            _ => &self.said()?.text,
        };
        (!text.is_empty()).then_some(text.as_str())
    }

    /// Returns the HTTP status of the response; `None` if no response arrived.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::BodyTooLarge { status, .. }
            | Self::Redirected { status }
            | Self::Html { status }
            | Self::Empty { status }
            | Self::Null { status } => Some(*status),
            Self::NotCleared { .. }
            | Self::NotDone { .. }
            | Self::TooManyRequestsLeft { .. }
            | Self::NothingListed
            | Self::NumberNotNamed => Some(200),
            _ => self.said().map(|said| said.status),
        }
    }

    /// Returns this failure with the words of `masked`, the failure of the same response without its secrets. The two
    /// differ where a password is a word of the response.
    pub(super) fn in_words_of(mut self, masked: Self) -> Self {
        let words = masked.server_text().unwrap_or_default().to_owned();
        match (&mut self, masked) {
            (Self::PasswordRefused { reason: PasswordRefusal::Other(reason), .. }, masked) => {
                *reason = match masked {
                    Self::PasswordRefused { reason: PasswordRefusal::Other(masked), .. } => masked,
                    _ => MASK.to_owned(),
                };
            }
            (Self::PasswordRefused { .. }, _) => {}
            (failure, masked) if discriminant(failure) == discriminant(&masked) => return masked,
            (Self::NotCleared { reply } | Self::NotDone { reply }, _) => reply.clone_from(&words),
            (Self::Validation { details, .. }, _) => details.clear(),
            (Self::Quota(quota), _) => {
                quota.method.clear();
                quota.description.clone_from(&words);
            }
            _ => {}
        }
        if let Some(said) = self.said_mut() {
            said.text = words;
        }
        self
    }

    fn said(&self) -> Option<&ErrorReply> {
        said!(self, quota => &quota.said)
    }

    pub(super) fn said_mut(&mut self) -> Option<&mut ErrorReply> {
        said!(self, quota => &mut quota.said)
    }
}
