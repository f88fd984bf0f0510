//! The client: spaces the calls of each method and instance, judges and records every response, and repeats nothing
//! automatically.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::access::{Access, Accesses};
use super::pacing::{Delay, Pacing};
use super::prefixes::Prefixes;
use super::redact::{self, MASK, Redactor};
use super::transport::{Outgoing, Received, Transport, address, on_blocking_thread};
use super::{
    Credentials, ErrorReply, Exchange, ExchangeLog, Failure, IdInstance, Method, Proxies, Purpose, ReplyFault, Verb,
    classify,
};

pub use super::transport::ClientOptions;

/// Called from a runtime thread when a result is ready.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Sends GREEN-API methods. Clones share connections, pacing, the prefixes that worked, the log, and what each instance
/// may be asked.
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    accesses: Accesses,
    pacing: Pacing,
    prefixes: Prefixes,
    pace: f64,
    log: ExchangeLog,
    purpose: Purpose,
}

/// The result of a call.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// The request and response as sent and received; `None` if nothing was sent.
    pub exchange: Option<Arc<Exchange>>,
    pub outcome: Result<T, Failure>,
}

impl<T> Answer<T> {
    /// Returns when the request was sent: the earliest moment at which the answer was true.
    pub fn at(&self) -> jiff::Timestamp {
        self.exchange.as_ref().map_or_else(super::now, |exchange| exchange.at)
    }

    /// Returns the value of a success with [`Answer::at`].
    pub fn timed(self) -> Option<(T, jiff::Timestamp)> {
        let at = self.at();
        self.outcome.ok().map(|value| (value, at))
    }

    /// Applies `change` to the value of a success.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { exchange: self.exchange, outcome: self.outcome.map(change) }
    }

    /// Returns an answer for a call that was not sent.
    pub fn unsent(failure: Failure) -> Self {
        Self { exchange: None, outcome: Err(failure) }
    }
}

/// A method's turn at an instance, which allows one call.
#[must_use = "the turn is taken, and passes unused"]
pub struct Turn<M>(PhantomData<fn() -> M>);

/// Shortest interval at which the next call does not make up for a late one. Where at most one call a second is
/// allowed, the server's bucket holds a single call, so a second call that arrives a moment early is refused. Faster
/// methods may arrive in small bursts.
const NO_SLACK: Duration = Duration::from_secs(1);

/// Number of bytes above which a body is judged on a blocking thread: redacting and parsing it would delay other tasks.
const LARGE_BODY: usize = 256 << 10;

impl Client {
    /// Creates a client with the default limits that records into `log`.
    pub fn new(log: ExchangeLog) -> Self {
        Self::with_options(log, &ClientOptions::default())
    }

    /// Creates a client with other limits. Without the system's certificates it reaches only this computer.
    pub fn with_options(log: ExchangeLog, options: &ClientOptions) -> Self {
        let transport = Transport::new(options);
        let (accesses, pacing, prefixes) = (Accesses::default(), Pacing::default(), Prefixes::default());
        Self { transport, accesses, pacing, prefixes, pace: options.pace, log, purpose: Purpose::Asked }
    }

    /// Returns the log that this client records into.
    pub fn log(&self) -> &ExchangeLog {
        &self.log
    }

    /// Returns the proxies that its requests take. The first caller waits until the desktop's settings are read.
    pub async fn proxies(&self) -> &Proxies {
        self.transport.proxies().await
    }

    /// Returns this client for requests with this purpose. The log keeps fewer routine ones.
    #[must_use]
    pub fn with_purpose(&self, purpose: Purpose) -> Self {
        Self { purpose, ..self.clone() }
    }

    /// Sets what an instance may be asked, from the next request on.
    pub fn set_access(&self, instance: &IdInstance, access: Access) {
        self.accesses.set(instance, access);
    }

    /// Checks that a method may be sent to an instance.
    ///
    /// # Errors
    /// Returns [`Failure::NotAvailable`] if the messenger has no such method, or [`Failure::LookOnly`] if it changes
    /// something and the instance is set to look only.
    pub fn check<M: Method>(&self, credentials: &Credentials) -> Result<(), Failure> {
        let messenger = credentials.messenger;
        if !M::MESSENGERS.contains(&messenger) {
            return Err(Failure::NotAvailable { method: M::NAME, messenger });
        }
        match self.accesses.of(&credentials.id_instance) {
            Access::LookOnly if M::MUTATES => Err(Failure::LookOnly { method: M::NAME }),
            Access::LookOnly | Access::Full => Ok(()),
        }
    }

