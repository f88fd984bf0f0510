//! The console that the program was started from.

/// The attachment to that console, detached when dropped. On Windows a program that opens windows is given no console,
/// and prints nothing until it is attached to one. On other systems this does nothing.
///
/// Ctrl+C in a console, and its closing, end every program that is attached: none may be while the window is open.
#[must_use = "the program is detached again when this is dropped"]
#[derive(Debug)]
pub struct Console {
    #[cfg(windows)]
    is_attached: bool,
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "calls of the system that take no pointer")]
impl Console {
    /// Attaches the program to the console. Fails silently if it was not started from one, or already has one.
    pub fn attach() -> Self {
        use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};
        Self { is_attached: unsafe { AttachConsole(ATTACH_PARENT_PROCESS) } != 0 }
    }
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that takes no pointer")]
impl Drop for Console {
    fn drop(&mut self) {
        if self.is_attached {
            let _ = unsafe { windows_sys::Win32::System::Console::FreeConsole() };
        }
    }
}

#[cfg(not(windows))]
impl Console {
    /// Does nothing: the program has the terminal that it was started from.
    pub fn attach() -> Self {
        Self {}
    }
}
