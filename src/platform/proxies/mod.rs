//! The proxies that the desktop's settings name: those of KDE, those of GNOME and the desktops that share its settings,
//! and those of Windows. Those of macOS are read by the HTTP library's matcher, see `green_api::proxies`.

#[cfg(any(test, all(unix, not(target_os = "macos"))))]
mod gnome;
#[cfg(any(test, all(unix, not(target_os = "macos"))))]
mod kde;
#[cfg(any(test, windows))]
mod windows;

use crate::green_api::DesktopProxies;

/// Reads the desktop's settings. Blocks for two seconds at most.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn desktop_proxies() -> DesktopProxies {
    let value = |name| std::env::var(name).unwrap_or_default();
    if is_kde(&value("XDG_CURRENT_DESKTOP"), &value("KDE_SESSION_VERSION")) { kde::read() } else { gnome::read() }
}

/// Whether the session is one of KDE. One that does not name its desktop still has the version of KDE's session.
#[cfg(any(test, all(unix, not(target_os = "macos"))))]
fn is_kde(desktop: &str, kde_version: &str) -> bool {
    desktop.split(':').any(|name| name.eq_ignore_ascii_case("KDE")) || (desktop.is_empty() && !kde_version.is_empty())
}

#[cfg(windows)]
pub fn desktop_proxies() -> DesktopProxies {
    windows::read()
}

#[cfg(target_os = "macos")]
pub fn desktop_proxies() -> DesktopProxies {
    DesktopProxies::None
}

#[cfg(test)]
mod tests {
    use super::is_kde;

    #[test]
    fn a_session_of_kde_is_recognised_by_its_name_or_its_version() {
        for (desktop, kde_version) in [("KDE", ""), ("ubuntu:KDE", "5"), ("plasma:kde", ""), ("", "6")] {
            assert!(is_kde(desktop, kde_version), "{desktop} {kde_version}");
        }
        for (desktop, kde_version) in [("", ""), ("GNOME", ""), ("sway", "6"), ("KDECLONE", "")] {
            assert!(!is_kde(desktop, kde_version), "{desktop} {kde_version}");
        }
    }
}
