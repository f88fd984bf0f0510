//! Checks for the system libraries that the window opens at run time. Without this check, some missing ones would only
//! show as a panic.

use crate::explain::Text;

/// A reason why no window can be opened on this system as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MissingLibrary {
    /// Neither of the two kinds of display on Linux is available.
    #[error("there is no display to open a window on: neither WAYLAND_DISPLAY nor DISPLAY is set")]
    Display,
    /// A missing library, and the Debian and Ubuntu package that contains it.
    #[error("the system library {library} is missing; on Debian and Ubuntu install {package}")]
    Library { library: &'static str, package: &'static str },
}

impl MissingLibrary {
    /// Returns the reason as a text of the interface; `None` without a display, since there is nowhere to show it.
    pub fn told(self) -> Option<Text> {
        match self {
            Self::Display => None,
            Self::Library { library, package } => {
                Some(Text::new("start-no-library").with("library", library).with("package", package))
            }
        }
    }
}

/// Checks the libraries of this system. Returns the first missing one as the error.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn check_libraries() -> Result<(), MissingLibrary> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET");
    if !wayland && !set("DISPLAY") {
        return Err(MissingLibrary::Display);
    }
    let of_x11 = [
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libXcursor.so.1", "libxcursor1"),
        ("libXi.so.6", "libxi6"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ];
    let of_wayland = [("libwayland-client.so.0", "libwayland-client0"), ("libwayland-egl.so.1", "libwayland-egl1")];
    let of_both = [("libxkbcommon.so.0", "libxkbcommon0")];
    let needed = of_both.iter().chain(if wayland { of_wayland.as_slice() } else { of_x11.as_slice() });
    if let Some((library, package)) = needed.copied().find(|(library, _)| !is_there(library)) {
        return Err(MissingLibrary::Library { library, package });
    }
    // Either of them is enough for drawing.
    if !is_there("libEGL.so.1") && !is_there("libGL.so.1") {
        return Err(MissingLibrary::Library { library: "libEGL.so.1", package: "libegl1" });
    }
    Ok(())
}

/// Loads a library, and keeps it loaded: the window loads it again, which then takes no time.
#[cfg(all(unix, not(target_os = "macos")))]
#[expect(unsafe_code, reason = "loading a library runs its initialisers; these are the ones the window loads anyway")]
fn is_there(library: &str) -> bool {
    unsafe { libloading::Library::new(library) }.map(std::mem::forget).is_ok()
}

/// Always succeeds: Windows and macOS include their libraries.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn check_libraries() -> Result<(), MissingLibrary> {
    Ok(())
}
