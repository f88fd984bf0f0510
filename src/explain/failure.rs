//! Turns failures of GREEN-API into texts. The wording is in `explain.ftl` of each language.

use super::Remedy::{
    CheckNumber, EditInstance, OpenAccount, OpenConsole, Refresh, ReplaceNumber, TryAgain, TurnOnIncoming,
    UnarchiveAndArchiveAgain,
};
use super::{Act, Arg, Context, Explained, Remedy, Text};
use crate::green_api::{
    ChatKind, Failure, InstanceState, Messenger, NotRecorded, PasswordRefusal, ProxyRefusal, Quota,
};

/// Explains a failure: what happened, why, and what to do.
///
/// The title of a change with an unknown outcome says so. Its remedy is to read the present state from the server,
/// never "Try again".
pub fn explain(failure: &Failure, context: &Context) -> Explained {
    let is_unknown = context.act.changes() && failure.is_outcome_unknown();
    let Words { ids: [what, why, todo], args, remedies } = words(failure, context);
    let text = |id| Text { id, args: args.clone() };
    if is_unknown {
        let (what, todo) = (text("explain-unknown-outcome-what"), text("explain-unknown-outcome-todo"));
        return Explained { what, why: text(why), todo, remedies: vec![Refresh] };
    }
    Explained { what: text(what), why: text(why), todo: text(todo), remedies }
}

