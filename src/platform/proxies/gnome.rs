//! The settings of GNOME, `org.gnome.system.proxy`, as `gsettings` prints them: `SCHEMA KEY VALUE` on each line.

use std::io::{ErrorKind, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::green_api::DesktopProxies;

const SCHEMA: &str = "org.gnome.system.proxy";

/// Time limit for `gsettings`.
const LONGEST: Duration = Duration::from_secs(2);

/// Maximum number of printed bytes that are read.
const MAX_BYTES: u64 = 1024 * 1024;

pub fn read() -> DesktopProxies {
    let mut gsettings = Command::new("gsettings");
    gsettings.args(["list-recursively", SCHEMA]);
    printed(gsettings, LONGEST).map_or(DesktopProxies::Unread, |printed| parse(&printed))
}

/// Runs `gsettings`. Returns what it printed, nothing if the program or the schema is missing, and `None` if it fails
/// or takes longer than `limit`.
fn printed(mut gsettings: Command, limit: Duration) -> Option<String> {
    let deadline = Instant::now() + limit;
    let spawned = gsettings.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut gsettings = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => return Some(String::new()),
        Err(error) => {
            tracing::warn!(%error, "gsettings could not be started, so the desktop's proxies are not known");
            return None;
        }
    };
    let output = gsettings.stdout.take()?;
    let (send, printed) = mpsc::channel();
    // A child of it may keep the output open for ever.
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.take(MAX_BYTES).read_to_end(&mut bytes);
        send.send(read.map(|_| bytes)).unwrap_or_default();
    });
    let printed = printed.recv_timeout(limit).ok().and_then(Result::ok);
    let ended = printed.as_ref().and_then(|_| end_of(&mut gsettings, deadline));
    let _ = gsettings.kill();
    let _ = gsettings.wait();
    match (printed, ended.and_then(|ended| ended.code())) {
        // 1: there is no such schema.
        (Some(bytes), Some(0 | 1)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        _ => {
            tracing::warn!(?ended, "gsettings failed or did not answer, so the desktop's proxies are not known");
            None
        }
    }
}

/// Waits for the end of a program whose output has ended; `None` if it is not there at the deadline.
fn end_of(program: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        match program.try_wait() {
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            ended => return ended.ok().flatten(),
        }
    }
}

/// Reads the printed settings. A proxy of its own precedes SOCKS, and SOCKS the proxy for HTTP, as in
/// `GProxyResolverGnome`.
fn parse(printed: &str) -> DesktopProxies {
    let value = |schema: &str, key: &str| {
        let start = format!("{SCHEMA}{schema} {key} ");
        printed.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().trim()
    };
    let address = |schema: &str, scheme: &str| {
        let (host, port) = (value(schema, "host").trim_matches('\''), value(schema, "port"));
        let host = host.split_once("://").map_or(host, |(_, host)| host);
        match host {
            "" => String::new(),
            _ if host.contains(':') && !host.starts_with('[') => format!("{scheme}://[{host}]:{port}"),
            _ => format!("{scheme}://{host}:{port}"),
        }
    };
    match value("", "mode").trim_matches('\'') {
        "auto" => return DesktopProxies::Script,
        "manual" => {}
        _ => return DesktopProxies::None,
    }
    let (http, socks) = (address(".http", "http"), address(".socks", "socks5h"));
    let shared = if value("", "use-same-proxy") == "true" { http.clone() } else { String::new() };
    let first = |addresses: [String; 3]| addresses.into_iter().find(|one| !one.is_empty()).unwrap_or_default();
    let https = first([address(".https", "http"), socks.clone(), shared]);
    let except: Vec<&str> = value("", "ignore-hosts").split('\'').skip(1).step_by(2).collect();
    let except = except.iter().map(|host| host.trim_start_matches("*.")).collect::<Vec<_>>().join(",");
    DesktopProxies::Set { http: first([http, socks, String::new()]), https, except }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(mode: &str, more: &[(&str, &str)]) -> String {
        let mut lines = format!(
            "{SCHEMA} autoconfig-url 'http://wpad/wpad.dat'\n{SCHEMA} ignore-hosts ['localhost', '127.0.0.0/8', '*.inner.example']\n{SCHEMA} mode '{mode}'\n"
        );
        for (key, value) in more {
            lines += &format!("{SCHEMA}{key} {value}\n");
        }
        lines
    }

    fn set(http: &str, https: &str) -> DesktopProxies {
        let except = "localhost,127.0.0.0/8,inner.example".to_owned();
        DesktopProxies::Set { http: http.to_owned(), https: https.to_owned(), except }
    }

    #[test]
    fn each_mode_is_told_apart() {
        let of = |mode| parse(&printed(mode, &[(".https host", "'proxy.office'"), (".https port", "3128")]));
        assert_eq!(of("none"), DesktopProxies::None);
        assert_eq!(of("auto"), DesktopProxies::Script);
        assert_eq!(of("manual"), set("", "http://proxy.office:3128"));
        assert_eq!(parse("No such schema"), DesktopProxies::None);
    }

    #[test]
    fn a_host_may_have_a_scheme_or_be_an_address_of_ip_6() {
        for (host, address) in
            [("http://proxy.office", "http://proxy.office:3128"), ("fd00::1", "http://[fd00::1]:3128")]
        {
            let host = format!("'{host}'");
            let of = parse(&printed("manual", &[(".https host", &host), (".https port", "3128")]));
            assert_eq!(of, set("", address));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_printed_is_read_whatever_its_size_its_bytes_and_its_children() {
        let run_for = |limit: Duration, script: &str| {
            let mut shell = Command::new("sh");
            shell.args(["-c", script]);
            super::printed(shell, limit)
        };
        let run = |script: &str| run_for(Duration::from_secs(30), script);
        let large = run("head -c 300000 /dev/zero | tr '\\0' x").unwrap();
        assert_eq!(large.len(), 300_000);
        assert_eq!(run("printf 'a\\377b'").as_deref(), Some("a\u{fffd}b"));
        assert_eq!(run("echo none; exit 1").as_deref(), Some("none\n"));
        assert_eq!(super::printed(Command::new("/nonexistent"), LONGEST).as_deref(), Some(""));
        assert_eq!(super::printed(Command::new("/dev/null"), LONGEST), None);
        let printed = format!("head -c {MAX_BYTES} /dev/zero | tr '\\0' x");
        assert_eq!(run(&printed).unwrap().len() as u64, MAX_BYTES);
        for script in ["yes", "echo a; kill -KILL $$", "echo a; kill -SEGV $$", "echo a; exit 127"] {
            assert_eq!(run(script), None, "{script}");
        }
        for script in ["sleep 3 & exit", "kill -STOP $$", "exec >&-; kill -STOP $$"] {
            assert_eq!(run_for(Duration::from_millis(100), script), None, "{script}");
        }
    }

    #[test]
    fn a_proxy_for_everything_serves_https_too() {
        let http = [(".http host", "'web'"), (".http port", "8080")];
        let shared = [http[0], http[1], (" use-same-proxy", "true")];
        assert_eq!(parse(&printed("manual", &shared)), set("http://web:8080", "http://web:8080"));
        assert_eq!(parse(&printed("manual", &http)), set("http://web:8080", ""));
        let socks = [(".socks host", "'sock'"), (".socks port", "1080"), (".https host", "''"), (".https port", "0")];
        assert_eq!(parse(&printed("manual", &socks)), set("socks5h://sock:1080", "socks5h://sock:1080"));
    }
}
