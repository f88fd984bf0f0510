//! The settings of KDE, the group `Proxy Settings` of the file `kioslaverc`.

use directories::BaseDirs;

use crate::green_api::DesktopProxies;

const GROUP: &str = "[Proxy Settings]";

pub fn read() -> DesktopProxies {
    let file = BaseDirs::new().map(|folders| folders.config_dir().join("kioslaverc"));
    let text = file.and_then(|file| std::fs::read_to_string(file).ok());
    text.map_or(DesktopProxies::None, |text| parse(&text))
}

/// Reads the file. `ProxyType`: 1 manual, 2 a script, 3 a script that the network names, 4 the environment.
fn parse(text: &str) -> DesktopProxies {
    let group =
        || text.lines().skip_while(|line| line.trim() != GROUP).skip(1).take_while(|line| !line.starts_with('['));
    let value = |key: &str| {
        let pairs = group().filter_map(|line| line.split_once('='));
        pairs.filter(|(name, _)| name.trim() == key).map(|(_, value)| value.trim()).last().unwrap_or_default()
    };
    match value("ProxyType") {
        // With exceptions reversed, only the listed hosts have a proxy.
        "1" if value("ReversedException") != "true" => {}
        "2" | "3" => return DesktopProxies::Script,
        _ => return DesktopProxies::None,
    }
    let socks = address(value("socksProxy"));
    let or_socks = |own: String| if own.is_empty() { socks.clone() } else { own };
    let hosts = value("NoProxyFor").split([',', ' ']).filter(|host| !host.is_empty());
    let except = hosts.map(|host| host.trim_start_matches("*.")).collect::<Vec<_>>().join(",");
    DesktopProxies::Set {
        http: or_socks(address(value("httpProxy"))),
        https: or_socks(address(value("httpsProxy"))),
        except,
    }
}

/// Returns the address with its port, which KDE separates by a space: `http://proxy.office 3128`.
fn address(value: &str) -> String {
    let address = value.trim_end_matches('/').replacen(' ', ":", 1);
    match address.strip_prefix("socks://") {
        Some(server) => format!("socks5h://{server}"),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str, more: &str) -> DesktopProxies {
        parse(&format!(
            "[Other]\nProxyType=2\n\n[Proxy Settings][$Version]\nx=y\n{GROUP}\nProxyType={kind}\n{more}\n[Last]\nhttpsProxy=no\n"
        ))
    }

    fn set(http: &str, https: &str, except: &str) -> DesktopProxies {
        let [http, https, except] = [http, https, except].map(str::to_owned);
        DesktopProxies::Set { http, https, except }
    }

    #[test]
    fn each_kind_is_told_apart() {
        let more = "httpsProxy=http://proxy.office 3128\nNoProxyFor=localhost, *.inner.example";
        for none in ["0", "4", ""] {
            assert_eq!(of(none, more), DesktopProxies::None);
        }
        assert_eq!(of("2", more), DesktopProxies::Script);
        assert_eq!(of("3", more), DesktopProxies::Script);
        assert_eq!(of("1", more), set("", "http://proxy.office:3128", "localhost,inner.example"));
        assert_eq!(of("1", &format!("{more}\nReversedException=true")), DesktopProxies::None);
        assert_eq!(parse(""), DesktopProxies::None);
    }

    #[test]
    fn socks_serves_where_no_other_proxy_is_set() {
        let of = of("1", "socksProxy=socks://sock 1080\nhttpProxy=http://web:8080/");
        assert_eq!(of, set("http://web:8080", "socks5h://sock:1080", ""));
    }
}
