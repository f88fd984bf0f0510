//! Linking a phone: a code to scan, fetched again as it changes, or a code to type; then possibly a passkey or a
//! password; until the state is authorized.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use tokio_util::sync::CancellationToken;

use super::Recorder;
use crate::green_api::{
    Answer, Client, Credentials, ErrorReply, Exchange, Failure, GetAuthorizationCode, GetStateInstance, InstanceState,
    Messenger, Qr, QrReply,
};
use crate::store::ReadBack;

/// Interval between two queries. A new QR code is issued every 20 seconds; more frequent queries return the same one
/// (green-api.com/en/docs/api/account/QR).
const BETWEEN_QUERIES: Duration = Duration::from_secs(5);

/// Number of queries per `qr` request while a typed code is awaited; only `qr` reports a passkey.
const LOOKS_FOR_PASSKEY: u32 = 4;

/// Lifetime of a code to type (green-api.com/en/docs/api/account/GetAuthorizationCode).
const TYPED_CODE_LIVES: Duration = Duration::from_secs(150);

/// Lifetime of a QR code. WhatsApp replaces its QR code every 20 seconds: one that was not confirmed for this long is
/// invalid.
const QR_CODE_LIVES: Duration = Duration::from_secs(25);

/// Maximum time to wait because the server names one when it refuses a query for its pace.
const LONGEST_REFUSAL: Duration = Duration::from_secs(60);

/// Number of failed `qr` requests in a row that ends linking, as the vendor advises for any status but 200
/// (github.com/green-api/issues/issues/487).
const FAILURES_IN_A_ROW: u32 = 5;

/// Maximum time for which linking queries the server.
pub const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Maximum time for which linking continues while its page is left, or its window is hidden or has neither focus nor
/// input.
pub const LONGEST_UNSEEN: Duration = Duration::from_secs(10 * 60);

/// The method of linking a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Scan,
    /// A code to type into WhatsApp on the phone with this number, international, digits only.
    Type(u64),
}

/// Content of the panel that links a phone.
#[derive(Debug, Clone)]
pub enum Shown {
    Asking,
    Code(QrCode),
    /// The QR code is too old to be scanned, and no newer one was received.
    CodeOld,
    /// A code to type on the phone, valid until the given moment.
    TypedCode {
        code: SecretString,
        until: Instant,
    },
    TypedCodeExpired,
    /// getAuthorizationCode answered without a code, and will keep doing so until a restart or a QR code
    /// (github.com/green-api/issues/issues/821).
    NoTypedCode,
    /// WhatsApp asks for a passkey. The server's message may be empty, words or an address.
    Passkey {
        message: String,
    },
    /// The gateway waits for sendAuthorizationPassword.
    PasswordAwaited,
    /// qr answered with a type that this program does not know, and a message that may be empty.
    UnknownType {
        name: String,
        message: String,
    },
    /// A phone is linked. The state says whether the messenger has suspended or blocked its account.
    Linked,
    /// No phone was linked in time, or the window was not seen for too long: the server is no longer queried.
    Stopped,
    Failed(Failure),
}

/// A PNG to scan. Anyone who scans it gets access to the account.
#[derive(Debug, Clone)]
pub struct QrCode {
    pub png: Arc<Vec<u8>>,
    /// When it was first received.
    pub since: Instant,
    /// When it becomes invalid, unless the server confirms it once more.
    pub until: Instant,
}

/// Progress of linking a phone.
#[derive(Debug, Clone)]
pub struct LinkProgress {
    pub way: Way,
    pub shown: Shown,
    messenger: Messenger,
    /// The newest state, and when it was requested.
    pub state: Option<InstanceState>,
    pub state_at: Option<Timestamp>,
    /// Why the state could not be read the last time.
    pub state_failure: Option<Failure>,
    /// Why the last `qr` request brought no answer, and how many failed in a row.
    qr_failure: Option<Failure>,
    qr_failures: u32,
    /// The answer behind a failure, a missing code or a passkey.
    pub exchange: Option<Arc<Exchange>>,
}

impl LinkProgress {
    pub fn new(way: Way, messenger: Messenger) -> Self {
        let shown = Shown::Asking;
        Self {
            way,
            shown,
            messenger,
            state: None,
            state_at: None,
            state_failure: None,
            qr_failure: None,
            qr_failures: 0,
            exchange: None,
        }
    }

    /// Returns what to show the user at `now`: an expired code is not shown.
    pub fn shown(&self, now: Instant) -> &Shown {
        match &self.shown {
            Shown::Code(QrCode { until, .. }) if now >= *until => &Shown::CodeOld,
            Shown::TypedCode { until, .. } if now >= *until => &Shown::TypedCodeExpired,
            shown => shown,
        }
    }

