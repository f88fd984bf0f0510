//! System-specific code, and code that works before the window opens and after it closes: the check for the libraries
//! it needs, the log, reports of panics, the system's own message box, the single instance that has a data folder open,
//! notifications, the icon in the notification area, and the start at login.
//!
//! Entry points: [`check_libraries`] and [`begin`] before the window opens; [`start_log`], [`Panics`]; [`FatalError`]
//! and [`message_box`] for a program without a window; [`ExitRequests`], [`Console`], [`relaunch`], [`open_folder`],
//! [`Clipboard`], [`desktop_proxies`], [`reduces_motion`], [`Notifications`], [`Tray`], [`StartAtLogin`];
//! [`limit_memory`] in a process that reads a workbook;
//! [`prevent_core_dumps`], [`return_large_blocks`] and [`ignore_endless_time_zone`] first of all.

mod animations;
mod clipboard;
mod console;
mod core_dumps;
mod exit;
mod fatal_error;
mod libraries;
mod log;
mod memory;
mod notifications;
mod panics;
mod proxies;
mod relaunch;
mod report;
mod single_instance;
mod start_at_login;
mod time_zone;
mod tray;

pub use animations::reduces_motion;
pub use clipboard::{Clipboard, NoAnswer};
pub use console::Console;
pub use core_dumps::prevent_core_dumps;
pub use exit::{ExitRequest, ExitRequests};
pub use fatal_error::{FatalError, message_box};
pub use libraries::{MissingLibrary, check_libraries};
pub use log::start_log;
pub use memory::{limit_memory, memory_left, return_large_blocks};
pub use notifications::{Note, NoteEvent, Notifications};
pub use panics::{Panics, inject_panic};
pub use proxies::desktop_proxies;
pub use relaunch::{program, relaunch};
pub use report::REPORTS;
pub use single_instance::{SingleInstance, Start, begin};
pub use start_at_login::StartAtLogin;
pub use time_zone::ignore_endless_time_zone;
pub use tray::{Tray, TrayLook, TrayRequest};

use std::io;
use std::path::Path;

/// Shows a folder in the system's file manager. Blocks until the file manager has been started.
pub fn open_folder(folder: &Path) -> io::Result<()> {
    opener::open(folder).map_err(io::Error::other)
}
