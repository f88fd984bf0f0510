//! Calls under way: sent once, paced, cancelled, woken, and past every proxy on loopback.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use instance_desk::green_api::{
    ArchiveChat, Cause, ClearMessagesQueue, Client, ClientOptions, DesktopProxies, DesktopSettings, Detail,
    ExchangeLog, Failure, GetStateInstance, Messenger, Method, ProxyRefusal, Reboot, ReplyFault, Verb,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::listener::{Listener, Script, answer, json};
use super::{CANARY, assert_no_canary, call, client, credentials, person, whatsapp};

const AUTHORIZED: &str = "{\"stateInstance\":\"authorized\"}";

#[tokio::test]
async fn a_dropped_connection_carries_a_change_once() {
    let closing = || Script::AnswerAndClose(closing(AUTHORIZED));
    for (script, is_noticed, connections) in [
        (vec![Script::Close, json(AUTHORIZED)], false, 1),
        // The connection breaks when it is reused.
        (vec![json(AUTHORIZED), Script::Close, json(AUTHORIZED)], false, 1),
        // The server closed the connection between the two calls, which the client did not request.
        (vec![closing(), Script::Close, json(AUTHORIZED)], true, 2),
    ] {
        let has_first = script.len() > 2;
        let listener = Listener::start(script).await;
        let (client, there) = (client(), whatsapp(listener.address));
        if has_first {
            call(&client, &there, &GetStateInstance).await.outcome.unwrap();
        }
        if is_noticed {
            listener.closing().await;
        }
        // The client's tasks put the connection back for the next call.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        let failure = call(&client, &there, &ClearMessagesQueue).await.outcome.unwrap_err();
        assert!(matches!(failure, Failure::ConnectionLost { .. }), "{failure:?}");
        assert!(failure.is_outcome_unknown());
        // A second try would have come before this request.
        call(&client, &there, &GetStateInstance).await.outcome.unwrap();
        let seen = listener.seen();
        let clearing: Vec<_> = seen.iter().filter(|seen| seen.text.contains("clearMessagesQueue")).collect();
        assert_eq!(clearing.len(), 1);
        assert_eq!(clearing[0].connection + 1, connections);
        assert!(seen.last().unwrap().text.contains("getStateInstance"));
    }
}

/// Returns an answer without the header that announces the end of the connection.
fn closing(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test]
async fn two_calls_of_one_method_are_paced_and_two_methods_are_not() {
    let listener = Listener::start(vec![json(AUTHORIZED), json("{\"isReboot\":true}"), json(AUTHORIZED)]).await;
    let (client, there) = (Client::new(ExchangeLog::new()), whatsapp(listener.address));
    let cancel = CancellationToken::new();
    client.call(&there, &GetStateInstance, &cancel).await.outcome.unwrap();
    client.call(&there, &Reboot, &cancel).await.outcome.unwrap();
    client.call(&there, &GetStateInstance, &cancel).await.outcome.unwrap();
    let at: Vec<Instant> = listener.seen().into_iter().map(|seen| seen.at).collect();
    assert!(at[1] - at[0] < Duration::from_millis(900));
    assert!(at[2] - at[0] >= Duration::from_millis(1000), "{:?}", at[2] - at[0]);
}

#[tokio::test]
async fn cancelled_after_sending_is_unknown() {
    let listener = Listener::start(vec![Script::Silence]).await;
    let (client, there, cancel) = (client(), whatsapp(listener.address), CancellationToken::new());
    let later = cancel.clone();
    let watched = listener.clone();
    tokio::spawn(async move {
        watched.arrival().await;
        later.cancel();
    });
    let answer = client.call(&there, &ArchiveChat { chat_id: person() }, &cancel).await;
    let failure = answer.outcome.clone().unwrap_err();
    assert_eq!(failure, Failure::Cancelled { sent: true });
    assert!(failure.is_outcome_unknown());
    assert_eq!(answer.exchange.as_ref().unwrap().failure, Some(failure));
    assert_no_canary(&client, &answer);
}