    pub fn is_over(&self) -> bool {
        matches!(self.shown, Shown::Linked | Shown::Stopped | Shown::Failed(_))
    }

    /// Whether a query, answered at `now`, only confirmed what an earlier progress still shows.
    pub fn confirms(&self, before: &Self, now: Instant) -> bool {
        let shown = &before.shown;
        let is_same = match &self.shown {
            Shown::Code(code) => {
                matches!(shown, Shown::Code(before) if code.since == before.since && now < before.until)
            }
            Shown::TypedCode { until, .. } => {
                matches!(shown, Shown::TypedCode { until: before, .. } if until == before)
            }
            Shown::Passkey { message } => matches!(shown, Shown::Passkey { message: before } if message == before),
            Shown::PasswordAwaited => matches!(shown, Shown::PasswordAwaited),
            Shown::Asking
            | Shown::CodeOld
            | Shown::TypedCodeExpired
            | Shown::NoTypedCode
            | Shown::UnknownType { .. }
            | Shown::Linked
            | Shown::Stopped
            | Shown::Failed(_) => false,
        };
        is_same && self.state == before.state && self.failed_query() == before.failed_query()
    }

    /// Returns why the last query failed, if linking goes on in spite of it.
    pub fn failed_query(&self) -> Option<&Failure> {
        self.qr_failure.as_ref().or(self.state_failure.as_ref()).filter(|_| !self.is_over())
    }

    /// Returns how long to wait before the next query: longer than usual if the server refused the last one for its
    /// pace and named a time.
    fn wait(&self) -> Duration {
        let named = |failure: &Option<Failure>| match failure {
            Some(Failure::RateLimited { retry_after, .. }) => *retry_after,
            _ => None,
        };
        let named = named(&self.qr_failure).max(named(&self.state_failure));
        named.map_or(BETWEEN_QUERIES, |named| named.clamp(BETWEEN_QUERIES, LONGEST_REFUSAL))
    }

    /// Whether the state said that a phone is linked.
    pub fn was_seen(&self) -> bool {
        self.state.as_ref().is_some_and(InstanceState::has_phone)
    }

    /// Whether a code to scan is requested again and again.
    pub fn requests_codes(&self) -> bool {
        self.way == Way::Scan && !self.is_over() && self.asks_qr(0)
    }

    /// Whether this query, number `look`, also requests `qr`.
    fn asks_qr(&self, look: u32) -> bool {
        match (&self.shown, self.way) {
            // Only the state shows when a passkey or a password is no longer needed.
            (Shown::Passkey { .. } | Shown::PasswordAwaited, _) => false,
            (_, Way::Scan) => true,
            (_, Way::Type(_)) => look.is_multiple_of(LOOKS_FOR_PASSKEY),
        }
    }

    fn take_typed_code(&mut self, outcome: Result<SecretString, Failure>, lives: Duration) {
        self.shown = match outcome {
            Ok(code) => Shown::TypedCode { code, until: Instant::now() + lives },
            // Many requests in a row cause a restart; the linking waits for it to finish.
            Err(
                Failure::NotDone { .. }
                | Failure::Null { .. }
                | Failure::Starting(_)
                | Failure::StartingOrNotAuthorized(_),
            ) => Shown::NoTypedCode,
            Err(failure) => ended(failure),
        };
    }

    /// Applies the answer of `qr`. Returns whether it decides what is shown: a failure that may pass does not.
    fn take_qr(&mut self, outcome: Result<QrReply, Failure>, lives: Duration) -> bool {
        self.qr_failure = outcome.as_ref().err().filter(|failure| may_pass(failure)).cloned();
        self.qr_failures = if self.qr_failure.is_some() { self.qr_failures + 1 } else { 0 };
        let shown = match outcome {
            Ok(QrReply::PasskeyRequired { message }) => Shown::Passkey { message },
            // A typed code is awaited; no other answer of `qr` matters.
            _ if self.way != Way::Scan => return false,
            Err(_) if (1..FAILURES_IN_A_ROW).contains(&self.qr_failures) => return false,
            Ok(QrReply::Code(png)) => code(&png, &self.shown, lives),
            Ok(QrReply::PendingPassword) if has_password(self.messenger) => Shown::PasswordAwaited,
            Ok(QrReply::PendingPassword) => Shown::Asking,
            Ok(QrReply::Other { kind, message }) => Shown::UnknownType { name: kind, message },
            // The restart before a code can take minutes: keep waiting for the code instead of giving up.
            Err(Failure::Starting(_) | Failure::StartingOrNotAuthorized(_)) => Shown::Asking,
            Err(failure) => ended(failure),
        };
        self.shown = shown;
        true
    }

