//! The proxies that the desktop's settings name: those of KDE, those of GNOME and the desktops that share its settings,
//! and those of Windows. The HTTP library reads the environment and the settings of macOS itself.

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
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    if desktop.split(':').any(|name| name == "KDE") { kde::read() } else { gnome::read() }
}

#[cfg(windows)]
pub fn desktop_proxies() -> DesktopProxies {
    windows::read()
}

#[cfg(target_os = "macos")]
pub fn desktop_proxies() -> DesktopProxies {
    DesktopProxies::None
}
