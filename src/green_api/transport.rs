//! The two underlying HTTP clients, and what they report of an exchange.

use std::error::Error;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use tokio::sync::OnceCell;

use super::proxies::Proxies;
use super::{Cause, Credentials, DesktopProxies, DesktopSettings, Detail, Failure, Method, ProxyRefusal, Route, Verb};

/// Limits of a client. The program uses the defaults.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// Time limit for making a connection.
    pub connect_timeout: Duration,
    /// Maximum silence from the server. The gateway answers some calls late; the vendor recommends 60 s or more.
    pub silence_timeout: Duration,
    /// Time limit for a whole exchange.
    pub total_timeout: Duration,
    /// Maximum number of response bytes read.
    pub body_limit: usize,
    /// The proxies that the desktop's settings name.
    pub desktop: DesktopSettings,
    /// Factor for every wait: between two calls of a method, and [`Client::paced`]. 0 disables waiting. For tests.
    ///
    /// [`Client::paced`]: super::Client::paced
    pub pace: f64,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            silence_timeout: Duration::from_secs(60),
            total_timeout: Duration::from_secs(600),
            body_limit: 32 << 20,
            desktop: DesktopSettings::Known(DesktopProxies::None),
            pace: 1.0,
        }
    }
}

/// A client that may use a proxy, and a client for this computer that never does. Each is built before its first
/// request, because it reads the system's certificates, and the first one the desktop's settings.
#[derive(Clone)]
pub struct Transport(Arc<Clients>);

struct Clients {
    options: ClientOptions,
    proxies: OnceCell<Proxies>,
    outward: OnceCell<Result<reqwest::Client, Failure>>,
    loopback: OnceCell<Result<reqwest::Client, Failure>>,
}

/// A request ready to send. Holds the token, so it has no `Debug`.
pub struct Outgoing {
    request: reqwest::Request,
    is_loopback: bool,
    host: String,
}

/// The response received so far; kept unchanged when the exchange is cut off.
#[derive(Default)]
pub struct Received {
    pub status: Option<u16>,
    pub reason: Option<&'static str>,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub retry_after: Option<Duration>,
}

impl Transport {
    pub fn new(options: &ClientOptions) -> Self {
        // Fails for the second client, which uses the provider of the first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (proxies, outward, loopback) = Default::default();
        Self(Arc::new(Clients { options: options.clone(), proxies, outward, loopback }))
    }

    /// Returns the proxies of the requests to other computers.
    pub async fn proxies(&self) -> &Proxies {
        let read = || {
            let desktop = self.0.options.desktop.clone();
            on_blocking_thread(move || Proxies::new(desktop.proxies()))
        };
        self.0.proxies.get_or_init(read).await
    }

    /// Returns the client of a request.
    ///
    /// # Errors
    /// Returns [`Failure::NoClient`] if it cannot be built: without the system's certificates no other computer can be
    /// reached.
    pub async fn client(&self, is_loopback: bool) -> Result<&reqwest::Client, Failure> {
        let client = if is_loopback {
            self.0.loopback.get_or_init(|| self.build_loopback()).await
        } else {
            self.0.outward.get_or_init(|| self.build_outward()).await
        };
        client.as_ref().map_err(Failure::clone)
    }

    /// Builds the client for this computer, which does without the system's certificates if there are none.
    async fn build_loopback(&self) -> Result<reqwest::Client, Failure> {
        let options = self.0.options.clone();
        let builder = move || builder(&options).no_proxy();
        on_blocking_thread(move || build(builder()).or_else(|_| build(builder().tls_certs_only([])))).await
    }

    async fn build_outward(&self) -> Result<reqwest::Client, Failure> {
        let (options, proxies) = (self.0.options.clone(), self.proxies().await.clone());
        on_blocking_thread(move || build(proxies.apply(builder(&options)))).await
    }

