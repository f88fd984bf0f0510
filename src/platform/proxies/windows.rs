//! The settings of Windows, in the registry under `Internet Settings`.

use crate::green_api::DesktopProxies;

#[cfg(windows)]
pub fn read() -> DesktopProxies {
    const KEY: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
    let Ok(key) = windows_registry::CURRENT_USER.open(KEY) else { return DesktopProxies::None };
    let text = |name| key.get_string(name).unwrap_or_default();
    let server = if key.get_u32("ProxyEnable").is_ok_and(|on| on == 1) { text("ProxyServer") } else { String::new() };
    parse(&server, &text("ProxyOverride"), &text("AutoConfigURL"))
}

/// Reads the values. `server`: one proxy for everything, or `http=web:8080;https=proxy:3128;socks=sock:1080`; empty if
/// it is turned off. `except` is separated by semicolons, with `<local>` for names without a dot.
fn parse(server: &str, except: &str, script: &str) -> DesktopProxies {
    if server.is_empty() {
        return if script.is_empty() { DesktopProxies::None } else { DesktopProxies::Script };
    }
    let of = |scheme: &str| {
        let pairs = server.split(';').filter_map(|part| part.trim().split_once('='));
        pairs.into_iter().find(|(name, _)| *name == scheme).map(|(_, address)| address.to_owned())
    };
    let all = || (!server.contains('=')).then(|| server.to_owned());
    let socks = || of("socks").map(|address| format!("socks5h://{address}"));
    let proxy = |scheme| of(scheme).or_else(all).or_else(socks).unwrap_or_default();
    let hosts = except.split(';').map(str::trim).filter(|host| !host.is_empty() && *host != "<local>");
    let except = hosts.map(pattern).collect::<Vec<_>>().join(",");
    DesktopProxies::Set { http: proxy("http"), https: proxy("https"), except }
}

/// Returns a pattern of Windows in the form of `NO_PROXY`: `*.example.com` is a domain, `192.168.*` a network.
fn pattern(host: &str) -> String {
    let parts: Vec<&str> = host.split('.').take_while(|part| *part != "*").collect();
    let is_network = (1..4).contains(&parts.len()) && parts.iter().all(|part| part.parse::<u8>().is_ok());
    if !is_network {
        return host.trim_start_matches("*.").to_owned();
    }
    let zeros = ".0".repeat(4 - parts.len());
    format!("{}{zeros}/{}", parts.join("."), 8 * parts.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(http: &str, https: &str, except: &str) -> DesktopProxies {
        let [http, https, except] = [http, https, except].map(str::to_owned);
        DesktopProxies::Set { http, https, except }
    }

    #[test]
    fn one_proxy_or_one_for_each_scheme() {
        let one = parse("proxy.office:3128", "<local>;*.inner.example;192.168.*;10.0.0.1", "http://wpad/wpad.dat");
        assert_eq!(one, set("proxy.office:3128", "proxy.office:3128", "inner.example,192.168.0.0/16,10.0.0.1"));
        let each = parse("http=web:8080;https=proxy:3128;ftp=x:1", "", "");
        assert_eq!(each, set("web:8080", "proxy:3128", ""));
        assert_eq!(parse("socks=sock:1080", "", ""), set("socks5h://sock:1080", "socks5h://sock:1080", ""));
    }

    #[test]
    fn without_a_proxy_a_script_is_named() {
        assert_eq!(parse("", "", "http://wpad/wpad.dat"), DesktopProxies::Script);
        assert_eq!(parse("", "<local>", ""), DesktopProxies::None);
    }
}
