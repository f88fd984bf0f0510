//! The way that a request is said to take is the way that it takes, however the environment names its proxy.
//!
//! The server has the address 0.0.0.0: it is reached on this computer, and does not count as this computer, which needs no
//! proxy.

use std::io::Write as _;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{ClearMessagesQueue, DesktopProxies, Messenger, Proxies};
use instance_desk::work::updates::Releases;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{call, client, credentials};

/// The way of the requests of the child process, which is the one that it names.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Way {
    Direct,
    /// Direct, and the proxy that cannot be read is named.
    Despite,
    Http,
    /// With the user name `anna` and the password `se@cret`.
    Signed,
    Socks,
}

const DESPITE: [&str; 7] = [
    "http://HOST:99999",
    "HOST:99999/",
    "http://HOST:port",
    "http://HOST:0",
    "htp://PROXY",
    "http://anna:se@cret@HOST:65536",
    "http://HO ST:80",
];

fn rows() -> Vec<(Vec<(&'static str, String)>, Way)> {
    let one = |name, value: &str, way| (vec![(name, value.to_owned())], way);
    let mut rows = vec![
        one("HTTPS_PROXY", "http://PROXY", Way::Http),
        one("https_proxy", "http://PROXY/", Way::Http),
        one("ALL_PROXY", "PROXY", Way::Http),
        one("all_proxy", " PROXY/path?query ", Way::Http),
        one("https_proxy", "HTTP://PROXY", Way::Http),
        one("HTTPS_PROXY", "http://anna:se%40cret@PROXY", Way::Signed),
        one("all_proxy", "anna:se@cret@PROXY/", Way::Signed),
        one("HTTPS_PROXY", "socks5h://PROXY", Way::Socks),
        one("ALL_PROXY", "socks5h://PROXY/", Way::Socks),
        one("HTTP_PROXY", "http://PROXY", Way::Direct),
        one("http_proxy", "PROXY", Way::Direct),
        one("HTTPS_PROXY", " ", Way::Direct),
        one("HTTPS_PROXY", "http://V6", Way::Http),
        one("all_proxy", "V6", Way::Http),
    ];
    rows.extend(DESPITE.map(|value| one("HTTPS_PROXY", value, Way::Despite)));
    // A proxy that cannot be read is not replaced by another one.
    rows.push((vec![("HTTPS_PROXY", "http://HOST:99999".to_owned()), ("ALL_PROXY", "PROXY".to_owned())], Way::Despite));
    let unreadable = ["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, "htp://PROXY".to_owned()));
    rows.push((unreadable.into_iter().chain([("ALL_PROXY", "PROXY".to_owned())]).collect(), Way::Despite));
    rows.push((vec![("HTTPS_PROXY", String::new()), ("https_proxy", "PROXY".to_owned())], Way::Http));
    for (name, except, way) in [
        ("NO_PROXY", "0.0.0.0", Way::Direct),
        ("no_proxy", ".example;0.0.0.0/8", Way::Direct),
        ("no_proxy", "0.0.0.0:443 gateway.example", Way::Direct),
        ("NO_PROXY", "*", Way::Direct),
        ("NO_PROXY", "0.0.0.1,10.0.0.0/8", Way::Http),
        ("no_proxy", "0.0.0", Way::Http),
    ] {
        rows.push((vec![("HTTPS_PROXY", "PROXY".to_owned()), (name, except.to_owned())], way));
    }
    rows
}

/// Runs itself again as a child process for each row, because the environment belongs to the process. The child calls
/// the server as a gateway and as the list of releases, and prints the way that it names.
#[tokio::test]
async fn a_request_goes_the_way_that_is_named_for_it() {
    if let Ok(server) = std::env::var("WIRE_ROUTES") {
        return in_child(&server).await;
    }
    let (direct, proxy) =
        (Listener::start("127.0.0.1:0").await.unwrap(), Listener::start("127.0.0.1:0").await.unwrap());
    let proxy_v6 = Listener::start("[::1]:0").await;
    let server = direct.address.replace("127.0.0.1", "0.0.0.0");
    for (variables, way) in rows() {
        let is_v6 = variables[0].1.contains("V6");
        let Some(proxy) = (if is_v6 { proxy_v6.as_ref() } else { Some(&proxy) }) else { continue };
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "wire::routes::a_request_goes_the_way_that_is_named_for_it", "--nocapture"]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            child.env_remove(name).env_remove(name.to_lowercase());
        }
        for (name, value) in &variables {
            let value = value.replace("PROXY", &proxy.address).replace("V6", &proxy.address);
            child.env(name, value.replace("HOST", "127.0.0.1"));
        }
        child.env("WIRE_ROUTES", &server);
        let ended = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
        let printed = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success(), "{variables:?}: {printed}");
        let named = match way {
            Way::Direct => "Direct\n".to_owned(),
            Way::Despite => "DirectDespiteProxy(".to_owned(),
            Way::Http | Way::Signed => format!("Proxy {{ address: \"http://{}\"", proxy.address),
            Way::Socks => format!("Proxy {{ address: \"socks5h://{}\"", proxy.address),
        };
        assert_eq!(printed.matches(&format!("route: {named}")).count(), 2, "{variables:?}: {printed}");
        assert!(!printed.contains("cret"), "{variables:?}: {printed}");
        let (past, through) = (direct.seen(), proxy.seen());
        let has = |of: &[String], front: &str| of.len() == 2 && of.iter().all(|request| request.starts_with(front));
        let is_so = match way {
            // A handshake of TLS.
            Way::Direct | Way::Despite => has(&past, "\u{16}\u{3}") && through.is_empty(),
            Way::Http | Way::Signed => {
                let signed = |request: &String| request.contains("\r\nproxy-authorization: Basic YW5uYTpzZUBjcmV0\r\n");
                let is_signed = through.iter().all(|request| signed(request) == (way == Way::Signed));
                has(&through, &format!("CONNECT {server} ")) && is_signed && past.is_empty()
            }
            Way::Socks => has(&through, "\u{5}\u{1}\0") && past.is_empty(),
        };
        assert!(is_so, "{variables:?}: directly {past:?}, through the proxy {through:?}");
    }
}

