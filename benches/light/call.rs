//! One call through the client against `curl`: the same request to the same server, on a connection that is kept.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, GetMessagesCount, IdInstance, Messenger,
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

/// Calls in a row, on one connection.
const CALLS: u32 = 2000;

/// Rounds of both, in turn.
const ROUNDS: usize = 9;

/// A server in a process of its own, which ends with this value.
struct Server {
    process: Child,
    credentials: Credentials,
    /// The address of the method, with the token.
    address: String,
}

impl Server {
    fn start() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut process = Command::new(program).args(["serve", "one"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let announced: Value = serde_json::from_str(&line).unwrap();
        let value = |name: &str| announced["instances"][0][name].as_str().unwrap().to_owned();
        let [api_url, id_instance, token] = ["apiUrl", "idInstance", "apiTokenInstance"].map(value);
        let address = format!("{api_url}/waInstance{id_instance}/getMessagesCount/{token}");
        let credentials = Credentials {
            api_url: ApiUrl::parse(&api_url).unwrap(),
            id_instance: IdInstance::parse(&id_instance).unwrap(),
            token: ApiToken::parse(&token).unwrap(),
            messenger: Messenger::WhatsApp,
        };
        Self { process, credentials, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Prints the time of a call with `curl` and with the client, and their ratio.
pub fn measure() {
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let options = ClientOptions { pace: 0.0, ..ClientOptions::default() };
    let client = Client::with_options(ExchangeLog::new(), &options);
    // On a thread of the runtime, as in the program. Another thread would be woken for each answer, and wake one for
    // each request.
    let ours = || runtime.block_on(runtime.spawn(ours(client.clone(), server.credentials.clone()))).unwrap();
    let mut rounds: Vec<(Duration, Duration)> = (0..ROUNDS)
        .map(|_| {
            let started = curl(&server.address, 1);
            let curl = (curl(&server.address, CALLS + 1) - started) / CALLS;
            (curl, ours())
        })
        .collect();
    let mut median = |part: fn(&(Duration, Duration)) -> Duration| {
        rounds.sort_by_key(part);
        part(&rounds[ROUNDS / 2])
    };
    let (curl, ours) = (median(|round| round.0), median(|round| round.1));
    let ratio = ours.as_secs_f64() / curl.as_secs_f64();
    println!("one call: curl {} µs, client {} µs, {ratio:.2} ×", curl.as_micros(), ours.as_micros());
}

/// Returns how long `curl` takes for these calls, its start included.
fn curl(address: &str, calls: u32) -> Duration {
    let url = format!("{address}?n=[1-{calls}]");
    let begun = Instant::now();
    let status = Command::new("curl").args(["--silent", "--fail", "--output", "/dev/null", &url]).status().unwrap();
    assert!(status.success());
    begun.elapsed()
}

/// Returns how long one of many calls takes through the client.
async fn ours(client: Client, credentials: Credentials) -> Duration {
    let cancel = CancellationToken::new();
    let call = || client.call(&credentials, &GetMessagesCount, &cancel);
    assert_eq!(call().await.outcome.err(), None);
    let begun = Instant::now();
    for _ in 0..CALLS {
        assert_eq!(call().await.outcome.err(), None);
    }
    begun.elapsed() / CALLS
}