/// The ids of the three texts, the arguments available to all of them, and the remedies.
struct Words {
    ids: [&'static str; 3],
    args: Vec<(&'static str, Arg)>,
    remedies: Vec<Remedy>,
}

/// Builds `Words` from a name, with the ids `explain-<name>-what`, `-why` and `-todo`, and from the remedies.
macro_rules! words {
    ($name:literal $(; $($remedy:expr),+)?) => {
        words!(what $name, why $name, todo $name $(; $($remedy),+)?)
    };
    (what $what:literal, why $why:literal, todo $todo:literal $(; $($remedy:expr),+)?) => {
        Words {
            ids: [
                concat!("explain-", $what, "-what"),
                concat!("explain-", $why, "-why"),
                concat!("explain-", $todo, "-todo"),
            ],
            args: Vec::new(),
            remedies: vec![$($($remedy),+)?],
        }
    };
}

impl Words {
    fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Returns the words for a failure. The match has no `_` arm, so that a new failure must be given words.
fn words(failure: &Failure, context: &Context) -> Words {
    use Failure as F;
    let words = match failure {
        F::NotAvailable { .. } if matches!(context.act, Act::Archive | Act::Unarchive) => words!("no-archive"),
        F::NotAvailable { method, .. } => words!("not-available").with("method", *method),
        F::LookOnly { .. } => words!("look-only"; EditInstance),
        F::NoClient { cause } => words!("no-client").with("detail", cause),
        F::NotRecorded(why) => not_recorded(why),
        F::NameNotFound { host } => words!("name-not-found"; TryAgain, EditInstance).with("host", host),
        F::NoConnection { cause } => words!("no-connection"; TryAgain, EditInstance).with("detail", cause),
        F::ProxyFailed { proxy, why } => proxy_failed(why).with("proxy", proxy),
        F::ProxyScriptNotRun { cause } => words!("proxy-script"; TryAgain, EditInstance).with("detail", cause),
        F::ProxySettingsUnread { cause } => {
            words!(what "proxy-unreadable", why "proxy-unread", todo "proxy-unread"; TryAgain, EditInstance)
                .with("detail", cause)
        }
        F::ProxyUnreadable { cause } => words!("proxy-unreadable"; TryAgain, EditInstance).with("detail", cause),
        F::TlsFailed { cause } => words!("tls-failed"; TryAgain, EditInstance).with("detail", cause),
        F::TimedOut { after, sent: true } => words!("timed-out"; TryAgain).with("after", *after),
        F::TimedOut { after, sent: false } => words!("no-connection-in-time"; TryAgain).with("after", *after),
        F::ConnectionLost { cause } => words!("connection-lost"; TryAgain).with("detail", cause),
        F::Cancelled { sent: true } => words!(what "cancelled", why "cancelled-sent", todo "cancelled"; TryAgain),
        F::Cancelled { sent: false } => words!("cancelled"; TryAgain),
        F::ProgramFault => words!("program-fault"; Refresh),
        F::BodyTooLarge { limit, .. } => words!("body-too-large").with("megabytes", *limit >> 20),
        F::Redirected { .. } => words!("redirected"; EditInstance, OpenConsole),
        F::Html { .. } => words!("html"; TryAgain),
        F::Empty { .. } => words!(what "odd-answer", why "empty", todo "odd-answer"; TryAgain),
        F::Null { .. } => words!(what "odd-answer", why "null", todo "odd-answer"; TryAgain),
        F::NotJson(_) => words!(what "odd-answer", why "not-json", todo "odd-answer"; TryAgain),
        F::WrongReply { .. } => words!(what "odd-answer", why "wrong-reply", todo "odd-answer"; TryAgain),
        F::NotCleared { .. } => words!("not-cleared"; Refresh, TryAgain),
        F::NotDone { .. } => words!("not-done"; Refresh, TryAgain),
        F::TooManyRequestsLeft { left } => words!("once-a-minute").with("wait", *left),
        F::NothingListed => words!("nothing-listed"; TryAgain),
        F::NumberNotNamed => words!("number-not-named"; TryAgain, OpenAccount),
        F::AlreadyAuthorized(_) => words!("already-authorized"; Refresh),
        F::PasswordRefused { reason, .. } => password_refused(reason),
        F::Starting(_) => words!("starting"; TryAgain, OpenAccount),
        F::StartingOrNotAuthorized(_) => starting_or_not_authorized(context),
        F::NotAuthorized(_) => words!("not-authorized"; OpenAccount, Refresh),
        F::Expired(_) => words!("expired"; OpenConsole, TryAgain),
        F::Deleted(_) => words!("deleted"; EditInstance, OpenConsole),
        F::AccountSuspended(_) => words!("suspended"; Refresh, OpenConsole),
        F::WebhookUrlIsSet(_) => words!("webhook-url"; OpenConsole),
        F::LastMessageNotFound(_) => last_message_not_found(context),
        F::AlreadyArchived(_) => words!("already-archived"; UnarchiveAndArchiveAgain),
        F::AlreadyUnarchived(_) => words!("already-unarchived"; Refresh),
        F::ChatNotFound(_) => checking_the_number(words!("chat-not-found"), context),
        F::ChatIdRefused(_) => words!("chat-id-refused"),
        F::BadPhoneNumber(_) => words!("bad-phone-number"),
        F::CheckTimedOut(_) => words!("check-timed-out"; TryAgain),
        F::CheckLimit(_) => words!("check-limit"),
        F::GroupsNotSupported(_) => words!("groups-not-supported"),
        F::Validation { details, .. } if details.is_empty() => {
            words!(what "validation", why "validation-bare", todo "validation")
        }
        F::Validation { details, .. } => words!("validation").with("detail", details),
        F::BadRequestData(_) | F::MalformedRequest(_) => words!("bad-request"),
        F::BadAddress(_) => words!("bad-address"; EditInstance),
        F::RequestTooLarge(_) => words!("request-too-large"),
        F::FileTooLarge(_) => words!("file-too-large"),
        F::BadToken(_) => words!("bad-token"; EditInstance, OpenConsole),
        F::Forbidden(_) => words!("forbidden"; EditInstance, OpenConsole),
        F::NotFound(_) => words!("not-found"; EditInstance, OpenConsole),
        F::RateLimited { retry_after: Some(wait), .. } => {
            words!(what "rate-limited", why "rate-limited", todo "rate-limited-wait"; TryAgain).with("wait", *wait)
        }
        F::RateLimited { retry_after: None, .. } => words!("rate-limited"; TryAgain),
        F::Quota(quota) => self::quota(quota),
        F::GaveUp(_) => words!("gave-up"; TryAgain),
        F::ServerError(_) => words!("server-error"; TryAgain),
        F::BadGateway(_) => words!("bad-gateway"; TryAgain),
        F::Unknown(said) => {
            let mut words = words!("unknown").with("status", said.status);
            words.remedies.extend(failure.may_retry().then_some(TryAgain));
            words
        }
    };
    words.with("act", context.act.key()).with("messenger", context.messenger.name())
}

/// Returns the words of a failure that the server does not tell apart; the state does, if it is known.
fn starting_or_not_authorized(context: &Context) -> Words {
    match &context.state {
        Some(InstanceState::Blocked) => words!("number-blocked"; ReplaceNumber, Refresh),
        Some(InstanceState::NotAuthorized) => words!("not-authorized"; OpenAccount, Refresh),
        Some(InstanceState::Starting) => words!("starting"; TryAgain, OpenAccount),
        Some(_) | None => words!("starting-or-not-authorized"; Refresh, TryAgain, OpenAccount),
    }
}

fn proxy_failed(why: &ProxyRefusal) -> Words {
    match why {
        ProxyRefusal::SignIn => words!(what "proxy-failed", why "proxy-sign-in", todo "proxy-sign-in"; TryAgain),
        ProxyRefusal::Closed => words!(what "proxy-failed", why "proxy-closed", todo "proxy-closed"; TryAgain),
        ProxyRefusal::Other { cause } => words!("proxy-failed"; TryAgain, EditInstance).with("detail", cause),
    }
}

fn password_refused(reason: &PasswordRefusal) -> Words {
    use PasswordRefusal as R;
    match reason {
        R::AlreadyRegistered => words!("password-already-linked"; Refresh),
        R::InvalidPassword => words!("password-invalid"),
        R::RateLimitExceeded => words!("password-too-often"),
        R::AuthorizationNotStarted => words!("password-not-awaited"),
        R::Timeout => words!("password-timeout"),
        R::Other(reason) => words!("password-other").with("detail", reason),
    }
}

/// Returns the words for a request that was not sent because the journal could not be written. The problem to fix is
/// the journal's.
fn not_recorded(why: &NotRecorded) -> Words {
    match why {
        NotRecorded::DiskFull => words!(what "not-recorded", why "not-recorded-full", todo "not-recorded-full"),
        NotRecorded::ReadOnly => {
            words!(what "not-recorded", why "not-recorded-read-only", todo "not-recorded-read-only")
        }
        NotRecorded::Locked => {
            words!(what "not-recorded", why "not-recorded-locked", todo "not-recorded-locked"; TryAgain)
        }
        NotRecorded::Newer => words!(what "not-recorded", why "not-recorded-newer", todo "not-recorded-newer"),
        NotRecorded::OtherComputer { computer } => {
            words!(what "not-recorded", why "not-recorded-computer", todo "not-recorded-computer"; TryAgain)
                .with("computer", computer)
        }
        NotRecorded::NoLocks => {
            words!(what "not-recorded", why "not-recorded-no-locks", todo "not-recorded-no-locks")
        }
        NotRecorded::NotAFile => {
            words!(what "not-recorded", why "not-recorded-not-a-file", todo "not-recorded-not-a-file")
        }
        NotRecorded::Other { cause } => words!("not-recorded").with("detail", cause),
    }
}

/// Chooses the cause by the settings, because the answer alone does not identify it.
fn last_message_not_found(context: &Context) -> Words {
    let words = match context.incoming_webhook {
        Some(false) => words!(what "last-message", why "last-message-off", todo "last-message-off"),
        Some(true) => words!(what "last-message", why "last-message-on", todo "last-message"),
        None => words!("last-message"),
    };
    let is_group = context.chat_id.as_ref().is_some_and(|chat| chat.kind() == ChatKind::Group);
    let mut words = checking_the_number(words.with("kind", if is_group { "group" } else { "person" }), context);
    words.remedies.extend((context.incoming_webhook == Some(false)).then_some(TurnOnIncoming));
    words
}

/// Adds the remedy of checking the number where it applies: only WhatsApp says whether it knows a number, and only
/// persons have one.
fn checking_the_number(mut words: Words, context: &Context) -> Words {
    let has_number = context.chat_id.as_ref().is_some_and(|chat| chat.phone_digits().is_some());
    words.remedies.extend((has_number && context.messenger == Messenger::WhatsApp).then_some(CheckNumber));
    words
}

fn quota(quota: &Quota) -> Words {
    let kind = match quota.method.to_ascii_lowercase().as_str() {
        "correspondents" => "chats",
        "checkwhatsapp" | "checkaccount" => "checks",
        "getcontactinfo" => "contacts",
        "" => "unnamed",
        _ => "other",
    };
    match (quota.used, quota.total) {
        (Some(used), Some(total)) => words!("quota"; OpenConsole).with("used", used).with("total", total),
        _ => words!(what "quota", why "quota-bare", todo "quota"; OpenConsole),
    }
    .with("kind", kind)
    .with("method", quota.method.clone())
}
