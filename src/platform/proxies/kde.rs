//! The settings of KDE, the group `Proxy Settings` of the files `kioslaverc`.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use directories::BaseDirs;

use crate::green_api::DesktopProxies;

const GROUP: &str = "[Proxy Settings]";

/// Maximum size of a file that is read, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

pub fn read() -> DesktopProxies {
    parse(&folders().into_iter().map(|folder| read_file(folder.join("kioslaverc"))).collect::<String>())
}

/// Returns the folders of the system's files, and the user's last, because the last value of a key counts.
fn folders() -> Vec<PathBuf> {
    let system = std::env::var_os("XDG_CONFIG_DIRS").unwrap_or_else(|| OsString::from("/etc/xdg"));
    let mut folders: Vec<PathBuf> = std::env::split_paths(&system).filter(|folder| folder.is_absolute()).collect();
    folders.reverse();
    folders.extend(BaseDirs::new().map(|folders| folders.config_dir().to_path_buf()));
    folders
}

/// Returns the file's text, ended by a line break; empty if it is missing or no regular file.
fn read_file(path: PathBuf) -> String {
    let mut bytes = Vec::new();
    // A pipe would be waited for, and a device may never end.
    if path.is_file()
        && let Ok(file) = File::open(path)
        && let Err(error) = file.take(MAX_BYTES).read_to_end(&mut bytes)
    {
        tracing::warn!(%error, "the desktop's proxies could not be read");
    }
    String::from_utf8_lossy(&bytes).into_owned() + "\n"
}

/// Reads the files as KConfig does: a group may be repeated, and options such as `[$i]` follow a name. `ProxyType`: 1
/// manual, 2 a script, 3 a script that the network names, 4 the environment.
fn parse(text: &str) -> DesktopProxies {
    let mut pairs = Vec::new();
    let mut is_in_group = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_in_group = line.strip_prefix(GROUP).is_some_and(|rest| rest.is_empty() || rest == "[$i]");
        } else if let Some((name, value)) = line.split_once('=').filter(|_| is_in_group) {
            let name = name.split_once("[$").map_or(name, |(name, _)| name);
            pairs.push((name.trim(), value.trim()));
        }
    }
    let value = |key: &str| {
        let values = pairs.iter().filter(|(name, _)| *name == key);
        values.map(|(_, value)| *value).next_back().unwrap_or_default()
    };
    let are_exceptions_reversed = ["true", "1", "on", "yes"].contains(&value("ReversedException"));
    match value("ProxyType").parse() {
        // With exceptions reversed, only the listed hosts have a proxy.
        Ok(1) if !are_exceptions_reversed => {}
        Ok(2 | 3) => return DesktopProxies::Script,
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
    fn groups_and_keys_are_read_as_the_desktop_reads_them() {
        let expected = set("", "http://proxy.office:3128", "");
        for text in [
            "[Proxy Settings]\nProxyType=0\n[Other]\n[Proxy Settings]\nProxyType=1\nhttpsProxy=http://proxy.office 3128",
            "[Proxy Settings][$i]\nProxyType=1\nhttpsProxy=http://proxy.office 3128",
            "[Proxy Settings]\nProxyType[$i]=1\nhttpsProxy[$e]=http://proxy.office 3128",
            "[Proxy Settings]\nProxyType=01\nhttpsProxy=http://proxy.office 3128\n  [Other]\nProxyType=0",
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for reversed in ["true", "1"] {
            let more = format!("httpsProxy=http://proxy.office 3128\nReversedException={reversed}");
            assert_eq!(of("1", &more), DesktopProxies::None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn odd_files_neither_hang_nor_hide_the_others() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("kioslaverc");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert_eq!(read_file(path.clone()), "\n");
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        assert_eq!(read_file(path.clone()), "\n");
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, b"# caf\xe9\n[Proxy Settings]\nProxyType=2").unwrap();
        assert_eq!(parse(&read_file(path)), DesktopProxies::Script);
    }

    #[test]
    fn socks_serves_where_no_other_proxy_is_set() {
        let of = of("1", "socksProxy=socks://sock 1080\nhttpProxy=http://web:8080/");
        assert_eq!(of, set("http://web:8080", "socks5h://sock:1080", ""));
    }
}
