//! The way that a request is said to take is the way that it takes, however the environment names its proxy.

use std::io::Write as _;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{ClearMessagesQueue, DesktopProxies, Messenger, Proxies, Route};
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
        ("NO_PROXY", "*.invalid", Way::Direct),
        ("no_proxy", ".invalid;10.0.0.0/8", Way::Direct),
        ("no_proxy", "GATEWAY.invalid:443 releases.INVALID:443", Way::Direct),
        ("NO_PROXY", "gate.invalid", Way::Http),
        ("no_proxy", "way.invalid,10.0.0.0/8", Way::Http),
    ] {
        rows.push((vec![("HTTPS_PROXY", "PROXY".to_owned()), (name, except.to_owned())], way));
    }
    rows
}

/// Runs itself again as a child process for each row, because the environment belongs to the process. The child calls
/// the gateway and the list of releases, and prints the way that it names.
#[tokio::test]
async fn a_request_goes_the_way_that_is_named_for_it() {
    if std::env::var_os("WIRE_ROUTES").is_some() {
        return in_child().await;
    }
    let (v4, seen) = proxy("127.0.0.1:0").await.unwrap();
    let v6 = proxy("[::1]:0").await;
    for (variables, way) in rows() {
        let is_v6 = variables[0].1.contains("V6");
        if is_v6 && v6.is_none() {
            continue;
        }
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "wire::routes::a_request_goes_the_way_that_is_named_for_it", "--nocapture"]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            child.env_remove(name).env_remove(name.to_lowercase());
        }
        let v6_address = v6.as_ref().map_or("", |(address, _)| address);
        for (name, value) in &variables {
            let host = value.replace("PROXY", &v4).replace("V6", v6_address).replace("HOST", "127.0.0.1");
            child.env(name, host);
        }
        child.env("WIRE_ROUTES", "1");
        let ended = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
        let printed = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success(), "{variables:?}: {printed}");
        let (address, seen) = if is_v6 { v6.as_ref().map(|(at, seen)| (at, seen)).unwrap() } else { (&v4, &seen) };
        let named = match way {
            Way::Direct => "Direct\n".to_owned(),
            Way::Despite => "DirectDespiteProxy(".to_owned(),
            Way::Http | Way::Signed => format!("Proxy {{ address: \"http://{address}\""),
            Way::Socks => format!("Proxy {{ address: \"socks5h://{address}\""),
        };
        assert!(printed.contains(&format!("route: {named}")), "{variables:?}: {printed}");
        assert!(!printed.contains("cret"), "{variables:?}: {printed}");
        let seen = std::mem::take(&mut *seen.lock().unwrap());
        let hosts = ["gateway.invalid:443", "releases.invalid:443"];
        match way {
            Way::Direct | Way::Despite => {
                assert!(seen.is_empty(), "{variables:?}: {seen:?}");
                // This computer has looked up the name.
                assert!(printed.contains("NameNotFound"), "{variables:?}: {printed}");
            }
            Way::Http | Way::Signed => {
                let to = |host: &&str| seen.iter().any(|request| request.starts_with(&format!("CONNECT {host} ")));
                assert!(seen.len() == 2 && hosts.iter().all(to), "{variables:?}: {seen:?}");
                let signed = |request: &String| request.contains("\r\nproxy-authorization: Basic YW5uYTpzZUBjcmV0\r\n");
                assert!(seen.iter().all(|request| signed(request) == (way == Way::Signed)), "{variables:?}: {seen:?}");
            }
            Way::Socks => assert_eq!(seen, ["\u{5}\u{1}\0"; 2], "{variables:?}"),
        }
    }
}

async fn in_child() {
    let client = client();
    let route = client.proxies().await.route("https", "gateway.invalid");
    say(&format!("\nroute: {route:?}"));
    let outside = credentials(Messenger::WhatsApp, "https://gateway.invalid");
    let failure = call(&client, &outside, &ClearMessagesQueue).await.outcome.unwrap_err();
    say(&format!("failure: {failure:?}"));
    let address = "https://releases.invalid/latest".to_owned();
    let releases = Releases { api: address.clone(), page: address, timeout: Duration::from_secs(5) };
    let proxies = Proxies::new(DesktopProxies::None);
    assert_eq!(
        matches!(proxies.route("https", "releases.invalid"), Route::Proxy { .. }),
        matches!(route, Route::Proxy { .. })
    );
    say(&format!("failure: {:?}", releases.latest(&proxies).await.unwrap_err()));
}

/// Prints a line for the parent.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Starts a proxy that refuses every request and records its first bytes. `None` without this kind of address.
async fn proxy(address: &str) -> Option<(String, Arc<Mutex<Vec<String>>>)> {
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
    Some((address, seen))
}