    /// Scales a wait to this client's pace. For callers that wait for the server between two calls.
    pub fn paced(&self, wait: Duration) -> Duration {
        wait.mul_f64(self.pace)
    }

    /// Waits for the method's turn, sends it once, judges the response, and keeps both in the log, redacted. Nothing is
    /// sent that the instance may not be asked. A method that only reads is sent a second time with the other prefix of
    /// MAX if the response looks like a wrong prefix; the prefix that worked is used from then on.
    ///
    /// Cancelled before sending, nothing was done. Cancelled after sending, the outcome of a change is unknown.
    pub async fn call<M: Method>(
        &self,
        credentials: &Credentials,
        call: &M,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        let sent = self.prefixes.of(credentials);
        let first = self.call_once(credentials, call, sent, cancel).await;
        let second = |answer: &Arc<Exchange>| Prefixes::second(credentials.messenger, sent, answer);
        let Some(prefix) = first.exchange.as_ref().and_then(second).filter(|_| !M::MUTATES) else { return first };
        let second = self.call_once(credentials, call, prefix, cancel).await;
        if second.exchange.as_ref().is_some_and(|answer| Prefixes::worked(answer)) {
            self.prefixes.remember(credentials, prefix);
            return second;
        }
        if matches!(second.outcome, Err(Failure::Cancelled { .. })) { second } else { first }
    }

    async fn call_once<M: Method>(
        &self,
        credentials: &Credentials,
        call: &M,
        prefix: &'static str,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        if let Err(failure) = self.check::<M>(credentials) {
            return Answer::unsent(failure);
        }
        tokio::select! {
            biased;
            () = cancel.cancelled() => return Answer::unsent(Failure::Cancelled { sent: false }),
            _turn = self.turn::<M>(credentials) => {}
        }
        self.send(credentials, call, prefix, cancel).await
    }

    /// Waits for a method's turn and takes it. For callers that must act immediately before the call. Dropping the
    /// future leaves the turn to other callers.
    pub async fn turn<M: Method>(&self, credentials: &Credentials) -> Turn<M> {
        // Built before the turn, so that the turn is not held meanwhile. The call returns the failure.
        let _ = self.transport.client(credentials.api_url.is_loopback()).await;
        let interval = M::interval(credentials.messenger);
        let delay = if interval < NO_SLACK { Delay::MakeUp } else { Delay::Accept };
        self.pacing.turn(&credentials.id_instance, M::NAME, self.paced(interval), delay).await;
        Turn(PhantomData)
    }

    /// Like [`Client::call`], in a turn that has just been taken.
    pub async fn call_in_turn<M: Method>(
        &self,
        _turn: Turn<M>,
        credentials: &Credentials,
        call: &M,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        if cancel.is_cancelled() {
            return Answer::unsent(Failure::Cancelled { sent: false });
        }
        self.send(credentials, call, self.prefixes.of(credentials), cancel).await
    }

    /// Sends once, judges the response and records both.
    async fn send<M: Method>(
        &self,
        credentials: &Credentials,
        call: &M,
        prefix: &'static str,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        if let Err(failure) = self.check::<M>(credentials) {
            return Answer::unsent(failure);
        }
        redact::register(&credentials.token);
        let body = call.body().map(|body| body.to_string());
        let outgoing = match Outgoing::new(credentials, call, prefix, body.as_deref()) {
            Ok(outgoing) => outgoing,
            Err(failure) => return Answer::unsent(failure),
        };
        let sent = Sent {
            instance: credentials.id_instance.clone(),
            method: M::NAME,
            verb: M::VERB,
            url: address(credentials, call, prefix, MASK),
            body,
            redactor: Redactor::new(&[&credentials.token]).with(call.secret()),
            at: super::now(),
        };
        let ended = self.exchange(sent, outgoing, M::interval(credentials.messenger), cancel).await;
        if ended.received.body.len() <= LARGE_BODY {
            return ended.judge::<M>();
        }
        on_blocking_thread(move || ended.judge::<M>()).await
    }

    /// Sends once. Without the types of the method, so that it is compiled once for all methods.
    async fn exchange(&self, sent: Sent, outgoing: Outgoing, interval: Duration, cancel: &CancellationToken) -> Ended {
        let started = Instant::now();
        let mut received = Received::default();
        let arrived = tokio::select! {
            biased;
            arrived = self.transport.exchange(outgoing, &mut received) => arrived,
            () = cancel.cancelled() => Err(Failure::Cancelled { sent: true }),
        };
        let duration = started.elapsed();
        if interval >= NO_SLACK {
            self.pacing.answered(&sent.instance, sent.method);
        }
        Ended { sent, received, arrived, duration, purpose: self.purpose, log: self.log.clone() }
    }
}