async fn in_child(server: &str) {
    let (client, proxies) = (client(), Proxies::new(DesktopProxies::None));
    let host = server.rsplit_once(':').unwrap().0;
    for route in [client.proxies().await.route("https", host), proxies.route("https", host)] {
        say(&format!("\nroute: {route:?}"));
    }
    let there = credentials(Messenger::WhatsApp, &format!("https://{server}"));
    say(&format!("failure: {:?}", call(&client, &there, &ClearMessagesQueue).await.outcome.unwrap_err()));
    let address = format!("https://{server}/latest");
    let releases = Releases { api: address.clone(), page: address, timeout: Duration::from_secs(5) };
    say(&format!("failure: {:?}", releases.latest(&proxies).await.unwrap_err()));
}

/// Prints a line for the parent.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// A server or a proxy that refuses every request, and records its first bytes.
struct Listener {
    address: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    /// Starts to listen. Returns `None` without this kind of address.
    async fn start(address: &str) -> Option<Self> {
        let listener = TcpListener::bind(address).await.ok()?;
        let (address, seen) = (listener.local_addr().unwrap().to_string(), Arc::new(Mutex::new(Vec::new())));
        let recorded = seen.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut bytes = vec![0; 4096];
                let count = stream.read(&mut bytes).await.unwrap_or_default();
                recorded.lock().unwrap().push(String::from_utf8_lossy(&bytes[..count]).into_owned());
                let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
            }
        });
        Some(Self { address, seen })
    }

    /// Returns the requests received since the last call.
    fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}
