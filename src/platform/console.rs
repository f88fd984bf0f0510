//! The console that the program was started from.

/// Attaches the program to that console, so that its output is visible there: on Windows a program that opens windows
/// is not given one. Does nothing on other systems.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that takes no pointer; started without a console it only fails")]
pub fn join_console() {
    use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};
    let _ = unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

#[cfg(not(windows))]
pub fn join_console() {}