    fn take_state_answer(&mut self, answer: Answer<InstanceState>) {
        let asked = answer.at();
        match answer.outcome {
            Ok(state) => {
                self.take_state(state);
                (self.state_at, self.state_failure) = (Some(asked), None);
            }
            Err(failure) => self.state_failure = Some(failure),
        }
    }

    fn take_state(&mut self, state: InstanceState) {
        // A suspended or blocked account does not become authorized by waiting for it.
        if state.has_phone() {
            self.shown = Shown::Linked;
        } else if state == InstanceState::PendingPassword && has_password(self.messenger) {
            (self.shown, self.qr_failure) = (Shown::PasswordAwaited, None);
        } else if matches!(self.shown, Shown::PasswordAwaited) {
            // A refused password may have ended the linking, so another code is requested.
            self.shown = Shown::Asking;
        }
        self.state = Some(state);
    }
}

/// Whether this messenger links by a code to type.
pub fn has_typed_code(messenger: Messenger) -> bool {
    messenger == Messenger::WhatsApp
}

/// Whether this messenger takes the password of two-step verification through the gateway: WhatsApp has no
/// sendAuthorizationPassword (green-api.com/v3/docs/api/account/SendAuthorizationPassword).
pub fn has_password(messenger: Messenger) -> bool {
    messenger != Messenger::WhatsApp
}

/// Reports what to show until the phone is linked, the code is refused, no phone is linked in time, or it is cancelled.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    way: Way,
    cancel: &CancellationToken,
    mut report: impl FnMut(LinkProgress) + Send,
) {
    let began = Instant::now();
    let mut now = LinkProgress::new(way, credentials.messenger);
    if let Way::Type(phone_number) = way {
        let answer = recorder.call(client, credentials, &GetAuthorizationCode { phone_number }, cancel).await;
        now.exchange = answer.exchange;
        now.take_typed_code(answer.outcome, client.paced(TYPED_CODE_LIVES));
        report(now.clone());
    }
    let mut look = 0;
    while !now.is_over() && !cancel.is_cancelled() {
        look += 1;
        now.take_state_answer(client.call(credentials, &GetStateInstance, cancel).await);
        if !now.is_over() && now.asks_qr(look) {
            let answer = client.call(credentials, &Qr, cancel).await;
            if now.take_qr(answer.outcome, client.paced(QR_CODE_LIVES)) {
                now.exchange = answer.exchange;
            }
            // The phone may have been linked after the state was read.
            if matches!(now.shown, Shown::Linked) {
                now.take_state_answer(client.call(credentials, &GetStateInstance, cancel).await);
            }
        }
        if !now.is_over() && began.elapsed() >= client.paced(LONGEST) {
            now.shown = Shown::Stopped;
        }
        if cancel.is_cancelled() {
            break;
        }
        report(now.clone());
        if !now.is_over() {
            tokio::select! {
                () = tokio::time::sleep(client.paced(now.wait())) => {}
                () = cancel.cancelled() => {}
            }
        }
    }
    if let (Way::Type(phone_number), Some(state)) = (way, now.state) {
        recorder.read_back(credentials, &GetAuthorizationCode { phone_number }, ReadBack::State(state));
    }
}

/// Whether the next `qr` request may succeed although this one failed. A restart is awaited without a limit of its own.
fn may_pass(failure: &Failure) -> bool {
    let other = matches!(failure, Failure::Starting(_) | Failure::StartingOrNotAuthorized(_) | Failure::Expired(_));
    failure.may_retry() && !other
}

fn ended(failure: Failure) -> Shown {
    match failure {
        Failure::AlreadyAuthorized(_) => Shown::Linked,
        failure => Shown::Failed(failure),
    }
}

fn code(png: &SecretString, before: &Shown, lives: Duration) -> Shown {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let Ok(bytes) = STANDARD.decode(png.expose_secret().trim()) else {
        let said = ErrorReply { status: 200, text: String::new() };
        return Shown::Failed(Failure::WrongReply { expected: "a picture", said });
    };
    let now = Instant::now();
    let mut code = QrCode { png: Arc::new(bytes), since: now, until: now + lives };
    if let Shown::Code(last) = before
        && last.png == code.png
    {
        code.since = last.since;
    }
    Shown::Code(code)
}

#[cfg(test)]
mod tests;