    /// Sends the request and receives the response. Data received before a failure stays in `received`.
    ///
    /// # Errors
    /// Returns the [`Failure`] that ended the exchange.
    pub async fn exchange(&self, outgoing: Outgoing, received: &mut Received) -> Result<(), Failure> {
        let started = Instant::now();
        let (host, scheme) = (outgoing.host, outgoing.request.url().scheme().to_owned());
        let proxies = if outgoing.is_loopback { None } else { Some(self.proxies().await) };
        let failed = |error: reqwest::Error| {
            let route = proxies.map_or(Route::Direct, |proxies| proxies.route(&scheme, &host));
            failure(error.without_url(), &host, &route, started.elapsed())
        };
        let client = self.client(outgoing.is_loopback).await?;
        let mut response = client.execute(outgoing.request).await.map_err(failed)?;
        let status = response.status();
        received.status = Some(status.as_u16());
        received.reason = status.canonical_reason();
        received.headers = kept(response.headers());
        received.retry_after = seconds(response.headers().get("retry-after"));
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            let room = self.0.options.body_limit - received.body.len();
            received.body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                return Err(Failure::BodyTooLarge { status: status.as_u16(), limit: self.0.options.body_limit });
            }
        }
        Ok(())
    }
}

fn builder(options: &ClientOptions) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(options.connect_timeout)
        .read_timeout(options.silence_timeout)
        .timeout(options.total_timeout)
        // A redirect would carry the token to another address.
        .redirect(Policy::none())
        // Retrying a GET that clears a queue would clear it twice.
        .retry(reqwest::retry::never())
        .referer(false)
}

fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Failure> {
    builder.build().map_err(|error| Failure::NoClient { cause: Detail::of(&error.without_url()) })
}

/// Returns what `work` returns, which may block.
pub async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime ends, and the request with it.
            Err(_) => std::future::pending().await,
        },
    }
}

impl Outgoing {
    /// Builds the request of a call. The only place where the token becomes part of a text.
    ///
    /// # Errors
    /// Returns [`Failure::NoClient`] if the address cannot be parsed.
    pub fn new<M: Method>(
        credentials: &Credentials,
        call: &M,
        prefix: &str,
        body: Option<&str>,
    ) -> Result<Self, Failure> {
        let address = address::<M>(credentials, call, prefix, credentials.token.expose());
        let url = reqwest::Url::parse(&address).map_err(|error| Failure::NoClient { cause: Detail::of(&error) })?;
        let verb = match M::VERB {
            Verb::Get => reqwest::Method::GET,
            Verb::Post => reqwest::Method::POST,
            Verb::Delete => reqwest::Method::DELETE,
        };
        let mut request = reqwest::Request::new(verb, url);
        if let Some(body) = body {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.to_owned().into());
        }
        let api_url = &credentials.api_url;
        Ok(Self { request, is_loopback: api_url.is_loopback(), host: api_url.host().to_owned() })
    }
}

/// Builds the address of a call; `prefix` precedes `/waInstance`, and `token` is the token, or the mask to show
/// instead.
pub fn address<M: Method>(credentials: &Credentials, call: &M, prefix: &str, token: &str) -> String {
    let Credentials { api_url, id_instance, .. } = credentials;
    let mut address = format!("{api_url}{prefix}/waInstance{id_instance}/{}/{token}", M::NAME);
    for (index, (key, value)) in call.query().into_iter().enumerate() {
        let value = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
        address.push_str(&format!("{}{key}={value}", if index == 0 { '?' } else { '&' }));
    }
    address
}

/// Selects the headers that are kept for display.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    const KEPT: [&str; 4] = ["content-type", "content-length", "date", "retry-after"];
    let is_kept = |name: &str| KEPT.contains(&name) || name.starts_with("x-ratelimit-");
    let shown = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let all = headers.iter().filter(|(name, _)| is_kept(name.as_str()));
    all.map(|(name, value)| (name.as_str().to_owned(), shown(value))).collect()
}

/// The longest wait that a server can impose before the next request.
pub const LONGEST_WAIT: Duration = Duration::from_hours(1);

