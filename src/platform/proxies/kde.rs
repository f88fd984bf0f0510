//! The settings of KDE, the group `Proxy Settings` of the files `kioslaverc`.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::green_api::DesktopProxies;

const GROUP: &str = "[Proxy Settings]";

/// Maximum size of a file that is read, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

pub fn read() -> DesktopProxies {
    read_files(folders().into_iter().map(|folder| folder.join("kioslaverc")))
}

/// Reads the files. Where none of those that can be read names a proxy, one that cannot be read may.
fn read_files(paths: impl Iterator<Item = PathBuf>) -> DesktopProxies {
    let (mut text, mut is_unread) = (String::new(), false);
    for path in paths {
        match read_file(&path) {
            Ok(read) => text += &read,
            Err(error) => {
                tracing::warn!(%error, "settings of the desktop could not be read, so its proxies are not known");
                is_unread = true;
            }
        }
    }
    match parse(&text) {
        DesktopProxies::None if is_unread => DesktopProxies::Unread,
        proxies => proxies,
    }
}

/// Returns the folders of the system's files, and the user's last, because the last value of a key counts.
fn folders() -> Vec<PathBuf> {
    let system = std::env::var_os("XDG_CONFIG_DIRS").unwrap_or_else(|| OsString::from("/etc/xdg"));
    let mut folders: Vec<PathBuf> = std::env::split_paths(&system).filter(|folder| folder.is_absolute()).collect();
    folders.reverse();
    folders.extend(BaseDirs::new().map(|folders| folders.config_dir().to_path_buf()));
    folders
}

/// Returns the file's text, ended by a line break; nothing if it is missing.
fn read_file(path: &Path) -> io::Result<String> {
    let is_missing = |error: &io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    match std::fs::metadata(path) {
        // A pipe would be waited for, and a device may never end.
        Ok(metadata) if !metadata.is_file() => return Err(ErrorKind::InvalidInput.into()),
        Err(error) if is_missing(&error) => return Ok(String::new()),
        other => other?,
    };
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned() + "\n")
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
    fn odd_files_neither_hang_nor_hide_the_others_and_may_name_a_proxy() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = |name: &str| dir.path().join(name);
        let [pipe, device, folder, circle] = ["pipe", "device", "folder", "circle"].map(path);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", &device).unwrap();
        std::fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(&circle, &circle).unwrap();
        let [script, off] = [path("script"), path("off")];
        std::fs::write(&script, b"# caf\xe9\n[Proxy Settings]\nProxyType=2").unwrap();
        std::fs::write(&off, "[Proxy Settings]\nProxyType=0").unwrap();
        let read = |files: [&PathBuf; 2]| read_files(files.into_iter().cloned());
        for odd in [&pipe, &device, &folder, &circle] {
            assert_eq!(read([odd, &script]), DesktopProxies::Script, "{}", odd.display());
            assert_eq!(read([&off, odd]), DesktopProxies::Unread, "{}", odd.display());
        }
        for missing in [path("missing"), off.join("missing")] {
            assert_eq!(read([&off, &missing]), DesktopProxies::None, "{}", missing.display());
        }
    }

    #[test]
    fn socks_serves_where_no_other_proxy_is_set() {
        let of = of("1", "socksProxy=socks://sock 1080\nhttpProxy=http://web:8080/");
        assert_eq!(of, set("http://web:8080", "socks5h://sock:1080", ""));
    }
}