/// A request, as it is recorded.
struct Sent {
    instance: IdInstance,
    method: &'static str,
    verb: Verb,
    /// The address with [`MASK`] in place of the token.
    url: String,
    body: Option<String>,
    /// Removes this call's secrets from everything recorded.
    redactor: Redactor,
    at: jiff::Timestamp,
}

/// An exchange that has ended, to be judged and recorded.
struct Ended {
    sent: Sent,
    received: Received,
    arrived: Result<(), Failure>,
    duration: Duration,
    purpose: Purpose,
    log: ExchangeLog,
}

impl Ended {
    /// Judges the response, and records the exchange.
    fn judge<M: Method>(mut self) -> Answer<M::Reply> {
        let body_bytes = self.received.body.len();
        // A large body is not copied: it is decoded and masked only where it must be.
        let raw = String::from_utf8(std::mem::take(&mut self.received.body))
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let shown = self.sent.redactor.redact(&raw);
        let arrived = std::mem::replace(&mut self.arrived, Ok(()));
        let outcome = arrived.and_then(|()| read_reply::<M>(&self.received, &raw, &shown));
        let masked = match shown {
            Cow::Owned(masked) => Some(masked),
            Cow::Borrowed(_) => None,
        };
        let exchange = self.record(body_bytes, masked.unwrap_or(raw), outcome.as_ref().err().cloned());
        Answer { exchange: Some(exchange), outcome }
    }

    /// Records the exchange. `body` is redacted. Without the types of the method, like [`Client::exchange`].
    fn record(self, body_bytes: usize, body: String, failure: Option<Failure>) -> Arc<Exchange> {
        let Self { sent, received, duration, purpose, log, .. } = self;
        let redact = |text: &str| sent.redactor.redact(text).into_owned();
        log.push(Exchange {
            id: log.next_id(),
            instance: sent.instance,
            purpose,
            method: sent.method,
            verb: sent.verb,
            // It has the name of the method, of which a password may be a part.
            url: redact::all(&sent.url),
            request_body: sent.body.as_deref().map(redact),
            status: received.status,
            reason: received.reason.map(str::to_owned),
            headers: received.headers.iter().map(|(name, value)| (redact(name), redact(value))).collect(),
            body: body.into(),
            body_bytes,
            duration,
            at: sent.at,
            failure,
        })
    }
}

/// Judges a response as success or failure. Both are read from the redacted body, because they are shown and kept. Of
/// the methods of [`Method::READS_SECRETS`], the raw body is judged: a password may be a word of the answer. The texts
/// in a failure come from the redacted body.
fn read_reply<M: Method>(received: &Received, raw: &str, shown: &str) -> Result<M::Reply, Failure> {
    if !M::READS_SECRETS {
        return judge::<M>(received, shown);
    }
    judge::<M>(received, raw).map_err(|failure| match judge::<M>(received, shown) {
        Err(masked) => failure.in_words_of(masked),
        Ok(_) => failure.in_words_of(Failure::NotDone { reply: classify::cut(shown) }),
    })
}

fn judge<M: Method>(received: &Received, body: &str) -> Result<M::Reply, Failure> {
    let status = received.status.unwrap_or_default();
    match status {
        204 => return Err(Failure::Empty { status }),
        200..=299 => {}
        _ if classify::is_text_of_another(status, body) => return Err(Failure::Html { status }),
        _ => {
            let reason = received.reason.unwrap_or_default();
            return Err(classify::failure(status, reason, body, received.retry_after));
        }
    }
    let said = || ErrorReply { status, text: classify::cut(body) };
    M::read(body).map_err(|fault| match fault {
        ReplyFault::Empty => Failure::Empty { status },
        ReplyFault::Null => Failure::Null { status },
        ReplyFault::Html => Failure::Html { status },
        ReplyFault::NotJson => Failure::NotJson(said()),
        ReplyFault::Wrong { expected } => Failure::WrongReply { expected, said: said() },
        ReplyFault::Failed(failure) => failure,
    })
}
