//! Crashes of the process itself: none leaves the program's memory, with its tokens and messages, on the disk or sends it
//! to anyone.

/// Turns core dumps off for this process.
///
/// On Linux the process stays dumpable (`PR_SET_DUMPABLE`): without that, the desktop portal cannot read `/proc/PID/root`
/// and refuses every file dialog (github.com/flatpak/xdg-desktop-portal/issues/785).
#[cfg(unix)]
pub fn prevent_core_dumps() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // The limit is too small for any file. With a limit of one byte, Linux also starts no program that collects dumps,
    // while zero is for that program to respect (core(5), do_coredump in fs/coredump.c).
    let limit = if cfg!(target_os = "linux") { 1 } else { 0 };
    let Rlimit { maximum, .. } = getrlimit(Resource::Core);
    let current = Some(maximum.map_or(limit, |maximum| maximum.min(limit)));
    // A limit may always be lowered.
    let _ = setrlimit(Resource::Core, Rlimit { current, maximum });
}

/// Turns Windows Error Reporting off for this process: its reports and local dumps contain memory.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that takes no pointer")]
pub fn prevent_core_dumps() {
    use windows_sys::Win32::System::Diagnostics::Debug::{SEM_NOGPFAULTERRORBOX, SetErrorMode};

    // The flags that the process has inherited stay set.
    unsafe {
        let inherited = SetErrorMode(SEM_NOGPFAULTERRORBOX);
        SetErrorMode(inherited | SEM_NOGPFAULTERRORBOX);
    }
}
