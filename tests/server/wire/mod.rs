//! The exact bytes that the client puts on the wire, and how it interprets every possible response.

mod answers;
mod hostile;
mod listener;
mod password;
mod prefixes;
mod requests;
#[cfg(unix)]
mod routes;
mod running;

use std::net::SocketAddr;
use std::time::Duration;

use instance_desk::green_api::{
    Answer, ApiToken, ApiUrl, ChatId, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger, Method,
};
use tokio_util::sync::CancellationToken;

/// A secret that must not appear anywhere.
pub const CANARY: &str = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";

/// Returns a client that does not wait between calls and times out early.
pub fn client() -> Client {
    let options = ClientOptions {
        silence_timeout: Duration::from_millis(1500),
        total_timeout: Duration::from_secs(3),
        body_limit: 64 << 10,
        pace: 0.0,
        ..ClientOptions::default()
    };
    Client::with_options(ExchangeLog::new(), &options)
}

pub fn credentials(messenger: Messenger, api_url: &str) -> Credentials {
    let id = if messenger == Messenger::Max { "3100077318" } else { "1101822940" };
    Credentials {
        messenger,
        api_url: ApiUrl::parse(api_url).unwrap(),
        id_instance: IdInstance::parse(id).unwrap(),
        token: ApiToken::parse(CANARY).unwrap(),
    }
}

pub fn whatsapp(address: SocketAddr) -> Credentials {
    credentials(Messenger::WhatsApp, &format!("http://{address}"))
}

pub fn person() -> ChatId {
    ChatId::parse("79992047718", Messenger::WhatsApp).unwrap()
}

/// Makes one call and checks that it left no token behind.
pub async fn call<M: Method>(client: &Client, credentials: &Credentials, method: &M) -> Answer<M::Reply> {
    let answer = client.call(credentials, method, &CancellationToken::new()).await;
    assert_no_canary(client, &answer);
    answer
}

pub fn assert_no_canary<T>(client: &Client, answer: &Answer<T>) {
    let mut written = format!("{:?} {:?}", answer.outcome.as_ref().err(), answer.exchange);
    for exchange in client.log().newest_first() {
        written.push_str(&exchange.curl());
    }
    let percent: String = CANARY.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for spelled in [CANARY.to_owned(), percent] {
        assert!(!written.to_lowercase().contains(&spelled.to_lowercase()), "{written}");
    }
}
