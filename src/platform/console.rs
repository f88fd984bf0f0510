//! The console that the program was started from.

/// Lets what the program says be seen there: on Windows a program that opens windows has no console of its own. Elsewhere
/// there is nothing to do.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that takes no pointer; started without a console it only fails")]
pub fn join_console() {
    use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};
    let _ = unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

#[cfg(not(windows))]
pub fn join_console() {}
