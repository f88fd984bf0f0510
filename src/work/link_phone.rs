//! Linking a phone: the code to scan, fetched anew as it changes, or a code to type; until the state is authorized.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret as _, SecretString};
use tokio_util::sync::CancellationToken;

use super::Recorder;
use crate::green_api::{
    Client, Credentials, Exchange, Failure, GetAuthorizationCode, GetStateInstance, InstanceState, Messenger, Qr,
    QrReply,
};

/// A new QR code comes every 20 seconds; looking oftener than this finds the same one
/// (green-api.com/en/docs/api/account/QR).
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// How long a code to type lives (green-api.com/en/docs/api/account/GetAuthorizationCode).
pub const CODE_LIVES: Duration = Duration::from_secs(150);

/// How the phone is to be linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Scan,
    /// A code to type into WhatsApp on the phone with this number, international, digits only.
    Type(u64),
}

/// What is there to be shown now.
#[derive(Debug, Clone)]
pub enum Shown {
    Asking,
    /// A PNG to be scanned. Whoever scans it gets the account.
    Code(Arc<Vec<u8>>),
    /// To be typed on the phone, until the moment given.
    TypedCode {
        code: SecretString,
        until: Instant,
    },
    /// The phone asks for the password of two-step verification.
    PasswordAwaited,
    Linked,
    Failed(Failure),
}

/// Where it stands.
#[derive(Debug, Clone)]
pub struct Progress {
    pub way: Way,
    pub shown: Shown,
    pub state: Option<InstanceState>,
    /// The answer behind a failure.
    pub exchange: Option<Arc<Exchange>>,
}

impl Progress {
    pub fn new(way: Way) -> Self {
        Self { way, shown: Shown::Asking, state: None, exchange: None }
    }

    pub fn is_over(&self) -> bool {
        matches!(self.shown, Shown::Linked | Shown::Failed(_))
    }
}

/// Whether this messenger links by a code to type.
pub fn has_typed_code(messenger: Messenger) -> bool {
    messenger == Messenger::WhatsApp
}

/// Shows codes until the phone is linked, the code is refused, or it is cancelled.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    way: Way,
    cancel: &CancellationToken,
    report: impl Fn(Progress) + Send,
) {
    let mut now = Progress::new(way);
    if let Way::Type(phone_number) = way {
        let answer = recorder.call(client, credentials, &GetAuthorizationCode { phone_number }, cancel).await;
        now.exchange = answer.exchange;
        now.shown = match answer.outcome {
            Ok(code) => Shown::TypedCode { code, until: Instant::now() + CODE_LIVES },
            Err(failure) => ended(failure),
        };
        report(now.clone());
    }
    while !now.is_over() && !cancel.is_cancelled() {
        if way == Way::Scan {
            let answer = client.call(credentials, &Qr, cancel).await;
            now.exchange = answer.exchange;
            now.shown = match answer.outcome {
                Ok(QrReply::Code(png)) => code(&png),
                Ok(QrReply::PendingPassword) => Shown::PasswordAwaited,
                Ok(QrReply::Other { kind, message }) => {
                    Shown::Failed(Failure::NotDone { reply: format!("{kind}: {message}") })
                }
                // The restart before a code takes minutes at times: the code is awaited, not given up.
                Err(Failure::Starting(_) | Failure::StartingOrNotAuthorized(_)) => Shown::Asking,
                Err(failure) => ended(failure),
            };
        }
        let state = client.call(credentials, &GetStateInstance, cancel).await;
        if let Ok(state) = state.outcome {
            if state == InstanceState::Authorized {
                now.shown = Shown::Linked;
            }
            now.state = Some(state);
        }
        if cancel.is_cancelled() {
            return;
        }
        report(now.clone());
        if !now.is_over() {
            tokio::select! {
                () = tokio::time::sleep(client.paced(BETWEEN_LOOKS)) => {}
                () = cancel.cancelled() => {}
            }
        }
    }
}

fn ended(failure: Failure) -> Shown {
    match failure {
        Failure::AlreadyAuthorized(_) => Shown::Linked,
        failure => Shown::Failed(failure),
    }
}

fn code(png: &SecretString) -> Shown {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    match STANDARD.decode(png.expose_secret().trim()) {
        Ok(bytes) => Shown::Code(Arc::new(bytes)),
        Err(_) => Shown::Failed(Failure::NotDone { reply: "qr: the picture cannot be read".to_owned() }),
    }
}
