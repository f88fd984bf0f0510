//! Whether the desktop asks programs to move nothing.

/// Whether the user has turned animations off on this computer. Blocks until the desktop answers, up to ten seconds;
/// without an answer, they are on.
pub fn reduces_motion() -> bool {
    read().unwrap_or(false)
}

/// Asks the desktop's portal: for its own setting, which it has since 2025, and for GNOME's.
#[cfg(all(unix, not(target_os = "macos")))]
fn read() -> Option<bool> {
    use std::time::Duration;

    use zbus::zvariant::OwnedValue;

    const PATIENCE: Duration = Duration::from_secs(5);
    let bus = zbus::blocking::connection::Builder::session().ok()?.method_timeout(PATIENCE).build().ok()?;
    let value = |space: &str, key: &str| -> Option<OwnedValue> {
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let settings = Some("org.freedesktop.portal.Settings");
        bus.call_method(Some(name), path, settings, "ReadOne", &(space, key)).ok()?.body().deserialize().ok()
    };
    let reduced = value("org.freedesktop.appearance", "reduced-motion").and_then(|value| u32::try_from(value).ok());
    let animated =
        || value("org.gnome.desktop.interface", "enable-animations").and_then(|value| bool::try_from(value).ok());
    if reduced == Some(1) { Some(true) } else { animated().map(|animated| !animated) }
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that fills in a variable of ours")]
fn read() -> Option<bool> {
    use windows_sys::Win32::UI::WindowsAndMessaging::{SPI_GETCLIENTAREAANIMATION, SystemParametersInfoW};

    let mut animated: i32 = 1;
    // SAFETY: this parameter is written as one BOOL, which is an i32.
    let read = unsafe { SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, (&raw mut animated).cast(), 0) };
    (read != 0).then_some(animated == 0)
}

#[cfg(target_os = "macos")]
#[expect(unsafe_code, reason = "two messages to AppKit, without arguments")]
fn read() -> Option<bool> {
    use objc2::rc::Retained;
    use objc2::runtime::AnyObject;
    use objc2::{class, msg_send};

    // SAFETY: both exist since macOS 10.12 and may be sent on any thread.
    let workspace: Retained<AnyObject> = unsafe { msg_send![class!(NSWorkspace), sharedWorkspace] };
    Some(unsafe { msg_send![&*workspace, accessibilityDisplayShouldReduceMotion] })
}
