//! The settings of GNOME, `org.gnome.system.proxy`, as `gsettings` prints them: `SCHEMA KEY VALUE` on each line.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::green_api::DesktopProxies;

const SCHEMA: &str = "org.gnome.system.proxy";

/// Time limit for `gsettings`.
const LONGEST: Duration = Duration::from_secs(2);

/// Interval between two checks whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

pub fn read() -> DesktopProxies {
    printed().map_or(DesktopProxies::None, |printed| parse(&printed))
}

/// Runs `gsettings`; `None` if it is missing, fails or takes too long.
fn printed() -> Option<String> {
    let mut gsettings = Command::new("gsettings")
        .args(["list-recursively", SCHEMA])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let began = Instant::now();
    // Its lines fit into the pipe, so it ends without being read.
    while gsettings.try_wait().ok()?.is_none() {
        if began.elapsed() > LONGEST {
            let _ = gsettings.kill();
            let _ = gsettings.wait();
            tracing::warn!("gsettings did not answer, so the desktop's proxies are not known");
            return None;
        }
        std::thread::sleep(PAUSE);
    }
    let mut printed = String::new();
    gsettings.stdout.take()?.read_to_string(&mut printed).ok()?;
    Some(printed)
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
        if host.is_empty() { String::new() } else { format!("{scheme}://{host}:{port}") }
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
    fn a_proxy_for_everything_serves_https_too() {
        let http = [(".http host", "'web'"), (".http port", "8080")];
        let shared = [http[0], http[1], (" use-same-proxy", "true")];
        assert_eq!(parse(&printed("manual", &shared)), set("http://web:8080", "http://web:8080"));
        assert_eq!(parse(&printed("manual", &http)), set("http://web:8080", ""));
        let socks = [(".socks host", "'sock'"), (".socks port", "1080"), (".https host", "''"), (".https port", "0")];
        assert_eq!(parse(&printed("manual", &socks)), set("socks5h://sock:1080", "socks5h://sock:1080"));
    }
}