fn seconds(value: Option<&HeaderValue>) -> Option<Duration> {
    let seconds: u32 = value?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.into()).min(LONGEST_WAIT))
}

/// Classifies an error of the HTTP library. `error` must be without its URL.
fn failure(error: reqwest::Error, host: &str, route: &Route, after: Duration) -> Failure {
    let chain = chain(&error);
    let says = |part: &str| chain.iter().any(|text| text.to_ascii_lowercase().contains(part));
    let cause = Detail::of(&error);
    if error.is_builder() {
        return Failure::NoClient { cause };
    }
    // While connecting, no part of the request has been sent.
    let sent = !error.is_connect();
    match (sent, route) {
        (true, _) if error.is_timeout() => Failure::TimedOut { after, sent },
        (true, _) => Failure::ConnectionLost { cause: after_handshake(cause) },
        // The SOCKS protocol has a handshake, too.
        (false, Route::Proxy { address, .. }) if says("tunnel error") || says("socks error") => {
            Failure::ProxyFailed { proxy: address.clone(), why: proxy_refusal(&chain, cause) }
        }
        (false, _) if says("certificate") || says("tls") || says("handshake") || is_of_tls(&cause) => {
            Failure::TlsFailed { cause }
        }
        // The proxy looks up the name, so a name that is not found is its own.
        (false, Route::Proxy { address, .. }) => {
            Failure::ProxyFailed { proxy: address.clone(), why: ProxyRefusal::Other { cause } }
        }
        (false, Route::DirectDespiteScript) => Failure::ProxyScriptNotRun { cause },
        (false, Route::DirectWithoutSettings) => Failure::ProxySettingsUnread { cause },
        (false, Route::DirectDespiteProxy(_)) => Failure::ProxyUnreadable { cause },
        (false, Route::Direct) if error.is_timeout() => Failure::TimedOut { after, sent },
        (false, Route::Direct) if says("dns error") => Failure::NameNotFound { host: host.to_owned() },
        (false, Route::Direct) => Failure::NoConnection { cause },
    }
}

/// Whether the other end does not speak TLS, or refused it.
fn is_of_tls(cause: &Detail) -> bool {
    matches!(cause, Detail::Reported { cause: Cause::NotEncrypted, .. })
}

/// Returns the cause of a connection that broke after the handshake: TLS itself was possible.
fn after_handshake(cause: Detail) -> Detail {
    match cause {
        Detail::Reported { cause: Cause::NotEncrypted, words } => {
            let cause = if words.contains("fatal alert") { Cause::Closed } else { Cause::Garbled };
            Detail::Reported { cause, words }
        }
        cause => cause,
    }
}

/// Returns why a proxy opened no connection, by the words of the HTTP library, which has no type for it.
fn proxy_refusal(chain: &[String], cause: Detail) -> ProxyRefusal {
    const SIGN_IN: [&str; 4] = [
        "proxy authorization required",
        // SOCKS.
        "credentials not accepted",
        "server does not support user/pass authentication",
        "server implements authentication incorrectly",
    ];
    const NOT_ANSWERED: [&str; 4] =
        ["failed to create underlying connection", "io error", "could not resolve", "unexpected end of file"];
    let says = |parts: &[&str]| chain.iter().any(|text| parts.iter().any(|part| text.contains(part)));
    if says(&SIGN_IN) {
        ProxyRefusal::SignIn
    } else if says(&NOT_ANSWERED) {
        ProxyRefusal::Other { cause }
    } else {
        ProxyRefusal::Closed
    }
}

fn chain(error: &dyn Error) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_handshake_an_error_of_tls_is_no_missing_encryption() {
        let cause = |error: rustls::Error| {
            let error = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
            let Detail::Reported { cause, .. } = after_handshake(Detail::of(&error)) else { panic!("{error}") };
            cause
        };
        assert_eq!(cause(rustls::Error::DecryptError), Cause::Garbled);
        assert_eq!(cause(rustls::Error::AlertReceived(rustls::AlertDescription::CertificateRequired)), Cause::Closed);
    }
}