#[tokio::test]
async fn cancelled_before_its_turn_is_not_sent() {
    let listener = Listener::start(vec![json(AUTHORIZED)]).await;
    let (client, there) = (Client::new(ExchangeLog::new()), whatsapp(listener.address));
    let cancel = CancellationToken::new();
    client.call(&there, &GetStateInstance, &cancel).await.outcome.unwrap();
    // The second call waits for its turn when it is cancelled.
    let (answer, ()) = tokio::join!(client.call(&there, &GetStateInstance, &cancel), async { cancel.cancel() });
    assert_eq!(answer.outcome, Err(Failure::Cancelled { sent: false }));
    assert!(answer.exchange.is_none());
    assert_eq!(listener.requests().len(), 1);
}

/// Runs itself again as a child process, because the environment is read only once. In the child, loopback must be
/// reached without the proxy, and another host only through it.
#[tokio::test]
async fn loopback_is_not_sent_through_a_proxy() {
    if let Ok(address) = std::env::var("WIRE_TARGET") {
        let there = whatsapp(address.parse().unwrap());
        call(&client(), &there, &ClearMessagesQueue).await.outcome.unwrap();
        let outside = credentials(Messenger::WhatsApp, "https://gateway.example");
        call(&client(), &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
        for excepted in ["https://gate.inner.example", "https://10.1.2.3:1", "https://ported.example:1"] {
            let excepted = credentials(Messenger::WhatsApp, excepted);
            let failure = call(&client(), &excepted, &ClearMessagesQueue).await.outcome.unwrap_err();
            assert!(!matches!(failure, Failure::ProxyFailed { .. }), "{failure:?}");
        }
        return;
    }
    let target = Listener::start(vec![json("{\"isCleared\":true}")]).await;
    let proxy = Listener::start(vec![Script::Close, Script::Close]).await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "wire::running::loopback_is_not_sent_through_a_proxy"]);
    child.env("WIRE_TARGET", target.address.to_string()).env_remove("no_proxy");
    child.env("NO_PROXY", "*.inner.example, 10.0.0.0/8;ported.example:1");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, format!("http://{}", proxy.address));
    }
    let ended = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    assert_eq!(target.requests().len(), 1);
    let through_proxy = proxy.requests();
    assert_eq!(through_proxy.len(), 1, "{through_proxy:?}");
    assert!(through_proxy[0].starts_with("CONNECT gateway.example:443 "), "{through_proxy:?}");
    assert!(!through_proxy[0].contains(CANARY));
}

#[tokio::test]
async fn the_desktops_proxy_is_used_and_named_when_it_opens_no_connection() {
    let answers = [
        (answer("407 Proxy Authentication Required", "", ""), ProxyRefusal::SignIn),
        // A captive portal.
        (answer("302 Found", "Location: http://portal.example/\r\n", ""), ProxyRefusal::Closed),
        (answer("403 Forbidden", "Content-Type: text/html\r\n", "<html>no</html>"), ProxyRefusal::Closed),
    ];
    let script = answers.iter().map(|(answer, _)| answer.clone()).chain([Script::Close]);
    let proxy = Listener::start(script.collect()).await;
    let address = format!("http://{}", proxy.address);
    let https = address.replace("http://", "http://anna:secret@");
    let set = DesktopProxies::Set { http: String::new(), https, except: "gateway.inner.example".to_owned() };
    let client = through(set);
    let outside = credentials(Messenger::WhatsApp, "https://gateway.example");
    for (_, why) in answers.clone() {
        let failure = call(&client, &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
        assert_eq!(failure, Failure::ProxyFailed { proxy: address.clone(), why });
        assert!(failure.was_not_sent());
    }
    assert!(proxy.requests().iter().all(|request| request.starts_with("CONNECT gateway.example:443 ")));
    assert_eq!(proxy.requests().len(), answers.len());
    let failure = call(&client, &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
    let hung_up = |cause: &Detail| matches!(cause, Detail::Reported { cause: Cause::Closed, .. });
    assert!(
        matches!(&failure, Failure::ProxyFailed { why: ProxyRefusal::Other { cause }, .. } if hung_up(cause)),
        "{failure:?}"
    );
    let excepted = credentials(Messenger::WhatsApp, "https://gateway.inner.example");
    let failure = call(&client, &excepted, &ClearMessagesQueue).await.outcome.unwrap_err();
    assert!(!matches!(failure, Failure::ProxyFailed { .. }), "{failure:?}");
    assert_eq!(proxy.requests().len(), answers.len() + 1);
}

#[tokio::test]
async fn a_socks_proxy_that_asks_for_a_password_or_is_not_there_is_named() {
    let through_socks =
        |https: String| through(DesktopProxies::Set { http: String::new(), https, except: String::new() });
    let outside = credentials(Messenger::WhatsApp, "https://gateway.example");
    let socks = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socks.local_addr().unwrap().to_string();
    let asks = async {
        let (mut visitor, _) = socks.accept().await.unwrap();
        visitor.read_exact(&mut [0; 3]).await.unwrap();
        // It accepts no method that was offered.
        visitor.write_all(&[5, 0xff]).await.unwrap();
    };
    let proxy = format!("socks5h://{address}");
    let client = through_socks(proxy.clone());
    let (answer, ()) = tokio::join!(call(&client, &outside, &ClearMessagesQueue), asks);
    let why = ProxyRefusal::SignIn;
    assert_eq!(answer.outcome.unwrap_err(), Failure::ProxyFailed { proxy: proxy.clone(), why });
    // Without the `h`, this computer looks up the name.
    let outside_by_name = credentials(Messenger::WhatsApp, "https://gateway.invalid");
    let client_of_names = through_socks(format!("socks5://{address}"));
    let failure = call(&client_of_names, &outside_by_name, &ClearMessagesQueue).await.outcome.unwrap_err();
    let is_name = |cause: &Detail| matches!(cause, Detail::Reported { cause: Cause::NameNotFound, .. });
    assert!(
        matches!(&failure, Failure::ProxyFailed { why: ProxyRefusal::Other { cause }, .. } if is_name(cause)),
        "{failure:?}"
    );
    drop(socks);
    let failure = call(&client, &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
    let not_reached = |why: &ProxyRefusal| matches!(why, ProxyRefusal::Other { .. });
    assert!(matches!(&failure, Failure::ProxyFailed { why, .. } if not_reached(why)), "{failure:?}");
}

#[tokio::test]
async fn a_proxy_that_cannot_be_read_is_named_when_no_direct_connection_is_made() {
    let outside = credentials(Messenger::WhatsApp, "https://gateway.invalid");
    let https = "htp://anna:secret@proxy:3128".to_owned();
    let client = through(DesktopProxies::Set { http: String::new(), https, except: String::new() });
    let failure = call(&client, &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
    assert!(matches!(failure, Failure::ProxyUnreadable { .. }), "{failure:?}");
    assert!(!format!("{failure:?}").contains("secret"));
}

#[tokio::test]
async fn a_proxy_script_that_is_not_run_is_named_when_no_direct_connection_is_made() {
    let outside = credentials(Messenger::WhatsApp, "https://gateway.invalid");
    let failure = call(&through(DesktopProxies::Script), &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
    assert!(matches!(failure, Failure::ProxyScriptNotRun { .. }), "{failure:?}");
}

/// How often the desktop's settings were read.
static READS: AtomicUsize = AtomicUsize::new(0);

fn read_desktop() -> DesktopProxies {
    READS.fetch_add(1, Ordering::SeqCst);
    DesktopProxies::None
}

#[tokio::test]
async fn the_desktops_settings_are_read_once_before_the_first_request_to_another_computer() {
    let listener = Listener::start(vec![json(AUTHORIZED)]).await;
    let desktop = DesktopSettings::Read(read_desktop);
    let options = ClientOptions { desktop, pace: 0.0, ..ClientOptions::default() };
    let client = Client::with_options(ExchangeLog::new(), &options);
    call(&client, &whatsapp(listener.address), &GetStateInstance).await.outcome.unwrap();
    assert_eq!(READS.load(Ordering::SeqCst), 0);
    let outside = credentials(Messenger::WhatsApp, "https://gateway.invalid");
    let (first, second) =
        tokio::join!(call(&client, &outside, &GetStateInstance), call(&client, &outside, &ClearMessagesQueue));
    assert!(first.outcome.is_err() && second.outcome.is_err());
    assert_eq!(READS.load(Ordering::SeqCst), 1);
}

fn through(desktop_proxies: DesktopProxies) -> Client {
    let desktop = DesktopSettings::Known(desktop_proxies);
    let options = ClientOptions { desktop, pace: 0.0, ..ClientOptions::default() };
    Client::with_options(ExchangeLog::new(), &options)
}

/// Also runs itself as a child process, in which the system has no certificates; these variables have that effect only
/// on Linux. Loopback is still reached, and another host is reported as a failure.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn without_the_systems_certificates_loopback_is_reached() {
    if let Ok(address) = std::env::var("WIRE_BARE_TARGET") {
        let there = whatsapp(address.parse().unwrap());
        call(&client(), &there, &ClearMessagesQueue).await.outcome.unwrap();
        let outside = credentials(Messenger::WhatsApp, "https://gateway.example");
        let failure = call(&client(), &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
        assert!(matches!(failure, Failure::NoClient { .. }), "{failure:?}");
        return;
    }
    let target = Listener::start(vec![json("{\"isCleared\":true}")]).await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "wire::running::without_the_systems_certificates_loopback_is_reached"]);
    child.env("WIRE_BARE_TARGET", target.address.to_string());
    child.env("SSL_CERT_FILE", "/nonexistent/file").env("SSL_CERT_DIR", "/nonexistent");
    let ended = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    assert_eq!(target.requests().len(), 1);
}

/// A method whose reply is read once [`GATE`] is open.
#[derive(Clone)]
struct Held;

static READING: Notify = Notify::const_new();
static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

impl Method for Held {
    const NAME: &'static str = "getChats";
    const VERB: Verb = Verb::Get;
    const MUTATES: bool = false;
    const MESSENGERS: &'static [Messenger] = &[Messenger::WhatsApp];
    type Reply = ();

    fn interval(_: Messenger) -> Duration {
        Duration::ZERO
    }

    fn read(_: &str) -> Result<(), ReplyFault> {
        READING.notify_one();
        let (is_open, opened) = &GATE;
        let held = opened.wait_timeout_while(is_open.lock().unwrap(), Duration::from_secs(10), |is_open| !*is_open);
        if held.unwrap().1.timed_out() { Err(ReplyFault::Null) } else { Ok(()) }
    }
}

#[tokio::test] // one thread for all tasks
async fn other_calls_go_on_while_a_large_body_is_read() {
    let large = json(&format!("\"{}\"", "x".repeat(300 << 10)));
    let listener = Listener::start(vec![large, json(AUTHORIZED)]).await;
    let client = Client::with_options(ExchangeLog::new(), &ClientOptions::default());
    let there = whatsapp(listener.address);
    let other = async {
        READING.notified().await;
        call(&client, &there, &GetStateInstance).await.outcome.unwrap();
        *GATE.0.lock().unwrap() = true;
        GATE.1.notify_all();
    };
    let (held, ()) = tokio::join!(call(&client, &there, &Held), other);
    held.outcome.unwrap();
    assert_eq!(client.log().newest_first().len(), 2);
}
